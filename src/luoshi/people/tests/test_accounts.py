"""Accounts: how they are made, how passwords change hands, and what is refused."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import authenticate

from luoshi.audit.models import Entry
from luoshi.people.actions import create_account, deactivate, invite, set_password, take_invitation
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, PostHeld, Role, operator
from luoshi.rules.refusals import Refused

NOW = datetime(2022, 6, 15, tzinfo=UTC)
CONSOLE = operator("console")
GOOD = "正确-horse-battery-09"

pytestmark = pytest.mark.django_db


def made(username: str, password: str = "") -> Account:
    return create_account(username=username, display_name=f"{username}䶮", password=password, by=CONSOLE, at=NOW)


def as_actor(account: Account, *roles: Role) -> Actor:
    return Actor(
        account.pk, account.display_name, tuple(PostHeld(1, "city", "/1/", "市", "150500", role) for role in roles)
    )


def test_a_new_account_signs_in_with_its_password_and_must_change_it() -> None:
    account = made("王芳１", GOOD)
    assert (account.username, account.display_name) == ("王芳1", "王芳１䶮")
    assert authenticate(None, username="王芳1", password=GOOD) == account
    assert account.must_change_password


def test_an_account_without_a_password_cannot_sign_in() -> None:
    made("li")
    assert authenticate(None, username="li", password="") is None


def test_no_entry_tells_a_password() -> None:
    account = made("li", GOOD)
    set_password(account, password=GOOD + "x", by=as_actor(account), at=NOW)
    entries = Entry.objects.about("account", account.pk)
    assert [entry.act for entry in entries] == ["people.set_password", "people.create_account"]
    assert not any(GOOD in entry.canonical for entry in entries)


def test_a_password_set_by_another_must_be_changed_one_s_own_need_not() -> None:
    account, admin = made("li"), as_actor(made("admin"), Role.ADMINISTRATOR)
    set_password(account, password=GOOD, by=admin, at=NOW)
    assert Account.objects.get(pk=account.pk).must_change_password
    set_password(account, password=GOOD + "x", by=as_actor(account), at=NOW)
    assert not Account.objects.get(pk=account.pk).must_change_password


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SUPERVISOR, Role.VERIFIER])
def test_nobody_else_creates_accounts(role: Role) -> None:
    with pytest.raises(Refused, match=r"people\.not_administrator"):
        create_account(username="new", display_name="新人", by=as_actor(made("li"), role), at=NOW)


def test_a_county_s_administrator_creates_accounts_but_takes_none_over() -> None:
    admin, other = made("admin"), made("other")
    post = PostHeld(4, "north", "/1/4/", "旗", "150521", Role.ADMINISTRATOR)
    of_county = Actor(admin.pk, admin.display_name, (post,))
    create_account(username="new", display_name="新人", by=of_county, at=NOW)
    with pytest.raises(Refused, match=r"people\.not_city_administrator"):
        set_password(other, password=GOOD, by=of_county, at=NOW)
    with pytest.raises(Refused, match=r"people\.not_city_administrator"):
        deactivate(other, reason="调离", by=of_county, at=NOW)


def test_a_weak_password_is_refused_in_both_languages() -> None:
    with pytest.raises(Refused) as refused:
        made("li", "123")
    assert refused.value.code == "people.weak_password"
    assert "密码" in refused.value.reason.zh
    assert "password" in refused.value.reason.en


@pytest.mark.parametrize(
    ("username", "name", "code"),
    [
        ("li", "李", "people.username_taken"),
        ("li１", "李", "people.username_taken"),
        ("li si", "李四", "people.bad_username"),
        ("", "李四", "people.bad_username"),
        ("x" * 81, "李四", "people.bad_username"),
        ("lisi", "　 ", "people.bad_name"),
    ],
)
def test_what_cannot_be_an_account_is_refused(username: str, name: str, code: str) -> None:
    made("li")
    made("li1")
    with pytest.raises(Refused) as refused:
        create_account(username=username, display_name=name, by=CONSOLE, at=NOW)
    assert refused.value.code == code


def test_a_deactivated_account_signs_in_no_more_and_only_once() -> None:
    account, admin = made("li", GOOD), as_actor(made("admin"), Role.ADMINISTRATOR)
    deactivate(account, reason="调离", by=admin, at=NOW)
    assert authenticate(None, username="li", password=GOOD) is None
    with pytest.raises(Refused, match=r"people\.inactive_already"):
        deactivate(account, reason="调离", by=admin, at=NOW)


def test_nobody_deactivates_themselves() -> None:
    account = made("admin")
    with pytest.raises(Refused, match=r"people\.not_oneself"):
        deactivate(account, reason="退休", by=as_actor(account, Role.ADMINISTRATOR), at=NOW)


def test_a_link_serves_its_own_person_once(db: None) -> None:
    account = create_account(username="new", display_name="新人", by=CONSOLE, at=NOW)
    token = invite(account, by=CONSOLE, at=NOW)
    own = Actor(account.pk, account.display_name, ())
    with pytest.raises(Refused, match=r"people\.not_yours"):
        take_invitation(account, token=token, password="a sentence to keep", by=CONSOLE, at=NOW)
    take_invitation(account, token=token, password="a sentence to keep", by=own, at=NOW)
    account.refresh_from_db()
    assert account.check_password("a sentence to keep")
    with pytest.raises(Refused, match=r"people\.link_over"):
        take_invitation(account, token=token, password="another sentence", by=own, at=NOW)
    assert Entry.objects.filter(act="people.take_invitation").count() == 1
    assert token not in "".join(Entry.objects.values_list("canonical", flat=True))
