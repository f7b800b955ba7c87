"""Wall charts from the written form."""

from luoshi.packs import declarations as d
from luoshi.packs.grammar import ChartForm


def chart_of(form: ChartForm | None) -> d.Chart | None:
    """The dates of the bars, by name."""
    if form is None:
        return None
    planned, actual = form.planned, form.actual
    return d.Chart(
        planned_from=planned.from_ or "" if planned else "",
        planned_to=planned.to if planned else "",
        actual_from=actual.from_ or "" if actual else "",
        actual_to=actual.to if actual else "",
        expected=form.expected or "",
        lanes=form.lanes or "",
    )
