"""Taking from pools and giving back: quotas and shares add up, however many write at once.

Each pool is one row, changed by an update that holds its own condition. Rows are touched in the order of their keys,
so that writers wait for each other in a line and never in a ring; nothing else is locked after them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from luoshi.packs.queries import register as declared
from luoshi.registers.drawing import Key, Rule, Taking, left_in, limit_of, rules_on, takings
from luoshi.registers.models import Pool, Record, Version
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Change:
    """By how much what is taken under a rule changes."""

    rule: Rule
    by: int


def draw_first(records: Iterable[Record]) -> None:
    """Take what new records take. The caller holds the transaction; two statements for each pool."""
    changes: dict[Key, int] = defaultdict(int)
    rules: dict[Key, Rule] = {}
    for record in records:
        for key, taking in takings(declared(record.register, record.pack_version_id), record).items():
            changes[key] += taking.amount
            rules[key] = taking.rule
    for key in sorted(changes):
        _change(key, Change(rules[key], changes[key]))


def in_pools(record: Record) -> bool:
    """Whether records of this kind take from pools or are pools. No query where the packs are known."""
    takes = declared(record.register, record.pack_version_id).conserves
    return bool(takes) or next(rules_on(record.register), None) is not None


def draw_again(record: Record) -> None:
    """Bring the pools in line with a record just written: those it takes from, and those it is itself.

    The caller holds the transaction and has written the record and its version. Two small queries where no pool is
    concerned.
    """
    before = Version.objects.filter(record=record, revision=record.revision - 1).first()
    if before is None:
        return
    old = takings(declared(before.register, before.pack_version_id), before)
    new = {} if record.withdrawn_at else takings(declared(record.register, record.pack_version_id), record)
    changes = {key: change for key in old.keys() | new.keys() if (change := _between(old.get(key), new.get(key))).by}
    own = {(record.pk, rule.ref): rule for rule in rules_on(record.register)}
    for key in sorted(changes.keys() | own.keys()):
        if key in own:
            _offer(record, before, own[key])
        if key in changes:
            _change(key, changes[key])


def _between(old: Taking | None, new: Taking | None) -> Change:
    known = new or old
    if known is None:
        raise ValueError("a change is of something taken before or after")
    return Change(known.rule, (new.amount if new else 0) - (old.amount if old else 0))


def _change(key: Key, change: Change) -> None:
    """Take or give back, if the pool has it; the row is made when the first takes."""
    if not change.by:
        return
    if not _taken(key, change.by):
        pool = Record.objects.get(pk=key[0])
        _make(pool, change.rule, limit_of(change.rule, pool.data))
        if not _taken(key, change.by):
            raise _refused(pool, change, Pool.objects.get(record=pool, rule=key[1]))
    if change.rule.conserved.complete:
        _close(key, change.rule)


def _close(key: Key, rule: Rule) -> None:
    """Close the row of a pool that was taken over as complete before its parts were: they must add up."""
    pool = Record.objects.get(pk=key[0])
    if pool.state in rule.conserved.complete:
        row = Pool.objects.get(record=pool, rule=rule.ref)
        if Pool.objects.filter(pk=row.pk, used=F("limit")).update(complete=True) != 1:
            raise _short(pool, rule, row.used, row.limit)


def _taken(key: Key, by: int) -> bool:
    """The conditional update: on both databases only one of two takers gets what is left."""
    rows = Pool.objects.filter(record=key[0], rule=key[1], complete=False, used__lte=F("limit") - by)
    return rows.update(used=F("used") + by) == 1


def _make(pool: Record, rule: Rule, limit: int) -> None:
    """Make the row unless somebody does so at this moment: then wait for them, and theirs stands."""
    row = Pool(county=pool.county, record=pool, rule=rule.ref, limit=limit)
    Pool.objects.bulk_create([row], ignore_conflicts=True)


def _offer(record: Record, before: Version, rule: Rule) -> None:
    """Change what a pool offers, never below what is taken; close it where its shares must add up, or reopen it."""
    limit = limit_of(rule, record.data)
    complete, was_complete = (each.state in rule.conserved.complete for each in (record, before))
    if limit == limit_of(rule, before.data) and complete == was_complete:
        return
    _make(record, rule, limit)
    rows = Pool.objects.filter(record=record, rule=rule.ref, used__lte=limit)
    if complete:
        rows = rows.filter(used=limit)
    if rows.update(limit=limit, complete=complete) != 1:
        used = Pool.objects.get(record=record, rule=rule.ref).used
        raise _short(record, rule, used, limit) if complete else _below(record, rule, used, limit)


def _refused(pool: Record, change: Change, row: Pool) -> Refused:
    conserved, needed = change.rule.conserved, change.rule.told(abs(change.by))
    if row.complete:
        return Refused(
            f"conserve.{conserved.id}",
            reason=Text(
                f"“{pool.label}”已分配齐全，不能再单独改动。",
                f"'{pool.label}' is fully shared out; one part alone cannot change.",
            ),
            remedy=Text(f"请先重新打开“{pool.label}”。", f"Reopen '{pool.label}' first."),
            where=pool.number,
        )
    left = left_in(change.rule, row.limit - row.used)
    return Refused(
        f"conserve.{conserved.id}",
        reason=Text(
            f"{conserved.refuse.zh}：“{pool.label}”{left.zh}，还需 {needed}。",
            f"{conserved.refuse.en}: of '{pool.label}' {left.en}, {needed} more is asked.",
        ),
        remedy=conserved.remedy,
        where=pool.number,
    )


def _below(record: Record, rule: Rule, used: int, limit: int) -> Refused:
    return Refused(
        f"conserve.{rule.conserved.id}",
        reason=Text(
            f"“{record.label}”已占用 {rule.told(used)}，不能减到 {rule.told(limit)}。",
            f"{rule.told(used)} of '{record.label}' is taken; it cannot be reduced to {rule.told(limit)}.",
        ),
        remedy=Text("请先退还或调减占用的部分。", "Have some of it given back first."),
        where=record.number,
    )


def _short(record: Record, rule: Rule, used: int, total: int) -> Refused:
    return Refused(
        f"conserve.{rule.conserved.id}",
        reason=Text(
            f"“{record.label}”合计 {rule.told(used)}，不是 {rule.told(total)}。",
            f"The parts of '{record.label}' add to {rule.told(used)}, not to {rule.told(total)}.",
        ),
        remedy=rule.conserved.remedy,
        where=record.number,
    )
