"""The pages of the interface: tokens, the description to try, a page for each code."""

import re

from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from luoshi.api.clock import now
from luoshi.api.document import operations
from luoshi.api.models import Subscription, Token
from luoshi.api.tests.receivers import receiving
from luoshi.jobs.testing import drain
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_registers import as_


def test_a_token_is_made_shown_once_used_and_revoked(works: SmallWorks) -> None:
    browser = as_(works.lead)
    empty = browser.get(reverse("tokens")).content.decode()
    assert "还没有令牌" in empty
    form = browser.get(reverse("token_new")).content.decode()
    assert barriers(Page(form)) == []
    data = {"name": "报表程序", "days": "30", "scopes": ["read:works", "write:works.site"], "post": ""}
    made = browser.post(reverse("token_new"), data).content.decode()
    (text,) = set(re.findall(r"luoshi_[a-z0-9]{10}_[\w-]{43}", made))
    answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {text}"})
    assert answer.json()["token"]["scopes"] == ["read:works", "write:works.site"]
    shown = browser.get(reverse("tokens")).content.decode()
    assert "报表程序" in shown
    assert text not in shown
    token = Token.objects.get()
    assert barriers(Page(shown)) == barriers(Page(made)) == []
    assert as_(works.other_lead).get(reverse("token_revoke", args=[token.pk])).status_code == 409
    listed = as_(works.city.admin).get(reverse("manage_tokens"), {"q": "报表"}).content.decode()
    assert "报表程序" in listed
    assert works.lead.name in listed
    assert token.digest not in listed
    assert "没有令牌" in as_(works.city.admin).get(reverse("manage_tokens"), {"q": "别的"}).content.decode()
    assert browser.get(reverse("manage_tokens")).status_code == 403
    asked = browser.get(reverse("token_revoke", args=[token.pk])).content.decode()
    assert barriers(Page(asked)) == []
    assert browser.post(reverse("token_revoke", args=[token.pk])).status_code == 302
    assert Client().get("/api/v1/me", headers={"Authorization": f"Bearer {text}"}).status_code == 401
    assert "已撤销" in browser.get(reverse("tokens")).content.decode()


def test_a_token_without_scope_or_name_is_refused_beside_the_box(works: SmallWorks) -> None:
    browser = as_(works.lead)
    answer = browser.post(reverse("token_new"), {"name": "", "days": "30", "scopes": ["read"]})
    assert (answer.status_code, "名称为空" in answer.content.decode()) == (422, True)
    answer = browser.post(reverse("token_new"), {"name": "x", "days": "9999", "scopes": ["read"]})
    assert (answer.status_code, "有效期须在一年以内" in answer.content.decode()) == (422, True)
    answer = browser.post(reverse("token_new"), {"name": "x", "days": "30"})
    assert answer.status_code == 422
    assert Token.objects.count() == 0


def test_the_description_shows_every_operation_with_its_command(works: SmallWorks) -> None:
    page = as_(works.lead).get(reverse("api")).content.decode()
    assert barriers(Page(page)) == []
    for method, path, operation in operations():
        assert f'id="{operation["operationId"]}"' in page, path
        assert f"{method}" in page
    assert page.count("data-curl") == sum(1 for _ in operations())


def test_each_code_has_a_page(works: SmallWorks) -> None:
    browser = as_(works.lead)
    page = browser.get(reverse("api_problems")).content.decode()
    assert "registers.overtaken" in page
    one = browser.get("/api/problems/registers.overtaken/").content.decode()
    assert "409" in one
    assert barriers(Page(one)) == []
    assert browser.get("/api/problems/guard.permit/").status_code == 200
    assert browser.get("/api/problems/no.such/").status_code == 404


def test_an_agenda_is_made_shown_once_and_revoked(works: SmallWorks) -> None:
    browser = as_(works.lead)
    assert "还没有日程订阅" in browser.get(reverse("agendas")).content.decode()
    assert barriers(Page(browser.get(reverse("agenda_new")).content.decode())) == []
    made = browser.post(reverse("agenda_new"), {"what": "register:works.task"}).content.decode()
    (address,) = set(re.findall(r"/agendas/[\w-]{43}\.ics", made))
    assert Client().get(address).status_code == 200
    shown = browser.get(reverse("agendas")).content.decode()
    assert address not in shown
    (pk,) = set(re.findall(r"/account/agendas/(\d+)/revoke/", shown))
    assert barriers(Page(shown)) == barriers(Page(made)) == []
    assert browser.post(reverse("agenda_revoke", args=[pk])).status_code == 302
    assert Client().get(address).status_code == 404
    assert browser.post(reverse("agenda_new"), {"what": "register:no.thing"}).status_code == 422


def test_a_webhook_is_made_tried_looked_at_and_ended(works: SmallWorks, settings: Settings) -> None:
    settings.INNER_HOSTS = frozenset({"127.0.0.1"})
    browser = as_(works.lead)
    assert "还没有推送订阅" in browser.get(reverse("webhooks")).content.decode()
    assert barriers(Page(browser.get(reverse("webhook_new")).content.decode())) == []
    with receiving() as receiver:
        wish = {"name": "大屏", "url": receiver.address, "registers": ["works.site"], "acts": ["create", "move"]}
        made = browser.post(reverse("webhook_new"), wish).content.decode()
        assert "whsec_" in made
        found = Subscription.objects.get()
        one = reverse("webhook", args=[found.pk])
        assert browser.post(reverse("webhook_act", args=[found.pk, "ping"])).status_code == 302
        drain(at=now())
        page = browser.get(one).content.decode()
        assert "已收下" in page
        assert "whsec_" not in page
        sent = found.dispatches.get()
        again = reverse("webhook_again", args=[sent.pk])
        shown = browser.get(again).content.decode()
        assert "204" in shown
        assert browser.post(again).status_code == 302
        drain(at=now())
        assert len(receiver.came) == 2
    for html in (made, page, shown):
        assert barriers(Page(html)) == []
    assert as_(works.other_lead).get(one).status_code == 409
    assert as_(works.other_lead).post(again).status_code == 409
    assert "whsec_" in browser.post(reverse("webhook_act", args=[found.pk, "secret"])).content.decode()
    for name in ("pause", "resume", "end"):
        assert browser.post(reverse("webhook_act", args=[found.pk, name])).status_code == 302
    assert browser.post(reverse("webhook_act", args=[found.pk, "nonsense"])).status_code == 404
    assert "大屏" not in browser.get(reverse("webhooks")).content.decode()


def test_an_address_that_cannot_be_used_is_said_beside_its_box(works: SmallWorks) -> None:
    answer = as_(works.lead).post(reverse("webhook_new"), {"name": "x", "url": "http://10.0.0.1/"})
    assert (answer.status_code, "field-url-error" in answer.content.decode()) == (422, True)
