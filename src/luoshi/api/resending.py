"""Idempotency keys: an act sent again under its key is done once, and answered as it was."""

import hashlib
import json
from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

from luoshi.api.callers import Caller
from luoshi.api.reading import read_object
from luoshi.registers.actions import SentBefore, Submitted
from luoshi.registers.models import Submission
from luoshi.registers.queries import submission
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

HEADER, LONGEST = "Idempotency-Key", 80
Answer = TypeVar("Answer")


def submitted_in(request: HttpRequest, caller: Caller) -> Submitted | None:
    """The key of a request with the digest of what it sends; None where it brings no key."""
    key = request.headers.get(HEADER, "")
    if not key:
        return None
    if len(key) > LONGEST or not (key.isascii() and key.isprintable()):
        raise Refused(
            "api.idempotency_key",
            reason=Text(
                f"{HEADER} 不是 {LONGEST} 个以内的 ASCII 字符。",
                f"The {HEADER} is not {LONGEST} or fewer ASCII characters.",
            ),
            remedy=Text("请使用随机生成的编号，如 UUID。", "Use a random one, such as a UUID."),
            where=HEADER,
        )
    body = json.dumps(_sent(request.body), sort_keys=True)
    sent = json.dumps([request.method, request.path_info, caller.token.unit_id, caller.token.role, body])
    return Submitted(key, hashlib.sha256(sent.encode()).hexdigest())


def _sent(body: bytes) -> object:
    """What the body says, whatever the order of its names; of one that is no object, a digest of its bytes."""
    try:
        return read_object(body)
    except Refused:
        return hashlib.sha256(body).hexdigest()


def done_once(
    caller: Caller,
    submitted: Submitted | None,
    do: Callable[[], Answer],
    again: Callable[[Submission], Answer],
) -> tuple[Answer, bool]:
    """The act's answer and whether it had been done before.

    Nothing is looked up beforehand: an act done before is refused or undoes itself, and only then is its first
    outcome asked for, so that of many equal requests at once one is done.
    """
    try:
        return do(), False
    except (Refused, SentBefore):
        kept = submission(caller.actor, submitted.key) if submitted else None
        if kept is None or submitted is None:
            raise
        if kept.digest == submitted.digest:
            return again(kept), True
        raise Refused(
            "api.sent_differently",
            reason=Text(
                f"这个 {HEADER} 已用于 {kept.record.number}，内容却不同。",
                f"This {HEADER} was used for {kept.record.number} with another content.",
            ),
            remedy=Text("新的办理请用新的编号。", "Use a new key for a new act."),
            where=HEADER,
        ) from None
