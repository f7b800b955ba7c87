"""The log as a feed: what was sealed after a position, in the order of the log, without gaps and without repeats."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from luoshi.audit.models import Entry, Leaf

COLUMNS = ("writing", "pk", "act", "subject_kind", "subject_id", "by_account", "at", "canonical")


@dataclass(frozen=True, slots=True)
class Sealed:
    """An entry that stands in the log; `position` is that of its act's first leaf."""

    position: int
    entry: int
    act: str
    subject_kind: str
    subject_id: int
    by_account: int
    at: datetime
    payload: Mapping[str, Any]


def sealed_after(position: int, *, most: int) -> tuple[list[Sealed], int]:
    """The entries of the next `most` leaves from `position` on, and the position to go on from.

    An act stands at its first leaf with all its entries. Two queries; one where nothing was sealed.
    """
    leaves = list(
        Leaf.objects.filter(position__gte=position)
        .order_by("position")
        .values_list("writing", "part", "position")[:most]
    )
    if not leaves:
        return [], position
    first = {writing: place for writing, part, place in leaves if part == 0}
    entries = Entry.objects.filter(writing__in=list(first)).order_by("pk").values_list(*COLUMNS)
    found = [
        Sealed(first[writing], entry, act, kind, subject, by, at, json.loads(text)["payload"])
        for writing, entry, act, kind, subject, by, at, text in entries
    ]
    return sorted(found, key=lambda each: each.position), leaves[-1][2] + 1
