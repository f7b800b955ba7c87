"""提醒 in the browser: one's own list, seen for oneself alone, preferences, following, mail turned off."""

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.audit.models import Entry, Touch
from luoshi.jobs.testing import follow
from luoshi.notices.models import Glance, Notice, Preference, Watch
from luoshi.notices.unsubscribing import token_of
from luoshi.people.models import Account
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_costs import asked as cost
from luoshi.web.tests.test_registers import as_, page


@pytest.fixture
def told(works: SmallWorks) -> SmallWorks:
    """A task has been given to the northern county."""
    works.task("修<b>路")
    follow(at=NOW)
    return works


def test_the_list_says_what_happened_and_why(told: SmallWorks) -> None:
    shown = page(as_(told.lead), "notices")
    assert "修&lt;b&gt;路" in shown
    assert "交办" in shown
    assert "因为您在牵头单位任职" in shown
    assert barriers(Page(shown)) == []
    assert 'bell-count num">1<' in shown
    assert "还没有提醒" in page(as_(told.other_lead), "notices")


def test_seen_is_for_oneself_and_leaves_no_trace(told: SmallWorks) -> None:
    client = as_(told.lead)
    entries, touches = Entry.objects.count(), Touch.objects.count()
    newest = Notice.objects.get(account=told.lead.account_id).pk
    client.post(reverse("notices_seen"), {"seen_to": newest})
    assert "bell-count" not in page(client, "notices")
    assert (Entry.objects.count(), Touch.objects.count()) == (entries, touches)
    client.post(reverse("notices_seen"), {"seen_to": "1"})
    client.post(reverse("notices_seen"), {"seen_to": "x" * 30})
    assert Glance.objects.get().seen_to == newest
    assert "没有符合条件的提醒" in client.get(reverse("notices"), {"new": "1"}).content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [({"q": "修"}, True), ({"q": "没有"}, False), ({"kind": "assigned"}, True), ({"kind": "chased"}, False),
     ({"kind": "x", "page": "99"}, True), ({"page": "²"}, True)],
)  # fmt: skip
def test_the_list_is_narrowed(told: SmallWorks, query: dict[str, str], found: bool) -> None:
    shown = as_(told.lead).get(reverse("notices"), query).content.decode()
    assert ("修&lt;b&gt;路" in shown) is found


def test_a_notice_of_a_record_one_may_not_see_tells_nothing(told: SmallWorks) -> None:
    Notice.objects.update(account=told.other_lead.account_id)
    client = as_(told.other_lead)
    assert "您现在看不到这条记录" in page(client, "notices")
    assert "修" not in page(client, "notices").split("filterbar")[1]
    assert "修" not in client.get(reverse("notices_export")).content.decode()


def test_the_export_holds_the_list(told: SmallWorks) -> None:
    exported = as_(told.lead).get(reverse("notices_export"), {"kind": "assigned"})
    assert "修<b>路" in exported.content.decode()


def test_preferences_are_kept_and_mistakes_stand_beside_their_box(told: SmallWorks) -> None:
    client, address = as_(told.lead), reverse("notice_preferences")
    shown = page(client, "notice_preferences")
    assert barriers(Page(shown)) == []
    sent = {
        "mail": "a@example.cn",
        "quiet_from": "19：30",
        "quiet_until": "7:30",
        "way-moved": "site",
        "mail_on": "true",
    }
    assert client.post(address, sent).status_code == 302
    kept = Preference.objects.get(account=told.lead.account_id)
    assert (kept.mail, kept.ways, f"{kept.quiet_from:%H:%M}") == ("a@example.cn", {"moved": "site"}, "19:30")
    for wrong in ({"mail": "nobody"}, {"quiet_from": "25:00", "quiet_until": "7:00"}, {"way-moved": "loud"}):
        refused = client.post(address, {**sent, **wrong})
        assert refused.status_code == 422
        assert 'role="alert"' in refused.content.decode()
    assert Preference.objects.get().mail == "a@example.cn"


def test_a_record_is_followed_and_let_go(told: SmallWorks) -> None:
    record = Notice.objects.get().record_id
    client = as_(told.supervisor)
    address = reverse("record_follow", args=[record])
    assert "已关注" in client.post(address, {"follow": "1"}, follow=True).content.decode()
    assert Watch.objects.get().account_id == told.supervisor.account_id
    client.post(address, {"follow": "0"})
    assert not Watch.objects.exists()
    assert as_(told.other_lead).post(address, {"follow": "1"}).status_code in (404, 409)


def test_mail_is_turned_off_from_a_letter_by_a_button_and_not_by_a_look(told: SmallWorks, client: Client) -> None:
    lead = as_(told.lead)
    lead.post(reverse("notice_preferences"), {"mail": "a@example.cn", "mail_on": "true"})
    account = Account.objects.get(pk=told.lead.account_id)
    address = reverse("no_mail", args=[token_of(account, "a@example.cn")])
    assert "a@example.cn" in client.get(address).content.decode()
    assert Preference.objects.get().mail_on
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Preference.objects.get().mail_on
    assert client.get(reverse("no_mail", args=["forged:token"])).status_code == 409


def test_the_list_costs_the_same_however_long_it_is(told: SmallWorks) -> None:
    client, address = as_(told.lead), reverse("notices")
    few = cost(client, address)
    for number in range(8):
        told.task(f"路{number}")
    follow(at=NOW)
    assert cost(client, address) <= few
