"""Reads: what a person may see, a record's history, its tree, and the change log."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from django.db.models import Count, F, Model, Q, QuerySet

from luoshi.packs.declarations import Field, Move, Register, Rule
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers import permissions, policies, second_looks
from luoshi.registers.changelog import position, settled_before, visible_at
from luoshi.registers.conditions import meets
from luoshi.registers.found_by import rare, word
from luoshi.registers.guarding import check_guards
from luoshi.registers.models import Claim, Record, RecordQuerySet, Submission, Version
from luoshi.registers.models import Move as TakenMove
from luoshi.registers.seeing import seen_by_register, visible_to, within
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

__all__ = [
    "Choice", "available_moves", "position", "seen_by_register", "settled_before", "visible_at", "visible_to",
]  # fmt: skip
Hangs = TypeVar("Hangs", bound=Model)


def in_force(register_ref: str) -> tuple[Register, int]:
    """The declaration new records are made under, and the id of its published version."""
    catalogue = current()
    register = catalogue.register(register_ref)
    return register, catalogue.versions[register.pack]


def get(actor: Actor, pk: int) -> Record:
    """One record with its units, or a refusal that tells nothing about it. Two queries."""
    found = Record.every.select_related("unit", "lead", "parent", "pack_version").filter(pk=pk).first()
    if found is not None:
        register = declared(found.register, found.pack_version_id)
        if within(actor, register, Record.every.filter(pk=pk)).exists() or _awaits(actor, found, register):
            return found
    raise unseen(pk)


def unseen(pk: int) -> Refused:
    """The refusal for a record one may not see, the same as for one that does not exist."""
    return Refused(
        "registers.not_visible",
        reason=Text("没有这条记录，或您无权查看。", "There is no such record, or you may not see it."),
        remedy=Text("请核对编号；需要查看时请联系牵头单位。", "Check the number, or ask the lead unit."),
        where=str(pk),
    )


def hanging(rows: QuerySet[Hangs], pk: int) -> Hangs:
    """What hangs on a record, such as a clock; where it is not, the refusal is that of a record one may not see."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise unseen(pk)
    return found


def _awaits(actor: Actor, record: Record, register: Register) -> bool:
    """Whether a sign-off waits for this person, who need not be of the record's part of the tree."""
    if record.reviews.filter(reviewers__account=actor.account_id).exists():
        return True
    proposed = proposed_move(record)
    if proposed is None:
        return awaits_strike_off(actor, record, register) or second_looks.awaits(actor, record)
    move = policies.declared_move(register, proposed.name)
    try:
        permissions.check_can_confirm(actor, record, register, move, proposed)
    except Refused:
        return False
    return move.confirm is not None


def awaits_strike_off(actor: Actor, record: Record, register: Register) -> bool:
    """Whether the person may strike the record off, or record its beneficiary's word, from where it stands."""
    moves = register.lifecycle.moves_from(record.state) if register.lifecycle else ()
    for move in moves:
        if not (move.strikes_off or move.is_word):
            continue
        try:
            permissions.check_can_move(actor, record, register, move)
        except Refused:
            continue
        return True
    return False


def search(records: RecordQuerySet, words: str, *, register: str) -> RecordQuerySet:
    """Records of a register whose name, short texts, pinyin initials or number contain every word. One query.

    What is rare is looked up in the index of `found_by`; what is common is met soon on the way through the list, so
    that neither goes through a million records.
    """
    typed = [(text, word(text)) for text in words.split()[:8]]
    known = [(text, each) for text, each in typed if each is not None]
    if not known:
        return records.none() if typed else records
    numbers = [_number(text) for text, _word in known]
    told = [each for each in numbers if each is not None]
    found = rare(register, [each for _text, each in known], told)
    if found is not None:
        records = records.filter(pk__in=found)
    for (_text, each), number in zip(known, numbers, strict=True):
        match = Q(found_by__contains=each.pattern)
        records = records.filter(match if number is None else match | Q(pk=number))
    return records


def _number(text: str) -> int | None:
    """The record that ZS-2022-000123, or 123 alone, is the number of."""
    tail = unicodedata.normalize("NFKC", text).rsplit("-", 1)[-1]
    return int(tail) if tail.isascii() and tail.isdigit() and len(tail) < 19 else None


def submission(actor: Actor, key: str) -> Submission | None:
    """What the person's earlier act under this id led to, if there was one. One query, three where there was."""
    return Submission.objects.filter(account=actor.account_id, key=key).order_by().first()


@dataclass(frozen=True, slots=True)
class Choice:
    """A move that leaves the present state, and why it may not be taken now, if so."""

    move: Move
    refused: Refused | None


def available_moves(actor: Actor, record: Record, *, today: date) -> list[Choice]:
    """The moves out of the present state, each with the first reason against it; guards are left to the act
    where fields are still to be set by the move. A few queries."""
    register = declared(record.register, record.pack_version_id)
    if register.lifecycle is None or record.withdrawn_at is not None:
        return []
    waived = {waiver.guard for waiver in record.waivers.all()}  # a page has read them already
    return [
        Choice(move, _reason_against(actor, record, register, move, waived, today))
        for move in register.lifecycle.moves_from(record.state)
    ]


def _reason_against(
    actor: Actor, record: Record, register: Register, move: Move, waived: set[str], today: date
) -> Refused | None:
    try:
        policies.check_by_hand(register, move)
        permissions.check_can_move(actor, record, register, move)
        policies.check_state_allows(record, register, move)
        policies.check_reviewed(record, register, move)
        if not move.sets:
            check_guards(record, register, move, record.data, waived, by=actor, day=today)
    except Refused as refused:
        return refused
    return None


def proposed_move(record: Record) -> TakenMove | None:
    """The move that waits for confirmation, if any."""
    return record.moves.filter(status="proposed").first()


def history(record: Record) -> QuerySet[Version]:
    """Every version of a record, the newest first."""
    return record.versions.order_by("-revision")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after a version."""

    field: str
    before: object
    after: object


def differences(record: Record, *, most: int) -> Iterator[tuple[Version, list[Difference]]]:
    """The newest versions, the newest first, each with what it changed. One query."""
    versions = list(history(record)[: most + 1])
    olders: list[Version | None] = [*versions[1:], None]
    for version, older in islice(zip(versions, olders, strict=True), most):
        before: Mapping[str, object] = older.data if older is not None else {}
        names = version.data.keys() | before.keys()
        yield (
            version,
            [
                Difference(name, before.get(name), version.data.get(name))
                for name in sorted(names)
                if before.get(name) != version.data.get(name)
            ],
        )


def claims_of(record: Record) -> QuerySet[Claim]:
    """Second offers of what a record holds, the oldest first."""
    return record.claims.select_related("unit").order_by("at")


def claims_by(actor: Actor) -> QuerySet[Claim]:
    """What the person's own units offered although it was registered already."""
    units = [post.unit_id for post in actor.posts]
    return Claim.objects.filter(unit__in=units).select_related("record__unit").order_by("-at")


def visible_below(actor: Actor, record: Record) -> list[Record]:
    """Of the tree below a record what the person may see."""
    found = descendants(record)
    seen: set[int] = set()
    for ref in {each.register for each in found}:
        below = [each.pk for each in found if each.register == ref]
        seen |= set(visible_to(actor, in_force(ref)[0]).filter(pk__in=below).values_list("pk", flat=True))
    return [each for each in found if each.pk in seen]


def descendants(record: Record) -> list[Record]:
    """The whole tree below a record, level by level. One query per level."""
    found: list[Record] = []
    level: Sequence[Record] = [record]
    while level:
        level = list(Record.objects.filter(parent__in=level).select_related("unit", "lead").order_by("due", "id"))
        found += level
    return found


def versions_at(place: str, register_ref: str) -> QuerySet[Version]:
    """The change log of one register as it stood at a position."""
    return Version.objects.filter(visible_at(place), register=register_ref)


def versions_between(older: str, newer: str) -> QuerySet[Version]:
    """What a reader at `newer` sees and one at `older` did not. Touches only what is recent."""
    return Version.objects.filter(visible_at(newer)).exclude(visible_at(older)).exclude(settled_before(older))


def breaking(register: Register, *, today: date) -> Iterator[tuple[Rule, RecordQuerySet]]:
    """The records that break each declared rule as they stand: after a new version, an import, a turned date.

    One pass of the database over the register for each rule; on SQLite exact numbers make it about ten seconds
    for a million records.
    """
    for rule in register.rules:
        met = meets(register, rule.condition, today=today)
        yield rule, Record.objects.of(register.ref).annotate(met=met).filter(met=False).order_by("pk")


def beyond_parent(records: RecordQuerySet) -> RecordQuerySet:
    """Of some records those due later than the record above them.

    Nobody may set such a date, but a new calendar, the end of a stop, a move or an earlier date above can lead to
    one: the day counts as it is, and whoever supervises is shown it.
    """
    return records.filter(parent__due__lt=F("due"))


def usage_of(register_ref: str) -> dict[str, int]:
    """How many records are in each state, for the publishing of a changed pack. One query."""
    rows = (
        Record.objects.of(register_ref).exclude(state="").order_by().values_list("state").annotate(many=Count("id"))
    )
    return {str(state): many for state, many in rows}


def shown_fields(actor: Actor, register: Register) -> tuple[Field, ...]:
    """The fields of a register that the person may see."""
    return permissions.visible_fields(actor, register)
