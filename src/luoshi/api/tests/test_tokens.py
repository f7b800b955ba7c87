"""Personal tokens: made once, shown once, never more than their owner, ended by time or by hand."""

from datetime import timedelta

import pytest

from luoshi.api.actions import make_token, revoke_token
from luoshi.api.clock import now
from luoshi.api.models import Token
from luoshi.api.policies import LONGEST
from luoshi.api.queries import token_of, tokens_of
from luoshi.api.scopes import allows, covers_pack
from luoshi.api.tests.programs import Program, program
from luoshi.audit.models import Entry
from luoshi.audit.tests.lifting import lifted
from luoshi.org.actions import end_post
from luoshi.org.models import Post
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.refusals import Refused


def test_of_a_token_only_a_digest_is_kept(works: SmallWorks) -> None:
    at = now()
    token, text = make_token("reports", scopes=["read"], expires_at=at + timedelta(days=1), by=works.lead, at=at)
    kept = " ".join(str(value) for value in Token.objects.values_list().get(pk=token.pk))
    secret = text.rpartition("_")[2]
    assert text.startswith(f"luoshi_{token.prefix}_")
    assert secret not in kept
    assert secret not in "".join(Entry.objects.values_list("canonical", flat=True))
    assert Entry.objects.filter(act="api.make_token", subject_id=token.pk).count() == 1
    assert Program(text).get("/me")["token"]["scopes"] == ["read"]


def test_it_ends_by_time_by_hand_and_with_its_owner(works: SmallWorks) -> None:
    clerk = program(works.lead)
    assert clerk.send("GET", "/me").status_code == 200
    (token,) = tokens_of(works.lead)
    assert token.last_used_on == now().date() or token.last_used_on is not None
    with pytest.raises(Refused, match="no_such_token"):
        revoke_token(token, by=works.other_lead, at=now())
    with pytest.raises(Refused, match="no_such_token"):
        token_of(works.other_lead, token.pk)
    revoke_token(token, by=works.lead, at=now())
    assert clerk.send("GET", "/me").status_code == 401
    with pytest.raises(Refused, match="revoked_already"):
        revoke_token(token, by=works.lead, at=now())
    other = program(works.officer)
    with lifted():
        Token.objects.filter(account=works.officer.account_id).update(expires_at=now() - timedelta(seconds=1))
    assert other.send("GET", "/me").status_code == 401


def test_it_is_never_more_than_its_owner_is_today(works: SmallWorks) -> None:
    clerk = program(works.lead)
    assert [post["role"] for post in clerk.get("/me")["posts"]] == ["county_lead"]
    post = Post.objects.get(account=works.lead.account_id)
    end_post(post, on=now().date(), by=works.city.admin, at=now())
    assert clerk.get("/me")["posts"] == []
    refused = clerk.post("/registers/works.site/records", {"unit": "north", "values": {"title_of_site": "x"}})
    assert refused.status_code == 403


def test_one_made_for_one_post_acts_as_that_post(works: SmallWorks) -> None:
    (held,) = works.lead.posts
    assert len(program(works.lead, post=held).get("/me")["posts"]) == 1
    (elsewhere,) = works.officer.posts
    assert program(works.lead, post=elsewhere).get("/me")["posts"] == []


def test_scopes_cover_what_they_name_and_nothing_beside_it() -> None:
    assert allows(["read"], "read", "works.site")
    assert not allows(["read"], "write", "works.site")
    assert allows(["write:works"], "read", "works.site")
    assert allows(["write:works.site"], "write", "works.site")
    assert not allows(["write:works.site"], "write", "works.sites")
    assert not allows(["read:work"], "read", "works.site")
    assert allows(["read:works"], "read")
    assert not allows(["write:works"], "write")
    assert covers_pack(["read:works.site"], "works")
    assert not covers_pack(["read:works.site"], "work")


@pytest.mark.parametrize(
    ("name", "scopes", "days", "code"),
    [
        ("", ["read"], 1, "api.name"),
        ("x", [], 1, "api.scopes"),
        ("x", ["admin"], 1, "api.scopes"),
        ("x", ["read:nothing"], 1, "api.scopes"),
        ("x", ["read"], 0, "api.expiry"),
        ("x", ["read"], LONGEST.days + 1, "api.expiry"),
    ],
)
def test_what_makes_no_sense_is_refused(
    works: SmallWorks, name: str, scopes: list[str], days: int, code: str
) -> None:
    at = now()
    with pytest.raises(Refused) as refused:
        make_token(name, scopes=scopes, expires_at=at + timedelta(days=days), by=works.lead, at=at)
    assert refused.value.code == code
    assert Token.objects.count() == 0
