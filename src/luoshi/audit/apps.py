"""The audit room as a Django application."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate
from typing_extensions import override


class AuditConfig(AppConfig):
    name = "luoshi.audit"
    label = "audit"

    @override
    def ready(self) -> None:
        """Equip each connection with what triggers ask for, and renew the triggers after each migration."""
        from luoshi.audit.actions.protecting import install
        from luoshi.audit.opening import equip

        connection_created.connect(equip, dispatch_uid="audit.equip")
        post_migrate.connect(install, sender=self, dispatch_uid="audit.install")
