"""The steps that all writes on one record share: who and which, over which revision, once under its key, and told."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from luoshi.api.callers import Caller
from luoshi.api.operations import caller
from luoshi.api.problems import Refusal
from luoshi.api.resending import done_once, submitted_in
from luoshi.api.scopes import READ, WRITE
from luoshi.api.shapes.records import RecordOut
from luoshi.api.telling import record_of, seen
from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.merging import divergences, read_at
from luoshi.registers.models import Record, Submission
from luoshi.registers.values import Unfit, date_from
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

Answer = TypeVar("Answer")
Hangs = TypeVar("Hangs", bound=Model)
TAG = re.compile(r'("?)([1-9][0-9]{0,7})\1')
OVERTAKEN, UNSEEN = "registers.overtaken", "registers.not_visible"


class Write:
    """An act on a record the caller sees and may write by token; what the rights say is for the act itself.

    `revision` is the one of If-Match, None where it may be left out and was.
    """

    def __init__(
        self, request: HttpRequest, response: HttpResponse, pk: int, if_match: str = "", *, needed: bool = False
    ) -> None:
        self.who = caller(request)
        self.by = self.who.actor
        self.response = response
        self.record, self.register = record_for(self.who, pk, WRITE)
        self.revision = revision_in(if_match, needed=needed)
        self.submitted = submitted_in(request, self.who)

    def once(
        self,
        do: Callable[[], Answer],
        again: Callable[[Submission], Answer],
        entered: Mapping[str, object] | None = None,
    ) -> Answer:
        """The act's answer, done once under its key; where somebody wrote first, refused with the difference."""
        try:
            found, replayed = done_once(self.who, self.submitted, do, again)
        except Refused as refused:
            raise self.with_difference(refused, entered or {}) from None
        tell_replayed(self.response, replayed)
        return found

    def over_seen(self, do: Callable[[], object]) -> RecordOut:
        """The record after an act that writes over the revision of If-Match alone."""
        if self.revision is not None:
            self.record.revision = self.revision
        try:
            do()
        except Refused as refused:
            raise self.with_difference(refused, {}) from None
        return self.told()

    def told(self) -> RecordOut:
        """The record as it is now, to whoever saw it before: an act may take it out of their sight."""
        after = Record.every.select_related("unit", "lead").get(pk=self.record.pk)
        self.response.headers["ETag"] = etag(after)
        return record_of(self.by, declared(after.register, after.pack_version_id), after)

    def with_difference(self, refused: Refused, entered: Mapping[str, object]) -> Refused:
        """The refusal; where somebody wrote first, with status 412 and the difference to what was read."""
        if refused.code != OVERTAKEN or self.revision is None:
            return refused
        now_ = queries.get(self.by, self.record.pk)
        visible = set(seen(self.by, self.register, now_.data))
        before = read_at(now_, self.revision)
        fields = {name: value for name, value in now_.data.items() if before.get(name) != value}
        found = divergences(self.register, before, now_, {**fields, **entered}, visible)
        told = [
            {
                "field": each.field.id,
                "before": each.before,
                "theirs": each.theirs,
                "mine": entered.get(each.field.id),
                "changed_by": each.whose.value,
            }
            for each in found
        ]
        return Refusal(refused, 412, {"difference": told, "etag": etag(now_)})


def record_for(who: Caller, pk: int, act: str) -> tuple[Record, Register]:
    """A record the person may see, and its declaration; of one outside the token's scope nothing is told."""
    found = queries.get(who.actor, pk)
    if not who.may(READ, found.register):
        raise queries.unseen(pk)
    who.check(act, found.register)
    return found, declared(found.register, found.pack_version_id)


def hanging(who: Caller, rows: QuerySet[Hangs], pk: int, record: Callable[[Hangs], int]) -> Hangs:
    """What hangs on a record the caller sees, such as a clock; else the same refusal as where it is not at all."""
    held = queries.hanging(rows, pk)
    try:
        record_for(who, record(held), READ)
    except Refused as refused:
        raise queries.unseen(pk) if refused.code == UNSEEN else refused from None
    return held


def revision_in(header: str, *, needed: bool) -> int | None:
    """The revision of an If-Match; 0, which none has, for what was never given out.

    A weak tag (W/"3") is never given out and never fits: If-Match compares strongly (RFC 9110, 13.1.1).
    """
    if header.strip():
        tag = TAG.fullmatch(header.strip())
        return int(tag[2]) if tag else 0
    if not needed:
        return None
    raise Refused(
        "api.if_match",
        reason=Text("没有写明您所见的版本。", "The request does not say which revision you saw."),
        remedy=Text("请先取记录，把它的 ETag 放进 If-Match。", "Read the record, and send its ETag as If-Match."),
        where="If-Match",
    )


def day_sent(text: str, where: str) -> date:
    """A date of a body, or a refusal that names the member."""
    try:
        return date_from(text)
    except Unfit as unfit:
        raise Refused("registers.day", reason=unfit.reason, remedy=unfit.remedy, where=where) from None


def etag(record: Record) -> str:
    """A record's revision as an entity tag."""
    return f'"{record.revision}"'


def tell_replayed(response: HttpResponse, replayed: bool) -> None:
    """Say that the act had been done before."""
    if replayed:
        response.headers["Idempotent-Replayed"] = "true"
