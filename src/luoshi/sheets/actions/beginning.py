"""Bringing a table, mapping its columns, dropping it: nothing of it is in the register yet."""

from collections.abc import Sequence
from datetime import datetime

from luoshi.audit.actions import writing
from luoshi.evidence.actions import hold
from luoshi.evidence.models import File
from luoshi.jobs.actions import enqueue
from luoshi.org.models import Unit
from luoshi.packs.queries import register as declared
from luoshi.registers.permissions import check_can_edit
from luoshi.rules.actors import Actor
from luoshi.sheets.actions.staging import OPEN, note, step
from luoshi.sheets.mapping import Mapped, Target, signature_of, targets_of
from luoshi.sheets.models import ColumnMap, Import, Stage
from luoshi.sheets.permissions import check_is_own
from luoshi.sheets.policies import TABLES, refused
from luoshi.sheets.queries import layout_in
from luoshi.sheets.reading.opening import first_shown, sheets_of

LOOK = "sheets.look"


def begin(register_ref: str, *, file: File, unit: Unit, by: Actor, at: datetime) -> Import:
    """Take a kept file as a table for a register; its rows belong to `unit` unless they name another.

    Costs a process, as `sheets_of` says. Refused where it is no table or nothing stands in it.
    """
    register = declared(register_ref)
    check_can_edit(by, register, unit)
    if file.content.format not in TABLES:
        raise refused("no_table", where=file.name)
    sheets = sheets_of(file)
    brought = Import(
        county=unit.county,
        register=register.ref,
        unit=unit,
        file=file,
        sheet=first_shown(sheets).name,
        sheets=[
            {"name": each.name, "head": each.head, "spans": each.spans, "height": each.height} for each in sheets
        ],
        stage=Stage.MAPPING,
        by_account=by.account_id,
        for_account=by.for_account,
        by_name=by.name,
        at=at,
    )
    with writing():
        hold(file, by=by, at=at)
        brought.save(force_insert=True)
        note("begin", brought, {"name": file.name, "sha256": file.sha256, "unit": unit.code}, by=by, at=at)
    return brought


def map_columns(
    brought: Import, columns: Sequence[Mapped], *, sheet: str, clears: bool, by: Actor, at: datetime
) -> None:
    """Say which column goes into which field, remember it for tables headed alike, and have the rows looked at."""
    check_is_own(by, brought)
    register = declared(brought.register)
    targets = {target.name: target for target in targets_of(by, register)}
    check_columns(columns, targets, register.label)
    layout = layout_in(brought, tuple(targets.values()), sheet)
    kept = [each.written for each in columns]
    with writing():
        step(
            brought,
            OPEN,
            stage=Stage.CHECKING,
            sheet=sheet,
            columns=kept,
            clears=clears,
            counts={},
            round=brought.round + 1,
        )
        ColumnMap.objects.update_or_create(
            register=register.ref,
            unit=brought.unit,
            signature=signature_of(layout),
            defaults={"columns": kept, "by_account": by.account_id, "by_name": by.name, "at": at},
        )
        job = enqueue(LOOK, {"import": brought.pk, "round": brought.round}, by=by, at=at, county=brought.county)
        Import.objects.filter(pk=brought.pk).update(job=job)
        note("map", brought, {"sheet": sheet, "columns": kept, "clears": clears}, by=by, at=at)


def check_columns(columns: Sequence[Mapped], targets: dict[str, Target], label: str) -> None:
    """Refuse targets that are none, two columns for one, and a mapping of nothing."""
    chosen = [each.field for each in columns if each.field]
    unknown = next((name for name in chosen if name not in targets), None)
    if unknown is not None:
        raise refused("column_unknown", name=unknown[:40])
    twice = next((name for name in chosen if chosen.count(name) > 1), None)
    if twice is not None:
        title = targets[twice].title
        raise refused("column_twice", where=twice, title=title.zh, title_en=title.en)
    if not any(not name.startswith("@") for name in chosen):
        title = targets[label].title if label in targets else targets["@number"].title
        raise refused("nothing_mapped", title=title.zh, title_en=title.en)


def drop(brought: Import, *, by: Actor, at: datetime) -> None:
    """Give an import up before anything of it is in the register."""
    check_is_own(by, brought)
    with writing():
        step(brought, OPEN, stage=Stage.DROPPED, ended_at=at)
        note("drop", brought, {}, by=by, at=at)
