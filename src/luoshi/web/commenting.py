"""评论 as they are shown: who spoke to whom, what was said before, what the reader may do with their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.registers.comments import comments_of
from luoshi.registers.models import Comment, Record
from luoshi.rules.actors import Actor
from luoshi.rules.mentions import longest, spots
from luoshi.web.telling import minute_of

SHOWN, MOST = 20, 500


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a comment; `is_name` where it speaks to somebody."""

    text: str
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """What a comment said earlier."""

    text: str
    until: str


@dataclass(frozen=True, slots=True)
class Said:
    """One comment; `edit` and `withdraw` are addresses where it is the reader's own."""

    number: int
    who: str
    unit: str
    when: str
    runs: tuple[Run, ...]
    edited: str = ""
    before: tuple[Before, ...] = ()
    withdrawn: str = ""
    edit: str = ""
    withdraw: str = ""


@dataclass(frozen=True, slots=True)
class Talk:
    """The comments of a record, the oldest first; `earlier` leads to those left out."""

    said: tuple[Said, ...]
    say: str
    people: str
    earlier: str = ""


def talk_of(actor: Actor, found: Record, *, every: bool = False) -> Talk:
    """The newest comments, or every one up to `MOST`. One query, three where there are any."""
    most = MOST if every else SHOWN
    some = list(comments_of(found).order_by("-id")[: most + 1])
    return Talk(
        said=tuple(_said(actor, each) for each in reversed(some[:most])),
        say=reverse("record_comment", args=[found.pk]),
        people=reverse("record_people", args=[found.pk]),
        earlier=f"{reverse('record', args=[found.pk])}?comments=all#comments"
        if len(some) > most and not every
        else "",
    )


def _said(actor: Actor, comment: Comment) -> Said:
    mine = comment.by_account == actor.account_id and comment.withdrawn_at is None
    names = {each.name for each in comment.mentions.all() if each.stands}
    return Said(
        number=comment.pk,
        who=_who(comment),
        unit=comment.by_unit.title if comment.by_unit else "",
        when=minute_of(comment.at),
        runs=tuple(runs_of(comment.text, names)),
        edited=minute_of(comment.edited_at) if comment.edited_at else "",
        before=tuple(Before(each.text, minute_of(each.at)) for each in comment.edits.all()),
        withdrawn=minute_of(comment.withdrawn_at) if comment.withdrawn_at else "",
        edit=reverse("comment_edit", args=[comment.pk]) if mine else "",
        withdraw=reverse("comment_withdraw", args=[comment.pk]) if mine else "",
    )


def _who(comment: Comment) -> str:
    if not comment.on_behalf_of:
        return comment.by_name
    return _("%(who)s（代%(holder)s）") % {"who": comment.by_name, "holder": comment.on_behalf_of}


def runs_of(text: str, names: set[str]) -> Iterator[Run]:
    """The text with the names in it apart, so that they can be drawn; nothing else of it is interpreted."""
    at = 0
    for spot in spots(text):
        name = longest(spot, names)
        if name is None or spot.start < at:
            continue
        if spot.start > at:
            yield Run(text[at : spot.start])
        at = spot.with_name(name).end
        yield Run(text[spot.start : at], is_name=True)
    if at < len(text):
        yield Run(text[at:])
