"""What the engines promise besides the answers of the manual: errors, limits, values read back."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal, localcontext

import pytest
from sqlglot import exp

from luoshi.rules.expressions import (
    DATE,
    NUMBER,
    TEXT,
    YESNO,
    DialectName,
    ExpressionError,
    Raw,
    describe,
    evaluate,
    is_met,
    parse,
    read,
    sqlite_functions,
    to_sql,
    uses_today,
    write,
)
from luoshi.rules.expressions.nodes import NODE_KINDS, Node
from luoshi.rules.expressions.parse import MAX_DEPTH
from luoshi.rules.expressions.read import Answer
from luoshi.rules.texts import Text

DIALECTS: tuple[DialectName, ...] = ("sqlite", "postgres", "duckdb")
SCOPE = {"a": NUMBER, "b": NUMBER, "t": TEXT, "y": YESNO, "d": DATE}


def sql(source: str, dialect: DialectName = "postgres") -> str:
    return to_sql(parse(source), SCOPE, dialect=dialect, column=exp.column).sql(dialect=dialect)


@contextmanager
def frames_left(count: int) -> Iterator[None]:
    """A recursion limit that leaves so many frames from here on."""
    depth, frame = 0, sys._getframe()
    while frame := frame.f_back:  # type: ignore[assignment]  # the outermost frame has none
        depth += 1
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(depth + count)
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)


def nested(open_: str, close: str) -> str:
    """The deepest expression of one form that the parser takes."""
    return open_ * (MAX_DEPTH - 1) + "a" + close * (MAX_DEPTH - 1)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "source",
    [
        "a" + " * a" * (MAX_DEPTH - 1),
        "a" + " / a" * (MAX_DEPTH - 1),
        nested("(1 + ", ")"),
        nested("round(", ", 2)"),
        nested("max(1, ", ")"),
        nested("if_(y, 1, ", ")"),
        " + ".join(["a"] * 400),
        " and ".join(["y"] * 280),
        f"count_true({', '.join(['y'] * 400)})",
    ],
    ids=lambda source: source[:24],
)
def test_the_deepest_expressions_leave_room_on_the_stack(source: str, dialect: DialectName) -> None:
    node = parse(source)
    with frames_left(750):
        assert sql(source, dialect)
        assert write(node)
        evaluate(node, {})


def test_a_date_that_nobody_gave_is_not_guessed() -> None:
    node = parse("d < today()")
    assert uses_today(node)
    with pytest.raises(ExpressionError, match="today_missing"):
        evaluate(node, {"d": date(2022, 3, 1)})
    with pytest.raises(ExpressionError, match="today_missing"):
        sql("d < today()")


def test_sql_is_not_built_for_what_has_no_meaning() -> None:
    with pytest.raises(ExpressionError, match="unknown_name"):
        sql("missing > 1")


@pytest.mark.parametrize(
    ("source", "row"), [("a + 1", {"a": "1"}), ("y and y", {"y": 1}), ("year(d)", {"d": "2022"})]
)
def test_a_row_of_other_types_is_a_mistake_of_the_program(source: str, row: dict[str, Raw]) -> None:
    with pytest.raises(TypeError, match="not checked against this row"):
        evaluate(parse(source), row)


@pytest.mark.parametrize("raw", [1.5, datetime(2022, 3, 1, tzinfo=UTC), b"a"])
def test_floats_and_points_in_time_are_not_values(raw: Raw) -> None:
    with pytest.raises(TypeError, match="cannot use"):
        evaluate(parse("blank(a)"), {"a": raw})


def test_the_precision_of_the_thread_does_not_matter() -> None:
    with localcontext() as context:
        context.prec = 3
        assert evaluate(parse("a * 2 - b / 3"), {"a": Decimal("123456.789"), "b": 1}) == Decimal("246913.244667")


@pytest.mark.parametrize(("value", "met"), [(True, True), (False, False), (None, False)])
def test_blank_is_not_met(value: bool | None, *, met: bool) -> None:
    assert is_met(value) is met


def test_text_cannot_leave_its_quotation_marks() -> None:
    for dialect in DIALECTS:
        assert "'''; DROP TABLE record; --'" in sql("t == '''; DROP TABLE record; --'", dialect)


@pytest.mark.parametrize(
    ("answer", "wanted", "dialect", "value"),
    [
        (None, "number", "sqlite", None),
        (1500000, "number", "sqlite", Decimal("1.5")),
        (Decimal("1.5"), "number", "duckdb", Decimal("1.5")),
        (1, "yesno", "sqlite", True),
        (False, "yesno", "postgres", False),
        ("2022-03-01", "date", "sqlite", date(2022, 3, 1)),
        (date(2022, 3, 1), "date", "postgres", date(2022, 3, 1)),
        ("2022-03-01", "text", "postgres", "2022-03-01"),
    ],
)
def test_answers_are_read_as_values(answer: Answer, wanted: str, dialect: DialectName, value: object) -> None:
    kinds = {"number": NUMBER, "yesno": YESNO, "date": DATE, "text": TEXT}
    found = read(answer, kinds[wanted], dialect=dialect)
    assert (found, type(found)) == (value, type(value))


def test_a_floating_answer_is_not_read() -> None:
    with pytest.raises(TypeError, match="no answer"):
        read(1.5, NUMBER, dialect="duckdb")  # type: ignore[arg-type]  # what a wrong query would answer


def test_sqlite_turns_what_is_no_number_into_blank() -> None:
    functions: dict[str, Callable[..., object]] = {name: function for name, _, function in sqlite_functions()}
    assert [functions["luoshi_number"](raw) for raw in ("1.5", 2, 0.1, "x", "", "NaN", "Infinity", None)] == [
        *(1500000, 2000000, 100000),
        *(None, None, None, None, None),
    ]


def test_a_formula_reads_as_a_sentence() -> None:
    titles = {
        "amount": Text("合同额", "contracted amount"),
        "mode": Text("引资方式", "mode"),
        "mode.chain": Text("产业链招商", "supply chain"),
        "signed": Text("签约日期", "signing date"),
    }
    node = parse("amount >= 1000 and not (blank(signed) or mode == 'chain')")
    assert describe(node, titles, "zh") == "合同额 ≥ 1000 且 并非 （签约日期未填 或 引资方式 = 产业链招商）"
    assert (
        describe(node, titles, "en")
        == "contracted amount ≥ 1000 and not (signing date is blank or mode = supply chain)"
    )


def test_each_node_kind_is_known_to_be_one() -> None:
    assert {kind.__name__ for kind in Node.__subclasses__()} == {kind.__name__ for kind in NODE_KINDS}
