"""Published figures beside the computed ones, line by line, with what the publication leaves unsaid."""

from collections.abc import Sequence

from luoshi.console.printout.columns import aligned
from luoshi.measures.comparing import Compared

MARKS = {True: "✓", False: "✗"}


def lines(compared: Sequence[Compared], language: str) -> list[str]:
    """Two lines for each figure: the sentence it stands in and both values; below it what is left unsaid."""
    rows = [
        (each.published.row, f"〔{each.published.source}〕", each.published.quote, _computed(each, language))
        for each in compared
    ]
    told = []
    for line, each in zip(aligned(rows, most=36), compared, strict=True):
        told.append(line)
        if unsaid := each.unsaid.in_(language):
            told.append(f"        └ {'未说明' if language == 'zh' else 'unsaid'}: {unsaid}")
    return told


def _computed(each: Compared, language: str) -> str:
    working = each.figure.working.in_(language)
    text = working if any(sign in working for sign in "/←") else each.figure.text.in_(language)
    return f"{MARKS[each.agrees]} {text}"


def summary(compared: Sequence[Compared]) -> list[dict[str, object]]:
    """Each published figure with the computed one."""
    return [
        {
            "row": each.published.row,
            "source": each.published.source,
            "measure": each.published.measure,
            "published": each.published.value,
            "computed": each.figure.text.en,
            "agrees": each.agrees,
            "unsaid": each.unsaid.en,
        }
        for each in compared
    ]
