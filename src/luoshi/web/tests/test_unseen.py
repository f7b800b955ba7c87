"""Whatever is asked of, or sent to, a record one may not see is answered as if nothing were there."""

import re

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from luoshi.registers.actions import ask_for_time, comment, move
from luoshi.registers.tests.small_works import NOW, SmallWorks, start
from luoshi.web.tests.test_pages import without_the_token
from luoshi.web.tests.test_registers import as_

NOWHERE = 10**9
OF_A_RECORD = "records/<int:pk>/"
WORDS = {"name": "start", "guard": "permitted", "kind": "report", "rung": "notice"}
ON_A_RECORD = ("comment_edit", "comment_withdraw", "settle_time", "exhibit_withdraw", "look", "offer_settle")
ON_OTHERS = ("burden_rule", "review", "reviewer_replace", "chase", "chase_reply")


def of_a_record(patterns: list[URLPattern | URLResolver]) -> dict[str, str]:
    """The routes below a record's page, by name."""
    found: dict[str, str] = {}
    for each in patterns:
        if isinstance(each, URLResolver) and str(each.pattern) == "":
            found |= of_a_record(each.url_patterns)
        elif isinstance(each, URLPattern) and str(each.pattern).startswith(OF_A_RECORD):
            found[str(each.name)] = str(each.pattern)
    return found


def answers(client: Client, address: str) -> list[tuple[int, str]]:
    """The status and the words of a page and of a form sent there; nothing where only one of them is taken."""
    told = [client.get(address), client.post(address, {"reason": "x", "text": "x", "revision": "1"})]
    return [(each.status_code, words(each.content)) for each in told if each.status_code != 405]


def words(page: bytes) -> str:
    return without_the_token(re.sub(rb'name="next" value="[^"]*"|next=[^"]*', b"", page))


def test_every_page_and_form_of_a_record_tells_strangers_nothing(works: SmallWorks) -> None:
    there, stranger = works.site(cost=5, permit_ok=True), as_(works.other_lead)
    unseen = [(404, words(stranger.get(reverse("record", args=[there.pk])).content))]
    routes = of_a_record(get_resolver().url_patterns)
    assert len(routes) > 15
    for name, pattern in routes.items():
        more = {word: WORDS[word] for word in re.findall(r"<slug:(\w+)>", pattern)}
        for pk in (there.pk, NOWHERE):
            told = answers(stranger, reverse(name, kwargs={"pk": pk, **more}))
            assert told, name
            assert set(told) == set(unseen), (name, pk)


def test_what_hangs_on_a_record_tells_strangers_nothing(works: SmallWorks) -> None:
    site, stranger = works.site(permit_ok=True), as_(works.other_lead)
    unseen = (404, words(stranger.get(reverse("record", args=[site.pk])).content))
    move(site, "start", step=start(cost=500), by=works.lead, at=NOW)
    said = comment(site, "看一下", by=works.lead, at=NOW)
    asked = ask_for_time(site.clocks.get(clock="build"), 5, reason="材料迟到", by=works.lead, at=NOW)
    held = (("comment_edit", said.pk), ("comment_withdraw", said.pk), ("settle_time", asked.pk))
    for name, pk in (*held, *((name, NOWHERE) for name in (*ON_A_RECORD, *ON_OTHERS))):
        told = answers(stranger, reverse(name, args=[pk]))
        assert told, name
        assert set(told) == {unseen}, (name, pk)
