"""Freezing a list (起底), and every change after it: proposed by one, signed by somebody of another unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from luoshi.audit.actions import Act, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.packs.scope import scope_of
from luoshi.registers.conditions import meets
from luoshi.registers.lists import digest_of, stands_on
from luoshi.registers.models import (
    FrozenList,
    ListChange,
    ListChangeKind,
    ListChangeStatus,
    ListMember,
    Record,
    RecordQuerySet,
)
from luoshi.registers.permissions import check_can_fill, check_can_list, check_can_sign
from luoshi.registers.policies import check_given
from luoshi.registers.queries import visible_to
from luoshi.rules.actors import Actor
from luoshi.rules.expressions import YESNO, ExpressionError, Node, check_as, names_in, parse
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

SUBJECT = "list"
Chosen = list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a record enters or leaves a list: the reason, the document's number, and the change it corrects, if any."""

    reason: str
    document: str
    corrects: ListChange | None = None


def freeze(
    register_ref: str,
    title: str,
    *,
    unit: Unit,
    document: str,
    by: Actor,
    at: datetime,
    condition: str = "",
    records: Iterable[Record] | None = None,
    frozen_on: date | None = None,
) -> FrozenList:
    """Freeze the records of a unit and those below it that meet a condition, or exactly the records given.

    The members are read by one statement: a record created at the same moment is on the list or not, and the count
    and the digest are of what was read. `frozen_on` is the day of a list that was closed on paper earlier.
    """
    register = current().register(register_ref)
    _check_has_lists(register)
    check_can_list(by, register, unit)
    check_given(title, "title", Text("清单要有名称。", "A list needs a title."), most=80)
    check_given(document, "document", Text("请写明依据的文件。", "Name the document it rests on."), most=200)
    day = frozen_on or day_of(at)
    _check_day(day, day_of(at))
    wanted = _wanted(by, register, unit, condition, records, today=day_of(at))
    with writing():
        chosen = list(wanted.order_by("pk").values_list("pk", "revision", "label"))
        if not chosen:
            raise Refused(
                "registers.list_empty",
                reason=Text("没有符合条件的记录。", "No record meets the condition."),
                remedy=Text("请放宽条件，或先登记。", "Widen the condition, or enter the records first."),
                where="condition",
            )
        frozen = FrozenList(
            county=unit.county,
            register=register_ref,
            title=title.strip(),
            unit=unit,
            frozen_on=day,
            condition=condition.strip(),
            document=document.strip(),
            base=len(chosen),
            by_account=by.account_id,
            by_name=by.name,
            at=at,
        )
        frozen.digest = digest_of(frozen, [(pk, revision) for pk, revision, _ in chosen])
        _keep(frozen, chosen)
        facts = {"title": frozen.title, "base": frozen.base, "digest": frozen.digest, "document": frozen.document}
        leave_entry(Act("registers.freeze", SUBJECT, frozen.pk, frozen.county, facts), by=by, at=at)
    return frozen


def take_in(frozen: FrozenList, record: Record, *, grounds: Grounds, by: Actor, at: datetime) -> ListChange:
    """Propose that a record enters the list; it counts once somebody of another unit has signed."""
    return _propose(frozen, record, ListChangeKind.TAKEN_IN, grounds, by=by, at=at)


def move_out(frozen: FrozenList, record: Record, *, grounds: Grounds, by: Actor, at: datetime) -> ListChange:
    """Propose that a record leaves the list; the base keeps it, and it stays visible as moved out."""
    return _propose(frozen, record, ListChangeKind.MOVED_OUT, grounds, by=by, at=at)


def sign_change(change: ListChange, *, by: Actor, at: datetime) -> ListChange:
    """Sign a proposed change, as somebody of another unit; it counts from this day."""
    register = current().register(change.frozen.register)
    post = check_can_sign(by, register, change)
    with writing():
        _one_at_a_time(change.frozen)
        _check_fits(change.frozen, change.record, ListChangeKind(change.kind))
        _settle(change, ListChangeStatus.SIGNED, unit=post, reason="", by=by, at=at)
        _trace(change, "sign_change", by=by, at=at)
    return change


def turn_down_change(change: ListChange, *, reason: str, by: Actor, at: datetime) -> ListChange:
    """Turn a proposed change down, with the reason; the list stays as it was."""
    register = current().register(change.frozen.register)
    post = check_can_sign(by, register, change)
    check_given(reason, "reason", Text("退回须写明理由。", "Turning down needs its reason."), most=1000)
    with writing():
        _settle(change, ListChangeStatus.TURNED_DOWN, unit=post, reason=reason, by=by, at=at)
        _trace(change, "turn_down_change", by=by, at=at)
    return change


def _check_has_lists(register: Register) -> None:
    if not register.frozen_lists:
        raise Refused(
            "registers.no_lists",
            reason=Text(f"“{register.title.zh}”不设底册。", f"{register.title.en} keeps no frozen lists."),
            remedy=Text("请在条线中写上 frozen_lists: true。", "Declare frozen_lists: true in the pack."),
            where=register.ref,
        )


def _check_day(day: date, today: date) -> None:
    if day > today:
        raise Refused(
            "registers.day",
            reason=Text(f"{day} 还没有到。", f"{day} has not come yet."),
            remedy=Text("清单只能冻结到今天为止。", "A list is frozen as of today or earlier."),
            where="frozen_on",
        )


def _wanted(
    by: Actor, register: Register, unit: Unit, condition: str, records: Iterable[Record] | None, *, today: date
) -> RecordQuerySet:
    """The records to freeze, within what the person may see."""
    seen = visible_to(by, register).filter(unit__path__startswith=unit.path)
    if records is not None:
        seen = seen.filter(pk__in=[record.pk for record in records])
    if condition.strip():
        node = parsed_condition(register, condition)
        check_can_fill(by, register, names_in(node))
        seen = seen.annotate(chosen=meets(register, node, today=today)).filter(chosen=True)
    return seen


def parsed_condition(register: Register, condition: str) -> Node:
    """The condition members are chosen by, in the language of the packs; refused with the place of a mistake."""
    try:
        node = parse(condition)
        check_as(node, scope_of(register), YESNO)
    except ExpressionError as error:
        raise Refused("registers.condition", reason=error.reason, remedy=error.remedy, where="condition") from None
    return node


def _keep(frozen: FrozenList, chosen: Chosen) -> None:
    try:
        with transaction.atomic():
            frozen.save()
    except IntegrityError:
        raise Refused(
            "registers.list_exists",
            reason=Text(f"已有名为“{frozen.title}”的清单。", f"There is a list called '{frozen.title}' already."),
            remedy=Text("请换一个名称，如写上年月。", "Choose another title, such as one with the month."),
            where="title",
        ) from None
    members = (
        ListMember(county=frozen.county, frozen=frozen, record_id=pk, revision=revision, label=label)
        for pk, revision, label in chosen
    )
    ListMember.objects.bulk_create(members, batch_size=1000)


def _propose(
    frozen: FrozenList, record: Record, kind: ListChangeKind, grounds: Grounds, *, by: Actor, at: datetime
) -> ListChange:
    register = current().register(frozen.register)
    post = check_can_list(by, register, frozen.unit)
    reason = Text("调入、调出必须写明原因。", "A change of a list needs its reason.")
    document = Text("调入、调出必须有文号。", "A change of a list needs the number of its document.")
    check_given(grounds.reason, "reason", reason, most=1000)
    check_given(grounds.document, "document", document, most=200)
    _check_of(frozen, record, register, by)
    _check_fits(frozen, record, kind)
    change = ListChange(
        county=frozen.county,
        frozen=frozen,
        record=record,
        label=record.label,
        kind=kind,
        reason=grounds.reason.strip(),
        document=grounds.document.strip(),
        corrects=grounds.corrects,
        by_account=by.account_id,
        by_name=by.name,
        by_unit_id=post,
        at=at,
    )
    with writing():
        try:
            with transaction.atomic():
                change.save()
        except IntegrityError:
            raise _awaiting(record) from None
        _trace(change, "propose_change", by=by, at=at)
    return change


def _check_of(frozen: FrozenList, record: Record, register: Register, by: Actor) -> None:
    """Refuse records of other registers, and those the person may not see: to them they do not exist."""
    if record.register != frozen.register or not visible_to(by, register).filter(pk=record.pk).exists():
        raise Refused(
            "registers.list_of_others",
            reason=Text("所选的不是这份清单的台账中的记录。", "What was chosen is no record of the list's register."),
            remedy=Text("请选择同一台账的记录。", "Choose a record of the list's own register."),
            where="record",
        )


def _check_fits(frozen: FrozenList, record: Record, kind: ListChangeKind) -> None:
    """Refuse to take in what stands on the list, and to move out what does not."""
    stands = stands_on(frozen, record)
    if stands == (kind is ListChangeKind.TAKEN_IN):
        here = Text("已在册", "is on the list already") if stands else Text("不在册", "is not on the list")
        raise Refused(
            "registers.list_unchanged",
            reason=Text(f"“{record.label}”{here.zh}。", f"'{record.label}' {here.en}."),
            remedy=Text("请核对清单的变动记录。", "Look at the changes of the list."),
            where="record",
        )


def _awaiting(record: Record) -> Refused:
    return Refused(
        "registers.awaiting_confirmation",
        reason=Text(f"“{record.label}”已有一项变动待签。", f"A change of '{record.label}' awaits a signature."),
        remedy=Text("请先签署或退回。", "Have it signed or turned down first."),
        where="record",
    )


def _one_at_a_time(frozen: FrozenList) -> None:
    """Hold the list until the end: of two contrary signatures the second sees what the first has done."""
    FrozenList.objects.select_for_update(no_key=True).get(pk=frozen.pk)


def _settle(change: ListChange, status: ListChangeStatus, *, unit: int, reason: str, by: Actor, at: datetime) -> None:
    values = {
        "status": status,
        "settled_by": by.account_id,
        "settled_name": by.name,
        "settled_unit_id": unit,
        "settled_at": at,
        "settled_reason": reason,
        "signed_on": _counts_from(change, day_of(at)) if status is ListChangeStatus.SIGNED else None,
    }
    if ListChange.objects.filter(pk=change.pk, status=ListChangeStatus.PROPOSED).update(**values) != 1:
        raise Refused(
            "registers.already_settled",
            reason=Text("这项变动已有人处理。", "This change has been settled already."),
            remedy=Text("请刷新。", "Reload."),
            where=change.label,
        )
    for name, value in values.items():
        setattr(change, name, value)


def _counts_from(change: ListChange, day: date) -> date:
    """The day of the signature, though never before the freeze or an earlier change of the record: clocks jump."""
    earlier = ListChange.objects.filter(frozen=change.frozen_id, record=change.record_id)
    latest = earlier.aggregate(latest=Max("signed_on"))["latest"]
    return max(each for each in (day, change.frozen.frozen_on, latest) if each is not None)


def _trace(change: ListChange, name: str, *, by: Actor, at: datetime) -> None:
    facts = {
        "change": change.pk,
        "kind": change.kind,
        "record": change.record_id,
        "reason": change.settled_reason or change.reason,
        "document": change.document,
    }
    act = Act(f"registers.{name}", SUBJECT, change.frozen_id, change.county, facts)
    leave_entry(act, by=by, at=at)
