"""Every code a refusal may carry, with its wordings: read from the program itself, so that no page goes stale."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import luoshi
from luoshi.api.problems import PLAIN
from luoshi.api.raised import BLANK, Raised, Source
from luoshi.api.statuses import status_of
from luoshi.packs.queries import current
from luoshi.rules.texts import Text

OF_PACKS = ("guard.", "conserve.")
"""Begin the codes that packs declare themselves."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its status, and the wordings it is given; none where they follow from what was sent."""

    id: str
    status: int
    wordings: tuple[tuple[Text, Text], ...]  # reason and remedy


def code_of(name: str) -> Code | None:
    """A code of the program, or of a pack in force."""
    return codes().get(name) or (_codes(_of_packs()).get(name) if name.startswith(OF_PACKS) else None)


@cache
def codes() -> dict[str, Code]:
    """All codes of the program by name. Reads its source once in a process: about two seconds."""
    plain = [(code, reason, remedy) for code, reason, remedy in PLAIN.values()]
    return _codes([*plain, *((each.code, each.reason, each.remedy) for each in raised() if BLANK not in each.code)])


@cache
def raised() -> tuple[Raised, ...]:
    """Every refusal in the program's source."""
    return tuple(Source(Path(luoshi.__file__).parent).raised())


def _of_packs() -> Iterator[tuple[str, Text, Text]]:
    for pack in current().packs.values():
        for register in pack.registers.values():
            for guard in register.guards.values():
                yield f"guard.{guard.id}", guard.refuse, guard.remedy
            for conserved in register.conserves:
                yield f"conserve.{conserved.id}", conserved.refuse, conserved.remedy


def _codes(told: Iterable[tuple[str, Text, Text]]) -> dict[str, Code]:
    found: dict[str, dict[tuple[Text, Text], None]] = {}
    for code, reason, remedy in told:
        wordings = found.setdefault(code, {})
        if reason.zh != BLANK:
            wordings[reason, remedy] = None
    return {code: Code(code, status_of(code), tuple(found[code])) for code in sorted(found)}
