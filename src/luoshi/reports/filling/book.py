"""The parts of a workbook that say what its sheets are: names, files, number formats, names for ranges."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from luoshi.reports.filling.package import Package
from luoshi.reports.filling.refusals import refused
from luoshi.reports.filling.sheets import in_utf8, parser_of
from luoshi.reports.filling.values import shows_days

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Element:
    """An element with its attributes, its text and the names of those around it."""

    name: str
    attributes: Attributes
    above: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Book:
    """Where the sheets lie, and what their cells look like."""

    part: str
    sheets: Mapping[str, str]
    dated: frozenset[int]
    texts: tuple[str, ...]
    since_1904: bool
    names: Mapping[str, str]


def elements(content: bytes) -> list[Element]:
    """All elements of a part in the order in which they end; names without their prefix."""
    found: list[Element] = []
    stack: list[tuple[str, Attributes, list[str]]] = []

    def start(name: str, given: Attributes) -> None:
        stack.append((name.rpartition(":")[2], given, []))

    def end(_: str) -> None:
        name, given, words = stack.pop()
        found.append(Element(name, given, tuple(each[0] for each in stack), "".join(words)))

    def said(text: str) -> None:
        stack[-1][2].append(text)

    content = in_utf8(content)
    try:
        parser_of(content, start=start, end=end, said=said).Parse(content, True)
    except expat.ExpatError as wrong:
        raise refused("fill_damaged", why=str(wrong)) from None
    return found


def book_of(parts: Package) -> Book:
    """The workbook of a package; refused where it has none."""
    part = next((to for kind, to in relations(parts, "").values() if kind == "officeDocument"), "")
    if part not in parts:
        raise refused("fill_damaged", why="workbook.xml")
    related = relations(parts, part)
    listed = elements(parts[part].content())
    sheets: dict[str, str] = {}
    for each in listed:
        kind, to = related.get(_relation(each.attributes), ("", "")) if each.name == "sheet" else ("", "")
        if kind == "worksheet" and to in parts:
            sheets[each.attributes["name"]] = to
    first = {kind: to for kind, to in reversed(related.values()) if to in parts}
    return Book(
        part,
        sheets,
        _dated(parts[first["styles"]].content()) if "styles" in first else frozenset(),
        _texts(parts[first["sharedStrings"]].content()) if "sharedStrings" in first else (),
        any(each.name == "workbookPr" and each.attributes.get("date1904") in ("1", "true") for each in listed),
        {each.attributes.get("name", "").casefold(): each.text for each in listed if each.name == "definedName"},
    )


def _relation(given: Attributes) -> str:
    return next((value for name, value in given.items() if name.rpartition(":")[2] == "id" and ":" in name), "")


def relations(parts: Package, part: str) -> dict[str, tuple[str, str]]:
    """What a part points to inside the file: its kind and the part, by the name of the relation."""
    folder, name = posixpath.split(part)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in parts:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for each in elements(parts[listed].content()):
        given = each.attributes
        if each.name == "Relationship" and given.get("TargetMode") != "External":
            target = given.get("Target", "")
            to = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[given.get("Id", "")] = given.get("Type", "").rpartition("/")[2], to
    return found


def _dated(styles: bytes) -> frozenset[int]:
    """The styles of cells that show days."""
    listed = elements(styles)
    codes = {
        int(each.attributes["numFmtId"]): each.attributes.get("formatCode", "")
        for each in listed
        if each.name == "numFmt" and each.above[-1:] == ("numFmts",)
    }
    formats = [
        int(each.attributes.get("numFmtId", 0))
        for each in listed
        if each.name == "xf" and each.above[-1:] == ("cellXfs",)
    ]
    return frozenset(style for style, number in enumerate(formats) if shows_days(number, codes))


def _texts(shared: bytes) -> tuple[str, ...]:
    """The texts that cells point to, without their readings."""
    found: list[str] = []
    words: list[str] = []
    for each in elements(shared):
        if each.name == "t" and "rPh" not in each.above:
            words.append(each.text)
        elif each.name == "si":
            found.append("".join(words))
            words = []
    return tuple(found)
