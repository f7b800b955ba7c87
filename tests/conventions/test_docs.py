"""What is written about the product keeps step with it: links lead somewhere, both READMEs say the same."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from tests.conventions.house import ROOT, breaches, files

LINK = re.compile(r"(?<!`)\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.M | re.S)
NOUNS = ("unit", "pack", "register", "record", "move", "measure", "report", "scorecard", "cadence", "voice")


def without_code(text: str) -> str:
    return FENCE.sub("", text)


def dead_links(path: Path) -> Iterator[str]:
    for target in LINK.findall(without_code(path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            continue
        if not (path.parent / target.partition("#")[0]).exists():
            yield f"links to {target}, which is not there"


def reachable(start: Path) -> set[Path]:
    """Every page that links lead to, from one page on; a link to a folder leads to its pages."""
    found, ahead = set[Path](), [start.resolve()]
    while ahead:
        page = ahead.pop()
        if page.is_dir():
            ahead += page.glob("*.md")
        elif page.suffix == ".md" and page.is_file() and page not in found:
            found.add(page)
            targets = LINK.findall(without_code(page.read_text(encoding="utf-8")))
            ahead += [(page.parent / target.partition("#")[0]).resolve() for target in targets]
    return found


def shape(text: str) -> list[str]:
    """The order of headings, by depth, and of commands: what two languages of one text must share."""
    found: list[str] = []
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif fenced:
            found.append(line.partition("#")[0].strip())
        elif line.startswith("#"):
            found.append(line.split()[0])
    return found


def unexplained(glossary: str, nouns: set[str]) -> list[str]:
    """Nouns without a row of their own in the glossary's tables."""
    rows = {row.split("|")[1].strip().strip("*").lower() for row in glossary.splitlines() if row.count("|") > 2}
    return sorted(noun for noun in nouns if noun.lower() not in rows)


def spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def nouns() -> set[str]:
    """The nouns of the design and each table of ours."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("luoshi.")]
    return {*NOUNS, *(spaced(model.__name__) for model in ours)}


def forgets_changelog(changed: set[str]) -> bool:
    """Whether something people receive changed without a line; tests are not received."""
    received = [name for name in changed if name.startswith(("src/", "packs/", "frontend/")) and "test" not in name]
    return bool(received) and "CHANGELOG.md" not in changed


def changed_since(branch: str) -> set[str]:
    """The files that this branch and the uncommitted work change against another branch."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a checkout: nothing to compare with")
    since = subprocess.run([git, "merge-base", branch, "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    if since.returncode:
        pytest.skip(f"no branch {branch} here to compare with")
    listed = subprocess.run(
        [git, "diff", "--name-only", since.stdout.strip()], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(listed.stdout.split())


def test_links_lead_somewhere() -> None:
    assert breaches(dead_links, files(".md")) == []


def test_every_page_is_reached_from_the_readme() -> None:
    pages = {path for path in files(".md") if path.is_relative_to(ROOT / "docs")}
    assert sorted(path.name for path in pages - reachable(ROOT / "README.md")) == []


def test_both_readmes_have_the_same_shape() -> None:
    english, chinese = (ROOT / name for name in ("README.md", "README.zh-CN.md"))
    assert shape(english.read_text("utf-8")) == shape(chinese.read_text("utf-8"))


def test_the_glossary_explains_every_noun() -> None:
    assert unexplained((ROOT / "GLOSSARY.md").read_text("utf-8"), nouns()) == []


def test_what_changes_stands_in_the_changelog() -> None:
    assert not forgets_changelog(changed_since("main")), "say in CHANGELOG.md what changes for people"


def test_planted_faults_of_documents_are_caught(tmp_path: Path) -> None:
    planted = tmp_path / "planted.md"
    planted.write_text("[here](planted.md) [gone](gone.md) [far](https://x) `](code)`\n", encoding="utf-8")
    assert list(dead_links(planted)) == ["links to gone.md, which is not there"]
    alone = tmp_path / "alone.md"
    alone.write_text("[planted](planted.md)", encoding="utf-8")
    assert reachable(planted) == {planted.resolve()}
    assert reachable(alone) == {planted.resolve(), alone.resolve()}
    assert shape("# A\n```\nmake demo # x\n```\n## B") == shape("# 甲\n```\nmake demo # 注\n```\n## 乙")
    assert shape("# A\n## B") != shape("# A")
    assert unexplained("| unit | 单位 | … |", {"unit", "record"}) == ["record"]
    assert forgets_changelog({"src/luoshi/x.py"})
    assert not forgets_changelog({"src/luoshi/x.py", "CHANGELOG.md"})
    assert not forgets_changelog({"docs/x.md", "src/luoshi/org/tests/test_x.py"})
