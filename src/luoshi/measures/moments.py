"""The registers at one moment, ready to be asked: as they are now, or as they stood when something was printed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

from luoshi.measures.asking import Asking
from luoshi.measures.compiling import Compiler
from luoshi.measures.reading import contents, feed
from luoshi.measures.reading.copy import COPY
from luoshi.measures.reading.engine import fill, quoted, run
from luoshi.measures.reading.layout import Layout, layout_of
from luoshi.measures.reading.live import Session
from luoshi.measures.units import tree_on
from luoshi.packs.catalogue import Catalogue

Answer = TypeVar("Answer")


def ask(catalogue: Catalogue, today: date, work: Callable[[Asking], Answer]) -> Answer:
    """Put questions to the registers as they are now; all questions of one call see the same moment."""
    return COPY.ask(layouts_of(catalogue), lambda session: work(as_now(catalogue, today, session)))


def layouts_of(catalogue: Catalogue) -> tuple[Layout, ...]:
    """The tables the reading copy needs for the declarations in force."""
    return tuple(layout_of(register) for register in catalogue.registers())


def as_now(catalogue: Catalogue, today: date, session: Session) -> Asking:
    """The registers as the session sees them."""
    tables = {register.ref: f"now.{layout_of(register).table}" for register in catalogue.registers()}
    return _asking(catalogue, today, session, tables)


@dataclass(frozen=True, slots=True)
class Moments:
    """Some registers at two moments side by side, by the declarations a figure was printed with.

    Where a register's table still has the layout it had, only records changed since are read from the change
    log; else all of them.
    """

    session: Session
    catalogue: Catalogue
    latest: Catalogue
    registers: Iterable[str]

    def at(self, position: str, *, today: date) -> Asking:
        """As the change log stood at a position."""
        return self._asking("then", position, today)

    def now(self, *, today: date) -> Asking:
        """As the session sees them."""
        return self._asking("today", self.session.position, today)

    def _asking(self, name: str, position: str, today: date) -> Asking:
        tables = {}
        for ref in self.registers:
            layout = layout_of(self.catalogue.register(ref))
            same = self._has_layout(layout)
            tables[ref] = f"now.{layout.table}" if same and name == "today" else f"{name}__{layout.table}"
            if not (same and name == "today"):
                self._restore(layout, tables[ref], position, whole=not same)
        return _asking(self.catalogue, today, self.session, tables)

    def _has_layout(self, layout: Layout) -> bool:
        current = [layout_of(each) for each in self.latest.registers() if each.ref == layout.register]
        return [each.hash for each in current] == [layout.hash]

    def _restore(self, layout: Layout, table: str, position: str, *, whole: bool) -> None:
        connection = self.session.connection
        names = {"then": table, "now": f"now.{layout.table}"}
        changed = None if whole else feed.changed_since(position, layout.register)
        versions = feed.rows_then(position, layout.register, changed)
        run(connection, fill("CREATE TEMP TABLE {then} (", **names) + layout.definition + ")")
        contents.with_rows(connection, versions, "CREATE OR REPLACE TEMP TABLE old_ AS " + contents.LATEST)
        if changed is not None:
            touched = list(changed.values_list("record_id", flat=True).distinct())
            kept = "INSERT INTO {then} SELECT * FROM {now} WHERE record NOT IN (SELECT unnest(?))"
            run(connection, fill(kept, **names), [touched])
        raw = "WITH raw AS (SELECT * FROM old_ WHERE kind <> ?) "
        run(connection, fill("INSERT INTO {then} ", **names) + raw + layout.select, [feed.ERASED])


def _asking(catalogue: Catalogue, today: date, session: Session, tables: dict[str, str]) -> Asking:
    named = {ref: quoted(table) for ref, table in tables.items()}
    compiler = Compiler(today, named.__getitem__, catalogue.register, cache(tree_on))
    return Asking(catalogue, session, compiler, cache(lambda naming, keys: naming(keys)))
