"""What a letter or a message says, put together when it is sent: only what may still be seen then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from luoshi.notices import office
from luoshi.notices.kinds import PRESSING
from luoshi.notices.messengers import escaped
from luoshi.notices.models import Delivery, Messenger, Notice
from luoshi.notices.permissions import may_see
from luoshi.packs.queries import register as declared
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
    shown = [each for each in _first(delivery) if may_see(account, each.record_id, at=at)]
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
    shown = _first(delivery)
    rest = max(0, delivery.notices - MOST_SHOWN)
    lines = [Text(*_posted(each)) for each in shown]
    if rest:
        lines.append(Text(f"另有 {rest} 项，请在系统中查看。", f"And {rest} more in the system."))
    title = Text(f"落实：{delivery.notices} 项提醒", f"luoshi: {delivery.notices} notice(s)").in_(messenger.language)
    return Letter(title, "\n".join([title, *(each.in_(messenger.language) for each in lines)]))


def _first(delivery: Delivery) -> list[Notice]:
    carried = delivery.carried.select_related("record__unit", "record__lead")
    urgent = list(carried.filter(kind__in=PRESSING).order_by("-pk")[:MOST_SHOWN])
    others = carried.exclude(kind__in=PRESSING).order_by("-pk")[: MOST_SHOWN - len(urgent)]
    return [*urgent, *others]


def _subject(delivery: Delivery, shown: list[Notice], rest: int, *, at: datetime) -> Text:
    first, count = shown[0], len(shown) + rest
    label = first.record.label or first.record.number
    if count == 1:
        return Text(f"[落实] {first.label.zh}：{label}", f"[luoshi] {first.label.en}: {label}")
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
    by_record: dict[int, list[Notice]] = {}
    for each in shown:
        by_record.setdefault(each.record_id, []).append(each)
    lines = []
    for several in by_record.values():
        record = several[0].record
        register = declared(record.register, record.pack_version_id).title
        label = " ".join(record.label.split()) or record.number
        lines.append(Text(f"{label}（{register.zh} {record.number}）", f"{label} ({register.en} {record.number})"))
        lines += [_line(each) for each in several]
        address = office.link(f"/records/{record.pk}/")
        lines.append(Text(f"  {address}\n", f"  {address}\n") if address else Text("", ""))
    return lines


def _line(each: Notice) -> Text:
    moment = each.at.astimezone(CHINA).strftime("%m-%d %H:%M")
    said, why = each.said, each.reason
    return Text(
        f"  {moment} [{each.label.zh}] {said.zh}。{why.zh}。", f"  {moment} [{each.label.en}] {said.en}; {why.en}."
    )


def _posted(each: Notice) -> tuple[str, str]:
    record = each.record
    register = declared(record.register, record.pack_version_id).title
    unit = record.lead or record.unit
    address = office.link(f"/records/{record.pk}/")
    zh = f"- [{each.label.zh}] {escaped(unit.title)} {escaped(register.zh)} {record.number}"
    en = f"- [{each.label.en}] {escaped(unit.title)} {escaped(register.en)} {record.number}"
    return (f"{zh} {address}", f"{en} {address}") if address else (zh, en)


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
