"""一页纸: a record on one sheet of A4, with the code that leads back to it and the entry that proves how it stood."""

from dataclasses import dataclass

import segno
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from luoshi.audit.models import Entry
from luoshi.packs.declarations import Register
from luoshi.registers.exhibits import exhibits_of
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor
from luoshi.web.components.records import Event, Fact
from luoshi.web.telling import told_of
from luoshi.web.wording import say

FIELDS, WORDS, EVENTS, FILES = 24, 180, 6, 6
"""How much of everything goes on one sheet; the rest stands on the page the code leads to."""
SHORT = 16  # signs of a digest that are printed


@dataclass(frozen=True, slots=True)
class OnePage:
    """What the sheet says; `left_out` counts the fields there was no room for."""

    facts: tuple[Fact, ...]
    left_out: int
    events: tuple[Event, ...]
    files: tuple[Fact, ...]
    address: str
    code: SafeString
    entry: str
    digest: str


def code_of(address: str) -> SafeString:
    """The address as a QR code, drawn by segno: SVG without style or script, black on white.

    The address is this site's own; segno draws it as squares, so nothing of it stands in the drawing as text.
    """
    drawn = segno.make_qr(address, error="m")
    return mark_safe(  # noqa: S308  (squares and numbers alone)
        drawn.svg_inline(scale=3, border=2, svgclass="code", lineclass=None, omitsize=True, dark="#000", light="#fff")
    )


def address_of(request: HttpRequest, found: Record) -> str:
    """Where the record is found by whoever holds the sheet."""
    return request.build_absolute_uri(reverse("record", args=[found.pk]))


def one_page(
    request: HttpRequest, actor: Actor, register: Register, found: Record, facts: tuple[Fact, ...]
) -> OnePage:
    """The sheet of a record, as this person may see it. About eighteen queries."""
    entry = Entry.objects.about("record", found.pk).first()
    laid = exhibits_of(found)
    told = told_of(actor, register, found, most=EVENTS, files=tuple(laid))
    held = [each for each in laid if each.withdrawn_at is None]
    kinds = register.evidence
    files = [Fact(say(kinds[each.kind].title) if each.kind in kinds else each.kind, each.file.name) for each in held]
    more = len(files) - FILES
    shown = files[:FILES] + ([Fact(_("另有"), _("%(many)s 份材料") % {"many": more})] if more > 0 else [])
    address = address_of(request, found)
    return OnePage(
        facts=tuple(Fact(fact.title, _short(fact.value), wide=fact.wide) for fact in facts[:FIELDS]),
        left_out=max(len(facts) - FIELDS, 0),
        events=tuple(each.event for each in told),
        files=tuple(shown),
        address=address,
        code=code_of(address),
        entry=str(entry.pk) if entry else "",
        digest=entry.digest[:SHORT] if entry else "",
    )


def _short(text: str) -> str:
    return text if len(text) <= WORDS else f"{text[:WORDS]}…"
