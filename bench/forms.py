"""Two hundred forms read, with headings, paths, units and slots; the peer is openpyxl reading cells and spans alone.

LUOSHI_WORKBOOKS names a folder of workbooks to read instead of those drawn here; times are of the processor.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import django
import openpyxl
import xlsxwriter

from bench.results import Result

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.site.settings")
django.setup()

from luoshi.reports.reading.child import workbook_sheets  # noqa: E402
from luoshi.reports.reading.opening import grid_from  # noqa: E402
from luoshi.rules.tables.reading import read_form  # noqa: E402

FORMS = 200
VILLAGES, GROUPS = 12, ("户数", "人口情况", "耕地面积", "住房", "收入")
LEAVES = ("合计", "其中：女", "上年")
ROUNDS = 3


def measure() -> list[Result]:
    """The best of three rounds over the same files."""
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as folder:
        files = given() or list(drawn(Path(folder)))
        sheets, slots = _sizes(files)
        ours = min(_timed(_ours, files) for _round in range(ROUNDS))
        peer = min(_timed(_peers, files) for _round in range(ROUNDS))
    what = f"{len(files)} forms, {sheets} sheets, {slots:,} slots, CPU s, peer: openpyxl, cells alone"
    return [Result("forms", what, ours, peer)]


def given() -> list[Path]:
    """The workbooks of the named folder, the first 200."""
    folder = os.environ.get("LUOSHI_WORKBOOKS", "")
    return sorted(Path(folder).rglob("*.xlsx"))[:FORMS] if folder else []


def drawn(folder: Path) -> Iterator[Path]:
    """Forms with a title, marks, a head of two rows and villages below, each a little different."""
    for number in range(FORMS):
        target = folder / f"{number}.xlsx"
        with xlsxwriter.Workbook(str(target)) as book:
            sheet = book.add_worksheet("报表")
            groups = [GROUPS[(number + step) % len(GROUPS)] for step in range(4)]
            sheet.merge_range(0, 0, 0, 12, f"2024年{groups[0]}统计表（{number}）")
            sheet.write(1, 9, f"表号：农{number}表")
            sheet.write(2, 9, "制定机关：统计局")
            sheet.merge_range(3, 0, 4, 0, "村名")
            for place, group in enumerate(groups):
                sheet.merge_range(3, 1 + 3 * place, 3, 3 + 3 * place, f"{group}（个）")
                for step, leaf in enumerate(LEAVES):
                    sheet.write(4, 1 + 3 * place + step, leaf)
            for row in range(VILLAGES):
                sheet.write(5 + row, 0, f"第{row + 1}村")
            sheet.write(5 + VILLAGES, 0, "合计")
        yield target


def _sizes(files: list[Path]) -> tuple[int, int]:
    found = [read_form(grid_from(told)) for file in files for told in workbook_sheets(file, is_zip=True)[0]]
    return len(found), sum(len(table.slots) for reading in found for table in reading.tables)


def _timed(act: Callable[[Path], None], files: list[Path]) -> float:
    begun = process_time()
    for file in files:
        act(file)
    return process_time() - begun


def _ours(file: Path) -> None:
    for told in workbook_sheets(file, is_zip=True)[0]:
        read_form(grid_from(told))


def _peers(file: Path) -> None:
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets:
        for _row in sheet.iter_rows(values_only=True):
            pass
        list(sheet.merged_cells.ranges)
