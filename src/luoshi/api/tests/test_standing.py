"""Parties, place, waivers and taking back over the interface: over the revision that was seen, told to who saw it."""

import pytest

from luoshi.api.tests.programs import Program, program, told
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks


@pytest.fixture
def clerk(works: SmallWorks) -> Program:
    """A program of the northern county's lead."""
    return program(works.lead)


def test_parties_are_put_over_the_revision_seen(works: SmallWorks, clerk: Program) -> None:
    path = f"/records/{works.site(cost=5).pk}/parties"
    body = {"lead": "north", "support": ["commerce"], "supervisor": ["supervision"]}
    assert clerk.send("PUT", path, body).status_code == 428
    put = clerk.send("PUT", path, body, If_Match='"1"')
    assert (put.status_code, put["ETag"]) == (200, '"2"'), put.content
    assert clerk.get(path) == told(put)
    assert [each["code"] for each in told(put)["support"]] == ["commerce"]
    stale = clerk.send("PUT", path, body | {"support": []}, If_Match='"1"')
    assert (stale.status_code, told(stale)["etag"]) == (412, '"2"')
    assert [each["code"] for each in clerk.get(path)["support"]] == ["commerce"]
    wrong = clerk.send("PUT", path, body | {"supervisor": ["supervision", "nowhere"]}, If_Match='"2"')
    assert (wrong.status_code, told(wrong)["where"]) == (422, "supervisor.1")


def test_a_record_is_hung_under_another_and_taken_from_it(works: SmallWorks) -> None:
    planner, task, plan = program(works.planner), works.task(), works.plan()
    path = f"/records/{task.pk}/parent"
    put = planner.send("PUT", path, {"parent": plan.pk}, If_Match='"1"')
    assert (put.status_code, told(put)["parent"]) == (200, plan.pk), put.content
    assert told(planner.send("PUT", path, {"parent": None}, If_Match=put["ETag"]))["parent"] is None
    assert planner.send("PUT", path, {"parent": plan.pk}, If_Match='"1"').status_code == 412
    assert planner.send("PUT", path, {"parent": 2**62}, If_Match='"3"').status_code == 404


def test_a_narrow_token_learns_nothing_of_a_record_it_names(works: SmallWorks) -> None:
    site, task = works.site("东桥", cost=5), works.task()
    narrow = program(works.planner, "write:works.task")
    hidden, missing = (
        narrow.send("PUT", f"/records/{task.pk}/parent", {"parent": pk}, If_Match='"1"')
        for pk in (site.pk, site.pk + 900)
    )
    assert hidden.status_code == missing.status_code == 404
    assert told(hidden) == told(missing) | {"where": str(site.pk)}
    body = {"unit": "supervision", "values": {"matter": "架桥"}, "parent": site.pk}
    assert narrow.post("/registers/works.task/records", body).status_code == 404


def test_what_was_entered_by_mistake_is_taken_back(works: SmallWorks) -> None:
    planner, plan = program(works.planner), works.plan()
    path = f"/records/{plan.pk}/withdraw"
    assert planner.post(path, {"reason": " "}, If_Match='"1"').status_code == 422
    gone = planner.post(path, {"reason": "重复登记"}, If_Match='"1"')
    assert (gone.status_code, gone["ETag"]) == (200, '"2"'), gone.content
    assert not Record.objects.filter(pk=plan.pk).exists()


def test_a_guard_is_set_aside_once_by_whom_the_pack_names(works: SmallWorks, clerk: Program) -> None:
    path = f"/records/{works.site(cost=5).pk}/waivers"
    assert clerk.post(f"{path}/permit", {"basis": "某条例第三条"}).status_code == 403
    supervisor = program(works.supervisor)
    assert supervisor.post(f"{path}/permit", {"basis": ""}).status_code == 422
    made = supervisor.post(f"{path}/permit", {"basis": "某条例第三条"})
    assert (made.status_code, told(made)["basis"]) == (201, "某条例第三条"), made.content
    assert clerk.get(path)["items"] == [told(made)]
    again = supervisor.post(f"{path}/permit", {"basis": "某条例第三条"})
    assert (again.status_code, told(again)["code"]) == (409, "registers.waived_already")
    assert supervisor.post(f"{path}/costed", {"basis": "x"}).status_code == 409


@pytest.mark.parametrize("tag", ["*", '"01"', '"1', '""', '"1", "2"', "W/1", '"1e3"', '"٣"', '"' + "9" * 400 + '"'])
def test_a_tag_that_was_never_given_out_fits_nothing(works: SmallWorks, clerk: Program, tag: str) -> None:
    path = f"/records/{works.site(cost=5).pk}"
    answer = clerk.send("PATCH", path, {"values": {"cost": 6}, "reason": "核实"}, If_Match=tag)
    assert (answer.status_code, told(answer)["etag"]) == (412, '"1"')
