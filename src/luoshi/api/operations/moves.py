"""流转: what may happen next, taking a move, settling a proposed one."""

from django.http import HttpRequest, HttpResponse

from luoshi.api.clock import now, today
from luoshi.api.interface import Operations
from luoshi.api.operations import IfMatch, Key, Name, Pk, caller
from luoshi.api.operations.writing import Write, day_sent, record_for
from luoshi.api.scopes import READ
from luoshi.api.shapes import Words
from luoshi.api.shapes.records import ChoiceList, ChoiceOut, MoveOut, MoveSent, ProposalOut, Reason
from luoshi.api.telling import against, moment
from luoshi.registers import queries
from luoshi.registers.actions import Step, confirm, move, turn_down
from luoshi.registers.models import Move, MoveStatus, Outcome, Record
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

moves = Operations(Text("流转", "Moves"))


@moves.get(
    "/records/{pk}/moves",
    Text("下一步可办什么", "What may happen next"),
    ChoiceList,
    about=Text(
        "当前状态的各项流转，不能办的写明原因和办法；以及待他人确认的一项。",
        "The moves out of the present state, with reason and remedy where one is refused, and the one that waits.",
    ),
    refuses=(404,),
)
def list_moves(request: HttpRequest, pk: Pk) -> ChoiceList:
    who = caller(request)
    found, _register = record_for(who, pk, READ)
    waiting = queries.proposed_move(found)
    return ChoiceList(
        items=[_choice(each) for each in queries.available_moves(who.actor, found, today=today())],
        waiting=_proposal(waiting) if waiting else None,
    )


@moves.post(
    "/records/{pk}/moves/{name}",
    Text("办理一项流转", "Take a move"),
    {200: MoveOut},
    about=Text(
        "须确认的流转先为 proposed，待他人确认。带 If-Match 时，期间有人改过则为 412。",
        "One that takes a confirmation is proposed first. With If-Match, 412 where somebody wrote since then.",
    ),
    refuses=(404, 412),
    headers=("ETag", "Idempotent-Replayed"),
)
def take_move(
    request: HttpRequest,
    response: HttpResponse,
    name: Name,
    body: MoveSent,
    pk: Pk,
    if_match: IfMatch = "",
    key: Key = "",
) -> MoveOut:
    act = Write(request, response, pk, if_match)

    def do() -> str:
        step = Step(
            on=day_sent(body.on, "on"),
            evidence=body.evidence,
            values=body.values,
            note=body.note,
            explained=body.explained,
        )
        taken = move(act.record, name, step=step, by=act.by, at=now(), revision=act.revision, submitted=act.submitted)
        return taken.status

    status = act.once(do, lambda kept: STATUSES[Outcome(kept.outcome)], body.values)
    return MoveOut(status=status, move=name, record=act.told())


STATUSES = {Outcome.MOVED: MoveStatus.DONE.value, Outcome.PROPOSED: MoveStatus.PROPOSED.value}


@moves.post(
    "/records/{pk}/proposal/confirm",
    Text("确认待定的流转", "Confirm the proposed move"),
    {200: MoveOut},
    refuses=(404,),
    headers=("ETag",),
)
def confirm_move(request: HttpRequest, response: HttpResponse, pk: Pk) -> MoveOut:
    act = Write(request, response, pk)
    proposed = _waiting(act.record)
    confirm(proposed, by=act.by, at=now())
    return MoveOut(status="done", move=proposed.name, record=act.told())


@moves.post(
    "/records/{pk}/proposal/turn-down",
    Text("退回待定的流转", "Turn the proposed move down"),
    {200: MoveOut},
    refuses=(404,),
    headers=("ETag",),
)
def turn_down_move(request: HttpRequest, response: HttpResponse, body: Reason, pk: Pk) -> MoveOut:
    act = Write(request, response, pk)
    proposed = _waiting(act.record)
    turn_down(proposed, reason=body.reason, by=act.by, at=now())
    return MoveOut(status="turned_down", move=proposed.name, record=act.told())


def _waiting(found: Record) -> Move:
    proposed = queries.proposed_move(found)
    if proposed is None:
        raise Refused(
            "registers.already_settled",
            reason=Text("没有待确认的流转，或已有人处理。", "No move waits, or it has been settled already."),
            remedy=Text("请重新取这条记录。", "Read the record again."),
            where=found.number,
        )
    return proposed


def _choice(choice: queries.Choice) -> ChoiceOut:
    declared = choice.move
    return ChoiceOut(
        move=declared.id,
        title=Words.of(declared.title),
        target=declared.target,
        needs=list(declared.needs),
        sets=list(declared.sets),
        confirmed_by_another=declared.confirm is not None,
        refused=against(choice.refused),
    )


def _proposal(taken: Move) -> ProposalOut:
    return ProposalOut(
        id=taken.pk,
        move=taken.name,
        on=taken.on.isoformat(),
        by=taken.by_name,
        at=moment(taken.at),
        evidence=taken.evidence,
        note=taken.note,
    )
