"""Two people at the same moment: one wins, the other is told, nothing is lost. PostgreSQL has many writers."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connection

from luoshi.audit.models import Entry
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import Step, confirm, correct, create, move, set_parties
from luoshi.registers.actions.placing import place_under
from luoshi.registers.models import Claim, Identity, Move, MoveStatus, Record, Version
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, start
from luoshi.rules.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)
REPORT = Step(on=TODAY, evidence={"report": "验字〔2022〕1号"})


@pytest.fixture
def works(transactional_db: None) -> SmallWorks:
    """The small line of work, committed, so that every thread sees it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time; PostgreSQL shows the race")
    return SmallWorks(SmallCity())


def at_once(acts: Sequence[Callable[[], object]]) -> list[str]:
    """Each act in a thread of its own, begun together: "done", or the code of its refusal."""
    meeting = Barrier(len(acts))

    def attempt(act: Callable[[], object]) -> str:
        try:
            meeting.wait(timeout=20)
            act()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(attempt, acts))


def fresh(record: Record) -> Record:
    """The record as a page of its own has read it."""
    return Record.objects.select_related("unit", "lead", "parent").get(pk=record.pk)


def test_one_key_entered_by_eight_at_once_is_one_record_and_seven_claims(works: SmallWorks) -> None:
    data = {"title_of_site": "东桥", "plan": works.plan().pk}
    sides = [(works.north, works.lead), (works.south, works.other_lead)] * 4
    enter = [partial(create, "works.site", data, unit=unit, by=by, at=NOW) for unit, by in sides]
    assert at_once(enter) == ["done", *["registers.key_taken"] * 7]
    site = Record.objects.get(register="works.site")
    assert Identity.objects.get(register="works.site").record_id == site.pk
    assert Claim.objects.filter(record=site).count() == 7
    assert Entry.objects.filter(act="registers.claim").count() == 7
    assert Version.objects.filter(record=site).count() == 1


def test_of_many_moves_at_once_one_is_taken(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    pages = [fresh(site) for _ in range(4)]
    told = at_once([partial(move, page, "start", step=start(), by=works.lead, at=NOW) for page in pages])
    assert told.count("done") == 1
    assert set(told) <= {"done", "registers.overtaken", "registers.wrong_state"}
    assert Move.objects.filter(record=site).count() == 1
    assert Entry.objects.filter(act="registers.move").count() == 1
    assert fresh(site).revision == Version.objects.filter(record=site).count() == 2


def test_of_corrections_at_once_none_is_lost_silently(works: SmallWorks) -> None:
    site = works.site(cost=5)
    pages = [(fresh(site), number) for number in range(11, 17)]
    told = at_once(
        [
            partial(correct, page, {"cost": number}, reason="核对", by=works.lead, at=NOW, revision=1)
            for page, number in pages
        ]
    )
    assert told == ["done", *["registers.overtaken"] * 5]
    kept = list(Version.objects.filter(record=site).order_by("revision").values_list("data__cost", flat=True))
    assert len(kept) == 2
    assert fresh(site).data["cost"] == kept[-1]


def test_a_key_is_not_corrected_into_twice(works: SmallWorks) -> None:
    plan = works.plan()
    sites = [works.site(name, plan=plan) for name in ("东桥", "西桥", "南桥")]
    told = at_once(
        [
            partial(correct, fresh(site), {"title_of_site": "北桥"}, reason="更名", by=works.lead, at=NOW)
            for site in sites
        ]
    )
    assert told == ["done", *["registers.key_taken"] * 2]
    assert Record.objects.filter(label="北桥").count() == 1
    assert {each.key for each in Record.objects.filter(register="works.site")} == {
        each.key for each in Identity.objects.filter(register="works.site")
    }


def test_a_proposed_move_is_confirmed_once(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    move(site, "start", step=start(), by=works.lead, at=NOW)
    proposed = move(site, "complete", step=REPORT, by=works.lead, at=NOW)
    pages = [Move.objects.select_related("record__lead").get(pk=proposed.pk) for _ in range(4)]
    told = at_once([partial(confirm, page, by=works.verifier, at=NOW) for page in pages])
    assert told == ["done", *["registers.already_settled"] * 3]
    assert fresh(site).state == "completed"
    assert Version.objects.filter(record=site, state="completed").count() == 1


def test_one_move_at_a_time_is_proposed(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    move(site, "start", step=start(), by=works.lead, at=NOW)
    pages = [fresh(site) for _ in range(4)]
    told = at_once([partial(move, page, "complete", step=REPORT, by=works.lead, at=NOW) for page in pages])
    assert told == ["done", *["registers.awaiting_confirmation"] * 3]
    assert Move.objects.filter(record=site, status=MoveStatus.PROPOSED).count() == 1


def test_a_move_taken_beside_a_proposal_and_the_proposal_exclude_each_other(works: SmallWorks) -> None:
    for number in range(4):
        task = works.reported(f"修路{number}")
        acts = [
            partial(move, fresh(task), "withdraw", step=Step(on=TODAY), by=works.supervisor, at=NOW),
            partial(move, fresh(task), "send_back", step=Step(on=TODAY), by=works.verifier, at=NOW),
        ]
        told = at_once(acts)
        assert told in (["done", "registers.awaiting_confirmation"], ["done", "registers.overtaken"])
        waits = Move.objects.filter(record=task, status=MoveStatus.PROPOSED).exists()
        assert waits == (fresh(task).state == "reported")


def test_of_leads_named_at_once_one_stands(works: SmallWorks) -> None:
    site = works.site()
    pages = [(fresh(site), unit) for unit in (works.north, works.south)]
    told = at_once(
        [
            partial(set_parties, page, lead=unit, support=[works.city.unit("zone")], by=works.lead, at=NOW)
            for page, unit in pages
        ]
    )
    assert told == ["done", "registers.overtaken"]
    assert fresh(site).parties.count() == 1


def test_no_ring_is_closed_from_several_sides(works: SmallWorks) -> None:
    plans = [works.plan(f"计划{number}") for number in range(4)]
    pairs = [(plans[number].pk, plans[(number + 1) % 4].pk) for number in range(4)]

    def hang(child: int, parent: int) -> Record:
        below, above = Record.objects.get(pk=child), Record.objects.get(pk=parent)
        return place_under(below, parent=above, by=works.planner, at=NOW)

    told = at_once([partial(hang, child, parent) for child, parent in pairs])
    assert told == [*["done"] * 3, "registers.cycle"]
    for plan in plans:
        seen, above = set(), fresh(plan)
        while above.parent is not None:
            assert above.pk not in seen
            seen.add(above.pk)
            above = above.parent
