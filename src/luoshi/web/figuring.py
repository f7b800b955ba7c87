"""Figures as components: the funnel drawn, one figure with all it rests on, bars by county."""

from collections.abc import Mapping
from fractions import Fraction
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.measures.figures import Figure, FunnelFigures, Table
from luoshi.measures.queries import scope_text
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Link, LinkRule, Measure, MeasureKind, Register
from luoshi.rules.figures import BLANK, Number, Percent, Rounding, exact
from luoshi.rules.periods import coverage_of
from luoshi.web import components, showing
from luoshi.web.components.figures import Bar, Bars, Part
from luoshi.web.components.funnels import Funnel, FunnelRate, FunnelStep
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.records import Fact
from luoshi.web.wording import in_brackets, say

SIDES = {
    MeasureKind.RATE: ("numerator", "denominator"),
    MeasureKind.RATIO: ("numerator", "denominator"),
    MeasureKind.DIFFERENCE: ("numerator", "denominator"),
    MeasureKind.GROWTH: ("now", "base"),
}
SHARES = {MeasureKind.RATE, MeasureKind.PRO_RATA, MeasureKind.GROWTH}
OF_TIME = {MeasureKind.PRO_RATA, MeasureKind.PACE, MeasureKind.PROJECTION}


def measure_href(ref: str, period: str, **more: str) -> str:
    """The page of a measure for a period."""
    return f"{reverse('measure', args=[ref])}?{urlencode({'period': period, **more})}"


def drawn_funnel(read: FunnelFigures, period: str) -> Funnel:
    """The funnel with each rate drawn from the base it names."""
    places = {step.step.count: index for index, step in enumerate(read.steps)}
    steps = tuple(
        FunnelStep(
            title=say(step.count.measure.title),
            count=int(step.count.value or 0),
            href=measure_href(step.count.measure.ref, period),
        )
        for step in read.steps
    )
    rates = tuple(
        FunnelRate(
            title=say(step.rate.measure.title),
            text=say(step.rate.text),
            of=index,
            base=places[step.rate.measure.denominator],
            href=measure_href(step.rate.measure.ref, period),
        )
        for index, step in enumerate(read.steps)
        if step.rate is not None
    )
    return Funnel(say(read.funnel.title), steps, rates, say(coverage_of(period).text))


def shown_figure(figure: Figure, period: str, catalogue: Catalogue) -> components.figures.Figure:
    """A figure with its formula, definition and provenance."""
    dividend, divisor = _sides(figure, period, catalogue)
    standing = _("预计，不算完成") if figure.measure.expected else _("实际")
    facts = [
        Fact(_("性质"), standing),
        Fact(_("范围"), say(scope_text(figure))),
        Fact(_("统计行数"), f"{figure.amount.rows:,}"),
    ]
    if figure.amount.blanks:
        facts.append(Fact(_("其中未填"), f"{figure.amount.blanks:,}"))
    if figure.measure.where is not None:
        condition = showing.formula(figure.measure.where, catalogue.register(figure.measure.of))
        facts.append(Fact(_("条件"), condition, wide=True))
    facts += [
        Fact(_("关联条件"), link_words(link, catalogue.register(link.of)), wide=True)
        for link in figure.measure.linked
    ]
    if figure.measure.lights is not None:
        facts += [Fact(_("颜色"), light=light_of(figure)), Fact(_("分档依据"), figure.measure.lights.basis)]
    if figure.measure.row:
        facts.append(Fact(_("来源"), figure.measure.row))
    value, unit = parted(say(figure.text))
    return components.figures.Figure(
        title=say(figure.measure.title),
        value=value,
        unit=unit,
        period=say(coverage_of(period).text),
        definition=say(figure.measure.definition),
        dividend=dividend,
        divisor=divisor,
        minus=figure.measure.kind is MeasureKind.DIFFERENCE,
        times=figure.amount.times,
        facts=tuple(facts),
    )


def link_words(link: Link, register: Register) -> str:
    """A condition on linked rows in the reader's words."""
    dated = showing.field_title(register, link.when) if link.when else ""
    words = {"title": say(register.title), "dated": dated}
    told = {
        LinkRule.SOME: _("有“%(title)s”"),
        LinkRule.NONE: _("没有“%(title)s”"),
        LinkRule.ALL: _("“%(title)s”的“%(dated)s”全部不晚于期末"),
        LinkRule.NOT_ALL: _("“%(title)s”的“%(dated)s”没有全部不晚于期末"),
    }[link.has] % words
    return told if link.where is None else told + in_brackets(showing.formula(link.where, register))


def light_of(figure: Figure) -> Light | None:
    """The colour of a figure with its word; None where the measure has no bands or the figure no number."""
    words = {"green": _("绿灯"), "yellow": _("黄灯"), "red": _("红灯")}
    return Light(Tone(figure.light), words[figure.light]) if figure.light else None


def _elapsed(figure: Figure, title: str, unit: str, period: str) -> tuple[Part, Part]:
    """Of a pace what was done and the days; of the time elapsed the months."""
    if figure.measure.kind is MeasureKind.PRO_RATA:
        return Part(_("已过整月"), _number(figure.numerator)), Part(_("全年月数"), _number(figure.denominator))
    here = measure_href(figure.measure.ref, period, part="rows") + "#rows"
    done = Part(title, _number(figure.numerator), unit, here)
    return done, Part(_("已过天数"), _number(figure.denominator), _("天"))


def _sides(figure: Figure, period: str, catalogue: Catalogue) -> tuple[Part | None, Part | None]:
    if figure.measure.kind in OF_TIME:
        of = catalogue.measure(figure.measure.operand) if figure.measure.operand else None
        return _elapsed(figure, say(of.title) if of else "", unit_of(of, figure) if of else "", period)
    if figure.measure.kind not in SIDES:
        return None, None
    first, second = SIDES[figure.measure.kind]
    above = figure.measure.numerator or figure.measure.operand
    below = figure.measure.denominator or figure.measure.operand
    base_title = say(catalogue.measure(below).title)
    if figure.measure.kind is MeasureKind.GROWTH:
        base_title = _("上年同期%(title)s") % {"title": base_title}
    here = figure.measure.ref
    number = _percent if figure.amount.points else _number
    return (
        Part(
            say(catalogue.measure(above).title),
            number(figure.numerator),
            unit_of(catalogue.measure(above), figure),
            measure_href(here, period, part=first) + "#rows",
        ),
        Part(
            base_title,
            number(figure.denominator),
            unit_of(catalogue.measure(below), figure),
            measure_href(here, period, part=second) + "#rows",
        ),
    )


def unit_of(side: Measure, figure: Figure) -> str:
    """The unit a side of a formula is counted in; percentages carry their own sign."""
    return "" if figure.amount.points else showing.unit_words(side.unit)


def unit_in(figure: Figure) -> str:
    """The unit a figure is printed in, as a word of its own."""
    if figure.amount.points:
        return _("百分点")
    if figure.measure.kind in SHARES:
        return "%"
    return showing.unit_words(figure.measure.shown_in or figure.measure.unit)


def working(figure: Figure, catalogue: Catalogue) -> str:
    """Numerator and denominator with their units; nothing for a plain count or sum."""
    if figure.value is None:
        return ""
    above, below = _sides(figure, "2000", catalogue)
    if above is None or below is None:
        return ""
    sign = "−" if figure.measure.kind is MeasureKind.DIFFERENCE else "÷"
    return f"{above.value} {above.unit}".rstrip() + f" {sign} " + f"{below.value} {below.unit}".rstrip()


def _percent(number: Number | None) -> str:
    return BLANK if number is None else Percent(exact(number) * 100).text()


def _number(number: Number | None) -> str:
    """A side of a formula; one that is a quotient itself, such as hours a week, to two places."""
    if isinstance(number, Fraction):
        return Rounding(2).text(number)
    return BLANK if number is None else f"{number:,}"


def parted(text: str) -> tuple[str, str]:
    """A printed figure as number and unit, each in its own size."""
    number, space, unit = text.partition(" ")
    return (number, unit) if space else (text, "")


def bars_of(read: Table, period: str, unseen: Mapping[str, str]) -> Bars:
    """One line for each group, the largest first, what may not be seen last, in words instead of a bar."""
    figures = sorted(read.figures, key=lambda each: (_unseen(each, unseen) == "", each.value or 0), reverse=True)
    lines = [
        Bar(
            title=" ".join(say(title) for title in figure.group.titles),
            amount=Fraction(figure.value or 0),
            text=_unseen(figure, unseen) or say(figure.text),
            href="" if _unseen(figure, unseen) else measure_href(figure.measure.ref, period, **figure.question.where),
            tone=_tone(figure),
            drawn=not _unseen(figure, unseen) and figure.value is not None,
        )
        for figure in figures
    ]
    return Bars(say(read.measure.title), tuple(lines))


def _unseen(figure: Figure, unseen: Mapping[str, str]) -> str:
    """The words for a group the person may not see, or sees in part; empty for one in full sight."""
    return next((unseen[key] for key in figure.group.keys.values() if key in unseen), "")


def _tone(figure: Figure) -> Tone | None:
    """The colour by the measure's bands; without bands, red for what lies below zero."""
    if figure.light:
        return Tone(figure.light)
    return Tone.RED if (figure.value or 0) < 0 else None
