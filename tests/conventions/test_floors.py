"""Foreign keys point down: what import-linter sees of imports, this sees of keys written as strings."""

import tomllib
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db.models import Model

from tests.conventions.house import ROOT

# A key from every floor may point at Django's own tables, which lie below the house.
GROUND = {"auth", "contenttypes", "sessions"}


def floors() -> dict[str, int]:
    """The height of each room, from the layers that import-linter keeps."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = told["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["name"].startswith("Floors"))
    heights: dict[str, int] = {}
    for height, layer in enumerate(reversed(layers), start=1):
        for room in layer.split("|"):
            heights[room.strip().strip("()")] = height
    return heights


def keys(models: Iterable[type[Model]]) -> Iterator[tuple[str, str, str]]:
    """Each key as (owner's room, target's room, what it is called)."""
    for model in models:
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            target = field.related_model
            if isinstance(target, type) and issubclass(target, Model):
                name = f"{model._meta.label}.{field.name}"
                yield model._meta.app_label, target._meta.app_label, name


def pointing_up(found: Iterable[tuple[str, str, str]]) -> list[str]:
    heights = floors()
    return [
        f"{name} points at {target}, which is not below {owner}"
        for owner, target, name in found
        if owner != target and target not in GROUND and heights[target] >= heights[owner]
    ]


def test_foreign_keys_point_down() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("luoshi.")]
    assert ours
    assert pointing_up(keys(ours)) == []


def test_a_key_that_points_up_or_sideways_is_caught() -> None:
    planted = [
        ("org", "registers", "org.Unit.record"),
        ("people", "org", "people.Account.unit"),
        ("registers", "org", "registers.Record.unit"),
        ("registers", "registers", "registers.Record.parent"),
    ]
    assert [sentence.split()[0] for sentence in pointing_up(planted)] == ["org.Unit.record", "people.Account.unit"]


def test_every_room_has_a_floor() -> None:
    assert {"rules", "audit", "people", "org", "packs", "registers", "measures", "web", "console"} <= floors().keys()
