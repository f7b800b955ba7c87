"""What is kept how long, told from the rules that are in force."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from luoshi.audit.models import Entry
from luoshi.evidence.queries import UNUSED_FOR
from luoshi.jobs.models import Job, JobState
from luoshi.packs.queries import current
from luoshi.rules.texts import Text

ALWAYS, NOTHING = Text("一直保留", "For ever"), Text("不清理", "Nothing is removed")
LAW = Text("系统规定，不能改", "The system's own rule; not to be changed")
SWEEP, MORNING = "evidence.sweep", "notices.morning"


@dataclass(frozen=True, slots=True)
class Kept:
    """A rule: what, how long, by which setting or pack, when it is next applied, and what stays behind."""

    what: Text
    long: Text
    by: Text
    stays: Text
    next_run: str = ""
    href: str = ""


def rules() -> Iterator[Kept]:
    """Every rule of what is kept. Two queries."""
    runs = _next_runs()
    yield Kept(Text("台账记录和全部历史版本", "Records and all their versions"), ALWAYS, LAW, NOTHING)
    yield Kept(Text("审计日志", "The audit log"), ALWAYS, LAW, NOTHING)
    yield from _by_settings(runs)
    yield from _by_packs()


def _next_runs() -> dict[str, str]:
    waiting = Job.objects.filter(kind__in=(SWEEP, MORNING), state=JobState.WAITING).order_by("-run_after")
    return {kind: _moment(at) for kind, at in waiting.values_list("kind", "run_after")}


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def _by_settings(runs: dict[str, str]) -> Iterator[Kept]:
    removed = Entry.objects.filter(act="evidence.remove").count()
    log = reverse("manage_audit")
    spare = UNUSED_FOR.days
    yield Kept(
        Text("没有用上的附件", "Files that nothing uses"),
        Text(f"{spare} 天", f"{spare} days"),
        LAW,
        Text(f"每个一条日志（已有 {removed} 条）", f"An entry for each ({removed} so far)"),
        runs.get(SWEEP, ""),
        f"{log}?act=evidence.remove",
    )
    days = settings.NOTICES["days"]
    yield Kept(
        Text("提醒和寄信记录", "Notices and the log of letters"),
        Text(f"{days} 天", f"{days} days"),
        Text("设置 LUOSHI_NOTICES_DAYS", "Setting LUOSHI_NOTICES_DAYS"),
        Text("所说的办理仍在审计日志里", "The acts they tell of stay in the log"),
        runs.get(MORNING, ""),
        log,
    )
    hours = settings.SESSION_COOKIE_AGE // 3600
    yield Kept(
        Text("登录状态", "Sessions"), Text(f"{hours} 小时", f"{hours} hours"), LAW, Text("什么也不留", "Nothing")
    )
    yield Kept(
        Text("一次性登录链接", "Links that serve once"),
        Text(f"{settings.PASSWORD_RESET_TIMEOUT // 3600} 小时，或用过为止", "24 hours, or until it is used"),
        LAW,
        Text("生成和使用各一条日志", "An entry when made, one when used"),
        href=f"{log}?act=people.invite",
    )


def _by_packs() -> Iterator[Kept]:
    """Registers that end by their pack: nothing is asked for afterwards, what is there stays."""
    catalogue = current()
    for register in catalogue.registers():
        if register.sunset is not None:
            pack = catalogue.packs[register.pack].titles
            yield Kept(
                Text(f"台账“{register.title.zh}”的填报", f"Entering into '{register.title.en}'"),
                Text(f"到 {register.sunset}", f"Until {register.sunset}"),
                Text(f"业务条线“{pack.zh}”写明的终止日期", f"The last day that the pack {pack.en} names"),
                Text("已填的记录全部保留", "All records that were entered"),
            )
