"""Second looks and reviews in words: rates with their count, lights, and what waits for a person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.registers.models import Look, Record, Review, Reviewer, ReviewState, Seen
from luoshi.registers.permissions import is_reviewer
from luoshi.registers.policies import outcome_of
from luoshi.registers.queries import awaits_strike_off
from luoshi.registers.second_looks import Tally, looks_for, looks_of
from luoshi.rules.actors import Actor
from luoshi.rules.figures import Rounding
from luoshi.rules.figures.percents import printed
from luoshi.web.components.lights import Light, Tone
from luoshi.web.wording import say


def looked_at() -> Iterator[Register]:
    """The registers whose strike-offs are looked at again."""
    for pack in current().packs.values():
        for register in pack.registers.values():
            if register.lifecycle is not None and register.lifecycle.second_look is not None:
                yield register


def minute(at: datetime | None) -> str:
    """A moment to the minute, as people here read it."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def rate_of(tally: Tally) -> str:
    """How many of those looked at held, with the count it rests on; blank before anything was looked at."""
    if not tally.looked:
        return ""
    percent = printed(Fraction(100 * tally.held, tally.looked), Rounding(1, "half_up"))
    return f"{percent} % ({tally.held}/{tally.looked})"


def light_of(tally: Tally) -> Light:
    """Where a draw stands."""
    if not tally.draw.seed:
        return Light(Tone.YELLOW, _("待抽取"))
    if tally.overdue:
        return Light(Tone.RED, _("逾期 %(count)s 件") % {"count": tally.overdue})
    return Light(Tone.YELLOW, _("进行中")) if tally.looked < tally.drawn else Light(Tone.GREEN, _("已看完"))


def seen_light(look: Look, today: date) -> Light:
    """What a second look came to."""
    match look.seen:
        case Seen.HELD:
            return Light(Tone.GREEN, _("属实"))
        case Seen.NOT_HELD:
            return Light(Tone.RED, _("不属实"))
        case Seen.OPEN if look.due is not None and look.due < today:
            return Light(Tone.RED, _("逾期未看"))
        case Seen.OPEN:
            return Light(Tone.YELLOW, _("待看"))
        case Seen.LISTED:
            return Light(Tone.GREY, _("待抽取"))
        case _:
            return Light(Tone.GREY, _("未抽中"))


def review_light(review: Review) -> Light:
    """Where a review stands; before the opening nothing of what was given."""
    match review.state:
        case ReviewState.OPEN:
            asked = review.reviewers.filter(left_at=None)
            given = asked.exclude(verdicts=None).distinct().count()
            return Light(Tone.BLUE, _("已给出 %(given)s/%(all)s") % {"given": given, "all": asked.count()})
        case ReviewState.DIFFERING:
            return Light(Tone.YELLOW, _("结论不一，待裁定"))
        case _:
            return Light(Tone.GREEN, _("已有结论"))


@dataclass(frozen=True, slots=True)
class Check:
    """A second look or review on a record's page: what it is, where it stands, what the reader may do."""

    title: str
    light: Light | None
    text: str = ""
    href: str = ""
    act: str = ""  # the words of the button that leads to `act_href`
    act_href: str = ""
    posts: bool = False  # the button writes


def checks_of(actor: Actor, register: Register, record: Record, today: date) -> tuple[Check, ...]:
    """The second looks and reviews of a record. A few queries, none where the register declares neither."""
    reviews = _reviews(actor, register, record) if register.reviews else []
    has_looks = register.lifecycle is not None and register.lifecycle.second_look is not None
    return (*reviews, *(_looks(actor, record, today) if has_looks else []))


def _looks(actor: Actor, record: Record, today: date) -> list[Check]:
    mine = {look.pk for look in looks_for(actor, record)}
    return [
        Check(
            title=_("回头看"),
            light=seen_light(look, today),
            text=" · ".join(part for part in (look.by_name, minute(look.at), look.finding) if part),
            href=reverse("draw", args=[look.draw_id]),
            act=_("登记回头看") if look.pk in mine else "",
            act_href=reverse("look", args=[look.pk]),
        )
        for look in looks_of(record)
    ]


def _reviews(actor: Actor, register: Register, record: Record) -> list[Check]:
    held = list(record.reviews.order_by("-id"))
    checks = [
        Check(
            title=say(register.reviews[each.name].title),
            light=review_light(each),
            text=say(register.reviews[each.name].verdicts[each.outcome]) if each.outcome else "",
            href=reverse("review", args=[each.pk]),
            act=_("给出结论") if each.state == ReviewState.OPEN and is_reviewer(actor, each) else "",
            act_href=reverse("review", args=[each.pk]),
        )
        for each in held
        if each.name in register.reviews
    ]
    running = {each.name for each in held if each.state != ReviewState.SETTLED}
    return checks + [
        Check(
            say(rule.title),
            None,
            act=_("发起评议"),
            act_href=reverse("review_begin", args=[record.pk, name]),
            posts=True,
        )
        for name, rule in register.reviews.items()
        if name not in running and record.state == rule.on and not outcome_of(record, rule)
    ]


def to_strike_off(actor: Actor) -> Iterator[Record]:
    """Records that wait for a strike-off this person may sign, the longest waiting first; 200 of each register."""
    for pack in current().packs.values():
        for register in pack.registers.values():
            moves = register.lifecycle.moves.values() if register.lifecycle else ()
            sources = {source for move in moves if move.strikes_off for source in move.sources}
            if not sources:
                continue
            waiting = Record.objects.of(register.ref).filter(state__in=sources).select_related("unit", "lead")
            for record in waiting.prefetch_related("moves", "parties").order_by("updated_at", "pk")[:200]:
                if awaits_strike_off(actor, record, register):
                    yield record


def to_review(actor: Actor) -> list[Review]:
    """Reviews that wait for this person's verdict."""
    if actor.for_account is not None:
        return []
    mine = Reviewer.objects.filter(account=actor.account_id, left_at=None, review__state=ReviewState.OPEN)
    open_ones = Review.objects.filter(pk__in=mine.values("review"))
    given = open_ones.filter(reviewers__account=actor.account_id, reviewers__verdicts__by_account=actor.account_id)
    return list(open_ones.exclude(pk__in=given.values("pk")).select_related("record__unit").order_by("begun_at"))
