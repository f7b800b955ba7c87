"""A small line of village books in the small city, and a form whose places are to be filled from it."""

from functools import cache
from pathlib import Path

from luoshi.audit.actions import writing
from luoshi.org.tests.small_city import NOW
from luoshi.packs.actions import publish
from luoshi.packs.load import Loaded, load
from luoshi.registers.actions import create
from luoshi.registers.models import Record
from luoshi.reports.actions import bring
from luoshi.reports.actions.bringing import note
from luoshi.reports.models import FormFile, Slot, SlotState
from luoshi.reports.tests.books import SHEET, office_form
from luoshi.reports.tests.small_asking import SmallAsking, kept
from luoshi.rules.actors import Actor, Role

FOLDER = Path(__file__).parent / "packs" / "books"


@cache
def written() -> Loaded:
    """The pack as read from its folder, once in a process."""
    return load(FOLDER)


class SmallBooks:
    """The village of the small city with its record, two months and three people; a form asked by the commerce."""

    def __init__(self, asking: SmallAsking) -> None:
        self.asking, self.city = asking, asking.city
        publish(pack=written(), by=self.city.admin, at=NOW)
        self.lead: Actor = self.city.actor(Role.COUNTY_LEAD, "north")
        self.unit = self.city.unit("spring")
        self.village = self.enter("village", {"name": "泉村", "people": 812, "founded": "1984-05-01"})
        self.april = self.enter("monthly", {"note": "四月", "income": "1.5"}, period="2022-04")
        self.may = self.enter("monthly", {"note": "五月", "income": "2.25"}, period="2022-05")
        self.people = [self.enter("resident", {"number": f"R{at}", "born": f"198{at}-02-09"}) for at in range(6)]

    def enter(self, register: str, data: dict[str, object], period: str = "", unit: str = "spring") -> Record:
        """A record of one of the books."""
        place = self.city.unit(unit)
        return create(f"books.{register}", data, unit=place, lead=place, by=self.lead, at=NOW, period=period)

    def form(self, *slots: Slot) -> FormFile:
        """The form with these places, confirmed."""
        officer = self.asking.officer
        brought = bring(self.asking.admitted(), file=kept(office_form(), by=officer), by=officer, at=NOW)
        for slot in slots:
            slot.form_file, slot.state = brought, SlotState.CONFIRMED
        with writing():
            Slot.objects.filter(form_file=brought).delete()  # what was read of it; here each place is told
            Slot.objects.bulk_create(slots)
            note("settle_slot", brought, {"slots": len(slots)}, by=officer, at=NOW)
        return brought


def slot(row: int, column: int, source: dict[str, object], **more: object) -> Slot:
    """A place on the first sheet."""
    last = int(str(more.pop("last_row", row)))
    return Slot(
        sheet=SHEET, row=row, column=column, last_row=last, last_column=column, source=source,
        column_path=[f"列{column}"], **more,
    )  # fmt: skip
