"""One's own password: asked for, checked, changed."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from luoshi.audit.tests.lifting import an_act
from luoshi.people.models import Account

OLD, NEW = "known to two people", "known to one person only"


@pytest.fixture
def newcomer(account: Account) -> Account:
    """An account whose password an administrator has set."""
    account.set_password(OLD)
    account.must_change_password = True
    account.language = "en"
    with an_act():
        account.save()
    return account


@pytest.fixture
def browser(client: Client, newcomer: Account) -> Client:
    """Where the newcomer has signed in."""
    client.post(reverse("sign_in"), {"username": newcomer.username, "password": OLD})
    return client


def test_a_password_somebody_else_set_must_be_changed_first(browser: Client, newcomer: Account) -> None:
    assert browser.get(reverse("home")).headers["location"] == reverse("password")
    answer = browser.post(reverse("password"), {"present": OLD, "new": NEW, "again": NEW})
    assert answer.headers["location"] == reverse("home")
    assert browser.get(reverse("home")).status_code == 200
    newcomer.refresh_from_db()
    assert newcomer.check_password(NEW)


@pytest.mark.parametrize(
    ("present", "new", "again", "field"),
    [
        ("guessed", NEW, NEW, "present"),
        (OLD, "", "", "new"),
        (OLD, OLD, OLD, "new"),
        (OLD, "short", "short", "new"),
        (OLD, NEW, "something else", "again"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    browser: Client, newcomer: Account, present: str, new: str, again: str, field: str
) -> None:
    html = browser.post(reverse("password"), {"present": present, "new": new, "again": again}).content.decode()
    assert f'id="field-{field}-error"' in html
    assert html.count("field-error") == 1
    newcomer.refresh_from_db()
    assert newcomer.check_password(OLD)


def test_no_password_is_sent_back(browser: Client) -> None:
    html = browser.post(reverse("password"), {"present": OLD, "new": "short", "again": "short"}).content.decode()
    assert OLD not in html
    assert 'value="short"' not in html


def test_the_first_sign_in_takes_the_language_of_the_account(browser: Client) -> None:
    assert '<html lang="en"' in browser.get(reverse("password")).content.decode()


@override_settings(AXES_ENABLED=True, AXES_FAILURE_LIMIT=2)
def test_guessing_is_stopped_with_a_page_of_ours(client: Client, newcomer: Account) -> None:
    answers = [
        client.post(reverse("sign_in"), {"username": newcomer.username, "password": f"guess {n}"}) for n in range(3)
    ]
    assert answers[-1].status_code == 429
    assert "密码错了太多次" in answers[-1].content.decode()
