"""Search and filters above a list, each one in force as a chip that drops it, and the same in words."""

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _

from luoshi.org.models import Unit
from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.queries import current
from luoshi.registers.queries import visible_to
from luoshi.rules.actors import Actor
from luoshi.web import states
from luoshi.web.components.lists import Filter, FilterBar, Option
from luoshi.web.ledger.asking import ALL, ENDED, OPEN, PREFIX, Asked, filter_fields
from luoshi.web.wording import say

AT_HAND = 5  # filters beside the search box; the others stand under 更多 while they are not in force


def counties() -> dict[str, str]:
    """Counties and development zones by their key, and the city for what it keeps itself. One query."""
    found = Unit.objects.filter(kind__in=("county", "dev_zone", "city"), valid_to=None).order_by("pk")
    rows = found.values_list("county", "title", "kind")
    city = {key: _("%(city)s本级") % {"city": title} for key, title, kind in rows if kind == "city"}
    return {key: title for key, title, kind in rows if kind != "city"} | city


def filterbar_of(actor: Actor, register: Register, wanted: Asked, areas: dict[str, str]) -> FilterBar:
    """The search box and filters of a list. One query for units, more only for references in force."""
    all_ = (*_standing(register, wanted, areas), *_declared(actor, register, wanted))
    filters = (replace(each, rarely=place >= AT_HAND and not each.value) for place, each in enumerate(all_))
    return FilterBar(
        action=reverse("register", args=[register.ref]),
        search=wanted.words,
        placeholder=_("名称、编号、拼音首字母"),
        filters=tuple(filters),
        kept={**wanted.look, **({"from": str(wanted.view)} if wanted.view else {})},
        plain="view=0",
    )


def _standing(register: Register, wanted: Asked, areas: dict[str, str]) -> Iterator[Filter]:
    if register.lifecycle:
        options = [Option(state.id, say(state.title)) for state in register.lifecycle.states.values()]
        if register.lifecycle.ends:
            all_ = Option(ALL, _("全部（含已办结）"))
            options = [Option(OPEN, _("未办结")), all_, Option(ENDED, _("已办结")), *options]
        blank = replace(wanted, state="").stands
        usual = _("未办结（通常）") if register.lifecycle.ends and blank == OPEN else ""
        yield Filter("state", _("状态"), tuple(options), wanted.state, usual)
        if register.lifecycle.lights:
            lights = tuple(Option(colour.value, say(word)) for colour, (_tone, word) in states.COLOURS.items())
            yield Filter("light", _("灯"), lights, wanted.light)
        yield Filter("due", _("到期"), _dues(), wanted.due)
    if areas:
        yield Filter("area", _("旗县市区"), tuple(Option(*each) for each in areas.items()), wanted.area)


def _dues() -> tuple[Option, ...]:
    return (
        Option("late", _("已过期")),
        Option("week", _("七天内")),
        Option("month", _("一个月内")),
        Option("none", _("没有期限")),
    )


def _declared(actor: Actor, register: Register, wanted: Asked) -> Iterator[Filter]:
    """Choices first; of the fields that point somewhere only what is in force, since there may be thousands."""
    for each in sorted(filter_fields(register), key=lambda each: each.type is not FieldType.CHOICE):
        value = (wanted.fields or {}).get(each.id, "")
        points = each.type in (FieldType.REF, FieldType.UNIT)
        options = _pointed(actor, each, value) if points else options_of(each)
        if options:
            yield Filter(PREFIX + each.id, say(each.title), options, value)
    for name, title in (("lead", _("牵头单位")), ("unit", _("登记单位"))):
        pk = wanted.lead if name == "lead" else wanted.unit
        unit = Unit.objects.filter(pk=pk).first() if pk else None
        if unit:
            yield Filter(name, title, (Option(str(pk), unit.title),), str(pk))


def options_of(each: Field) -> tuple[Option, ...]:
    """The values a choice or a yes/no may have."""
    if each.type is FieldType.YESNO:
        return (Option("true", _("是")), Option("false", _("否")))
    return tuple(Option(name, say(title)) for name, title in each.options.items())


def _pointed(actor: Actor, each: Field, value: str) -> tuple[Option, ...]:
    if not value:
        return ()
    if each.type is FieldType.UNIT:
        title = Unit.objects.filter(pk=value).values_list("title", flat=True).first()
    else:
        seen = visible_to(actor, current().register(each.to))
        title = seen.filter(pk=value).values_list("label", flat=True).first()
    return (Option(value, title),) if title else ()


def narrowed_words(actor: Actor, register: Register, wanted: Asked, areas: dict[str, str]) -> str:
    """Which records these are, in words: for the head of a print and of a file."""
    bar = filterbar_of(actor, register, wanted, areas)
    told = [_("搜索“%(words)s”") % {"words": wanted.words}] if wanted.words else []
    for each in bar.filters:
        if each.chosen:
            told.append(f"{each.title}：{each.chosen.title}")
        elif each.name == "state" and each.anything:
            told.append(_("未办结"))
    return " · ".join(told)
