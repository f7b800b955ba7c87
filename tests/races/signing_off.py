"""Races of sign-off: reviews, draws, second looks, heads of the log that are received, lists frozen meanwhile."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse

from luoshi.audit.actions.heads import head_now
from luoshi.audit.actions.sealing import seal_all
from luoshi.audit.models import Receipt
from luoshi.org.actions import end_post
from luoshi.org.queries import actor_for
from luoshi.people.models import Account
from luoshi.registers.actions import begin_review, close_list, draw_looks, give_verdict
from luoshi.registers.lists import tampered
from luoshi.registers.models import Draw, FrozenList, ListMember, Look, Record, Review, Seen
from luoshi.registers.second_looks import redrawn
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks
from luoshi.rules.actors import Actor, Role
from tests.races.meeting import Post
from tests.races.scenarios import MANY, Race, exactly

JULY = NOW + timedelta(days=20)
SOURCE = "2022年7月8日上证综指收盘"


def reviewers(works: SmallWorks) -> None:
    """Verifiers enough for two outsiders."""
    for code in ("south", "zone"):
        works.city.person(Role.VERIFIER, code)


def beginning(works: SmallWorks) -> Race:
    """Of several reviews asked for at once one is held."""
    reviewers(works)
    task = works.reported()
    posts = [Post(works.supervisor, reverse("review_begin", args=[task.pk, "merit"]), {})] * MANY
    return Race(posts, exactly(1), lambda: Review.objects.filter(record=task).count() == 1)


def _begun(works: SmallWorks) -> tuple[Review, list[Actor]]:
    reviewers(works)
    review = begin_review(works.reported(), "merit", by=works.supervisor, at=NOW)
    return review, [actor_for(Account.objects.get(pk=each.account), at=NOW) for each in review.reviewers.all()]


def verdicts(works: SmallWorks) -> Race:
    """The last two verdicts come at once: both count, and one of them opens the review."""
    review, asked = _begun(works)
    address = reverse("review", args=[review.pk])
    posts = [Post(by, address, {"verdict": "pass", "reasons": "属实"}) for by in asked]
    return Race(posts, exactly(len(asked)), lambda: Review.objects.get(pk=review.pk).outcome == "pass")


def replacing(works: SmallWorks) -> Race:
    """For a reviewer who has left one other is asked."""
    works.city.person(Role.VERIFIER, "commerce")
    review, asked = _begun(works)
    post = Account.objects.get(pk=asked[0].account_id).posts.get()
    end_post(post, on=TODAY + timedelta(days=1), by=works.city.admin, at=NOW)
    address = reverse("reviewer_replace", args=[review.reviewers.get(account=asked[0].account_id).pk])
    posts = [Post(works.supervisor, address, {})] * MANY
    return Race(posts, exactly(1), lambda: review.reviewers.filter(left_at=None).count() == len(asked))


def reconciling(works: SmallWorks) -> Race:
    """Differing verdicts are decided upon once."""
    review, asked = _begun(works)
    for by, verdict in zip(asked, ("pass", "fail"), strict=True):
        give_verdict(Review.objects.get(pk=review.pk), verdict=verdict, reasons="看过", by=by, at=NOW)
    address = reverse("review", args=[review.pk])
    fields = [{"verdict": verdict, "reasons": "裁定"} for verdict in ("pass", "fail")] * (MANY // 2)
    posts = [Post(works.supervisor, address, each) for each in fields]
    return Race(posts, exactly(1), lambda: Review.objects.get(pk=review.pk).state == "settled")


def closing(works: SmallWorks) -> Race:
    """A period's list is closed once, with every strike-off on one list only."""
    for number in range(3):
        works.struck_off(f"修路{number}")
    fields = {"register": "works.task", "period": "2022-06", "source": SOURCE}
    posts = [Post(works.supervisor, reverse("draws"), fields)] * MANY
    return Race(posts, exactly(1), lambda: (Draw.objects.count(), Look.objects.count()) == (1, 3))


def _closed(works: SmallWorks) -> Draw:
    for number in range(3):
        works.struck_off(f"修路{number}")
    return close_list("works.task", period="2022-06", source=SOURCE, by=works.supervisor, at=JULY)


def drawing(works: SmallWorks) -> Race:
    """Several values entered at once: one of them is the seed, and what was drawn follows from it."""
    draw = _closed(works)
    address = reverse("draw", args=[draw.pk])
    posts = [Post(works.verifier, address, {"public": f"3356.{number}"}) for number in range(MANY)]
    return Race(posts, exactly(1), lambda: redrawn(Draw.objects.get(pk=draw.pk)) is not None)


def looking(works: SmallWorks) -> Race:
    """Looked at by several at once, with opposite results: one counts, and the record stands where it leads."""
    draw = _closed(works)
    look = draw_looks(draw, public="3356.08", by=works.verifier, at=JULY + timedelta(days=4))[0]
    outsider = works.city.actor(Role.VERIFIER, "south")
    fields = [{"holds": holds, "finding": "看过", "evidence-sight": "照片1张"} for holds in ("yes", "no")]
    posts = [Post(outsider, reverse("look", args=[look.pk]), each) for each in fields * (MANY // 2)]

    def agrees() -> bool:
        seen, state = Look.objects.get(pk=look.pk).seen, Record.objects.get(pk=look.record_id).state
        return (seen, state) in {(Seen.HELD, "struck_off"), (Seen.NOT_HELD, "assigned")}

    return Race(posts, exactly(1), agrees)


def receiving(works: SmallWorks) -> Race:
    """A head is received once by each auditor, also where they click twice."""
    works.plan()
    seal_all(at=NOW)
    head = head_now(at=NOW)
    auditor = works.city.actor(Role.AUDITOR, "south")
    posts = [Post(auditor, reverse("audit_head_receive", args=[head.pk]), {})] * MANY
    return Race(posts, exactly(1), lambda: Receipt.objects.count() == 1)


def freezing_what_is_written(works: SmallWorks) -> Race:
    """Records entered and corrected while a list is frozen are on it as they stood, or not at all."""
    plan, site = works.plan(), works.site(cost=5)
    fields = {"unit": works.city.unit("city").pk, "document": "府办6号", "condition": ""}
    freeze = [Post(works.officer, reverse("list_new", args=["works.site"]), fields | {"title": "清单"})]
    entered = {"title_of_site": "西桥", "plan": plan.pk, "unit-of-record": works.north.pk}
    enter = [Post(works.lead, reverse("record_new", args=["works.site"]), entered)]
    changed = {"cost": 10, "reason": "核对", "revision": 1}
    correct = [Post(works.lead, reverse("record_correct", args=[site.pk]), changed)]

    def adds_up() -> bool:
        frozen = FrozenList.objects.get()
        return list(tampered()) == [] and ListMember.objects.filter(frozen=frozen).count() == frozen.base

    return Race(freeze + enter + correct, exactly(3), adds_up)


SIGNING_OFF: dict[str, Callable[[SmallWorks], Race]] = {
    "review_begin": beginning,
    "review": verdicts,
    "reviewer_replace": replacing,
    "review: decided upon": reconciling,
    "draws": closing,
    "draw": drawing,
    "look": looking,
    "audit_head_receive": receiving,
    "list_new: while records are written": freezing_what_is_written,
}
