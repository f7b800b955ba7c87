"""The how-to about the API is followed to the letter: its commands are sent to a site with a small line of work."""

import os
import re
import subprocess
from collections.abc import Iterator

import pytest
from pytest_django.live_server_helper import LiveServer

from luoshi.api.models import Token
from luoshi.api.tests.programs import program
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks
from tests.conventions.house import ROOT

PAGE = ROOT / "docs" / "how-to" / "use-the-api.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)
REFUSED = re.compile(r"# (\d{3})$")


def commands(page: str) -> Iterator[str]:
    """Each command line that calls the site."""
    for block in BLOCK.findall(page):
        yield from (line for line in block.splitlines() if line.startswith("curl "))


def sent(command: str, where: dict[str, str]) -> int:
    """The status a command got."""
    told = command.replace("curl -sS", "curl -sS -o /dev/null -w '%{http_code}'", 1)
    ran = subprocess.run(told, shell=True, capture_output=True, text=True, check=True, env=os.environ | where)  # noqa: S602  (our own page)
    return int(ran.stdout)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_command_of_the_page_does_what_it_says(live_server: LiveServer) -> None:
    works = SmallWorks(SmallCity())
    plan, site = works.plan(), works.site(cost=5, plan=works.plan("另一计划"))
    where = {"LUOSHI": live_server.url, "TOKEN": program(works.lead).token}
    statuses = []
    for command in commands(PAGE.read_text(encoding="utf-8")):
        typed = command.replace('"plan": 1', f'"plan": {plan.pk}').replace("/records/2", f"/records/{site.pk}")
        wanted = REFUSED.search(command)
        status = sent(typed, where)
        statuses.append(status)
        assert status == int(wanted[1]) if wanted else status < 300, (command, status)
    assert len(statuses) == 7
    assert {201, 200, 412} == set(statuses)
    assert Record.objects.of("works.site").count() == 2
    assert Record.objects.get(pk=site.pk).data["cost"] == "13"
    assert Token.objects.get().last_used_on is not None


def test_a_command_that_is_refused_is_caught() -> None:
    page = '```sh\nexport A=1\ncurl -sS "$LUOSHI/x"  # 412\n```\n'
    (command,) = commands(page)
    assert REFUSED.search(command)
