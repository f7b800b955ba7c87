"""`luoshi people`: what the operator may do, and what the console says."""

import pytest
from click.testing import CliRunner, Result
from django.contrib.auth import authenticate

from luoshi.audit.models import Entry
from luoshi.console.people import command
from luoshi.org.models import Post
from luoshi.org.tests.small_city import NOW, OPERATOR, SmallCity, account
from luoshi.people.actions import deactivate
from luoshi.people.models import Account

GOOD = "correct-horse-09"

pytestmark = pytest.mark.django_db


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(command, arguments, input=typed)


def test_a_password_is_asked_twice_never_shown_and_must_be_changed() -> None:
    account("li")
    done = run("password", "li", typed=f"{GOOD}\n{GOOD}\n")
    assert done.exit_code == 0
    assert GOOD not in done.output
    assert authenticate(None, username="li", password=GOOD)
    assert Account.objects.get(username="li").must_change_password
    assert Entry.objects.order_by("-id")[0].by_name.startswith("console:")


def test_an_unknown_account_and_a_weak_password_are_told() -> None:
    assert "luoshi people list" in run("password", "nobody", "--password", GOOD).output
    account("li")
    weak = run("password", "li", "--password", "123")
    assert weak.exit_code == 1
    assert "密码" in weak.output


def test_an_administrator_is_created_only_while_there_is_none() -> None:
    city = SmallCity()
    refused = run("administrator", "second", "--name", "李二", "--password", GOOD)
    assert refused.exit_code == 1
    assert "已有管理员" in refused.output
    assert not Account.objects.filter(username="second").exists()
    deactivate(city.administrator, reason="退休", by=OPERATOR, at=NOW)
    assert run("administrator", "second", "--name", "李二", "--password", GOOD).exit_code == 0
    assert Post.objects.get(account__username="second").unit == city.unit("city")


def test_an_administrator_needs_a_city() -> None:
    assert "尚未建立单位树" in run("administrator", "first", "--name", "赵一", "--password", GOOD).output
    assert not Account.objects.exists()


def test_the_first_administrator_may_found_the_city() -> None:
    founding = ("first", "--name", "赵一", "--city", "示例市", "--division", "150500", "--password", GOOD)
    assert run("administrator", *founding).exit_code == 0
    assert Post.objects.get(account__username="first").unit.title == "示例市"
    assert "只建立一次" in run("administrator", "second", *founding[1:]).output


def test_the_list_tells_posts_and_who_is_out() -> None:
    city = SmallCity()
    deactivate(account("gone"), reason="调离", by=city.admin, at=NOW)
    lines = run("list").output.splitlines()
    assert lines == ["administrator\tadministrator\t示例市管理员", "gone\tgone\t已停用"]
