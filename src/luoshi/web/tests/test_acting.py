"""Standing in for somebody (代办) in the browser: chosen, shown, written down, and over when it is over."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from luoshi.audit.models import Entry
from luoshi.org.actions import delegate, revoke_delegation
from luoshi.org.models import Delegation, Post
from luoshi.org.tests.small_city import NOW, TODAY
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.actors import Role
from luoshi.web.tests.test_registers import as_


@pytest.fixture
def lent(works: SmallWorks, settings: Settings) -> Delegation:
    """The county lead's post, lent to a clerk of the township for a week; the pages stand on its first day."""
    settings.SAMPLE_DAY = TODAY
    post = Post.objects.select_related("unit").get(account=works.lead.account_id)
    deputy = works.city.person(Role.TOWNSHIP_CLERK, "stone")
    until = TODAY + timedelta(days=7)
    return delegate(post, deputy=deputy, since=TODAY, until=until, reason="出差", by=works.lead, at=NOW)


@pytest.fixture
def deputy(lent: Delegation) -> Client:
    """A browser in which the clerk is signed in."""
    client = Client()
    client.force_login(lent.deputy, backend="luoshi.people.backend.Accounts")
    return client


def entered(works: SmallWorks, client: Client, name: str) -> int:
    """The status of entering a site for the northern county."""
    data = {"unit-of-record": works.north.pk, "title_of_site": name, "plan": works.plan(f"{name}计划").pk}
    return client.post(reverse("record_new", args=["works.site"]), data).status_code


def test_most_people_have_nothing_to_choose(works: SmallWorks) -> None:
    assert "以谁的名义办理" not in as_(works.officer).get("/").content.decode()


def test_the_deputy_chooses_acts_and_every_page_and_entry_says_so(
    works: SmallWorks, lent: Delegation, deputy: Client
) -> None:
    holder = works.lead
    assert "以谁的名义办理" in deputy.get("/").content.decode()
    assert entered(works, deputy, "东桥") == 403
    chosen = deputy.post(reverse("act_for"), {"holder": holder.account_id}, follow=True)
    assert "acting-band" in chosen.content.decode()
    assert f"代{holder.name}办理" in chosen.content.decode()
    assert entered(works, deputy, "东桥") == 302
    entry = Entry.objects.filter(act="registers.create").latest("id")
    assert (entry.by_account, entry.on_behalf_of) == (lent.deputy_id, holder.name)
    back = deputy.post(reverse("act_for"), {"holder": ""}, follow=True)
    assert "acting-band" not in back.content.decode()


def test_nobody_acts_for_somebody_who_did_not_ask(works: SmallWorks, deputy: Client) -> None:
    for holder in (works.supervisor.account_id, 999_999):
        assert deputy.post(reverse("act_for"), {"holder": holder}).status_code == 409
    assert "acting-band" not in deputy.get("/").content.decode()


def test_a_delegation_that_ends_is_over_at_once(works: SmallWorks, lent: Delegation, deputy: Client) -> None:
    deputy.post(reverse("act_for"), {"holder": works.lead.account_id})
    revoke_delegation(lent, by=works.lead, at=NOW - timedelta(hours=12))
    assert entered(works, deputy, "东桥") == 409
    assert not Record.objects.filter(label="东桥").exists()
    assert "acting-band" not in deputy.get("/").content.decode()


def test_a_page_opened_after_the_end_says_so(works: SmallWorks, lent: Delegation, deputy: Client) -> None:
    deputy.post(reverse("act_for"), {"holder": works.lead.account_id})
    revoke_delegation(lent, by=works.lead, at=NOW - timedelta(hours=12))
    assert "代办委托已经结束" in deputy.get("/").content.decode()
