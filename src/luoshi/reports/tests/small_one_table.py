"""The line one_table as it is shipped, in the small city, with forms whose slots are placed by hand."""

from functools import cache
from pathlib import Path
from typing import Any

from luoshi.audit.actions import unwritten, writing
from luoshi.org.tests.small_city import NOW, SmallCity
from luoshi.packs.actions import publish
from luoshi.packs.load import Loaded, load
from luoshi.registers.actions import create
from luoshi.registers.models import Record
from luoshi.reports.actions import bring
from luoshi.reports.models import FormFile, Slot
from luoshi.reports.policies import ASKED_FORM
from luoshi.reports.tests.small_asking import kept
from luoshi.rules.actors import Role
from luoshi.sheets.tests.workbooks import workbook

FOLDER = Path(__file__).parents[4] / "packs"


@cache
def shipped() -> tuple[Loaded, Loaded]:
    """The line and the one whose firms it points to, read once in a process."""
    investment = load(FOLDER / "investment")
    beside = {investment.pack.id: investment.pack} if investment.pack else {}
    return investment, load(FOLDER / "one_table", beside=beside)


class SmallOneTable:
    """People who ask and who judge, and forms with the headings a test names."""

    def __init__(self) -> None:
        self.city = SmallCity()
        for pack in shipped():
            publish(pack=pack, by=self.city.admin, at=NOW)
        self.officer = self.city.actor(Role.BUREAU_OFFICER, "commerce")
        self.other = self.city.actor(Role.BUREAU_OFFICER, "supervision")
        self.supervisor = self.city.actor(Role.SUPERVISOR, "city")
        self.clerk = self.city.actor(Role.TOWNSHIP_CLERK, "stone")

    def form(self, name: str = "农村基本情况表", *, office: str = "commerce", **data: Any) -> Record:
        """A monthly form of a bureau for townships, still a draft."""
        unit = self.city.unit(office)
        by = self.officer if office == "commerce" else self.other
        given = {"name": name, "office": unit.pk, "frequency": "month", "level": "township", "respondents": 1, **data}
        return create(ASKED_FORM, given, unit=unit, lead=unit, by=by, at=NOW)

    def file(self, record: Record, *headings: str, repeats: bool = False) -> FormFile:
        """A version of its file with one slot under each heading."""
        rows: list[list[object]] = [[record.label], list(headings), [None] * len(headings)]
        by = self.officer if record.unit.code == "commerce" else self.other
        brought = bring(record, file=kept(workbook(rows), by=by), by=by, at=NOW)
        with writing():
            unwritten()
            brought.slots.all().delete()  # what was read of it; here each slot is placed by hand
            for place, heading in enumerate(headings, start=1):
                path = heading.split("/")
                Slot.objects.create(
                    form_file=brought, sheet="表", row=3, column=place, last_row=3, last_column=place,
                    column_path=path, repeats=repeats,
                )  # fmt: skip
        return brought
