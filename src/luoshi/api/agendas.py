"""What a calendar program is told: due dates of mine, of a register, occasions of the cadences."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from urllib.parse import quote

from luoshi.api.ical import Event
from luoshi.api.models import Agenda, AgendaKind
from luoshi.cadence.queries import Occasion, year_of
from luoshi.packs.declarations import Register
from luoshi.packs.queries import current
from luoshi.registers.models import Record
from luoshi.registers.queries import visible_to
from luoshi.rules.actors import OVERSEEING, Actor
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

BACK, AHEAD = timedelta(days=92), timedelta(days=400)
MOST = 2000
"""Events of one calendar: a program on a phone reads it every hour."""
TITLES = {
    AgendaKind.MINE: Text("落实：我的期限", "luoshi: my due dates"),
    AgendaKind.CADENCES: Text("落实：例行事项", "luoshi: what recurs"),
}


def title_of(agenda: Agenda) -> Text:
    """What a calendar is called in the reader's list."""
    if agenda.kind != AgendaKind.REGISTER:
        return TITLES[AgendaKind(agenda.kind)]
    try:
        title = current().register(agenda.register).title
    except Refused:
        title = Text(agenda.register, agenda.register)
    return Text(f"落实：{title.zh}的期限", f"luoshi: due dates of {title.en}")


def events_of(agenda: Agenda, actor: Actor, *, site: str, at: datetime) -> list[Event]:
    """What an agenda tells its owner now; `site` is the site's address, with which ids and links are made.

    One query for each register; four for each cadence.
    """
    today = day_of(at)
    match agenda.kind:
        case AgendaKind.CADENCES:
            found = _occasions(actor, agenda.language, site, today, at)
        case AgendaKind.REGISTER:
            found = _due(actor, current().register(agenda.register), agenda.language, site, today)
        case _:
            found = _mine(actor, agenda.language, site, today)
    return sorted(found, key=lambda each: (each.day, each.uid))[:MOST]


def _mine(actor: Actor, language: str, site: str, today: date) -> Iterator[Event]:
    units = {post.unit_id for post in actor.posts if post.role not in OVERSEEING}
    for register in current().registers() if units else ():
        yield from _due(actor, register, language, site, today, units)


def _due(
    actor: Actor, register: Register, language: str, site: str, today: date, leads: set[int] | None = None
) -> Iterator[Event]:
    """The open due dates of a register that the person may see, perhaps only those their units lead."""
    records = visible_to(actor, register).filter(due__gte=today - BACK, due__lte=today + AHEAD)
    if register.lifecycle:
        records = records.exclude(state__in=register.lifecycle.ends)
    if leads is not None:
        records = records.filter(lead__in=leads)
    for record in records.select_related("lead").order_by("due", "id")[:MOST]:
        yield _event_of(record, register, language, site)


def _event_of(record: Record, register: Register, language: str, site: str) -> Event:
    assert record.due is not None  # noqa: S101  (the query asks for one)
    lines = [record.number, register.title.in_(language)]
    state = register.lifecycle.states.get(record.state) if register.lifecycle else None
    lines += [state.title.in_(language)] if state else []
    lines += [record.lead.title] if record.lead else []
    if record.due_provisional:
        lines.append(Text("放假安排未公布，期限为暂算", "provisional: the holidays are not published").in_(language))
    return Event(
        uid=f"record-{record.pk}@{_host(site)}",
        day=record.due,
        summary=Text(f"期限：{record.label}", f"Due: {record.label}").in_(language),
        description="\n".join(lines),
        url=f"{site}/records/{record.pk}/",
        changed=record.updated_at,
    )


def _occasions(actor: Actor, language: str, site: str, today: date, at: datetime) -> Iterator[Event]:
    for year in (today.year, today.year + 1):
        for occasion in year_of(actor, year, today=today):
            if today - BACK <= occasion.due.day <= today + AHEAD:
                yield _occasion(occasion, language, site, at)


def _occasion(occasion: Occasion, language: str, site: str, at: datetime) -> Event:
    due, record = occasion.due, occasion.record
    return Event(
        uid=f"{quote(f'{due.cadence.ref}-{due.slot}', safe='')}@{_host(site)}",
        day=due.day,
        summary=due.title.in_(language),
        description=occasion.state.in_(language) if occasion.state else "",
        url=f"{site}/records/{record.pk}/" if record else f"{site}/cadence/",
        changed=record.updated_at if record else at,
    )


def _host(site: str) -> str:
    return site.rpartition("/")[2].partition(":")[0]
