"""Sealing, heads and proofs of the log."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from django.core import mail
from pytest_django import Settings
from typing_extensions import override

from luoshi.audit.actions import Act, record, writing
from luoshi.audit.actions.heads import head_now, mail_daily, receive, rotate_key
from luoshi.audit.actions.sealing import keep_sealing, seal, seal_all
from luoshi.audit.headtext import read_head
from luoshi.audit.models import Entry, Head, Leaf, Mailing, Waiting
from luoshi.audit.signing import KEY, newest_head_file, read_key, signing_key
from luoshi.audit.tree import size, tree
from luoshi.audit.verifying import Checked, verify
from luoshi.rules.actors import Actor, PostHeld, Role, operator
from luoshi.rules.refusals import Refused

pytestmark = pytest.mark.django_db

AT = datetime(2023, 2, 8, 4, tzinfo=UTC)
BY = operator("tester")


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_FOLDER = tmp_path / "audit"


def act(number: int = 1) -> Entry:
    with writing():
        return record(Act("audit.try", "nothing", number, "", {"n": number}), by=BY, at=AT)


def faults() -> list[str]:
    return [fault.line("en") for fault in verify(Checked())]


def auditor(role: Role = Role.AUDITOR, behalf: str = "") -> Actor:
    return Actor(7, "云山", (PostHeld(3, "audit_office", "/1/3/", "审计局", "150500", role),), behalf)


def test_what_waits_is_sealed_once() -> None:
    entries = [act(number) for number in range(5)]
    assert Waiting.objects.count() == 5
    assert (seal(at=AT), seal(at=AT), Waiting.objects.count()) == (5, 0, 0)
    assert [str(entry.digest) in "".join(Leaf.objects.values_list("text", flat=True)) for entry in entries] == [
        True
    ] * 5
    assert faults() == []


class Look(Event):
    """Tells the sealer to stop when it would pause for the `many`th time."""

    def __init__(self, many: int) -> None:
        super().__init__()
        self.left = many

    @override
    def wait(self, timeout: float | None = None) -> bool:
        """No time passes; what an act writes meanwhile is there at the next look."""
        act(100 + self.left)
        self.left -= 1
        if not self.left:
            self.set()
        return self.is_set()


def test_acts_gather_between_two_looks_and_a_full_batch_is_followed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.audit.actions.sealing.ACTS", 3)
    looks: list[int] = []
    for number in range(7):
        act(number)
    keep_sealing(Look(2), clock=lambda: AT, after=lambda _: looks.append(Leaf.objects.count()))
    assert looks == [3, 6, 7, 8]  # two full batches, the rest, a pause, what came meanwhile
    assert Waiting.objects.count() == 1


def test_an_act_of_thousands_of_rows_has_several_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luoshi.audit.leaves.MOST_ITEMS", 3)
    with writing():
        for number in range(7):
            record(Act("audit.try", "nothing", number, "", {}), by=BY, at=AT)
    assert seal_all(at=AT) == 1  # entries stand together in the first part
    assert faults() == []


def test_the_tree_goes_on_where_it_was() -> None:
    for number in range(300):
        act(number)
        if number % 37 == 0:
            seal_all(at=AT)
    seal_all(at=AT)
    assert size() == 300
    assert tree().span(0, 300).hex() == head_now(at=AT).root
    assert faults() == []


def test_a_clock_that_jumps_back_breaks_nothing() -> None:
    act(1)
    seal_all(at=AT)
    act(2)
    seal_all(at=AT - timedelta(hours=1))
    act(3)
    seal_all(at=AT - timedelta(minutes=59, seconds=30))
    assert [head.size for head in Head.objects.order_by("id")] == [1, 2]
    assert faults() == []


def test_a_head_is_read_back_and_holds() -> None:
    act()
    seal_all(at=AT)
    head = read_head(f"某某：\n\n{head_now(at=AT).text}\n谢谢")
    assert (head.size, head.holds()) == (1, True)
    forged = read_head(head.text.replace("size: 1", "size: 2"))
    assert not forged.holds()
    assert read_head(newest_head_file().read_text("utf-8")) == head
    with pytest.raises(Refused, match="no_head"):
        read_head("size: 1")


def test_of_an_empty_log_there_is_no_head() -> None:
    with pytest.raises(Refused, match="empty"):
        head_now(at=AT)


def test_the_key_is_its_owners_alone_and_changes_with_an_entry(settings: Settings) -> None:
    act()
    seal_all(at=AT)
    kept = settings.AUDIT_FOLDER / KEY
    assert kept.stat().st_mode & 0o777 == 0o600
    before = signing_key()
    assert len(rotate_key(by=BY, at=AT).split()) == 8
    seal_all(at=AT + timedelta(minutes=2))
    assert read_key(kept).private_bytes_raw() != before.private_bytes_raw()
    assert len({read_head(head.text).key for head in Head.objects.all()}) == 2
    assert faults() == []
    Path(kept).chmod(0o644)
    with pytest.raises(Exception, match="read by others"):
        signing_key()


def test_a_head_by_a_strange_key_is_told(settings: Settings, tmp_path: Path) -> None:
    act()
    seal_all(at=AT)
    settings.AUDIT_FOLDER = tmp_path / "elsewhere"
    signing_key()
    assert any("signature does not hold" in line for line in faults())


def test_an_auditor_receives_a_head_and_an_administrator_does_not() -> None:
    act()
    seal_all(at=AT)
    head = head_now(at=AT)
    receipt = receive(head, by=auditor(), at=AT)
    assert (receipt.unit_title, receipt.by_name) == ("审计局", "云山")
    for by, code in (
        (auditor(), "received_already"),
        (auditor(Role.ADMINISTRATOR), "may_not_receive"),
        (auditor(behalf="他人"), "may_not_receive"),
    ):
        with pytest.raises(Refused, match=code):
            receive(head, by=by, at=AT)
    assert Entry.objects.filter(act="audit.receive").count() == 1


def test_the_newest_head_is_mailed_once_a_day(settings: Settings) -> None:
    act()
    seal_all(at=AT)
    assert not mail_daily(by=BY, at=AT)
    settings.AUDIT_MAIL = ["notary@example.org"]
    assert [mail_daily(by=BY, at=AT + timedelta(hours=hours)) for hours in (0, 1, 24)] == [True, False, True]
    assert read_head(str(mail.outbox[0].body)).holds()
    assert Mailing.objects.count() == 2
