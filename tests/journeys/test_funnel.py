"""From the funnel to the rows behind a figure; the picture of the README is taken on the way."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from luoshi.rules.actors import Role
from tests.journeys.pictures import picture
from tests.sample_city import SampleCity

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_funnel_opens_to_its_rows(page: Page, sample_city: SampleCity, settings: Settings, language: str) -> None:
    settings.DEMO = True
    page.goto("/sign-in/")
    page.locator(f"button[value={Role.SUPERVISOR}]").click()
    page.goto("/measures/?period=2022")
    if language == "en":
        page.locator("button[name=language]").click()
    funnel = page.locator(".funnel-drawing").first
    expect(funnel).to_be_visible()
    for said in ("568", "382", "349", "156", "148", "67.25 %", "61.44 %", "44.70 %", "94.87 %"):
        expect(funnel).to_contain_text(said)
    picture(page, f"funnel-{language[:2]}")
    page.goto("/measures/investment.producing_projects/?period=2022")
    expect(page.locator("main")).to_contain_text("148")
