"""The second writer gets the difference: mine, theirs, before; what only I changed is kept, a conflict is chosen."""

import pytest
from django.urls import reverse

from luoshi.registers.actions import correct, move, set_parties
from luoshi.registers.models import PartyRole, Record, Version
from luoshi.registers.tests.small_works import NOW, SmallWorks, start
from luoshi.web.tests.test_registers import as_


@pytest.fixture
def site(works: SmallWorks) -> Record:
    return works.site("东桥", cost=10, area=5, permit_ok=True)


def fresh(record: Record) -> Record:
    return Record.objects.select_related("unit", "lead").get(pk=record.pk)


def test_the_second_writer_chooses_between_mine_and_theirs(works: SmallWorks, site: Record) -> None:
    correct(fresh(site), {"cost": 20, "sort": "road"}, reason="核价", by=works.officer, at=NOW)
    client, address = as_(works.lead), reverse("record_correct", args=[site.pk])
    mine = {"cost": "30", "area": "6", "sort": "", "reason": "实测", "revision": "1"}
    shown = client.post(address, mine)
    text = shown.content.decode()
    assert shown.status_code == 422
    for told in (
        works.officer.name,
        "核价",
        "保留您的",
        "采用对方的",
        'name="pick-cost"',
        'value="实测"',
        'value="6"',
    ):
        assert told in text
    assert fresh(site).data["cost"] == "20"
    again = mine | {"sort": "road", "revision": "2", "base": "1", "clash": "cost"}
    unchosen = client.post(address, again)
    assert "还没有选择" in unchosen.content.decode()
    assert 'name="pick-cost"' in unchosen.content.decode()
    assert client.post(address, again | {"pick-cost": "mine"}).status_code == 302
    kept = fresh(site)
    assert (kept.data["cost"], kept.data["area"], kept.data["sort"], kept.revision) == ("30", "6", "road", 3)


def test_theirs_stands_where_it_is_chosen_and_a_third_writer_is_met_again(works: SmallWorks, site: Record) -> None:
    correct(fresh(site), {"cost": 20}, reason="核价", by=works.officer, at=NOW)
    client, address = as_(works.lead), reverse("record_correct", args=[site.pk])
    mine = {"cost": "30", "area": "6", "reason": "实测", "revision": "2", "base": "1", "clash": "cost"}
    correct(fresh(site), {"cost": 21}, reason="再核", by=works.officer, at=NOW)
    third = client.post(address, mine | {"pick-cost": "theirs"})
    assert third.status_code == 422
    assert "再核" in third.content.decode()
    assert 'name="revision" value="3"' in third.content.decode()
    assert client.post(address, mine | {"pick-cost": "theirs", "revision": "3"}).status_code == 302
    assert (fresh(site).data["cost"], fresh(site).data["area"]) == ("21", "6")


def test_what_does_not_fit_its_field_is_not_lost_either(works: SmallWorks, site: Record) -> None:
    correct(fresh(site), {"cost": 20}, reason="核价", by=works.officer, at=NOW)
    mine = {"cost": "三十", "reason": "实测", "revision": "1"}
    text = as_(works.lead).post(reverse("record_correct", args=[site.pk]), mine).content.decode()
    assert 'value="三十"' in text


def test_a_field_i_may_not_see_is_not_told(works: SmallWorks, site: Record) -> None:
    correct(fresh(site), {"foreman": "13800000000"}, reason="补电话", by=works.lead, at=NOW)
    mine = {"cost": "30", "reason": "核价", "revision": "1"}
    text = as_(works.officer).post(reverse("record_correct", args=[site.pk]), mine).content.decode()
    assert "补电话" in text
    assert "13800000000" not in text
    assert "负责人电话" not in text


def test_an_overtaken_move_keeps_its_evidence_day_and_note(works: SmallWorks, site: Record) -> None:
    correct(fresh(site), {"cost": 20}, reason="核价", by=works.officer, at=NOW)
    address = reverse("record_move", args=[site.pk, "start"])
    client = as_(works.lead)
    mine = {
        "on": "2022-06-15",
        "evidence-licence": "许字9号",
        "cost": "30",
        "note": "连夜开工",
        "revision": "1",
    }
    text = client.post(address, mine).content.decode()
    for kept in ("许字9号", "连夜开工", "2022-06-15", 'name="pick-cost"', "核价"):
        assert kept in text
    again = mine | {"revision": "2", "base": "1", "clash": "cost", "pick-cost": "theirs"}
    assert client.post(address, again).status_code == 302
    assert (fresh(site).state, fresh(site).data["cost"]) == ("started", "20")


def test_of_two_moves_the_second_is_told_what_happened(works: SmallWorks, site: Record) -> None:
    move(fresh(site), "start", step=start(cost=11), by=works.lead, at=NOW)
    mine = {"on": "2022-06-15", "evidence-licence": "许字9号", "cost": "30", "note": "我的说明", "revision": "1"}
    text = as_(works.lead).post(reverse("record_move", args=[site.pk, "start"]), mine).content.decode()
    for told in ("进入“开工”", works.lead.name, "许字9号", "我的说明"):
        assert told in text
    assert Version.objects.filter(record=site, kind="moved").count() == 1


def test_units_responsible_come_back_beside_theirs(works: SmallWorks, site: Record) -> None:
    zone, south = works.city.unit("zone"), works.south
    set_parties(fresh(site), lead=works.north, support=[zone], by=works.lead, at=NOW)
    mine = {
        "lead": works.north.pk,
        "support": south.pk,
        "revision": "1",
        "seen-lead": works.north.pk,
        "seen-support": "",
    }
    address = reverse("record_parties", args=[site.pk])
    client = as_(works.lead)
    shown = client.post(address, mine)
    assert shown.status_code == 422
    assert "再提交即按您填的" in shown.content.decode()
    assert [each.unit_id for each in site.parties.filter(role=PartyRole.SUPPORT)] == [zone.pk]
    assert client.post(address, mine | {"revision": "2", "base": "1"}).status_code == 302
    assert [each.unit_id for each in site.parties.filter(role=PartyRole.SUPPORT)] == [south.pk]


def test_a_parent_comes_back_beside_theirs(works: SmallWorks) -> None:
    plan, other = works.plan("一"), works.plan("二")
    correct(fresh(plan), {"name": "一改"}, reason="更名", by=works.planner, at=NOW)
    client, address = as_(works.planner), reverse("record_parent", args=[plan.pk])
    mine = {"parent-of-record": other.pk, "parent-of-record-shown": "二", "revision": "1", "seen-parent": ""}
    shown = client.post(address, mine)
    assert shown.status_code == 422
    assert "更名" in shown.content.decode()
    assert 'value="二"' in shown.content.decode()
    assert client.post(address, mine | {"revision": "2", "base": "1"}).status_code == 302
    assert fresh(plan).parent_id == other.pk
