"""Reads an ASCII table of a spec: a line of headings, then one case per line, cells between bars."""


def rows(table: str) -> list[tuple[str, ...]]:
    """The cells of each case, without the line of headings; empty lines and rules of dashes are skipped."""
    lines = [line.strip() for line in table.splitlines()]
    cases = [line for line in lines if line and not set(line) <= set("|-+ ")]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in cases]
    widths = {len(case) for case in cells}
    if len(widths) != 1:
        raise ValueError(f"the lines of the table differ in their number of cells: {sorted(widths)}")
    return cells[1:]
