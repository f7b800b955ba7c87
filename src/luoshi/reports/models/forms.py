"""Files of a form that an office asks for, as they were understood, and the slots in them that are to be filled."""

from enum import StrEnum
from typing import Any, Never

from django.db import models
from django.db.models import Q
from typing_extensions import override

from luoshi.rules.tables.sorts import is_remark
from luoshi.rules.texts import Text


class SlotState(StrEnum):
    """Whether somebody has looked at what a slot is to hold; gone is one that was ruled on and is none any more."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    GONE = "gone"

    @property
    def label(self) -> Text:
        """The state in words."""
        return _STATES[self]


_STATES = {
    SlotState.PROPOSED: Text("待确认", "To be confirmed"),
    SlotState.CONFIRMED: Text("已确认", "Confirmed"),
    SlotState.GONE: Text("已不是填报位置", "No longer a slot"),
}


class Tracing(StrEnum):
    """How a filled file tells where its figures come from, as the office allows."""

    NONE = "none"
    SHEET = "sheet"
    NOTES = "notes"

    @property
    def label(self) -> Text:
        """The way in words."""
        return _TRACINGS[self]


_TRACINGS = {
    Tracing.NONE: Text("文件里不写溯源号", "Not in the file"),
    Tracing.SHEET: Text("写在隐藏的工作表里", "In a hidden sheet"),
    Tracing.NOTES: Text("写成单元格批注", "As notes on the cells"),
}


class FormFile(models.Model):
    """One version of the file of a form, brought for a record of the register of asked forms; the newest counts.

    `reading` is what was understood of it (`rules.tables`, as JSON), `corrections` what people said otherwise:
    sheet → address such as "C7" → role. `kind` is xlsx, xls or docx. `revision` counts the corrections.
    `tracing` says how filled files tell the lineage ids of their figures.
    """

    county = models.CharField(max_length=12)
    record = models.ForeignKey(
        "registers.Record", on_delete=models.PROTECT, related_name="form_files", db_index=False
    )
    version = models.PositiveIntegerField()
    file = models.ForeignKey("evidence.File", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    reading = models.JSONField(default=dict)
    corrections = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    tracing = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in Tracing], default=Tracing.NONE.value
    )
    by_account = models.BigIntegerField()
    for_account = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "id"], name="form_file_county_id"),
            models.UniqueConstraint(fields=["record", "version"], name="one_form_file_of_a_version"),
        ]
        indexes = [models.Index(fields=["sha256"])]

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("a file of a form is never deleted; a newer version takes its place")


class Slot(models.Model):
    """A place in a form's file that is to be filled: a cell, or (`repeats`) the first row of a roster's column.

    `row` and `column` count from 1, as in Excel; `last_row` and `last_column` end the range the slot stands for.
    Paths are the words of the headings from outside in, without what repeats. `source` says where the value comes
    from, such as {"kind": "element", "code": …}; {"kind": "new"} where nothing is held.
    """

    form_file = models.ForeignKey(FormFile, on_delete=models.PROTECT, related_name="slots", db_index=False)
    sheet = models.CharField(max_length=200, blank=True, default="")
    row = models.PositiveIntegerField()
    column = models.PositiveIntegerField()
    last_row = models.PositiveIntegerField()
    last_column = models.PositiveIntegerField()
    column_path = models.JSONField(default=list)
    row_path = models.JSONField(default=list)
    unit_words = models.CharField(max_length=40, blank=True, default="")
    repeats = models.BooleanField(default=False)
    source = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in SlotState], default=SlotState.PROPOSED.value
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form_file", "sheet", "row", "column"], name="one_slot_of_a_cell"),
            models.CheckConstraint(condition=Q(row__gte=1, column__gte=1), name="slots_count_from_one"),
            models.CheckConstraint(
                condition=Q(last_row__gte=models.F("row"), last_column__gte=models.F("column")),
                name="a_slot_ends_where_it_begins_or_later",
            ),
        ]

    @property
    def words(self) -> str:
        """The two paths in one line: rows first, as people say it."""
        return "/".join([*self.row_path, *self.column_path])

    @property
    def is_remark(self) -> bool:
        """Whether it may stay blank, as remarks may: nobody is asked for it."""
        return any(is_remark(path[-1]) for path in (self.column_path, self.row_path) if path)
