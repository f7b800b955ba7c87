"""Records over the interface: the same acts as the pages, with revisions, cursors and keys."""

import pytest

from luoshi.api.tests.programs import Program, program, told
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks


@pytest.fixture
def clerk(works: SmallWorks) -> Program:
    """A program of the northern county's lead."""
    return program(works.lead)


def test_a_record_is_entered_read_and_corrected(works: SmallWorks, clerk: Program) -> None:
    plan = works.plan().pk
    made = clerk.post(
        "/registers/works.site/records",
        {"unit": "north", "values": {"title_of_site": "东桥", "plan": plan, "cost": 5}},
    )
    assert made.status_code == 201, made.content
    found = told(made)
    assert (made["ETag"], made["Location"]) == ('"1"', f"/api/v1/records/{found['id']}")
    assert (found["register"], found["values"]["title_of_site"]) == ("works.site", "东桥")
    assert "东桥" in made.content.decode()
    path = f"/records/{found['id']}"
    assert clerk.get(path) == found
    corrected = clerk.send("PATCH", path, {"values": {"cost": "7.5"}, "reason": "核实"}, If_Match='"1"')
    assert corrected.status_code == 200, corrected.content
    assert (told(corrected)["values"]["cost"], corrected["ETag"]) == ("7.5", '"2"')
    newest, first = clerk.get(f"{path}/history")["items"]
    changes = {each["field"]: (each["before"], each["after"]) for each in newest["changes"]}
    assert (newest["reason"], changes["cost"], first["kind"]) == ("核实", ("5", "7.5"), "created")


def test_a_correction_over_anothers_is_412_with_the_difference(works: SmallWorks, clerk: Program) -> None:
    site = works.site(cost=5)
    path = f"/records/{site.pk}"
    first = clerk.send("PATCH", path, {"values": {"cost": 6}, "reason": "核实"}, If_Match='"1"')
    assert first.status_code == 200
    second = clerk.send("PATCH", path, {"values": {"cost": 8}, "reason": "再核"}, If_Match='"1"')
    problem = told(second)
    assert (second.status_code, second["Content-Type"]) == (412, "application/problem+json")
    (line,) = [each for each in problem["difference"] if each["field"] == "cost"]
    assert (line["before"], line["theirs"], line["mine"], line["changed_by"]) == ("5", "6", 8, "both")
    assert problem["etag"] == '"2"'
    assert clerk.get(path)["values"]["cost"] == "6"
    assert clerk.send("PATCH", path, {"values": {"cost": 8}, "reason": "再核"}).status_code == 428


def test_a_weak_tag_never_fits(works: SmallWorks, clerk: Program) -> None:
    path = f"/records/{works.site(cost=5).pk}"
    answer = clerk.send("PATCH", path, {"values": {"cost": 6}, "reason": "核实"}, If_Match='W/"1"')
    assert (answer.status_code, told(answer)["etag"]) == (412, '"1"')
    assert clerk.get(path)["values"]["cost"] == "5"


def test_sent_again_under_its_key_it_is_done_once(works: SmallWorks, clerk: Program) -> None:
    plan = works.plan().pk
    body = {"unit": "north", "values": {"title_of_site": "东桥", "plan": plan}}
    sent = [clerk.post("/registers/works.site/records", body, Idempotency_Key="k-1") for _ in range(3)]
    assert [each.status_code for each in sent] == [201, 201, 201]
    assert len({told(each)["id"] for each in sent}) == 1
    assert [each.headers.get("Idempotent-Replayed") for each in sent] == [None, "true", "true"]
    assert Record.objects.of("works.site").count() == 1
    other = {"unit": "north", "values": {"title_of_site": "西桥", "plan": plan}}
    answer = clerk.post("/registers/works.site/records", other, Idempotency_Key="k-1")
    assert Record.objects.of("works.site").count() in (1, 2)
    assert answer.status_code == 422
    assert told(answer)["code"] == "api.sent_differently"


def test_a_list_goes_on_where_its_cursor_says(works: SmallWorks, clerk: Program) -> None:
    for number in range(7):
        works.site(f"工地{number}", cost=number + 1)
    for sort in ("-updated", "updated", "label", "-label", "due", "-due", "id", "-id"):
        seen: list[int] = []
        path = f"/registers/works.site/records?limit=3&sort={sort}"
        cursor = ""
        while True:
            page = clerk.get(path + (f"&cursor={cursor}" if cursor else ""))
            seen += [each["id"] for each in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert (len(seen), len(set(seen))) == (7, 7), sort
    first = clerk.send("GET", "/registers/works.site/records?limit=3&sort=id")
    address = first["Link"].partition("<")[2].partition(">")[0]
    assert len(clerk.get(address)["items"]) == 3


def test_a_list_is_narrowed_and_a_misspelt_filter_is_refused(works: SmallWorks, clerk: Program) -> None:
    works.site("东桥", cost=5)
    works.site("西桥", cost=6)

    def labels(query: str) -> list[str]:
        return [each["label"] for each in clerk.get(f"/registers/works.site/records?sort=id&{query}")["items"]]

    assert labels("q=东桥") == ["东桥"]
    assert labels("where=cost%3D6") == ["西桥"]
    assert labels("unit=north") == ["东桥", "西桥"]
    assert labels("unit=south") == []
    for query, where in (
        ("stat=lead", "stat"),
        ("where=cots%3D6", "where"),
        ("light=blue", "query.light"),
        ("unit=nowhere", "unit"),
        ("due_from=soon", "due_from"),
        ("updated_since=2022-01-01", "updated_since"),
        ("cursor=abc", "cursor"),
        ("limit=0", "query.limit"),
    ):
        answer = clerk.send("GET", f"/registers/works.site/records?{query}")
        assert answer.status_code == 422, query
        assert told(answer)["where"] == where, told(answer)


def test_what_one_may_not_see_is_as_what_does_not_exist(works: SmallWorks) -> None:
    site = works.site(cost=5)
    stranger = program(works.other_lead)
    hidden, missing = (stranger.send("GET", f"/records/{pk}") for pk in (site.pk, site.pk + 1000))
    assert hidden.status_code == missing.status_code == 404
    a, b = told(hidden), told(missing)
    assert a["detail"] == b["detail"]
    assert "东桥" not in hidden.content.decode()
    narrow = program(works.lead, "read:works.plan")
    assert narrow.send("GET", f"/records/{site.pk}").status_code == 404
    assert narrow.send("GET", "/registers/works.site/records").status_code == 403
    reader = program(works.lead, "read:works")
    assert reader.get(f"/records/{site.pk}")["id"] == site.pk
    refused = reader.send("PATCH", f"/records/{site.pk}", {"values": {}, "reason": "x"}, If_Match='"1"')
    assert (refused.status_code, told(refused)["where"]) == (403, "write:works.site")
