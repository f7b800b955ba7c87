"""责任单位, 上级, 豁免, 撤回: what a record's place among others is, and changing it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from ninja.responses import Status

from luoshi.api.clock import now
from luoshi.api.interface import Operations
from luoshi.api.listing import unit_by_code
from luoshi.api.operations import IfMatch, Name, Pk, caller
from luoshi.api.operations.writing import Write, etag, record_for
from luoshi.api.scopes import READ
from luoshi.api.shapes.records import Reason, RecordOut
from luoshi.api.shapes.standing import ParentSent, PartiesOut, PartiesSent, WaiverList, WaiverOut, WaiverSent
from luoshi.api.telling import moment, unit_of
from luoshi.org.models import Unit
from luoshi.registers.actions import place_under, set_parties, waive, withdraw
from luoshi.registers.models import PartyRole, Record, Waiver
from luoshi.rules.texts import Text

standing = Operations(Text("责任与归属", "Parties and place"))
OVER_SEEN = Text("须带 If-Match：您所见的 ETag。", "Takes If-Match with the ETag you saw.")


@standing.get(
    "/records/{pk}/parties",
    Text("一条记录的责任单位", "The units responsible"),
    PartiesOut,
    refuses=(404,),
    headers=("ETag",),
)
def get_parties(request: HttpRequest, response: HttpResponse, pk: Pk) -> PartiesOut:
    found, _register = record_for(caller(request), pk, READ)
    response.headers["ETag"] = etag(found)
    return _parties(found)


@standing.put(
    "/records/{pk}/parties",
    Text("调整责任单位", "Name the units responsible"),
    {200: PartiesOut},
    about=Text(
        "牵头有且只有一个；未写的配合、督办单位即撤下。须带 If-Match：您所见的 ETag。",
        "One lead, always; supporting and supervising units that are not named are taken off. Takes If-Match with "
        "the ETag you saw.",
    ),
    refuses=(404, 412, 428),
    headers=("ETag",),
)
def put_parties(
    request: HttpRequest, response: HttpResponse, body: PartiesSent, pk: Pk, if_match: IfMatch = ""
) -> PartiesOut:
    act = Write(request, response, pk, if_match, needed=True)
    lead = unit_by_code(body.lead, "lead")
    support, supervisor = _units(body.support, "support"), _units(body.supervisor, "supervisor")
    act.over_seen(
        lambda: set_parties(act.record, lead=lead, support=support, supervisor=supervisor, by=act.by, at=now())
    )
    return _parties(Record.every.select_related("lead").get(pk=pk))


@standing.put(
    "/records/{pk}/parent",
    Text("调整上级", "Hang a record under another"),
    {200: RecordOut},
    about=OVER_SEEN,
    refuses=(404, 412, 428),
    headers=("ETag",),
)
def put_parent(
    request: HttpRequest, response: HttpResponse, body: ParentSent, pk: Pk, if_match: IfMatch = ""
) -> RecordOut:
    act = Write(request, response, pk, if_match, needed=True)
    parent = record_for(act.who, body.parent, READ)[0] if body.parent else None
    return act.over_seen(lambda: place_under(act.record, parent=parent, by=act.by, at=now()))


@standing.post(
    "/records/{pk}/withdraw",
    Text("撤回误登的记录", "Take back what was entered by mistake"),
    {200: RecordOut},
    about=Text(
        "还没有办理、附件、下级和引用的才能撤回；记录与原因保留。须带 If-Match：您所见的 ETag。",
        "One that nothing was done with yet; it stays with its reason and counts nowhere. Takes If-Match with the "
        "ETag you saw.",
    ),
    refuses=(404, 412, 428),
    headers=("ETag",),
)
def take_record_back(
    request: HttpRequest, response: HttpResponse, body: Reason, pk: Pk, if_match: IfMatch = ""
) -> RecordOut:
    act = Write(request, response, pk, if_match, needed=True)
    return act.over_seen(lambda: withdraw(act.record, reason=body.reason, revision=act.revision, by=act.by, at=now()))


@standing.get("/records/{pk}/waivers", Text("一条记录的豁免", "The guards set aside"), WaiverList, refuses=(404,))
def list_waivers(request: HttpRequest, pk: Pk) -> WaiverList:
    found, _register = record_for(caller(request), pk, READ)
    return WaiverList(items=[_waiver(each) for each in found.waivers.order_by("pk")])


@standing.post(
    "/records/{pk}/waivers/{guard}",
    Text("登记豁免", "Set a guard aside"),
    {201: WaiverOut},
    about=Text("由条线指定的人，写明法律依据。", "By whom the pack names, with the legal basis; once for a record."),
    refuses=(404,),
)
def waive_guard(
    request: HttpRequest, response: HttpResponse, guard: Name, body: WaiverSent, pk: Pk
) -> Status[WaiverOut]:
    act = Write(request, response, pk)
    return Status(201, _waiver(waive(act.record, guard, basis=body.basis, by=act.by, at=now())))


def _units(codes: Sequence[str], where: str) -> list[Unit]:
    return [unit_by_code(code, f"{where}.{number}") for number, code in enumerate(dict.fromkeys(codes))]


def _parties(found: Record) -> PartiesOut:
    held = list(found.parties.select_related("unit").order_by("unit__path"))
    support, supervisor = (
        [unit_of(each.unit) for each in held if each.role == role]
        for role in (PartyRole.SUPPORT, PartyRole.SUPERVISOR)
    )
    return PartiesOut(lead=unit_of(found.lead) if found.lead else None, support=support, supervisor=supervisor)


def _waiver(given: Waiver) -> WaiverOut:
    return WaiverOut(guard=given.guard, basis=given.basis, by=given.by_name, at=moment(given.at))
