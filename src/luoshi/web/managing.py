"""What the pages of 管理 share: who may look, the tabs, a form for one deed, days and units as entered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from luoshi.org.models import Unit
from luoshi.org.permissions import can_administer
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web import entering
from luoshi.web.components.forms import Form, FormField, Section
from luoshi.web.components.headings import Crumb, Tab
from luoshi.web.components.lights import Tone
from luoshi.web.components.lists import Option
from luoshi.web.components.tables import Column, ColumnKind, Table

DATE, LIGHT, NUMBER = ColumnKind.DATE, ColumnKind.LIGHT, ColumnKind.NUMBER


def check_may_manage(actor: Actor) -> None:
    """Refuse whoever neither administers nor audits."""
    if not actor.has_role(Role.ADMINISTRATOR, Role.AUDITOR):
        raise Refused(
            "web.may_not_manage",
            reason=Text("管理页面只对管理员和审计员开放。", "These pages are for administrators and auditors."),
            remedy=Text("需要调整时请联系管理员。", "Ask an administrator for a change."),
        )


def check_may_administer(actor: Actor) -> None:
    """Refuse whoever administers nothing: auditors look on."""
    if not actor.has_role(Role.ADMINISTRATOR):
        raise Refused(
            "web.may_not_administer",
            reason=Text("这里由管理员办理。", "This is done by administrators."),
            remedy=Text("请联系管理员。", "Ask an administrator."),
        )


def tabs(current_name: str) -> list[Tab]:
    """The pages of this part."""
    places = (
        ("manage", _("概览")),
        ("manage_packs", _("业务条线")),
        ("manage_units", pgettext("many", "单位")),
        ("manage_people", _("人员")),
        ("manage_calendar", _("日历")),
        ("jobs", _("任务")),
        ("manage_tokens", _("接口令牌")),
        ("manage_deliveries", _("信件")),
        ("manage_messengers", _("办公消息")),
        ("manage_audit", _("审计")),
        ("manage_retention", _("保留期限")),
        ("manage_health", _("系统状况")),
    )
    return [Tab(title, reverse(name), name == current_name) for name, title in places]


@dataclass(frozen=True, slots=True)
class Done:
    """What the person is told, and where they are led."""

    told: str
    href: str


@dataclass(frozen=True, slots=True)
class Deed:
    """A page with one form for one act; `do` raises Refused, which stands beside the box it names."""

    title: str
    submit: str
    boxes: tuple[FormField, ...]
    do: Callable[[QueryDict], Done]
    crumbs: tuple[Crumb, ...]
    lead: str = ""
    acts: tuple["Link", ...] = ()


def deed_page(request: HttpRequest, deed: Deed) -> HttpResponse:
    """Shows the form, or does the deed; what was entered stays when it is refused."""
    mistakes: Mapping[str, str] = {}
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            done = deed.do(request.POST)
        except Refused as refused:
            mistakes, problems = entering.placed_mistakes(refused, [box.name for box in deed.boxes])
        else:
            messages.success(request, done.told)
            return redirect(done.href)
    boxes = tuple(_filled(box, request.POST, mistakes) for box in deed.boxes)
    back = deed.crumbs[-1].href
    sections = (Section(boxes),) if boxes else ()
    form = Form(request.path, sections, deed.submit, cancel_href=back, problems=problems)
    context = {"title": deed.title, "lead": deed.lead, "crumbs": deed.crumbs, "form": form, "acts": deed.acts}
    return render(request, "web/manage/deed.html", context, status=422 if mistakes or problems else 200)


def _filled(box: FormField, posted: QueryDict, mistakes: Mapping[str, str]) -> FormField:
    if not posted:
        return box
    chosen = tuple(posted.getlist(box.name)) if box.chosen or box.kind == "units" else ()
    return replace(box, value=posted.get(box.name, ""), error=mistakes.get(box.name, ""), chosen=chosen)


def day_from(posted: Mapping[str, str], name: str) -> date:
    """A day as a date field sends it; refused where it is none."""
    text = posted.get(name, "").strip()
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None or not 1949 <= day.year <= 2100:
        raise Refused(
            "web.day",
            reason=Text(f"“{text[:20]}”不是日期。" if text else "没有填日期。", "This is no date."),
            remedy=Text("请写成 2023-02-08 这样。", "Write it like 2023-02-08."),
            where=name,
        )
    return day


def unit_from(posted: Mapping[str, str], name: str) -> Unit:
    """The unit chosen in a list; refused where none is."""
    text = posted.get(name, "")
    found = (
        Unit.objects.filter(pk=int(text)).first() if text.isascii() and text.isdigit() and len(text) < 19 else None
    )
    if found is None:
        raise Refused(
            "web.no_unit",
            reason=Text("没有选择单位。", "No unit is chosen."),
            remedy=Text("请从列表中选择。", "Choose one from the list."),
            where=name,
        )
    return found


def given(posted: Mapping[str, str], name: str, what: Text) -> str:
    """A text that has to be there."""
    text = posted.get(name, "").strip()
    if not text:
        raise Refused(
            "web.missing",
            reason=Text(f"没有填{what.zh}。", f"{what.en} is missing."),
            remedy=Text("请填写。", "Fill it in."),
            where=name,
        )
    return text[:400]


def own_units(actor: Actor) -> tuple[Option, ...]:
    """The units the person administers, down to townships, to choose from. One query."""
    found = Unit.objects.filter(valid_to=None).exclude(kind="village").order_by("path")
    return tuple(Option(str(unit.pk), unit.title) for unit in found if can_administer(actor, unit))


def asked_of(request: HttpRequest, *names: str) -> dict[str, str]:
    """The named parts of an address, without zero bytes, which no database takes."""
    return {name: request.GET.get(name, "").replace("\x00", "").strip()[:80] for name in names}


def page_of(request: HttpRequest) -> int:
    """The page asked for; the first for anything that is no number."""
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def columns(*titled: tuple[str, ColumnKind] | str) -> tuple[Column, ...]:
    """Columns by their titles; text where no kind is given."""
    return tuple(Column(each) if isinstance(each, str) else Column(*each) for each in titled)


@dataclass(frozen=True, slots=True)
class Link:
    """A deed that leads to its page, or is done at once (`posts`)."""

    title: str
    href: str
    icon: str = ""
    posts: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A table of a page under its heading."""

    table: Table
    title: str = ""
    note: str = ""
    act: Link | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence the reader should not miss."""

    tone: Tone
    text: str
    title: str = ""
