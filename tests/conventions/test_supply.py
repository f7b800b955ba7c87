"""What the project is built from is locked by content, never by the address of a registry."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.conventions.house import ROOT, breaches, files

LOCKS = ("requirements/run.txt", "requirements/dev.txt", "frontend/package-lock.json")
SETTINGS_OF_REGISTRIES = {".npmrc", "pip.conf", "uv.toml", ".yarnrc", ".pypirc"}
ADDRESS = re.compile(r"https?://|--(extra-)?index-url|--find-links|\"resolved\"")

# npm writes down where an author takes donations; nothing is fetched from there
DONATIONS = re.compile(r'\s*"(url|funding)": "https://')


def names_an_address(path: Path) -> Iterator[str]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        found = ADDRESS.search(line)
        if found and not DONATIONS.match(line):
            yield f"line {number} holds {found.group()!r}; the machine's own settings say where packages come from"


def without_hash(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        for name, told in json.loads(text)["packages"].items():
            if name and not told.get("integrity"):
                yield f"{name} has no integrity"
        return
    for requirement in re.split(r"\n(?=\S)", text):
        if "==" in requirement and "--hash=sha256:" not in requirement:
            yield f"{requirement.split()[0]} has no hash"


def locks() -> tuple[Path, ...]:
    return tuple(ROOT / name for name in LOCKS if (ROOT / name).is_file())


def test_locks_name_no_registry() -> None:
    assert breaches(names_an_address, locks()) == []
    settings = tuple(path for path in files("rc", ".conf", ".toml") if path.name in SETTINGS_OF_REGISTRIES)
    assert breaches(names_an_address, settings) == []


def test_every_locked_package_has_its_hash() -> None:
    assert len(locks()) >= 2
    assert breaches(without_hash, locks()) == []


def asked(lines: Iterable[str]) -> set[str]:
    """Requirements as written, without remarks and references to other files."""
    return {line.strip() for line in lines if line.strip() and not line.startswith(("#", "-r"))}


def test_an_installed_luoshi_asks_for_what_the_lock_holds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    kept = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
    assert asked(project["dependencies"]) == asked(kept)
    assert asked(["# why", "-r run.in", "django>=5 "]) == {"django>=5"}


def test_an_address_and_a_missing_hash_are_caught(tmp_path: Path) -> None:
    planted = tmp_path / "lock.txt"
    planted.write_text("--index-url x\ndjango==5 \\\n    --hash=sha256:1\nclick==8\n", encoding="utf-8")
    assert len(list(names_an_address(planted))) == 1
    assert list(without_hash(planted)) == ["click==8 has no hash"]
    planted = tmp_path / "package-lock.json"
    planted.write_text('{"packages": {"": {}, "a": {\n"resolved": "x"}}}', encoding="utf-8")
    assert len(list(names_an_address(planted))) == 1
    assert list(without_hash(planted)) == ["a has no integrity"]
