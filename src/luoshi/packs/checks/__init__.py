"""What makes a pack acceptable: one module per concern, each collecting findings."""

from collections.abc import Callable, Iterator

from luoshi.packs.checks import (
    audits,
    burden,
    cadences,
    charts,
    clocks,
    conserving,
    elements,
    examples,
    expressions,
    fields,
    guards,
    head,
    judging,
    lifecycle,
    measures,
    published,
    references,
    signoff,
    units,
)  # fmt: skip
from luoshi.packs.checks.case import Case
from luoshi.packs.problems import Finding

CHECKS: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    head.check,
    fields.check,
    references.check,
    units.check,
    expressions.check_all,
    guards.check,
    lifecycle.check,
    signoff.check,
    clocks.check,
    measures.check,
    published.check,
    examples.check,
    burden.check,
    judging.check,
    conserving.check,
    cadences.check,
    charts.check,
    audits.check,
    elements.check,
)
