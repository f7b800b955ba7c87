"""The people of the sample city: one account for each role, its user name the role, its name labelled 样例."""

from collections.abc import Mapping
from datetime import datetime

from luoshi.console.sample.units import SINCE
from luoshi.notices.actions import Wishes, set_preferences
from luoshi.org.actions import hold_post
from luoshi.org.models import Unit
from luoshi.org.queries import actor_for
from luoshi.people.actions import create_account
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, Role

NAMES = {
    Role.SUPERVISOR: "谷雨",
    Role.COUNTY_LEAD: "惊蛰",
    Role.BUREAU_OFFICER: "白露",
    Role.TOWNSHIP_CLERK: "小满",
    Role.VERIFIER: "霜降",
    Role.AUDITOR: "立春",
    Role.ADMINISTRATOR: "清明",
}
"""Solar terms, which are nobody's names."""

SEATS = {
    Role.SUPERVISOR: "city",
    Role.COUNTY_LEAD: "hewan",
    Role.BUREAU_OFFICER: "investment_centre",
    Role.TOWNSHIP_CLERK: "hewan_t1",
    Role.VERIFIER: "city",
    Role.AUDITOR: "city",
}
"""Where each role sits; the administrator's post comes with the founding."""


PLANNING_OFFICER = "planning_officer"
HERDING_LEAD = "herding_lead"


def open_account(role: Role, *, operator: Actor, at: datetime) -> Account:
    """The account of a role, without a password: in the demo one enters as a role, elsewhere not at all."""
    return create_account(username=role.value, display_name=f"{NAMES[role]}（样例）", by=operator, at=at)


def seat(units: Mapping[str, Unit], *, operator: Actor, by: Actor, at: datetime) -> None:
    """Open the other accounts, and give each its post and an address for letters."""
    for role, code in SEATS.items():
        account = open_account(role, operator=operator, at=at)
        hold_post(account, unit=units[code], role=role, since=SINCE, by=by, at=at)
        wishes = Wishes(mail=f"{role.value}@luoshi.invalid")  # a name that leads nowhere (RFC 2606)
        set_preferences(wishes, by=actor_for(account, at=at), at=at)


def seat_planning_officer(unit: Unit, *, operator: Actor, by: Actor, at: datetime) -> None:
    """The officer who keeps the year's plan; nobody enters as them, but a list needs two units to be changed."""
    title = "芒种（样例）"
    account = create_account(username=PLANNING_OFFICER, display_name=title, by=operator, at=at)
    hold_post(account, unit=unit, role=Role.BUREAU_OFFICER, since=SINCE, by=by, at=at)


def seat_herding_lead(unit: Unit, *, operator: Actor, by: Actor, at: datetime) -> None:
    """Who checks the returns of the herding county's villages; nobody enters as them."""
    account = create_account(username=HERDING_LEAD, display_name="夏至（样例）", by=operator, at=at)
    hold_post(account, unit=unit, role=Role.COUNTY_LEAD, since=SINCE, by=by, at=at)


def herding_lead(at: datetime) -> Actor:
    """The person above the villages of the herding county."""
    return actor_for(Account.objects.get(username=HERDING_LEAD), at=at)


def planning_officer(*, at: datetime) -> Actor:
    """The officer of the planning department, as an actor."""
    return actor_for(Account.objects.get(username=PLANNING_OFFICER), at=at)


def person(role: Role, *, at: datetime) -> Actor:
    """Who holds a role, as an actor."""
    return actor_for(Account.objects.get(username=role.value), at=at)
