"""What people type into addresses and hidden boxes by hand: nothing breaks, and nothing is told or kept."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.urls import reverse

from luoshi.api.listing import _value
from luoshi.packs.incoming import contents_of
from luoshi.packs.load import load_contents
from luoshi.registers.actions import comment
from luoshi.registers.models import UsualView
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.refusals import Refused
from luoshi.web.tests.test_registers import as_, page

SITE = "works.site"
HUGE = "9223372036854775808"


@pytest.mark.parametrize("typed", ["true", "false", "x", "-1", HUGE, "9" * 5000])
def test_a_filter_that_cannot_be_is_not_asked_for(works: SmallWorks, typed: str) -> None:
    works.site("东桥")
    client = as_(works.lead)
    assert "东桥" in page(client, "register", SITE, **{"field-plan": typed})
    kept = client.post(reverse("view_save", args=[SITE]), {"title": "怪视图", "query": f"field-plan={typed}"})
    assert kept.status_code == 302
    assert "怪视图" in page(client, "views", SITE)
    assert client.get(kept.headers["Location"]).status_code == 200


def test_a_record_number_the_database_has_not_is_no_record(works: SmallWorks) -> None:
    assert as_(works.lead).get(f"/records/{HUGE}/").status_code == 404


def test_a_preview_with_numbers_of_no_record_changes_nothing(works: SmallWorks) -> None:
    site = works.site("东桥", cost=1)
    sent = {
        "row": site.pk,
        "field": "cost",
        "cost": "2",
        "reason": "改",
        "step": "do",
        "previewed": "9" * 5000 + ".1",
    }
    assert as_(works.lead).post(reverse("register_bulk", args=[SITE]), sent).status_code in (302, 422)
    site.refresh_from_db()
    assert site.data["cost"] == "1"


def test_a_register_opens_only_with_views_of_its_own(works: SmallWorks) -> None:
    client = as_(works.lead)
    client.post(reverse("view_save", args=[SITE]), {"title": "我的", "query": "sort=label"})
    view = page(client, "views", SITE).split("/registers/views/")[1].split("/")[0]
    assert client.post(reverse("view_choose", args=["zz.zz"]), {"view": ""}).status_code == 409
    assert client.post(reverse("view_choose", args=["works.task"]), {"view": view}).status_code in (409, 422)
    assert not UsualView.objects.exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1900-01-01", "2200-12-31"])
def test_a_day_no_calendar_has_leaves_the_page_as_it_is(works: SmallWorks, day: str) -> None:
    site = works.site("东桥", ready_on="2022-09-01")
    assert "东桥" in page(as_(works.lead), "record", site.pk, until=day)


def test_a_comment_of_somebody_else_opens_in_no_form(works: SmallWorks) -> None:
    site = works.site("东桥")
    said = comment(site, "还差一张照片", by=works.lead, at=NOW)
    assert as_(works.lead).get(reverse("comment_edit", args=[said.pk])).status_code == 200
    answer = as_(works.supervisor).get(reverse("comment_edit", args=[said.pk]))
    assert answer.status_code == 403
    assert "还差一张照片" not in answer.content.decode()


def test_nobody_follows_what_they_may_not_see_nor_learns_that_it_is_there(works: SmallWorks) -> None:
    site, stranger = works.site("东桥"), as_(works.other_lead)
    for wish in ("1", "0"):
        answers = [
            stranger.post(reverse("record_follow", args=[pk]), {"follow": wish}).status_code
            for pk in (site.pk, 999_999)
        ]
        assert answers[0] == answers[1]


def test_a_damaged_archive_is_told_as_one() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("pack.yaml", "id: small\n" * 200)
    damaged = bytearray(packed.getvalue())
    damaged[40:60] = b"\xff" * 20
    with pytest.raises(Refused, match="zip"):
        contents_of(bytes(damaged))


def test_a_version_of_five_thousand_digits_is_a_problem_with_its_place() -> None:
    loaded = load_contents("small", {"pack.yaml": f"%YAML 9.{'9' * 5000}\n---\na: b\n".encode()})
    assert any(problem.code == "LS108" and problem.line == 1 for problem in loaded.problems)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"])
def test_a_cursor_at_the_edge_of_the_calendar_is_none(moment: str) -> None:
    with pytest.raises(ValueError, match="-updated"):
        _value("-updated", moment)
