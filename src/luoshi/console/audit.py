"""`luoshi audit`: seal the log, check it, prove what it holds, hand out its signed heads."""

import getpass
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

import click
from django.db import connections
from django.db.utils import InterfaceError, OperationalError

from luoshi.audit.actions.checking import keep_result
from luoshi.audit.actions.heads import head_now, mail_daily, rotate_key
from luoshi.audit.actions.sealing import keep_sealing, seal_all
from luoshi.audit.headtext import SignedHead, read_head
from luoshi.audit.models import Entry
from luoshi.audit.proofs import bundle, continues, prove
from luoshi.audit.signing import fingerprint
from luoshi.audit.standalone import verify_luoshi
from luoshi.audit.verifying import Checked, verify
from luoshi.console.people import telling_refusals
from luoshi.console.work import now
from luoshi.rules.actors import Actor, operator
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MAIL_AGAIN, AGAIN = 600.0, 1.0  # seconds
STANDARD_INPUT = 0
file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("audit")
def command() -> None:
    """The audit log: seal, verify, prove, hand out heads."""


@command.command()
@click.option("--follow", is_flag=True, help="Go on sealing, within a second of each act, until told to stop.")
@click.option("--lives-with-input", is_flag=True, hidden=True, help="End when the standard input is closed.")
def seal(*, follow: bool, lives_with_input: bool) -> None:
    """Take what waits into the log; one sealer works at a time, however many are started."""
    if not follow:
        made = seal_all(at=now())
        click.echo(f"封存 {made} 项。 {made} leaves sealed.")
        return
    stop = Event()
    if lives_with_input:
        Thread(target=_until_closed, args=(stop,), daemon=True).start()
    mail = Mail()
    while not stop.is_set():
        try:
            keep_sealing(stop, clock=now, after=mail.look)
        except (OperationalError, InterfaceError) as error:
            click.echo(f"封存暂停，随即重试。 Sealing pauses and goes on: {error}", err=True)
            connections.close_all()
            stop.wait(AGAIN)


@command.command("verify")
@click.option("--head", "heads", type=file, multiple=True, help="A signed head that was kept elsewhere.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="zh (default) or en")
@telling_refusals
def verify_log(*, heads: tuple[Path, ...], lang: str) -> None:
    """Check every leaf, entry and row; names each one changed, removed or slipped in. Exit code 1 when any was."""
    given, checked, found, begun = [_head(each) for each in heads], Checked(), [], time.perf_counter()
    at = now()
    for fault in verify(checked, heads=given):
        found.append(fault)
        click.secho(f"[{fault.kind}] {fault.line(lang)}", fg="red")
    seconds = time.perf_counter() - begun
    keep_result(checked, found, seconds=seconds, by=_operator(), at=at)
    click.echo(_verdict(checked, len(found), seconds).in_(lang))
    sys.exit(1 if found else 0)


@command.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file to write it to.")
@telling_refusals
def head(*, out: Path | None) -> None:
    """Print the newest signed head, and the fingerprint of its key; keep it where no administrator reaches."""
    seal_all(at=now())
    text = head_now(at=now()).text
    if out is None:
        click.echo(text)
    else:
        out.write_text(text, encoding="utf-8")
    click.echo(f"密钥指纹 key fingerprint: {fingerprint(read_head(text).key)}", err=out is None)


@command.command("prove")
@click.argument("entry", type=int)
@telling_refusals
def prove_entry(*, entry: int) -> None:
    """Print the proof that ENTRY stands in the signed log, as JSON."""
    seal_all(at=now())
    click.echo(json.dumps(prove(_entry(entry), head_now(at=now())).as_json(), ensure_ascii=False, indent=1))


@command.command()
@click.argument("old_head", type=file)
@telling_refusals
def consistent(*, old_head: Path) -> None:
    """Show that the log goes on from OLD_HEAD, a file with an earlier signed head, without a change before it."""
    old = _head(old_head)
    path = continues(old, head_now(at=now()))
    click.echo(f"前 {old.size} 项未变。 The first {old.size} leaves are as they were. ({len(path)} hashes)")


@command.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--entry", "entries", type=int, multiple=True, help="An entry; may be given many times.")
@click.option("--record", "records", type=int, multiple=True, help="All entries about a record.")
@click.option("--head", "heads", type=file, multiple=True, help="An earlier head to go on from.")
@telling_refusals
def export(*, folder: Path, entries: tuple[int, ...], records: tuple[int, ...], heads: tuple[Path, ...]) -> None:
    """Write a bundle of entries with head and proofs into FOLDER, and the program that checks it without luoshi."""
    seal_all(at=now())
    asked = [_entry(each) for each in entries]
    asked += Entry.objects.filter(subject_kind="record", subject_id__in=records).order_by("id")
    made = bundle(asked, head_now(at=now()), [_head(each) for each in heads])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bundle.json").write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
    shutil.copyfile(str(verify_luoshi.__file__), folder / "verify_luoshi.py")
    click.echo(f"{len(asked)} → {folder}\npython3 {folder}/verify_luoshi.py {folder}/bundle.json")


@command.command("rotate-key")
@telling_refusals
def rotate() -> None:
    """Change the key that signs heads; the old one vouches for the new one in an entry, and is gone then."""
    seal_all(at=now())
    fresh = rotate_key(by=_operator(), at=now())
    click.echo(f"新密钥指纹，请告知持有日志头的各方。 New fingerprint, tell whoever keeps heads:\n{fresh}")


class Mail:
    """Sends the head of the day; after a failure it tries again in ten minutes."""

    def __init__(self) -> None:
        self._again = 0.0

    def look(self, at: datetime) -> None:
        """Send when it is time."""
        if time.monotonic() < self._again:
            return
        try:
            mail_daily(by=operator("sealer"), at=at)
            self._again = time.monotonic() + 60
        except OSError as error:
            click.echo(f"日志头邮件未发出，稍后重试。 The head was not mailed, it is tried again: {error}", err=True)
            self._again = time.monotonic() + MAIL_AGAIN


@contextmanager
def sealer_beside() -> Iterator[subprocess.Popen[bytes]]:
    """A sealer in a process of its own for as long as this one lives: killed, it closes the pipe it listens to."""
    told = [sys.executable, "-m", "luoshi", "audit", "seal", "--follow", "--lives-with-input"]
    sealer = subprocess.Popen(told, stdin=subprocess.PIPE, process_group=0)  # noqa: S603  (Ctrl-C is for this one)
    try:
        yield sealer
    finally:
        if sealer.stdin:
            sealer.stdin.close()
        try:
            sealer.wait(timeout=10)
        except subprocess.TimeoutExpired:  # still being brought up: nothing is half sealed
            sealer.kill()
            sealer.wait()


def _until_closed(stop: Event) -> None:
    with open(STANDARD_INPUT, "rb", closefd=False) as pipe:
        pipe.read()
    stop.set()


def _verdict(checked: Checked, faults: int, seconds: float) -> Text:
    zh = (
        f"{checked.leaves} 项日志、{checked.counted.rows} 行数据，{checked.waiting} 次待封存，用时 {seconds:.1f} 秒："
    )
    en = f"{checked.leaves} leaves, {checked.counted.rows} rows, {checked.waiting} acts waiting, {seconds:.1f} s: "
    if not faults:
        return Text(f"{zh}全部相符。", f"{en}all of it holds.")
    return Text(f"{zh}发现 {faults} 处不符。", f"{en}{faults} faults.")


def _head(path: Path) -> SignedHead:
    return read_head(path.read_text(encoding="utf-8"))


def _entry(number: int) -> Entry:
    found = Entry.objects.filter(pk=number).first()
    if found is None:
        raise Refused(
            "audit.no_entry",
            reason=Text(f"没有条目 {number}。", f"There is no entry {number}."),
            remedy=Text("请在管理页的审计中查找编号。", "Look its number up on the audit page."),
        )
    return found


def _operator() -> Actor:
    return operator(f"console:{getpass.getuser()}")
