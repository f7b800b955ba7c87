"""Rules B4 and B8: few indicators, and no counting or ranking of natural persons."""

from collections.abc import Iterable, Iterator

from luoshi.packs.checks.case import MEASURES, Case
from luoshi.packs.checks.words import PERSONAL_ZH
from luoshi.packs.declarations import Measure, MeasureKind, PersonalClass, Register
from luoshi.packs.grammar import HOUSE_INDICATORS
from luoshi.packs.problems import Finding, Path

_COMPOSITE = (MeasureKind.RATIO, MeasureKind.DIFFERENCE)


def check(case: Case) -> Iterator[Finding]:
    """LS704, LS708, LS712, LS713."""
    yield from _budget(case)
    for file, _, register in case.registers():
        yield from _personal(file, register)
    for id_, _, measure in case.measures():
        yield from _grouped(case, MEASURES, ("measures", id_, "once_per"), measure, [measure.once_per])
    for index, figure in enumerate(case.pack.published):
        printed = case.measure(figure.measure)
        if printed is not None:
            yield from _grouped(case, "published.yaml", ("published", index, "by"), printed, figure.by)


def _budget(case: Case) -> Iterator[Finding]:
    most = min(case.pack.indicators, HOUSE_INDICATORS)
    flagged = [measure for measure in case.pack.measures.values() if measure.indicator]
    count = sum(_weight(case, measure, frozenset()) for measure in flagged)
    if count > most:
        words = {"count": str(count), "most": str(most)}
        yield Finding("LS704", MEASURES, ("measures", flagged[-1].id, "indicator"), words)
    elif case.pack.indicators > HOUSE_INDICATORS:
        limits = {"written": str(case.pack.indicators), "range": f"≤ {HOUSE_INDICATORS}"}
        yield Finding("LS209", "pack.yaml", ("indicators",), limits)


def _weight(case: Case, measure: Measure, above: frozenset[str]) -> int:
    """A ratio or difference counts as its parts, so that bundling saves nothing; everything else as one."""
    if measure.kind not in _COMPOSITE or measure.ref in above:
        return 1
    parts = [case.measure(measure.numerator), case.measure(measure.denominator)]
    return sum(_weight(case, part, above | {measure.ref}) for part in parts if part is not None) or 1


def _personal(file: str, register: Register) -> Iterator[Finding]:
    for field in register.fields.values():
        path: Path = ("fields", field.id)
        word = next((word for word in PERSONAL_ZH if word in field.title.zh), "")
        if field.personal is not PersonalClass.NONE and not field.visible_to:
            yield Finding("LS712", file, path, {"field": field.id}, on_key=True)
        elif field.personal is PersonalClass.NONE and word:
            yield Finding("LS713", file, path, {"word": word}, on_key=True)


def _grouped(case: Case, file: str, path: Path, measure: Measure, names: Iterable[str]) -> Iterator[Finding]:
    register = case.counted(measure)
    for name in names:
        field = register.fields.get(name) if register is not None else None
        if field is not None and field.personal is not PersonalClass.NONE:
            yield Finding("LS708", file, path, {"field": name})
