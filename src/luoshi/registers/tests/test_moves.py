"""Moves: guards, evidence, days, confirmation by another, waivers, clocks."""

from datetime import date, timedelta

import pytest

from luoshi.audit.models import Entry
from luoshi.org.models import Unit
from luoshi.registers.actions import Step, confirm, move, set_parties, turn_down, waive
from luoshi.registers.models import Move, Record, Version
from luoshi.registers.queries import available_moves, proposed_move
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, start
from luoshi.rules.refusals import Refused

LATER = NOW + timedelta(days=10)


def started(works: SmallWorks) -> Record:
    site = works.site(permit_ok=True)
    move(site, "start", step=start(cost=500), by=works.lead, at=NOW)
    return site


def test_a_move_takes_its_fields_evidence_and_day(works: SmallWorks) -> None:
    site = started(works)
    kept = Record.objects.get(pk=site.pk)
    assert (kept.state, kept.reached["started"], kept.data["cost"], kept.revision) == (
        "started",
        "2022-06-15",
        "500",
        2,
    )
    taken = Move.objects.get(record=site)
    assert (taken.source, taken.target, taken.evidence) == ("filed", "started", {"licence": "许字〔2022〕1号"})
    assert Version.objects.filter(record=site).count() == 2
    assert Entry.objects.filter(subject_id=site.pk, act="registers.move").count() == 1


def test_a_clock_may_start_with_the_record(works: SmallWorks) -> None:
    """Ten working days after 15 June 2022: 29 June."""
    assert works.site().due == date(2022, 6, 29)


def test_entering_a_state_starts_its_clock(works: SmallWorks) -> None:
    """Forty working days after 15 June 2022, no holiday in between: 10 August."""
    site = Record.objects.get(pk=started(works).pk)
    assert (site.due, site.due_provisional) == (date(2022, 8, 10), False)
    assert site.due_calendar


def test_a_clock_across_an_unpublished_year_is_marked_provisional(works: SmallWorks) -> None:
    site = works.site(permit_ok=True)
    at = NOW.replace(year=2026, month=12)
    move(site, "start", step=Step(on=at.date(), evidence={"licence": "x"}, values={"cost": 5}), by=works.lead, at=at)
    assert site.due is not None
    assert site.due.year == 2027
    assert site.due_provisional


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (Step(on=TODAY, values={"cost": 5}), "evidence_missing"),
        (Step(on=TODAY, evidence={"licence": "  "}, values={"cost": 5}), "evidence_missing"),
        (Step(on=TODAY, evidence={"licence": "x", "rumour": "y"}, values={"cost": 5}), "evidence_unknown"),
        (Step(on=TODAY + timedelta(days=1), evidence={"licence": "x"}, values={"cost": 5}), "registers.day"),
        (Step(on=TODAY - timedelta(days=1), evidence={"licence": "x"}, values={"cost": 5}), "registers.day"),
        (Step(on=TODAY, evidence={"licence": "x"}), "guard.costed"),
        (Step(on=TODAY, evidence={"licence": "x"}, values={"cost": 5, "area": 1}), "not_set_by_move"),
    ],
)
def test_a_move_that_lacks_something_is_refused_and_changes_nothing(works: SmallWorks, step: Step, code: str) -> None:
    site = works.site(permit_ok=True)
    with pytest.raises(Refused, match=code) as caught:
        move(site, "start", step=step, by=works.lead, at=NOW)
    assert caught.value.remedy.zh
    assert Record.objects.get(pk=site.pk).revision == 1
    assert not Move.objects.exists()


def test_a_move_from_the_wrong_state_or_of_an_unknown_name(works: SmallWorks) -> None:
    site = started(works)
    with pytest.raises(Refused, match="wrong_state"):
        move(site, "start", step=start(cost=5), by=works.lead, at=NOW)
    with pytest.raises(Refused, match="unknown_move"):
        move(site, "celebrate", step=start(), by=works.lead, at=NOW)


def test_a_move_belongs_to_its_party(works: SmallWorks) -> None:
    site = works.site(permit_ok=True)
    for stranger in (works.other_lead, works.supervisor, works.officer):
        with pytest.raises(Refused, match="may_not_move"):
            move(site, "start", step=start(cost=5), by=stranger, at=NOW)


def test_r004_a_failed_gate_blocks_unless_waived_with_its_basis(works: SmallWorks) -> None:
    site = works.site(permit_ok=False)
    with pytest.raises(Refused, match=r"guard\.permit"):
        move(site, "start", step=start(cost=5), by=works.lead, at=NOW)
    with pytest.raises(Refused, match="may_not_waive"):
        waive(site, "permit", basis="某法第一条", by=works.lead, at=NOW)
    with pytest.raises(Refused, match="basis_missing"):
        waive(site, "permit", basis=" ", by=works.supervisor, at=NOW)
    with pytest.raises(Refused, match="not_waivable"):
        waive(site, "costed", basis="某法第一条", by=works.supervisor, at=NOW)
    waiver = waive(site, "permit", basis="某法第一条", by=works.supervisor, at=NOW)
    assert (waiver.by_name, waiver.basis) == (works.supervisor.name, "某法第一条")
    with pytest.raises(Refused, match="waived_already"):
        waive(site, "permit", basis="某法第二条", by=works.supervisor, at=NOW)
    move(site, "start", step=start(cost=5), by=works.lead, at=NOW)
    assert Record.objects.get(pk=site.pk).state == "started"


def finished(works: SmallWorks) -> Move:
    site = started(works)
    step = Step(on=LATER.date(), evidence={"report": "验字1号"})
    return move(site, "complete", step=step, by=works.lead, at=LATER)


def test_a_confirmed_move_waits_for_somebody_else(works: SmallWorks) -> None:
    proposed = finished(works)
    site = Record.objects.get(pk=proposed.record_id)
    assert (site.state, proposed_move(site)) == ("started", proposed)
    for insider in (works.lead, works.other_lead, works.supervisor):
        with pytest.raises(Refused, match="may_not_sign_off"):
            confirm(proposed, by=insider, at=LATER)
    with pytest.raises(Refused, match="awaiting_confirmation"):
        move(site, "complete", step=Step(on=LATER.date(), evidence={"report": "y"}), by=works.lead, at=LATER)
    confirm(proposed, by=works.verifier, at=LATER)
    site = Record.objects.get(pk=site.pk)
    assert (site.state, site.reached["completed"], site.due) == ("completed", LATER.date().isoformat(), None)
    assert Move.objects.get(pk=proposed.pk).settled_name == works.verifier.name
    with pytest.raises(Refused, match="already_settled"):
        confirm(Move.objects.get(pk=proposed.pk), by=works.verifier, at=LATER)


def test_a_turned_down_move_leaves_the_record_and_may_be_tried_again(works: SmallWorks) -> None:
    proposed = finished(works)
    with pytest.raises(Refused, match="reason_missing"):
        turn_down(proposed, reason="", by=works.verifier, at=LATER)
    turn_down(proposed, reason="缺签字", by=works.verifier, at=LATER)
    site = Record.objects.get(pk=proposed.record_id)
    assert (site.state, proposed_move(site)) == ("started", None)
    again = move(site, "complete", step=Step(on=LATER.date(), evidence={"report": "z"}), by=works.lead, at=LATER)
    confirm(again, by=works.verifier, at=LATER)
    assert Record.objects.get(pk=site.pk).state == "completed"


def test_a_move_is_not_proposed_out_of_a_state_the_record_has_left(works: SmallWorks) -> None:
    task = works.reported()
    page = Record.objects.select_related("unit", "lead").get(pk=task.pk)
    move(task, "send_back", step=Step(on=TODAY), by=works.verifier, at=NOW)
    with pytest.raises(Refused, match="overtaken"):
        move(page, "withdraw", step=Step(on=TODAY), by=works.supervisor, at=NOW)
    assert not Move.objects.filter(record=task, status="proposed").exists()


def test_choices_tell_what_is_against_each_move(works: SmallWorks) -> None:
    site = Record.objects.get(pk=works.site(permit_ok=True).pk)
    mine = available_moves(works.lead, site, today=TODAY)
    assert [(choice.move.id, choice.refused) for choice in mine] == [("start", None)]
    (others,) = available_moves(works.other_lead, site, today=TODAY)
    assert others.refused is not None
    assert others.refused.code == "registers.may_not_move"


def test_r061_exactly_one_lead(works: SmallWorks) -> None:
    site = works.site()
    commerce: Unit = works.city.unit("commerce")
    set_parties(site, lead=works.south, support=[works.north], supervisor=[commerce], by=works.lead, at=NOW)
    kept = Record.objects.get(pk=site.pk)
    assert kept.lead == works.south
    assert {(party.unit, party.role) for party in kept.parties.all()} == {
        (works.north, "support"),
        (commerce, "supervisor"),
    }
    with pytest.raises(Refused, match="lead_is_party"):
        set_parties(kept, lead=works.south, support=[works.south], by=works.lead, at=NOW)
