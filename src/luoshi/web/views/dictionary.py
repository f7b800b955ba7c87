"""数据字典: what each datum means, whose it is, who holds it, under which words it is asked for."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from luoshi.dictionary.actions import confirm_alias, withdraw_alias
from luoshi.dictionary.columns import COLUMNS
from luoshi.dictionary.models import Alias
from luoshi.dictionary.permissions import can_bring, can_confirm
from luoshi.dictionary.queries import Holding, aliases, element, elements, found, held_by, holdings, turns_of
from luoshi.org.models import Unit
from luoshi.packs.declarations import Element, PersonalClass
from luoshi.packs.enumerated import word_of
from luoshi.packs.queries import current
from luoshi.sheets.writing import Head, Line, Shown
from luoshi.web import reporting
from luoshi.web.acting import actor_of
from luoshi.web.clock import now
from luoshi.web.components.forms import FormField
from luoshi.web.components.headings import Crumb
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.records import Fact
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.exporting import answered, files_of, made_by
from luoshi.web.managing import Deed, Done, Part, columns, deed_page
from luoshi.web.showing import unit_words
from luoshi.web.wording import listed, say


@require_GET
def dictionary(request: HttpRequest) -> HttpResponse:
    """All elements, or those that words and owner lead to. Four queries."""
    words, owner = request.GET.get("q", "").strip()[:80], request.GET.get("owner", "")
    listed = found(words, owner=owner) if words or owner else list(elements())
    held, names = holdings(), owners()
    confirmed = {each.element for each in aliases()}
    rows = tuple(_row(each, held.get(each.code), names, each.code in confirmed) for each in listed)
    query = {key: value for key, value in (("q", words), ("owner", owner)) if value}
    context = {
        "tabs": reporting.tabs("dictionary"),
        "table": Table(_columns(), rows, _empty(words or owner)),
        "may_bring": can_bring(actor_of(request)),
        "words": words,
        "owner": owner,
        "owners": sorted({(each.owner, names.get(each.owner, each.owner)) for each in elements()}),
        "files": files_of("dictionary_file", query=query),
        "said": _("%(count)s 个数据元") % {"count": len(rows)},
    }
    return render(request, "web/dictionary.html", context)


def owners() -> dict[str, str]:
    """What the units that own data are called, by code. One query."""
    return dict(Unit.objects.filter(code__in={each.owner for each in elements()}).values_list("code", "title"))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("数据元")),
        Column(_("口径")),
        Column(_("归口")),
        Column(_("怎样合计")),
        Column(_("在哪里")),
    )


def _row(each: Element, held: Holding | None, names: dict[str, str], confirmed: bool) -> Row:
    note = listed((*each.aliases[:3], *((_("有确认的叫法"),) if confirmed else ())))
    return Row(
        (
            Cell(say(each.title), reverse("element", args=[each.code]), note),
            Cell(say(each.definition), note=unit_words(each.unit)),
            Cell(names.get(each.owner, each.owner)),
            Cell(_word(each.over_units), note=_word(each.over_time)),
            _standing(held),
        )
    )


def _standing(held: Holding | None) -> Cell:
    if held is None or not held.is_held:
        return Cell(light=Light(Tone.GREY, _("尚未采集")))
    if held.fields:
        register, _field = held.fields[0]
        return Cell(say(register.title), reverse("register", args=[register.ref]))
    return Cell(_("由指标算出"), reverse("measure", args=[held.measures[0].ref]))


def _word(value: object) -> str:
    word = word_of(value)  # type: ignore[arg-type]  # an enumeration of the declarations
    return say(word) if word else str(value)


def _empty(narrowed: str) -> Empty:
    if narrowed:
        return Empty(
            _("没有找到"),
            _("换个说法再找；确实没有的，要先在数据字典里写明口径。"),
            reverse("dictionary"),
            _("看全部"),
        )
    return Empty(_("还没有数据元"), _("业务条线在 elements.yaml 里写明每个数的口径和归口。"))


@require_GET
def dictionary_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """What the list shows as .xlsx, .csv or .pdf, in the columns in which a dictionary is imported."""
    words, owner = request.GET.get("q", "").strip()[:80], request.GET.get("owner", "")
    listed = found(words, owner=owner) if words or owner else list(elements())
    heads = tuple(Head(say(each.title)) for each in COLUMNS)
    lines = (Line(tuple(column.cell(each) or None for column in COLUMNS)) for each in listed)
    said = _("搜索：%(words)s") % {"words": words} if words else ""
    return answered(Shown(_("数据字典"), said, made_by(actor_of(request)), heads, lines), form, name=_("数据字典"))


@require_GET
def one(request: HttpRequest, code: str) -> HttpResponse:
    """One element: its meaning, who holds it, its wordings, what versions changed."""
    actor, shown = actor_of(request), element(code)
    may = can_confirm(actor, shown)
    context = {
        "element": shown,
        "crumbs": (Crumb(_("数据字典"), reverse("dictionary")),),
        "facts": _facts(shown),
        "sections": (_held_part(held_by(code)), _wordings_part(shown, may=may), _versions_part(code)),
        "may_confirm": may,
    }
    return render(request, "web/element.html", context)


def _facts(each: Element) -> tuple[Fact, ...]:
    titles = {other.code: say(other.title) for other in elements()}
    facts = [
        Fact(_("口径"), say(each.definition), wide=True),
        Fact(_("归口（一数一源）"), owners().get(each.owner, each.owner)),
        Fact(_("用途"), say(each.purpose)),
        Fact(_("类型"), _word(each.type)),
        Fact(_("计量单位"), unit_words(each.unit)),
        Fact(_("时点或期间"), _word(each.time_kind)),
        Fact(_("几期合起来"), _word(each.over_time)),
        Fact(_("几个单位合起来"), _word(each.over_units)),
    ]
    parts = ((_("分子"), each.numerator), (_("分母"), each.denominator), (_("权重"), each.weight))
    facts += [Fact(title, titles.get(code, code), reverse("element", args=[code])) for title, code in parts if code]
    if each.splits:
        facts.append(Fact(_("可按什么分组"), listed(say(words) for words in each.splits.values())))
    if each.personal is not PersonalClass.NONE:
        facts.append(Fact(_("个人信息"), light=Light(Tone.YELLOW, _word(each.personal), badge=True)))
    reasons = listed(say(words) for words in each.missing.values())
    return (*facts, Fact(_("没有数时"), reasons or _("空白不是零；空着就是没有报"), wide=True))


def _held_part(held: Holding) -> Part:
    rows = [
        Row(
            (
                Cell(say(field.title)),
                Cell(say(register.title), reverse("register", args=[register.ref])),
                _kind(field.formula),
            )
        )
        for register, field in held.fields
    ]
    rows += [
        Row((Cell(say(each.title), reverse("measure", args=[each.ref])), Cell(_("指标")), Cell(_("算出"))))
        for each in held.measures
    ]
    heads = columns(_("名称"), _("在哪里"), _("怎样来"))
    empty = Empty(_("还没有人采集"), _("有口径，没有数；要的报表须先经过准入。"))
    return Part(Table(heads, tuple(rows), empty), _("谁已经有这个数"))


def _kind(formula: object) -> Cell:
    return Cell(_("填写") if formula is None else _("由公式得出"))


def _wordings_part(each: Element, *, may: bool) -> Part:
    rows = [Row((Cell(alias), Cell(_("条线写明")), Cell(), Cell(), Cell())) for alias in each.aliases]
    rows += [_wording(alias, may=may) for alias in aliases(each.code, withdrawn=True)]
    heads = columns(_("叫法"), _("谁确认"), (_("何时"), ColumnKind.DATE), _("说明"), _("办理"))
    empty = Empty(_("没有别的叫法"), _("报表上换个说法要同一个数时，由人确认是同一回事，系统不自己合并。"))
    return Part(Table(heads, tuple(rows), empty, spare=True), _("别的叫法"))


def _wording(alias: Alias, *, may: bool) -> Row:
    day = timezone.localtime(alias.confirmed_at).date().isoformat()
    if alias.withdrawn_at is not None:
        told = _("%(person)s 撤回：%(reason)s") % {"person": alias.withdrawn_by_name, "reason": alias.reason}
        return Row((Cell(alias.words), Cell(alias.confirmed_by_name), Cell(day), Cell(told), Cell()))
    act = Cell(_("撤回"), reverse("alias_withdraw", args=[alias.pk])) if may else Cell()
    return Row((Cell(alias.words), Cell(alias.confirmed_by_name), Cell(day), Cell(), act))


def _versions_part(code: str) -> Part:
    packs = {pack.id: say(pack.titles) for pack in current().packs.values()}
    rows = []
    for turn in turns_of(code):
        moment = timezone.localtime(turn.at).date().isoformat()
        word = _("写入") if turn.element and not turn.changes else _("去掉") if turn.element is None else ""
        lines = [(say(each.where), say(each.before), say(each.after)) for each in turn.changes] or [(word, "", "")]
        rows += [
            Row(
                (
                    Cell(f"{packs.get(turn.pack, turn.pack)} {turn.version}", note=moment),
                    Cell(where),
                    Cell(old),
                    Cell(new),
                    Cell(turn.by),
                )
            )
            for where, old, new in lines
        ]
    heads = columns(_("版本"), _("哪里"), _("原来"), _("现在"), _("由谁发布"))
    return Part(Table(heads, tuple(rows), Empty(_("没有版本")), spare=True), _("版本和差异"))


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, code: str) -> HttpResponse:
    """A wording is confirmed to mean the element."""
    actor, shown = actor_of(request), element(code)
    back = reverse("element", args=[code])
    hint = _("照报表上的写法，如“乡村总人口”。确认后，要这个数的报表可以直接填。")
    box = FormField(
        "words", _("叫法"), value=request.GET.get("words", "")[:80], required=True, max_length=80, hint=hint
    )

    def do(posted: object) -> Done:
        alias = confirm_alias(request.POST.get("words", ""), element=shown, by=actor, at=now())
        return Done(_("已确认“%(words)s”。") % {"words": alias.words}, back)

    crumbs = (Crumb(_("数据字典"), reverse("dictionary")), Crumb(say(shown.title), back))
    deed = Deed(_("确认叫法"), _("确认"), (box,), do, crumbs, lead=say(shown.definition))
    return deed_page(request, deed)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A wording is taken back, with the reason."""
    actor, alias = actor_of(request), get_object_or_404(Alias, pk=pk)
    shown = element(alias.element)
    back = reverse("element", args=[shown.code])
    box = FormField("reason", _("理由"), required=True, max_length=200, hint=_("写明为什么不是一回事"))

    def do(posted: object) -> Done:
        withdraw_alias(alias, reason=request.POST.get("reason", ""), by=actor, at=now())
        return Done(_("已撤回“%(words)s”。") % {"words": alias.words}, back)

    crumbs = (Crumb(_("数据字典"), reverse("dictionary")), Crumb(say(shown.title), back))
    title = _("撤回叫法“%(words)s”") % {"words": alias.words}
    return deed_page(request, Deed(title, _("撤回"), (box,), do, crumbs, lead=say(shown.title)))
