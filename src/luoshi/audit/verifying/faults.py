"""What is wrong, where, and what the log says instead."""

from dataclasses import dataclass

from luoshi.audit.models import Entry
from luoshi.rules.moments import CHINA
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `kind` is changed, removed, inserted, reordered, unsealed, trigger, key or rewritten."""

    kind: str
    table: str
    row: str
    told: Text

    def line(self, language: str) -> str:
        """The fault in one line."""
        where = f"{self.table} {self.row}".strip()
        return f"{where}: {self.told.in_(language)}"


def who_wrote(writing: int) -> Text:
    """The act of that number, as its entry tells it. One query; for faults only."""
    entry = Entry.objects.filter(writing=writing).order_by("id").first()
    if entry is None:
        return Text("（该次办理没有审计条目）", "(that act has no audit entry)")
    at = entry.at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    return Text(
        f"{entry.by_name} 于 {at} 办理 {entry.act}（条目 {entry.pk}）",
        f"{entry.by_name} at {at} in {entry.act} (entry {entry.pk})",
    )
