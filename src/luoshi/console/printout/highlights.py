"""Chosen figures in the terminal, each with what it was made from."""

from collections.abc import Sequence

from luoshi.console.printout.columns import aligned
from luoshi.measures.figures import Figure

LIGHTS = {"green": ("绿", "green"), "yellow": ("黄", "yellow"), "red": ("红", "red"), "": ("", "")}


def lines(figures: Sequence[Figure], language: str) -> list[str]:
    """One line for each figure: what it is called, how it came about, its colour where it has one."""
    return aligned(
        (each.measure.title.in_(language), each.working.in_(language), LIGHTS[each.light][language != "zh"])
        for each in figures
    )


def summary(figures: Sequence[Figure]) -> dict[str, object]:
    """Each figure by its measure's name, with numerator and denominator where it has them."""
    return {
        each.measure.id: {
            "text": each.text.en,
            "numerator": None if each.numerator is None else str(each.numerator),
            "denominator": None if each.denominator is None else str(each.denominator),
            "expected": each.measure.expected,
        }
        for each in figures
    }
