"""Second looks: closing the list, drawing from it, and looking; what did not hold is reopened."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from luoshi.audit.actions import Act, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.audit.models import Head
from luoshi.packs.declarations import DrawBy, Register, SecondLook
from luoshi.packs.queries import register as declared
from luoshi.registers import permissions, policies
from luoshi.registers.actions.entering import enter, unit_of, waived_of
from luoshi.registers.actions.exhibits import rest_on, unused, with_exhibits
from luoshi.registers.actions.guards import check_guards_held
from luoshi.registers.actions.moving import Step, save_step, step_of
from luoshi.registers.actions.writing import leave_trace
from luoshi.registers.guarding import check_guards
from luoshi.registers.models import Draw, Look, Move, MoveStatus, Record, Seen
from luoshi.registers.queries import in_force
from luoshi.rules.actors import Actor
from luoshi.rules.lots import digest_of, drawn, quota, seed_of
from luoshi.rules.moments import CHINA, day_of
from luoshi.rules.periods import Kind, parse
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

SUBJECT = "look_draw"


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen: whether the result holds, in words, with evidence by kind."""

    holds: bool
    finding: str
    evidence: Mapping[str, str] = field(default_factory=dict)


def close_list(
    register_ref: str, *, period: str = "", source: str, value_day: date | None = None, by: Actor, at: datetime
) -> Draw:
    """Close the list of strike-offs to draw from and publish its digest, before anybody knows the seed.

    On it is every strike-off that still stands, was signed by the end of the period, and never was on a list: one
    that is entered late is on the next. `source` names where the public value will come from, such as a lottery's or
    an index's figure, and `value_day` of which later day it is, the next where none is given: from then on one may
    draw. The head of the audit log at this moment is named too, and enters the seed. `period` is a month such as
    2022-06 where the pack draws by month; a batch is closed at once and takes the day's name.
    """
    register, _version = in_force(register_ref)
    look = second_look_of(register)
    permissions.check_can_draw(by, register)
    policies.check_given(
        source, "source", Text("须先写明公开数的来源。", "Say where the public value comes from."), most=200
    )
    name, until = _span(look, period, today=day_of(at))
    known_on = _later_day(value_day, today=day_of(at))
    with writing():
        found = list(_strike_offs(register, look, until))
        if not found:
            raise _nothing_to_draw(register, name)
        items = {taken.pk: item_of(taken) for taken in found}
        draw = Draw(
            register=register.ref,
            period=name,
            share=look.share,
            days=look.days,
            source=source.strip(),
            value_day=known_on,
            head=Head.objects.order_by("-id").values_list("root", flat=True).first() or "",
            listed=sorted(items.values()),
            digest=digest_of(items.values()),
            closed_by=by.account_id,
            closed_name=by.name,
            closed_at=at,
        )
        _save_list(draw, [_listed(draw, taken, items[taken.pk]) for taken in found])
        payload = {"register": register.ref, "period": name, "count": len(items), "digest": draw.digest}
        payload |= {"source": draw.source, "value_day": draw.value_day, "head": draw.head}
        leave_entry(Act("registers.close_list", SUBJECT, draw.pk, "", payload), by=by, at=at)
    return draw


def draw_looks(draw: Draw, *, public: str, by: Actor, at: datetime) -> list[Look]:
    """Draw from a closed list by the value that is public now; the drawn strike-offs wait for a second look.

    Not by who closed the list: alone with both they could try values until the draw suits them.
    """
    register, _version = in_force(draw.register)
    permissions.check_can_draw(by, register)
    policies.check_given(public, "public", Text("须填写公开数。", "The public value is needed."), most=200)
    _check_another_draws(draw, by, at=at)
    seed = seed_of(draw.digest, public, draw.head)
    chosen = drawn(draw.listed, wanted=quota(len(draw.listed), draw.share), seed=seed)
    with writing():
        values = {"public": public.strip(), "seed": seed, "drawn_at": at, "drawn_by": by.account_id}
        if Draw.objects.filter(pk=draw.pk, seed="").update(**values, drawn_name=by.name) != 1:
            raise Refused(
                "registers.drawn_already",
                reason=Text("这份名单已经抽过。", "This list was drawn from already."),
                remedy=Text("一份名单只抽一次，请查看结果。", "A list is drawn from once; look at the result."),
                where=draw.period,
            )
        due = day_of(at) + timedelta(days=draw.days)
        draw.looks.filter(item__in=chosen).update(seen=Seen.OPEN, due=due)
        draw.looks.exclude(item__in=chosen).update(seen=Seen.SPARED)
        payload = {"register": draw.register, "public": public.strip(), "seed": seed, "drawn": chosen}
        leave_entry(Act("registers.draw_looks", SUBJECT, draw.pk, "", payload), by=by, at=at)
    draw.refresh_from_db()
    return list(draw.looks.filter(seen=Seen.OPEN).order_by("item"))


def _check_another_draws(draw: Draw, by: Actor, *, at: datetime) -> None:
    """Two persons: one closes the list, another enters the value; in this order, and on the value's day or later."""
    if draw.value_day is not None and day_of(at) < draw.value_day:
        raise Refused(
            "registers.drawn_before_its_day",
            reason=Text(
                f"公开数是 {draw.value_day} 的，现在还没有。", f"The value is of {draw.value_day}, not known yet."
            ),
            remedy=Text("请到那一天公布后再抽。", "Draw once it is published on that day."),
            where=draw.period,
        )
    if at <= draw.closed_at:
        raise Refused(
            "registers.drawn_too_early",
            reason=Text("时钟显示名单尚未封存。", "By the clock the list is not closed yet."),
            remedy=Text("请核对服务器时钟，稍后再抽。", "Look at the server's clock, and draw later."),
            where=draw.period,
        )
    if by.speaks_for(draw.closed_by):
        raise Refused(
            "registers.drawn_by_closer",
            reason=Text("名单由您封存，不能再由您填写公开数。", "You closed this list; another enters its value."),
            remedy=Text("请由另一位督查员、核验员或审计员抽取。", "Ask another supervisor, verifier or auditor."),
            where=draw.period,
        )


def look_again(look: Look, *, sight: Sight, by: Actor, at: datetime) -> Look:
    """Say whether a drawn strike-off holds, with the evidence; if it does not, the record is reopened at once."""
    record = look.record
    register = declared(record.register, record.pack_version_id)
    rule = second_look_of(register)
    permissions.check_can_look(by, look, register, rule)
    policies.check_given(sight.finding, "finding", Text("须写明看到的情况。", "Say what was seen."), most=1000)
    exhibits = unused(record, rule.needs)
    policies.check_evidence(register, rule, sight.evidence, {each.kind for each in exhibits})
    sight = replace(sight, evidence=with_exhibits(sight.evidence, exhibits))
    with writing():
        reopening = None if sight.holds else _reopened(record, register, rule, sight, by=by, at=at)
        settled = Look.objects.filter(pk=look.pk, seen=Seen.OPEN).update(
            seen=Seen.HELD if sight.holds else Seen.NOT_HELD,
            finding=sight.finding.strip(),
            evidence=dict(sight.evidence),
            by_account=by.account_id,
            by_name=by.name,
            by_unit_id=unit_of(by),
            at=at,
            reopening=reopening,
        )
        if settled != 1:
            raise Refused(
                "registers.looked_already",
                reason=Text("这一项已有人看过。", "Somebody has looked at this already."),
                remedy=Text("请查看结果。", "Look at the result."),
                where=record.number,
            )
        rest_on(look, exhibits)
        facts = {"draw": look.draw_id, "holds": sight.holds, "evidence": dict(sight.evidence)}
        leave_trace(record, "look", [], by=by, at=at, **facts)
    look.refresh_from_db()
    return look


def _later_day(day: date | None, *, today: date) -> date:
    """The day of the public value: behind that of the closing, so that nobody can know it."""
    chosen = day or today + timedelta(days=1)
    if chosen <= today:
        raise Refused(
            "registers.value_day",
            reason=Text(f"{chosen} 的公开数可能已经有人知道。", f"Somebody may know the value of {chosen} already."),
            remedy=Text("请写明今天以后哪一天的公开数。", "Name the value of a later day."),
            where="value_day",
        )
    return chosen


def second_look_of(register: Register) -> SecondLook:
    """The declared second look, or a refusal where a register has none."""
    look = register.lifecycle.second_look if register.lifecycle else None
    if look is None:
        raise Refused(
            "registers.no_second_look",
            reason=Text(f"“{register.title.zh}”没有规定回头看。", f"{register.title.en} declares no second look."),
            remedy=Text("在条线的 lifecycle 里写 second_look。", "Declare second_look under its lifecycle."),
            where=register.ref,
        )
    return look


def item_of(taken: Move) -> str:
    """A strike-off as it stands on a published list: the record's number, and which of its moves."""
    return f"{taken.record.number}/{taken.pk}"


def _span(look: SecondLook, period: str, *, today: date) -> tuple[str, date]:
    """What the draw is called, and the last day a strike-off on it was signed; a month has to be over."""
    if look.every is DrawBy.BATCH:
        return today.isoformat(), today
    month = parse(period)
    if month.kind is Kind.MONTH and month.label == period and month.end < today:
        return period, month.end
    raise Refused(
        "registers.draw_period",
        reason=Text(f"“{period}”不是已经结束的月份。", f"'{period}' is no month that is over."),
        remedy=Text("请填写已结束的月份，如 2022-05。", "Give a month that is over, such as 2022-05."),
        where="period",
    )


def _strike_offs(register: Register, look: SecondLook, until: date) -> QuerySet[Move]:
    """Strike-offs that stand and never were on a list, by the moment they were signed and not the day they tell."""
    end = datetime.combine(until + timedelta(days=1), time(), CHINA).astimezone(UTC)
    target = register.lifecycle.moves[look.after].target if register.lifecycle else ""
    found = Move.objects.filter(strikes_off=True, status=MoveStatus.DONE, name=look.after, look=None)
    found = found.filter(record__register=register.ref, record__state=target)
    return found.annotate(signed=Coalesce("settled_at", "at")).filter(signed__lt=end).select_related("record")


def _listed(draw: Draw, taken: Move, item: str) -> Look:
    return Look(
        county=taken.county,
        draw=draw,
        record=taken.record,
        strike_off=taken,
        item=item,
        lead_id=taken.lead_id,
        struck_by=taken.settled_by or taken.by_account,
    )


def _save_list(draw: Draw, looks: list[Look]) -> None:
    try:
        with transaction.atomic():
            draw.save()
            Look.objects.bulk_create(looks, batch_size=500)
    except IntegrityError:
        raise Refused(
            "registers.listed_already",
            reason=Text(f"“{draw.period}”的名单已经封存。", f"The list of {draw.period} is closed already."),
            remedy=Text("请查看已有的名单。", "Look at the list there is."),
            where=draw.period,
        ) from None


def _nothing_to_draw(register: Register, period: str) -> Refused:
    return Refused(
        "registers.nothing_to_draw",
        reason=Text(
            f"到“{period}”没有未列入名单的销号。", f"Up to {period} every strike-off has been on a list already."
        ),
        remedy=Text("有新的销号后再抽。", "Draw again after further strike-offs."),
        where=register.ref,
    )


def _reopened(
    record: Record, register: Register, rule: SecondLook, sight: Sight, *, by: Actor, at: datetime
) -> Move | None:
    """Take the declared move out of the struck-off state; None where the record has left it meanwhile."""
    step_declared = policies.declared_move(register, rule.reopen)
    if record.state not in step_declared.sources:
        return None
    check_guards(record, register, step_declared, record.data, waived_of(record), by=by, day=day_of(at))
    check_guards_held(record, register, step_declared, record.data, by=by, at=at)
    step = Step(on=day_of(at), evidence=sight.evidence, note=sight.finding.strip())
    taken = step_of(record, register, step_declared, step, by=by, at=at)
    taken.status, taken.revision = MoveStatus.DONE, record.revision + 1
    save_step(taken, record)
    enter(record, register, taken, record.data, by=by, at=at)
    return taken
