"""The reading copy follows the change log: at once, exactly, and whatever happens to its files."""

import shutil
from typing import Any

import pytest
from pytest_django import Settings

from luoshi.audit.tests.lifting import lifted
from luoshi.measures.reading import generations
from luoshi.measures.reading.copy import COPY, Copy
from luoshi.measures.reading.engine import home
from luoshi.measures.reading.layout import layout_of
from luoshi.measures.reading.live import Session
from luoshi.measures.tests.ledger import DEAL, a_field, a_register, a_unit, correct, enter, erase
from luoshi.packs.declarations import FieldType
from luoshi.registers.models import Record, Version

LAYOUTS = (layout_of(DEAL),)


def total(session: Session) -> tuple[Any, ...]:
    """How many deals there are, and what they amount to."""
    rows = session.rows('SELECT count(*), sum(f_amount)::VARCHAR FROM "now"."trial__deal"')
    return rows[0]


def asked(copy: Copy = COPY) -> tuple[Any, ...]:
    """The same, through a process' copy."""
    return copy.ask(LAYOUTS, total)


@pytest.mark.django_db(transaction=True)
def test_a_number_includes_what_was_written_a_moment_ago() -> None:
    unit = a_unit("150500")
    first, _ = enter([{"name": "a", "amount": "10.5"}, {"name": "b"}], unit)
    assert asked() == (2, "10.500000")
    enter([{"name": "c", "amount": "1"}], unit)
    assert asked() == (3, "11.500000")
    correct(first, amount="2")
    assert asked() == (3, "3.000000")
    erase(first)
    assert asked() == (2, "1.000000")


@pytest.mark.django_db
def test_a_transaction_sees_its_own_writes_and_publishes_nothing() -> None:
    enter([{"name": "a", "amount": "10"}], a_unit("150500"))
    assert asked() == (1, "10.000000")
    assert generations.current(home()) is None


@pytest.mark.django_db(transaction=True)
def test_a_new_generation_takes_over_without_losing_the_tail(settings: Settings) -> None:
    unit = a_unit("150500")
    records = enter([{"name": str(n), "amount": "1"} for n in range(50)], unit)
    other = Copy()
    assert asked(other) == (50, "50.000000")
    first = generations.current(home())
    for record in records[:30]:
        correct(record, amount="2")
    erase(records[40])
    settings.READING["tail_rows"] = 1
    assert asked() == (49, "79.000000")
    COPY.wait_for_builder()
    assert generations.current(home()) != first
    assert asked() == asked(other) == (49, "79.000000")


@pytest.mark.django_db(transaction=True)
def test_a_changed_declaration_is_read_anew() -> None:
    enter([{"name": "a", "amount": "10", "extra": "5"}], a_unit("150500"))
    assert asked() == (1, "10.000000")
    layout = layout_of(a_register(fields={**DEAL.fields, "extra": a_field("extra", FieldType.NUMBER)}))
    sql = 'SELECT sum(f_extra)::VARCHAR FROM "now"."trial__deal"'
    assert COPY.ask((layout,), lambda session: session.rows(sql)) == [("5.000000",)]


@pytest.mark.django_db(transaction=True)
def test_no_personal_field_is_copied() -> None:
    enter([{"name": "a", "phone": "13900000000"}], a_unit("150500"))
    rows = COPY.ask(LAYOUTS, lambda session: session.rows('SELECT * FROM "now"."trial__deal"'))
    assert "13900000000" not in str(rows)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [0, 100, 5000, 300_000])
def test_a_damaged_generation_is_built_anew(size: int) -> None:
    enter([{"name": f"{n:0200d}", "amount": "1"} for n in range(2000)], a_unit("150500"))
    assert asked() == (2000, "2000.000000")
    generation = generations.current(home())
    assert generation is not None
    with generation.open("r+b") as file:
        file.truncate(size)
    assert asked(Copy()) == (2000, "2000.000000")
    assert generations.current(home()) != generation


@pytest.mark.django_db(transaction=True)
def test_without_room_for_files_figures_are_computed_in_memory(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    unit = a_unit("150500")
    enter([{"name": "a", "amount": "10"}], unit)
    monkeypatch.setattr(generations, "publish", full)
    copy = Copy()
    assert asked(copy) == (1, "10.000000")
    enter([{"name": "b", "amount": "1"}], unit)
    assert asked(copy) == (2, "11.000000")
    assert "Free space there" in caplog.text
    assert not list(home().glob("generation-*.duckdb"))


@pytest.mark.django_db(transaction=True)
def test_a_generation_of_another_state_of_the_database_is_not_used(settings: Settings) -> None:
    unit = a_unit("150500")
    enter([{"name": "a", "amount": "10"}], unit)
    assert asked() == (1, "10.000000")
    elsewhere = settings.READING["folder"].with_name("kept")
    shutil.copytree(home(), elsewhere)
    with lifted():
        Version.objects.all()._raw_delete("default")
        Record.objects.all()._raw_delete("default")
    assert asked() == (0, None)
    enter([{"name": "b", "amount": "3"}], unit)
    settings.READING = settings.READING | {"folder": elsewhere}
    assert asked(Copy()) == (1, "3.000000")
