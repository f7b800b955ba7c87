"""Days and times of day in China."""

from datetime import UTC, date, datetime

import pytest

from luoshi.rules.moments import CHINA, day_of, on_day

LATE = datetime(2026, 11, 22, 17, 30, 5, 9, tzinfo=UTC)


def test_a_late_evening_in_utc_is_the_next_day_in_china() -> None:
    assert day_of(LATE) == date(2026, 11, 23)
    with pytest.raises(ValueError, match="time zone"):
        day_of(datetime(2026, 11, 22))  # noqa: DTZ001  (the mistake that is refused)


def test_the_same_time_of_another_day() -> None:
    assert on_day(LATE, date(2023, 2, 8)) == datetime(2023, 2, 8, 1, 30, 5, tzinfo=CHINA)
    assert on_day(LATE, None) == LATE
