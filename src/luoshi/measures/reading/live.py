"""A generation attached in this process, with the tail: what was written since."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings

from luoshi.measures.reading import contents, feed
from luoshi.measures.reading.engine import Connection, attach, fill, open_memory, run
from luoshi.measures.reading.layout import Layout
from luoshi.measures.reading.marks import Mark, holds, is_anchored, mark_after, mark_now


class Stale(Exception):
    """The generation does not fit the database or the declarations any more."""


class Answers:
    """What was answered at one position: the registers stand still there, so the same query has the same rows."""

    MOST, MOST_ROWS = 2_000, 200

    def __init__(self, position: str) -> None:
        self.position = position
        self._kept: dict[tuple[str, str], list[tuple[Any, ...]]] = {}

    def rows(self, connection: Connection, sql: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        """The rows of a query, asked for once; long answers and answers beyond a number are not kept."""
        question = (sql, repr(values))
        kept = self._kept.get(question)
        if kept is None:
            kept = run(connection, sql, values)
            if len(kept) <= self.MOST_ROWS and len(self._kept) < self.MOST:
                self._kept[question] = kept
        return list(kept)


class Session:
    """One question's view: every query in it sees the registers exactly as at `position`."""

    def __init__(self, connection: Connection, answers: Answers) -> None:
        self._connection = connection
        self._answers: Answers | None = answers
        self.position = answers.position

    @property
    def connection(self) -> Connection:
        """For tables of this question alone; from then on its queries may ask those, so no kept answer serves."""
        self._answers = None
        return self._connection

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        if self._answers is None:
            return run(self._connection, sql, values)
        return self._answers.rows(self._connection, sql, values)


class Live:
    """An in-memory database with a generation attached, shared by the threads of a process.

    For each register there are three things: `tail.t` holds the records written since, `seen.t` their ids
    (erased ones too), and the view `now.t` is the base without the seen ones, and the tail.
    Without a generation the records themselves are read into memory; slower to open, the same to ask.
    """

    def __init__(self, generation: Path | None, layouts: Sequence[Layout]) -> None:
        self.generation = generation
        self._layouts = {layout.register: layout for layout in layouts}
        self._lock = Lock()
        self._root = open_memory()
        self._mark = self._attach_base(generation) if generation else self._load_records()
        self._base_rows = self._make_views()
        self._tail_rows = 0
        self._answers = Answers(self._mark.position)

    def fits(self, layouts: Sequence[Layout]) -> bool:
        """Whether the tables are those the declarations ask for now."""
        hashes = {register: layout.hash for register, layout in self._layouts.items()}
        return all(hashes.get(layout.register) == layout.hash for layout in layouts)

    def tail_is_long(self) -> bool:
        """Whether a new generation would pay: many changes, or many for the size of the base."""
        most, share = settings.READING["tail_rows"], settings.READING["tail_share"]
        return bool(self._tail_rows > max(min(most, self._base_rows * share), most / 20))

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Catch up with the change log, then hold that state for the length of a question. A few milliseconds.

        Raises `Stale` when the database is not the one it was read from.
        """
        with self._lock:
            self._catch_up()
            cursor = self._root.cursor()
            cursor.begin()
            run(cursor, "SELECT count(*) FROM seen.touched_")  # only a first read fixes what a transaction sees
            if self._answers.position != self._mark.position:
                self._answers = Answers(self._mark.position)
            answers = self._answers
        try:
            yield Session(cursor, answers)
        finally:
            cursor.close()

    def close(self) -> None:
        """Let go of the generation's file; other threads must be done with it."""
        self._root.close()

    def _attach_base(self, generation: Path) -> Mark:
        attach(self._root, generation, "base", read_only=True)
        mark = contents.mark_of(self._root, "base")
        hashes = contents.hashes_of(self._root, "base")
        if any(hashes.get(layout.register) != layout.hash for layout in self._layouts.values()):
            raise Stale("declared anew")
        if not holds(mark):
            raise Stale("of another state of the database")
        return mark

    def _load_records(self) -> Mark:
        run(self._root, "ATTACH ':memory:' AS base")
        mark = mark_now()
        for layout in self._layouts.values():
            contents.load(self._root, "base", layout)
        return mark

    def _make_views(self) -> int:
        """Tail, seen and view of every register; answers how many rows the base has."""
        total = 0
        for schema in ("tail", "seen", "now"):
            run(self._root, fill("CREATE SCHEMA {schema}", schema=schema))
        run(self._root, "CREATE TABLE seen.touched_ (x INT)")
        for layout in self._layouts.values():
            names = {name: f"{name}.{layout.table}" for name in ("base", "tail", "seen", "now")}
            contents.create(self._root, "tail", layout)
            run(self._root, fill("CREATE TABLE {seen} (record BIGINT)", **names))
            view = (
                "CREATE VIEW {now} AS SELECT * FROM {base} WHERE record NOT IN (SELECT record FROM {seen})"
                " UNION ALL SELECT * FROM {tail}"
            )
            run(self._root, fill(view, **names))
            ((rows,),) = run(self._root, fill("SELECT count(*) FROM {base}", **names))
            total += rows
        return total

    def _catch_up(self) -> None:
        if not is_anchored(self._mark):
            raise Stale("of another state of the database")
        now = mark_after(self._mark)
        if now is self._mark:
            return
        changes = feed.changes(self._mark.position, now.position)
        if changes.num_rows:
            contents.with_rows(self._root, changes, "CREATE OR REPLACE TEMP TABLE changes AS " + contents.LATEST)
            self._root.begin()
            self._tail_rows = sum(self._apply(layout) for layout in self._layouts.values())
            self._root.commit()
        self._mark = now

    def _apply(self, layout: Layout) -> int:
        """Put the changes of one register into its tail; answers how many records are in it now."""
        names = {name: f"{name}.{layout.table}" for name in ("tail", "seen")}
        for name in names.values():
            old = "DELETE FROM {t} WHERE record IN (SELECT record FROM changes WHERE register = ?)"
            run(self._root, fill(old, t=name), [layout.register])
        added = "INSERT INTO {seen} SELECT record FROM changes WHERE register = ?"
        run(self._root, fill(added, **names), [layout.register])
        raw = "WITH raw AS (SELECT * FROM changes WHERE register = ? AND kind <> ?) "
        statement = fill("INSERT INTO {tail} ", **names) + raw + layout.select
        run(self._root, statement, [layout.register, feed.ERASED])
        ((rows,),) = run(self._root, fill("SELECT count(*) FROM {seen}", **names))
        return int(rows)
