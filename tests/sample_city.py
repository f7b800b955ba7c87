"""The generated sample city for tests: made once, copied for each test process (tests/databases).

A test or fixture asks for `sample_city`; it works for tests in a transaction and for those with a live server:

    def test_something(sample_city: SampleCity, client: Client) -> None:
        client.force_login(sample_city.account(Role.COUNTY_LEAD), backend=…)
"""

from datetime import date, datetime, time

from luoshi.console.sample.loading import DAY
from luoshi.org.models import Unit
from luoshi.org.queries import actor_for
from luoshi.people.models import Account
from luoshi.registers.models import Record, RecordQuerySet
from luoshi.rules.actors import Actor, Role, operator
from luoshi.rules.moments import CHINA

NOON = datetime.combine(DAY, time(12), CHINA)
OPERATOR = operator("test")


class SampleCity:
    """The sample on its day."""

    at = NOON
    today: date = DAY

    def unit(self, code: str) -> Unit:
        """A unit by its code, such as "hewan"."""
        return Unit.objects.get(code=code)

    def account(self, role: Role) -> Account:
        """The account that holds a role."""
        return Account.objects.get(username=role.value)

    def actor(self, role: Role) -> Actor:
        """The same as an actor."""
        return actor_for(self.account(role), at=self.at)

    def records(self, register: str) -> RecordQuerySet:
        """The records of a register of the investment line."""
        return Record.objects.of(f"investment.{register}").order_by("pk")
