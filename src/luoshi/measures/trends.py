"""One measure over several stretches of time, and when its definition changed in between."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from luoshi.measures.asking import Asking, single
from luoshi.measures.figures import Figure
from luoshi.measures.moments import ask
from luoshi.measures.queries import question_of
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Measure
from luoshi.packs.models import PackVersion
from luoshi.packs.queries import at_version, current
from luoshi.rules.actors import Actor
from luoshi.rules.periods import Coverage
from luoshi.rules.refusals import Refused


@dataclass(frozen=True, slots=True)
class Turn:
    """A version of the pack that counts the measure in another way than the version before it."""

    version: str
    at: datetime


def trend(
    ref: str,
    coverages: Sequence[Coverage],
    *,
    today: date,
    actor: Actor | None,
    where: Mapping[str, str] | None = None,
    catalogue: Catalogue | None = None,
) -> list[Figure | None]:
    """The figure of each stretch, all of one moment and by today's definition; None where it has no answer for one.

    Raises Refused for what does not exist or is not for this person to see. Costs one question for each stretch.
    """
    declared = catalogue or current()
    asked = [question_of(declared, ref, period=each, actor=actor, where=where or {}) for each in coverages]

    def answers(asking: Asking) -> list[Figure | None]:
        asking.count_together(asked, ())
        found: list[Figure | None] = []
        for question in asked:
            try:
                found.append(single(asking, question))
            except Refused:
                found.append(None)
        return found

    return ask(declared, today, answers)


def turns_of(measure: Measure) -> tuple[Turn, ...]:
    """Where a later version counts it differently, the earliest first; new words alone are no turn."""
    versions = PackVersion.objects.filter(pack=measure.pack).order_by("number").only("pk", "version", "published_at")
    found: list[Turn] = []
    before: Measure | None = None
    for each in versions:
        now = at_version(each.pk).measures.get(measure.id)
        if now is not None and before is not None and _counting(now) != _counting(before):
            found.append(Turn(each.version, each.published_at))
        before = now or before
    return tuple(found)


def _counting(measure: Measure) -> tuple[object, ...]:
    """What decides the number, without its words."""
    sources = (measure.where_source, measure.value_source, measure.when, measure.since, measure.until)
    parts = (measure.numerator, measure.denominator, measure.operand, measure.of, measure.once_per)
    return (measure.kind, measure.time, measure.unit, measure.linked, *sources, *parts)
