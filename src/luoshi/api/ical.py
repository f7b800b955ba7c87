"""Calendars as RFC 5545 has them: all-day events, folded lines, escaped texts, ids that stay."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MEDIA_TYPE = "text/calendar; charset=utf-8"
OCTETS = 75
BREAK = "\r\n"


@dataclass(frozen=True, slots=True)
class Event:
    """One day that matters: `uid` names it for ever, `changed` is when it was last written."""

    uid: str
    day: date
    summary: str
    description: str
    url: str
    changed: datetime


def calendar_text(title: str, events: Iterable[Event]) -> str:
    """A whole calendar."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//luoshi//due dates//ZH",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(title)}",
        f"X-WR-CALNAME:{escaped(title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for event in events:
        lines += _event(event)
    return "".join(f"{folded(line)}{BREAK}" for line in (*lines, "END:VCALENDAR"))


def _event(event: Event) -> Iterator[str]:
    written = event.changed.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{written}"
    yield f"LAST-MODIFIED:{written}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A text as a value: backslash, semicolon, comma and line break written out, what cannot be seen left out."""
    seen = "".join(each for each in text if each == "\n" or unicodedata.category(each) not in ("Cc", "Cs"))
    return seen.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, none of which ends inside a character."""
    pieces, piece, size = list[str](), "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    return BREAK.join((*pieces, piece))
