"""Inserting one row of a model by a statement made once: as `save()` writes it, without making the SQL each time."""

from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, ForeignKey, JSONField, Model

from luoshi.statements.prepared import rows, send

AS_THEY_ARE = (str, int, bool, type(None))  # every driver takes these; whatever else is prepared by its field


class Insert:
    """The statement that inserts a row of `model`; its key is the database's own.

    Columns that the database fills by itself (`db_default`, generated ones) are left to it, and not read back.
    """

    def __init__(self, model: type[Model]) -> None:
        self._model = model

    def save(self, row: Model) -> None:
        """Insert an unsaved instance and give it its key; IntegrityError as from `save()`. One statement."""
        _, returning = self._sql
        ((row.pk,),) = rows(returning, self._values(row))
        _mark(row)

    def send(self, row: Model) -> None:
        """Insert an unsaved instance whose key nobody asks for. One statement, whose answer need not be awaited."""
        sql, _ = self._sql
        send(sql, self._values(row))
        _mark(row)

    def _values(self, row: Model) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        for reference in self._references:
            if getattr(row, reference.attname) is None and (named := reference.get_cached_value(row, default=None)):
                setattr(row, reference.attname, named.pk)  # it was saved after it was named
        values = list(self._read(row))
        for place, field in enumerate(self._fields):
            if values[place].__class__ not in AS_THEY_ARE or isinstance(field, JSONField):
                values[place] = field.get_db_prep_save(values[place], connection)
        return values

    @cached_property
    def _fields(self) -> "list[Field[Any, Any]]":
        fields = [
            field
            for field in self._model._meta.local_concrete_fields
            if not (field.primary_key or field.has_db_default() or getattr(field, "generated", False))
        ]
        if any(getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False) for field in fields):
            raise ValueError(f"{self._model.__name__} has a field that fills itself when it is saved")
        return fields

    @cached_property
    def _references(self) -> "list[ForeignKey[Any, Any]]":
        return [field for field in self._fields if isinstance(field, ForeignKey)]

    @cached_property
    def _read(self) -> Callable[[Model], tuple[Any, ...]]:
        return attrgetter(*(field.attname for field in self._fields))

    @cached_property
    def _sql(self) -> tuple[str, str]:
        """The statement, and the one that answers the key."""
        quote, meta = connections[DEFAULT_DB_ALIAS].ops.quote_name, self._model._meta
        columns = ", ".join(quote(str(field.column)) for field in self._fields)
        places = ", ".join(["%s"] * len(self._fields))
        sql = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608  (names of a model)
        return sql, f"{sql} RETURNING {quote(str(meta.pk.column))}"


def _mark(row: Model) -> None:
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
