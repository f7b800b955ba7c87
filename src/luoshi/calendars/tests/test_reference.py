"""The reference page says what the data says."""

from pathlib import Path

import pytest

from luoshi.calendars import reference
from luoshi.calendars.queries import arrangements

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "calendar.md"


def test_the_page_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    reference.main()
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8")
    assert reference.page(arrangements()) == PAGE.read_text(encoding="utf-8")
