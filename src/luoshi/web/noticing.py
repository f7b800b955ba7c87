"""A person's notices in words: the list, its filters, the form of how they want to be told."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from luoshi.notices import office
from luoshi.notices.actions import Wishes
from luoshi.notices.kinds import TRAITS, Kind, Way
from luoshi.notices.matters import matter_of
from luoshi.notices.models import Notice, Preference
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.web.components.forms import Form, FormField, Input, Section
from luoshi.web.components.lights import Light, Tone
from luoshi.web.components.lists import Filter, FilterBar, Option
from luoshi.web.components.tables import Cell, Column, ColumnKind, Empty, Row, Table
from luoshi.web.wording import say

TONES = {
    Kind.CHASED: Tone.RED,
    Kind.OVERDUE: Tone.RED,
    Kind.RETURNED: Tone.YELLOW,
    Kind.REFUSED: Tone.YELLOW,
    Kind.ASKED_TIME: Tone.YELLOW,
    Kind.ASSIGNED: Tone.BLUE,
    Kind.CONFIRMED: Tone.GREEN,
}
WAY = "way-"


def table_of(notices: Iterable[Notice], seen: frozenset[int], *, seen_to: int, narrowed: bool) -> Table:
    """One page of notices; of a record that may not be seen any more nothing is told."""
    rows = tuple(_row(each, is_new=each.pk > seen_to) if each.pk in seen else _hidden(each) for each in notices)
    columns = (
        Column(_("事项")),
        Column(_("种类"), ColumnKind.LIGHT),
        Column(_("发生了什么")),
        Column(_("时间"), ColumnKind.DATE),
    )
    if narrowed:
        empty = Empty(_("没有符合条件的提醒"), _("换个词，或去掉一些筛选条件。"), "?", _("查看全部"))
    else:
        empty = Empty(_("还没有提醒"), _("交办、退回、催办、批复和您关注的记录有变动时，会在这里告诉您。"))
    return Table(columns, rows, empty)


def _row(each: Notice, *, is_new: bool) -> Row:
    matter = matter_of(each)
    fresh = Light(Tone.BLUE, _("新"), badge=True) if is_new else None
    kind = Kind(each.kind) if each.kind in set(Kind) else None
    tone = TONES.get(kind, Tone.GREY) if kind else Tone.GREY
    return Row(
        (
            Cell(say(matter.label), matter.path, matter.number, fresh),
            Cell(light=Light(tone, say(each.label), badge=True)),
            Cell(say(each.said), note=say(each.reason)),
            Cell(timezone.localtime(each.at).strftime("%Y-%m-%d %H:%M")),
        )
    )


def _hidden(each: Notice) -> Row:
    when = timezone.localtime(each.at).strftime("%Y-%m-%d %H:%M")
    return Row((Cell(_("您现在看不到这条记录")), Cell(), Cell(), Cell(when)))


def filterbar_of(asked: Mapping[str, str]) -> FilterBar:
    """Search, kind, and only what is new."""
    kinds = tuple(Option(kind.value, say(kind.label)) for kind in Kind)
    fresh = (Option("1", _("只看新的")),)
    return FilterBar(
        action=reverse("notices"),
        search=asked.get("q", ""),
        placeholder=_("事项名称"),
        filters=(
            Filter("kind", _("种类"), kinds, asked.get("kind", "")),
            Filter("new", _("新旧"), fresh, asked.get("new", "")),
        ),
    )


def form_of(preference: Preference, posted: Mapping[str, str] | None, mistakes: Mapping[str, str]) -> Form:
    """How somebody wants to be told: the address, quiet hours, the way of each kind."""
    given = posted if posted is not None else _given(preference)
    quiet = office.usual_quiet()
    usual = _("如 20:00；不填按单位的 %(hours)s") % {"hours": f"{quiet.since:%H:%M}–{quiet.until:%H:%M}"}
    address = Section(
        (
            _field("mail", _("邮箱"), given, mistakes, hint=_("不填就不发邮件，提醒只在站内。")),
            FormField("mail_on", _("发邮件"), Input.YESNO, given.get("mail_on", "true"), required=True),
        ),
        _("寄到哪里"),
    )
    hours = Section(
        (
            _field("quiet_from", _("从"), given, mistakes, hint=usual),
            _field("quiet_until", _("到"), given, mistakes, hint=_("如 08:00；休息日和节假日全天不发邮件")),
        ),
        _("免打扰时段"),
    )
    ways = tuple(Option(way.value, say(way.label)) for way in Way)
    kinds = tuple(
        FormField(
            WAY + kind.value,
            say(kind.label),
            Input.CHOICE,
            given.get(WAY + kind.value, kind.usual.value),
            required=True,
            options=ways,
            hint=say(TRAITS[kind].about),
        )
        for kind in Kind
    )
    return Form(
        reverse("notice_preferences"),
        (address, hours, Section(kinds, _("每一种怎么告诉我"))),
        _("保存"),
        cancel_href=reverse("notices"),
        problems=tuple(said for name, said in mistakes.items() if name not in ("mail", "quiet_from", "quiet_until")),
    )


def _field(name: str, title: str, given: Mapping[str, str], mistakes: Mapping[str, str], *, hint: str) -> FormField:
    autocomplete = "email" if name == "mail" else "off"
    return FormField(
        name,
        title,
        value=given.get(name, ""),
        hint=hint,
        error=mistakes.get(name, ""),
        max_length=254,
        autocomplete=autocomplete,
    )


def _given(preference: Preference) -> dict[str, str]:
    kinds = {WAY + kind.value: preference.way_of(kind).value for kind in Kind}
    hours = {
        "quiet_from": f"{preference.quiet_from:%H:%M}" if preference.quiet_from else "",
        "quiet_until": f"{preference.quiet_until:%H:%M}" if preference.quiet_until else "",
    }
    return {"mail": preference.mail, "mail_on": "true" if preference.mail_on else "false", **hours, **kinds}


def wishes_of(posted: Mapping[str, str]) -> Wishes:
    """What the form says; a kind that was not sent stays as usual."""
    return Wishes(
        mail=posted.get("mail", ""),
        mail_on=posted.get("mail_on") != "false",
        ways={name.removeprefix(WAY): way for name, way in posted.items() if name.startswith(WAY) and way},
        quiet_from=_time("quiet_from", posted.get("quiet_from", "")),
        quiet_until=_time("quiet_until", posted.get("quiet_until", "")),
    )


def _time(name: str, typed: str) -> time | None:
    """A time of day such as 8:00, 08：00 or 20:30; refused for anything else."""
    text = typed.strip().replace("：", ":")
    if not text:
        return None
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007  (a time of day has no zone)
    except ValueError as error:
        raise Refused(
            "web.time_of_day",
            reason=Text(f"“{typed[:20]}”不是时刻。", f"“{typed[:20]}” is no time of day."),
            remedy=Text("请写成 20:00 这样。", "Write it like 20:00."),
            where=name,
        ) from error
