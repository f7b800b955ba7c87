"""Imports at once: a table is mapped, confirmed, dropped and undone by one of several."""

from collections.abc import Callable
from io import BytesIO

from django.urls import reverse

from luoshi.evidence.actions import keep
from luoshi.jobs.models import Job
from luoshi.jobs.testing import drain
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.sheets.actions import begin, confirm, map_columns
from luoshi.sheets.mapping import Mapped
from luoshi.sheets.models import Import, Stage
from tests.races.meeting import Post
from tests.races.scenarios import MANY, Race, exactly

COLUMNS = (Mapped(0, "工地名称", "title_of_site"), Mapped(1, "所属计划", "plan"))


def brought(works: SmallWorks, *, looked: bool = False, done: bool = False) -> Import:
    """A table of one site, as far as it is asked to be."""
    works.plan("大桥计划")
    text = "工地名称,所属计划\n东桥,大桥计划\n".encode()
    file = keep(BytesIO(text), name="a.csv", by=works.lead, at=NOW)
    table = begin("works.site", file=file, unit=works.north, by=works.lead, at=NOW)
    if looked or done:
        map_columns(table, COLUMNS, sheet="", clears=False, by=works.lead, at=NOW)
        drain(at=NOW)
    if done:
        confirm(Import.objects.get(pk=table.pk), by=works.lead, at=NOW)
        drain(at=NOW)
    return Import.objects.get(pk=table.pk)


def posts(works: SmallWorks, name: str, table: Import, **form: str) -> list[Post]:
    return [Post(works.lead, reverse(name, args=[table.pk]), form)] * MANY


def jobs(kind: str) -> int:
    return Job.objects.filter(kind=kind).count()


def mapping(works: SmallWorks) -> Race:
    """Of several mappings one stands, and one check is asked for."""
    table = brought(works)
    sent = posts(works, "import_map", table, **{"field-0": "title_of_site", "field-1": "plan"})
    return Race(sent, exactly(1), lambda: (Import.objects.get().round, jobs("sheets.look")) == (1, 1))


def confirming(works: SmallWorks) -> Race:
    """A table is confirmed once, and its row goes in once."""
    table = brought(works, looked=True)

    def holds() -> bool:
        drain(at=NOW)
        return jobs("sheets.bring") == 1 and Record.objects.filter(register="works.site").count() == 1

    return Race(posts(works, "import_confirm", table), exactly(1), holds)


def dropping(works: SmallWorks) -> Race:
    """A table is dropped once."""
    table = brought(works, looked=True)
    return Race(posts(works, "import_drop", table), exactly(1), lambda: Import.objects.get().stage == Stage.DROPPED)


def undoing(works: SmallWorks) -> Race:
    """An import is undone once."""
    table = brought(works, done=True)

    def holds() -> bool:
        drain(at=NOW)
        return jobs("sheets.undo") == 1 and not Record.objects.filter(register="works.site").exists()

    return Race(posts(works, "import_undo", table, reason="传错了"), exactly(1), holds)


IMPORTING: dict[str, Callable[[SmallWorks], Race]] = {
    "import_map": mapping,
    "import_confirm": confirming,
    "import_drop": dropping,
    "import_undo": undoing,
}
