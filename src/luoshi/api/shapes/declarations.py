"""Declarations of packs as shapes."""

from pydantic import Field

from luoshi.api.shapes import Told, Words, about


class OptionOut(Told):
    """A choice."""

    id: str
    title: Words


class FieldOut(Told):
    """One column of a register."""

    id: str
    title: Words
    type: str = Field(description=about("字段类型", "text, number, date, choice, ref …"))
    required: bool
    derived: bool = Field(description=about("由公式算出，不能填写", "computed, never entered"))
    formula: str
    unit: str
    options: list[OptionOut]
    to: str = Field(description=about("引用的台账", "the register a ref points to"))
    min: str | None
    max: str | None
    max_length: int | None
    hint: Words | None


class DeclaredState(Told):
    """A state of the lifecycle."""

    id: str
    title: Words
    end: bool


class DeclaredMove(Told):
    """A move of the lifecycle."""

    id: str
    title: Words
    sources: list[str]
    target: str
    by: str
    needs: list[str]
    sets: list[str]
    confirm: str | None
    strikes_off: bool


class DeclaredLimit(Told):
    """A limit in working days."""

    id: str
    on: str
    until: str
    working_days: int
    basis: str


class DeclaredEvidence(Told):
    """A kind of evidence."""

    id: str
    title: Words
    photo: bool


class RegisterOut(Told):
    """A register as it is declared now, with the fields the caller may see."""

    ref: str
    pack: str
    title: Words
    purpose: Words
    kind: str
    owner: str
    label: str
    key: list[str]
    period: str
    parent: str | None
    edit: list[str]
    fields: list[FieldOut]
    evidence: list[DeclaredEvidence]
    initial: str | None
    states: list[DeclaredState]
    moves: list[DeclaredMove]
    clocks: list[DeclaredLimit]


class RegisterRef(Told):
    """A register in short."""

    ref: str
    title: Words


class PackOut(Told):
    """A line of work in its version in force."""

    id: str
    version: str
    version_id: int
    title: Words
    registers: list[RegisterRef]
    measures: list[RegisterRef]


class PackList(Told):
    """The lines of work in force."""

    items: list[PackOut]
