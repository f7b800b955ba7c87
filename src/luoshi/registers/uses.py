"""Whether anything was done with a record, or rests on it."""

from collections.abc import Collection, Iterable, Iterator

from luoshi.packs.declarations import FieldType
from luoshi.packs.queries import current
from luoshi.registers.models import ListChange, ListMember, Record
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

DONE = (
    ("moves", Text("已办理流转", "a step was taken")),
    ("exhibits", Text("已附材料", "files were attached")),
    ("children", Text("下面挂有记录", "records hang under it")),
    ("claims", Text("另有单位重复登记", "another unit offered the same")),
    ("chases", Text("已催办", "it was chased")),
    ("reviews", Text("已发起评议", "a review was begun")),
    ("waivers", Text("已登记豁免", "a condition was waived")),
)


def uses_of(record: Record) -> Iterator[Text]:
    """What was done with a record, and what points to it; the cheapest to ask first."""
    for name, what in DONE:
        if getattr(record, name).exists():
            yield what
    if ListMember.objects.filter(record=record).exists() or ListChange.objects.filter(record=record).exists():
        yield Text("已列入底册", "it is in a frozen list")
    for register in current().registers():
        for field in register.fields.values():
            if field.type is FieldType.REF and field.to == record.register:
                found = Record.objects.of(register.ref).filter(**{f"data__{field.id}": record.pk})
                if found.exists():
                    yield Text(f"“{register.title.zh}”引用了它", f"{register.title.en} points to it")


def unused_among(records: Collection[Record]) -> set[int]:
    """The ids of those with which nothing was done, and which nothing points to; of one register.

    Nine queries, and one for each field that may point to it, however many they are.
    """
    left = {record.pk: record.register for record in records}
    for name, _what in DONE:
        hangs = getattr(Record, name).rel
        by = hangs.field.attname
        rows = hangs.related_model._default_manager.filter(**{f"{by}__in": list(left)})
        _leave_out(left, rows.values_list(by, flat=True))
    for listed in (ListMember, ListChange):
        _leave_out(left, listed.objects.filter(record__in=list(left)).values_list("record_id", flat=True))
    for register in current().registers():
        for field in register.fields.values():
            if field.type is FieldType.REF and field.to in left.values():
                named = f"data__{field.id}"
                rows = Record.objects.of(register.ref).filter(**{f"{named}__in": list(left)})
                _leave_out(left, rows.values_list(named, flat=True))
    return set(left)


def _leave_out(left: dict[int, str], used: Iterable[int]) -> None:
    for pk in used:
        left.pop(pk, None)


def check_unused(record: Record) -> None:
    """Refuse where anything was done with a record, naming the first such thing."""
    use = next(uses_of(record), None)
    if use is not None:
        raise Refused(
            "registers.in_use",
            reason=Text(f"{record.number} 不能撤回：{use.zh}。", f"{record.number} cannot be taken back: {use.en}."),
            remedy=Text("请更正它，或按流转结束它。", "Correct it, or end it by a move."),
            where=record.number,
        )
