"""Logic audits of a return against its own figures, the period before, and the same period a year before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from luoshi.packs.declarations import Audit, Move, Register
from luoshi.packs.declarations.audits import AuditKind
from luoshi.packs.scope import audit_titles
from luoshi.registers.blanks import is_blank
from luoshi.registers.facts import Standing, facts
from luoshi.registers.models import Record
from luoshi.registers.neighbours import beside
from luoshi.registers.policies import check_words, standing_of
from luoshi.registers.values import FieldProblem, Invalid, Kept
from luoshi.rules.audits import NEIGHBOURS, PREVIOUS, Severity, Verdict, judge, sides, slip
from luoshi.rules.bands import Interval
from luoshi.rules.expressions import describe, evaluate, names_in
from luoshi.rules.expressions.nodes import Comparator, Comparison, Name
from luoshi.rules.expressions.values import Raw
from luoshi.rules.texts import Text

EXPLAIN = "explain-"  # begins the name of the box for an explanation
MOST_WORDS = 400
Row = Mapping[str, Raw]
FIX = Text("请核对数字；确实如此的，写明原因。", "Check the figures; where they are right, say why.")
MEND = Text("请改正数字。", "Correct the figures.")


@dataclass(frozen=True, slots=True)
class Audited:
    """One audit of one return: what it came to, and in words what does not fit."""

    audit: Audit
    verdict: Verdict
    title: Text
    told: Text

    @property
    def remedy(self) -> Text:
        """What to do about it."""
        return self.audit.remedy or (FIX if self.audit.severity is Severity.ASK else MEND)


def audits_at_save(register: Register) -> bool:
    """Whether audits are made at every write: where nothing is ever handed over, there is no later moment."""
    lifecycle = register.lifecycle
    return bool(register.audits) and not (
        lifecycle is not None and any(lifecycle.submits(move) for move in lifecycle.moves.values())
    )


def audited(register: Register, row: Row) -> tuple[Audited, ...]:
    """Every audit of a return, in declared order. No query."""
    titles = audit_titles(register)
    found = []
    for audit in register.audits:
        verdict = judge(audit.condition, row)
        title = audit.title or _title(audit, titles)
        told = _told(audit, row) if verdict is Verdict.BROKEN else Text("", "")
        found.append(Audited(audit, verdict, title, told))
    return tuple(found)


def _title(audit: Audit, titles: Mapping[str, Text]) -> Text:
    """What an audit without a name of its own is called: its relation, or the value that has to be credible."""
    if audit.kind is AuditKind.CHANGE and audit.value is not None:
        name, before = names_in(audit.value)[:2]
        what, against = titles[name], before.partition(".")[0]
        zh, en = ("上期", "the period before") if against == PREVIOUS else ("上年同期", "a year before")
        return Text(f"{what.zh}较{zh}的升降", f"{what.en} against {en}")
    shown = audit.value if audit.value is not None else audit.condition
    return Text(describe(shown, titles, "zh"), describe(shown, titles, "en"))


def row_of(register: Register, data: Mapping[str, Kept], standing: Standing) -> dict[str, Raw]:
    """The figures of a return and of its neighbours in time, as audits see them. Two queries at most.

    A neighbour that has not been handed over is none: a draft is not what was reported.
    """
    row: dict[str, Raw] = dict(facts(register, data, standing))
    if standing.unit and standing.period and _looks_beside(register):
        row |= beside(register, [(standing.unit, standing.period)], own={}).row(standing.unit, standing.period)
    return row


def _looks_beside(register: Register) -> bool:
    """Whether any audit looks at another period."""
    used = {name.partition(".")[0] for audit in register.audits for name in names_in(audit.condition)}
    return bool(register.period) and not used.isdisjoint(NEIGHBOURS)


def carried_from(register: Register) -> dict[str, str]:
    """By field, the field of the period before that it opens with, where an audit says that both are one."""
    found: dict[str, str] = {}
    for audit in register.audits:
        match audit.condition:
            case Comparison(Name(here), Comparator.EQUAL, Name(there)) if there.startswith(f"{PREVIOUS}."):
                found[here] = there.removeprefix(f"{PREVIOUS}.")
    return found


def check_audits_at_save(register: Register, data: Mapping[str, Kept], standing: Standing) -> None:
    """Refuse figures that break an audit, in a register whose returns are never handed over. Two queries at most."""
    if audits_at_save(register):
        broken = [each for each in audited(register, row_of(register, data, standing)) if _refuses(each)]
        _refuse(broken, register)


def broken_audits(register: Register, records: Sequence[Record], *, on: date) -> Iterator[tuple[int, FieldProblem]]:
    """What many returns that were handed over break, by their place; they are each other's neighbours in time.

    Audits that only ask are left out. Two queries where audits look at other periods, none otherwise.
    """
    refusing = replace(register, audits=tuple(each for each in register.audits if each.severity is Severity.REFUSE))
    counted = [(place, each) for place, each in enumerate(records) if counts(register, each.state)]
    if not (refusing.audits and counted):
        return
    own = {(each.unit_id, each.period): each.data for _place, each in counted if each.period}
    around = beside(refusing, own, own=own) if own and _looks_beside(refusing) else None
    for place, record in counted:
        row: dict[str, Raw] = dict(facts(register, record.data, standing_of(record, on)))
        if around is not None and record.period:
            row |= around.row(record.unit_id, record.period)
        yield from ((place, _problem(each)) for each in audited(refusing, row) if _refuses(each))


def counts(register: Register, state: str) -> bool:
    """Whether a return in this state is held to the audits: it was handed over, or there is no handing over."""
    lifecycle = register.lifecycle
    return audits_at_save(register) or (lifecycle is not None and state in lifecycle.locked_states)


def check_audits(
    register: Register, move: Move, data: Mapping[str, Kept], standing: Standing, explained: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Refuse to hand over figures that do not fit; what may be explained, with an explanation. Two queries at most.

    Returns the explanations as they are kept with the step: the words, and what did not fit as it was then.
    """
    if register.lifecycle is None or not register.lifecycle.submits(move) or not register.audits:
        return {}
    broken = [each for each in audited(register, row_of(register, data, standing)) if each.verdict is Verdict.BROKEN]
    unexplained = [each for each in broken if _refuses(each) or is_blank(explained.get(each.audit.id))]
    _refuse(unexplained, register)
    for each in broken:
        check_words(explained[each.audit.id], f"{EXPLAIN}{each.audit.id}", most=MOST_WORDS)
    return {
        each.audit.id: {"words": explained[each.audit.id].strip(), "zh": _whole(each).zh, "en": _whole(each).en}
        for each in broken
    }


def _refuses(each: Audited) -> bool:
    return each.verdict is Verdict.BROKEN and each.audit.severity is Severity.REFUSE


def _refuse(broken: list[Audited], register: Register) -> None:
    if broken:
        problems = tuple(_problem(each) for each in broken)
        raise Invalid(problems, where=f"audit.{broken[0].audit.id}")


def _problem(each: Audited) -> FieldProblem:
    asks = each.audit.severity is Severity.ASK
    return FieldProblem(f"{EXPLAIN}{each.audit.id}" if asks else "", each.title, each.told, each.remedy)


def _whole(each: Audited) -> Text:
    return Text(f"{each.title.zh}：{each.told.zh}", f"{each.title.en}: {each.told.en}")


def _told(audit: Audit, row: Row) -> Text:
    """What does not fit, with the figures."""
    if audit.value is not None and audit.credible is not None:
        value = evaluate(audit.value, row)
        if isinstance(value, Decimal):
            return _beyond(audit, value, audit.credible)
    pair = sides(audit.condition, row)
    if pair is None:
        return Text("关系不成立", "the relation does not hold")
    left, right = (_plain(each) for each in pair)
    apart = _plain(pair[0] - pair[1])
    return Text(
        f"左边 {left}，右边 {right}，相差 {apart}", f"{left} on the left, {right} on the right, {apart} apart"
    )


def _beyond(audit: Audit, value: Decimal, credible: Interval) -> Text:
    unit = "%" if audit.kind is AuditKind.CHANGE else audit.unit
    told = f"{_plain(value)} {unit}".strip()
    bounds = interval_text(credible)
    text = Text(f"{told}，不在 {bounds} 之内", f"{told} is not within {bounds}")
    slipped = slip(value, audit.unit, credible) if audit.unit else None
    if slipped is None:
        return text
    meant = f"{_plain(slipped.value)} {audit.unit}"
    return Text(
        f"{text.zh}；若原数按“{slipped.unit}”填写，则为 {meant}，可能用错了单位",
        f"{text.en}; told in {slipped.unit} it would be {meant}: probably a slip of units",
    )


def interval_text(credible: Interval) -> str:
    """An interval as it was written."""
    (low, past_low), (high, at_high) = credible.after, credible.before
    lower = f"{'(' if past_low or not low.is_finite() else '['}{_plain(low) if low.is_finite() else '-∞'}"
    return f"{lower}, {_plain(high) if high.is_finite() else '∞'}{']' if at_high else ')'}"


def _plain(value: Decimal) -> str:
    """A number with separators, at most two decimals where more were computed."""
    if value != value.quantize(Decimal("0.01")):
        value = value.quantize(Decimal("0.01"))
    return f"{value.normalize():,f}" if value else "0"
