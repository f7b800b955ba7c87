"""Components as values: what they work out before anything is drawn."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation
from django.utils.formats import number_format

from luoshi.packs.declarations import Field, FieldType
from luoshi.rules.texts import Text
from luoshi.web.components.figures import Bar, Bars
from luoshi.web.components.funnels import Funnel, FunnelRate, FunnelStep
from luoshi.web.components.lists import Filter, FilterBar, Option, pager
from luoshi.web.components.tables import Cell, Column, Empty, Row, Table
from luoshi.web.components.trends import Small, Trend, TrendPoint
from luoshi.web.showing import Names, shown

STEPS = tuple(
    FunnelStep(title, count, f"/{count}/")
    for title, count in (("签约", 568), ("立项", 382), ("开工", 349), ("竣工", 156), ("投产", 148))
)
RATES = (
    FunnelRate("立项办结率", "67.25 %", 1, 0, "#"),
    FunnelRate("开工率", "61.44 %", 2, 0, "#"),
    FunnelRate("竣工率", "44.70 %", 3, 2, "#"),
    FunnelRate("投产率", "94.87 %", 4, 3, "#"),
)


def test_r082_each_rate_is_drawn_from_its_own_base() -> None:
    drawn = Funnel("", STEPS, RATES).drawn_rates
    assert [(line.of.count, line.base.count) for line in drawn] == [(382, 568), (349, 568), (156, 349), (148, 156)]
    assert [line.lane for line in drawn] == [0, 1, 0, 0]


def test_a_spare_table_leaves_out_columns_without_anything_but_never_the_first() -> None:
    columns = (Column("名称"), Column("原因"), Column("时间"))
    rows = (Row((Cell(), Cell(), Cell("今天"))), Row((Cell(), Cell(), Cell())))
    drawn = Table(columns, rows, Empty(""), spare=True)
    assert [each.title for each in drawn.shown] == ["名称", "时间"]
    assert [[cell.text for _column, cell in cells] for _row, cells in drawn.drawn] == [["", "今天"], ["", ""]]
    assert Table(columns, rows, Empty("")).shown == columns
    noted = Row((Cell(), Cell(note="重试"), Cell()))
    assert len(Table(columns, (noted,), Empty(""), spare=True).shown) == 2


def test_a_column_is_as_tall_as_its_count() -> None:
    heights = [step.height for step in Funnel("", STEPS).drawn_steps]
    assert heights[0] == max(heights)
    assert heights == sorted(heights, reverse=True)


def test_an_empty_funnel_is_drawn_flat() -> None:
    steps = (FunnelStep("签约", 0, "#"), FunnelStep("立项", 0, "#"))
    assert [step.height for step in Funnel("", steps).drawn_steps] == [0, 0]


@pytest.mark.parametrize(("of", "base"), [(0, 1), (1, 1), (5, 0), (1, -1)])
def test_a_rate_leads_from_an_earlier_step(of: int, base: int) -> None:
    with pytest.raises(ValueError, match="earlier step"):
        Funnel("", STEPS, (FunnelRate("率", "1 %", of, base, "#"),))


def test_a_row_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="1 cells under 2 columns"):
        Table((Column("a"), Column("b")), (Row((Cell("x"),)),), Empty(""))


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        (1, [1, 2, 0, 29]),
        (4, [1, 0, 3, 4, 5, 0, 29]),
        (29, [1, 0, 28, 29]),
        (99, [1, 0, 28, 29]),
        (-3, [1, 2, 0, 29]),
    ],
)
def test_a_pager_shows_ends_and_neighbours(page: int, numbers: list[int]) -> None:
    shown = pager(total=568, size=20, page=page, query={"q": "羊绒"})
    assert [link.number for link in shown.pages] == numbers
    assert all("q=%E7%BE%8A" in link.href for link in shown.pages if link.number)


def test_an_empty_list_has_one_page() -> None:
    shown = pager(total=0, size=20, page=1, query={})
    assert (shown.first, shown.last, len(shown.pages)) == (0, 0, 1)


def test_a_chip_drops_its_own_filter_only() -> None:
    states, units = (Option("filed", "立项"),), (Option("7", "东河区"),)
    bar = FilterBar("/x/", "羊绒", "", (Filter("state", "阶段", states, "filed"), Filter("unit", "单位", units, "7")))
    assert [href for _, _, href in bar.chips] == [
        "/x/?q=%E7%BE%8A%E7%BB%92&unit=7",
        "/x/?q=%E7%BE%8A%E7%BB%92&state=filed",
    ]


def test_bars_start_at_zero() -> None:
    drawn = Bars("", (Bar("a", 4, "4"), Bar("b", Fraction(1), "1"), Bar("c", 0, "0"))).drawn
    assert [(start, length) for _, start, length in drawn] == [
        ("0.00", "100.00"),
        ("0.00", "25.00"),
        ("0.00", "0.00"),
    ]


def test_what_lies_below_zero_is_drawn_to_the_left_of_it() -> None:
    bars = Bars("", (Bar("a", 30, "30"), Bar("b", -10, "−10"), Bar("c", 99, "不可见", drawn=False)))
    assert [(start, length) for _, start, length in bars.drawn[:2]] == [("25.00", "75.00"), ("0.00", "25.00")]
    assert bars.zero == "25.00"


def test_a_trend_breaks_where_a_number_is_missing_and_where_the_counting_changed() -> None:
    numbers = (4, 2, None, 8, 8)
    points = tuple(
        TrendPoint(f"{place}", "" if each is None else f"{each} 个", None if each is None else Fraction(each))
        for place, each in enumerate(numbers)
    )
    empty = Table((), (), Empty(""))
    trend = Trend("", "个", points, empty, line=True, turns=((Fraction(4), "第2版"),))
    assert [column.point.short for column in trend.columns] == ["4", "2", "8", "8"]
    assert [step[0] for step in trend.path.replace("M", " M").replace("L", " L").split()] == ["M", "L", "M", "M"]
    assert trend.drawn_turns[0].middle == "608.0"
    assert len(trend.ticks) == 5


def test_small_multiples_share_one_scale() -> None:
    points = (TrendPoint("1", "5 个", Fraction(5)),)
    small = Small("甲", "", "#", points, Fraction(0), Fraction(10))
    large = Small("乙", "", "#", (TrendPoint("1", "10 个", Fraction(10)),), Fraction(0), Fraction(10))
    assert float(large.columns[0].height) == 2 * float(small.columns[0].height)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_digits_are_grouped_by_three_in_both_languages(language: str) -> None:
    with translation.override(language):
        assert number_format("1861440.5", force_grouping=True) == "1,861,440.5"


@pytest.mark.parametrize(
    ("bounds", "unit", "wanted"),
    [
        ((2000, 2100), "", "2022"),
        ((2000, 2100), "人", "2,022"),
        ((0, 9999), "", "2,022"),
        ((None, None), "", "2,022"),
    ],
)
def test_a_year_is_no_amount(bounds: tuple[int | None, int | None], unit: str, wanted: str) -> None:
    low, high = (None if each is None else Decimal(each) for each in bounds)
    declared = Field("year", Text("年度", "Year"), FieldType.INTEGER, unit=unit, min=low, max=high)
    assert shown(declared, 2022, Names()) == wanted


def test_a_long_english_step_takes_two_lines_and_a_chinese_one_takes_one() -> None:
    steps = (
        FunnelStep("Projects in production", 148, "/a"),
        FunnelStep("投产项目数", 148, "/a"),
        FunnelStep("Projects filed", 2, "/a"),
    )
    told = [[line for _, line in drawn.lines] for drawn in Funnel("x", steps).drawn_steps]
    assert told == [["Projects in", "production"], ["投产项目数"], ["Projects filed"]]
