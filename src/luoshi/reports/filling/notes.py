"""Notes on the cells of a filled workbook that tell the lineage id of each figure; the office's own notes stay."""

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.parsers import expat

from luoshi.reports.filling.book import book_of, relations
from luoshi.reports.filling.package import Part, opened, packed
from luoshi.reports.filling.places import Place, name_of
from luoshi.reports.filling.refusals import refused
from luoshi.reports.filling.sheets import in_utf8, parser_of
from luoshi.reports.filling.values import escaped

AUTHOR, SAID = "落实", "溯源号 {}"
Notes = Mapping[str, Sequence[tuple[Place, str]]]
"""Sheet → its cells with their lineage ids."""
_TYPES = "[Content_Types].xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEHIND = frozenset(
    ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst")
)
"""What of a sheet stands behind the reference to the boxes of its notes (ECMA-376 part 1, 18.3.1.99)."""
_BLOCK = 1024  # ids of shapes that belong together
_HEAD = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    "</o:shapelayout>"
)
_SHAPETYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{right}, 15, {top}, 2, {end}, 31, {bottom}, 1</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def with_notes(content: bytes, notes: Notes) -> bytes:
    """The workbook with a note on each cell; some 25 ms for a sheet of 18,000 cells, and 4 µs a note.

    The sheet changes by one reference, and only where it had no notes; its relations and the list of parts change.
    Where a cell has a note of the office's, the id is added below its words.
    """
    parts = dict(opened(content))
    sheets = book_of(parts).sheets
    for sheet, told in notes.items():
        if told and sheet in sheets:
            _note(parts, sheets[sheet], told)
    return packed(parts)


def _note(parts: dict[str, Part], sheet: str, told: Sequence[tuple[Place, str]]) -> None:
    related = relations(parts, sheet)
    written = next((to for kind, to in related.values() if kind == "comments" and to in parts), "")
    boxes = _boxes_of(parts, sheet, {name: to for name, (kind, to) in related.items() if kind == "vmlDrawing"})
    if written:
        text, fresh = _added(_text(parts[written]), told)
        parts[written] = parts[written].with_content(text.encode())
    else:
        written, fresh = _free("xl/comments{}.xml", parts), list(told)
        text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><comments xmlns="{_MAIN}">'
        text += f"<authors><author>{AUTHOR}</author></authors><commentList>{_comments('', 0, told)}</commentList>"
        _put(parts, written, f"{text}</comments>", like=sheet)
        _relate(parts, sheet, "comments", written)
        _declare(parts, f'<Override PartName="/{written}" ContentType="{_COMMENTS}"/>', written)
    if not boxes:
        boxes = _free("xl/drawings/vmlDrawing{}.vml", parts)
        _put(parts, boxes, f"{_HEAD}{_SHAPETYPE}</xml>", like=sheet)
        name = _relate(parts, sheet, "vmlDrawing", boxes)
        _declare(parts, f'<Default Extension="vml" ContentType="{_DRAWING}"/>', 'Extension="vml"')
        parts[sheet] = parts[sheet].with_content(_referring(in_utf8(parts[sheet].content()), name))
    parts[boxes] = parts[boxes].with_content(_drawn(_text(parts[boxes]), [place for place, _ in fresh]).encode())


def _boxes_of(parts: Mapping[str, Part], sheet: str, drawings: Mapping[str, str]) -> str:
    """The part with the boxes the sheet refers to, "" where it has none; those of its page headers are others."""
    found = re.search(rb"<(?:\w+:)?legacyDrawing\s[^>]*?id=[\"']([^\"']+)", in_utf8(parts[sheet].content()))
    part = drawings.get(found[1].decode(), "") if found else ""
    return part if part in parts else ""


def _text(part: Part) -> str:
    return in_utf8(part.content()).decode("utf-8-sig")


def _put(parts: dict[str, Part], name: str, text: str, *, like: str) -> None:
    as_that = parts[like]
    parts[name] = Part(name, as_that.method, as_that.stamp, 0, 0, b"").with_content(text.encode())


def _free(pattern: str, taken: Iterable[str]) -> str:
    held = {name.lower() for name in taken}
    return next(name for number in range(1, 10_000) if (name := pattern.format(number)).lower() not in held)


def _relate(parts: dict[str, Part], sheet: str, kind: str, to: str) -> str:
    """Name a part as one the sheet has; the name of the relation."""
    folder, _, own = sheet.rpartition("/")
    listed = f"{folder}/_rels/{own}.rels"
    if listed not in parts:
        _put(parts, listed, f'<Relationships xmlns="{_PACKAGE}"></Relationships>', like=sheet)
    text = _text(parts[listed])
    name = _free("rIdNote{}", re.findall(r'Id="([^"]*)"', text))
    said = f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="/{to}"/>'
    whole = re.sub(r"<Relationships([^>]*?)/>", r"<Relationships\1></Relationships>", text)
    parts[listed] = parts[listed].with_content(whole.replace("</Relationships>", f"{said}</Relationships>").encode())
    return name


def _declare(parts: dict[str, Part], said: str, known_by: str) -> None:
    text = _text(parts[_TYPES])
    if known_by not in text:
        begun = re.sub(r"(<Types\b[^>]*>)", lambda found: found[1] + said, text, count=1)
        ended = text.replace("</Types>", f"{said}</Types>")
        parts[_TYPES] = parts[_TYPES].with_content((begun if "Default" in said else ended).encode())


def _comments(prefix: str, author: int, told: Iterable[tuple[Place, str]]) -> str:
    one = '<{0}comment ref="{1}" authorId="{2}"><{0}text><{0}t>{3}</{0}t></{0}text></{0}comment>'
    return "".join(one.format(prefix, name_of(*place), author, escaped(SAID.format(mark))) for place, mark in told)


def _added(text: str, told: Sequence[tuple[Place, str]]) -> tuple[str, list[tuple[Place, str]]]:
    """The office's notes with ours; and those of ours that need a box, for their cells had no note."""
    author = re.search(r"</((?:\w+:)?)authors>", text)
    if author is None or f"</{author[1]}commentList>" not in text:
        raise refused("fill_damaged", why="comments")
    prefix, many = author[1], len(re.findall(r"<(?:\w+:)?author[\s/>]", text))
    held = set(re.findall(rf'<{prefix}comment\b[^>]*?\bref="([^"]*)"', text))
    fresh = [each for each in told if name_of(*each[0]) not in held]
    marks = {name_of(*place): mark for place, mark in told}

    def with_ours(found: re.Match[str]) -> str:
        mark = marks.get(found[2])
        return found[1] + _below(found[3], prefix, SAID.format(mark)) + found[4] if mark else found[0]

    one = rf'(<{prefix}comment\b[^>]*?\bref="([^"]*)"[^>]*>\s*<{prefix}text>)(.*?)(</{prefix}text>)'
    text = re.sub(one, with_ours, text, flags=re.DOTALL)
    text = text.replace(author[0], f"<{prefix}author>{AUTHOR}</{prefix}author>{author[0]}", 1)
    end = f"</{prefix}commentList>"
    return text.replace(end, _comments(prefix, many, fresh) + end, 1), fresh


def _below(words: str, prefix: str, said: str) -> str:
    """The words of a note with a line below them; words without looks of their own become a piece like others."""
    plain = re.sub(
        rf"^\s*(<{prefix}t\b.*?(?:</{prefix}t>|/>))", rf"<{prefix}r>\1</{prefix}r>", words, flags=re.DOTALL
    )
    line = f'<{prefix}r><{prefix}t xml:space="preserve">\n{escaped(said)}</{prefix}t></{prefix}r>'
    reading = re.search(rf"<{prefix}(?:rPh|phoneticPr)\b", plain)
    return plain[: reading.start()] + line + plain[reading.start() :] if reading else plain + line


def _drawn(text: str, places: Sequence[Place]) -> str:
    """The boxes with one for each cell, which shows when somebody points at it."""
    end = text.rfind("</xml>")
    if end < 0 or not all(f'xmlns:{each}="' in text.replace("'", '"') for each in "vox"):
        raise refused("fill_damaged", why="vmlDrawing")
    last = max((int(each) for each in re.findall(r"_x0000_s(\d+)", text)), default=_BLOCK)
    shapes = "".join(
        _SHAPE.format(
            id=last + number, right=column, top=max(row - 2, 0), end=column + 2, bottom=row + 2,
            row=row - 1, column=column - 1,
        )
        for number, (row, column) in enumerate(places, start=1)
    )  # fmt: skip
    kind = "" if "_x0000_t202" in text[:end] and 'id="_x0000_t202"' in text else _SHAPETYPE
    blocks = {number // _BLOCK for number in (last, last + len(places))}
    whole = text[:end] + kind + shapes + text[end:]
    return re.sub(r'(<o:idmap\b[^>]*\bdata=")([\d,]*)"', lambda found: f'{found[1]}{_more(found[2], blocks)}"', whole)


def _more(known: str, blocks: Iterable[int]) -> str:
    held = {int(each) for each in known.split(",") if each}
    wanted = set(blocks)
    return ",".join(str(each) for each in sorted(held | set(range(min(wanted), max(wanted) + 1))))


def _referring(content: bytes, name: str) -> bytes:
    """The sheet with the reference to the boxes at the place the standard gives it."""
    root = re.search(rb"<((?:\w+:)?)worksheet\b", content)
    prefix = root[1].decode() if root else ""
    stack: list[str] = []
    found: list[int] = []

    def start(called: str, _given: dict[str, str]) -> None:
        stack.append(called)
        if len(stack) == 2 and called.rpartition(":")[2] in _BEHIND:
            found.append(parser.CurrentByteIndex)

    def end(_called: str) -> None:
        stack.pop()
        if not stack:
            found.append(parser.CurrentByteIndex)

    parser = parser_of(content, start=start, end=end, said=None)
    try:
        parser.Parse(content, True)
    except expat.ExpatError as wrong:
        raise refused("fill_damaged", why=str(wrong)) from None
    said = f'<{prefix}legacyDrawing xmlns:r="{_OFFICE}" r:id="{name}"/>'.encode()
    return content[: found[0]] + said + content[found[0] :]
