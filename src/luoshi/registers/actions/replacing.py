"""A reviewer who has left is replaced by the next in the order of the lot that was drawn."""

from datetime import datetime

from luoshi.audit.actions import writing
from luoshi.packs.queries import register as declared
from luoshi.people.models import Account
from luoshi.registers import permissions, policies
from luoshi.registers.actions.reviewing import by_lot, eligible, who_may
from luoshi.registers.actions.writing import leave_trace
from luoshi.registers.models import Record, Review, Reviewer, ReviewState
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def has_left(reviewer: Reviewer, *, at: datetime) -> bool:
    """Whether somebody who was drawn can no longer give their verdict: the post has ended, or they became a doer."""
    record = Record.objects.select_related("unit", "lead").get(pk=reviewer.review.record_id)
    register = declared(record.register, record.pack_version_id)
    rule = policies.declared_review(register, reviewer.review.name)
    account = Account.objects.filter(pk=reviewer.account, is_active=True)
    return not list(who_may(record, register, rule, account, at=at))


def replace_reviewer(reviewer: Reviewer, *, by: Actor, at: datetime) -> Reviewer:
    """Ask the next by lot in the place of somebody who has left without a verdict; both are kept.

    The order is the one the review's seed gives, so nobody chooses: of those there are now, the first of a unit that
    is not asked yet, else the first at all. A verdict given before leaving stands. Two to four queries for each
    candidate looked at.
    """
    review = reviewer.review
    record = Record.objects.select_related("unit", "lead").get(pk=review.record_id)
    register = declared(record.register, record.pack_version_id)
    rule = policies.declared_review(register, review.name)
    permissions.check_can_begin_review(by, record, register, rule)
    _check_is_out(reviewer, record, at=at)
    asked = set(review.reviewers.values_list("account", flat=True))
    people = [each for each in by_lot(eligible(record, rule, at=at), review.seed) if each.pk not in asked]
    candidates = list(who_may(record, register, rule, people, at=at))
    units = set(review.reviewers.filter(left_at=None).exclude(pk=reviewer.pk).values_list("unit", flat=True))
    chosen = next((each for each in candidates if each.posts[0].unit_id not in units), None)
    chosen = chosen or next(iter(candidates), None)
    if chosen is None:
        raise Refused(
            "registers.too_few_reviewers",
            reason=Text("没有别的人可以评议。", "Nobody else may review this."),
            remedy=Text("请任命办理单位以外的评议人。", "Appoint reviewers from outside the doer's unit."),
            where=record.number,
        )
    with writing():
        if Review.objects.filter(pk=review.pk, state=ReviewState.OPEN).update(name=review.name) != 1:
            raise _settled(record)
        if Reviewer.objects.filter(pk=reviewer.pk, left_at=None, verdicts=None).update(left_at=at) != 1:
            raise _settled(record)
        next_one = Reviewer.objects.create(
            county=record.county,
            review=review,
            account=chosen.account_id,
            name=chosen.name,
            unit_id=chosen.posts[0].unit_id,
        )
        facts = {"review": review.name, "left": reviewer.account, "reviewer": next_one.account}
        leave_trace(record, "replace_reviewer", [], by=by, at=at, **facts)
    return next_one


def _check_is_out(reviewer: Reviewer, record: Record, *, at: datetime) -> None:
    """Refuse to replace somebody who may still give a verdict, or has."""
    if reviewer.left_at is not None or reviewer.verdicts.exists() or reviewer.review.state != ReviewState.OPEN:
        raise _settled(record)
    if not has_left(reviewer, at=at):
        raise Refused(
            "registers.reviewer_is_there",
            reason=Text(
                f"{reviewer.name} 仍在岗，评议人不能挑换。",
                f"{reviewer.name} is still there; reviewers are not exchanged at will.",
            ),
            remedy=Text("请等待其结论。", "Wait for the verdict."),
            where=record.number,
        )


def _settled(record: Record) -> Refused:
    return Refused(
        "registers.review_closed",
        reason=Text(
            "这一位已给出结论、已替换，或评议已结束。", "They gave a verdict, were replaced, or the review is over."
        ),
        remedy=Text("请刷新查看。", "Reload, and look."),
        where=record.number,
    )
