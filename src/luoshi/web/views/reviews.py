"""独立评议: asking for a review, giving a verdict under seal, reconciling verdicts that differ."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from luoshi.packs.declarations import Register
from luoshi.packs.declarations import Review as Rule
from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.actions import begin_review, give_verdict, reconcile, replace_reviewer
from luoshi.registers.actions.replacing import has_left
from luoshi.registers.models import Review, Reviewer, ReviewState, Verdict
from luoshi.registers.permissions import can_begin_review, can_reconcile, is_reviewer
from luoshi.registers.policies import declared_review
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.web import entering
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.lists import Option
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.looking import minute, review_light
from luoshi.web.wording import say


@require_POST
def begin(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Ask for a review; who reviews is drawn by lot."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    made = begin_review(found, name, by=actor, at=now())
    messages.success(request, _("评议人已抽定，互不知情，齐了才公开。"))
    return redirect("review", pk=made.pk) if actor.account_id else redirect("record", pk=pk)


@require_POST
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the next by lot in the place of a reviewer who has left."""
    actor = actor_of(request)
    left = queries.hanging(Reviewer.objects.select_related("review"), pk)
    queries.get(actor, left.review.record_id)
    replace_reviewer(left, by=actor, at=now())
    messages.success(request, _("已按抽签的次序请下一位评议。"))
    return redirect("review", pk=left.review_id)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One review: who was asked, what may be done now, and all verdicts once all are in."""
    actor = actor_of(request)
    found = queries.hanging(Review.objects.select_related("record"), pk)
    found.record = queries.get(actor, found.record_id)
    register = declared(found.record.register, found.record.pack_version_id)
    rule = declared_review(register, found.name)
    mistakes: dict[str, str] = {}
    problems: tuple[str, ...] = ()
    posted = request.POST.dict()
    if request.method == "POST":
        write = give_verdict if found.state == ReviewState.OPEN else reconcile
        given = {"verdict": posted.get("verdict", ""), "reasons": posted.get("reasons", "")}
        try:
            write(found, **given, by=actor, at=now())
        except Refused as refused:
            mistakes, problems = entering.mistakes_of(refused)
        else:
            messages.success(request, _("已登记。"))
            return redirect("review", pk=pk)
    context = {
        "register": register,
        "record": found.record,
        "title": say(rule.title),
        "facts": _facts(rule, found),
        "light": review_light(found),
        "table": _table(rule, found),
        "form": _form(actor, register, rule, found, posted, mistakes, problems),
        "gone": _gone(actor, register, rule, found),
        "given": found.state == ReviewState.OPEN and is_reviewer(actor, found) and _has_given(actor, found),
    }
    return render(request, "web/review.html", context, status=422 if mistakes or problems else 200)


def _gone(actor: Actor, register: Register, rule: Rule, found: Review) -> list[Reviewer]:
    """Those who have left without a verdict, for whoever may ask the next in their place."""
    if found.state != ReviewState.OPEN or not can_begin_review(actor, found.record, register, rule):
        return []
    waiting = found.reviewers.filter(left_at=None, verdicts=None).select_related("review", "unit")
    return [each for each in waiting if has_left(each, at=now())]


def _has_given(actor: Actor, found: Review) -> bool:
    return found.reviewers.filter(account=actor.account_id).exclude(verdicts=None).exists()


def _facts(rule: Rule, found: Review) -> tuple[Fact, ...]:
    facts = [Fact(_("发起"), f"{found.begun_name} · {minute(found.begun_at)}")]
    if found.outcome:
        facts.append(Fact(_("结论"), say(rule.verdicts[found.outcome])))
    if found.decided_at:
        facts.append(Fact(_("裁定"), f"{found.decided_name} · {minute(found.decided_at)}"))
        facts.append(Fact(_("理由"), found.decided_reasons, wide=True))
    facts.append(Fact(_("抽签种子（SHA-256）"), found.seed, wide=True))
    if found.nonce:
        facts.append(Fact(_("发起时才产生的随机数"), found.nonce, wide=True))
    return tuple(facts)


def _table(rule: Rule, found: Review) -> Table:
    """Before the opening who has given a verdict, never which; afterwards all of them."""
    told = {each["account"]: each for each in found.verdicts}
    rows = []
    for each in found.reviewers.select_related("unit").order_by("id"):
        opened = told.get(each.account)
        last = each.verdicts.order_by("-number").first()
        rows.append(
            Row(
                (
                    Cell(each.name, note=each.unit.title),
                    Cell(_given_at(each, last)),
                    Cell(say(rule.verdicts[opened["verdict"]]) if opened else ""),
                    Cell(opened["reasons"] if opened else ""),
                    Cell(last.commitment[:16] if last else ""),
                )
            )
        )
    columns = (
        Column(_("评议人")),
        Column(_("给出时间"), ColumnKind.DATE),
        Column(_("结论")),
        Column(_("理由")),
        Column(_("承诺摘要")),
    )
    return Table(columns, tuple(rows), Empty(_("没有评议人")))


def _given_at(each: Reviewer, last: Verdict | None) -> str:
    if each.left_at is not None:
        return _("已离任，由下一位接替（%(when)s）") % {"when": minute(each.left_at)}
    return minute(last.at) if last else _("尚未给出")


def _form(
    actor: Actor,
    register: Register,
    rule: Rule,
    found: Review,
    posted: dict[str, str],
    mistakes: dict[str, str],
    problems: tuple[str, ...],
) -> Form | None:
    """The box for a verdict, or for the decision between differing ones; none for anybody else."""
    mine = found.state == ReviewState.OPEN and is_reviewer(actor, found)
    deciding = found.state == ReviewState.DIFFERING and can_reconcile(actor, found, register, rule)
    if not (mine or deciding):
        return None
    options = tuple(Option(name, say(title)) for name, title in rule.verdicts.items())
    verdict = FormField(
        "verdict",
        _("结论"),
        Input.CHOICE,
        posted.get("verdict", ""),
        required=True,
        options=options,
        error=mistakes.get("verdict", ""),
    )
    reasons = FormField(
        "reasons",
        _("理由"),
        Input.LONGTEXT,
        posted.get("reasons", ""),
        required=True,
        max_length=1000,
        error=mistakes.get("reasons", ""),
    )
    submit = _("给出结论") if mine else _("裁定")
    cancel = reverse("record", args=[found.record_id])
    return Form(
        reverse("review", args=[found.pk]),
        (Section((verdict, reasons)),),
        submit,
        cancel_href=cancel,
        problems=problems,
    )
