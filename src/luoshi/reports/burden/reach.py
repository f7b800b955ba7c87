"""Whom a form reaches: who asks which township for what, how often, at how many hours; and what was measured."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max, Q

from luoshi.org.models import UnitKind
from luoshi.org.models.kinds import COUNTY_LEVEL
from luoshi.org.queries import Node, Tree
from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.registers.models import Record
from luoshi.registers.queries import visible_to
from luoshi.reports.burden.forms import FormBurden, burden_of, newest_counts
from luoshi.reports.burden.timings import timings
from luoshi.reports.models import Issue, Slot, SlotState
from luoshi.reports.policies import ASKED_FORM, ENTRY_HOURS
from luoshi.rules.actors import Actor
from luoshi.rules.burden import Hours, saved
from luoshi.rules.moments import day_of

ADMITTED = "admitted"
IDLE_DAYS = 365
"""After so many days without use a form is proposed for removal, as a recurring duty is."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One form as one township meets it; `units` is how many there fill it in: itself, or its villages."""

    burden: FormBurden
    units: int

    @property
    def times(self) -> int:
        """Fillings of a year."""
        return self.burden.times * self.units

    @property
    def before(self) -> Hours | None:
        return self.burden.for_units(self.units)[0]

    @property
    def after(self) -> Hours | None:
        return self.burden.for_units(self.units)[1]


@dataclass(frozen=True, slots=True)
class Office:
    """What one office asks for: its forms, the different headings it wants written, and the hours they cost."""

    unit_id: int
    title: str
    burdens: tuple[FormBurden, ...]
    indicators: int

    @property
    def uncounted(self) -> int:
        """Forms whose cells nobody counted yet: their hours are not known."""
        return sum(not each.by_file for each in self.burdens)

    @property
    def after(self) -> Hours:
        """Hours of a year, of the forms that were counted."""
        return Hours.together(each.after for each in self.burdens if each.after)


@dataclass(frozen=True, slots=True)
class Week:
    """Hours per person and week as kept, with how many person-weeks they rest on and where they come from."""

    hours: Decimal
    person_weeks: int
    origins: frozenset[str]


def forms_in_use(actor: Actor) -> list[FormBurden]:
    """Every admitted form the person may see, with its last count. Four queries."""
    register = _declared(ASKED_FORM)
    if register is None:
        return []
    seen = visible_to(actor, register).filter(state=ADMITTED)
    records = list(seen.select_related("unit", "lead").order_by("label", "pk"))
    counts, seconds = newest_counts(records), timings()
    return [burden_of(record, counts.get(record.pk), seconds) for record in records]


def _declared(ref: str) -> Register | None:
    return next((each for each in current().registers() if each.ref == ref), None)


def asked_of(burdens: Iterable[FormBurden], township: Node, units: Tree) -> list[Ask]:
    """The forms that reach a township, those that cost it most first; uncounted ones at the end."""
    villages = sum(node.kind is UnitKind.VILLAGE for node in units.below(township.unit_id))
    reached = [Ask(each, _fillers(each, villages)) for each in burdens if _reaches(each.record, township, units)]
    return sorted((ask for ask in reached if ask.units), key=_dearest)


def _dearest(ask: Ask) -> tuple[bool, Decimal, int]:
    return (ask.after is None, -(ask.after.value if ask.after else Decimal(0)), ask.burden.record.pk)


def _fillers(burden: FormBurden, villages: int) -> int:
    return {"village": villages, "county": 0}.get(str(burden.record.data.get("level") or "township"), 1)


def _reaches(record: Record, township: Node, units: Tree) -> bool:
    """A county's office reaches its own townships, a city's all of them."""
    asker = record.lead_id or record.unit_id
    if asker not in units.nodes:
        return False
    county = next((node for node in units.line(asker) if node.kind in COUNTY_LEVEL), None)
    return county is None or township.path.startswith(county.path)


def offices(burdens: Iterable[FormBurden], units: Tree) -> list[Office]:
    """Who asks, those whose forms cost most first, each with its different headings. One query."""
    by_office: dict[int, list[FormBurden]] = {}
    for each in burdens:
        by_office.setdefault(each.record.lead_id or each.record.unit_id, []).append(each)
    wanted = _indicators([each.record for group in by_office.values() for each in group])
    found = [
        Office(pk, units.nodes[pk].title if pk in units.nodes else "", tuple(group), wanted.get(pk, 0))
        for pk, group in by_office.items()
    ]
    return sorted(found, key=lambda office: (-office.after.value, office.unit_id))


def _indicators(records: list[Record]) -> Mapping[int, int]:
    """B4: how many different things each office has people write."""
    office_of = {record.pk: record.lead_id or record.unit_id for record in records}
    slots = Slot.objects.filter(form_file__record__in=list(office_of)).exclude(state=SlotState.GONE)
    newest: dict[int, int] = {}
    kept = list(slots.select_related("form_file"))
    for slot in kept:
        form = slot.form_file.record_id
        newest[form] = max(newest.get(form, 0), slot.form_file.version)
    different: dict[int, set[str]] = {}
    for slot in kept:
        if slot.form_file.version == newest[slot.form_file.record_id] and not _by_system(slot):
            different.setdefault(office_of[slot.form_file.record_id], set()).add(slot.words)
    return {office: len(words) for office, words in different.items()}


def indicators_with(record: Record) -> int:
    """How many different things a form's office has people write: this form's and its admitted ones'. Two queries."""
    office = record.lead_id or record.unit_id
    admitted = Record.objects.of(record.register).filter(state=ADMITTED).exclude(pk=record.pk)
    of_office = admitted.filter(Q(lead=office) | Q(lead=None, unit=office))
    return _indicators([*of_office, record]).get(office, 0)


def _by_system(slot: Slot) -> bool:
    return slot.state == "confirmed" and slot.source.get("kind") not in ("new", None)


def weeks_of(actor: Actor, township: int) -> tuple[Week | None, Week | None]:
    """What a township kept of its hours on forms, before and after. One query."""
    register = _declared(ENTRY_HOURS)
    if register is None:
        return None, None
    seen = visible_to(actor, register)
    records = [record.data for record in seen if record.data.get("township") == township]
    return _week(records, "before"), _week(records, "after")


def _week(kept: list[dict[str, object]], side: str) -> Week | None:
    rows = [row for row in kept if row.get("side") == side]
    people = sum(int(str(row["people"])) for row in rows)
    if not people:
        return None
    hours = sum((Decimal(str(row["hours"])) for row in rows), Decimal(0))
    return Week(hours / people, people, frozenset(str(row["origin"]) for row in rows))


def saved_a_week(before: Week | None, after: Week | None) -> Decimal:
    """R060: hours per person and week, before less after; refused without its baseline."""
    return saved(*(_exactly(week) for week in (before, after))).value


def _exactly(week: Week | None) -> Hours | None:
    return Hours(week.hours, week.hours, week.hours, measured="generated" not in week.origins) if week else None


def townships(units: Tree) -> Iterator[Node]:
    """Every township, in the order of the tree."""
    return (node for node in units.nodes.values() if node.kind is UnitKind.TOWNSHIP)


def due_to_go(burdens: Iterable[FormBurden], *, today: date) -> list[tuple[FormBurden, str]]:
    """Sunset: forms in use that have ended, that nobody says to use, or that nobody filled for a year. One query."""
    found, forms = [], list(burdens)
    used = _last_filled([each.record for each in forms])
    for each in forms:
        expires = str(each.record.data.get("expires") or "")
        if not expires or expires < today.isoformat():
            found.append((each, "expired" if expires else "endless"))
        elif not str(each.record.data.get("use") or "").strip():
            found.append((each, "unused"))
        elif (today - used[each.record.pk]).days > IDLE_DAYS:
            found.append((each, "idle"))
    return found


def _last_filled(records: list[Record]) -> Mapping[int, date]:
    """The day each form was last filled for a unit; of one that never was, the day it was admitted."""
    admitted = {
        each.pk: date.fromisoformat(each.reached[ADMITTED]) if ADMITTED in each.reached else day_of(each.created_at)
        for each in records
    }
    filled = Issue.objects.filter(form_file__record__in=list(admitted)).order_by().values_list("form_file__record")
    return admitted | {pk: max(admitted[pk], day_of(at)) for pk, at in filled.annotate(last=Max("at"))}
