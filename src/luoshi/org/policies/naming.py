"""Refusals about the names of units."""

from collections.abc import Mapping

from luoshi.org.models import NameKind, Unit
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def check_new_title(unit: Unit, old: Mapping[NameKind, str], new: Mapping[NameKind, str]) -> None:
    """A renaming changes something."""
    if old == new:
        raise named_already(unit, unit.title)


def named_already(unit: Unit, name: str) -> Refused:
    """The refusal of a name that the unit has on those days."""
    return Refused(
        "org.named_already",
        reason=Text(f"该单位在这些日期已用“{name}”这一名称。", f"The unit is called {name} on those days already."),
        remedy=Text("无需再办，或改用不重叠的日期。", "Nothing is left to do, or choose days that do not overlap."),
        where=unit.code,
    )
