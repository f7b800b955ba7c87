"""Everything that needs a person, gathered from its sources and told once for each record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from luoshi.registers.needs import calls, dates, signing, steps
from luoshi.registers.needs.reasons import MOST, Found, Need, NeedKind
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of


@dataclass(frozen=True, slots=True)
class Needs:
    """The matters in the order they press; `cut` names the kinds of which there are more than were looked at."""

    matters: tuple[Need, ...]
    cut: frozenset[NeedKind]

    def count(self, kind: NeedKind) -> int:
        """The matters of which that is wanted."""
        return sum(kind in matter.kinds for matter in self.matters)


def needs_of(actor: Actor, *, at: datetime) -> Needs:
    """What needs this person on the day of `at`, across all packs.

    Cost: some twenty queries, whatever waits; four more for each register with a chasing ladder that the person
    supervises, one or two for each with lights. A person who acts for a holder costs one more for each sign-off
    looked at.
    """
    held: dict[int, list[Found]] = {}
    cut = set[NeedKind]()
    for source in _sources(actor, at):
        found = list(source)
        cut |= {found[0].reason.kind} if len(found) > MOST else set()
        for each in found[:MOST]:
            held.setdefault(each.record, []).append(each)
    matters = sorted((_merged(found) for found in held.values()), key=lambda need: need.urgency)
    return Needs(tuple(matters), frozenset(cut))


def _sources(actor: Actor, at: datetime) -> Iterator[Iterator[Found]]:
    today = day_of(at)
    yield calls.chased(actor)
    yield signing.to_confirm(actor)
    yield signing.to_strike_off(actor)
    yield signing.to_look(actor)
    yield signing.to_grant(actor)
    yield signing.to_judge(actor)
    yield dates.due_soon(actor, today=today)
    yield steps.to_move(actor)
    yield steps.to_chase(actor, today=today)
    yield steps.beyond_above(actor)
    yield steps.claimed_too(actor, at=at)
    yield calls.mentioned(actor, at=at)


def _merged(found: list[Found]) -> Need:
    """One record with all its reasons, the most pressing first; the same reason once."""
    order = list(NeedKind)
    reasons = sorted({each.reason for each in found}, key=lambda reason: (order.index(reason.kind), reason.subject))
    due = min((each.due for each in found if each.due), default=None)
    return Need(found[0].record, found[0].register, tuple(reasons), due)
