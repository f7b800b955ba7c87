"""Which records an act belongs to somebody on, asked of the database at once: as `permissions.is_party`, for many."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from luoshi.packs.declarations import Party, Register
from luoshi.registers.above import NOT_DECIDING
from luoshi.registers.models import Party as HeldParty
from luoshi.registers.models import PartyRole
from luoshi.rules.actors import OVERSEEING, Actor, Role

NOTHING = Q(pk__in=[])
EVERYTHING = Q(pk__isnull=False)  # an empty condition would be left out of an "or"


def working_units(actor: Actor) -> list[int]:
    """The units whose work the person does."""
    return sorted({post.unit_id for post in actor.posts if post.role not in OVERSEEING})


def belongs(actor: Actor, register: Register, party: Party | Role) -> Q | None:
    """The records of a register on which the person is that party; None where they are it on none."""
    units = working_units(actor)
    match party:
        case Party.LEAD:
            return Q(lead__in=units) if units else None
        case Party.SUPPORT:
            return _is(PartyRole.SUPPORT, units) if units else None
        case Party.SUPERVISOR:
            named = _is(PartyRole.SUPERVISOR, units) if units else NOTHING
            over = covered(actor, register, Role.SUPERVISOR)
            if over is None:
                return named if units else None
            unnamed = ~Exists(HeldParty.objects.filter(record=OuterRef("pk"), role=PartyRole.SUPERVISOR))
            return named | (Q(unnamed) & over)
        case Party.ABOVE:
            return above(actor)
        case Party.VERIFIER:
            return ~Q(lead__in=sorted(actor.own_units)) if actor.has_role(Role.VERIFIER) else None
        case Role():
            return covered(actor, register, party)


def theirs(actor: Actor, parties: Iterable[tuple[Register, Party | Role]]) -> Q | None:
    """The records of each register on which the person is one of the parties named for it; None where of none.

    One condition for each register and party, since each is a query within the query.
    """
    named = {(register.ref, party): register for register, party in parties}
    found = ((ref, belongs(actor, register, party)) for (ref, party), register in named.items())
    return either(Q(register=ref) & mine for ref, mine in found if mine is not None)


def either(conditions: Iterable[Q]) -> Q | None:
    """That one of the conditions holds; None where there is none."""
    found: Q | None = None
    for condition in conditions:
        found = condition if found is None else found | condition
    return found


def above(actor: Actor) -> Q | None:
    """As `above.is_above`: the records of units below a post that decides."""
    posts = [post for post in actor.posts if post.role not in NOT_DECIDING]
    below = (Q(unit__path__startswith=post.unit_path) & ~Q(unit__path=post.unit_path) for post in posts)
    return _any(below) if posts else None


def covered(actor: Actor, register: Register, *roles: Role) -> Q | None:
    """As `permissions.covers`: the records at or below a post with one of the roles; all for the register's owner."""
    posts = [post for post in actor.posts if post.role in roles]
    if any(post.is_at_root or post.unit_code == register.owner for post in posts):
        return EVERYTHING
    return _any(Q(unit__path__startswith=post.unit_path) for post in posts) if posts else None


def _is(role: PartyRole, units: list[int]) -> Q:
    return Q(Exists(HeldParty.objects.filter(record=OuterRef("pk"), role=role, unit__in=units)))


def _any(conditions: Iterable[Q]) -> Q:
    found = NOTHING
    for condition in conditions:
        found |= condition
    return found
