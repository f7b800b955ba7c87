"""报送, 数据字典, 报表: what is owed and is there, what each datum means, issued forms and their files."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from luoshi.api import paging
from luoshi.api.clock import today
from luoshi.api.interface import Operations
from luoshi.api.operations import Name, Pk, caller
from luoshi.api.scopes import READ
from luoshi.api.shapes import Asks, Paged, Words, about
from luoshi.api.shapes.reports import (
    DueOut,
    ElementList,
    ElementOut,
    IssuedFigureOut,
    IssueList,
    IssueOut,
    IssueWhole,
    RoundList,
    RoundOut,
)
from luoshi.api.telling import day, moment, unit_of
from luoshi.dictionary.queries import element, found, held_by
from luoshi.packs.declarations import Element
from luoshi.packs.queries import current
from luoshi.reports.corrected import corrected_among, only_corrected
from luoshi.reports.issued import file_of, found_by, issue_seen, issues_seen, name_of_file
from luoshi.reports.models import Issue
from luoshi.returns.policies import Round
from luoshi.returns.queries import owed_registers, rounds
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

reports = Operations(Text("报送、字典与报表", "Returns, dictionary and forms"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Newest(Asks):
    """How many rounds."""

    limit: int = Field(3, ge=1, le=24)


class Found(Paged):
    """Which issued forms."""

    q: str = Field(
        "", max_length=100, description=about("报表、单位或期间里的词", "words of the form, unit or period")
    )
    changed: bool = Field(
        False,
        description=about(
            "只要来源在生成后有更正的（最近 1,000 份中）",
            "those whose sources were corrected since, of the newest 1,000",
        ),
    )


class Sought(Asks):
    """Which data."""

    q: str = Field(
        "", max_length=100, description=about("名称、代码、说法里的词", "words of the title, code or wordings")
    )
    owner: str = Field("", max_length=80, description=about("归口单位的代码", "the owner's code"))


@reports.get(
    "/returns/{ref}",
    Text("一种报送的各期", "The rounds of a return"),
    RoundList,
    about=Text(
        "已结束的各期，最新的在前：哪些单位应报、报了没有、是否及时；只含您看得到的单位。",
        "Periods that have ended, the newest first: which units owe it, whether it is there, and in time; of the "
        "units in your sight.",
    ),
    refuses=(404,),
)
def list_rounds(request: HttpRequest, ref: Name, wanted: Query[Newest]) -> RoundList:
    who = caller(request)
    who.check(READ, ref)
    register = current().register(ref)
    if register not in owed_registers():
        raise Refused(
            "returns.not_owed",
            reason=Text(f"“{register.title.zh}”不是应报的报送。", f"Nobody owes '{register.title.en}'."),
            remedy=Text("应报的报送在条线里写明 owed。", "A return that is owed says so in its pack."),
            where=ref,
        )
    return RoundList(items=[_round(each) for each in rounds(who.actor, register, today=today(), most=wanted.limit)])


@reports.get(
    "/elements",
    Text("数据字典", "The data dictionary"),
    ElementList,
    about=Text("现行的数据元；给词时相近的在前。", "The data elements in force; with words, the nearest first."),
)
def list_elements(request: HttpRequest, wanted: Query[Sought]) -> ElementList:
    caller(request).check(READ)
    return ElementList(items=[_element(each) for each in found(wanted.q, owner=wanted.owner)])


@reports.get("/elements/{code}", Text("一个数据元", "A data element"), ElementOut, refuses=(404,))
def get_element(request: HttpRequest, code: Name) -> ElementOut:
    caller(request).check(READ)
    return _element(element(code))


@reports.get(
    "/issues",
    Text("已生成的报表", "Issued forms"),
    IssueList,
    about=Text(
        "为您所辖单位生成的，最新的在前。里面有各台账的数，所以令牌的范围须是 read，不限台账。",
        "Those issued for units of your part, the newest first. They hold figures of many registers, so the token's "
        "scope must be read, narrowed to none.",
    ),
    headers=("Link",),
)
def list_issues(request: HttpRequest, response: HttpResponse, wanted: Query[Found]) -> IssueList:
    who = caller(request)
    who.check_whole(READ)
    found_issues = found_by(issues_seen(who.actor), wanted.q)
    rows, cursor = paging.by_id(
        only_corrected(found_issues) if wanted.changed else found_issues,
        f"issues {wanted.changed} {wanted.q}",
        cursor=wanted.cursor,
        limit=wanted.limit,
        newest_first=True,
    )
    paging.tell_next(request, response, cursor)
    corrected = corrected_among([each.pk for each in rows])
    return IssueList(items=[IssueOut(**_issue(each, corrected)) for each in rows], next_cursor=cursor)


@reports.get(
    "/issues/{pk}",
    Text("一份已生成的报表", "An issued form"),
    IssueWhole,
    about=Text("各格的数，各有来源编号。", "With the figure of each cell and its lineage id."),
    refuses=(404,),
)
def get_issue(request: HttpRequest, pk: Pk) -> IssueWhole:
    issue = _issue_seen(request, pk)
    return IssueWhole(
        **_issue(issue, corrected_among([issue.pk])),
        figures=[
            IssuedFigureOut(
                sheet=each.sheet,
                row=each.row,
                column=each.column,
                words=each.words,
                lineage=each.lineage,
                value=next(iter(each.value.values()), None),
            )
            for each in issue.figures.order_by("sheet", "row", "column")
        ],
    )


@reports.get(
    "/issues/{pk}/file",
    Text("下载已填好的报表", "Fetch the filled file"),
    None,
    about=Text("单位自己的表样，按冻结的数填好。", "The office's own file, filled with the frozen figures."),
    refuses=(404, 409),
    media_type=XLSX,
)
def fetch_issue(request: HttpRequest, pk: Pk) -> HttpResponse:
    issue = _issue_seen(request, pk)
    response = HttpResponse(file_of(issue), content_type=XLSX)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name_of_file(issue), safe='')}"
    return response


def _issue_seen(request: HttpRequest, pk: int) -> Issue:
    who = caller(request)
    who.check_whole(READ)
    return issue_seen(who.actor, pk)


def _issue(issue: Issue, corrected: set[int]) -> dict[str, object]:
    return {
        "id": issue.pk,
        "form": issue.form_file.record_id,
        "title": issue.form_file.record.label,
        "unit": unit_of(issue.unit),
        "period": issue.period,
        "digest": issue.digest,
        "missing": issue.missing,
        "changed": issue.pk in corrected,
        "by": issue.by_name,
        "at": moment(issue.at),
        "href": f"/api/v1/issues/{issue.pk}/file",
    }


def _round(told: Round) -> RoundOut:
    return RoundOut(
        period=told.period.label,
        due=told.due.date.isoformat(),
        owed=len(told.owing),
        handed_over=sum(each.stand.is_in for each in told.owing),
        units=[
            DueOut(
                unit=each.node.code,
                title=each.node.title,
                handed_over=each.stand.is_in,
                record=each.record.pk if each.record else None,
                first_on=day(each.first_in),
                in_time=each.in_time,
            )
            for each in told.owing
        ],
    )


def _element(each: Element) -> ElementOut:
    held = held_by(each.code)
    return ElementOut(
        code=each.code,
        pack=each.pack,
        title=Words.of(each.title),
        definition=Words.of(each.definition),
        owner=each.owner,
        type=each.type.value,
        unit=each.unit,
        over_time=each.over_time.value,
        over_units=each.over_units.value,
        fields=[f"{register.ref}.{field.id}" for register, field in held.fields],
        measures=[measure.ref for measure in held.measures],
    )
