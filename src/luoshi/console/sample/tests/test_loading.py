"""Loading the sample: all of it or nothing, once, never over another city; and its people can act."""

from collections.abc import Mapping
from datetime import datetime

import pytest
from django.conf import settings

from luoshi.audit.models import Entry
from luoshi.console.sample import week
from luoshi.console.sample.city import morning
from luoshi.console.sample.loading import DAY, load
from luoshi.org.models import Unit
from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.actions import publish_all
from luoshi.packs.load import load_all
from luoshi.people.models import Account
from luoshi.registers.models import Record
from luoshi.rules.actors import Role, operator
from luoshi.rules.refusals import Refused
from tests.sample_city import SampleCity

OPERATOR = operator("test")


def publish() -> None:
    publish_all(packs=load_all(settings.SHIPPED_PACKS, today=DAY), by=OPERATOR, at=morning(DAY))


def test_a_second_load_does_nothing(sample_city: SampleCity) -> None:
    before = Entry.objects.count()
    assert load(operator=OPERATOR) is False
    assert Entry.objects.count() == before


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_half_way_it_leaves_nothing_and_starts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(units: Mapping[str, Unit], at: datetime) -> None:
        raise KeyboardInterrupt

    publish()
    with monkeypatch.context() as patched:
        patched.setattr(week, "live", killed)
        with pytest.raises(KeyboardInterrupt):
            load(operator=OPERATOR)
    assert not Unit.objects.exists()
    assert not Record.objects.exists()
    assert not Account.objects.exists()
    assert load(operator=OPERATOR) is True
    assert Record.objects.of("investment.contact").count() == 3502


def test_another_city_is_left_alone(city: SmallCity) -> None:
    with pytest.raises(Refused, match=r"sample\.other_city"):
        load(operator=OPERATOR)


def test_each_role_has_its_account_and_one_post(sample_city: SampleCity) -> None:
    for role in Role:
        account, actor = sample_city.account(role), sample_city.actor(role)
        assert account.is_active
        assert not account.must_change_password
        assert "样例" in account.display_name
        assert [post.role for post in actor.posts] == [role]


def test_nobody_signs_in_with_a_known_password(sample_city: SampleCity) -> None:
    assert [each.username for each in Account.objects.all() if each.has_usable_password()] == []
