"""Frozen lists read: as of a day, two beside each other, the digest computed anew."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from luoshi.packs.queries import current
from luoshi.registers import permissions
from luoshi.registers.models import (
    FrozenList,
    ListChange,
    ListChangeKind,
    ListChangeStatus,
    ListMember,
    Record,
    RecordQuerySet,
)
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class ListOnDay:
    """A list as of a day: its base, what was taken in and moved out by then, and what stands; always all of them."""

    frozen: FrozenList
    day: date
    taken_in: int
    moved_out: int
    present: frozenset[int]  # those taken in after the freeze and still there
    absent: frozenset[int]  # those of the base that are gone

    @property
    def base(self) -> int:
        """How many there were when the list was frozen."""
        return self.frozen.base

    @property
    def standing(self) -> int:
        """How many there are: base + taken in − moved out."""
        return self.base + self.taken_in - self.moved_out

    @property
    def text(self) -> Text:
        """The list with its numbers, as a rate over it names its base."""
        title, base, more, less = self.frozen.title, self.base, self.taken_in, self.moved_out
        return Text(
            f"清单“{title}” {self.day} 在册 {self.standing}（底数 {base}，调入 {more}，调出 {less}）",
            f"list '{title}' on {self.day}: {self.standing} standing (base {base}, {more} in, {less} out)",
        )

    def records(self) -> RecordQuerySet:
        """The records that stand on the list."""
        base = ListMember.objects.filter(frozen=self.frozen).exclude(record__in=self.absent).values("record")
        return Record.objects.filter(Q(pk__in=base) | Q(pk__in=self.present))

    def ids(self) -> frozenset[int]:
        """The ids of the records that stand on the list. One query; 547 or a million."""
        base = ListMember.objects.filter(frozen=self.frozen).values_list("record_id", flat=True)
        return (frozenset(base) - self.absent) | self.present


def on_day(frozen: FrozenList, day: date) -> ListOnDay:
    """The list as of a day: changes count from the day they were signed. One query for the changes."""
    if day < frozen.frozen_on:
        raise Refused(
            "registers.list_not_yet",
            reason=Text(
                f"清单“{frozen.title}”于 {frozen.frozen_on} 冻结，{day} 还没有。",
                f"The list '{frozen.title}' was frozen on {frozen.frozen_on}; there was none on {day}.",
            ),
            remedy=Text("请选择冻结当天或以后的日期。", "Choose that day or a later one."),
            where=frozen.title,
        )
    signed = list(signed_changes(frozen, until=day).values_list("record_id", "kind"))
    last = dict(signed)
    inside = {record for record, kind in last.items() if kind == ListChangeKind.TAKEN_IN}
    in_base = set(ListMember.objects.filter(frozen=frozen, record__in=list(last)).values_list("record_id", flat=True))
    taken_in = sum(kind == ListChangeKind.TAKEN_IN for _, kind in signed)
    return ListOnDay(
        frozen,
        day,
        taken_in,
        len(signed) - taken_in,
        frozenset(inside - in_base),
        frozenset((last.keys() - inside) & in_base),
    )


def signed_changes(frozen: FrozenList, *, until: date) -> QuerySet[ListChange]:
    """The changes that counted on a day. Of one record they stand in the order they were signed, whatever the clock
    said: a further one is proposed only when the one before is settled."""
    done = ListChange.objects.filter(frozen=frozen, status=ListChangeStatus.SIGNED, signed_on__lte=until)
    return done.order_by("id")


def stands_on(frozen: FrozenList, record: Record) -> bool:
    """Whether a record stands on the list now: by its last signed change, else by the base."""
    done = ListChange.objects.filter(frozen=frozen, record=record, status=ListChangeStatus.SIGNED)
    last = done.order_by("-id").first()
    if last is not None:
        return last.kind == ListChangeKind.TAKEN_IN
    return ListMember.objects.filter(frozen=frozen, record=record).exists()


@dataclass(frozen=True, slots=True)
class Apart:
    """A record on one list only, with the signed change that tells why, if there is one."""

    record: Record
    change: ListChange | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two lists, or one on two days: how many stand on both, and who stands on one only."""

    left: ListOnDay
    right: ListOnDay
    both: int
    only_left: tuple[Apart, ...]
    only_right: tuple[Apart, ...]


def compare(left: ListOnDay, right: ListOnDay) -> Comparison:
    """Hold two lists of one register against each other. Six queries, whatever their size."""
    if left.frozen.register != right.frozen.register:
        raise Refused(
            "registers.lists_of_two_registers",
            reason=Text("两份清单不是同一台账的。", "The lists are of two registers."),
            remedy=Text("请选择同一台账的清单。", "Choose lists of one register."),
            where=right.frozen.title,
        )
    ours, theirs = left.ids(), right.ids()
    why = _last_changes([left, right], ours ^ theirs)
    records = Record.objects.select_related("unit").in_bulk(list(ours ^ theirs))

    def apart(ids: Iterable[int]) -> tuple[Apart, ...]:
        return tuple(Apart(records[pk], why.get(pk)) for pk in sorted(ids))

    return Comparison(left, right, len(ours & theirs), apart(ours - theirs), apart(theirs - ours))


def _last_changes(lists: Iterable[ListOnDay], ids: Iterable[int]) -> Mapping[int, ListChange]:
    """The last signed change of each record on either list; of one list that on its later day."""
    latest: dict[int, date] = {}
    frozen: dict[int, FrozenList] = {}
    for each in lists:
        frozen[each.frozen.pk] = each.frozen
        latest[each.frozen.pk] = max(each.day, latest.get(each.frozen.pk, each.day))
    found: dict[int, ListChange] = {}
    for pk, until in latest.items():
        changes = signed_changes(frozen[pk], until=until).filter(record__in=list(ids))
        found |= {each.record_id: each for each in changes.select_related("by_unit", "settled_unit")}
    return found


def digest_of(frozen: FrozenList, members: Iterable[tuple[int, int]]) -> str:
    """SHA-256, hex: a line of the list's register, title, day, unit and base, then "id revision" by id."""
    head = [frozen.register, frozen.title, frozen.frozen_on.isoformat(), str(frozen.unit_id), str(frozen.base)]
    found = hashlib.sha256("\t".join(head).encode())
    for record, revision in members:
        found.update(f"\n{record} {revision}".encode())
    return found.hexdigest()


def tampered() -> Iterator[FrozenList]:
    """The lists whose base is no longer what was frozen. One query for each list."""
    for frozen in FrozenList.objects.order_by("pk"):
        members = list(frozen.members.order_by("record_id").values_list("record_id", "revision"))
        if len(members) != frozen.base or digest_of(frozen, members) != frozen.digest:
            yield frozen


def visible_lists(actor: Actor, register_ref: str) -> QuerySet[FrozenList]:
    """The lists of a register whose unit lies within what the person may see, the newest first."""
    register = current().register(register_ref)
    lists = FrozenList.objects.filter(register=register_ref).select_related("unit").order_by("-frozen_on", "-pk")
    if register.sees_all or permissions.owns(actor, register):
        return lists
    mine = Q(pk__in=[])
    for path in actor.paths:
        mine |= Q(unit__path__startswith=path)
    return lists.filter(mine)


def get_list(actor: Actor, pk: int) -> FrozenList:
    """One list, or a refusal that tells nothing about it."""
    found = FrozenList.objects.filter(pk=pk).first()
    if found is not None:
        seen = visible_lists(actor, found.register).filter(pk=pk).first()
        if seen is not None:
            return seen
    raise Refused(
        "registers.list_not_visible",
        reason=Text("没有这份清单，或您无权查看。", "There is no such list, or you may not see it."),
        remedy=Text(
            "请核对编号，或联系台账的归口单位。", "Check the number, or ask the unit that owns the register."
        ),
        where=str(pk),
    )


def lists_with(record: Record) -> QuerySet[FrozenList]:
    """The lists a record was ever on, or is proposed for."""
    members = ListMember.objects.filter(record=record).values("frozen")
    changes = ListChange.objects.filter(record=record).values("frozen")
    return FrozenList.objects.filter(Q(pk__in=members) | Q(pk__in=changes)).order_by("frozen_on", "pk")
