"""The page docs/reference/calendar.md, written from the data: `python -m luoshi.calendars.reference`."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.resources import files

from luoshi.calendars.arrangement import Arrangement, Break, Notice
from luoshi.calendars.reading import load
from luoshi.rules.festivals import LAWS

HEAD = """\
# The working-day calendar

This page is written from the data by `python -m luoshi.calendars.reference`; a test compares the two.

## How days are counted

- A day is a **workday**, a **weekend**, a **holiday** (放假) or a **make-up workday** (调休上班: a Saturday or Sunday
  that a notice declares worked). Clocks run on workdays and make-up workdays.
- **Day 1 is the next working day** after the event; `n` working days end with the close of working day `n`. Day 40
  of 40 passes, day 41 is late. Zero working days (即办) is the day itself.
- Counting backwards (倒排) finds the latest working day from which `n` working days still end in time.
- **Provisional**: the State Council sets each year's days in the autumn before. A year without a notice is computed
  from the statutory festivals, a festival on a weekend giving back the next free working day (article 6), without
  make-up workdays. Every result that touches such a year says so and is computed again when the notice is out.
  A new notice may still move the last days of the December before it; none so far reached further back than
  29 December.
- **Version**: a short hash of all days and of which years are published. A stored deadline names the version it was
  computed with; wording, file layout and document numbers do not change it.
- The calendar reaches from 2004 to 2060. Any other date is refused.
- A region's own holidays (article 4) lie as files of their own on top of the national calendar; where the two differ
  the region's notice wins. None is shipped: no document of a region was confirmed.

## The statutory festivals

| since | law | Spring Festival | Labour Day | Qingming, Dragon Boat, Mid-Autumn |
| --- | --- | --- | --- | --- |
"""

YEARS_HEAD = """
New Year has one day and National Day three in every wording.

## The years

Days off are written as the notice names them; a plain weekend beside them is not repeated.

| year | document | issued | days off and weekend days worked |
| --- | --- | --- | --- |
"""

SPRING = {-1: "除夕", 0: "初一", 1: "初二", 2: "初三"}


def page(arrangements: Iterable[Arrangement]) -> str:
    """The whole page in Markdown."""
    return "".join((HEAD, *law_rows(), YEARS_HEAD, *(row for item in arrangements for row in year_rows(item))))


def law_rows() -> Iterator[str]:
    """One line per wording of the law."""
    for law in LAWS:
        spring = "、".join(SPRING[number] for number in law.spring_days)
        labour = "1 May" if law.labour_days == 1 else f"1–{law.labour_days} May"
        others = "one day each" if law.traditional else "—"
        yield f"| {law.since} | {law.document} | {spring} | {labour} | {others} |\n"


def year_rows(arrangement: Arrangement) -> Iterator[str]:
    """A line for the year's notice and one for each amendment."""
    yield row(f"{arrangement.year}", arrangement.notice, arrangement.breaks)
    for amendment in arrangement.amendments:
        yield row(f"{arrangement.year}, changed", amendment.notice, amendment.breaks)


def row(name: str, notice: Notice, breaks: tuple[Break, ...]) -> str:
    """One notice with its breaks."""
    number = notice.number or "document number not confirmed"
    issued = f"{notice.issued or ''}{' (date not confirmed)' if 'issued' in notice.unconfirmed else ''}".strip()
    return f"| {name} | {number} | {issued} | {'; '.join(map(break_text, breaks))} |\n"


def break_text(item: Break) -> str:
    """A break in words: 春节 02-15–02-23, worked 02-14 02-28."""
    worked = f", worked {' '.join(f'{day:%m-%d}' for day in item.worked)}" if item.worked else ""
    return f"{item.label.zh} {' '.join(runs(item.off))}{worked}"


def runs(days: tuple[date, ...]) -> Iterator[str]:
    """Consecutive days drawn together: 02-15–02-23."""
    start = days[0]
    for day, following in zip(days, (*days[1:], date.max), strict=True):
        if following.toordinal() != day.toordinal() + 1:
            yield f"{start:%m-%d}" if start == day else f"{start:%m-%d}–{day:%m-%d}"
            start = following


def main() -> None:
    """Write the page of the shipped calendar."""
    shipped = load([files("luoshi.calendars") / "data" / "national"], statutory=True)
    sys.stdout.write(page(shipped.years[year] for year in sorted(shipped.years)))


if __name__ == "__main__":
    main()
