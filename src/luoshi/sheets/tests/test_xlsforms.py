"""Registers as XLSForms: `pyxform`, which makes the forms of KoboToolbox and ODK, takes each of ours as it is."""

from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Register
from luoshi.packs.load import load_all
from luoshi.sheets.writing import xlsforms
from tests.conventions.house import ROOT


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    """The packs that come with the product."""
    return load_all(ROOT / "packs").catalogue


def made_of(register: Register, folder: Path) -> str:
    """The XForm that pyxform makes of a register's workbook."""
    target = folder / f"{register.ref}.xlsx"
    xlsforms.xlsform_of(xlsforms.form_of(register, register.fields.values(), version="3"), target)
    return str(convert(target, validate=False).xform)


def test_pyxform_makes_a_form_of_every_register(shipped: Catalogue, tmp_path: Path) -> None:
    for register in shipped.registers():
        xform = made_of(register, tmp_path)
        for field in register.fields.values():
            asked = f'/{field.id}"' in xform
            assert asked is (field.formula is None), (register.ref, field.id)


def test_bounds_units_and_both_languages_are_in_the_form(shipped: Catalogue, tmp_path: Path) -> None:
    xform = made_of(shipped.register("key_projects.major_return"), tmp_path)
    assert 'constraint=". &gt;= 0"' in xform
    assert "当月实际完成投资（万元）" in xform
    assert "Actual investment of the month" in xform
    assert 'version="3"' in xform


def test_every_choice_has_its_list(shipped: Catalogue) -> None:
    for register in shipped.registers():
        form = xlsforms.form_of(register, register.fields.values(), version="1")
        listed = {row["list_name"] for row in form.choices}
        chosen = {row["type"].partition(" ")[2] for row in form.survey if row["type"].startswith("select_one")}
        assert chosen <= listed
        assert {field.id for field in register.fields.values() if field.options and not field.formula} <= chosen
