"""What a change of the staff quota must say."""

from luoshi.org.models import Unit
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def check_quota(unit: Unit, number: int, present: int, basis: str) -> None:
    """A change changes something, names its document, and never takes more than there is."""
    if number and present + number >= 0 and basis.strip():
        return
    raise Refused(
        "org.bad_quota",
        reason=Text(
            f"“{unit.title}”现有{present}个编制，不能变动{number:+d}个，或未写明文件依据。",
            f"{unit.title} has {present}; it cannot change by {number:+d}, or the document is not named.",
        ),
        remedy=Text("核对数量并写明批准文件。", "Check the number and name the document."),
        where=unit.code,
    )
