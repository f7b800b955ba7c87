"""What is kept about one kind of mistake: wording, reason, and a case that shows it."""

from dataclasses import dataclass

from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to the pack that `luoshi packs new` writes, after which it has the mistake.

    An empty `right` appends to the file, or adds it.
    """

    file: str
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of mistake; `message` and `remedy` have gaps such as {name} filled by the finding."""

    id: str
    title: Text
    message: Text
    remedy: Text
    why: Text
    edit: Edit | None = None
