"""One measurement of filling in a process of its own, run by `bench.fill`; prints its figures as JSON."""

import json
import resource
import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

COLUMNS, ROWS, TOP = 60, 300, 4
SHEET = "汇总表"
ROUNDS, FILES = 15, 2_000
Values = dict[tuple[str, int, int], Any]


def form() -> bytes:
    """Headings of three levels, 300 rows, a sum under each of 57 columns, a list to choose from, colours by value."""
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        head = book.add_format({"bold": True, "border": 1, "align": "center"})
        number = book.add_format({"border": 1, "num_format": "#,##0.00"})
        sheet.merge_range(0, 0, 0, COLUMNS - 1, "农村基本情况统计表", head)
        sheet.merge_range(1, 0, 3, 0, "村名", head)
        sheet.merge_range(1, 1, 3, 1, "编码", head)
        sheet.merge_range(1, 2, 3, 2, "类别", head)
        for column in range(3, COLUMNS, 3):
            sheet.merge_range(1, column, 1, column + 2, f"第{column}项", head)
            sheet.write(2, column, "合计", head)
            sheet.merge_range(2, column + 1, 2, column + 2, "其中", head)
            sheet.write_row(3, column, ("总数", "男", "女"), head)
        for row in range(TOP, TOP + ROWS):
            for column in range(COLUMNS):
                sheet.write_blank(row, column, None, number)
        below = TOP + ROWS
        sheet.write(below, 0, "合计", head)
        for column in range(3, COLUMNS):
            letters = xlsxwriter.utility.xl_col_to_name(column)
            sheet.write_formula(below, column, f"=SUM({letters}{TOP + 1}:{letters}{below})", number, 0)
        sheet.data_validation(TOP, 3, below - 1, 59, {"validate": "decimal", "criteria": ">=", "value": 0})
        sheet.data_validation(TOP, 2, below - 1, 2, {"validate": "list", "source": ["山区", "牧区", "农区"]})
        sheet.conditional_format(TOP, 3, below - 1, 59, {"type": "cell", "criteria": "<", "value": 0, "format": head})
        sheet.repeat_rows(1, 3)
    return target.getvalue()


def values(of: int = 1) -> Values:
    """18,000 values: names and codes, counts and amounts."""
    given: Values = {}
    for row in range(TOP + 1, TOP + ROWS + 1):
        given[SHEET, row, 1] = f"东桥{row}村"
        given[SHEET, row, 2] = f"1505{row:08d}"
        given[SHEET, row, 3] = ("山区", "牧区", "农区")[row % 3]
        for column in range(4, COLUMNS + 1):
            given[SHEET, row, column] = row * column + of if column % 3 else (row * column * 7 + of) / 100
    return given


def ours(content: bytes, given: Values) -> Callable[[], bytes]:
    """The form compiled once."""
    from luoshi.reports.filling import compile_template

    template = compile_template(content)
    return lambda: template.fill(given)


def openpyxl(content: bytes, given: Values) -> Callable[[], bytes]:
    """Loaded, set cell by cell, saved."""
    from openpyxl import load_workbook

    def fill() -> bytes:
        book = load_workbook(BytesIO(content))
        sheet = book[SHEET]
        for (_, row, column), value in given.items():
            sheet.cell(row, column).value = value
        target = BytesIO()
        book.save(target)
        return target.getvalue()

    return fill


def lxml(content: bytes, given: Values) -> Callable[[], bytes]:
    """The sheet parsed, cells set by their names, all parts zipped again; totals stay as they were."""
    from lxml import etree
    from xlsxwriter.utility import xl_rowcol_to_cell

    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    named = {xl_rowcol_to_cell(row - 1, column - 1): value for (_, row, column), value in given.items()}

    def put(cell: Any, value: Any) -> None:
        if isinstance(value, str):
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{space}is"), f"{space}t").text = value
        else:
            etree.SubElement(cell, f"{space}v").text = repr(value)

    def fill() -> bytes:
        target = BytesIO()
        with (
            zipfile.ZipFile(BytesIO(content)) as old,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
        ):
            for part in old.infolist():
                held = old.read(part)
                if part.filename == "xl/worksheets/sheet1.xml":
                    tree = etree.fromstring(held)
                    for cell in tree.iter(f"{space}c"):
                        if cell.get("r") in named:
                            put(cell, named[cell.get("r")])
                    held = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
                new.writestr(part, held)
        return target.getvalue()

    return fill


def excelize(content: bytes, given: Values) -> Callable[[], bytes]:
    """The library written in Go, row by row."""
    import tempfile

    import excelize as library

    folder = Path(tempfile.mkdtemp(prefix="luoshi-bench-"))
    (folder / "form.xlsx").write_bytes(content)
    rows = [[given[SHEET, row, column] for column in range(1, COLUMNS + 1)] for row in range(TOP + 1, TOP + ROWS + 1)]

    def fill() -> bytes:
        book = library.open_file(str(folder / "form.xlsx"))
        for at, row in enumerate(rows, start=TOP + 1):
            book.set_sheet_row(SHEET, f"A{at}", row)
        book.save_as(str(folder / "filled.xlsx"))
        book.close()
        return (folder / "filled.xlsx").read_bytes()

    return fill


WAYS: dict[str, Callable[[bytes, Values], Callable[[], bytes]]] = {
    "ours": ours,
    "openpyxl": openpyxl,
    "lxml": lxml,
    "excelize": excelize,
}


def one(way: str, folder: Path) -> dict[str, float]:
    """The median of the processor time of one file, after a first one, and the peak of the process."""
    given = values()
    if way == "ours":
        (folder / "form.xlsx").write_bytes(_apart())
    content = (folder / "form.xlsx").read_bytes()
    try:
        fill = WAYS[way](content, given)
        seconds = [_processor_time(fill) for _ in range(ROUNDS if way == "ours" else 4)][1:]
    except ImportError:
        return {"absent": 1}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _check(fill(), given)
    return {"seconds": statistics.median(seconds), "megabytes": peak}


def _apart() -> bytes:
    """The form made in another process: making it takes more memory than filling it."""
    import subprocess

    script = "import sys; from bench.works.forms import form; sys.stdout.buffer.write(form())"
    return subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, check=True).stdout


def _processor_time(fill: Callable[[], bytes]) -> float:
    begun = time.process_time()
    fill()
    return time.process_time() - begun


def _check(content: bytes, given: Values) -> None:
    """Whoever is measured must have filled the form."""
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(SHEET).to_python(skip_empty_area=False)
    wrong = [place for place in list(given)[::997] if rows[place[1] - 1][place[2] - 1] != given[place]]
    if wrong:
        raise SystemExit(f"not filled: {wrong[:3]}")


def thousands(folder: Path) -> dict[str, float]:
    """2,000 files of different values into one zip, each compiled form used again."""
    from luoshi.reports.filling import compile_template

    content = (folder / "form.xlsx").read_bytes()
    begun = time.process_time()
    template = compile_template(content)
    with zipfile.ZipFile(folder / "all.zip", "w", zipfile.ZIP_STORED) as archive:
        given = values()
        for number in range(FILES):
            given[SHEET, 5, 4] = number
            archive.writestr(f"{number}.xlsx", template.fill(given))
    return {"seconds": time.process_time() - begun}


def fidelity(folder: Path) -> dict[str, float]:
    """Ten cells of each workbook filled; files in which a part changed that was not filled."""
    told = {"files": 0.0, "refused": 0.0, "ours": 0.0, "openpyxl": 0.0}
    for path in sorted(folder.rglob("*.xlsx")):
        content = path.read_bytes()
        _compare(content, told)
    return told


def _compare(content: bytes, told: dict[str, float]) -> None:
    from openpyxl import load_workbook

    from luoshi.reports.filling import compile_template
    from luoshi.rules.refusals import Refused

    try:
        template = compile_template(content)
    except Refused as refusal:
        told["refused"] += 1
        print(refusal)
        return
    told["files"] += 1
    sheet = next(iter(template.sheets))
    places = [place for place in template.places if place[0] == sheet][:10]
    filled = template.filled(dict.fromkeys(places, 7))
    touched = {template.book.sheets[sheet], *(template.book.sheets[each[0]] for each in filled.computed or ())}
    touched |= {template.book.sheets[each[0]] for each in filled.uncomputed}
    told["ours"] += bool(
        _different(content, filled.content) - touched - ({template.book.part} if filled.uncomputed else set())
    )
    book = load_workbook(BytesIO(content))
    for _, row, column in places:
        book[sheet].cell(row, column).value = 7
    target = BytesIO()
    book.save(target)
    told["openpyxl"] += bool(_different(content, target.getvalue()) - touched)


def _different(before: bytes, after: bytes) -> set[str]:
    with zipfile.ZipFile(BytesIO(before)) as one, zipfile.ZipFile(BytesIO(after)) as two:
        names = set(one.namelist()) | set(two.namelist())
        common = set(one.namelist()) & set(two.namelist())
        return {name for name in names if name not in common or one.read(name) != two.read(name)}


def main() -> None:
    what, folder = sys.argv[1], Path(sys.argv[2])
    whole: dict[str, Callable[[Path], dict[str, float]]] = {"thousands": thousands, "fidelity": fidelity}
    print(json.dumps(whole[what](folder) if what in whole else one(what, folder)))


if __name__ == "__main__":
    main()
