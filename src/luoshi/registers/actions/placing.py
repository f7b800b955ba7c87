"""Hanging a record under another: decomposition of plans into tasks and projects."""

from datetime import datetime

from luoshi.audit.actions import writing
from luoshi.packs.queries import register as declared
from luoshi.registers.actions.holding import hold_counted, hold_standing
from luoshi.registers.actions.writing import leave_trace, write_again
from luoshi.registers.models import Record, VersionKind
from luoshi.registers.permissions import check_can_edit
from luoshi.registers.policies import check_parent
from luoshi.rules.actors import Actor


def place_under(record: Record, *, parent: Record | None, by: Actor, at: datetime) -> Record:
    """Hang a record under a parent of the declared register, or take it from under one.

    One after the other in a register, so that several cannot close a ring between them.
    """
    register = declared(record.register, record.pack_version_id)
    check_can_edit(by, register, record.unit)
    with writing():
        hold_counted([record], under=parent)
        _one_at_a_time(record.register)
        if parent is not None:
            hold_standing(parent)
            parent.refresh_from_db(fields=["parent", "due"])
        check_parent(register, parent, record.due, child=record)
        record.parent = parent
        write_again(record, VersionKind.PLACED, by=by, at=at, changed=[], reason="")
        leave_trace(record, "place_under", [], by=by, at=at, parent=parent.pk if parent else None)
    return record


def _one_at_a_time(register_ref: str) -> None:
    """Hold the register's first record until the end: locks of the trees' tops alone may wait in a ring.

    Other writers hold one record each, or several from the first onwards, so none waits for this in a circle; rows
    that merely point to the record may be written meanwhile.
    """
    Record.objects.of(register_ref).select_for_update(no_key=True).order_by("pk").first()
