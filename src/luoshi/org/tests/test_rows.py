"""Rows of the source documents that the organisation answers for."""

from datetime import date, timedelta

import pytest

from luoshi.org.actions import UnitDraft, grant_establishment, load_units
from luoshi.org.models import EstablishmentKind, Unit, UnitKind
from luoshi.org.queries import accounts_with_role, as_was, establishment_on, tree
from luoshi.org.tests.small_city import NOW, START, TODAY, SmallCity
from luoshi.rules.actors import Role
from luoshi.rules.refusals import Refused

GRANTED = date(2022, 5, 1)


def test_r097_twenty_posts_and_five_inner_units_appear_from_their_day_on(city: SmallCity) -> None:
    """一次性…增加20个事业编制和5个内设机构: both carry the day from which they count."""
    commerce, kind = city.unit("commerce"), EstablishmentKind.PUBLIC_INSTITUTION
    grant_establishment(commerce, kind=kind, number=12, since=START, basis="三定方案", by=city.admin, at=NOW)
    grant_establishment(commerce, kind=kind, number=20, since=GRANTED, basis="增编批复", by=city.admin, at=NOW)
    sections = [
        UnitDraft(
            code=f"commerce-{n}", title=f"招商{n}科", kind=UnitKind.SECTION, parent="commerce", valid_from=GRANTED
        )
        for n in range(1, 6)
    ]
    load_units(sections, by=city.admin, at=NOW)
    eve = GRANTED - timedelta(days=1)
    assert establishment_on(commerce, eve) == {kind: 12}
    assert establishment_on(commerce, GRANTED) == {kind: 32}
    new = [node for node in tree(GRANTED).nodes.values() if node.unit_id not in as_was(eve)]
    assert [(node.kind, node.parent_id) for node in new] == [(UnitKind.SECTION, commerce.pk)] * 5
    assert {unit.valid_from for unit in Unit.objects.filter(kind=UnitKind.SECTION)} == {GRANTED}


def test_r097_a_quota_is_not_taken_below_zero_nor_changed_without_a_document(city: SmallCity) -> None:
    for number, basis in ((-1, "批复"), (0, "批复"), (5, " ")):
        with pytest.raises(Refused, match=r"org\.bad_quota"):
            grant_establishment(
                city.unit("commerce"),
                kind=EstablishmentKind.CONTRACT,
                number=number,
                since=TODAY,
                basis=basis,
                by=city.admin,
                at=NOW,
            )


def test_r061_three_tiers_have_a_holder_each(city: SmallCity) -> None:
    """抓总、各负其责、协同落实: whoever oversees, leads and carries out is found from any unit above.

    That a task has exactly one lead is the registers' to keep.
    """
    tiers = ((Role.SUPERVISOR, "supervision"), (Role.COUNTY_LEAD, "north"), (Role.TOWNSHIP_CLERK, "stone"))
    held = [(role, city.person(role, code)) for role, code in tiers]
    for role, person in held:
        assert accounts_with_role(role, unit=city.unit("city"), on=TODAY) == [person]


def test_r145_leading_coordinating_carrying_out_and_supervising_are_different_posts(city: SmallCity) -> None:
    """领导、协调、推进和督查机制: each is a role with a title of its own, held in a unit."""
    mechanism = (Role.COUNTY_LEAD, Role.BUREAU_OFFICER, Role.TOWNSHIP_CLERK, Role.SUPERVISOR, Role.VERIFIER)
    assert len({role.label.zh for role in mechanism}) == len(mechanism)
    for role in mechanism:
        assert city.actor(role, "north").has_role(role)
        assert not city.actor(role, "north").has_role(*set(mechanism) - {role})
