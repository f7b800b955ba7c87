"""Moves that are expected of somebody: those that lead on, on records on which they are the party declared."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db.models import Exists, F, OuterRef, Q

from luoshi.packs.declarations import Lifecycle, Move, Party, Register
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers.chasing import ladder
from luoshi.registers.daycount import days_left
from luoshi.registers.models import Claim, MoveStatus, Record
from luoshi.registers.models import Move as TakenMove
from luoshi.registers.needs.belonging import belongs, covered, either, working_units
from luoshi.registers.needs.reasons import MOST, Found, NeedKind, Reason, because, to_take
from luoshi.registers.permissions import acts_as
from luoshi.registers.queries import beyond_parent, visible_to
from luoshi.rules.actors import Actor, Role
from luoshi.rules.texts import Text

MONTH = timedelta(days=30)
WATCHING = (Role.SUPERVISOR, Role.AUDITOR, Role.BUREAU_OFFICER)
LADDERS = 100  # records of a register whose ladder is looked at
PROPOSED = Exists(TakenMove.objects.filter(record=OuterRef("pk"), status=MoveStatus.PROPOSED))


@dataclass(frozen=True, slots=True)
class Expected:
    """A move of a register that leads on."""

    register: Register
    move: Move


def lifecycles() -> Iterator[tuple[Register, Lifecycle]]:
    """Every register whose records move, as declared now."""
    for register in current().registers():
        if register.lifecycle is not None:
            yield register, register.lifecycle


def leads_on(lifecycle: Lifecycle, move: Move, state: str) -> bool:
    """Whether a move is the next step of the main line: a sign-off ahead, else the way to the nearest state ahead.

    What leads further from there is a way out, what leads back undoes something; neither is expected of anybody.
    """
    order = list(lifecycle.states)
    ahead = [each for each in lifecycle.moves_from(state) if order.index(each.target) > order.index(state)]
    signed = [each for each in ahead if each.strikes_off or each.is_word]
    nearest = min((order.index(each.target) for each in signed or ahead), default=-1)
    return move in (signed or ahead) and order.index(move.target) == nearest


def expected(*, signed: bool) -> Iterator[Expected]:
    """The moves that lead on from anywhere; `signed` asks for strike-offs and the beneficiary's word instead."""
    for register, lifecycle in lifecycles():
        for move in lifecycle.moves.values():
            if (move.strikes_off or move.is_word) is signed and any(
                leads_on(lifecycle, move, state) for state in move.sources
            ):
                yield Expected(register, move)


def condition_of(actor: Actor, steps: Iterable[Expected]) -> Q | None:
    """The records on which one of the moves is this person's; None where none is.

    One condition for each register and party, since each is a query within the query.
    """
    sources: dict[tuple[str, Party | Role], set[str]] = {}
    registers: dict[str, Register] = {}
    for step in steps:
        lifecycle = step.register.lifecycle
        led = {state for state in step.move.sources if lifecycle and leads_on(lifecycle, step.move, state)}
        sources.setdefault((step.register.ref, step.move.by), set()).update(led)
        registers[step.register.ref] = step.register
    found = ((ref, states, belongs(actor, registers[ref], party)) for (ref, party), states in sources.items())
    return either(Q(register=ref, state__in=sorted(states)) & mine for ref, states, mine in found if mine is not None)


def next_moves(actor: Actor, *, signed: bool) -> Callable[[Record], Move | None]:
    """What `next_move` tells of each record, thought out once for each register, version and state."""
    known: dict[tuple[str, int | None, str], Move | None] = {}

    def told(record: Record) -> Move | None:
        here = (record.register, record.pack_version_id, record.state)
        if here not in known:
            known[here] = next_move(actor, record, signed=signed)
        return known[here]

    return told


def next_move(actor: Actor, record: Record, *, signed: bool) -> Move | None:
    """The first declared move that leads on and may be this person's, by the version the record keeps. No query."""
    register = declared(record.register, record.pack_version_id)
    lifecycle = register.lifecycle
    if lifecycle is None or record.state not in lifecycle.states:
        return None
    for move in lifecycle.moves_from(record.state):
        is_sign_off = move.strikes_off or move.is_word
        on_the_way = is_sign_off is signed and leads_on(lifecycle, move, record.state)
        if on_the_way and belongs(actor, register, move.by) is not None:
            return move
    return None


def to_move(actor: Actor) -> Iterator[Found]:
    """Moves expected of the person's posts, those due first. One query."""
    condition = condition_of(actor, expected(signed=False))
    if condition is None:
        return
    waiting, told = Record.objects.filter(condition).exclude(PROPOSED), next_moves(actor, signed=False)
    for record in waiting.select_related("lead").order_by(F("due").asc(nulls_last=True), "pk")[: MOST + 1]:
        move = told(record)
        if move is not None:
            why = because(move.by, record.lead.title if record.lead else "")
            subject = ("record", record.pk)
            reason = Reason(NeedKind.MOVE, "registers.next_move", to_take(move), subject, record.due, why)
            yield Found(record.pk, record.register, record.due, reason)


def to_chase(actor: Actor, *, today: date) -> Iterator[Found]:
    """Records on which the person may send a notice today. Four queries for each register with a ladder over which
    they supervise; `LADDERS` of each are looked at, those due first."""
    for register, lifecycle in lifecycles():
        mine = [belongs(actor, register, rung.by) for rung in lifecycle.chase]
        mine += [covered(actor, register, Role.SUPERVISOR)] if lifecycle.chase else []
        conditions = [each for each in mine if each is not None]
        if not conditions:
            continue
        condition = conditions[0]
        for each in conditions[1:]:
            condition |= each
        late = Record.objects.of(register.ref).filter(condition, due__lte=today + MONTH)
        late = late.exclude(state__in=lifecycle.ends).select_related("unit", "lead")
        late = late.prefetch_related("clocks", "chases", "parties").order_by("due", "pk")
        for record in late[:LADDERS]:
            yield from islice(_rungs(actor, register, record, today), 1)


def _rungs(actor: Actor, register: Register, record: Record, today: date) -> Iterator[Found]:
    for climb in ladder(record, register, day=today):
        if climb.refused is None and acts_as(actor, record, register, climb.rung.by):
            lead, title, days = (record.lead or record.unit).title, climb.rung.title, days_left(record.due, today)
            zh, en = _late(days)
            words = Text(f"{lead}{zh}，可发{title.zh}", f"{lead}{en}; {title.en} may be sent")
            reason = Reason(NeedKind.MOVE, "registers.rung_open", words, ("record", record.pk), record.due)
            yield Found(record.pk, record.register, record.due, reason)


def _late(days: int | None) -> tuple[str, str]:
    if days is None or days >= 0:
        return "即将到期", " is close to the date"
    return f"已逾期{-days}个工作日", f" is {-days} working day{'' if days == -1 else 's'} late"


def beyond_above(actor: Actor) -> Iterator[Found]:
    """For those who watch: records due later than the one above them. One query for each register in a tree."""
    if not actor.has_role(*WATCHING):
        return
    for register, _lifecycle in lifecycles():
        if register.parent is None:
            continue
        late = beyond_parent(visible_to(actor, register)).select_related("parent").order_by("due", "pk")
        for record in late[: MOST + 1]:
            above = record.parent
            if above is not None:
                words = Text(
                    f"期限 {record.due} 晚于上级“{above.label}”的期限 {above.due}，须调整一致",
                    f"due {record.due}, later than {above.due} of '{above.label}' above it; bring them in line",
                )
                reason = Reason(NeedKind.MOVE, "registers.beyond_parent", words, ("record", record.pk), record.due)
                yield Found(record.pk, record.register, record.due, reason)


def claimed_too(actor: Actor, *, at: datetime) -> Iterator[Found]:
    """Second offers within a month of what the person's units registered first. One query."""
    units = working_units(actor)
    if not units:
        return
    claims = Claim.objects.filter(record__unit__in=units, at__gte=at - MONTH).select_related("record", "unit")
    for claim in claims.order_by("-at", "-pk")[: MOST + 1]:
        record = claim.record
        words = Text(
            f"{claim.unit.title}也登记了这一项，请商议", f"{claim.unit.title} registered the same; agree with them"
        )
        reason = Reason(NeedKind.MOVE, "registers.claimed_too", words, ("record", record.pk))
        yield Found(record.pk, record.register, record.due, reason)
