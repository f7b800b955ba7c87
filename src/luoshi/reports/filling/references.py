"""References in a formula: found, moved with their cell, and shifted where rows are inserted."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from luoshi.reports.filling.places import MOST_COLUMN, MOST_ROW, column_of, name_of

_TOKEN = re.compile(
    r"""
    (?P<text>"(?:[^"]|"")*")
  | (?P<ref>(?P<on>(?:'(?:[^']|'')+'|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?|\[\d+\][\w.]*)!)?
      (?:(?P<cells>\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)
        |(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})
        |(?P<rows>\$?\d{1,7}:\$?\d{1,7}))
      (?![\w.(!]))
  | (?P<error>\#[A-Z/0]+[!?]?)
  | (?P<call>[^\W\d][\w.]*\()
  | (?P<number>\d+\.?\d*(?:[Ee][+-]?\d+)?|\.\d+(?:[Ee][+-]?\d+)?)
  | (?P<name>(?:'(?:[^']|'')+'!|\[[^\]]*\]|[^\W\d][\w.]*!)?[^\W\d\[][\w.?\\]*)
  | (?P<space>\s+)
  | (?P<sign><=|>=|<>|[-+*/^&=<>(),%{};:!\[\]'@\#.])
    """,
    re.VERBOSE,
)
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula; `on` names the sheet of a reference, with its quotes gone."""

    kind: str
    text: str
    on: str = ""
    shape: str = ""
    ref: str = ""
    lead: str = ""


def tokens(formula: str) -> Iterator[Token]:
    """The pieces of a formula, together the formula; what is no known piece comes as `unknown`."""
    at = 0
    while at < len(formula):
        found = _TOKEN.match(formula, at)
        if found is None:
            yield Token("unknown", formula[at])
            at += 1
            continue
        at = found.end()
        if found["ref"] is not None:
            yield _reference(found)
        else:
            yield Token(next(kind for kind, text in found.groupdict().items() if text is not None), found.group())


def _reference(found: re.Match[str]) -> Token:
    lead = found["on"] or ""
    on = lead[:-1]
    if on.startswith("'"):
        on = on[1:-1].replace("''", "'")
    shape = next(each for each in ("cells", "columns", "rows") if found[each] is not None)
    return Token("ref", found.group(), on, shape, found[shape], lead)


def span_of(token: Token) -> tuple[int, int, int, int]:
    """The cells a reference covers: top, left, bottom, right."""
    first, _, last = token.ref.replace("$", "").partition(":")
    if token.shape == "columns":
        return 1, column_of(first), MOST_ROW, column_of(last)
    if token.shape == "rows":
        return int(first), 1, int(last), MOST_COLUMN
    (top, left), (bottom, right) = (_corner(each) for each in (first, last or first))
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _corner(text: str) -> tuple[int, int]:
    found = _CELL.fullmatch(text)
    return (int(found[4]), column_of(found[2])) if found else (1, 1)


def moved(formula: str, down: int, right: int) -> str:
    """The formula as it reads in a cell further down and to the right: what is not fixed with $ moves along.

    >>> moved('A1+$B$2*SUM(C:C)&"A1"', 2, 1)
    'B3+$B$2*SUM(D:D)&"A1"'
    """
    return "".join(_moved(each, down, right) for each in tokens(formula))


def _moved(token: Token, down: int, right: int) -> str:
    if token.kind != "ref":
        return token.text
    return token.lead + ":".join(_corner_moved(each, down, right) for each in token.ref.split(":"))


def _corner_moved(text: str, down: int, right: int) -> str:
    found = re.fullmatch(r"(\$?)([A-Za-z]*)(\$?)(\d*)", text)
    if found is None:
        return text
    fixed, letters, row_fixed, row = found.groups()
    if not letters:  # a whole row: its one $ stands before the number
        fixed, row_fixed = "", fixed or row_fixed
    if letters and not fixed:
        letters = name_of(1, column_of(letters) + right)[:-1] if column_of(letters) + right > 0 else letters
    if row and not row_fixed:
        row = str(max(1, int(row) + down))
    return f"{fixed}{letters}{row_fixed}{row}"


Shift = Callable[[int, bool], int]
"""Where a row goes; the flag asks for the end of a range, which grows with rows inserted at it."""


def shifted(formula: str, here: str, sheet: str, shift: Shift) -> str:
    """The formula after rows were inserted into `sheet`; `here` is the sheet it stands on.

    >>> shifted("SUM(D5:D6)+D8-Other!D8", "Form", "Form", lambda row, end: row + 3 * (row >= 6 if end else row > 6))
    'SUM(D5:D9)+D11-Other!D8'
    """
    return "".join(_shifted(each, here, sheet, shift) for each in tokens(formula))


def _shifted(token: Token, here: str, sheet: str, shift: Shift) -> str:
    if token.kind != "ref" or token.shape == "columns" or (token.on or here).casefold() != sheet.casefold():
        return token.text
    return token.lead + area_shifted(token.ref, shift)


def area_shifted(ref: str, shift: Shift) -> str:
    """A cell stays one cell; a range that ends where rows were inserted grows."""
    first, _, last = ref.partition(":")
    if not last:
        return _row_shifted(first, shift, False)
    return f"{_row_shifted(first, shift, False)}:{_row_shifted(last, shift, True)}"


def _row_shifted(text: str, shift: Shift, end: bool) -> str:
    found = re.fullmatch(r"(.*?)(\d+)", text)
    return f"{found[1]}{min(MOST_ROW, shift(int(found[2]), end))}" if found else text
