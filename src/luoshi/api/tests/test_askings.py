"""催报 over the interface: who asks, what the unit finds, what is refused."""

import pytest

from luoshi.api.tests.programs import program, told
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.tests.small_returns import NOW, SmallReturns

ROUND = "/returns/flocks.herd/periods/2022-05/askings"


@pytest.fixture
def flocks(db: None, monkeypatch: pytest.MonkeyPatch) -> SmallReturns:
    """A village that owes its return of May."""
    monkeypatch.setattr("luoshi.api.operations.askings.now", lambda: NOW)
    return SmallReturns(SmallCity())


def test_a_unit_is_asked_and_finds_it_until_it_is_handed_over(flocks: SmallReturns) -> None:
    county, clerk = program(flocks.county), program(flocks.clerk)
    sent = county.post(ROUND, {"units": ["spring"], "words": "请于明日前上报"})
    assert sent.status_code == 201
    (found,) = clerk.get("/askings")["items"]
    assert (found["rung"], found["number"], found["unit"]["code"]) == ("reminder", "MY-TX-2022-0001", "spring")
    assert (found["due"], found["days_left"], found["register"]) == ("2022-06-08", -5, "flocks.herd")
    assert county.get(ROUND)["items"] == [found]
    flocks.submitted()
    assert clerk.get("/askings")["items"] == []
    again = county.post(ROUND, {"units": ["spring"], "words": "请报"})
    assert (again.status_code, told(again)["code"]) == (409, "returns.nobody_missing")


def test_a_stranger_asks_nobody_and_sees_nothing(flocks: SmallReturns) -> None:
    asking = {"units": ["spring"], "words": "请报"}
    other = program(flocks.other)
    assert other.post(ROUND, asking).status_code == 409
    assert other.get(ROUND)["items"] == []
    assert program(flocks.county, "read").post(ROUND, asking).status_code == 403
    assert program(flocks.clerk).post("/returns/flocks.herd/periods/2022-Q1/askings", asking).status_code == 422
