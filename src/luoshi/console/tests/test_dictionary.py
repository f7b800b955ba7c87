"""`luoshi dictionary import`: told first, written on demand, and nothing written while a cell is wrong."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_django.fixtures import Settings

from luoshi.console.dictionary import command
from luoshi.dictionary.queries import elements
from luoshi.org.tests.small_city import NOW, SmallCity
from luoshi.packs.actions import publish_all
from luoshi.packs.load import load_all
from luoshi.packs.tests.sample import sample

HEAD = "数据元代码,中文名称,定义,归口单位,采集目的,数据类型,单位,跨单位汇总,别名"
GOOD = "SHOPS-1,网点数,正在营业的网点,市商务局,安排补助,整数,个,相加,门店数；店铺数"


@pytest.fixture
def folder(small_city: SmallCity, tmp_path: Path, settings: Settings) -> Path:
    """The folder of a published pack that holds no elements yet."""
    packs = tmp_path / "packs"
    folder = sample(packs)
    publish_all(packs=load_all(packs), by=small_city.admin, at=NOW)
    settings.PACKS = packs
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "kept"}
    return folder


def brought(folder: Path, *lines: str, more: tuple[str, ...] = ()) -> Result:
    file = folder.parents[1] / "elements.csv"
    file.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    return CliRunner().invoke(command, ["import", str(file), "--pack", folder.name, *more])


def test_it_is_told_first_and_written_on_demand(folder: Path) -> None:
    only_told = brought(folder, GOOD)
    assert (only_told.exit_code, only_told.output) == (0, "sample 2: +1 ~0 =0, 0 处问题 problems\n")
    assert not (folder / "elements.yaml").exists()
    written = brought(folder, GOOD, more=("--write",))
    assert written.exit_code == 0
    assert 'version: "2"' in written.output
    assert (folder / "elements.yaml").read_text(encoding="utf-8").startswith("elements:\n  shops_1:\n")


def test_what_was_written_is_published_and_comes_again_without_a_change(folder: Path, small_city: SmallCity) -> None:
    brought(folder, GOOD, more=("--write",))
    head = folder / "pack.yaml"
    head.write_text(head.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"'), encoding="utf-8")
    publish_all(packs=load_all(folder.parent), by=small_city.admin, at=NOW)
    assert [each.code for each in elements()] == ["shops_1"]
    assert brought(folder, GOOD).output == "sample 3: +0 ~0 =1, 0 处问题 problems\n"


def test_every_bad_cell_is_named_and_nothing_is_written(folder: Path) -> None:
    bad = GOOD.replace("SHOPS-1", "SHOPS-2").replace("市商务局", "某不存在的局").replace("整数", "图片")
    refused = brought(folder, GOOD, bad, more=("--write",))
    assert refused.exit_code == 1
    assert [line.split("\t")[:2] for line in refused.output.splitlines()[:-1]] == [["3", "归口"], ["3", "类型"]]
    assert not (folder / "elements.yaml").exists()
    english = brought(folder, bad, more=("--lang", "en"))
    assert "Write the unit's full name or its code." in english.output
