"""`luoshi doctor`: the same as 管理 → 系统状况, for whoever has the server only."""

import pytest
from click.testing import CliRunner
from django.core.checks import Error, Info, Warning  # noqa: A004  (Django's own names)

from luoshi.console import doctor
from luoshi.console.main import writes


def told(monkeypatch: pytest.MonkeyPatch, *found: Info | Warning | Error, lang: str = "zh") -> tuple[int, str]:
    monkeypatch.setattr(doctor, "run_checks", lambda **_: list(found))
    answer = CliRunner().invoke(doctor.command, ["--lang", lang])
    return answer.exit_code, answer.output


def test_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = told(monkeypatch, Info("好\nfine", id="luoshi.I1"))
    assert (code, said.splitlines()) == (0, ["  好", "一切正常。"])


def test_what_is_wrong_comes_first_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    small = Warning("旧\nold", hint="换\nchange it", id="luoshi.W1")
    grave = Error("坏\nbroken", hint="修\nmend it", id="luoshi.E1")
    code, said = told(monkeypatch, small, grave, lang="en")
    assert code == 1
    assert said.index("broken") < said.index("mend it") < said.index("old") < said.index("change it")
    assert "坏" not in said


@pytest.mark.django_db
def test_it_looks_at_the_running_site() -> None:
    answer = CliRunner().invoke(doctor.command, [])
    assert answer.exit_code in (0, 1)
    assert "数据库结构是最新的" in answer.output


def test_it_runs_on_a_set_up_that_is_not_safe() -> None:
    assert not writes(["doctor", "--lang", "en"])
