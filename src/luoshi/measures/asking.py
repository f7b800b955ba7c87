"""A measure asked at one moment: counted, divided, compared, for every group at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from luoshi.measures.amounts import NO_ROWS, Amount, combined, counted, elapsed_of_year, paced
from luoshi.measures.compiling import Compiler, conditions_of
from luoshi.measures.counting import Count, GroupKey, ranks, tallies
from luoshi.measures.figures import Figure
from luoshi.measures.grouping import BLANK, Grouping, Naming, time_of_group
from luoshi.measures.questions import Question, days_of_whole, year_earlier
from luoshi.measures.reading.live import Session
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Measure, MeasureKind, Register
from luoshi.rules.expressions import Node
from luoshi.rules.periods import Coverage, coverage_label
from luoshi.rules.pro_rata import months_elapsed
from luoshi.rules.texts import Text

Amounts = Mapping[GroupKey, Amount]
Key = tuple[str, str, str, tuple[str, ...]]
RANKED = {MeasureKind.MEDIAN, MeasureKind.QUARTILES}
COMBINED = {MeasureKind.RATE, MeasureKind.RATIO, MeasureKind.DIFFERENCE}
PACED = {MeasureKind.PACE, MeasureKind.PROJECTION}


def leaves(catalogue: Catalogue, measure: Measure) -> list[Measure]:
    """The measures that count rows themselves, below those made of others; the time elapsed counts none."""
    below = [ref for ref in (measure.numerator, measure.denominator, measure.operand) if ref]
    if not below:
        return [] if measure.kind is MeasureKind.PRO_RATA else [measure]
    return [leaf for ref in below for leaf in leaves(catalogue, catalogue.measure(ref))]


def registers_read(measures: Iterable[Measure]) -> list[str]:
    """The registers whose rows decide what measures count: their own, and those their links look at."""
    return list(dict.fromkeys(ref for leaf in measures for ref in (leaf.of, *(link.of for link in leaf.linked))))


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything asked within one session shares what was counted already."""

    catalogue: Catalogue
    session: Session
    compiler: Compiler
    names: Callable[[Naming, frozenset[str]], Mapping[str, Text]]
    _known: dict[Key, Amounts] = field(default_factory=dict)

    def amounts(self, question: Question, by: Sequence[Grouping], when: Coverage | None = None) -> Amounts:
        """The amount of each group that has rows; where rows were counted, that of all rows under the empty key."""
        key = _key(question, by, when or question.coverage)
        if key not in self._known:
            measure = self.catalogue.measure(question.measure)
            self._keep(key, self._computed(measure, question, by, when or question.coverage))
        return self._known[key]

    def _keep(self, key: Key, found: Amounts) -> None:
        """What was counted by group answers for all rows too."""
        self._known[key] = found
        if () in found:
            self._known[(*key[:-1], ())] = {(): found[()]}

    def count_together(self, questions: Sequence[Question], by: Sequence[Grouping]) -> None:
        """Count ahead what several questions need of the same rows, in one pass for each register and time."""
        passes: dict[tuple[Any, ...], dict[str, tuple[Measure, Question]]] = defaultdict(dict)
        for question in questions:
            for leaf, counts in self._leaves(self.catalogue.measure(question.measure), question.coverage):
                if leaf.kind not in RANKED and not leaf.once_per and not leaf.linked:
                    shared = (leaf.of, leaf.when, leaf.since, leaf.until, leaf.time, str(question.as_json()), counts)
                    passes[shared][leaf.ref] = (leaf, question.of(leaf.ref))
        for (*_, when), together in passes.items():
            if len(together) > 1:
                self._count_pass(list(together.values()), by, when)

    def amount_of_nothing(self, measure: Measure, when: Coverage) -> Amount:
        """What a measure gives for a time in which there are no rows at all."""
        if measure.kind is MeasureKind.PRO_RATA:
            return elapsed_of_year(months_elapsed(when.end))
        if measure.kind in PACED:
            return self._paced(measure, self.amount_of_nothing(self.catalogue.measure(measure.operand), when), when)
        sides = self._sides(measure)
        if sides is None:
            return counted(measure, NO_ROWS)
        above, below = (self.amount_of_nothing(side, when) for side in sides)
        return combined(measure, sides[0], above, sides[1], below)

    def titles(self, question: Question, group: Grouping, keys: set[str]) -> dict[str, Text]:
        """The wording of every group of a side in its order; the rows without a group come last."""
        found: dict[str, Text] = {}
        rest = None
        for leaf in leaves(self.catalogue, self.catalogue.measure(question.measure)):
            register = self.catalogue.register(leaf.of)
            part = self.compiler.keys(leaf, register, group, question, question.coverage)
            known = part.titles if part.named is None else self.names(part.named, frozenset(keys - {BLANK}))
            found |= {key: title for key, title in known.items() if part.complete or key in keys}
            rest = part.rest
        found |= {key: Text(key, key) for key in sorted(keys - found.keys() - {BLANK})}
        return found | {BLANK: rest} if BLANK in keys and rest else found

    def _paced(self, measure: Measure, done: Amount, when: Coverage) -> Amount:
        """Per day elapsed until the end of the time asked for or today, whichever comes first."""
        elapsed = (min(when.end, self.compiler.today) - when.start).days + 1
        return paced(measure, done, elapsed=elapsed, whole=days_of_whole(when))

    def _sides(self, measure: Measure) -> tuple[Measure, Measure] | None:
        """The two measures this one is made of; None where it counts rows itself."""
        if measure.kind is MeasureKind.GROWTH:
            operand = self.catalogue.measure(measure.operand)
            return operand, operand
        if measure.kind in COMBINED:
            return self.catalogue.measure(measure.numerator), self.catalogue.measure(measure.denominator)
        return None

    def _computed(self, measure: Measure, question: Question, by: Sequence[Grouping], when: Coverage) -> Amounts:
        if measure.kind is MeasureKind.PRO_RATA:
            return {(): self.amount_of_nothing(measure, when)}
        if measure.kind in PACED:
            done = self.amounts(question.of(measure.operand), by, when)
            return {key: self._paced(measure, amount, time_of_group(when, by, key)) for key, amount in done.items()}
        sides = self._sides(measure)
        if sides is None:
            return self._counted(measure, question, by, when)
        above, below = sides
        earlier = year_earlier(when) if measure.kind is MeasureKind.GROWTH else when
        left = self.amounts(question.of(above.ref), by, when)
        right = self.amounts(question.of(below.ref), by, earlier)

        def side(found: Amounts, of: Measure, key: GroupKey) -> Amount:
            return found[key] if key in found else self.amount_of_nothing(of, time_of_group(when, by, key))

        return {
            key: combined(measure, above, side(left, above, key), below, side(right, below, key))
            for key in dict.fromkeys([*left, *right])
        }

    def _counted(self, measure: Measure, question: Question, by: Sequence[Grouping], when: Coverage) -> Amounts:
        register = self.catalogue.register(measure.of)
        statement = self.compiler.statement(measure, register, question, when)
        for group in by:
            statement.group_by(self.compiler.keys(measure, register, group, question, when))
        if measure.kind in RANKED:
            found = ranks(self.session, statement, self.compiler.value_of(measure, register))
        else:
            (found,) = tallies(self.session, statement, [self._count(measure, register, ())])
        return {key: counted(measure, tally) for key, tally in found.items()}

    def _count_pass(
        self, together: Sequence[tuple[Measure, Question]], by: Sequence[Grouping], when: Coverage
    ) -> None:
        first, question = together[0]
        register = self.catalogue.register(first.of)
        statement = self.compiler.pass_over(first, register, question, when)
        for group in by:
            statement.group_by(self.compiler.keys(first, register, group, question, when))
        wanted = {leaf.ref: conditions_of(leaf) for leaf, _ in together}
        shared = [node for node in wanted[first.ref] if all(node in conditions for conditions in wanted.values())]
        statement.require(self.compiler.met(register, shared))
        counts = [
            self._count(leaf, register, [node for node in wanted[leaf.ref] if node not in shared])
            for leaf, _ in together
        ]
        for (leaf, asked), found in zip(together, tallies(self.session, statement, counts), strict=True):
            self._keep(_key(asked, by, when), {key: counted(leaf, tally) for key, tally in found.items()})

    def _count(self, measure: Measure, register: Register, conditions: Sequence[Node]) -> Count:
        value = self.compiler.value_of(measure, register)
        return Count(self.compiler.met(register, conditions), value, measure.kind is MeasureKind.SUM)

    def _leaves(self, measure: Measure, when: Coverage) -> Iterator[tuple[Measure, Coverage]]:
        """The measures that count rows below this one, each with the time it counts."""
        if measure.kind is MeasureKind.PRO_RATA:
            return
        if measure.kind in PACED:
            yield from self._leaves(self.catalogue.measure(measure.operand), when)
            return
        sides = self._sides(measure)
        if sides is None:
            yield measure, when
            return
        yield from self._leaves(sides[0], when)
        yield from self._leaves(sides[1], year_earlier(when) if measure.kind is MeasureKind.GROWTH else when)


def _key(question: Question, by: Sequence[Grouping], when: Coverage) -> Key:
    return question.measure, coverage_label(when), str(question.as_json()), tuple(group.text for group in by)


def single(asking: Asking, question: Question) -> Figure:
    """The figure of a question, within an asking."""
    measure = asking.catalogue.measure(question.measure)
    amount = asking.amounts(question, ()).get((), asking.amount_of_nothing(measure, question.coverage))
    return Figure(measure, question, amount, asking.session.position)
