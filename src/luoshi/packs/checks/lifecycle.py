"""Lifecycles: no dead ends, no sign-off by the doer, clocks that can run and stop."""

from collections.abc import Iterator

from luoshi.packs.checks.case import Case
from luoshi.packs.declarations import Lifecycle
from luoshi.packs.grammar import LifecycleForm
from luoshi.packs.problems import Finding, Path
from luoshi.rules import lifecycle as rules

MOST_DAYS = 2000
_CODES = {
    "lifecycle.unreachable": "LS501",
    "lifecycle.no_exit": "LS502",
    "lifecycle.no_way_out": "LS503",
    "lifecycle.no_end": "LS504",
    "lifecycle.confirm_by_doer": "LS505",
}
_OF_A_MOVE = frozenset({"LS505"})


def check(case: Case) -> Iterator[Finding]:
    """LS501 to LS508."""
    for file, form, register in case.registers():
        if form.lifecycle is None or register.lifecycle is None:
            continue
        faults = [(_CODES.get(each.code, ""), each.subject) for each in rules.problems(register.lifecycle)]
        is_whole = not _has_broken_parts(case, file) and all(code for code, _ in faults)
        yield from _faults(file, faults, is_whole=is_whole)
        yield from _reopening(file, form.lifecycle)
        yield from _clocks(file, register.lifecycle, is_whole=is_whole)


def _faults(file: str, faults: list[tuple[str, str]], *, is_whole: bool) -> Iterator[Finding]:
    """Only causes are told: without an end nothing has a way out, and a dead end blocks all that lead to it."""
    found = {code for code, _ in faults}
    follows = {"LS502", "LS503"} if "LS504" in found else {"LS503"} if "LS502" in found else set()
    for code, subject in faults:
        if code in _OF_A_MOVE or (is_whole and code not in follows):
            yield _finding(code, file, subject)


def _has_broken_parts(case: Case, file: str) -> bool:
    parts = (("lifecycle",), ("lifecycle", "states"), ("lifecycle", "moves"))
    return any(path[:2] in parts for path in case.files.documents[file].broken)


def _finding(code: str, file: str, subject: str) -> Finding:
    if code == "LS504":
        return Finding(code, file, ("lifecycle", "states"), on_key=True)
    if code in _OF_A_MOVE:
        return Finding(code, file, ("lifecycle", "moves", subject, "confirm"), {"move": subject})
    return Finding(code, file, ("lifecycle", "states", subject), {"state": subject}, on_key=True)


def _reopening(file: str, form: LifecycleForm) -> Iterator[Finding]:
    """A move that the second look takes by itself has its second person in whoever struck off."""
    ends = {id_ for id_, state in form.states.items() if state.end}
    looked_at = form.second_look.reopen if form.second_look else ""
    for id_, move in form.moves.items():
        for index, state in enumerate(move.from_):
            if state in ends and move.confirm is None and id_ != looked_at:
                path: Path = ("lifecycle", "moves", id_, "from", index)
                yield Finding("LS506", file, path, {"move": id_, "state": state})


def _clocks(file: str, lifecycle: Lifecycle, *, is_whole: bool) -> Iterator[Finding]:
    for index, clock in enumerate(lifecycle.clocks):
        path: Path = ("lifecycle", "clocks", index)
        if not 1 <= clock.working_days <= MOST_DAYS:
            yield Finding("LS507", file, (*path, "within"))
        known = clock.on in lifecycle.states and clock.until in lifecycle.states
        if known and is_whole and not _leads_to(lifecycle, clock.on, clock.until):
            yield Finding("LS508", file, (*path, "until"), {"on": clock.on, "until": clock.until})


def _leads_to(lifecycle: Lifecycle, start: str, goal: str) -> bool:
    """Whether at least one move lies between the two states."""
    return start != goal and goal in rules.routes(lifecycle, start)
