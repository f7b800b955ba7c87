"""A table of 100,000 rows brought in through the product, beside openpyxl and one save for each row.

Ours is what the worker does for somebody at the page: the file kept and opened by a child, every row looked at and
every bad cell told; then, confirmed, each record entered with its version and its audit entry; then all of it taken
back. The peer reads the same file with openpyxl and saves a record and an event for each row in plain Django; it asks
nobody anything and tells nothing. One row in a hundred has a bad cell. Processor seconds of the process and its
children, without the database server's; memory is the most that one of these processes ever held.
LUOSHI_BENCH_IMPORTED sets another number of rows, LUOSHI_BENCH_DATABASE_URL another PostgreSQL.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

from bench.measures import fresh_database
from bench.results import Result

ROWS = int(os.environ.get("LUOSHI_BENCH_IMPORTED", "100000"))
BAD = 100  # every so many rows one has a bad cell
HEADS = ("名称", "金额（万元）", "用地（亩）", "用工", "方式", "绿色", "查看日期", "地点")
GOALS = {"seconds": 60.0, "megabytes": 400.0}
Told = dict[str, float]


def measure() -> list[Result]:
    """SQLite always, PostgreSQL when one answers."""
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as place:
        table = Path(place) / "table.xlsx"
        write_table(table, ROWS)
        results = _results("sqlite", _run("importing", table, ""), _run("importing_peer", table, ""))
        if server := fresh_database():
            ours = _run("importing", table, server)
            results += _results("postgresql", ours, _run("importing_peer", table, fresh_database()))
        return results


def write_table(target: Path, rows: int) -> None:
    """The table as an office has it: a title, a unit line, headings, then the rows; every hundredth with a fault."""
    book = xlsxwriter.Workbook(str(target), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["工程一览表"])
    sheet.write_row(1, 0, HEADS)
    for number in range(rows):
        amount = "约500万" if number % BAD == 0 else f"{number % 50_000}.{number % 99 + 1:02d}"
        how, day = ("场景", "产业链")[number % 2], f"2022.{number % 12 + 1}.{number % 28 + 1}"
        cells = [
            f"东桥工程{number}号",
            amount,
            number % 400 + 0.5,
            number % 90,
            how,
            "是",
            day,
            f"某路{number % 1000}号",
        ]
        sheet.write_row(number + 2, 0, cells)
    book.close()


def _run(work: str, table: Path, server: str) -> Told:
    with tempfile.TemporaryDirectory(prefix="luoshi-bench-") as home:
        given = {"LUOSHI_HOME": home, "LUOSHI_DATABASE_URL": server}
        command = [sys.executable, "-m", f"bench.works.{work}", str(table), str(ROWS - -(-ROWS // BAD))]
        done = subprocess.run(command, env=os.environ | given, stdout=subprocess.PIPE, text=True, check=True)
    told: Told = json.loads(done.stdout.splitlines()[-1])
    said = ", ".join(f"{name} {value:.4g}" for name, value in told.items())
    print(f"  {work} on {'postgresql' if server else 'sqlite'}: {said}", flush=True)
    return told


def _results(database: str, ours: Told, peer: Told) -> list[Result]:
    where = f"{ROWS:,} rows, {database}, processor s"
    steps = ("opened", "looked at", "brought in", "taken back")
    goals = [Result("imports", f"{step}, {where}, peer: the goal", ours[step], GOALS["seconds"]) for step in steps]
    peered = "peer: openpyxl, a save a row"
    return [
        *goals,
        Result("imports", f"brought in, {where}, {peered}", ours["brought in"], peer["brought in"]),
        Result("imports", f"most memory, {database}, MB, {peered}", ours["memory"], peer["memory"]),
        Result("imports", f"most memory, {database}, MB, peer: the goal", ours["memory"], GOALS["megabytes"]),
    ]
