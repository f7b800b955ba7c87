"""Our side of `bench.returns`: a city of villages, its pack of 60 figures, and what an office does with them."""

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from django.db import connection

from luoshi.audit.actions import Act, record, unwritten, writing
from luoshi.org.models import Placement, Unit, UnitKind
from luoshi.packs.actions import publish
from luoshi.packs.load import load
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import Entered, bring_in, fill
from luoshi.returns.adding import Sheet, View, sheet_of
from luoshi.returns.sources import sources_of
from luoshi.rules.actors import Actor, PostHeld, Role, operator
from luoshi.rules.periods import parse
from luoshi.sheets.writing import book_of
from luoshi.web import adding

TOWNSHIPS, EACH = 100, 40
VILLAGES = TOWNSHIPS * EACH
FLOWS, STOCKS, MEANS = 38, 18, 4
FIELDS = FLOWS + STOCKS + MEANS
REGISTER = "monthly.month"
SINCE = date(2000, 1, 1)
COUNTY = "150500"
NAMES = [f"f{number:02d}" for number in range(FIELDS)]
PACK = """pack: monthly
titles: {zh: 测速, en: Bench}
prefix: MB
owner: {zh: 测速, en: Bench}
basis: [{document: "测速用，不是真实业务", date: 2006-01-01}]
version: "1"
"""
HEAD = """register: month
title: {zh: 月报, en: Monthly return}
purpose: {zh: 测速用的生成数据, en: Generated returns for the bench}
owner: bench
kind: return
period: month
sunset: 2050-12-31
owed: {by: [village], within: 5 working days, since: 2006-01-01, basis: 测速}
label: note
edit: [township_clerk]
fields:
  note: {type: text, title: {zh: 备注, en: Remark}, max: 40}
"""
ELEMENT = (
    "  {0}: {{title: {{zh: 数{0}, en: Figure {0}}}, definition: {{zh: 测速, en: Bench}}, owner: bench, "
    "purpose: {{zh: 测速, en: Bench}}, type: integer, unit: 户, time_kind: {1}, over_time: {2}, over_units: sum}}\n"
)
FIELD = "  {0}: {{type: integer, unit: 户, min: 0, title: {{zh: 数{0}, en: Figure {0}}}, element: {0}}}\n"


@dataclass(frozen=True, slots=True)
class City:
    """The units by code, who does the work, and the unit that townships stand below."""

    root: Unit
    townships: Mapping[int, str]
    villages: Sequence[Unit]
    admin: Actor
    clerk: Actor


def prepare(at: datetime) -> City:
    """The tree and the pack."""
    with writing():
        unwritten()
        root = _unit("city", UnitKind.CITY, "/", "示例市")
        towns = _units([f"t{number:03d}" for number in range(TOWNSHIPS)], UnitKind.TOWNSHIP, [root] * TOWNSHIPS)
        above = [town for town in towns for _turn in range(EACH)]
        villages = _units([f"v{number:05d}" for number in range(VILLAGES)], UnitKind.VILLAGE, above)
        record(Act("bench.fill", "bench", 0, COUNTY, {"what": "units"}), by=operator("bench"), at=at)
    with tempfile.TemporaryDirectory() as folder:
        publish(pack=load(_pack(Path(folder))), by=operator("bench"), at=at)
    held = PostHeld(root.pk, root.code, root.path, root.title, root.county, Role.ADMINISTRATOR)
    clerk = PostHeld(root.pk, root.code, root.path, root.title, root.county, Role.TOWNSHIP_CLERK)
    titles = {town.pk: town.title for town in towns}
    return City(root, titles, villages, Actor(1, "admin", (held,)), Actor(2, "clerk", (clerk,)))


def _unit(code: str, kind: UnitKind, above: str, title: str) -> Unit:
    unit = Unit.objects.create(code=code, title=title, kind=kind, county=COUNTY, path=code, valid_from=SINCE)
    unit.path = f"{above}{unit.pk}/"
    unit.save(update_fields=["path"])
    Placement.objects.create(unit=unit, parent=None, valid_from=SINCE)
    return unit


def _units(codes: Sequence[str], kind: UnitKind, above: Sequence[Unit]) -> list[Unit]:
    made = [Unit(code=each, title=each, kind=kind, county=COUNTY, path=each, valid_from=SINCE) for each in codes]
    Unit.objects.bulk_create(made)
    for unit, parent in zip(made, above, strict=True):
        unit.path = f"{parent.path}{unit.pk}/"
    Unit.objects.bulk_update(made, ["path"], batch_size=500)
    placed = [Placement(unit=unit, parent=parent, valid_from=SINCE) for unit, parent in zip(made, above, strict=True)]
    Placement.objects.bulk_create(placed)
    return made


def _pack(folder: Path) -> Path:
    kinds = [("flow", "sum")] * FLOWS + [("stock", "last")] * STOCKS + [("stock", "average")] * MEANS
    elements = "".join(ELEMENT.format(name, *kind) for name, kind in zip(NAMES, kinds, strict=True))
    pack = folder / "monthly"
    (pack / "registers").mkdir(parents=True)
    (pack / "pack.yaml").write_text(PACK, encoding="utf-8")
    (pack / "elements.yaml").write_text(f"elements:\n{elements}", encoding="utf-8")
    fields = "".join(FIELD.format(name) for name in NAMES)
    (pack / "registers" / "month.yaml").write_text(HEAD + fields, encoding="utf-8")
    return pack


def bring_all(city: City, months: Sequence[str], at: datetime) -> float:
    """Every return of these months, as texts; the values brought in a second, making them not counted."""
    spent, values = 0.0, 0
    for start in range(0, len(months), 5):
        returns = generated(months[start : start + 5])
        begun = time.perf_counter()
        values += FIELDS * bring_in(REGISTER, returns, source="测速", by=city.admin, at=at)
        spent += time.perf_counter() - begun
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return values / spent


def generated(months: Sequence[str]) -> pa.Table:
    """Figures of all villages, the same at every run."""
    figures = ", ".join(f"CAST(hash(v, m, {at}) % 900 AS VARCHAR) AS {name}" for at, name in enumerate(NAMES))
    listed = ", ".join(f"('{month}')" for month in months)
    found = duckdb.sql(
        f"SELECT printf('v%05d', v) AS unit, m AS period, {figures} "
        f"FROM (VALUES {listed}) AS month(m), range({VILLAGES}) AS village(v) ORDER BY m, v"
    )
    if found is None:
        raise SystemExit("nothing was generated")
    return found.to_arrow_table()


def save_last_month(city: City, month: str, at: datetime, *, many: int) -> dict[str, float]:
    """The last month is saved return by return, after the copy was built: it is in the figures, and timed."""
    rows = generated([month]).slice(0, many).to_pylist()
    units = {unit.code: unit for unit in city.villages}
    spent = []
    for row in rows:
        cells = {name: Entered(row[name]) for name in NAMES}
        clock = Clocked()
        with connection.execute_wrapper(clock):
            fill(REGISTER, cells, unit=units[row["unit"]], period=month, reason="填报", by=city.clerk, at=at)
        spent.append(clock.seconds)
    ordered = sorted(spent)
    return {"save_p95": ordered[int(len(ordered) * 0.95)], "save_median": statistics.median(ordered)}


class Clocked:
    """The time the database takes, statement by statement."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self, execute: Callable[..., Any], *told: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(*told)
        finally:
            self.seconds += time.perf_counter() - begun


def sheet(city: City, label: str, today: date) -> Sheet:
    """What the page of sums asks for."""
    found = sheet_of(city.clerk, declared(REGISTER), parse(label), view=View.AS_WAS, top=city.root.pk, today=today)
    if found is None:
        raise SystemExit(f"nothing is told of {label}")
    return found


def to_workbook(city: City, label: str, today: date, target: Path) -> None:
    """What the page's .xlsx is made by."""
    found = sheet(city, label, today)
    book_of(adding.shown(city.clerk, found, title="测速", said=label), target)


def sums(city: City, label: str, today: date) -> dict[tuple[str, str], Fraction]:
    """Every known figure by township and field."""
    found = sheet(city, label, today)
    return {
        (line.title, name): added.value
        for line in found.lines
        for name, added in line.figures.items()
        if added.value is not None
    }


def sources(city: City, label: str, today: date) -> int:
    """The returns behind one figure of a township; how many they are."""
    town = next(iter(city.townships))
    return len(sources_of(city.clerk, declared(REGISTER), parse(label), unit=town, field=NAMES[7], today=today))
