"""Guards that ask of other registers: what counts, what a refusal names, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.queries import counted_by_guards
from luoshi.registers.actions import Step, confirm, move, waive
from luoshi.registers.actions.placing import place_under
from luoshi.registers.actions.withdrawing import withdraw
from luoshi.registers.models import Record
from luoshi.registers.queries import available_moves
from luoshi.registers.tests.small_permits import ISSUED, SmallPermits, fresh
from luoshi.registers.tests.small_works import NOW, TODAY
from luoshi.rules.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def permits() -> SmallPermits:
    """Works and their permits."""
    return SmallPermits(SmallCity())


def refusal(permits: SmallPermits, work: Record) -> Refused:
    """Why the work may not start."""
    with pytest.raises(Refused) as refused:
        permits.start(work)
    assert refused.value.code == "guard.permitted"
    return refused.value


def test_r017_a_work_without_every_permit_does_not_start_and_is_told_which_are_missing(permits: SmallPermits) -> None:
    work = permits.work()
    permits.permit(work, "立项")
    permits.permit(work, "用地", None)
    permits.permit(work, "规划", None)
    reason = refusal(permits, work).reason
    assert reason.zh == "手续没有全部办结；已登记手续 3 项；未办结手续 2 项（用地、规划）；先开工说明 0 项"
    assert reason.en.startswith("Not every permit is issued; Permits entered: 3; Permits not issued: 2 (用地, 规划)")
    assert fresh(work).state == "filed"


def test_a_work_of_which_no_permit_was_ever_entered_does_not_start(permits: SmallPermits) -> None:
    assert "已登记手续 0 项" in refusal(permits, permits.work()).reason.zh


def test_with_the_last_permit_issued_it_starts(permits: SmallPermits) -> None:
    work = permits.work()
    permits.permit(work, "立项")
    last = permits.permit(work, "用地", None)
    refusal(permits, work)
    permits.correct(last, issued_on=ISSUED)
    permits.start(work)
    assert fresh(work).state == "started"


def test_permits_of_another_work_and_those_taken_back_do_not_count(permits: SmallPermits) -> None:
    work, other = permits.work(), permits.work("西桥")
    permits.permit(other, "立项")
    refusal(permits, work)
    permits.permit(work, "立项")
    withdraw(permits.permit(work, "重复登记", None), reason="误登", by=permits.lead, at=NOW)
    permits.start(work)


def test_a_plea_that_names_the_work_by_its_key_lets_it_start(permits: SmallPermits) -> None:
    work, other = permits.work(), permits.work("西桥")
    permits.plea(other)
    refusal(permits, work)
    permits.plea(work)
    permits.start(work)


def test_a_supervisor_waives_it_with_its_basis(permits: SmallPermits) -> None:
    work = permits.work()
    waive(work, "permitted", basis="抢险条例第三条", by=permits.supervisor, at=NOW)
    permits.start(work)
    assert fresh(work).state == "started"


def test_what_the_person_may_not_see_is_counted_and_not_named(permits: SmallPermits) -> None:
    work = permits.work()
    permits.permit(work, "立项")
    permits.permit(work, "密件", None, permits.city.unit("south"))
    assert "未办结手续 1 项；" in refusal(permits, work).reason.zh


def test_only_five_are_named(permits: SmallPermits) -> None:
    work = permits.work()
    for number in range(7):
        permits.permit(work, f"手续{number}", None)
    assert "未办结手续 7 项（手续0、手续1、手续2、手续3、手续4等）" in refusal(permits, work).reason.zh


def test_the_guard_is_judged_again_when_the_move_is_confirmed(permits: SmallPermits) -> None:
    work = permits.work()
    permit = permits.permit(work, "立项")
    permits.start(work)
    proposed = move(fresh(work), "finish", step=Step(on=TODAY), by=permits.lead, at=NOW)
    permits.correct(permit, issued_on="")
    with pytest.raises(Refused) as refused:
        confirm(proposed, by=permits.verifier, at=NOW)
    assert refused.value.code == "guard.permitted"
    permits.correct(permit, issued_on=ISSUED)
    confirm(type(proposed).objects.select_related("record__lead").get(pk=proposed.pk), by=permits.verifier, at=NOW)
    assert fresh(work).state == "done"


def test_the_page_tells_it_before_anybody_presses(permits: SmallPermits) -> None:
    work = permits.work()
    choice = available_moves(permits.lead, fresh(work), today=TODAY)[0]
    assert choice.refused is not None
    assert choice.refused.code == "guard.permitted"


def test_a_permit_hung_under_another_work_counts_there(permits: SmallPermits) -> None:
    work, other = permits.work(), permits.work("西桥")
    permits.permit(work, "立项")
    open_ = permits.permit(work, "用地", None)
    place_under(fresh(open_), parent=other, by=permits.lead, at=NOW)
    permits.start(work)
    assert "未办结手续 1 项（用地）" in refusal(permits, other).reason.zh


def test_each_count_is_one_query_that_an_index_answers(permits: SmallPermits) -> None:
    work = permits.work()
    permits.permit(work, "立项")
    permits.plea(work)
    with CaptureQueriesContext(connection) as asked:
        permits.start(work)
    counts = [
        sql
        for each in asked.captured_queries
        if 'COUNT(*) AS "__count" FROM "registers_r' in (sql := each["sql"] or "")
    ]
    assert len(counts) == 6  # three, and again once the record is held
    assert all('"parent_id" = ' in sql or "registers_identity" in sql for sql in counts)


def test_registers_that_no_guard_counts_hold_nothing(permits: SmallPermits) -> None:
    assert counted_by_guards("permits.permit") == {"parent"}
    assert counted_by_guards("permits.plea") == {"work"}
    assert counted_by_guards("permits.work") == frozenset()
