"""Starting the child on a file, and its answer as values; a child that dies or dawdles is an answer too."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from luoshi.evidence.confined import ask
from luoshi.evidence.formats import FORMATS, Family
from luoshi.evidence.limits import limits
from luoshi.evidence.policies import refused

CHILD = "luoshi.evidence.inspection.child"


@dataclass(frozen=True, slots=True)
class Found:
    """What a file was found to be; `kept` is what is to be kept of it, `preview` a small picture if there is one."""

    format: str
    kept: Path
    preview: Path | None = None
    width: int | None = None
    height: int | None = None
    signs: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    taken: str = ""


@contextmanager
def examine(source: Path, guessed: str, *, name: str, keeps_place: bool) -> Iterator[Found]:
    """Look into a file; what the child wrote is there until the end of the block. Refuses what is not taken."""
    with tempfile.TemporaryDirectory(dir=source.parent) as told:
        folder = Path(told)
        answer = _ask(source, folder, guessed, name=name, keeps_place=keeps_place)
        kept, preview_ = folder / "kept", folder / "preview"
        place = {each: Decimal(answer[each]) for each in ("latitude", "longitude") if each in answer}
        yield Found(
            format=answer["format"],
            kept=kept if kept.exists() else source,
            preview=preview_ if preview_.exists() else None,
            width=answer.get("width"),
            height=answer.get("height"),
            signs=answer.get("signs", ""),
            taken=answer.get("taken", ""),
            **place,
        )


@contextmanager
def preview(source: Path, format_id: str) -> Iterator[Path | None]:
    """A small JPEG of what is kept, for pictures and PDF; nothing for other formats. Half a second at most."""
    family = FORMATS[format_id].family
    if family not in (Family.IMAGE, Family.PDF):
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        _ask(source, Path(folder), f"preview_{family}", name="", keeps_place=False)
        yield Path(folder) / "preview"


def _ask(source: Path, folder: Path, task: str, *, name: str, keeps_place: bool) -> dict[str, Any]:
    most = limits()
    wanted = {
        "task": task,
        "name": name,
        "keeps_place": keeps_place,
        "pixels": most.pixels,
        "memory": most.memory,
        "seconds": most.seconds,
    }
    answer = ask(CHILD, source, folder, wanted)
    if "unfit" in answer:
        raise refused(answer["unfit"], name=name, **answer.get("words", {}))
    return answer
