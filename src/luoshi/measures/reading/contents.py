"""What is inside a generation: one table per register, and the mark and layouts it was built with."""

from collections.abc import Iterable, Mapping

from luoshi.measures.reading import feed
from luoshi.measures.reading.engine import Connection, fill, run
from luoshi.measures.reading.layout import Layout
from luoshi.measures.reading.marks import Mark

LATEST = "SELECT * FROM raw QUALIFY row_number() OVER (PARTITION BY register, record ORDER BY revision DESC) = 1"


def create(connection: Connection, into: str, layout: Layout) -> None:
    """An empty table for a register."""
    run(connection, fill("CREATE TABLE {into} (", into=f"{into}.{layout.table}") + layout.definition + ")")


def load(connection: Connection, into: str, layout: Layout) -> None:
    """Fill a register's table from its current records."""
    create(connection, into, layout)
    statement = fill("INSERT INTO {into} ", into=f"{into}.{layout.table}") + layout.select
    for batch in feed.current_rows(layout.register):
        with_rows(connection, batch, statement)


def with_rows(connection: Connection, rows: object, statement: str) -> None:
    """Run a statement that reads the given Arrow rows as `raw`."""
    connection.register("raw", rows)
    try:
        run(connection, statement)
    finally:
        connection.unregister("raw")


def write_labels(connection: Connection, into: str, mark: Mark, layouts: Iterable[Layout]) -> None:
    """Note what the tables are: the mark they follow from, and the hash of each layout."""
    run(connection, fill("CREATE TABLE {t} (position TEXT, anchor TEXT, source TEXT)", t=f"{into}.mark_"))
    values = [mark.position, mark.anchor, mark.database]
    run(connection, fill("INSERT INTO {t} VALUES (?, ?, ?)", t=f"{into}.mark_"), values)
    run(connection, fill("CREATE TABLE {t} (register TEXT, hash TEXT)", t=f"{into}.layouts_"))
    for layout in layouts:
        values = [layout.register, layout.hash]
        run(connection, fill("INSERT INTO {t} VALUES (?, ?)", t=f"{into}.layouts_"), values)


def mark_of(connection: Connection, base: str) -> Mark:
    """The mark a generation was built at."""
    (row,) = run(connection, fill("SELECT position, anchor, source FROM {t}", t=f"{base}.mark_"))
    return Mark(*row)


def hashes_of(connection: Connection, base: str) -> Mapping[str, str]:
    """The layout hash of each register in a generation."""
    return dict(run(connection, fill("SELECT register, hash FROM {t}", t=f"{base}.layouts_")))
