"""Who acts: an account with the posts it holds at that moment, as a value."""

from dataclasses import dataclass
from enum import StrEnum

from luoshi.rules.texts import Text


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


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A role held in a unit; `unit_path` is the unit's place in the tree, such as "/1/4/"."""

    unit_id: int
    unit_path: str
    unit_title: str
    county: str
    role: Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a write; `on_behalf_of` names whom a delegate acts for (代办)."""

    account_id: int
    name: str
    posts: tuple[PostHeld, ...]
    on_behalf_of: str = ""

    def has_role(self, *roles: Role) -> bool:
        """Whether any post held carries one of the roles."""
        return any(post.role in roles for post in self.posts)

    def sits_at(self, unit_id: int | None) -> bool:
        """Whether a post is held at this very unit."""
        return unit_id is not None and any(post.unit_id == unit_id for post in self.posts)

    @property
    def paths(self) -> tuple[str, ...]:
        """The places in the tree the person speaks for, without those inside another."""
        all_paths = sorted({post.unit_path for post in self.posts})
        return tuple(
            path for path in all_paths if not any(path != other and path.startswith(other) for other in all_paths)
        )
