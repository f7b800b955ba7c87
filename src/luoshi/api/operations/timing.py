"""Clocks and chases of a record."""

from django.http import HttpRequest

from luoshi.api.clock import now, today
from luoshi.api.interface import Operations
from luoshi.api.operations import Name, Pk, caller
from luoshi.api.operations.records import record_for
from luoshi.api.scopes import READ, WRITE
from luoshi.api.shapes import Words
from luoshi.api.shapes.records import ChaseList, ChaseOut, ClockList, Notice, Reply, RungOut
from luoshi.api.telling import against, chase_of, clock_of
from luoshi.registers.actions import chase, reply
from luoshi.registers.chasing import ladder
from luoshi.registers.models import Chase
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

timing = Operations(Text("时限与催办", "Clocks and chases"))


@timing.get("/records/{pk}/clocks", Text("一条记录的时限", "The clocks of a record"), ClockList, refuses=(404,))
def list_clocks(request: HttpRequest, pk: Pk) -> ClockList:
    found, _register = record_for(caller(request), pk, READ)
    return ClockList(items=[clock_of(each) for each in found.clocks.order_by("pk")])


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
def send_chase(request: HttpRequest, rung: Name, body: Notice, pk: Pk) -> ChaseOut:
    who = caller(request)
    found, _register = record_for(who, pk, WRITE)
    return chase_of(chase(found, rung, words=body.words, by=who.actor, at=now()))


@timing.post(
    "/chases/{pk}/reply",
    Text("答复催办", "Answer a notice"),
    {200: ChaseOut},
    about=Text("由收到通知的单位答复，只答一次。", "By the unit it was sent to, once."),
    refuses=(404,),
)
def reply_to_chase(request: HttpRequest, body: Reply, pk: Pk) -> ChaseOut:
    who = caller(request)
    notice = Chase.objects.select_related("unit").filter(pk=pk).first()
    if notice is None:
        raise Refused(
            "registers.not_visible",
            reason=Text("没有这份通知，或您无权查看。", "There is no such notice, or you may not see it."),
            remedy=Text("请核对编号。", "Check the number."),
            where=str(pk),
        )
    notice.record, _register = record_for(who, notice.record_id, WRITE)
    return chase_of(reply(notice, body.reply, by=who.actor, at=now()))
