"""Records, their history, moves and time, as shapes."""

from typing import Literal

from pydantic import Field

from luoshi.api.shapes import Id, Page, Sent, Told, Words, about

Value = str | int | bool | None
Typed = str | int | float | bool | None


class UnitRef(Told):
    """A unit in short."""

    id: int
    code: str
    title: str


class StateOut(Told):
    """Where a record stands."""

    id: str
    title: Words
    end: bool


class RecordOut(Told):
    """A record as it stands; `values` holds the fields the caller may see."""

    id: int
    number: str
    register_ref: str = Field(alias="register")
    label: str
    state: StateOut | None
    period: str
    unit: UnitRef
    lead: UnitRef | None
    parent: int | None
    due: str | None = Field(description=about("期限，年-月-日", "due date, YYYY-MM-DD"))
    due_provisional: bool
    light: Literal["green", "yellow", "red"] | None
    reached: dict[str, str] = Field(description=about("各状态首次到达的日期", "the day each state was first reached"))
    reopened: int
    values: dict[str, Value]
    revision: int
    pack_version: int
    created_at: str
    updated_at: str
    href: str


class RecordList(Page):
    """A page of a list."""

    items: list[RecordOut]


class NewRecord(Sent):
    """A record to enter. Numbers with many digits are sent as texts."""

    unit: str = Field(
        min_length=1, max_length=80, description=about("登记单位的代码", "the code of the entering unit")
    )
    values: dict[str, Typed] = Field(max_length=200, description=about("字段名 → 内容", "field → value"))
    lead: str | None = Field(default=None, max_length=80, description=about("牵头单位的代码", "the lead unit's code"))
    parent: Id | None = None
    due: str | None = Field(default=None, max_length=20)
    period: str | None = Field(default=None, max_length=20)


class Correction(Sent):
    """Fields to change, with the reason; null clears a field."""

    values: dict[str, Typed] = Field(max_length=200)
    reason: str = Field(max_length=2000, description=about("更正原因", "why it is corrected"))


class Change(Told):
    """A field before and after."""

    field: str
    before: Value
    after: Value


class VersionOut(Told):
    """What one write left."""

    revision: int
    kind: str
    at: str
    by: str
    reason: str
    state: str
    due: str | None
    changes: list[Change]


class VersionList(Told):
    """The whole history, the newest first."""

    items: list[VersionOut]


class Against(Told):
    """Why something may not be done now."""

    code: str
    detail: Words
    remedy: Words


class ChoiceOut(Told):
    """A move out of the present state."""

    move: str
    title: Words
    target: str
    needs: list[str] = Field(description=about("所需佐证的种类", "kinds of evidence it takes"))
    sets: list[str] = Field(description=about("办理时填写的字段", "fields it asks for"))
    confirmed_by_another: bool
    refused: Against | None = Field(description=about("现在不能办的原因", "why it may not be taken now, if so"))


class ProposalOut(Told):
    """A move that waits for somebody else."""

    id: int
    move: str
    on: str
    by: str
    at: str
    evidence: dict[str, str]
    note: str


class ChoiceList(Told):
    """What may happen next."""

    items: list[ChoiceOut]
    waiting: ProposalOut | None


class MoveSent(Sent):
    """What is brought to a move."""

    on: str = Field(max_length=20, description=about("发生日期，年-月-日", "the day it took place, YYYY-MM-DD"))
    evidence: dict[str, str] = Field(
        default_factory=dict, max_length=40, description=about("种类 → 文号", "kind → document number")
    )
    values: dict[str, Typed] = Field(default_factory=dict, max_length=200)
    note: str = Field(default="", max_length=4000)
    explained: dict[str, str] = Field(
        default_factory=dict,
        max_length=100,
        description=about("审核关系 → 说明", "audit → why its figures are right"),
    )


class MoveOut(Told):
    """A move that was taken or proposed, and the record after it."""

    status: Literal["done", "proposed", "turned_down"]
    move: str
    record: RecordOut


class Reason(Sent):
    """A reason in words."""

    reason: str = Field(max_length=4000)


class ExhibitOut(Told):
    """A file that proves something."""

    id: int
    kind: str
    name: str
    media_type: str
    size: int
    sha256: str
    by: str
    at: str
    used_by_move: int | None
    withdrawn: bool
    withdrawn_reason: str
    href: str


class ExhibitList(Told):
    """Everything ever laid before a record, the oldest first."""

    items: list[ExhibitOut]
