"""独立评议: asking for a review, giving a verdict under seal, deciding between those that differ."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from ninja.responses import Status

from luoshi.api.clock import now
from luoshi.api.interface import Operations
from luoshi.api.operations import Name, Pk, caller
from luoshi.api.operations.writing import Write, hanging, record_for
from luoshi.api.scopes import READ
from luoshi.api.shapes import Words
from luoshi.api.shapes.reviews import ReviewerOut, ReviewList, ReviewOut, VerdictSent
from luoshi.api.telling import moment, unit_of
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import begin_review, give_verdict, reconcile, replace_reviewer
from luoshi.registers.models import Review, Reviewer
from luoshi.registers.policies import declared_review
from luoshi.rules.texts import Text

reviews = Operations(Text("独立评议", "Independent reviews"))


@reviews.get("/records/{pk}/reviews", Text("一条记录的评议", "The reviews of a record"), ReviewList, refuses=(404,))
def list_reviews(request: HttpRequest, pk: Pk) -> ReviewList:
    found, _register = record_for(caller(request), pk, READ)
    return ReviewList(items=[_told(each) for each in found.reviews.select_related("record").order_by("pk")])


@reviews.post(
    "/records/{pk}/reviews/{name}",
    Text("发起评议", "Ask for a review"),
    {201: ReviewOut},
    about=Text(
        "评议人当场抽签，互不知情；同一评议同时只有一次。",
        "The reviewers are drawn by lot at once; one review of a kind at a time.",
    ),
    refuses=(404,),
)
def ask_for_review(request: HttpRequest, response: HttpResponse, name: Name, pk: Pk) -> Status[ReviewOut]:
    act = Write(request, response, pk)
    return Status(201, _told(begin_review(act.record, name, by=act.by, at=now())))


@reviews.get("/reviews/{pk}", Text("一次评议", "A review"), ReviewOut, refuses=(404,))
def get_review(request: HttpRequest, pk: Pk) -> ReviewOut:
    return _told(_held(request, pk))


@reviews.post(
    "/reviews/{pk}/verdict",
    Text("给出结论", "Give a verdict"),
    {200: ReviewOut},
    about=Text(
        "只由抽定的评议人本人；密封，齐了才公开，公开前可以更正。",
        "By a reviewer in person; sealed until all are in, and until then corrected by giving another.",
    ),
    refuses=(404,),
)
def give(request: HttpRequest, response: HttpResponse, body: VerdictSent, pk: Pk) -> ReviewOut:
    act, found = _to_write(request, response, pk)
    give_verdict(found, verdict=body.verdict, reasons=body.reasons, by=act.by, at=now())
    return _again(found)


@reviews.post(
    "/reviews/{pk}/decision",
    Text("裁定不一致的结论", "Decide between differing verdicts"),
    {200: ReviewOut},
    refuses=(404,),
)
def decide(request: HttpRequest, response: HttpResponse, body: VerdictSent, pk: Pk) -> ReviewOut:
    act, found = _to_write(request, response, pk)
    reconcile(found, verdict=body.verdict, reasons=body.reasons, by=act.by, at=now())
    return _again(found)


@reviews.post(
    "/reviewers/{pk}/replace",
    Text("请下一位接替离任的评议人", "Ask the next in the place of a reviewer who has left"),
    {200: ReviewOut},
    about=Text("按原抽签的次序，不能挑选。", "In the order of the lot that was drawn; nobody chooses."),
    refuses=(404,),
)
def replace(request: HttpRequest, response: HttpResponse, pk: Pk) -> ReviewOut:
    reviewers = Reviewer.objects.select_related("review__record")
    left = hanging(caller(request), reviewers, pk, lambda each: each.review.record_id)
    act = Write(request, response, left.review.record_id)
    replace_reviewer(left, by=act.by, at=now())
    return _again(left.review)


def _held(request: HttpRequest, pk: int) -> Review:
    reviews_ = Review.objects.select_related("record")
    return hanging(caller(request), reviews_, pk, lambda each: each.record_id)


def _to_write(request: HttpRequest, response: HttpResponse, pk: int) -> tuple[Write, Review]:
    found = _held(request, pk)
    act = Write(request, response, found.record_id)
    found.record = act.record
    return act, found


def _again(found: Review) -> ReviewOut:
    return _told(Review.objects.select_related("record").get(pk=found.pk))


def _told(found: Review) -> ReviewOut:
    rule = declared_review(declared(found.record.register, found.record.pack_version_id), found.name)
    return ReviewOut(
        id=found.pk,
        record=found.record_id,
        review=found.name,
        title=Words.of(rule.title),
        state=found.state,
        verdicts={name: Words.of(title) for name, title in rule.verdicts.items()},
        outcome=found.outcome,
        begun_by=found.begun_name,
        begun_at=moment(found.begun_at),
        decided_by=found.decided_name,
        decided_reasons=found.decided_reasons,
        seed=found.seed,
        nonce=found.nonce,
        reviewers=list(_reviewers(found)),
    )


def _reviewers(found: Review) -> Iterator[ReviewerOut]:
    """Before the opening who has given a verdict, never which; afterwards all of them."""
    opened = {each["account"]: each for each in found.verdicts}
    for each in found.reviewers.select_related("unit").prefetch_related("verdicts").order_by("pk"):
        last = max(each.verdicts.all(), key=lambda given: given.number, default=None)
        told = opened.get(each.account, {})
        yield ReviewerOut(
            id=each.pk,
            name=each.name,
            unit=unit_of(each.unit),
            given_at=moment(last.at) if last else None,
            left_at=moment(each.left_at) if each.left_at else None,
            commitment=last.commitment if last else "",
            verdict=told.get("verdict"),
            reasons=told.get("reasons"),
        )
