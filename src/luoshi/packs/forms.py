"""A document held against its grammar: every mistake found, and what is sound kept for the next phase."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from luoshi.packs.form_errors import finding_of
from luoshi.packs.grammar import PackForm, RegisterForm
from luoshi.packs.problems import Path, Step
from luoshi.packs.source import Document, Value

FormT = TypeVar("FormT", bound=BaseModel)
_MOST_ROUNDS = 40
_UNDECIDED: Value = {"zh": "未定", "en": "undecided"}
_STAND_INS: Mapping[type[BaseModel], Mapping[str, Value]] = {
    PackForm: {
        "titles": _UNDECIDED,
        "owner": _UNDECIDED,
        "prefix": "XX",
        "basis": [{"document": "?"}],
        "version": "0",
    },
    RegisterForm: {
        "title": _UNDECIDED,
        "purpose": _UNDECIDED,
        "owner": "undecided",
        "label": "undecided",
        "edit": ["bureau_officer"],
    },
}
"""What takes the place of a missing attribute at the head of a file, so that the rest can still be checked."""


def form_of(document: Document, kind: type[FormT]) -> FormT | None:
    """The form, or None when too little of the document is sound; mistakes go to `document.findings`.

    The first round tells all mistakes of form. Then the parts at fault are taken out, round by round, until the
    rest is sound: names and expressions in it can be checked in the same run.
    """
    if document.value is None:
        return None
    value = copy.deepcopy(document.value)
    _drop_all(document, value, sorted(document.broken, key=len, reverse=True))
    told = False
    for _ in range(_MOST_ROUNDS):
        try:
            return kind.model_validate(value)
        except ValidationError as error:
            errors = _causes(error.errors(include_url=False))
        if not told:
            _tell(document, value, kind, errors)
            told = True
        if not _repair(document, value, kind, errors):
            return None
    return None


def _tell(document: Document, value: Value, kind: type[BaseModel], errors: Sequence[ErrorDetails]) -> None:
    """Adds a finding for each error, but none for what already has one."""
    for entry in errors:
        path = path_in(value, entry["loc"])
        finding = finding_of(document.file, path, entry, kind)
        if document.original(finding.path) not in document.broken:
            document.findings.append(finding)


def path_in(value: Value, location: Iterable[Step]) -> Path:
    """pydantic's location as a path of the document: marks such as "[key]" and steps into short forms end it."""
    steps: list[Step] = []
    here: Value | None = value
    for step in location:
        if step == "[key]":
            break
        here = _part(here, step)
        if here is None:
            break
        steps.append(step)
    return tuple(steps)


def _causes(errors: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """A list that is too short only because its entries are at fault is no mistake of its own."""
    places = [entry["loc"] for entry in errors]
    return [
        entry
        for entry in errors
        if entry["type"] != "too_short"
        or not any(len(place) > len(entry["loc"]) and place[: len(entry["loc"])] == entry["loc"] for place in places)
    ]


def _repair(document: Document, value: Value, kind: type[BaseModel], errors: Sequence[ErrorDetails]) -> bool:
    """Takes out what is at fault, the deepest and last first; False when nothing is left to take out."""
    stand_ins = _STAND_INS.get(kind, {})
    faulty: set[Path] = set()
    for entry in errors:
        path = path_in(value, entry["loc"])
        missing = str(entry["loc"][-1]) if entry["type"] == "missing" else ""
        if missing:
            document.broken.add((*document.original(path), missing))
        if missing in stand_ins and not path and isinstance(value, dict):
            value[missing] = copy.deepcopy(stand_ins[missing])
        else:
            faulty.add(path)
    ordered = sorted(faulty, key=lambda path: (len(path), _number(path)), reverse=True)
    dropped = [_drop(document, value, path) for path in ordered]
    return all(dropped)


def _number(path: Path) -> int:
    """The index of a list's item, for taking out the last one first."""
    return path[-1] if path and isinstance(path[-1], int) else 0


def _drop_all(document: Document, value: Value, paths: Iterable[Path]) -> None:
    for path in paths:
        if path and path[0] != "":
            _drop(document, value, path)


def _drop(document: Document, value: Value, path: Path) -> bool:
    """Removes a part and remembers it as broken; False for the whole document."""
    if not path:
        return False
    document.broken.add(document.original(path))
    holder: Value | None = value
    for step in path[:-1]:
        holder = _part(holder, step)
    last = path[-1]
    if isinstance(holder, dict):
        holder.pop(str(last), None)
    elif isinstance(holder, list) and isinstance(last, int) and last < len(holder):
        document.kept.setdefault(document.original(path[:-1]), list(range(len(holder)))).pop(last)
        holder.pop(last)
    return True


def _part(holder: Value | None, step: Step) -> Value | None:
    if isinstance(holder, dict) and isinstance(step, str):
        return holder.get(step)
    if isinstance(holder, list) and isinstance(step, int) and step < len(holder):
        return holder[step]
    return None
