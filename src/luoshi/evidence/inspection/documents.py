"""PDF by PDFium, older Word and Excel files by their directory: opened, not believed."""

from pathlib import Path
from typing import Any

import olefile
import pypdfium2

from luoshi.evidence.inspection.pictures import PREVIEW_QUALITY, PREVIEW_SIDE
from luoshi.evidence.inspection.verdicts import Unfit

TAIL = 4096  # bytes in which a PDF has to end
_MACROS = {"macros", "_vba_project_cur", "vba"}


def take_pdf(source: Path, folder: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """A PDF that opens without a password and ends where it says it does."""
    with source.open("rb") as stream:
        stream.seek(max(0, source.stat().st_size - TAIL))
        _head, found, rest = stream.read().rpartition(b"%%EOF")
    if not found or rest.strip(b"\r\n\t \0"):
        raise Unfit("polyglot")
    _open(source).close()
    return {"format": "pdf"}


def _open(source: Path) -> Any:
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise Unfit("encrypted" if "password" in str(error).lower() else "damaged") from error
    if len(document) == 0:
        raise Unfit("damaged")
    return document


def preview(source: Path, folder: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """The first page as a small picture."""
    page = _open(source)[0]
    longest = max(page.get_size())
    if longest <= 0:
        raise Unfit("damaged")
    picture = page.render(scale=PREVIEW_SIDE / longest).to_pil().convert("RGB")
    picture.save(folder / "preview", "JPEG", quality=PREVIEW_QUALITY)
    return {}


def take_ole(source: Path, folder: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """`doc` or `xls` by the streams inside; one with macros, or behind a password, is not taken."""
    with olefile.OleFileIO(source) as document:
        names = {part.lower() for path in document.listdir(streams=True, storages=True) for part in path}
    if "encryptedpackage" in names:
        raise Unfit("encrypted")
    if names & _MACROS:
        raise Unfit("macros")
    if "worddocument" in names:
        return {"format": "doc"}
    if names & {"workbook", "book"}:
        return {"format": "xls"}
    raise Unfit("unknown")
