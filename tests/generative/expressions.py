"""Makes up well-typed expressions and records to ask them of: every node kind, every awkward value."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st

from luoshi.rules.expressions import DATE, MONEY, NUMBER, PERCENT, TEXT, YESNO, Kind, Raw, choice, nodes, reference
from luoshi.rules.expressions.nodes import Comparator, End, Node, Part
from tests.spec.expressions.engines import Questions

OPTIONS = ("scene", "chain", "龑䶮")
SCOPE = {
    "area": NUMBER,
    "people": NUMBER,
    "amount": MONEY,
    "paid": MONEY,
    "share": PERCENT,
    "signed": DATE,
    "due": DATE,
    "title": TEXT,
    "village": TEXT,
    "mode": choice(*OPTIONS),
    "former_mode": choice(*OPTIONS),
    "urgent": YESNO,
    "lead": reference("unit"),
    "unit": reference("unit"),
}
EDGE_NUMBERS = [
    Decimal(written)
    for written in (
        *("0", "1", "2", "3", "7", "10", "0.5", "0.000001", "0.000003", "0.499999", "0.666667", "1.5", "2.5"),
        *("100", "568", "1000", "999999.5", "1000000", "1000001", "999999999999", "999999999999.999999"),
        *("333333333333.333333", "500000000000", "499999999999.999999"),
    )
]
EDGE_DATES = [
    date(*day)
    for day in (
        *((1, 1, 1), (1, 12, 31), (1582, 10, 4), (1582, 10, 15), (1899, 12, 31), (1900, 2, 28), (1970, 1, 1)),
        *((2000, 2, 29), (2021, 12, 31), (2022, 2, 28), (2022, 3, 1), (2024, 2, 29), (9999, 12, 31)),
    )
]
EDGE_TEXTS = (
    "a",
    "A",
    "a ",
    "é",
    "e\u0301",
    "䶮",
    "𠅤",
    "'",
    "''",
    '"',
    "\\",
    "\\n",
    "%",
    "_",
    "null",
    "0",
    "1.0",
    "👩‍🌾",
)

sizes = st.sampled_from(EDGE_NUMBERS) | st.decimals(0, 10**12 - 1, places=6) | st.decimals(0, 100, places=6)
numbers = st.builds(lambda size, minus: -size if minus else size, sizes, st.booleans())
dates = st.sampled_from(EDGE_DATES) | st.dates()
texts = st.sampled_from(EDGE_TEXTS) | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=4)
Nodes = st.SearchStrategy[Node]

unsettled = st.builds(
    Decimal, st.sampled_from(["0.0000005", "-0.0000005", "1.23456749", "1000000000000", "-1000000000000"])
)

_VALUES: dict[Kind, st.SearchStrategy[Raw]] = {
    Kind.NUMBER: numbers | unsettled,
    Kind.MONEY: numbers | unsettled,
    Kind.PERCENT: numbers,
    Kind.DATE: dates,
    Kind.TEXT: texts | st.sampled_from(["", "\n", "\t"]),
    Kind.CHOICE: st.sampled_from(OPTIONS),
    Kind.YESNO: st.booleans(),
    Kind.REF: st.integers(1, 3) | st.just(10**12 - 1),
}
_blank = st.none()
rows = st.fixed_dictionaries({name: _blank | _VALUES[kind.kind] for name, kind in SCOPE.items()})


def questions() -> st.SearchStrategy[Questions]:
    """A handful of expressions of any kind, asked of a handful of records."""
    asked = st.lists(any_node(4), min_size=4, max_size=8)
    return st.builds(Questions, asked, st.just(SCOPE), st.lists(rows, min_size=3, max_size=6), dates)


@cache
def any_node(depth: int) -> Nodes:
    return st.one_of([node_of(kind, depth) for kind in Kind])


@cache
def node_of(kind: Kind, depth: int) -> Nodes:
    """An expression of this kind, at most so deep."""
    leaves = _leaf(kind)
    return leaves if depth == 0 else leaves | _INNER[kind](kind, depth - 1) | _choose(kind, depth - 1)


def _leaf(kind: Kind) -> Nodes:
    names = st.sampled_from([name for name, declared in SCOPE.items() if declared.kind is kind]).map(nodes.Name)
    literals: dict[Kind, Nodes] = {
        Kind.NUMBER: st.builds(nodes.NumberLiteral, sizes),
        Kind.DATE: st.builds(nodes.DateLiteral, dates) | st.builds(nodes.Today),
        Kind.TEXT: st.builds(nodes.TextLiteral, texts),
        Kind.YESNO: st.builds(nodes.YesNoLiteral, st.booleans()),
    }
    return names | literals[kind] if kind in literals else names


def _choose(kind: Kind, depth: int) -> Nodes:
    return st.builds(nodes.Choose, node_of(Kind.YESNO, depth), node_of(kind, depth), node_of(kind, depth))


def _several(operand: Nodes, least: int = 2) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(operand, min_size=least, max_size=4).map(tuple)


def _quantity(kind: Kind, depth: int) -> Nodes:
    """Numbers of any kind: a factor or divisor is always a bare number."""
    same, bare = node_of(kind, depth), node_of(Kind.NUMBER, depth)
    return st.one_of(
        st.builds(nodes.Negative, same),
        st.builds(nodes.Sum, _several(same)),
        st.builds(nodes.Product, same, bare),
        st.builds(nodes.Quotient, same, bare),
        st.builds(nodes.Absolute, same),
        st.builds(nodes.Rounded, same, st.integers(0, 6)),
        st.builds(nodes.Extreme, st.sampled_from(End), _several(same)),
    )


def _number(kind: Kind, depth: int) -> Nodes:
    day, money = node_of(Kind.DATE, depth), node_of(Kind.MONEY, depth)
    return st.one_of(
        _quantity(kind, depth),
        st.builds(nodes.Quotient, money, money),
        st.builds(nodes.CountTrue, _several(node_of(Kind.YESNO, depth), least=1)),
        st.builds(nodes.DatePart, st.sampled_from(Part), day),
        st.builds(nodes.DaysBetween, day, day),
    )


def _percent(kind: Kind, depth: int) -> Nodes:
    return _quantity(kind, depth) | st.builds(nodes.ProRata, node_of(Kind.DATE, depth))


def _date(kind: Kind, depth: int) -> Nodes:
    return st.builds(nodes.Extreme, st.sampled_from(End), _several(node_of(kind, depth)))


def _leaves_only(kind: Kind, depth: int) -> Nodes:
    return _leaf(kind)


def _condition(kind: Kind, depth: int) -> Nodes:
    condition, anything = node_of(kind, depth), any_node(depth)
    return st.one_of(
        _comparison(depth),
        _among(depth),
        st.builds(nodes.And, _several(condition)),
        st.builds(nodes.Or, _several(condition)),
        st.builds(nodes.Not, condition),
        st.builds(nodes.Blank, anything),
        st.builds(nodes.Filled, anything),
        st.builds(nodes.AllFilled, _several(anything, least=1)),
    )


def _comparison(depth: int) -> Nodes:
    same = st.sampled_from([Comparator.EQUAL, Comparator.UNEQUAL])
    ordered = (Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.DATE)
    pairs = [
        st.builds(nodes.Comparison, side, st.sampled_from(Comparator) if kind in ordered else same, side)
        for kind in Kind
        for side in [node_of(kind, depth)]
    ]
    option = st.sampled_from(OPTIONS).map(nodes.TextLiteral)
    with_option = st.builds(nodes.Comparison, node_of(Kind.CHOICE, depth), same, option)
    with_number = st.builds(
        nodes.Comparison,
        node_of(Kind.MONEY, depth),
        st.sampled_from(Comparator),
        st.builds(nodes.NumberLiteral, sizes),
    )
    return st.one_of([*pairs, with_option, with_number])


def _among(depth: int) -> Nodes:
    members: dict[Kind, st.SearchStrategy[nodes.Literal]] = {
        Kind.NUMBER: st.builds(nodes.NumberLiteral, numbers.filter(lambda number: not _is_negative_zero(number))),
        Kind.DATE: st.builds(nodes.DateLiteral, dates),
        Kind.TEXT: st.builds(nodes.TextLiteral, texts),
        Kind.CHOICE: st.builds(nodes.TextLiteral, st.sampled_from(OPTIONS)),
        Kind.YESNO: st.builds(nodes.YesNoLiteral, st.booleans()),
    }
    return st.one_of(
        [
            st.builds(nodes.Among, node_of(kind, depth), st.lists(member, min_size=1, max_size=3).map(tuple))
            for kind, member in members.items()
        ]
    )


def _is_negative_zero(number: Decimal) -> bool:
    return number.is_zero() and number.is_signed()


_INNER: dict[Kind, Callable[[Kind, int], Nodes]] = {
    Kind.NUMBER: _number,
    Kind.MONEY: _quantity,
    Kind.PERCENT: _percent,
    Kind.DATE: _date,
    Kind.TEXT: _leaves_only,
    Kind.CHOICE: _leaves_only,
    Kind.YESNO: _condition,
    Kind.REF: _leaves_only,
}
