"""Proofs as others check them: by the one file that needs no luoshi."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pytest_django import Settings

from luoshi.audit.actions import Act, record, writing
from luoshi.audit.actions.heads import head_now
from luoshi.audit.actions.sealing import seal_all
from luoshi.audit.headtext import SignedHead, read_head
from luoshi.audit.models import Entry
from luoshi.audit.proofs import bundle, continues, prove
from luoshi.audit.signing import fingerprint
from luoshi.audit.standalone import verify_luoshi
from luoshi.rules.actors import operator
from luoshi.rules.digests import SM3, digest
from luoshi.rules.refusals import Refused

AT = datetime(2023, 2, 8, 4, tzinfo=UTC)
BY = operator("tester")
sm3: Callable[[bytes], bytes] = verify_luoshi.sm3
is_signed: Callable[[bytes, bytes, bytes], bool] = verify_luoshi.is_signed
Bundle = tuple[dict[str, object], SignedHead, Path]


def acts(count: int) -> None:
    for number in range(count):
        with writing():
            record(Act("audit.try", "nothing", number, "", {"字": number}), by=BY, at=AT)
    seal_all(at=AT)


@pytest.fixture
def made(db: None, settings: Settings, tmp_path: Path) -> Bundle:
    """A bundle of three entries out of forty, with an earlier head, and a folder for files."""
    settings.AUDIT_FOLDER = tmp_path / "audit"
    acts(13)
    early = read_head(head_now(at=AT).text)
    acts(27)
    seal_all(at=AT + timedelta(minutes=5))
    found = Entry.objects.order_by("id")[5:20:6]
    return bundle(found, head_now(at=AT + timedelta(minutes=5)), [early]), early, tmp_path


def checked(bundled: object, folder: Path, *more: str) -> tuple[int, str]:
    """Exit code and words of the program, run by a Python that finds no luoshi."""
    file = folder / "bundle.json"
    file.write_text(json.dumps(bundled, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-I", "-S", str(verify_luoshi.__file__), str(file), *more]
    done = subprocess.run(  # noqa: S603 (our own program)
        command, capture_output=True, text=True, check=False, cwd=folder
    )
    return done.returncode, done.stdout + done.stderr


def test_a_bundle_holds_without_luoshi(made: Bundle) -> None:
    bundled, early, folder = made
    (folder / "early.txt").write_text(early.text, encoding="utf-8")
    code, told = checked(bundled, folder, "--head", str(folder / "early.txt"), "--key", fingerprint(early.key))
    assert code == 0, told
    assert told.count("ok") == 3 + 1 + 1 + 1 + 1


@pytest.mark.parametrize("part", ["canonical", "digest", "leaf", "proof", "position", "head", "consistency", "key"])
def test_a_bundle_that_was_changed_anywhere_does_not(made: Bundle, part: str) -> None:
    bundled, _, folder = made
    told = json.loads(json.dumps(bundled))
    entry = told["entries"][1]
    match part:
        case "head":
            told["head"] = told["head"].replace("size: 40", "size: 41")
        case "consistency":
            told["consistency"][0]["proof"][0] = "00" * 32
        case "proof":
            entry["proof"] = entry["proof"][:-1]
        case "position":
            entry["position"] += 1
        case "canonical":
            entry["canonical"] = entry["canonical"].replace("tester", "nobody").replace("audit", "other")
        case "key":
            pass
        case _:
            entry[part] = entry[part].replace("1", "2")
    more = ("--key", "0000 0000") if part == "key" else ()
    assert checked(told, folder, *more)[0] == 1


def test_what_is_no_bundle_is_refused_in_words(tmp_path: Path) -> None:
    assert checked({"entries": 5}, tmp_path)[0] == 1
    assert "Traceback" not in checked(["x"], tmp_path)[1]


@pytest.mark.parametrize("wrong", [5, None, True, 1.5, [], {}, "", -1, 10**400])
@pytest.mark.parametrize("part", ["canonical", "digest", "leaf", "proof", "position", "id"])
def test_a_bundle_of_the_wrong_kinds_is_told_in_words(made: Bundle, part: str, wrong: object) -> None:
    """What somebody made up may hold anything anywhere: the program says so, and never falls over."""
    told = json.loads(json.dumps(made[0]))
    told["entries"][1][part] = wrong
    code, said = checked(told, made[2])
    assert ("Traceback" in said, said.strip() == "") == (False, False)
    assert code == 1 or part == "id"


@pytest.mark.parametrize("wrong", [5, None, [], {}, "x"])
@pytest.mark.parametrize("part", ["head", "entries", "consistency"])
def test_a_bundle_whose_parts_are_of_the_wrong_kinds_is_told_in_words(made: Bundle, part: str, wrong: object) -> None:
    told = json.loads(json.dumps(made[0]))
    told[part] = wrong
    code, said = checked(told, made[2])
    assert ("Traceback" in said, said.strip() == "") == (False, False)
    assert code == 1 or (part != "head" and wrong in ([], {}))


def test_a_bundle_nested_without_end_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    program = [sys.executable, str(verify_luoshi.__file__), str(tmp_path / "deep.json")]
    done = subprocess.run(program, capture_output=True, text=True, check=False)  # noqa: S603 — ours
    assert (done.returncode, "Traceback" in done.stdout + done.stderr) == (1, False)


def test_the_program_agrees_with_the_libraries() -> None:
    for size in (0, 1, 55, 56, 63, 64, 65, 200):
        data = bytes(range(size))
        assert sm3(data) == digest(SM3)(data)
    for number in range(20):
        key, message = Ed25519PrivateKey.generate(), bytes([number]) * number
        public, signature = key.public_key().public_bytes_raw(), key.sign(message)
        assert is_signed(public, message, signature)
        assert not is_signed(public, message + b"x", signature)
        assert not is_signed(public, message, signature[:40] + bytes([signature[40] ^ 1]) + signature[41:])


def test_a_log_kept_with_sm3_is_checked_too(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_FOLDER, settings.AUDIT_DIGEST = tmp_path / "audit", SM3
    acts(3)
    entry = Entry.objects.order_by("id")[1]
    assert entry.digest == digest(SM3)(entry.canonical.encode()).hex()
    code, told = checked(bundle([entry], head_now(at=AT)), tmp_path)
    assert code == 0, told


def test_an_entry_that_waits_has_no_proof_yet_and_another_log_no_continuation(made: Bundle) -> None:
    with writing():
        entry = record(Act("audit.try", "nothing", 99, "", {}), by=BY, at=AT)
    head = head_now(at=AT)
    with pytest.raises(Refused, match="not_sealed"):
        prove(entry, head)
    with pytest.raises(Refused, match="rewritten"):
        continues(read_head(made[1].text.replace("root: ", "root: 0")), head)
