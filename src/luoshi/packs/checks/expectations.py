"""What a measure may claim: a forecast never passes for done, colours leave no hole, a pace is of what happened."""

from collections.abc import Iterator

from luoshi.packs.checks.case import MEASURES, Case
from luoshi.packs.declarations import Measure, MeasureKind, MeasureLights, TimeRule
from luoshi.packs.problems import Finding, Path, Word
from luoshi.rules.bands import Interval, holes, overlaps
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

WHOLE_LINE = "(-∞, ∞)"


def check(case: Case) -> Iterator[Finding]:
    """LS614, LS615, LS617."""
    for id_, _, measure in case.measures():
        path: Path = ("measures", id_)
        part = _expected_part(case, measure)
        if part is not None and not measure.expected:
            yield Finding("LS614", MEASURES, path, {"measure": id_, "part": part.title}, on_key=True)
        if measure.kind is MeasureKind.PROJECTION and not measure.expected:
            yield Finding("LS614", MEASURES, path, {"measure": id_, "part": measure.title}, on_key=True)
        if measure.lights is not None:
            for fault in _faults(measure.lights):
                yield Finding("LS615", MEASURES, (*path, "lights", "bands"), {"fault": fault})
        paced = case.measure(measure.operand) if measure.kind in (MeasureKind.PACE, MeasureKind.PROJECTION) else None
        if paced is not None and (paced.kind not in _ADDED or paced.time is TimeRule.STOCK):
            words: dict[str, Word] = {"measure": paced.title}
            yield Finding("LS617", MEASURES, (*path, "value"), words)


_ADDED = (MeasureKind.COUNT, MeasureKind.SUM)


def _expected_part(case: Case, measure: Measure) -> Measure | None:
    parts = (case.measure(ref) for ref in (measure.numerator, measure.denominator, measure.operand) if ref)
    return next((part for part in parts if part is not None and part.expected), None)


def _faults(lights: MeasureLights) -> Iterator[Text]:
    """Every value has exactly one colour."""
    try:
        line = Interval.parse(WHOLE_LINE)
        for gap in holes(lights.bands, line):
            yield Text(f"{gap.text} 没有颜色", f"{gap.text} has no colour")
        for problem in overlaps(lights.bands, line):
            yield problem.message
    except Refused as refused:
        yield refused.reason
