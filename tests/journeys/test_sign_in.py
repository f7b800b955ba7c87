"""The first page anyone sees: it asks who is there, in both languages, and fits a phone."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.journey, pytest.mark.django_db]


def test_every_address_leads_to_the_sign_in_page(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_url("/sign-in/?next=/")
    expect(page.locator("input[name=username]")).to_be_visible()


def test_the_language_is_switched_before_signing_in(page: Page) -> None:
    page.goto("/sign-in/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_page_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/sign-in/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
