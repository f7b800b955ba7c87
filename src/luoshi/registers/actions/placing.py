"""Hanging a record under another: decomposition of plans into tasks and projects."""

from datetime import datetime

from django.db import transaction

from luoshi.packs.queries import register as declared
from luoshi.registers.actions.writing import leave_trace, write_again
from luoshi.registers.models import Record, VersionKind
from luoshi.registers.permissions import check_can_edit
from luoshi.registers.policies import check_parent
from luoshi.rules.actors import Actor


def place_under(record: Record, *, parent: Record | None, by: Actor, at: datetime) -> Record:
    """Hang a record under a parent of the declared register, or take it from under one.

    The whole register's line from the parent upwards is locked, so that two moves cannot close a ring
    between them; on SQLite there is one writer anyway.
    """
    register = declared(record.register, record.pack_version_id)
    check_can_edit(by, register, record.unit)
    with transaction.atomic():
        _lock_line(record, parent)
        check_parent(register, parent, record.due, child=record)
        record.parent = parent
        write_again(record, VersionKind.PLACED, by=by, at=at, changed=[], reason="")
        leave_trace(record, "place_under", [], by=by, at=at, parent=parent.pk if parent else None)
    return record


def _lock_line(record: Record, parent: Record | None) -> None:
    """Lock the tops of both trees, in the order of their numbers."""
    tops = {_top(record).pk} | ({_top(parent).pk} if parent else set())
    list(Record.objects.select_for_update().filter(pk__in=tops).order_by("pk"))
    if parent is not None:
        parent.refresh_from_db(fields=["parent"])


def _top(record: Record) -> Record:
    while record.parent is not None:
        record = record.parent
    return record
