"""指标: figures with what they were made from, their rows, and printed figures opened again."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from django.http import HttpRequest
from ninja import Query
from pydantic import BaseModel, ConfigDict, Field

from luoshi.api.callers import Caller
from luoshi.api.clock import now, today
from luoshi.api.interface import Operations
from luoshi.api.listing import unit_by_code
from luoshi.api.operations import Name, Pk, caller
from luoshi.api.scopes import READ, WRITE
from luoshi.api.shapes import Sent, Told, Words, about
from luoshi.api.telling import moment
from luoshi.measures import queries
from luoshi.measures.actions import print_figure
from luoshi.measures.asking import leaves
from luoshi.measures.figures import Figure
from luoshi.measures.lineage import Row
from luoshi.measures.printing import Opened, catalogue_of
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Measure
from luoshi.packs.queries import current
from luoshi.rules.periods import coverage_label
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

measures = Operations(Text("指标", "Measures"))


class MeasureOut(Told):
    """A number as it is defined."""

    ref: str
    title: Words
    definition: Words
    kind: str
    unit: str
    numerator: str
    denominator: str
    of: str
    expected: bool


class MeasureList(Told):
    """The measures the token covers."""

    items: list[MeasureOut]


class FigureOut(Told):
    """One number, with its base, its period and where it comes from."""

    measure: str
    title: Words
    text: Words = Field(description=about("印出来的样子", "as it is printed"))
    working: Words = Field(description=about("算式", "how it came about"))
    exact: str | None = Field(
        description=about("精确值，如 382/568；空表示无数可算", "exact, such as 382/568; null is blank, not zero")
    )
    decimal: str | None = Field(description=about("十进制，至多 12 位小数", "as a decimal of 12 places at most"))
    numerator: str | None
    denominator: str | None
    unit: str
    period: str
    scope: Words = Field(description=about("统计范围", "which part of the city it counts"))
    where: dict[str, str]
    rows: int
    blanks: int
    light: str
    position: str = Field(description=about("读到日志的哪里", "where the change log stood"))


class RowOut(Told):
    """A record that was counted."""

    record: int
    value: str | None
    when: str | None


class RowList(Told):
    """A page of the rows behind a figure."""

    part: str
    parts: list[str]
    items: list[RowOut]
    total: int
    page: int
    pages: int


class PrintedOut(Told):
    """A figure somebody printed: as printed, as of today."""

    id: int
    measure: str
    printed_at: str
    by: str
    as_printed: FigureOut
    today: FigureOut
    holds: bool = Field(description=about("当时的数据仍得出当时的数", "the rows of then still give what was printed"))
    redefined: bool
    changed_records: list[int]


class Asked(BaseModel):
    """Of which time, which part, which group."""

    model_config = ConfigDict(extra="forbid")

    period: str = Field(
        min_length=1, max_length=40, description=about("期间，如 2026、2026-Q1、2026-03", "such as 2026 or 2026-03")
    )
    unit: str = Field("", max_length=80, description=about("只计这个单位及下级，填代码", "a unit's code"))
    where: list[str] = Field(
        default_factory=list, max_length=8, description=about("分组=内容。", "group=value, such as unit:county=12;")
    )


class AskedRows(Asked):
    """Which of the rows."""

    part: str = Field("", max_length=40, description=about("分子或分母等", "such as numerator"))
    page: int = Field(1, ge=1, le=1_000_000)
    limit: int = Field(50, ge=1, le=500)


class Printing(Sent):
    """Which figure is to be kept."""

    period: str = Field(min_length=1, max_length=40)
    unit: str = Field(default="", max_length=80)
    where: list[str] = Field(default_factory=list, max_length=8)


@measures.get("/measures", Text("有哪些指标", "The measures"), MeasureList)
def list_measures(request: HttpRequest) -> MeasureList:
    who, catalogue = caller(request), current()

    def covered(each: Measure) -> bool:
        return all(who.may(READ, ref) for ref in _counted(each, catalogue))

    return MeasureList(items=[_measure(each) for each in catalogue.measures() if covered(each)])


@measures.get(
    "/measures/{ref}",
    Text("一个指标的数", "The figure of a measure"),
    FigureOut,
    about=Text(
        "数值连同分子、分母、期间、口径范围；只统计您可以看到的记录。",
        "The number with numerator, denominator, period and scope; over the records you may see.",
    ),
    refuses=(404, 409),
)
def get_measure(request: HttpRequest, ref: Name, wanted: Query[Asked]) -> FigureOut:
    return figure_out(_figure(caller(request), READ, ref, wanted.period, wanted.unit, wanted.where))


@measures.get(
    "/measures/{ref}/rows",
    Text("一个数背后的记录", "The rows behind a figure"),
    RowList,
    refuses=(404, 409),
)
def list_rows(request: HttpRequest, ref: Name, wanted: Query[AskedRows]) -> RowList:
    who = caller(request)
    figure = _figure(who, READ, ref, wanted.period, wanted.unit, wanted.where)
    found = queries.rows_of(
        figure, today=today(), actor=who.actor, part=wanted.part, page=wanted.page, size=wanted.limit
    )
    return RowList(
        part=found.part.name if found.part else "",
        parts=[each.name for each in found.parts],
        items=[_row(each) for each in found.rows],
        total=found.total,
        page=found.page,
        pages=found.pages,
    )


@measures.post(
    "/measures/{ref}/figures",
    Text("把数存为打印数", "Keep a figure as printed"),
    {200: PrintedOut},
    about=Text(
        "给一个编号，以后随时打开当时的依据。同一个数再存得到同一编号。",
        "Gives it an id that opens it for ever; the same figure again gives the same id.",
    ),
    refuses=(404,),
)
def keep_figure(request: HttpRequest, ref: Name, body: Printing) -> PrintedOut:
    who = caller(request)
    figure = _figure(who, WRITE, ref, body.period, body.unit, body.where)
    printed = print_figure(figure=figure, by=who.actor, at=now())
    return _printed(queries.open_printed(printed, today=today(), actor=who.actor))


@measures.get(
    "/figures/{pk}",
    Text("打开一个打印数", "Open a printed figure"),
    PrintedOut,
    about=Text("打印时的数与今天的数，及其间变动的记录。", "As printed, as of today, and the records in between."),
    refuses=(404, 409),
)
def get_figure(request: HttpRequest, pk: Pk) -> PrintedOut:
    who = caller(request)
    printed = queries.printed_figure(pk)
    catalogue = catalogue_of(printed)
    _check_covers(who, catalogue.measure(printed.measure), catalogue)
    return _printed(queries.open_printed(printed, today=today(), actor=who.actor))


def figure_out(figure: Figure) -> FigureOut:
    """A figure with all it was made from. One query."""
    return FigureOut(
        measure=figure.measure.ref,
        title=Words.of(figure.measure.title),
        text=Words.of(figure.text),
        working=Words.of(figure.working),
        exact=None if figure.value is None else str(figure.value),
        decimal=None if figure.value is None else decimal_of(figure.value),
        numerator=None if figure.numerator is None else str(figure.numerator),
        denominator=None if figure.denominator is None else str(figure.denominator),
        unit=figure.measure.unit,
        period=coverage_label(figure.question.coverage),
        scope=Words.of(queries.scope_text(figure)),
        where=dict(figure.question.where),
        rows=figure.amount.rows,
        blanks=figure.amount.blanks,
        light=figure.light,
        position=figure.position,
    )


def decimal_of(value: Fraction) -> str:
    """A fraction as a decimal text, cut after 12 places, towards zero: 539/540 is never 1."""
    whole = abs(value.numerator) * 10**12 // value.denominator
    text = f"{whole // 10**12}.{whole % 10**12:012d}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 and whole else text


def _counted(measure: Measure, catalogue: Catalogue) -> list[str]:
    """What a token must cover to read a measure: each register it counts; its pack where it counts no rows."""
    return [leaf.of for leaf in leaves(catalogue, measure) if leaf.of] or [measure.pack]


def _check_covers(who: Caller, measure: Measure, catalogue: Catalogue) -> None:
    for ref in _counted(measure, catalogue):
        who.check(READ, ref)


def _figure(who: Caller, act: str, ref: str, period: str, unit: str, where: Sequence[str]) -> Figure:
    measure = current().measure(ref)
    _check_covers(who, measure, current())
    if act == WRITE:
        who.check(WRITE, measure.pack)
    return queries.figure(
        ref,
        period=period,
        today=today(),
        actor=who.actor,
        within=unit_by_code(unit, "unit") if unit else None,
        where=_groups(where),
    )


def _groups(where: Sequence[str]) -> Mapping[str, str]:
    pairs = [each.partition("=") for each in where]
    if any(not name or not equals for name, equals, _value in pairs):
        raise Refused(
            "api.filter",
            reason=Text("where 不是“分组=内容”。", "A where is not group=value."),
            remedy=Text("例如 where=unit:county=12。", "Such as where=unit:county=12."),
            where="where",
        )
    return {name: value for name, _equals, value in pairs}


def _measure(measure: Measure) -> MeasureOut:
    return MeasureOut(
        ref=measure.ref,
        title=Words.of(measure.title),
        definition=Words.of(measure.definition),
        kind=measure.kind.value,
        unit=measure.unit,
        numerator=measure.numerator,
        denominator=measure.denominator,
        of=measure.of,
        expected=measure.expected,
    )


def _row(row: Row) -> RowOut:
    when = row.when.isoformat() if isinstance(row.when, date) else row.when
    return RowOut(record=row.record, value=None if row.value is None else format(row.value, "f"), when=when)


def _printed(opened: Opened) -> PrintedOut:
    printed = opened.printed
    return PrintedOut(
        id=printed.pk,
        measure=printed.measure,
        printed_at=moment(printed.printed_at),
        by=printed.by_name,
        as_printed=figure_out(opened.as_printed),
        today=figure_out(opened.today),
        holds=opened.holds,
        redefined=opened.redefined,
        changed_records=sorted({each.record for each in opened.differences}),
    )
