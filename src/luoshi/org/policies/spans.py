"""Refusals about days: a unit that does not exist on a day, an end before a start, a day still to come."""

from datetime import date

from luoshi.org.models import Dated, Unit
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def check_exists(unit: Unit, since: date, until: date | None) -> None:
    """Refuse unless the unit exists on every day of the span."""
    if not unit.covers(since, until):
        raise not_there(unit, since, successors=())


def not_there(unit: Unit, on: date, *, successors: tuple[Unit, ...]) -> Refused:
    """The refusal of a unit on a day outside its life: it tells the life, and who carries its work."""
    end_zh, end_en = (f"至{unit.valid_to}（不含）", f" until {unit.valid_to}") if unit.valid_to else ("起", "")
    names = "、".join(f"{heir.title}（{heir.code}）" for heir in successors)
    english = ", ".join(f"{heir.title} ({heir.code})" for heir in successors)
    return Refused(
        "org.not_on_that_day",
        reason=Text(
            f"“{unit.title}”在{on}不存在：它的存续期为{unit.valid_from}{end_zh}。",
            f"{unit.title} does not exist on {on}: it exists from {unit.valid_from}{end_en}.",
        ),
        remedy=Text(
            f"改用继任单位{names}。" if names else "更正日期，或改选当日存在的单位。",
            f"Use its successor: {english}." if names else "Correct the day, or choose a unit that exists on it.",
        ),
        where=unit.code,
    )


def check_not_ahead(on: date, today: date) -> None:
    """The present tree is never changed ahead of time: its paths say what is, not what will be."""
    if on > today:
        raise Refused(
            "org.ahead_of_time",
            reason=Text(f"生效日期{on}尚未到来。", f"It would take effect on {on}, which is still to come."),
            remedy=Text("在生效当日或之后登记。", "Enter it on that day or later, with that day as its date."),
        )


def check_can_end(row: Dated, on: date, *, what: Text) -> None:
    """Refuse to end something on or before its first day, or when it has ended by then anyway."""
    if row.valid_from < on and (row.valid_to is None or on < row.valid_to):
        return
    raise Refused(
        "org.overlap",
        reason=Text(
            f"{what.zh}自{row.valid_from}起{f'、{row.valid_to}止' if row.valid_to else ''}，不能在{on}终止。",
            f"{what.en} began on {row.valid_from}{f' and ends on {row.valid_to}' if row.valid_to else ''};"
            f" it cannot end on {on}.",
        ),
        remedy=Text("选择晚于起始日期、早于现有终止日期的日期。", "Choose a day after its start and before its end."),
    )
