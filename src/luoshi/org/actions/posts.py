"""Who holds which role in which unit, from when until when."""

from datetime import date, datetime

from luoshi.audit.actions import writing
from luoshi.org.actions.entries import note_post
from luoshi.org.models import EstablishmentKind, Post, Unit, overlapping
from luoshi.org.permissions import check_can_administer, check_not_for_oneself
from luoshi.org.policies.drafts import check_span
from luoshi.org.policies.posts import (
    changed_meanwhile,
    check_account_active,
    check_compatible,
    check_separate_hands,
    held_already,
)
from luoshi.org.policies.spans import check_can_end, check_exists
from luoshi.org.queries.actors import lent_posts
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, Role
from luoshi.rules.texts import Text


def hold_post(
    account: Account,
    *,
    unit: Unit,
    role: Role,
    since: date,
    until: date | None = None,
    establishment: EstablishmentKind | None = None,
    by: Actor,
    at: datetime,
) -> Post:
    """The account holds the role in the unit from `since` to the day before `until`.

    Refused to oneself, in a unit that does not exist throughout, over an equal post, and where the role would let
    the person judge their own work.
    """
    check_can_administer(by, unit)
    check_not_for_oneself(by, account)
    check_span(since, until, where=unit.code)
    check_account_active(account)
    with writing():
        Account.objects.select_for_update().get(pk=account.pk)
        check_exists(Unit.objects.select_for_update().get(pk=unit.pk), since, until)
        others = list(Post.objects.filter(overlapping(since, until), account=account).select_related("unit"))
        for other in others:
            if other.unit_id == unit.pk and other.role == role:
                raise held_already(other)
        check_compatible(role, others)
        check_separate_hands(role, unit, lent_posts(account, since, until))
        post = Post.objects.create(
            account=account,
            unit=unit,
            role=role,
            valid_from=since,
            valid_to=until,
            establishment=establishment or "",
        )
        note_post("hold_post", post, {"from": since, "to": until, "establishment": post.establishment}, by=by, at=at)
    return post


def end_post(post: Post, *, on: date, by: Actor, at: datetime) -> None:
    """The post is held until the day before `on`."""
    check_can_administer(by, post.unit)
    check_can_end(post, on, what=Text("该岗位", "The post"))
    with writing():
        if not Post.objects.filter(pk=post.pk, valid_to=post.valid_to).update(valid_to=on):
            raise changed_meanwhile()
        note_post("end_post", post, {"to": on}, by=by, at=at)
    post.valid_to = on
