"""All that is held of one unit, as one workbook: a sheet for each register that holds something of it."""

from collections.abc import Iterator
from datetime import date

from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.registers.models import Record
from luoshi.registers.permissions import visible_fields
from luoshi.registers.queries import visible_to
from luoshi.rules.actors import Actor
from luoshi.sheets.writing import Head, Kind, Line, Shown
from luoshi.web.components.lists import Option
from luoshi.web.exporting import KINDS, made_by
from luoshi.web.ledger.asking import ALL, Asked
from luoshi.web.ledger.sheet import sheet_of
from luoshi.web.wording import say


def units_with_books(actor: Actor) -> list[Option]:
    """The units at and below the person's posts that hold anything. One query."""
    paths = [post.unit_path for post in actor.posts]
    held = Unit.objects.filter(pk__in=Record.objects.order_by().values("unit").distinct()).order_by("path")
    return [Option(str(each.pk), each.title) for each in held if any(each.path.startswith(path) for path in paths)]


def sheets_of_unit(actor: Actor, unit: Unit, *, today: date) -> Iterator[Shown]:
    """Every register with records of the unit that the person may see, whatever became of them."""
    for pack in current().packs.values():
        for register in pack.registers.values():
            if visible_to(actor, register).filter(unit=unit).exists():
                yield _sheet(actor, register, unit, today)


def _sheet(actor: Actor, register: Register, unit: Unit, today: date) -> Shown:
    standing = (*(("period",) if register.period else ()), *(("state",) if register.lifecycle else ()), "due")
    fields = tuple(f"field-{each.id}" for each in visible_fields(actor, register))
    wanted = Asked(state=ALL, unit=unit.pk, columns=(*standing, *fields))
    sheet = sheet_of(actor, register, wanted, today=today)
    columns = tuple(Head(each.title, KINDS.get(each.kind, Kind.TEXT)) for each in sheet.columns)
    return Shown(say(register.title), unit.title, made_by(actor), columns, map(Line, sheet.rows))
