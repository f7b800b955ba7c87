"""Independent review: asking reviewers by lot, taking their verdicts under seal, opening them together."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from luoshi.audit.actions import writing
from luoshi.audit.models import Entry
from luoshi.org.models import Unit
from luoshi.org.queries import accounts_with_role, actor_for
from luoshi.packs import declarations
from luoshi.packs.queries import register as declared
from luoshi.people.models import Account
from luoshi.registers import permissions, policies
from luoshi.registers.actions.writing import leave_trace
from luoshi.registers.models import Record, Review, Reviewer, ReviewState, Verdict
from luoshi.registers.sealing import Given, sealed, unsealed
from luoshi.rules.actors import Actor, Role
from luoshi.rules.lots import digest_of, rank, seed_of
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def begin_review(record: Record, name: str, *, by: Actor, at: datetime) -> Review:
    """Ask for an independent review; the reviewers are drawn by lot among those who may, each of another unit if
    there are enough units. Two to four queries for each candidate looked at.

    A value drawn here enters the seed and is published with it, so that who asks cannot wait for a moment that suits.
    """
    register = declared(record.register, record.pack_version_id)
    rule = policies.declared_review(register, name)
    permissions.check_can_begin_review(by, record, register, rule)
    policies.check_stands(record)
    policies.check_review_fits(record, register, rule)
    nonce = secrets.token_hex(16)
    seed, people = _in_order_of_lot(record, rule, nonce, at=at)
    chosen = _chosen(record, register, rule, people, at=at)
    with writing():
        review = Review(
            county=record.county,
            record=record,
            name=name,
            revision=record.revision,
            seed=seed,
            nonce=nonce,
            begun_by=by.account_id,
            begun_name=by.name,
            begun_at=at,
        )
        _save_review(review, record)
        asked = [
            Reviewer(
                county=record.county,
                review=review,
                account=each.account_id,
                name=each.name,
                unit_id=each.posts[0].unit_id,
            )
            for each in chosen
        ]
        Reviewer.objects.bulk_create(asked)
        facts = {"review": name, "reviewers": [each.account for each in asked], "seed": seed, "nonce": nonce}
        leave_trace(record, "begin_review", [], by=by, at=at, **facts)
    return review


def give_verdict(review: Review, *, verdict: str, reasons: str, by: Actor, at: datetime) -> Verdict:
    """Give a verdict under seal, or correct it while others are still out; the last one in opens them all.

    The audit entry tells the commitment only; verdict, reasons and nonce follow in the entry of the opening.
    """
    record = review.record
    register = declared(record.register, record.pack_version_id)
    rule = policies.declared_review(register, review.name)
    reviewer = permissions.reviewer_of(by, review)
    permissions.check_can_sign_off(by, record, register, rule.by)
    policies.check_verdict(rule, verdict)
    policies.check_given(reasons, "reasons", Text("结论须写明理由。", "A verdict needs its reasons."), most=1000)
    given = Given(secrets.token_hex(16), verdict, reasons.strip())
    with writing():
        _take(review)
        reviewer = permissions.reviewer_of(by, review)  # another may have been drawn in their place just now
        kept = Verdict.objects.create(
            county=record.county,
            reviewer=reviewer,
            number=reviewer.verdicts.count() + 1,
            commitment=given.commitment,
            sealed=sealed(given),
            by_account=by.account_id,
            at=at,
        )
        facts = {"review": review.name, "number": kept.number, "commitment": kept.commitment}
        leave_trace(record, "give_verdict", [], by=by, at=at, **facts)
        if not review.reviewers.filter(verdicts=None, left_at=None).exists():
            _open(review, by=by, at=at)
    return kept


def reconcile(review: Review, *, verdict: str, reasons: str, by: Actor, at: datetime) -> Review:
    """Decide between differing verdicts, with reasons; by the declared party, none of the reviewers."""
    record = review.record
    register = declared(record.register, record.pack_version_id)
    rule = policies.declared_review(register, review.name)
    reviewers = review.reviewers.values_list("account", flat=True)
    permissions.check_can_sign_off(by, record, register, rule.reconcile, did=reviewers)
    policies.check_verdict(rule, verdict)
    policies.check_given(reasons, "reasons", Text("裁定须写明理由。", "A decision needs its reasons."), most=1000)
    with writing():
        values = {"state": ReviewState.SETTLED, "outcome": verdict, "decided_by": by.account_id, "decided_at": at}
        told = {"decided_name": by.name, "decided_reasons": reasons.strip()}
        if Review.objects.filter(pk=review.pk, state=ReviewState.DIFFERING).update(**values, **told) != 1:
            raise _closed(record)
        leave_trace(
            record, "reconcile", [], by=by, at=at, review=review.name, verdict=verdict, reasons=reasons.strip()
        )
    review.refresh_from_db()
    return review


def _in_order_of_lot(
    record: Record, rule: declarations.Review, nonce: str, *, at: datetime
) -> tuple[str, Iterable[Account]]:
    """The seed, and everybody with the role in the order it gives them."""
    people = eligible(record, rule, at=at)
    newest = Entry.objects.order_by("-id").values_list("digest", flat=True).first() or ""
    seed = seed_of(digest_of(people), f"{record.number}/{record.revision}/{newest}/{nonce}")
    return seed, by_lot(people, seed)


def eligible(record: Record, rule: declarations.Review, *, at: datetime) -> dict[str, Account]:
    """Everybody who holds the reviewers' role on the day, by account."""
    role = rule.by if isinstance(rule.by, Role) else Role(rule.by.value)
    root = Unit.objects.get(pk=int(record.unit.path.split("/")[1]))
    return {str(each.pk): each for each in accounts_with_role(role, unit=root, on=day_of(at))}


def by_lot(people: Mapping[str, Account], seed: str) -> list[Account]:
    """People in the order a seed gives them."""
    return [people[key] for key in sorted(people, key=lambda key: rank(key, seed))]


def _chosen(
    record: Record,
    register: declarations.Register,
    rule: declarations.Review,
    people: Iterable[Account],
    *,
    at: datetime,
) -> list[Actor]:
    """The first by lot who may, of different units while there are any, then of the same."""
    chosen: list[Actor] = []
    spare: list[Actor] = []
    for actor in who_may(record, register, rule, people, at=at):
        taken = {each.posts[0].unit_id for each in chosen}
        (spare if actor.posts[0].unit_id in taken else chosen).append(actor)
        if len(chosen) == rule.reviewers:
            return chosen
    chosen = [*chosen, *spare][: rule.reviewers]
    if len(chosen) < rule.reviewers:
        raise Refused(
            "registers.too_few_reviewers",
            reason=Text(
                f"只有 {len(chosen)} 人可以评议，需要 {rule.reviewers} 人。",
                f"Only {len(chosen)} may review, {rule.reviewers} are needed.",
            ),
            remedy=Text("请任命办理单位以外的评议人。", "Appoint reviewers from outside the doer's unit."),
            where=record.number,
        )
    return chosen


def who_may(
    record: Record,
    register: declarations.Register,
    rule: declarations.Review,
    people: Iterable[Account],
    *,
    at: datetime,
) -> Iterator[Actor]:
    """Of some people those who may review, as they stand on the day. Two to four queries for each."""
    for account in people:
        actor = actor_for(account, at=at)
        try:
            permissions.check_can_sign_off(actor, record, register, rule.by)
        except Refused:
            continue
        yield actor


def _save_review(review: Review, record: Record) -> None:
    try:
        with transaction.atomic():
            review.save()
    except IntegrityError:
        raise Refused(
            "registers.review_runs",
            reason=Text("这一项正在评议。", "A review of this is running already."),
            remedy=Text("请等待结论。", "Wait for its outcome."),
            where=record.number,
        ) from None


def _take(review: Review) -> None:
    """Hold the review until the end of the transaction, if it is still open."""
    if Review.objects.filter(pk=review.pk, state=ReviewState.OPEN).update(written=F("written") + 1) != 1:
        raise _closed(review.record)


def _closed(record: Record) -> Refused:
    return Refused(
        "registers.review_closed",
        reason=Text("评议已有结果，不能再改。", "The review has come to its end; nothing can be changed."),
        remedy=Text("请查看结果。", "Look at the outcome."),
        where=record.number,
    )


def _open(review: Review, *, by: Actor, at: datetime) -> None:
    """Show all verdicts at once, with what their commitments were taken over."""
    record, verdicts = review.record, []
    for reviewer in review.reviewers.filter(left_at=None).order_by("id"):
        last = reviewer.verdicts.latest("number")
        given = unsealed(last.sealed)
        if given.commitment != last.commitment:
            raise ValueError(f"the verdict {last.pk} is not what was committed to")
        told = {"nonce": given.nonce, "verdict": given.verdict, "reasons": given.reasons}
        verdicts.append({"account": reviewer.account, "name": reviewer.name, "commitment": last.commitment, **told})
    agreed = {each["verdict"] for each in verdicts}
    review.state = ReviewState.SETTLED if len(agreed) == 1 else ReviewState.DIFFERING
    review.outcome = str(agreed.pop()) if len(agreed) == 1 else ""
    review.verdicts, review.opened_at = verdicts, at
    values = {"state": review.state, "outcome": review.outcome, "verdicts": verdicts, "opened_at": at}
    Review.objects.filter(pk=review.pk, state=ReviewState.OPEN).update(**values)
    leave_trace(record, "open_review", [], by=by, at=at, review=review.name, verdicts=verdicts)
