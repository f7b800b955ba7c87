"""Text as rows: its encoding and its separator are found, not asked for. No Django here."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from luoshi.evidence.inspection.verdicts import Unfit

ENCODINGS = ("utf-8-sig", "gb18030")
SEPARATORS = ("\t", ",", ";", "|", "，", "；")
SAMPLE = 60  # lines looked at


def text_rows(source: Path) -> tuple[Iterator[list[Any]], dict[str, str]]:
    """The rows, and {"encoding", "separator"} as found."""
    encoding = _encoding_of(source)
    with source.open(encoding=encoding, newline="") as stream:
        lines = [line for _place, line in zip(range(SAMPLE), stream, strict=False)]
    separator = separator_of(lines)
    return _rows(source, encoding, separator), {"encoding": encoding, "separator": separator}


def _encoding_of(source: Path) -> str:
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with source.open("rb") as stream:
                while piece := stream.read(1 << 20):
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Unfit("damaged")


def separator_of(lines: list[str]) -> str:
    """The separator that cuts most lines into the same number of parts, more parts before fewer.

    >>> separator_of(["a;b;c\\n", "1,5;2;3\\n"]), separator_of(["名称\\n", "东桥\\n"])
    (';', ',')
    """
    filled = [line for line in lines if line.strip()]
    best, most = ",", (0, 0)
    for separator in SEPARATORS:
        widths = [len(row) for row in csv.reader(filled, delimiter=separator)]
        wide = [width for width in widths if width > 1]
        common = max(set(wide), key=lambda width: (wide.count(width), width), default=0)
        score = (wide.count(common), common)
        if score > most:
            best, most = separator, score
    return best


def _rows(source: Path, encoding: str, separator: str) -> Iterator[list[Any]]:
    with source.open(encoding=encoding, newline="") as stream:
        yield from csv.reader(stream, delimiter=separator)
