"""`luoshi packs`, as typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.console.packs import command
from luoshi.packs import queries
from luoshi.packs.codes import TABLE


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def new(folder: Path, pack: str = "greening") -> Path:
    assert run("new", pack, folder).exit_code == 0
    return folder / pack


def test_a_new_pack_passes_the_check(tmp_path: Path) -> None:
    new(tmp_path)
    result = run("check", tmp_path, "--lang", "en")
    assert (result.exit_code, result.output) == (0, "1 pack, 1 register, 0 problems\n")
    assert run("check", tmp_path).output == "1 个条线，1 个台账，0 个问题\n"


def test_problems_are_printed_and_the_exit_code_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack = new(tmp_path)
    monkeypatch.chdir(tmp_path)
    with (pack / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("colour: red\n")
    result = run("check", "greening", "--lang", "en")
    assert result.exit_code == 1
    first, last = result.output.splitlines()
    assert first.startswith("greening/pack.yaml:12:1: LS201 There is no key “colour” here.")
    assert last == "1 pack, 1 register, 1 problem"
    assert "LS201 这里没有“colour”这个键。" in run("check", "greening").output


def test_a_new_pack_takes_no_place_of_another(tmp_path: Path) -> None:
    new(tmp_path)
    assert "exists already" in run("new", "greening", tmp_path, "--lang", "en").output
    assert run("new", "Greening", tmp_path).exit_code == 1
    assert run("new", "../greening", tmp_path).exit_code == 1


@pytest.mark.django_db
def test_publishing_prints_what_was_frozen(tmp_path: Path) -> None:
    new(tmp_path)
    result = run("publish", tmp_path)
    assert result.output.startswith("greening 1 ")
    assert queries.register("greening.task").id == "task"
    assert run("publish", tmp_path).output == result.output


@pytest.mark.django_db
def test_a_refused_publication_says_what_to_do(tmp_path: Path) -> None:
    pack = new(tmp_path)
    run("publish", tmp_path)
    path = pack / "pack.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("示例条线", "绿化"), encoding="utf-8")
    result = run("publish", tmp_path, "--lang", "en")
    assert result.exit_code == 1
    assert "Write a new version in pack.yaml." in result.output


@pytest.mark.django_db
def test_a_mapping_has_a_form(tmp_path: Path) -> None:
    new(tmp_path)
    assert run("publish", tmp_path, "--map", "reported=answered").exit_code == 2


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_code_is_explained(language: str) -> None:
    result = run("explain", "ls706", "--lang", language)
    assert TABLE["LS706"].why.in_(language) in result.output


def test_an_unknown_code_is_not(tmp_path: Path) -> None:
    assert run("explain", "LS999").exit_code == 1


def test_the_schema_is_written_for_editors(tmp_path: Path) -> None:
    run("schema", "--out", tmp_path)
    schema = json.loads((tmp_path / "register.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["kind"]["description"].startswith("用途")
    assert schema["$defs"]["FieldForm"]["required"] == ["type", "title"]


def test_examples_are_data_for_other_programs(tmp_path: Path) -> None:
    new(tmp_path)
    line = json.loads(run("examples", tmp_path).output)
    assert line["expect"] == {"field": "left_over", "value": "60"}
