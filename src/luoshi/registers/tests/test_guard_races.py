"""A move and what its guard counts, at the same moment: one waits for the other, so no write skew is possible."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from threading import Event

import pytest
from django.db import OperationalError, connection, transaction

from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import Step, confirm, move
from luoshi.registers.actions.placing import place_under
from luoshi.registers.models import Move, Record
from luoshi.registers.tests.small_permits import ISSUED, SmallPermits, fresh
from luoshi.registers.tests.small_works import NOW, TODAY
from luoshi.registers.tests.test_races import at_once
from luoshi.rules.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def permits(transactional_db: None) -> SmallPermits:
    """Works and their permits, committed, so that every thread sees them."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time; PostgreSQL shows the race")
    return SmallPermits(SmallCity())


@contextmanager
def left_open(act: Callable[[], object]) -> Iterator[None]:
    """Meanwhile somebody else has done the act and has not committed it yet; afterwards they have."""
    done, go_on = Event(), Event()

    def run() -> None:
        try:
            with transaction.atomic():
                act()
                done.set()
                assert go_on.wait(timeout=60)
        finally:
            done.set()
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(run)
        assert done.wait(timeout=60)
        try:
            yield
        finally:
            go_on.set()
            running.result(timeout=60)


def check_waits(act: Callable[[], object]) -> None:
    """The act does not go through beside the open one, whatever it would come to."""

    @transaction.atomic
    def impatiently() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
        act()

    with pytest.raises(OperationalError, match="lock timeout"):
        impatiently()


def writes(permits: SmallPermits, work: Record) -> dict[str, Callable[[], object]]:
    """Every way in which the answer of the guard may be changed."""
    issued, other = permits.permit(work, "立项"), permits.work("西桥")
    elsewhere = permits.permit(other, "用地", None)
    hang = partial(place_under, by=permits.lead, at=NOW)
    return {
        "entered": lambda: permits.permit(work, "规划", None),
        "corrected": lambda: permits.correct(issued, issued_on=""),
        "hung here": lambda: hang(fresh(elsewhere), parent=fresh(work)),
        "hung elsewhere": lambda: hang(fresh(issued), parent=fresh(other)),
    }


@pytest.mark.parametrize("name", ["entered", "corrected", "hung here", "hung elsewhere"])
def test_a_start_waits_for_a_permit_that_is_being_written_and_then_sees_it(permits: SmallPermits, name: str) -> None:
    work = permits.work()
    with left_open(writes(permits, work)[name]):
        check_waits(partial(permits.start, work))
    with pytest.raises(Refused) as refused:
        permits.start(work)
    assert refused.value.code == "guard.permitted"


@pytest.mark.parametrize("name", ["entered", "corrected", "hung here", "hung elsewhere"])
def test_a_permit_waits_for_a_start_that_has_counted_it(permits: SmallPermits, name: str) -> None:
    work = permits.work()
    write = writes(permits, work)[name]
    with left_open(partial(permits.start, work)):
        check_waits(write)
    write()
    assert fresh(work).state == "started"


def test_a_plea_found_by_its_key_is_waited_for_too(permits: SmallPermits) -> None:
    work = permits.work()
    with left_open(partial(permits.plea, work)):
        check_waits(lambda: permits.permit(work, "立项", None))
    permits.start(work)


def test_a_confirmation_waits_as_the_move_itself_does(permits: SmallPermits) -> None:
    work = permits.work()
    permit = permits.permit(work, "立项")
    permits.start(work)
    proposed = move(fresh(work), "finish", step=Step(on=TODAY), by=permits.lead, at=NOW)

    def settle() -> Record:
        page = Move.objects.select_related("record__lead").get(pk=proposed.pk)
        return confirm(page, by=permits.verifier, at=NOW)

    with left_open(partial(permits.correct, permit, issued_on="")):
        check_waits(settle)
    with pytest.raises(Refused):
        settle()
    assert fresh(work).state == "started"


def test_permits_of_one_work_written_by_many_at_once_all_arrive(permits: SmallPermits) -> None:
    work = permits.work()
    one = permits.permit(work, "立项", None)
    acts: list[Callable[[], object]] = [partial(permits.permit, work, f"手续{number}") for number in range(4)]
    acts += [
        partial(permits.correct, one, issued_on=ISSUED),
        partial(permits.start, work),
        partial(permits.start, work),
    ]
    told = at_once(acts)
    assert told.count("done") >= 5
    assert set(told) <= {"done", "guard.permitted", "registers.overtaken", "registers.wrong_state"}
    assert Record.objects.filter(parent=work).count() == 5
