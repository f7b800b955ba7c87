"""Corrections: a new version with a reason; the second writer is told, never overrides."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from luoshi.audit.tests.lifting import an_act
from luoshi.packs.queries import current, register
from luoshi.registers import seeing
from luoshi.registers.actions import KeyTaken, correct, create, move
from luoshi.registers.changelog import position
from luoshi.registers.models import Claim, Move, Record, Version
from luoshi.registers.queries import (
    differences,
    get,
    search,
    seen_by_register,
    versions_at,
    versions_between,
    visible_to,
)
from luoshi.registers.tests.small_works import NOW, SmallWorks, start
from luoshi.rules.refusals import Refused

LATER = NOW + timedelta(days=1)


def test_a_correction_keeps_the_old_and_says_why(works: SmallWorks) -> None:
    site = works.site(cost=500, area=10)
    correct(site, {"cost": "", "area": 12}, reason="笔误", by=works.lead, at=LATER)
    kept = Record.objects.get(pk=site.pk)
    assert ("cost" in kept.data, kept.data["area"], kept.revision) == (False, "12", 2)
    (newest, changes), (oldest, first) = differences(kept, most=50)
    assert (newest.reason, newest.by_name) == ("笔误", works.lead.name)
    assert [(each.field, each.before, each.after) for each in changes] == [
        ("area", "10", "12"),
        ("cost", "500", None),
        ("cost_per_mu", "50", None),
        ("dear", False, None),
    ]
    assert oldest.kind == "created"
    assert {each.field for each in first} == set(oldest.data)


def test_a_key_held_by_another_is_not_corrected_into_and_no_claim_is_told_of(works: SmallWorks) -> None:
    held = works.site("东桥")
    other = works.site("西桥", plan=held.data["plan"])
    with pytest.raises(KeyTaken) as taken:
        correct(other, {"title_of_site": "东桥"}, reason="更名", by=works.lead, at=LATER)
    assert not Claim.objects.exists()
    assert "留存" not in taken.value.remedy.zh


def test_nothing_changed_is_no_version_and_no_reason_is_refused(works: SmallWorks) -> None:
    site = works.site(cost=500)
    correct(site, {"cost": "500.00"}, reason="再看", by=works.lead, at=LATER)
    assert Version.objects.filter(record=site).count() == 1
    with pytest.raises(Refused, match="reason_missing"):
        correct(site, {"cost": 5}, reason=" ", by=works.lead, at=LATER)


def test_the_second_writer_is_told_who_wrote_what_in_between(works: SmallWorks) -> None:
    mine, theirs = works.site(cost=1), None
    theirs = Record.objects.get(pk=mine.pk)
    correct(theirs, {"area": 7}, reason="补面积", by=works.officer, at=LATER)
    for stale in (mine, Record.objects.get(pk=mine.pk)):
        with pytest.raises(Refused, match="overtaken") as caught:
            correct(stale, {"cost": 2}, reason="改", by=works.lead, at=LATER, revision=1)
        assert works.officer.name in caught.value.reason.zh
        assert "面积" in caught.value.reason.zh
    assert Record.objects.get(pk=mine.pk).data["cost"] == "1"


def test_a_clock_that_jumps_back_an_hour_breaks_no_history(works: SmallWorks) -> None:
    site = works.site(cost=1)
    correct(site, {"cost": 2}, reason="改", by=works.lead, at=LATER)
    earlier = LATER - timedelta(hours=1)
    correct(site, {"cost": 3}, reason="再改", by=works.lead, at=earlier)
    with pytest.raises(Refused, match="overtaken"):
        correct(Record.objects.get(pk=site.pk), {"cost": 9}, reason="旧页", by=works.lead, at=earlier, revision=2)
    assert [(version.revision, version.data["cost"]) for version, _ in differences(site, most=50)] == [
        (3, "3"),
        (2, "2"),
        (1, "1"),
    ]


def test_two_moves_from_one_reading_one_wins(works: SmallWorks) -> None:
    site = works.site(permit_ok=True)
    other = Record.objects.get(pk=site.pk)
    move(site, "start", step=start(cost=5), by=works.lead, at=NOW)
    with pytest.raises(Refused, match="overtaken"):
        move(other, "start", step=start(cost=6), by=works.lead, at=NOW)
    assert Move.objects.count() == 1


def test_a_correction_may_not_take_the_key_of_another(works: SmallWorks) -> None:
    east = works.site("东桥")
    west = works.site("西桥", plan=east.data["plan"])
    with pytest.raises(KeyTaken):
        correct(west, {"title_of_site": "东桥"}, reason="改名", by=works.lead, at=LATER)
    correct(east, {"title_of_site": "南桥"}, reason="改名", by=works.lead, at=LATER)
    correct(Record.objects.get(pk=west.pk), {"title_of_site": "东桥"}, reason="改名", by=works.lead, at=LATER)
    assert Record.objects.get(pk=west.pk).label == "东桥"


def test_the_database_itself_refuses_self_confirmation_and_a_state_without_lead(works: SmallWorks) -> None:
    site = works.site(permit_ok=True)
    taken = move(site, "start", step=start(cost=5), by=works.lead, at=NOW)
    with pytest.raises(IntegrityError), an_act():
        Move.objects.filter(pk=taken.pk).update(settled_by=taken.by_account)
    with pytest.raises(IntegrityError), an_act():
        Record.objects.filter(pk=site.pk).update(lead=None)
    for row in (site, Version.objects.first()):
        with pytest.raises(TypeError):
            row.delete()  # type: ignore[union-attr]  # there is a version


def test_who_sees_what(works: SmallWorks) -> None:
    site = works.site()
    declared = register("works.site")
    for viewer, sees in (
        (works.lead, True),
        (works.officer, True),  # of the unit that owns the register
        (works.supervisor, True),  # of the city above
        (works.other_lead, False),
        (works.verifier, False),
    ):
        assert visible_to(viewer, declared).filter(pk=site.pk).exists() is sees
    with pytest.raises(Refused) as caught:
        get(works.other_lead, site.pk)
    with pytest.raises(Refused) as missing:
        get(works.other_lead, 10**9)
    assert caught.value.reason == missing.value.reason


def test_search_by_name_and_number(works: SmallWorks) -> None:
    site = works.site("北桥（二期）")
    works.site("西桥")
    everything = visible_to(works.lead, register("works.site"))
    for words in ("北桥", "二期 北", site.number, "北桥(二期)"):
        assert [found.pk for found in search(everything, words, register="works.site")] == [site.pk]
    assert not search(everything, "东桥", register="works.site").exists()


def test_a_position_names_what_was_there(transactional_db: None, works: SmallWorks) -> None:
    site = works.site(cost=1)
    before = position()
    correct(site, {"cost": 2}, reason="改", by=works.lead, at=LATER)
    create("works.site", {"title_of_site": "新", "plan": site.data["plan"]}, unit=works.north, by=works.lead, at=NOW)
    now = position()
    assert [version.data["cost"] for version in versions_at(before, "works.site")] == ["1"]
    assert versions_at(now, "works.site").count() == 3
    recent = versions_between(before, now).filter(register="works.site").order_by("id")
    assert [(version.record_id == site.pk, version.revision) for version in recent] == [(True, 2), (False, 1)]


@pytest.mark.parametrize("few", [50_000, 0])
def test_registers_are_counted_together_as_each_alone(
    works: SmallWorks, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeing, "FEW", few)
    for number in range(3):
        works.site(f"工地{number}", cost=5)
    registers = [*current().registers()]
    for viewer in (works.lead, works.other_lead, works.officer, works.supervisor):
        alone = {each.ref: visible_to(viewer, each).count() for each in registers}
        assert seen_by_register(viewer, registers, most=100) == alone
    assert seen_by_register(works.lead, registers, most=2)["works.site"] is None
