"""What publishing a changed pack has to know of the records, and how it carries them over."""

from collections.abc import Mapping
from datetime import datetime

from luoshi.packs.declarations import Pack
from luoshi.packs.queries import register as declared
from luoshi.packs.running import Renaming
from luoshi.registers.actions.writing import leave_trace, write_again
from luoshi.registers.models import Record, StruckState, VersionKind
from luoshi.registers.queries import usage_of
from luoshi.rules.actors import Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


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

    def take_note(self, pack: Pack, *, version_id: int) -> None:
        """Tell the database which states of a version are reached by a strike-off only."""
        StruckState.objects.bulk_create(
            StruckState(pack_version_id=version_id, register=register.ref, state=state)
            for register in pack.registers.values()
            if register.lifecycle is not None
            for state in sorted(register.lifecycle.struck_states)
        )

    def move_states(self, register: str, renaming: Renaming, *, version_id: int, by: Actor, at: datetime) -> None:
        """Put the records of removed states into their new ones, each with a version and an entry.

        Inside the transaction of publishing. Three statements for each record.
        """
        for record in Record.objects.of(register).filter(state__in=list(renaming)).order_by("pk").iterator():
            old, new = record.state, renaming[record.state]
            _check_not_struck_off_so(record, new, version_id)
            record.state = new
            record.reached = {new: record.reached.get(old, day_of(at).isoformat())} | record.reached
            record.pack_version_id = version_id
            reason = f"{old} → {new}"
            write_again(record, VersionKind.REPUBLISHED, by=by, at=at, changed=[], reason=reason)
            leave_trace(record, "republish", [], by=by, at=at, before=old, to=new)


def _check_not_struck_off_so(record: Record, new: str, version_id: int) -> None:
    """Refuse a renaming that would strike records off: only who looked may."""
    struck = StruckState.objects.filter(pack_version_id=version_id, register=record.register, state=new).exists()
    lifecycle = declared(record.register, record.pack_version_id).lifecycle
    if struck and (lifecycle is None or record.state not in lifecycle.struck_states):
        raise Refused(
            "registers.struck_off_by_publishing",
            reason=Text(
                f"“{record.label}”不能因发布新版本而销号。", f"'{record.label}' cannot be struck off by publishing."
            ),
            remedy=Text("映射到未销号的状态，再逐条销号。", "Map to a state before it, then strike off one by one."),
            where=record.number,
        )
