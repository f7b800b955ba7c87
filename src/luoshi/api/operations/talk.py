"""评论: what people say of a record, said again better, taken back."""

from django.http import HttpRequest, HttpResponse
from ninja import Query
from ninja.responses import Status

from luoshi.api import paging
from luoshi.api.clock import now
from luoshi.api.interface import Operations
from luoshi.api.operations import IfMatch, Key, Pk, caller
from luoshi.api.operations.writing import Write, hanging, record_for
from luoshi.api.problems import Refusal
from luoshi.api.scopes import READ
from luoshi.api.shapes import Paged
from luoshi.api.shapes.talk import CommentList, CommentOut, CommentSent, Earlier
from luoshi.api.telling import moment
from luoshi.registers.actions import comment, edit_comment, withdraw_comment
from luoshi.registers.comments import comments_of
from luoshi.registers.models import Comment, Submission
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

talk = Operations(Text("评论", "Comments"))
CHANGED = "registers.comment_changed"


@talk.get(
    "/records/{pk}/comments",
    Text("一条记录的评论", "The comments on a record"),
    CommentList,
    about=Text(
        "按先后，按游标翻页；撤回的仍在，不再给出原话。", "The oldest first; withdrawn ones stay, without words."
    ),
    refuses=(404,),
    headers=("Link",),
)
def list_comments(request: HttpRequest, response: HttpResponse, pk: Pk, wanted: Query[Paged]) -> CommentList:
    found, _register = record_for(caller(request), pk, READ)
    rows, cursor = paging.by_id(comments_of(found), f"comments {pk}", cursor=wanted.cursor, limit=wanted.limit)
    paging.tell_next(request, response, cursor)
    return CommentList(items=[_told(each) for each in rows], next_cursor=cursor)


@talk.post(
    "/records/{pk}/comments",
    Text("写一条评论", "Say something of a record"),
    {201: CommentOut},
    about=Text(
        "@姓名 提到看得见这条记录的人；提到看不见的人则不写入。",
        "@name speaks to somebody who sees the record; where one may not see it, nothing is written.",
    ),
    refuses=(404,),
    headers=("ETag", "Idempotent-Replayed"),
)
def say(request: HttpRequest, response: HttpResponse, body: CommentSent, pk: Pk, key: Key = "") -> Status[CommentOut]:
    act = Write(request, response, pk)

    def do() -> Comment:
        return comment(act.record, body.text, by=act.by, at=now(), submitted=act.submitted)

    return Status(201, _marked(response, act.once(do, _said_before)))


def _said_before(kept: Submission) -> Comment:
    return Comment.objects.get(record=kept.record_id, by_account=kept.account, at=kept.at)


@talk.patch(
    "/comments/{pk}",
    Text("修改自己的评论", "Change a comment of one's own"),
    {200: CommentOut},
    about=Text(
        "须带 If-Match：您所见的 ETag；原话保留。", "Takes If-Match with the ETag you saw; what it said is kept."
    ),
    refuses=(404, 412, 428),
    headers=("ETag",),
)
def change_comment(
    request: HttpRequest, response: HttpResponse, body: CommentSent, pk: Pk, if_match: IfMatch = ""
) -> CommentOut:
    said = _held(request, pk)
    act = Write(request, response, said.record_id, if_match, needed=True)
    try:
        edit_comment(said, body.text, edition=act.revision or 0, by=act.by, at=now())
    except Refused as refused:
        raise (Refusal(refused, 412, {"etag": _etag(said)}) if refused.code == CHANGED else refused) from None
    return _marked(response, said)


@talk.post(
    "/comments/{pk}/withdraw", Text("撤回自己的评论", "Take a comment back"), {200: CommentOut}, refuses=(404,)
)
def take_comment_back(request: HttpRequest, response: HttpResponse, pk: Pk) -> CommentOut:
    said = _held(request, pk)
    act = Write(request, response, said.record_id)
    return _marked(response, withdraw_comment(said, by=act.by, at=now()))


def _held(request: HttpRequest, pk: int) -> Comment:
    comments = Comment.objects.select_related("record", "by_unit")
    return hanging(caller(request), comments, pk, lambda each: each.record_id)


def _marked(response: HttpResponse, said: Comment) -> CommentOut:
    response.headers["ETag"] = _etag(said)
    return _told(said)


def _etag(said: Comment) -> str:
    return f'"{said.edition}"'


def _told(said: Comment) -> CommentOut:
    gone = said.withdrawn_at is not None
    return CommentOut(
        id=said.pk,
        record=said.record_id,
        text="" if gone else said.text,
        by=said.by_name,
        unit=said.by_unit.title if said.by_unit else "",
        on_behalf_of=said.on_behalf_of,
        at=moment(said.at),
        edition=said.edition,
        edited_at=moment(said.edited_at) if said.edited_at else None,
        withdrawn_at=moment(said.withdrawn_at) if said.withdrawn_at else None,
        mentions=[] if gone else [each.name for each in said.mentions.all() if each.stands],
        earlier=[] if gone else [Earlier(text=each.text, until=moment(each.at)) for each in said.edits.all()],
    )
