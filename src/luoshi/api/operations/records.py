"""Records: lists, one record, entering, correcting, history."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import Field

from luoshi.api.callers import Caller
from luoshi.api.clock import now
from luoshi.api.interface import Operations
from luoshi.api.listing import Asked, page, unit_by_code
from luoshi.api.operations import IfMatch, Key, Name, Pk, caller
from luoshi.api.operations.writing import Write, day_sent, etag, record_for, tell_replayed
from luoshi.api.paging import tell_next
from luoshi.api.resending import done_once, submitted_in
from luoshi.api.scopes import READ, WRITE
from luoshi.api.shapes import Paged, about
from luoshi.api.shapes.records import Change, Correction, NewRecord, RecordList, RecordOut, VersionList, VersionOut
from luoshi.api.telling import day, moment, record_of
from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.actions import KeyTaken, correct, create
from luoshi.registers.models import Outcome, Record, Submission, Version
from luoshi.rules.texts import Text

records = Operations(Text("台账记录", "Records"))
MOST_VERSIONS = 200  # of a history


class Wanted(Paged):
    """The filters of a list."""

    q: str = Field("", max_length=100, description=about("名称或编号里的词", "words of the name or number"))
    state: str = Field("", max_length=400, description=about("状态，多个用逗号分开", "states, with commas between"))
    light: Literal["", "green", "yellow", "red"] = ""
    county: str = Field("", max_length=12, description=about("旗县代码", "the county's code"))
    unit: str = Field("", max_length=80, description=about("单位代码，含下级", "a unit's code, with all below it"))
    period: str = Field("", max_length=20)
    updated_since: str = Field("", max_length=40, description=about("此后有变动（带时区）", "changed since then"))
    due_from: str = Field("", max_length=20)
    due_to: str = Field("", max_length=20)
    where: list[str] = Field(default_factory=list, max_length=8, description=about("字段=内容。", "field=value;"))
    sort: Literal["updated", "-updated", "due", "-due", "label", "-label", "id", "-id"] = "-updated"


@records.get(
    "/registers/{ref}/records",
    Text("列出台账记录", "List the records of a register"),
    RecordList,
    about=Text(
        "按条件列出您可以看到的记录，按游标翻页；先取一页，再把 next_cursor 放进 cursor。",
        "The records you may see, narrowed and in order; go on with next_cursor in cursor.",
    ),
    refuses=(404,),
    headers=("Link",),
)
def list_records(request: HttpRequest, response: HttpResponse, ref: Name, wanted: Query[Wanted]) -> RecordList:
    register = _register(caller(request), ref, READ)
    actor = caller(request).actor
    found, cursor = page(actor, register, Asked(**wanted.model_dump()))
    tell_next(request, response, cursor)
    told = [record_of(actor, declared(each.register, each.pack_version_id), each) for each in found]
    return RecordList(items=told, next_cursor=cursor)


@records.post(
    "/registers/{ref}/records",
    Text("登记一条记录", "Enter a record"),
    {201: RecordOut},
    about=Text(
        "与网页登记同一规则。带 Idempotency-Key 重发只登记一次；编号已被他人登记时为 409，您的登记留存为重复登记。",
        "As on the page. Sent again under its Idempotency-Key it is entered once; where the key of the record is "
        "held already it is 409, and your entry is kept as a claim.",
    ),
    refuses=(404,),
    headers=("ETag", "Location", "Idempotent-Replayed"),
)
def create_record(
    request: HttpRequest,
    response: HttpResponse,
    ref: Name,
    body: NewRecord,
    key: Key = "",
) -> Status[RecordOut]:
    who = caller(request)
    register = _register(who, ref, WRITE)
    parent = record_for(who, body.parent, READ)[0] if body.parent else None
    submitted = submitted_in(request, who)

    def do() -> Record:
        return create(
            ref,
            body.values,
            unit=unit_by_code(body.unit, "unit"),
            lead=unit_by_code(body.lead, "lead") if body.lead else None,
            parent=parent,
            due=day_sent(body.due, "due") if body.due else None,
            period=body.period or "",
            by=who.actor,
            at=now(),
            submitted=submitted,
        )

    made, replayed = done_once(who, submitted, do, _made_before)
    found = queries.get(who.actor, made.pk)
    tell_replayed(response, replayed)
    response.headers["ETag"] = etag(found)
    response.headers["Location"] = f"/api/v1/records/{found.pk}"
    return Status(201, record_of(who.actor, register, found))


def _made_before(kept: Submission) -> Record:
    if kept.outcome == Outcome.CLAIMED:
        raise KeyTaken(kept.record)
    return kept.record


@records.get(
    "/records/{pk}",
    Text("取一条记录", "Read a record"),
    RecordOut,
    about=Text(
        "ETag 是版本号。看不到的记录与不存在的一样答 404。",
        "The ETag is the revision. A record that is not yours to see is 404, as one that does not exist.",
    ),
    refuses=(404,),
    headers=("ETag",),
)
def get_record(request: HttpRequest, response: HttpResponse, pk: Pk) -> RecordOut:
    who = caller(request)
    found, register = record_for(who, pk, READ)
    response.headers["ETag"] = etag(found)
    return record_of(who.actor, register, found)


@records.patch(
    "/records/{pk}",
    Text("更正一条记录", "Correct a record"),
    {200: RecordOut},
    about=Text(
        "须带 If-Match：您所见的 ETag。期间有人改过则为 412，并附上逐字段的差异；没有覆盖任何内容。",
        "Takes If-Match with the ETag you saw. Where somebody wrote since then it is 412 with the difference, field "
        "by field, and nothing is overwritten.",
    ),
    refuses=(404, 412, 428),
    headers=("ETag", "Idempotent-Replayed"),
)
def correct_record(
    request: HttpRequest,
    response: HttpResponse,
    body: Correction,
    pk: Pk,
    if_match: IfMatch = "",
    key: Key = "",
) -> RecordOut:
    act = Write(request, response, pk, if_match, needed=True)

    def do() -> Record:
        return correct(
            act.record,
            body.values,
            reason=body.reason,
            by=act.by,
            at=now(),
            revision=act.revision,
            submitted=act.submitted,
        )

    act.once(do, lambda kept: kept.record, body.values)
    return act.told()


@records.get(
    "/records/{pk}/history",
    Text("一条记录的经过", "The history of a record"),
    VersionList,
    about=Text(
        "最新的 200 版，每一版与前一版的差异，最新的在前。",
        "The newest 200 versions, each with what it changed, the newest first.",
    ),
    refuses=(404,),
)
def get_history(request: HttpRequest, pk: Pk) -> VersionList:
    who = caller(request)
    found, register = record_for(who, pk, READ)
    visible = {each.id for each in queries.shown_fields(who.actor, register)}
    told = queries.differences(found, most=MOST_VERSIONS)
    return VersionList(items=[_version(version, changes, visible) for version, changes in told])


def _version(version: Version, changes: list[queries.Difference], visible: set[str]) -> VersionOut:
    told = [Change(field=c.field, before=c.before, after=c.after) for c in changes if c.field in visible]
    return VersionOut(
        revision=version.revision,
        kind=version.kind,
        at=moment(version.at),
        by=version.by_name,
        reason=version.reason,
        state=version.state,
        due=day(version.due),
        changes=told,
    )


def _register(who: Caller, ref: str, act: str) -> Register:
    """A register the token covers; one it does not is refused, whether it exists or not."""
    who.check(act, ref)
    return declared(ref)
