"""The org room as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from typing_extensions import override


class OrgConfig(AppConfig):
    name = "luoshi.org"
    label = "org"

    @override
    def ready(self) -> None:
        """Renew, after each migration, the triggers that mark a change of the tree."""
        from luoshi.org import stamping

        pre_migrate.connect(stamping.take_off, sender=self, dispatch_uid="org.take_off")
        post_migrate.connect(stamping.install, sender=self, dispatch_uid="org.install")
