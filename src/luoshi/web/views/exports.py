"""Files to keep: a register's list as it is shown, an empty template, the problems of an import."""

import tempfile
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.packs.declarations import FieldType, Register
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers.queries import shown_fields
from luoshi.rules.actors import Actor
from luoshi.sheets.mapping import Target, targets_of
from luoshi.sheets.models import Fate
from luoshi.sheets.queries import import_seen, layout_in, rows_of_round, targets_for
from luoshi.sheets.writing import Head, Kind, Line, Shown, faults, templates, xlsforms
from luoshi.web import showing
from luoshi.web.acting import actor_of
from luoshi.web.clock import today
from luoshi.web.components.tables import Column
from luoshi.web.exporting import KINDS, XLSX, answered, made_by, sent, value_in
from luoshi.web.ledger.asking import Asked, asked
from luoshi.web.ledger.columns import columns_of
from luoshi.web.ledger.finding import narrowed
from luoshi.web.ledger.sheet import sheet_of
from luoshi.web.ledger.summing import total_row
from luoshi.web.wording import say

MOST_OPTIONS = 2_000


@require_GET
def register_file(request: HttpRequest, ref: str, form: str) -> HttpResponseBase:
    """Exactly the columns and rows that the list shows, with its total, as .xlsx, .csv or .pdf."""
    actor, found = actor_of(request), declared(ref)
    wanted = asked(found, request.GET.dict())
    sheet = sheet_of(actor, found, wanted, today=today())
    columns = tuple(Head(each.title, KINDS.get(each.kind, Kind.TEXT)) for each in sheet.columns)
    lines = chain(map(Line, sheet.rows), _total(actor, found, wanted, [each.id for each in sheet.columns]))
    shown = Shown(sheet.title, sheet.said, made_by(actor), columns, lines)
    return answered(shown, form, name=say(found.title))


def _total(actor: Actor, found: Register, wanted: Asked, ids: Sequence[str]) -> Iterator[Line]:
    """The last line, where the list shows one: each sum under its column."""
    if not wanted.totals:
        return
    shown = columns_of(actor, found, wanted)
    total = total_row(shown, narrowed(actor, found, wanted, today=today()))
    if total is None:
        return
    name, *sums = total.cells
    under = {each.id: value_in(Column("", each.kind), cell) for each, cell in zip(shown, sums, strict=True)}
    yield Line((name.text, *(under.get(each) for each in ids[1:])), strong=True)


@require_GET
def template(request: HttpRequest, ref: str) -> HttpResponseBase:
    """An empty table to fill in, with what may be chosen and an example that is skipped when it is read."""
    actor, found = actor_of(request), declared(ref)
    targets = targets_of(actor, found)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "file"
        templates.template_of(found, targets, _words(found, targets), target)
        return sent(target, _("%(register)s-模板.xlsx") % {"register": say(found.title)}, XLSX)


@require_GET
def xlsform(request: HttpRequest, ref: str) -> HttpResponseBase:
    """The register as a form for phones (XLSForm), with the fields one may see; its version is the pack's."""
    actor, found = actor_of(request), declared(ref)
    version = str(current().versions[found.pack])
    form = xlsforms.form_of(found, shown_fields(actor, found), version=version)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "file"
        xlsforms.xlsform_of(form, target)
        return sent(target, _("%(register)s-手机表单.xlsx") % {"register": say(found.title)}, XLSX)


def _words(found: Register, targets: tuple[Target, ...]) -> templates.Words:
    fields = [found.fields[each.name] for each in targets if each.name in found.fields]
    titles = {each.name: _headed(each) for each in targets}
    options = {each.id: [say(title) for title in each.options.values()] for each in fields if each.options}
    options |= {each.id: [_("是"), _("否")] for each in fields if each.type is FieldType.YESNO}
    samples = {each.id: templates.sample_of(each) for each in fields} | dict(templates.STANDING_SAMPLES)
    samples |= {name: several[0] for name, several in options.items()}
    return templates.Words(
        title=say(found.title),
        guide=_("带 * 的必填；编号留空即新增，填了编号即更新那一条；示例行不会导入。"),
        example=_("示例行，导入时跳过"),
        choices=_("可选值"),
        wrong=_("这个数超出了允许的范围，请核对单位。"),
        titles=titles,
        notes={each.id: say(each.hint) for each in fields if each.hint},
        options={name: several[:MOST_OPTIONS] for name, several in options.items()},
        samples=samples,
    )


def _headed(target: Target) -> str:
    unit = showing.unit_words(target.unit) if target.unit != "%" else "%"
    title = f"{say(target.title)}{f'（{unit}）' if unit else ''}"
    return f"*{title}" if target.required else title


@require_GET
def problems(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows that were kept out, with the wrong cells marked, to be corrected and brought again."""
    actor = actor_of(request)
    brought = import_seen(actor, pk)
    layout = layout_in(brought, targets_for(actor, brought), brought.sheet)
    rows = rows_of_round(brought).filter(fate__in=(Fate.REFUSED, Fate.DUPLICATE))
    words = faults.Words(
        title=_("问题清单"),
        said=_("%(file)s，%(day)s；红色的单元格需要改。") % {"file": brought.file.name, "day": today().isoformat()},
        row=_("行"),
        why=_("问题和办法"),
        language="en" if (get_language() or "").startswith("en") else "zh",
    )
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "file"
        faults.faults_of(layout.columns, rows.iterator(chunk_size=500), words, target)
        return sent(target, _("问题清单-%(number)s.xlsx") % {"number": brought.pk}, XLSX)
