"""Every engine gives the answer of Python, for made-up expressions and records.

LUOSHI_GENERATIVE_EXAMPLES=5000 makes a longer run with new random cases; the usual run repeats the same ones.
"""

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.rules.expressions import ExpressionError, check, describe, parse, write
from luoshi.rules.expressions.nodes import NODE_KINDS, Node, walk
from tests.generative.expressions import SCOPE, any_node, questions
from tests.spec.expressions.engines import ENGINES, Engine, Python, Questions, opened

ASKED_FOR = os.environ.get("LUOSHI_GENERATIVE_EXAMPLES", "")
generated = settings(
    max_examples=int(ASKED_FOR or 60),
    derandomize=not ASKED_FOR,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
SCRAPS = [
    "(",
    ")",
    ",",
    "'",
    '"',
    " ",
    "and",
    "or",
    "not",
    "in",
    "if_(",
    "min(",
    "a",
    "1",
    "1.",
    "-",
    "=",
    "<",
    "（",
    "𠅤",
]


@pytest.fixture(params=sorted(ENGINES.keys() - {"python"}))
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with opened(request.param) as found:
        yield found


def test_every_engine_gives_the_answer_of_python(engine: Engine) -> None:
    seen: Counter[type[Node]] = Counter()
    python = Python()

    @generated
    @given(questions())
    def agree(asked: Questions) -> None:
        seen.update(type(part) for node in asked.expressions for part in walk(node))
        for row, answers, expected in zip(asked.rows, engine.answer(asked), python.answer(asked), strict=True):
            for node, answer, value in zip(asked.expressions, answers, expected, strict=True):
                assert (type(answer), answer) == (type(value), value), (write(node), row, asked.today)

    agree()
    never = [kind.__name__ for kind in NODE_KINDS if not seen[kind]]
    assert never == [], "node kinds that no made-up expression contains"


@generated
@given(any_node(4))
def test_what_is_written_reads_back_the_same(node: Node) -> None:
    again = parse(write(node))
    assert again == node
    assert check(again, SCOPE) == check(node, SCOPE)
    assert describe(node, {}, "zh")
    assert describe(node, {}, "en")


@generated
@given(st.lists(st.sampled_from(SCRAPS) | st.text(max_size=3), max_size=60).map("".join))
def test_any_text_is_read_or_refused(source: str) -> None:
    assert _read_or_refused(source)


def _read_or_refused(source: str) -> bool:
    try:
        node = parse(source)
    except ExpressionError as refused:
        return 1 <= refused.column <= len(source) + 1
    return parse(write(node)) == node
