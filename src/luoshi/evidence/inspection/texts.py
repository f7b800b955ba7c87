"""Plain text: readable as UTF-8 or GB 18030, without control characters, and no page of markup."""

import codecs
import re
from pathlib import Path
from typing import Any

from luoshi.evidence.inspection.verdicts import Unfit

CHUNK = 1 << 20
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\s*<(!doctype|\?xml|html|head|body|script|svg|iframe|meta|!--)", re.I)


def take(source: Path, folder: Path, wanted: dict[str, Any]) -> dict[str, Any]:
    """`csv` where the name says so, else `txt`: both are served alike, as something to save."""
    if not any(_reads_as(source, encoding) for encoding in ("utf-8-sig", "gb18030")):
        raise Unfit("unknown")
    return {"format": "csv" if str(wanted["name"]).lower().endswith(".csv") else "txt"}


def _reads_as(source: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with source.open("rb") as stream:
        first = True
        while True:
            piece = stream.read(CHUNK)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError:
                return False
            if first and _MARKUP.match(text):
                raise Unfit("markup")
            if _CONTROL.search(text):
                return False
            first = False
            if not piece:
                return True
