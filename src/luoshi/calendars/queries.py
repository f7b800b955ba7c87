"""The calendars in force: the national one, regional ones on top of it, and what stands behind a day."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from django.conf import settings

from luoshi.calendars.arrangement import Arrangement, Break
from luoshi.calendars.reading import Loaded, load
from luoshi.calendars.tables import work_years
from luoshi.rules.festivals import provisional_year
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.rules.workdays import Calendar

Folder = Path | Traversable
NATIONAL = "national"
PROVISIONAL_THROUGH = 2060


def national(*, known_on: date | None = None) -> Calendar:
    """Working days for the whole country from 2004 to 2060; years without a notice are computed and provisional.

    `known_on` gives the calendar as it stood on a day, to recompute what was decided then.
    """
    where = folders(NATIONAL)
    return national_from(where, known_on, stamp(where))


def regional(name: str, *, known_on: date | None = None) -> Calendar:
    """The national calendar with the days a region adds by its own notices, kept in the folder of that name."""
    own, country = folders(name), folders(NATIONAL)
    return regional_from(name, own, country, known_on, (*stamp(own), *stamp(country)))


def arrangements(name: str = NATIONAL) -> tuple[Arrangement, ...]:
    """Every year of a calendar as its notice gives it, the earliest first."""
    found = checked(folders(name), statutory=name == NATIONAL)
    return tuple(found[year] for year in sorted(found))


def break_on(day: date, name: str = NATIONAL) -> Break | None:
    """The break a day off or a make-up workday belongs to, for its name and its document."""
    found = checked(folders(name), statutory=name == NATIONAL)
    for year in (day.year, day.year + 1):
        for item in found[year].in_force() if year in found else ():
            if day in item.days:
                return item
    return None


def folders(name: str) -> tuple[Folder, ...]:
    """Where the year files of a calendar lie: what came with luoshi, then what the office added."""
    return _folders(settings.HOME, name)


@lru_cache(maxsize=64)
def _folders(home: str | Path, name: str) -> tuple[Folder, ...]:
    return files("luoshi.calendars") / "data" / name, Path(home) / "calendars" / name


def local_folder(name: str) -> Path:
    """The office's own year files; one of a year that luoshi also brings takes its place."""
    return Path(settings.HOME) / "calendars" / name


def stamp(where: Iterable[Folder]) -> tuple[int, ...]:
    """When files were last put into the office's folders or taken out: a year published there counts at once.

    A file written over in its place counts after a restart.
    """
    return tuple(_changed(folder) for folder in where if isinstance(folder, Path))


def _changed(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=64)
def national_from(where: tuple[Folder, ...], known_on: date | None, at: tuple[int, ...]) -> Calendar:
    """The national calendar of some folders, read once per process for each stamp."""
    published = work_years(_checked(where, at, statutory=True), known_on=known_on)
    computed = range(min(published), PROVISIONAL_THROUGH + 1)
    return Calendar({year: published.get(year) or provisional_year(year) for year in computed})


@lru_cache(maxsize=64)
def regional_from(
    name: str, own: tuple[Folder, ...], country: tuple[Folder, ...], known_on: date | None, at: tuple[int, ...]
) -> Calendar:
    """A region's files on top of the country's, read once per process for each stamp."""
    years = _checked(own, at, statutory=False)
    if not years:
        raise Refused(
            "calendars.unknown",
            reason=Text(f"没有“{name}”日历。", f"There is no calendar “{name}”."),
            remedy=Text(f"请把年度文件放入 {own[-1]}。", f"Put its year files into {own[-1]}."),
            where=name,
        )
    return national_from(country, known_on, at).overlaid(work_years(years, known_on=known_on))


@lru_cache(maxsize=16)
def loaded(where: tuple[Folder, ...], at: tuple[int, ...], *, statutory: bool) -> Loaded:
    """The files of some folders, read once per process for each stamp."""
    return load(where, statutory=statutory)


def checked(where: Iterable[Folder], *, statutory: bool) -> dict[int, Arrangement]:
    """The years of some folders; files with problems are refused, the first problem named."""
    folders_ = tuple(where)
    return _checked(folders_, stamp(folders_), statutory=statutory)


def _checked(where: tuple[Folder, ...], at: tuple[int, ...], *, statutory: bool) -> dict[int, Arrangement]:
    return usable(loaded(where, at, statutory=statutory))


def usable(found: Loaded) -> dict[int, Arrangement]:
    """The years, unless there is a problem: then a refusal that names the first."""
    if not found.problems:
        return found.years
    first = found.problems[0]
    raise Refused(
        "calendars.data",
        reason=Text(
            f"日历文件有{len(found.problems)}处问题，首先：{first.message.zh}",
            f"The calendar files have {len(found.problems)} problem(s), the first: {first.message.en}",
        ),
        remedy=first.remedy,
        where=f"{first.file}:{first.line}:{first.column}",
    )
