"""A funnel in the terminal: each count, the rate that leads to it, and the base the rate is of."""

from luoshi.console.printout.columns import aligned
from luoshi.measures.figures import FunnelFigures, Step

BAR = 36


def lines(funnel: FunnelFigures, language: str) -> list[str]:
    """One line for each step, the bar in proportion to the first."""
    whole = funnel.steps[0].count.value or 1
    rows = []
    for step in funnel.steps:
        length = round(BAR * (step.count.value or 0) / whole)
        title = step.count.measure.title.in_(language)
        rows.append((title, "█" * length, step.count.text.in_(language), _rate(step, language)))
    return aligned(rows)


def _rate(step: Step, language: str) -> str:
    if step.rate is None or step.base is None:
        return ""
    base = step.base.title.in_(language)
    named = f"以“{base}”为基数" if language == "zh" else f"of {base.lower()}"
    return f"{step.rate.measure.title.in_(language)} {step.rate.working.in_(language)}  {named}"


def summary(funnel: FunnelFigures) -> dict[str, object]:
    """Counts and rates by the measure's name, each rate with its numerator, denominator and base."""
    counts = {step.count.measure.id: int(step.count.value or 0) for step in funnel.steps}
    rates = [step for step in funnel.steps if step.rate is not None and step.base is not None]
    return {
        "counts": counts,
        "rates": {step.rate.measure.id: _percent(step) for step in rates if step.rate is not None},
        "bases": {step.rate.measure.id: _base(step) for step in rates if step.rate is not None},
    }


def _percent(step: Step) -> float | None:
    """The percentage as it is printed."""
    if step.rate is None or step.rate.value is None:
        return None
    return float(step.rate.text.en.rstrip("% "))


def _base(step: Step) -> dict[str, object]:
    if step.rate is None or step.base is None:
        return {}
    parts = (step.rate.numerator, step.rate.denominator)
    above, below = (None if part is None else int(part) for part in parts)
    return {"numerator": above, "denominator": below, "of": step.base.id, "text": step.rate.text.en}
