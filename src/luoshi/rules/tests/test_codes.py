"""Codes: division levels, who lies in whom, and credit codes with a slip."""

import pytest

from luoshi.rules.codes import Level, division, social_credit_code
from luoshi.rules.refusals import Refused


@pytest.mark.parametrize(
    ("written", "code", "level", "parent"),
    [
        ("150000", "150000", Level.PROVINCE, None),
        ("150500", "150500", Level.CITY, "150000"),
        ("150502", "150502", Level.COUNTY, "150500"),
        ("150502100", "150502100", Level.TOWNSHIP, "150502"),
        ("150502100201", "150502100201", Level.VILLAGE, "150502100"),
        ("150502100000", "150502100", Level.TOWNSHIP, "150502"),
        ("150502000000", "150502", Level.COUNTY, "150500"),
        ("150500000000", "150500", Level.CITY, "150000"),
        ("１５０５０２", "150502", Level.COUNTY, "150500"),
        ("1505 02-100", "150502100", Level.TOWNSHIP, "150502"),
        ("441900003", "441900003", Level.TOWNSHIP, "441900"),
    ],
)
def test_a_division_code_tells_its_level(written: str, code: str, level: Level, parent: str | None) -> None:
    found = division(written)
    assert (found.code, found.level) == (code, level)
    assert (found.parent.code if found.parent else None) == parent


def test_a_division_lies_within_another() -> None:
    township, county, city = division("150502100"), division("150502"), division("150500")
    assert township.within(county)
    assert township.within(city)
    assert county.within(county)
    assert not county.within(township)
    assert not township.within(division("150521"))


@pytest.mark.parametrize("written", ["", "1505", "15050x", "990000", "150001", "150502000201", "1505021", "①⑤0502x"])
def test_a_wrong_division_code_is_refused(written: str) -> None:
    with pytest.raises(Refused, match=r"codes\.division \[division_code\]") as refused:
        division(written, where="division_code")
    assert "150502" in refused.value.remedy.zh
    assert "150502" in refused.value.remedy.en


def test_a_credit_code_is_read_as_typed() -> None:
    assert social_credit_code("91110000600037341L") == "91110000600037341L"
    assert social_credit_code(" 9111 0000 6000 3734 1l ") == "91110000600037341L"
    assert social_credit_code("９１１１００００６０００３７３４１Ｌ") == "91110000600037341L"


def test_a_village_collective_has_a_letter_in_front() -> None:
    assert social_credit_code("N2150502MA0000001B") == "N2150502MA0000001B"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("91110000600037341", "17"),
        ("91110000600037341I", "“I”"),
        ("91110000600037342L", "校验位"),
        ("19110000600037341L", "校验位"),
    ],
)
def test_a_credit_code_with_a_slip_is_refused(written: str, told: str) -> None:
    with pytest.raises(Refused, match=r"codes\.social_credit_code") as refused:
        social_credit_code(written)
    assert told in refused.value.reason.zh
