"""Calendars of due dates: a foreign parser reads what the records say; secret, revocable, within the rights."""

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from luoshi.api.actions import make_agenda, revoke_agenda
from luoshi.api.clock import now
from luoshi.api.ical import OCTETS, Event, calendar_text
from luoshi.api.models import Agenda, AgendaKind
from luoshi.api.queries import agendas_of
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import create
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.moments import day_of
from luoshi.rules.refusals import Refused

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=120).map(str.strip)


def events_in(text: str) -> list[Any]:
    """What a foreign parser finds."""
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def event(**parts: Any) -> Event:
    usual: dict[str, Any] = {
        "uid": "a@b",
        "day": date(2026, 3, 1),
        "summary": "x",
        "description": "",
        "url": "https://x/",
        "changed": now(),
    }
    return Event(**(usual | parts))


@given(summary=WORDS, description=WORDS)
def test_a_foreign_parser_reads_back_what_was_said(summary: str, description: str) -> None:
    text = calendar_text(summary, [event(summary=summary, description=f"{description}\n第二行; a, b\\n")])
    assert max(len(line.encode()) for line in text.split("\r\n")) <= OCTETS
    (found,) = events_in(text)
    assert str(found["SUMMARY"]) == summary
    assert str(found["DESCRIPTION"]) == f"{description}\n第二行; a, b\\n"
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2026, 3, 1), date(2026, 3, 2))


def test_control_characters_and_line_breaks_make_no_new_lines() -> None:
    text = calendar_text("x", [event(summary="a\r\nBEGIN:VALARM\x00\x07")])
    assert "\r\nBEGIN:VALARM" not in text
    assert "\x00" not in text
    icalendar.Calendar.from_ical(text)


def read(secret: str) -> list[Any]:
    answer = Client().get(f"/agendas/{secret}.ics")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"].startswith("text/calendar")
    return events_in(answer.content.decode())


def due_task(works: SmallWorks, matter: str, days: int) -> Record:
    due = day_of(now()) + timedelta(days=days)
    unit = works.city.unit("supervision")
    return create("works.task", {"matter": matter}, unit=unit, lead=works.north, due=due, by=works.planner, at=now())


def test_my_due_dates_stand_in_my_calendar_and_stay_the_same_event(works: SmallWorks) -> None:
    task = due_task(works, "修路, 架桥; 通水", 10)
    due_task(works, "太远", 900)
    _agenda, secret = make_agenda(AgendaKind.MINE, language="zh-hans", by=works.lead, at=now())
    (found,) = read(secret)
    assert found["DTSTART"].dt == task.due
    assert "修路, 架桥; 通水" in str(found["SUMMARY"])
    assert str(found["URL"]).endswith(f"/records/{task.pk}/")
    assert [str(each["UID"]) for each in read(secret)] == [str(found["UID"])]
    _other, elsewhere = make_agenda(AgendaKind.MINE, language="en", by=works.other_lead, at=now())
    assert read(elsewhere) == []


def test_a_register_tells_what_its_reader_may_see(works: SmallWorks) -> None:
    due_task(works, "修路", 10)
    for actor, many in ((works.planner, 1), (works.other_lead, 0)):
        _agenda, secret = make_agenda(AgendaKind.REGISTER, register="works.task", language="en", by=actor, at=now())
        assert len(read(secret)) == many
    with pytest.raises(Refused, match=r"packs\.unknown"):
        make_agenda(AgendaKind.REGISTER, register="works.nothing", language="en", by=works.lead, at=now())
    with pytest.raises(Refused, match=r"api\.agenda"):
        make_agenda(AgendaKind.MINE, register="works.task", language="en", by=works.lead, at=now())


def test_what_recurs_is_told_too(works: SmallWorks) -> None:
    _agenda, secret = make_agenda(AgendaKind.CADENCES, language="en", by=works.lead, at=now())
    assert isinstance(read(secret), list)


def test_a_wrong_or_revoked_address_is_nothing(works: SmallWorks) -> None:
    agenda, secret = make_agenda(AgendaKind.MINE, language="en", by=works.lead, at=now())
    assert secret not in str(Agenda.objects.values_list().get(pk=agenda.pk))
    assert read(secret) == []
    assert Client().get(f"/agendas/{secret[:-1]}.ics").status_code == 404
    assert Client().post(f"/agendas/{secret}.ics").status_code == 405
    with pytest.raises(Refused, match="no_such_agenda"):
        revoke_agenda(agenda, by=works.other_lead, at=now())
    revoke_agenda(agenda, by=works.lead, at=now())
    assert agendas_of(works.lead) == []
    assert Client().get(f"/agendas/{secret}.ics").status_code == 404


def test_an_address_is_not_tried_out(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    SmallCity()
    monkeypatch.setattr("luoshi.api.calendar_views.BAD_QUOTA", 2)
    statuses = [Client().get(f"/agendas/wrong{number}.ics").status_code for number in range(3)]
    assert statuses == [404, 404, 429]
