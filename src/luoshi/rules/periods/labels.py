"""The short form of what a figure covers: 2022-Q3 alone, 2022-11 cumulative with the year before it."""

from luoshi.rules.periods.kinds import Kind
from luoshi.rules.periods.reading import parse
from luoshi.rules.periods.spans import Coverage, Cumulative, Current

CUMULATIVE = " cumulative"


def coverage_label(coverage: Coverage) -> str:
    """The short form that is stored and read back: 2022-Q3, 2022-11 cumulative, 2022-06 cumulative herding_year."""
    if isinstance(coverage, Current):
        return coverage.period.label
    since = "" if coverage.since is Kind.YEAR else f" {coverage.since}"
    return f"{coverage.period.label}{CUMULATIVE}{since}"


def coverage_of(label: str) -> Coverage:
    """Reads 2022, 2022-11 cumulative, 2022-11累计."""
    period, told, since = label.replace("累计", CUMULATIVE).partition(CUMULATIVE)
    if not told:
        return Current(parse(label))
    return Cumulative(parse(period.strip()), Kind(since.strip()) if since.strip() else Kind.YEAR)
