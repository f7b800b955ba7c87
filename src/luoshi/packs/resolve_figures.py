"""Measures, funnels, published figures and examples as declarations."""

from collections.abc import Callable, Mapping

from luoshi.packs import declarations as d
from luoshi.packs.example_values import value_of
from luoshi.packs.grammar import (
    ExampleForm,
    ExamplesForm,
    LinkForm,
    MeasureForm,
    MeasureLightsForm,
    MeasuresForm,
    PublishedForm,
)
from luoshi.packs.problems import Path
from luoshi.packs.references import full
from luoshi.rules.bands import Band
from luoshi.rules.expressions import Node
from luoshi.rules.figures import Rounding

Parse = Callable[[str | None, Path], Node | None]


def measures_of(form: MeasuresForm | None, pack: str, parse: Parse) -> Mapping[str, d.Measure]:
    """Every measure by id."""
    if form is None:
        return {}
    return {id_: _measure(id_, each, pack, parse) for id_, each in form.measures.items()}


OF_A_MEASURE = (d.MeasureKind.GROWTH, d.MeasureKind.PACE, d.MeasureKind.PROJECTION)
"""Kinds whose `value` is another measure, not an expression."""


def _measure(id_: str, form: MeasureForm, pack: str, parse: Parse) -> d.Measure:
    of_measure = form.what in OF_A_MEASURE
    return d.Measure(
        pack=pack,
        id=id_,
        title=form.title.text,
        kind=form.what,
        definition=form.definition.text,
        rounding=Rounding(form.rounding.places, form.rounding.mode),
        unit=form.unit or "",
        shown_in=form.shown_in or "",
        of=full(pack, form.of),
        where=parse(form.where, ("measures", id_, "where")),
        where_source=form.where or "",
        value=None if of_measure else parse(form.value, ("measures", id_, "value")),
        value_source="" if of_measure else form.value or "",
        linked=tuple(_link(each, pack, parse, ("measures", id_, "linked", n)) for n, each in enumerate(form.linked)),
        when=form.when or "",
        since=form.since or "",
        until=form.until or "",
        once_per=form.once_per or "",
        time=form.time,
        numerator=full(pack, form.numerator),
        denominator=full(pack, form.denominator),
        operand=full(pack, form.value) if of_measure else "",
        expected=form.expected,
        indicator=form.indicator,
        lights=_lights(form.lights) if form.lights else None,
        row=form.source or "",
        element=form.element or "",
    )


def _link(form: LinkForm, pack: str, parse: Parse, path: Path) -> d.Link:
    return d.Link(
        of=full(pack, form.of),
        by=form.by,
        has=form.has,
        where=parse(form.where, (*path, "where")),
        where_source=form.where or "",
        when=form.when or "",
    )


def _lights(form: MeasureLightsForm) -> d.MeasureLights:
    return d.MeasureLights(tuple(Band(colour, written) for colour, written in form.bands.items()), form.basis)


def comparisons_of(form: MeasuresForm | None, pack: str) -> Mapping[str, d.Comparison]:
    """Every comparison by id."""
    return {
        id_: d.Comparison(
            pack,
            id_,
            each.title.text,
            each.by,
            tuple(full(pack, ref) for ref in each.measures),
            each.note.text if each.note else None,
        )
        for id_, each in (form.comparisons if form else {}).items()
    }


def funnels_of(form: MeasuresForm | None, pack: str) -> Mapping[str, d.Funnel]:
    """Every funnel by id."""
    if form is None:
        return {}
    return {
        id_: d.Funnel(
            pack,
            id_,
            each.title.text,
            tuple(d.FunnelStep(full(pack, step.count), full(pack, step.rate)) for step in each.steps),
        )
        for id_, each in form.funnels.items()
    }


def published_of(form: PublishedForm | None, pack: str) -> tuple[d.Published, ...]:
    """The printed figures in the order of the file."""
    if form is None:
        return ()
    return tuple(
        d.Published(
            row=each.row,
            source=each.source,
            quote=each.quote,
            measure=full(pack, each.measure),
            period=each.period,
            value=each.value,
            by=each.by,
            unsaid=each.unsaid.text if each.unsaid else None,
        )
        for each in form.published
    )


def examples_of(
    files: Mapping[str, ExamplesForm], pack: str, registers: Mapping[str, d.Register]
) -> tuple[d.Example, ...]:
    """Every example, file by file."""
    return tuple(
        _example(each, pack, registers, file, index)
        for file, form in sorted(files.items())
        for index, each in enumerate(form.root)
    )


def _example(form: ExampleForm, pack: str, registers: Mapping[str, d.Register], file: str, index: int) -> d.Example:
    register = registers.get(form.register_.removeprefix(f"{pack}."))
    expect = {key: value for key, value in form.expect.model_dump().items() if value is not None}
    return d.Example(
        id=form.example,
        row=form.row,
        title=form.title.text,
        register=full(pack, form.register_),
        given=tuple({name: value_of(register, name, text) for name, text in row.items()} for row in form.rows),
        expect=expect,
        file=file,
        line=index,
    )
