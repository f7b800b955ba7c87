"""What a page shows as a file to keep: one call for every list and table, in three forms."""

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from urllib.parse import quote, urlencode

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.sheets.writing import Head, Kind, Line, Shown, Value, book_of, lines_of, pages_of
from luoshi.web.clock import now, today
from luoshi.web.components.lists import Option
from luoshi.web.components.tables import Cell, Column, ColumnKind, Table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"xlsx": "Excel (.xlsx)", "csv": "CSV (.csv)", "pdf": "PDF (.pdf)"}
KINDS = {ColumnKind.NUMBER: Kind.NUMBER, ColumnKind.DATE: Kind.DATE}


def answered(shown: Shown, form: str, *, name: str) -> HttpResponseBase:
    """The file as the answer to a request; `name` is the beginning of what it is called."""
    called = f"{name}-{today().isoformat()}.{form}"
    if form == "csv":
        response: HttpResponseBase = StreamingHttpResponse(_spoken(shown), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(called)}"
        return response
    if form not in FORMS:
        raise Refused(
            "web.no_such_form",
            reason=Text(f"不能导出为 {form[:20]}。", f"There is no export as {form[:20]}."),
            remedy=Text("可选：xlsx、csv、pdf。", "Choose xlsx, csv or pdf."),
        )
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "file"
        if form == "xlsx":
            book_of(shown, target)
        else:
            pages_of(shown, target, missing=_("〓 代替了字库里没有的字，原字见 .xlsx。"), page=_page)
        return sent(target, called, XLSX if form == "xlsx" else "application/pdf")


def files_of(name: str, *args: object, query: Mapping[str, str]) -> tuple[Option, ...]:
    """Where a table is to be had as a file, in each form; `name` is an address whose last part is the form."""
    asked = f"?{urlencode(query)}" if query else ""
    return tuple(Option(reverse(name, args=[*args, form]) + asked, title) for form, title in FORMS.items())


def sent(target: Path, called: str, media_type: str) -> HttpResponseBase:
    """A file that was written, to be saved; it may be gone from the disk before it is sent."""
    return FileResponse(target.open("rb"), as_attachment=True, filename=called, content_type=media_type)


def _page(number: int) -> str:
    return _("第 %(number)s 页") % {"number": number}


def _spoken(shown: Shown) -> Iterator[str]:
    """The lines in the page's language, which ends before they are read."""
    language = translation.get_language() or ""
    lines = lines_of(shown)

    def speaking() -> Iterator[str]:
        with translation.override(language):
            yield from lines

    return speaking()


def made_by(actor: Actor) -> str:
    """Who wrote a file, and when."""
    moment = timezone.localtime(now()).strftime("%Y-%m-%d %H:%M")
    return _("%(person)s 于 %(moment)s 导出") % {"person": actor.name, "moment": moment}


def shown_of(actor: Actor, table: Table, *, title: str, said: str = "") -> Shown:
    """A table of a page as it stands there: texts, lights by their words, numbers as numbers, the total last."""
    columns = tuple(Head(column.title, KINDS.get(column.kind, Kind.TEXT)) for column in table.columns)
    lines = [Line(tuple(map(value_in, table.columns, row.cells))) for row in table.rows]
    if table.total:
        lines.append(Line(tuple(map(value_in, table.columns, table.total.cells)), strong=True))
    return Shown(title, said, made_by(actor), columns, lines)


def value_in(column: Column, cell: Cell) -> Value:
    """What stands in a cell of a page: a number or a day as such, also a day beside a light; else its words."""
    text = cell.text or (cell.light.word if cell.light else "")
    if cell.light and (day := _day(cell.note)):
        return day
    if column.kind is ColumnKind.DATE:
        return _day(text) or text or None
    if column.kind is ColumnKind.NUMBER:
        try:
            return Decimal(text.replace(",", "").replace("−", "-"))
        except InvalidOperation:
            return text or None
    return text or None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
