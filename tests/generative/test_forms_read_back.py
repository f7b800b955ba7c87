"""A form made from known paths, drawn as a sheet, says the same paths when it is read."""

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.rules.tables.grid import Span, grid_of
from luoshi.rules.tables.reading import read_form

GROUPS = ("人口情况", "土地情况", "住房情况", "产业情况", "收入情况")
LEAVES = ("总数", "上年数", "本地", "外地", "在册", "新增", "减少")
VILLAGES = ("东桥村", "西沟村", "柳树营子村", "泉村", "白音村", "石门村")
UNITS = ("人", "户", "亩", "万元")

Group = tuple[str, list[str], str]


@st.composite
def headings(draw: st.DrawFn) -> list[Group]:
    """Groups of columns: a name, what lies below it (perhaps nothing), a unit."""
    names = draw(st.lists(st.sampled_from(GROUPS), min_size=2, max_size=4, unique=True))
    found = []
    for name in names:
        below = draw(st.lists(st.sampled_from(LEAVES), min_size=0, max_size=3, unique=True))
        found.append((name, below if len(below) > 1 else [], draw(st.sampled_from(UNITS))))
    return found


def sheet(groups: list[Group], villages: list[str], title: str) -> tuple[list[list[str]], list[Span], list[str]]:
    """Rows and spans of the sheet, and the words of each slot of a row without the village."""
    deep = 2 if any(below for _name, below, _unit in groups) else 1
    first, second, paths = ["村名"], [""], []
    spans: list[Span] = [(2, 1, 1 + deep, 1)] if deep > 1 else []
    for name, below, unit in groups:
        column = len(first) + 1
        first += [f"{name}（{unit}）", *[""] * (max(1, len(below)) - 1)]
        second += below or [""]
        paths += [f"{name}/{leaf}" for leaf in below] or [name]
        if len(below) > 1:
            spans.append((2, column, 2, column + len(below) - 1))
        elif deep > 1:
            spans.append((2, column, 3, column))
    width = len(first)
    head = [first, second][:deep]
    body = [[village, *[""] * (width - 1)] for village in villages]
    return [[title, *[""] * (width - 1)], *head, *body], [(1, 1, 1, width), *spans], paths


@settings(max_examples=60, deadline=None)
@given(headings(), st.lists(st.sampled_from(VILLAGES), min_size=2, max_size=6, unique=True))
def test_paths_come_back(groups: list[Group], villages: list[str]) -> None:
    rows, spans, paths = sheet(groups, villages, "农村情况统计表")
    reading = read_form(grid_of(rows, spans))
    (table,) = reading.tables
    assert reading.title.text == "农村情况统计表"
    assert [slot.words for slot in table.slots] == [f"{village}/{path}" for village in villages for path in paths]
    units = [unit for _name, below, unit in groups for _leaf in below or [""]]
    assert [slot.unit for slot in table.slots] == units * len(villages)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.sampled_from(["", "合计", "3", "（人）", "其中：女", "一、", "单位：", "注：", "□"]),
                         min_size=1, max_size=5), min_size=1, max_size=6),
       st.lists(st.tuples(*[st.integers(0, 6)] * 4), max_size=4))  # fmt: skip
def test_any_sheet_is_read(rows: list[list[str]], spans: list[Span]) -> None:
    grid = grid_of(rows, spans)
    reading = read_form(grid)
    for table in reading.tables:
        assert {slot.place for slot in table.slots}.isdisjoint(
            table.headings - {slot.place for slot in table.slots if slot.repeats}
        )
        assert all(1 <= slot.row <= grid.height and 1 <= slot.column <= grid.width for slot in table.slots)
