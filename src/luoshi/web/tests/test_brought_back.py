"""A form sent after the session had ended: it comes back after the sign-in, and is done once."""

import html
import re
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from luoshi.audit.tests.lifting import an_act
from luoshi.people.models import Account
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.web.brought_back import LAST_HERE, LONGEST, opened, sealed

SECRET = "a long enough sentence"
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def hidden(answer: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(answer.content.decode()):
        found.setdefault(html.unescape(name), []).append(html.unescape(value))
    return found


@pytest.fixture
def person(works: SmallWorks) -> Account:
    account = Account.objects.get(pk=works.lead.account_id)
    account.set_password(SECRET)
    with an_act():
        account.save()
    return account


@pytest.fixture
def form(works: SmallWorks) -> dict[str, object]:
    return {
        "title_of_site": '东桥 "一期" <二标>',
        "plan": works.plan().pk,
        "unit-of-record": works.north.pk,
        "submission": "one-form",
    }


def left(account: Account, **more: Any) -> Client:
    """The browser of somebody whose session has ended."""
    client = Client(**more)
    client.force_login(account)
    client.get(reverse("home"))
    del client.cookies[settings.SESSION_COOKIE_NAME]
    return client


def test_what_was_entered_comes_back_and_is_done_once(
    works: SmallWorks, person: Account, form: dict[str, object]
) -> None:
    client, address = left(person, enforce_csrf_checks=True), reverse("record_new", args=["works.site"])
    client.get(reverse("sign_in"))
    answer = client.post(address, form | {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})
    assert (answer.status_code, "还在" in answer.content.decode()) == (401, True)
    assert not Record.objects.of("works.site").exists()
    credentials = {"username": person.username, "password": "wrong"}
    again = client.post(reverse("sign_in"), credentials | _one(answer))
    back = client.post(reverse("sign_in"), credentials | {"password": SECRET} | _one(again))
    assert f"将以 {person.display_name} 本人的名义提交" in back.content.decode()
    assert f'action="{address}"' in back.content.decode()
    sent = _of_form(back)
    assert sent["title_of_site"] == form["title_of_site"]
    for _time in range(2):
        assert client.post(address, sent).status_code == 302
    assert Record.objects.of("works.site").count() == 1


def _one(answer: Any) -> dict[str, str]:
    """The hidden fields of the sign-in form."""
    return {name: values[-1] for name, values in hidden(answer).items() if name in ("kept", "csrfmiddlewaretoken")}


def _of_form(answer: Any) -> dict[str, str]:
    body = answer.content.decode().split("<form")[-1]
    return {html.unescape(name): html.unescape(value) for name, value in HIDDEN.findall(body)}


def test_several_values_of_one_name_stay_several(works: SmallWorks, person: Account) -> None:
    site = works.site()
    address = reverse("record_parties", args=[site.pk])
    support = [works.south.pk, works.city.unit("zone").pk]
    client = left(person)
    answer = client.post(address, {"lead": works.north.pk, "support": support, "revision": 1})
    back = client.post(reverse("sign_in"), {"username": person.username, "password": SECRET} | _one(answer))
    assert hidden(back)["support"] == [str(each) for each in support]


def test_files_are_told_to_be_chosen_again(works: SmallWorks, person: Account, form: dict[str, object]) -> None:
    client = left(person)
    address = reverse("record_new", args=["works.site"])
    answer = client.post(address, form | {"files": SimpleUploadedFile("a.txt", b"x")})
    back = client.post(reverse("sign_in"), {"username": person.username, "password": SECRET} | _one(answer))
    assert "重新选择" in back.content.decode()


def test_nobody_finds_what_another_has_typed_on_the_same_machine(
    works: SmallWorks, person: Account, form: dict[str, object]
) -> None:
    other = Account.objects.get(pk=works.other_lead.account_id)
    other.set_password(SECRET)
    with an_act():
        other.save()
    client = left(person)
    answer = client.post(reverse("record_new", args=["works.site"]), form)
    instead = client.post(reverse("sign_in"), {"username": other.username, "password": SECRET} | _one(answer))
    assert (instead.status_code, instead.headers["location"]) == (302, reverse("home"))
    client.get(reverse("home"))
    later = left(other).post(reverse("record_new", args=["works.site"]), form)
    assert opened(_one(later)["kept"]).account == other.pk  # type: ignore[union-attr]


def test_where_nobody_knows_whose_it_is_nothing_is_kept(works: SmallWorks, form: dict[str, object]) -> None:
    unknown = Client()
    assert unknown.post(reverse("record_new", args=["works.site"]), form).status_code == 302
    unknown.cookies[LAST_HERE] = f"{works.lead.account_id}:made-up"
    assert unknown.post(reverse("record_new", args=["works.site"]), form).status_code == 302


@override_settings(DEMO=True)
def test_who_enters_the_sample_again_finds_it_too(works: SmallWorks, form: dict[str, object]) -> None:
    account = Account.objects.get(pk=works.lead.account_id)
    with an_act():
        account.username = "county_lead"
        account.save()
    client = left(account)
    answer = client.post(reverse("record_new", args=["works.site"]), form)
    back = client.post(reverse("enter"), {"role": "county_lead"} | _one(answer))
    assert "继续提交" in back.content.decode()


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({}, {}),
        ({"name": "x" * (LONGEST + 1)}, {}),
        ({"new_password1": "x"}, {}),
        ({"name": "x"}, {"HX-Request": "true"}),
    ],
)
def test_what_cannot_be_carried_leads_to_the_sign_in_as_before(
    person: Account, fields: dict[str, str], headers: dict[str, str]
) -> None:
    answer = left(person).post(reverse("record_new", args=["works.site"]), fields, headers=headers)
    assert (answer.status_code, answer.headers["location"].startswith(reverse("sign_in"))) == (302, True)


def test_a_page_that_was_only_read_leads_to_the_sign_in(db: None) -> None:
    answer = Client().get(reverse("home"))
    assert (answer.status_code, reverse("sign_in") in answer.headers["location"]) == (302, True)


@pytest.mark.parametrize("text", ["", "made-up", "x:y:z"])
def test_what_was_not_sealed_here_is_not_brought_back(works: SmallWorks, person: Account, text: str) -> None:
    fields = {"username": person.username, "password": SECRET, "kept": text}
    answer = Client().post(reverse("sign_in"), fields)
    assert (opened(text), answer.headers["location"]) == (None, reverse("home"))


def test_only_what_is_sent_is_sealed(rf: RequestFactory) -> None:
    assert sealed(rf.get("/")) == ""
