"""The generated reference is what the code says now, and explains everything."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from luoshi.packs.codes import TABLE
from luoshi.packs.grammar.meanings import MEANINGS
from luoshi.packs.grammar.schema import schemas
from luoshi.packs.grammar.shape import keys_of
from luoshi.packs.reference import pages

REFERENCE = Path(__file__).resolve().parents[4] / "docs" / "reference"
TOLD = "run: luoshi packs reference docs/reference"


@pytest.mark.parametrize("name", pages())
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages()[name], TOLD


def test_every_code_has_a_page_and_no_page_is_left_over() -> None:
    found = {path.stem for path in (REFERENCE / "pack-problems").glob("LS*.md")}
    assert found == set(TABLE), TOLD


@pytest.mark.parametrize("form", MEANINGS, ids=lambda form: form.__name__)
def test_every_key_is_explained(form: type[BaseModel]) -> None:
    assert set(MEANINGS[form]) == set(keys_of(form))


def test_the_schema_explains_its_keys_to_editors() -> None:
    register = schemas()["register"]
    assert isinstance(register, dict)
    assert register["properties"]["purpose"]["description"] == "为什么要这些数据 · why this data is needed"
    assert register["additionalProperties"] is False
