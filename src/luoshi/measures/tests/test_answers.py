"""What was answered at one position of the log is not asked again, unless a question has tables of its own."""

from typing import Any, cast

from luoshi.measures.reading.engine import Connection
from luoshi.measures.reading.live import Answers, Session


class Counted:
    """Counts what it is asked; each answer differs from the last."""

    def __init__(self) -> None:
        self.asked = 0

    def execute(self, sql: str, values: list[object]) -> "Counted":
        self.asked += 1
        return self

    def fetchall(self) -> list[tuple[Any, ...]]:
        return [(self.asked,)] * (1 if self.asked < 9 else Answers.MOST_ROWS + 1)


def test_the_same_question_at_the_same_position_is_asked_once() -> None:
    engine, answers = Counted(), Answers("7")
    connection = cast(Connection, engine)
    first, second = Session(connection, answers), Session(connection, answers)
    assert first.rows("SELECT ?", [1]) == second.rows("SELECT ?", [1]) == [(1,)]
    assert second.rows("SELECT ?", [2]) == [(2,)]
    assert Session(connection, Answers("8")).rows("SELECT ?", [1]) == [(3,)]
    assert engine.asked == 3


def test_a_question_with_tables_of_its_own_is_always_asked() -> None:
    engine, answers = Counted(), Answers("7")
    session = Session(cast(Connection, engine), answers)
    assert session.rows("SELECT 1") == [(1,)]
    assert session.connection is cast(Connection, engine)
    assert session.rows("SELECT 1") == [(2,)]
    assert Session(cast(Connection, engine), answers).rows("SELECT 1") == [(1,)]


def test_a_long_answer_is_not_kept() -> None:
    engine, answers = Counted(), Answers("7")
    engine.asked = 8
    session = Session(cast(Connection, engine), answers)
    assert len(session.rows("SELECT 1")) > Answers.MOST_ROWS
    session.rows("SELECT 1")
    assert engine.asked == 10
