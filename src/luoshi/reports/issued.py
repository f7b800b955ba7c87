"""What is known of issued forms: which there are, the file made again, what changed since, and the way back."""

import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipInfo

from django.db.models import Q, QuerySet

from luoshi.org.models import Unit
from luoshi.packs.queries import current
from luoshi.registers.exhibits import seen_of
from luoshi.registers.models import Exhibit, Move, MoveStatus, Record, Version
from luoshi.reports.drafts import written_out
from luoshi.reports.filling import Address, Fillable, digest_of
from luoshi.reports.kept import kept_file
from luoshi.reports.models import Issue, IssuedFigure, Slot, Tracing
from luoshi.reports.permissions import filling_posts
from luoshi.reports.policies import refused
from luoshi.reports.sources import Place, Resolved, resolved
from luoshi.reports.values import kept, taken
from luoshi.rules.actors import Actor
from luoshi.rules.moments import CHINA
from luoshi.rules.refusals import Refused


def issues_seen(actor: Actor) -> QuerySet[Issue]:
    """Forms issued for units of the person's part of the tree, the newest first."""
    found = Issue.objects.select_related("form_file__record", "form_file__file__content", "unit").order_by("-id")
    if any(post.is_at_root for post in actor.posts):
        return found
    mine = Q(pk__in=[])
    for path in actor.paths:
        mine |= Q(unit__path__startswith=path)
    return found.filter(mine)


def issue_seen(actor: Actor, pk: int) -> Issue:
    """One issued form; refused in the same words whether it is not there or not theirs to see."""
    found = issues_seen(actor).filter(pk=pk).first()
    if found is None:
        raise refused("issue_not_visible", where=str(pk), pk=pk)
    return found


def figure_seen(actor: Actor, lineage: str) -> IssuedFigure:
    """The figure of a lineage id, with its form."""
    found = IssuedFigure.objects.select_related("issue").filter(lineage=lineage).first()
    if found is None:
        raise refused("issue_not_visible", where=lineage, pk=lineage)
    found.issue = issue_seen(actor, found.issue_id)
    return found


def found_by(issues: QuerySet[Issue], words: str) -> QuerySet[Issue]:
    """Issued forms whose title, unit or period holds every word."""
    for word in words.split()[:8]:
        issues = issues.filter(
            Q(form_file__record__label__icontains=word) | Q(unit__title__icontains=word) | Q(period__icontains=word)
        )
    return issues


def file_of(issue: Issue) -> bytes:
    """The issued file, made again from its frozen figures; refused where it does not come out the same."""
    values: dict[Address, Fillable] = {}
    trace: list[tuple[Address, str, str]] = []
    for each in issue.figures.order_by("pk"):
        trace.append(((each.sheet, each.row, each.column), each.words, each.lineage))
        value = taken(each.value)
        if value is not None:
            values[each.sheet, each.row, each.column] = value
    content = written_out(
        issue.form_file, [tuple(shape) for shape in issue.rosters], values, trace, Tracing(issue.tracing)
    )
    if digest_of(content) != issue.digest:
        raise refused("not_the_same", where=str(issue.pk))
    return content


def name_of_file(issue: Issue) -> str:
    """What the file is called: form, unit, period."""
    said = f"{issue.form_file.record.label}-{issue.unit.title}-{issue.period}"
    return "".join("_" if sign in '/\\:*?"<>|' else sign for sign in said)[:120] + f".{issue.form_file.kind}"


def zip_into(target: Path, issues: QuerySet[Issue], told: Callable[[int], None]) -> None:
    """The files of several issued forms as one zip; before each, `told` hears how many are in and may stop it.

    Each bears the moment it was issued, so the same forms make the same zip whenever they are packed.
    """
    names: dict[str, int] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for number, issue in enumerate(issues.iterator(chunk_size=50)):
            told(number)
            name = name_of_file(issue)
            names[name] = names.get(name, 0) + 1
            if names[name] > 1:
                name = f"{name[:-5]}-{names[name]}{name[-5:]}"
            at = issue.at.astimezone(CHINA)
            archive.writestr(ZipInfo(name, at.timetuple()[:6]), file_of(issue))


def zip_of(actor: Actor, batch: str) -> Path | None:
    """The zip that a job made of forms issued together, while it is kept; of who may see every one of them."""
    seen, every = issues_seen(actor).filter(batch=batch).count(), Issue.objects.filter(batch=batch).count()
    return kept_file(zip_name(batch)) if seen and seen == every else None


def zip_name(batch: str) -> str:
    """What the kept zip of forms issued together is called."""
    return f"batch-{batch}.zip"


def pdf_name(issue: Issue) -> str:
    """What the kept PDF of an issued form is called."""
    return f"issue-{issue.pk}.pdf"


@dataclass(frozen=True, slots=True)
class Entered:
    """A record behind a figure: who entered it as it was then, what came since, who signed, what proves it.

    `signed` are steps taken by others than its doers and those somebody else confirmed, `files` what lies before it.
    """

    record: Record
    pk: int
    revision: int
    version: Version | None
    since: int
    signed: tuple[Move, ...] = ()
    files: tuple[Exhibit, ...] = ()


@dataclass(frozen=True, slots=True)
class Lineage:
    """One figure of an issued form, with what it was made from and what it would be now."""

    figure: IssuedFigure
    value: Fillable
    now: Resolved
    changed: bool
    rows: tuple[Entered, ...]
    hidden: int


MOST_ROWS = 200


def lineage_of(figure: IssuedFigure, *, by: Actor, today: date) -> Lineage:
    """From a cell back to who entered what; a few queries, and one figure where it is a measure."""
    now = as_of_today(figure, by=by, today=today)
    named = [tuple(each) for each in figure.trail.get("records", [])][:MOST_ROWS]
    seen = {record.pk: record for record in seen_of(by, {pk for pk, _ in named})}
    wanted = Q(pk__in=[])
    for pk, revision in named:
        wanted |= Q(record_id=pk, revision=revision)
    versions = {each.record_id: each for each in Version.objects.filter(wanted)}
    signed, files = sign_offs(seen), evidence(seen)
    rows = tuple(
        Entered(
            seen[pk],
            pk,
            revision,
            versions.get(pk),
            seen[pk].revision - revision,
            tuple(signed.get(pk, ())),
            tuple(files.get(pk, ())),
        )
        for pk, revision in named
        if pk in seen
    )
    return Lineage(figure, taken(figure.value), now, differs(figure, now), rows, len(named) - len(rows))


def sign_offs(records: Collection[int]) -> dict[int, list[Move]]:
    """Steps of these records that somebody other than the doer took or confirmed, the oldest first. One query."""
    others = Q(strikes_off=True) | Q(settled_by__isnull=False) | Q(by_doer=False)
    found: dict[int, list[Move]] = {}
    for each in Move.objects.filter(others, record__in=records, status=MoveStatus.DONE).order_by("pk"):
        found.setdefault(each.record_id, []).append(each)
    return found


def evidence(records: Collection[int]) -> dict[int, list[Exhibit]]:
    """What lies before these records and was not withdrawn, the oldest first. One query."""
    found: dict[int, list[Exhibit]] = {}
    held = Exhibit.objects.filter(record__in=records, withdrawn_at=None).select_related("file__content")
    for each in held.order_by("pk"):
        found.setdefault(each.record_id, []).append(each)
    return found


def as_of_today(figure: IssuedFigure, *, by: Actor, today: date) -> Resolved:
    """What the same source gives now."""
    slot = Slot(source=figure.source, unit_words=str(figure.source.get("unit_words", "")))
    place = Place(figure.issue.unit, figure.issue.period, by, today, current())
    only = [pk for pk, _ in figure.trail.get("records", [])] if figure.trail.get("line") else []
    try:
        return resolved(slot, place, only=only)
    except Refused as refusal:
        return Resolved(None, refusal.reason)


def differs(figure: IssuedFigure, now: Resolved) -> bool:
    """Whether the value is another one than was issued; 12.50 and 12.5 are the same."""
    then, here = figure.value, kept(now.value)
    if "number" in then and "number" in here:
        return Decimal(then["number"]) != Decimal(here["number"])
    return bool(then != here)


def changed_since(issue: Issue, *, by: Actor, today: date) -> dict[int, Any]:
    """The figures of an issued form that would be others now, by id, with what they would be."""
    found: dict[int, Any] = {}
    for figure in issue.figures.order_by("sheet", "row", "column"):
        figure.issue = issue
        now = as_of_today(figure, by=by, today=today)
        if differs(figure, now):
            found[figure.pk] = now
    return found


def units_to_issue_for(actor: Actor) -> list[Unit]:
    """The units that the person may fill forms for: those of the own part of the tree."""
    units = Unit.objects.filter(valid_to=None).order_by("path")
    posts = filling_posts(actor)
    if not any(post.is_at_root for post in posts):
        mine = Q(pk__in=[])
        for post in posts:
            mine |= Q(path__startswith=post.unit_path)
        units = units.filter(mine)
    return list(units)
