"""The files of a pack's folder, each read and held against its grammar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TypeVar

from pydantic import BaseModel

from luoshi.packs.forms import form_of
from luoshi.packs.grammar import (
    CadencesForm,
    ElementsForm,
    ExamplesForm,
    MeasuresForm,
    PackForm,
    PublishedForm,
    RegisterForm,
)
from luoshi.packs.problems import Finding
from luoshi.packs.source import Document, read
from luoshi.packs.written import Written

HEAD = "pack.yaml"
_SINGLE = (HEAD, "measures.yaml", "published.yaml", "cadences.yaml", "elements.yaml")
_FOLDERS = ("registers", "examples")
Kind = TypeVar("Kind", bound=BaseModel)
Contents = tuple[tuple[str, bytes | None], ...]


@dataclass(slots=True)
class PackFiles:
    """A pack as read: its documents, and its written form when the head is sound."""

    id: str
    documents: dict[str, Document] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    written: Written | None = None

    def is_broken(self, file: str, *path: str | int) -> bool:
        """Whether a part is written but could not be taken over."""
        document = self.documents.get(file)
        return document is not None and (path in document.broken or document.value is None)


def read_folder(folder: FilePath) -> PackFiles:
    """Reads every file of the folder; anything without a place in a pack is a finding."""
    return of_contents(folder.name, contents_of(folder))


def contents_of(folder: FilePath) -> dict[str, bytes | None]:
    """What stands in a folder, by file name; None for something that is not a plain file."""
    return {file: _content(folder / file) for file in _files(folder)}


def of_contents(pack: str, contents: Mapping[str, bytes | None]) -> PackFiles:
    """The same from contents by file name; None stands for something that is not a plain file."""
    files = PackFiles(pack)
    for file, content in sorted(contents.items()):
        if content is None or not _belongs(file):
            files.findings.append(Finding("LS101", file, words={"name": file}))
        else:
            files.documents[file] = read(file, content)
    files.findings += [Finding("LS102", file, words={"name": file}) for file in _missing(files)]
    files.written = _written(files)
    files.findings += [finding for document in files.documents.values() for finding in document.findings]
    return files


def _files(folder: FilePath) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if not path.is_dir()]


def _content(path: FilePath) -> bytes | None:
    """A link is not followed: it could lead out of the pack."""
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _belongs(file: str) -> bool:
    folder, _, name = file.rpartition("/")
    return file in _SINGLE or (folder in _FOLDERS and name.endswith(".yaml") and not name.startswith("."))


def _missing(files: PackFiles) -> list[str]:
    has_register = any(file.startswith("registers/") for file in files.documents)
    return [*([] if HEAD in files.documents else [HEAD]), *([] if has_register else ["registers/*.yaml"])]


def _written(files: PackFiles) -> Written | None:
    documents = files.documents
    head = _form(documents, HEAD, PackForm)
    registers = {file: form_of(documents[file], RegisterForm) for file in documents if file.startswith("registers/")}
    examples = {file: form_of(documents[file], ExamplesForm) for file in documents if file.startswith("examples/")}
    measures = _form(documents, "measures.yaml", MeasuresForm)
    published = _form(documents, "published.yaml", PublishedForm)
    cadences = _form(documents, "cadences.yaml", CadencesForm)
    elements = _form(documents, "elements.yaml", ElementsForm)
    if head is None:
        return None
    return Written(
        pack=head,
        registers={file: form for file, form in registers.items() if form is not None},
        measures=measures,
        published=published,
        cadences=cadences,
        elements=elements,
        examples={file: form for file, form in examples.items() if form is not None},
    )


def _form(documents: Mapping[str, Document], file: str, kind: type[Kind]) -> Kind | None:
    """The written form of a file that a pack has once at most."""
    return form_of(documents[file], kind) if file in documents else None
