"""What each row of a table would do to the register: new, an update, unchanged, twice in the file, or refused.

Reads only. Every misfit is told with its cell, the heading of its column, what stood there, the reason and a remedy.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from luoshi.org.models import Unit
from luoshi.packs.declarations import FieldType, Register
from luoshi.packs.queries import register as declared
from luoshi.registers.actions.creating import (
    check_owing,
    check_period,
    check_unit_open,
    checked_data,
    first_standing,
)
from luoshi.registers.actions.writing import key_of, label_of
from luoshi.registers.blanks import merged, reason_told
from luoshi.registers.models import Identity, Record
from luoshi.registers.permissions import check_can_edit
from luoshi.registers.policies import check_parent, standing_of
from luoshi.registers.queries import visible_to
from luoshi.registers.values import Invalid, Kept, missing
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.periods import parse
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.rules.written import Misfit
from luoshi.rules.written.misfits import said
from luoshi.sheets.cells import read_cell, read_day, words_in
from luoshi.sheets.lookups import Lookups
from luoshi.sheets.mapping import DUE, LEAD, PARENT, PERIOD, UNIT, Mapped
from luoshi.sheets.models import Fate, Import, ImportRow
from luoshi.sheets.queries import marks_of
from luoshi.sheets.reading.tails import skipped
from luoshi.sheets.rows import Cells, Held, Read, written

_UNCHANGED = Text(
    "导入只改字段；单位、牵头、期限和上级请在记录页办理，或让这一格与在册一致。",
    "An import changes fields only; units, dates and parents are changed on the record's page.",
)


class Checker:
    """Looks at the rows of one import for one person at one moment; remembers names, rights and units."""

    def __init__(
        self, brought: Import, register: Register, columns: Sequence[Mapped], *, by: Actor, at: datetime
    ) -> None:
        self.brought, self.register, self.by, self.at = brought, register, by, at
        self.columns = [each for each in columns if each.field]
        self.by_field = {each.field: each for each in self.columns}
        self.lookups = Lookups(by, day_of(at))
        self.refs = {each.to for each in register.fields.values() if each.type is FieldType.REF}
        self.seen = marks_of(brought)  # where each record stood first, rows of an earlier attempt included
        self._units: dict[int, Unit] = {brought.unit_id: brought.unit}
        self._rights: dict[int, Refused | None] = {}

    @property
    def day(self) -> date:
        """The day of the import, by which rules are asked."""
        return day_of(self.at)

    def check(self, rows: Iterable[tuple[int, Cells]]) -> list[ImportRow]:
        """The rows as they are to be kept. About six queries for a batch, and one for each name not met before."""
        found = [self._read(place, cells) for place, cells in rows]
        held = self._held(found)
        return [self._judged(each, held, self.seen) for each in found]

    def _read(self, place: int, cells: Cells) -> Read:
        row = Read(place, cells)
        why = skipped(cells)
        if why is not None:
            row.refuse(None, None, why, Text("", ""))
            row.standing["skipped"] = True
            return row
        for column in self.columns:
            raw = cells[column.index] if column.index < len(cells) else None
            try:
                self._take(row, column, raw)
            except Misfit as misfit:
                row.refuse(column, raw, misfit.reason, misfit.remedy)
            except Refused as refused:
                row.refuse(column, raw, refused.reason, refused.remedy)
        if not row.problems:
            self._identify(row)
        elif self._can_only_be_new(row):
            self._tell_blanks(row)
        return row

    def _can_only_be_new(self, row: Read) -> bool:
        """Whether a row without what its register is known by; of another a blank keeps what is registered."""
        key = self.register.key
        return not (row.record_id or self.register.period or (key and all(name in row.entered for name in key)))

    def _tell_blanks(self, row: Read) -> None:
        """Every required cell left blank, beside what else is wrong: one look at the table mends all of it."""
        for each in missing(self.register, row.entered):
            if each.field in row.blank:
                row.refuse(self.by_field[each.field], None, each.reason, each.remedy)

    def _take(self, row: Read, column: Mapped, raw: Any) -> None:
        if column.field.startswith("@"):
            self._take_standing(row, column, raw)
            return
        field = self.register.fields[column.field]
        if field.reasons and (told := reason_told(field, words_in(raw))):
            row.entered[field.reason_field] = told
            return
        value = read_cell(field, raw, reads=column.reads, lookups=self.lookups)
        if value is None:
            row.blank.append(column.field)
        else:
            row.entered[column.field] = value

    def _take_standing(self, row: Read, column: Mapped, raw: Any) -> None:
        words = words_in(raw)
        if not words:
            return
        match column.field:
            case "@number":
                row.record_id = self._numbered(words)
            case "@unit" | "@lead":
                unit = self.lookups.unit(words)
                self._units[unit.pk] = unit
                row.standing[column.field] = unit.pk
            case "@period":
                row.standing[PERIOD] = parse(words).label
            case "@parent" if self.register.parent:
                row.standing[PARENT] = self.lookups.record(self.register.parent.to, words)
            case "@due":
                day = read_day(raw)
                row.standing[DUE] = day.isoformat() if day else None
            case _:
                pass

    def _numbered(self, words: str) -> int:
        found = self.lookups.numbered(self.register.ref, words)
        if found is None:
            raise Misfit(
                Text(f"没有编号为“{said(words)}”的记录，或您看不到它", f"no record {said(words)} that you see"),
                Text("新增的行请把编号留空。", "Leave the number blank for what is new."),
            )
        return found

    def _identify(self, row: Read) -> None:
        """The key the row holds; a missing part is told when the fields are checked."""
        if row.record_id is None and self.register.key:
            try:
                row.key = key_of(self.register, row.entered)
            except Refused:
                row.key = ""

    def _held(self, rows: Sequence[Read]) -> Held:
        """The records that these rows mean, by number, by key, or by unit and period."""
        keys = {row.key for row in rows if row.key}
        holders = dict(
            Identity.objects.filter(register=self.register.ref, key__in=keys).values_list("key", "record_id")
        )
        wanted = {row.record_id for row in rows if row.record_id} | set(holders.values())
        records = Record.objects.filter(pk__in=wanted).select_related("unit", "lead").in_bulk()
        returns: dict[tuple[int, str], int] = {}
        if self.register.period:
            periods = {row.standing.get(PERIOD, "") for row in rows}
            found = Record.objects.of(self.register.ref).filter(period__in=periods).exclude(period="")
            for record in found.filter(unit__in=self._units).select_related("unit", "lead"):
                records[record.pk] = record
                returns[(record.unit_id, record.period)] = record.pk
        seen = set(visible_to(self.by, self.register).filter(pk__in=records).values_list("pk", flat=True))
        return Held(records, holders, returns, seen)

    def _judged(self, row: Read, held: Held, seen: dict[str, int]) -> ImportRow:
        if row.standing.pop("skipped", False):
            return self._row(row, Fate.SKIPPED)
        record = None if row.problems else self._meant(row, held)
        mark = self._mark(row, record)
        if not row.problems and mark in seen:
            first = seen[mark]
            row.refuse(
                None,
                None,
                Text(f"与第 {first} 行是同一条", f"is the same record as row {first}"),
                Text("请在原表中合并为一行。", "Merge the two rows in the table."),
            )
            return self._row(row, Fate.DUPLICATE, record, mark="")
        fate, was = Fate.REFUSED, dict[str, Any]()
        if not row.problems:
            try:
                fate, was = self._compared(row, record) if record else (self._new(row), {})
            except Refused as refused:
                self._tell(row, refused)
        if not row.problems:
            seen[mark] = row.place + 1
        return self._row(row, Fate.REFUSED if row.problems else fate, record, was=was, mark=mark)

    def _meant(self, row: Read, held: Held) -> Record | None:
        unit = int(row.standing.get(UNIT, self.brought.unit_id))
        period = str(row.standing.get(PERIOD, ""))
        pk = row.record_id or held.holders.get(row.key) or held.returns.get((unit, period))
        record = held.records.get(pk) if pk else None
        if record is not None and record.pk not in held.seen:
            row.refuse(
                None,
                None,
                Text(
                    f"已由{record.unit.title}登记（{record.number}）",
                    f"is registered by {record.unit.title} ({record.number}) already",
                ),
                Text(
                    "请与首报单位商议；需要留存登记的，请在“登记”页逐条办理。",
                    "Agree with that unit; to leave a claim, enter it by hand.",
                ),
            )
        return record

    def _mark(self, row: Read, record: Record | None) -> str:
        """What makes two rows of one file the same record."""
        unit = row.standing.get(UNIT, self.brought.unit_id)
        if record is not None:
            told = f"record {record.pk}"
        elif row.key:
            told = f"key {row.key}"
        elif self.register.period:
            told = f"return {unit} {row.standing.get(PERIOD, '')}"
        else:
            told = f"row {unit} {sorted(row.entered.items())} {sorted(row.standing.items())}"
        return hashlib.sha256(told.encode()).hexdigest()

    def _compared(self, row: Read, record: Record) -> tuple[Fate, dict[str, Any]]:
        """What an update would change; refused where it may not or would not hold."""
        register = declared(record.register, record.pack_version_id)
        self._check_rights(record.unit)
        self._check_same_standing(row, record)
        if row.problems:
            return Fate.REFUSED, {}
        cleared = dict.fromkeys(row.blank) if self.brought.clears else {}
        changes: dict[str, Any] = {
            name: value for name, value in {**row.entered, **cleared}.items() if record.data.get(name) != value
        }
        row.entered = changes
        if not changes:
            return Fate.SAME, {}
        base = {name: value for name, value in record.data.items() if register.fields[name].formula is None}
        known = self._known(register, {**base, **changes})
        checked_data(register, merged(register, base, changes), standing_of(record, self.day), known)
        return Fate.UPDATE, {name: record.data.get(name) for name in changes}

    def _check_same_standing(self, row: Read, record: Record) -> None:
        """What stands beside the fields is repeated by an export; a change of it is another act."""
        due = record.due.isoformat() if record.due else None
        now = {UNIT: record.unit_id, LEAD: record.lead_id, PERIOD: record.period, PARENT: record.parent_id, DUE: due}
        for name, value in row.standing.items():
            if now[name] != value:
                column = self.by_field[name]
                shown = row.cells[column.index] if column.index < len(row.cells) else None
                row.refuse(column, shown, Text("与在册不同", "differs from what is registered"), _UNCHANGED)

    def _new(self, row: Read) -> Fate:
        register, unit = self.register, self._units[int(row.standing.get(UNIT, self.brought.unit_id))]
        self._check_rights(unit)
        check_unit_open(unit, on=self.day)
        period, due = row.standing.get(PERIOD, ""), row.standing.get(DUE)
        check_period(register, period)
        check_owing(register, unit, period, on=self.day)
        lead = self._units[row.standing[LEAD]] if LEAD in row.standing else None
        until = date.fromisoformat(due) if due else None
        standing = first_standing(register, unit=unit, lead=lead, due=until, period=period, on=self.day)
        row.entered = {name: value for name, value in row.entered.items() if value is not None}
        data = checked_data(register, row.entered, standing, self._known(register, row.entered))
        key_of(register, data)
        if PARENT in row.standing:
            check_parent(register, Record.objects.get(pk=row.standing[PARENT]), until)
        return Fate.NEW

    def _known(self, register: Register, data: Mapping[str, Kept | None]) -> dict[int, str]:
        """References that were looked up by us need no look-up more."""
        refs = [each for each in register.fields.values() if each.type is FieldType.REF]
        return {int(data[each.id] or 0): each.to for each in refs if data.get(each.id) is not None}

    def _check_rights(self, unit: Unit) -> None:
        if unit.pk not in self._rights:
            try:
                check_can_edit(self.by, self.register, unit)
                self._rights[unit.pk] = None
            except Refused as refused:
                self._rights[unit.pk] = refused
        refused_before = self._rights[unit.pk]
        if refused_before is not None:
            raise refused_before

    def _tell(self, row: Read, refused: Refused) -> None:
        """A refusal at its column, where it names a field that has one; a missing field has none."""
        if not isinstance(refused, Invalid):
            row.refuse(None, None, refused.reason, refused.remedy)
            return
        for each in refused.problems:
            column = self.by_field.get(each.field)
            raw = row.cells[column.index] if column and column.index < len(row.cells) else None
            title, title_en = ("", "") if column else (f"{each.title.zh}：", f"{each.title.en}: ")
            reason = Text(f"{title}{each.reason.zh}", f"{title_en}{each.reason.en}")
            row.refuse(column, raw, reason, each.remedy)

    def _row(
        self,
        row: Read,
        fate: Fate,
        record: Record | None = None,
        *,
        was: Mapping[str, Any] | None = None,
        mark: str = "",
    ) -> ImportRow:
        known = (self.register.label in row.entered) or record is None
        label = label_of(self.register, row.entered) if known else record.label if record else ""
        return ImportRow(
            owner=self.brought,
            round=self.brought.round,
            place=row.place + 1,
            fate=fate,
            label=label,
            mark=mark,
            entered=row.entered,
            standing=row.standing,
            was=dict(was or {}),
            problems=row.problems,
            cells=list(map(written, row.cells)) if row.problems and fate is not Fate.SKIPPED else [],
            record=record,
            revision=record.revision if record else 0,
        )
