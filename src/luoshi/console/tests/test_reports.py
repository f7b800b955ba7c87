"""A form filled at the console: one file, a folder of villages, and what is refused."""

from pathlib import Path

from click.testing import CliRunner
from pytest_django.fixtures import Settings

from luoshi.console.reports import command
from luoshi.org.tests.small_city import SmallCity
from luoshi.people.models import Account
from luoshi.reports.models import Issue
from luoshi.reports.tests.books import shown
from luoshi.reports.tests.small_asking import SmallAsking
from luoshi.reports.tests.small_books import SmallBooks, slot


def test_a_form_is_filled_at_the_console(db: None, settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}
    books = SmallBooks(SmallAsking(SmallCity()))
    form = books.form(slot(5, 1, {"kind": "unit"}), slot(5, 3, {"kind": "element", "code": "people"}))
    who = Account.objects.get(pk=books.asking.supervisor.account_id).username
    asked = ["fill", form.record.number, "--unit", "spring", "--period", "2022-05", "--as", who]

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(command, list(words))
        return done.exit_code, done.output

    out = tmp_path / "out"
    assert run(*asked, "--out", str(out)) == (0, f"{out}/农村基本情况表-泉村-2022-05.xlsx\t缺 0 格 (0 blank)\n")
    assert shown((out / "农村基本情况表-泉村-2022-05.xlsx").read_bytes())["C5"].value == 812
    assert "在服务器上" in Issue.objects.get().by_name
    many = ["fill", form.record.number, "--unit", "north", "--below", "village", "--period", "2022-05", "--as", who]
    assert run(*many, "--out", str(tmp_path / "all"))[0] == 0
    assert [each.name for each in (tmp_path / "all").iterdir()] == ["农村基本情况表-泉村-2022-05.xlsx"]
    wrong = (
        ("--as", "nobody"),
        ("--unit", "nowhere"),
        ("--below", "moon"),
        ("--period", "五月"),
    )
    for name, value in wrong:
        code, told = run(*asked, name, value, "--out", str(tmp_path))
        assert (code, "Traceback" in told) == (1, False), told
    assert run("fill", "甲", *asked[2:])[0] == 1
    assert Issue.objects.count() == 2
