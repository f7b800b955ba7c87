"""Texts that a spreadsheet program would run as a formula, made mere text again."""

import re
import unicodedata

_NUMBER = re.compile(r"-\d[\d,]*(\.\d+)?%?", re.ASCII)


def runs(text: str) -> bool:
    r"""Whether a spreadsheet program might run a cell, also behind spaces or written full width.

    Plain negative numbers do not run.

    >>> runs("=1+1"), runs("\uff1dcmd"), runs(" @SUM(A1)"), runs("-12.5"), runs("-1,200"), runs("-2+3"), runs("东桥")
    (True, True, True, False, False, True, False)
    """
    if text[:1] in ("\t", "\r", "\n"):
        return True
    first = unicodedata.normalize("NFKC", text.lstrip("\ufeff \t\r\n\u3000")[:1])
    return first in ("=", "+", "@") or (first == "-" and not _NUMBER.fullmatch(text.strip()))


def harmless(text: str) -> str:
    """The cell with an apostrophe before it where it would run, which spreadsheet programs take as "this is text"."""
    return f"'{text}" if runs(text) else text


def unharmed(text: str) -> str:
    """The cell as it was before `harmless`, when a file we wrote is read again.

    >>> unharmed("'=1+1"), unharmed("'s-Hertogenbosch")
    ('=1+1', "'s-Hertogenbosch")
    """
    return text[1:] if text.startswith("'") and runs(text[1:]) else text
