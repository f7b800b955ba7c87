"""May it happen in this state: moves, guards, evidence, dates, trees."""

import datetime as dt
from collections.abc import Collection, Mapping

from luoshi.evidence.formats import IMAGES
from luoshi.evidence.models import File
from luoshi.packs.declarations import EvidenceKind, Move, Register, Review, SecondLook
from luoshi.registers.facts import Standing, facts
from luoshi.registers.models import MoveStatus, Record, ReviewState
from luoshi.registers.values import FieldProblem, Invalid, Kept
from luoshi.rules.expressions.evaluate import evaluate
from luoshi.rules.expressions.values import is_met
from luoshi.rules.names import check_characters
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def standing_of(record: Record, day: dt.date) -> Standing:
    """Where a record stands on a day, for its expressions."""
    return Standing(
        record.state, record.reached, record.unit_id, record.lead_id, record.due, record.period, record.reopened, day
    )


def declared_move(register: Register, name: str) -> Move:
    """The move of that name, or a refusal that lists the moves there are."""
    moves = register.lifecycle.moves if register.lifecycle else {}
    if name not in moves:
        known = [move.title for move in moves.values()]
        raise Refused(
            "registers.unknown_move",
            reason=Text(f"“{register.title.zh}”没有流转“{name}”。", f"{register.title.en} has no move '{name}'."),
            remedy=Text(
                f"可用：{'、'.join(title.zh for title in known) or '无'}。",
                f"There are: {', '.join(title.en for title in known) or 'none'}.",
            ),
            where=name,
        )
    return moves[name]


def check_state_allows(record: Record, register: Register, move: Move) -> None:
    """Refuse a move that does not leave the present state, or while another waits for confirmation."""
    lifecycle = register.lifecycle
    if lifecycle is None or record.state not in move.sources:
        states = lifecycle.states if lifecycle else {}
        here = states[record.state].title if record.state in states else Text("无", "none")
        raise Refused(
            "registers.wrong_state",
            reason=Text(
                f"“{record.label}”现处“{here.zh}”，不能{move.title.zh}。",
                f"'{record.label}' is {here.en}; it cannot {move.title.en.lower()} from there.",
            ),
            remedy=Text(
                f"须先到：{'、'.join(states[name].title.zh for name in move.sources if name in states)}。",
                f"It must first be: {', '.join(states[name].title.en for name in move.sources if name in states)}.",
            ),
            where=record.number,
        )
    check_none_proposed(record)


def check_none_proposed(record: Record) -> None:
    """Refuse a move while another waits for confirmation. One query."""
    if record.moves.filter(status=MoveStatus.PROPOSED).exists():
        raise Refused(
            "registers.awaiting_confirmation",
            reason=Text(f"“{record.label}”有一项流转待确认。", f"A move of '{record.label}' awaits confirmation."),
            remedy=Text("请先确认或退回。", "Have it confirmed or turned down first."),
            where=record.number,
        )


def check_stands(record: Record) -> None:
    """Refuse to go on with a record that was taken back."""
    if record.withdrawn_at is not None:
        raise Refused(
            "registers.withdrawn",
            reason=Text(f"“{record.label}”已撤回，不再办理。", f"'{record.label}' was taken back."),
            remedy=Text("请使用现有的记录，或重新登记。", "Use the record that stands, or enter it anew."),
            where=record.number,
        )


def check_still_there(record: Record, source: str, title: Text) -> None:
    """Refuse to confirm a move out of a state in which the record no longer stands."""
    if record.state != source:
        raise Refused(
            "registers.left_meanwhile",
            reason=Text(
                f"“{record.label}”在提出“{title.zh}”之后已离开当时的状态。",
                f"'{record.label}' has left the state in which '{title.en}' was proposed.",
            ),
            remedy=Text(
                "请退回；仍需办理的，由办理人重新提出。", "Turn it down; propose it anew if it is still needed."
            ),
            where=record.number,
        )


def is_struck_off(record: Record, register: Register) -> bool:
    """Whether the record stands where only a strike-off leads."""
    return register.lifecycle is not None and record.state in register.lifecycle.struck_states


def check_not_struck_off(record: Record, register: Register) -> None:
    """Refuse to correct what was signed off: it has to be reopened first, which is counted."""
    if register.lifecycle is not None and is_struck_off(record, register):
        here = register.lifecycle.states[record.state].title
        raise Refused(
            "registers.struck_off",
            reason=Text(
                f"“{record.label}”已“{here.zh}”，内容不再更正。",
                f"'{record.label}' is '{here.en}'; what was signed off is not corrected.",
            ),
            remedy=Text("确有错误时先重新打开，再更正。", "If it is wrong, have it reopened first."),
            where=record.number,
        )


def check_by_hand(register: Register, move: Move) -> None:
    """Refuse the move of a second look to anybody who takes it without a look, and without a second person."""
    look = register.lifecycle.second_look if register.lifecycle else None
    if look is not None and move.id == look.reopen and move.confirm is None:
        raise Refused(
            "registers.by_second_look",
            reason=Text(
                f"“{move.title.zh}”只随回头看的结果办理。", f"'{move.title.en}' follows from a second look only."
            ),
            remedy=Text("请在抽中的回头看里写明情况。", "Say what was seen in the second look that was drawn."),
            where=move.id,
        )


def check_evidence(
    register: Register, move: Move | SecondLook, evidence: Mapping[str, str], exhibited: Collection[str] = ()
) -> None:
    """Refuse a move without the declared evidence, in words or as a file, or with evidence nobody declared."""
    by_words = {kind for kind, words in evidence.items() if words.strip()} - _by_file(register)
    lacking = [kind for kind in move.needs if kind not in exhibited and kind not in by_words]
    foreign = [kind for kind in evidence if kind not in register.evidence]
    if lacking or foreign:
        kinds = [
            register.evidence[kind].title if kind in register.evidence else Text(kind, kind)
            for kind in lacking or foreign
        ]
        zh, en = ("缺少证明：", "Evidence is missing: ") if lacking else ("未声明的证明：", "Evidence not declared: ")
        raise Refused(
            "registers.evidence_missing" if lacking else "registers.evidence_unknown",
            reason=Text(zh + "、".join(kind.zh for kind in kinds), en + ", ".join(kind.en for kind in kinds)),
            remedy=_how_to_prove((lacking or foreign)[0] in _by_file(register)),
            where=(lacking or foreign)[0],
        )
    for kind, words in evidence.items():
        check_words(words, kind, most=200)


def _by_file(register: Register) -> set[str]:
    """The kinds of evidence for which words are not enough."""
    return {id_ for id_, kind in register.evidence.items() if kind.by_file}


def _how_to_prove(by_file: bool) -> Text:
    if by_file:
        return Text(
            "请先在记录页上传文件；只写文号不算。", "Upload the file on the record's page; its number is not enough."
        )
    return Text("请填写文号，或上传附件。", "Give the document's number, or upload a file.")


def check_kind_fits(kind: EvidenceKind, file: File, *, where: str) -> None:
    """Refuse a file that is no picture for a photo, or one with its place where nobody asked for the place."""
    if kind.photo and file.content.format not in IMAGES:
        raise Refused(
            "registers.not_a_picture",
            reason=Text(f"“{kind.title.zh}”要照片。", f"'{kind.title.en}' is to be a photo."),
            remedy=Text("请上传 jpg、png 或 webp。", "Upload a jpg, png or webp."),
            where=where,
        )
    if file.keeps_place and not kind.keeps_place:
        raise Refused(
            "registers.place_not_asked",
            reason=Text(f"“{kind.title.zh}”不收拍摄地点。", f"'{kind.title.en}' takes no place."),
            remedy=Text("请去掉地点后上传。", "Upload it without its place."),
            where=where,
        )


def check_given(text: str, where: str, reason: Text, *, most: int) -> None:
    """Refuse an empty reason or basis, one that is too long to keep, and characters nobody can see."""
    if not text.strip():
        raise Refused(
            f"registers.{where}_missing", reason=reason, remedy=Text("请填写。", "Fill it in."), where=where
        )
    check_words(text, where, most=most)


def check_words(text: str, where: str, *, most: int) -> None:
    """Refuse words that cannot be kept as they are: nothing is cut, nothing is left out."""
    check_characters(text, where=where, lines=True)
    if len(text) > most:
        raise Refused(
            "registers.too_long",
            reason=Text(f"共 {len(text)} 字，超过 {most} 字。", f"{len(text)} characters are more than {most}."),
            remedy=Text(f"请缩短到 {most} 字以内。", f"Shorten it to {most} characters."),
            where=where,
        )


def declared_review(register: Register, name: str) -> Review:
    """The review of that name, or a refusal."""
    if name not in register.reviews:
        raise Refused(
            "registers.unknown_review",
            reason=Text(f"“{register.title.zh}”没有评议“{name}”。", f"{register.title.en} has no review '{name}'."),
            remedy=Text("请从记录页发起。", "Begin one from the record."),
            where=name,
        )
    return register.reviews[name]


def check_review_fits(record: Record, register: Register, rule: Review) -> None:
    """Refuse a review outside its state, and a second one of the same report."""
    states = register.lifecycle.states if register.lifecycle else {}
    if record.state != rule.on:
        here = states[rule.on].title
        raise Refused(
            "registers.not_to_review",
            reason=Text(f"只有“{here.zh}”的事项才评议。", f"Only what is '{here.en}' is reviewed."),
            remedy=Text("请到该状态再发起。", "Begin it in that state."),
            where=record.number,
        )
    if outcome_of(record, rule) != "":
        raise Refused(
            "registers.reviewed_already",
            reason=Text("这一次反馈已有评议结论。", "This report has its review already."),
            remedy=Text("请按结论办理。", "Go by its outcome."),
            where=record.number,
        )


def outcome_of(record: Record, rule: Review) -> str:
    """What the review of the present stay in its state came to; empty while there is none. Two queries."""
    came = record.moves.filter(status=MoveStatus.DONE, target=rule.on).order_by("-revision").first()
    held = record.reviews.filter(name=rule.id, state=ReviewState.SETTLED, revision__gte=came.revision if came else 0)
    return held.order_by("-id").values_list("outcome", flat=True).first() or ""


def check_reviewed(record: Record, register: Register, move: Move) -> None:
    """Refuse a move whose review has not come to one of the verdicts that let it pass."""
    for name, verdicts in move.reviewed.items():
        rule = register.reviews[name]
        if outcome_of(record, rule) not in verdicts:
            wanted = [rule.verdicts[each] for each in verdicts]
            raise Refused(
                "registers.not_reviewed",
                reason=Text(
                    f"须先经“{rule.title.zh}”得出“{'、'.join(each.zh for each in wanted)}”。",
                    f"'{rule.title.en}' has to come to '{', '.join(each.en for each in wanted)}' first.",
                ),
                remedy=Text("请发起评议，或等待结论。", "Begin the review, or wait for its outcome."),
                where=record.number,
            )


def check_verdict(rule: Review, verdict: str) -> None:
    """Refuse a verdict that was not declared."""
    if verdict not in rule.verdicts:
        raise Refused(
            "registers.verdict",
            reason=Text("没有选择结论。", "No verdict is chosen."),
            remedy=Text(
                f"可选：{'、'.join(each.zh for each in rule.verdicts.values())}。",
                f"There are: {', '.join(each.en for each in rule.verdicts.values())}.",
            ),
            where="verdict",
        )


def check_word(register: Register, move: Move, data: Mapping[str, Kept]) -> None:
    """Refuse to close a promise on any other word than a yes; a beneficiary nobody reached has said nothing."""
    said = register.beneficiary
    ends = register.lifecycle is not None and register.lifecycle.states[move.target].end
    if said is None or not move.is_word or not ends or data.get(said.outcome) in said.satisfied:
        return
    field = register.fields[said.outcome]
    answer = field.options.get(str(data.get(said.outcome)), Text("未填写", "nothing"))
    wanted = [field.options[each] for each in said.satisfied]
    raise Refused(
        "registers.not_satisfied",
        reason=Text(
            f"“{field.title.zh}”为“{answer.zh}”，受益人没有认可；联系不上不算满意。",
            f"'{field.title.en}' is '{answer.en}': the beneficiary has not said yes, and unreached is not satisfied.",
        ),
        remedy=Text(
            f"回访到“{'、'.join(each.zh for each in wanted)}”后再{move.title.zh}；否则退回重办。",
            f"Call back until the answer is {' or '.join(each.en for each in wanted)}, or send it back.",
        ),
        where=said.outcome,
    )


def check_day(record: Record, on: dt.date, today: dt.date) -> None:
    """Refuse a day in the future, or before the day the present state was reached."""
    since = record.reached.get(record.state)
    if on > today or (since and on < dt.date.fromisoformat(since)):
        raise Refused(
            "registers.day",
            reason=Text(
                f"日期 {on} 不在 {since or '…'} 至 {today} 之间。", f"{on} is not between {since or '…'} and {today}."
            ),
            remedy=Text("请填写实际发生的日期。", "Enter the day it really happened."),
            where="on",
        )


def check_rules(register: Register, data: Mapping[str, Kept], standing: Standing) -> None:
    """Refuse data that breaks a declared rule; every broken rule is named. A blank condition counts as unmet."""
    if not register.rules:
        return
    row = facts(register, data, standing)
    broken = [rule for rule in register.rules if not is_met(evaluate(rule.condition, row, today=standing.day))]
    if broken:
        problems = tuple(FieldProblem("", register.title, rule.refuse, rule.remedy) for rule in broken)
        raise Invalid(problems, where=f"rule.{broken[0].id}")


def check_parent(
    register: Register, parent: Record | None, due: dt.date | None, *, child: Record | None = None
) -> None:
    """Refuse a parent of the wrong register, a cycle, or a due date later than the parent's. Walks up the tree."""
    if parent is None:
        return
    check_stands(parent)
    if register.parent is None or parent.register != register.parent.to:
        raise Refused(
            "registers.wrong_parent",
            reason=Text(f"“{parent.label}”不能作为上级。", f"'{parent.label}' cannot be the parent."),
            remedy=Text("请选择声明的上级台账中的记录。", "Choose a record of the declared parent register."),
            where="parent",
        )
    above: Record | None = parent
    while above is not None:
        if child is not None and above.pk == child.pk:
            raise Refused(
                "registers.cycle",
                reason=Text(
                    f"“{parent.label}”本身在“{child.label}”之下，会成环。",
                    f"'{parent.label}' already hangs under '{child.label}'; the tree would become a ring.",
                ),
                remedy=Text("请选择不在其下的上级。", "Choose a parent that is not below it."),
                where="parent",
            )
        above = above.parent
    check_within_parent(parent, due)


def check_within_parent(parent: Record | None, due: dt.date | None) -> None:
    """Refuse a due date later than the parent's."""
    if parent is not None and parent.due is not None and (due is None or due > parent.due):
        raise Refused(
            "registers.due_after_parent",
            reason=Text(
                f"期限 {due or '空'} 晚于上级期限 {parent.due}。",
                f"Due {due or 'never'} is later than the parent's {parent.due}.",
            ),
            remedy=Text("请提前期限，或先调整上级。", "Set an earlier date, or change the parent's first."),
            where="due",
        )
