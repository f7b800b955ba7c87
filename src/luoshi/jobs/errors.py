"""What went wrong with a job, in plain words in both languages, and what to do about it."""

import errno
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from django.db import DatabaseError

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST_DETAIL = 2000  # characters


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error for people. `detail` and the class that was `raised` are for who looks after the server.

    `final` when trying again cannot help.
    """

    code: str
    reason: Text
    remedy: Text
    detail: str = ""
    raised: str = "builtins.Exception"
    final: bool = False

    @property
    def written(self) -> dict[str, str]:
        """The trouble as JSON, without what a database refuses to keep."""
        reason, remedy = self.reason, self.remedy
        words = {"reason_zh": reason.zh, "reason_en": reason.en, "remedy_zh": remedy.zh, "remedy_en": remedy.en}
        told = {**words, "code": self.code, "detail": self.detail, "raised": self.raised}
        return {name: storable(said) for name, said in told.items()}


def storable(said: str) -> str:
    """A text without NUL and lone surrogates, which not every database keeps, and not endless."""
    return _sound(said)[:MOST_DETAIL]


def told_in_full(error: Exception) -> str:
    """The error with all the lines it came through, for the log."""
    return _sound("".join(traceback.format_exception(error)))


def _sound(said: str) -> str:
    return said.replace("\0", "�").encode("utf-8", "replace").decode()


def trouble_of(error: Exception) -> Trouble:
    """What an error means to people. A refusal already says it, and trying again would be refused again."""
    raised = f"{type(error).__module__}.{type(error).__qualname__}"
    if isinstance(error, Refused):
        return Trouble(error.code, error.reason, error.remedy, raised=raised, final=True)
    for applies, code, reason, remedy in KNOWN:
        if applies(error):
            return Trouble(code, reason, remedy, where(error), raised)
    return Trouble("jobs.error", *UNKNOWN, where(error), raised)


def where(error: Exception) -> str:
    """The error with the line it came from, in the program's own words."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{place}"


def worker_died(times: int) -> Trouble:
    """The job's workers died again and again: memory, or a crash in what the job calls."""
    return Trouble(
        "jobs.worker_died",
        Text(
            f"办理这个任务的进程连续 {times} 次中途中断。",
            f"The process that worked on this job died {times} times in a row.",
        ),
        Text(
            "请管理员查看服务器内存和日志，排除后重试。",
            "Let an administrator look at the server's memory and log, then try again.",
        ),
    )


def no_kind(name: str) -> Trouble:
    """The job was asked for by a version of the product that knew its kind."""
    return Trouble(
        "jobs.no_kind",
        Text(f"本系统现在没有“{name}”这种任务。", f"This version of the product knows no job “{name}”."),
        Text(
            "如因升级取消了该功能，请取消任务；否则请管理员检查安装。",
            "If an upgrade took it out, leave the job; otherwise let an administrator check the installation.",
        ),
        final=True,
    )


UNKNOWN = (
    Text("程序在办理时出错。", "The program ran into an error."),
    Text(
        "请重试；仍然失败时，把任务编号告诉管理员。",
        "Try again; if it fails again, tell an administrator the number of the job.",
    ),
)
KNOWN: tuple[tuple[Callable[[Exception], bool], str, Text, Text], ...] = (
    (
        lambda error: isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT),
        "jobs.disk_full",
        Text("服务器磁盘已满，没有写入。", "The server's disk is full; nothing was written."),
        Text("请管理员清理磁盘，再重试。", "Let an administrator make room, then try again."),
    ),
    (
        lambda error: isinstance(error, MemoryError),
        "jobs.memory",
        Text("服务器内存不够。", "The server ran out of memory."),
        Text("请在空闲时重试，或请管理员增加内存。", "Try again at a quiet hour, or have memory added."),
    ),
    (
        lambda error: isinstance(error, ConnectionError | TimeoutError),
        "jobs.unreachable",
        Text("没有连上所需的系统。", "A system this needs could not be reached."),
        Text("请确认网络和对方系统正常，再重试。", "See that the network and that system work, then try again."),
    ),
    (
        lambda error: isinstance(error, DatabaseError),
        "jobs.database",
        Text("数据库没有完成写入。", "The database did not complete the write."),
        Text("请稍后重试；仍然失败时请联系管理员。", "Try again later; if it fails again, ask an administrator."),
    ),
)
