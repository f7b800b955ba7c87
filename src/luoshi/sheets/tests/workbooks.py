"""Workbooks as offices make them, made by the tests themselves."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence

import openpyxl
from django.core.files.base import ContentFile
from openpyxl.worksheet.worksheet import Worksheet

from luoshi.evidence.actions import keep
from luoshi.evidence.models import File
from luoshi.jobs.testing import drain
from luoshi.org.models import Unit
from luoshi.registers.tests.small_works import NOW
from luoshi.rules.actors import Actor
from luoshi.sheets.actions import begin, confirm, map_columns
from luoshi.sheets.mapping import Mapped
from luoshi.sheets.models import Fate, Import, ImportRow
from luoshi.sheets.queries import columns_proposed, import_seen, layout_in, rows_of_round, targets_for


def workbook(rows: Iterable[Sequence[object]], dress: Callable[[Worksheet], None] | None = None) -> bytes:
    """An .xlsx with these rows in its first sheet; `dress` may merge cells and the like."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    if dress is not None:
        dress(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rewritten(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one part changed."""
    source, out = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as going:
        for each in source.infolist():
            body = source.read(each)
            going.writestr(each.filename, change(body) if each.filename == part else body)
    return out.getvalue()


def csv_of(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as lines with commas."""
    return "\n".join(",".join(str(cell) for cell in row) for row in rows).encode()


def kept(data: bytes, *, by: Actor, name: str = "表.xlsx") -> File:
    """The file as the evidence room keeps it."""
    return keep(ContentFile(data), name=name, by=by, at=NOW)


def brought(register: str, data: bytes, *, unit: Unit, by: Actor, name: str = "表.xlsx") -> Import:
    """A table that was brought, its columns not yet mapped."""
    return begin(register, file=kept(data, by=by, name=name), unit=unit, by=by, at=NOW)


def proposal(table: Import, by: Actor) -> tuple[Mapped, ...]:
    """The mapping as it is proposed."""
    targets = targets_for(by, table)
    return columns_proposed(table, layout_in(table, targets, table.sheet), targets, table.sheet)


def looked_at(
    register: str, data: bytes, *, unit: Unit, by: Actor, clears: bool = False, name: str = "表.xlsx"
) -> Import:
    """A table mapped as proposed, its rows looked at."""
    table = brought(register, data, unit=unit, by=by, name=name)
    map_columns(table, proposal(table, by), sheet=table.sheet, clears=clears, by=by, at=NOW)
    drain(at=NOW)
    return import_seen(by, table.pk)


def brought_in(table: Import, *, by: Actor) -> Import:
    """The same, confirmed and brought in."""
    confirm(table, by=by, at=NOW)
    drain(at=NOW)
    return import_seen(by, table.pk)


def fates(table: Import) -> list[tuple[int, str]]:
    """Place and fate of each row."""
    return list(rows_of_round(table).values_list("place", "fate"))


def problems(table: Import) -> list[tuple[str, str, str, str]]:
    """Cell, heading, what was read and the reason, of each refused row."""
    rows: list[ImportRow] = list(rows_of_round(table).filter(fate__in=(Fate.REFUSED, Fate.DUPLICATE)))
    return [(each["cell"], each["title"], each["read"], each["zh"]) for row in rows for each in row.problems]
