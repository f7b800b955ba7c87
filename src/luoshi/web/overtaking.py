"""Somebody wrote first: mine beside theirs, field by field; what only I changed is kept, a conflict is chosen.

The form that comes back is of the present revision, filled with what was entered and, where I had changed nothing,
with what they wrote. A field both changed is saved only after a choice.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.packs.declarations import Register
from luoshi.registers.merging import Divergence, Whose, divergences, read_at, since
from luoshi.registers.models import Record, Version, VersionKind
from luoshi.registers.queries import shown_fields
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import entering, showing
from luoshi.web.components.overtaken import Line, Overtaken
from luoshi.web.components.records import Fact
from luoshi.web.wording import say

CODE = "registers.overtaken"
NOT_CHOSEN = "web.not_chosen"
BASE, CLASH, PICK = "base", "clash", "pick-"


@dataclass(frozen=True, slots=True)
class Met:
    """What comes back to the form: the comparison, and the value each field is filled with."""

    overtaken: Overtaken
    values: Mapping[str, object]


def untold(refused: Refused, problems: tuple[str, ...]) -> tuple[str, ...]:
    """What is to be said besides the comparison, which says in more detail, and for this reader, who wrote what."""
    return () if refused.code == CODE else problems


@dataclass(frozen=True, slots=True)
class Side:
    """Something of a record besides its fields, in words: as it was read, as it is, as it was entered."""

    name: str
    title: str
    before: str
    theirs: str
    mine: str


def settled(entered: Mapping[str, str], posted: QueryDict) -> dict[str, str]:
    """What is to be saved after the choices: for "theirs" nothing of mine. Refused while a choice is missing."""
    saved = dict(entered)
    for name in posted.getlist(CLASH):
        pick = posted.get(PICK + name)
        if pick == Whose.THEIRS:
            saved.pop(name, None)
        elif pick != Whose.MINE:
            raise Refused(
                NOT_CHOSEN,
                reason=Text("有字段双方都改了，还没有选择。", "A field was changed by both, and none is chosen yet."),
                remedy=Text("请逐个选择保留哪一个。", "Choose which to keep, one by one."),
                where=name,
            )
    return saved


def met_by(
    refused: Refused,
    actor: Actor,
    register: Register,
    record: Record,
    entered: Mapping[str, str],
    posted: Mapping[str, str],
) -> Met | None:
    """The comparison for a form that somebody overtook; None where it was refused for another reason."""
    if refused.code not in (CODE, NOT_CHOSEN) and not posted.get(BASE):
        return None
    base = entering.revision_seen(posted.get(BASE, "") or posted.get("revision", ""))
    seen = {field.id for field in shown_fields(actor, register)}
    found = divergences(register, read_at(record, base), record, entered, seen)
    kept = {each.field.id: each.theirs for each in found if each.whose is Whose.THEIRS}
    return Met(_told(register, record, base, found, posted, seen), {**entered, **kept})


def _told(
    register: Register,
    record: Record,
    base: int,
    found: tuple[Divergence, ...],
    posted: Mapping[str, str],
    seen: Collection[str],
) -> Overtaken:
    sides = [(each.field.id, side) for each in found for side in (each.before, each.theirs, each.mine)]
    names = showing.names_for(register, [{name: side} for name, side in sides if str(side).isdigit()])
    return Overtaken(
        base=str(base),
        meanwhile=tuple(_fact(register, version, seen) for version in since(record, base)),
        lines=tuple(_line(each, posted, names) for each in found),
    )


def _line(each: Divergence, posted: Mapping[str, str], names: showing.Names) -> Line:
    before, theirs = (showing.shown(each.field, value, names) for value in (each.before, each.theirs))
    return Line(
        name=each.field.id,
        title=showing.titled(each.field),
        before=before,
        theirs=theirs,
        mine=_mine(each, names),
        conflict=each.whose is Whose.BOTH,
        picked=posted.get(PICK + each.field.id, ""),
        kept=_("保留您的") if each.whose is Whose.MINE else _("采用对方的"),
    )


def _mine(each: Divergence, names: showing.Names) -> str:
    """As it would be shown; what does not fit the field stands as it was typed."""
    try:
        return showing.shown(each.field, each.mine, names)
    except (ValueError, ArithmeticError):
        return str(each.mine)


def _fact(register: Register, version: Version, seen: Collection[str]) -> Fact:
    """Who wrote when, and what."""
    when = timezone.localtime(version.at).strftime("%Y-%m-%d %H:%M")
    return Fact(f"{version.by_name} · {when}", _what(register, version, seen), wide=True)


def _what(register: Register, version: Version, seen: Collection[str]) -> str:
    fields = [showing.titled(register.fields[name]) for name in version.changed if name in seen]
    if version.kind == VersionKind.MOVED and register.lifecycle is not None:
        state = register.lifecycle.states.get(version.state)
        fields = [_("进入“%(state)s”") % {"state": say(state.title) if state else version.state}, *fields]
    if version.kind == VersionKind.PARTIES:
        fields = [_("调整责任单位"), *fields]
    if version.kind == VersionKind.PLACED:
        fields = [_("调整上级"), *fields]
    return " · ".join([*fields, version.reason] if version.reason else fields)


def standing_met(
    refused: Refused, register: Register, record: Record, posted: QueryDict, sides: Iterable[Side]
) -> Overtaken | None:
    """The comparison for a form of what a record has beside its fields: units responsible, parent."""
    if refused.code != CODE and not posted.get(BASE):
        return None
    base = entering.revision_seen(posted.get(BASE, "") or posted.get("revision", ""))
    differing = [each for each in sides if each.mine != each.theirs]
    lines = tuple(
        Line(each.name, each.title, each.before, each.theirs, each.mine, kept=_("再提交即按您填的"))
        for each in differing
    )
    return Overtaken(str(base), tuple(_fact(register, version, ()) for version in since(record, base)), lines)
