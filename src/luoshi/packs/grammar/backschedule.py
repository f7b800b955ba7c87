"""back_schedule: of a register: the steps before the due date, and the seasons in which some cannot be done."""

from typing import Annotated

from pydantic import Field

from luoshi.packs.grammar.durations import AnySpan, DayOfYear
from luoshi.packs.grammar.values import Form, Id, Ids, Sentence, Words


class SeasonForm(Form):
    """Days of every year, first to last, in which work named by it stands still; may reach over new year."""

    title: Words
    from_: Annotated[DayOfYear, Field(alias="from")]
    to: DayOfYear
    basis: Sentence


class WorkStepForm(Form):
    """One step of the work, and how long it takes."""

    title: Words
    days: AnySpan
    closed: Ids = ()


class BackScheduleForm(Form):
    """倒排工期: computed backwards from the due date."""

    until: Id = "due"
    seasons: dict[Id, SeasonForm] = {}
    steps: Annotated[dict[Id, WorkStepForm], Field(min_length=1)]
