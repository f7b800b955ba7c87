"""Scopes of a token: what it may be used for, at most; the rights of its owner come on top."""

import re
from collections.abc import Iterable

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

READ, WRITE = "read", "write"
FORM = re.compile(r"(read|write)(:[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?)?")


def is_scope(text: str) -> bool:
    """Whether a text reads as a scope: "read", "write:investment", "read:investment.project"."""
    return FORM.fullmatch(text) is not None


def allows(scopes: Iterable[str], act: str, ref: str = "") -> bool:
    """Whether scopes cover reading or writing of a register, "pack.register"; a blank ref is what belongs to none.

    Who may write may read. What belongs to no register is open to whoever may read anything.
    """
    for scope in scopes:
        given, _, place = scope.partition(":")
        if act == WRITE and given != WRITE:
            continue
        if not place or (not ref and act == READ) or ref == place or ref.startswith(f"{place}."):
            return True
    return False


def covers_pack(scopes: Iterable[str], pack: str) -> bool:
    """Whether anything of a pack may be read."""
    places = [scope.partition(":")[2] for scope in scopes]
    return any(not place or place.partition(".")[0] == pack for place in places)


def check_whole(scopes: Iterable[str], act: str) -> None:
    """Refuse a token that was narrowed to some registers, for what holds things of many."""
    if not any(not scope.partition(":")[2] and (act == READ or scope == WRITE) for scope in scopes):
        raise _lacking(act)


def check_allows(scopes: Iterable[str], act: str, ref: str = "") -> None:
    """Refuse what the token was not made for, naming the scope it lacks."""
    if not allows(scopes, act, ref):
        raise _lacking(f"{act}:{ref}" if ref else act)


def _lacking(missing: str) -> Refused:
    return Refused(
        "api.scope",
        reason=Text(f"这个令牌没有“{missing}”的范围。", f"This token lacks the scope {missing}."),
        remedy=Text("请用含有该范围的令牌。", "Use a token that has it."),
        where=missing,
    )
