"""Kinds of jobs for the tests: their effect is an audit entry, which cannot be written unseen or taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from luoshi.audit.actions import Act, record, writing
from luoshi.audit.models import Entry
from luoshi.jobs import kinds
from luoshi.jobs.kinds import Outcome, Run, job
from luoshi.rules.actors import Actor, PostHeld, Role
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

NOW = datetime(2022, 6, 15, 2, 0, tzinfo=UTC)
POST = PostHeld(1, "city", "/1/", "示例市", "150500", Role.ADMINISTRATOR)
LI = Actor(7, "李一", (), own_units=frozenset({3, 1}))
ADMIN = Actor(8, "管理员", (POST,))
STRANGER = Actor(9, "王二", ())


def leave(run: Run, subject: int) -> None:
    """The effect: one entry about a subject."""
    with writing():
        record(Act("test.effect", "test", subject, "", {"job": run.job.pk}), by=run.by, at=run.at)


def effects() -> list[int]:
    """The subjects of the effects that are there, in order."""
    return sorted(Entry.objects.filter(act="test.effect").values_list("subject_id", flat=True))


@job("test.once", title=Text("一次写入", "Write once"))
def once(run: Run) -> None:
    """Write the effect together with the mark."""
    with run.finishing():
        leave(run, run.arguments["subject"])
        run.outcome = Outcome(Text("写了一条", "One written"), href="/", facts={"subject": run.arguments["subject"]})


@job("test.batches", title=Text("分批写入", "Write in batches"))
def batches(run: Run) -> Outcome:
    """Write `count` effects from `start` on, `size` at a time."""
    start, count, size = (int(run.arguments[name]) for name in ("start", "count", "size"))
    position = run.cursor or 0
    while position < count:
        upto = min(count, position + size)
        with run.batch(upto, count, Text("写入中", "Writing")):
            for subject in range(start + position, start + upto):
                leave(run, subject)
            run.cursor = position = upto
    return Outcome(Text(f"写了 {count} 条", f"{count} written"))


@job("test.breaks", title=Text("出错", "Break"), retries=2)
def breaks(run: Run) -> None:
    """Write the effect, then break, so that it is undone; `until` says from which attempt on it holds."""
    with run.finishing():
        leave(run, run.arguments["subject"])
        if run.attempt < int(run.arguments.get("until", 99)):
            raise ConnectionResetError("the other side hung up\0\ud800")


@job("test.refused", title=Text("被拒绝", "Be refused"))
def refused(run: Run) -> None:
    """Be refused by a rule."""
    raise Refused("test.no", reason=Text("不行。", "It cannot be."), remedy=Text("换一个。", "Choose another."))


@contextmanager
def only_today(name: str) -> Iterator[None]:
    """A kind that is declared only inside."""
    kinds.job(name, title=Text("临时", "For now"))(once)
    try:
        yield
    finally:
        del kinds.kinds()[name]
