"""Queries that are asked at every request: Django makes their SQL once, with examples in the places of the values.

Making SQL out of conditions takes longer than answering it. The conditions stay written once, in the language of
models; what comes back are plain rows, or one
row of a model by its key.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

from luoshi.statements.prepared import rows

Row = TypeVar("Row", bound=Model)
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
        return rows(sql, [given[place] if is_name else place for place, is_name in places])

    @cached_property
    def _made(self) -> tuple[str, list[tuple[Any, bool]]]:
        """The SQL, and for each of its places the name of a value (True) or a constant."""
        sql, parameters = self._build(**self._examples).query.sql_with_params()
        names: Mapping[Any, str] = {_adapted(example): name for name, example in self._examples.items()}
        places = [(names.get(each, each), each in names) for each in parameters]
        if {place for place, is_name in places if is_name} != set(self._examples):
            raise ValueError("an example does not stand in the query as it is")
        return str(sql), places


class ByKey(Generic[Row]):
    """One row of a model by its key, as `get(pk=…)` reads it, converters included."""

    def __init__(self, model: type[Row]) -> None:
        self._model = model

    def one(self, key: int) -> Row | None:
        """The row, or nothing. One query."""
        sql, names, converters = self._made
        connection = connections[DEFAULT_DB_ALIAS]
        found = rows(sql, [key])
        if not found:
            return None
        values = list(found[0])
        for place, (convert_all, column) in converters:
            for convert in convert_all:
                values[place] = convert(values[place], column, connection)
        return self._model.from_db(DEFAULT_DB_ALIAS, names, values)

    @cached_property
    def _made(self) -> tuple[str, list[str], list[tuple[int, Any]]]:
        """The SQL, the fields it gives, and what the database's values of some of them go through."""
        names = [field.attname for field in self._model._meta.concrete_fields]
        query = self._model._default_manager.filter(pk=-1).query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, parameters = compiler.as_sql()
        if parameters != (-1,):
            raise ValueError(f"{self._model.__name__} is not found by its key alone")
        columns = [column for column, *_ in compiler.select]
        return sql, names, list(compiler.get_converters(columns).items())


def _adapted(value: Value) -> Any:
    """The value as the database takes it."""
    if isinstance(value, datetime):
        return connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connections[DEFAULT_DB_ALIAS].ops.adapt_datefield_value(value)
    return value
