"""One register as a list: its page, its columns arranged, its export."""

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.registers.models import SavedView
from luoshi.registers.views import usual_view, view_for, views_for
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.acting import actor_of
from luoshi.web.clock import today
from luoshi.web.components.arranging import Arrangement, Choice
from luoshi.web.components.lists import Option
from luoshi.web.components.tables import Row, Table
from luoshi.web.exporting import answered, files_of, shown_of
from luoshi.web.ledger import bars, columns, finding, summing
from luoshi.web.ledger.asking import Asked, asked, groupable, is_column, read
from luoshi.web.ledger.bars import narrowed_words
from luoshi.web.views.registers import units_to_enter_for
from luoshi.web.views.saved import shares_for
from luoshi.web.views.tree import registers_below
from luoshi.web.wording import listed, say


@require_GET
def register(request: HttpRequest, ref: str) -> HttpResponse:
    """One register as a list: about ten queries, however many records there are."""
    actor, found = actor_of(request), declared(ref)
    if not request.GET and (usual := usual_view(actor, ref)):
        return redirect(f"{request.path}?view={usual.pk}")
    opened = _opened(request, actor, ref)
    wanted = replace(read(found, opened.query), view=opened.pk) if opened else asked(found, request.GET.dict())
    day = today()
    areas = bars.counties()
    page = finding.page_of(actor, found, wanted, today=day)
    groups, total, told = _summed(actor, found, wanted, page, day)
    context = {
        "register": found,
        "group_files": files_of("register_groups", ref, query=wanted.query) if groups else (),
        "bar": bars.filterbar_of(actor, found, wanted, areas),
        "table": columns.table_of(actor, found, wanted, page, counties=areas, today=day, total=total),
        "groups": groups,
        "found": page,
        "told": (*page.told, *told, *_said(found, wanted), *_left_out(actor, found, wanted, page)),
        "arrangement": arrangement_of(actor, found, wanted),
        "views": views_bar(actor, found, wanted, removed=request.GET.get("removed", "")),
        "files": files_of("register_file", ref, query=wanted.query),
        "may_enter": bool(units_to_enter_for(actor, found)),
        "has_tree": bool(registers_below(ref)),
        "bulk": actor.has_role(*found.edit),
        "list": urlencode(wanted.query),
    }
    return render(request, "web/register.html", context)


@require_GET
def groups_file(request: HttpRequest, ref: str, form: str) -> HttpResponseBase:
    """The groups of a list with their totals, as .xlsx, .csv or .pdf; nothing where the list shows none."""
    actor, found = actor_of(request), declared(ref)
    wanted, day = asked(found, request.GET.dict()), today()
    groups, _total, told = _summed(actor, found, wanted, finding.page_of(actor, found, wanted, today=day), day)
    if groups is None:
        raise Refused(
            "web.no_groups",
            reason=Text(told[0] if told else "没有选择分组。", told[0] if told else "No grouping is chosen."),
            remedy=Text("请在“列和汇总”里选择分组。", "Choose a grouping under Columns and totals."),
        )
    said = narrowed_words(actor, found, wanted, bars.counties())
    return answered(shown_of(actor, groups, title=say(found.title), said=said), form, name=say(found.title))


def _opened(request: HttpRequest, actor: Actor, ref: str) -> SavedView | None:
    """The saved view an address opens; one of another register is none."""
    text = request.GET.get("view", "")
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 19) or int(text) == 0:
        return None
    view = view_for(actor, int(text))
    return view if view.register == ref and view.removed_at is None else None


def views_bar(actor: Actor, found: Register, wanted: Asked, *, removed: str) -> dict[str, object]:
    """The views above the list, which of them is open and whether it was changed since. One query."""
    views = list(views_for(actor, found.ref))
    current = next((each for each in views if each.pk == wanted.view), None)
    gone = view_for(actor, int(removed)) if removed.isascii() and removed.isdigit() and len(removed) < 19 else None
    return {
        "all": views,
        "current": current,
        "plain": current is None and not wanted.kept,
        "changed": current is not None and read(found, current.query).kept != wanted.kept,
        "own": current is not None and current.account == actor.account_id,
        "shares": shares_for(actor, found),
        "kept": wanted.kept,
        "removed": gone if gone is not None and gone.removed_at is not None else None,
    }


def _said(found: Register, wanted: Asked) -> tuple[str, ...]:
    """What the reader might not expect of the list, said above it."""
    if not found.lifecycle or not found.lifecycle.ends or wanted.state:
        return ()
    if wanted.words:
        return (_("搜索时已办结的也一并列出，排在后面。"),)
    return (_("这里只列未办结的，最近更新的在前；要看已办结的，请在“状态”里选。"),)


def _left_out(actor: Actor, found: Register, wanted: Asked, page: finding.Found) -> tuple[str, ...]:
    """Which columns are not shown since this page has nothing in them."""
    blank = columns.blank_in(columns.columns_of(actor, found, wanted), wanted, page)
    titles = listed(each.title for each in blank)
    return (_("这一页都空着的列没有列出：%(titles)s。") % {"titles": titles},) if blank else ()


def _summed(
    actor: Actor, found: Register, wanted: Asked, page: finding.Found, day: date
) -> tuple[Table | None, Row | None, tuple[str, ...]]:
    """Groups and totals where they were asked for; of more records than are counted only where that was asked too."""
    if not (wanted.group or wanted.totals):
        return None, None, ()
    if page.total is None:
        limit = f"{finding.COUNTED:,}"
        return None, None, (_("超过 %(limit)s 条时不自动汇总；点“数清总数”后会一并算出。") % {"limit": limit},)
    shown = columns.columns_of(actor, found, wanted)
    records = finding.narrowed(actor, found, wanted, today=day)
    groups = None
    if wanted.group:
        title = columns.available(actor, found)[wanted.group].title
        groups = summing.groups_table(found, wanted, shown, records, title)
    total = summing.total_row(shown, records) if wanted.totals else None
    if wanted.totals and total is None:
        return groups, None, (_("显示的列里没有可以相加的数量；比率、分数和年份不作合计。"),)
    return groups, total, ()


def arrangement_of(actor: Actor, found: Register, wanted: Asked) -> Arrangement:
    """The form for columns, their order, grouping and totals: the shown columns first, in their order."""
    known = columns.available(actor, found)
    shown = [each.id for each in columns.columns_of(actor, found, wanted)]
    choices = [
        Choice(name, known[name].title, place if name in shown else 0)
        for place, name in enumerate([*shown, *(name for name in known if name not in shown)], start=1)
    ]
    kept = {name: value for name, value in wanted.query.items() if name not in ("cols", "group", "totals")}
    return Arrangement(
        action=reverse("register_arrange", args=[found.ref]),
        columns=tuple(choices),
        groups=tuple(Option(name, known[name].title) for name in groupable(found) if name in known),
        group=wanted.group,
        totals=wanted.totals,
        kept=kept,
        usual=wanted.href(columns=(), group="", totals=False),
    )


@require_GET
def arrange(request: HttpRequest, ref: str) -> HttpResponse:
    """Columns as they were ticked and numbered, brought into the address of the list; works without script."""
    actor, found = actor_of(request), declared(ref)
    wanted = asked(found, request.GET.dict())
    known = columns.available(actor, found)
    ticked = [name for name in request.GET.getlist("col") if is_column(found, name) and name in known]

    def place(name: str) -> tuple[int, int]:
        text = request.GET.get(f"at-{name}", "")
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 999
        return number, ticked.index(name)

    chosen = tuple(sorted(dict.fromkeys(ticked), key=place))
    usual = columns.usual(actor, found)
    wanted = replace(wanted, columns=() if chosen == usual else chosen)
    return redirect(f"{finding.list_href(found)}{wanted.href()}")
