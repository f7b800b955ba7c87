"""What somebody else says to a person: notices that wait for an answer, comments that mention them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from luoshi.packs.queries import register as declared
from luoshi.registers.exhibits import seen_of
from luoshi.registers.models import Chase, Comment, Mention, Version
from luoshi.registers.needs.reasons import MOST, Found, NeedKind, Reason
from luoshi.rules.actors import Actor
from luoshi.rules.texts import Text

REMEMBERED = timedelta(days=14)
EXCERPT = 60


def chased(actor: Actor) -> Iterator[Found]:
    """Notices to the person's own units that wait for an answer, the oldest first. One query."""
    units = sorted({post.unit_id for post in actor.posts})
    notices = Chase.objects.filter(unit__in=units, reply_at=None).select_related("record").order_by("pk")
    for notice in notices[: MOST + 1] if units else ():
        record = notice.record
        register = declared(record.register, record.pack_version_id)
        rungs = register.lifecycle.chase if register.lifecycle else ()
        title = next((rung.title for rung in rungs if rung.id == notice.rung), Text("催办", "A notice"))
        words = Text(
            f"{title.zh} {notice.number}（{notice.on}）待答复",
            f"{title.en} {notice.number} of {notice.on} waits for an answer",
        )
        reason = Reason(NeedKind.CHASED, "registers.chased", words, ("chase", notice.pk), notice.due)
        yield Found(record.pk, record.register, record.due, reason)


def mentioned(actor: Actor, *, at: datetime) -> Iterator[Found]:
    """Comments of two weeks that mention the person, until they say or do something on the record. A few queries.

    Nobody has to tick anything off: what is past goes by itself.
    """
    person = actor.for_account or actor.account_id
    mine = Mention.objects.filter(
        account=person, stands=True, comment__withdrawn_at=None, comment__at__gt=at - REMEMBERED
    ).exclude(comment__by_account=person)
    said = Comment.objects.filter(record=OuterRef("comment__record"), by_account=person, pk__gt=OuterRef("comment"))
    done = Version.objects.filter(
        record=OuterRef("comment__record"), by_account=person, at__gt=OuterRef("comment__at")
    )
    waiting = mine.exclude(Exists(said)).exclude(Exists(done)).select_related("comment__record").order_by("-pk")
    found = list(waiting[: MOST + 1])
    seen = {record.pk for record in seen_of(actor, {each.comment.record_id for each in found})} if found else set()
    for each in found:
        comment, record = each.comment, each.comment.record
        if record.pk in seen:
            text = comment.text if len(comment.text) <= EXCERPT else f"{comment.text[:EXCERPT]}…"
            words = Text(f"{comment.by_name}提到您：{text}", f"{comment.by_name} mentions you: {text}")
            reason = Reason(NeedKind.MENTIONED, "registers.mentioned", words, ("comment", comment.pk))
            yield Found(record.pk, record.register, record.due, reason)
