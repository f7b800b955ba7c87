"""管理 → 单位: the tree as of a day; a unit's life with its documents; new, renamed, moved, merged, split, closed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.org.actions import add_alias, close_unit, create_unit, merge_units, move_unit, rename_unit, split_unit
from luoshi.org.models import Alias, NameKind, Placement, Post, Succession, SuccessionKind, Unit, UnitKind, in_force
from luoshi.org.permissions import can_administer
from luoshi.org.policies.drafts import UnitDraft
from luoshi.org.queries import Node, tree
from luoshi.org.queries.tree import children_since
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.acting import actor_of
from luoshi.web.clock import now, today
from luoshi.web.components.forms import FormField, Input
from luoshi.web.components.headings import Crumb
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import Filter, FilterBar, Option, pager
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Empty, Row, Table
from luoshi.web.downloads import csv_answer
from luoshi.web.managing import (
    DATE,
    NUMBER,
    Deed,
    Done,
    Link,
    Part,
    asked_of,
    check_may_manage,
    columns,
    day_from,
    deed_page,
    given,
    own_units,
    page_of,
    tabs,
    unit_from,
)
from luoshi.web.wording import say

PAGE = 100
INDENT = "　"
BASIS = Text("文件依据", "the document")
TITLE = Text("名称", "the name")


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """The tree as it stood on a day, in its own order. Three queries."""
    actor = actor_of(request)
    check_may_manage(actor)
    asked = asked_of(request, "q", "kind", "on")
    day = _day(asked["on"])
    nodes = _narrowed(tree(day).nodes.values(), asked)
    query = {name: value for name, value in asked.items() if value}
    pages = pager(total=len(nodes), size=PAGE, page=page_of(request), query=query)
    shown = nodes[max(pages.first - 1, 0) : pages.last]
    staffed = _staffed([node.unit_id for node in shown], day)
    rows = tuple(_row(node, staffed.get(node.unit_id, 0), flat=bool(asked["q"] or asked["kind"])) for node in shown)
    heads = columns(_("单位"), _("类别"), _("代号"), _("区划代码"), (_("在任岗位"), NUMBER))
    export_href = f"{reverse('manage_units_export')}?{request.GET.urlencode()}"
    context = {
        "title": pgettext("many", "单位"),
        "lead": _("%(day)s 的单位树；改名、调整、撤并都留下日期和文件，以前的树随时能查。") % {"day": day},
        "tabs": tabs("manage_units"),
        "bar": _bar(asked, day),
        "acts": (Link(_("导出"), export_href, "export"),),
        "sections": (Part(Table(heads, rows, _empty(bool(query)))),),
        "pager": pages,
    }
    return render(request, "web/manage/list.html", context)


def _day(text: str) -> date:
    """The day asked for, else today; a text that is no day is today too."""
    try:
        return parse_date(text) or today()
    except ValueError:
        return today()


def _empty(narrowed: bool) -> Empty:
    if narrowed:
        return Empty(_("没有符合条件的单位"), _("换个词、换一天，或去掉一些筛选条件。"), "?", _("查看全部"))
    return Empty(_("还没有单位"), _("先在服务器上建立本市：luoshi people administrator。"))


def _narrowed(nodes: Iterable[Node], asked: Mapping[str, str]) -> list[Node]:
    words, kind = asked["q"].lower(), asked["kind"]
    return [
        node
        for node in nodes
        if (not words or words in node.title.lower() or words in node.code.lower() or words in node.county)
        and (not kind or node.kind == kind)
    ]


def _staffed(units: list[int], day: date) -> dict[int, int]:
    held: dict[int, int] = {}
    for unit in Post.objects.filter(in_force(day), unit__in=units).values_list("unit", flat=True):
        held[unit] = held.get(unit, 0) + 1
    return held


def _row(node: Node, posts: int, *, flat: bool) -> Row:
    indent = "" if flat else INDENT * node.depth
    return Row(
        (
            Cell(indent + node.title, reverse("manage_unit", args=[node.unit_id])),
            Cell(say(node.kind.label)),
            Cell(node.code),
            Cell(node.county),
            Cell(str(posts) if posts else ""),
        )
    )


def _bar(asked: Mapping[str, str], day: date) -> FilterBar:
    kinds = tuple(Option(kind.value, say(kind.label)) for kind in UnitKind)
    year = today().year
    firsts = [date(each, 1, 1) for each in range(year, year - 6, -1)]
    days = tuple(Option(each.isoformat(), _("%(day)s 起") % {"day": each}) for each in firsts)
    if asked["on"] and day not in firsts:
        days = (Option(asked["on"], day.isoformat()), *days)
    return FilterBar(
        reverse("manage_units"),
        asked["q"],
        _("单位名称、代号"),
        (Filter("kind", _("类别"), kinds, asked["kind"]), Filter("on", _("哪一天"), days, asked["on"], _("今天"))),
    )


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The same list as CSV, with the unit above."""
    check_may_manage(actor_of(request))
    asked = asked_of(request, "q", "kind", "on")
    day_tree = tree(_day(asked["on"]))
    head = [_("单位"), _("类别"), _("代号"), _("区划代码"), _("上级")]
    rows = [
        [node.title, say(node.kind.label), node.code, node.county, _parent(day_tree.nodes, node)]
        for node in _narrowed(day_tree.nodes.values(), asked)
    ]
    return csv_answer("units.csv", [head, *rows])


def _parent(nodes: Mapping[int, Node], node: Node) -> str:
    above = nodes.get(node.parent_id) if node.parent_id else None
    return above.title if above else ""


@require_GET
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: what it is called and was, where it stood, what became of it, who works there. Eight queries."""
    actor = actor_of(request)
    check_may_manage(actor)
    found = get_object_or_404(Unit, pk=pk)
    context = {
        "title": found.title,
        "light": _standing(found),
        "crumbs": _crumbs(),
        "acts": _acts(actor, found),
        "facts": _facts(found),
        "sections": (_life(found), _names(found), _posts(found)),
    }
    return render(request, "web/manage/one.html", context)


def _standing(found: Unit) -> Light:
    day = today()
    if found.holds_on(day):
        return Light(Tone.GREEN, _("存续"), badge=True)
    return (
        Light(Tone.BLUE, _("将设立"), badge=True)
        if found.valid_from > day
        else Light(Tone.GREY, _("已撤销"), badge=True)
    )


def _crumbs(found: Unit | None = None) -> tuple[Crumb, ...]:
    above = Crumb(pgettext("many", "单位"), reverse("manage_units"))
    return (above,) if found is None else (above, Crumb(found.title, reverse("manage_unit", args=[found.pk])))


def _facts(found: Unit) -> tuple[Fact, ...]:
    return (
        Fact(_("代号"), found.code),
        Fact(_("类别"), say(UnitKind(found.kind).label)),
        Fact(_("区划代码"), found.division_code),
        Fact(_("统一社会信用代码"), found.uscc),
        Fact(_("设立"), found.valid_from.isoformat()),
        Fact(_("撤销"), found.valid_to.isoformat() if found.valid_to else ""),
    )


def _acts(actor: Actor, found: Unit) -> tuple[Link, ...]:
    if not can_administer(actor, found) or found.valid_to is not None:
        return ()
    titles: tuple[tuple[str, str], ...] = (("below", _("下设单位")), ("rename", _("更名")), ("alias", _("登记别名")))
    if found.path.count("/") > 2:
        titles += (("move", _("调整隶属")), ("merge", _("并入")), ("split", _("拆分")), ("close", _("撤销")))
    return tuple(Link(title, reverse("manage_unit_act", args=[found.pk, act])) for act, title in titles)


def _life(found: Unit) -> Part:
    """Where it stood below, from–to, and into what it was merged or split."""
    places = Placement.objects.filter(unit=found).select_related("parent").order_by("valid_from")
    rows = [
        Row(
            (
                Cell(_("隶属")),
                Cell(each.parent.title if each.parent else _("单位树的根"), _href(each.parent)),
                Cell(each.valid_from.isoformat()),
                Cell(each.valid_to.isoformat() if each.valid_to else ""),
            )
        )
        for each in places
    ]
    words = {
        SuccessionKind.MERGE: (_("并入"), _("并来")),
        SuccessionKind.SPLIT: (_("拆为"), _("拆自")),
        SuccessionKind.RENAME: (_("改组为"), _("改组自")),
    }
    after = Succession.objects.filter(predecessor=found).select_related("successor")
    before = Succession.objects.filter(successor=found).select_related("predecessor")
    rows += [_succeeded(words[SuccessionKind(each.kind)][0], each.successor, each.on) for each in after]
    rows += [_succeeded(words[SuccessionKind(each.kind)][1], each.predecessor, each.on) for each in before]
    heads = columns(_("沿革"), _("单位"), (_("自"), DATE), (_("至"), DATE))
    href = f"{reverse('manage_audit')}?unit={found.pk}"
    return Part(Table(heads, tuple(rows), Empty(_("没有沿革"))), _("隶属与沿革"), act=Link(_("在审计日志中"), href))


def _href(found: Unit | None) -> str:
    return reverse("manage_unit", args=[found.pk]) if found else ""


def _succeeded(word: str, other: Unit, on: date) -> Row:
    return Row((Cell(word), Cell(other.title, _href(other)), Cell(on.isoformat()), Cell()))


def _names(found: Unit) -> Part:
    kinds = {NameKind.TITLE: _("全称"), NameKind.SHORT: _("简称"), NameKind.ALSO: _("别名")}
    rows = tuple(
        Row(
            (
                Cell(each.text),
                Cell(kinds[NameKind(each.kind)]),
                Cell(each.valid_from.isoformat()),
                Cell(each.valid_to.isoformat() if each.valid_to else ""),
            )
        )
        for each in Alias.objects.filter(unit=found).order_by("kind", "valid_from")
    )
    heads = columns(_("名称"), _("类别"), (_("自"), DATE), (_("至"), DATE))
    return Part(Table(heads, rows, Empty(_("没有名称"))), _("名称"), _("用任何一个名称都能找到它"))


def _posts(found: Unit) -> Part:
    posts = (
        Post.objects.filter(in_force(today()), unit=found).select_related("account").order_by("role", "valid_from")
    )
    rows = tuple(
        Row(
            (
                Cell(each.account.display_name, reverse("manage_person", args=[each.account_id])),
                Cell(say(Role(each.role).label)),
                Cell(each.valid_from.isoformat()),
            )
        )
        for each in posts
    )
    heads = columns(_("姓名"), _("岗位"), (_("任职"), DATE))
    return Part(Table(heads, rows, Empty(_("没有在任的岗位"), _("在“人员”里授予岗位。"))), _("在任岗位"))


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One deed on a unit, with its day and its document."""
    actor = actor_of(request)
    check_may_manage(actor)
    found = get_object_or_404(Unit, pk=pk)
    if act not in DEEDS:
        raise Http404
    return deed_page(request, DEEDS[act](actor, found))


def _back(found: Unit) -> str:
    return reverse("manage_unit", args=[found.pk])


def _on(hint: str = "") -> FormField:
    return FormField("on", _("生效日期"), Input.DATE, today().isoformat(), required=True, hint=hint)


def _basis() -> FormField:
    return FormField("basis", _("文件依据"), required=True, max_length=200, hint=_("文号或名称，记入审计日志"))


def _below(actor: Actor, found: Unit) -> Deed:
    def do(posted: QueryDict) -> Done:
        kind = posted.get("kind", "")
        if kind not in set(UnitKind):
            raise Refused(
                "web.no_kind",
                reason=Text("没有选择类别。", "No kind is chosen."),
                remedy=Text("请从列表中选择。", "Choose one from the list."),
                where="kind",
            )
        draft = UnitDraft(
            code=posted.get("code", ""),
            title=posted.get("title", ""),
            short_title=posted.get("short_title", ""),
            kind=UnitKind(kind),
            parent=found.code,
            valid_from=day_from(posted, "on"),
            division_code=posted.get("division_code", ""),
        )
        made = create_unit(draft, basis=given(posted, "basis", BASIS), by=actor, at=now())
        return Done(_("已设立“%(unit)s”。") % {"unit": made.title}, _back(made))

    boxes = (
        FormField("title", _("全称"), required=True, max_length=120),
        FormField("short_title", _("简称"), max_length=40),
        FormField("code", _("代号"), required=True, max_length=40, hint=_("字母、数字、- 和 _；设立后不变")),
        FormField(
            "kind",
            _("类别"),
            Input.CHOICE,
            required=True,
            options=tuple(Option(k.value, say(k.label)) for k in UnitKind),
        ),
        FormField("division_code", _("区划代码"), max_length=12, hint=_("旗县、乡镇、村才有")),
        _on(),
        _basis(),
    )
    return Deed(_("在“%(unit)s”下设单位") % {"unit": found.title}, _("设立"), boxes, do, _crumbs(found))


def _rename(actor: Actor, found: Unit) -> Deed:
    def do(posted: QueryDict) -> Done:
        title, short = given(posted, "title", TITLE), posted.get("short_title", "")
        basis = given(posted, "basis", BASIS)
        rename_unit(found, title=title, short_title=short, on=day_from(posted, "on"), basis=basis, by=actor, at=now())
        return Done(_("已更名，旧名称仍能查到。"), _back(found))

    boxes = (
        FormField("title", _("新的全称"), value=found.title, required=True, max_length=120),
        FormField("short_title", _("新的简称"), value=found.short_title, max_length=40),
        _on(),
        _basis(),
    )
    return Deed(_("更名"), _("更名"), boxes, do, _crumbs(found), _("还是同一个单位：代号、岗位、台账都不变。"))


def _alias(actor: Actor, found: Unit) -> Deed:
    def do(posted: QueryDict) -> Done:
        add_alias(found, text=given(posted, "text", TITLE), by=actor, at=now())
        return Done(_("别名已登记。"), _back(found))

    box = FormField("text", _("别名"), required=True, max_length=120, hint=_("文件里对它的其他叫法"))
    return Deed(_("登记别名"), _("登记"), (box,), do, _crumbs(found))


def _move(actor: Actor, found: Unit) -> Deed:
    def do(posted: QueryDict) -> Done:
        basis = given(posted, "basis", BASIS)
        to = unit_from(posted, "to")
        move_unit(found, to=to, on=day_from(posted, "on"), basis=basis, by=actor, at=now())
        return Done(_("隶属已调整；以前的日子仍按以前的树。"), _back(found))

    box = FormField("to", _("新的上级"), Input.UNIT, required=True, options=own_units(actor))
    return Deed(_("调整隶属"), _("调整"), (box, _on(), _basis()), do, _crumbs(found))


def _merge(actor: Actor, found: Unit) -> Deed:
    def do(posted: QueryDict) -> Done:
        basis = given(posted, "basis", BASIS)
        heir = unit_from(posted, "into")
        merge_units([found], into=heir, on=day_from(posted, "on"), basis=basis, by=actor, at=now())
        return Done(_("已并入“%(unit)s”，岗位随之结束，请重新授予。") % {"unit": heir.title}, _back(heir))

    options = tuple(option for option in own_units(actor) if option.value != str(found.pk))
    box = FormField("into", _("并入"), Input.UNIT, required=True, options=options)
    lead = _("下级单位一并转过去，它的工作由并入的单位接着办。")
    return Deed(_("并入其他单位"), _("并入"), (box, _on(), _basis()), do, _crumbs(found), lead)


def _split(actor: Actor, found: Unit) -> Deed:
    below = children_since(found, today())
    halves = (("a", _("其一")), ("b", _("其二")))

    def do(posted: QueryDict) -> Done:
        on, basis = day_from(posted, "on"), given(posted, "basis", BASIS)
        drafts = [
            UnitDraft(
                code=given(posted, f"code_{half}", Text("代号", "the code")),
                title=given(posted, f"title_{half}", TITLE),
                kind=UnitKind(found.kind),
                parent="",
                valid_from=on,
            )
            for half, _word in halves
        ]
        codes = dict(zip(("a", "b"), (draft.code for draft in drafts), strict=True))
        children = {
            child.code: codes[half] for child in below if (half := posted.get(f"child_{child.pk}", "")) in codes
        }
        made = split_unit(found, into=drafts, children=children, on=on, basis=basis, by=actor, at=now())
        return Done(_("已拆分。"), _back(made[0]))

    boxes: list[FormField] = []
    for half, word in halves:
        boxes.append(
            FormField(f"title_{half}", _("%(which)s的全称") % {"which": word}, required=True, max_length=120)
        )
        boxes.append(FormField(f"code_{half}", _("%(which)s的代号") % {"which": word}, required=True, max_length=40))
    goes = tuple(Option(half, word) for half, word in halves)
    boxes += [
        FormField(
            f"child_{child.pk}", _("“%(unit)s”归") % {"unit": child.title}, Input.CHOICE, required=True, options=goes
        )
        for child in below
    ]
    lead = _("原单位结束，由两个新单位接着办；每个下级归哪一个要说明。")
    return Deed(_("拆分"), _("拆分"), (*boxes, _on(), _basis()), do, _crumbs(found), lead)


def _close(actor: Actor, found: Unit) -> Deed:
    def do(posted: QueryDict) -> Done:
        close_unit(found, on=day_from(posted, "on"), basis=given(posted, "basis", BASIS), by=actor, at=now())
        return Done(_("撤销已登记；从这一天起不再有岗位。"), _back(found))

    lead = _("没有单位接着办它的事。有承接单位的，请用“并入”。")
    return Deed(_("撤销"), _("撤销"), (_on(_("可以是将来的日子")), _basis()), do, _crumbs(found), lead)


DEEDS: Mapping[str, Callable[[Actor, Unit], Deed]] = {
    "below": _below,
    "rename": _rename,
    "alias": _alias,
    "move": _move,
    "merge": _merge,
    "split": _split,
    "close": _close,
}
