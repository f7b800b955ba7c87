"""Who acts: an account with the posts it holds at that moment, as a value."""

from dataclasses import dataclass
from enum import StrEnum

from luoshi.rules.texts import Text

OPERATOR_ID = 0


class Role(StrEnum):
    """What a post allows; held in a unit, between dates."""

    SUPERVISOR = "supervisor"
    COUNTY_LEAD = "county_lead"
    BUREAU_OFFICER = "bureau_officer"
    TOWNSHIP_CLERK = "township_clerk"
    VERIFIER = "verifier"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> Text:
        """The role's name for people."""
        return ROLE_TITLES[self]


ROLE_TITLES = {
    Role.SUPERVISOR: Text("督查员", "Supervisor"),
    Role.COUNTY_LEAD: Text("旗县负责人", "County lead"),
    Role.BUREAU_OFFICER: Text("部门经办人", "Bureau officer"),
    Role.TOWNSHIP_CLERK: Text("乡镇经办人", "Township clerk"),
    Role.VERIFIER: Text("核验员", "Verifier"),
    Role.AUDITOR: Text("审计员", "Auditor"),
    Role.ADMINISTRATOR: Text("管理员", "Administrator"),
}

OVERSEEING = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
"""Roles that check the work or keep the system, and do none of it."""


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A role held in a unit; `unit_path` is the unit's place in the tree, such as "/1/4/"."""

    unit_id: int
    unit_code: str
    unit_path: str
    unit_title: str
    county: str
    role: Role

    @property
    def is_at_root(self) -> bool:
        """Whether the unit is the one that all others stand below."""
        return self.unit_path == f"/{self.unit_id}/"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a write, in one capacity: for themselves, or for the holder of a post (代办).

    `on_behalf_of` and `for_account` name that holder. `own_units` are all units that either person belongs to in
    any capacity: whoever acts in one capacity still may not sign off what they did in another.
    """

    account_id: int
    name: str
    posts: tuple[PostHeld, ...]
    on_behalf_of: str = ""
    for_account: int | None = None
    own_units: frozenset[int] = frozenset()

    def has_role(self, *roles: Role) -> bool:
        """Whether any post held carries one of the roles."""
        return any(post.role in roles for post in self.posts)

    def sits_at(self, unit_id: int | None) -> bool:
        """Whether a post is held at this very unit."""
        return unit_id is not None and any(post.unit_id == unit_id for post in self.posts)

    def works_at(self, *unit_ids: int | None) -> bool:
        """Whether a post that does the unit's work is held at one of these units."""
        return any(post.unit_id in unit_ids and post.role not in OVERSEEING for post in self.posts)

    def is_tied_to(self, unit_id: int | None) -> bool:
        """Whether a person behind the act belongs to this unit in any capacity: they may not sign off its work."""
        return self.sits_at(unit_id) or unit_id in self.own_units

    def speaks_for(self, account_id: int | None) -> bool:
        """Whether this account is the person acting, or the one acted for."""
        return account_id is not None and account_id in (self.account_id, self.for_account)

    @property
    def paths(self) -> tuple[str, ...]:
        """The places in the tree the person speaks for, without those inside another."""
        all_paths = sorted({post.unit_path for post in self.posts})
        return tuple(
            path for path in all_paths if not any(path != other and path.startswith(other) for other in all_paths)
        )


def operator(login: str) -> Actor:
    """Somebody at the server's own console, with no account: may found a city and restore access, nothing else."""
    return Actor(account_id=OPERATOR_ID, name=login[:80], posts=())
