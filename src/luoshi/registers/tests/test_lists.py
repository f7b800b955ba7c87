"""Frozen lists: the base never changes; what leaves or enters later is signed by two and stays in sight."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError

from luoshi.audit.tests.lifting import an_act, lifted
from luoshi.registers.actions import (
    Adopted,
    Grounds,
    adopt_many,
    correct,
    freeze,
    move_out,
    sign_change,
    take_in,
    turn_down_change,
)
from luoshi.registers.lists import compare, on_day, stands_on, tampered, visible_lists
from luoshi.registers.models import FrozenList, ListChange, ListMember, Record
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.refusals import Refused

JULY = datetime(2022, 7, 31, 2, 0, tzinfo=NOW.tzinfo)
OCTOBER = datetime(2022, 10, 31, 2, 0, tzinfo=NOW.tzinfo)
WHY = Grounds("资金未落实", "发改字〔2022〕88号")


def sites(works: SmallWorks, many: int) -> list[Record]:
    """Sites of the northern county, taken over at once."""
    plan = works.plan()
    rows = [Adopted(data={"title_of_site": f"项目{n}", "plan": plan.pk}, unit=works.north) for n in range(many)]
    return adopt_many("works.site", rows, source="旧册", by=works.city.admin, at=NOW)


def frozen_list(works: SmallWorks, title: str = "2022-07", at: datetime = JULY, condition: str = "") -> FrozenList:
    """A list of all sites, frozen by the planner."""
    city = works.city.unit("city")
    return freeze(
        "works.site", title, unit=city, document="府办〔2022〕7号", by=works.officer, at=at, condition=condition
    )


def leave(works: SmallWorks, frozen: FrozenList, record: Record, at: datetime = OCTOBER) -> ListChange:
    """A record moved out by the commerce bureau and signed by the supervisor."""
    change = move_out(frozen, record, grounds=WHY, by=works.officer, at=at)
    return sign_change(change, by=works.supervisor, at=at)


def test_r014_540_of_october_beside_547_of_july_names_the_seven_moved_out(works: SmallWorks) -> None:
    everything = sites(works, 547)
    frozen = frozen_list(works)
    for record in everything[:7]:
        leave(works, frozen, record)
    july, october = on_day(frozen, JULY.date()), on_day(frozen, OCTOBER.date())
    assert (july.base, july.taken_in, july.moved_out, july.standing) == (547, 0, 0, 547)
    assert (october.base, october.taken_in, october.moved_out, october.standing) == (547, 0, 7, 540)
    assert october.text.zh == "清单“2022-07” 2022-10-31 在册 540（底数 547，调入 0，调出 7）"
    held = compare(july, october)
    assert (held.both, len(held.only_right)) == (540, 0)
    assert [(each.record.label, each.change.reason) for each in held.only_left if each.change] == [
        (f"项目{n}", "资金未落实") for n in range(7)
    ]
    assert set(october.records().values_list("pk", flat=True)) == october.ids() == {r.pk for r in everything[7:]}


def test_two_lists_beside_each_other(works: SmallWorks) -> None:
    first = sites(works, 3)
    july = frozen_list(works)
    leave(works, july, first[0])
    correct(first[1], {"title_of_site": "改名"}, reason="更名", by=works.lead, at=OCTOBER)
    october = frozen_list(works, "2022-10", OCTOBER, condition=f"title_of_site != '{first[0].label}'")
    assert (july.base, october.base) == (3, 2)
    held = compare(on_day(july, JULY.date()), on_day(october, OCTOBER.date()))
    assert [each.record.pk for each in held.only_left] == [first[0].pk]
    assert july.members.get(record=first[1]).label == "项目1"  # as it was called then


def test_a_change_counts_from_the_day_it_is_signed_and_its_contrary_corrects_it(works: SmallWorks) -> None:
    (record,) = sites(works, 1)
    frozen = frozen_list(works)
    change = move_out(frozen, record, grounds=WHY, by=works.officer, at=JULY)
    assert on_day(frozen, OCTOBER.date()).standing == 1
    sign_change(change, by=works.supervisor, at=OCTOBER)
    assert not stands_on(frozen, record)
    assert on_day(frozen, OCTOBER.date() - timedelta(days=1)).standing == 1
    back = take_in(frozen, record, grounds=Grounds("误调出", "更正一号", change), by=works.officer, at=OCTOBER)
    sign_change(back, by=works.supervisor, at=OCTOBER)
    today = on_day(frozen, OCTOBER.date())
    assert (today.base, today.taken_in, today.moved_out, today.standing) == (1, 1, 1, 1)
    assert today.ids() == {record.pk}
    assert back.corrects == change


def test_a_clock_that_jumps_back_a_day_changes_no_list(works: SmallWorks) -> None:
    (record,) = sites(works, 1)
    frozen = frozen_list(works)
    leave(works, frozen, record, OCTOBER)
    earlier = OCTOBER - timedelta(days=1)
    back = take_in(frozen, record, grounds=WHY, by=works.officer, at=earlier)
    sign_change(back, by=works.supervisor, at=earlier)
    assert [on_day(frozen, each.date()).standing for each in (earlier, OCTOBER)] == [1, 1]
    assert on_day(frozen, earlier.date()).taken_in == 0
    assert stands_on(frozen, record)
    before = move_out(frozen, record, grounds=WHY, by=works.officer, at=JULY - timedelta(days=9))
    sign_change(before, by=works.supervisor, at=JULY - timedelta(days=9))
    assert on_day(frozen, OCTOBER.date()).ids() == frozenset()


def test_a_new_record_is_taken_in_and_turned_down_ones_do_not_count(works: SmallWorks) -> None:
    sites(works, 2)
    frozen = frozen_list(works)
    late = works.site("后来")
    change = take_in(frozen, late, grounds=WHY, by=works.officer, at=OCTOBER)
    with pytest.raises(Refused, match="reason_missing"):
        turn_down_change(change, reason=" ", by=works.verifier, at=OCTOBER)
    turn_down_change(change, reason="不在范围", by=works.verifier, at=OCTOBER)
    assert on_day(frozen, OCTOBER.date()).standing == 2
    with pytest.raises(Refused, match="already_settled"):
        sign_change(change, by=works.supervisor, at=OCTOBER)
    sign_change(take_in(frozen, late, grounds=WHY, by=works.officer, at=OCTOBER), by=works.supervisor, at=OCTOBER)
    assert late.pk in on_day(frozen, OCTOBER.date()).ids()


def test_nobody_signs_their_own_or_their_units_change(works: SmallWorks) -> None:
    record, _ = sites(works, 2)
    frozen = frozen_list(works)
    change = move_out(frozen, record, grounds=WHY, by=works.officer, at=OCTOBER)
    for own in (works.officer, works.city.actor(works.officer.posts[0].role, "commerce"), works.other_lead):
        with pytest.raises(Refused, match="may_not_sign"):
            sign_change(change, by=own, at=OCTOBER)
    with pytest.raises(IntegrityError, match="no_change_signed_by_its_own_unit"), an_act():
        ListChange.objects.filter(pk=change.pk).update(settled_by=change.by_account)
    with pytest.raises(IntegrityError, match="no_change_signed_by_its_own_unit"), an_act():
        ListChange.objects.filter(pk=change.pk).update(settled_by=1, settled_unit=change.by_unit)
    with pytest.raises(IntegrityError, match="a_signed_change_has_its_signature"), an_act():
        ListChange.objects.filter(pk=change.pk).update(status="signed")


def test_what_may_not_be_done_to_a_list(works: SmallWorks) -> None:
    record, other = sites(works, 2)
    frozen = frozen_list(works)
    for wrong, code in (
        (lambda: frozen_list(works), "list_exists"),
        (lambda: frozen_list(works, "空", condition="cost > 5"), "list_empty"),
        (lambda: frozen_list(works, "错", condition="cots > 5"), "condition"),
        (lambda: take_in(frozen, record, grounds=WHY, by=works.officer, at=OCTOBER), "list_unchanged"),
        (lambda: take_in(frozen, works.plan("别的"), grounds=WHY, by=works.officer, at=OCTOBER), "list_of_others"),
        (lambda: move_out(frozen, record, grounds=Grounds("", "1"), by=works.officer, at=OCTOBER), "reason_missing"),
        (
            lambda: move_out(frozen, record, grounds=Grounds("x", ""), by=works.officer, at=OCTOBER),
            "document_missing",
        ),
        (lambda: move_out(frozen, record, grounds=WHY, by=works.lead, at=OCTOBER), "may_not_list"),
        (lambda: on_day(frozen, date(2022, 7, 30)), "list_not_yet"),
    ):
        with pytest.raises(Refused, match=code):
            wrong()
    move_out(frozen, other, grounds=WHY, by=works.officer, at=OCTOBER)
    with pytest.raises(Refused, match="awaiting_confirmation"):
        move_out(frozen, other, grounds=WHY, by=works.officer, at=OCTOBER)
    for row in (frozen, ListMember.objects.first(), ListChange.objects.first()):
        with pytest.raises(TypeError):
            row.delete()  # type: ignore[union-attr]  # there is one


def test_a_changed_base_is_found_by_its_digest(works: SmallWorks) -> None:
    record, _ = sites(works, 2)
    frozen = frozen_list(works)
    assert list(tampered()) == []
    with lifted():
        ListMember.objects.filter(frozen=frozen, record=record).update(revision=2)
    assert list(tampered()) == [frozen]
    with lifted():
        ListMember.objects.filter(frozen=frozen, record=record).update(revision=1)
        FrozenList.objects.update(base=1)
    assert list(tampered()) == [frozen]


def test_who_sees_which_list(works: SmallWorks) -> None:
    sites(works, 1)
    city = frozen_list(works)
    north = freeze("works.site", "北县", unit=works.north, document="北办1号", by=works.lead, at=OCTOBER)
    for viewer, seen in (
        (works.officer, [north, city]),
        (works.supervisor, [north, city]),
        (works.lead, [north]),
        (works.other_lead, []),
    ):
        assert list(visible_lists(viewer, "works.site")) == seen
