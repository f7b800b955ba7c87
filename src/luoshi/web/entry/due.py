"""What a person answers for: which returns, for which periods, of which units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from luoshi.org.models import Unit, in_force
from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.queries import current
from luoshi.registers.models import Record
from luoshi.registers.permissions import may_see_field, post_over
from luoshi.rules.actors import Actor
from luoshi.rules.periods import Kind, Period, parse, period_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST_UNITS = 60  # of one page; more are opened part by part of the tree
ELSEWHERE = (FieldType.REF, FieldType.UNIT)  # chosen from long lists: on the form of one record
USUAL = (Kind.MONTH, Kind.QUARTER, Kind.TEN_DAY, Kind.HALF_MONTH, Kind.YEAR)


@dataclass(frozen=True, slots=True)
class Part:
    """The units of one page, and the parts of the tree there are to choose from; one part alone is no choice."""

    units: tuple[Unit, ...]
    parents: tuple[Unit, ...] = ()
    chosen: int = 0


def returns_of(actor: Actor) -> list[Register]:
    """The returns the person's posts may enter, in declared order."""
    roles = {post.role for post in actor.posts}
    found = [each for pack in current().packs.values() for each in pack.registers.values()]
    return [each for each in found if each.period and roles & set(each.edit) and not needs_a_list(each)]


def needs_a_list(register: Register) -> bool:
    """Whether a return cannot be entered in a grid, since it must point to a record or unit."""
    return any(each.required and each.type in ELSEWHERE for each in register.fields.values())


def cells_of(actor: Actor, register: Register) -> list[Field]:
    """The fields of a return that are columns of the grid for this person."""
    reasons = {each.reason_field for each in register.fields.values() if each.reasons}
    return [
        each
        for each in register.fields.values()
        if each.id not in reasons
        and each.formula is None
        and each.type not in ELSEWHERE
        and may_see_field(actor, each)
    ]


def periods_of(registers: Iterable[Register], today: date) -> list[Period]:
    """The last and the present period of each kind the returns are kept by; the last month first."""
    kinds = {Kind(each.period) for each in registers}
    ordered = sorted(kinds, key=lambda kind: (USUAL.index(kind) if kind in USUAL else len(USUAL), kind.value))
    return [each for kind in ordered for each in (period_of(kind, today).previous(), period_of(kind, today))]


def period_asked(words: str, registers: Sequence[Register], today: date) -> Period | None:
    """The period named, else the first that is usual; None where there is nothing to fill in."""
    if not registers:
        return None
    if not words:
        return periods_of(registers, today)[0]
    found = parse(words)
    if found.start > today:
        raise Refused(
            "web.period_ahead",
            reason=Text(f"{found.text.zh}还没有开始。", f"{found.text.en} has not begun."),
            remedy=Text("请选择已经开始的期别。", "Choose a period that has begun."),
            where=found.label,
        )
    return found


def units_of(actor: Actor, register: Register, on: date) -> list[Unit]:
    """The units the person answers for: of the kinds that owe the return or have sent it before, else the lowest."""
    if register.owed is not None:
        kinds = set(register.owed.units)
    else:
        kinds = set(Record.objects.of(register.ref).order_by().values_list("unit__kind", flat=True).distinct())
    units = Unit.objects.filter(in_force(on)).order_by("path")
    mine = [each for each in units if post_over(actor, register, each, *register.edit) is not None]
    if register.owed is not None and register.owed.below:
        tops = tuple(each.path for each in units if each.code in register.owed.below)
        mine = [each for each in mine if each.path.startswith(tops)]
    if kinds:
        return [each for each in mine if each.kind in kinds]
    above = {_parent(each) for each in mine}
    return [each for each in mine if each.pk not in above]


def _parent(unit: Unit) -> int:
    """The unit above, read from the path; 0 above the root."""
    return ([0, *_numbers(unit)])[-2]


def in_order(units: Iterable[Unit]) -> list[Unit]:
    """As they stand in the tree, and side by side by their division code."""
    return sorted(units, key=lambda unit: (_numbers(unit)[:-1], unit.division_code, unit.pk))


def _numbers(unit: Unit) -> list[int]:
    return [int(each) for each in unit.path.strip("/").split("/")]


def part_of(units: Sequence[Unit], under: str) -> Part:
    """The units of one page: all of them where they are few, else those under one unit above them."""
    if len(units) <= MOST_UNITS:
        return Part(tuple(units))
    parents = list(Unit.objects.filter(pk__in={_parent(each) for each in units}).order_by("path"))
    wanted = int(under) if under.isascii() and under.isdigit() and len(under) < 19 else 0
    chosen = wanted if wanted in {each.pk for each in parents} else parents[0].pk
    return Part(tuple(each for each in units if _parent(each) == chosen), tuple(parents), chosen)


def nothing_to_enter() -> Refused:
    """The refusal for somebody whose posts enter no return."""
    return Refused(
        "web.nothing_to_enter",
        reason=Text("没有由您填报的报表。", "There is no return for you to enter."),
        remedy=Text("请由有填报岗位的人办理。", "It is for somebody whose post enters returns."),
    )
