"""Many records corrected together: previewed one by one, done as a job, refused one by one, taken back."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.jobs.models import Job
from luoshi.jobs.testing import drain
from luoshi.registers.actions import bulk as acts
from luoshi.registers.actions import correct
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_registers import as_

SITE = "works.site"
ADDRESS = "/registers/works.site/bulk/"


@pytest.fixture
def sites(works: SmallWorks) -> list[Record]:
    plan = works.plan()
    return [works.site(f"工地{number}", plan=plan, cost=number, sort="road") for number in range(4)]


def previewed(client: Client, fields: dict[str, object]) -> tuple[str, dict[str, object]]:
    """The preview, and the form that does it."""
    html = client.post(ADDRESS, fields).content.decode()
    found = re.search(r'name="previewed" value="([^"]*)"', html)
    return html, {**fields, "step": "do", "previewed": found.group(1) if found else ""}


def test_one_value_for_many_with_preview_progress_and_way_back(works: SmallWorks, sites: list[Record]) -> None:
    client = as_(works.lead)
    rows = [str(site.pk) for site in sites]
    chosen = client.get(ADDRESS, {"row": rows, "list": "sort=label"}).content.decode()
    assert "共 4 条" in chosen
    assert "工地名称" not in re.findall(r"<option[^>]*>([^<]*)", chosen)  # the key is nothing for many
    boxes = client.get(ADDRESS, {"row": rows, "field": "sort"}).content.decode()
    assert "一律改为" in boxes
    correct(sites[0], {"sort": "water"}, reason="改", by=works.lead, at=NOW)
    html, form = previewed(client, {"row": rows, "field": "sort", "sort": "water", "reason": "重新归类"})
    assert "3 条将更正，1 条已是此值，0 条不能更正" in html
    assert not Job.objects.filter(kind=acts.KIND).exists()  # nothing is written before it is confirmed
    correct(Record.objects.get(pk=sites[1].pk), {"cost": 77}, reason="改", by=works.lead, at=NOW)
    done = client.post(ADDRESS, form)
    drain(at=NOW)
    shown = client.get(done.headers["Location"]).content.decode()
    assert "更正了 2 条，1 条没有更正" in shown
    assert "预览之后已有人改动" in shown
    kinds = [Record.objects.get(pk=site.pk).data["sort"] for site in sites]
    assert kinds == ["water", "road", "water", "water"]
    assert Record.objects.get(pk=sites[2].pk).versions.get(revision=2).reason == "重新归类"
    job = Job.objects.get(kind=acts.KIND)
    correct(Record.objects.get(pk=sites[3].pk), {"sort": ""}, reason="改", by=works.lead, at=NOW)
    back = client.post(reverse("bulk_undo", args=[job.pk]))
    drain(at=NOW)
    assert "改回了 1 条，1 条之后已被改动" in client.get(back.headers["Location"]).content.decode()
    assert [Record.objects.get(pk=site.pk).data.get("sort") for site in sites] == ["water", "road", "road", None]
    again = client.post(reverse("bulk_undo", args=[job.pk]))
    assert again.headers["Location"] == back.headers["Location"]  # taken back once
    assert "撤销，把这" not in client.get(reverse("bulk_outcome", args=[job.pk])).content.decode()


def test_what_would_be_refused_is_told_before(works: SmallWorks, sites: list[Record]) -> None:
    client = as_(works.lead)
    rows = [str(site.pk) for site in sites]
    wrong, _form = previewed(client, {"row": rows, "field": "cost", "cost": "-1", "reason": "核对"})
    assert "0 条将更正，0 条已是此值，4 条不能更正" in wrong
    assert "小于下限" in wrong
    assert "更正这" not in wrong
    unmoved, form = previewed(client, {"row": rows, "field": "cost", "cost": "-1", "reason": "核对"})
    assert client.post(ADDRESS, form).status_code == 422
    lacking = client.post(ADDRESS, {"row": rows, "field": "cost", "cost": "3", "reason": " "})
    assert lacking.status_code == 422
    assert not Job.objects.filter(kind=acts.KIND).exists()
    assert "小于下限" in unmoved


def test_all_that_was_found_is_meant_when_so_asked(
    works: SmallWorks, sites: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_(works.lead)
    none = client.get(ADDRESS, {"list": "q=工地1"}).content.decode()
    assert "没有选中记录" in none
    assert "对全部找到的 1 条办理" in none
    html, _form = previewed(client, {"found": "1", "list": "q=工地1", "field": "cost", "cost": "9", "reason": "核对"})
    assert "1 条将更正" in html
    monkeypatch.setattr(acts, "MOST", 2)
    refused = client.get(ADDRESS, {"row": [str(site.pk) for site in sites]})
    assert refused.status_code == 409
    assert "一次最多更正 2 条" in refused.content.decode()


def test_rows_and_outcomes_of_others_are_not_touched_or_told(works: SmallWorks, sites: list[Record]) -> None:
    stranger = as_(works.other_lead)
    html = stranger.get(ADDRESS, {"row": [str(site.pk) for site in sites], "field": "cost"}).content.decode()
    assert "没有选中记录" in html
    assert "工地1" not in html
    client = as_(works.lead)
    rows = [str(site.pk) for site in sites]
    _html, form = previewed(client, {"row": rows, "field": "cost", "cost": "9", "reason": "核对"})
    done = client.post(ADDRESS, form)
    drain(at=NOW)
    job = Job.objects.get(kind=acts.KIND)
    assert stranger.get(done.headers["Location"]).status_code == 409
    assert as_(works.city.admin).post(reverse("bulk_undo", args=[job.pk])).status_code == 409


def test_nobody_is_stopped_by_the_pages_of_bulk_correction(works: SmallWorks, sites: list[Record]) -> None:
    client = as_(works.lead)
    rows = [str(site.pk) for site in sites]
    pages = [
        client.get(ADDRESS),
        client.get(ADDRESS, {"row": rows}),
        client.get(ADDRESS, {"row": rows, "field": "cost"}),
        client.post(ADDRESS, {"row": rows, "field": "cost", "cost": "9", "reason": "核对"}),
    ]
    assert [barriers(Page(each.content.decode())) for each in pages] == [[]] * 4
