"""A query that is asked at every request: Django makes its SQL once, with examples in the places of the values.

Making SQL out of conditions takes longer than answering it. The conditions stay written once, in the language of
models; what comes back are plain rows.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Value = int | str | date | datetime


class Compiled:
    """`build` makes a query of plain columns (`values_list`) out of the named values; `examples` stand for them.

    Every example must differ from the others and from any constant of the query.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **examples: Value) -> None:
        self._build, self._examples = build, examples

    def rows(self, **values: Value) -> Sequence[tuple[Any, ...]]:
        """The rows for these values. One query."""
        sql, places = self._made
        given = {name: _adapted(value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(sql, [given[place] if is_name else place for place, is_name in places])
            found: Sequence[tuple[Any, ...]] = cursor.fetchall()
        return found

    @cached_property
    def _made(self) -> tuple[str, list[tuple[Any, bool]]]:
        """The SQL, and for each of its places the name of a value (True) or a constant."""
        sql, parameters = self._build(**self._examples).query.sql_with_params()
        names: Mapping[Any, str] = {_adapted(example): name for name, example in self._examples.items()}
        places = [(names.get(each, each), each in names) for each in parameters]
        if {place for place, is_name in places if is_name} != set(self._examples):
            raise ValueError("an example does not stand in the query as it is")
        return str(sql), places


def _adapted(value: Value) -> Any:
    """The value as the database takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
