"""报表: the pages about offices' forms as one place, what is told of each form in the list of them."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from luoshi.packs.queries import register as declared
from luoshi.registers.models import Record
from luoshi.reports.drafts import COMPILERS
from luoshi.reports.models import FormFile
from luoshi.web import states
from luoshi.web.components.headings import Tab
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table

PAGES = ("/forms/", "/issues/", "/lineage/", "/burden/", "/dictionary/")


def tabs(present: str) -> list[Tab]:
    """The pages of this place."""
    places = (
        ("forms", _("部门报表")),
        ("issues", _("已生成的报表")),
        ("burden", _("报表负担")),
        ("dictionary", _("数据字典")),
    )
    return [Tab(title, reverse(name), name == present) for name, title in places]


def forms_table(records: Sequence[Record], newest: dict[int, FormFile], day: date) -> Table:
    """Each form with who asks for it, how it stands, its file, and where it is filled."""
    rows = tuple(
        Row(
            (
                Cell(record.label, reverse("form_file", args=[record.pk]), record.number),
                Cell((record.lead or record.unit).title),
                Cell(light=states.state_light(declared(record.register, record.pack_version_id), record.state)),
                Cell(light=states.light_of(declared(record.register, record.pack_version_id), record, day)),
                *_file_cells(newest.get(record.pk)),
            )
        )
        for record in records
    )
    columns = (
        Column(pgettext("asked", "报表")),
        Column(_("要表单位")),
        Column(_("状态"), ColumnKind.LIGHT),
        Column(_("期限"), ColumnKind.LIGHT),
        Column(_("文件")),
        Column(_("办理")),
    )
    empty = Empty(_("没有报表"), _("部门要的表登记在台账里；传上原文件，就能核对和生成。"))
    return Table(columns, rows, empty, spare=True)


def _file_cells(held: FormFile | None) -> tuple[Cell, Cell]:
    if held is None:
        return Cell(_("还没有文件")), Cell("")
    told = _("第 %(number)s 版（.%(kind)s）") % {"number": held.version, "kind": held.kind}
    fills = held.kind in COMPILERS
    return Cell(told), Cell(_("生成报表") if fills else "", reverse("issue_fill", args=[held.pk]) if fills else "")
