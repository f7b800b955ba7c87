"""Audits that say one thing, in names and types that exist; locks that can be undone; returns that are owed."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from luoshi.packs.checks.case import Case
from luoshi.packs.checks.expressions import condition
from luoshi.packs.checks.units import unit_named
from luoshi.packs.declarations import Lifecycle, Register
from luoshi.packs.declarations.fields import BLANK
from luoshi.packs.grammar import AskingRungForm, AuditForm, RegisterForm
from luoshi.packs.problems import Finding, Path
from luoshi.packs.resolve_audits import CARRIED, interval_of, season_of
from luoshi.packs.scope import audit_scope
from luoshi.rules import lifecycle as rules
from luoshi.rules.audits import Severity

LONGEST_ID = 40
WHOLE_YEARS = ("year", "herding_year")


def check(case: Case) -> Iterator[Finding]:
    """LS551 to LS559, and the names and types in audits."""
    for file, form, register in case.registers():
        for index, audit in enumerate(form.audits):
            yield from _audit(file, ("audits", index), audit, form, register)
        yield from _conditions(case, file, form, register)
        yield from _blanks(file, form)
        if register.lifecycle is not None:
            yield from _locks(file, register.lifecycle)
        if form.owed is not None and not form.period:
            yield Finding("LS556", file, ("owed",), on_key=True)
        if form.owed is not None and form.owed.season is not None and not _has_season(form):
            yield Finding("LS558", file, ("owed", "season"), {"written": form.owed.season})
        if form.owed is not None:
            yield from _ladder(file, form.owed.chase)


def _ladder(file: str, rungs: tuple[AskingRungForm, ...]) -> Iterator[Finding]:
    for index, (lower, higher) in enumerate(pairwise(rungs), start=1):
        if higher.late <= lower.late or higher.rung in {each.rung for each in rungs[:index]}:
            yield Finding("LS559", file, ("owed", "chase", index), {"name": higher.rung})


def _has_season(form: RegisterForm) -> bool:
    """Whether the season can be read, and the periods are short enough to begin in it or not."""
    within_a_year = form.period is None or form.period not in WHOLE_YEARS
    return form.owed is not None and season_of(form.owed.season) is not None and within_a_year


def _audit(file: str, path: Path, audit: AuditForm, form: RegisterForm, register: Register) -> Iterator[Finding]:
    kinds = [each for each in (audit.expr, audit.balance, audit.change, audit.plausible) if each is not None]
    if len(kinds) != 1:
        yield Finding("LS551", file, path, {"name": audit.id})
        return
    bounded = audit.change is not None or audit.plausible is not None
    if bounded != (audit.within is not None) or (bounded and interval_of(audit.within) is None):
        yield Finding("LS552", file, (*path, "within") if audit.within else path, {"written": audit.within or ""})
    if [each.id for each in form.audits].count(audit.id) > 1:
        yield Finding("LS553", file, (*path, "id"), {"name": audit.id})
    if audit.severity is Severity.ASK and not _is_handed_over(register):
        yield Finding("LS554", file, (*path, "severity"), {"name": audit.id})
    if audit.unit is not None and unit_named(audit.unit) is None:
        yield Finding("LS552", file, (*path, "unit"), {"written": audit.unit})


def _is_handed_over(register: Register) -> bool:
    """Whether there is a moment at which an explanation can be asked for."""
    lifecycle = register.lifecycle
    return lifecycle is not None and any(lifecycle.submits(move) for move in lifecycle.moves.values())


def _conditions(case: Case, file: str, form: RegisterForm, register: Register) -> Iterator[Finding]:
    scope = {
        name: type_ if unit_named(type_.unit) is not None else replace(type_, unit="")
        for name, type_ in audit_scope(register).items()
    }
    places = {each.id: index for index, each in enumerate(form.audits)}
    for audit in register.audits:
        index = places.get(audit.id, places.get(audit.id.removesuffix(CARRIED)))
        if index is not None:
            key = next(key for key in ("expr", "balance", "change", "plausible") if getattr(form.audits[index], key))
            for finding in condition(case, file, ("audits", index, key), audit.condition, scope):
                yield finding if key == "expr" else replace(finding, offset=0)


def _blanks(file: str, form: RegisterForm) -> Iterator[Finding]:
    for id_, field in form.fields_.items():
        taken = f"{id_}{BLANK}"
        crowded = taken in form.fields_ or len(taken) > LONGEST_ID
        if field.blanks and (crowded or field.formula is not None or id_ in (form.label, *form.key)):
            yield Finding("LS557", file, ("fields", id_, "blanks"), {"name": id_}, on_key=True)


def _locks(file: str, lifecycle: Lifecycle) -> Iterator[Finding]:
    """A lock nobody can undo makes every mistake last for ever."""
    for state in lifecycle.locked_states:
        reached = set(rules.routes(lifecycle, state))
        if reached <= lifecycle.locked_states:
            yield Finding("LS555", file, ("lifecycle", "states", state, "locked"), {"state": state}, on_key=True)
