"""管理 → 日历: which deadlines an older calendar gave, what a newer one would change, and the button that does it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.audit.tests.lifting import an_act
from luoshi.calendars.queries import national
from luoshi.jobs.models import Job
from luoshi.jobs.testing import drain
from luoshi.registers.actions.following import Foreseen, foreseen, left_behind
from luoshi.registers.models import Clock, Record
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.registers.tests.test_redating import LATER, before_the_notice, calendar_of, started
from luoshi.rules.actors import Role
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_costs import asked as cost
from luoshi.web.tests.test_registers import as_, page

BUTTON = 'href="/manage/calendar/redate/"'


@pytest.fixture
def admin(works: SmallWorks) -> Client:
    """A browser of the city's administrator."""
    return as_(works.city.admin)


def outdated_sites(works: SmallWorks, many: int = 2) -> list[Record]:
    """Sites whose limit was computed before the notice of 2023; each moves later."""
    with calendar_of(before_the_notice()):
        return [started(works, date(2022, 11, 25), f"工地{number}") for number in range(many)]


def test_without_outdated_deadlines_the_page_says_so_and_offers_nothing(admin: Client) -> None:
    shown = page(admin, "manage_calendar")
    assert "没有要重算的期限" in shown
    assert BUTTON not in shown


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_opens_in_both_languages_without_barriers(works: SmallWorks, admin: Client, language: str) -> None:
    outdated_sites(works)
    admin.cookies["django_language"] = language
    for name in ("manage_calendar", "manage_redate"):
        assert barriers(Page(page(admin, name))) == []


def test_what_would_move_is_shown_by_register_and_by_days_before_anything_is_written(
    works: SmallWorks, admin: Client
) -> None:
    sites = outdated_sites(works)
    due = sites[0].due
    assert due is not None
    days = (national().add(date(2022, 11, 25), 40).date - due).days
    assert foreseen() == {"works.site": Foreseen(later=2, kept=0, settled=0, days={days: 2})}
    shown = page(admin, "manage_calendar")
    assert before_the_notice().version in shown
    heading, _, rows = shown.partition("顺延多少天")
    assert (heading != "", f"{days}" in rows.partition("</section>")[0]) == (True, True)
    assert BUTTON in shown
    assert not Clock.objects.filter(calendar=national().version, clock="build").exists()


def test_the_administrator_asks_for_the_job_and_follows_it(works: SmallWorks, admin: Client) -> None:
    outdated_sites(works)
    assert "2 个期限顺延" in page(admin, "manage_redate")
    answer = admin.post(reverse("manage_redate"))
    job = Job.objects.get(kind="registers.redate")
    assert (answer.status_code, answer["Location"]) == (302, reverse("job", args=[job.pk]))
    assert reverse("job", args=[job.pk]) in page(admin, "manage_calendar")
    admin.post(reverse("manage_redate"))
    assert Job.objects.filter(kind="registers.redate").count() == 1
    drain(at=LATER)
    assert "2 个期限顺延" in page(admin, "job", job.pk)
    assert (foreseen(), left_behind()) == ({}, 0)
    assert admin.post(reverse("manage_redate")).status_code == 422


def test_the_health_page_hints_until_the_job_is_asked_for(works: SmallWorks, admin: Client) -> None:
    hint = "个期限还按旧日历计算"
    assert hint not in page(admin, "manage_health")
    outdated_sites(works)
    assert f"2 {hint}" in page(admin, "manage_health")
    assert f"2 {hint}" in page(admin, "manage")
    admin.post(reverse("manage_redate"))
    assert hint not in page(admin, "manage_health")


def test_a_cancelled_job_leaves_the_hint(works: SmallWorks, admin: Client) -> None:
    outdated_sites(works)
    admin.post(reverse("manage_redate"))
    job = Job.objects.get(kind="registers.redate")
    admin.post(reverse("job_cancel", args=[job.pk]))
    assert (left_behind(), BUTTON in page(admin, "manage_calendar")) == (2, True)


def test_who_audits_sees_it_and_who_administers_a_county_asks_for_nothing(works: SmallWorks) -> None:
    outdated_sites(works)
    for actor in (works.city.actor(Role.AUDITOR, "city"), works.city.actor(Role.ADMINISTRATOR, "north")):
        client = as_(actor)
        assert BUTTON not in page(client, "manage_calendar")
        assert client.post(reverse("manage_redate")).status_code == 403
    assert as_(works.lead).get(reverse("manage_calendar")).status_code == 403
    assert not Job.objects.filter(kind="registers.redate").exists()


def test_a_thousand_cost_as_many_queries_as_one(works: SmallWorks, admin: Client) -> None:
    outdated_sites(works, 1)
    few = cost(admin, reverse("manage_calendar"))
    with an_act():
        clock = Clock.objects.get(clock="build")
        Clock.objects.bulk_create(
            Clock(
                county=clock.county,
                record=clock.record,
                clock=f"build{number}",
                started_on=clock.started_on,
                working_days=clock.working_days,
                due=clock.due,
                provisional=clock.provisional,
                calendar=clock.calendar,
            )
            for number in range(999)
        )
    assert cost(admin, reverse("manage_calendar")) <= few
