"""Two values for one figure: who entered the first is told, and who offered the second hears what was chosen."""

import pytest

from luoshi.jobs.testing import follow
from luoshi.notices.actions import MessengerDraft, set_messenger
from luoshi.notices.kinds import Kind, Way, Why
from luoshi.notices.models import Notice
from luoshi.notices.tests.conftest import with_mail
from luoshi.registers.actions import Entered, fill, settle_offer
from luoshi.registers.models import Offer
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.actors import Actor, Role


def enter(works: SmallWorks, done: int, *, by: Actor) -> None:
    cells = {"remark": Entered("五月"), "done": Entered(done)}
    fill("works.monthly", cells, unit=works.city.unit("spring"), period="2022-05", reason="", by=by, at=NOW)


@pytest.fixture
def second(works: SmallWorks) -> Actor:
    """Somebody else who enters for the same villages; what they offer stands beside the first value."""
    return works.city.actor(Role.COUNTY_LEAD, "north")


def told(actor: Actor) -> list[tuple[str, str, str]]:
    follow(at=NOW)
    return list(Notice.objects.of(actor.account_id).order_by("pk").values_list("kind", "why", "way"))


def test_who_entered_a_value_is_told_of_another_and_not_who_offered_it(works: SmallWorks, second: Actor) -> None:
    lead = with_mail(works.lead)
    enter(works, 1, by=lead)
    assert told(lead) == []
    enter(works, 2, by=second)
    assert told(lead) == [(Kind.OFFERED, Why.ENTERS, Way.DIGEST)]
    assert told(second) == []
    assert told(works.other_lead) == []
    said = Notice.objects.get(account=lead.account_id).said
    assert (said.zh, said.en) == (
        f"{second.name}填报了另一个值，两个值待裁定",
        f"{second.name} entered another value; one of the two is to be chosen",
    )


@pytest.mark.parametrize(("take", "kind"), [(True, Kind.CONFIRMED), (False, Kind.REFUSED)])
def test_who_offered_hears_what_was_chosen_and_on_what_grounds(
    works: SmallWorks, second: Actor, take: bool, kind: Kind
) -> None:
    enter(works, 1, by=works.lead)
    enter(works, 2, by=second)
    settle_offer(Offer.objects.get(), take=take, why="村表为准", by=works.lead, at=NOW)
    assert told(second) == [(kind, Why.DID, Way.SITE)]
    assert "村表为准" in Notice.objects.get(account=second.account_id).said.zh
    assert [each[0] for each in told(works.lead)] == [Kind.OFFERED]


def test_a_messenger_of_the_units_above_is_posted_it_where_it_wants_the_kind(
    works: SmallWorks, second: Actor
) -> None:
    address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"
    for kinds in (["offered"], ["chased"]):
        draft = MessengerDraft(title=kinds[0], style="wecom", address=address, unit=works.north, kinds=kinds)
        set_messenger(draft, by=works.city.admin, at=NOW)
    enter(works, 1, by=works.lead)
    enter(works, 2, by=second)
    follow(at=NOW)
    posted = Notice.objects.exclude(messenger=None).values_list("messenger__title", "kind")
    assert list(posted) == [("offered", Kind.OFFERED)]
