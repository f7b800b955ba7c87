"""Somebody is called away while they fill in a form; the session ends; what they typed is there again."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from luoshi.registers.models import Record
from luoshi.rules.actors import Role
from tests.journeys.visitor import Visitor
from tests.sample_city import SampleCity

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("sample_city")]
NAME = "样例敖包镇风沙治理地段"


def begun(page: Page) -> Visitor:
    """A clerk in front of a form, filled in, whose session has ended meanwhile."""
    visitor = Visitor(page)
    visitor.enter(Role.BUREAU_OFFICER)
    page.goto("/registers/key_projects.land_control/new/")
    page.get_by_label("治理地段").fill(NAME)
    page.get_by_label("治理完成日期").fill("2023-02-01")
    page.get_by_label("治理面积").fill("120")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("main form .button.main-act").click()
    expect(page.locator("input[name=kept]").first).to_be_attached()
    return visitor


def test_what_was_typed_is_there_after_signing_in_again(page: Page, sample_city: SampleCity) -> None:
    begun(page)
    page.locator(f"button[name=role][value={Role.BUREAU_OFFICER.value}]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("刚才填写的内容还在")
    page.get_by_role("button", name="继续提交").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(NAME)
    assert Record.objects.filter(label=NAME).count() == 1


def test_who_signs_in_instead_finds_nothing_of_it(page: Page, sample_city: SampleCity) -> None:
    begun(page)
    page.locator(f"button[name=role][value={Role.AUDITOR.value}]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("好")
    expect(page.locator("body")).not_to_contain_text(NAME)
    assert not Record.objects.filter(label=NAME).exists()
