"""The pages of the audit log: found, proven, received; for auditors and administrators alone."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from luoshi.audit.actions.heads import head_now
from luoshi.audit.actions.sealing import seal_all
from luoshi.audit.models import Entry, Head, Receipt
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.actors import Role
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_registers import as_

AT = datetime(2023, 2, 8, tzinfo=UTC)


@pytest.fixture
def site(works: SmallWorks, settings: Settings, tmp_path: Path) -> Record:
    """A record whose entry is sealed under a head."""
    settings.AUDIT_FOLDER = tmp_path / "audit"
    made = works.site("东桥")
    seal_all(at=AT)
    head_now(at=AT)
    return made


def browser(works: SmallWorks, role: Role) -> Client:
    """Somebody signed in who holds the role in the city."""
    return as_(works.city.actor(role, "city"))


def test_others_do_not_read_the_log(works: SmallWorks, site: Record) -> None:
    client = browser(works, Role.SUPERVISOR)
    for name, arguments in (("manage_audit", []), ("audit_heads", []), ("audit_entry", [1]), ("audit_verifier", [])):
        assert client.get(reverse(name, args=arguments)).status_code == 403
    assert "在审计日志中" not in client.get(reverse("record", args=[site.pk])).content.decode()


def test_entries_are_found_by_number_person_day_and_act(works: SmallWorks, site: Record) -> None:
    client = browser(works, Role.AUDITOR)

    def found(**asked: str) -> int:
        shown = client.get(reverse("manage_audit"), asked).content.decode()
        assert barriers(Page(shown)) == []
        return shown.count("/manage/audit/entries/")

    assert found(record=str(site.pk)) == found(q=site.number) > 0
    assert found(q="1999-01-01") == found(q="没有此人") == 0
    assert found(q="2023-99-99") == 0
    assert found(act="registers.create") > 0
    assert found(q="\u0663", record="\u0663") == 0


def test_an_entry_shows_its_rows_and_its_proof(works: SmallWorks, site: Record) -> None:
    client = browser(works, Role.AUDITOR)
    entry = Entry.objects.get(act="registers.create", subject_id=site.pk)
    shown = client.get(reverse("audit_entry", args=[entry.pk])).content.decode()
    for words in ("registers_record", "registers_version", "下载证明", entry.digest, "东桥"):
        assert words in shown
    told = json.loads(client.get(reverse("audit_bundle", args=[entry.pk])).content)
    assert told["entries"][0]["id"] == entry.pk
    assert b"def is_signed" in client.get(reverse("audit_verifier")).content
    assert f"?record={site.pk}" in client.get(reverse("record", args=[site.pk])).content.decode()


def test_an_auditor_receives_a_head_and_an_administrator_only_sees_it(works: SmallWorks, site: Record) -> None:
    head = Head.objects.order_by("-id")[0]
    administrator, auditor = browser(works, Role.ADMINISTRATOR), browser(works, Role.AUDITOR)
    receiving = reverse("audit_head_receive", args=[head.pk])
    assert receiving not in administrator.get(reverse("audit_heads")).content.decode()
    assert administrator.post(receiving).status_code == 403
    assert receiving in auditor.get(reverse("audit_heads")).content.decode()
    assert auditor.post(receiving).status_code == 302
    receipt = Receipt.objects.get(head=head)
    for name in ("audit_heads", "audit_head"):
        shown = auditor.get(reverse(name, args=[head.pk] if name == "audit_head" else [])).content.decode()
        assert receipt.by_name in shown
        assert barriers(Page(shown)) == []
    assert auditor.get(reverse("audit_head_file", args=[head.pk])).content.decode() == head.text
