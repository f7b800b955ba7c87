"""What of a form contradicts itself, so that somebody looks first: headings and units that disagree."""

from collections.abc import Iterator
from itertools import pairwise

from luoshi.rules.tables.grid import Grid, Place
from luoshi.rules.tables.reading import FormReading, Table
from luoshi.rules.tables.shape import UNITS
from luoshi.rules.tables.sorts import bare
from luoshi.rules.tables.units_said import is_unit, unit_in
from luoshi.rules.texts import Text

MOST = 20
ENOUGH = 2 / 3  # of the columns of a row, to call it a head that is repeated


def doubts(grid: Grid, reading: FormReading) -> tuple[Text, ...]:
    """What disagrees on a sheet, the first 20."""
    found = [text for table in reading.tables for text in (*_heads(grid, table), *_units(grid, table))]
    return tuple(dict.fromkeys(found))[:MOST]


def _heads(grid: Grid, table: Table) -> Iterator[Text]:
    yield from _alike(table)
    yield from _over_each_other(grid, table)
    yield from _repeated_otherwise(grid, table)


def _alike(table: Table) -> Iterator[Text]:
    """Two columns under the very same headings: nobody knows which is which."""
    seen: dict[tuple[str, ...], int] = {}
    filled = {slot.column for slot in table.slots if slot.column_path}
    for column, path in sorted(table.columns.items()):
        if column in filled and path in seen:
            one, two, words = letters(seen[path]), letters(column), "/".join(path)
            yield Text(
                f"{one}、{two} 两列的表头完全相同：{words}", f"columns {one} and {two} are headed alike: {words}"
            )
        elif column in filled:
            seen[path] = column


def _over_each_other(grid: Grid, table: Table) -> Iterator[Text]:
    """A heading and the one below it that name different units."""
    top, left, _bottom, right = table.region
    begun = min((slot.row for slot in table.slots), default=top)
    for column in range(left, right + 1):
        said = [(cell, unit_in(cell.text)) for row in range(top, begun)
                if (cell := grid.at(row, column)).place in table.headings]  # fmt: skip
        named = [(cell, unit) for cell, unit in dict.fromkeys(said) if unit]
        for (above, one), (below, two) in pairwise(named):
            if one != two and below.row == above.last_row + 1:
                where = f"{name_of(above.place)}、{name_of(below.place)}"
                yield Text(
                    f"{where} 上下表头的计量单位不一致：{one}，{two}", f"{where}: units disagree, {one} and {two}"
                )


def _repeated_otherwise(grid: Grid, table: Table) -> Iterator[Text]:
    """A head that stands once more further down, as after the end of a page, with its words in other columns."""
    top, left, bottom, right = table.region
    columns = range(left, right + 1)
    head = {column: bare(grid.at(top, column).text) for column in columns}
    known = set(head.values()) - {""}
    for row in range(top + 1, bottom + 1):
        texts = {column: bare(grid.at(row, column).text) for column in columns if grid.at(row, column).row == row}
        again = {column: text for column, text in texts.items() if text in known}
        moved = [column for column, text in again.items() if head[column] != text]
        if moved and len(known) > 1 and len(set(again.values())) >= ENOUGH * len(known):
            place = name_of((row, moved[0]))
            words, words_en = f"（{place}：{texts[moved[0]]}）", f"({place}: {texts[moved[0]]})"
            yield Text(f"第 {row} 行又是表头，但与第 {top} 行不一致{words}",
                       f"row {row} heads the table again, otherwise than row {top} {words_en}")  # fmt: skip


def _units(grid: Grid, table: Table) -> Iterator[Text]:
    """Units that stand where figures belong, and other things where units belong."""
    top, left, bottom, right = table.region
    head = range(top, min(top + 3, bottom + 1))
    of_units = [column for column in range(left, right + 1)
                if any(UNITS.fullmatch(bare(grid.at(row, column).text)) for row in head)]  # fmt: skip
    for slot in table.slots:
        text = bare(grid.at(*slot.place).text)
        if text and not text[0].isdigit() and is_unit(text):
            place = name_of(slot.place)
            yield Text(
                f"{place} 写着计量单位“{text}”，这里应是数", f"{place} holds the unit {text} where a figure belongs"
            )
    rows = {slot.row for slot in table.slots}
    for column in of_units:
        for row in sorted(rows):
            text = bare(grid.at(row, column).text)
            if text and not is_unit(text) and text not in "—-/":
                place = name_of((row, column))
                yield Text(
                    f"{place} 在计量单位列，写的却不是计量单位：{text}",
                    f"{place} stands among units and is none: {text}",
                )


def letters(column: int) -> str:
    """A column as people call it.

    >>> letters(1), letters(28)
    ('A', 'AB')
    """
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said


def name_of(place: Place) -> str:
    """A place as people call it.

    >>> name_of((3, 2))
    'B3'
    """
    return f"{letters(place[1])}{place[0]}"
