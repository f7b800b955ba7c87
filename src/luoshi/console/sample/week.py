"""The last week of the sample city, done by its people through the real acts: proposals, claims, a waiver."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from luoshi.cadence.actions import open_due
from luoshi.console.sample.city import morning
from luoshi.console.sample.people import person
from luoshi.console.sample.units import ZONE
from luoshi.measures.actions import print_figure
from luoshi.measures.queries import figure
from luoshi.org.models import Unit
from luoshi.registers.actions import KeyTaken, Step, confirm, correct, create, move, set_parties, turn_down, waive
from luoshi.registers.models import Move, Record
from luoshi.rules.actors import Actor, Role, operator

PROJECT = "investment.project"
NEW_LEAD = "牧草种业繁育项目（样例新线索）"
OURS = ("name", "investor", "mode")
PROOF = {
    "start": ("works_start", "样例影像及施工日志"),
    "complete": ("acceptance", "样例验收〔2023〕"),
    "produce": ("first_output", "样例首批产品出库单"),
}
PRINTED = (
    *((rate, "2022") for rate in ("filed_rate", "started_rate", "completed_rate", "producing_rate")),
    ("completed_projects", "2021"),
)


@dataclass(slots=True)
class Week:
    """Who acts, where, and when: each act a quarter of an hour after the one before."""

    units: Mapping[str, Unit]
    at: datetime

    def tick(self) -> datetime:
        """The moment of the next act."""
        self.at += timedelta(minutes=15)
        return self.at

    def next_day(self) -> None:
        """The morning of the day after."""
        self.at = morning(self.at.date() + timedelta(days=1))

    def who(self, role: Role) -> Actor:
        """The person who holds a role."""
        return person(role, at=self.at)

    def led_by(self, code: str, state: str, *, year: int = 2022) -> list[Record]:
        """The projects a unit leads that stand in a state and, once signed, were signed in a year."""
        found = Record.objects.of(PROJECT).filter(lead=self.units[code], state=state).order_by("pk")
        return [each for each in found if each.reached.get("signed", str(year)).startswith(str(year))]

    def propose(self, project: Record, name: str, *, by: Actor, number: int = 1) -> Move:
        """Propose a move that somebody else has to confirm."""
        kind, paper = PROOF[name]
        step = Step(on=self.at.date() - timedelta(days=3), evidence={kind: f"{paper}{number}号"})
        return move(project, name, step=step, by=by, at=self.tick())


def is_lived() -> bool:
    """Whether the week has been; its last act shows it. One query."""
    return Record.objects.of(PROJECT).filter(label=NEW_LEAD).exists()


def print_figures(at: datetime) -> None:
    """The supervisor prints the year's rates, and a count of the year before that the week will change."""
    by = person(Role.SUPERVISOR, at=at)
    for measure, year in PRINTED:
        shown = figure(f"investment.{measure}", period=year, today=at.date(), actor=by)
        print_figure(figure=shown, by=by, at=at)


def live(week: Week) -> None:
    """Everything the people of the investment line did; it changes none of the year's published counts."""
    _wait_for_the_verifier(week)
    _settled_by_the_verifier(week)
    _offered_twice(week)
    _waived_and_signed(week)
    _corrected(week)
    _new_lead(week)
    open_due(by=operator("调度"), at=week.tick())


def _wait_for_the_verifier(week: Week) -> None:
    """Five proposals in the verifier's list: by the township for its projects, by the county for its own."""
    clerk, county = week.who(Role.TOWNSHIP_CLERK), week.who(Role.COUNTY_LEAD)
    waiting = [(clerk, "hewan_t1", "started", "complete", 2), (county, "hewan", "started", "complete", 2)]
    number = 0
    for by, code, state, name, many in [*waiting, (county, "hewan", "completed", "produce", 1)]:
        for project in _some(week.led_by(code, state), many):
            number += 1
            week.propose(project, name, by=by, number=number)


def _settled_by_the_verifier(week: Week) -> None:
    """Of the projects signed in 2021, one completion confirmed and one turned down."""
    county, verifier = week.who(Role.COUNTY_LEAD), week.who(Role.VERIFIER)
    done, doubtful = _some(week.led_by("hewan", "started", year=2021), 2)
    confirm(week.propose(done, "complete", by=county, number=90), by=verifier, at=week.tick())
    proposed = week.propose(doubtful, "complete", by=county, number=91)
    turn_down(proposed, reason="所附材料是阶段验收，不是竣工验收（样例）", by=verifier, at=week.tick())


def _offered_twice(week: Week) -> None:
    """Three projects that a second district offers too: the first keeps them, both are told (R075)."""
    county, officer = week.who(Role.COUNTY_LEAD), week.who(Role.BUREAU_OFFICER)
    theirs, ours = week.led_by("yunling", "negotiating")[0], _some(week.led_by("hewan", "negotiating"), 2)
    for held, unit, by in (
        (theirs, "hewan", county),
        (ours[0], "jinsui", officer),
        (ours[1], ZONE, officer),
    ):
        try:
            create(PROJECT, {name: held.data[name] for name in OURS}, unit=week.units[unit], by=by, at=week.tick())
        except KeyTaken:
            continue
        raise AssertionError(f"{held.label} was registered twice")
    joint = [week.units["jinsui"]]
    set_parties(ours[0], lead=week.units["hewan"], support=joint, by=county, at=week.tick())


def _waived_and_signed(week: Week) -> None:
    """A gate not passed, set aside by a named person with its legal basis, then the signature (R004)."""
    county, supervisor = week.who(Role.COUNTY_LEAD), week.who(Role.SUPERVISOR)
    project = week.led_by("hewan", "reserved")[0]
    correct(project, {"energy_ok": False}, reason="能耗指标尚在置换（样例）", by=county, at=week.tick())
    basis = "样例文件〔2023〕1号：能耗置换方案已批复，准予先行签约"
    waive(project, "hard_gates", basis=basis, by=supervisor, at=week.tick())
    papers = {"contract": "样例合同2023-001", "company": "样例登记2023-001"}
    step = Step(on=week.at.date(), evidence=papers, values={"amount": project.data["amount"]})
    move(project, "sign", step=step, by=county, at=week.tick())


def _corrected(week: Week) -> None:
    """Two figures put right, each with its reason."""
    county, officer = week.who(Role.COUNTY_LEAD), week.who(Role.BUREAU_OFFICER)
    for project in _some(week.led_by("hewan", "filed"), 2):
        land = int(project.data["land"]) + 12
        correct(project, {"land": land}, reason="按不动产权证更正用地面积（样例）", by=county, at=week.tick())
    paid = Record.objects.of("investment.paid_in").filter(data__kind="bank").order_by("pk")[0]
    correct(paid, {"kind": "assets"}, reason="凭证为固定资产入账单（样例）", by=officer, at=week.tick())


def _new_lead(week: Week) -> None:
    """What the township heard of yesterday, and took up at once."""
    clerk = week.who(Role.TOWNSHIP_CLERK)
    investor = Record.objects.of("investment.enterprise").order_by("-pk")[0]
    data = {"name": NEW_LEAD, "investor": investor.pk, "mode": "scene"}
    lead = create(PROJECT, data, unit=week.units["hewan_t1"], by=clerk, at=week.tick())
    move(lead, "negotiate", step=Step(on=week.at.date()), by=clerk, at=week.tick())


def _some(records: Sequence[Record], many: int) -> Sequence[Record]:
    """The first few; the sample is generated so that there are enough."""
    if len(records) < many:
        raise ValueError(f"the sample has {len(records)} records where {many} are needed")
    return records[:many]
