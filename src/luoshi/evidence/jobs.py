"""The clean-up as a job: asked for once a day by whatever is kept that day, done a week and a day later."""

from luoshi.evidence.actions.sweeping import sweep
from luoshi.jobs.kinds import Outcome, Run, job
from luoshi.rules.actors import operator
from luoshi.rules.texts import Text


@job("evidence.sweep", title=Text("清理无人使用的附件", "Clean away files nothing uses"), retries=3)
def sweep_unused(run: Run) -> Outcome:
    """Each content goes in a transaction of its own, so a worker that dies half-way has done no harm."""
    many = len(sweep(by=operator("evidence.sweep"), at=run.at))
    return Outcome(Text(f"清理了 {many} 个附件。", f"{many} files were removed."), facts={"removed": many})
