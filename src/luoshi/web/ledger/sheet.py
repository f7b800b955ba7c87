"""Exactly what a list shows, for a file: its columns, what it is narrowed by in words, and every row, streamed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from luoshi.packs.declarations import Register
from luoshi.rules.actors import Actor
from luoshi.web.components.tables import ColumnKind
from luoshi.web.ledger.asking import Asked
from luoshi.web.ledger.bars import counties, narrowed_words
from luoshi.web.ledger.columns import Shown, Value, columns_of, names_of, streamed, value_of
from luoshi.web.ledger.finding import may_sort, narrowed, order_of
from luoshi.web.wording import say

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes into a file. `said` tells which records these are; each row has one value for each column.

    A number stays a `Decimal` in the unit its heading names, a day a `date`, a blank is None; text is not yet made
    harmless for spreadsheet programs.
    """

    title: str
    said: str
    columns: tuple[Shown, ...]
    rows: Iterator[tuple[Value, ...]]


def sheet_of(actor: Actor, register: Register, wanted: Asked, *, today: date) -> Sheet:
    """The list as it is shown, all pages of it: number and name first, then the shown columns in their order.

    Rows are read 500 at a time, three queries each time; the caller reads them in the language of the page.
    """
    shown = [each for each in columns_of(actor, register, wanted) if each.id not in ("number", "label")]
    columns = (
        Shown("number", _("编号"), ColumnKind.TEXT),
        Shown("label", say(register.fields[register.label].title), ColumnKind.TEXT),
        *shown,
    )
    return Sheet(
        title=say(register.title),
        said=narrowed_words(actor, register, wanted, counties()),
        columns=columns,
        rows=_rows(actor, register, wanted, columns, today),
    )


def _rows(
    actor: Actor, register: Register, wanted: Asked, columns: tuple[Shown, ...], today: date
) -> Iterator[tuple[Value, ...]]:
    sort = wanted.sort if may_sort(actor, register, wanted.sort) else ""
    records = narrowed(actor, register, wanted, today=today).select_related("unit", "lead", "parent")
    ordered = records.defer("found_by").order_by(*order_of(register, sort))
    areas = counties()
    for batch in streamed(ordered.iterator(chunk_size=AT_ONCE), AT_ONCE):
        names = names_of(register, batch, areas)
        for record in batch:
            yield tuple(value_of(register, record, each, names, today) for each in columns)
