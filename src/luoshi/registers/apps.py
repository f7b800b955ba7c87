"""The registers room as a Django application."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from typing_extensions import override

from luoshi.audit.triggers.standing import watch
from luoshi.evidence.holders import provide as provide_holders
from luoshi.packs.running import provide
from luoshi.registers.daycount import SQLITE_FUNCTION, days_left_in_sqlite
from luoshi.rules.expressions import sqlite_functions


def bring_exact_numbers(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Give a new SQLite connection the functions that expressions count with; it has no decimals of its own."""
    if connection.vendor == "sqlite":
        for name, arguments, function in sqlite_functions():
            connection.connection.create_function(name, arguments, function, deterministic=True)
        connection.connection.create_function(SQLITE_FUNCTION, 2, days_left_in_sqlite)


class RegistersConfig(AppConfig):
    """Answers, once ready, what publishing asks about running records."""

    name = "luoshi.registers"
    label = "registers"

    @override
    def ready(self) -> None:
        from luoshi.registers import found_by_index, strike_offs
        from luoshi.registers.actions.republishing import KeptRecords
        from luoshi.registers.exhibits import Exhibits

        provide(KeptRecords())
        watch(strike_offs.differences)
        provide_holders("registers", Exhibits())
        connection_created.connect(bring_exact_numbers, dispatch_uid="registers.exact_numbers")
        pre_migrate.connect(strike_offs.take_off, sender=self, dispatch_uid="registers.take_off")
        post_migrate.connect(strike_offs.install, sender=self, dispatch_uid="registers.install")
        post_migrate.connect(found_by_index.install, sender=self, dispatch_uid="registers.install_search")
