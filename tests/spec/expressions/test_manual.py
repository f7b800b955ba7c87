"""Every line of the manual's tables holds on every engine, and the printed manual is the one tested."""

import pytest

from luoshi.rules.expressions import ExpressionError, check, parse
from luoshi.rules.expressions.functions import FUNCTIONS
from luoshi.rules.expressions.nodes import NODE_KINDS, walk
from tests.spec.expressions.engines import ENGINES, Questions, opened
from tests.spec.expressions.manual import CHAPTERS, PRINTED, TODAY, Line, chapter, lines, manual, record, scope, shown

SCOPE = scope()
EXAMPLES = {name: list(lines(chapter(name), "expression")) for name in CHAPTERS}
ANSWERED = {name: found for name, found in EXAMPLES.items() if "gives" in found[0].cells}
REFUSED = [line for found in EXAMPLES.values() for line in found if "says" in line.cells]


@pytest.mark.parametrize("name", ANSWERED)
@pytest.mark.parametrize("engine_name", ENGINES)
def test_each_line_gives_what_it_says(name: str, engine_name: str) -> None:
    with opened(engine_name) as engine:
        for line in ANSWERED[name]:
            asked = Questions([parse(line["expression"])], SCOPE, [record(line["record"], SCOPE)], TODAY)
            assert shown(engine.answer(asked)[0][0]) == line["gives"], dict(line.cells)


@pytest.mark.parametrize("line", REFUSED, ids=[line["expression"] for line in REFUSED])
def test_each_refusal_says_where_and_what_to_write(line: Line) -> None:
    with pytest.raises(ExpressionError) as caught:
        check(parse(line["expression"]), SCOPE)
    error = caught.value
    assert error.column == int(line["column"])
    assert line["says"] in (f"{error.reason.en} {error.remedy.en}", f"{error.reason.zh}{error.remedy.zh}")


def test_the_manual_shows_every_node_kind_and_every_function() -> None:
    sources = [line["expression"] for found in ANSWERED.values() for line in found]
    used = {type(part) for source in sources for part in walk(parse(source))}
    assert [kind.__name__ for kind in NODE_KINDS if kind not in used] == []
    assert [name for name in FUNCTIONS if not any(f"{name}(" in source for source in sources)] == []


def test_the_printed_manual_is_the_one_tested() -> None:
    assert PRINTED.read_text(encoding="utf-8") == manual(), "write it anew: python -m tests.spec.expressions"
