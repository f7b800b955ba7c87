"""Published figures held against exact ones, as closely as the publication told them: places, units, 多 and 近."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from luoshi.measures.comparing import compare
from luoshi.measures.queries import figure
from luoshi.measures.tests.ledger import a_unit, enter
from luoshi.measures.tests.test_figures import CATALOGUE, signed
from luoshi.packs.catalogue import Catalogue
from luoshi.packs.declarations import Published

TODAY = date(2023, 2, 8)
pytestmark = pytest.mark.django_db


def told(measure: str, value: str, **more: Any) -> bool:
    """Whether a figure of 2022 may be published so."""
    published = Published("R000", "000", "…", f"trial.{measure}", "2022", value, **more)
    pack = replace(CATALOGUE.packs["trial"], published=(published,))
    (compared,) = compare(Catalogue({"trial": pack}), today=TODAY)
    return compared.agrees


@pytest.fixture(autouse=True)
def _deals() -> None:
    """Seven deals, three of them large, for 2.96 亿 in all; two the year before."""
    unit = a_unit("150521")
    enter([signed("2022-03-01", amount=amount) for amount in ("10000", "12000", "7000")], unit)
    enter([signed("2022-03-01", amount="150", mode="scene") for _ in range(4)], unit)
    enter([signed("2021-03-01") for _ in range(2)], unit)


@pytest.mark.parametrize(
    ("measure", "value", "agrees"),
    [
        ("signed", "7", True),
        ("signed", "7个", True),
        ("signed", "8", False),
        ("money", "2.96亿元", True),
        ("money", "3亿元", True),
        ("money", "29600 万元", True),
        ("money", "近3亿元", True),
        ("money", "超3亿元", False),
        ("money", "2亿多元", True),
        ("large_rate", "42.86 %", True),
        ("large_rate", "42.85 %", True),
        ("large_rate", "42.9%", True),
        ("large_rate", "42.8%", True),
        ("large_rate", "43.0 %", False),
        ("growth", "250 %", True),
        ("growth", "+250.0 %", True),
        ("growth", "251 %", False),
    ],
)
def test_a_published_value_agrees_as_closely_as_it_was_told(measure: str, value: str, agrees: bool) -> None:
    assert told(measure, value) is agrees


def test_a_published_group_is_compared_with_that_group() -> None:
    assert told("signed", "4", by={"mode": "scene"})
    assert not told("signed", "7", by={"mode": "scene"})


def test_the_base_that_a_publication_leaves_unsaid_is_named() -> None:
    published = Published("R000", "000", "…", "trial.large_rate", "2022", "42.86 %")
    pack = replace(CATALOGUE.packs["trial"], published=(published,))
    (compared,) = compare(Catalogue({"trial": pack}), today=TODAY)
    assert compared.unsaid.zh == "基数：signed 7"
    plain = figure("trial.large_rate", period="2022", today=TODAY, actor=None, catalogue=CATALOGUE)
    assert compared.figure.working == plain.working
