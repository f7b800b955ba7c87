"""What those who watch over units see: lights by unit, the records behind each count, what changed since a day."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from luoshi.audit.models import Entry
from luoshi.org.models import Unit
from luoshi.packs.declarations import Colour, Lifecycle, Register
from luoshi.packs.queries import current
from luoshi.registers.conditions import meets
from luoshi.registers.lights import condition_of
from luoshi.registers.models import Move, Record
from luoshi.registers.needs.belonging import EVERYTHING
from luoshi.rules.actors import Actor, Role
from luoshi.rules.moments import start_of

WATCHING = (Role.SUPERVISOR, Role.COUNTY_LEAD, Role.AUDITOR, Role.BUREAU_OFFICER)
SOON = timedelta(days=14)
MOST = 500  # records of one count, and entries since a day, that are looked at


class Lamp(StrEnum):
    """The light of a record that has not ended; `none` where nothing says by when."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Lit:
    """A unit with how many of the records led there, or below it, have each light."""

    unit: int
    title: str
    counts: Mapping[Lamp, int]

    @property
    def total(self) -> int:
        """All that have not ended."""
        return sum(self.counts.values())


def scope(actor: Actor, register: Register) -> Q | None:
    """The records of a register the person watches over: led below a watching post, or all for its owner."""
    posts = [post for post in actor.posts if post.role in WATCHING]
    if any(post.is_at_root or post.unit_code == register.owner for post in posts):
        return EVERYTHING
    found: Q | None = None
    for post in posts:
        below = Q(lead__path__startswith=post.unit_path)
        found = below if found is None else found | below
    return found


def watched(actor: Actor, *, pack: str = "") -> Iterator[tuple[Register, Lifecycle, Q]]:
    """The registers whose records have lights, with what of each the person watches over."""
    for register in current().registers():
        lifecycle, mine = register.lifecycle, scope(actor, register)
        if lifecycle is not None and mine is not None and pack in ("", register.pack):
            yield register, lifecycle, mine


def with_lamp(
    records: QuerySet[Any, Any], register: Register, *, today: date, name: str = "lamp"
) -> QuerySet[Any, Any]:
    """The records with the light each has on a day: the declared one, else by its date."""
    lights = register.lifecycle.lights if register.lifecycle else None
    if lights is None:
        by_date = (
            When(due__lt=today, then=Value(Lamp.RED.value)),
            When(due__lte=today + SOON, then=Value(Lamp.YELLOW.value)),
            When(due__isnull=False, then=Value(Lamp.GREEN.value)),
        )
        dated: QuerySet[Any, Any] = records.annotate(**{name: _case(by_date)})
        return dated
    declared = {Colour(band.colour) for band in lights.bands}
    flags = {colour: f"{name}_{colour}" for colour in Colour if colour in declared}
    for colour, flag in flags.items():
        records = records.annotate(**{flag: meets(register, condition_of(lights, colour), today=today)})
    whens = tuple(When(**{flag: True}, then=Value(Lamp(colour.value).value)) for colour, flag in flags.items())
    lit: QuerySet[Any, Any] = records.annotate(**{name: _case(whens)})
    return lit


def _case(whens: tuple[When, ...]) -> Case:
    return Case(*whens, default=Value(Lamp.NONE.value), output_field=CharField())


def lights_by_unit(actor: Actor, *, today: date, pack: str = "") -> list[Lit]:
    """Lights by the units right below the person's own, those with most red first. One query for each register."""
    counts: dict[int, dict[Lamp, int]] = {}
    tops = _tops(actor)
    for register, lifecycle, mine in watched(actor, pack=pack):
        records = Record.objects.of(register.ref).filter(mine, lead__isnull=False).exclude(state__in=lifecycle.ends)
        lit = with_lamp(records, register, today=today).order_by().values_list("lead__path", "lamp")
        for path, lamp, many in lit.annotate(many=Count("pk")):
            held = counts.setdefault(_branch(path, tops), {})
            held[Lamp(lamp)] = held.get(Lamp(lamp), 0) + many
    titles = dict(Unit.objects.filter(pk__in=counts).values_list("pk", "title"))
    rows = [Lit(unit, titles[unit], held) for unit, held in counts.items() if unit in titles]
    return sorted(rows, key=lambda row: (*(-row.counts.get(lamp, 0) for lamp in Lamp), row.unit))


def _tops(actor: Actor) -> tuple[str, ...]:
    """Below which units the rows stand: the root for who watches over a whole register, else the own units."""
    if any(scope(actor, register) is EVERYTHING for register in current().registers() if register.lifecycle):
        return tuple({f"/{path.split('/')[1]}/" for path in actor.paths})
    return actor.paths


def _branch(path: str, tops: tuple[str, ...]) -> int:
    """The unit right below one of the tops that a path leads through; the top itself for its own records."""
    top = next((top for top in tops if path.startswith(top)), "/")
    below = path.removeprefix(top).strip("/").split("/")[0]
    return int(below or top.strip("/").split("/")[-1])


def lit_records(actor: Actor, *, unit: Unit, lamp: Lamp | None, today: date, pack: str = "") -> list[int]:
    """The records behind a count, those due first, up to `MOST` of each register. One query for each register."""
    found: list[tuple[date, int]] = []
    for register, lifecycle, mine in watched(actor, pack=pack):
        below = Q(lead__path__startswith=unit.path)
        records: QuerySet[Any, Any] = Record.objects.of(register.ref).filter(mine, below)
        records = records.exclude(state__in=lifecycle.ends)
        if lamp is not None:
            records = with_lamp(records, register, today=today).filter(lamp=lamp.value)
        ordered = records.order_by(F("due").asc(nulls_last=True), "pk").values_list("due", "pk")[:MOST]
        found += [(due or date.max, pk) for due, pk in ordered]
    return [pk for _due, pk in sorted(found)]


class Turn(StrEnum):
    """What became different."""

    NEW_RED = "new_red"
    STRUCK_OFF = "struck_off"
    REOPENED = "reopened"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """A record that became different, and how; `by` and `at` where somebody did it."""

    turn: Turn
    record: Record
    to: str = ""
    by: str = ""
    at: datetime | None = None


def changes_since(actor: Actor, *, since: date, today: date, pack: str = "") -> list[Change]:
    """What changed on what the person watches over since the beginning of a day, the newest first of each kind.

    Moves are read from the log by its moments, at most `MOST`; new reds by the lights of both days, as the records
    stand now. One query, and up to two for each register.
    """
    entries = Entry.objects.filter(at__gte=start_of(since), act="registers.move", subject_kind="record")
    told = [(entry, json.loads(entry.canonical)["payload"]) for entry in entries.order_by("-at", "-pk")[:MOST]]
    records = _watched_records(actor, {entry.subject_id for entry, _payload in told}, pack)
    moved = [
        Change(_turn(record, payload), record, payload["to"], entry.by_name, entry.at)
        for entry, payload in told
        if (record := records.get(entry.subject_id)) is not None
    ]
    return [*_new_reds(actor, since, today, pack), *moved]


def _watched_records(actor: Actor, ids: Iterable[int], pack: str) -> dict[int, Record]:
    wanted: dict[str, set[int]] = {}
    for pk, ref in Record.objects.filter(pk__in=list(ids)).values_list("pk", "register"):
        wanted.setdefault(ref, set()).add(pk)
    found: dict[int, Record] = {}
    for register, _lifecycle, mine in watched(actor, pack=pack):
        if register.ref in wanted:
            records = Record.objects.filter(mine, pk__in=wanted[register.ref]).select_related("unit", "lead")
            found |= {record.pk: record for record in records}
    return found


def _turn(record: Record, payload: Mapping[str, Any]) -> Turn:
    lifecycle = current().register(record.register).lifecycle
    move = lifecycle.moves.get(payload["move"]) if lifecycle else None
    if lifecycle is None or move is None:
        return Turn.MOVED
    if move.strikes_off:
        return Turn.STRUCK_OFF
    undone = set(move.sources) & set(lifecycle.struck_states)
    if undone and len(undone) < len(move.sources):
        taken = Move.objects.filter(record=record, revision=payload["revision"]).values_list("source", flat=True)
        undone &= set(taken[:1])
    return Turn.REOPENED if undone and not lifecycle.states[move.target].end else Turn.MOVED


def _new_reds(actor: Actor, since: date, today: date, pack: str) -> Iterator[Change]:
    for register, lifecycle, mine in watched(actor, pack=pack):
        records = Record.objects.of(register.ref).filter(mine).exclude(state__in=lifecycle.ends)
        red = records.filter(_is_red(register, today)).exclude(_is_red(register, since))
        for record in red.select_related("unit", "lead").order_by("-due", "pk")[:MOST]:
            yield Change(Turn.NEW_RED, record)


def _is_red(register: Register, day: date) -> Q:
    """The records that are red on a day: what `with_lamp` tells, asked of one colour alone."""
    lights = register.lifecycle.lights if register.lifecycle else None
    if lights is None:
        return Q(due__isnull=False, due__lt=day)
    if Colour.RED not in {band.colour for band in lights.bands}:
        return Q(pk__in=[])
    return Q(meets(register, condition_of(lights, Colour.RED), today=day))
