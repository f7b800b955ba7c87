"""The sheets room as a Django application."""

from django.apps import AppConfig
from typing_extensions import override


class SheetsConfig(AppConfig):
    """Tells, once ready, which files are tables somebody brought."""

    name = "luoshi.sheets"
    label = "sheets"

    @override
    def ready(self) -> None:
        from luoshi.evidence.holders import provide
        from luoshi.sheets.queries import Tables

        provide("sheets", Tables())
