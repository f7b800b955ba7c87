"""Letters: at once what is urgent, one a day for the rest, never at night, never what may not be seen."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import override_settings

from luoshi.jobs.models import Job, JobState
from luoshi.jobs.testing import drain, follow
from luoshi.notices import jobs, sending, unsubscribing
from luoshi.notices.actions import (
    MessengerDraft,
    Wishes,
    close_messenger,
    set_messenger,
    set_preferences,
    turn_mail_off,
)
from luoshi.notices.kinds import Kind, Way, Why
from luoshi.notices.models import Delivery, DeliveryState, Messenger, Notice, Preference
from luoshi.notices.outgoing import Answer
from luoshi.notices.posting import hurry
from luoshi.notices.tests.conftest import with_mail
from luoshi.org.actions import end_post
from luoshi.org.models import Post
from luoshi.people.models import Account
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks
from luoshi.rules.actors import Actor, operator
from luoshi.rules.moments import CHINA
from luoshi.rules.refusals import Refused

MORNING = datetime(2022, 6, 16, 8, 30, tzinfo=CHINA)
NOON = datetime(2022, 6, 15, 12, 0, tzinfo=CHINA)


def noticed(
    actor: Actor, record: Record, kind: Kind, *, way: Way, number: int = 1, at: datetime = NOON
) -> list[Notice]:
    made = [
        Notice(
            county=record.county, account_id=actor.account_id, record=record, kind=kind, why=Why.LEAD,
            told={"zh": f"第{each}件", "en": f"item {each}"}, source=f"e{kind}{each}", way=way, at=at,
        )
        for each in range(number)
    ]  # fmt: skip
    return Notice.objects.bulk_create(made, batch_size=1000)


def digests(at: datetime = MORNING) -> list[str]:
    """The subjects of the letters that the round of a day sends."""
    jobs.ask(by=operator("test"), at=at)
    drain(at=at)
    return [str(letter.subject) for letter in mail.outbox]


def test_ten_thousand_happenings_make_one_letter(works: SmallWorks) -> None:
    task = works.task()
    noticed(with_mail(works.lead), task, Kind.MOVED, way=Way.DIGEST, number=10_000)
    assert digests() == ["[落实] 2022-06-16 汇总：10000 项"]
    (letter,) = mail.outbox
    assert len(letter.body) < 8_000
    assert "另有 9960 项" in letter.body
    assert Delivery.objects.get().notices == 10_000
    assert digests(MORNING + timedelta(days=1)) == [letter.subject]


def test_what_is_urgent_goes_at_once_and_together(works: SmallWorks) -> None:
    task, lead = works.task(), with_mail(works.lead)
    for each in noticed(lead, task, Kind.CHASED, way=Way.NOW, number=30):
        hurry([each])
    drain(at=NOON + timedelta(minutes=2))
    (letter,) = mail.outbox
    assert "30 项" in letter.subject
    assert digests() == [letter.subject]


def test_a_later_urgent_one_waits_for_the_next_quarter(works: SmallWorks) -> None:
    task, lead = works.task(), with_mail(works.lead)
    hurry(noticed(lead, task, Kind.CHASED, way=Way.NOW))
    drain(at=NOON + timedelta(minutes=2))
    hurry(noticed(lead, task, Kind.OVERDUE, way=Way.NOW, at=NOON + timedelta(minutes=3)))
    drain(at=NOON + timedelta(minutes=5))
    assert len(mail.outbox) == 1
    drain(at=NOON + timedelta(minutes=16))
    assert len(mail.outbox) == 2


def test_at_night_nothing_is_mailed_and_in_the_morning_it_is(works: SmallWorks) -> None:
    task, lead = works.task(), with_mail(works.lead)
    night = datetime(2022, 6, 15, 22, 0, tzinfo=CHINA)
    hurry(noticed(lead, task, Kind.CHASED, way=Way.NOW, at=night))
    drain(at=night + timedelta(minutes=30))
    assert mail.outbox == []
    drain(at=datetime(2022, 6, 16, 8, 2, tzinfo=CHINA))
    assert len(mail.outbox) == 1


def test_on_a_day_off_no_digest_goes_and_the_next_day_is_asked_for(works: SmallWorks) -> None:
    noticed(with_mail(works.lead), works.task(), Kind.MOVED, way=Way.DIGEST)
    saturday = datetime(2022, 6, 18, 9, 0, tzinfo=CHINA)
    assert digests(saturday) == []
    waiting = Job.objects.get(kind=jobs.MORNING, state=JobState.WAITING)
    assert waiting.run_after == datetime(2022, 6, 19, 8, 30, tzinfo=CHINA)


def test_what_may_not_be_seen_when_it_is_sent_is_not_sent(works: SmallWorks) -> None:
    site = works.site(cost=5)
    clerk = with_mail(works.other_lead)
    noticed(clerk, site, Kind.FOLLOWED, way=Way.DIGEST)
    assert digests() == []
    assert Delivery.objects.get().state == DeliveryState.FAILED


def test_a_person_who_has_left_gets_no_more_mail(works: SmallWorks) -> None:
    noticed(with_mail(works.lead), works.task(), Kind.MOVED, way=Way.DIGEST)
    post = Post.objects.select_related("unit").get(account=works.lead.account_id)
    end_post(post, on=TODAY, by=works.city.admin, at=NOW)
    assert digests() == []


def test_a_letter_says_what_why_and_how_to_change_it(works: SmallWorks) -> None:
    noticed(with_mail(works.lead), works.task(), Kind.MOVED, way=Way.DIGEST)
    with override_settings(NOTICES={**_notices(), "site": "https://luoshi.example.cn/"}):
        (subject,) = digests()
    (letter,) = mail.outbox
    assert "\n" not in subject
    assert "第0件" in letter.body
    assert "因为您在牵头单位任职" in letter.body
    assert "https://luoshi.example.cn/notices/preferences/" in letter.body
    assert letter.extra_headers["List-Unsubscribe"].startswith("<https://luoshi.example.cn/notices/no-mail/")
    for word in ("请登录", "打卡", "签收", "已读"):
        assert word not in letter.body


def _notices() -> dict[str, object]:
    return dict(settings.NOTICES)


def test_a_server_in_trouble_is_tried_again_and_told(works: SmallWorks, monkeypatch: pytest.MonkeyPatch) -> None:
    noticed(with_mail(works.lead), works.task(), Kind.MOVED, way=Way.DIGEST)

    def fails(*_: object, **__: object) -> None:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr(sending, "mail", fails)
    jobs.ask(by=operator("test"), at=MORNING)
    drain(at=MORNING, tolerant=True)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries) == (DeliveryState.WAITING, 1)
    assert delivery.trouble["reason_zh"] == "没有连上所需的系统。"
    monkeypatch.undo()
    drain(at=MORNING + timedelta(minutes=20))
    assert Delivery.objects.get().state == DeliveryState.SENT
    assert len(mail.outbox) == 1
    assert Delivery.objects.get().text == ""


def test_mail_is_turned_off_from_a_letter(works: SmallWorks) -> None:
    lead = with_mail(works.lead)
    account = Account.objects.get(pk=lead.account_id)
    kept = Preference.objects.get(account=account)
    read, address = unsubscribing.read(unsubscribing.token_of(account, kept.mail))
    turn_mail_off(read.pk, address, by=operator("letter"), at=NOW)
    assert Preference.objects.get(account=account).address == ""
    with pytest.raises(Refused):
        unsubscribing.read("x:y")


@pytest.mark.parametrize("wishes", [Wishes(mail="x"), Wishes(ways={"chased": "loud"}), Wishes(ways={"x": "now"}),
                                    Wishes(quiet_from=NOON.time())])  # fmt: skip
def test_wishes_nobody_can_follow_are_refused(works: SmallWorks, wishes: Wishes) -> None:
    with pytest.raises(Refused):
        set_preferences(wishes, by=works.lead, at=NOW)


def test_mail_to_other_domains_is_refused_where_the_office_says_so(works: SmallWorks) -> None:
    with override_settings(NOTICES={**_notices(), "mail_domains": ["gov.cn"]}), pytest.raises(Refused):
        set_preferences(Wishes(mail="a@example.cn"), by=works.lead, at=NOW)


def messenger(works: SmallWorks) -> Messenger:
    draft = MessengerDraft(
        title="北山群",
        style="wecom",
        address="https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
        unit=works.north,
        kinds=["chased", "assigned"],
    )
    return set_messenger(draft, by=works.city.admin, at=NOW)


def test_a_messenger_hears_of_its_unit_without_titles(works: SmallWorks, monkeypatch: pytest.MonkeyPatch) -> None:
    made, sent = messenger(works), list[tuple[object, dict[str, str]]]()

    def takes(address: str, body: object, *, headers: dict[str, str], inner: object) -> Answer:
        sent.append((body, headers))
        return Answer(200, b'{"errcode":0}')

    monkeypatch.setattr(sending, "post_json", takes)
    works.task("修机密的路")
    follow(at=NOW)
    drain(at=NOW + timedelta(minutes=5))
    ((body, headers),) = sent
    assert "交办" in str(body)
    assert "修机密的路" not in str(body)
    assert headers["Idempotency-Key"]
    assert Delivery.objects.get(messenger=made).state == DeliveryState.SENT
    close_messenger(made, by=works.city.admin, at=NOW)
    made.refresh_from_db()
    assert "key=" not in made.address


def test_a_messenger_that_refuses_is_told_and_not_asked_again(
    works: SmallWorks, monkeypatch: pytest.MonkeyPatch
) -> None:
    messenger(works)
    monkeypatch.setattr(sending, "post_json", lambda *_, **__: Answer(404, b""))
    works.task()
    follow(at=NOW)
    drain(at=NOW + timedelta(minutes=5))
    failed = Delivery.objects.get()
    assert failed.state == DeliveryState.FAILED
    assert "HTTP 404" in failed.trouble["reason_zh"]


def test_who_does_not_administer_the_unit_keeps_no_messenger(works: SmallWorks) -> None:
    draft = MessengerDraft(title="群", style="wecom", address="https://x.cn/", unit=works.north, kinds=["chased"])
    with pytest.raises(Refused):
        set_messenger(draft, by=works.lead, at=NOW)


def test_old_notices_go_and_new_ones_stay(works: SmallWorks) -> None:
    task = works.task()
    noticed(works.lead, task, Kind.MOVED, way=Way.SITE, at=NOON - timedelta(days=400))
    noticed(works.lead, task, Kind.CHASED, way=Way.SITE)
    digests()
    assert list(Notice.objects.values_list("kind", flat=True)) == [Kind.CHASED]
