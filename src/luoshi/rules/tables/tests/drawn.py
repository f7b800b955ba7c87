"""Sheets drawn as text: columns by |, what is merged marked by < (goes on to the right) and ^ (goes on downwards)."""

from luoshi.rules.tables.grid import Grid, Span, grid_of


def drawn(text: str) -> Grid:
    """A grid as drawn; `_` keeps the indent of a text."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in text.strip().splitlines()]
    spans: list[Span] = []
    for row, line in enumerate(rows):
        for column, cell in enumerate(line):
            if cell in ("<", "^"):
                continue
            right = column
            while right + 1 < len(line) and line[right + 1] == "<":
                right += 1
            below = row
            while below + 1 < len(rows) and column < len(rows[below + 1]) and rows[below + 1][column] == "^":
                below += 1
            if (right, below) != (column, row):
                spans.append((row + 1, column + 1, below + 1, right + 1))
    texts = [["" if cell in ("<", "^") else cell.replace("_", " ") for cell in line] for line in rows]
    return grid_of(texts, spans)
