"""`luoshi calendars publish`: the year, its entry and the job for the deadlines stand or fall together."""

from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result
from django.test import override_settings

from luoshi.audit.models import Entry
from luoshi.calendars.queries import national
from luoshi.calendars.tests.test_queries import INVENTED_2027
from luoshi.console.calendars import command
from luoshi.console.work import command as work
from luoshi.jobs.models import Job
from luoshi.jobs.testing import drain
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import Step, move
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks

AT = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)


def published(folder: Path) -> Result:
    file = folder / "notice.yaml"
    file.write_text(INVENTED_2027, encoding="utf-8")
    with override_settings(HOME=folder), patch("luoshi.console.calendars.now", return_value=AT):
        return CliRunner().invoke(command, ["publish", str(file)])


def started() -> Record:
    """A site whose limit of 40 working days runs into the year that has no notice yet."""
    works = SmallWorks(SmallCity())
    site = works.site("东桥", permit_ok=True, cost=500)
    step = Step(on=date(2026, 12, 1), evidence={"licence": "许字1号"}, values={"cost": 500})
    move(site, "start", step=step, by=works.lead, at=AT)
    return site


def test_publishing_asks_for_the_deadlines_to_be_computed_anew(db: None, tmp_path: Path) -> None:
    site = started()
    assert site.due_provisional
    told = published(tmp_path)
    job = Job.objects.get(kind="registers.redate")
    assert (told.exit_code, f"Job {job.pk} " in told.output, job.state) == (0, True, "waiting")
    with override_settings(HOME=tmp_path):
        drain(at=AT)
        clock = site.clocks.get(clock="build")
        assert (clock.calendar, clock.provisional, clock.due) == (
            national().version,
            False,
            max(site.due or date.min, national().add(date(2026, 12, 1), 40).date),
        )
        again = published(tmp_path)
    assert (again.exit_code, Job.objects.filter(kind="registers.redate").count()) == (1, 1)


def test_where_no_deadline_changes_no_job_is_asked_for(db: None, tmp_path: Path) -> None:
    SmallWorks(SmallCity())
    assert published(tmp_path).exit_code == 0
    assert not Job.objects.filter(kind="registers.redate").exists()


def test_without_the_job_nothing_is_written(db: None, tmp_path: Path) -> None:
    started()
    with patch("luoshi.registers.actions.following.enqueue", side_effect=OSError("no space")):
        assert published(tmp_path).exit_code == 1
    assert not Entry.objects.filter(act="calendars.publish").exists()


@pytest.mark.parametrize("times", [1, 3])
def test_workers_that_start_under_another_calendar_ask_once(db: None, tmp_path: Path, times: int) -> None:
    started()
    folder = tmp_path / "calendars" / "national"
    folder.mkdir(parents=True)
    (folder / "2027.yaml").write_text(INVENTED_2027, encoding="utf-8")
    with (
        override_settings(HOME=tmp_path),
        patch("luoshi.console.work.Crew.run"),
        patch("luoshi.console.work.Order.by_signals"),
        patch("luoshi.console.work.now", return_value=AT),
    ):
        for _ in range(times):
            assert CliRunner().invoke(work, ["--processes", "1"]).exit_code == 0
    assert Job.objects.filter(kind="registers.redate").count() == 1
