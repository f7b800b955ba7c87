"""No page fetches more script than its budget, and nothing from another server."""

import pytest
from pytest_django import Settings

from luoshi.rules.actors import Role
from tests.pages.walking import browser_of, walk
from tests.pages.weight import BUDGET, STATIC, weighed
from tests.sample_city import SampleCity


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_page_keeps_the_budget_of_script(sample_city: SampleCity, settings: Settings) -> None:
    settings.DEMO, settings.SAMPLE_DAY = True, sample_city.today
    weights = {
        step.address: weighed(step.html).script
        for role in (Role.SUPERVISOR, Role.ADMINISTRATOR)
        for step in walk(browser_of(role), role)
    }
    assert len(weights) > 30
    assert {address: bytes_ for address, bytes_ in weights.items() if not 1_000 < bytes_ <= BUDGET} == {}


def test_what_a_page_fetches_is_counted_once_and_from_our_own_server() -> None:
    page = '<script src="/static/web/dist/main.js" defer></script>' * 2
    if (STATIC / "web/dist/main.js").is_file():
        assert weighed(page).script == weighed(page[: len(page) // 2]).script > 1_000
    with pytest.raises(AssertionError, match="elsewhere"):
        weighed('<script src="https://elsewhere.example/x.js"></script>')
