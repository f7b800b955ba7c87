"""What a source reported: an amount, the time it covers, and whether it has happened yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.rules.figures.growth import Growth
from luoshi.rules.figures.rates import Rate
from luoshi.rules.figures.rounding import ONE_PLACE, TWO_PLACES, Rounding
from luoshi.rules.figures.standing import Standing, check_same_standing
from luoshi.rules.periods.spans import Coverage, check_comparable, check_summable
from luoshi.rules.quantities.quantity import Quantity
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Reading:
    quantity: Quantity
    covers: Coverage
    standing: Standing = Standing.ACTUAL

    def text(self, language: str = "zh") -> str:
        """ "2022年1—10月累计 296 亿元（预计）"."""
        amount = f"{self.quantity.text(language)}{self.standing.mark(language)}"
        return f"{self.covers.text.in_(language)} {amount}"

    def done(self) -> Quantity:
        """What counts as done; an expected figure never does (R016)."""
        if self.standing is Standing.EXPECTED:
            raise Refused(
                "readings.not_done_yet",
                reason=Text("预计数不算完成数。", "An expected figure does not count as done."),
                remedy=Text("核实后登记为实际数。", "Record it as actual once it has been verified."),
            )
        return self.quantity

    def share_of(self, plan: Quantity, rounding: Rounding = TWO_PLACES) -> Rate:
        """完成率 against a plan; an expected numerator marks the rate as expected."""
        planned = plan.to(self.quantity.unit.symbol)
        return Rate(self.quantity.value, planned.value, rounding, self.standing)

    def growth_over(self, base: "Reading", rounding: Rounding = ONE_PLACE) -> Growth:
        """Growth over a base that covers a like stretch of time; 当期 over 累计 is refused (R002)."""
        check_comparable(self.covers, base.covers)
        based = base.quantity.to(self.quantity.unit.symbol)
        return Growth(self.quantity.value, based.value, rounding, self.standing.beside(base.standing))


def total(readings: Sequence[Reading]) -> Quantity:
    """The sum of at least one reading; refused where it would mix kinds or count a day twice."""
    check_summable([reading.covers for reading in readings])
    first, *others = readings
    amount = first.quantity
    for reading in others:
        check_same_standing(first.standing, reading.standing)
        amount += reading.quantity
    return amount
