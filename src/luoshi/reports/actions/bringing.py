"""Bringing the file of a form and reading it, and saying what one of its slots is to hold."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from luoshi.audit.actions import Act, writing
from luoshi.audit.actions import record as leave_entry
from luoshi.evidence.actions import hold
from luoshi.evidence.models import File
from luoshi.registers.models import Record
from luoshi.reports.matching.proposals import check_not_asked_again
from luoshi.reports.models import FormFile, Slot, SlotState, Tracing
from luoshi.reports.permissions import check_can_bring
from luoshi.reports.policies import KINDS, check_is_form, check_is_open, refused
from luoshi.reports.queries import newest_of
from luoshi.reports.reading.opening import sheets_of
from luoshi.reports.understood import Sheet, slots_in, understood
from luoshi.rules.actors import Actor
from luoshi.rules.tables.reading import Slot as ReadSlot

Key = tuple[str, int, int]


def bring(record: Record, *, file: File, by: Actor, at: datetime) -> FormFile:
    """Take a kept file as the newest version of an asked form, and read it; costs a process of 0.2 seconds.

    The same bytes as the newest are no version. What was corrected and confirmed in the version before is kept where
    the cell still says the same, and the slot stands under the same words.
    """
    check_is_form(record)
    check_can_bring(by, record)
    check_is_open(record)
    if file.content.format not in KINDS:
        raise refused("no_form", where=file.name)
    newest = newest_of(record)
    if newest is not None and newest.sha256 == file.sha256:
        raise refused("same_file", where=file.name, version=newest.version)
    brought = FormFile(
        county=record.county,
        record=record,
        version=newest.version + 1 if newest else 1,
        file=file,
        sha256=file.sha256,
        name=file.name,
        kind=file.content.format,
        reading=sheets_of(file),
        tracing=newest.tracing if newest and file.content.format == "xlsx" else Tracing.NONE.value,
        by_account=by.account_id,
        for_account=by.for_account,
        by_name=by.name,
        at=at,
    )
    sheets = _with_corrections(brought, newest)
    with writing():
        hold(file, by=by, at=at)
        _save_once(brought)
        many = keep_slots(brought, sheets, newest)
        facts = {"record": record.pk, "version": brought.version, "name": file.name, "sha256": file.sha256}
        note("bring", brought, {**facts, "slots": many}, by=by, at=at)
    return brought


def _with_corrections(brought: FormFile, earlier: FormFile | None) -> tuple[Sheet, ...]:
    """The sheets as read; corrections of an earlier version hold for cells that say the same."""
    sheets = understood(brought)
    if earlier is None or not earlier.corrections:
        return sheets
    was = {sheet.name: sheet for sheet in understood(earlier)}
    for sheet in sheets:
        old = was.get(sheet.name)
        if old is None:
            continue
        kept = earlier.corrections.get(sheet.name, {})
        same = {
            name: kept[name]
            for name, place in zip(kept, old.corrections, strict=True)
            if old.text_at(place) == sheet.text_at(place)
        }
        if same:
            brought.corrections[sheet.name] = same
    return understood(brought)


def keep_slots(form_file: FormFile, sheets: tuple[Sheet, ...], earlier: FormFile | None = None) -> int:
    """Write the slots as they were read, inside an act; settled ones keep their source. How many there are."""
    standing: dict[Key, Slot] = {(slot.sheet, slot.row, slot.column): slot for slot in form_file.slots.all()}
    settled = _settled(earlier)
    new, changed, seen = [], [], set()
    for name, read in slots_in(sheets):
        key = (name, read.row, read.column)
        if key in seen:
            continue
        seen.add(key)
        slot = standing.get(key)
        if slot is None:
            slot = Slot(form_file=form_file, sheet=name, row=read.row, column=read.column)
            source = settled.get((name, read.words))
            if source is not None:
                slot.source, slot.state = dict(source), SlotState.CONFIRMED
            new.append(_as_read(slot, read))
        elif _differs(slot, read) or slot.state == SlotState.GONE:
            changed.append(_as_read(slot, read))
    gone = Slot.objects.filter(pk__in=[slot.pk for key, slot in standing.items() if key not in seen])
    gone.filter(rulings__isnull=True).delete()
    gone.update(state=SlotState.GONE)
    Slot.objects.bulk_create(new, batch_size=500)
    Slot.objects.bulk_update(changed, _READ, batch_size=200)
    return len(seen)


_READ = ["last_row", "last_column", "column_path", "row_path", "unit_words", "repeats", "source", "state"]


def _differs(slot: Slot, read: ReadSlot) -> bool:
    kept = (
        tuple(slot.column_path),
        tuple(slot.row_path),
        slot.unit_words,
        slot.repeats,
        slot.last_row,
        slot.last_column,
    )
    return kept != (read.column_path, read.row_path, read.unit[:40], read.repeats, read.last_row, read.last_column)


def _as_read(slot: Slot, read: ReadSlot) -> Slot:
    slot.last_row, slot.last_column = read.last_row, read.last_column
    slot.column_path, slot.row_path = list(read.column_path), list(read.row_path)
    slot.unit_words, slot.repeats = read.unit[:40], read.repeats
    if slot.state == SlotState.GONE:
        slot.source, slot.state = {}, SlotState.PROPOSED
    return slot


def _settled(earlier: FormFile | None) -> Mapping[tuple[str, str], Mapping[str, object]]:
    """What was confirmed in an earlier version, by sheet and words."""
    if earlier is None:
        return {}
    held = Slot.objects.filter(form_file=earlier, state=SlotState.CONFIRMED)
    return {(slot.sheet, slot.words): slot.source for slot in held}


def settle_slot(slot: Slot, *, source: Mapping[str, object], by: Actor, at: datetime) -> None:
    """Say where the value of a slot comes from; from then on it is confirmed."""
    check_can_bring(by, slot.form_file.record)
    check_not_asked_again(slot, source)
    with writing():
        Slot.objects.filter(pk=slot.pk).update(source=dict(source), state=SlotState.CONFIRMED)
        facts = {"slot": slot.pk, "row": slot.row, "column": slot.column, "source": dict(source)}
        note("settle_slot", slot.form_file, facts, by=by, at=at)
    slot.source, slot.state = dict(source), SlotState.CONFIRMED


def choose_tracing(form_file: FormFile, tracing: Tracing, *, by: Actor, at: datetime) -> None:
    """Say whether filled files of a form tell their lineage ids, as its office allows; a Word form tells none."""
    check_can_bring(by, form_file.record)
    check_is_open(form_file.record)
    if tracing is not Tracing.NONE and form_file.kind != "xlsx":
        raise refused("no_form_of_sheets", where=form_file.name)
    with writing():
        FormFile.objects.filter(pk=form_file.pk).update(tracing=tracing)
        note("choose_tracing", form_file, {"tracing": tracing.value}, by=by, at=at)
    form_file.tracing = tracing


def note(act: str, form_file: FormFile, facts: dict[str, object], *, by: Actor, at: datetime) -> None:
    """The audit entry of an act on the file of a form."""
    leave_entry(Act(f"reports.{act}", "form_file", form_file.pk, form_file.county, facts), by=by, at=at)


def _save_once(brought: FormFile) -> None:
    try:
        with transaction.atomic():
            brought.save(force_insert=True)
    except IntegrityError:
        raise refused("brought_meanwhile", where=brought.name) from None
