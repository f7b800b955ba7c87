"""The guards of a move: conditions on the record itself, and on what other registers hold of it."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from luoshi.packs.declarations import PARENT, Guard, LinkedCount, Move, Register
from luoshi.packs.queries import current
from luoshi.registers.conditions import meets
from luoshi.registers.facts import facts
from luoshi.registers.models import Identity, Record, RecordQuerySet
from luoshi.registers.policies import standing_of
from luoshi.registers.seeing import within
from luoshi.registers.values import Kept
from luoshi.rules.actors import Actor
from luoshi.rules.expressions.evaluate import evaluate
from luoshi.rules.expressions.values import is_met
from luoshi.rules.names import normal_key
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

NAMED = 5  # records a refusal names


def asks_elsewhere(register: Register, move: Move) -> bool:
    """Whether a guard of the move depends on records of other registers."""
    return any(register.guards[name].linked for name in move.guards)


def linked_records(record: Record, count: LinkedCount, *, day: dt.date) -> RecordQuerySet:
    """The records a guard counts, found by an index: those under this one, or the one whose key it is."""
    if count.by == PARENT:
        found = Record.objects.of(count.of).filter(parent=record)
    else:
        held = Identity.objects.filter(register=count.of, key=normal_key(str(record.pk)))
        found = Record.objects.of(count.of).filter(pk__in=held.values("record"))
    if count.where is None:
        return found
    return found.annotate(counted=meets(current().register(count.of), count.where, today=day)).filter(counted=True)


def unmet_guards(
    record: Record, register: Register, move: Move, data: Mapping[str, Kept], waived: Collection[str], *, day: dt.date
) -> list[Guard]:
    """The guards of a move that the record does not meet and nobody waived, in declared order. Queries as below."""
    return [guard for guard, _counted in _judged(record, register, move, data, waived, day=day)]


def check_guards(
    record: Record,
    register: Register,
    move: Move,
    data: Mapping[str, Kept],
    waived: Collection[str],
    *,
    by: Actor,
    day: dt.date,
) -> None:
    """Refuse a move whose guards are not met and not waived, with the guard's own words and the records behind them.

    No query for a guard that asks of the record alone; one for each count of linked records, and one more for each
    that a refusal names. Records the person may not see are counted, never named.
    """
    judged = _judged(record, register, move, data, waived, day=day)
    unmet = [(guard, list(_told(record, guard, counted, by=by, day=day))) for guard, counted in judged]
    if unmet:
        raise Refused(
            f"guard.{unmet[0][0].id}",
            reason=Text(
                "；".join("；".join([guard.refuse.zh, *(each.zh for each in told)]) for guard, told in unmet),
                "; ".join("; ".join([guard.refuse.en, *(each.en for each in told)]) for guard, told in unmet),
            ),
            remedy=Text(
                "；".join(guard.remedy.zh for guard, _told in unmet),
                "; ".join(guard.remedy.en for guard, _told in unmet),
            ),
            where=record.number,
        )


def _judged(
    record: Record, register: Register, move: Move, data: Mapping[str, Kept], waived: Collection[str], *, day: dt.date
) -> Iterator[tuple[Guard, dict[str, int]]]:
    """The guards that are not met and not waived, each with what it counted."""
    row = facts(register, data, standing_of(record, day))
    for guard in (register.guards[name] for name in move.guards if name not in waived):
        counted = {name: linked_records(record, each, day=day).count() for name, each in guard.linked.items()}
        if not is_met(evaluate(guard.condition, row | {name: Decimal(n) for name, n in counted.items()}, today=day)):
            yield guard, counted


def _told(record: Record, guard: Guard, counted: Mapping[str, int], *, by: Actor, day: dt.date) -> Iterator[Text]:
    """What each count came to; of those with a condition also which records."""
    for name, each in guard.linked.items():
        labels = _labels(record, each, by=by, day=day) if each.where is not None and counted[name] else []
        more = counted[name] > len(labels)
        zh = "、".join(labels) + ("等" if labels and more else "")
        en = ", ".join(labels) + (" and others" if labels and more else "")
        yield Text(
            f"{each.title.zh} {counted[name]} 项{f'（{zh}）' if zh else ''}",
            f"{each.title.en}: {counted[name]}{f' ({en})' if en else ''}",
        )


def _labels(record: Record, count: LinkedCount, *, by: Actor, day: dt.date) -> list[str]:
    seen = within(by, current().register(count.of), linked_records(record, count, day=day))
    return list(seen.order_by("pk").values_list("label", flat=True)[:NAMED])
