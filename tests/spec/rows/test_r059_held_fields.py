"""R059: asking for what is held is refused where a register is designed, and where a form asks for admission."""

from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings

from luoshi.dictionary.queries import by_words, held_by
from luoshi.packs.load import load_all
from luoshi.registers.actions import Step, move
from luoshi.registers.models import Record
from luoshi.rules.actors import Role
from luoshi.rules.refusals import Refused
from tests.sample_city import SampleCity

SURVEY = """\
register: survey
title: {zh: 农村用水调查, en: Survey of water}
purpose: {zh: 样例, en: A sample}
owner: water
label: name
edit: [township_clerk]
fields:
  name:  {type: text, title: {zh: 调查名称, en: Survey}, required: true}
  homes: {type: integer, unit: 户, min: 0, title: {zh: 入户自来水户数, en: Homes}, element: tap_water_households}
"""


def test_r059_a_register_that_asks_for_a_held_element_does_not_load(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    copytree(Path(settings.SHIPPED_PACKS), packs)
    (packs / "supervision/registers/survey.yaml").write_text(SURVEY, encoding="utf-8")
    problems = load_all(packs).problems
    assert [(problem.code, Path(problem.file).name) for problem in problems] == [("LS701", "survey.yaml")]
    assert "one_table.village" in problems[0].message.en


def test_r059_words_of_a_form_lead_to_what_is_held(sample_city: SampleCity) -> None:
    found = by_words("出生 人口")
    assert found is not None
    assert [register.ref for register, _field in held_by(found.code).fields] == ["one_table.village_return"]


def test_r059_a_form_that_asks_for_held_cells_is_not_admitted(sample_city: SampleCity) -> None:
    waiting = Record.objects.of("one_table.asked_form").filter(state="submitted").order_by("pk")
    form = next(each for each in waiting if int(str(each.data["cells_held"])) > 0)
    step = Step(on=sample_city.today, evidence={"approval": "样例批文"})
    with pytest.raises(Refused, match="none_held"):
        move(form, "admit", step=step, by=sample_city.actor(Role.SUPERVISOR), at=sample_city.at)
