"""回头看: lists closed and drawn from, and the second look at what was drawn."""

from django.http import HttpRequest, HttpResponse
from ninja import Query
from ninja.responses import Status
from pydantic import Field

from luoshi.api import paging
from luoshi.api.clock import now
from luoshi.api.interface import Operations
from luoshi.api.operations import Pk, caller
from luoshi.api.operations.writing import Write, day_sent, hanging, record_for
from luoshi.api.scopes import READ, WRITE
from luoshi.api.shapes import Paged, about
from luoshi.api.shapes.reviews import (
    DrawList,
    DrawOut,
    DrawSent,
    ListedOut,
    LookList,
    LookOut,
    PublicSent,
    SightSent,
)
from luoshi.api.telling import day, moment
from luoshi.packs.queries import current
from luoshi.registers.actions import Sight, close_list, draw_looks, look_again
from luoshi.registers.models import LOOKED, Draw, Look, Seen
from luoshi.registers.second_looks import looks_for, looks_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

looks = Operations(Text("回头看", "Second looks"))


class OfRegister(Paged):
    """Which draws."""

    register_ref: str = Field("", alias="register", max_length=81, description=about("哪个台账", "of which register"))


@looks.get(
    "/draws",
    Text("回头看的各次抽取", "The draws for second looks"),
    DrawList,
    about=Text("最新的在前；只列令牌范围内的台账。", "The newest first; of the registers the token covers."),
    refuses=(404,),
    headers=("Link",),
)
def list_draws(request: HttpRequest, response: HttpResponse, wanted: Query[OfRegister]) -> DrawList:
    who = caller(request)
    if wanted.register_ref:
        who.check(READ, wanted.register_ref)
        refs = [current().register(wanted.register_ref).ref]
    else:
        held = Draw.objects.order_by("register").values_list("register", flat=True).distinct()
        refs = [ref for ref in held if who.may(READ, ref)]
    rows, cursor = paging.by_id(
        Draw.objects.filter(register__in=refs),
        f"draws {wanted.register_ref}",
        cursor=wanted.cursor,
        limit=wanted.limit,
        newest_first=True,
    )
    paging.tell_next(request, response, cursor)
    return DrawList(items=[_draw(each) for each in rows], next_cursor=cursor)


@looks.post(
    "/draws",
    Text("封存名单", "Close a list"),
    {201: DrawOut},
    about=Text(
        "先写明公开数的来源和日子，名单及其摘要随即公开；到那一天由另一人抽取。",
        "Names first where the public value will come from and of which later day; list and digest are public at "
        "once, and another draws on that day.",
    ),
    refuses=(404,),
)
def close(request: HttpRequest, body: DrawSent) -> Status[DrawOut]:
    who = caller(request)
    who.check(WRITE, body.register_ref)
    value_day = day_sent(body.value_day, "value_day") if body.value_day else None
    made = close_list(
        body.register_ref, period=body.period, source=body.source, value_day=value_day, by=who.actor, at=now()
    )
    return Status(201, _draw(made))


@looks.get("/draws/{pk}", Text("一次抽取", "A draw"), DrawOut, refuses=(404,))
def get_draw(request: HttpRequest, pk: Pk) -> DrawOut:
    return _draw(_held(request, pk, READ))


@looks.get(
    "/draws/{pk}/list",
    Text("封存的名单", "The closed list"),
    ListedOut,
    about=Text(
        "每项后加换行，其 SHA-256 即公开的摘要。", "Each with a line feed behind it, their SHA-256 is the digest."
    ),
    refuses=(404,),
)
def get_list(request: HttpRequest, pk: Pk) -> ListedOut:
    return ListedOut(items=_held(request, pk, READ).listed)


@looks.post(
    "/draws/{pk}/draw",
    Text("抽取", "Draw"),
    {200: DrawOut},
    about=Text("填入公开数；一份名单只抽一次。", "With the public value; a list is drawn from once."),
    refuses=(404,),
)
def draw(request: HttpRequest, body: PublicSent, pk: Pk) -> DrawOut:
    found = _held(request, pk, WRITE)
    draw_looks(found, public=body.public, by=caller(request).actor, at=now())
    return _draw(found)


@looks.get(
    "/draws/{pk}/looks",
    Text("抽中的事项", "What was drawn"),
    LookList,
    about=Text("看到的情况见各记录。", "What was seen is told with each record."),
    refuses=(404,),
)
def list_drawn(request: HttpRequest, pk: Pk) -> LookList:
    found = _held(request, pk, READ)
    chosen = found.looks.filter(seen__in=[Seen.OPEN, *LOOKED]).select_related("record").order_by("item")
    return LookList(items=[_look(each, with_finding=False) for each in chosen])


@looks.get(
    "/looks",
    Text("待我回头看的", "The second looks that wait for me"),
    LookList,
    about=Text("先到期的在前，至多 200 项。", "Those due first, 200 at most."),
)
def list_my_looks(request: HttpRequest) -> LookList:
    who = caller(request)
    mine = [each for each in looks_for(who.actor) if who.may(READ, each.record.register)]
    return LookList(items=[_look(each) for each in mine])


@looks.get("/records/{pk}/looks", Text("一条记录的回头看", "The second looks at a record"), LookList, refuses=(404,))
def list_looks(request: HttpRequest, pk: Pk) -> LookList:
    found, _register = record_for(caller(request), pk, READ)
    return LookList(items=[_look(each) for each in looks_of(found).select_related("record")])


@looks.post(
    "/looks/{pk}",
    Text("登记回头看", "Say whether the result holds"),
    {200: LookOut},
    about=Text("不属实的，记录随即重新打开。", "Where it does not, the record is reopened at once."),
    refuses=(404,),
)
def look(request: HttpRequest, response: HttpResponse, body: SightSent, pk: Pk) -> LookOut:
    rows = Look.objects.select_related("strike_off", "draw")
    found = hanging(caller(request), rows, pk, lambda each: each.record_id)
    act = Write(request, response, found.record_id)
    found.record = act.record
    sight = Sight(body.holds, body.finding, body.evidence)
    return _look(look_again(found, sight=sight, by=act.by, at=now()))


def _held(request: HttpRequest, pk: int, act: str) -> Draw:
    who, found = caller(request), Draw.objects.filter(pk=pk).first()
    if found is None or not who.may(READ, found.register):
        raise Refused(
            "api.no_such_draw",
            reason=Text(
                "没有这次抽取，或不在令牌的范围里。", "There is no such draw, or the token does not cover it."
            ),
            remedy=Text("编号见 /api/v1/draws。", "See the numbers at /api/v1/draws."),
            where=str(pk),
        )
    who.check(act, found.register)
    return found


def _draw(found: Draw) -> DrawOut:
    return DrawOut(
        id=found.pk,
        register=found.register,
        period=found.period,
        listed=len(found.listed),
        share=f"{found.share.normalize():f}",
        digest=found.digest,
        source=found.source,
        value_day=day(found.value_day),
        head=found.head,
        closed_by=found.closed_name,
        closed_at=moment(found.closed_at),
        public=found.public,
        seed=found.seed,
        drawn_by=found.drawn_name,
        drawn_at=moment(found.drawn_at) if found.drawn_at else None,
    )


def _look(found: Look, *, with_finding: bool = True) -> LookOut:
    return LookOut(
        id=found.pk,
        record=found.record_id,
        number=found.record.number,
        draw=found.draw_id,
        seen=found.seen,
        due=day(found.due),
        finding=found.finding if with_finding else "",
        evidence=found.evidence if with_finding else {},
        by=found.by_name,
        at=moment(found.at) if found.at else None,
    )
