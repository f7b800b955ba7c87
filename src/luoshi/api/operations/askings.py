"""催报: asking units for returns they have not handed over, and what one was asked for."""

from django.http import HttpRequest
from ninja.responses import Status

from luoshi.api.clock import now
from luoshi.api.interface import Operations
from luoshi.api.listing import unit_by_code
from luoshi.api.operations import Name, caller
from luoshi.api.scopes import READ, WRITE
from luoshi.api.shapes.reports import AskingList, AskingOut, AskingSent
from luoshi.api.telling import day, moment, unit_of
from luoshi.packs.queries import current
from luoshi.returns.actions import remind
from luoshi.returns.models import Reminder
from luoshi.returns.policies import asked_period
from luoshi.returns.queries import asked_of, askings_of
from luoshi.rules.texts import Text

askings = Operations(Text("催报", "Asking for returns"))


@askings.get(
    "/askings",
    Text("本单位被催报的", "What one's units are asked for"),
    AskingList,
    about=Text("还没有报出的，最近的在前。", "Of what is not handed over yet, the latest first."),
)
def list_own_askings(request: HttpRequest) -> AskingList:
    who = caller(request)
    who.check(READ)
    return AskingList(items=[_told(each) for each, _record in asked_of(who.actor) if who.may(READ, each.register)])


@askings.get(
    "/returns/{ref}/periods/{period}/askings",
    Text("一期报送的催报", "The askings of a round"),
    AskingList,
    about=Text("发给您看得到的单位的，最近的在前。", "Those sent to units in your sight, the latest first."),
    refuses=(404,),
)
def list_askings(request: HttpRequest, ref: Name, period: Name) -> AskingList:
    who = caller(request)
    who.check(READ, ref)
    found = asked_period(current().register(ref), period)
    return AskingList(items=[_told(each) for each in askings_of(who.actor, ref, found.label)])


@askings.post(
    "/returns/{ref}/periods/{period}/askings",
    Text("催报", "Ask for a return"),
    {201: AskingList},
    about=Text(
        "只发给还没有报出的单位；条线声明了阶梯的，每个单位发它的下一级，每级只发一次。",
        "To those units only that have not handed it over; where the pack declares a ladder, each gets its next "
        "rung, each rung once.",
    ),
    refuses=(404,),
)
def ask(request: HttpRequest, ref: Name, period: Name, body: AskingSent) -> Status[AskingList]:
    who = caller(request)
    who.check(WRITE, ref)
    register = current().register(ref)
    units = [unit_by_code(code, f"units.{number}").pk for number, code in enumerate(dict.fromkeys(body.units))]
    made = remind(register.ref, period, units=units, words=body.words, by=who.actor, at=now())
    return Status(201, AskingList(items=[_told(each) for each in made]))


def _told(asked: Reminder) -> AskingOut:
    return AskingOut(
        id=asked.pk,
        register=asked.register,
        period=asked.period,
        unit=unit_of(asked.unit),
        rung=asked.rung,
        number=asked.number,
        due=day(asked.due),
        days_left=asked.days_left,
        words=asked.words,
        by=asked.by_name,
        at=moment(asked.at),
    )
