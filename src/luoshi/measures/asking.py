"""A measure asked at one moment: counted, divided, compared, for every group at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from luoshi.measures import wording
from luoshi.measures.compiling import Compiler
from luoshi.measures.counting import Count, GroupKey, ranks, tallies
from luoshi.measures.figures import Amount, Figure
from luoshi.measures.grouping import BLANK, Grouping, titles_of_records
from luoshi.measures.questions import Question, label_of, year_earlier
from luoshi.measures.reading.live import Session
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import FieldType, Measure, MeasureKind
from luoshi.rules.periods import Coverage
from luoshi.rules.texts import Text

Amounts = Mapping[GroupKey, Amount]
RANKED = {MeasureKind.MEDIAN, MeasureKind.QUARTILES}
COMBINED = {MeasureKind.RATE, MeasureKind.RATIO, MeasureKind.DIFFERENCE}


def leaves(catalogue: Catalogue, measure: Measure) -> list[Measure]:
    """The measures that count rows themselves, below a rate, ratio, growth or difference."""
    below = [ref for ref in (measure.numerator, measure.denominator, measure.operand) if ref]
    if not below:
        return [measure]
    return [leaf for ref in below for leaf in leaves(catalogue, catalogue.measure(ref))]


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything asked within one session shares what was counted already."""

    catalogue: Catalogue
    session: Session
    compiler: Compiler
    _known: dict[tuple[str, str, str], Amounts] = field(default_factory=dict)

    def amounts(self, question: Question, by: Sequence[Grouping], counted: Coverage | None = None) -> Amounts:
        """The amount of each group; one that has no rows is left out, see `amount`."""
        when = counted or question.coverage
        key = _key(question, by, when)
        if key not in self._known:
            self._known[key] = self._computed(self.catalogue.measure(question.measure), question, by, when)
        return self._known[key]

    def count_together(self, questions: Sequence[Question], by: Sequence[Grouping]) -> None:
        """Count ahead what several questions need of the same rows, in one pass for each register and time."""
        passes: dict[tuple[Any, ...], dict[str, tuple[Measure, Question]]] = defaultdict(dict)
        for question in questions:
            for leaf, when in self._leaves(self.catalogue.measure(question.measure), question.coverage):
                if leaf.kind not in RANKED and not leaf.once_per:
                    shared = (leaf.of, leaf.when, leaf.time, str(question.as_json()), when)
                    passes[shared][leaf.ref] = (leaf, question.of(leaf.ref))
        for (*_, counted), together in passes.items():
            if len(together) > 1:
                self._count_pass(list(together.values()), by, counted)

    def amount_of_nothing(self, measure: Measure) -> Amount:
        """What a measure gives where there are no rows at all."""
        if measure.kind in COMBINED:
            above, below = (self.catalogue.measure(ref) for ref in (measure.numerator, measure.denominator))
            return self._combined(measure, self.amount_of_nothing(above), self.amount_of_nothing(below))
        if measure.kind is MeasureKind.GROWTH:
            nothing = self.amount_of_nothing(self.catalogue.measure(measure.operand))
            return wording.grown(measure, nothing, nothing)
        return wording.counted(measure, wording.NO_ROWS)

    def titles(self, question: Question, group: Grouping, keys: set[str]) -> dict[str, Text]:
        """The wording of every group of a side in its order; the rows without a group come last."""
        found: dict[str, Text] = {}
        rest = None
        for leaf in leaves(self.catalogue, self.catalogue.measure(question.measure)):
            register = self.catalogue.register(leaf.of)
            part = self.compiler.keys(leaf, register, group, question, question.coverage)
            named = register.fields.get(group.name)
            is_ref = named is not None and named.type is FieldType.REF
            known = titles_of_records(keys - {BLANK}) if is_ref else part.titles
            found |= {key: title for key, title in known.items() if part.complete or key in keys}
            rest = part.rest
        found |= {key: Text(key, key) for key in sorted(keys - found.keys() - {BLANK})}
        return found | {BLANK: rest} if BLANK in keys and rest else found

    def _computed(self, measure: Measure, question: Question, by: Sequence[Grouping], when: Coverage) -> Amounts:
        if measure.kind in COMBINED:
            above = self.amounts(question.of(measure.numerator), by, when)
            below = self.amounts(question.of(measure.denominator), by, when)
            return self._paired(measure, measure.numerator, above, measure.denominator, below)
        if measure.kind is MeasureKind.GROWTH:
            now = self.amounts(question.of(measure.operand), by, when)
            base = self.amounts(question.of(measure.operand), by, year_earlier(when))
            return self._paired(measure, measure.operand, now, measure.operand, base)
        return self._counted(measure, question, by, when)

    def _counted(self, measure: Measure, question: Question, by: Sequence[Grouping], when: Coverage) -> Amounts:
        register = self.catalogue.register(measure.of)
        value = self.compiler.value_of(measure, register)
        statement = self.compiler.statement(measure, register, question, when)
        for group in by:
            statement.group_by(self.compiler.keys(measure, register, group, question, when))
        if measure.kind in RANKED:
            found = ranks(self.session, statement, value)
        else:
            (found,) = tallies(self.session, statement, [Count("true", value, measure.kind is MeasureKind.SUM)])
        return {key: wording.counted(measure, tally) for key, tally in found.items()}

    def _count_pass(
        self, together: Sequence[tuple[Measure, Question]], by: Sequence[Grouping], when: Coverage
    ) -> None:
        first, question = together[0]
        register = self.catalogue.register(first.of)
        statement = self.compiler.pass_over(first, register, question, when)
        for group in by:
            statement.group_by(self.compiler.keys(first, register, group, question, when))
        counts = [
            Count(
                self.compiler.met(leaf, register),
                self.compiler.value_of(leaf, register),
                leaf.kind is MeasureKind.SUM,
            )
            for leaf, _ in together
        ]
        for (leaf, asked), found in zip(together, tallies(self.session, statement, counts), strict=True):
            amounts = {key: wording.counted(leaf, tally) for key, tally in found.items()}
            self._known[_key(asked, by, when)] = amounts

    def _leaves(self, measure: Measure, when: Coverage) -> Iterator[tuple[Measure, Coverage]]:
        """The measures that count rows below this one, each with the time it counts."""
        if measure.kind is MeasureKind.GROWTH:
            for part in (when, year_earlier(when)):
                yield from self._leaves(self.catalogue.measure(measure.operand), part)
        elif measure.kind in COMBINED:
            for ref in (measure.numerator, measure.denominator):
                yield from self._leaves(self.catalogue.measure(ref), when)
        else:
            yield measure, when

    def _paired(self, measure: Measure, above: str, left: Amounts, below: str, right: Amounts) -> Amounts:
        nothing = [self.amount_of_nothing(self.catalogue.measure(ref)) for ref in (above, below)]
        keys = dict.fromkeys([*left, *right])
        return {key: self._combined(measure, left.get(key, nothing[0]), right.get(key, nothing[1])) for key in keys}

    def _combined(self, measure: Measure, left: Amount, right: Amount) -> Amount:
        if measure.kind is MeasureKind.GROWTH:
            return wording.grown(measure, left, right)
        above, below = (self.catalogue.measure(ref) for ref in (measure.numerator, measure.denominator))
        scale: Fraction = wording.scale_between(above.unit, below.unit)
        if measure.kind is MeasureKind.DIFFERENCE:
            of_rates = {above.kind, below.kind} == {MeasureKind.RATE}
            return wording.apart(measure, left, right, scale, of_rates=of_rates)
        if measure.kind is MeasureKind.RATIO:
            scale = Fraction(1)
        return wording.divided(measure, left, right, scale)


def _key(question: Question, by: Sequence[Grouping], when: Coverage) -> tuple[str, str, str]:
    return question.measure, label_of(when), f"{[group.text for group in by]} {question.as_json()}"


def single(asking: Asking, question: Question) -> Figure:
    """The figure of a question, within an asking."""
    measure = asking.catalogue.measure(question.measure)
    amount = asking.amounts(question, ()).get((), asking.amount_of_nothing(measure))
    return Figure(measure, question, amount, asking.session.position)
