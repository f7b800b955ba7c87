"""A city whose line of work declares data elements."""

from pathlib import Path

import pytest

from luoshi.org.tests.small_city import NOW, SmallCity
from luoshi.packs.actions import publish_all
from luoshi.packs.codes import Edit
from luoshi.packs.load import load_all
from luoshi.packs.tests.sample import sample, spoil

ELEMENTS = """\
elements:
  budget_planned:
    title: {zh: 预算数, en: Budget}
    definition: {zh: 批复的预算, en: The budget as approved}
    owner: commerce
    purpose: {zh: 安排资金, en: To plan funds}
    type: money
    unit: 万元
    time_kind: stock
    over_time: last
    over_units: sum
    aliases: [批复预算]
  staff:
    title: {zh: 在编人数, en: Staff}
    definition: {zh: 年末在编在岗人数, en: Staff at the year's end}
    owner: commerce
    purpose: {zh: 核定编制, en: To set the establishment}
    type: integer
    unit: 人
    time_kind: stock
    over_time: last
    over_units: sum
"""
HELD = Edit("registers/task.yaml", "  budget:   {type: money,", "  budget:   {type: money, element: budget_planned,")


@pytest.fixture
def city(small_city: SmallCity, tmp_path: Path) -> SmallCity:
    """A city whose one line of work declares two elements, one of them held."""
    pack = sample(tmp_path)
    spoil(pack, HELD)
    spoil(pack, Edit("elements.yaml", "", ELEMENTS))
    publish_all(packs=load_all(tmp_path), by=small_city.admin, at=NOW)
    return small_city
