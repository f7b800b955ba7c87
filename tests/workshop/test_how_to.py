"""The how-to is followed to the letter: its files are written, its commands run, its outcomes compared."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from pytest_django import Settings

from luoshi.console.main import add_commands, luoshi
from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.queries import current
from luoshi.rules.actors import Role
from tests.conventions.house import ROOT

PAGE = ROOT / "docs" / "how-to" / "add-a-line-of-work.md"
BLOCK = re.compile(r"^```(?P<kind>sh|yaml|text) ?(?P<name>\S*)\n(?P<body>.*?)^```", re.M | re.S)


@dataclass(frozen=True)
class Step:
    """A block of the page: a file to write, commands to type, or what the last command is to say."""

    kind: str
    name: str
    body: str


def steps(page: str) -> Iterator[Step]:
    for block in BLOCK.finditer(page):
        yield Step(**block.groupdict())


def typed(command: str) -> tuple[int, str]:
    """Run one command line, `luoshi` in this very process so that it meets the test's database."""
    if command.startswith("luoshi "):
        done = CliRunner().invoke(luoshi, shlex.split(command, comments=True)[1:])
        return done.exit_code, done.output
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)  # noqa: S602  (our own page)
    return ran.returncode, ran.stdout + ran.stderr


def follow(page: str) -> None:
    said = ""
    for step in steps(page):
        if step.kind == "yaml":
            Path(step.name).write_text(step.body, encoding="utf-8")
        elif step.kind == "text":
            assert step.body.strip() in said
        else:
            for command in step.body.strip().splitlines():
                code, said = typed(command)
                assert bool(code) is command.endswith("# fails"), f"{command}\n{said}"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Path:
    """A folder with an empty packs/, in which the commands are typed."""
    (tmp_path / "packs").mkdir()
    monkeypatch.chdir(tmp_path)
    settings.PACKS = tmp_path / "packs"
    add_commands()
    return tmp_path


@pytest.mark.django_db
@pytest.mark.usefixtures("desk")
def test_a_line_of_work_is_added_by_following_the_page() -> None:
    follow(PAGE.read_text(encoding="utf-8"))
    register = current().register("hazards.hazard")
    assert register.title.zh == "隐患"
    assert current().measure("hazards.gone_rate").title.en == "Rate gone"
    officer = SmallCity().person(Role.BUREAU_OFFICER, "commerce")
    client = Client()
    client.force_login(officer, backend="luoshi.people.backend.Accounts")
    assert "隐患" in client.get("/registers/").content.decode()
    form = client.get("/registers/hazards.hazard/new/").content.decode()
    assert all(title in form for title in ("地点", "等级", "重大", "概算"))


@pytest.mark.parametrize(
    "page",
    ["```sh\nfalse\n```\n", "```sh\ntrue  # fails\n```\n", "```sh\necho yes\n```\n```text\nno\n```\n"],
)
@pytest.mark.usefixtures("desk")
def test_a_page_that_is_wrong_is_caught(page: str) -> None:
    with pytest.raises(AssertionError):
        follow(page)
