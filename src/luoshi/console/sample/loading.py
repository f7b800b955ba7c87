"""Loading the sample city: once, and right whenever it was interrupted."""

from datetime import date
from random import Random

from django.db import transaction

from luoshi.console.sample import chasing, investment, looking_back, photos, supervision, week
from luoshi.console.sample.city import SEED, City, morning
from luoshi.console.sample.key_projects import filling as key_projects
from luoshi.console.sample.one_table import fill as fill_one_table
from luoshi.console.sample.one_table.returns import send_back
from luoshi.console.sample.people import open_account, seat, seat_herding_lead, seat_planning_officer
from luoshi.console.sample.units import CITY, CITY_TITLE, found
from luoshi.org.models import Unit
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

DAY = date(2023, 2, 8)
"""The day on which the sample stands still: the masthead of the paper its figures come from."""

LAST_OF_JANUARY = date(2023, 1, 31)
FOUNDED, TAKEN_OVER, PRINTED, LAST_WEEK = (date(2023, 1, 30), date(2023, 2, 3), date(2023, 2, 5), date(2023, 2, 6))


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
    """Load what of the sample is missing; whether anything was.

    Two transactions with the printing between them, since a figure is printed of what is committed. Killed at any
    moment, each leaves all of it or nothing, and the next run goes on from there.
    """
    steps = (_take_over(operator), _print_figures(), _live_the_week())
    return any(steps)


@transaction.atomic
def _take_over(operator: Actor) -> bool:
    if is_loaded():
        return False
    at = morning(FOUNDED)
    administrator = open_account(Role.ADMINISTRATOR, operator=operator, at=at)
    units, admin = found(administrator, operator=operator, at=at)
    seat(units, operator=operator, by=admin, at=at)
    seat_planning_officer(units["development"], operator=operator, by=admin, at=at)
    seat_herding_lead(units["qingyuan"], operator=operator, by=admin, at=at)
    city = City(units, Random(SEED), admin, morning(TAKEN_OVER))  # noqa: S311  (dice, not secrets)
    investment.fill(city)
    supervision.fill(city)
    key_projects.fill(city)
    fill_one_table(city)
    return True


def _print_figures() -> bool:
    if week.is_lived():
        return False
    week.print_figures(morning(PRINTED))
    return True


@transaction.atomic
def _live_the_week() -> bool:
    if week.is_lived():
        return False
    units = {unit.code: unit for unit in Unit.objects.all()}
    looking_back.live(week.Week(units, morning(LAST_OF_JANUARY)))
    photos.live(week.Week(units, morning(TAKEN_OVER)))
    this = week.Week(units, morning(LAST_WEEK))
    week.live(this)
    chasing.live(this)
    send_back(week.Week(units, morning(LAST_WEEK)))
    return True
