"""The table as a .pdf on A4: the type is embedded, so that it reads alike everywhere."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from luoshi.sheets.policies import refused
from luoshi.sheets.writing.books import length
from luoshi.sheets.writing.rows import clean
from luoshi.sheets.writing.shown import Head, Kind, Line, Shown, Value

FONT = "luoshi"
MOST_ROWS = 5_000  # a longer table is for a program, not for paper
SIZE, LEADING, TITLE, SMALL = 8.5, 11.5, 15, 8  # points
MARGIN, PADDING = 36, 3
MOST_LINES = 6  # of one cell
MISSING = "〓"  # stands for a sign that the type does not have, as printers do it
SAMPLE = 200
RULE, GROUND = (0.78, 0.81, 0.84), (0.90, 0.92, 0.95)
Widths = Sequence[float]


def pages_of(shown: Shown, target: Path, *, missing: str, page: Callable[[int], str]) -> None:
    """Write the table into a file; refused with more than 5,000 rows. About a second for 1,000 rows.

    `missing` is what to say under the table when signs were not to be had; `page` words the number of a page.
    """
    rows: list[Line] = []
    for line in shown.rows:
        if len(rows) == MOST_ROWS:
            raise refused("too_long_for_paper", most=MOST_ROWS)
        rows.append(line)
    _Pages(shown, rows, target, missing, page).write()


def font() -> str:
    """The type, read once in a process."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        try:
            pdfmetrics.registerFont(TTFont(FONT, str(settings.SHEETS["font"])))
        except (TTFError, OSError):
            raise refused("no_font") from None
    return FONT


@dataclass
class _Pages:
    shown: Shown
    rows: Sequence[Line]
    target: Path
    missing: str
    page: Callable[[int], str]
    lost: int = 0

    def write(self) -> None:
        """All pages."""
        self.font = font()
        self.signs = pdfmetrics.getFont(self.font).face.charToGlyph
        self.width, self.height = landscape(A4)
        self.canvas = Canvas(str(self.target), pagesize=(self.width, self.height), pageCompression=1)
        self.canvas.setTitle(self.shown.title)
        self.widths = self._widths()
        self.number, self.y = 1, self.height - MARGIN
        self._title()
        self._head()
        for line in self.rows:
            self._row(line)
        self._foot()
        self.canvas.save()

    def _title(self) -> None:
        self.y -= TITLE
        self._text(MARGIN, self.y, self._had(self.shown.title), TITLE)
        for said in (self.shown.said, self.shown.made):
            for part in self._wrapped(said, self.width - 2 * MARGIN, SMALL, 3) if said else ():
                self.y -= SMALL + 4
                self._text(MARGIN, self.y, part, SMALL)
        self.y -= 8

    def _head(self) -> None:
        titles = tuple(head.title for head in self.shown.columns)
        self._draw([self._wrapped(text, width - 2 * PADDING, SIZE, 3) for text, width in self._beside(titles)], True)

    def _row(self, line: Line) -> None:
        texts = tuple(as_text(value) for value in line.values)
        cells = [self._wrapped(text, width - 2 * PADDING, SIZE, MOST_LINES) for text, width in self._beside(texts)]
        tall = max(map(len, cells), default=1) * LEADING + 2 * PADDING
        if self.y - tall < MARGIN + SMALL:
            self._foot()
            self.canvas.showPage()
            self.number, self.y = self.number + 1, self.height - MARGIN
            self._head()
        self._draw(cells, line.strong)

    def _beside(self, texts: Iterable[str]) -> Iterator[tuple[str, float]]:
        return zip(texts, self.widths, strict=False)

    def _draw(self, cells: Sequence[Sequence[str]], strong: bool) -> None:
        tall = max(map(len, cells), default=1) * LEADING + 2 * PADDING
        x, bottom = float(MARGIN), self.y - tall
        self.canvas.setStrokeColorRGB(*RULE)
        for index, (lines, width) in enumerate(zip(cells, self.widths, strict=False)):
            self.canvas.setFillColorRGB(*GROUND)
            self.canvas.rect(x, bottom, width, tall, stroke=1, fill=1 if strong else 0)
            right = self.shown.columns[index].kind is Kind.NUMBER
            for place, text in enumerate(lines):
                baseline = self.y - PADDING - SIZE - place * LEADING
                at = x + width - PADDING - self._wide(text, SIZE) if right else x + PADDING
                self._text(at, baseline, text, SIZE)
            x += width
        self.y = bottom

    def _foot(self) -> None:
        if self.lost:
            self._text(MARGIN, MARGIN - SMALL, self._had(self.missing), SMALL)
        text = self.page(self.number)
        self._text(self.width - MARGIN - self._wide(text, SMALL), MARGIN - SMALL, text, SMALL)

    def _text(self, x: float, y: float, text: str, size: float) -> None:
        self.canvas.setFillColorRGB(0.1, 0.12, 0.15)
        self.canvas.setFont(self.font, size)
        self.canvas.drawString(x, y, text)

    def _wide(self, text: str, size: float) -> float:
        return float(pdfmetrics.stringWidth(text, self.font, size))

    def _had(self, text: str) -> str:
        """The text in signs the type has."""
        known = "".join(sign if ord(sign) in self.signs else MISSING for sign in clean(text).replace("\t", " "))
        self.lost += known.count(MISSING) - text.count(MISSING)
        return known

    def _wrapped(self, text: str, width: float, size: float, most: int) -> list[str]:
        """Lines of at most a width; what does not fit ends with an ellipsis."""
        lines: list[str] = []
        for part in clean(text).split("\n"):
            rest = self._had(part)
            while rest:
                fits = self._fitting(rest, width, size)
                lines.append(rest[:fits])
                rest = rest[fits:]
        if len(lines) > most:
            last = lines[most - 1]
            lines = [*lines[: most - 1], last[: max(1, len(last) - 1)] + "…"]
        return lines or [""]

    def _fitting(self, text: str, width: float, size: float) -> int:
        """How many signs go into a line, at least one; a word of letters is not cut after a space."""
        total = 0.0
        for place, sign in enumerate(text):
            total += self._wide(sign, size)
            if total > width and place:
                space = text.rfind(" ", 0, place)
                return space + 1 if space > 0 and text[place].isascii() and text[place] != " " else place
        return len(text)

    def _widths(self) -> list[float]:
        """All of the paper's width, shared by how long the texts of a column are."""
        wanted = [_wanted(head, [line.values[i : i + 1] for line in self.rows[:SAMPLE]])
                  for i, head in enumerate(self.shown.columns)]  # fmt: skip
        room = self.width - 2 * MARGIN
        return [room * part / sum(wanted) for part in wanted]


def _wanted(head: Head, cells: Sequence[tuple[Value, ...]]) -> int:
    longest = max((length(as_text(value)) for cell in cells for value in cell), default=0)
    return max(6, min(30, max(longest, length(head.title) // 2)))


def as_text(value: Value) -> str:
    """A value on paper; a number with separators.

    >>> as_text(Decimal("12000.50")), as_text(None)
    ('12,000.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        whole, point, decimals = f"{value:,f}".partition(".")
        return f"{whole}{point}{decimals.rstrip('0')}".rstrip(".")
    return str(value)
