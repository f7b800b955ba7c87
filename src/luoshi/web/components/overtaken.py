"""What another writer did while a form was open: who, and field by field before, theirs and mine."""

from dataclasses import dataclass

from luoshi.web.components.records import Fact


@dataclass(frozen=True, slots=True)
class Line:
    """A field that differs; a `conflict` needs a choice, else `kept` says which value the form now holds."""

    name: str
    title: str
    before: str
    theirs: str
    mine: str
    conflict: bool = False
    picked: str = ""
    kept: str = ""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Shown on top of the form; `base` is the revision both had read."""

    base: str
    meanwhile: tuple[Fact, ...]
    lines: tuple[Line, ...]

    @property
    def conflicts(self) -> tuple[Line, ...]:
        """The fields that need a choice."""
        return tuple(line for line in self.lines if line.conflict)
