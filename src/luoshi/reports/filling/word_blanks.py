"""Labelled blanks of a Word form outside its tables: 「姓名：____」, underlined spaces, content controls, boxes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from xml.parsers import expat

from luoshi.reports.filling.refusals import refused
from luoshi.reports.filling.sheets import in_utf8, parser_of
from luoshi.rules.tables.marks import speaks_of_the_form

BODY = "正文"
"""What the blanks are called together, as tables are called 表1, 表2 …; each is a row: its label, then the blank."""
MOST_BLANKS = 500
EMPTY_BOXES, TICKED = "□☐", "☑"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINE, _CONTROL, _TAB = "\ue000", "\ue001", "\ue002"
"""A space with a line below it, a sign of a content control, a tab with a line: of private use."""
_SPACE = r"[ \u00a0\u3000\t]"
_ROOM = rf"(?:{_SPACE}|[_＿{_LINE}{_TAB}])"
_BLANK = re.compile(
    rf"(?P<control>{_CONTROL}+)"
    rf"|(?P<day>(?<=[：:]){_ROOM}*年{_ROOM}+月{_ROOM}+日)"
    rf"|(?P<gap>[_＿{_LINE}]*{_TAB}[_＿{_LINE}{_TAB}]*|[_＿{_LINE}]{{2,}})"
    rf"|(?P<room>(?<=[：:]){_SPACE}{{2,}}(?![_＿{_LINE}{_TAB}{_CONTROL} \u00a0\u3000\t]))"
    rf"|(?P<boxes>[{EMPTY_BOXES}]{_SPACE}*[^{EMPTY_BOXES}：:，,；;。{_LINE}{_TAB}{_CONTROL}\s_＿]{{1,20}}"
    rf"(?:{_SPACE}*[、/，]?{_SPACE}*[{EMPTY_BOXES}]{_SPACE}*[^{EMPTY_BOXES}：:，,；;。{_LINE}{_TAB}{_CONTROL}\s_＿]{{1,20}})*)"
)
_OPTION = re.compile(rf"([{EMPTY_BOXES}]){_SPACE}*([^{EMPTY_BOXES}\s、/，]+)")
_UNIT = re.compile(r"[ \u3000]*(万元|公斤|公顷|平方米|人|户|元|亩|岁|只|头|个|件|次|吨|%|％)")
_BETWEEN = re.compile(r"[，,；;。、\s（(）)\ue000\ue001]+")
_CHECKED = re.compile(rb"""(<[\w.]*:?checked\b[^>]*\bval=["'])(?:0|false)(["'])""")
_ASIDE = frozenset(("drawing", "pict", "object", "AlternateContent", "del", "instrText", "tbl"))
Span = tuple[int, int]


class BlankKind(StrEnum):
    """What stands where something is to be written."""

    GAP = "gap"
    ROOM = "room"
    CONTROL = "control"
    DAY = "day"
    BOXES = "boxes"


@dataclass(slots=True)
class Piece:
    """A piece of text of a paragraph: where its element stands, what it says, whether a line stands below it."""

    span: Span
    text: str = ""
    lined: bool = False
    control: "Control | None" = None


@dataclass(slots=True)
class Control:
    """A content control: its name, and the mark of a box to tick that says whether it is."""

    name: str = ""
    box: Span | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank: its label, where it begins and ends in the text of its paragraph, what there is to choose from."""

    label: str
    kind: BlankKind
    begin: int
    end: int
    pieces: tuple[Piece, ...]
    options: tuple[tuple[str, int], ...] = ()
    """Words with where their box stands; a box alone is a yes or no."""


def blanks_of(content: bytes) -> list[Blank]:
    """The blanks of the body in reading order; refused where the part declares a type of its own.

    Beside a table, what a form tells of itself (填报单位, 审核人, 表号 …) is read with the table and no blank here.
    """
    found: list[Blank] = []
    reader = _Reader(in_utf8(content))
    for pieces in reader.read():
        blanks = _blanks(pieces)
        found += (each for each in blanks if not reader.tables or not speaks_of_the_form(each.label))
        if len(found) > MOST_BLANKS:
            raise refused("fill_too_large", why=f"> {MOST_BLANKS} ____")
    return found


def ticked(mark: bytes) -> bytes:
    """The mark of a box of a content control, saying that it is ticked."""
    return _CHECKED.sub(rb"\g<1>1\2", mark)


def _blanks(pieces: tuple[Piece, ...]) -> Iterator[Blank]:
    text = "".join(each.text for each in pieces)
    shape = "".join(_shape(each) for each in pieces)
    last = 0
    for found in _BLANK.finditer(shape):
        kind = BlankKind(str(found.lastgroup))
        begin, end = found.span()
        before, last = text[last:begin], end
        options = tuple((each[2], begin + each.start(1)) for each in _OPTION.finditer(found[0]))
        label = _label(before, text[end:], kind, _control_at(pieces, begin), options)
        if label:
            yield Blank(label, kind, begin, end, pieces, options)


def _shape(piece: Piece) -> str:
    """The text of a piece with the signs that tell what they stand in."""
    if piece.control is not None and piece.control.box is None:
        return _CONTROL * len(piece.text)
    if piece.lined:
        return re.sub(_SPACE, lambda found: _TAB if found[0] == "\t" else _LINE, piece.text)
    return piece.text


def _control_at(pieces: tuple[Piece, ...], at: int) -> "Control | None":
    for piece in pieces:
        if at < len(piece.text):
            return piece.control
        at -= len(piece.text)
    return None


def _label(
    before: str, behind: str, kind: BlankKind, control: Control | None, options: tuple[tuple[str, int], ...]
) -> str:
    """What a blank is called: the words before it back to the last blank or comma, with the unit behind it."""
    if kind is BlankKind.CONTROL and control is not None and control.name:
        return control.name
    words = [each for each in _BETWEEN.split(before.rstrip("：: \t\u00a0\u3000")) if each.strip("：:")]
    label = words[-1].strip("：:") if words else ""
    if kind is BlankKind.BOXES and len(options) == 1 and not before.rstrip().endswith(("：", ":")):
        return options[0][0]
    unit = _UNIT.match(behind) if kind in (BlankKind.GAP, BlankKind.ROOM) else None
    return f"{label}（{unit[1]}）" if label and unit else label


class _Reader:
    """One reading: the paragraphs of the body outside tables, each as its pieces."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.prefix = "w:"
        self.stack: list[str] = []
        self.found: list[tuple[Piece, ...]] = []
        self.pieces: list[Piece] = []
        self.controls: list[Control] = []
        self.aside = self.tables = 0
        self.lined = False
        self.words: Piece | None = None

    def read(self) -> list[tuple[Piece, ...]]:
        self.parser = parser_of(self.content, start=self._start, end=self._end, said=self._said)
        try:
            self.parser.Parse(self.content, True)
        except expat.ExpatError as wrong:
            raise refused("fill_damaged", why=str(wrong)) from None
        return self.found

    def _start(self, name: str, given: dict[str, str]) -> None:
        if not self.stack:
            named = (key for key, value in given.items() if value == _WORD)
            self.prefix = next((f"{key[6:]}:" if key != "xmlns" else "" for key in named), "w:")
        local = name.rpartition(":")[2]
        self.stack.append(local)
        self.tables += local == "tbl"
        if local in _ASIDE:
            self.aside += 1
        if self.aside:
            return
        value = given.get(f"{self.prefix}val", "")
        if local == "p":
            self.pieces = []
        elif local == "r":
            self.lined = False
        elif local == "u" and self.stack[-3:-1] == ["r", "rPr"]:
            self.lined = value != "none"
        elif local in ("t", "tab") and self.stack[-2] == "r":
            self.words = Piece((self.parser.CurrentByteIndex, 0), "", self.lined, self._control())
            self.pieces.append(self.words)
            self.words.text = "\t" if local == "tab" else ""
        else:
            self._start_control(local, given, value)

    def _start_control(self, local: str, given: dict[str, str], value: str) -> None:
        if local == "sdt":
            self.controls.append(Control())
        elif self.controls and local == "alias":
            self.controls[-1].name = value.strip()[:80]
        elif self.controls and local == "checked":
            begun = self.parser.CurrentByteIndex
            self.controls[-1].box = (begun, self.content.index(b">", begun) + 1)

    def _control(self) -> Control | None:
        """The control that stands within the paragraph; one around whole paragraphs holds none of its words."""
        inside = (
            self.stack[max(at for at, each in enumerate(self.stack) if each == "p") :] if "p" in self.stack else []
        )
        return self.controls[-1] if "sdtContent" in inside and self.controls else None

    def _said(self, text: str) -> None:
        if self.words is not None and self.stack[-1] == "t":
            self.words.text += text

    def _end(self, _name: str) -> None:
        local = self.stack.pop()
        if local in _ASIDE:
            self.aside -= 1
        elif self.aside:
            return
        elif local in ("t", "tab") and self.words is not None:
            begun = self.words.span[0]
            here = self.parser.CurrentByteIndex
            end = self.content.index(b">", here if self.content[here : here + 2] == b"</" else begun) + 1
            self.words.span, self.words = (begun, end), None
        elif local == "sdt" and self.controls:
            self.controls.pop()
        elif local == "p" and self.pieces:
            self.found.append(tuple(self.pieces))
            self.pieces = []
