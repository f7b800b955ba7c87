"""Whether a figure has happened (实际) or is expected to (预计)."""

from enum import StrEnum

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


class Standing(StrEnum):
    """预计 is never counted as done; it stays marked wherever the figure goes."""

    ACTUAL = "actual"
    EXPECTED = "expected"

    def mark(self, language: str = "zh") -> str:
        """What is printed behind an expected figure; nothing behind an actual one."""
        if self is Standing.ACTUAL:
            return ""
        return Text("（预计）", " (expected)").in_(language)

    def beside(self, other: "Standing") -> "Standing":
        """The standing of a difference or rate: expected as soon as one side is."""
        return Standing.EXPECTED if Standing.EXPECTED in (self, other) else Standing.ACTUAL


def check_same_standing(left: Standing, right: Standing) -> None:
    """Refuses to add what is expected to what has happened (R016)."""
    if left is right:
        return
    raise Refused(
        "figures.expected_with_actual",
        reason=Text("预计数不能与实际完成数相加。", "An expected figure cannot be added to an actual one."),
        remedy=Text(
            "分两栏列出，或等预计数核实为实际数后再合计。",
            "List them in two columns, or add them once verified.",
        ),
    )
