"""Races among administrators: one account, one post, one tree, one version, one link."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse

from luoshi.audit.models import Entry
from luoshi.jobs.models import Job
from luoshi.notices.actions import MessengerDraft, set_messenger
from luoshi.org.actions import delegate
from luoshi.org.models import Delegation, Post, Unit
from luoshi.packs import incoming
from luoshi.packs.models import PackVersion
from luoshi.people.actions import invite
from luoshi.people.models import Account
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks
from luoshi.registers.tests.test_redating import before_the_notice, calendar_of, started
from luoshi.rules.actors import Role
from luoshi.web.tests.test_managing import NEWER, zipped
from tests.races import meeting
from tests.races.scenarios import MANY, Race, exactly


def _posts(works: SmallWorks, name: str, *arguments: object, **fields: object) -> list[meeting.Post]:
    """The same form sent by the administrator as often as races ask for."""
    return [meeting.Post(works.city.admin, reverse(name, args=arguments), fields)] * MANY


def one_user_name(works: SmallWorks) -> Race:
    """A user name is given once."""
    posts = _posts(works, "manage_person_new", display_name="新人", username="newcomer")
    return Race(posts, exactly(1), lambda: Account.objects.filter(username="newcomer").count() == 1)


def closing(works: SmallWorks) -> Race:
    """An account is closed once, with one reason."""
    posts = _posts(works, "manage_person_act", works.other_lead.account_id, "close", reason="调离")
    return Race(posts, exactly(1), lambda: Entry.objects.filter(act="people.deactivate").count() == 1)


def one_post(works: SmallWorks) -> Race:
    """The same post is held once."""
    pk, fields = works.other_lead.account_id, {"unit": works.south.pk, "role": "supervisor", "since": "2022-06-01"}
    posts = _posts(works, "manage_person_act", pk, "hold", **fields)
    return Race(posts, exactly(1), lambda: Post.objects.filter(account=pk, role="supervisor").count() == 1)


def leaving(works: SmallWorks) -> Race:
    """A post ends once, on one of the days."""
    held = Post.objects.get(account=works.lead.account_id)
    address = reverse("manage_post_end", args=[held.pk])
    posts = [meeting.Post(works.city.admin, address, {"on": f"2022-06-{20 + n}"}) for n in range(MANY)]
    return Race(posts, exactly(1), lambda: Entry.objects.filter(act="org.end_post").count() == 1)


def revoking(works: SmallWorks) -> Race:
    """A delegation is taken back once."""
    deputy = Account.objects.get(pk=works.city.actor(Role.COUNTY_LEAD, "zone").account_id)
    post = Post.objects.select_related("unit").get(account=works.lead.account_id)
    until = TODAY.replace(day=28)
    lent = delegate(post, deputy=deputy, since=TODAY, until=until, reason="出差", by=works.lead, at=NOW)
    revoked = Delegation.objects.filter(revoked_at=None)
    posts = _posts(works, "manage_delegation_revoke", lent.pk)
    return Race(posts, exactly(1), lambda: not revoked.exists())


def one_tree(works: SmallWorks) -> Race:
    """A unit is closed or renamed, once each way, one after the other."""
    spring = works.city.unit("spring")
    posts = _posts(works, "manage_unit_act", spring.pk, "close", on="2022-06-10", basis="一号")
    return Race(posts, exactly(1), lambda: str(Unit.objects.get(pk=spring.pk).valid_to) == "2022-06-10")


def silencing(works: SmallWorks) -> Race:
    """A messenger is closed once."""
    draft = MessengerDraft(title="群", style="wecom", address="https://x.cn/", unit=works.north, kinds=["chased"])
    made = set_messenger(draft, by=works.city.admin, at=NOW)
    posts = _posts(works, "manage_messenger_close", made.pk)
    return Race(posts, exactly(1), lambda: Entry.objects.filter(act="notices.close_messenger").count() == 1)


def publishing(works: SmallWorks) -> Race:
    """The same upload published by several at once is one version."""
    posts = _posts(works, "manage_pack_incoming", incoming.keep(zipped(*NEWER)))
    return Race(posts, exactly(MANY), lambda: PackVersion.objects.count() == 2)


def coming_in(works: SmallWorks) -> Race:
    """A link serves once, whoever opens it at the same moment."""
    account = Account.objects.get(pk=works.lead.account_id)
    address = reverse("invitation", args=[account.pk, invite(account, by=works.city.admin, at=NOW)])
    chosen = [f"a sentence of number {n}" for n in range(MANY)]
    posts = [meeting.Post(works.officer, address, {"new": each, "again": each}) for each in chosen]
    return Race(posts, exactly(1), lambda: Entry.objects.filter(act="people.take_invitation").count() == 1)


def redating(works: SmallWorks) -> Race:
    """Several who ask for the deadlines to be computed anew are led to one job."""
    with calendar_of(before_the_notice()):
        started(works, date(2022, 11, 25))
    asked = Job.objects.filter(kind="registers.redate")
    return Race(_posts(works, "manage_redate"), exactly(MANY), lambda: asked.count() == 1)


MANAGING: dict[str, Callable[[SmallWorks], Race]] = {
    "manage_person_new": one_user_name,
    "manage_person_act": closing,
    "manage_person_act:hold": one_post,
    "manage_post_end": leaving,
    "manage_delegation_revoke": revoking,
    "manage_unit_act": one_tree,
    "manage_messenger_close": silencing,
    "manage_pack_incoming": publishing,
    "invitation": coming_in,
    "manage_redate": redating,
}
