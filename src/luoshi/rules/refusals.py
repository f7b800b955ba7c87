"""A refusal a person can act on: what was refused, why, and what to do."""

from luoshi.rules.texts import Text


class Refused(Exception):
    """Raised wherever an act is not possible; `code` is stable, `where` names the field, row or file."""

    def __init__(self, code: str, *, reason: Text, remedy: Text, where: str = "") -> None:
        super().__init__(f"{code}{f' [{where}]' if where else ''}: {reason.en} {remedy.en}")
        self.code = code
        self.reason = reason
        self.remedy = remedy
        self.where = where
