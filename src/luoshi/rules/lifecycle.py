"""States and moves of a record, and the faults a declared lifecycle can have."""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Protocol

from luoshi.rules.problems import Problem
from luoshi.rules.texts import Text


class State(Protocol):
    """What must be known of a state."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> Text: ...
    @property
    def end(self) -> bool: ...


class Move(Protocol):
    """What must be known of a move: `by` is the party who acts, `confirm` the one who signs off, if any."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> Text: ...
    @property
    def sources(self) -> tuple[str, ...]: ...
    @property
    def target(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def confirm(self) -> str | None: ...


class Lifecycle(Protocol):
    """States and moves by id, as a pack declares them."""

    @property
    def states(self) -> Mapping[str, State]: ...
    @property
    def initial(self) -> str: ...
    @property
    def moves(self) -> Mapping[str, Move]: ...


def allowed(lifecycle: Lifecycle, state: str) -> tuple[Move, ...]:
    """The moves that leave the state, in declared order."""
    return tuple(move for move in lifecycle.moves.values() if state in move.sources)


def routes(lifecycle: Lifecycle, start: str) -> dict[str, tuple[str, ...]]:
    """Every state a record in `start` can come to, with the fewest moves that lead there; `start` included."""
    found: dict[str, tuple[str, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        state = waiting.popleft()
        for move in allowed(lifecycle, state):
            if move.target not in found:
                found[move.target] = (*found[state], move.id)
                waiting.append(move.target)
    return found


def path(lifecycle: Lifecycle, start: str, goal: str) -> tuple[str, ...] | None:
    """The fewest moves, by id, that lead from one state to another; None when none do."""
    return routes(lifecycle, start).get(goal)


def problems(lifecycle: Lifecycle) -> list[Problem]:
    """Every fault of the declaration; an empty list means records can always reach an end."""
    unknown = [*_unknown_initial(lifecycle), *_unknown_states(lifecycle)]
    return [
        *unknown,
        *_no_end(lifecycle),
        *([] if unknown else [*_unreachable(lifecycle), *_stranded(lifecycle)]),
        *_confirmed_by_doer(lifecycle),
    ]


def _unknown_initial(lifecycle: Lifecycle) -> Iterator[Problem]:
    if lifecycle.initial not in lifecycle.states:
        yield _unknown(lifecycle.initial, lifecycle.initial)


def _unknown_states(lifecycle: Lifecycle) -> Iterator[Problem]:
    for move in lifecycle.moves.values():
        for state in (*move.sources, move.target):
            if state not in lifecycle.states:
                yield _unknown(move.id, state)


def _unknown(subject: str, state: str) -> Problem:
    return Problem(
        "lifecycle.unknown_state",
        subject,
        Text(f"状态“{state}”没有声明。", f"The state “{state}” is not declared."),
        Text("在 states 中声明它，或改正拼写。", "Declare it under states, or correct the spelling."),
    )


def _no_end(lifecycle: Lifecycle) -> Iterator[Problem]:
    if not any(state.end for state in lifecycle.states.values()):
        yield Problem(
            "lifecycle.no_end",
            lifecycle.initial,
            Text("没有任何终结状态。", "No state is an end."),
            Text("给终结状态加上 end: true。", "Mark the final states with end: true."),
        )


def _unreachable(lifecycle: Lifecycle) -> Iterator[Problem]:
    reached = routes(lifecycle, lifecycle.initial)
    for state in lifecycle.states:
        if state not in reached:
            yield Problem(
                "lifecycle.unreachable",
                state,
                Text(f"从初始状态走不到“{state}”。", f"No sequence of moves leads to “{state}”."),
                Text("增加到达它的动作，或删去该状态。", "Add a move that leads to it, or remove the state."),
            )


def _stranded(lifecycle: Lifecycle) -> Iterator[Problem]:
    """States a record cannot leave, and states it can leave without ever coming to an end."""
    ends = {state.id for state in lifecycle.states.values() if state.end}
    for state in lifecycle.states.values():
        if not state.end and not allowed(lifecycle, state.id):
            yield Problem(
                "lifecycle.no_exit",
                state.id,
                Text(f"“{state.id}”没有出口，又不是终结状态。", f"“{state.id}” has no exit and is not an end."),
                Text("增加离开它的动作，或标为 end: true。", "Add a move that leaves it, or mark it end: true."),
            )
        elif ends and ends.isdisjoint(routes(lifecycle, state.id)):
            yield Problem(
                "lifecycle.no_way_out",
                state.id,
                Text(f"从“{state.id}”走不到任何终结状态。", f"From “{state.id}” no end can be reached."),
                Text("增加通往终结状态的动作。", "Add a move on the way to an end."),
            )


def _confirmed_by_doer(lifecycle: Lifecycle) -> Iterator[Problem]:
    for move in lifecycle.moves.values():
        if move.confirm is not None and move.confirm == move.by:
            yield Problem(
                "lifecycle.confirm_by_doer",
                move.id,
                Text(f"“{move.id}”由办理方自己确认。", f"“{move.id}” is signed off by its own doer."),
                Text(
                    "由办理单位以外的一方确认，例如 verifier。",
                    "Let a party outside the doer confirm, such as verifier.",
                ),
            )


def mermaid(lifecycle: Lifecycle, language: str = "zh") -> str:
    """The lifecycle as a Mermaid state diagram, for the generated reference."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{_quoted(state.title, language)}" as {state.id}' for state in lifecycle.states.values()]
    lines.append(f"    [*] --> {lifecycle.initial}")
    for move in lifecycle.moves.values():
        title = _quoted(move.title, language)
        lines += [f"    {source} --> {move.target}: {title}" for source in move.sources]
    lines += [f"    {state.id} --> [*]" for state in lifecycle.states.values() if state.end]
    return "\n".join(lines) + "\n"


def _quoted(title: Text, language: str) -> str:
    """Colons, semicolons and quotes are syntax in Mermaid, so they go in as entity codes."""
    replaced = {"#": "#35;", '"': "#quot;", ":": "#58;", ";": "#59;"}
    return "".join(replaced.get(character, character) for character in title.in_(language))
