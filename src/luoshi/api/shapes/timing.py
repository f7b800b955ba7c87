"""Clocks of a record, requests for more time, and notices of the ladder, as shapes."""

from typing import Literal

from pydantic import Field

from luoshi.api.shapes import Sent, Told, Words, about
from luoshi.api.shapes.records import Against, UnitRef


class StopOut(Told):
    """A span a clock stood still; `until` is null while it lasts."""

    reason: str
    basis: str
    since: str
    until: str | None
    by: str


class MoreTimeOut(Told):
    """A request for more time, and what became of it."""

    id: int
    days: int = Field(description=about("工作日", "working days"))
    reason: str
    status: Literal["asked", "granted", "refused"]
    old_due: str | None
    new_due: str | None
    by: str
    at: str
    settled_by: str
    settled_at: str | None
    settled_reason: str


class ClockOut(Told):
    """One limit."""

    id: int
    clock: str
    state: Literal["running", "stopped", "met", "missed", "void"]
    started_on: str
    working_days: int | None
    extended: int
    due: str | None
    provisional: bool
    calendar: str
    stopped_since: str | None
    ended_on: str | None
    stops: list[StopOut]
    requests: list[MoreTimeOut]


class ClockList(Told):
    """Every limit of a record, the oldest first."""

    items: list[ClockOut]


class ChaseOut(Told):
    """A notice of the ladder."""

    id: int
    number: str
    rung: str
    on: str
    due: str | None
    days_left: int | None
    unit: UnitRef
    words: str
    by: str
    reply: str
    reply_by: str
    replied_at: str | None


class RungOut(Told):
    """A rung of the ladder, and what is against climbing it today."""

    rung: str
    title: Words
    refused: Against | None


class ChaseList(Told):
    """Notices sent, and those that may be."""

    items: list[ChaseOut]
    ladder: list[RungOut]


class Notice(Sent):
    """Words that go with a notice."""

    words: str = Field(default="", max_length=4000)


class Reply(Sent):
    """The answer to a notice."""

    reply: str = Field(max_length=8000)


class StopSent(Sent):
    """Why a clock is to stand still, by which document, from which day on."""

    reason: str = Field(max_length=40, description=about("条线所列事由的 id", "the id of a reason the pack lists"))
    basis: str = Field(max_length=400, description=about("依据的文书", "the document it rests on"))
    since: str = Field(max_length=20, description=about("从哪天起，年-月-日", "from which day on, YYYY-MM-DD"))


class ResumeSent(Sent):
    """From which day on a clock runs again."""

    on: str = Field(max_length=20, description=about("年-月-日", "YYYY-MM-DD"))


class MoreTimeSent(Sent):
    """More working days, and why."""

    days: int = Field(ge=1, le=9999)
    reason: str = Field(max_length=4000)
