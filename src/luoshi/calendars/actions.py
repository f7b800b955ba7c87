"""Publishing a year: the office puts the file of a new notice, or of one that was amended, into its own folder."""

import os
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from luoshi.audit.actions import Act, record, writing
from luoshi.calendars.arrangement import Arrangement
from luoshi.calendars.queries import NATIONAL, folders, local_folder, usable
from luoshi.calendars.reading import load, read_year
from luoshi.calendars.source import Source
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def publish_year(text: str, *, name: str = NATIONAL, by: Actor, at: datetime) -> Arrangement:
    """Put a year's file into the office's folder of a calendar, checked beside all other years; it counts at once.

    The file is put in place last, but before the transaction of its entry has ended: should that fail at its very
    end, the file stands without an entry, and whoever publishes it again is told that it stands there already.
    """
    source = Source(f"{name}.yaml")
    arrangement = read_year(source, text)
    if arrangement is not None:
        source = Source(f"{arrangement.year}.yaml")
        _check_beside_the_others(arrangement, text, name)
    if arrangement is None or source.problems:
        raise _unreadable(source)
    target = local_folder(name) / f"{arrangement.year}.yaml"
    before = target.read_text(encoding="utf-8") if target.is_file() else ""
    if before == text:
        raise Refused(
            "calendars.published_already",
            reason=Text(
                f"{arrangement.year} 年的这份文件已经发布。", f"This file of {arrangement.year} is published."
            ),
            remedy=Text("无须再发布。", "Nothing is left to do."),
            where=str(target),
        )
    with writing():
        facts = {"calendar": name, "year": arrangement.year, "text": text, "before": _digest(before)}
        record(Act("calendars.publish", "calendar", arrangement.year, "", facts), by=by, at=at)
        _put(target, text)
    return arrangement


def _check_beside_the_others(arrangement: Arrangement, text: str, name: str) -> None:
    """Refuse a file whose days do not fit those of the years around it."""
    with TemporaryDirectory(prefix="luoshi-calendar-") as folder:
        (Path(folder) / f"{arrangement.year}.yaml").write_text(text, encoding="utf-8")
        usable(load((*folders(name), Path(folder)), statutory=name == NATIONAL))


def _unreadable(source: Source) -> Refused:
    first = min(source.problems, key=lambda problem: problem.order)
    return Refused(
        "calendars.data",
        reason=first.message,
        remedy=first.remedy,
        where=f"{first.file}:{first.line}:{first.column}",
    )


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest() if text else ""


def _put(target: Path, text: str) -> None:
    """Whole or not at all: written beside its place, on the disk, then renamed."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(target)
