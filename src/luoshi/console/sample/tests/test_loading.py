"""Loading the sample: all of it or nothing, once, never over another city; and its people can act."""

from collections.abc import Callable

import pytest
from django.conf import settings

from luoshi.audit.models import Entry
from luoshi.console.sample import investment, week
from luoshi.console.sample.city import morning
from luoshi.console.sample.loading import DAY, load
from luoshi.measures.models import PrintedFigure
from luoshi.measures.queries import open_printed
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
def test_killed_at_each_step_it_goes_on_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    for module, step, left in ((investment, "fill", 0), (week, "print_figures", 1189), (week, "live", 1189)):
        with monkeypatch.context() as patched:
            patched.setattr(module, step, killed_after(getattr(module, step)))
            with pytest.raises(KeyboardInterrupt):
                load(operator=OPERATOR)
        assert Record.objects.of("investment.project").count() == left
        assert Account.objects.exists() is bool(left)
    assert load(operator=OPERATOR) is True
    assert load(operator=OPERATOR) is False
    assert Record.objects.of("investment.project").count() == 1190
    check_printed()


def killed_after(act: Callable[..., None]) -> Callable[..., None]:
    """A step that is done, and then the process is gone."""

    def killed(*arguments: object) -> None:
        act(*arguments)
        raise KeyboardInterrupt

    return killed


def check_printed() -> None:
    """All five figures open as printed; the one that the week changed says by which record."""
    found = [open_printed(each, today=DAY, actor=None) for each in PrintedFigure.objects.order_by("pk")]
    assert [each.holds for each in found] == [True] * 5
    assert [len(each.differences) for each in found] == [0, 0, 0, 0, 1]


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
