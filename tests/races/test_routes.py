"""Every writing route in a race on PostgreSQL: no update is lost, no rule is broken between two who read the same."""

import inspect

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.decorators.http import require_GET

from luoshi.audit.models import Entry
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks
from tests.races.importing import IMPORTING
from tests.races.ledger import LEDGER, OF_ONE_PERSON
from tests.races.managing import MANAGING
from tests.races.meeting import together
from tests.races.scenarios import ALONE, SCENARIOS
from tests.races.signing_off import SIGNING_OFF
from tests.races.time import TIME
from tests.races.wording import WORDING

RACES = {
    **SCENARIOS,
    **SIGNING_OFF,
    **TIME,
    **LEDGER,
    **IMPORTING,
    **MANAGING,
    **WORDING,
}  # by the name of the route, behind a colon what else races there
INTERFACE = ("api/v1/", "dhis2/api/")
"""Its operations call the same acts as the pages' routes do, so each races here already."""
READS = ("@require_GET", "@require_safe")


@pytest.fixture
def works(transactional_db: None) -> SmallWorks:
    """Committed, so that every thread sees it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time; PostgreSQL shows the race")
    return SmallWorks(SmallCity())


def incoherent() -> list[str]:
    """Records whose versions, entries and present state do not tell the same story."""
    wrong = []
    for record in Record.objects.all():
        versions = list(record.versions.order_by("revision"))
        told = (
            Entry.objects.filter(subject_kind="record", subject_id=record.pk).exclude(act="registers.claim").count()
        )
        if [version.revision for version in versions] != list(range(1, record.revision + 1)):
            wrong.append(f"{record.number}: revisions {[version.revision for version in versions]}")
        if (versions[-1].data, versions[-1].state) != (record.data, record.state):
            wrong.append(f"{record.number}: its last version is not what it is")
        if told < len(versions):
            wrong.append(f"{record.number}: {told} entries for {len(versions)} versions")
    return wrong


@pytest.mark.parametrize("route", RACES)
def test_nothing_is_lost_and_nothing_is_broken(works: SmallWorks, route: str) -> None:
    race = RACES[route](works)
    met = together(race.posts)
    statuses = met.statuses
    assert met.acts > 1, "fewer than two came to an act, so nothing raced"
    done = statuses.count(302) + statuses.count(200)
    assert done in race.done, statuses
    assert set(statuses) <= {200, 302, 409, 422}
    assert race.holds()
    assert incoherent() == []


def named(patterns: list[URLPattern | URLResolver]) -> list[URLPattern]:
    found: list[URLPattern] = []
    for each in patterns:
        if str(each.pattern) in INTERFACE:
            continue
        found += named(each.url_patterns) if isinstance(each, URLResolver) else [each]
    return found


def takes_forms(pattern: URLPattern) -> bool:
    """Whether anything but reading may come to a view: all that is not declared to read."""
    source = inspect.getsource(getattr(pattern.callback, "view_class", inspect.unwrap(pattern.callback)))
    return not any(mark in source.split("def ")[0] for mark in READS)


def forgotten(patterns: list[URLPattern]) -> list[str]:
    """Writing routes that neither race nor are listed as no race."""
    known = {name.partition(":")[0] for name in RACES} | ALONE.keys() | OF_ONE_PERSON.keys()
    return [str(each.name) for each in patterns if takes_forms(each) and each.name not in known]


def test_every_writing_route_races_or_says_why_not() -> None:
    assert forgotten(named(get_resolver().url_patterns)) == []
    assert all(len(reason) > 20 for reason in ALONE.values())


def test_a_forgotten_route_is_caught() -> None:
    def writes(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    @require_GET
    def reads(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert forgotten([path("w", writes, name="new_write"), path("r", reads, name="new_read")]) == ["new_write"]
