"""Independent review: drawn by lot, given under seal, opened together, reconciled by another."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from luoshi.audit.actions import unwritten, writing
from luoshi.audit.models import Entry
from luoshi.org.actions import delegate, end_post
from luoshi.org.queries import accounts_with_role, actor_for
from luoshi.people.models import Account
from luoshi.registers.actions import Step, begin_review, give_verdict, move, reconcile, replace_reviewer
from luoshi.registers.models import Record, Review, Reviewer, ReviewState, Verdict
from luoshi.registers.queries import get
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, report_of
from luoshi.rules.actors import Actor, Role
from luoshi.rules.lots import digest_of, rank, seed_of
from luoshi.rules.refusals import Refused

LATER = NOW + timedelta(days=3)
SECRET = "桥墩裂缝宽三毫米"


def begun(works: SmallWorks) -> Review:
    """A review by two verifiers of two counties; a verifier of the doer's unit is there too, and never asked."""
    for code in ("north", "south", "south", "zone"):
        works.city.person(Role.VERIFIER, code)
    return begin_review(works.reported(), "merit", by=works.supervisor, at=NOW)


def asked(review: Review) -> list[Actor]:
    return [actor_for(Account.objects.get(pk=each.account), at=NOW) for each in review.reviewers.order_by("id")]


def test_reviewers_are_outsiders_of_different_units(works: SmallWorks) -> None:
    review = begun(works)
    units = {each.unit.code for each in review.reviewers.select_related("unit")}
    assert len(units) == 2
    assert "north" not in units
    with pytest.raises(Refused, match="review_runs"):
        begin_review(review.record, "merit", by=works.supervisor, at=NOW)


def leave(works: SmallWorks, account: int) -> None:
    """The post of somebody who was drawn ends."""
    post = Account.objects.get(pk=account).posts.get()
    end_post(post, on=TODAY + timedelta(days=1), by=works.city.admin, at=NOW)


def test_who_has_left_is_replaced_by_the_next_of_the_same_lot(works: SmallWorks) -> None:
    review = begun(works)
    first, second = review.reviewers.order_by("id")
    with pytest.raises(Refused, match="reviewer_is_there"):
        replace_reviewer(first, by=works.supervisor, at=LATER)
    leave(works, first.account)
    with pytest.raises(Refused, match="may_not_begin"):
        replace_reviewer(first, by=works.officer, at=LATER)
    next_one = replace_reviewer(first, by=works.supervisor, at=LATER)
    others = {str(each.pk) for each in accounts_with_role(Role.VERIFIER, unit=works.city.unit("city"), on=TODAY)}
    others -= {str(first.account), str(second.account)}
    others = {
        each for each in others if actor_for(Account.objects.get(pk=each), at=LATER).posts[0].unit_code != "north"
    }
    ranked = sorted(others, key=lambda key: rank(key, review.seed))
    by_unit = [
        each
        for each in ranked
        if actor_for(Account.objects.get(pk=each), at=LATER).posts[0].unit_id != second.unit_id
    ]
    assert str(next_one.account) == by_unit[0]
    assert Entry.objects.filter(act="registers.replace_reviewer").count() == 1
    with pytest.raises(Refused, match="review_closed"):
        replace_reviewer(Reviewer.objects.get(pk=first.pk), by=works.supervisor, at=LATER)
    with pytest.raises(Refused, match="not_asked"):
        give_verdict(
            review, verdict="pass", reasons="x", by=actor_for(Account.objects.get(pk=first.account), at=NOW), at=NOW
        )
    for each in (second, next_one):
        by = actor_for(Account.objects.get(pk=each.account), at=LATER)
        give_verdict(Review.objects.get(pk=review.pk), verdict="pass", reasons="属实", by=by, at=LATER)
    assert Review.objects.get(pk=review.pk).outcome == "pass"


def test_the_database_takes_no_verdict_of_who_was_replaced(works: SmallWorks) -> None:
    review = begun(works)
    first = review.reviewers.order_by("id")[0]
    leave(works, first.account)
    replace_reviewer(first, by=works.supervisor, at=LATER)
    values = {"county": first.county, "reviewer": first, "number": 1, "commitment": "x", "sealed": "x", "at": LATER}
    with writing():
        unwritten()
        with pytest.raises(IntegrityError, match="nobody who was asked"), transaction.atomic():
            Verdict.objects.create(**values, by_account=first.account)


def test_a_verdict_given_before_leaving_stands(works: SmallWorks) -> None:
    review = begun(works)
    first = asked(review)[0]
    give_verdict(review, verdict="pass", reasons="属实", by=first, at=NOW)
    leave(works, first.account_id)
    with pytest.raises(Refused, match="review_closed"):
        replace_reviewer(review.reviewers.order_by("id")[0], by=works.supervisor, at=LATER)


def test_the_seed_follows_from_what_nobody_knew_before(works: SmallWorks) -> None:
    """Asked for twice at the same moment of the log, two seeds come out; each can be computed again."""
    review = begun(works)
    entry = Entry.objects.filter(act="registers.begin_review").get()
    people = {str(each.pk) for each in accounts_with_role(Role.VERIFIER, unit=works.city.unit("city"), on=TODAY)}
    before = Entry.objects.filter(pk__lt=entry.pk).latest("pk").digest
    told = f"{review.record.number}/{review.revision}/{before}"
    assert len(review.nonce) == 32
    assert review.seed == seed_of(digest_of(people), f"{told}/{review.nonce}")
    assert review.nonce in entry.canonical


def test_without_enough_outsiders_there_is_no_review(works: SmallWorks) -> None:
    with pytest.raises(Refused, match="too_few_reviewers"):
        begin_review(works.reported(), "merit", by=works.supervisor, at=NOW)


def test_a_review_is_held_in_its_state_and_asked_for_by_who_has_to_do_with_it(works: SmallWorks) -> None:
    with pytest.raises(Refused, match="not_to_review"):
        begin_review(works.task(), "merit", by=works.supervisor, at=NOW)
    with pytest.raises(Refused, match="may_not_begin"):
        begin_review(works.reported("修桥"), "merit", by=works.officer, at=NOW)


def everything() -> str:
    """Every cell of every table, as somebody with the database in hand would read it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [f"{table}: {row!r}" for row in cursor.fetchall()]
    return "\n".join(found)


def test_nothing_of_a_verdict_is_told_before_all_are_in(works: SmallWorks) -> None:
    review = begun(works)
    first, second = asked(review)
    give_verdict(review, verdict="fail", reasons=SECRET, by=first, at=NOW)
    assert SECRET not in everything()
    assert SECRET.encode("unicode_escape").decode() not in everything()
    entry = Entry.objects.filter(act="registers.give_verdict").get()
    assert "fail" not in entry.canonical
    review.refresh_from_db()
    assert (review.state, review.verdicts, review.outcome) == (ReviewState.OPEN, [], "")
    give_verdict(review, verdict="fail", reasons="同意返工", by=second, at=NOW)
    review.refresh_from_db()
    assert (review.state, review.outcome) == (ReviewState.SETTLED, "fail")
    assert [each["reasons"] for each in review.verdicts] == [SECRET, "同意返工"]


def test_what_is_shown_is_what_was_committed_to(works: SmallWorks) -> None:
    """Checked as an outsider would: SHA-256 over nonce, verdict and reasons, against the entry of that moment."""
    review = begun(works)
    for reviewer in asked(review):
        give_verdict(review, verdict="pass", reasons="属实", by=reviewer, at=NOW)
    review.refresh_from_db()
    before = [each.canonical for each in Entry.objects.filter(act="registers.give_verdict")]
    for told, entry in zip(review.verdicts, before, strict=True):
        text = f"{told['nonce']}\n{told['verdict']}\n{told['reasons']}\n"
        assert hashlib.sha256(text.encode()).hexdigest() in entry


def test_a_verdict_is_corrected_before_the_opening_and_never_after(works: SmallWorks) -> None:
    review = begun(works)
    first, second = asked(review)
    give_verdict(review, verdict="pass", reasons="属实", by=first, at=NOW)
    give_verdict(review, verdict="fail", reasons="再看不实", by=first, at=NOW)
    give_verdict(review, verdict="fail", reasons="不实", by=second, at=NOW)
    review.refresh_from_db()
    assert review.outcome == "fail"
    assert Verdict.objects.count() == 3
    with pytest.raises(Refused, match="review_closed"):
        give_verdict(review, verdict="pass", reasons="改口", by=first, at=NOW)


def test_only_the_reviewers_themselves_give_verdicts(works: SmallWorks) -> None:
    review = begun(works)
    first, _second = asked(review)
    holder = Account.objects.get(pk=first.account_id)
    deputy = works.city.person(Role.VERIFIER, "supervision")
    until = TODAY.replace(day=30)
    delegate(holder.posts.get(), deputy=deputy, since=TODAY, until=until, reason="出差", by=first, at=NOW)
    stand_in = actor_for(deputy, at=NOW, for_account=holder.pk)
    for stranger in (works.city.admin, works.lead, stand_in):
        with pytest.raises(Refused, match="not_asked"):
            give_verdict(review, verdict="pass", reasons="好", by=stranger, at=NOW)


def test_differing_verdicts_are_reconciled_by_another_with_reasons(works: SmallWorks) -> None:
    review = begun(works)
    first, second = asked(review)
    give_verdict(review, verdict="pass", reasons="属实", by=first, at=NOW)
    give_verdict(review, verdict="fail", reasons="不实", by=second, at=NOW)
    review.refresh_from_db()
    assert (review.state, review.outcome) == (ReviewState.DIFFERING, "")
    for insider in (first, works.lead, works.city.admin):
        with pytest.raises(Refused, match="may_not_sign_off"):
            reconcile(review, verdict="fail", reasons="采信后者", by=insider, at=NOW)
    with pytest.raises(Refused, match="reasons_missing"):
        reconcile(review, verdict="fail", reasons=" ", by=works.supervisor, at=NOW)
    reconcile(review, verdict="fail", reasons="采信后者", by=works.supervisor, at=NOW)
    assert (review.state, review.outcome) == (ReviewState.SETTLED, "fail")


def test_a_move_waits_for_the_verdict_it_needs(works: SmallWorks) -> None:
    review = begun(works)
    step = Step(on=TODAY)
    with pytest.raises(Refused, match="not_reviewed"):
        move(review.record, "shelve", step=step, by=works.supervisor, at=NOW)
    for reviewer in asked(review):
        give_verdict(review, verdict="fail", reasons="不实", by=reviewer, at=NOW)
    move(review.record, "shelve", step=step, by=works.supervisor, at=NOW)
    assert Record.objects.get(pk=review.record_id).state == "shelved"


def test_a_review_of_an_earlier_report_says_nothing_of_a_later_one(works: SmallWorks) -> None:
    review = begun(works)
    for reviewer in asked(review):
        give_verdict(review, verdict="fail", reasons="不实", by=reviewer, at=NOW)
    task = Record.objects.get(pk=review.record_id)
    move(task, "send_back", step=Step(on=TODAY), by=works.verifier, at=NOW)
    move(task, "report", step=report_of(), by=works.lead, at=NOW)
    with pytest.raises(Refused, match="not_reviewed"):
        move(task, "shelve", step=Step(on=TODAY), by=works.supervisor, at=NOW)


def test_a_reviewer_may_open_the_record(works: SmallWorks) -> None:
    review = begun(works)
    for reviewer in asked(review):
        assert get(reviewer, review.record_id).pk == review.record_id


def test_the_database_refuses_verdicts_of_others_late_ones_and_changes(works: SmallWorks) -> None:
    review = begun(works)
    first, second = asked(review)
    kept = give_verdict(review, verdict="pass", reasons="属实", by=first, at=NOW)
    again = {"county": kept.county, "reviewer": kept.reviewer, "commitment": "0" * 64, "sealed": "x", "at": NOW}

    def refused(**told: object) -> None:
        with pytest.raises(IntegrityError), transaction.atomic(), writing():  # noqa: PT012  (inside its act)
            unwritten()
            Verdict.objects.create(**(again | told))

    refused(number=1, by_account=first.account_id)
    refused(number=2, by_account=second.account_id)
    with pytest.raises(Exception, match=r"verdict|registers_verdict"), transaction.atomic(), writing():  # noqa: PT012
        unwritten()
        Verdict.objects.filter(pk=kept.pk).update(sealed="y")
    give_verdict(review, verdict="pass", reasons="属实", by=second, at=NOW)
    refused(number=2, by_account=first.account_id)
