"""Forms issued for many units, some of them in each transaction, so that a kill leaves whole ones or none."""

from django.utils.timezone import get_current_timezone

from luoshi.jobs.kinds import Outcome, Run, job
from luoshi.org.models import Unit
from luoshi.reports.actions.issuing import ISSUE_MANY, issue
from luoshi.reports.models import FormFile
from luoshi.rules.texts import Text

TOGETHER = 20  # forms of one transaction


@job(ISSUE_MANY, title=Text("逐个单位生成报表", "Fill a form for many units"), retries=5)
def issue_many(run: Run) -> Outcome | None:
    """The form of each unit, from where the last attempt stood."""
    form_file = FormFile.objects.select_related("record", "file__content").get(pk=run.arguments["form_file"])
    period, ids = run.arguments["period"], list(run.arguments["units"])
    today = run.at.astimezone(get_current_timezone()).date()
    batch = str(run.job.token)
    while (done := int(run.cursor or 0)) < len(ids):
        turn = ids[done : done + TOGETHER]
        with run.batch(done + len(turn), len(ids), Text("正在生成", "Filling")):
            for unit in Unit.objects.filter(pk__in=turn).order_by("path"):
                issue(
                    form_file,
                    unit=unit,
                    period=period,
                    by=run.by,
                    at=run.at,
                    today=today,
                    batch=batch,
                    reason=str(run.arguments.get("reason", "")),
                )
            run.cursor = done + len(turn)
    with run.finishing():
        told = Text(
            f"已为 {len(ids)} 个单位生成，可整包下载。", f"Filled for {len(ids)} units; download them together."
        )
        run.outcome = Outcome(told, href=f"/issues/batch/{batch}/", facts={"units": len(ids)})
    return None
