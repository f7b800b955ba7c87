"""The doors: sign in, enter the sample, language and letter size."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from luoshi.audit.tests.lifting import an_act
from luoshi.people.models import Account
from luoshi.rules.actors import Role
from luoshi.web.views.doors import DEEDS

SECRET = "a long enough sentence"


def test_signing_in_leads_home(client: Client, account: Account) -> None:
    account.set_password(SECRET)
    with an_act():
        account.save()
    answer = client.post(reverse("sign_in"), {"username": account.username, "password": SECRET})
    assert answer.headers["location"] == reverse("home")


def test_a_wrong_password_is_told_and_the_name_kept(client: Client, account: Account) -> None:
    answer = client.post(reverse("sign_in"), {"username": account.username, "password": "wrong"})
    html = answer.content.decode()
    assert 'role="alert"' in html
    assert f'value="{account.username}"' in html
    assert "wrong" not in html


@override_settings(DEMO=True)
def test_the_sample_is_entered_as_a_role(client: Client, account: Account) -> None:
    assert 'value="county_lead"' in client.get(reverse("sign_in")).content.decode()
    answer = client.post(reverse("enter"), {"role": "county_lead"})
    assert answer.headers["location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200


@override_settings(DEMO=True)
@pytest.mark.parametrize("role", ["auditor", "somebody", ""])
def test_only_loaded_roles_can_be_entered(client: Client, account: Account, role: str) -> None:
    assert client.post(reverse("enter"), {"role": role}).status_code == 404


def test_outside_the_demo_no_role_can_be_entered(client: Client, account: Account) -> None:
    assert 'name="role"' not in client.get(reverse("sign_in")).content.decode()
    assert client.post(reverse("enter"), {"role": "county_lead"}).status_code == 404


def test_every_role_says_what_it_does() -> None:
    assert set(DEEDS) == set(Role)


@pytest.mark.parametrize("name", ["enter", "sign_out", "set_language", "print_size", "theme"])
def test_doors_move_by_post_only(signed_in: Client, name: str) -> None:
    assert signed_in.get(reverse(name)).status_code == 405


def test_signing_out_ends_the_session(signed_in: Client) -> None:
    assert signed_in.post(reverse("sign_out")).headers["location"] == reverse("sign_in")
    assert signed_in.get(reverse("home")).status_code == 302


def test_the_language_is_switched_and_kept(signed_in: Client) -> None:
    answer = signed_in.post(reverse("set_language"), {"language": "en", "next": "/style/"})
    assert answer.headers["location"] == "/style/"
    assert '<html lang="en"' in signed_in.get(reverse("home")).content.decode()


def test_large_print_is_switched_and_kept(signed_in: Client) -> None:
    signed_in.post(reverse("print_size"), {"large": "1", "next": "/"})
    assert 'data-size="large"' in signed_in.get(reverse("home")).content.decode()
    signed_in.post(reverse("print_size"), {"large": "0", "next": "/"})
    assert 'data-size="large"' not in signed_in.get(reverse("home")).content.decode()


def test_a_theme_is_chosen_and_kept_and_the_systems_is_the_usual_one(signed_in: Client) -> None:
    assert "data-theme" not in signed_in.get(reverse("home")).content.decode()
    signed_in.post(reverse("theme"), {"theme": "dark", "next": "/"})
    first_tag = signed_in.get(reverse("home")).content.decode().split(">", 2)[1]
    assert 'data-theme="dark"' in first_tag
    signed_in.post(reverse("theme"), {"theme": "<script>", "next": "/"})
    assert "data-theme" not in signed_in.get(reverse("home")).content.decode()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_no_door_leads_elsewhere(signed_in: Client, address: str) -> None:
    assert signed_in.post(reverse("print_size"), {"next": address}).headers["location"] == "/"
