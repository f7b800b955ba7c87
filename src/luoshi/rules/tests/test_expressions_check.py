"""The types of expressions, and what has no meaning."""

import pytest

from luoshi.rules.expressions import (
    DATE,
    MONEY,
    NUMBER,
    PERCENT,
    TEXT,
    YESNO,
    ExpressionError,
    Type,
    check,
    check_as,
    choice,
    fits,
    money,
    number,
    parse,
    reference,
)

SCOPE = {
    "amount": money("万元"),
    "total": money("亿元"),
    "paid": money(),
    "land": number("亩"),
    "count": NUMBER,
    "share": PERCENT,
    "name": TEXT,
    "mode": choice("scene", "chain", "enclave"),
    "other_mode": choice("chain", "none"),
    "colour": choice("red", "green"),
    "signed": DATE,
    "urgent": YESNO,
    "lead": reference("unit"),
    "investor": reference("enterprise"),
}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("amount >= 1000", YESNO),
        ("amount + paid", money("万元")),
        ("amount / land", money("万元/亩")),
        ("amount / land * land", money("万元")),
        ("amount / paid", number("万元")),
        ("land * (amount / land)", money("万元")),
        ("amount * land", money("万元·亩")),
        ("amount / amount", NUMBER),
        ("amount * (share / 100)", money("万元")),
        ("share - 5", PERCENT),
        ("share / share", NUMBER),
        ("-round(abs(count), 2)", NUMBER),
        ("max(amount, 0)", money("万元")),
        ("min(signed, today())", DATE),
        ("year(signed)", NUMBER),
        ("days_between(signed, date('2022-03-01'))", NUMBER),
        ("if_(urgent, mode, 'scene')", choice("scene", "chain", "enclave")),
        ("if_(urgent, name, 'none')", TEXT),
        ("mode == other_mode", YESNO),
        ("mode in ('scene', 'chain') or lead == lead or urgent = true", YESNO),
        ("count_true(urgent, filled(name), all_filled(mode, lead))", NUMBER),
    ],
)
def test_the_type_found(source: str, expected: Type) -> None:
    assert check(parse(source), SCOPE) == expected


@pytest.mark.parametrize(
    ("source", "column", "code", "remedy"),
    [
        ("amout > 1", 1, "unknown_name", "Did you mean amount?"),
        ("xyzzy > 1", 1, "unknown_name", "The fields are"),
        ("mode == 'scenne'", 9, "unknown_option", "Did you mean scene?"),
        ("'lost' == mode", 1, "unknown_option", "The options are chain, enclave, scene."),
        ("mode in ('scene', 'lost')", 19, "unknown_option", "The options are"),
        ("if_(urgent, 'scene', 'lost') == mode", 1, "unknown_option", "The options are"),
        ("name + 1", 1, "type", "a number"),
        ("count + name", 9, "type", "a number"),
        ("amount > share", 8, "mixed_types", "Divide a percent by 100"),
        ("amount * share", 8, "mixed_types", "Divide a percent by 100"),
        ("amount * paid", 8, "mixed_types", "same unit"),
        ("share * share", 7, "mixed_types", "Divide"),
        ("share / amount", 7, "mixed_types", "Divide"),
        ("count / share", 7, "mixed_types", "Divide"),
        ("amount + total", 10, "mixed_types", "same unit"),
        ("amount == 'many'", 8, "mixed_types", "same kind"),
        ("mode == name", 6, "mixed_types", "same kind"),
        ("mode == colour", 6, "mixed_types", "same kind"),
        ("name < 'b'", 1, "type", "a number or a date"),
        ("urgent < true", 1, "type", "a number or a date"),
        ("lead == investor", 6, "mixed_types", "same kind"),
        ("lead == 5", 6, "mixed_types", "same kind"),
        ("signed > 2022", 8, "mixed_types", "same kind"),
        ("signed + 30", 1, "type", "a number"),
        ("count and urgent", 1, "type", "yes/no"),
        ("not count", 5, "type", "yes/no"),
        ("if_(count, 1, 2)", 5, "type", "yes/no"),
        ("if_(urgent, 1, 'a')", 1, "mixed_types", "same kind"),
        ("count_true(count)", 12, "type", "yes/no"),
        ("max(name, 'a')", 5, "type", "a number or a date"),
        ("max(count, signed)", 12, "mixed_types", "same kind"),
        ("year(count)", 6, "type", "date"),
        ("days_between(signed, count)", 22, "type", "date"),
        ("blank(nme)", 7, "unknown_name", "name"),
    ],
)
def test_what_has_no_meaning_is_refused(source: str, column: int, code: str, remedy: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check(parse(source), SCOPE)
    error = caught.value
    assert (error.column, error.code) == (column, f"expressions.{code}")
    assert remedy in error.remedy.en
    assert error.reason.zh


def test_a_rule_has_to_be_a_condition() -> None:
    with pytest.raises(ExpressionError, match="yes/no"):
        check_as(parse("amount + 1"), SCOPE, YESNO)


@pytest.mark.parametrize(
    ("actual", "wanted", "fitting"),
    [
        (money("万元/亩"), number("万元/亩"), True),
        (money("万元"), number("亿元"), False),
        (NUMBER, MONEY, True),
        (MONEY, PERCENT, False),
        (choice("a"), choice("a", "b"), True),
        (choice("a", "c"), choice("a", "b"), False),
        (Type(TEXT.kind, options=frozenset({"a"})), choice("a", "b"), True),
        (TEXT, choice("a", "b"), False),
        (choice("a"), TEXT, True),
        (YESNO, DATE, False),
    ],
)
def test_which_value_fits_where(actual: Type, wanted: Type, *, fitting: bool) -> None:
    assert fits(actual, wanted) is fitting
