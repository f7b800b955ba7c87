"""A form as PDF: what is said where LibreOffice is absent, dawdles or fails; what it is given; and the real one."""

from pathlib import Path

import pytest

from luoshi.reports.filling import compile_word, pdf
from luoshi.reports.filling.pdf import pdf_of, program
from luoshi.reports.tests.books import office_form
from luoshi.reports.tests.wordfiles import document, paragraph, table
from luoshi.rules.refusals import Refused

FORM = office_form()
CONVERTS = """#!/bin/sh
echo "$@" > "$TMPDIR/../told"; echo "$https_proxy $HOME" >> "$TMPDIR/../told"; env >> "$TMPDIR/../told"
cat profile/user/registrymodifications.xcu >> "$TMPDIR/../told"
printf '%%PDF-1.7 made' > form.pdf
"""


def installed(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program named soffice, the only one there is beside the usual ones; the folder it converts in."""
    place, within = folder / "bin", folder / "made"
    place.mkdir()
    within.mkdir()
    made = place / "soffice"
    made.write_text(script)
    made.chmod(0o755)
    monkeypatch.setenv("PATH", f"{place}:/bin:/usr/bin")
    monkeypatch.setenv("LUOSHI_SECRET_KEY", "not for others")
    return within


def test_it_is_told_where_libreoffice_is_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="pdf_absent") as told:
        pdf_of(FORM, "xlsx", within=tmp_path)
    assert "LibreOffice" in told.value.reason.zh


def test_it_runs_with_a_profile_of_its_own_without_network_macros_or_our_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    within = installed(tmp_path, CONVERTS, monkeypatch)
    assert pdf_of(FORM, "xlsx", within=within) == b"%PDF-1.7 made"
    told = (within / "told").read_text()
    assert "--headless" in told
    assert "-env:UserInstallation=file://" in told
    assert "http://127.0.0.1:9" in told
    assert "DisableMacrosExecution" in told
    assert "not for others" not in told
    assert not list(within.glob("converting-*"))


def test_one_that_dawdles_is_ended_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    within = installed(tmp_path, '#!/bin/sh\nsleep 600 &\necho $! > "$TMPDIR/../child"\nwait\n', monkeypatch)
    with pytest.raises(Refused, match="pdf_too_costly"):
        pdf_of(FORM, "xlsx", within=within, seconds=1)
    child = int((within / "child").read_text())
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text().rpartition(") ")[2][0] in "ZX"
    assert not list(within.glob("converting-*"))


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 3\n", "#!/bin/sh\necho no > form.pdf\n", "#!/bin/sh\ntrue\n"])
def test_one_that_makes_no_pdf_has_failed(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    within = installed(tmp_path, script, monkeypatch)
    with pytest.raises(Refused, match="pdf_failed"):
        pdf_of(FORM, "xlsx", within=within)


def test_what_a_killed_worker_left_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    within = installed(tmp_path, CONVERTS, monkeypatch)
    left = within / f"{pdf._PREFIX}killed"
    (left / "profile").mkdir(parents=True)
    pdf_of(FORM, "xlsx", within=within)
    assert not left.exists()


@pytest.mark.slow
@pytest.mark.skipif(program() is None, reason="LibreOffice (soffice) is not installed on this machine")
def test_libreoffice_opens_what_was_filled(tmp_path: Path) -> None:
    assert pdf_of(FORM, "xlsx", within=tmp_path).startswith(b"%PDF-")
    word = compile_word(document(paragraph("名册"), table([["姓名", ""]]))).fill({("表1", 2, 2): "甲"})
    assert pdf_of(word, "docx", within=tmp_path).startswith(b"%PDF-")
    assert [each.name for each in tmp_path.iterdir()] == ["pdf.lock"]
