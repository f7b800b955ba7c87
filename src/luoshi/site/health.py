"""How the running site is: facts gathered, held against limits, told with what to do.

Registered as Django checks with the tag `health`, so that 管理 → 系统状况 and `luoshi doctor` say the same. Levels:
an error needs somebody now, a warning soon; what is well is told as information.
"""

import platform
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register  # noqa: A004  (Django's own names)
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from luoshi.audit.models import Entry, Leaf, Verification, Waiting
from luoshi.calendars.queries import arrangements
from luoshi.console.backups.making import FOLDER as BACKUPS
from luoshi.jobs.models import Feed, Job, JobState
from luoshi.notices.models import Delivery, DeliveryState, Preference
from luoshi.org.models import Post, in_force
from luoshi.registers.actions.following import left_behind
from luoshi.rules.actors import Role
from luoshi.rules.moments import day_of
from luoshi.rules.texts import Text
from luoshi.web.clock import now

TAG = "health"
LATE_JOB, LATE_SEAL = timedelta(minutes=10), timedelta(minutes=2)
OLD_BACKUP, OLD_CHECK = timedelta(days=2), timedelta(days=31)
LITTLE, VERY_LITTLE = 0.10, 0.03  # of the disk
NOVEMBER = 11  # by when the calendar of the next year is out


@dataclass(frozen=True, slots=True)
class Found:
    """One thing looked at: a level, what is so, and what to do where it is not well."""

    code: str
    level: type[Error] | type[Warning] | type[Info]
    told: Text
    remedy: Text | None = None


@register(TAG)
def check_health(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Everything that is looked at; nothing in Django's own runs, which name no database. Some twenty queries."""
    if not databases:
        return []
    return [_message(each) for each in found(at=now())]


def _message(each: Found) -> CheckMessage:
    hint = f"{each.remedy.zh}\n{each.remedy.en}" if each.remedy else None
    return each.level(f"{each.told.zh}\n{each.told.en}", hint=hint, id=f"luoshi.{each.code}")


def found(*, at: datetime) -> Iterator[Found]:
    """All that is looked at, in the order in which it is told."""
    yield of_migrations(_unapplied())
    yield from of_jobs(at=at)
    yield of_feeds(at=at)
    yield of_sealing(at=at)
    yield of_log_check(at=at)
    yield of_backups(_newest_backup(Path(settings.HOME) / BACKUPS), at=at)
    yield of_disk(shutil.disk_usage(settings.HOME))
    yield from of_mail(at=at)
    yield of_calendar({each.year for each in arrangements()}, today=day_of(at))
    yield of_deadlines(left_behind())
    yield of_administrators(_administrators(day_of(at)))
    yield of_versions()


def _unapplied() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def of_migrations(unapplied: int) -> Found:
    """Tables that this version of the product needs and the database does not have yet."""
    if unapplied:
        return Found(
            "E101",
            Error,
            Text(f"数据库缺 {unapplied} 步升级。", f"The database lacks {unapplied} migrations."),
            Text("停机后运行 luoshi migrate。", "Stop the site, then run luoshi migrate."),
        )
    return Found("I101", Info, Text("数据库结构是最新的。", "The database has all its tables."))


def of_jobs(*, at: datetime) -> Iterator[Found]:
    """Workers that do not come, and jobs that have failed."""
    oldest = Job.objects.due(at).values_list("run_after", "asked_at").first()
    waiting = Job.objects.filter(state=JobState.WAITING).count()
    since = max(filter(None, oldest)) if oldest else None
    if since is not None and at - since > LATE_JOB:
        minutes = int((at - since).total_seconds() // 60)
        yield Found(
            "W102",
            Warning,
            Text(
                f"最早的任务已等了 {minutes} 分钟，没有进程办理。",
                f"A job has waited {minutes} minutes for a worker.",
            ),
            Text(
                "启动 luoshi work；若正在运行，看它的日志。",
                "Start luoshi work; where it runs, look at what it logs.",
            ),
        )
    else:
        yield Found("I102", Info, Text(f"任务正常办理，{waiting} 项等待。", f"Jobs are being done; {waiting} wait."))
    failed = Job.objects.filter(state=JobState.FAILED, ended_at__gte=at - timedelta(days=1)).count()
    if failed:
        yield Found(
            "W103",
            Warning,
            Text(f"一天内有 {failed} 项任务失败。", f"{failed} jobs failed within a day."),
            Text("在“任务”里看原因，排除后重试。", "See why under Jobs, and try them again."),
        )


def of_feeds(*, at: datetime) -> Found:
    """How far what follows from the log is behind it; the sample's log begins long before its present."""
    sealed = Leaf.objects.order_by("-position").values_list("position", flat=True).first()
    behind = [(sealed or 0) + 1 - each.position for each in Feed.objects.all()] if sealed is not None else []
    most = max([*behind, 0])
    since = _next_to_tell() if most and not settings.DEMO else None
    if since is not None and at - since > LATE_JOB:
        minutes = int((at - since).total_seconds() // 60)
        return Found(
            "W104",
            Warning,
            Text(f"提醒和推送落后 {minutes} 分钟。", f"Notices and webhooks are {minutes} minutes behind."),
            Text("启动 luoshi work；若正在运行，稍等它赶上。", "Start luoshi work; where it runs, let it catch up."),
        )
    return Found(
        "I104",
        Info,
        Text(f"提醒和推送落后日志 {most} 项。", f"Notices and webhooks are {most} leaves behind the log."),
    )


def _next_to_tell() -> datetime | None:
    """When the first act was that some feed has not told yet."""
    first = min(Feed.objects.values_list("position", flat=True), default=None)
    leaf = Leaf.objects.filter(position__gte=first).order_by("position").first() if first is not None else None
    return Entry.objects.filter(writing=leaf.writing).values_list("at", flat=True).first() if leaf else None


def of_sealing(*, at: datetime) -> Found:
    """Acts that wait for their place in the log."""
    first = Waiting.objects.order_by("writing").values_list("writing", flat=True).first()
    since = Entry.objects.filter(writing=first).values_list("at", flat=True).first() if first is not None else None
    if since is not None and at - since > LATE_SEAL:
        minutes = int((at - since).total_seconds() // 60)
        return Found(
            "W105",
            Warning,
            Text(f"有写入已 {minutes} 分钟没有封入日志。", f"A write has waited {minutes} minutes to be sealed."),
            Text("启动 luoshi audit seal --follow。", "Start luoshi audit seal --follow."),
        )
    return Found("I105", Info, Text("写入都已及时封入日志。", "Writes are sealed into the log in time."))


def of_log_check(*, at: datetime) -> Found:
    """When the whole log was last held against the rows, and what that found."""
    last = Verification.objects.order_by("-id").first()
    if last is not None and last.faults:
        return Found(
            "E106",
            Error,
            Text(
                f"上次核对日志发现 {last.faults} 处不符。", f"The last check of the log found {last.faults} faults."
            ),
            Text("运行 luoshi audit verify，按它逐条说的查。", "Run luoshi audit verify and follow what it names."),
        )
    if last is None or at - last.at > OLD_CHECK:
        return Found(
            "W106",
            Warning,
            Text("一个月内没有核对过审计日志。", "The log has not been checked within a month."),
            Text("运行 luoshi audit verify；宜每月一次。", "Run luoshi audit verify; once a month is good."),
        )
    day = day_of(last.at)
    return Found(
        "I106", Info, Text(f"{day} 核对过日志，全部相符。", f"The log was checked on {day}; all of it held.")
    )


def _newest_backup(folder: Path) -> datetime | None:
    files = [each.stat().st_mtime for each in folder.glob("*.backup")] if folder.is_dir() else []
    return datetime.fromtimestamp(max(files), tz=settings_zone()) if files else None


def settings_zone() -> Any:
    """The zone moments are told in."""
    from django.utils import timezone

    return timezone.get_default_timezone()


def of_backups(newest: datetime | None, *, at: datetime) -> Found:
    """The age of the newest backup in the home folder; the generated sample needs none."""
    if settings.DEMO:
        return Found("I107", Info, Text("样例数据，不需要备份。", "Generated sample data; no backup is needed."))
    if newest is None or at - newest > OLD_BACKUP:
        told = Text("没有备份。", "There is no backup.")
        if newest is not None:
            days = (at - newest).days
            told = Text(f"最近的备份是 {days} 天前的。", f"The newest backup is {days} days old.")
        return Found(
            "W107",
            Warning,
            told,
            Text(
                "每天运行 luoshi backup make，并把文件存到另一台机器。",
                "Run luoshi backup make each day, and keep the files on another machine.",
            ),
        )
    when = newest.strftime("%Y-%m-%d %H:%M")
    return Found("I107", Info, Text(f"最近的备份：{when}。", f"Newest backup: {when}."))


def of_disk(usage: Any) -> Found:
    """What is left of the disk that the home folder lies on."""
    share, left = usage.free / usage.total, f"{usage.free / 1e9:.1f} GB"
    if share < LITTLE:
        return Found(
            "E108" if share < VERY_LITTLE else "W108",
            Error if share < VERY_LITTLE else Warning,
            Text(f"磁盘只剩 {left}。", f"Only {left} are left on the disk."),
            Text("移走旧备份，或换大的磁盘。", "Move old backups away, or give it a larger disk."),
        )
    return Found("I108", Info, Text(f"磁盘还有 {left}。", f"{left} are left on the disk."))


def of_mail(*, at: datetime) -> Iterator[Found]:
    """Letters and messages that did not go, and links that cannot be written."""
    lately = Delivery.objects.filter(made_at__gte=at - timedelta(days=1))
    failed = lately.filter(state=DeliveryState.FAILED).count()
    stuck = lately.filter(state=DeliveryState.WAITING, tries__gt=0).count()
    if failed or stuck:
        yield Found(
            "W109",
            Warning,
            Text(
                f"一天内 {failed} 封信或消息没有寄出，{stuck} 封在重试。",
                f"Within a day {failed} letters or messages were not sent; {stuck} are being tried again.",
            ),
            Text(
                "在“信件”里看原因；核对 LUOSHI_MAIL_HOST 等设置。", "See why under Letters; check LUOSHI_MAIL_HOST."
            ),
        )
    else:
        sent = lately.filter(state=DeliveryState.SENT).count()
        yield Found(
            "I109", Info, Text(f"一天内寄出 {sent} 封，没有失败。", f"{sent} letters went within a day, none failed.")
        )
    if not settings.NOTICES["site"] and Preference.objects.exclude(mail="").exists():
        yield Found(
            "W110",
            Warning,
            Text("信里没有链接：不知道本站的网址。", "Letters carry no links: the site's address is not known."),
            Text("设 LUOSHI_SITE=https://…", "Set LUOSHI_SITE=https://…"),
        )


def of_calendar(years: set[int], *, today: date) -> Found:
    """Whether working days are counted by a published arrangement."""
    wanted = today.year + 1 if today.month > NOVEMBER else today.year
    if wanted not in years:
        return Found(
            "W111",
            Warning,
            Text(
                f"{wanted} 年的放假安排还没有，期限按推算。", f"Working days of {wanted} are computed, not published."
            ),
            Text(
                "通知发布后按文档“发布年度日历”加入。",
                "Add the year when its notice is out: docs, “publish a calendar year”.",
            ),
        )
    return Found(
        "I111", Info, Text(f"日历有 {wanted} 年的放假安排。", f"The calendar holds the arrangement of {wanted}.")
    )


def of_deadlines(behind: int) -> Found:
    """Whether open deadlines were computed with the calendar in force."""
    if behind:
        return Found(
            "W114",
            Warning,
            Text(f"{behind} 个期限还按旧日历计算。", f"{behind} deadlines were computed with an older calendar."),
            Text(
                "在“管理 → 日历”看会改哪些，再按新日历重算。",
                "See under Management → Calendar what would change, and have them computed anew.",
            ),
        )
    return Found("I114", Info, Text("期限都按现行日历计算。", "Deadlines agree with the calendar in force."))


def _administrators(today: date) -> int:
    posts = Post.objects.filter(
        in_force(today), role=Role.ADMINISTRATOR, unit__placements__parent=None, account__is_active=True
    )
    return posts.values("account").distinct().count()


def of_administrators(many: int) -> Found:
    """One administrator alone cannot be helped by anybody but the operator."""
    if many < 2 and not settings.DEMO:
        return Found(
            "W112",
            Warning,
            Text("全市只有一名管理员。", "The whole city has one administrator."),
            Text(
                "请再任命一名，免得一人缺席时无人能办。",
                "Appoint a second, so that one person's absence blocks nothing.",
            ),
        )
    return Found("I112", Info, Text(f"全市管理员 {many} 名。", f"{many} administrator(s) of the whole city."))


def of_versions() -> Found:
    """What runs here, for whoever asks for help."""
    try:
        own = version("luoshi")
    except PackageNotFoundError:
        own = "?"
    database = f"{connection.vendor} {'.'.join(str(part) for part in connection.get_database_version())}"
    told = f"luoshi {own} · Python {platform.python_version()} · Django {django.__version__} · {database}"
    return Found("I113", Info, Text(told, told))
