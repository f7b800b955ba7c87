"""Every protected row against its last touch."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Case, IntegerField, Value, When

from luoshi.audit.digesting import hexdigest
from luoshi.audit.models import Shape as KnownShape
from luoshi.audit.models import Touch
from luoshi.audit.protection import Shape
from luoshi.audit.triggers.shapes import row_texts, shape_id
from luoshi.audit.triggers.standing import present
from luoshi.audit.verifying.faults import Fault, who_wrote
from luoshi.audit.verifying.snapshot import CHUNK, rows
from luoshi.rules.texts import Text


@dataclass
class Counted:
    """How many rows were looked at."""

    rows: int = 0


def check_rows(counted: Counted) -> Iterator[Fault]:
    """Faults of rows, table by table. Reads each row and each touch once; the database sorts the touches."""
    shapes, faults = known_shapes()
    yield from faults
    tables = sorted({shape.table for shape in shapes.values()} | {each.name for each in present() if each.shape})
    touches = groupby(_last_touches(shapes, tables), itemgetter(0))
    ahead = next(touches, None)
    for place, table in enumerate(tables):
        here = ahead[1] if ahead and ahead[0] == place else iter(())
        mine = {number: shape for number, shape in shapes.items() if shape.table == table}
        yield from _check_table(table, mine, here, counted)
        if ahead and ahead[0] == place:
            ahead = next(touches, None)


def known_shapes() -> tuple[dict[int, Shape], list[Fault]]:
    """The shapes touches may name; one whose number is not that of its text was changed."""
    found, faults = {}, []
    for kept in KnownShape.objects.all():
        shape = None
        try:
            table, primary, columns = json.loads(kept.canonical)
            shape = Shape(table, tuple((name, kind) for name, kind in columns), primary)
        except (ValueError, TypeError):
            pass
        if shape is not None and (shape_id(shape), shape.table) == (kept.id, kept.table):
            found[kept.id] = shape
        else:
            told = Text("列组的定义被改动。", "The list of columns was changed.")
            faults.append(Fault("changed", "audit_shape", str(kept.id), told))
    return found, faults


def _last_touches(shapes: dict[int, Shape], tables: list[str]) -> Iterator[tuple[Any, ...]]:
    """(place of the table, row, shape, operation, digest, writing) of each row's last touch, in order."""
    if not shapes:
        return
    place = {table: number for number, table in enumerate(tables)}
    cases = [When(shape=number, then=Value(place[shape.table])) for number, shape in shapes.items()]
    found = Touch.objects.annotate(place=Case(*cases, default=Value(-1), output_field=IntegerField()))
    ordered = found.filter(place__gte=0).order_by("place", "row", "id")
    columns = ("place", "row", "shape", "operation", "digest", "writing")
    for _, same in groupby(ordered.values_list(*columns).iterator(CHUNK), itemgetter(0, 1)):
        *_, last = same
        yield last


def _check_table(
    table: str, shapes: dict[int, Shape], touches: Iterator[tuple[Any, ...]], counted: Counted
) -> Iterator[Fault]:
    legible = _legible(table, shapes)
    touch = next(touches, None)
    for row, *texts in _rows(table, legible):
        counted.rows += 1
        while touch and touch[1] < row:
            yield from _removed(table, touch)
            touch = next(touches, None)
        if touch is None or touch[1] != row:
            yield Fault(
                "inserted",
                table,
                str(row),
                Text("日志中没有这一行：是绕过系统加进去的。", "The log knows no such row: it was slipped in."),
            )
            continue
        yield from _check_row(table, touch, dict(zip(legible, texts, strict=True)))
        touch = next(touches, None)
    while touch:
        yield from _removed(table, touch)
        touch = next(touches, None)


def _rows(table: str, legible: dict[int, Shape]) -> Iterator[tuple[Any, ...]]:
    return rows(row_texts(list(legible.values()), connection.vendor)) if legible else iter(())


def _legible(table: str, shapes: dict[int, Shape]) -> dict[int, Shape]:
    """The shapes whose columns the table still has; none for a table that is gone."""
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return {}
        held = {column.name for column in connection.introspection.get_table_description(cursor, table)}
    return {number: shape for number, shape in shapes.items() if {name for name, _ in shape.columns} <= held}


def _check_row(table: str, touch: tuple[Any, ...], texts: dict[int, Any]) -> Iterator[Fault]:
    _, row, shape, operation, digest, writing = touch
    if operation == "D":
        told = who_wrote(writing)
        yield Fault(
            "inserted",
            table,
            str(row),
            Text(
                f"这一行本已删除（{told.zh}），又被加了回去。",
                f"The row had been removed ({told.en}) and was put back.",
            ),
        )
    elif shape not in texts:
        told = Text(
            "其列已被删除，无法核对。",
            "Columns it was noted with are gone: it cannot be checked.",
        )
        yield Fault("changed", table, str(row), told)
    elif hexdigest(texts[shape]) != digest:
        told = who_wrote(writing)
        yield Fault(
            "changed",
            table,
            str(row),
            Text(
                f"这一行被改动，不是日志所记的样子；最后一次记入日志的是{told.zh}。",
                f"The row is not as the log has it; last written by {told.en}.",
            ),
        )


def _removed(table: str, touch: tuple[Any, ...]) -> Iterator[Fault]:
    if touch[3] != "D":
        told = who_wrote(touch[5])
        yield Fault(
            "removed",
            table,
            str(touch[1]),
            Text(f"这一行被删除；最后一次写入它的是{told.zh}。", f"The row was removed; last written by {told.en}."),
        )
