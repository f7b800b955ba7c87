"""Sending the same thing again: a lost answer, an impatient finger, a program that retries. It is done once.

A form carries an id for the act it asks for (hidden field `submission`, or header `Idempotency-Key`). The act keeps
it with its outcome in its own transaction; whoever sends it again, a hundred times at once, gets the first answer.
"""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from luoshi.registers.actions import KeyTaken, SentBefore, Submitted
from luoshi.registers.models import Outcome, Record
from luoshi.registers.queries import submission
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.acting import actor_of
from luoshi.web.wording import say

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
FIELD, HEADER = "submission", "Idempotency-Key"
LONGEST = 80
NOT_SENT = {FIELD, "csrfmiddlewaretoken"}  # says who asks, not for what
CARRIED = "luoshi.submitted"


def done_once(view: View[P]) -> View[P]:
    """A view whose act is done once for each id; it hands `submitted_of(request)` to the act.

    Nothing is looked up beforehand: whatever commits keeps the id, so an act that has been done is refused or undoes
    itself, and only then is its first answer asked for.
    """

    def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        submitted = _read(request)
        if submitted is None:
            return view(request, *args, **kwargs)
        request.META[CARRIED] = submitted
        try:
            response = view(request, *args, **kwargs)
        except (Refused, SentBefore):
            if earlier := _earlier(request, submitted):
                return earlier
            raise
        return response if response.status_code < 400 else _earlier(request, submitted) or response

    return cast("View[P]", wraps(view)(answered))


def submitted_of(request: HttpRequest) -> Submitted | None:
    """What the act of this request keeps, where its sender gave it an id."""
    found: Submitted | None = request.META.get(CARRIED)
    return found


def answer(request: HttpRequest, outcome: Outcome, record: Record) -> HttpResponse:
    """What the person is told and where they are led; the same each time."""
    if outcome == Outcome.CLAIMED:
        taken = KeyTaken(record)
        messages.warning(request, f"{say(taken.reason)} {say(taken.remedy)}")
        return redirect("claims")
    messages.success(request, _told(outcome, record))
    return redirect("record", pk=record.pk)


def _told(outcome: Outcome, record: Record) -> str:
    match outcome:
        case Outcome.CREATED:
            return _("已登记：%(label)s（%(number)s）") % {"label": record.label, "number": record.number}
        case Outcome.CORRECTED:
            return _("已更正，原内容保留在经过中。")
        case Outcome.PROPOSED:
            return _("已提交，等待他人确认。")
        case Outcome.COMMENTED:
            return _("评论已发出。")
        case _:
            return _("已办理。")


def _read(request: HttpRequest) -> Submitted | None:
    """The id and the digest of what was sent; the capacity one acts in is part of it."""
    if request.method != "POST":
        return None
    key = request.headers.get(HEADER) or str(request.POST.get(FIELD, ""))
    if not key:
        return None
    if len(key) > LONGEST or not (key.isascii() and key.isprintable()):
        raise Refused(
            "web.submission_id",
            reason=Text(
                "提交编号不是 80 个以内的 ASCII 字符。", "The submission id is not 80 or fewer ASCII characters."
            ),
            remedy=Text("请使用随机生成的编号，如 UUID。", "Use a random one, such as a UUID."),
            where=HEADER,
        )
    fields = sorted((name, request.POST.getlist(name)) for name in request.POST if name not in NOT_SENT)
    files = sorted((name, file.name, file.size) for name, several in request.FILES.lists() for file in several)
    sent = json.dumps([request.path, actor_of(request).for_account, fields, files])
    return Submitted(key, hashlib.sha256(sent.encode()).hexdigest())


def _earlier(request: HttpRequest, submitted: Submitted) -> HttpResponse | None:
    """The answer the id got before; refused where something else was sent under it."""
    kept = submission(actor_of(request), submitted.key)
    if kept is None:
        return None
    if kept.digest != submitted.digest:
        raise Refused(
            "web.sent_differently",
            reason=Text(
                f"这次提交的编号已用于 {kept.record.number}，内容却不同。",
                f"This submission's id was used for {kept.record.number} with another content.",
            ),
            remedy=Text(
                "先前的内容已经办妥；如需修改，请打开该记录更正。",
                "What was sent first is done; to change it, open the record and correct it.",
            ),
            where=submitted.key,
        )
    return answer(request, Outcome(kept.outcome), kept.record)
