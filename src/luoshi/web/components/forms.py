"""Forms made from declared fields, with each mistake beside its field and all of them on top."""

import secrets
from dataclasses import dataclass, field
from enum import StrEnum

from luoshi.web.components.lists import Option
from luoshi.web.components.overtaken import Overtaken


class Input(StrEnum):
    """How a field is entered; the same words as the field types of a pack."""

    TEXT = "text"
    LONGTEXT = "longtext"
    NUMBER = "number"
    INTEGER = "integer"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    CHOICE = "choice"
    YESNO = "yesno"
    REF = "ref"
    UNIT = "unit"
    UNITS = "units"  # any number of them
    FILE = "file"
    SECRET = "secret"  # noqa: S105  (a kind of field, not a secret)


@dataclass(frozen=True, slots=True)
class FormField:
    """A field on a form. `shown` is the wording of a chosen reference, `lookup` where its matches come from."""

    name: str
    title: str
    kind: Input = Input.TEXT
    value: str = ""
    required: bool = False
    unit: str = ""
    hint: str = ""
    error: str = ""
    options: tuple[Option, ...] = ()
    max_length: int = 0
    shown: str = ""
    lookup: str = ""
    readonly: bool = False
    autocomplete: str = "off"
    chosen: tuple[str, ...] = ()  # where any number may be

    @property
    def id(self) -> str:
        """The element's id."""
        return f"field-{self.name}"

    @property
    def wide(self) -> bool:
        """Whether the field takes a whole line."""
        return self.kind in (Input.LONGTEXT, Input.UNITS)

    @property
    def suffix(self) -> str:
        """What stands behind the box."""
        return "%" if self.kind is Input.PERCENT else self.unit

    @property
    def keyboard(self) -> str:
        """Which keyboard a phone shows."""
        if self.kind is Input.INTEGER:
            return "numeric"
        return "decimal" if self.kind in (Input.NUMBER, Input.MONEY, Input.PERCENT) else ""

    @property
    def described_by(self) -> str:
        """Ids of the hint and the mistake, for whoever hears the page."""
        parts = [f"{self.id}-hint" if self.hint else "", f"{self.id}-error" if self.error else ""]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that belong together."""

    fields: tuple[FormField, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form; `problems` are mistakes of no single field."""

    action: str
    sections: tuple[Section, ...]
    submit: str
    cancel_href: str = ""
    problems: tuple[str, ...] = ()
    revision: str = ""
    seen: tuple[tuple[str, str], ...] = ()  # what stood there when the form was opened, sent back unseen
    overtaken: Overtaken | None = None  # somebody wrote first: what they did beside what was entered
    submission: str = field(default_factory=lambda: secrets.token_urlsafe(16))  # names this one act, see `resending`

    @property
    def wrong(self) -> tuple[FormField, ...]:
        """The fields with a mistake."""
        return tuple(field for section in self.sections for field in section.fields if field.error)

    @property
    def uploads(self) -> bool:
        """Whether a file goes along."""
        return any(field.kind is Input.FILE for section in self.sections for field in section.fields)
