"""Somebody is called away while they fill in a form; the session ends; what they typed is there again."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from luoshi.registers.models import Record
from luoshi.rules.actors import Role
from tests.journeys.visitor import Visitor
from tests.sample_city import SampleCity

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NAME = "样例敖包镇风沙治理地段"


@pytest.fixture
def visitor(page: Page, sample_city: SampleCity, settings: Settings) -> Visitor:
    """Somebody in front of the sign-in page of the sample city."""
    settings.DEMO, settings.SAMPLE_DAY = True, sample_city.today
    return Visitor(page)


def send_too_late(visitor: Visitor) -> Page:
    """Fill in a form, and send it when the session has ended."""
    page = visitor.enter(Role.COUNTY_LEAD)
    page.goto("/registers/key_projects.land_control/new/")
    page.get_by_label("登记单位").select_option(index=1)
    page.get_by_label("治理地段").fill(NAME)
    page.get_by_label("治理完成日期").fill("2023-02-01")
    page.get_by_label("治理面积").fill("120")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("main form .button.main-act").click()
    expect(page.locator("input[name=kept]").first).to_be_attached()
    return page


def test_what_was_typed_is_there_after_signing_in_again(visitor: Visitor) -> None:
    page = send_too_late(visitor)
    page.locator(f"button[name=role][value={Role.COUNTY_LEAD.value}]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("刚才填写的内容还在")
    page.get_by_role("button", name="继续提交").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    assert Record.objects.filter(label=NAME).count() == 1


def test_who_signs_in_instead_finds_nothing_of_it(visitor: Visitor) -> None:
    page = send_too_late(visitor)
    page.locator(f"button[name=role][value={Role.AUDITOR.value}]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("好")
    expect(page.locator("body")).not_to_contain_text(NAME)
    assert not Record.objects.filter(label=NAME).exists()
