"""The generated sample city for tests: loaded once in a test process, then put back from memory for each test.

A test or fixture asks for `sample_city`; it works for tests in a transaction and for those with a live server:

    def test_something(sample_city: SampleCity, client: Client) -> None:
        client.force_login(sample_city.account(Role.COUNTY_LEAD), backend=…)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction

from luoshi.audit.tests.lifting import lifted
from luoshi.console.sample.city import morning
from luoshi.console.sample.loading import DAY, load
from luoshi.org.models import Unit
from luoshi.org.queries import actor_for
from luoshi.packs.actions import publish_all
from luoshi.packs.load import load_all
from luoshi.people.models import Account
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.rules.actors import Actor, Role, operator
from luoshi.rules.moments import CHINA

NOON = datetime.combine(DAY, time(12), CHINA)
OPERATOR = operator("test")


class SampleCity:
    """The sample on its day."""

    at = NOON
    today: date = DAY

    def unit(self, code: str) -> Unit:
        """A unit by its code, such as "hewan"."""
        return Unit.objects.get(code=code)

    def account(self, role: Role) -> Account:
        """The account that holds a role."""
        return Account.objects.get(username=role.value)

    def actor(self, role: Role) -> Actor:
        """The same as an actor."""
        return actor_for(self.account(role), at=self.at)

    def records(self, register: str) -> RecordQuerySet:
        """The records of a register of the investment line."""
        return Record.objects.of(f"investment.{register}").order_by("pk")


@dataclass(frozen=True)
class Kept:
    """What the tables held when they had just been filled."""

    tables: dict[str, bytes | list[tuple[object, ...]]]


_kept: list[Kept] = []


def provide() -> SampleCity:
    """The city in the database of this test; several seconds the first time in a process, then a fraction of one."""
    if _kept:
        put_back(_kept[0])
        return SampleCity()
    publish_all(packs=load_all(settings.SHIPPED_PACKS, today=DAY), by=OPERATOR, at=morning(DAY))
    load(operator=OPERATOR)
    _kept.append(Kept(dict(taken())))
    return SampleCity()


def tables() -> list[str]:
    """Every table of ours that migrations leave empty."""
    ours = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("luoshi.")}
    return [name for name in connection.introspection.table_names() if name in ours and name != "audit_shape"]


def taken() -> Iterator[tuple[str, bytes | list[tuple[object, ...]]]]:
    """What each table holds, in the database's own form."""
    with connection.cursor() as cursor:
        for table in tables():
            name = connection.ops.quote_name(table)
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {name} TO STDOUT") as copy:
                    yield table, b"".join(bytes(block) for block in copy)
            else:
                yield table, cursor.connection.execute(f"SELECT * FROM {name}").fetchall()


def put_back(kept: Kept) -> None:
    """Fill the empty tables with what was kept; keys are checked when all is there."""
    with transaction.atomic(), lifted(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        for table, rows in kept.tables.items():
            name = connection.ops.quote_name(table)
            if isinstance(rows, bytes):
                with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                    copy.write(rows)
            elif rows:
                marks = ", ".join("?" * len(rows[0]))
                cursor.connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
        if connection.vendor == "postgresql":
            for statement in _sequences():
                cursor.execute(statement)


def _sequences() -> list[str]:
    models = [model for model in apps.get_models() if model._meta.db_table in tables()]
    return connection.ops.sequence_reset_sql(no_style(), models)
