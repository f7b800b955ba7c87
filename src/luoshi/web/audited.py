"""审核关系: what the logic audits of a return say, on its page and in the form that hands it over."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luoshi.packs.declarations import Move, Register
from luoshi.registers.auditing import EXPLAIN, MOST_WORDS, Audited, audited, row_of
from luoshi.registers.models import MoveStatus, Record
from luoshi.registers.policies import standing_of
from luoshi.registers.values import Kept
from luoshi.rules.audits import Severity, Verdict
from luoshi.rules.texts import Text
from luoshi.web.clock import today
from luoshi.web.components.forms import FormField, Input
from luoshi.web.components.lights import Light, Tone
from luoshi.web.wording import say


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One audit on the page: its light, what does not fit, and how it was explained."""

    title: str
    light: Light
    told: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class AuditSheet:
    """The audits of a return: how many held, and those that did not."""

    summary: str
    lines: tuple[AuditLine, ...]


def sheet_of(register: Register, found: Record) -> AuditSheet | None:
    """The audits of a return as its figures are now, with the explanations kept with it. Two queries at most."""
    if not register.audits:
        return None
    words = explained_of(found)
    lines = [_line(each, words.get(each.audit.id, "")) for each in _audited(register, found, found.data)]
    held = sum(each.light.tone is Tone.GREEN for each in lines)
    summary = ngettext("%(many)s 条审核关系，%(held)s 条成立", "%(many)s 条审核关系，%(held)s 条成立", len(lines)) % {
        "many": len(lines),
        "held": held,
    }
    return AuditSheet(summary, tuple(each for each in lines if each.light.tone is not Tone.GREEN))


def explained_of(found: Record) -> dict[str, str]:
    """How the audits were explained when the return was last handed over. One query."""
    steps = found.moves.filter(status=MoveStatus.DONE).exclude(explained={}).order_by("-id")
    last = steps.values_list("explained", flat=True).first() or {}
    return {audit: str(kept["words"]) for audit, kept in last.items()}


def boxes(
    register: Register, found: Record, step: Move, posted: Mapping[str, str], mistakes: Mapping[str, str]
) -> tuple[FormField, ...]:
    """A box for the explanation of each audit that asks for one, filled with what was said last time."""
    if register.lifecycle is None or not register.audits or not register.lifecycle.submits(step):
        return ()
    broken = [each for each in _audited(register, found, found.data) if each.verdict is Verdict.BROKEN]
    asks = [each for each in broken if each.audit.severity is Severity.ASK]
    words = explained_of(found) if asks else {}
    return tuple(
        FormField(
            f"{EXPLAIN}{each.audit.id}",
            _("说明：%(audit)s") % {"audit": say(each.title)},
            Input.LONGTEXT,
            posted.get(f"{EXPLAIN}{each.audit.id}", words.get(each.audit.id, "")),
            hint=say(Text(f"{each.told.zh}。{each.remedy.zh}", f"{each.told.en}. {each.remedy.en}")),
            error=mistakes.get(f"{EXPLAIN}{each.audit.id}", ""),
            max_length=MOST_WORDS,
        )
        for each in asks
    )


def against(register: Register, found: Record, step: Move) -> tuple[str, ...]:
    """What has to be mended before the return can be handed over. One query at most."""
    if register.lifecycle is None or not register.audits or not register.lifecycle.submits(step):
        return ()
    broken = [each for each in _audited(register, found, found.data) if each.verdict is Verdict.BROKEN]
    return tuple(
        say(Text(f"{e.title.zh}：{e.told.zh}。{e.remedy.zh}", f"{e.title.en}: {e.told.en}. {e.remedy.en}"))
        for e in broken
        if e.audit.severity is Severity.REFUSE
    )


def told_in(posted: Mapping[str, str]) -> dict[str, str]:
    """The explanations in a form."""
    return {name.removeprefix(EXPLAIN): words for name, words in posted.items() if name.startswith(EXPLAIN)}


def _audited(register: Register, found: Record, data: Mapping[str, Kept]) -> tuple[Audited, ...]:
    return audited(register, row_of(register, data, standing_of(found, today())))


def _line(each: Audited, words: str) -> AuditLine:
    if each.verdict is Verdict.HELD:
        return AuditLine(say(each.title), Light(Tone.GREEN, _("成立")))
    if each.verdict is Verdict.OPEN:
        return AuditLine(say(each.title), Light(Tone.GREY, _("缺数，未审")))
    refuses = each.audit.severity is Severity.REFUSE
    light = Light(Tone.RED, _("须改正")) if refuses else Light(Tone.YELLOW, _("已说明") if words else _("待说明"))
    return AuditLine(say(each.title), light, say(each.told), words)
