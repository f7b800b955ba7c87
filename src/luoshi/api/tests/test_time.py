"""Clocks over the interface: standing still, running again, more time asked by one and decided by another."""

from datetime import timedelta

import pytest

from luoshi.api.clock import now, today
from luoshi.api.tests.programs import Program, program, told
from luoshi.registers.actions import Step, move, set_parties
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks


@pytest.fixture
def clerk(works: SmallWorks) -> Program:
    """A program of the northern county's lead."""
    return program(works.lead)


@pytest.fixture
def site(works: SmallWorks) -> Record:
    """A site that was started yesterday."""
    site = works.site(permit_ok=True)
    step = Step(on=today() - timedelta(days=1), evidence={"licence": "许字〔2022〕1号"}, values={"cost": 500})
    move(site, "start", step=step, by=works.lead, at=now())
    return set_parties(site, lead=works.north, supervisor=[works.city.unit("city")], by=works.lead, at=now())


def test_a_clock_stands_still_for_a_listed_reason_and_runs_again(clerk: Program, site: Record) -> None:
    running = clerk.get(f"/records/{site.pk}/clocks")["items"][-1]
    path, day = f"/clocks/{running['id']}", today().isoformat()
    stop = {"reason": "court", "basis": "查封裁定", "since": day}
    assert clerk.post(f"{path}/stop", stop | {"reason": "holiday"}).status_code in (409, 422)
    assert clerk.post(f"{path}/stop", stop | {"since": "soon"}).status_code == 422
    stopped = clerk.post(f"{path}/stop", stop)
    assert (stopped.status_code, told(stopped)["state"]) == (200, "stopped"), stopped.content
    assert told(stopped)["stops"] == [
        {
            "reason": "court",
            "basis": "查封裁定",
            "since": day,
            "until": None,
            "by": site.versions.latest("pk").by_name,
        }
    ]
    assert clerk.post(f"{path}/stop", stop).status_code == 409
    again = clerk.post(f"{path}/resume", {"on": day})
    assert (again.status_code, told(again)["state"]) == (200, "running"), again.content
    assert clerk.post(f"{path}/resume", {"on": day}).status_code == 409


def test_more_time_is_asked_by_one_and_decided_by_another(works: SmallWorks, clerk: Program, site: Record) -> None:
    running = clerk.get(f"/records/{site.pk}/clocks")["items"][-1]
    path = f"/clocks/{running['id']}/requests"
    asked = clerk.post(path, {"days": 5, "reason": "雨季"})
    assert (asked.status_code, told(asked)["status"]) == (201, "asked"), asked.content
    assert clerk.post(path, {"days": 5, "reason": "雨季"}).status_code == 409
    grant = f"/requests/{told(asked)['id']}/grant"
    assert clerk.send("POST", grant).status_code == 403
    stranger = program(works.other_lead).send("POST", grant)
    assert (stranger.status_code, told(stranger)["where"]) == (404, str(told(asked)["id"]))
    granted = program(works.supervisor).send("POST", grant)
    assert (granted.status_code, told(granted)["status"]) == (200, "granted"), granted.content
    after = clerk.get(f"/records/{site.pk}/clocks")["items"][-1]
    assert (after["extended"], after["due"] > running["due"]) == (5, True)
    assert [each["status"] for each in after["requests"]] == ["granted"]


def test_no_more_time_says_why(works: SmallWorks, clerk: Program, site: Record) -> None:
    running = clerk.get(f"/records/{site.pk}/clocks")["items"][-1]
    asked = told(clerk.post(f"/clocks/{running['id']}/requests", {"days": 5, "reason": "雨季"}))["id"]
    supervisor = program(works.supervisor)
    assert supervisor.post(f"/requests/{asked}/refuse", {"reason": ""}).status_code == 422
    refused = supervisor.post(f"/requests/{asked}/refuse", {"reason": "可赶工"})
    assert (refused.status_code, told(refused)["settled_reason"]) == (200, "可赶工"), refused.content
