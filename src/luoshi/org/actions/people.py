"""People from a list: their accounts and the posts they hold, all or none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from luoshi.org.actions.posts import hold_post
from luoshi.org.queries.names import unit_by
from luoshi.people.actions import create_account
from luoshi.people.models import Account
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDraft:
    """A person on a list; `posts` are units (by code or name) and roles, all held from `since` on."""

    username: str
    name: str
    posts: tuple[tuple[str, Role], ...]
    since: date
    password: str = ""


def load_people(drafts: Iterable[PersonDraft], *, by: Actor, at: datetime) -> list[Account]:
    """Accounts with their posts, in the order given; a refusal names the user it is about.

    Cost: about 5 statements for a person and 9 for a post; passwords are hashed on purpose slowly.
    """
    with transaction.atomic():
        return [_load(draft, by=by, at=at) for draft in drafts]


def _load(draft: PersonDraft, *, by: Actor, at: datetime) -> Account:
    try:
        account = create_account(
            username=draft.username, display_name=draft.name, password=draft.password, by=by, at=at
        )
        for text, role in draft.posts:
            unit = unit_by(text, on=draft.since)
            hold_post(account, unit=unit, role=role, since=draft.since, by=by, at=at)
    except Refused as refused:
        place = f"{draft.username}: {refused.where}".removesuffix(": ")
        raise Refused(refused.code, reason=refused.reason, remedy=refused.remedy, where=place) from refused
    return account
