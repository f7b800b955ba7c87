"""What a letter or a message says, put together when it is sent: only what may still be seen then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from luoshi.notices import office
from luoshi.notices.kinds import PRESSING
from luoshi.notices.matters import WITH_MATTER, Matter, matter_of
from luoshi.notices.messengers import escaped
from luoshi.notices.models import Delivery, Messenger, Notice
from luoshi.notices.permissions import may_be_told, still_holds
from luoshi.people.models import Account
from luoshi.rules.moments import CHINA
from luoshi.rules.texts import Text

MOST_SHOWN = 40
LIST, PREFERENCES, OFF = "/notices/", "/notices/preferences/", "/notices/no-mail/"


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and a text, in the reader's language."""

    subject: str
    text: str


def letter_to(account: Account, delivery: Delivery, *, at: datetime) -> Letter | None:
    """The letter of a delivery; nothing where the person may see none of it any more.

    Forty notices at most are told in full, the urgent ones first, the rest as a number.
    """
    shown = [each for each in _first(delivery) if may_be_told(account, each, at=at)]
    if not shown:
        return None
    rest = max(0, delivery.notices - MOST_SHOWN)
    texts = [Text(*_greeting(account, delivery, len(shown) + rest)), *_body(shown), *_ending(rest)]
    subject = _subject(delivery, shown, rest, at=at)
    language = account.language
    return Letter(" ".join(subject.in_(language).split())[:180], "\n".join(each.in_(language) for each in texts))


def message_to(messenger: Messenger, delivery: Delivery) -> Letter:
    """The message of a delivery: numbers and registers, never a title: who reads along there is not known here."""
    if not delivery.notices:
        arrives = Text("落实：试发一条，收到就说明地址可用。", "luoshi: a trial; the address is right.")
        return Letter(arrives.in_(messenger.language), arrives.in_(messenger.language))
    shown = [each for each in _first(delivery) if still_holds(each)]
    rest = max(0, delivery.notices - MOST_SHOWN)
    lines = [Text(*_posted(each)) for each in shown]
    if rest:
        lines.append(Text(f"另有 {rest} 项，请在系统中查看。", f"And {rest} more in the system."))
    title = Text(f"落实：{delivery.notices} 项提醒", f"luoshi: {delivery.notices} notice(s)").in_(messenger.language)
    return Letter(title, "\n".join([title, *(each.in_(messenger.language) for each in lines)]))


def _first(delivery: Delivery) -> list[Notice]:
    carried = delivery.carried.select_related(*WITH_MATTER)
    urgent = list(carried.filter(kind__in=PRESSING).order_by("-pk")[:MOST_SHOWN])
    others = carried.exclude(kind__in=PRESSING).order_by("-pk")[: MOST_SHOWN - len(urgent)]
    return [*urgent, *others]


def _subject(delivery: Delivery, shown: list[Notice], rest: int, *, at: datetime) -> Text:
    first, count = shown[0], len(shown) + rest
    if count == 1:
        label = matter_of(first).label
        return Text(f"[落实] {first.label.zh}：{label.zh}", f"[luoshi] {first.label.en}: {label.en}")
    if delivery.urgent:
        return Text(f"[落实] {first.label.zh}等 {count} 项", f"[luoshi] {first.label.en} and more: {count} notices")
    day = at.astimezone(CHINA).date()
    return Text(f"[落实] {day} 汇总：{count} 项", f"[luoshi] {day}: {count} notices")


def _greeting(account: Account, delivery: Delivery, count: int) -> tuple[str, str]:
    name = account.display_name
    if delivery.urgent:
        return f"{name}：以下 {count} 项较为紧急。\n", f"{name}: {count} urgent notice(s).\n"
    return f"{name}：上次来信以来有 {count} 项与您有关。\n", f"{name}: {count} notice(s) since the last letter.\n"


def _body(shown: Iterable[Notice]) -> list[Text]:
    by_path: dict[str, list[tuple[Matter, Notice]]] = {}
    for each in shown:
        matter = matter_of(each)
        by_path.setdefault(matter.path, []).append((matter, each))
    lines = []
    for path, several in by_path.items():
        matter = several[0][0]
        beside = Text(
            f"{matter.register.zh} {matter.number}".strip(), f"{matter.register.en} {matter.number}".strip()
        )
        lines.append(Text(f"{matter.label.zh}（{beside.zh}）", f"{matter.label.en} ({beside.en})"))
        lines += [_line(each) for _matter, each in several]
        address = office.link(path)
        lines.append(Text(f"  {address}\n", f"  {address}\n") if address else Text("", ""))
    return lines


def _line(each: Notice) -> Text:
    moment = each.at.astimezone(CHINA).strftime("%m-%d %H:%M")
    said, why = each.said, each.reason
    return Text(
        f"  {moment} [{each.label.zh}] {said.zh}。{why.zh}。", f"  {moment} [{each.label.en}] {said.en}; {why.en}."
    )


def _posted(each: Notice) -> tuple[str, str]:
    matter = matter_of(each)
    address = office.link(matter.path)
    ends = [part for part in (matter.number, address) if part]
    zh = [f"- [{each.label.zh}]", escaped(matter.unit.title), escaped(matter.register.zh), *ends]
    en = [f"- [{each.label.en}]", escaped(matter.unit.title), escaped(matter.register.en), *ends]
    return " ".join(zh), " ".join(en)


def _ending(rest: int) -> list[Text]:
    lines = []
    if rest:
        lines.append(Text(f"另有 {rest} 项，都在站内“提醒”里。\n", f"{rest} more stand under Notices in the site.\n"))
    lines.append(
        Text(
            "这封信只为告知：不需要回复，也没有人统计谁看了。",
            "This letter only informs: it needs no answer, and nobody counts who read it.",
        )
    )
    address = office.link(PREFERENCES)
    if address:
        lines.append(Text(f"改变提醒方式：{address}", f"Change how you are told: {address}"))
    return lines
