"""What a browser sends: the boxes of the plain form, or the changes of the queue as JSON; both become the same."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, QueryDict

from luoshi.registers.actions import Entered
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.entering import revision_seen
from luoshi.web.entry.grid import MARK
from luoshi.web.entry.sending import LONGEST, MOST_CELLS, MOST_RETURNS, Sent
from luoshi.web.resending import FIELD
from luoshi.web.resending import LONGEST as LONGEST_ID

VERSION = 1  # of the form in which the queue speaks; older ones that may still lie in a browser are read too


def from_form(posted: QueryDict, period: str) -> list[Sent]:
    """The boxes that hold something; a box that asks again for what is held may be emptied."""
    bases = {name: revision_seen(str(posted[name])) for name in posted if name.startswith(f"r{MARK}")}
    taking = posted.get("carry") == "1"
    found: dict[tuple[str, str], dict[str, Entered]] = defaultdict(dict)
    for name in posted:
        parts = name.split(MARK)
        if len(parts) != 4 or parts[0] != "v":
            continue
        _v, register, unit, field = parts
        if not taking and posted.get(MARK.join(("k", register, unit, field))) == posted[name]:
            continue  # it stood there a period ago, and nobody has said that it still does
        base = bases.get(MARK.join(("r", register, unit)), 0)
        if str(posted[name]).strip() or base:
            found[register, unit][field] = Entered(str(posted[name])[: LONGEST + 1], base)  # refused, not cut
    own = str(posted.get(FIELD, ""))
    reason = str(posted.get("reason", ""))
    return [
        Sent(register, _number(unit), period, cells, _id_of(own, register, unit), reason)
        for (register, unit), cells in found.items()
    ]


def _id_of(own: str, register: str, unit: str) -> str:
    """An id for each return of one form."""
    return f"{own[:22]}.{unit}.{register}"[:LONGEST_ID] if own else ""


def from_queue(request: HttpRequest) -> list[Sent]:
    """The changes of a browser's queue; refused as a whole where they are not what the queue sends."""
    try:
        told = json.loads(request.body.decode())
        if told["v"] != VERSION or not isinstance(told["returns"], list):
            raise ValueError("another form of queue")
        found = [_sent(each) for each in told["returns"][: MOST_RETURNS + 1]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _unreadable() from error
    if len(found) > MOST_RETURNS or sum(len(each.cells) for each in found) > MOST_CELLS:
        raise _unreadable()
    return found


def _sent(told: Mapping[str, Any]) -> Sent:
    cells = {
        str(name): Entered(_text(cell["value"]), _small(cell["base"])) for name, cell in dict(told["cells"]).items()
    }
    key = _text(told["id"])
    if not 0 < len(key) <= LONGEST_ID or not (key.isascii() and key.isprintable()):
        raise ValueError("no id")
    period = _text(told["period"])
    return Sent(_text(told["register"]), _small(told["unit"]), period, cells, key, _text(told.get("reason", "")))


def _text(told: object) -> str:
    if not isinstance(told, str) or len(told) > LONGEST or "\x00" in told:
        raise ValueError("no text")
    told.encode()  # half a surrogate is no text either
    return told


def _small(told: object) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or not 0 <= told < 2**62:
        raise ValueError("no number")
    return told


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _unreadable() -> Refused:
    return Refused(
        "web.unreadable_queue",
        reason=Text("没有读懂送来的内容，什么也没有写入。", "What was sent cannot be read; nothing was written."),
        remedy=Text(
            "填的内容还在这台设备上；请刷新页面再送，或先导出。",
            "What was entered is still on this device; reload and send again, or export it first.",
        ),
    )
