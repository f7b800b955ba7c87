"""What was handed over is locked: nothing is corrected in it until somebody sends it back, with a reason."""

from luoshi.packs.declarations import Move, Register
from luoshi.registers.models import Record
from luoshi.registers.permissions import title_of
from luoshi.registers.policies import check_given, check_not_struck_off, is_struck_off
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def is_locked(record: Record, register: Register) -> bool:
    """Whether the record stands in a locked state."""
    return register.lifecycle is not None and record.state in register.lifecycle.locked_states


def may_be_corrected(record: Record, register: Register) -> bool:
    """Whether a correction is possible in this state."""
    return not is_locked(record, register) and not is_struck_off(record, register)


def unlocking(register: Register, state: str) -> list[Move]:
    """The moves that open a locked record again."""
    lifecycle = register.lifecycle
    moves = lifecycle.moves_from(state) if lifecycle else ()
    return [move for move in moves if lifecycle and move.target not in lifecycle.locked_states]


def check_open(record: Record, register: Register) -> None:
    """Refuse to correct what is locked or struck off, and say who can open it again."""
    check_not_struck_off(record, register)
    if register.lifecycle is None or not is_locked(record, register):
        return
    here = register.lifecycle.states[record.state].title
    ways = unlocking(register, record.state)
    zh = "；".join(f"{title_of(move.by).zh}可“{move.title.zh}”" for move in ways) or "须先由上级重新打开"
    en = "; ".join(f"{title_of(move.by).en} may '{move.title.en}'" for move in ways) or "it has to be reopened first"
    raise Refused(
        "registers.locked",
        reason=Text(
            f"“{record.label}”已“{here.zh}”，内容已锁定。",
            f"'{record.label}' is '{here.en}'; what it says is locked.",
        ),
        remedy=Text(f"请说明原因申请退回后再更正：{zh}。", f"Have it sent back, with the reason: {en}."),
        where=record.number,
    )


def check_reason(move: Move, note: str) -> None:
    """Refuse to send back, or to take another such step, without saying why."""
    if move.reason:
        check_given(
            note,
            "note",
            Text(f"“{move.title.zh}”必须写明原因。", f"'{move.title.en}' needs its reason."),
            most=1000,
        )
