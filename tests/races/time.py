"""Races of time: clocks stopped and resumed, more time asked for and decided, notices sent and answered."""

from collections.abc import Callable
from datetime import date

from django.urls import reverse

from luoshi.audit.tests.lifting import an_act
from luoshi.registers.actions import ask_for_time, chase, move, set_parties, stop_clock
from luoshi.registers.models import Chase, Clock, DueChange, MoreTime, Record, Stop
from luoshi.registers.tests.small_works import NOW, SmallWorks, start
from luoshi.registers.tests.test_clocks import JULY, REVIEW
from tests.races.meeting import Post
from tests.races.scenarios import MANY, Race, exactly

STOPPED = {"reason": "review", "basis": "通知〔2022〕3号", "since": "2022-06-20"}


def started(works: SmallWorks, name: str = "东桥") -> Record:
    """A site due on 10 August 2022, and supervised."""
    site = works.site(name, permit_ok=True)
    move(site, "start", step=start(cost=500), by=works.lead, at=NOW)
    return set_parties(site, lead=works.north, supervisor=[works.city.unit("supervision")], by=works.lead, at=NOW)


def running(works: SmallWorks) -> Clock:
    """The clock of a site, due in the future, so that more time may be asked for today."""
    clock = started(works).clocks.get(clock="build")
    with an_act():
        Clock.objects.filter(pk=clock.pk).update(due=date(2099, 1, 1))
    return clock


def stopping(works: SmallWorks) -> Race:
    """A clock is stopped once, and its date moved once."""
    clock = started(works).clocks.get(clock="build")
    posts = [Post(works.supervisor, reverse("clock_act", args=[clock.pk, "stop"]), STOPPED)] * MANY
    return Race(posts, exactly(1), lambda: (Stop.objects.count(), DueChange.objects.count()) == (1, 1))


def resuming(works: SmallWorks) -> Race:
    """A clock that stands still runs again once, from one of the days given."""
    clock = started(works).clocks.get(clock="build")
    stop_clock(clock, REVIEW, by=works.supervisor, at=JULY)
    address = reverse("clock_act", args=[clock.pk, "resume"])
    posts = [Post(works.supervisor, address, {"on": f"2022-06-2{number + 2}"}) for number in range(MANY)]

    def ran_again_once() -> bool:
        held, stop = Clock.objects.get(pk=clock.pk), Stop.objects.get()
        return (held.state, held.stood) == ("running", f"{stop.since}/{stop.until}")

    return Race(posts, exactly(1), ran_again_once)


def asking(works: SmallWorks) -> Race:
    """One request waits at a time."""
    clock = running(works)
    address = reverse("clock_act", args=[clock.pk, "ask"])
    posts = [Post(works.lead, address, {"days": n + 1, "reason": "汛期"}) for n in range(MANY)]
    return Race(posts, exactly(1), lambda: MoreTime.objects.count() == 1)


def stopping_and_asking(works: SmallWorks) -> Race:
    """More time is asked for a clock that runs, not for one somebody stops at that moment."""
    clock = running(works)
    ask = Post(works.lead, reverse("clock_act", args=[clock.pk, "ask"]), {"days": 5, "reason": "汛期"})
    stop = Post(works.supervisor, reverse("clock_act", args=[clock.pk, "stop"]), STOPPED)

    def in_order() -> bool:
        asked = MoreTime.objects.first()
        return asked is None or asked.old_due == date(2099, 1, 1)

    return Race([ask, stop], range(1, 3), in_order)


def granting(works: SmallWorks) -> Race:
    """Granted and refused at once: one of both, and the date follows."""
    clock = started(works).clocks.get(clock="build")
    asked = ask_for_time(clock, 5, reason="材料迟到", by=works.lead, at=NOW)
    address = reverse("settle_time", args=[asked.pk])
    yes, no = {"decision": "grant"}, {"decision": "refuse", "reason": "不全"}
    posts = [Post(works.supervisor, address, fields) for fields in (yes, no) * (MANY // 2)]

    def agrees() -> bool:
        status, extended = MoreTime.objects.get().status, Clock.objects.get(pk=clock.pk).extended
        return (status, extended) in {("granted", 5), ("refused", 0)}

    return Race(posts, exactly(1), agrees)


def chasing(works: SmallWorks) -> Race:
    """A rung is climbed once."""
    site = started(works)
    posts = [Post(works.supervisor, reverse("record_chase", args=[site.pk, "reminder"]), {})] * MANY
    return Race(posts, exactly(1), lambda: Chase.objects.filter(record=site).count() == 1)


def numbering(works: SmallWorks) -> Race:
    """Notices on several records at once: the numbers follow each other, none twice, none left out."""
    sites = [started(works, f"工地{number}") for number in range(MANY)]
    posts = [Post(works.supervisor, reverse("record_chase", args=[site.pk, "reminder"]), {}) for site in sites]

    def without_gaps() -> bool:
        numbers = sorted(int(each.number.rpartition("-")[2]) for each in Chase.objects.all())
        return numbers == list(range(1, MANY + 1))

    return Race(posts, exactly(MANY), without_gaps)


def replying(works: SmallWorks) -> Race:
    """A notice is answered once."""
    notice = chase(started(works), "reminder", by=works.supervisor, at=NOW.replace(month=8, day=9))
    address = reverse("chase_reply", args=[notice.pk])
    posts = [Post(works.lead, address, {"reply": f"答复{n}"}) for n in range(MANY)]
    return Race(posts, exactly(1), lambda: Chase.objects.get().reply_name == works.lead.name)


TIME: dict[str, Callable[[SmallWorks], Race]] = {
    "clock_act": stopping,
    "clock_act: resume": resuming,
    "clock_act: ask": asking,
    "clock_act: stop while asked": stopping_and_asking,
    "settle_time": granting,
    "record_chase": chasing,
    "record_chase: numbers": numbering,
    "chase_reply": replying,
}
