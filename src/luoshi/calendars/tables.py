"""Arrangements turned into the tables working days are counted with."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from luoshi.calendars.arrangement import Arrangement
from luoshi.rules.workdays import WorkYear


def work_years(arrangements: Mapping[int, Arrangement], *, known_on: date | None = None) -> dict[int, WorkYear]:
    """One table per announced year; a notice's days in the December before belong to that December's year.

    `known_on`: leave out what had not been announced on that day.
    """
    known = {year: item for year, item in arrangements.items() if item.announced_by(known_on)}
    off: defaultdict[int, set[date]] = defaultdict(set)
    worked: defaultdict[int, set[date]] = defaultdict(set)
    for arrangement in known.values():
        for item in arrangement.in_force(known_on):
            for day in item.off:
                off[day.year].add(day)
            for day in item.worked:
                worked[day.year].add(day)
    return {
        year: WorkYear(
            year,
            frozenset(off[year]),
            frozenset(worked[year]),
            "；".join(notice.basis for notice in arrangement.notices(known_on)),
            published=True,
        )
        for year, arrangement in known.items()
    }
