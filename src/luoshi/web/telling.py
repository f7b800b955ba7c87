"""经过: everything that happened to a record in one line of time: versions, notices, files, comments."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.packs.declarations import Register
from luoshi.registers import queries
from luoshi.registers.exhibits import exhibits_of
from luoshi.registers.models import (
    Comment,
    Exhibit,
    Look,
    MoreTimeStatus,
    Move,
    MoveStatus,
    Record,
    Review,
    Seen,
    Version,
    VersionKind,
)
from luoshi.rules.actors import Actor
from luoshi.rules.texts import Text
from luoshi.web import showing
from luoshi.web.components.records import Event, Fact
from luoshi.web.exhibiting import with_files
from luoshi.web.wording import say

EXCERPT = 160
DIFFERING = (VersionKind.CORRECTED, VersionKind.MOVED)  # what changed is told of these


class Strand(StrEnum):
    """What a happening belongs to, to narrow the line of time by."""

    STEPS = "steps"
    FIELDS = "fields"
    TIME = "time"
    EVIDENCE = "evidence"
    WORDS = "words"


STRANDS: Mapping[Strand, Text] = {
    Strand.STEPS: Text("流转和核验", "Moves and sign-offs"),
    Strand.FIELDS: Text("登记和更正", "Entries and corrections"),
    Strand.TIME: Text("时限和催办", "Time and notices"),
    Strand.EVIDENCE: Text("材料", "Evidence"),
    Strand.WORDS: Text("评论", "Comments"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A happening with its moment."""

    at: datetime
    strand: Strand
    event: Event


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose line of time is told to whom, how much of it, and the files that were read along."""

    actor: Actor
    register: Register
    found: Record
    most: int
    files: tuple[Exhibit, ...]


def told_of(
    actor: Actor,
    register: Register,
    found: Record,
    *,
    most: int,
    strand: Strand | None = None,
    files: tuple[Exhibit, ...] | None = None,
) -> list[Told]:
    """The newest `most` happenings, the newest first. At most thirteen queries, whatever happened; what a register
    does not declare is not asked for, and what the page has read already is not read again."""
    prefetch_related_objects([found], "clocks__requests", "clocks__stops", "chases__unit", "waivers")
    if files is None:
        files = tuple(exhibits_of(found)) if register.evidence else ()
    asked = Asked(actor, register, found, most, files)
    told = [each for source in SOURCES for each in source(asked)]
    kept = [each for each in told if strand is None or each.strand is strand]
    return sorted(kept, key=lambda each: each.at, reverse=True)[:most]


def minute_of(at: datetime) -> str:
    """A moment to the minute, in the site's time zone."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def _versions(asked: Asked) -> Iterator[Told]:
    rested = _rested(asked.files)
    listed = list(queries.differences(asked.found, most=asked.most))
    shown_fields = {each.id: each for each in queries.shown_fields(asked.actor, asked.register)}
    told = [changes for version, changes in listed if version.kind in DIFFERING]
    names = showing.names_for(
        asked.register, [{c.field: side} for changes in told for c in changes for side in (c.before, c.after)]
    )
    for version, changes in listed:
        kind = Strand.STEPS if version.kind == VersionKind.MOVED else Strand.FIELDS
        kind = Strand.TIME if version.kind == VersionKind.REDATED else kind
        facts: tuple[Fact, ...] = ()
        if version.kind in DIFFERING:
            facts = tuple(
                Fact(
                    say(field.title),
                    f"{showing.shown(field, c.before, names) or '—'} → {showing.shown(field, c.after, names) or '—'}",
                )
                for c in changes
                if (field := shown_fields.get(c.field))
            )
        event = Event(
            title=_version_title(asked.register, version),
            when=minute_of(version.at),
            who=version.by_name,
            text=version.reason,
            icon="edit" if version.kind == VersionKind.CORRECTED else "done",
            facts=facts,
        )
        yield Told(version.at, kind, with_files(event, asked.register, rested.get(version.revision, ())))


def _rested(files: Iterable[Exhibit]) -> dict[int, list[Exhibit]]:
    """What each revision that came by a move rests on."""
    found: dict[int, list[Exhibit]] = {}
    for each in files:
        if each.move is not None and each.move.status == MoveStatus.DONE:
            found.setdefault(each.move.revision, []).append(each)
    return found


VERSIONS = {
    VersionKind.CORRECTED: gettext_lazy("更正"),
    VersionKind.PARTIES: gettext_lazy("调整责任单位"),
    VersionKind.PLACED: gettext_lazy("调整上级"),
    VersionKind.REPUBLISHED: gettext_lazy("转到台账的新版本"),
    VersionKind.ADOPTED: gettext_lazy("由既有台账接收"),
    VersionKind.WITHDRAWN: gettext_lazy("撤回登记"),
}


def _version_title(register: Register, version: Version) -> str:
    match version.kind:
        case VersionKind.MOVED:
            state = register.lifecycle.states.get(version.state) if register.lifecycle else None
            title = say(state.title) if state else version.state
            return _("进入“%(state)s”（%(day)s）") % {"state": title, "day": version.reached.get(version.state, "")}
        case VersionKind.REDATED:
            return _("期限变动：%(due)s") % {"due": version.due or "—"}
        case _:
            return str(VERSIONS.get(VersionKind(version.kind), _("首次登记")))


def _waivers(asked: Asked) -> Iterator[Told]:
    for waiver in asked.found.waivers.all():
        guard = asked.register.guards.get(waiver.guard)
        title = _("豁免：%(guard)s") % {"guard": say(guard.refuse) if guard else waiver.guard}
        basis = _("依据：%(basis)s") % {"basis": waiver.basis}
        event = Event(title, minute_of(waiver.at), waiver.by_name, basis, "warning")
        yield Told(waiver.at, Strand.STEPS, event)


def _turned_down(asked: Asked) -> Iterator[Told]:
    moves = asked.register.lifecycle.moves if asked.register.lifecycle else {}
    turned = Move.objects.filter(record=asked.found, status=MoveStatus.TURNED_DOWN).order_by("-pk")
    for taken in turned[: asked.most] if any(move.confirm for move in moves.values()) else ():
        title = _("退回：%(move)s") % {"move": say(moves[taken.name].title) if taken.name in moves else taken.name}
        at = taken.settled_at or taken.at
        yield Told(at, Strand.STEPS, Event(title, minute_of(at), taken.settled_name, taken.settled_reason, "stop"))


def _chases(asked: Asked) -> Iterator[Told]:
    rungs = {rung.id: say(rung.title) for rung in asked.register.lifecycle.chase} if asked.register.lifecycle else {}
    for notice in asked.found.chases.all():
        href, title = reverse("chase", args=[notice.pk]), rungs.get(notice.rung, _("催办"))
        told = f"{title} {notice.number} → {notice.unit.title}"
        yield Told(
            notice.at, Strand.TIME, Event(told, minute_of(notice.at), notice.by_name, notice.words, "due", href=href)
        )
        if notice.reply_at is not None:
            answer = _("答复 %(number)s") % {"number": notice.number}
            event = Event(answer, minute_of(notice.reply_at), notice.reply_name, notice.reply, "done", href=href)
            yield Told(notice.reply_at, Strand.TIME, event)


def _stops(asked: Asked) -> Iterator[Told]:
    for clock, stop in ((each, stop) for each in asked.found.clocks.all() for stop in each.stops.all()):
        limit = asked.register.lifecycle.clock(clock.clock) if asked.register.lifecycle else None
        reason = limit.stops.get(stop.reason) if limit else None
        words = " · ".join(part for part in (say(reason.title) if reason else stop.reason, stop.basis) if part)
        since = _("停表，自 %(day)s 起") % {"day": stop.since}
        yield Told(stop.at, Strand.TIME, Event(since, minute_of(stop.at), stop.by_name, words, "clock"))
        if stop.ended_at is not None:
            ended = _("恢复计时，停到 %(day)s") % {"day": stop.until}
            event = Event(ended, minute_of(stop.ended_at), stop.ended_name, "", "clock")
            yield Told(stop.ended_at, Strand.TIME, event)


def _more_time(asked: Asked) -> Iterator[Told]:
    for each in (each for clock in asked.found.clocks.all() for each in clock.requests.all()):
        title = _("申请延期 %(days)s 个工作日") % {"days": each.days}
        yield Told(each.at, Strand.TIME, Event(title, minute_of(each.at), each.by_name, each.reason, "clock"))
        if each.settled_at is not None:
            granted = each.status == MoreTimeStatus.GRANTED
            dates = f"{each.old_due or '—'} → {each.new_due or '—'}" if granted else each.settled_reason
            word = _("同意延期") if granted else _("不予延期")
            event = Event(word, minute_of(each.settled_at), each.settled_name, dates, "done" if granted else "stop")
            yield Told(each.settled_at, Strand.TIME, event)


def _files(asked: Asked) -> Iterator[Told]:
    for each in asked.files:
        kind = say(asked.register.evidence[each.kind].title) if each.kind in asked.register.evidence else each.kind
        fact = Fact(kind, each.file.name, reverse("evidence_about", args=[each.file.content.sha256]))
        event = Event(_("附上材料"), minute_of(each.at), each.by_name, "", "evidence", (fact,))
        yield Told(each.at, Strand.EVIDENCE, event)
        if each.withdrawn_at is not None:
            gone = Event(
                _("撤回材料"),
                minute_of(each.withdrawn_at),
                each.withdrawn_name,
                each.withdrawn_reason,
                "stop",
                (Fact(kind, each.file.name),),
            )
            yield Told(each.withdrawn_at, Strand.EVIDENCE, gone)


def _comments(asked: Asked) -> Iterator[Told]:
    for said in Comment.objects.filter(record=asked.found).order_by("-pk")[: asked.most]:
        text = said.text if len(said.text) <= EXCERPT else f"{said.text[:EXCERPT]}…"
        href = f"{reverse('record', args=[asked.found.pk])}#comment-{said.pk}"
        if said.withdrawn_at is not None:
            text = _("已撤回")
        yield Told(said.at, Strand.WORDS, Event(_("评论"), minute_of(said.at), said.by_name, text, "info", href=href))


def _looks(asked: Asked) -> Iterator[Told]:
    words = {Seen.HELD: _("回头看：属实"), Seen.NOT_HELD: _("回头看：不属实，重新打开")}
    rule = asked.register.lifecycle.second_look if asked.register.lifecycle else None
    looks = Look.objects.filter(record=asked.found, seen__in=list(words)).exclude(at=None).order_by("-pk")
    for look in looks[: asked.most] if rule else ():
        if look.at is not None:
            icon = "done" if look.seen == Seen.HELD else "warning"
            event = Event(words[Seen(look.seen)], minute_of(look.at), look.by_name, look.finding, icon)
            yield Told(look.at, Strand.STEPS, event)


def _reviews(asked: Asked) -> Iterator[Told]:
    """When each began, and what it came to once all verdicts are open."""
    for review in (
        Review.objects.filter(record=asked.found).order_by("-pk")[: asked.most] if asked.register.reviews else ()
    ):
        rule, href = asked.register.reviews.get(review.name), reverse("review", args=[review.pk])
        name = say(rule.title) if rule else review.name
        begun = _("发起%(review)s") % {"review": name}
        yield Told(
            review.begun_at,
            Strand.STEPS,
            Event(begun, minute_of(review.begun_at), review.begun_name, href=href, icon="info"),
        )
        settled = review.decided_at or review.opened_at
        if review.outcome and settled is not None:
            outcome = say(rule.verdicts[review.outcome]) if rule else review.outcome
            event = Event(
                f"{name} · {outcome}", minute_of(settled), review.decided_name, review.decided_reasons, href=href
            )
            yield Told(settled, Strand.STEPS, event)


Source = Callable[[Asked], Iterable[Told]]
SOURCES: tuple[Source, ...] = (
    _versions,
    _waivers,
    _turned_down,
    _chases,
    _stops,
    _more_time,
    _files,
    _comments,
    _looks,
    _reviews,
)
