"""A form as it would be filled for a unit and a period: what goes where, and what is missing with the reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from luoshi.evidence.models import File
from luoshi.evidence.policies import refused as evidence_refused
from luoshi.evidence.stores import Missing, store
from luoshi.reports.filling import (
    Address,
    Fillable,
    Roster,
    Template,
    WordTemplate,
    compile_template,
    compile_word,
    said_place,
    shifts_of,
)
from luoshi.reports.filling.notes import with_notes
from luoshi.reports.filling.tracing import with_trace
from luoshi.reports.models import FormFile, Slot, Tracing
from luoshi.reports.policies import refused
from luoshi.reports.queries import slots_of
from luoshi.reports.sources import NOT_HELD, OPTIONAL, UNSOURCED, Place, Resolved, lines_for, resolved
from luoshi.rules.texts import Text

Form = Template | WordTemplate
RosterShape = tuple[str, int, int, int]
"""Sheet, first row, last row of the form's own room, lines."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell that is to be filled, where it stands in the filled file."""

    address: Address
    words: str
    source: dict[str, object]
    found: Resolved
    optional: bool = False


@dataclass(frozen=True)
class Draft:
    """A form ready to be filled; `shapes` are its lists."""

    form_file: FormFile
    place: Place
    entries: tuple[Entry, ...]
    shapes: tuple[RosterShape, ...] = ()
    empty: tuple[tuple[str, Text], ...] = field(default=())

    @property
    def missing(self) -> list[tuple[str, Text]]:
        """What stays blank, by its words, and why."""
        blank = ((each.words, each.found.why) for each in self.entries if each.found.why and not each.optional)
        return [*self.empty, *blank]

    @property
    def values(self) -> dict[Address, Fillable]:
        """What goes into the file; a place with nothing held stays as the office left it."""
        return {each.address: each.found.value for each in self.entries if each.found.value is not None}


def draft_of(form_file: FormFile, place: Place) -> Draft:
    """Every slot looked up. One or two queries a field, some 10 ms a measure."""
    template = template_of(form_file.file)
    first, computed = next(iter(template.sheets), ""), template.formulas
    slots = [each for each in slots_of(form_file) if (each.sheet or first, each.row, each.column) not in computed]
    lists = [each for each in slots if each.repeats]
    shapes, lines, empty = _lists(lists, place, template, first)
    shifts = shifts_of([Roster(sheet, top, bottom, [{}] * count) for sheet, top, bottom, count in shapes])
    entries = []
    for slot in slots:
        if not slot.repeats:
            sheet = slot.sheet or first
            row = shifts[sheet](slot.row) if sheet in shifts else slot.row
            entries.append(_entry((sheet, row, slot.column), slot, resolved(slot, place)))
    for sheet, top, slot, at, found in lines:
        row = (shifts[sheet](top) if sheet in shifts else top) + at
        entries.append(_entry((sheet, row, slot.column), slot, found))
    return Draft(form_file, place, tuple(entries), tuple(shapes), tuple(empty))


def _entry(address: Address, slot: Slot, found: Resolved) -> Entry:
    """One cell; a remark that nobody filled in is told as one that may stay blank."""
    optional = slot.is_remark and found.value is None
    told = Resolved(None, OPTIONAL, found.trail) if optional and found.why in (NOT_HELD, UNSOURCED) else found
    return Entry(address, slot.words, _source(slot), told, optional)


Line = tuple[str, int, Slot, int, Resolved]


def _lists(
    slots: Iterable[Slot], place: Place, template: Form, first: str
) -> tuple[list[RosterShape], list[Line], list[tuple[str, Text]]]:
    shapes: list[RosterShape] = []
    lines: list[Line] = []
    empty: list[tuple[str, Text]] = []
    for (sheet, top), columns in groupby(slots, lambda each: (each.sheet or first, each.row)):
        group = list(columns)
        found, why = lines_for(group, place)
        if why is not None:
            empty += [(slot.words, why) for slot in group if not slot.is_remark]
            continue
        by_column = {slot.column: slot for slot in group}
        bottom = max(template.room(sheet, top, by_column), *(slot.last_row for slot in group))
        shapes.append((sheet, top, bottom, len(found)))
        for at, line in enumerate(found):
            lines += [(sheet, top, by_column[column], at, each) for column, each in line.items()]
    return shapes, lines, empty


def _source(slot: Slot) -> dict[str, object]:
    """The source with what else shaped the value: it is looked up again when somebody asks what changed."""
    return {**slot.source, "unit_words": slot.unit_words}


def written_out(
    form_file: FormFile,
    shapes: Iterable[RosterShape],
    values: dict[Address, Fillable],
    trace: Sequence[tuple[Address, str, str]] = (),
    tracing: Tracing = Tracing.NONE,
) -> bytes:
    """The office's file with these values where they stand once the lists are in; `trace` goes where it allows."""
    template = template_of(form_file.file)
    shifts = shifts_of([Roster(sheet, top, bottom, [{}] * count) for sheet, top, bottom, count in shapes])
    content = template.grown(tuple(shifts.values())).fill(values)
    if tracing is Tracing.NOTES:
        notes: dict[str, list[tuple[tuple[int, int], str]]] = {}
        for (sheet, row, column), _words, lineage in trace:
            notes.setdefault(sheet, []).append(((row, column), lineage))
        return with_notes(content, notes)
    if tracing is Tracing.NONE:
        return content
    return with_trace(content, [(said_place(address), words, lineage) for address, words, lineage in trace])


COMPILERS: Mapping[str, Callable[[bytes], Form]] = {"xlsx": compile_template, "docx": compile_word}


def template_of(file: File) -> Form:
    """The form compiled, once in a process as long as it is asked for."""
    if file.content.format not in COMPILERS:
        raise refused("not_fillable", where=file.name)
    return _compiled(file.sha256, file.content.format, file.name)


@lru_cache(maxsize=8)
def _compiled(sha256: str, kind: str, name: str) -> Form:
    try:
        return COMPILERS[kind](b"".join(store().read(sha256)))
    except Missing:
        raise evidence_refused("missing", name=name) from None
