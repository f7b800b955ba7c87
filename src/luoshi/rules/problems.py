"""A fault found in a declaration: told with its remedy, collected instead of raised."""

from dataclasses import dataclass

from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` is stable, `subject` names the state, move or band at fault."""

    code: str
    subject: str
    message: Text
    remedy: Text
