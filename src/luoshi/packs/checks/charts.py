"""Wall charts whose bars rest on dates, and whose lanes are few."""

from collections.abc import Iterator

from luoshi.packs.checks.case import Case
from luoshi.packs.grammar import ChartForm, RegisterForm
from luoshi.packs.problems import Finding, Path, Word, meant

PLACES = ("county", "lead", "unit", "state")
"""What every wall chart can be laid out by; a choice field is named by its id."""


def check(case: Case) -> Iterator[Finding]:
    """LS541, LS542."""
    for file, form, _register in case.registers():
        if form.chart is not None:
            yield from _dates(file, form, form.chart)
            yield from _lanes(file, form, form.chart)


def _dates(file: str, form: RegisterForm, chart: ChartForm) -> Iterator[Finding]:
    states = form.lifecycle.states if form.lifecycle else {}
    fields = [name for name, field in form.fields_.items() if field.type == "date"]
    named: list[tuple[Path, str | None, tuple[str, ...]]] = []
    for key, span in (("planned", chart.planned), ("actual", chart.actual)):
        known = ("due", *fields, *states)
        named += [(("chart", key, "from"), span.from_, known), (("chart", key, "to"), span.to, known)] if span else []
    named.append((("chart", "expected"), chart.expected, tuple(fields)))
    for path, name, known in named:
        if name is not None and name not in known:
            words: dict[str, Word] = {"name": name, "hint": meant(name, known)}
            yield Finding("LS541", file, path, words)


def _lanes(file: str, form: RegisterForm, chart: ChartForm) -> Iterator[Finding]:
    open_choices = [name for name, each in form.fields_.items() if each.type == "choice" and not each.visible_to]
    known = (*PLACES, *open_choices)
    if chart.lanes is not None and chart.lanes not in known:
        words: dict[str, Word] = {"name": chart.lanes, "hint": meant(chart.lanes, known)}
        yield Finding("LS542", file, ("chart", "lanes"), words)
