"""Returns filled in cell by cell, by several people from different readings: nothing lost, nothing overwritten."""

from typing import Any

import pytest

from luoshi.audit.models import Entry
from luoshi.registers.actions import Entered, Filled, Submitted, fill, filling, settle_offer
from luoshi.registers.models import Offer, OfferStatus, Record, Submission, Version
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.registers.values import Invalid
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused


@pytest.fixture
def works(small_works: SmallWorks) -> SmallWorks:
    return small_works


def filled(works: SmallWorks, by: Actor | None = None, base: int = 0, key: str = "", **values: object) -> Filled:
    return fill(
        "works.monthly",
        {name: Entered(value, base) for name, value in values.items()},
        unit=works.city.unit("spring"),
        period="2022-05",
        reason="填报",
        by=by or works.lead,
        at=NOW,
        submitted=Submitted(key, "0" * 64) if key else None,
    )


def second(works: SmallWorks) -> Actor:
    return works.city.actor(Role.COUNTY_LEAD, "north")


def test_a_return_is_entered_and_its_missing_cells_filled_in(works: SmallWorks) -> None:
    first = filled(works, remark="五月", key="a")
    assert (first.taken, first.record.revision) == (("remark",), 1)
    more = filled(works, base=1, done="１２", key="b")
    assert (more.taken, more.record.data) == (("done",), {"remark": "五月", "done": 12})
    assert Submission.objects.count() == 2
    assert [entry.act for entry in Entry.objects.about("record", more.record.pk)] == [
        "registers.correct",
        "registers.create",
    ]


def test_what_nobody_else_changed_is_written_over_a_newer_revision(works: SmallWorks) -> None:
    filled(works, remark="五月", done=1)
    filled(works, second(works), base=1, remark="五月（补）")
    mine = filled(works, base=1, done=2)  # read before the other wrote
    assert mine.record.data == {"remark": "五月（补）", "done": 2}
    assert not Offer.objects.exists()


def test_the_same_value_from_two_sides_is_one_value(works: SmallWorks) -> None:
    filled(works, remark="五月", done=7)
    again = filled(
        works, second(works), remark="五月", done="7"
    )  # entered away from the network: nothing stood there
    assert (again.same, again.taken, again.offered) == (("remark", "done"), (), ())
    assert Version.objects.count() == 1


def test_two_values_are_both_kept_until_somebody_chooses(works: SmallWorks) -> None:
    filled(works, remark="五月", done=7)
    other = second(works)
    rival = filled(works, other, remark="五月", done=8, key="x")
    assert (rival.same, rival.offered, rival.record.data["done"]) == (("remark",), ("done",), 7)
    offer = Offer.objects.get()
    assert (offer.value, offer.stood, offer.stood_by, offer.by_account) == (
        8,
        7,
        works.lead.account_id,
        other.account_id,
    )
    with pytest.raises(Refused, match="own_offer"):
        settle_offer(offer, take=True, why="电话核实", by=other, at=NOW)
    with pytest.raises(Refused, match="may_not_edit"):
        settle_offer(offer, take=True, why="电话核实", by=works.other_lead, at=NOW)
    with pytest.raises(Refused, match="why"):
        settle_offer(offer, take=True, why=" ", by=works.lead, at=NOW)
    settled = settle_offer(offer, take=True, why="电话核实", by=works.lead, at=NOW)
    assert (settled.status, settled.settled_by) == (OfferStatus.TAKEN, works.lead.account_id)
    assert Record.objects.get().data["done"] == 8
    with pytest.raises(Refused, match="offer_settled"):
        settle_offer(settled, take=False, why="再看", by=works.lead, at=NOW)


def test_a_declined_value_changes_nothing_and_stays_readable(works: SmallWorks) -> None:
    filled(works, remark="五月", done=7)
    filled(works, second(works), remark="六月", done=8)
    for offer in Offer.objects.all():
        settle_offer(offer, take=False, why="以村表为准", by=works.lead, at=NOW)
    assert Record.objects.get().data == {"remark": "五月", "done": 7}
    assert set(Offer.objects.values_list("status", "value")) == {("declined", 8), ("declined", "六月")}
    with pytest.raises(TypeError):
        Offer.objects.all()[0].delete()


def test_whoever_wrote_both_values_chooses_between_them(works: SmallWorks) -> None:
    filled(works, remark="五月", done=7)
    filled(works, done=8)  # from another machine of the same person
    settled = settle_offer(Offer.objects.get(), take=True, why="以后填的为准", by=works.lead, at=NOW)
    assert settled.status == OfferStatus.TAKEN


def test_all_problems_of_a_return_are_told_and_nothing_is_written(works: SmallWorks) -> None:
    with pytest.raises(Invalid) as new:
        filled(works, done="约十")
    assert {each.field for each in new.value.problems} == {"done", "remark"}
    filled(works, remark="五月")
    with pytest.raises(Invalid):
        filled(works, base=1, remark="新", done=-1)
    assert Record.objects.get().data == {"remark": "五月"}


def test_of_two_who_save_at_once_both_are_kept(works: SmallWorks, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(works, remark="五月")
    first, other, sorted_out = iter([True]), second(works), filling.sorted_out

    def overtaken(record: Record, *given: Any) -> Any:
        found = sorted_out(record, *given)
        if next(first, False):
            filled(works, other, base=1, done=7)  # between the reading and the writing
        return found

    monkeypatch.setattr(filling, "sorted_out", overtaken)
    mine = filled(works, base=1, remark="五月（补）", done=8, key="a")
    assert mine.record.data == {"remark": "五月（补）", "done": 7}
    assert (mine.taken, mine.offered) == (("remark",), ("done",))
    assert Offer.objects.get().value == 8


def test_only_a_return_is_filled_in(works: SmallWorks) -> None:
    plan = works.plan("道路")
    with pytest.raises(Refused, match="no_return"):
        fill(
            "works.plan",
            {"name": Entered("桥梁", 1)},
            unit=plan.unit,
            period="",
            reason="填报",
            by=works.planner,
            at=NOW,
        )
    plan.refresh_from_db()
    assert plan.data["name"] == "道路"
