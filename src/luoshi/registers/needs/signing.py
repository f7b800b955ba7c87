"""What waits for somebody's word: proposed moves, strike-offs, second looks, more time, verdicts."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, Q

from luoshi.packs.declarations import Party, Register
from luoshi.packs.queries import register as declared
from luoshi.registers.models import (
    Look,
    MoreTime,
    MoreTimeStatus,
    Move,
    MoveStatus,
    Record,
    Review,
    ReviewState,
    Seen,
)
from luoshi.registers.models import Party as HeldParty
from luoshi.registers.needs.belonging import covered, either, theirs
from luoshi.registers.needs.reasons import MOST, Found, NeedKind, Reason, because
from luoshi.registers.needs.steps import condition_of, expected, lifecycles, next_moves
from luoshi.registers.permissions import check_can_confirm, check_can_decide_time, check_can_look, check_can_move
from luoshi.registers.policies import declared_move
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def judged_by(prefix: str = "") -> tuple[Prefetch[Any], Prefetch[Any]]:
    """What a sign-off is judged by, read with its units: two queries for any number of records."""
    return (
        Prefetch(f"{prefix}moves", Move.objects.select_related("lead", "by_unit")),
        Prefetch(f"{prefix}parties", HeldParty.objects.select_related("unit")),
    )


def to_confirm(actor: Actor) -> Iterator[Found]:
    """Proposed moves the person may confirm, the longest waiting first. Three queries."""
    mine = theirs(
        actor,
        (
            (register, move.confirm)
            for register, lifecycle in lifecycles()
            for move in lifecycle.moves.values()
            if move.confirm is not None
        ),
    )
    if mine is None:
        return
    proposals = Move.objects.filter(status=MoveStatus.PROPOSED, record__in=Record.objects.filter(mine))
    proposals = proposals.exclude(by_account=actor.account_id)
    proposals = proposals.exclude(record__lead__in=sorted(actor.own_units))
    proposals = proposals.select_related("record__unit", "record__lead").prefetch_related(*judged_by("record__"))
    for taken in proposals.order_by("at", "pk")[: MOST + 1]:
        register = _register_of(taken.record)
        move = declared_move(register, taken.name)
        if move.confirm is not None and _passes(check_can_confirm, actor, taken.record, register, move, taken):
            words = Text(
                f"待确认：{move.title.zh}（{taken.by_name}提出）", f"to confirm: {move.title.en} (by {taken.by_name})"
            )
            why = because(move.confirm, "")
            yield _found(taken.record, "registers.to_confirm", words, ("record", taken.record.pk), why)


def to_strike_off(actor: Actor) -> Iterator[Found]:
    """Records that wait for a strike-off, or for the beneficiary's word, by this person. Three queries."""
    condition = condition_of(actor, expected(signed=True))
    if condition is None:
        return
    waiting = Record.objects.filter(condition).select_related("unit", "lead").prefetch_related(*judged_by())
    told = next_moves(actor, signed=True)
    for record in waiting.order_by("updated_at", "pk")[: MOST + 1]:
        move = told(record)
        if move is not None and _passes(check_can_move, actor, record, _register_of(record), move):
            words, why = Text(f"待{move.title.zh}", f"next: {move.title.en}"), because(move.by, "")
            yield _found(record, "registers.to_strike_off", words, ("record", record.pk), why)


def to_look(actor: Actor) -> Iterator[Found]:
    """Second looks that were drawn and wait for this person, those due first. Three queries."""
    drawn = ((register, lifecycle.second_look) for register, lifecycle in lifecycles())
    mine = theirs(actor, ((register, rule.by) for register, rule in drawn if rule is not None))
    if mine is None:
        return
    looks = Look.objects.filter(seen=Seen.OPEN, record__in=Record.objects.filter(mine))
    looks = looks.exclude(record__lead__in=sorted(actor.own_units))
    looks = looks.select_related("strike_off", "record__unit", "record__lead")
    for look in looks.prefetch_related(*judged_by("record__")).order_by("due", "pk")[: MOST + 1]:
        register = _register_of(look.record)
        rule = register.lifecycle.second_look if register.lifecycle else None
        if rule is not None and _passes(check_can_look, actor, look, register, rule):
            words = Text(f"抽中的回头看，{look.due} 前看完", f"a second look was drawn, by {look.due}")
            found = _found(look.record, "registers.to_look", words, ("look", look.pk))
            yield Found(found.record, found.register, look.due, found.reason)


def to_grant(actor: Actor) -> Iterator[Found]:
    """Requests for more time the person decides on, the longest waiting first. Three queries."""
    mine = decided_by(actor)
    if mine is None:
        return
    waiting = MoreTime.objects.filter(
        status=MoreTimeStatus.ASKED, clock__ended_on=None, clock__record__in=Record.objects.filter(mine)
    )
    waiting = waiting.exclude(clock__record__lead__in=sorted(actor.own_units))
    waiting = waiting.select_related("clock__record__unit", "clock__record__lead")
    for asked in waiting.prefetch_related(*judged_by("clock__record__")).order_by("at", "pk")[: MOST + 1]:
        record = asked.clock.record
        register = _register_of(record)
        limit = register.lifecycle.clock(asked.clock.clock) if register.lifecycle else None
        rule = limit.extension if limit else None
        if rule is not None and _passes(check_can_decide_time, actor, asked, record, register, rule):
            words = Text(
                f"{asked.by_name}申请延期 {asked.days} 个工作日，待您审批",
                f"{asked.by_name} asks for {asked.days} more working days",
            )
            yield _found(record, "registers.to_grant", words, ("record", record.pk))


def decided_by(actor: Actor) -> Q | None:
    """The records on which the person decides on more time; as `acts_as`, a supervisor over a unit does so too."""
    rules = [
        (register, limit.extension.confirm)
        for register, lifecycle in lifecycles()
        for limit in lifecycle.clocks
        if limit.extension is not None
    ]
    supervised = {register.ref: register for register, party in rules if party is Party.SUPERVISOR}
    over = ((ref, covered(actor, register, Role.SUPERVISOR)) for ref, register in supervised.items())
    mine = [theirs(actor, rules), *(Q(register=ref) & each for ref, each in over if each is not None)]
    return either(each for each in mine if each is not None)


def to_judge(actor: Actor) -> Iterator[Found]:
    """Reviews that wait for this person's own verdict. One query."""
    if actor.for_account is not None:
        return
    mine = Q(reviewers__account=actor.account_id)
    given = Review.objects.filter(
        reviewers__account=actor.account_id, reviewers__verdicts__by_account=actor.account_id
    )
    open_ones = Review.objects.filter(mine, state=ReviewState.OPEN).exclude(pk__in=given.values("pk"))
    for review in open_ones.select_related("record").order_by("begun_at", "pk")[: MOST + 1]:
        title = _register_of(review.record).reviews[review.name].title
        words = Text(f"抽中您评议：{title.zh}，待给出结论", f"you were drawn for: {title.en}; a verdict is awaited")
        yield _found(review.record, "registers.to_judge", words, ("review", review.pk))


def _register_of(record: Record) -> Register:
    return declared(record.register, record.pack_version_id)


def _passes(check: Any, *arguments: Any) -> bool:
    try:
        check(*arguments)
    except Refused:
        return False
    return True


def _found(record: Record, code: str, words: Text, subject: tuple[str, int], why: Text | None = None) -> Found:
    reason = Reason(NeedKind.VERIFY, code, words, subject, record.due, why)
    return Found(record.pk, record.register, record.due, reason)
