"""Publishing a year: in force at once, checked beside the others, in the log."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import override_settings

from luoshi.audit.models import Entry
from luoshi.calendars import queries
from luoshi.calendars.actions import publish_year
from luoshi.calendars.tests.test_queries import INVENTED_2027, LIANGSHAN_2011
from luoshi.rules.actors import operator
from luoshi.rules.refusals import Refused
from luoshi.rules.workdays import DayKind

BY, AT = operator("console:office"), datetime(2026, 11, 25, 2, 0, tzinfo=UTC)


@pytest.fixture
def home(db: None, tmp_path: Path) -> Iterator[Path]:
    """A home folder of its own, in which nothing is published yet."""
    with override_settings(HOME=tmp_path):
        yield tmp_path


def publish(text: str, name: str = queries.NATIONAL) -> None:
    publish_year(text, name=name, by=BY, at=AT)


def test_a_year_counts_as_soon_as_it_is_published(home: Path) -> None:
    before = queries.national()
    publish(INVENTED_2027)
    after = queries.national()
    assert (before.version != after.version, after.kind(date(2027, 2, 20))) == (True, DayKind.MAKE_UP_WORKDAY)
    assert (home / "calendars/national/2027.yaml").read_text(encoding="utf-8") == INVENTED_2027
    told = json.loads(Entry.objects.get(act="calendars.publish").canonical)["payload"]
    assert (told["year"], told["text"], told["before"]) == (2027, INVENTED_2027, "")


def test_an_amended_year_takes_the_place_of_the_one_before(home: Path) -> None:
    publish(INVENTED_2027)
    publish(
        INVENTED_2027 + "amendments:\n  - {title: later, number: later, issued: 2027-09-01, "
        "festivals: [{festival: mid_autumn, off: 2027-09-14..2027-09-15}]}\n"
    )
    assert queries.national().kind(date(2027, 9, 14)) is DayKind.HOLIDAY
    assert queries.national(known_on=date(2027, 8, 31)).kind(date(2027, 9, 14)) is DayKind.WORKDAY
    assert len(json.loads(Entry.objects.latest("id").canonical)["payload"]["before"]) == 64


def test_a_region_publishes_its_own(home: Path) -> None:
    publish(LIANGSHAN_2011, "liangshan")
    assert queries.regional("liangshan").kind(date(2011, 7, 26)) is DayKind.HOLIDAY


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("year: [", "national.yaml:1:"),
        (INVENTED_2027.replace("off: 2027-06-09", "off: someday"), "national.yaml:"),
        (INVENTED_2027.replace("2027-04-03..2027-04-05", "2027-04-04"), "2027.yaml:1:7"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_and_leaves_nothing(home: Path, text: str, where: str) -> None:
    with pytest.raises(Refused) as refused:
        publish(text)
    assert refused.value.code == "calendars.data"
    assert where in refused.value.where
    assert (list(home.rglob("*.yaml")), Entry.objects.count()) == ([], 0)


def test_the_same_file_again_is_told_so(home: Path) -> None:
    publish(INVENTED_2027)
    with pytest.raises(Refused, match=r"calendars\.published_already"):
        publish(INVENTED_2027)
    assert Entry.objects.filter(act="calendars.publish").count() == 1
