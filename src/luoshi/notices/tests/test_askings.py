"""A return that is asked for has no record: its notices hang on the asking, and go every way that others go."""

from datetime import timedelta

import pytest
from django.core import mail

from luoshi.jobs.testing import drain, follow
from luoshi.notices import jobs
from luoshi.notices.actions import MessengerDraft, set_messenger
from luoshi.notices.kinds import Kind, Way, Why
from luoshi.notices.letters import message_to
from luoshi.notices.models import Delivery, Messenger, Notice
from luoshi.notices.posting import bundle
from luoshi.notices.queries import mine, told_among
from luoshi.notices.telling import tell_asked
from luoshi.notices.tests.conftest import with_mail
from luoshi.org.actions import end_post
from luoshi.org.models import Post
from luoshi.org.queries import capacities
from luoshi.org.tests.small_city import SmallCity
from luoshi.people.models import Account
from luoshi.registers.actions import move
from luoshi.registers.tests.small_returns import EXPLAINED, NOW, SmallReturns, step
from luoshi.returns.actions import remind
from luoshi.returns.models import Reminder
from luoshi.rules.actors import Actor, operator

WECOM = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"


@pytest.fixture
def flocks(transactional_db: None) -> SmallReturns:
    """A village that owes its return of May, committed."""
    return SmallReturns(SmallCity())


def ask(flocks: SmallReturns) -> Reminder:
    (made,) = remind(
        "flocks.herd", "2022-05", units=[flocks.spring.pk], words="请于明日前上报", by=flocks.county, at=NOW
    )
    return made


def tell() -> None:
    follow(at=NOW)
    drain(at=NOW)


def told(actor: Actor) -> list[tuple[str, str, str]]:
    return list(Notice.objects.of(actor.account_id).order_by("pk").values_list("kind", "why", "way"))


def test_the_unit_is_told_once_and_nobody_else(flocks: SmallReturns) -> None:
    asked = ask(flocks)
    tell()
    tell()
    assert told(flocks.clerk) == [(Kind.CHASED, Why.ENTERS, Way.SITE)]
    assert told(flocks.county) == told(flocks.other) == []
    said = Notice.objects.get(account=flocks.clerk.account_id).said
    assert (asked.number, "提醒单" in said.zh, "请于明日前上报" in said.zh, "Reminder" in said.en) == (
        "MY-TX-2022-0001", True, True, True,
    )  # fmt: skip
    ask(flocks)  # the next rung is another notice
    tell()
    assert len(told(flocks.clerk)) == 2


def test_of_a_village_without_staff_the_township_is_told(flocks: SmallReturns) -> None:
    post = Post.objects.get(account=flocks.clerk.account_id)
    end_post(post, on=NOW.date(), by=flocks.city.admin, at=NOW)
    ask(flocks)
    tell()
    assert told(flocks.township) == [(Kind.CHASED, Why.ENTERS, Way.SITE)]


def test_it_is_mailed_at_once_and_only_while_the_return_is_missing(flocks: SmallReturns) -> None:
    with_mail(flocks.clerk)
    ask(flocks)
    tell()
    drain(at=NOW + timedelta(minutes=2))
    (letter,) = mail.outbox
    assert letter.subject == "[落实] 催办：泉村2022年5月牲畜月报"
    assert "MY-TX-2022-0001" in letter.body
    assert "/returns/asked/" in letter.body or "http" not in letter.body


def test_what_was_handed_over_meanwhile_is_mailed_no_more(flocks: SmallReturns) -> None:
    with_mail(flocks.clerk, ways={"chased": "digest"})
    ask(flocks)
    tell()
    assert told(flocks.clerk) == [(Kind.CHASED, Why.ENTERS, Way.DIGEST)]
    flocks.submitted()
    jobs.ask(by=operator("test"), at=NOW + timedelta(days=1))
    drain(at=NOW + timedelta(days=1, hours=1))
    assert mail.outbox == []


def test_handed_over_before_it_could_be_told_nobody_is(flocks: SmallReturns) -> None:
    record = flocks.herd()
    asked = ask(flocks)
    move(record, "submit", step=step(explained=EXPLAINED), by=flocks.clerk, at=NOW)
    assert tell_asked(asked, by=flocks.county.account_id, at=NOW) == []


def test_a_messenger_of_the_units_above_is_posted_number_and_register(flocks: SmallReturns) -> None:
    draft = MessengerDraft(
        title="北旗", style="wecom", address=WECOM, unit=flocks.city.unit("north"), kinds=["chased"]
    )
    set_messenger(draft, by=flocks.city.admin, at=NOW)
    asked = ask(flocks)
    follow(at=NOW)
    tell_asked(asked, by=flocks.county.account_id, at=NOW)
    messenger = Messenger.objects.get()
    assert bundle(Notice.objects.filter(messenger=messenger), urgent=True, at=NOW) is not None
    said = message_to(messenger, Delivery.objects.get(messenger=messenger))
    assert "泉村" in said.text
    assert "MY-TX-2022-0001" in said.text
    assert "请于明日前上报" not in said.text


def test_the_list_shows_it_as_long_as_it_may_be_seen(flocks: SmallReturns) -> None:
    ask(flocks)
    tell()
    account = Account.objects.get(pk=flocks.clerk.account_id)
    shown = list(mine(account.pk, words="MY-TX-2022-0001"))
    assert told_among(account, capacities(account, at=NOW), shown, at=NOW) == {shown[0].pk}
    stranger = Account.objects.get(pk=flocks.other.account_id)
    assert told_among(stranger, capacities(stranger, at=NOW), shown, at=NOW) == frozenset()
