"""YAML read as text, with the place of every key and value: no type is guessed, no alias is followed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, StreamMark
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)  # fmt: skip

from luoshi.packs.problems import Finding, Path, Word
from luoshi.packs.source_text import SENTENCES, decoded, sentence

MAX_DEPTH = 12
Value = str | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column, both counted from 1; `inner` is where the text itself begins, None when it spans lines."""

    line: int
    column: int
    inner: int | None = None


@dataclass(slots=True)
class Document:
    """One file: its value made of texts, lists and mappings, and where each part of it stands.

    `broken` holds the paths whose value could not be taken over: nothing that follows from them is reported.
    `kept` tells, for a list that lost items on the way, which of the written items are left.
    """

    file: str
    value: Value | None = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    broken: set[Path] = field(default_factory=set)
    kept: dict[Path, list[int]] = field(default_factory=dict)

    def original(self, path: Path) -> Path:
        """A path of what is left as a path of what was written."""
        steps: Path = ()
        for step in path:
            left = self.kept.get(steps)
            steps = (*steps, left[step] if left is not None and isinstance(step, int) else step)
        return steps

    def place(self, finding: Finding) -> Place:
        """Where a finding is shown: its own place, else that of the nearest part above it."""
        path = finding.path
        here = (self.keys.get(path) if finding.on_key else None) or self.values.get(path) or self.keys.get(path)
        if here is not None:
            shifted = here.inner is not None and finding.offset > 0
            return Place(here.line, cast("int", here.inner) + finding.offset) if shifted else here
        above = (path[:end] for end in range(len(path) - 1, -1, -1))
        found = (self.keys.get(part) or self.values.get(part) for part in above)
        return next((place for place in found if place is not None), Place(1, 1))


def read(file: str, content: bytes) -> Document:
    """The document of a file; everything wrong with its form is in `findings`."""
    document = Document(file)
    builder = _Builder(document)
    text, findings = decoded(file, content)
    for finding, line, column in findings:
        builder.report_at(Place(line, column), finding.code, finding.words)
    if text is not None:
        builder.build(text)
    return document


class _Stop(Exception):
    """Ends the reading of a file whose rest would mean nothing."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet; a `repeated` key's value is read but not kept."""

    path: Path
    value: list[Value] | dict[str, Value]
    key: str | None = None
    repeated: bool = False
    is_braced: bool = False


class _Builder:
    """Turns parser events into the document's value, without recursion."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._open: list[_Open] = []
        self._documents = 0
        self._marked = 0

    def build(self, text: str) -> None:
        try:
            for event in _events(text):
                self._take(event)
        except MarkedYAMLError as error:
            self._document.value = None
            mark = error.problem_mark or error.context_mark
            self.report_at(_spot(mark), "LS108", {"detail": sentence(str(error.problem))})
        except ValueError as error:  # a number in its head that no program reads, such as a version of 5000 digits
            self._document.value = None
            self.report_at(Place(1, 1), "LS108", {"detail": sentence(str(error))})
        except _Stop:
            self._document.value = None
        if self._document.value in (None, "") and not self._document.findings:
            self.report_at(Place(1, 1), "LS113", {"subject": self._document.file})

    def report_at(self, place: Place, code: str, words: Mapping[str, Word] | None = None) -> None:
        """Reports at a place that no path leads to, by giving the place a path of its own."""
        self._marked += 1
        path: Path = ("", self._marked)
        self._document.values[path] = place
        self._document.findings.append(Finding(code, self._document.file, path, words or {}))

    def _take(self, event: Event) -> None:
        match event:
            case DocumentStartEvent():
                self._start_document(event)
            case AliasEvent() | ScalarEvent() | SequenceStartEvent() | MappingStartEvent():
                self._node(event)
            case SequenceEndEvent() | MappingEndEvent():
                self._open.pop()
            case _:
                pass

    def _start_document(self, event: DocumentStartEvent) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop("LS114", event.start_mark)
        if event.version or event.tags:
            self._stop("LS111", event.start_mark, written="%")

    def _node(self, event: NodeEvent) -> None:
        if isinstance(event, AliasEvent) or event.anchor:
            self._stop("LS110", event.start_mark, written=str(event.anchor))
        if getattr(event, "ctag", None):
            self._stop("LS111", event.start_mark, written=str(getattr(event, "tag", "")))
        holder = self._open[-1] if self._open else None
        if holder is not None and isinstance(holder.value, dict) and holder.key is None:
            self._key(holder, holder.value, event)
        else:
            self._value(holder, event)

    def _key(self, holder: _Open, mapping: dict[str, Value], event: NodeEvent) -> None:
        if not isinstance(event, ScalarEvent):
            self._stop("LS108", event.start_mark, detail=SENTENCES["complex key"])
        key = str(event.value)
        if key == "<<":
            self._stop("LS110", event.start_mark, written=key)
        path = (*holder.path, key)
        holder.key, holder.repeated = key, key in mapping
        if holder.repeated:
            self.report_at(_place(event), "LS109", {"key": key, "line": str(self._document.keys[path].line)})
            return
        self._document.keys[path] = _place(event)

    def _value(self, holder: _Open | None, event: NodeEvent) -> None:
        value: Value
        if isinstance(event, ScalarEvent):
            value = str(event.value)
        else:
            value = [] if isinstance(event, SequenceStartEvent) else {}
        path = self._attach(holder, value)
        self._document.values.setdefault(path, _place(event))
        if isinstance(value, str):
            self._scalar(path, value, event)
            return
        if len(self._open) >= MAX_DEPTH:
            self._stop("LS112", event.start_mark, depth=str(MAX_DEPTH))
        self._open.append(_Open(path, value, is_braced=bool(getattr(event, "flow_style", False))))

    def _attach(self, holder: _Open | None, value: Value) -> Path:
        """Puts a value where it belongs and tells its path."""
        if holder is None:
            self._document.value = value
            return ()
        if isinstance(holder.value, list):
            holder.value.append(value)
            return (*holder.path, len(holder.value) - 1)
        key, holder.key = cast("str", holder.key), None
        if holder.repeated:
            return ("", *holder.path, key)
        holder.value[key] = value
        return (*holder.path, key)

    def _scalar(self, path: Path, value: str, event: NodeEvent) -> None:
        """A key without value, and characters written as escapes that the file itself may not contain."""
        bad = next((char for char in value if _is_unprintable(char)), None)
        if bad is not None:
            self._report(path, "LS107", character=f"U+{ord(bad):04X}")
        if value == "" and getattr(event, "style", None) is None and path:
            cut = self._open[-1].is_braced and isinstance(self._open[-1].value, dict)
            self._report(path, "LS116" if cut else "LS113", subject=str(path[-1]))

    def _report(self, path: Path, code: str, **words: Word) -> None:
        self._document.findings.append(Finding(code, self._document.file, path, words, on_key=True))
        self._document.broken.add(path)

    def _stop(self, code: str, mark: StreamMark, **words: Word) -> NoReturn:
        self.report_at(_spot(mark), code, words)
        raise _Stop


def _events(text: str) -> Iterator[Event]:
    """Parser events of pure Python; nothing is constructed and nothing resolved."""
    yield from YAML(typ="safe", pure=True).parse(text)


def _is_unprintable(character: str) -> bool:
    return (character < " " and character not in "\n\t") or "\ud800" <= character <= "\udfff"


def _spot(mark: StreamMark) -> Place:
    return Place(mark.line + 1, mark.column + 1)


def _place(event: NodeEvent) -> Place:
    start, style = event.start_mark, getattr(event, "style", None)
    if style in ("|", ">") or event.end_mark.line != start.line:
        return _spot(start)
    return Place(start.line + 1, start.column + 1, start.column + (2 if style else 1))
