"""A sheet cut into what stands above its tables, the tables themselves, and what stands below."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.rules.tables.grid import Cell, Grid, Place, Span
from luoshi.rules.tables.marks import FOOT, NOTHING, Said, is_note, is_period, looks_titled, marks_of
from luoshi.rules.tables.sorts import ENUMERATED, VALUES, Sort, bare, sort_of


class Line(StrEnum):
    """What a row of the sheet is, looked at alone."""

    EMPTY = "empty"
    SINGLE = "single"
    MARKS = "marks"
    NOTE = "note"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Block:
    """The region of one table, and the line above it that names it alone."""

    region: Span
    caption: Said = NOTHING


@dataclass(slots=True)
class Bands:
    """What was found; `marks` by the names of `marks.HEAD`, `PLAIN` and `FOOT`."""

    title: Said = field(default_factory=Said)
    period: Said = field(default_factory=Said)
    marks: dict[str, Said] = field(default_factory=dict)
    notes: list[Said] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def bands_of(grid: Grid, *, titles: frozenset[Place] = frozenset(), notes: frozenset[Place] = frozenset()) -> Bands:
    """The bands of a sheet; `titles` and `notes` are cells of which somebody said so."""
    found = Bands()
    said = titles | notes
    width = max((cell.last_column for cell in grid.cells if cell.text), default=0)
    lines = [_line_of(filled_in(grid, row), width, said) for row in range(1, grid.height + 1)]
    top = next((row for row, line in enumerate(lines, start=1) if line is Line.BODY), grid.height + 1)
    foot = _foot_of(grid, lines, top)
    for row in range(1, top):
        _read_head(grid, row, lines[row - 1], found, notes)
    for row in range(foot, grid.height + 1):
        _read_foot(grid, row, found)
    told = next((grid.at(*place) for place in sorted(titles) if _inside(grid, place)), None)
    if told is not None:
        found.title = Said(_in_one_line(told.text), told.place)
    found.blocks = [
        block
        for stacked in _stacked(grid, lines, (top, foot, width))
        for block in _side_by_side(grid, stacked, found)
    ]
    return found


def filled_in(grid: Grid, row: int) -> list[Cell]:
    """The cells over a row that hold something, each once."""
    numbers = dict.fromkeys(grid.over[row - 1])
    return [grid.cells[number] for number in numbers if grid.cells[number].text]


def _inside(grid: Grid, place: Place) -> bool:
    return 1 <= place[0] <= grid.height and 1 <= place[1] <= grid.width


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _line_of(cells: list[Cell], width: int, said: frozenset[Place]) -> Line:
    cells = [cell for cell in cells if cell.place not in said]
    if not cells:
        return Line.EMPTY
    if _all_marks(cells):
        return Line.MARKS
    if len(cells) > 1 or cells[0].tall > 1 or width == 1:
        return Line.BODY
    if is_note(cells[0].text):
        return Line.NOTE
    return Line.SINGLE if sort_of(cells[0]) not in VALUES else Line.BODY


def _all_marks(cells: list[Cell]) -> bool:
    """Whether each cell says something of the form, is what the one before it asks for, or is its title beside."""
    found, asks, others = 0, False, 0
    for cell in cells:
        marks = marks_of(cell)
        if marks:
            found += 1
            asks = not list(marks.values())[-1].text
        elif asks or is_period(cell.text):
            asks = False
        else:
            others += 1
    return found > 0 and others <= (1 if cells[0].wide > 1 or looks_titled(cells[0].text) else 0)


def _foot_of(grid: Grid, lines: list[Line], top: int) -> int:
    """The first row of what stands below: notes and signatures, with nothing but lines of text after them."""
    foot = grid.height + 1
    for row in range(grid.height, top, -1):
        line = lines[row - 1]
        if line is Line.BODY or (line is Line.SINGLE and not _may_explain(filled_in(grid, row)[0])):
            break
        if line in (Line.MARKS, Line.NOTE):
            foot = row
    return foot


def _may_explain(cell: Cell) -> bool:
    return sort_of(cell) is Sort.LONG or ENUMERATED.match(bare(cell.text)) is not None


def _read_head(grid: Grid, row: int, line: Line, found: Bands, notes: frozenset[Place]) -> None:
    asked = ""
    for cell in filled_in(grid, row):
        if cell.row != row:
            continue
        if cell.place in notes:
            found.notes.append(Said(cell.text.strip(), cell.place))
            continue
        asked = _read_cell(cell, asked, found)


def _read_cell(cell: Cell, asked: str, found: Bands) -> str:
    """Take one cell above the tables; the name of what it asks for and does not say itself."""
    marks = marks_of(cell)
    if marks:
        _keep(marks, found)
        last, said = list(marks.items())[-1]
        return "" if said.text else last
    if is_period(cell.text):
        found.period = Said(_in_one_line(cell.text), cell.place)
        return asked
    if asked:
        found.marks[asked] = Said(_in_one_line(cell.text), cell.place)
    elif not found.title or (looks_titled(cell.text) and not looks_titled(found.title.text)):
        if found.title:
            found.notes.append(found.title)
        found.title = Said(_in_one_line(cell.text), cell.place)
    else:
        found.notes.append(Said(cell.text.strip(), cell.place))
    return ""


def _keep(marks: dict[str, Said], found: Bands) -> None:
    for name, said in marks.items():
        if not found.marks.get(name):
            found.marks[name] = said


def _read_foot(grid: Grid, row: int, found: Bands) -> None:
    asked = ""
    for cell in filled_in(grid, row):
        if cell.row != row:
            continue
        marks = {name: said for name, said in marks_of(cell).items() if name in FOOT or name not in found.marks}
        if marks:
            _keep(marks, found)
            last, said = list(marks.items())[-1]
            asked = "" if said.text else last
        elif asked:
            found.marks[asked], asked = Said(_in_one_line(cell.text), cell.place), ""
        else:
            found.notes.append(Said(cell.text.strip(), cell.place))


def _stacked(grid: Grid, lines: list[Line], bounds: tuple[int, int, int]) -> Iterator[Block]:
    """Tables one below the other: a new one begins at a line that names it, above a row of headings.

    `bounds` are the first row, the row behind the last, and the last column in which something stands.
    """
    top, foot, width = bounds
    begins, caption = top, NOTHING
    for row in range(top + 1, foot):
        if lines[row - 1] is Line.SINGLE and _heads(grid, lines, row, bounds):
            yield from _block(grid, (begins, row - 1, width), caption)
            cell = filled_in(grid, row)[0]
            begins, caption = row + 1, Said(_in_one_line(cell.text), cell.place)
    yield from _block(grid, (begins, foot - 1, width), caption)


def _heads(grid: Grid, lines: list[Line], row: int, bounds: tuple[int, int, int]) -> bool:
    """Whether a row of nothing but different labels follows, and something under it."""
    _top, foot, width = bounds
    if row + 1 >= foot or lines[row] is not Line.BODY:
        return False
    below = {grid.cells[number] for number in grid.over[row][:width]}
    sorts = [sort_of(cell) for cell in below]
    texts = {bare(cell.text) for cell in below}
    labels = all(sort in (Sort.LABEL, Sort.MIXED) for sort in sorts)
    return labels and len(texts) == len(below) > 1 and (len(below) == width or len(below) > 2)


def _block(grid: Grid, bounds: tuple[int, int, int], caption: Said) -> Iterator[Block]:
    begins, ends, width = bounds
    rows = [row for row in range(begins, ends + 1) if filled_in(grid, row)]
    if not rows:
        return
    yield Block((rows[0], 1, rows[-1], width), caption)


def _side_by_side(grid: Grid, block: Block, found: Bands) -> Iterator[Block]:
    """Tables beside each other: columns in which nothing stands lie between them, and each side has its headings.

    A column that waits to be filled has nothing in it either; then a side would be one column, or have no headings.
    """
    parts = list(_parted(grid, block.region))
    tables = [part for part in parts if _stands_alone(grid, part)]
    if len(tables) < 2 or any(part not in tables and not _is_beside(grid, part) for part in parts):
        yield block
        return
    for part in parts:
        if part in tables:
            yield Block(part, block.caption)
        else:
            found.notes += [Said(cell.text.strip(), cell.place) for cell in _held(grid, part)]


def _parted(grid: Grid, region: Span) -> Iterator[Span]:
    """Runs of columns in which something stands."""
    top, left, bottom, right = region
    begins = 0
    for column in range(left, right + 2):
        inside = column <= right and any(grid.at(row, column).text for row in range(top, bottom + 1))
        if inside and not begins:
            begins = column
        if not inside and begins:
            rows = [row for row in range(top, bottom + 1) if _held(grid, (row, begins, row, column - 1))]
            yield rows[0], begins, rows[-1], column - 1
            begins = 0


def _held(grid: Grid, region: Span) -> list[Cell]:
    """The cells of a region that hold something, each once."""
    top, left, bottom, right = region
    numbers = dict.fromkeys(
        number for row in range(top, bottom + 1) for number in grid.over[row - 1][left - 1 : right]
    )
    return [grid.cells[number] for number in numbers if grid.cells[number].text]


def _stands_alone(grid: Grid, part: Span) -> bool:
    """Whether a run of columns is a table: two columns at least, each headed in the first row."""
    top, left, _bottom, right = part
    heads = [grid.at(top, column) for column in range(left, right + 1)]
    return right > left and all(cell.text and sort_of(cell) not in VALUES for cell in heads)


def _is_beside(grid: Grid, part: Span) -> bool:
    """Whether a run of columns is a remark beside the tables."""
    return part[1] == part[3] and len(_held(grid, part)) <= 2
