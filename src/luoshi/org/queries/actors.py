"""From an account to the actor it is at a moment, in each of its capacities."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from luoshi.org.models import Delegation, Post, Unit, in_force, overlapping
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, PostHeld, Role
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.statements.reading import Compiled


def capacities(account: Account, *, at: datetime) -> tuple[Actor, ...]:
    """The account for itself first, then once for each holder it may act for that day.

    A deactivated account holds nothing, and neither does anybody for a deactivated holder. Cost: 1 query, 4 for
    a deputy.
    """
    if not account.is_active:
        return (Actor(account.pk, account.display_name, ()),)
    day = day_of(at)
    held_or_lent = HELD_OR_LENT.rows(account=account.pk, day=day, at=at)
    if all(holder == account.pk for holder, *_ in held_or_lent):
        own_alone = tuple(_as_value(*values) for _, *values in held_or_lent)
        units = frozenset(post.unit_id for post in own_alone)
        return (Actor(account.pk, account.display_name, own_alone, own_units=units),)
    lent = _posts_lent_to(account, day, at)
    givers = {post.account_id: post.account for post in lent}
    held = _posts_of([account.pk, *givers], day)
    own = [post for post in held if post.account_id == account.pk]
    mine = {post.unit_id for post in [*own, *lent]}
    passed_on = _units_lent_to(givers, day, at)
    actors = [Actor(account.pk, account.display_name, _as_values(own), own_units=frozenset(mine))]
    for giver in sorted(givers.values(), key=lambda holder: holder.pk):
        theirs = {post.unit_id for post in held if post.account_id == giver.pk}
        actors.append(
            Actor(
                account.pk,
                account.display_name,
                _as_values(post for post in lent if post.account_id == giver.pk),
                on_behalf_of=giver.display_name,
                for_account=giver.pk,
                own_units=frozenset(mine | theirs | passed_on.get(giver.pk, frozenset())),
            )
        )
    return tuple(actors)


def actor_for(account: Account, *, at: datetime, for_account: int | None = None) -> Actor:
    """The account as an actor; `for_account` asks for the capacity of that holder's deputy. Cost: 2 queries."""
    for actor in capacities(account, at=at):
        if actor.for_account == for_account:
            return actor
    raise Refused(
        "org.no_delegation",
        reason=Text("对方当前没有委托您代办。", "That person has not asked you to stand in for them today."),
        remedy=Text(
            "请以本人身份办理，或请对方先登记代办委托。",
            "Act in your own name, or have them delegate the post first.",
        ),
    )


def accounts_with_role(role: Role, *, unit: Unit, on: date) -> list[Account]:
    """Active accounts that hold the role in the unit or below it on a day, by user name. Cost: 1 query."""
    posts = Post.objects.filter(in_force(on), in_force(on, "unit__"), role=role, unit__path__startswith=unit.path)
    return list(Account.objects.filter(is_active=True, pk__in=posts.values("account")).order_by("username"))


def lent_posts(account: Account, since: date, until: date | None) -> list[Post]:
    """Posts of others that the account stands in for on a day of the span. Cost: 1 query."""
    lent = Delegation.objects.filter(overlapping(since, until), deputy=account, revoked_at=None)
    return [row.post for row in lent.select_related("post__unit")]


def _posts_lent_to(account: Account, day: date, at: datetime) -> list[Post]:
    lent = _running(day, at).filter(deputy=account).select_related("post__account", "post__unit").order_by("post_id")
    return list({row.post_id: row.post for row in lent}.values())


def _units_lent_to(holders: Iterable[int], day: date, at: datetime) -> dict[int, frozenset[int]]:
    """The units whose posts each holder stands in for: their deputy may not sign off what is done there either."""
    wanted = list(holders)
    if not wanted:
        return {}
    lent = _running(day, at).filter(deputy__in=wanted).values_list("deputy_id", "post__unit_id")
    found: dict[int, frozenset[int]] = {}
    for deputy, unit in lent:
        found[deputy] = found.get(deputy, frozenset()) | {unit}
    return found


def _running(day: date, at: datetime) -> QuerySet[Delegation]:
    return Delegation.objects.filter(
        Q(revoked_at=None) | Q(revoked_at__gt=at),
        in_force(day),
        in_force(day, "post__"),
        in_force(day, "post__unit__"),
        post__account__is_active=True,
    )


def _posts_in_force(day: date) -> QuerySet[Post]:
    return Post.objects.filter(in_force(day), in_force(day, "unit__")).order_by("unit__path", "role")


def _posts_of(accounts: Iterable[int], day: date) -> list[Post]:
    return list(_posts_in_force(day).filter(account__in=list(accounts)).select_related("unit"))


def _held_or_lent(account: int, day: date, at: datetime) -> QuerySet[Post, tuple[Any, ...]]:
    lent = _running(day, at).filter(deputy=account).values("post")
    posts = _posts_in_force(day).filter(Q(account=account) | Q(pk__in=lent))
    return posts.values_list("account_id", *(f"unit_{name}" for name in VALUES), "role")


VALUES = ("id", "_code", "_path", "_title", "_county")
EXAMPLE_DAY, EXAMPLE_TIME = date(1949, 10, 1), datetime(1949, 10, 1, 7, tzinfo=UTC)
HELD_OR_LENT = Compiled(_held_or_lent, account=-1, day=EXAMPLE_DAY, at=EXAMPLE_TIME)


def _as_values(posts: Iterable[Post]) -> tuple[PostHeld, ...]:
    return tuple(
        _as_value(post.unit_id, post.unit.code, post.unit.path, post.unit.title, post.unit.county, post.role)
        for post in posts
    )


def _as_value(unit_id: int, code: str, path: str, title: str, county: str, role: str) -> PostHeld:
    return PostHeld(unit_id=unit_id, unit_code=code, unit_path=path, unit_title=title, county=county, role=Role(role))
