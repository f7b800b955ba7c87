"""People from a list, and two administrators at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from luoshi.org.actions import PersonDraft, load_people, move_unit
from luoshi.org.queries import actor_for, tree
from luoshi.org.tests.small_city import NOW, START, TODAY, SmallCity
from luoshi.people.models import Account
from luoshi.rules.actors import Role
from luoshi.rules.refusals import Refused


def test_people_come_with_their_posts(city: SmallCity) -> None:
    posts = (("北山旗", Role.COUNTY_LEAD), ("stone", Role.TOWNSHIP_CLERK))
    (person,) = load_people(
        [PersonDraft(username="zhao", name="赵䶮", posts=posts, since=START)], by=city.admin, at=NOW
    )
    held = actor_for(person, at=NOW).posts
    assert [(post.unit_code, post.role) for post in held] == [
        ("north", Role.COUNTY_LEAD),
        ("stone", Role.TOWNSHIP_CLERK),
    ]


def test_one_mistake_keeps_the_whole_list_out_and_is_placed(city: SmallCity) -> None:
    before = Account.objects.count()
    good = PersonDraft(username="zhao", name="赵", posts=(("north", Role.COUNTY_LEAD),), since=START)
    bad = PersonDraft(username="qian", name="钱", posts=(("北三旗", Role.COUNTY_LEAD),), since=START)
    with pytest.raises(Refused, match=r"org\.unknown_unit") as refused:
        load_people([good, bad], by=city.admin, at=NOW)
    assert refused.value.where == "qian: 北三旗"
    assert "北山旗" in refused.value.remedy.zh
    assert Account.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_two_moves_at_once_never_close_a_circle() -> None:
    """North below south and south below north, each fine alone: one of the two is refused."""
    city = SmallCity()
    both_ready = Barrier(2)

    def move(code: str, to: str) -> str:
        try:
            unit, parent = city.unit(code), city.unit(to)
            both_ready.wait()
            move_unit(unit, to=parent, on=TODAY, by=city.admin, at=NOW)
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return "moved"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(move, ["north", "south"], ["south", "north"]))
    assert outcomes == ["moved", "org.cycle"]
    assert len(tree(TODAY).nodes) == 8
