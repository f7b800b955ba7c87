"""Reviews, draws and second looks over the interface: sealed until all are in, drawn by another, seen again."""

from datetime import timedelta

import pytest

from luoshi.api.clock import now, today
from luoshi.api.tests.programs import Program, program, told
from luoshi.org.queries import actor_for
from luoshi.people.models import Account
from luoshi.registers.actions import close_list, draw_looks
from luoshi.registers.models import Look, Record
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.actors import Role

JULY = NOW + timedelta(days=20)


@pytest.fixture
def outsiders(works: SmallWorks) -> None:
    """Verifiers of two units."""
    for code in ("south", "commerce"):
        works.city.actor(Role.VERIFIER, code)


def reviewer(name: str) -> Program:
    return program(actor_for(Account.objects.get(display_name=name), at=now()))


@pytest.mark.usefixtures("outsiders")
def test_verdicts_are_sealed_until_all_are_in_and_differing_ones_decided(works: SmallWorks) -> None:
    task = works.reported()
    supervisor = program(works.supervisor)
    begun = supervisor.send("POST", f"/records/{task.pk}/reviews/merit")
    assert begun.status_code == 201, begun.content
    path = f"/reviews/{told(begun)['id']}"
    first, second = (reviewer(each["name"]) for each in told(begun)["reviewers"])
    given = first.post(f"{path}/verdict", {"verdict": "pass", "reasons": "属实"})
    assert given.status_code == 200, given.content
    assert [(each["verdict"], bool(each["given_at"])) for each in told(given)["reviewers"]] == [
        (None, True),
        (None, False),
    ]
    assert supervisor.post(f"{path}/verdict", {"verdict": "pass", "reasons": "x"}).status_code == 403
    opened = told(second.post(f"{path}/verdict", {"verdict": "fail", "reasons": "不实"}))
    assert (opened["state"], {each["verdict"] for each in opened["reviewers"]}) == ("differing", {"pass", "fail"})
    decided = supervisor.post(f"{path}/decision", {"verdict": "pass", "reasons": "以现场为准"})
    assert (decided.status_code, told(decided)["outcome"]) == (200, "pass"), decided.content
    assert supervisor.get(f"/records/{task.pk}/reviews")["items"] == [told(decided)]
    assert supervisor.send("POST", f"/reviewers/{opened['reviewers'][0]['id']}/replace").status_code == 409


def test_a_list_is_closed_by_one_told_to_all_and_drawn_by_another(works: SmallWorks) -> None:
    works.struck_off()
    supervisor, verifier = program(works.supervisor), program(works.verifier)
    body = {"register": "works.task", "period": "2022-06", "source": "某指数收盘数"}
    assert supervisor.post("/draws", body | {"value_day": "someday"}).status_code == 422
    narrow = program(works.supervisor, "write:works.site").post("/draws", body)
    assert (narrow.status_code, told(narrow)["code"]) == (403, "api.scope")
    made = supervisor.post("/draws", body)
    assert (made.status_code, told(made)["listed"]) == (201, 1), made.content
    path = f"/draws/{told(made)['id']}"
    assert (
        verifier.get("/draws?register=works.task&limit=1")["items"] == [told(made)] == verifier.get("/draws")["items"]
    )
    assert len(verifier.get(f"{path}/list")["items"]) == 1
    early = verifier.post(f"{path}/draw", {"public": "3356.08"})
    assert (early.status_code, told(early)["code"]) == (409, "registers.drawn_before_its_day")
    assert program(works.lead, "read:works.site").send("GET", path).status_code == 404


@pytest.mark.usefixtures("outsiders")
def test_what_was_drawn_is_looked_at_again_and_reopened(works: SmallWorks) -> None:
    task = works.struck_off()
    draw = close_list("works.task", period="2022-06", source="某指数收盘数", by=works.supervisor, at=JULY)
    draw_looks(draw, public="3356.08", by=works.verifier, at=JULY + timedelta(days=4))
    look = Look.objects.get()
    clerk = reviewer(Account.objects.get(posts__unit__code="south", posts__role=Role.VERIFIER).display_name)
    (waiting,) = clerk.get("/looks")["items"]
    assert (waiting["id"], waiting["record"]) == (look.pk, task.pk)
    sight = {"holds": False, "finding": "路面未修", "evidence": {"sight": "照片1张"}}
    assert clerk.post(f"/looks/{look.pk}", sight | {"finding": ""}).status_code == 422
    seen = clerk.post(f"/looks/{look.pk}", sight)
    assert (seen.status_code, told(seen)["seen"]) == (200, "not_held"), seen.content
    assert Record.objects.get(pk=task.pk).state == "assigned"
    (drawn,) = program(works.lead).get(f"/draws/{draw.pk}/looks")["items"]
    assert (drawn["finding"], drawn["seen"], bool(drawn["at"])) == ("", "not_held", True)
    (told_,) = program(works.lead).get(f"/records/{task.pk}/looks")["items"]
    assert told_["finding"] == "路面未修"
    assert today().isoformat() in told_["at"]
