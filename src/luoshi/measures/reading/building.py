"""Building a generation: from the records, or from the generation before and what changed since."""

import logging
from collections.abc import Sequence
from pathlib import Path

from luoshi.measures.reading import contents, feed, generations
from luoshi.measures.reading.engine import DAMAGE, Connection, attach, fill, home, open_memory, remove_spills, run
from luoshi.measures.reading.layout import Layout
from luoshi.measures.reading.marks import Mark, holds, mark_now

log = logging.getLogger(__name__)


def build(layouts: Sequence[Layout], *, replacing: Path | None, wait: bool = True) -> Path | None:
    """Build the generation that follows `replacing`; the current one if another builder was faster.

    None when `wait` is False and another builder is at work. Readers go on with the old generation
    meanwhile. Raises OSError or one of DAMAGE when the disk is full.
    """
    folder = home()
    with generations.building(folder, wait=wait) as mine:
        if not mine:
            return None
        found = generations.current(folder)
        if found is not None and found != replacing:
            return found
        remove_spills()
        part = generations.next_part(folder)
        try:
            _write(part, layouts, found)
        except DAMAGE as error:
            if found is None:
                raise
            log.warning("reading copy: %s cannot be followed (%s); building anew from the records", found.name, error)
            _write(generations.next_part(folder), layouts, None)
        return generations.publish(folder, part)


def _write(part: Path, layouts: Sequence[Layout], previous: Path | None) -> None:
    connection = open_memory()
    try:
        attach(connection, part, "fresh", read_only=False)
        mark = mark_now()
        before = _attached(connection, previous)
        if before is not None:
            _take_changes(connection, before, mark)
        same = contents.hashes_of(connection, "old") if before is not None else {}
        for layout in layouts:
            if same.get(layout.register) == layout.hash:
                _carry_over(connection, layout)
            else:
                contents.load(connection, "fresh", layout)
            _report_misfits(connection, layout)
        contents.write_labels(connection, "fresh", mark, layouts)
        run(connection, "CHECKPOINT fresh")
    finally:
        connection.close()


def _attached(connection: Connection, previous: Path | None) -> Mark | None:
    """The mark of the generation before, attached as `old`; None when it is of no use."""
    if previous is None:
        return None
    try:
        attach(connection, previous, "old", read_only=True)
        mark = contents.mark_of(connection, "old")
    except DAMAGE as error:
        log.warning("reading copy: %s cannot be read (%s); building it anew from the records", previous.name, error)
        return None
    if not holds(mark):
        log.warning("reading copy: %s belongs to another state of the database; building it anew", previous.name)
        return None
    return mark


def _take_changes(connection: Connection, before: Mark, mark: Mark) -> None:
    changes = feed.changes(before.position, mark.position)
    contents.with_rows(connection, changes, "CREATE TEMP TABLE changes AS " + contents.LATEST)


def _carry_over(connection: Connection, layout: Layout) -> None:
    """The old rows except the changed ones, then the changed ones as they are now."""
    names = {"into": f"fresh.{layout.table}", "old": f"old.{layout.table}"}
    contents.create(connection, "fresh", layout)
    kept = (
        "INSERT INTO {into} SELECT * FROM {old} WHERE record NOT IN (SELECT record FROM changes WHERE register = ?)"
    )
    run(connection, fill(kept, **names), [layout.register])
    raw = "WITH raw AS (SELECT * FROM changes WHERE register = ? AND kind <> ?) "
    statement = fill("INSERT INTO {into} ", **names) + raw + layout.select
    run(connection, statement, [layout.register, feed.ERASED])


def _report_misfits(connection: Connection, layout: Layout) -> None:
    table = f"fresh.{layout.table}"
    ((misfits,),) = run(connection, fill("SELECT coalesce(sum(misfits), 0)::BIGINT FROM {t}", t=table))
    if misfits:
        log.warning(
            "reading copy: %s values of %s do not fit their declared type and count as blank",
            misfits,
            layout.register,
        )
