"""Comments over the interface: said once under a key, changed over the edition seen, told page by page."""

import pytest

from luoshi.api.tests.programs import Program, program, told
from luoshi.registers.models import Comment
from luoshi.registers.tests.small_works import SmallWorks


@pytest.fixture
def clerk(works: SmallWorks) -> Program:
    """A program of the northern county's lead."""
    return program(works.lead)


def test_a_comment_is_said_once_under_its_key(works: SmallWorks, clerk: Program) -> None:
    path = f"/records/{works.site(cost=5).pk}/comments"
    sent = [clerk.post(path, {"text": "请核对造价"}, Idempotency_Key="c-1") for _ in range(3)]
    assert [each.status_code for each in sent] == [201] * 3, sent[0].content
    assert [each.headers.get("Idempotent-Replayed") for each in sent] == [None, "true", "true"]
    assert told(sent[0]) == told(sent[2])
    assert Comment.objects.count() == 1
    assert clerk.post(path, {"text": "另一句"}, Idempotency_Key="c-1").status_code == 422


def test_a_comment_is_changed_over_the_edition_seen_and_taken_back(works: SmallWorks, clerk: Program) -> None:
    path = f"/records/{works.site(cost=5).pk}/comments"
    said = clerk.post(path, {"text": "造价有误"})
    own = f"/comments/{told(said)['id']}"
    assert clerk.send("PATCH", own, {"text": "造价有误，请核"}).status_code == 428
    changed = clerk.send("PATCH", own, {"text": "造价有误，请核"}, If_Match=said["ETag"])
    assert (changed.status_code, changed["ETag"]) == (200, '"2"'), changed.content
    assert [each["text"] for each in told(changed)["earlier"]] == ["造价有误"]
    stale = clerk.send("PATCH", own, {"text": "别的"}, If_Match=said["ETag"])
    assert (stale.status_code, told(stale)["etag"]) == (412, '"2"')
    other = program(works.supervisor)
    assert other.send("PATCH", own, {"text": "别的"}, If_Match='"2"').status_code == 403
    gone = clerk.send("POST", f"{own}/withdraw")
    assert (gone.status_code, told(gone)["text"]) == (200, "")
    (listed,) = clerk.get(path)["items"]
    assert (listed["text"], listed["earlier"], bool(listed["withdrawn_at"])) == ("", [], True)


def test_comments_go_on_where_the_cursor_says(works: SmallWorks, clerk: Program) -> None:
    site, other = works.site(cost=5), works.site("西桥", cost=5)
    for number in range(5):
        clerk.post(f"/records/{site.pk}/comments", {"text": f"第{number}句"})
    first = clerk.send("GET", f"/records/{site.pk}/comments?limit=2")
    address = first["Link"].partition("<")[2].partition(">")[0]
    second = clerk.get(address)
    third = clerk.get(f"/records/{site.pk}/comments?limit=2&cursor={second['next_cursor']}")
    texts = [each["text"] for page in (told(first), second, third) for each in page["items"]]
    assert texts == [f"第{number}句" for number in range(5)]
    assert third["next_cursor"] is None
    elsewhere = clerk.send("GET", f"/records/{other.pk}/comments?cursor={second['next_cursor']}")
    assert (elsewhere.status_code, told(elsewhere)["code"]) == (422, "api.cursor")


def test_a_comment_on_what_one_may_not_see_is_as_one_that_is_not_there(works: SmallWorks, clerk: Program) -> None:
    said = told(clerk.post(f"/records/{works.site(cost=5).pk}/comments", {"text": "内部意见"}))["id"]
    for reader in (program(works.other_lead), program(works.lead, "write:works.plan")):
        hidden, missing = (
            reader.send("PATCH", f"/comments/{pk}", {"text": "x"}, If_Match='"1"') for pk in (said, said + 900)
        )
        assert hidden.status_code == missing.status_code == 404
        assert told(hidden) == told(missing) | {"where": str(said)}
