"""Audits with figures of the periods beside: the reading copy's engine says what Python says."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.packs.declarations import Register
from luoshi.packs.scope import audit_scope
from luoshi.registers.tests.small_returns import written
from luoshi.rules.audits import Verdict, judge
from luoshi.rules.expressions import names_in
from tests.spec.expressions.engines import Questions, opened

AMOUNTS = st.none() | st.integers(0, 200).map(Decimal)


def herd() -> Register:
    """The return of the test's pack."""
    pack = written().pack
    assert pack is not None
    return pack.registers["herd"]


def test_both_engines_judge_alike() -> None:
    register = herd()
    conditions = [audit.condition for audit in register.audits]
    scope = audit_scope(register)
    used = sorted({name for node in conditions for name in names_in(node)})
    verdicts: set[Verdict] = set()
    with opened("duckdb") as engine:

        @settings(max_examples=40, deadline=None, derandomize=True, database=None)
        @given(st.lists(st.fixed_dictionaries(dict.fromkeys(used, AMOUNTS)), min_size=1, max_size=8))
        def agree(rows: list[dict[str, Decimal | None]]) -> None:
            asked = Questions(conditions, {name: scope[name] for name in used}, rows, date(2022, 6, 15))
            for row, answers in zip(rows, engine.answer(asked), strict=True):
                expected = [judge(node, row) for node in conditions]
                verdicts.update(expected)
                told = {True: Verdict.HELD, False: Verdict.BROKEN, None: Verdict.OPEN}
                assert [told[answer] for answer in answers] == expected  # type: ignore[index]

        agree()
    assert verdicts == set(Verdict)
