"""评论 on a record's page: said, mentioned, edited, withdrawn; nothing typed is ever run, nothing refused is lost."""

from html import unescape

import pytest
from django.urls import reverse

from luoshi.registers.actions import comment, edit_comment
from luoshi.registers.models import Comment, Record
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.registers.tests.test_comments import renamed
from luoshi.web.commenting import runs_of
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_registers import as_, page

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def task(works: SmallWorks) -> Record:
    return works.task()


def test_a_comment_is_said_and_stands_on_the_page_with_its_mention(works: SmallWorks, task: Record) -> None:
    renamed(works.planner, "李长山")
    client, address = as_(works.lead), reverse("record_comment", args=[task.pk])
    answer = client.post(address, {"text": f"@李长山请看 {SCRIPT}"}, follow=True).content.decode()
    assert "评论已发出" in answer
    assert '<b class="mention">@李长山</b>请看' in answer
    assert SCRIPT not in answer
    assert "&lt;script&gt;" in answer
    assert barriers(Page(answer)) == []


def test_sent_twice_it_is_said_once(works: SmallWorks, task: Record) -> None:
    client, address = as_(works.lead), reverse("record_comment", args=[task.pk])
    sent = {"text": "收到", "submission": "a-b-c"}
    for _again in range(2):
        assert client.post(address, sent).status_code == 302
    assert Comment.objects.count() == 1


def test_what_is_refused_stays_in_its_box(works: SmallWorks, task: Record) -> None:
    renamed(works.other_lead, "王外人")
    answer = as_(works.lead).post(reverse("record_comment", args=[task.pk]), {"text": f"@王外人 长篇{SCRIPT}"})
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "没有通知对方" in shown
    assert f"@王外人 长篇{SCRIPT}" in unescape(shown)
    assert SCRIPT not in shown


def test_an_edit_from_a_stale_tab_is_told_and_loses_nothing(works: SmallWorks, task: Record) -> None:
    said = comment(task, "初稿", by=works.lead, at=NOW)
    client, address = as_(works.lead), reverse("comment_edit", args=[said.pk])
    assert "初稿" in page(client, "comment_edit", said.pk)
    edit_comment(said, "另一标签页改的", edition=1, by=works.lead, at=NOW)
    stale = client.post(address, {"text": "我在旧标签页写的", "revision": "1"})
    assert stale.status_code == 422
    assert "已修改或撤回" in stale.content.decode()
    assert "我在旧标签页写的" in stale.content.decode()
    assert client.post(address, {"text": "三稿", "revision": "2"}).status_code == 302
    shown = page(client, "record", task.pk)
    assert "三稿" in shown
    assert "初稿" in shown
    assert "另一标签页改的" in shown


def test_a_withdrawn_comment_says_so_and_others_have_no_hand_in_it(works: SmallWorks, task: Record) -> None:
    said = comment(task, "说错了", by=works.lead, at=NOW)
    address = reverse("comment_withdraw", args=[said.pk])
    assert address not in page(as_(works.planner), "record", task.pk)
    assert as_(works.planner).post(address).status_code == 403
    assert as_(works.other_lead).post(address).status_code == 404
    assert as_(works.lead).post(address).status_code == 302
    shown = page(as_(works.planner), "record", task.pk)
    assert "撤回" in shown
    assert address not in page(as_(works.lead), "record", task.pk)


def test_names_are_offered_to_those_who_see_the_record(works: SmallWorks, task: Record) -> None:
    renamed(works.planner, f"李{SCRIPT}")
    offered = page(as_(works.lead), "record_people", task.pk, q="李")
    assert SCRIPT not in offered
    assert "市督查室" in offered
    assert "没有找到" in page(as_(works.lead), "record_people", task.pk, q="无此人\x00")
    assert as_(works.other_lead).get(reverse("record_people", args=[task.pk])).status_code == 404


def test_many_comments_are_cut_and_the_earlier_ones_stay_in_reach(works: SmallWorks, task: Record) -> None:
    for number in range(22):
        comment(task, f"第{number:02}句", by=works.lead, at=NOW)
    shown = page(as_(works.lead), "record", task.pk)
    assert "第00句" not in shown.split('id="events"')[0]
    assert "看更早的评论" in shown
    assert "第00句" in page(as_(works.lead), "record", task.pk, comments="all")


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("@甲和@乙", {"甲"}, [("@甲", True), ("和@乙", False)]),
        ("无", {"甲"}, [("无", False)]),
        ("@甲甲", {"甲", "甲甲"}, [("@甲甲", True)]),
    ],
)
def test_only_names_that_stand_are_drawn(text: str, names: set[str], expected: list[tuple[str, bool]]) -> None:
    assert [(run.text, run.is_name) for run in runs_of(text, names)] == expected
