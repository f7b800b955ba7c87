"""台账 and 记录 in the browser's words: what is shown, entered, moved, refused."""

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.people.models import Account
from luoshi.registers.actions import KeyTaken, create, move
from luoshi.registers.models import Move, Record, Version
from luoshi.registers.tests.small_works import NOW, SmallWorks, start
from luoshi.rules.actors import Actor


def as_(actor: Actor) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id), backend="luoshi.people.backend.Accounts")
    return client


def page(client: Client, name: str, *args: object, **query: str) -> str:
    """The text of a page that must open."""
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode() if not response.streaming else b"".join(response).decode()


@pytest.fixture
def site(works: SmallWorks) -> Record:
    return works.site("东桥 <script>alert(1)</script>", cost=12_000, area=60, permit_ok=True, foreman="13800000000")


def test_the_list_shows_searches_and_narrows(works: SmallWorks, site: Record) -> None:
    client = as_(works.lead)
    assert "工地从立项到竣工" in page(client, "registers")
    shown = page(client, "register", "works.site")
    assert "12,000" in shown
    assert "&lt;script&gt;" in shown
    assert "<script>alert" not in shown
    assert site.number in page(client, "register", "works.site", q="东桥", state="filed")
    assert "没有找到“西桥”" in page(client, "register", "works.site", q="西桥")
    assert "没有符合条件的记录" in page(client, "register", "works.site", state="completed")
    sorted_and_narrowed = client.get(
        reverse("register", args=["works.site"]), {"sort": "label", "field-sort": "road"}
    )
    assert "没有符合条件的记录" in sorted_and_narrowed.content.decode()
    odd = client.get(reverse("register", args=["works.site"]), {"sort": "nonsense", "page": "９９", "q": "\x00"})
    assert site.number in odd.content.decode()


def test_a_stranger_sees_neither_the_row_nor_its_page(works: SmallWorks, site: Record) -> None:
    client = as_(works.other_lead)
    assert site.number not in page(client, "register", "works.site")
    for name in ("record", "record_correct"):
        refused = client.get(reverse(name, args=[site.pk]))
        assert refused.status_code == 404
        assert "东桥" not in refused.content.decode()


def test_a_hidden_field_is_nowhere_for_those_it_is_hidden_from(works: SmallWorks, site: Record) -> None:
    lead, officer = as_(works.lead), as_(works.officer)
    assert "13800000000" in page(lead, "record", site.pk)
    shown = {"cols": "state,field-foreman"}
    assert "13800000000" in page(lead, "register_file", "works.site", "csv", **shown)
    assert "13800000000" in page(lead, "register", "works.site", **shown)
    for name, args in (
        ("record", [site.pk]),
        ("register_file", ["works.site", "csv"]),
        ("record_correct", [site.pk]),
    ):
        assert "13800000000" not in page(officer, name, *args, **shown)
    assert "13800000000" not in page(officer, "register", "works.site", **shown, sort="field-foreman")


def test_the_export_cannot_run_in_a_spreadsheet(works: SmallWorks) -> None:
    works.site("=HYPERLINK(1)", cost=5)
    exported = page(as_(works.lead), "register_file", "works.site", "csv")
    assert exported.startswith("\ufeff编号")
    assert ",'=HYPERLINK(1)," in exported
    assert ",5," in exported


def test_entering_through_the_form(works: SmallWorks) -> None:
    client, plan = as_(works.lead), works.plan()
    address = reverse("record_new", args=["works.site"])
    assert "登记：工地" in page(client, "record_new", "works.site")
    data = {"unit-of-record": works.north.pk, "title_of_site": "东桥", "plan": plan.pk, "cost": "-3", "sort": "road"}
    wrong = client.post(address, data)
    assert wrong.status_code == 422
    assert "小于下限" in wrong.content.decode()
    assert plan.label in wrong.content.decode()  # the chosen reference is still there, by name
    assert not Record.objects.filter(register="works.site").exists()
    right = client.post(address, data | {"cost": "１２"})
    made = Record.objects.get(register="works.site")
    assert right.headers["Location"] == reverse("record", args=[made.pk])
    again = client.post(address, data | {"cost": "1"}, follow=True)
    assert "已由北山旗" in again.content.decode()
    assert made.number in again.content.decode()


def test_somebody_without_a_post_to_enter_is_told_so(works: SmallWorks) -> None:
    refused = as_(works.verifier).get(reverse("record_new", args=["works.site"]))
    assert refused.status_code == 403
    assert "归口单位" in refused.content.decode()


def test_correcting_from_a_stale_tab_overwrites_nothing(works: SmallWorks, site: Record) -> None:
    client = as_(works.lead)
    address = reverse("record_correct", args=[site.pk])
    first = {"title_of_site": "东桥", "plan": site.data["plan"], "cost": "7", "reason": "改", "revision": "1"}
    assert client.post(address, first).status_code == 302
    stale = client.post(address, first | {"cost": "8"})
    assert stale.status_code == 422
    assert "造价" in stale.content.decode().partition("别人先保存了")[2][:600]
    assert Record.objects.get(pk=site.pk).data["cost"] == "7"
    assert client.post(address, first | {"revision": "x"}).status_code == 422
    assert "12,000 → 7" in page(client, "record", site.pk)


def test_moving_confirming_and_turning_down(works: SmallWorks, site: Record) -> None:
    lead, verifier = as_(works.lead), as_(works.verifier)
    begin = reverse("record_move", args=[site.pk, "start"])
    assert "施工许可证" in page(lead, "record_move", site.pk, "start")
    assert lead.post(begin, {"on": "明天", "cost": "5"}).status_code == 422
    lacking = lead.post(begin, {"on": "2022-06-20", "cost": "5"})
    assert "缺少证明" in lacking.content.decode()
    assert lead.post(begin, {"on": "2022-06-20", "cost": "5", "evidence-licence": "许字1号"}).status_code == 302
    finish = reverse("record_move", args=[site.pk, "complete"])
    assert lead.post(finish, {"on": "2022-07-20", "evidence-report": "验字1号"}).status_code == 302
    assert "待确认：竣工" in page(lead, "record", site.pk)
    settle = reverse("record_settle", args=[site.pk])
    assert lead.post(settle, {"decision": "confirm"}).status_code == 403
    assert Record.objects.get(pk=site.pk).state == "started"
    # the verifier sits in the supervision office and sees what awaits them on the first page, not the register
    assert "待确认：竣工（" in page(verifier, "home")


def test_a_waiver_is_registered_with_its_basis(works: SmallWorks) -> None:
    site = works.site("南桥", permit_ok=False)
    client = as_(works.supervisor)
    address = reverse("record_waive", args=[site.pk, "permit"])
    assert address in page(client, "record", site.pk)
    assert client.post(address, {"basis": " "}).status_code == 422
    assert client.post(address, {"basis": "某法第一条"}).status_code == 302
    assert "依据：某法第一条" in page(client, "record", site.pk)


def test_claims_are_listed_for_the_second_unit(works: SmallWorks, site: Record) -> None:
    again = {"title_of_site": site.label, "plan": site.data["plan"]}
    with pytest.raises(KeyTaken):
        create("works.site", again, unit=works.south, by=works.other_lead, at=NOW)
    assert site.number in page(as_(works.other_lead), "claims")
    shown = page(as_(works.lead), "record", site.pk)
    assert "其他单位也登记了这一项" in shown
    assert "南河县" in shown


def test_the_first_page_tells_what_is_late_and_why(works: SmallWorks, site: Record) -> None:
    move(site, "start", step=start(cost=5), by=works.lead, at=NOW)
    shown = page(as_(works.lead), "home")
    assert "逾期" in shown
    assert "2022-08-10" in shown
    assert site.number in page(as_(works.supervisor), "home")
    assert "今天没有要您办的事" in page(as_(works.other_lead), "home")


def test_lookups_find_by_name(works: SmallWorks) -> None:
    works.plan("2022年水利计划")
    assert "水利计划" in page(as_(works.planner), "register_lookup", "works.plan", q="水利")
    assert "没有找到" in page(as_(works.planner), "register_lookup", "works.plan", q="铁路")


def test_management_is_for_administrators_and_auditors(works: SmallWorks) -> None:
    for name in ("manage", "manage_units", "manage_people", "manage_audit"):
        assert as_(works.lead).get(reverse(name)).status_code == 403
        assert page(as_(works.city.admin), name)
    works.site()
    assert "东桥" in page(as_(works.city.admin), "manage_audit")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_open_in_both_languages(works: SmallWorks, site: Record, language: str) -> None:
    client = as_(works.lead)
    client.cookies["django_language"] = language
    for name, args in (
        ("home", []),
        ("registers", []),
        ("register", ["works.site"]),
        ("record", [site.pk]),
        ("record_correct", [site.pk]),
        ("record_new", ["works.site"]),
        ("record_move", [site.pk, "start"]),
        ("claims", []),
    ):
        shown = page(client, name, *args)
        assert ("Registers" in shown) is (language == "en")
    assert Version.objects.filter(record=site).count() == 1
    assert not Move.objects.exists()


def test_the_only_end_of_a_lifecycle_is_shown_as_its_aim(works: SmallWorks, site: Record) -> None:
    shown = page(as_(works.lead), "record", site.pk)
    assert shown.index("立项") < shown.index("开工") < shown.index("竣工")
