"""The reports room as a Django application."""

from django.apps import AppConfig
from typing_extensions import override


class ReportsConfig(AppConfig):
    """Tells, once ready, which files are forms of an office."""

    name = "luoshi.reports"
    label = "reports"

    @override
    def ready(self) -> None:
        from luoshi.evidence.holders import provide
        from luoshi.reports.queries import Forms

        provide("reports", Forms())
