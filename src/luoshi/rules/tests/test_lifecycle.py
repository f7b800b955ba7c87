"""Lifecycles: where records can go, and the faults a declaration may have."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from luoshi.rules.lifecycle import allowed, mermaid, path, problems, routes
from luoshi.rules.texts import Text


@dataclass(frozen=True)
class State:
    id: str
    title: Text
    end: bool


@dataclass(frozen=True)
class Move:
    id: str
    title: Text
    sources: tuple[str, ...]
    target: str
    by: str
    confirm: str | None


@dataclass(frozen=True)
class Lifecycle:
    states: Mapping[str, State]
    initial: str
    moves: Mapping[str, Move]


def lifecycle(states: str, *moves: str, initial: str = "a") -> Lifecycle:
    """States as "a b c." (a point marks an end), moves as "go: a,b > c by lead, confirmed"."""
    named = [
        State(word.rstrip("."), Text(f"状态{word}", f"State {word}"), word.endswith(".")) for word in states.split()
    ]
    return Lifecycle({state.id: state for state in named}, initial, dict(_move(text) for text in moves))


def _move(text: str) -> tuple[str, Move]:
    name, _, rest = text.partition(": ")
    way, _, parties = rest.partition(" by ")
    sources, _, target = way.partition(" > ")
    by, _, confirm = parties.partition("/")
    return name, Move(
        name, Text(f"动作{name}", f"Move {name}"), tuple(sources.split(",")), target, by, confirm or None
    )


SOUND = lifecycle("a b c.", "go: a > b by lead", "finish: b > c by lead/verifier", "stop: a,b > c by supervisor")


def test_a_sound_lifecycle_has_no_problems() -> None:
    assert problems(SOUND) == []


def test_what_is_allowed_and_where_it_leads() -> None:
    assert [move.id for move in allowed(SOUND, "b")] == ["finish", "stop"]
    assert path(SOUND, "a", "c") == ("stop",)
    assert path(SOUND, "a", "a") == ()
    assert path(SOUND, "c", "a") is None
    assert routes(SOUND, "a") == {"a": (), "b": ("go",), "c": ("stop",)}


@pytest.mark.parametrize(
    ("faulty", "code", "subject"),
    [
        (lifecycle("a b c.", "go: a > c by lead", "on: b > c by lead"), "lifecycle.unreachable", "b"),
        (lifecycle("a b c.", "go: a > b by lead", "stop: a > c by lead"), "lifecycle.no_exit", "b"),
        (
            lifecycle("a b d c.", "go: a > b by x", "on: b > d by x", "back: d > b by x", "stop: a > c by x"),
            "lifecycle.no_way_out",
            "b",
        ),
        (lifecycle("a b.", "go: a > c by lead"), "lifecycle.unknown_state", "go"),
        (lifecycle("b.", initial="a"), "lifecycle.unknown_state", "a"),
        (lifecycle("a b", "go: a > b by lead", "back: b > a by lead"), "lifecycle.no_end", "a"),
        (lifecycle("a b.", "go: a > b by lead/lead"), "lifecycle.confirm_by_doer", "go"),
    ],
)
def test_each_fault_is_told(faulty: Lifecycle, code: str, subject: str) -> None:
    found = {(problem.code, problem.subject): problem for problem in problems(faulty)}
    problem = found[code, subject]
    assert all((problem.message.zh, problem.message.en, problem.remedy.zh, problem.remedy.en))


def test_all_faults_are_told_at_once() -> None:
    faulty = lifecycle("a b d.", "go: a > a by x/x")
    assert sorted(problem.code for problem in problems(faulty)) == [
        "lifecycle.confirm_by_doer",
        "lifecycle.no_exit",
        "lifecycle.no_way_out",
        "lifecycle.unreachable",
        "lifecycle.unreachable",
    ]


def test_it_can_be_drawn() -> None:
    small = lifecycle("a b.", "go: a > b by lead")
    assert mermaid(small, "en") == (
        "stateDiagram-v2\n"
        '    state "State a" as a\n'
        '    state "State b." as b\n'
        "    [*] --> a\n"
        "    a --> b: Move go\n"
        "    b --> [*]\n"
    )


def test_drawing_survives_syntax_in_titles() -> None:
    odd = Lifecycle({"a": State("a", Text('"甲": 一;', ""), True)}, "a", {})
    assert '"#quot;甲#quot;#58; 一#59;"' in mermaid(odd)
