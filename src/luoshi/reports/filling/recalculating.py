"""The mark in a workbook that has the program compute all formulas when it opens the file."""

import re

from luoshi.reports.filling.package import Part
from luoshi.reports.filling.sheets import in_utf8

_CALC = re.compile(r"<((?:\w+:)?)calcPr\b([^>]*?)(/?)>")
_FULL = re.compile(r"""\s+fullCalcOnLoad\s*=\s*("[^"]*"|'[^']*')""")
_BEFORE = ("definedNames", "externalReferences", "functionGroups", "sheets")


def with_full_calculation(part: Part) -> Part:
    """The workbook's part with that mark; nothing else in it changes."""
    text = in_utf8(part.content()).decode()
    found = _CALC.search(text)
    if found:
        marked = f'<{found[1]}calcPr{_FULL.sub("", found[2])} fullCalcOnLoad="1"{found[3]}>'
        return part.with_content((text[: found.start()] + marked + text[found.end() :]).encode())
    for name in _BEFORE:
        ends = re.search(rf"</((?:\w+:)?){name}>|<((?:\w+:)?){name}\s*/>", text)
        if ends:
            marked = f'<{ends[1] or ends[2] or ""}calcPr fullCalcOnLoad="1"/>'
            return part.with_content((text[: ends.end()] + marked + text[ends.end() :]).encode())
    return part
