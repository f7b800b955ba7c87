"""What was sent becomes cells of returns, is filled in, and is answered return by return."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as filled_by
from datetime import datetime

from django.utils.translation import gettext as _

from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import Entered, Filled, KeyTaken, SentBefore, Submitted, fill
from luoshi.registers.blanks import reason_told
from luoshi.registers.models import Offer, Record
from luoshi.registers.permissions import check_can_edit
from luoshi.registers.queries import submission
from luoshi.registers.values import Invalid, Kept
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.rules.written import Misfit
from luoshi.sheets.cells import read_cell
from luoshi.sheets.lookups import Lookups
from luoshi.web.wording import say

ACCEPTED, CONFLICT, REFUSED = "accepted", "conflict", "refused"
MOST_RETURNS, MOST_CELLS, LONGEST = 500, 30_000, 20_000


@dataclass(frozen=True, slots=True)
class Sent:
    """One return as it was sent: raw cells with the revision each was read at, under an id of the sender's."""

    register: str
    unit: int
    period: str
    cells: Mapping[str, Entered]
    id: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one return; `cells` has a sentence for each that is not simply taken."""

    sent: Sent
    state: str
    revision: int = 0
    record: int = 0
    words: str = ""
    cells: Mapping[str, str] = filled_by(default_factory=dict)
    offered: tuple[str, ...] = ()


def filled_in(returns: Iterable[Sent], *, by: Actor, at: datetime) -> list[Told]:
    """Fill in each return by itself: one that is refused holds no other up."""
    lookups = Lookups(by, day_of(at))
    return [_one(each, lookups, by=by, at=at) for each in returns]


def _one(sent: Sent, lookups: Lookups, *, by: Actor, at: datetime) -> Told:
    submitted = _submitted(sent, by)
    try:
        if submitted and (earlier := _earlier(sent, submitted, by)):
            return earlier
        register, unit = declared(sent.register), _unit(sent)
        check_can_edit(by, register, unit)
        cells, mistakes = read(register, sent.cells, lookups)
        if mistakes:
            return Told(
                sent, REFUSED, words=_("有 %(count)d 格不能保存。") % {"count": len(mistakes)}, cells=mistakes
            )
        reason = sent.reason.strip()[:400] or _("填报")
        done = fill(
            sent.register, cells, unit=unit, period=sent.period, reason=reason, by=by, at=at, submitted=submitted
        )
        return _told(sent, done)
    except SentBefore:
        return (_earlier(sent, submitted, by) if submitted else None) or Told(sent, REFUSED)
    except KeyTaken as taken:
        return Told(sent, REFUSED, words=f"{say(taken.reason)} {say(taken.remedy)}")
    except Refused as refused:
        return _refused(sent, refused)


def read(
    register: Register, cells: Mapping[str, Entered], lookups: Lookups
) -> tuple[dict[str, Entered], dict[str, str]]:
    """The cells with what is to be kept of them, and what is wrong with the others."""
    kept, mistakes = values_of(register, {name: cell.value for name, cell in cells.items()}, lookups)
    right = {
        field: Entered(value, cell.base)
        for name, cell in cells.items()
        if name not in mistakes
        for field, value in _figure_or_reason(register, name, kept.get(name))
    }
    return right, mistakes


def _figure_or_reason(register: Register, name: str, value: Kept | None) -> Iterator[tuple[str, Kept | None]]:
    """A figure under its own name; a word that says why there is none under the name of the reason."""
    field = register.fields[name]
    code = reason_told(field, value)
    yield (field.reason_field, code) if code else (name, value)


def values_of(
    register: Register, typed: Mapping[str, object], lookups: Lookups
) -> tuple[dict[str, Kept], dict[str, str]]:
    """The kept forms of raw cells, blank ones left out, 万, 亿 and full-width digits read; and what is wrong."""
    kept: dict[str, Kept] = {}
    mistakes: dict[str, str] = {}
    for name, raw in typed.items():
        field = register.fields.get(name)
        if field is None or field.formula is not None:
            mistakes[name] = _("这张表没有这一栏，或由公式算出。")
            continue
        if reason_told(field, raw):
            kept[name] = str(raw).strip()
            continue
        try:
            value = read_cell(field, raw, reads="", lookups=lookups)
        except Misfit as misfit:
            mistakes[name] = _sentences(misfit.reason, misfit.remedy)
        except Refused as refused:
            mistakes[name] = _sentences(refused.reason, refused.remedy)
        else:
            if value is not None:
                kept[name] = value
    return kept, mistakes


def _unit(sent: Sent) -> Unit:
    found = Unit.objects.filter(pk=sent.unit).first()
    if found is None:
        raise Refused(
            "web.no_such_unit",
            reason=Text("没有这个单位。", "There is no such unit."),
            remedy=Text("请重新打开填报页。", "Open the page again."),
            where=str(sent.unit),
        )
    return found


def _told(sent: Sent, done: Filled) -> Told:
    state = CONFLICT if done.offered else ACCEPTED
    words = _("别人已填了不同的值，两个都已留存，等待裁定。") if done.offered else ""
    return Told(sent, state, done.record.revision, done.record.pk, words, offered=done.offered)


def _refused(sent: Sent, refused: Refused) -> Told:
    if not isinstance(refused, Invalid):
        return Told(sent, REFUSED, words=_sentences(refused.reason, refused.remedy))
    cells = {each.field: _sentences(each.reason, each.remedy) for each in refused.problems if each.field}
    whole = [_sentences(each.reason, each.remedy) for each in refused.problems if not each.field]
    words = " ".join(whole) or _("有 %(count)d 格不能保存。") % {"count": len(cells)}
    return Told(sent, REFUSED, words=words, cells=cells)


def _sentences(reason: Text, remedy: Text) -> str:
    zh, en = reason.zh.rstrip("。"), reason.en.rstrip(".")
    return say(Text(f"{zh}。{remedy.zh}", f"{en[:1].upper()}{en[1:]}. {remedy.en}"))


def _submitted(sent: Sent, by: Actor) -> Submitted | None:
    """The id with the digest of what was sent; the capacity one acts in is part of it."""
    if not sent.id:
        return None
    cells = sorted((name, str(cell.value), cell.base) for name, cell in sent.cells.items())
    text = json.dumps([sent.register, sent.unit, sent.period, by.for_account, cells])
    return Submitted(sent.id, hashlib.sha256(text.encode()).hexdigest())


def _earlier(sent: Sent, submitted: Submitted, by: Actor) -> Told | None:
    """What the id led to before, as the return stands now; refused where something else was sent under it."""
    kept = submission(by, submitted.key)
    if kept is None:
        return None
    if kept.digest != submitted.digest:
        raise Refused(
            "web.sent_differently",
            reason=Text("这个提交编号已用于别的内容。", "This id was used for another content."),
            remedy=Text("请重新打开填报页再填。", "Open the page again."),
            where=submitted.key,
        )
    record = Record.objects.get(pk=kept.record_id)
    offered = Offer.objects.filter(by_account=by.account_id, key=submitted.key).values_list("field", flat=True)
    return _told(sent, Filled(record, (), (), tuple(offered)))
