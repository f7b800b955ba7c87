"""A printed figure stays what it was; corrections change only what it is today."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from luoshi.audit.models import Entry
from luoshi.measures.actions import print_figure
from luoshi.measures.models import PrintedFigure
from luoshi.measures.printing import Opened
from luoshi.measures.queries import figure, open_printed, rows_of
from luoshi.measures.tests.ledger import a_pack_version, a_unit, correct, enter, erase
from luoshi.measures.tests.test_figures import CATALOGUE, asked, signed
from luoshi.org.models import Unit
from luoshi.packs.catalogue import Catalogue
from luoshi.rules.actors import Actor, PostHeld, Role
from luoshi.rules.refusals import Refused

AT = datetime(2022, 12, 31, 9, tzinfo=UTC)
LATER = date(2023, 3, 1)
KNOWN = Catalogue(CATALOGUE.packs, {"trial": 1})
pytestmark = pytest.mark.django_db(transaction=True)


def an_officer(unit: Unit) -> Actor:
    """Somebody who speaks for a unit and all below."""
    post = PostHeld(unit.pk, unit.code, unit.path, unit.title, unit.county, Role.BUREAU_OFFICER)
    return Actor(7, "officer", (post,))


@pytest.fixture
def unit() -> Unit:
    """The unit that prints."""
    a_pack_version()
    return a_unit("150521")


@pytest.fixture
def versions_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial pack stands behind version 1."""
    monkeypatch.setattr("luoshi.measures.printing.at_version", lambda version: CATALOGUE.packs["trial"])


def printed(name: str, unit: Unit) -> PrintedFigure:
    """A figure of 2022, printed by an officer of the unit."""
    officer = an_officer(unit)
    found = figure(f"trial.{name}", period="2022", today=AT.date(), actor=officer, catalogue=KNOWN)
    return print_figure(figure=found, by=officer, at=AT, catalogue=KNOWN)


def reopened(figure_: PrintedFigure) -> Opened:
    """The figure opened again, by the software itself."""
    return open_printed(figure_, today=LATER, actor=None, catalogue=KNOWN)


@pytest.mark.usefixtures("versions_known")
def test_corrections_change_what_it_is_today_but_not_what_was_printed(unit: Unit) -> None:
    first, second, third = enter([signed("2022-03-01", amount=amount) for amount in ("1000", "999", "5")], unit)
    kept = printed("large_rate", unit)
    assert (kept.text_zh, kept.value, kept.numerator, kept.denominator) == ("33.33 %", "1/3", "1", "3")
    correct(second, amount="1000")
    erase(third)
    (fourth,) = enter([signed("2022-04-01", amount="1")], unit)
    again = reopened(kept)
    assert again.holds
    assert again.as_printed.text.zh == "33.33 %"
    assert again.today.text.zh == "66.67 %"
    changed = {(each.part, each.record, "came" if each.before is None else "went") for each in again.differences}
    assert changed == {
        ("numerator", second.pk, "came"),
        ("denominator", third.pk, "went"),
        ("denominator", fourth.pk, "came"),
    }
    assert first.pk not in {each.record for each in again.differences}


@pytest.mark.usefixtures("versions_known")
def test_a_changed_value_is_listed_with_both_amounts(unit: Unit) -> None:
    (deal,) = enter([signed("2022-03-01", amount="1000")], unit)
    kept = printed("money", unit)
    correct(deal, amount="2000")
    (change,) = reopened(kept).differences
    assert change.before is not None
    assert change.after is not None
    assert [change.before.value, change.after.value] == [Decimal(1000), Decimal(2000)]


def test_printing_the_same_again_gives_the_same_id_until_a_row_changes(unit: Unit) -> None:
    (deal,) = enter([signed("2022-03-01", amount="1000")], unit)
    kept = printed("signed", unit)
    assert printed("signed", unit).pk == kept.pk
    assert Entry.objects.filter(act="measures.print").count() == 1
    correct(deal, amount="2000")
    assert printed("signed", unit).pk != kept.pk
    assert Entry.objects.about("figure", kept.pk).count() == 1


def test_a_printed_figure_is_never_changed(unit: Unit) -> None:
    enter([signed("2022-03-01")], unit)
    kept = printed("signed", unit)
    with pytest.raises(TypeError):
        kept.save()
    with pytest.raises(TypeError):
        kept.delete()


@pytest.mark.usefixtures("versions_known")
def test_a_figure_after_a_changed_declaration_still_holds(unit: Unit) -> None:
    (deal,) = enter([signed("2022-03-01", amount="1000")], unit)
    kept = printed("money", unit)
    pack = CATALOGUE.packs["trial"]
    declared = pack.registers["deal"]
    fields = {name: field for name, field in declared.fields.items() if name != "amount"}
    smaller = {"deal": replace(declared, fields=fields)}
    today = Catalogue({"trial": replace(pack, registers=smaller, measures={})}, {"trial": 2})
    correct(deal, amount="3000")
    again = open_printed(kept, today=LATER, actor=None, catalogue=today)
    assert again.holds
    assert again.redefined
    assert again.today.text.zh == "0.30 亿元"


def test_rows_behind_each_part_are_paged(unit: Unit) -> None:
    records = enter([signed(f"2022-03-{day:02d}", amount="2000") for day in range(1, 8)], unit)
    enter([signed("2022-04-01", amount="1")], unit)
    found = asked("large_rate")
    page = rows_of(found, today=LATER, actor=None, part="numerator", page=2, size=4, catalogue=CATALOGUE)
    assert [part.name for part in page.parts] == ["numerator", "denominator"]
    assert (page.total, page.pages) == (7, 2)
    assert [row.record for row in page.rows] == [record.pk for record in records[4:]]
    assert page.rows[0].when == date(2022, 3, 5)
    whole = rows_of(found, today=LATER, actor=None, part="denominator", catalogue=CATALOGUE)
    assert whole.total == 8


def test_a_person_counts_and_opens_only_the_own_part_of_the_tree(unit: Unit) -> None:
    other = a_unit("150522")
    enter([signed("2022-03-01")], unit)
    enter([signed("2022-03-01"), signed("2022-03-01")], other)
    mine = figure("trial.signed", period="2022", today=LATER, actor=an_officer(unit), catalogue=KNOWN)
    assert mine.value == 1
    assert asked("signed").value == 3
    with pytest.raises(Refused) as refused:
        figure("trial.signed", period="2022", today=LATER, actor=an_officer(unit), within=other, catalogue=KNOWN)
    assert refused.value.code == "measures.out_of_sight"
    with pytest.raises(Refused) as refused:
        rows_of(asked("signed"), today=LATER, actor=an_officer(unit), catalogue=KNOWN)
    assert refused.value.code == "measures.beyond_sight"
    with pytest.raises(Refused) as refused:
        figure("trial.signed", period="2022", today=LATER, actor=Actor(8, "nobody", ()), catalogue=KNOWN)
    assert refused.value.code == "measures.nothing_visible"
