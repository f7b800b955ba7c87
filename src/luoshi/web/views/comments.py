"""评论: saying something of a record, saying it better, taking it back; whom one may speak to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.packs.queries import register as declared
from luoshi.registers import queries
from luoshi.registers.actions import comment, edit_comment, withdraw_comment
from luoshi.registers.actions.commenting import check_own
from luoshi.registers.comments import could_be_told
from luoshi.registers.models import Comment, Outcome, Record
from luoshi.rules.refusals import Refused
from luoshi.web import entering
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.lists import Option
from luoshi.web.resending import answer, done_once, submitted_of

MOST = 2000


@require_http_methods(["GET", "POST"])
@done_once
def say_it(request: HttpRequest, pk: int) -> HttpResponse:
    """The form for a comment; what was refused stays in its box."""
    actor = actor_of(request)
    found = queries.get(actor, pk)
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            comment(found, request.POST.get("text", ""), by=actor, at=now(), submitted=submitted_of(request))
        except Refused as refused:
            problems = entering.mistakes_of(refused)[1]
        else:
            return answer(request, Outcome.COMMENTED, found)
    return _page(request, found, _("评论"), request.POST.get("text", ""), problems, "")


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form that changes a comment of one's own; what it said before stays readable."""
    actor = actor_of(request)
    said = queries.hanging(Comment.objects.select_related("record"), pk)
    found = queries.get(actor, said.record_id)
    check_own(said, actor)
    problems: tuple[str, ...] = ()
    seen = entering.revision_seen(request.POST.get("revision", str(said.edition)))
    if request.method == "POST":
        try:
            edit_comment(said, request.POST.get("text", ""), edition=seen, by=actor, at=now())
        except Refused as refused:
            problems = entering.mistakes_of(refused)[1]
        else:
            messages.success(request, _("评论已修改，原话保留。"))
            return redirect(f"{reverse('record', args=[found.pk])}#comment-{pk}")
    text = request.POST.get("text", said.text)
    return _page(request, found, _("修改评论"), text, problems, str(seen))


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a comment of one's own back; it stays where it was and says so."""
    actor = actor_of(request)
    said = queries.hanging(Comment.objects.select_related("record"), pk)
    found = queries.get(actor, said.record_id)
    withdraw_comment(said, by=actor, at=now())
    messages.success(request, _("评论已撤回。"))
    return redirect(f"{reverse('record', args=[found.pk])}#comments")


@require_GET
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """The people who see the record and whose name fits, for the box of the comment."""
    found = queries.get(actor_of(request), pk)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:40]
    offered = could_be_told(found, words, at=now())
    options = [Option(name, name, unit) for name, unit in offered]
    return render(request, "web/components/options.html", {"options": options})


def _page(
    request: HttpRequest, found: Record, title: str, text: str, problems: tuple[str, ...], revision: str
) -> HttpResponse:
    hint = _("写 @姓名 提到看得见这条记录的人；同名的写 @姓名（单位）")
    box = FormField("text", title, Input.LONGTEXT, text, required=True, max_length=MOST, hint=hint)
    form = Form(
        action=request.path,
        sections=(Section((box,)),),
        submit=title,
        cancel_href=reverse("record", args=[found.pk]),
        problems=problems,
        revision=revision,
    )
    context = {"register": declared(found.register, found.pack_version_id), "record": found, "form": form}
    return render(request, "web/record_form.html", context, status=422 if problems else 200)
