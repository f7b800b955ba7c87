"""When somebody may be written to."""

from datetime import datetime, time

import pytest

from luoshi.calendars.queries import national
from luoshi.notices.hours import Quiet, free_from, is_free
from luoshi.rules.moments import CHINA

NIGHT, NOON, NEVER = Quiet(time(20), time(8)), Quiet(time(12), time(14)), Quiet(time(0), time(0))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("moment", "quiet", "free"),
    [
        ("2023-02-08 10:00", NIGHT, "2023-02-08 10:00"),  # a Wednesday
        ("2023-02-08 22:00", NIGHT, "2023-02-09 08:00"),
        ("2023-02-08 06:00", NIGHT, "2023-02-08 08:00"),
        ("2023-02-08 12:30", NOON, "2023-02-08 14:00"),
        ("2023-02-10 21:00", NIGHT, "2023-02-13 08:00"),  # over the weekend
        ("2023-01-20 20:30", NIGHT, "2023-01-28 08:00"),  # over the Spring Festival, to its make-up Saturday
        ("2023-02-11 10:00", NEVER, "2023-02-13 00:00"),
        ("2023-02-08 23:59", NEVER, "2023-02-08 23:59"),
    ],
)
def test_a_letter_waits_for_the_first_free_moment(moment: str, quiet: Quiet, free: str) -> None:
    assert free_from(at(moment), quiet, national()) == at(free)
    assert is_free(at(moment), quiet, national()) is (moment == free)
