"""Work of the registers that is done later: due dates computed anew with a new calendar."""

from luoshi.jobs.kinds import Outcome, Run, job
from luoshi.registers.actions.redating import Redated, in_batches, outdated, redate_batch
from luoshi.rules.texts import Text

REDATE = "registers.redate"


@job(REDATE, title=Text("按新日历重算期限", "Compute due dates anew"), retries=5)
def redate(run: Run) -> Outcome:
    """Every open deadline whose date the calendar in force changes; in batches, each of which may be the last."""
    before = run.cursor or {"moved": 0, "kept": 0}
    done = Redated(before["moved"], before["kept"])
    groups = outdated()
    count, total = 0, sum(group.count for group in groups)
    for parts in in_batches(groups):
        count += sum(min(group.count, last - first + 1) for group, first, last in parts)
        with run.batch(min(count, total), total, done.text):
            done = done.plus(redate_batch(parts, by=run.by, at=run.at))
            run.cursor = {"moved": done.moved, "kept": done.kept}
    return Outcome(done.text, facts={"moved": done.moved, "kept": done.kept})
