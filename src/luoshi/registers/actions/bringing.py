"""Bringing in returns by the hundred thousand, each value with where it came from, who brought it and when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import islice

import pyarrow as pa
from django.db import IntegrityError, connection, transaction

from luoshi.audit.actions import record_columns, writing
from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.registers.actions.adopting import (
    Adopted,
    check_may_adopt,
    checked_rows,
    enter_adopted,
    reached_first,
)
from luoshi.registers.actions.creating import check_period
from luoshi.registers.actions.writing import SUBJECT
from luoshi.registers.columnar import PLACES, sort_out, suits
from luoshi.registers.found_by import found_by
from luoshi.registers.models import Record, Version, VersionKind
from luoshi.registers.policies import check_given
from luoshi.registers.queries import in_force
from luoshi.registers.values import FieldProblem, Invalid
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.statements.copying import enter_columns

MOST = 100_000  # returns at a time: they stand or fall together
TOLD = 200  # problems named


def bring_in(
    register_ref: str,
    returns: pa.Table,
    *,
    source: str,
    state: str = "",
    reached: date | None = None,
    by: Actor,
    at: datetime,
) -> int:
    """Take over returns with `unit` (its code), `period` and a column for each field; how many there were.

    For administrators. `source` says where they come from and stands in every version; `state` and the day it was
    reached are those of all rows. Rows written as they are kept are checked and written by columns, the others one
    by one, as `adopt_many` does. All problems are collected, each naming its row; nothing is written then.
    """
    register, pack_version = in_force(register_ref)
    check_may_adopt(by)
    check_given(source, "source", Text("须写明来自哪里。", "Say where they come from."), most=400)
    _check_columns(register, returns)
    for label in returns.column("period").unique().to_pylist():
        check_period(register, str(label or ""))
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=returns.column("unit").unique().to_pylist())}
    known = {code: (unit.pk, unit.county) for code, unit in units.items()}
    state, stood = reached_first(register, state, reached or day_of(at))
    ready, others = None, list(range(returns.num_rows))
    if suits(register, state=state):
        found = sort_out(register, returns, known, state=state, today=day_of(at))
        ready, others = found.ready, found.others
    rows = _rows(register, returns, others, units, state, stood)
    records = checked_rows(register, pack_version, rows, source, at=at, numbers=[each + 1 for each in others])
    try:
        with writing(), transaction.atomic():
            if ready is not None and ready.num_rows:
                _enter(register, ready, pack_version, source.strip(), state, stood, by=by, at=at)
            if records:
                enter_adopted(register, records, rows, source, by=by, at=at)
    except IntegrityError:
        raise _doubled(register) from None
    return int(returns.num_rows)


def _check_columns(register: Register, returns: pa.Table) -> None:
    """Refuse what holds no unit or period, names no field of the register, or is too much for one time."""
    entered = {field.id for field in register.fields.values() if field.formula is None}
    absent = [name for name in PLACES if name not in returns.column_names]
    strange = [name for name in returns.column_names if name not in PLACES and name not in entered]
    if absent or strange:
        named = "、".join([*absent, *strange][:10])
        raise Refused(
            "registers.columns",
            reason=Text(f"列不对：{named}。", f"These columns do not fit: {named}."),
            remedy=Text(
                "列名为 unit（单位代码）、period（期别）和本台账的字段。",
                "Name them unit (its code), period, and the fields of the register.",
            ),
            where=register.ref,
        )
    if not 0 < returns.num_rows <= MOST:
        raise Refused(
            "registers.too_many_rows",
            reason=Text(f"共 {returns.num_rows} 行。", f"There are {returns.num_rows} rows."),
            remedy=Text(f"一次 1 到 {MOST} 行，请分批。", f"Bring 1 to {MOST} rows at a time."),
            where=register.ref,
        )


def _rows(
    register: Register,
    returns: pa.Table,
    places: Sequence[int],
    units: Mapping[str, Unit],
    state: str,
    stood: Mapping[str, str],
) -> list[Adopted]:
    """The rows to be looked at one by one; refused where one names no unit."""
    if not places:
        return []
    told = returns.take(pa.array(places, pa.int64())).to_pylist()
    unknown = ((place, row) for place, row in zip(places, told, strict=True) if str(row["unit"]) not in units)
    problems = tuple(_no_unit(place, row["unit"]) for place, row in islice(unknown, TOLD))
    if problems:
        raise Invalid(problems, where=register.ref)
    reached = {name: date.fromisoformat(day) for name, day in stood.items()}
    return [
        Adopted(
            {name: value for name, value in row.items() if name not in PLACES and value is not None},
            units[str(row["unit"])],
            state=state,
            reached=reached,
            period=str(row["period"]),
        )
        for row in told
    ]


def _no_unit(place: int, code: object) -> FieldProblem:
    return FieldProblem(
        "unit",
        Text(f"第 {place + 1} 行 单位", f"row {place + 1} unit"),
        Text(f"没有代码为“{code}”的单位", f"no unit has the code '{code}'"),
        Text("请用单位代码。", "Give the code of a unit."),
    )


def _enter(
    register: Register,
    ready: pa.Table,
    pack_version: int,
    source: str,
    state: str,
    stood: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Records, versions and entries of rows that are ready. Three statements on PostgreSQL."""
    many = ready.num_rows
    ids = pa.array(_numbers(many), pa.int64())
    lead = ready.column("unit") if state else None
    shared = {
        **{name: ready.column(name) for name in ("county", "period", "data")},
        "register": register.ref,
        "pack_version_id": pack_version,
        "unit_id": ready.column("unit"),
        "lead_id": lead,
        "label": "",
        "state": state,
        "reached": dict(stood),
    }
    own = {"id": ids, "prefix": register.prefix, "found_by": found_by(register, "", {}), "adopted_from": source}
    days = {"adopted_on": day_of(at), "created_at": at, "updated_at": at}
    enter_columns(Record, {**shared, **own, **days}, many=many)
    told = {"kind": VersionKind.ADOPTED.value, "revision": 1, "changed": ready.column("changed"), "reason": source}
    who = {"record_id": ids, "by_account": by.account_id, "by_name": by.name, "at": at}
    enter_columns(Version, {**shared, **told, **who}, many=many)
    record_columns(
        "registers.adopt",
        SUBJECT,
        subjects=ids,
        counties=ready.column("county"),
        facts={"register": register.ref, "revision": 1, "source": source},
        told={"changed": ready.column("changed"), "now": ready.column("data")},
        by=by,
        at=at,
    )


def _numbers(many: int) -> list[int]:
    """Keys for new records, which nobody else is given. One query; inside the act."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            asked = "SELECT nextval(pg_get_serial_sequence('registers_record', 'id')) FROM generate_series(1, %s)"
            cursor.execute(asked, [many])
            return [int(row[0]) for row in cursor.fetchall()]
        cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'registers_record'")
        last = int(cursor.fetchone()[0])
        return list(range(last + 1, last + 1 + many))


def _doubled(register: Register) -> Refused:
    return Refused(
        "registers.return_exists",
        reason=Text(
            "同单位同期的报表已有，或在文件里出现两次。", "A unit has two returns for one period, here or already."
        ),
        remedy=Text("请去掉重复的行；已有的请更正。", "Leave out what is doubled; correct what is there already."),
        where=register.ref,
    )
