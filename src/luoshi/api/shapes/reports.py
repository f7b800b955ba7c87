"""Rounds of returns, data elements and issued forms as shapes."""

from pydantic import Field

from luoshi.api.shapes import Page, Sent, Told, Words, about
from luoshi.api.shapes.records import UnitRef


class DueOut(Told):
    """What one unit owes of a round."""

    unit: str = Field(description=about("单位代码", "the unit's code"))
    title: str
    handed_over: bool
    record: int | None
    first_on: str | None = Field(description=about("首次报出的日子", "the day it was first handed over"))
    in_time: bool | None = Field(description=about("未到期且未报为空", "null while it is not due and not there"))


class RoundOut(Told):
    """A return of one period."""

    period: str
    due: str
    owed: int
    handed_over: int
    units: list[DueOut]


class RoundList(Told):
    """Rounds, the newest first."""

    items: list[RoundOut]


class AskingOut(Told):
    """A unit asked for a return; `rung` and `number` are blank where its pack declares no ladder."""

    id: int
    register_ref: str = Field(alias="register")
    period: str
    unit: UnitRef
    rung: str
    number: str
    due: str | None
    days_left: int | None = Field(description=about("工作日，逾期为负", "working days, negative past the due day"))
    words: str
    by: str
    at: str


class AskingList(Told):
    """Askings, the latest first."""

    items: list[AskingOut]


class AskingSent(Sent):
    """Which units are asked, in which words."""

    units: list[str] = Field(min_length=1, max_length=3000, description=about("单位代码", "codes of units"))
    words: str = Field(max_length=1000)


class ElementOut(Told):
    """A datum with its one definition and owner, and where it is held."""

    code: str
    pack: str
    title: Words
    definition: Words
    owner: str
    type: str
    unit: str
    over_time: str = Field(description=about("按期怎么加总", "how it adds up over time"))
    over_units: str = Field(description=about("按单位怎么加总", "how it adds up over units"))
    fields: list[str]
    measures: list[str]


class ElementList(Told):
    """Data elements."""

    items: list[ElementOut]


class IssueOut(Told):
    """A form that was filled for a unit and a period; `digest` is that of the file's parts."""

    id: int
    form: int = Field(description=about("报表的记录编号", "the record of the form"))
    title: str
    unit: UnitRef
    period: str
    digest: str
    missing: int = Field(description=about("没有数的格数", "places with nothing held"))
    changed: bool = Field(description=about("来源在生成后有更正", "a source was corrected since it was issued"))
    by: str
    at: str
    href: str


class IssueList(Page):
    """A page of issued forms."""

    items: list[IssueOut]


class IssuedFigureOut(Told):
    """What stands in one cell; null where nothing was held."""

    sheet: str
    row: int
    column: int
    words: str
    lineage: str
    value: str | None


class IssueWhole(IssueOut):
    """An issued form with its figures."""

    figures: list[IssuedFigureOut]
