"""Tables written out: what a page shows as .xlsx, .csv or .pdf, and empty templates to be filled in."""

from luoshi.sheets.writing.books import book_of
from luoshi.sheets.writing.harmless import harmless
from luoshi.sheets.writing.lines import lines_of
from luoshi.sheets.writing.pages import MOST_ROWS, pages_of
from luoshi.sheets.writing.shown import Head, Kind, Line, Shown, Value

__all__ = ["MOST_ROWS", "Head", "Kind", "Line", "Shown", "Value", "book_of", "harmless", "lines_of", "pages_of"]
