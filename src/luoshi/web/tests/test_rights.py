"""What a person may not see or overwrite, tried through the pages."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from luoshi.registers.actions import correct, move
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import NOW, SmallWorks, start
from luoshi.sheets.writing import harmless
from luoshi.web.tests.test_registers import as_, page


@pytest.fixture
def site(works: SmallWorks) -> Record:
    return works.site(cost=12_000, area=60, permit_ok=True, foreman="13800000000")


def test_pages_are_kept_by_no_cache(works: SmallWorks, client: Client) -> None:
    for browser in (as_(works.lead), client):
        assert browser.get(reverse("home")).headers["Cache-Control"] == "private, no-store"


@override_settings(ALLOWED_HOSTS=["testserver"])
def test_another_host_is_not_served(client: Client) -> None:
    assert client.get(reverse("sign_in"), headers={"host": "elsewhere.example"}).status_code == 400


def test_a_form_names_no_record_the_person_may_not_see(works: SmallWorks, site: Record) -> None:
    address = reverse("record_new", args=["works.site"])
    stranger = as_(works.other_lead).post(address, {"unit-of-record": works.south.pk, "plan": site.pk})
    assert stranger.status_code == 422
    assert "东桥" not in stranger.content.decode().replace("东桥的计划", "")


@pytest.mark.parametrize("odd", ["²", "9" * 18, "9" * 30, "9" * 5000, "٣", "-1", "x"])
def test_a_reference_nobody_could_choose_is_told(works: SmallWorks, site: Record, odd: str) -> None:
    client = as_(works.lead)
    for address in (reverse("record_new", args=["works.site"]), reverse("record_correct", args=[site.pk])):
        answer = client.post(address, {"plan": odd, "reason": "改", "revision": "1", "unit-of-record": odd})
        assert answer.status_code in (404, 422)


def test_a_hidden_field_is_not_overwritten_blindly(works: SmallWorks, site: Record) -> None:
    changes = {"foreman": "1", "reason": "改", "revision": "1"}
    refused = as_(works.officer).post(reverse("record_correct", args=[site.pk]), changes)
    assert refused.status_code == 422
    assert "不由您填写" in refused.content.decode()
    assert Record.objects.get(pk=site.pk).data["foreman"] == "13800000000"


def test_a_move_from_a_stale_tab_overwrites_nothing(works: SmallWorks, site: Record) -> None:
    client, address = as_(works.lead), reverse("record_move", args=[site.pk, "start"])
    assert 'name="revision" value="1"' in client.get(address).content.decode()
    correct(Record.objects.get(pk=site.pk), {"cost": 7}, reason="核对", by=works.lead, at=NOW)
    stale = {"on": "2022-06-15", "cost": "12000", "evidence-licence": "许字1号", "revision": "1"}
    refused = client.post(address, stale)
    assert refused.status_code == 422
    assert "采用对方的" in refused.content.decode()
    assert Record.objects.get(pk=site.pk).data["cost"] == "7"


def test_a_verifier_opens_what_awaits_them_and_nothing_else(works: SmallWorks, site: Record) -> None:
    verifier, lead = as_(works.verifier), as_(works.lead)
    assert verifier.get(reverse("record", args=[site.pk])).status_code == 404
    move(site, "start", step=start(cost=5), by=works.lead, at=NOW)
    lead.post(reverse("record_move", args=[site.pk, "complete"]), {"on": "2022-07-20", "evidence-report": "验字1号"})
    assert "验字1号" in page(verifier, "record", site.pk)
    settle = reverse("record_settle", args=[site.pk])
    verifier.post(settle, {"decision": "confirm"})
    assert Record.objects.get(pk=site.pk).state == "completed"
    assert verifier.get(reverse("record", args=[site.pk])).status_code == 404


def test_the_export_speaks_the_readers_language(works: SmallWorks, site: Record) -> None:
    client = as_(works.lead)
    client.cookies["django_language"] = "en"
    exported = page(client, "register_file", "works.site", "csv")
    assert "Site name" in exported
    assert "工地名称" not in exported
    assert "编号" not in exported


@pytest.mark.parametrize(
    "formula", ["=1+1", " =1+1", "\t=1", "\n=1", "＝1+1", "＋1", "＠SUM(1)", "\u3000=1", "-1+1", "- 1"]
)
def test_no_cell_of_an_export_runs(formula: str) -> None:
    assert harmless(formula) == f"'{formula}"


@pytest.mark.parametrize("plain", ["-1.5", "12", "甲=乙", "", "䶮𠅤", "a\n=1"])
def test_other_cells_stay_as_they_are(plain: str) -> None:
    assert harmless(plain) == plain
