"""Frozen lists as components: all lists of a register, one as of a day, two beside each other, the same as a file."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.measures.asking import leaves
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import FieldType, Register
from luoshi.registers.lists import Apart, ListOnDay, signed_changes
from luoshi.registers.models import FrozenList, ListChange, ListChangeKind, ListChangeStatus, ListMember, Record
from luoshi.registers.permissions import check_can_sign
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.sheets.writing import Head, Line, Shown
from luoshi.web import figuring
from luoshi.web.components.figures import Tile
from luoshi.web.components.lists import Option
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.exporting import made_by
from luoshi.web.wording import say

BLANKS = ("",) * 5  # what a record has not been taken in or out by


def lists_table(lists: Iterable[ListOnDay], may_freeze: bool, register: Register) -> Table:
    """Each list with its base, what has changed since, and what stands."""
    rows = tuple(
        Row(
            (
                Cell(each.frozen.title, reverse("list", args=[each.frozen.pk]), each.frozen.document),
                Cell(each.frozen.unit.title),
                Cell(each.frozen.frozen_on.isoformat()),
                Cell(f"{each.base:,}"),
                Cell(f"{each.taken_in:,}"),
                Cell(f"{each.moved_out:,}"),
                Cell(f"{each.standing:,}"),
            )
        )
        for each in lists
    )
    numbers = [_("底数"), _("调入"), _("调出"), _("在册")]
    columns = (
        Column(_("清单")),
        Column(_("单位")),
        Column(_("冻结日期"), ColumnKind.DATE),
        *(Column(title, ColumnKind.NUMBER) for title in numbers),
    )
    empty = Empty(
        _("还没有清单"),
        _("冻结后底数不再变动；以后的调入、调出逐笔签署，随时可查。"),
        reverse("list_new", args=[register.ref]) if may_freeze else "",
        _("冻结清单"),
    )
    return Table(columns, rows, empty)


def tiles_of(on_list: ListOnDay) -> tuple[Tile, ...]:
    """Base + taken in − moved out = standing: never one of them alone."""
    changes = "#changes"
    return (
        Tile(_("底数"), f"{on_list.base:,}", note=on_list.frozen.frozen_on.isoformat()),
        Tile(_("调入"), f"+ {on_list.taken_in:,}", href=changes),
        Tile(_("调出"), f"− {on_list.moved_out:,}", href=changes),
        Tile(_("在册"), f"= {on_list.standing:,}", note=on_list.day.isoformat()),
    )


def kind_words(kind: str) -> str:
    """A kind of change in words."""
    return _("调入") if kind == ListChangeKind.TAKEN_IN else _("调出")


def changes_table(on_list: ListOnDay) -> Table:
    """What was signed until the day: why, by which document, by whom."""
    changes = signed_changes(on_list.frozen, until=on_list.day).select_related("by_unit", "settled_unit", "corrects")
    rows = tuple(
        Row(
            (
                Cell(each.label, reverse("record", args=[each.record_id]), f"#{each.pk}"),
                Cell(kind_words(each.kind), note=_corrected(each)),
                Cell(each.reason, note=each.document),
                Cell(each.by_name, note=each.by_unit.title),
                Cell(each.settled_name, note=each.settled_unit.title if each.settled_unit else ""),
                Cell(str(each.signed_on or "")),
            )
        )
        for each in changes
    )
    columns = (
        Column(_("记录")),
        Column(_("变动")),
        Column(_("原因和文号")),
        Column(_("提出人")),
        Column(_("签署人")),
        Column(_("生效"), ColumnKind.DATE),
    )
    return Table(columns, rows, Empty(_("没有变动"), _("到这一天，在册数与底数相同。")))


def _corrected(change: ListChange) -> str:
    return _("更正 #%(id)s") % {"id": change.corrects_id} if change.corrects_id else ""


def pending_of(actor: Actor, register: Register, frozen: FrozenList) -> list[dict[str, object]]:
    """The changes that wait for a signature, each with what is against this reader's signing."""
    waiting = ListChange.objects.filter(frozen=frozen, status=ListChangeStatus.PROPOSED).select_related("by_unit")
    found: list[dict[str, object]] = []
    for change in waiting.order_by("pk"):
        change.frozen = frozen
        against = ""
        try:
            check_can_sign(actor, register, change)
        except Refused as refused:
            against = f"{say(refused.reason)}{say(refused.remedy)}"
        found.append({"change": change, "kind": kind_words(change.kind), "against": against})
    return found


def members_table(on_list: ListOnDay, first: int, last: int) -> Table:
    """The records that stand on the list on the day, by name; as they are called now and were called then."""
    records = on_list.records().select_related("unit").order_by("label", "pk")[first:last]
    then = dict(
        ListMember.objects.filter(frozen=on_list.frozen, record__in=[each.pk for each in records]).values_list(
            "record_id", "label"
        )
    )
    rows = tuple(
        Row(
            (
                Cell(each.label, reverse("record", args=[each.pk]), each.number),
                Cell(each.unit.title),
                Cell(_("底数") if each.pk in then else _("调入"), note=_renamed(each, then.get(each.pk, each.label))),
            )
        )
        for each in records
    )
    return Table((Column(_("记录")), Column(_("单位")), Column(_("来历"))), rows, Empty(_("没有在册的记录")))


def _renamed(record: Record, then: str) -> str:
    return _("冻结时名为“%(label)s”") % {"label": then} if then != record.label else ""


def apart_table(apart: Iterable[Apart], caption: str) -> Table:
    """Records on one side only, with the change that tells why."""
    rows = tuple(
        Row(
            (
                Cell(each.record.label, reverse("record", args=[each.record.pk]), each.record.number),
                Cell(kind_words(each.change.kind) if each.change else "", note=_signed_on(each.change)),
                Cell(each.change.reason if each.change else "", note=each.change.document if each.change else ""),
            )
        )
        for each in apart
    )
    columns = (Column(_("记录")), Column(_("变动")), Column(_("原因和文号")))
    return Table(columns, rows, Empty(_("没有")), caption)


def _signed_on(change: ListChange | None) -> str:
    return str(change.signed_on) if change else ""


def shown_list(actor: Actor, on_list: ListOnDay) -> Shown:
    """The list as of a day with its numbers on top, the records, then every change, each signed, for a file."""
    heads = (_("编号"), _("名称"), _("单位"), _("来历"), _("原因"), _("文号"), _("提出人"), _("签署人"), _("生效"))
    title, said = on_list.frozen.title, say(on_list.text)
    return Shown(title, said, made_by(actor), tuple(map(Head, heads)), _lines(on_list))


def _lines(on_list: ListOnDay) -> Iterator[Line]:
    base = set(ListMember.objects.filter(frozen=on_list.frozen).values_list("record_id", flat=True))
    for record in on_list.records().select_related("unit").order_by("label", "pk").iterator(chunk_size=500):
        origin = _("底数") if record.pk in base else _("调入")
        yield Line((record.number, record.label, record.unit.title, origin, *BLANKS))
    yield Line(("", say(on_list.text), "", "", *BLANKS), strong=True)
    for each in signed_changes(on_list.frozen, until=on_list.day):
        why = (kind_words(each.kind), each.reason, each.document, each.by_name, each.settled_name, each.signed_on)
        yield Line(("", each.label, "", *why))


def measures_over(catalogue: Catalogue, frozen: FrozenList, day: date) -> list[Option]:
    """The measures that count the list's own register, each within the list and the year of the day."""
    found = []
    for measure in catalogue.measures():
        if all(leaf.of == frozen.register for leaf in leaves(catalogue, measure)):
            href = figuring.measure_href(measure.ref, str(day.year), **{f"list:{frozen.pk}": "in"})
            found.append(Option(href, say(measure.title)))
    return found


def condition_hint(register: Register) -> str:
    """What may stand in a condition: the register's states and choice fields, by an example of its own."""
    if register.lifecycle:
        state = next(iter(register.lifecycle.states.values()))
        return _("留空即全部记录；如 state = '%(state)s' 表示处于“%(title)s”") % {
            "state": state.id,
            "title": say(state.title),
        }
    choice = next((each for each in register.fields.values() if each.type is FieldType.CHOICE), None)
    if choice is None:
        return _("留空即全部记录")
    option, title = next(iter(choice.options.items()))
    return _("留空即全部记录；如 %(field)s = '%(option)s' 表示“%(title)s”") % {
        "field": choice.id,
        "option": option,
        "title": say(title),
    }
