"""Reads: figures, tables, funnels, the rows behind a figure, and printed figures opened again."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from typing import cast

from luoshi.measures.asking import Asking, leaves, single
from luoshi.measures.figures import ComparisonFigures, Figure, FunnelFigures, Group, Step, Table
from luoshi.measures.grouping import LIST, Grouping, grouping_of, list_of, time_of_group
from luoshi.measures.lineage import Rows, page_of, parts_of_figure
from luoshi.measures.models import PrintedFigure
from luoshi.measures.moments import ask
from luoshi.measures.permissions import check_fields, check_links, check_may_open, check_within, sight_of
from luoshi.measures.printing import Opened, catalogue_of, opened
from luoshi.measures.questions import WHOLE, Question, Sight
from luoshi.org.models import Unit
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Measure, Register
from luoshi.packs.queries import current
from luoshi.registers.lists import on_day
from luoshi.rules.actors import Actor
from luoshi.rules.periods import Coverage, coverage_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

Time = Coverage | str
ROOT_SLASHES = 2  # "/1/" is the path of the city itself


def figure(
    ref: str,
    *,
    period: Time,
    today: date,
    actor: Actor | None,
    within: Unit | None = None,
    where: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
) -> Figure:
    """One number. `actor` None is the software itself, at the console; everybody else counts what they may see.

    `where` keeps rows of one group: {"mode": "scene", "unit:county": "12"}. Raises Refused for what does not
    exist, is personal, or is not for this person to see. About 10 ms for a million records.
    """
    declared = catalogue or current()
    question = question_of(declared, ref, period=period, actor=actor, within=within, where=where or {})
    return ask(declared, today, lambda asking: single(asking, question))


def figures(
    refs: Sequence[str],
    *,
    period: Time,
    today: date,
    actor: Actor | None,
    catalogue: Catalogue | None = None,
) -> dict[str, Figure | Refused]:
    """Several numbers of one moment, counted together; in the place of each that is refused stands its refusal."""
    declared = catalogue or current()
    found: dict[str, Question | Refused] = {}
    for ref in refs:
        try:
            found[ref] = question_of(declared, ref, period=period, actor=actor, within=None, where={})
        except Refused as refused:
            found[ref] = refused
    return ask(declared, today, lambda asking: _figures(asking, found))


def table(
    ref: str,
    *,
    period: Time,
    by: Sequence[str],
    today: date,
    actor: Actor | None,
    within: Unit | None = None,
    where: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
) -> Table:
    """A number for each group: `by` "unit:county", "period:month", "state", a choice, reference or yes/no field.

    Groups known beforehand (counties, months, options) appear with their zero; other groups when they have rows.
    """
    (found,) = tables(
        [ref], period=period, by=by, today=today, actor=actor, within=within, where=where, catalogue=catalogue
    )
    return found


def tables(
    refs: Sequence[str],
    *,
    period: Time,
    by: Sequence[str],
    today: date,
    actor: Actor | None,
    within: Unit | None = None,
    where: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
) -> list[Table]:
    """Several measures side by side, all of one moment; what they count of the same rows is counted in one pass."""
    declared = catalogue or current()
    questions = [
        question_of(declared, ref, period=period, actor=actor, within=within, where=where or {}, by=by)
        for ref in refs
    ]
    groupings = [grouping_of(name) for name in by]
    return ask(declared, today, lambda asking: _tables(asking, questions, groupings))


def funnel(
    ref: str,
    *,
    period: Time,
    today: date,
    actor: Actor | None,
    within: Unit | None = None,
    where: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
) -> FunnelFigures:
    """The counts of a funnel in order, each rate with the base it names; all of one moment."""
    declared = catalogue or current()
    steps = declared.funnel(ref).steps
    asked = [
        question_of(declared, name, period=period, actor=actor, within=within, where=where or {})
        for step in steps
        for name in (step.count, step.rate)
        if name
    ]
    questions = {question.measure: question for question in asked}
    return ask(declared, today, lambda asking: _funnel(asking, ref, questions))


def comparison(
    ref: str, *, period: Time, today: date, actor: Actor | None, catalogue: Catalogue | None = None
) -> ComparisonFigures:
    """The measures of a comparison side by side, each row the same group in every column; all of one moment."""
    declared = catalogue or current()
    found = declared.comparison(ref)
    asked = [
        question_of(declared, name, period=period, actor=actor, within=None, where={}, by=[found.by])
        for name in found.measures
    ]
    by = [grouping_of(found.by)]
    read = ask(declared, today, lambda asking: _side_by_side(asking, asked, by))
    return ComparisonFigures(found, read)


def _side_by_side(asking: Asking, asked: Sequence[Question], by: Sequence[Grouping]) -> tuple[Table, ...]:
    """Tables over the groups that any of them has; the time elapsed, which counts no rows, stands in each."""
    read = _tables(asking, asked, by)
    groups = {tuple(each.group.keys.values()): each.group for table_ in read for each in table_.figures}
    return tuple(replace(each, figures=tuple(_in_groups(asking, each, groups, by))) for each in read)


def _in_groups(
    asking: Asking, read: Table, groups: Mapping[tuple[str, ...], Group], by: Sequence[Grouping]
) -> Iterator[Figure]:
    held = {tuple(each.group.keys.values()): each for each in read.figures}
    for key, group in groups.items():
        nothing = asking.amount_of_nothing(read.measure, time_of_group(read.question.coverage, by, key))
        empty = replace(read.total, amount=nothing, question=read.question.in_group(group.keys), group=group)
        yield held.get(key, empty)


def _figures(asking: Asking, asked: Mapping[str, Question | Refused]) -> dict[str, Figure | Refused]:
    asking.count_together([each for each in asked.values() if isinstance(each, Question)], ())
    found: dict[str, Figure | Refused] = {}
    for ref, question in asked.items():
        try:
            found[ref] = single(asking, question) if isinstance(question, Question) else question
        except Refused as refused:
            found[ref] = refused
    return found


def _tables(asking: Asking, questions: Sequence[Question], by: Sequence[Grouping]) -> list[Table]:
    asking.count_together(questions, by)
    return [_table(asking, question, by) for question in questions]


def _table(asking: Asking, question: Question, by: Sequence[Grouping]) -> Table:
    measure = asking.catalogue.measure(question.measure)
    amounts = asking.amounts(question, by)
    names = tuple(group.text for group in by)
    sides = [asking.titles(question, group, {key[place] for key in amounts if key}) for place, group in enumerate(by)]
    total = single(asking, question)
    figures = []
    for key in product(*sides):
        if key in amounts or len(by) == 1:
            keys = dict(zip(names, key, strict=True))
            titles = tuple(side[part] for side, part in zip(sides, key, strict=True))
            amount = amounts.get(key) or asking.amount_of_nothing(measure, time_of_group(question.coverage, by, key))
            figures.append(replace(total, amount=amount, question=question.in_group(keys), group=Group(keys, titles)))
    return Table(measure, question, names, tuple(figures), total)


def _funnel(asking: Asking, ref: str, questions: Mapping[str, Question]) -> FunnelFigures:
    return funnel_of(asking.catalogue, ref, _figures(asking, questions))


def funnel_of(catalogue: Catalogue, ref: str, figures_: Mapping[str, Figure | Refused]) -> FunnelFigures:
    """A funnel made of figures that were read already; raises the refusal of one it needs."""
    found = catalogue.funnel(ref)
    steps = []
    for step in found.steps:
        count, rate = figures_[step.count], figures_[step.rate] if step.rate else None
        for each in (count, rate):
            if isinstance(each, Refused):
                raise each
        base = catalogue.measure(rate.measure.denominator) if isinstance(rate, Figure) else None
        steps.append(Step(step, cast(Figure, count), cast("Figure | None", rate), base))
    return FunnelFigures(found, tuple(steps))


def question_of(
    catalogue: Catalogue,
    ref: str,
    *,
    period: Time,
    actor: Actor | None,
    where: Mapping[str, str],
    within: Unit | None = None,
    by: Iterable[str] = (),
) -> Question:
    """The question, once it is sure that this person may ask it."""
    measure = catalogue.measure(ref)
    sight = WHOLE if actor is None else _checked_sight(catalogue, measure, actor, within, [*where, *by])
    coverage = coverage_of(period) if isinstance(period, str) else period
    return Question(ref, coverage, within.pk if within else None, dict(where), sight)


def _checked_sight(
    catalogue: Catalogue, measure: Measure, actor: Actor, within: Unit | None, groups: list[str]
) -> Sight:
    parts = _parts(catalogue, measure)
    for leaf, register in parts:
        check_fields(actor, register, leaf, groups)
        check_links(actor, leaf, catalogue)
    sight = sight_of(actor, [register for _, register in parts])
    if within is not None:
        check_within(sight, within)
    return sight


def rows_of(
    figure_: Figure,
    *,
    today: date,
    actor: Actor | None,
    part: str = "",
    page: int = 1,
    size: int = 50,
    catalogue: Catalogue | None = None,
) -> Rows:
    """The records behind a figure as they are now, a page at a time in the order of their dates.

    `part` is one of `Rows.parts`, such as "numerator" or "base"; the first where none is named.
    """
    declared = catalogue or current()
    question = figure_.question
    if actor is not None:
        check_may_open(actor, question, [register for _, register in _parts(declared, figure_.measure)])
    parts = parts_of_figure(declared, question)
    if not parts:
        return Rows(None, (), (), 0, 1, 1)
    chosen = next((each for each in parts if each.name == part), parts[0])
    rows, total = ask(declared, today, lambda asking: page_of(asking, question, chosen, page=page, size=size))
    return Rows(chosen, parts, tuple(rows), total, page, max(1, -(-total // size)))


def printed_figure(pk: int) -> PrintedFigure:
    """A printed figure by its id; Refused when there is none."""
    found = PrintedFigure.objects.filter(pk=pk).first()
    if found is None:
        raise Refused(
            "measures.not_printed",
            reason=Text("没有这个编号的数。", "No figure was printed under this number."),
            remedy=Text("请核对编号。", "Check the number."),
            where=str(pk),
        )
    return found


def open_printed(
    printed: PrintedFigure, *, today: date, actor: Actor | None, catalogue: Catalogue | None = None
) -> Opened:
    """A printed figure as printed and as of today, with the records that count differently.

    Cost grows with the records changed since it was printed. `catalogue` is today's; the figure is computed with
    the declarations it was printed with.
    """
    declared = catalogue_of(printed)
    question = Question.from_json(printed.measure, printed.question)
    if actor is not None:
        parts = _parts(declared, declared.measure(printed.measure))
        check_may_open(actor, question, [register for _, register in parts])
        for leaf, register in parts:
            check_fields(actor, register, leaf, question.where)
            check_links(actor, leaf, declared)
    return opened(printed, question, declared, today=today, latest=catalogue or current())


def _parts(catalogue: Catalogue, measure: Measure) -> list[tuple[Measure, Register]]:
    return [(leaf, catalogue.register(leaf.of)) for leaf in leaves(catalogue, measure)]


def scope_text(figure_: Figure) -> Text:
    """Which part of the city a figure counts, to be shown beside it: a restricted total is not the city's.

    A figure over a frozen list names the list with its base.
    """
    place = _place_of(figure_)
    lists = [grouping_of(name) for name in figure_.question.where if name.startswith(f"{LIST}:")]
    told = [on_day(list_of(each), figure_.question.coverage.end).text for each in lists]
    return Text(
        "；".join([*(each.zh for each in told), place.zh]), "; ".join([*(each.en for each in told), place.en])
    )


def _place_of(figure_: Figure) -> Text:
    units = Unit.objects.filter(pk=figure_.question.within) if figure_.question.within else None
    paths = figure_.question.sight.paths
    if units is None and paths is not None and not any(path.count("/") == ROOT_SLASHES for path in paths):
        units = Unit.objects.filter(path__in=paths)
    if units is None:
        return Text("全市", "the whole city")
    names = "、".join(unit.title for unit in units.order_by("path"))
    mine = paths is not None and figure_.question.within is None
    return Text(f"仅本人可见范围：{names}", f"only what you may see: {names}") if mine else Text(names, names)
