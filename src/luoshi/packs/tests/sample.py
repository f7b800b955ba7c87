"""The pack that `luoshi packs new` writes, as a folder tests may spoil."""

from pathlib import Path

from luoshi.packs.codes import Edit
from luoshi.packs.codes.page import SAMPLE, filled
from luoshi.packs.load import Loaded, load
from luoshi.packs.scaffolding import write


def sample(folder: Path) -> Path:
    """A fresh sample pack."""
    write(folder, *SAMPLE)
    return folder / SAMPLE[0]


def spoil(pack: Path, edit: Edit) -> int:
    """Applies an edit and tells the line it begins on."""
    path = pack / edit.file
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    right, wrong = filled(edit)
    assert right in text, f"{edit.file} does not contain {right!r}"
    before = text[: text.index(right)] if right else text
    path.write_text(text.replace(right, wrong, 1) if right else text + wrong, encoding="utf-8")
    return before.count("\n") + 1


def spoilt(folder: Path, *edits: Edit) -> Loaded:
    """The sample with several mistakes, loaded."""
    pack = sample(folder)
    for edit in edits:
        spoil(pack, edit)
    return load(pack)
