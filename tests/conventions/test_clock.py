"""Only the top floor reads the clock: below it, time is an argument."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conventions.house import PACKAGE, breaches, product_code, tree

TOP = {"web", "api", "console", "site"}
READS_THE_CLOCK = {
    "timezone.now",
    "timezone.localtime",
    "timezone.localdate",
    "datetime.now",
    "datetime.today",
    "datetime.utcnow",
    "datetime.datetime.now",
    "date.today",
    "datetime.date.today",
    "time.time",
    "time.localtime",
    "time.gmtime",
    "Now",
    "CurrentTimestamp",
}
SETS_ITSELF = {"auto_now", "auto_now_add"}


def name_of(node: ast.expr) -> str:
    """The dotted name of an expression such as `timezone.now`, or nothing."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=owner, attr=attribute):
            before = name_of(owner)
            return f"{before}.{attribute}" if before else ""
        case _:
            return ""


def reads_the_clock(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call | ast.keyword):
            called = name_of(node.func) if isinstance(node, ast.Call) else node.arg or ""
            if called in READS_THE_CLOCK | SETS_ITSELF:
                yield f"line {node.lineno} reads the clock by {called}; take `at` as an argument"
        if isinstance(node, ast.keyword) and name_of(node.value) in READS_THE_CLOCK:
            yield f"line {node.lineno} hands the clock on as {node.arg}; take `at` as an argument"


def below_the_top() -> tuple[Path, ...]:
    return tuple(path for path in product_code() if path.relative_to(PACKAGE).parts[0] not in TOP)


def test_only_the_top_floor_reads_the_clock() -> None:
    assert breaches(reads_the_clock, below_the_top()) == []


def test_each_way_of_reading_the_clock_is_caught(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    ways = [
        "timezone.now()",
        "date.today()",
        "time.time()",
        "field(auto_now_add=True)",
        "field(default=timezone.now)",
    ]
    for number, way in enumerate(ways):
        planted = tmp_path / f"planted_{number}.py"
        planted.write_text(f"x = {way}\n", encoding="utf-8")
        assert list(reads_the_clock(planted)), way


def test_measuring_a_duration_is_not_reading_the_clock(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("x = time.monotonic() + datetime.fromisoformat(y)\n", encoding="utf-8")
    assert not list(reads_the_clock(planted))
