"""Clocks, lights, ladders and back-schedules as a pack writes them."""

from pathlib import Path

from luoshi.packs.codes.lifecycle import TASK
from luoshi.packs.declarations import Party, Register
from luoshi.packs.load import load
from luoshi.packs.resolve import resolve
from luoshi.packs.tests.sample import sample
from luoshi.packs.written import canonical, from_canonical

CLOCK = "within: 15 working days, basis: 交办通知, since: 2021-02-01}"
FULL = """within: 15 working days, basis: 交办通知, since: 2021-02-01,
       stops: {expert_review: {title: {zh: 专家评审, en: Expert review}, at_most: 20 working days, basis: 办法}},
       extension: {by: lead, confirm: supervisor, at_most: 30 working days, basis: 办法}}
  lights:
    value: "days_left"
    bands: {green: "(5, ∞)", yellow: "[0, 5]", red: "(-∞, 0)"}
    basis: 办法
  chase:
    - {rung: reminder, title: {zh: 提醒单, en: Reminder}, mark: TX, when: "days_left <= 3", by: supervisor}
    - {rung: urging, title: {zh: 催办单, en: Urging}, when: "days_left < 0", by: supervisor, may_start_here: true}
back_schedule:
  until: due
  seasons:
    frozen_ground: {title: {zh: 冬季停工期, en: Winter closure}, from: "11-15", to: "03-15", basis: 通知}
  steps:
    permits:    {title: {zh: 办理手续, en: Permits}, days: 60 working days}
    earthworks: {title: {zh: 土方工程, en: Earthworks}, days: 45 days, closed: [frozen_ground]}
"""


def written(folder: Path, *changes: tuple[str, str]) -> tuple[Register | None, set[str]]:
    """The sample pack with everything in it and some changes; its register and the codes of its problems."""
    folder.mkdir(exist_ok=True)
    path = sample(folder) / TASK
    text = path.read_text(encoding="utf-8").replace(CLOCK + "\n", FULL)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    loaded = load(path.parents[1])
    return loaded.pack.registers["task"] if loaded.pack else None, {problem.code for problem in loaded.problems}


def test_everything_about_time_is_resolved(tmp_path: Path) -> None:
    register, problems = written(tmp_path)
    assert register is not None, problems
    assert register.lifecycle is not None
    assert register.lifecycle.lights is not None
    assert register.back_schedule is not None
    (clock,) = register.lifecycle.clocks
    assert (clock.id, clock.stops["expert_review"].at_most) == ("assigned_struck_off", 20)
    assert clock.extension is not None
    assert (clock.extension.confirm, clock.extension.times, clock.extension.at_most) == (Party.SUPERVISOR, 1, 30)
    assert [band.colour for band in register.lifecycle.lights.bands] == ["green", "yellow", "red"]
    assert [(rung.mark, rung.may_start_here) for rung in register.lifecycle.chase] == [
        ("TX", False),
        ("URGING", True),
    ]
    permits, earthworks = register.back_schedule.steps
    assert (permits.days, permits.working, permits.closed) == (60, True, ())
    assert (earthworks.days, earthworks.working, earthworks.closed) == (45, False, ("frozen_ground",))
    assert register.back_schedule.seasons["frozen_ground"].since == (11, 15)


def test_a_published_pack_says_the_same_again(tmp_path: Path) -> None:
    path = sample(tmp_path) / TASK
    path.write_text(path.read_text(encoding="utf-8").replace(CLOCK + "\n", FULL), encoding="utf-8")
    kept = load(path.parents[1]).written
    assert kept is not None
    assert resolve(from_canonical(canonical(kept)))[0] == resolve(kept)[0]


def test_what_is_left_of_a_limit_is_no_value_a_formula_could_keep(tmp_path: Path) -> None:
    _, problems = written(tmp_path, ('formula: "budget - spent"', 'formula: "budget - days_left"'))
    assert problems == {"LS402"}


def test_a_misspelt_name_in_a_light_or_a_rung_is_told(tmp_path: Path) -> None:
    assert written(tmp_path / "a", ('value: "days_left"', 'value: "day_left"'))[1] == {"LS402"}
    assert written(tmp_path / "b", ('when: "days_left < 0"', 'when: "days_left"'))[1] == {"LS404"}
    assert written(tmp_path / "c", ("by: lead, confirm: supervisor", "by: lead, confirm: boss"))[1] == {"LS306"}


def test_a_rung_stands_once_and_a_season_has_days_of_the_calendar(tmp_path: Path) -> None:
    assert written(tmp_path / "d", ("rung: urging", "rung: reminder"))[1] == {"LS535"}
    assert "LS204" in written(tmp_path / "e", ('"11-15"', '"11-31"'))[1]


def test_the_yinchuan_rule_leaves_a_hole(tmp_path: Path) -> None:
    """领先或持平绿灯、落后 10 到 30 点黄灯、30 点以上红灯: 0 to 10 points behind has no colour."""
    bands = '{green: "[0, ∞)", yellow: "[-30, -10]", red: "(-∞, -30)"}'
    changes = ('{green: "(5, ∞)", yellow: "[0, 5]", red: "(-∞, 0)"}', bands)
    path = sample(tmp_path) / TASK
    text = path.read_text(encoding="utf-8").replace(CLOCK + "\n", FULL).replace(*changes)
    path.write_text(text, encoding="utf-8")
    (problem,) = load(path.parents[1]).problems
    assert (problem.code, "(-10, 0)" in problem.message.zh) == ("LS530", True)
