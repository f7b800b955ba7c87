"""Every example of every shipped pack comes out as it says."""

from functools import cache

import pytest
from django.conf import settings

from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.declarations import Example
from luoshi.packs.load import LoadedAll, load_all
from tests.spec.examples import Stage, expected, same


@cache
def shipped() -> LoadedAll:
    return load_all(settings.SHIPPED_PACKS)


def examples() -> list[Example]:
    return [example for pack in shipped().catalogue.packs.values() for example in pack.examples]


@pytest.fixture
def stage(small_packs: SmallCity) -> Stage:
    """The packs in force in a small city."""
    return Stage(small_packs)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.id)
def test_an_example_comes_out_as_it_says(stage: Stage, example: Example) -> None:
    assert same(outcome := stage.outcome(example), expected(example)), f"{example.title.zh}: {outcome}"


def test_packs_load_without_a_problem() -> None:
    assert [problem.told("en") for problem in shipped().problems] == []


def test_examples_are_named_after_their_row() -> None:
    for example in examples():
        assert not example.row.startswith("R") or example.id.startswith(example.row.lower()), example.id
