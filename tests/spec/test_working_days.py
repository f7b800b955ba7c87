"""Working days as a table an office can read: from, how many, due, provisional."""

from datetime import date

import pytest

from luoshi.calendars.queries import national

# situation, the event, working days, the due date, whether it may still move
DEADLINES = """
R091 registered on a Monday, one day             | 2022-03-07 |  1 | 2022-03-08 | final
R091 registered on a Friday, one day             | 2022-03-04 |  1 | 2022-03-07 | final
R091 registered on a Saturday, one day           | 2022-03-05 |  1 | 2022-03-07 | final
R091 on the Friday before a worked Saturday      | 2022-10-07 |  1 | 2022-10-08 | final
R091 cancellation, at once                       | 2022-03-05 |  0 | 2022-03-05 | final
R088 forty days without a holiday                | 2022-06-06 | 40 | 2022-08-01 | final
R088 forty days over the Spring Festival of 2022 | 2022-01-04 | 40 | 2022-03-04 | final
R088 forty days over May Day 2022                | 2022-04-01 | 40 | 2022-05-31 | final
a clock of 60 days, signed at the 2022 fair      | 2022-06-18 | 60 | 2022-09-09 | final
the Spring Festival extended in 2020             | 2020-01-23 |  1 | 2020-02-03 | final
the last worked Saturday of 2005                 | 2005-12-30 |  1 | 2005-12-31 | final
the last day before an unpublished year          | 2026-12-30 |  1 | 2026-12-31 | final
over New Year into an unpublished year           | 2026-12-31 |  1 | 2027-01-04 | provisional
forty days from a Sunday in November 2026        | 2026-11-22 | 40 | 2027-01-18 | provisional
far ahead, the last statutory days of the law    | 2031-09-30 |  1 | 2031-10-07 | provisional
"""

# situation, the date by which it must be done, working days needed, the latest start
LATEST_STARTS = """
three days of work before May Day 2022           | 2022-04-29 |  3 | 2022-04-26
ten days of work before National Day 2022        | 2022-09-30 | 10 | 2022-09-16
due on a Sunday counts as the Friday before it   | 2022-03-13 |  1 | 2022-03-10
"""


def rows(table: str) -> list[list[str]]:
    """The lines of a table, cell by cell."""
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


@pytest.mark.parametrize(("situation", "event", "days", "due", "standing"), rows(DEADLINES))
def test_r088_r091_deadlines(situation: str, event: str, days: str, due: str, standing: str) -> None:
    found = national().add(date.fromisoformat(event), int(days))
    assert (found.date.isoformat(), found.provisional) == (due, standing == "provisional"), situation


@pytest.mark.parametrize(("situation", "due", "days", "start"), rows(LATEST_STARTS))
def test_latest_starts(situation: str, due: str, days: str, start: str) -> None:
    assert national().subtract(date.fromisoformat(due), int(days)).date.isoformat() == start, situation
