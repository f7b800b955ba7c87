"""Laying files before a record, withdrawing them, and resting a move on them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from luoshi.audit.actions import writing
from luoshi.evidence.actions import hold
from luoshi.evidence.models import File
from luoshi.packs.declarations import EvidenceKind
from luoshi.packs.queries import register as declared
from luoshi.registers import permissions, policies
from luoshi.registers.actions.holding import hold_standing
from luoshi.registers.actions.writing import leave_trace
from luoshi.registers.models import Exhibit, Look, Move, Record
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

DIGITS = 12
"""Digits of the digest that stand beside a file's name on a move; enough to find it again."""


def attach(record: Record, kind: str, *, file: File, by: Actor, at: datetime) -> Exhibit:
    """Lay a file before a record as evidence of a kind. Only whoever brought a file may attach it."""
    register = declared(record.register, record.pack_version_id)
    permissions.check_can_attach(by, record, register)
    policies.check_stands(record)
    policies.check_kind_fits(_kind(register.evidence, kind), file, where=kind)
    if not by.speaks_for(file.by_account):
        raise Refused(
            "registers.not_your_file",
            reason=Text("没有这个附件，或不是您上传的。", "There is no such file, or it was not you who brought it."),
            remedy=Text("请自己上传。", "Upload it yourself."),
            where=kind,
        )
    exhibit = Exhibit(
        county=record.county,
        record=record,
        kind=kind,
        file=file,
        content_id=file.content_id,
        by_account=by.account_id,
        by_name=by.name,
        at=at,
    )
    with writing():
        hold_standing(record)
        hold(file, by=by, at=at)
        _save_once(exhibit)
        leave_trace(record, "attach", [], by=by, at=at, kind=kind, exhibit=exhibit.pk, file=told(file))
    return exhibit


def detach(exhibit: Exhibit, *, reason: str, by: Actor, at: datetime) -> Exhibit:
    """Withdraw an exhibit that no move or look rests on; it stays in the history with the reason."""
    record = exhibit.record
    permissions.check_can_attach(by, record, declared(record.register, record.pack_version_id))
    policies.check_given(reason, "reason", Text("撤回须写明理由。", "Withdrawing needs its reason."), most=400)
    values = {
        "withdrawn_by": by.account_id,
        "withdrawn_name": by.name,
        "withdrawn_at": at,
        "withdrawn_reason": reason.strip(),
    }
    with writing():
        if Exhibit.objects.filter(pk=exhibit.pk, withdrawn_at=None, move=None, look=None).update(**values) != 1:
            raise Refused(
                "registers.exhibit_settled",
                reason=Text("这个附件已被采用或已撤回。", "A move or look rests on this file, or it is withdrawn."),
                remedy=Text("有误时请另附正确的材料并说明。", "If it is wrong, attach the right one and say so."),
                where=record.number,
            )
        leave_trace(record, "detach", [], by=by, at=at, exhibit=exhibit.pk, reason=reason.strip())
    exhibit.refresh_from_db()
    return exhibit


def _kind(kinds: Mapping[str, EvidenceKind], name: str) -> EvidenceKind:
    if name not in kinds:
        known = [kind.title for kind in kinds.values()]
        raise Refused(
            "registers.evidence_unknown",
            reason=Text(f"未声明的证明：{name}", f"Evidence not declared: {name}"),
            remedy=Text(
                f"可用：{'、'.join(title.zh for title in known) or '无'}。",
                f"There are: {', '.join(title.en for title in known) or 'none'}.",
            ),
            where=name,
        )
    return kinds[name]


def _save_once(exhibit: Exhibit) -> None:
    try:
        with transaction.atomic():
            exhibit.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            "registers.attached_already",
            reason=Text(
                "这个附件已经附上，或已用于先前的流转。", "This file is here already, perhaps for an earlier move."
            ),
            remedy=Text(
                "无需再传；新的流转请附新的材料。", "It need not be sent again; a new move takes new evidence."
            ),
            where=exhibit.kind,
        ) from None


def unused(record: Record, kinds: Sequence[str]) -> list[Exhibit]:
    """The exhibits of these kinds that nothing rests on yet. One query."""
    found = Exhibit.objects.filter(record=record, kind__in=kinds, move=None, look=None, withdrawn_at=None)
    return list(found.select_related("file__content").order_by("pk"))


def with_exhibits(words: Mapping[str, str], exhibits: Iterable[Exhibit]) -> dict[str, str]:
    """The words of a move's evidence, each kind followed by its files: their names and first digits of the digest."""
    evidence = dict(words)
    for exhibit in exhibits:
        before = evidence.get(exhibit.kind, "").strip()
        evidence[exhibit.kind] = f"{before} · {told(exhibit.file)}" if before else told(exhibit.file)
    return evidence


def told(file: File) -> str:
    """A file by its name and the first digits of its digest."""
    return f"{file.name} #{file.sha256[:DIGITS]}"


def rest_on(taken: Move | Look, exhibits: Sequence[Exhibit]) -> None:
    """Give exhibits to a move or a second look, inside its act; refused where one was taken meanwhile."""
    ids = [exhibit.pk for exhibit in exhibits]
    free = Exhibit.objects.filter(pk__in=ids, withdrawn_at=None, move=None, look=None)
    given = free.update(look=taken) if isinstance(taken, Look) else free.update(move=taken)
    if given != len(ids):
        raise Refused(
            "registers.exhibits_changed",
            reason=Text("刚刚有人撤回或采用了其中的附件。", "Somebody withdrew or used one of the files just now."),
            remedy=Text("请刷新后再办。", "Reload, then try again."),
            where=taken.record.number,
        )


def release(turned_down: Move) -> None:
    """Free the exhibits of a move that was turned down, inside that act; the move's own words still name them."""
    Exhibit.objects.filter(move=turned_down).update(move=None)
