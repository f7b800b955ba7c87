"""Independent reviews, draws and second looks as shapes."""

from typing import Literal

from pydantic import Field

from luoshi.api.shapes import Page, Sent, Told, Words, about
from luoshi.api.shapes.records import UnitRef


class ReviewerOut(Told):
    """Somebody asked; verdict and reasons are null until all are in."""

    id: int
    name: str
    unit: UnitRef
    given_at: str | None
    left_at: str | None
    commitment: str
    verdict: str | None
    reasons: str | None


class ReviewOut(Told):
    """One review of a record."""

    id: int
    record: int
    review: str
    title: Words
    state: Literal["open", "differing", "settled"]
    verdicts: dict[str, Words] = Field(description=about("可给出的结论", "the verdicts there are"))
    outcome: str
    begun_by: str
    begun_at: str
    decided_by: str
    decided_reasons: str
    seed: str
    nonce: str
    reviewers: list[ReviewerOut]


class ReviewList(Told):
    """The reviews of a record, the oldest first."""

    items: list[ReviewOut]


class VerdictSent(Sent):
    """A verdict with its reasons."""

    verdict: str = Field(max_length=40)
    reasons: str = Field(max_length=4000)


class DrawOut(Told):
    """A closed list with its digest, and, once drawn from, the public value and the seed."""

    id: int
    register_ref: str = Field(alias="register")
    period: str
    listed: int
    share: str = Field(description=about("抽取的百分比", "the share drawn, in percent"))
    digest: str
    source: str
    value_day: str | None
    head: str
    closed_by: str
    closed_at: str
    public: str
    seed: str
    drawn_by: str
    drawn_at: str | None


class DrawList(Page):
    """A page of draws, the newest first."""

    items: list[DrawOut]


class ListedOut(Told):
    """The items the digest is taken over: SHA-256 of them, each with a line feed behind it."""

    items: list[str]


class DrawSent(Sent):
    """A list to close."""

    register_ref: str = Field(alias="register", max_length=81)
    period: str = Field(default="", max_length=20, description=about("月份，如 2022-06；按批抽取的不填", "a month"))
    source: str = Field(max_length=1000, description=about("公开数的来源", "where the public value comes from"))
    value_day: str | None = Field(default=None, max_length=20)


class PublicSent(Sent):
    """The public value."""

    public: str = Field(max_length=1000)


class LookOut(Told):
    """A strike-off that was drawn, and what was seen."""

    id: int
    record: int
    number: str
    draw: int
    seen: Literal["listed", "spared", "open", "held", "not_held"]
    due: str | None
    finding: str
    evidence: dict[str, str]
    by: str
    at: str | None


class LookList(Told):
    """Second looks."""

    items: list[LookOut]


class SightSent(Sent):
    """What was seen."""

    holds: bool = Field(description=about("是否属实", "whether the result holds"))
    finding: str = Field(max_length=4000)
    evidence: dict[str, str] = Field(default_factory=dict, max_length=40)
