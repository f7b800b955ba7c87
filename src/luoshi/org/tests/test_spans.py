"""Days: the first counts, the last does not, and nothing lasts beyond what it hangs on."""

from datetime import date, timedelta

import pytest

from luoshi.org.actions import close_unit, define_group, grant_establishment, rename_unit
from luoshi.org.models import EstablishmentKind, Unit
from luoshi.org.tests.small_city import NOW, START, TODAY, SmallCity
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

ENDED = date(2022, 3, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("since", "until", "covered"),
    [
        (START, ENDED, True),
        (START - DAY, ENDED, False),
        (START, ENDED + DAY, False),
        (START, None, False),
        (ENDED - DAY, ENDED, True),
        (ENDED, ENDED, False),
        (ENDED + DAY, ENDED, False),
    ],
)
def test_a_life_covers_what_lies_within_it(since: date, until: date | None, covered: bool) -> None:
    assert Unit(valid_from=START, valid_to=ENDED).covers(since, until) == covered


def test_nothing_is_done_to_a_unit_after_its_end(city: SmallCity) -> None:
    close_unit(city.unit("commerce"), on=ENDED, by=city.admin, at=NOW)
    closed = city.unit("commerce")
    with pytest.raises(Refused, match=r"org\.not_on_that_day"):
        rename_unit(closed, title="新名", on=TODAY, by=city.admin, at=NOW)
    title, kind = Text("组", "Group"), EstablishmentKind.CONTRACT
    with pytest.raises(Refused, match=r"org\.not_on_that_day"):
        define_group(code="group", title=title, members=[closed], since=TODAY, by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.not_on_that_day"):
        grant_establishment(closed, kind=kind, number=1, since=TODAY, basis="批复", by=city.admin, at=NOW)
    with pytest.raises(Refused, match=r"org\.overlap"):
        close_unit(closed, on=ENDED, by=city.admin, at=NOW)
