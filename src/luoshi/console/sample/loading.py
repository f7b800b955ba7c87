"""Loading the sample city: all of it or nothing, once."""

from datetime import date
from random import Random

from django.db import transaction

from luoshi.console.sample import investment, week
from luoshi.console.sample.city import SEED, City, morning
from luoshi.console.sample.people import open_account, seat
from luoshi.console.sample.units import CITY, CITY_TITLE, found
from luoshi.org.models import Unit
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

DAY = date(2023, 2, 8)
"""The day on which the sample stands still: the masthead of the paper its figures come from."""

FOUNDED, TAKEN_OVER, LAST_WEEK = date(2023, 1, 30), date(2023, 2, 3), date(2023, 2, 6)


def is_loaded() -> bool:
    """Whether the sample city is here; refused where another city is. One query."""
    root = Unit.objects.filter(division_code__regex=r"^\d{4}00$").first()
    if root is None:
        return False
    if (root.division_code, root.title) != (CITY, CITY_TITLE):
        raise Refused(
            "sample.other_city",
            reason=Text(f"这里已有“{root.title}”的数据。", f"This database already holds {root.title}."),
            remedy=Text(
                "样例数据不与真实数据混放：用 LUOSHI_HOME=… 指定另一个文件夹。",
                "The sample is not mixed with real data: give another folder with LUOSHI_HOME=….",
            ),
        )
    return True


def load(*, operator: Actor) -> bool:
    """Load the sample unless it is here; whether it had to be. One transaction: killed half-way it leaves nothing."""
    with transaction.atomic():
        if is_loaded():
            return False
        administrator = open_account(Role.ADMINISTRATOR, operator=operator, at=morning(FOUNDED))
        units, admin = found(administrator, operator=operator, at=morning(FOUNDED))
        seat(units, operator=operator, by=admin, at=morning(FOUNDED))
        investment.fill(City(units, Random(SEED), admin, morning(TAKEN_OVER)))  # noqa: S311  (dice, not secrets)
        week.live(units, morning(LAST_WEEK))
    return True
