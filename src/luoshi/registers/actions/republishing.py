"""What publishing a changed pack has to know of the records, and how it carries them over."""

from collections.abc import Mapping
from datetime import datetime

from luoshi.packs.running import Renaming
from luoshi.registers.actions.writing import leave_trace, write_again
from luoshi.registers.models import Record, VersionKind
from luoshi.registers.queries import usage_of
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of


class KeptRecords:
    """The records of this room, as publishing asks for them."""

    def states_in_use(self, register: str) -> Mapping[str, int]:
        """How many records stand in each state. One query."""
        return usage_of(register)

    def fields_in_use(self, register: str) -> Mapping[str, int]:
        """How many records hold a value in each field. Reads every record of the register once."""
        counts: dict[str, int] = {}
        for data in Record.objects.of(register).values_list("data", flat=True).iterator(chunk_size=2000):
            for name in data:
                counts[name] = counts.get(name, 0) + 1
        return counts

    def move_states(self, register: str, renaming: Renaming, *, version_id: int, by: Actor, at: datetime) -> None:
        """Put the records of removed states into their new ones, each with a version and an entry.

        Inside the transaction of publishing. Three statements for each record.
        """
        for record in Record.objects.of(register).filter(state__in=list(renaming)).order_by("pk").iterator():
            old, new = record.state, renaming[record.state]
            record.state = new
            record.reached = {new: record.reached.get(old, day_of(at).isoformat())} | record.reached
            record.pack_version_id = version_id
            reason = f"{old} → {new}"
            write_again(record, VersionKind.REPUBLISHED, by=by, at=at, changed=[], reason=reason)
            leave_trace(record, "republish", [], by=by, at=at, before=old, to=new)
