"""A calendar's folder of year files, read into arrangements with every problem found on the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypedDict

from ruamel.yaml.nodes import MappingNode, Node

from luoshi.calendars.arrangement import Amendment, Arrangement, Break, Notice
from luoshi.calendars.checks import check_arrangement, check_years
from luoshi.calendars.source import Problem, Source, place_of
from luoshi.rules.festivals import Festival
from luoshi.rules.texts import Text


class Names(TypedDict):
    """The entries a mapping must and may have."""

    required: frozenset[str]
    optional: frozenset[str]


YEAR: Names = {"required": frozenset({"year", "notice", "festivals"}), "optional": frozenset({"amendments"})}
NOTICE: Names = {"required": frozenset({"title"}), "optional": frozenset({"number", "issued", "unconfirmed"})}
AMENDMENT: Names = {"required": NOTICE["required"] | {"issued", "festivals"}, "optional": NOTICE["optional"]}
TITLE: Names = {"required": frozenset({"zh", "en"}), "optional": frozenset()}
BREAK: Names = {"required": frozenset({"festival", "off"}), "optional": frozenset({"work"})}


@dataclass(frozen=True, slots=True)
class Loaded:
    """The years of a calendar, usable only when there are no problems."""

    years: dict[int, Arrangement]
    problems: tuple[Problem, ...]


def load(folders: Iterable[Path | Traversable], *, statutory: bool) -> Loaded:
    """Read every <year>.yaml; a later folder's year takes the place of an earlier folder's.

    `statutory`: every festival of the law must be off, as in the national calendar.
    """
    files = {file.name: file for folder in folders if folder.is_dir() for file in folder.iterdir()}
    years: dict[int, Arrangement] = {}
    problems: list[Problem] = []
    for name in sorted(name for name in files if name.endswith(".yaml")):
        source = Source(str(files[name]))
        arrangement = read_year(source, files[name].read_text(encoding="utf-8"))
        if arrangement is not None:
            check_arrangement(source, arrangement, statutory=statutory)
            years[arrangement.year] = arrangement
        problems += source.problems
    problems += check_years(years)
    return Loaded(years, tuple(sorted(problems, key=lambda problem: problem.order)))


def read_year(source: Source, text: str) -> Arrangement | None:
    """One file's arrangement; None when what it says cannot be used."""
    root = source.root(text)
    entries = source.mapping(root, **YEAR) if root else {}
    if root is None or source.problems:
        return None
    number = source.text(entries["year"])
    arrangement = Arrangement(
        int(number) if number.isdecimal() and len(number) == len("2026") else 0,
        read_notice(source, entries["notice"]),
        read_breaks(source, entries["festivals"]),
        tuple(read_amendment(source, node) for node in source.sequence(entries.get("amendments"))),
        source.file,
        place_of(entries["year"]),
    )
    return None if source.problems else arrangement


def read_notice(source: Source, node: Node) -> Notice:
    """The document of a year."""
    return notice_of(source, node, dict(source.mapping(node, **NOTICE)))


def notice_of(source: Source, node: Node, entries: dict[str, Node]) -> Notice:
    """A document from the entries that describe it; what is not given must be said to be unconfirmed."""
    unconfirmed = frozenset(source.text(item) for item in source.sequence(entries.get("unconfirmed")))
    for name in ("number", "issued"):
        if name not in entries and name not in unconfirmed:
            source.report(
                place_of(node),
                "calendar.unconfirmed",
                Text(f"没有给出“{name}”。", f"“{name}” is not given."),
                Text(
                    f"请补上；查不到时写 unconfirmed: [{name}]，不要猜。",
                    f"Add it, or write unconfirmed: [{name}] rather than guess.",
                ),
            )
    issued = source.span(entries["issued"]) if "issued" in entries else []
    return Notice(
        source.text(entries["title"]) if "title" in entries else "",
        source.text(entries["number"]) if "number" in entries else None,
        issued[0] if issued else None,
        unconfirmed,
        place_of(node),
    )


def read_amendment(source: Source, node: Node) -> Amendment:
    """A later document and the breaks it changes."""
    entries = dict(source.mapping(node, **AMENDMENT))
    breaks = read_breaks(source, entries["festivals"]) if "festivals" in entries else ()
    return Amendment(notice_of(source, node, entries), breaks)


def read_breaks(source: Source, node: Node) -> tuple[Break, ...]:
    """The breaks of a year or of an amendment."""
    return tuple(read_break(source, item) for item in source.sequence(node))


def read_break(source: Source, node: Node) -> Break:
    """One line of days off with the weekend days worked for them."""
    entries = source.mapping(node, **BREAK)
    names = source.sequence(entries.get("festival"))
    return Break(
        tuple(festival for name in names if (festival := read_festival(source, name))),
        source.days(entries.get("off")),
        source.days(entries.get("work")),
        place_of(node),
    )


def read_festival(source: Source, node: Node) -> Festival | Text | None:
    """A statutory festival by its id, a region's own one by its title {zh, en}."""
    if isinstance(node, MappingNode):
        title = source.mapping(node, **TITLE)
        return (
            Text(source.text(title["zh"]), source.text(title["en"])) if len(title) == len(TITLE["required"]) else None
        )
    name = source.text(node)
    if name in tuple(Festival):
        return Festival(name)
    source.report(
        place_of(node),
        "calendar.festival",
        Text(f"没有“{name}”这个节日。", f"There is no festival “{name}”."),
        Text(f"可用：{', '.join(Festival)}。", f"Known: {', '.join(Festival)}."),
    )
    return None
