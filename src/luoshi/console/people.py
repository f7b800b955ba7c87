"""`luoshi people`: the city's first administrator, accounts, forgotten passwords; for the operator at the server."""

import getpass
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click
from django.db import transaction
from django.utils import timezone

from luoshi.org.actions import UnitDraft, appoint_first_administrator, found_city
from luoshi.org.models import Post, UnitKind, in_force
from luoshi.people.actions import create_account, set_password
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, Role, operator
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused

P = ParamSpec("P")


def telling_refusals(act: Callable[P, None]) -> Callable[P, None]:
    """A refusal ends the command with its reason and remedy, in both languages, and exit code 1."""

    @wraps(act)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            act(*args, **kwargs)
        except Refused as refused:
            reason, remedy = refused.reason, refused.remedy
            raise click.ClickException(f"{reason.zh}{remedy.zh}\n{reason.en} {remedy.en}") from refused

    return told


@click.group("people")
def command() -> None:
    """Accounts: the first administrator, the list, forgotten passwords."""


@command.command()
@click.argument("username")
@click.option("--name", required=True, help="The person's name.")
@click.option("--city", default="", help="On an empty server: the name of the city, which is founded with it.")
@click.option("--division", default="", help="With --city: its division code, such as 150500.")
@click.password_option(help="Asked for without echo when not given.")
@telling_refusals
def administrator(*, username: str, name: str, city: str, division: str, password: str) -> None:
    """Create USERNAME as administrator of the city; only while the city has no administrator."""
    by, at = _operator(), timezone.now()
    with transaction.atomic():
        account = create_account(username=username, display_name=name, password=password, by=by, at=at)
        if city:
            draft = UnitDraft(
                code="city", title=city, kind=UnitKind.CITY, parent="", division_code=division, valid_from=day_of(at)
            )
            found_city(draft, administrator=account, by=by, at=at)
        else:
            appoint_first_administrator(account, by=by, at=at)
    click.echo(
        f"{account.username}: 管理员已建立，首次登录须改密码。 Administrator created; change the password at first."
    )


@command.command()
@click.argument("username")
@click.password_option(help="Asked for without echo when not given.")
@telling_refusals
def password(username: str, password: str) -> None:
    """Give USERNAME a new password, to be changed at the next sign-in."""
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise click.ClickException(
            f"没有用户“{username}”。 There is no account {username}; see `luoshi people list`."
        )
    set_password(account, password=password, by=_operator(), at=timezone.now())
    click.echo(f"{username}: 密码已重设，下次登录须修改。 Password set; it must be changed at the next sign-in.")


@command.command("list")
def list_accounts() -> None:
    """Every account with the posts it holds today, one line each."""
    today = day_of(timezone.now())
    posts: dict[int, list[str]] = {}
    held = Post.objects.filter(in_force(today), in_force(today, "unit__")).select_related("unit")
    for post in held.order_by("unit__path"):
        posts.setdefault(post.account_id, []).append(f"{post.unit.title}{Role(post.role).label.zh}")
    for account in Account.objects.order_by("username"):
        standing = "、".join(posts.get(account.pk, ())) if account.is_active else "已停用"
        click.echo("\t".join((account.username, account.display_name, standing or "—")))


def _operator() -> Actor:
    return operator(f"console:{getpass.getuser()}")
