"""Two versions of a record, field by field: what was entered, and where it stood."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.queries import register as declared
from luoshi.registers.models import Record, Version
from luoshi.registers.queries import shown_fields
from luoshi.rules.actors import Actor
from luoshi.rules.textdiff import pieces
from luoshi.web import showing
from luoshi.web.components.history import Compared
from luoshi.web.wording import say

LONG = 24  # characters from which on a text is told word by word
WORDY = (FieldType.TEXT, FieldType.LONGTEXT)


class Pair(NamedTuple):
    """The earlier and the later version."""

    before: Version
    after: Version


def pair_of(found: Record, one: int, other: int) -> Pair | None:
    """Two versions in the order they were written; None where one of them is not there. One query."""
    wanted = found.versions.filter(revision__in=(one, other)).select_related("unit", "lead", "parent")
    held = {version.revision: version for version in wanted}
    first, last = sorted((one, other))
    return Pair(held[first], held[last]) if first in held and last in held else None


def compared(actor: Actor, pair: Pair) -> tuple[Compared, ...]:
    """What differs, as this person may see it: fields in declared order, then the rest. Two queries."""
    register = declared(pair.after.register, pair.after.pack_version_id)
    fields = _fields(actor, register, declared(pair.before.register, pair.before.pack_version_id))
    names = showing.names_for(register, [pair.before.data, pair.after.data])
    lines = [
        _line(each, showing.shown(each, pair.before.data.get(each.id), names), _after(each, pair, names))
        for each in fields
        if pair.before.data.get(each.id) != pair.after.data.get(each.id)
    ]
    return (*lines, *_standing(register, pair))


def _fields(actor: Actor, register: Register, older: Register) -> Iterator[Field]:
    """The fields of the later declaration, then those that only the earlier one had."""
    now = {each.id: each for each in shown_fields(actor, register)}
    yield from now.values()
    yield from (each for each in shown_fields(actor, older) if each.id not in register.fields)


def _after(each: Field, pair: Pair, names: showing.Names) -> str:
    return showing.shown(each, pair.after.data.get(each.id), names)


def _line(field: Field, before: str, after: str) -> Compared:
    wordy = field.type in WORDY and before and after and max(len(before), len(after)) >= LONG
    return Compared(showing.titled(field), before, after, pieces(before, after) if wordy else ())


def _standing(register: Register, pair: Pair) -> Iterator[Compared]:
    titles = showing.STANDING
    states = register.lifecycle.states if register.lifecycle else {}

    def state(name: str) -> str:
        return say(states[name].title) if name in states else name

    before, after = pair
    sides = (
        (say(titles["state"]), state(before.state), state(after.state)),
        (say(titles["unit"]), before.unit.title, after.unit.title),
        (
            say(titles["lead"]),
            before.lead.title if before.lead else "",
            after.lead.title if after.lead else "",
        ),
        (_("上级"), before.parent.label if before.parent else "", after.parent.label if after.parent else ""),
        (say(titles["due"]), str(before.due or ""), str(after.due or "")),
        (say(titles["period"]), before.period, after.period),
        (say(titles["reopened"]), str(before.reopened), str(after.reopened)),
    )
    yield from (Compared(title, one, other) for title, one, other in sides if one != other)
