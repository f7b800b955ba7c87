"""Scripts typed into every text field of every shipped register: each page that shows them shows them as text."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.queries import current
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import correct
from luoshi.registers.actions.commenting import comment
from luoshi.registers.models import Record
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused
from tests.pages.walking import browser_of
from tests.sample_city import SampleCity

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
HARM = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
RAW = ("<img src=x", "<script>alert(2)")
WORDED = (FieldType.TEXT, FieldType.LONGTEXT)


def everybody(city: SampleCity) -> Actor:
    """Somebody who holds every role at the top of the city, to write into whatever register."""
    top = city.actor(Role.ADMINISTRATOR)
    return replace(top, posts=tuple(replace(top.posts[0], role=role) for role in Role))


def harmed(record: Record, register: Register, *, by: Actor, city: SampleCity) -> list[str]:
    """The fields of a record that took the script; what a rule of its own refuses is left as it is."""
    taken = []
    for each in register.fields.values():
        if takes(each):
            try:
                present = Record.objects.get(pk=record.pk)
                told = f"{HARM}{record.pk}"[: each.max_length]
                correct(present, {each.id: told}, reason=HARM, by=by, at=city.at)
            except Refused:
                continue
            taken.append(each.id)
    return taken


def takes(field: Field) -> bool:
    return field.type in WORDED and field.formula is None and field.max_length >= len(HARM)


def pages_of(record: Record, register: Register) -> Iterator[str]:
    """The addresses that show a record's texts."""
    for name in ("record", "record_beside", "record_history", "record_sheet", "record_related", "record_correct"):
        yield reverse(name, args=[record.pk])
    every = ",".join(f"field-{name}" for name in register.fields)
    listed = reverse("register", args=[register.ref])
    yield f"{listed}?cols={every}&q={record.number}&state=all"
    yield f"{listed}?q={HARM[:30]}"
    yield f"{reverse('compare')}?row={record.pk}&row={record.pk}"
    yield reverse("register_tree", args=[register.ref])
    yield f"{reverse('register_file', args=[register.ref, 'csv'])}?q={record.number}&state=all"
    if register.lifecycle:
        yield f"{reverse('wall', args=[register.ref])}?q={record.number}"
        yield f"{reverse('wall_board', args=[register.ref])}?q={record.number}"


def shows_raw(client: Client, address: str) -> str:
    """How an address answers with the script as a script; a page that is refused answers as well."""
    answer = client.get(address)
    told = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    kind = answer.headers.get("Content-Type", "")
    if not kind.startswith("text/html"):
        return (
            "" if answer.headers.get("X-Content-Type-Options") == "nosniff" else f"{address}: {kind} may be sniffed"
        )
    return f"{address}: as it was typed" if any(raw in told.decode() for raw in RAW) else ""


def test_no_page_takes_a_text_for_a_script(sample_city: SampleCity, settings: Settings) -> None:
    settings.DEMO, settings.SAMPLE_DAY = True, sample_city.today
    by, found, fields, shown = everybody(sample_city), [], 0, 0
    clients = [browser_of(role) for role in (Role.SUPERVISOR, Role.ADMINISTRATOR)]
    for ref in current().registers():
        record = Record.objects.of(ref.ref).order_by("-pk").first()
        if record is None:
            continue
        register = declared(record.register, record.pack_version_id)
        taken = harmed(record, register, by=by, city=sample_city)
        fields += len(taken)
        comment(record, HARM, by=by, at=sample_city.at)
        for address in pages_of(record, register):
            for client in clients[: 1 + (address.count("/") < 4)]:
                found.append(shows_raw(client, address))
                shown += 1
    for role in Role:
        client = browser_of(role)
        found += [shows_raw(client, address) for address in ("/", "/notices/", "/units/", "/wall/", "/manage/audit/")]
    assert [each for each in found if each] == []
    assert fields > 40
    assert shown > 200
