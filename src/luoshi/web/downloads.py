"""A short list as a CSV file that office programs open."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

from luoshi.sheets.writing import harmless


def csv_answer(name: str, rows: Iterable[Sequence[str]]) -> HttpResponse:
    """The rows as an attachment, with the mark by which Excel knows UTF-8; no cell runs as a formula."""
    text = StringIO()
    csv.writer(text).writerows([harmless(cell) for cell in row] for row in rows)
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
