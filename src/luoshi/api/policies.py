"""What a token, an agenda and a subscription must be like."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from luoshi.api.models import AgendaKind, Token
from luoshi.api.scopes import is_scope
from luoshi.packs.queries import current
from luoshi.rules.actors import Actor
from luoshi.rules.names import check_characters
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

LONGEST = timedelta(days=366)
MOST_SCOPES = 40
MOST = 50
LIFETIMES = (1, 30, 90, 180, 365)
"""Days a token may be made for on the page."""
ACTS = (
    "create",
    "adopt",
    "correct",
    "move",
    "propose",
    "turn_down",
    "chase",
    "reply",
    "attach",
    "detach",
    "stop_clock",
    "resume_clock",
    "ask_for_time",
    "grant_time",
    "refuse_time",
    "set_parties",
    "redate",
)
"""What may be subscribed to, as the log names it."""


def check_name(typed: str) -> str:
    """A name of 1 to 80 characters, for lists."""
    name = " ".join(typed.split())
    check_characters(name, where="name")
    if not 0 < len(name) <= 80:
        raise Refused(
            "api.name",
            reason=Text("名称为空或过长。", "The name is missing or too long."),
            remedy=Text("请填写 1 至 80 个字符，如“报表程序”。", "Give 1 to 80 characters, such as “reports”."),
            where="name",
        )
    return name


def check_scopes(scopes: Iterable[str]) -> list[str]:
    """Scopes without doubles, in order; each must name something that exists."""
    wanted = sorted(set(scopes))
    catalogue = current()
    known = {*catalogue.packs, *(register.ref for register in catalogue.registers())}
    strange = [each for each in wanted if not is_scope(each) or (each.partition(":")[2] or "") not in {"", *known}]
    if strange or not 0 < len(wanted) <= MOST_SCOPES:
        what = "、".join(strange)[:80]
        raise Refused(
            "api.scopes",
            reason=Text(
                f"没有这样的范围：{what}。" if strange else f"须选 1 至 {MOST_SCOPES} 个范围。",
                f"There is no scope such as {', '.join(strange)[:80]}."
                if strange
                else f"Choose 1 to {MOST_SCOPES} scopes.",
            ),
            remedy=Text(
                "范围如 read、write:investment、read:investment.project。",
                "Scopes are such as read, write:investment or read:investment.project.",
            ),
            where="scopes",
        )
    return wanted


def check_expiry(expires_at: datetime, *, at: datetime) -> None:
    """A token ends in the future, within a year."""
    if not at < expires_at <= at + LONGEST:
        raise Refused(
            "api.expiry",
            reason=Text("有效期须在一年以内。", "A token lasts a year at most."),
            remedy=Text("请选一个一年内的日期。", "Choose a day within a year."),
            where="expires",
        )


def check_fewer(held: int, what: Text) -> None:
    """Nobody needs more of them than can be kept an eye on."""
    if held >= MOST:
        raise Refused(
            "api.too_many",
            reason=Text(f"已有 {MOST} 个有效的{what.zh}。", f"There are {MOST} {what.en} in force already."),
            remedy=Text("请先撤销不用的。", "End those that are not used any more."),
        )


def check_agenda(kind: AgendaKind, register: str) -> None:
    """An agenda of a register names one that exists, others none."""
    if kind is AgendaKind.REGISTER:
        current().register(register)
    elif register:
        raise Refused(
            "api.agenda",
            reason=Text("这种日程不分台账。", "This agenda is of no single register."),
            remedy=Text("请去掉台账。", "Leave the register out."),
            where="register",
        )


def is_in_force(token: Token, at: datetime) -> bool:
    """Whether a token may be used at a moment."""
    return token.revoked_at is None and at < token.expires_at


def no_such(what: str) -> Refused:
    """What is said of something that does not exist or is another person's."""
    return Refused(
        f"api.no_such_{what}",
        reason=Text("没有这一项，或不是您的。", "There is no such thing, or it is not yours."),
        remedy=Text("请回到列表查看。", "Go back to the list."),
    )


def check_own(by: Actor) -> None:
    """What programs use is made in one's own name: whoever stands in for another lends nobody their hands."""
    if by.for_account is not None:
        raise Refused(
            "api.own_name",
            reason=Text("代办时不能为对方开通接口。", "Nobody opens the interface in the name of another."),
            remedy=Text("请先结束代办，以本人身份办理。", "End the delegation and act in your own name."),
        )


def check_registers(refs: Iterable[str]) -> list[str]:
    """Registers that exist, without doubles."""
    return sorted({current().register(ref).ref for ref in refs})


def check_acts(acts: Iterable[str]) -> list[str]:
    """Acts that happen to records, without doubles."""
    wanted = sorted(set(acts))
    strange = [act for act in wanted if act not in ACTS]
    if strange:
        raise Refused(
            "api.acts",
            reason=Text(f"没有这种办理：{strange[0][:40]}。", f"There is no act {strange[0][:40]}."),
            remedy=Text(f"可用：{'、'.join(ACTS)}。", f"There are: {', '.join(ACTS)}."),
            where="acts",
        )
    return wanted
