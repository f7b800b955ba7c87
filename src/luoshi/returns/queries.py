"""Who owes which return for which period, and how far it is."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from django.db.models import Q

from luoshi.org.models import Unit
from luoshi.org.queries import tree
from luoshi.org.queries.tree import Node
from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers.models import Record
from luoshi.returns.models import Reminder
from luoshi.returns.permissions import sees, sees_path
from luoshi.returns.policies import Owing, Round, due_day, handed_over_on, owed_periods, owing_nodes, stand_of
from luoshi.rules.actors import OVERSEEING, Actor, Role
from luoshi.rules.periods import Period
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST_ASKED = 500  # reminders that are looked at


def owed_registers() -> list[Register]:
    """The registers whose returns somebody owes, in the order of their packs."""
    return [register for register in current().registers() if register.owed is not None]


def round_of(actor: Actor, register: Register, period: Period, *, today: date) -> Round:
    """The returns of one period, of the units in the person's sight as the tree stood at its end. Three queries.

    A unit that was merged or split since then is counted as it was; one set up later owes nothing for the period.
    """
    nodes = [each for each in owing_nodes(register, tree(period.end)) if sees(actor, register, each)]
    records = Record.objects.of(register.ref).filter(period=period.label).select_related("unit", "lead")
    by_unit = {record.unit_id: record for record in records}
    due = due_day(register, period)
    owing = tuple(_owing(register, node, by_unit.get(node.unit_id), due.date, today) for node in nodes)
    return Round(register, period, due, today, owing)


def _owing(register: Register, node: Node, record: Record | None, due: date, today: date) -> Owing:
    first_in = handed_over_on(register, record) if record is not None else None
    in_time = first_in <= due if first_in is not None else (False if today > due else None)
    return Owing(node, stand_of(register, record), record, first_in, in_time)


def rounds(actor: Actor, register: Register, *, today: date, most: int) -> Iterator[Round]:
    """The newest rounds whose period has ended, the newest first. Three queries each."""
    ended = (period for period in owed_periods(register, today) if period.end < today)
    for period in islice(ended, most):
        yield round_of(actor, register, period, today=today)


def line_of(actor: Actor, register: Register, period: Period) -> tuple[Node, ...]:
    """The units above those that owe a return, as the tree stood, in tree order: where their counts add up."""
    that_day = tree(period.end)
    above: dict[int, None] = {}
    for node in owing_nodes(register, that_day):
        if sees(actor, register, node):
            above |= dict.fromkeys(each.unit_id for each in that_day.line(node.unit_id)[:-1])
    return tuple(node for node in that_day.nodes.values() if node.unit_id in above)


def own_units(actor: Actor) -> list[Unit]:
    """The units whose work the person does. One query."""
    ids = {post.unit_id for post in actor.posts if post.role not in OVERSEEING}
    return list(Unit.objects.filter(pk__in=ids, valid_to=None).order_by("path"))


def own_returns(actor: Actor, *, today: date, periods: int = 2) -> list[tuple[Round, Owing]]:
    """What the person's own units owe for the newest ended periods, and what of older ones is still missing.

    Three queries for each register and period; a year back at most.
    """
    mine = {unit.pk for unit in own_units(actor)}
    found: list[tuple[Round, Owing]] = []
    for register in owed_registers():
        for age, each in enumerate(rounds(actor, register, today=today, most=6)):
            own = [owing for owing in each.owing if owing.node.unit_id in mine]
            found += [(each, owing) for owing in own if age < periods or not owing.stand.is_in]
    return sorted(found, key=lambda pair: (pair[1].stand.is_in, pair[0].due.date))


def reminders(register: str, period: str, units: Sequence[int]) -> dict[int, list[Reminder]]:
    """How often units were asked, the last time first. One query."""
    found: dict[int, list[Reminder]] = {}
    asked = Reminder.objects.filter(register=register, period=period, unit__in=units).order_by("-at")
    for each in asked:
        found.setdefault(each.unit_id, []).append(each)
    return found


def askings_of(actor: Actor, register: str, period: str) -> list[Reminder]:
    """The askings of a round that the person may see, the latest first. One query."""
    found = list(Reminder.objects.filter(register=register, period=period).select_related("unit").order_by("-pk"))
    seen = askings_seen([actor], found)
    return [each for each in found if each.pk in seen]


def asking_seen(actor: Actor, pk: int) -> Reminder:
    """One asking; refused alike where there is none and where the person may not see it."""
    asked = Reminder.objects.select_related("unit").filter(pk=pk).first()
    if asked is None or not askings_seen([actor], [asked]):
        raise Refused(
            "returns.asking_not_visible",
            reason=Text("没有这份催报，或您看不到它。", "There is no such asking, or you may not see it."),
            remedy=Text("请从报送页查看。", "Look at the page of returns."),
        )
    return asked


def askings_seen(actors: Iterable[Actor], askings: Iterable[Reminder]) -> frozenset[int]:
    """Those that may be seen in any of the capacities: of one's own part of the tree, or of a return one owns."""
    held = list(actors)
    return frozenset(
        each.pk
        for each in askings
        if any(sees_path(actor, declared(each.register), each.unit.path) for actor in held)
    )


def record_asked(asked: Reminder) -> Record | None:
    """The return that was asked for, where it is begun by now. One query."""
    found = Record.objects.of(asked.register).filter(unit=asked.unit_id, period=asked.period)
    return found.select_related("unit", "lead").first()


def is_open(asked: Reminder) -> bool:
    """Whether what was asked for is still not handed over. One query."""
    return not stand_of(declared(asked.register), record_asked(asked)).is_in


def asked_of(actor: Actor) -> list[tuple[Reminder, Record | None]]:
    """What the units the person enters for were last asked for and have not handed over, the latest first.

    A clerk of a township enters for its villages too. One query, and one for each register that was asked for.
    """
    mine = Q(pk__in=[])
    for post in actor.posts:
        if post.role not in OVERSEEING:
            mine |= Q(unit=post.unit_id)
        if post.role is Role.TOWNSHIP_CLERK:
            mine |= Q(unit__path__startswith=post.unit_path)
    latest: dict[tuple[str, str, int], Reminder] = {}
    for each in Reminder.objects.filter(mine).select_related("unit").order_by("-at")[:MOST_ASKED]:
        latest.setdefault((each.register, each.period, each.unit_id), each)
    found: list[tuple[Reminder, Record | None]] = []
    for register in owed_registers():
        asked = [each for each in latest.values() if each.register == register.ref]
        periods, units = {each.period for each in asked}, {each.unit_id for each in asked}
        held = Record.objects.of(register.ref).filter(period__in=periods, unit__in=units) if asked else ()
        records = {(record.period, record.unit_id): record for record in held}
        paired = ((each, records.get((each.period, each.unit_id))) for each in asked)
        found += [(each, record) for each, record in paired if not stand_of(register, record).is_in]
    return sorted(found, key=lambda pair: pair[0].at, reverse=True)
