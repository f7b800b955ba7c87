"""Two to four records of a register side by side, line by line, with what differs marked."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.models import Record
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.acting import actor_of
from luoshi.web.clock import today
from luoshi.web.components.tables import Cell
from luoshi.web.ledger import bars, columns

FEWEST, MOST = 2, 4


@dataclass(frozen=True, slots=True)
class Line:
    """What one column holds in each of the records."""

    title: str
    cells: tuple[Cell, ...]
    differs: bool


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """The ticked records beside each other, those the person may see; `only` leaves out what is the same."""
    actor = actor_of(request)
    ids = [each for each in dict.fromkeys(request.GET.getlist("row")) if each.isascii() and each.isdigit()]
    ids = [each for each in ids if len(each) < 19]
    if not FEWEST <= len(ids) <= MOST:
        raise _refused("web.compare_few", f"选了 {len(ids)} 条。", f"{len(ids)} are chosen.")
    records = [queries.get(actor, int(each)) for each in ids]
    if len({record.register for record in records}) > 1:
        raise _refused("web.compare_apart", "选中的不是同一个台账的记录。", "They are of different registers.")
    register = declared(records[0].register)
    names = columns.names_of(register, records, bars.counties())
    lines = []
    for shown in columns.available(actor, register).values():
        cells = tuple(columns.cell_of(register, record, shown, names, today(), whole=True) for record in records)
        if any(not cell.blank or cell.note for cell in cells):
            told = {(cell.text, cell.note, cell.light) for cell in cells}
            lines.append(Line(shown.title, cells, len(told) > 1))
    only = request.GET.get("only") == "different"
    chosen = urlencode([("row", each) for each in ids])
    context = {
        "register": register,
        "records": [(record.label or record.number, reverse("record", args=[record.pk])) for record in records],
        "lines": [line for line in lines if line.differs or not only],
        "only": only,
        "differing": sum(line.differs for line in lines),
        "all_href": f"?{chosen}",
        "only_href": f"?{chosen}&only=different",
        "kept_apart": _apart(records),
    }
    return render(request, "web/compare.html", context)


def _apart(records: list[Record]) -> bool:
    """Whether the records were entered under different versions of their register."""
    return len({record.pack_version_id for record in records}) > 1


def _refused(code: str, zh: str, en: str) -> Refused:
    return Refused(
        code,
        reason=Text(zh, en),
        remedy=Text(
            f"请在同一个台账里勾选 {FEWEST} 到 {MOST} 条再比较。",
            f"Tick {FEWEST} to {MOST} of one register to compare.",
        ),
    )
