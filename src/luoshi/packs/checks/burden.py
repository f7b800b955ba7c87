"""Rules B1, B2, B3, B7 and B9: what a register may ask of the people who fill it in."""

from collections.abc import Iterable, Iterator
from datetime import date

from luoshi.packs.checks.case import MEASURES, Case
from luoshi.packs.checks.words import GENERAL_ZH, NOT_TRACES_ZH, TRACES_EN, TRACES_ZH
from luoshi.packs.declarations import Field, FieldType, Register, RegisterKind
from luoshi.packs.grammar import RegisterForm, Words
from luoshi.packs.problems import Finding, Path, Word
from luoshi.rules.names import normal_key
from luoshi.rules.periods import Kind as PeriodKind
from luoshi.rules.texts import Text

REPLY_DAYS = 30
SUNSET_YEARS = 5
_POINTERS = (FieldType.REF, FieldType.UNIT)


def check(case: Case) -> Iterator[Finding]:
    """LS205, LS701 to LS703, LS707, LS709."""
    yield from _held_already(case)
    yield from _traces(case)
    for file, form, register in case.registers():
        yield from _inspection(file, form)
        yield from _recurring(case, file, form)
        if register.kind is RegisterKind.CONSEQUENCE and (form.reply_days or 0) < REPLY_DAYS:
            yield Finding("LS707", file, ("reply_days",))


def _held_already(case: Case) -> Iterator[Finding]:
    """B1: the register that comes first by reference holds the field; a later one has to refer to it."""
    held = [
        (register, field) for pack in case.packs.values() for register, field in _entered(pack.registers.values())
    ]
    for file, _, register in case.registers():
        for _, field in _entered([register]):
            holder = next((other for other, each in held if other.ref < register.ref and _same(field, each)), None)
            if holder is not None:
                words: dict[str, Word] = {"title": field.title, "register": f"{holder.title.zh} ({holder.ref})"}
                yield Finding("LS701", file, ("fields", field.id), words, on_key=True)


def _entered(registers: Iterable[Register]) -> Iterator[tuple[Register, Field]]:
    for register in registers:
        for field in register.fields.values():
            if field.formula is None and field.type not in _POINTERS:
                yield register, field


def _same(field: Field, other: Field) -> bool:
    """The same element; without one on both sides, the same title and type."""
    if field.element or other.element:
        return field.element == other.element
    title = normal_key(field.title.zh)
    return field.type == other.type and title not in GENERAL_ZH and title == normal_key(other.title.zh)


def _traces(case: Case) -> Iterator[Finding]:
    for file, form, _ in case.registers():
        for path, id_, words in _named(form):
            word = trace_in(id_, words)
            if word:
                yield Finding("LS702", file, path, {"word": word}, on_key=True)
    for id_, measure, _ in case.measures():
        word = trace_in(id_, measure.title)
        if word:
            yield Finding("LS702", MEASURES, ("measures", id_), {"word": word}, on_key=True)


def _named(form: RegisterForm) -> Iterator[tuple[Path, str, Words | None]]:
    """Everything of a register that has an id and a name."""
    yield ("title",), form.register_, form.title
    for id_, field in form.fields_.items():
        yield ("fields", id_), id_, field.title
        for option, words in (field.of or {}).items():
            yield ("fields", id_, "of", option), option, words
    for id_, words in form.evidence.items():
        yield ("evidence", id_), id_, words
    if form.lifecycle is not None:
        for id_, state in form.lifecycle.states.items():
            yield ("lifecycle", "states", id_), id_, state
        for id_, move in form.lifecycle.moves.items():
            yield ("lifecycle", "moves", id_), id_, move.title


def trace_in(id_: str, words: Words | None) -> str:
    """The word of the list that an id or name contains, blank when none does."""
    joined = f"_{id_}_"
    english = next((word for word in TRACES_EN if f"_{word}_" in joined), "")
    title = words.zh if words is not None else ""
    for innocent in NOT_TRACES_ZH:
        title = title.replace(innocent, "")
    return english or next((word for word in TRACES_ZH if word in title), "")


def _inspection(file: str, form: RegisterForm) -> Iterator[Finding]:
    if form.kind is not RegisterKind.INSPECTION:
        return
    plan, target = form.fields_.get("plan"), form.fields_.get("target")
    missing = [
        *([] if plan is not None and plan.type is FieldType.REF else ["plan"]),
        *([] if target is not None and target.type in _POINTERS else ["target"]),
        *([] if form.last_visit else ["last_visit"]),
    ]
    if missing:
        words: dict[str, Word] = {"missing": Text("、".join(missing), ", ".join(missing))}
        yield Finding("LS703", file, ("kind",), words)


def _recurring(case: Case, file: str, form: RegisterForm) -> Iterator[Finding]:
    kinds = tuple(kind.value for kind in PeriodKind)
    if form.period is not None and form.period not in kinds:
        yield Finding("LS205", file, ("period",), {"written": form.period, "hint": ", ".join(kinds)})
    if form.kind is RegisterKind.RETURN and form.period is None:
        yield Finding("LS202", file, ("period",), {"key": "period"})
    if form.period is None and form.kind is not RegisterKind.RETURN:
        return
    fault = sunset_fault(form.sunset, case.today)
    if fault is not None:
        yield Finding("LS709", file, ("sunset",), {"fault": fault})


def sunset_fault(sunset: date | None, today: date | None) -> Text | None:
    if sunset is None:
        return Text("没有终止日期", "has no sunset date")
    if today is None:
        return None
    if sunset < today:
        return Text("已过终止日期", "has passed its sunset date")
    last = today.year + SUNSET_YEARS, today.month, today.day
    if (sunset.year, sunset.month, sunset.day) > last:
        return Text("的终止日期在五年以后", "has a sunset date more than five years ahead")
    return None
