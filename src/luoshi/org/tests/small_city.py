"""A small made-up city for tests: one city, two counties, a zone, two bureaus, a township, and people in posts."""

from datetime import UTC, date, datetime

from luoshi.org.actions import UnitDraft, found_city, hold_post, load_units
from luoshi.org.models import Unit, UnitKind
from luoshi.org.queries import actor_for
from luoshi.people.actions import create_account
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, Role, operator

START = date(2020, 1, 1)
NOW = datetime(2022, 6, 15, 2, 0, tzinfo=UTC)
TODAY = date(2022, 6, 15)
OPERATOR = operator("console")


def draft(code: str, title: str, kind: UnitKind, parent: str = "city", division_code: str = "") -> UnitDraft:
    """A draft valid from the city's start."""
    return UnitDraft(code=code, title=title, kind=kind, parent=parent, valid_from=START, division_code=division_code)


DRAFTS = (
    draft("north", "北山旗", UnitKind.COUNTY, division_code="150521"),
    draft("south", "南河县", UnitKind.COUNTY, division_code="150522"),
    draft("zone", "示例经济技术开发区", UnitKind.DEV_ZONE, division_code="150571"),
    draft("commerce", "市商务局", UnitKind.BUREAU),
    draft("supervision", "市督查室", UnitKind.BUREAU),
    draft("stone", "石门镇", UnitKind.TOWNSHIP, "north", "150521100"),
    draft("spring", "泉村", UnitKind.VILLAGE, "stone", "150521100201"),
)


def account(username: str) -> Account:
    """An account named after its user name, with no password."""
    return create_account(username=username, display_name=username, by=OPERATOR, at=NOW)


class SmallCity:
    """The city just founded and loaded; `unit(code)` and `actor(role, code)` give its parts."""

    def __init__(self) -> None:
        self.administrator = account("administrator")
        root = draft("city", "示例市", UnitKind.CITY, "", "150500")
        found_city(root, administrator=self.administrator, by=OPERATOR, at=NOW)
        self.admin = actor_for(self.administrator, at=NOW)
        load_units(DRAFTS, by=self.admin, at=NOW)

    def unit(self, code: str) -> Unit:
        """The unit as the database has it now."""
        return Unit.objects.get(code=code)

    def person(self, role: Role, code: str) -> Account:
        """A new account that holds the role in the unit."""
        made = account(f"{role}-{code}-{Account.objects.count()}")
        hold_post(made, unit=self.unit(code), role=role, since=START, by=self.admin, at=NOW)
        return made

    def actor(self, role: Role, code: str) -> Actor:
        """Somebody who holds the role in the unit, as an actor."""
        return actor_for(self.person(role, code), at=NOW)
