"""`luoshi audit` at the console."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django import Settings

from luoshi.audit.models import Entry, Verification
from luoshi.audit.tests.lifting import lifted
from luoshi.console.audit import command
from luoshi.org.models import UnitGroup
from luoshi.registers.tests.small_works import SmallWorks

pytestmark = pytest.mark.django_db


@pytest.fixture
def works(small_works: SmallWorks, settings: Settings, tmp_path: Path) -> SmallWorks:
    """A small city with a site, and a folder of its own for the key."""
    settings.AUDIT_FOLDER = tmp_path / "audit"
    return small_works


def said(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(command, list(words))
    assert done.exit_code == code, done.output
    return done.output


def test_the_log_is_sealed_and_verified_and_a_change_is_named(works: SmallWorks) -> None:
    works.site("东桥")
    assert "leaves sealed" in said("seal")
    assert "all of it holds" in said("verify", "--lang", "en")
    with lifted():
        UnitGroup.objects.create(code="x", title_zh="乙", title_en="B")
    told = said("verify", "--lang", "en", code=1)
    assert "org_unitgroup" in told
    assert "1 faults" in told
    assert [kept.faults for kept in Verification.objects.order_by("id")] == [0, 1]


def test_a_head_is_handed_out_and_the_log_goes_on_from_it(works: SmallWorks, tmp_path: Path) -> None:
    kept = tmp_path / "head.txt"
    assert "fingerprint" in said("head", "--out", str(kept))
    works.site("东桥")
    said("seal")
    said("rotate-key")
    assert "as they were" in said("consistent", str(kept))
    assert "holds" in said("verify", "--lang", "en", "--head", str(kept))
    kept.write_text("nothing", encoding="utf-8")
    assert "complete head" in said("consistent", str(kept), code=1)


def test_an_entry_is_proven_and_exported(works: SmallWorks, tmp_path: Path) -> None:
    site = works.site("东桥")
    entry = Entry.objects.filter(subject_kind="record", subject_id=site.pk).first()
    assert entry is not None
    assert '"proof"' in said("prove", str(entry.pk))
    assert "no entry 999999" in said("prove", "999999", code=1)
    said("export", str(tmp_path / "out"), "--record", str(site.pk))
    assert {each.name for each in (tmp_path / "out").iterdir()} == {"bundle.json", "verify_luoshi.py"}
