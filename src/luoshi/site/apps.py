"""The site as a Django application: it brings the checks of the set-up."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from typing_extensions import override


class SiteConfig(AppConfig):
    name = "luoshi.site"
    label = "site"

    @override
    def ready(self) -> None:
        import_module("luoshi.site.health")
        checks = import_module("luoshi.site.checks")
        post_migrate.connect(checks.mark_file, sender=self, dispatch_uid="site.mark_file")
