"""填报: what is asked for, saved as a plain form and from a browser's queue, return by return."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from luoshi.org.actions import create_unit, load_units, merge_units
from luoshi.org.models import UnitKind
from luoshi.org.tests.small_city import NOW as FOUNDED
from luoshi.org.tests.small_city import SmallCity, draft
from luoshi.packs.queries import current
from luoshi.registers.actions import Entered, Step, create, move
from luoshi.registers.models import Offer, Record
from luoshi.registers.tests.small_returns import EXPLAINED, FIGURES, SmallReturns
from luoshi.registers.tests.small_returns import NOW as RETURNS_NOW
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.actors import Actor, Role
from luoshi.rules.periods import Kind, period_of
from luoshi.web.clock import now, today
from luoshi.web.entry import worker
from luoshi.web.entry.due import returns_of, units_of
from luoshi.web.entry.grid import grid_of, name_of
from luoshi.web.entry.persons import mark_of
from luoshi.web.entry.posted import from_form
from luoshi.web.tests.test_registers import as_, page
from tests.sample_city import SampleCity

PERIOD = "2022-05"
ENTRY = "entry"


def more_villages(works: SmallWorks) -> None:
    """Two villages beside the one there is."""
    drafts = [
        draft(code, title, UnitKind.VILLAGE, "stone", f"15052110020{number}")
        for number, (code, title) in enumerate((("hill", "山村"), ("lake", "湖村")), start=2)
    ]
    load_units(drafts, by=works.city.admin, at=FOUNDED)


@pytest.fixture
def villages(works: SmallWorks) -> SmallWorks:
    more_villages(works)
    return works


def box(works: SmallWorks, unit: str, field: str) -> str:
    return f"v|works.monthly|{works.city.unit(unit).pk}|{field}"


def base(works: SmallWorks, unit: str) -> str:
    return f"r|works.monthly|{works.city.unit(unit).pk}"


def form_of(client: Client, **boxes: str) -> Any:
    return client.post(f"{reverse(ENTRY)}?period={PERIOD}", boxes, follow=True)


def queued(works: SmallWorks, key: str, unit: str = "spring", at: int = 0, **cells: str) -> dict[str, Any]:
    told = {name: {"value": value, "base": at} for name, value in cells.items()}
    return {
        "id": key,
        "register": "works.monthly",
        "unit": works.city.unit(unit).pk,
        "period": PERIOD,
        "reason": "",
        "cells": told,
    }


def send(by: Actor, *returns: dict[str, Any], person: Actor | None = None) -> Any:
    address, told = reverse("entry_send"), json.dumps({"v": 1, "returns": returns})
    headers = {"Entry-For": mark_of(person or by)}
    return as_(by).post(address, told, content_type="application/json", headers=headers)


def states(answer: Any) -> list[str]:
    return [each["state"] for each in answer.json()["returns"]]


def test_the_grid_asks_for_what_is_missing_and_shows_what_is_held(villages: SmallWorks) -> None:
    works, client = villages, as_(villages.lead)
    assert states(send(works.lead, queued(works, "a", remark="四月", done="3"))) == ["accepted"]
    empty = page(client, ENTRY, period=PERIOD)
    assert box(works, "spring", "done") not in empty  # all filled in: not listed
    assert "另有 1 个单位已填齐" in empty
    assert box(works, "hill", "done") in empty
    both = page(client, ENTRY, period=PERIOD, all="1")
    assert f'name="{box(works, "spring", "done")}" value="3"' in both
    later = page(client, ENTRY, period="2022-06")
    assert "上期 3" in later


def test_who_enters_no_return_is_told_so(works: SmallWorks) -> None:
    assert "没有由您填报的报表" in page(as_(works.verifier), ENTRY)
    assert "填报</a>" not in page(as_(works.verifier), "home")
    assert "填报</a>" in page(as_(works.lead), "home")


def test_a_plain_form_saves_what_is_right_and_says_what_is_wrong(villages: SmallWorks) -> None:
    works, client = villages, as_(villages.lead)
    boxes = {
        base(works, "spring"): "0",
        box(works, "spring", "remark"): "五月",
        box(works, "spring", "done"): "１，２００",
        base(works, "hill"): "0",
        box(works, "hill", "remark"): "五月",
        box(works, "hill", "done"): "约十",
        "submission": "once",
    }
    answer = form_of(client, **boxes)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "已保存 1 份" in told
    assert 'value="约十"' in told
    assert "只是概数" in told
    assert Record.objects.get().data == {"remark": "五月", "done": 1200}
    boxes[box(works, "hill", "done")] = "10"
    assert form_of(client, **boxes).status_code == 200
    assert Record.objects.count() == 2
    assert set(Record.objects.values_list("revision", flat=True)) == {1}


def test_what_is_held_is_corrected_with_its_reason_and_may_be_emptied(works: SmallWorks) -> None:
    client = as_(works.lead)
    send(works.lead, queued(works, "a", remark="五月", done="3"))
    boxes = {
        base(works, "spring"): "1",
        box(works, "spring", "remark"): "五月",
        box(works, "spring", "done"): "",
        "reason": "重复计数",
    }
    form_of(client, **boxes)
    record = Record.objects.get()
    assert record.data == {"remark": "五月"}
    assert record.versions.latest("revision").reason == "重复计数"


def test_many_returns_are_answered_one_by_one(villages: SmallWorks) -> None:
    works = villages
    answer = send(
        works.lead,
        queued(works, "a", remark="五月", done="1.2万"),
        queued(works, "b", "hill", done="-1"),
        queued(works, "c", "south", remark="五月"),
        queued(works, "d", remark="五月", nothing="1"),
    )
    assert states(answer) == ["accepted", "refused", "refused", "refused"]
    told = answer.json()["returns"]
    assert "小于下限" in told[1]["cells"]["done"]
    assert "不能为“南河县”登记" in told[2]["words"]
    assert "没有这一栏" in told[3]["cells"]["nothing"]
    assert Record.objects.get().data == {"remark": "五月", "done": 12000}


def test_the_same_change_sent_again_is_one_change(works: SmallWorks) -> None:
    first = queued(works, "same", remark="五月", done="1")
    answers = [send(works.lead, first, first).json(), send(works.lead, first).json()]
    told = [each for answer in answers for each in answer["returns"]]
    assert {(each["state"], each["revision"]) for each in told} == {("accepted", 1)}
    assert Record.objects.get().revision == 1
    other = send(works.lead, queued(works, "same", remark="五月", done="2"))
    assert "已用于别的内容" in other.json()["returns"][0]["words"]


def test_two_values_are_kept_and_the_answer_stays_the_same(works: SmallWorks) -> None:
    second = works.city.actor(Role.COUNTY_LEAD, "north")
    send(works.lead, queued(works, "a", remark="五月", done="1"))
    rival = queued(works, "b", remark="五月", done="2")
    told = [send(second, rival).json()["returns"][0] for _ in range(2)]
    assert told[0] == told[1]
    assert (told[0]["state"], told[0]["offered"]) == ("conflict", ["done"])
    assert Offer.objects.count() == 1
    shown = page(as_(works.lead), ENTRY, period=PERIOD)
    assert "两个值待裁定" in shown


def test_work_of_another_person_is_not_sent(works: SmallWorks) -> None:
    answer = send(works.lead, queued(works, "a", remark="五月"), person=works.supervisor)
    assert (answer.status_code, answer.json()["code"]) == (409, "web.other_person")
    assert not Record.objects.exists()
    ready = as_(works.lead).get(reverse("entry_ready")).json()
    assert ready["for"] == mark_of(works.lead)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        '{"v": 1}',
        '{"v": 9, "returns": []}',
        '{"v": 1, "returns": [1]}',
        '{"v": 1, "returns": [{"id": "", "cells": {}}]}',
        '{"v": 1, "returns": [{"id": "x", "register": "a", "unit": true, "period": "", "cells": {}}]}',
        '{"v": 1, "returns": [{"id": "x", "register": "a\\u0000", "unit": 1, "period": "", "cells": {}}]}',
        "[" * 10_000,
    ],
)
def test_what_is_no_queue_is_refused(works: SmallWorks, body: str) -> None:
    headers = {"Entry-For": mark_of(works.lead)}
    answer = as_(works.lead).post(reverse("entry_send"), body, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "web.unreadable_queue")


def test_a_period_that_has_not_begun_is_refused(works: SmallWorks) -> None:
    assert as_(works.lead).get(reverse(ENTRY), {"period": "2199-01"}).status_code == 409
    assert as_(works.lead).get(reverse(ENTRY), {"period": "昨天"}).status_code == 409


def test_the_worker_belongs_to_a_build_and_to_its_own_folder(works: SmallWorks) -> None:
    client = as_(works.lead)
    answer = client.get(reverse("entry_worker"))
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.content.decode().startswith(f'self.BUILD="{worker.build()}"')
    assert reverse("entry_worker").startswith(reverse(ENTRY))
    assert client.get(reverse("entry_ready")).json()["build"] == worker.build()
    assert Client().get(reverse("entry_worker")).status_code == 302
    mark = mark_of(works.lead)
    assert client.get(reverse(ENTRY)).headers["Entry-For"] == mark
    assert f'data-person="{mark}"' in page(client, "home")


def test_who_may_choose_between_two_values_does_so_with_grounds(works: SmallWorks) -> None:
    second = works.city.actor(Role.COUNTY_LEAD, "north")
    send(works.lead, queued(works, "a", remark="五月", done="1"))
    send(second, queued(works, "b", done="2"))
    offer = Offer.objects.get()
    assert "不能自己裁定自己提出的值" in page(as_(second), "offers")
    assert "没有待裁定的值" in page(as_(works.other_lead), "offers")
    client, address = as_(works.lead), reverse("offer_settle", args=[offer.pk])
    assert client.post(address, {"take": "1", "why": ""}).status_code == 409
    for nothing in (address, reverse("offer_settle", args=[10**9])):
        assert as_(works.other_lead).post(nothing, {"take": "1", "why": "x"}).status_code == 404
    assert client.post(address, {"take": "1", "why": "村表为准"}).status_code == 302
    assert Record.objects.get().data["done"] == 2
    assert "村表为准" in page(client, "offers")


def test_a_stock_of_last_month_is_proposed_and_saved_only_when_looked_at(sample_city: SampleCity) -> None:
    clerk = sample_city.actor(Role.TOWNSHIP_CLERK)
    register = current().register("one_table.village_return")
    month = period_of(Kind.MONTH, sample_city.today)
    earlier = Record.objects.of(register.ref).filter(period=month.previous().label)
    village = units_of(clerk, register, month.end)[0]
    before = earlier.get(unit=village).data
    registers = [each for each in returns_of(clerk) if each.period == month.kind]
    grid = grid_of(clerk, registers, month, [village])
    shown = {cell.column.field: cell for cell in grid.lines[0].cells}
    assert (shown["at_month_end"].value, shown["at_month_end"].carried) == (
        str(before["at_month_end"]),
        True,
    )
    assert (shown["births"].value, shown["births"].last) == ("", str(before["births"]))

    name = name_of(register.ref, village.pk, "at_month_end")
    sent = {name: "812", f"k{name[1:]}": "812"}
    assert from_form(QueryDict(urlencode(sent)), month.label) == []
    taken = from_form(QueryDict(urlencode({**sent, "carry": "1"})), month.label)
    assert taken[0].cells == {"at_month_end": Entered("812")}
    changed = from_form(QueryDict(urlencode({**sent, name: "815"})), month.label)
    assert changed[0].cells == {"at_month_end": Entered("815")}


def test_a_word_says_why_there_is_no_figure_and_what_is_handed_over_is_locked(db: None) -> None:
    flocks = SmallReturns(SmallCity())
    told = {"id": "w", "register": "flocks.herd", "unit": flocks.spring.pk, "period": PERIOD, "reason": ""}
    cells = {name: {"value": str(value), "base": 0} for name, value in FIGURES.items()}
    cells["rubbish"]["value"] = "未统计"
    assert states(send(flocks.clerk, {**told, "cells": cells})) == ["accepted"]
    record = Record.objects.get()
    field = current().register("flocks.herd").fields["rubbish"]
    assert (record.data.get("rubbish"), record.data[field.reason_field]) == (None, "not_counted")
    shown = page(as_(flocks.clerk), ENTRY, period=PERIOD, all="1")
    assert 'value="未统计"' in shown
    assert f"|{field.reason_field}" not in shown
    again = {"rubbish": {"value": "380", "base": 1}}
    assert states(send(flocks.clerk, {**told, "id": "x", "cells": again})) == ["accepted"]
    assert Record.objects.get().data["rubbish"] == "380"
    move(Record.objects.get(), "submit", step=Step(on=today(), explained=EXPLAINED), by=flocks.clerk, at=now())
    late = send(flocks.clerk, {**told, "id": "y", "cells": {"rubbish": {"value": "400", "base": 1}}})
    assert "已锁定" in late.json()["returns"][0]["words"]
    assert 'name="v|flocks' not in page(as_(flocks.clerk), ENTRY, period=PERIOD, all="1")


def opening_proposed(flocks: SmallReturns) -> tuple[str, bool, str]:
    """The opening stock of June as the grid shows it: what is in the box, whether it is proposed, what stood last."""
    declared = current().register("flocks.herd")
    opening = replace(declared.fields["opening"], element="stock_at_end")
    register = replace(declared, fields={**declared.fields, "opening": opening})
    june = period_of(Kind.MONTH, date(2022, 6, 1))
    grid = grid_of(flocks.township, [register], june, [flocks.spring])
    cell = next(each for each in grid.lines[0].cells if each.column.field == "opening")
    return cell.value, cell.carried, cell.last


@pytest.mark.parametrize(
    ("closing", "proposed"),
    [
        ({}, ("", False, "")),  # no return of May
        ({"closing": None}, ("", False, "")),  # one without its closing stock
        ({"closing": 0}, ("0", True, "0")),  # none left is a figure
        ({"closing": 1200}, ("1200", True, "1,200")),
    ],
)
def test_an_opening_stock_is_proposed_from_the_last_closing(
    small_returns: SmallReturns, closing: dict[str, object], proposed: tuple[str, bool, str]
) -> None:
    if closing:
        small_returns.herd("2022-05", by=None, **closing)
    assert opening_proposed(small_returns) == proposed


@pytest.mark.parametrize(("other", "proposed"), [(11, ("121", True, "121")), (None, ("", False, ""))])
def test_of_merged_villages_the_sum_is_proposed_where_both_are_known(
    small_returns: SmallReturns, other: int | None, proposed: tuple[str, bool, str]
) -> None:
    """泉村 closed May with 110 head and 河村, merged into it on 1 June, with 11."""
    city = small_returns.city
    weir = create_unit(draft("weir", "河村", UnitKind.VILLAGE, "stone", "150521100202"), by=city.admin, at=FOUNDED)
    small_returns.herd("2022-05", closing=110)
    figures = {"rubbish": 0, "closing": other}
    create("flocks.herd", figures, unit=weir, period="2022-05", by=small_returns.township, at=FOUNDED)
    merge_units([weir], into=small_returns.spring, on=date(2022, 6, 1), by=city.admin, at=RETURNS_NOW)
    assert opening_proposed(small_returns) == proposed


def test_only_units_below_those_named_are_asked(small_returns: SmallReturns) -> None:
    declared, day = current().register("flocks.herd"), date(2022, 6, 30)
    assert declared.owed is not None
    asked = {
        below: [each.code for each in units_of(small_returns.county, replace(declared, owed=owed), day)]
        for below in ((), ("stone",), ("spring",), ("south",), ("nowhere",))
        for owed in (replace(declared.owed, below=below),)
    }
    spring = ["spring"]
    assert asked == {(): spring, ("stone",): spring, ("spring",): spring, ("south",): [], ("nowhere",): []}
