"""What happened, in a sentence of each language."""

from collections.abc import Mapping
from typing import Any

from luoshi.packs.declarations import Register
from luoshi.rules.texts import Text

DID: Mapping[str, Text] = {
    "create": Text("登记了这条记录", "entered this record"),
    "correct": Text("更正了内容", "corrected it"),
    "propose": Text("提交了流转，等待确认", "proposed a move, to be confirmed"),
    "move": Text("办理了流转", "moved it on"),
    "turn_down": Text("退回了流转", "turned a move down"),
    "waive": Text("登记了豁免", "waived a condition"),
    "set_parties": Text("调整了责任单位", "changed the units responsible"),
    "place_under": Text("调整了上级", "changed its parent"),
    "attach": Text("附上了材料", "attached a file"),
    "detach": Text("撤回了材料", "withdrew a file"),
    "stop_clock": Text("停了表", "stopped its clock"),
    "resume_clock": Text("恢复了计时", "let its clock run again"),
    "ask_for_time": Text("申请延期", "asked for more time"),
    "grant_time": Text("同意了延期", "granted more time"),
    "refuse_time": Text("不同意延期", "refused more time"),
    "offer": Text("填报了另一个值，两个值待裁定", "entered another value; one of the two is to be chosen"),
    "settle_offer": Text("裁定了两个值", "chose between two values"),
    "chase": Text("发出了催办", "sent a chase letter"),
    "reply": Text("答复了催办", "answered a chase letter"),
    "look": Text("回头看了结果", "looked at the result again"),
    "begin_review": Text("发起了独立评议", "began an independent review"),
    "open_review": Text("公开了评议结论", "opened the verdicts"),
    "reconcile": Text("裁定了评议", "reconciled the verdicts"),
    "comment": Text("留了言", "commented"),
    "edit_comment": Text("改了留言", "changed a comment"),
}
SILENT = frozenset({"adopt", "claim", "redate", "republish", "give_verdict"})
"""Acts that follow from others, or that nobody but their doer is to hear of."""
LONGEST = 200  # characters of somebody's own words


def did(name: str, act: str, facts: Mapping[str, Any], register: Register) -> Text:
    """Who did what; a move by its title, a reason with it."""
    what = _step(act, facts, register) or DID.get(act, Text("办理了一步", "took a step"))
    zh, en = f"{name}{what.zh}", f"{name} {what.en}"
    words = _reason(act, facts, register)
    return Text(f"{zh}：{words.zh}" if words.zh else zh, f"{en}: {words.en}" if words.en else en)


def _reason(act: str, facts: Mapping[str, Any], register: Register) -> Text:
    """Somebody's own words; of a stopped clock, the reason its pack lists."""
    said = str(facts.get("reason") or facts.get("reply") or (act == "settle_offer" and facts.get("why")) or "")
    limit = register.lifecycle.clock(str(facts.get("clock", ""))) if register.lifecycle else None
    if act == "stop_clock" and limit is not None and said in limit.stops:
        return limit.stops[said].title
    return Text(cut(said), cut(said))


def _step(act: str, facts: Mapping[str, Any], register: Register) -> Text | None:
    moves = register.lifecycle.moves if register.lifecycle else {}
    move = moves.get(str(facts.get("move", "")))
    if move is None or act not in ("move", "propose", "turn_down"):
        return None
    title = move.title
    return {
        "move": Text(f"办理了“{title.zh}”", f"took the step “{title.en}”"),
        "propose": Text(f"提交了“{title.zh}”，等待确认", f"proposed “{title.en}”, to be confirmed"),
        "turn_down": Text(f"退回了“{title.zh}”", f"turned “{title.en}” down"),
    }[act]


def cut(words: str) -> str:
    """Somebody's own words on one line, not endless."""
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"
