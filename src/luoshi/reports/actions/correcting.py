"""Saying what cells of a form are for, where they were understood otherwise."""

from collections.abc import Collection
from datetime import datetime

from luoshi.audit.actions import writing
from luoshi.reports.actions.bringing import keep_slots, note
from luoshi.reports.models import FormFile
from luoshi.reports.permissions import check_can_bring
from luoshi.reports.policies import check_is_open, refused
from luoshi.reports.queries import newest_of
from luoshi.reports.understood import address_of, understood
from luoshi.rules.actors import Actor
from luoshi.rules.tables.grid import Place
from luoshi.rules.tables.reading import Role


def correct_cells(
    form_file: FormFile, places: Collection[Place], *, sheet: str, role: Role | None, by: Actor, at: datetime
) -> None:
    """Give cells of a sheet a role; without a role, take corrections back. Paths and slots are read anew.

    Refused on a version that is no longer the newest, and where somebody corrected the same file meanwhile.
    """
    check_can_bring(by, form_file.record)
    check_is_open(form_file.record)
    known = next((each for each in understood(form_file) if each.name == sheet), None)
    if known is None or not all(row <= known.grid.height and column <= known.grid.width for row, column in places):
        raise refused("no_such_cell", where=sheet)
    newest = newest_of(form_file.record)
    if newest is None or newest.pk != form_file.pk:
        raise refused("not_newest", where=form_file.name, version=form_file.version)
    anchors = sorted({known.grid.at(*place).place for place in places})
    kept = dict(form_file.corrections.get(sheet, {}))
    for place in anchors:
        kept.pop(address_of(place), None)
        if role is not None:
            kept[address_of(place)] = role.value
    corrections = {**form_file.corrections, sheet: kept}
    with writing():
        held = FormFile.objects.filter(pk=form_file.pk, revision=form_file.revision)
        if held.update(corrections=corrections, revision=form_file.revision + 1) != 1:
            raise refused("corrected_meanwhile", where=form_file.name)
        form_file.corrections, form_file.revision = corrections, form_file.revision + 1
        many = keep_slots(form_file, understood(form_file))
        facts = {
            "sheet": sheet,
            "cells": [address_of(place) for place in anchors],
            "role": role.value if role else "",
        }
        note("correct_cells", form_file, {**facts, "slots": many}, by=by, at=at)
