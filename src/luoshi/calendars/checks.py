"""What a year's file must satisfy beyond its form, and what the years must satisfy together."""

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from luoshi.calendars.arrangement import Arrangement, Break, Place
from luoshi.calendars.source import Problem, Source
from luoshi.rules.festivals import law_in, statutory_days
from luoshi.rules.texts import Text
from luoshi.rules.workdays import falls_on_weekend

DECEMBER = 12
COMPARE = Text("请与通知原文逐日核对。", "Compare the days with the notice one by one.")


def check_arrangement(source: Source, arrangement: Arrangement, *, statutory: bool) -> None:
    """One file: its name, its days, and the order of its amendments."""
    if PurePath(source.file).stem != str(arrangement.year):
        report_name(source, arrangement)
        return
    for breaks in (arrangement.breaks, *(amendment.breaks for amendment in arrangement.amendments)):
        check_days(source, arrangement.year, breaks)
    check_once(source, arrangement.breaks)
    if arrangement.amendments:
        check_once(source, arrangement.in_force())
        check_order(source, arrangement)
    if statutory:
        check_statutory(source, arrangement)


def report_name(source: Source, arrangement: Arrangement) -> None:
    """The file is not named after its year; its days are not judged, since either may be wrong."""
    source.report(
        arrangement.place,
        "calendar.year",
        Text("文件名与年份不一致。", "The file name and the year differ."),
        Text("文件名应为“年份.yaml”，年份为四位数字。", "Name the file <year>.yaml, the year in four digits."),
    )


def check_days(source: Source, year: int, breaks: tuple[Break, ...]) -> None:
    """Days lie in the year or in the December before it, and worked days are weekend days."""
    for item in breaks:
        for day in item.days:
            if day.year != year and (day.year, day.month) != (year - 1, DECEMBER):
                source.report(
                    item.place,
                    "calendar.outside_year",
                    Text(f"{day}不在{year}年内。", f"{day} does not lie in {year}."),
                    COMPARE,
                )
        for day in item.worked:
            if not falls_on_weekend(day):
                source.report(
                    item.place,
                    "calendar.not_a_weekend",
                    Text(
                        f"{day}本来就是工作日，不能调休上班。",
                        f"{day} is worked anyway and cannot make up for a day.",
                    ),
                    COMPARE,
                )


def check_once(source: Source, breaks: tuple[Break, ...]) -> None:
    """No day is spoken of twice."""
    seen = set()
    for item in breaks:
        for day in item.days:
            if day in seen:
                source.report(
                    item.place,
                    "calendar.twice",
                    Text(f"{day}出现了两次。", f"{day} stands twice."),
                    Text("同一天只能放假或上班，且只写一次。", "A day is either off or worked, and is written once."),
                )
            seen.add(day)


def check_order(source: Source, arrangement: Arrangement) -> None:
    """Amendments stand in the order in which they were issued, behind the notice they change."""
    issued = [notice.issued for notice in arrangement.notices() if notice.issued]
    if issued != sorted(issued):
        source.report(
            arrangement.amendments[0].notice.place,
            "calendar.order",
            Text("调整通知未按发文日期排列。", "The amendments are not in the order of their dates."),
            Text("请按发文日期从早到晚排列。", "Put the earliest first."),
        )


def check_statutory(source: Source, arrangement: Arrangement) -> None:
    """Every statutory day is off; a notice may move working days but not festivals."""
    off = {day for item in arrangement.in_force() for day in item.off}
    for day, festival in statutory_days(arrangement.year):
        if day not in off:
            document = law_in(arrangement.year).document
            source.report(
                arrangement.place,
                "calendar.festival_worked",
                Text(
                    f"{festival.label.zh}{day}依{document}应当放假。",
                    f"{festival.label.en}, {day}, is off by {document}.",
                ),
                COMPARE,
            )


def check_years(years: Mapping[int, Arrangement]) -> Iterator[Problem]:
    """The years follow each other, and none contradicts the December of the year before."""
    for number in sorted(years)[1:]:
        if number - 1 not in years:
            yield problem(
                years[number],
                years[number].place,
                "calendar.gap",
                Text(f"缺少{number - 1}年的文件。", f"The file of {number - 1} is missing."),
                Text("请补上缺少的年份。", "Add the missing year."),
            )
            continue
        earlier = {day for item in years[number - 1].in_force() for day in item.days}
        for item in years[number].in_force():
            for day in earlier.intersection(item.days):
                yield problem(
                    years[number],
                    item.place,
                    "calendar.twice",
                    Text(
                        f"{day}在上一年度的文件中已有安排。", f"{day} already stands in the file of the year before."
                    ),
                    Text("请核对两年的通知，只保留一处。", "Compare both notices and keep it in one file."),
                )


def problem(arrangement: Arrangement, place: Place, code: str, message: Text, remedy: Text) -> Problem:
    """A problem of a year's file."""
    return Problem(arrangement.file, place.line, place.column, code, message, remedy)
