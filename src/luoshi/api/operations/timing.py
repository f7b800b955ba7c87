"""Clocks and chases of a record: standing still, more time, notices and their answers."""

from django.http import HttpRequest, HttpResponse
from ninja.responses import Status

from luoshi.api.clock import now, today
from luoshi.api.interface import Operations
from luoshi.api.operations import Name, Pk, caller
from luoshi.api.operations.writing import Write, day_sent, hanging, record_for
from luoshi.api.scopes import READ
from luoshi.api.shapes import Words
from luoshi.api.shapes.records import Reason
from luoshi.api.shapes.timing import (
    ChaseList,
    ChaseOut,
    ClockList,
    ClockOut,
    MoreTimeOut,
    MoreTimeSent,
    Notice,
    Reply,
    ResumeSent,
    RungOut,
    StopSent,
)
from luoshi.api.telling import against
from luoshi.api.telling_time import chase_of, clock_of, more_time_of
from luoshi.registers.actions import (
    Halt,
    ask_for_time,
    chase,
    grant_time,
    refuse_time,
    reply,
    resume_clock,
    stop_clock,
)
from luoshi.registers.chasing import ladder
from luoshi.registers.models import Chase, Clock, MoreTime
from luoshi.rules.texts import Text

timing = Operations(Text("时限与催办", "Clocks and chases"))


@timing.get("/records/{pk}/clocks", Text("一条记录的时限", "The clocks of a record"), ClockList, refuses=(404,))
def list_clocks(request: HttpRequest, pk: Pk) -> ClockList:
    found, _register = record_for(caller(request), pk, READ)
    held = found.clocks.prefetch_related("stops", "requests").order_by("pk")
    return ClockList(items=[clock_of(each) for each in held])


@timing.get(
    "/records/{pk}/chases",
    Text("一条记录的催办", "The chases of a record"),
    ChaseList,
    about=Text(
        "已发的催办通知；以及各级催办今天能否发出。", "The notices sent, and which rung may be climbed today."
    ),
    refuses=(404,),
)
def list_chases(request: HttpRequest, pk: Pk) -> ChaseList:
    found, register = record_for(caller(request), pk, READ)
    return ChaseList(
        items=[chase_of(each) for each in found.chases.select_related("unit").order_by("pk")],
        ladder=[
            RungOut(rung=each.rung.id, title=Words.of(each.rung.title), refused=against(each.refused))
            for each in ladder(found, register, day=today())
        ],
    )


@timing.post(
    "/records/{pk}/chases/{rung}",
    Text("发出一级催办", "Send the notice of a rung"),
    {200: ChaseOut},
    about=Text("每级只发一次，所以重发不会多发。", "Each rung is climbed once; sending it again sends no more."),
    refuses=(404,),
)
def send_chase(request: HttpRequest, response: HttpResponse, rung: Name, body: Notice, pk: Pk) -> ChaseOut:
    act = Write(request, response, pk)
    return chase_of(chase(act.record, rung, words=body.words, by=act.by, at=now()))


@timing.post(
    "/chases/{pk}/reply",
    Text("答复催办", "Answer a notice"),
    {200: ChaseOut},
    about=Text("由收到通知的单位答复，只答一次。", "By the unit it was sent to, once."),
    refuses=(404,),
)
def reply_to_chase(request: HttpRequest, response: HttpResponse, body: Reply, pk: Pk) -> ChaseOut:
    notices = Chase.objects.select_related("unit")
    notice = hanging(caller(request), notices, pk, lambda each: each.record_id)
    act = Write(request, response, notice.record_id)
    notice.record = act.record
    return chase_of(reply(notice, body.reply, by=act.by, at=now()))


@timing.post(
    "/clocks/{pk}/stop",
    Text("停表", "Let a clock stand still"),
    {200: ClockOut},
    about=Text(
        "事由须是条线为这个时限所列的；恢复后期限按停的工作日顺延。",
        "For a reason the pack lists for this limit; the due date moves by the working days it stood still.",
    ),
    refuses=(404,),
)
def stop(request: HttpRequest, response: HttpResponse, body: StopSent, pk: Pk) -> ClockOut:
    act, clock = _clock(request, response, pk)
    stop_clock(clock, Halt(body.reason, body.basis, day_sent(body.since, "since")), by=act.by, at=now())
    return _after(clock)


@timing.post("/clocks/{pk}/resume", Text("恢复计时", "Let a clock run again"), {200: ClockOut}, refuses=(404,))
def resume(request: HttpRequest, response: HttpResponse, body: ResumeSent, pk: Pk) -> ClockOut:
    act, clock = _clock(request, response, pk)
    resume_clock(clock, on=day_sent(body.on, "on"), by=act.by, at=now())
    return _after(clock)


@timing.post(
    "/clocks/{pk}/requests",
    Text("申请延期", "Ask for more time"),
    {201: MoreTimeOut},
    about=Text(
        "批准之前期限不变；一次只有一份待批。", "The date stays until it is granted; one request waits at a time."
    ),
    refuses=(404,),
)
def ask_for_more_time(
    request: HttpRequest, response: HttpResponse, body: MoreTimeSent, pk: Pk
) -> Status[MoreTimeOut]:
    act, clock = _clock(request, response, pk)
    return Status(201, more_time_of(ask_for_time(clock, body.days, reason=body.reason, by=act.by, at=now())))


@timing.post(
    "/requests/{pk}/grant",
    Text("同意延期", "Grant more time"),
    {200: MoreTimeOut},
    about=Text("由另一单位的人决定；原期限保留。", "By somebody of another unit; the old date is kept and shown."),
    refuses=(404,),
)
def grant_more_time(request: HttpRequest, response: HttpResponse, pk: Pk) -> MoreTimeOut:
    act, asked = _asked(request, response, pk)
    return more_time_of(grant_time(asked, by=act.by, at=now()))


@timing.post("/requests/{pk}/refuse", Text("不予延期", "Refuse more time"), {200: MoreTimeOut}, refuses=(404,))
def refuse_more_time(request: HttpRequest, response: HttpResponse, body: Reason, pk: Pk) -> MoreTimeOut:
    act, asked = _asked(request, response, pk)
    return more_time_of(refuse_time(asked, reason=body.reason, by=act.by, at=now()))


def _clock(request: HttpRequest, response: HttpResponse, pk: int) -> tuple[Write, Clock]:
    clock = hanging(caller(request), Clock.objects.all(), pk, lambda each: each.record_id)
    return Write(request, response, clock.record_id), clock


def _asked(request: HttpRequest, response: HttpResponse, pk: int) -> tuple[Write, MoreTime]:
    requests = MoreTime.objects.select_related("clock")
    asked = hanging(caller(request), requests, pk, lambda each: each.clock.record_id)
    return Write(request, response, asked.clock.record_id), asked


def _after(clock: Clock) -> ClockOut:
    return clock_of(Clock.objects.get(pk=clock.pk))
