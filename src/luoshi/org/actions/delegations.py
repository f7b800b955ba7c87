"""Standing in for the holder of a post (代办): given, and taken back."""

from datetime import date, datetime

from luoshi.audit.actions import writing
from luoshi.org.actions.entries import note_post
from luoshi.org.models import Delegation, Post, overlapping
from luoshi.org.permissions import check_can_delegate, check_can_revoke
from luoshi.org.policies.delegations import check_deputy, check_in_own_name, check_within_post, lent_already
from luoshi.org.policies.drafts import check_room, check_span
from luoshi.org.policies.posts import (
    changed_meanwhile,
    check_account_active,
    check_compatible,
    check_separate_hands,
)
from luoshi.org.queries.actors import lent_posts
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, Role


def delegate(
    post: Post, *, deputy: Account, since: date, until: date, reason: str, by: Actor, at: datetime
) -> Delegation:
    """The deputy may act for the holder of the post from `since` to the day before `until`.

    By the holder, or by an administrator other than the deputy. Refused where the deputy would judge their own work.
    """
    check_in_own_name(by)
    check_can_delegate(by, post, deputy)
    check_deputy(post, deputy, reason)
    check_account_active(deputy)
    check_room(reason.strip(), 200, where="reason")
    check_span(since, until, where=post.unit.code)
    with writing():
        Account.objects.select_for_update().get(pk=deputy.pk)
        held = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
        check_within_post(held, since, until)
        other = Delegation.objects.filter(overlapping(since, until), post=held, revoked_at=None)
        if running := other.select_related("deputy").first():
            raise lent_already(running)
        _check_hands(held, deputy, since, until)
        made = Delegation.objects.create(
            post=held, deputy=deputy, valid_from=since, valid_to=until, reason=reason.strip()
        )
        facts = {"deputy": deputy.pk, "from": since, "to": until, "reason": made.reason}
        note_post("delegate", held, facts, by=by, at=at)
    return made


def revoke_delegation(delegation: Delegation, *, by: Actor, at: datetime) -> None:
    """The deputy acts for the holder no more, from this moment; by the holder, the deputy, or an administrator."""
    check_can_revoke(by, delegation)
    with writing():
        if not Delegation.objects.filter(pk=delegation.pk, revoked_at=None).update(revoked_at=at):
            raise changed_meanwhile()
        note_post("revoke_delegation", delegation.post, {"deputy": delegation.deputy_id}, by=by, at=at)
    delegation.revoked_at = at


def _check_hands(post: Post, deputy: Account, since: date, until: date) -> None:
    own = list(Post.objects.filter(overlapping(since, until), account=deputy).select_related("unit"))
    role = Role(post.role)
    check_compatible(role, own)
    check_separate_hands(role, post.unit, [*own, *lent_posts(deputy, since, until)])
