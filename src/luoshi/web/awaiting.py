"""Jobs in words: lines of a list, its filters, the facts of one."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from luoshi.jobs.kinds import kind_of, kinds
from luoshi.jobs.models import OPEN_STATES, Job, JobQuerySet, JobState
from luoshi.jobs.permissions import can_change
from luoshi.jobs.policies import can_cancel, can_retry
from luoshi.jobs.queries import lately
from luoshi.rules.actors import OPERATOR_ID, Actor
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import Filter, FilterBar, Option
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.components.waiting import Advance, JobLine
from luoshi.web.wording import say

TONES = {
    JobState.WAITING: Tone.GREY,
    JobState.RUNNING: Tone.BLUE,
    JobState.DONE: Tone.GREEN,
    JobState.FAILED: Tone.RED,
    JobState.CANCELLED: Tone.GREY,
}
TARGET = "results"
LATELY = 5


def lines_of(actor: Actor, jobs: Iterable[Job]) -> tuple[JobLine, ...]:
    """Jobs as this person sees them. No query."""
    return tuple(line_of(actor, job) for job in jobs)


def line_of(actor: Actor, job: Job) -> JobLine:
    """One job, with the acts this person may do on it now."""
    state, mine = JobState(job.state), can_change(actor, job)
    return JobLine(
        number=job.pk,
        title=title_of(job),
        href=reverse("job", args=[job.pk]),
        state=Light(TONES[state], say(state.label), badge=True),
        who=who_asked(job),
        when=moment(job.asked_at),
        advance=_advance(job),
        told=_said(job.error, "reason_") or _said(job.outcome),
        remedy=_said(job.error, "remedy_"),
        result=str(job.outcome.get("href", "")),
        retry=reverse("job_retry", args=[job.pk]) if mine and can_retry(job) else "",
        cancel=reverse("job_cancel", args=[job.pk]) if mine and can_cancel(job) else "",
    )


def lately_of(actor: Actor, at: datetime) -> Table | None:
    """What the system does or did for a person within the last day; nothing if there is nothing. 1 query."""
    found = list(lately(actor, since=at - timedelta(days=1))[:LATELY])
    if not found:
        return None
    columns = (Column(_("任务")), Column(_("状态"), ColumnKind.LIGHT), Column(_("结果")))
    rows = tuple(
        Row(
            (
                Cell(line.title, line.href, line.when),
                Cell(light=line.state),
                Cell(line.told or (line.advance.text if line.advance else ""), line.result, line.remedy),
            )
        )
        for line in lines_of(actor, found)
    )
    return Table(columns, rows, Empty(""), spare=True)


def title_of(job: Job) -> str:
    """What the job does, in words; a kind that is gone shows its name."""
    kind = kind_of(job.kind)
    return say(kind.title) if kind else job.kind


def who_asked(job: Job) -> str:
    """The person who asked; for what nobody asked, the program at the server that did."""
    return _("系统自动") if job.asked_by == OPERATOR_ID else job.asked_name


def moment(at: datetime | None) -> str:
    """A moment to the minute, or nothing."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def _advance(job: Job) -> Advance | None:
    note = _said(job.progress_note) if job.state in OPEN_STATES else ""
    if job.state == JobState.WAITING and job.run_after is not None:
        return Advance(0, 0, "", _("等到 %(moment)s") % {"moment": moment(job.run_after)}, going=False)
    if job.progress_of:
        done, of = job.progress_done, job.progress_of
        return Advance(done, of, f"{done:,} / {of:,}", note)
    return Advance(0, 0, "", note) if job.state == JobState.RUNNING else None


def _said(kept: Mapping[str, object], name: str = "") -> str:
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return str(kept.get(f"{name}{language}", ""))


def narrowed(jobs: JobQuerySet, asked: Mapping[str, str]) -> JobQuerySet:
    """The jobs somebody looks for: by state, by kind, by number or by who asked."""
    words = asked.get("q", "").replace("\x00", "").strip()[:80]
    if asked.get("state") in set(JobState):
        jobs = jobs.filter(state=asked["state"])
    if asked.get("kind") in kinds():
        jobs = jobs.filter(kind=asked["kind"])
    if words.isascii() and words.isdigit() and len(words) < 18:
        return jobs.filter(pk=int(words))
    return jobs.filter(Q(asked_name__icontains=words) | Q(key__icontains=words)) if words else jobs


def filterbar_of(asked: Mapping[str, str]) -> FilterBar:
    """Search and filters above the list."""
    states = tuple(Option(state.value, say(state.label)) for state in JobState)
    titles = sorted((say(kind.title), name) for name, kind in kinds().items())
    return FilterBar(
        action=reverse("jobs"),
        search=asked.get("q", ""),
        placeholder=_("编号、发起人"),
        filters=(
            Filter("state", _("状态"), states, asked.get("state", "")),
            Filter("kind", _("种类"), tuple(Option(name, title) for title, name in titles), asked.get("kind", "")),
        ),
        target=TARGET,
    )
