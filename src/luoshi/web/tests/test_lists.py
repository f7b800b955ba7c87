"""底册 in the browser's words: freezing, changes and their signatures, two lists beside each other, the export."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from luoshi.registers.actions import Adopted, Grounds, adopt_many, freeze, move_out, sign_change
from luoshi.registers.models import FrozenList, ListChange, Record
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.web.tests.test_registers import as_, page

LATER = NOW + timedelta(days=100)


@pytest.fixture
def sites(works: SmallWorks) -> list[Record]:
    plan = works.plan()
    rows = [Adopted(data={"title_of_site": f"项目{n}", "plan": plan.pk}, unit=works.north) for n in range(30)]
    return adopt_many("works.site", rows, source="旧册", by=works.city.admin, at=NOW)


@pytest.fixture
def frozen(works: SmallWorks, sites: list[Record]) -> FrozenList:
    city = works.city.unit("city")
    return freeze("works.site", "七月清单", unit=city, document="府办7号", by=works.officer, at=NOW)


def leave(works: SmallWorks, frozen: FrozenList, record: Record, at: datetime = LATER) -> ListChange:
    grounds = Grounds("资金未落实", "发改88号")
    return sign_change(move_out(frozen, record, grounds=grounds, by=works.officer, at=at), by=works.supervisor, at=at)


def test_a_list_is_frozen_through_the_form(works: SmallWorks, sites: list[Record]) -> None:
    client = as_(works.officer)
    assert "还没有清单" in page(client, "lists", "works.site")
    address = reverse("list_new", args=["works.site"])
    data = {"title": "六月", "unit": works.city.unit("city").pk, "document": "府办6号", "condition": "sort = 'rode'"}
    wrong = client.post(address, data)
    assert wrong.status_code == 422
    assert "府办6号" in wrong.content.decode()  # what was entered is still there
    right = client.post(address, data | {"condition": "state = 'filed'"}, follow=True)
    assert "底数 30" in right.content.decode()
    assert FrozenList.objects.get().condition == "state = 'filed'"
    assert "六月" in page(client, "lists", "works.site")


def test_a_change_is_proposed_by_one_and_signed_by_another(
    works: SmallWorks, sites: list[Record], frozen: FrozenList
) -> None:
    office, supervisor = as_(works.officer), as_(works.supervisor)
    address = reverse("list_change", args=[frozen.pk])
    data = {"kind": "moved_out", "record": sites[0].pk, "record-shown": sites[0].label, "reason": "资金未落实"}
    wrong = office.post(address, data)
    assert wrong.status_code == 422
    assert sites[0].label in wrong.content.decode()
    office.post(address, data | {"document": "发改88号"})
    change = ListChange.objects.get()
    assert "提出人及其单位不能自行签署" in page(office, "list", frozen.pk)
    assert "待签署" in page(supervisor, "list", frozen.pk)
    settle = reverse("list_settle", args=[change.pk])
    assert office.post(settle, {"decision": "sign"}).status_code == 403
    signed = supervisor.post(settle, {"decision": "sign"}, follow=True).content.decode()
    for shown in ("= 29", "1", "资金未落实", "发改88号", works.supervisor.name):
        assert shown in signed
    assert supervisor.post(settle, {"decision": "sign"}).status_code == 409
    back = {"kind": "taken_in", "record": sites[0].pk, "reason": "误调", "document": "更1", "corrects": change.pk}
    office.post(address, back)
    supervisor.post(reverse("list_settle", args=[change.pk + 1]), {"decision": "turn_down", "reason": "无误"})
    assert [each.status for each in ListChange.objects.order_by("pk")] == ["signed", "turned_down"]


def test_one_list_on_two_days_shows_who_was_moved_out(
    works: SmallWorks, sites: list[Record], frozen: FrozenList
) -> None:
    for record in sites[:7]:
        leave(works, frozen, record)
    asked = {
        "left": str(frozen.pk),
        "left_day": NOW.date().isoformat(),
        "right": str(frozen.pk),
        "right_day": LATER.date().isoformat(),
    }
    shown = page(as_(works.officer), "lists_beside", **asked)
    assert "两边都在册的 23 条" in shown
    for record in sites[:7]:
        assert record.label in shown
    assert "资金未落实" in shown
    early = page(as_(works.officer), "list", frozen.pk, day=NOW.date().isoformat())
    assert "= 30" in early
    assert "没有变动" in early


def test_the_export_has_the_numbers_the_records_and_the_changes(
    works: SmallWorks, sites: list[Record], frozen: FrozenList
) -> None:
    leave(works, frozen, sites[0])
    exported = page(as_(works.officer), "list_export", frozen.pk, "csv", day=LATER.date().isoformat())
    assert f",清单“七月清单” {LATER.date()} 在册 29（底数 30，调入 0，调出 1）," in exported
    assert f"{sites[1].number},项目1,北山旗,底数" in exported
    assert "项目0,,调出,资金未落实,发改88号" in exported
    assert f"{sites[0].number}" not in exported
    for form in ("xlsx", "pdf"):
        answer = as_(works.officer).get(reverse("list_export", args=[frozen.pk, form]))
        assert b"".join(answer).startswith({"xlsx": b"PK", "pdf": b"%PDF"}[form])


def test_the_list_leads_to_measures_over_it_which_name_its_base(
    works: SmallWorks, sites: list[Record], frozen: FrozenList
) -> None:
    client = as_(works.officer)
    shown = page(client, "list", frozen.pk)
    assert f"list%3A{frozen.pk}=in" in shown
    counted = page(client, "measure", "works.started_share", period="2026", **{f"list:{frozen.pk}": "in"})
    assert "清单“七月清单”" in counted
    assert "底数 30" in counted


def test_a_stranger_sees_no_list(works: SmallWorks, frozen: FrozenList) -> None:
    client = as_(works.other_lead)
    assert "七月清单" not in page(client, "lists", "works.site")
    for name, more in (("list", []), ("list_export", ["csv"]), ("list_change", [])):
        refused = client.get(reverse(name, args=[frozen.pk, *more]))
        assert refused.status_code == 404
        assert "七月清单" not in refused.content.decode()
    assert client.post(reverse("list_settle", args=[999]), {"decision": "sign"}).status_code == 404
    assert client.get(reverse("lists_beside")).status_code == 404
