"""Names tell what is inside: no catch-all modules, a README in every room, nothing left for later."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.conventions.house import PACKAGE, ROOT, breaches, code, files, is_ours

CATCH_ALL = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "base",
    "core",
    "lib",
    "tools",
    "shared",
    "stuff",
}
# Names that somebody else demands, by the path within the package, each with its reason.
DEMANDED = {"site/sqlite_backend/base.py": "Django imports `base` from the folder that ENGINE names"}
LATER = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
# Places of a workshop that the reader of this project does not have; written in two parts so as not to name them.
ELSEWHERE = re.compile(r"(?<![\w.])/wo" + r"rk/|\.\./sha" + r"red|domain\.m" + r"d\b|contract\.m" + r"d\b")
VENDORED = re.compile(r"\.min\.(js|css|mjs)$|(^|/)(vendor|vendored|third_party|node_modules)/")
WRITTEN = (".py", ".md", ".toml", ".yaml", ".yml", ".html", ".ts", ".mjs", ".css", ".txt", ".po", ".in")


def catch_all(path: Path) -> Iterator[str]:
    if any(path.as_posix().endswith(f"luoshi/{demanded}") for demanded in DEMANDED):
        return
    if CATCH_ALL.intersection((path.stem, path.parent.name)):
        yield "a catch-all name; name the module after the noun or the question inside"


def left_for_later(path: Path) -> Iterator[str]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if found := LATER.search(line):
            yield f"line {number} says {found.group()}; do it now or leave it out"
        if found := ELSEWHERE.search(line):
            yield f"line {number} names {found.group()}, which no reader of the project has"


def foreign(path: Path) -> Iterator[str]:
    if VENDORED.search(path.as_posix()):
        yield "other people's or built files do not live here; lock them as a dependency"


def rooms() -> list[Path]:
    """The folders of the package that hold code."""
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py") if is_ours(path))


def without_readme(room: Path) -> Iterator[str]:
    readme = room / "README.md"
    lines = readme.read_text(encoding="utf-8").splitlines() if readme.is_file() else []
    if not lines or not lines[0].startswith("# "):
        yield "has no README.md that starts with its name"
    elif len(lines) > 40:
        yield f"its README.md has {len(lines)} lines; some 15 are enough, the rest belongs in docs/"


def test_no_module_is_a_catch_all() -> None:
    assert breaches(catch_all, code()) == []


def test_nothing_is_left_for_later_and_nothing_points_elsewhere() -> None:
    assert breaches(left_for_later, files(*WRITTEN)) == []


def test_no_vendored_or_minified_files() -> None:
    tracked = tuple(path for path in files(".js", ".css", ".mjs", ".ts", ".svg", ".woff2") if is_ours(path))
    assert breaches(foreign, tracked) == []


def test_each_room_says_what_it_is() -> None:
    assert breaches(without_readme, tuple(rooms())) == []


def test_planted_names_are_caught(tmp_path: Path) -> None:
    assert list(catch_all(Path("src/luoshi/rules/utils.py")))
    assert list(catch_all(Path("src/luoshi/helpers/dates.py")))
    assert not list(catch_all(Path("src/luoshi/rules/periods.py")))
    assert list(foreign(Path("frontend/vendor/grid.js")))
    assert list(foreign(Path("static/grid.min.js")))
    planted = tmp_path / "planted.py"
    planted.write_text("# TO" + "DO later\nopen('/wo" + "rk/x')\n", encoding="utf-8")
    assert len(list(left_for_later(planted))) == 2


def test_a_room_without_readme_is_caught(tmp_path: Path) -> None:
    assert list(without_readme(tmp_path))
    (tmp_path / "README.md").write_text("# room\n", encoding="utf-8")
    assert not list(without_readme(tmp_path))
    (tmp_path / "README.md").write_text("# room\n" * 41, encoding="utf-8")
    assert list(without_readme(tmp_path))


def test_the_root_is_the_project() -> None:
    assert (ROOT / "pyproject.toml").is_file()
    assert len(rooms()) > 8
