"""Reading the source of an expression, and refusing what is not in the language."""

from decimal import Decimal

import pytest

from luoshi.rules.expressions import ExpressionError, names_in, parse
from luoshi.rules.expressions.nodes import (
    Among,
    And,
    Comparator,
    Comparison,
    Name,
    Negative,
    Not,
    NumberLiteral,
    Or,
    Product,
    Quotient,
    Sum,
    TextLiteral,
)

A, B, C = Name("a"), Name("b"), Name("c")


def refusal(source: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    return caught.value


def test_terms_of_a_sum_stay_side_by_side() -> None:
    assert parse("a - b + c") == Sum((A, Negative(B), C))
    assert parse("a - (b + c)") == Sum((A, Negative(Sum((B, C)))))


def test_products_bind_closer_than_sums_and_group_from_the_left() -> None:
    assert parse("a + b * c") == Sum((A, Product(B, C)))
    assert parse("a / b * -c") == Product(Quotient(A, B), Negative(C))


def test_and_binds_closer_than_or_and_not_takes_the_whole_comparison() -> None:
    compared = Comparison(B, Comparator.LESS, C)
    assert parse("a or not b < c and a") == Or((A, And((Not(compared), A))))


def test_a_single_equals_sign_compares() -> None:
    assert parse("a = b") == parse("a == b") == Comparison(A, Comparator.EQUAL, B)


def test_a_list_holds_values_also_negative_ones() -> None:
    assert parse("a in (1, -2)") == Among(A, (NumberLiteral(Decimal(1)), NumberLiteral(Decimal(-2))))
    assert parse("a not in ('x')") == Not(Among(A, (TextLiteral("x"),)))


def test_a_doubled_quotation_mark_stands_for_one() -> None:
    assert parse("""'it''s'""") == parse('''"it's"''') == TextLiteral("it's")
    assert parse(r"'\n'") == TextLiteral(r"\n")


def test_a_field_may_be_called_like_a_function() -> None:
    assert names_in(parse("year + year(on_signed) + year")) == ("year", "on_signed")


@pytest.mark.parametrize(
    ("source", "column", "code", "remedy"),
    [
        ("", 1, "empty", "amount >= 1000"),
        ("amount（1）", 7, "unknown_sign", "Write ("),
        ("amount ≥ 1", 8, "unknown_sign", "Write >="),
        ("a，b", 2, "unknown_sign", "Write ,"),
        ("amount > １", 10, "unknown_sign", "Write 1"),
        ("金额 > 1", 1, "unknown_sign", "by its id"),
        ("mode == “a”", 9, "unknown_sign", "Write '"),
        ("a.b", 2, "unknown_sign", "field ids alone"),
        ("lambda x: 1", 9, "unknown_sign", "field ids"),
        ("a[0]", 2, "unknown_sign", "round brackets"),
        ("9 ** 9", 3, "unknown_sign", "x * x"),
        ("rate > 67%", 10, "unknown_sign", "67.25"),
        ("'open", 1, "unknown_sign", "Close the quotation mark"),
        ("'a\x00b'", 3, "text.unwritable", "Remove it"),
        ("__import__('os')", 1, "unknown_function", "functions are"),
        ("rond(a, 1)", 1, "unknown_function", "Did you mean round?"),
        ("f'{a}'", 2, "syntax", "operator"),
        ("1e999999", 1, "number.form", "1000000"),
        ("0x10", 1, "number.form", "1000000"),
        ("1000000000000", 1, "number.range", "10^12"),
        ("0.0000001", 1, "number.range", "6 decimals"),
        ("a AND b", 3, "syntax", "Did you mean and?"),
        ("True", 1, "name.form", "Did you mean true?"),
        ("a == None", 6, "syntax", "blank(x)"),
        ("a if b else c", 3, "syntax", "if_(condition"),
        ("1 < a < 3", 7, "chained", "and"),
        ("(a", 3, "syntax", ") is expected"),
        ("a b", 3, "syntax", "operator"),
        ("+1", 1, "syntax", "operator"),
        ("a in (b)", 7, "in.member", "== and or"),
        ("a in (-'x')", 8, "in.member", "== and or"),
        ("a == ''", 6, "text.empty", "blank(x)"),
        ("date('2022-02-30')", 6, "date.form", "2022-03-01"),
        ("date('2022-W05-1')", 6, "date.form", "2022-03-01"),
        ("round(a, 7)", 10, "round.places", "0 to 6"),
        ("round(a)", 1, "function.arguments", "round(x, n)"),
        ("today(a)", 1, "function.arguments", "today()"),
        ("(" * 1000 + "a" + ")" * 999, 22, "too_deep", "several"),
        ("(" * 10_000, 2001, "too_long", "several"),
        ("-" * 1000 + "a", 22, "too_deep", "several"),
        ("not " * 400 + "a", 85, "too_deep", "several"),
        ("a" + " * a" * 400, 1599, "too_deep", "several"),
    ],
)
def test_what_is_refused_says_where_and_what_to_write(source: str, column: int, code: str, remedy: str) -> None:
    error = refusal(source)
    assert (error.column, error.code) == (column, f"expressions.{code}")
    assert remedy in error.remedy.en
    assert error.reason.zh
    assert error.remedy.zh


def test_a_sum_of_many_terms_is_not_deep() -> None:
    assert len(names_in(parse(" + ".join(f"village_{n}" for n in range(100))))) == 100
