"""Forms issued for many units, some of them in each transaction, so that a kill leaves whole ones or none."""

from django.utils.timezone import get_current_timezone

from luoshi.jobs.kinds import Outcome, Run, job
from luoshi.org.models import Unit
from luoshi.reports.actions.issuing import ISSUE_MANY, PDF, ZIP_AGAIN, issue
from luoshi.reports.filling.pdf import pdf_of
from luoshi.reports.issued import file_of, pdf_name, zip_into, zip_name
from luoshi.reports.kept import folder, making
from luoshi.reports.models import FormFile, Issue
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

TOGETHER = 20  # forms of one transaction
BETWEEN = 10  # files of a zip between two looks at whether to stop


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
    _pack(run, batch)
    with run.finishing():
        told = Text(
            f"已为 {len(ids)} 个单位生成，可整包下载。", f"Filled for {len(ids)} units; download them together."
        )
        run.outcome = Outcome(told, href=f"/issues/batch/{batch}/", facts={"units": len(ids)})
    return None


def _pack(run: Run, batch: str) -> None:
    """The zip of a batch; asked between the files whether to stop. A worker that is killed leaves none, and the next
    one begins it anew."""
    issues = Issue.objects.filter(batch=batch).select_related("form_file__record", "form_file__file__content", "unit")
    count = issues.count()

    def told(number: int) -> None:
        if number % BETWEEN == 0:
            run.progress(number, count, Text("正在打包", "Packing"))

    with making(zip_name(batch), at=run.at) as target:
        zip_into(target, issues.order_by("unit__path", "pk"), told)
        told(0)


@job(ZIP_AGAIN, title=Text("重新打包报表", "Pack issued forms again"), retries=5)
def zip_again(run: Run) -> Outcome | None:
    """The zip of forms issued together, after the one made at first was taken away."""
    batch = str(run.arguments["batch"])
    _pack(run, batch)
    return Outcome(Text("已打包，可下载。", "Packed; download it."), href=f"/issues/batch/{batch}/")


@job(PDF, title=Text("转成 PDF", "Make a PDF"), retries=1)
def make_pdf(run: Run) -> Outcome | None:
    """An issued form as PDF; where that cannot be, the outcome says why and what to do."""
    issue = Issue.objects.select_related("form_file__file__content").get(pk=run.arguments["issue"])
    try:
        content = pdf_of(file_of(issue), issue.form_file.kind, within=folder())
    except Refused as refusal:
        reason, remedy = refusal.reason, refusal.remedy
        return Outcome(Text(reason.zh + remedy.zh, f"{reason.en} {remedy.en}"), href=f"/issues/{issue.pk}/")
    with making(pdf_name(issue), at=run.at) as target:
        target.write_bytes(content)
    return Outcome(Text("已转成 PDF，可下载。", "The PDF is ready."), href=f"/issues/{issue.pk}/")
