"""Pages render in both languages, escape what people typed, and stand in nobody's way."""

import re

import pytest
from django.conf import settings
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import translation

from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.middleware import RefusalPage
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_registers import as_
from luoshi.web.views.errors import broken

HAN = re.compile(r"[\u4e00-\u9fff]")
LANGUAGE_NAMES = ("切换到中文", "中文")  # the longer one first


def read(client: Client, address: str, language: str = "zh-hans") -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.parametrize("name", ["home", "style"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_have_no_barriers(signed_in: Client, name: str, language: str) -> None:
    assert barriers(Page(read(signed_in, reverse(name), language))) == []


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_sign_in_has_no_barriers(client: Client, language: str) -> None:
    assert barriers(Page(read(client, reverse("sign_in"), language))) == []


@pytest.mark.parametrize("name", ["home", "style"])
def test_english_pages_hold_no_chinese(signed_in: Client, account: object, name: str) -> None:
    page = Page(read(signed_in, reverse(name), "en"))
    said = page.all("body")[0].text.replace("云山", "")
    said += " ".join(element.traits.get("aria-label", "").replace("云山", "") for element in page.elements)
    for known in LANGUAGE_NAMES:
        said = said.replace(known, "")
    assert HAN.findall(said) == []


def test_the_style_page_shows_the_wall_chart_and_trends(signed_in: Client) -> None:
    page = Page(read(signed_in, reverse("style"), "en"))
    drawn = [element.traits.get("class", "") for element in page.elements]
    assert {"mark-planned", "mark-actual", "mark-expected", "trend-drawing", "multiples"} <= set(drawn)
    assert len([each for each in drawn if each == "trend-column"]) == 12 * 4  # a year, and three units


def test_chinese_whatever_the_browser_prefers(signed_in: Client) -> None:
    answer = signed_in.get(reverse("home"), headers={"accept-language": "en-GB"})
    assert '<html lang="zh-Hans"' in answer.content.decode()


def test_typed_text_is_escaped(signed_in: Client) -> None:
    html = read(signed_in, reverse("style"))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
    assert "云山 &lt;b&gt;" in html


@pytest.mark.parametrize("name", ["home", "style"])
def test_nothing_inline_that_the_content_policy_refuses(signed_in: Client, name: str) -> None:
    page = Page(read(signed_in, reverse(name)))
    assert [element for element in page.elements if "style" in element.traits] == []
    assert [trait for element in page.elements for trait in element.traits if trait.startswith("on")] == []
    assert [script for script in page.all("script") if "src" not in script.traits] == []
    assert page.all("style") == []


@pytest.mark.django_db
def test_pages_ask_who_is_there(client: Client) -> None:
    answer = client.get(reverse("home"))
    assert answer.status_code == 302
    assert answer.headers["location"].startswith(reverse("sign_in"))


@pytest.mark.django_db
def test_a_wrong_address_gets_a_page_of_ours(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()


@pytest.mark.django_db
def test_a_stale_form_gets_a_page_of_ours() -> None:
    answer = Client(enforce_csrf_checks=True).post(reverse("sign_in"), {"username": "a", "password": "b"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_a_refusal_becomes_a_page(rf: RequestFactory) -> None:
    refused = Refused("x.y", reason=Text("不行 <i>", "no"), remedy=Text("换一个。", "another"))
    middleware = RefusalPage(lambda request: pytest.fail("not asked"))
    answer = middleware.process_exception(rf.get("/"), refused)
    assert answer is not None
    assert answer.status_code == 409
    assert "不行 &lt;i&gt;" in answer.content.decode()
    assert middleware.process_exception(rf.get("/"), ValueError()) is None


def test_a_link_to_what_one_may_not_see_tells_nothing_about_it(works: SmallWorks) -> None:
    site = works.site()
    stranger = as_(works.other_lead)
    seen = stranger.get(reverse("record", args=[site.pk]))
    nothing = stranger.get(reverse("record", args=[10**9]))
    assert (seen.status_code, nothing.status_code) == (404, 404)
    assert without_the_token(seen.content) == without_the_token(nothing.content)
    assert "您看不到" in seen.content.decode()
    assert site.label not in seen.content.decode()


def without_the_token(html: bytes) -> str:
    """The page but for what differs from request to request."""
    return re.sub(r'"X-CSRFToken": "[^"]*"', "", html.decode())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_went_wrong_is_told_in_the_readers_language_and_theme(rf: RequestFactory, language: str) -> None:
    request = rf.get("/")
    request.COOKIES["luoshi_theme"] = "dark"
    with translation.override(language):
        answer = broken(request)
    told = answer.content.decode()
    assert answer.status_code == 500
    assert ("系统出错了" in told) is (language != "en")
    assert 'data-theme="dark"' in told
    assert barriers(Page(told)) == []


@override_settings(DEMO=True)
def test_sample_data_are_labelled_on_every_page(signed_in: Client) -> None:
    assert "由程序生成" in read(signed_in, reverse("home"))
