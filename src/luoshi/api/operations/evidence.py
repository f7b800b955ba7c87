"""佐证: files before a record: laid down, listed, fetched, withdrawn."""

from typing import Annotated
from urllib.parse import quote

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import File
from ninja.files import UploadedFile
from ninja.responses import Status

from luoshi.api.clock import now
from luoshi.api.interface import Operations
from luoshi.api.operations import Name, Pk, caller
from luoshi.api.operations.writing import record_for
from luoshi.api.scopes import READ, WRITE
from luoshi.api.shapes import about
from luoshi.api.shapes.records import ExhibitList, ExhibitOut, Reason
from luoshi.api.telling import exhibit_of
from luoshi.evidence.actions import keep
from luoshi.evidence.policies import refused as refusal
from luoshi.evidence.stores import store
from luoshi.registers import permissions
from luoshi.registers.actions import attach, detach
from luoshi.registers.exhibits import exhibits_of
from luoshi.registers.models import Exhibit, Record
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

evidence = Operations(Text("佐证材料", "Evidence"))


@evidence.get(
    "/records/{pk}/evidence", Text("一条记录的佐证", "The evidence of a record"), ExhibitList, refuses=(404,)
)
def list_evidence(request: HttpRequest, pk: Pk) -> ExhibitList:
    found, _register = record_for(caller(request), pk, READ)
    return ExhibitList(items=[exhibit_of(each) for each in exhibits_of(found)])


@evidence.post(
    "/records/{pk}/evidence/{kind}",
    Text("附上佐证", "Lay a file before a record"),
    {201: ExhibitOut},
    about=Text(
        "一次一个文件，与网页同样的限制和检查；同一内容只附一次。",
        "One file at a time, with the limits and examination of the pages; the same content is taken once.",
    ),
    refuses=(404,),
)
def attach_evidence(
    request: HttpRequest,
    kind: Name,
    pk: Pk,
    file: Annotated[UploadedFile, File(description=about("文件", "the file"))],
) -> Status[ExhibitOut]:
    who = caller(request)
    found, register = record_for(who, pk, WRITE)
    permissions.check_can_attach(who.actor, found, register)
    declared = register.evidence.get(kind)
    kept = keep(
        file,
        name=file.name or "",
        by=who.actor,
        at=now(),
        photo=declared is not None and declared.photo,
        keeps_place=declared is not None and declared.keeps_place,
    )
    return Status(201, exhibit_of(attach(found, kind, file=kept, by=who.actor, at=now())))


@evidence.get(
    "/records/{pk}/evidence/files/{exhibit}",
    Text("取佐证的内容", "Fetch a file"),
    None,
    about=Text("原样的字节，只供保存。", "The bytes as they are kept, to be saved."),
    refuses=(404, 409),
    media_type="application/octet-stream",
)
def fetch_evidence(
    request: HttpRequest,
    pk: Pk,
    exhibit: Pk,
) -> HttpResponseBase:
    found, _register = record_for(caller(request), pk, READ)
    file = _exhibit(found, exhibit).file
    kept = store()
    try:
        there = kept.holds(file.sha256, file.size)
    except OSError:
        raise refusal("store", name=file.name) from None
    if not there:
        raise refusal("missing", name=file.name)
    response = StreamingHttpResponse(kept.read(file.sha256, 0, file.size), content_type="application/octet-stream")
    response.headers["Content-Length"] = str(file.size)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    response.headers["ETag"] = f'"{file.sha256}"'
    return response


@evidence.post(
    "/records/{pk}/evidence/files/{exhibit}/withdraw",
    Text("撤回佐证", "Withdraw a file"),
    {200: ExhibitOut},
    about=Text(
        "流转尚未采用的附件可以撤回；原件和理由留在记录里。",
        "One that no move rests on; it stays in the history with the reason.",
    ),
    refuses=(404,),
)
def withdraw_evidence(
    request: HttpRequest,
    body: Reason,
    pk: Pk,
    exhibit: Pk,
) -> ExhibitOut:
    who = caller(request)
    found, _register = record_for(who, pk, WRITE)
    held = _exhibit(found, exhibit)
    held.record = found
    return exhibit_of(detach(held, reason=body.reason, by=who.actor, at=now()))


def _exhibit(found: Record, pk: int) -> Exhibit:
    held = Exhibit.objects.select_related("file__content").filter(pk=pk, record=found).first()
    if held is None:
        raise Refused(
            "api.no_such_file",
            reason=Text("这条记录没有这个附件。", "The record has no such file."),
            remedy=Text("请核对编号。", "Check its number."),
            where=str(pk),
        )
    return held
