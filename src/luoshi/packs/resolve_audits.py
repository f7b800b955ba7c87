"""From written audits to declarations: each kind becomes a condition of the expression language."""

import re
from collections.abc import Iterator
from datetime import date

from luoshi.packs import declarations as d
from luoshi.packs.formulas import Formulas
from luoshi.packs.grammar import AskingRungForm, AuditForm, BalanceForm, RegisterForm
from luoshi.packs.problems import Path
from luoshi.packs.resolve_clocks import mark_of
from luoshi.rules.audits import balance_source, carried_source, growth_source, within_source
from luoshi.rules.bands import Interval
from luoshi.rules.refusals import Refused

CARRIED = "_carried"
SEASON = re.compile(r"(\d\d)-(\d\d)\.\.(\d\d)-(\d\d)", re.ASCII)


def audits_of(form: RegisterForm, formulas: Formulas) -> tuple[d.Audit, ...]:
    """Every audit that could be read, in declared order."""
    found: list[d.Audit] = []
    for index, each in enumerate(form.audits):
        found += _audits(each, formulas, ("audits", index))
    return tuple(found)


def owed_of(form: RegisterForm) -> d.Owed | None:
    owed = form.owed
    if owed is None:
        return None
    kinds = tuple(each.value for each in owed.by)
    return d.Owed(
        kinds, owed.within, owed.since, owed.basis, season_of(owed.season), owed.below, tuple(map(_rung, owed.chase))
    )


def _rung(form: AskingRungForm) -> d.AskingRung:
    return d.AskingRung(form.rung, form.title.text, mark_of(form.rung, form.mark), form.late, form.basis or "")


def season_of(written: str | None) -> d.OwedSeason | None:
    """The season a text says, such as 03-15..06-15; None where it says none (reported as LS558)."""
    found = SEASON.fullmatch(written or "")
    try:
        days = (
            [date(2023, int(month), int(day)) for month, day in (found.groups()[:2], found.groups()[2:])]
            if found
            else []
        )
    except ValueError:
        return None
    return d.OwedSeason(*((each.month, each.day) for each in days)) if days else None


def interval_of(written: str | None) -> Interval | None:
    """The interval a text says; None where it says none (reported as LS552)."""
    try:
        return Interval.parse(written) if written else None
    except Refused:
        return None


def _audits(form: AuditForm, formulas: Formulas, path: Path) -> Iterator[d.Audit]:
    if form.expr is not None:
        yield from _one(form, formulas, (*path, "expr"), d.AuditKind.RELATION, form.expr)
    elif form.balance is not None:
        yield from _balance(form, form.balance, formulas, (*path, "balance"))
    elif form.change is not None:
        value = growth_source(form.change, form.against)
        yield from _bounded(form, formulas, (*path, "change"), d.AuditKind.CHANGE, value)
    elif form.plausible is not None:
        yield from _bounded(form, formulas, (*path, "plausible"), d.AuditKind.PLAUSIBLE, form.plausible)


def _balance(form: AuditForm, stock: BalanceForm, formulas: Formulas, path: Path) -> Iterator[d.Audit]:
    within = balance_source(stock.opening, stock.gains, stock.losses, stock.closing)
    yield from _one(form, formulas, path, d.AuditKind.BALANCE, within)
    carried = carried_source(stock.opening, stock.closing)
    yield from _one(form, formulas, path, d.AuditKind.CARRIED, carried, id_=f"{form.id}{CARRIED}")


def _bounded(form: AuditForm, formulas: Formulas, path: Path, kind: d.AuditKind, value: str) -> Iterator[d.Audit]:
    interval = interval_of(form.within)
    measured = formulas.parsed(value, path)
    if interval is None or measured is None:
        return
    for audit in _one(form, formulas, path, kind, within_source(value, interval)):
        yield d.Audit(
            audit.id, kind, audit.condition, audit.source, audit.severity, audit.title, audit.remedy, audit.basis,
            value=measured, credible=interval, unit=form.unit or "",
        )  # fmt: skip


def _one(
    form: AuditForm, formulas: Formulas, path: Path, kind: d.AuditKind, source: str, *, id_: str = ""
) -> Iterator[d.Audit]:
    condition = formulas.parsed(source, path)
    if condition is not None:
        title = form.title.text if form.title and not id_ else None
        remedy = form.remedy.text if form.remedy else None
        yield d.Audit(id_ or form.id, kind, condition, source, form.severity, title, remedy, form.basis or "")
