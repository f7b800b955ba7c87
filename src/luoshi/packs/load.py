"""A folder of packs, read, resolved and checked: declarations, and every problem with its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path as FilePath

from luoshi.packs.catalogue import Catalogue
from luoshi.packs.checks import CHECKS
from luoshi.packs.checks.case import Case
from luoshi.packs.codes import TABLE
from luoshi.packs.declarations import Pack
from luoshi.packs.folder import Contents, PackFiles, contents_of, of_contents, read_folder
from luoshi.packs.forms import form_of
from luoshi.packs.grammar import ElementsForm
from luoshi.packs.problems import Finding, Problem, Word
from luoshi.packs.resolve import resolve
from luoshi.packs.source import Document, read
from luoshi.packs.written import Written, from_canonical
from luoshi.rules.texts import Text

_ONCE = ("measures.yaml", "published.yaml", "cadences.yaml")


@dataclass(frozen=True, slots=True)
class Loaded:
    """One pack: its declarations when nothing is wrong, else its problems."""

    id: str
    pack: Pack | None
    written: Written | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class LoadedAll:
    """Every pack of a folder; the catalogue holds those without problems."""

    packs: tuple[Loaded, ...]

    @property
    def catalogue(self) -> Catalogue:
        return Catalogue({loaded.id: loaded.pack for loaded in self.packs if loaded.pack is not None})

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(sorted(problem for loaded in self.packs for problem in loaded.problems))


def load(folder: FilePath, *, today: date | None = None, beside: Mapping[str, Pack] | None = None) -> Loaded:
    """One pack; `beside` are the packs it may refer to, `today` tells which sunset dates have passed."""
    return _check_all({folder: read_folder(folder)}, beside=beside or {}, today=today)[0]


def load_contents(
    name: str, contents: Mapping[str, bytes], *, today: date | None = None, beside: Mapping[str, Pack] | None = None
) -> Loaded:
    """The same from the contents of a pack's files, by name, wherever they come from."""
    return _check_all({FilePath(name): of_contents(name, contents)}, beside=beside or {}, today=today)[0]


def load_amended(
    canonical: str, elements: bytes, *, version: str, today: date, beside: Mapping[str, Pack] | None = None
) -> Loaded:
    """A published version with other data elements, under a version of its own; checked as a whole.

    Its examples were checked when it was published, and no element changes what comes of them.
    """
    frozen = from_canonical(canonical)
    document = read("elements.yaml", elements)
    form = form_of(document, ElementsForm)
    head = frozen.pack.model_copy(update={"version": version})
    written = replace(frozen, pack=head, elements=form)
    sound = {file: Document(file, value={}) for file in (*written.registers, *_ONCE)}
    found = list(document.findings)
    files = PackFiles(head.pack, {**sound, document.file: document}, found, replace(written, examples={}))
    loaded = _check_all({FilePath(head.pack): files}, beside=beside or {}, today=today)[0]
    return loaded if loaded.problems else replace(loaded, pack=resolve(written)[0], written=written)


def load_all(folder: FilePath, *, today: date | None = None) -> LoadedAll:
    """Every pack of a folder, each checked in sight of the others; the same bytes are read and checked once."""
    folders = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    return _load_all(tuple((path, tuple(contents_of(path).items())) for path in folders), today)


@lru_cache(maxsize=1)
def _load_all(folders: tuple[tuple[FilePath, Contents], ...], today: date | None) -> LoadedAll:
    read_ = {path: of_contents(path.name, dict(contents)) for path, contents in folders}
    return LoadedAll(_check_all(read_, beside={}, today=today))


def _check_all(
    folders: Mapping[FilePath, PackFiles], *, beside: Mapping[str, Pack], today: date | None
) -> tuple[Loaded, ...]:
    resolved = {path: resolve(files.written) for path, files in folders.items() if files.written is not None}
    packs = dict(beside) | {folders[path].id: pack for path, (pack, _) in resolved.items()}
    unread = frozenset(files.id for files in folders.values() if files.written is None)
    loaded = []
    for path, files in folders.items():
        findings = list(files.findings)
        if path in resolved:
            pack, formula_findings = resolved[path]
            findings += _later(files, [*formula_findings, *_checked(Case(pack, files, packs, unread, today))])
        problems = problems_of(path, files.documents, findings)
        loaded.append(Loaded(files.id, None if problems else packs.get(files.id), files.written, problems))
    return tuple(loaded)


def _checked(case: Case) -> Iterable[Finding]:
    for check in CHECKS:
        yield from check(case)


def _later(files: PackFiles, findings: Iterable[Finding]) -> Iterable[Finding]:
    """Findings of the second phase, without those about parts already told to be broken."""
    for finding in findings:
        document = files.documents.get(finding.file)
        path = document.original(finding.path) if document else finding.path
        if document is None or path not in document.broken:
            yield Finding(finding.code, finding.file, path, finding.words, finding.on_key, finding.offset)


def problems_of(
    folder: FilePath, documents: Mapping[str, Document], findings: Iterable[Finding]
) -> tuple[Problem, ...]:
    """Findings with their places and wording, sorted by file and line, each once."""
    found = {}
    for finding in findings:
        document = documents.get(finding.file)
        place = document.place(finding) if document else None
        line, column = (place.line, place.column) if place else (1, 1)
        problem = told(finding, (folder / finding.file).as_posix(), line, column)
        found[(problem, problem.message.en)] = problem
    return tuple(sorted(found.values()))


def told(finding: Finding, file: str, line: int, column: int) -> Problem:
    """A finding in words."""
    code = TABLE[finding.code]
    return Problem(
        file, line, column, code.id, _filled(code.message, finding.words), _filled(code.remedy, finding.words)
    )


def _filled(text: Text, words: Mapping[str, Word]) -> Text:
    zh = {key: word.zh if isinstance(word, Text) else word for key, word in words.items()}
    en = {key: word.en if isinstance(word, Text) else word for key, word in words.items()}
    return Text(text.zh.format_map(zh), text.en.format_map(en))
