"""销号、回头看、独立评议 through the pages: what waits, what is refused, and what nobody sees first."""

import hashlib
from datetime import timedelta
from io import BytesIO
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from luoshi.audit.tests.lifting import an_act
from luoshi.evidence.actions import keep
from luoshi.evidence.tests.scenes import photo
from luoshi.org.actions import end_post
from luoshi.org.queries import actor_for
from luoshi.people.models import Account
from luoshi.registers.actions import Step, adopt_many, attach, begin_review, create, give_verdict, move
from luoshi.registers.models import Draw, Look, Record, Review, Seen
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks
from luoshi.registers.tests.test_strike_off import old_row
from luoshi.rules.actors import Actor, Role
from luoshi.web.tests.test_registers import as_, page

SECRET = "桥墩裂缝宽三毫米"


def test_home_lists_what_the_reader_may_strike_off(works: SmallWorks) -> None:
    works.reported("修路三公里")
    assert "待销号" in page(as_(works.verifier), "home")
    assert "修路三公里" not in page(as_(works.city.actor(Role.VERIFIER, "stone")), "home")


def test_why_a_strike_off_is_refused_is_told(works: SmallWorks) -> None:
    task = works.reported()
    told = page(as_(works.lead), "record", task.pk)
    assert "您属于办理单位" in told
    address = reverse("record_move", args=[task.pk, "strike_off"])
    answer = as_(works.lead).post(address, {"on": "2022-06-15", "evidence-proof": "1号"})
    assert answer.status_code in (409, 422)
    assert Record.objects.get(pk=task.pk).state == "reported"


def test_one_sentence_that_refuses_several_moves_is_told_once(works: SmallWorks) -> None:
    """Both moves of a promise are the supervisor's; the lead is told why once."""
    unit = works.city.unit("supervision")
    made = create("works.promise", {"promised": "通水"}, unit=unit, lead=works.north, by=works.planner, at=NOW)
    move(made, "answer", step=Step(on=NOW.date()), by=works.lead, at=NOW)
    assert page(as_(works.lead), "record", made.pk).count("不能核验本单位办的事") == 1


def drawn(works: SmallWorks, watcher: Client) -> Look:
    """A draw made through the pages."""
    works.struck_off()
    closing = {"register": "works.task", "period": "2022-06", "source": "七月八日上证综指收盘"}
    answer = watcher.post(reverse("draws"), closing)
    made = Draw.objects.get()
    assert answer.headers["location"] == reverse("draw", args=[made.pk])
    assert "待抽取" in page(watcher, "draws")
    assert 'name="public"' not in page(watcher, "draw", made.pk)
    value, address = {"public": "3356.08"}, reverse("draw", args=[made.pk])
    assert 'name="public"' not in page(as_(works.verifier), "draw", made.pk)
    assert as_(works.verifier).post(address, value).status_code == 422
    later = timezone.now() + timedelta(days=2)
    with (
        patch("luoshi.web.views.looks.now", return_value=later),
        patch("luoshi.web.views.looks.today", return_value=later.date()),
    ):
        assert 'name="public"' in page(as_(works.verifier), "draw", made.pk)
        assert as_(works.verifier).post(address, value).status_code == 302
    return Look.objects.get(seen=Seen.OPEN)


def test_a_draw_and_its_proof_are_on_one_page(works: SmallWorks) -> None:
    watcher = as_(works.supervisor)
    look = drawn(works, watcher)
    told = page(watcher, "draw", look.draw_id)
    assert "重算，结果一致" in told
    assert look.draw.seed in told
    listed = watcher.get(reverse("draw_list", args=[look.draw_id])).content
    assert hashlib.sha256(listed).hexdigest() == look.draw.digest


def test_a_look_that_does_not_hold_reopens_and_is_shown(works: SmallWorks) -> None:
    look = drawn(works, as_(works.supervisor))
    looker = as_(works.city.actor(Role.VERIFIER, "south"))
    assert "抽中的回头看" in page(looker, "home")
    assert "登记回头看" in page(looker, "record", look.record_id)
    address = reverse("look", args=[look.pk])
    assert as_(works.verifier).get(address).status_code == 403
    assert looker.post(address, {"finding": "塌陷", "evidence-sight": "照片"}).status_code == 422
    looker.post(address, {"holds": "no", "finding": "塌陷", "evidence-sight": "照片"})
    assert "重新打开" in page(as_(works.supervisor), "record", look.record_id)
    assert "0.0 % (0/1)" in page(as_(works.supervisor), "draws")


def test_without_a_watching_post_nobody_draws(works: SmallWorks) -> None:
    works.struck_off()
    answer = as_(works.lead).post(reverse("draws"), {"register": "works.task", "period": "2022-06", "source": "x"})
    assert answer.status_code == 422
    assert not Draw.objects.exists()


@pytest.fixture
def review(works: SmallWorks) -> Review:
    for code in ("south", "zone"):
        works.city.person(Role.VERIFIER, code)
    return begin_review(works.reported(), "merit", by=works.supervisor, at=NOW)


def reviewers(review: Review) -> list[Actor]:
    return [actor_for(Account.objects.get(pk=each.account), at=NOW) for each in review.reviewers.order_by("id")]


def text_of(answer: Any) -> str:
    """What a browser gets, streamed or whole."""
    return (b"".join(answer) if answer.streaming else answer.content).decode()


def test_no_page_tells_a_verdict_before_all_are_in(works: SmallWorks, review: Review) -> None:
    first, second = reviewers(review)
    address = reverse("review", args=[review.pk])
    assert "待给出结论" in page(as_(first), "home")
    as_(first).post(address, {"verdict": "fail", "reasons": SECRET})
    places = [
        address,
        reverse("home"),
        reverse("record", args=[review.record_id]),
        reverse("register", args=["works.task"]),
        reverse("register_file", args=["works.task", "csv"]),
        reverse("manage_audit"),
    ]
    for reader in (works.city.admin, works.supervisor, works.lead, second, first):
        for place in places:
            assert SECRET not in text_of(as_(reader).get(place))
    told = as_(second).get(address).content.decode()
    assert "不通过</td>" not in told
    as_(second).post(address, {"verdict": "pass", "reasons": "属实"})
    assert SECRET in as_(works.supervisor).get(address).content.decode()


def test_differing_verdicts_are_decided_on_the_page(works: SmallWorks, review: Review) -> None:
    first, second = reviewers(review)
    give_verdict(review, verdict="fail", reasons="不实", by=first, at=NOW)
    give_verdict(review, verdict="pass", reasons="属实", by=second, at=NOW)
    address = reverse("review", args=[review.pk])
    assert as_(works.lead).post(address, {"verdict": "pass", "reasons": "自定"}).status_code == 422
    as_(works.supervisor).post(address, {"verdict": "fail", "reasons": "采信前者"})
    review.refresh_from_db()
    assert review.outcome == "fail"


def test_a_hidden_choice_is_no_filter_for_anybody(works: SmallWorks) -> None:
    """The list would tell by what it leaves out."""
    task = works.task("修路三公里")
    with an_act():
        Record.objects.filter(pk=task.pk).update(data={**task.data, "grade": "low"})
    for reader in (works.lead, works.supervisor):
        told = page(as_(reader), "register", "works.task", **{"field-grade": "high"})
        assert task.number in told
        assert 'name="field-grade"' not in told


def test_a_page_names_no_child_the_reader_may_not_see(works: SmallWorks) -> None:
    year, office = works.plan("年"), works.city.unit("supervision")
    for matter, lead in (("北路", works.north), ("南路", works.south)):
        create("works.task", {"matter": matter}, unit=office, lead=lead, parent=year, by=works.planner, at=NOW)
    told = page(as_(works.lead), "record", year.pk)
    assert "北路" in told
    assert "南路" not in told


def test_a_look_takes_files_in_the_place_of_words(works: SmallWorks) -> None:
    look = drawn(works, as_(works.supervisor))
    by = works.city.actor(Role.VERIFIER, "south")
    client, address = as_(by), reverse("look", args=[look.pk])
    assert reverse("record_attach", args=[look.record_id, "sight"]) in page(client, "record", look.record_id)
    assert client.post(address, {"holds": "yes", "finding": "属实"}).status_code == 422
    file = keep(BytesIO(photo(1)), name="现场.jpg", by=by, at=NOW)
    attach(look.record, "sight", file=file, by=by, at=NOW)
    assert "现场.jpg" in page(client, "look", look.pk)
    assert client.post(address, {"holds": "yes", "finding": "属实"}).status_code == 302
    assert "用于：回头看" in page(as_(works.planner), "record", look.record_id)


def test_a_reviewer_who_has_left_is_replaced_on_the_page(works: SmallWorks) -> None:
    for code in ("south", "zone", "commerce"):
        works.city.person(Role.VERIFIER, code)
    review = begin_review(works.reported(), "merit", by=works.supervisor, at=NOW)
    first = review.reviewers.order_by("id")[0]
    address = reverse("reviewer_replace", args=[first.pk])
    assert address not in page(as_(works.supervisor), "review", review.pk)
    post = Account.objects.get(pk=first.account).posts.get()
    end_post(post, on=TODAY + timedelta(days=1), by=works.city.admin, at=NOW)
    assert address in page(as_(works.supervisor), "review", review.pk)
    assert as_(works.supervisor).post(address).status_code == 302
    told = page(as_(works.supervisor), "review", review.pk)
    assert (address in told, "已离任，由下一位接替" in told, review.reviewers.count()) == (False, True, 3)
    assert as_(works.supervisor).post(address).status_code == 409


def test_what_was_struck_off_offers_no_correction(works: SmallWorks) -> None:
    task, done = works.reported(), works.struck_off("修桥")
    assert reverse("record_correct", args=[task.pk]) in page(as_(works.planner), "record", task.pk)
    assert reverse("record_correct", args=[done.pk]) not in page(as_(works.planner), "record", done.pk)


def test_what_an_older_ledger_struck_off_is_visible_as_such(works: SmallWorks) -> None:
    (old,) = adopt_many("works.task", [old_row(works)], source="2020年督办台账", by=works.city.admin, at=NOW)
    told = page(as_(works.planner), "record", old.pk)
    assert "在旧台账中已办结，2022-06-15 由“2020年督办台账”接收，未经本系统核验" in told
    assert "未经本系统核验" not in page(as_(works.planner), "record", works.struck_off("修桥").pk)
