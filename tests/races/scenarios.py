"""For each writing route: who sends what at once, how many may succeed, and what must hold afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from luoshi.audit.models import Entry
from luoshi.evidence.actions import keep
from luoshi.evidence.tests.scenes import photo
from luoshi.jobs.actions import enqueue
from luoshi.jobs.models import Job, JobState
from luoshi.measures.models import PrintedFigure
from luoshi.registers.actions import Grounds, Step, attach, comment, freeze, move, move_out
from luoshi.registers.models import Claim, Comment, Exhibit, FrozenList, ListChange, Move, Record, Waiver
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, start
from luoshi.rules.actors import Role
from tests.races.meeting import Post

MANY = 4
REPORT = Step(on=TODAY, evidence={"report": "验字〔2022〕1号"})


@dataclass(frozen=True, slots=True)
class Race:
    """The forms sent at once; how many of them may be answered as done; what holds afterwards."""

    posts: list[Post]
    done: range
    holds: Callable[[], bool]


def exactly(number: int) -> range:
    """So many, no more and no fewer."""
    return range(number, number + 1)


def one_key(works: SmallWorks) -> Race:
    """The same key from two counties: one record, and a claim for each other offer."""
    plan = works.plan()
    sides = [(works.north, works.lead), (works.south, works.other_lead)] * (MANY // 2)
    fields = {"title_of_site": "东桥", "plan": plan.pk}
    address = reverse("record_new", args=["works.site"])
    posts = [Post(by, address, fields | {"unit-of-record": unit.pk}) for unit, by in sides]
    sites = Record.objects.of("works.site")
    return Race(posts, exactly(MANY), lambda: sites.count() == 1 and Claim.objects.count() == MANY - 1)


def corrections(works: SmallWorks) -> Race:
    """Each has read revision 1: one correction stands, the others are told."""
    site = works.site(cost=5)
    address = reverse("record_correct", args=[site.pk])
    posts = [Post(works.lead, address, {"cost": 10 + n, "reason": "核对", "revision": 1}) for n in range(MANY)]
    return Race(posts, exactly(1), lambda: Record.objects.get(pk=site.pk).revision == 2)


def moves(works: SmallWorks) -> Race:
    """One of several equal moves is taken."""
    site = works.site(cost=5, permit_ok=True)
    fields = {"on": "2022-06-15", "evidence-licence": "许字〔2022〕1号", "revision": 1}
    posts = [Post(works.lead, reverse("record_move", args=[site.pk, "start"]), fields)] * MANY
    return Race(posts, exactly(1), lambda: Move.objects.filter(record=site).count() == 1)


def decisions(works: SmallWorks) -> Race:
    """Confirmed and turned down at once: one of both, and the record stands where that leads."""
    site = works.site(cost=5, permit_ok=True)
    move(site, "start", step=start(), by=works.lead, at=NOW)
    taken = move(site, "complete", step=REPORT, by=works.lead, at=NOW)
    address = reverse("record_settle", args=[site.pk])
    yes, no = {"decision": "confirm"}, {"decision": "turn_down", "reason": "不全"}
    posts = [Post(works.verifier, address, fields) for fields in (yes, no) * (MANY // 2)]

    def agrees() -> bool:
        status, state = Move.objects.get(pk=taken.pk).status, Record.objects.get(pk=site.pk).state
        return (status, state) in {("done", "completed"), ("turned_down", "started")}

    return Race(posts, exactly(1), agrees)


def waivers(works: SmallWorks) -> Race:
    """A guard is waived once."""
    site = works.site(cost=5)
    address = reverse("record_waive", args=[site.pk, "permit"])
    posts = [Post(works.supervisor, address, {"basis": f"依据{n}"}) for n in range(MANY)]
    return Race(posts, exactly(1), lambda: Waiver.objects.filter(record=site).count() == 1)


def leads(works: SmallWorks) -> Race:
    """Of several leads named at once one stands, with the supporters named beside it."""
    site, zone, bureau = works.site(), works.city.unit("zone"), works.city.unit("commerce")
    address = reverse("record_parties", args=[site.pk])
    pairs = [(works.north, zone), (works.south, bureau)] * (MANY // 2)
    posts = [
        Post(works.lead, address, {"lead": lead.pk, "support": [beside.pk], "revision": 1}) for lead, beside in pairs
    ]

    def agrees() -> bool:
        kept = Record.objects.get(pk=site.pk)
        return (kept.lead_id, [each.unit_id for each in kept.parties.all()]) in [
            (lead.pk, [beside.pk]) for lead, beside in pairs
        ]

    return Race(posts, exactly(1), agrees)


def ring(works: SmallWorks) -> Race:
    """Each plan is hung under the next: at least one is refused, or the tree would be a ring."""
    plans = [works.plan(f"计划{n}") for n in range(MANY)]
    posts = [
        Post(
            works.planner,
            reverse("record_parent", args=[plan.pk]),
            {"parent-of-record": plans[(n + 1) % MANY].pk, "revision": 1},
        )
        for n, plan in enumerate(plans)
    ]
    return Race(posts, exactly(MANY - 1), lambda: Record.objects.filter(parent=None, register="works.plan").exists())


def freezing(works: SmallWorks) -> Race:
    """Lists frozen at once stand beside each other, each with all of its base."""
    works.site()
    fields = {"unit": works.city.unit("city").pk, "document": "府办6号", "condition": ""}
    address = reverse("list_new", args=["works.site"])
    posts = [Post(works.officer, address, fields | {"title": f"清单{n}"}) for n in range(MANY)]
    return Race(posts, exactly(MANY), lambda: FrozenList.objects.count() == MANY)


def _frozen(works: SmallWorks) -> tuple[FrozenList, Record]:
    site = works.site()
    city = works.city.unit("city")
    return freeze("works.site", "七月清单", unit=city, document="府办7号", by=works.officer, at=NOW), site


def leaving(works: SmallWorks) -> Race:
    """One change of a record is proposed at a time."""
    frozen, site = _frozen(works)
    fields = {"kind": "moved_out", "record": site.pk, "reason": "资金未落实", "document": "发改88号"}
    posts = [Post(works.officer, reverse("list_change", args=[frozen.pk]), fields)] * MANY
    return Race(posts, exactly(1), lambda: ListChange.objects.count() == 1)


def signing(works: SmallWorks) -> Race:
    """Signed and turned down at once: one of both."""
    frozen, site = _frozen(works)
    change = move_out(frozen, site, grounds=Grounds("资金未落实", "发改88号"), by=works.officer, at=NOW)
    address = reverse("list_settle", args=[change.pk])
    yes, no = {"decision": "sign"}, {"decision": "turn_down", "reason": "不全"}
    posts = [Post(works.supervisor, address, fields) for fields in (yes, no) * (MANY // 2)]
    return Race(posts, exactly(1), lambda: ListChange.objects.get().status in {"signed", "turned_down"})


def cancelling(works: SmallWorks) -> Race:
    """A job is cancelled once, also where two do it at once."""
    asked = enqueue("evidence.sweep", {}, by=works.city.admin, at=NOW)
    posts = [Post(works.city.admin, reverse("job_cancel", args=[asked.pk]), {})] * MANY
    return Race(posts, exactly(1), lambda: Job.objects.get(pk=asked.pk).state == JobState.CANCELLED)


def retrying(works: SmallWorks) -> Race:
    """A failed job is taken up again once."""
    asked = enqueue("evidence.sweep", {}, by=works.city.admin, at=NOW)
    Job.objects.filter(pk=asked.pk).update(state=JobState.FAILED, ended_at=NOW)
    posts = [Post(works.city.admin, reverse("job_retry", args=[asked.pk]), {})] * MANY
    return Race(posts, exactly(1), lambda: Job.objects.filter(state=JobState.WAITING).count() == 1)


def printing(works: SmallWorks) -> Race:
    """The same figure printed by several at once is one figure, and everybody is led to it."""
    works.site(cost=5)
    reader = works.city.actor(Role.SUPERVISOR, "city")
    posts = [Post(reader, reverse("measure_print", args=["works.sites"]), {"period": "2022"})] * MANY
    return Race(posts, exactly(MANY), lambda: PrintedFigure.objects.count() == 1)


def attaching(works: SmallWorks) -> Race:
    """The same photo brought by several at once lies before the record once."""
    site = works.site()
    address, picture = reverse("record_attach", args=[site.pk, "report"]), photo(1)
    posts = [Post(works.lead, address, {"files": SimpleUploadedFile("a.jpg", picture)}) for _ in range(MANY)]
    return Race(posts, exactly(MANY), lambda: Exhibit.objects.filter(record=site).count() == 1)


def withdrawing(works: SmallWorks) -> Race:
    """An exhibit is withdrawn once, with one reason."""
    site = works.site()
    file = keep(BytesIO(photo(1)), name="a.jpg", by=works.lead, at=NOW)
    exhibit = attach(site, "report", file=file, by=works.lead, at=NOW)
    address = reverse("exhibit_withdraw", args=[exhibit.pk])
    posts = [Post(works.lead, address, {"reason": f"理由{n}"}) for n in range(MANY)]
    return Race(posts, exactly(1), lambda: Entry.objects.filter(act="registers.detach").count() == 1)


def commenting(works: SmallWorks) -> Race:
    """Comments do not stand in each other's way."""
    site = works.site()
    posts = [Post(works.lead, reverse("record_comment", args=[site.pk]), {"text": f"第{n}句"}) for n in range(MANY)]
    return Race(posts, exactly(MANY), lambda: Comment.objects.filter(record=site).count() == MANY)


def editing(works: SmallWorks) -> Race:
    """Of several edits of one edition one stands, and what it said before is kept once."""
    said = comment(works.site(), "初稿", by=works.lead, at=NOW)
    address = reverse("comment_edit", args=[said.pk])
    posts = [Post(works.lead, address, {"text": f"第{n}稿", "revision": 1}) for n in range(MANY)]
    return Race(posts, exactly(1), lambda: [each.text for each in said.edits.all()] == ["初稿"])


def taking_back(works: SmallWorks) -> Race:
    """A comment is withdrawn once."""
    said = comment(works.site(), "说错了", by=works.lead, at=NOW)
    posts = [Post(works.lead, reverse("comment_withdraw", args=[said.pk]), {})] * MANY
    return Race(posts, exactly(1), lambda: Comment.objects.get(pk=said.pk).withdrawn_at is not None)


SCENARIOS: dict[str, Callable[[SmallWorks], Race]] = {
    "record_new": one_key,
    "record_correct": corrections,
    "record_move": moves,
    "record_settle": decisions,
    "record_waive": waivers,
    "record_parties": leads,
    "record_parent": ring,
    "list_new": freezing,
    "list_change": leaving,
    "list_settle": signing,
    "job_cancel": cancelling,
    "job_retry": retrying,
    "measure_print": printing,
    "record_attach": attaching,
    "exhibit_withdraw": withdrawing,
    "record_comment": commenting,
    "comment_edit": editing,
    "comment_withdraw": taking_back,
}
ALONE = {
    "returns_ask": "adds a reminder of its own with its entry; of two at once both are kept",
    "form_bring": "the number of a version is unique; the second of two is told that somebody brought a newer one",
    "form_correct": "a conditional update at the revision that was read; the second of two is told of the first",
    "entry": "writes each return by the act behind entry_send",
    "entry_bring": "shows what a workbook would change; what is confirmed goes by the act behind entry_send",
    "entry_send": "corrects by the act that races under record_correct; a value that differs is kept beside",
    "offer_settle": "a conditional update of an open choice; the second of two is told that it was decided",
    "issue_fill": "adds a frozen form of its own; of two at once both stay",
    "issue_fill_many": "asks for a job, whose forms are frozen and its own",
    "issue_trace": "one of two words is set; of two at once the later stands, and both are in the log",
    "issue_batch_pack": "asks for a job, whose zip takes the place of an earlier one at one stroke",
    "issue_pdf": "asks for a job, whose file takes the place of an earlier one at one stroke",
    "burden_timing": "adds a measurement of its own; of two at once both stay, and the later counts",
    "burden_count": "counts what stands there and corrects the record by the act that races under record_correct",
    "burden_rule": "adds a ruling of its own; of two on one slot the later stands, and both are kept",
    "manage_pack_upload": "puts a file aside under the digest of its bytes; nothing in the database is written",
    "manage_messenger_try": "adds a message of its own; nothing that others read is changed",
    "manage_digest_now": "asks for a job; each notice goes into one letter whoever asks how often",
    "manage_messenger_new": "adds one of its own; nothing that others read is changed",
    "manage_folder_pack": "publishes by the act that races under manage_pack_incoming",
    "manage_messenger": "of two administrators at once the later stands, and both are in the log",
    "notices_seen": "a person moves their own bookmark, and only ahead",
    "notice_preferences": "people set their own wishes; of two at once the later stands, and both were theirs",
    "record_follow": "follows for oneself; the constraint followed_once keeps it one",
    "no_mail": "turns off one's own mail; done twice it is off",
    "sign_in": "opens a session of one browser; nothing that others read is written",
    "sign_out": "ends a session of one browser; nothing that others read is written",
    "enter": "opens a session of the generated sample",
    "act_for": "notes in the session of one browser in whose name it acts",
    "set_language": "sets a cookie of one browser",
    "print_size": "sets a cookie of one browser",
    "theme": "sets a cookie of one browser",
    "dictionary_import": "keeps a table of one's own; nothing of it is in force before its pack is published",
    "dictionary_preview": "publishes by the act that races under manage_pack_incoming",
    "imports": "brings a table of one's own; nothing of it is in a register before it is confirmed",
    "webhook_new": "subscribes for the person alone; of two at once both are made",
    "webhook_act": "a conditional update of one's own subscription; the second of two is told that it was changed",
    "webhook_again": "a conditional update of one's own message; of two at once one asks for the sending",
    "agenda_new": "makes an address of the person's own; of two at once both are made, each shown to its maker",
    "agenda_revoke": "a conditional update of one's own agenda; the second is told that it is revoked already",
    "token_new": "makes a token of the person's own; of two at once both are made, and each is shown to its maker",
    "token_revoke": "a conditional update of one's own token; the second is told that it is revoked already",
    "password": "people set their own password; of two at once the later stands, and both were theirs",
}
"""Routes that take a form and are no race, by name, each with its reason."""
