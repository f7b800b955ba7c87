"""Imports of tables: the file, how its columns were mapped, and each row with what is to become of it."""

from enum import StrEnum
from typing import Any, Never

from django.db import models
from typing_extensions import override

from luoshi.rules.texts import Text


class Stage(StrEnum):
    """Where an import stands. Nothing is in the register before `importing`."""

    MAPPING = "mapping"
    CHECKING = "checking"
    READY = "ready"
    IMPORTING = "importing"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    DROPPED = "dropped"

    @property
    def label(self) -> Text:
        """The stage in words."""
        return STAGES[self]


STAGES = {
    Stage.MAPPING: Text("待对应列", "Columns to map"),
    Stage.CHECKING: Text("正在核对", "Being checked"),
    Stage.READY: Text("待确认", "To be confirmed"),
    Stage.IMPORTING: Text("正在导入", "Being brought in"),
    Stage.DONE: Text("已导入", "Brought in"),
    Stage.UNDOING: Text("正在撤销", "Being undone"),
    Stage.UNDONE: Text("已撤销", "Undone"),
    Stage.DROPPED: Text("已放弃", "Dropped"),
}


class Fate(StrEnum):
    """What a row is, compared with the register when it was looked at."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    SKIPPED = "skipped"

    @property
    def label(self) -> Text:
        """The fate in words."""
        return FATES[self]


FATES = {
    Fate.NEW: Text("新增", "New"),
    Fate.UPDATE: Text("更新", "Update"),
    Fate.SAME: Text("无变化", "Unchanged"),
    Fate.DUPLICATE: Text("表内重复", "Twice in the file"),
    Fate.REFUSED: Text("有问题", "Refused"),
    Fate.SKIPPED: Text("跳过", "Skipped"),
}


class Result(StrEnum):
    """What became of a row."""

    OPEN = ""
    CREATED = "created"
    CORRECTED = "corrected"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    KEPT = "kept"  # not taken back: it changed since

    @property
    def label(self) -> Text:
        """The result in words."""
        return RESULTS[self]


RESULTS = {
    Result.OPEN: Text("", ""),
    Result.CREATED: Text("已新增", "Entered"),
    Result.CORRECTED: Text("已更新", "Updated"),
    Result.REFUSED: Text("没有导入", "Kept out"),
    Result.TAKEN_BACK: Text("已撤回", "Taken back"),
    Result.KEPT: Text("没有撤回", "Not taken back"),
}


class Import(models.Model):
    """One table somebody brings. `layout` is the chosen sheet as read, `columns` the mapping, `counts` by fate and by
    result. `round` grows with each mapping, so that a check of an earlier one writes nothing any more.

    Nothing of it is deleted: what was brought in stays told, with its file.
    """

    county = models.CharField(max_length=12)
    register = models.CharField(max_length=80)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("evidence.File", on_delete=models.PROTECT, related_name="+")
    sheet = models.CharField(max_length=200, blank=True, default="")
    sheets = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    clears = models.BooleanField(default=False)  # a blank cell clears what stands
    round = models.PositiveIntegerField(default=0)
    stage = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Stage])
    counts = models.JSONField(default=dict)
    job = models.ForeignKey("jobs.Job", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reason = models.CharField(max_length=400, blank=True, default="")  # of the undoing
    by_account = models.BigIntegerField()
    for_account = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["register", "-id"])]

    @override
    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise TypeError("an import is never deleted; a dropped one stays as such")


class ImportRow(models.Model):
    """One row of the table. `entered` is what it says of each mapped field, in the forms that are kept; `was` what
    stood there before an update. `mark` is the digest of the record's identity, by which doubles are found.

    `problems` are {cell, title, read, zh, en, remedy_zh, remedy_en}; `cells` the row as read, where it has any.
    """

    owner = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows", db_index=False)
    round = models.PositiveIntegerField()
    place = models.PositiveIntegerField()  # of the row in the sheet, from 1
    fate = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Fate])
    label = models.CharField(max_length=200, blank=True, default="")
    mark = models.CharField(max_length=64, blank=True, default="")
    entered = models.JSONField(default=dict)
    standing = models.JSONField(default=dict)
    was = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    record = models.ForeignKey("registers.Record", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)  # of the record: looked at, and afterwards left
    result = models.CharField(max_length=10, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "round", "place"], name="one_row_of_a_place")]
        indexes = [
            models.Index(fields=["owner", "round", "fate", "place"]),
            models.Index(fields=["owner", "round", "mark"]),
            models.Index(fields=["owner", "round", "result", "place"]),
        ]


class ColumnMap(models.Model):
    """How the columns of a table were mapped last, for tables headed alike, of the same unit and register."""

    register = models.CharField(max_length=80)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=list)
    by_account = models.BigIntegerField()
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "unit", "signature"], name="one_map_of_a_heading")]
