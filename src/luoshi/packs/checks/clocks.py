"""Clocks that may stand still or be extended, lights without holes, ladders, back-schedules that have an answer."""

from collections.abc import Iterator
from itertools import combinations

from luoshi.packs.checks.case import Case
from luoshi.packs.checks.expressions import condition, known_scope, typed
from luoshi.packs.checks.lifecycle import MOST_DAYS
from luoshi.packs.checks.references import unknown_doer
from luoshi.packs.declarations import Register
from luoshi.packs.grammar import BackScheduleForm, ClockForm, LightsForm, RegisterForm, SeasonForm
from luoshi.packs.grammar.durations import day_of_year, span_of
from luoshi.packs.problems import Finding, Path, Word, meant
from luoshi.packs.resolve_clocks import CHASE, LIGHTS, id_of
from luoshi.rules.backschedule import Season, days_open
from luoshi.rules.bands import Band, Interval, holes
from luoshi.rules.expressions import Kind
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST_TIMES = 12
MOST_STEPS = 500  # each record page computes them all, a day at a time
_LINE = Interval.parse("(-∞, ∞)")
_SCHEDULE: Path = ("back_schedule",)


def check(case: Case) -> Iterator[Finding]:
    """LS530 to LS540, and the names and types in lights and ladders."""
    for file, form, register in case.registers():
        if form.lifecycle is not None:
            yield from _clocks(file, form.lifecycle.clocks)
            yield from _lights(case, file, form.lifecycle.lights, register)
            yield from _chase(case, file, form, register)
        if form.back_schedule is not None:
            yield from _schedule(file, form, form.back_schedule)


def _clocks(file: str, forms: tuple[ClockForm, ...]) -> Iterator[Finding]:
    seen = set[str]()
    for index, form in enumerate(forms):
        path: Path = ("lifecycle", "clocks", index)
        if id_of(form) in seen:
            yield Finding("LS535", file, (*path, "id") if form.id else path, {"name": id_of(form)})
        seen.add(id_of(form))
        for id_, stop in form.stops.items():
            yield from _in_range(file, (*path, "stops", id_, "at_most"), stop.at_most, MOST_DAYS)
            yield from unknown_doer(file, (*path, "stops", id_, "by"), stop.by)
        yield from _extension(file, path, form)


def _extension(file: str, path: Path, form: ClockForm) -> Iterator[Finding]:
    asked = form.extension
    if asked is None:
        return
    path = (*path, "extension")
    yield from _in_range(file, (*path, "times"), asked.times, MOST_TIMES)
    yield from _in_range(file, (*path, "at_most"), asked.at_most, MOST_DAYS)
    yield from unknown_doer(file, (*path, "by"), asked.by)
    yield from unknown_doer(file, (*path, "confirm"), asked.confirm)
    if asked.by == asked.confirm:
        yield Finding("LS534", file, (*path, "confirm"), {"clock": id_of(form)})


def _in_range(file: str, path: Path, number: int | None, most: int) -> Iterator[Finding]:
    if number is not None and not 1 <= number <= most:
        yield Finding("LS536", file, path, {"most": str(most)})


def _lights(case: Case, file: str, form: LightsForm | None, register: Register) -> Iterator[Finding]:
    lights = register.lifecycle.lights if register.lifecycle else None
    if form is None or lights is None:
        return
    found = typed(case, file, (*LIGHTS, "value"), lights.value, known_scope(register))
    if isinstance(found, Finding):
        yield found
    elif found is not None and found.kind not in (Kind.NUMBER, Kind.PERCENT):
        yield Finding("LS533", file, (*LIGHTS, "value"), {"type": found.label})
    readable = [band for band in lights.bands if _reads(band)]
    for band in lights.bands:
        if band not in readable:
            yield Finding("LS532", file, (*LIGHTS, "bands", band.colour), {"written": band.written})
    if len(readable) == len(lights.bands):
        yield from _cover(file, lights.bands)


def _reads(band: Band) -> bool:
    try:
        return bool(band.interval)
    except Refused:
        return False


def _cover(file: str, bands: tuple[Band, ...]) -> Iterator[Finding]:
    for hole in holes(bands, _LINE):
        yield Finding("LS530", file, (*LIGHTS, "bands"), {"hole": hole.text}, on_key=True)
    for left, right in combinations(bands, 2):
        shared = left.interval.common(right.interval)
        if shared is not None:
            colours = Text(f"{left.colour} 和 {right.colour}", f"{left.colour} and {right.colour}")
            path = (*LIGHTS, "bands", right.colour)
            yield Finding("LS531", file, path, {"shared": shared.text, "colours": colours})


def _chase(case: Case, file: str, form: RegisterForm, register: Register) -> Iterator[Finding]:
    if form.lifecycle is None or register.lifecycle is None:
        return
    parsed = {(rung.id, rung.source): rung.when for rung in register.lifecycle.chase}
    seen = set[str]()
    for index, rung in enumerate(form.lifecycle.chase):
        path = (*CHASE, index)
        if rung.rung in seen:
            yield Finding("LS535", file, (*path, "rung"), {"name": rung.rung})
        seen.add(rung.rung)
        yield from unknown_doer(file, (*path, "by"), rung.by)
        when = parsed.get((rung.rung, rung.when))
        if when is not None:
            yield from condition(case, file, (*path, "when"), when, known_scope(register))


def _schedule(file: str, register: RegisterForm, form: BackScheduleForm) -> Iterator[Finding]:
    dates = [name for name, field in register.fields_.items() if field.type == "date"]
    if form.until not in ("due", *dates):
        words: dict[str, Word] = {"name": form.until, "hint": meant(form.until, ("due", *dates))}
        yield Finding("LS539", file, (*_SCHEDULE, "until"), words)
    if len(form.steps) > MOST_STEPS:
        words = {"many": str(len(form.steps)), "most": str(MOST_STEPS)}
        yield Finding("LS540", file, (*_SCHEDULE, "steps"), words, on_key=True)
    for id_, step in form.steps.items():
        path = (*_SCHEDULE, "steps", id_)
        yield from _in_range(file, (*path, "days"), span_of(step.days).days, MOST_DAYS)
        for index, name in enumerate(step.closed):
            if name not in form.seasons:
                unknown: dict[str, Word] = {"name": name, "hint": meant(name, form.seasons)}
                yield Finding("LS537", file, (*path, "closed", index), unknown)
        closed = [_season(form.seasons[name]) for name in step.closed if name in form.seasons]
        if days_open(closed) == 0:
            yield Finding("LS538", file, path, {"step": id_}, on_key=True)


def _season(form: SeasonForm) -> Season:
    return Season(day_of_year(form.from_), day_of_year(form.to))
