"""Work of the registers that is done later: due dates computed anew, listeners told, many records corrected."""

from collections.abc import Callable

from luoshi.jobs.kinds import Outcome, Run, job
from luoshi.registers.actions.bulk import BACK, KIND, Tally, correct_batch, take_back_batch
from luoshi.registers.actions.following import REDATE
from luoshi.registers.actions.redating import Redated, in_batches, outdated, redate_batch
from luoshi.registers.happenings import spread, tell_again
from luoshi.registers.models import Record
from luoshi.registers.queries import beyond_parent
from luoshi.rules.texts import Text

__all__ = ["REDATE", "redate", "spread", "tell_again"]


@job(REDATE, title=Text("按新日历重算期限", "Compute due dates anew"), retries=5)
def redate(run: Run) -> Outcome:
    """Every open deadline whose date the calendar in force changes; in batches, each of which may be the last."""
    before = run.cursor or {"moved": 0, "kept": 0}
    done = Redated(before["moved"], before["kept"])
    for batch in in_batches(outdated()):
        with run.batch(batch.done, batch.of, done.text):
            done = done.plus(redate_batch(batch, by=run.by, at=run.at))
            run.cursor = {"moved": done.moved, "kept": done.kept}
    beyond = beyond_parent(Record.objects.all()).count()
    return Outcome(_told(done, beyond), facts={"moved": done.moved, "kept": done.kept, "beyond_parent": beyond})


def _told(done: Redated, beyond: int) -> Text:
    """What came of it, and how many records are now due later than the one above: 首页 lists them."""
    if not beyond:
        return done.text
    return Text(
        f"{done.text.zh}{beyond} 条记录的期限晚于上级，首页已列出。",
        f"{done.text.en} {beyond} records are due later than the one above them; the first page lists them.",
    )


@job(KIND, title=Text("批量更正", "Correct many records"), retries=3)
def correct_many(run: Run) -> Outcome:
    """One field of many records, each a correction of its own; refusals are kept beside what was done."""
    tally = _worked(run, correct_batch)
    told = Text(
        f"更正了 {len(tally.done)} 条，{len(tally.refused)} 条没有更正。",
        f"{len(tally.done)} corrected, {len(tally.refused)} not.",
    )
    return Outcome(told, href=f"{run.arguments['page']}{run.job.pk}/", facts=tally.kept)


@job(BACK, title=Text("撤销批量更正", "Take a bulk correction back"), retries=3)
def take_back(run: Run) -> Outcome:
    """What a bulk correction changed, corrected back."""
    tally = _worked(run, take_back_batch)
    told = Text(
        f"改回了 {len(tally.done)} 条，{len(tally.refused)} 条之后已被改动，保持不变。",
        f"{len(tally.done)} corrected back; {len(tally.refused)} were changed since and stay as they are.",
    )
    return Outcome(told, href=f"{run.arguments['page']}{run.job.pk}/", facts=tally.kept)


def _worked(run: Run, batch: Callable[..., None]) -> Tally:
    tally = Tally(**run.cursor) if run.cursor else Tally()
    total = len(run.arguments["rows"])
    while tally.next < total:
        with run.batch(tally.next, total):
            batch(tally, run.arguments, by=run.by, at=run.at)
            run.cursor = tally.kept
    return tally
