"""The registers room as a Django application."""

from django.apps import AppConfig
from typing_extensions import override

from luoshi.packs.running import provide


class RegistersConfig(AppConfig):
    """Answers, once ready, what publishing asks about running records."""

    name = "luoshi.registers"
    label = "registers"

    @override
    def ready(self) -> None:
        from luoshi.registers.actions.republishing import KeptRecords

        provide(KeptRecords())
