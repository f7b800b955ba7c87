"""One field of many records corrected together: asked for here, done by a job, taken back by another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from luoshi.audit.actions import writing
from luoshi.jobs.actions import enqueue
from luoshi.jobs.models import JSON, Job, JobState
from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.packs.queries import register as declared
from luoshi.registers.actions.correcting import correct
from luoshi.registers.models import Record
from luoshi.registers.permissions import check_can_fill
from luoshi.registers.policies import check_given
from luoshi.registers.queries import visible_to
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

KIND = "registers.correct_many"
BACK = "registers.take_back"
MOST = 1_000  # records of one bulk correction
BATCH = 50
OVERTAKEN = Refused(
    "registers.changed_since",
    reason=Text("预览之后已有人改动。", "It was changed after the preview."),
    remedy=Text("没有覆盖；请打开看后再改。", "Nothing was overwritten; open it and look."),
)


def fields_for_many(actor_fields: Iterable[Field], register: Register) -> list[Field]:
    """The fields that many records may be given one value of: no formula, no part of the key, no long text."""
    left_out = {*register.key, register.label}
    return [
        each
        for each in actor_fields
        if each.formula is None and each.id not in left_out and each.type is not FieldType.LONGTEXT
    ]


def correct_many(
    register_ref: str,
    rows: Sequence[tuple[int, int]],
    *,
    name: str,
    value: str,
    reason: str,
    page: str,
    by: Actor,
    at: datetime,
) -> Job:
    """Ask for one field of many records to be given one value; `rows` are records with the revision previewed.

    Each is corrected as by hand: its own version, entry and refusal. `page` is where the outcome is shown, with the
    job's number behind it. At most `MOST` records.
    """
    register = declared(register_ref)
    check_given(reason, "reason", Text("更正必须写明原因。", "A correction needs its reason."), most=300)
    check_can_fill(by, register, [name])
    if name not in {each.id for each in fields_for_many(register.fields.values(), register)} or not rows:
        raise Refused(
            "registers.nothing_for_many",
            reason=Text(
                "没有选中记录，或这一栏不能批量更正。", "No record is chosen, or the column is not for bulk."
            ),
            remedy=Text("请重新选择记录和要改的栏。", "Choose the records and the column again."),
            where=name,
        )
    check_many(len(rows))
    arguments: dict[str, JSON] = {
        "register": register_ref,
        "field": name,
        "value": value,
        "reason": reason.strip(),
        "rows": [[pk, revision] for pk, revision in rows],
        "page": page,
    }
    with writing():
        return enqueue(KIND, arguments, by=by, at=at)


def check_many(many: int) -> None:
    """Refuse more records than one bulk correction takes."""
    if many > MOST:
        raise Refused(
            "registers.too_many",
            reason=Text(f"一次最多更正 {MOST:,} 条。", f"At most {MOST:,} are corrected at a time."),
            remedy=Text("请加上筛选条件分几次办。", "Narrow the list and do it in parts."),
        )


def take_back(job: Job, *, by: Actor, at: datetime) -> Job:
    """Ask for what a bulk correction changed to be corrected back, once; what was changed since is left alone."""
    check_can_take_back(job, by)
    arguments: dict[str, JSON] = {
        "of": job.pk,
        "register": job.arguments["register"],
        "field": job.arguments["field"],
        "rows": job.outcome["facts"]["done"],
        "page": job.arguments["page"],
    }
    with writing():
        return enqueue(BACK, arguments, by=by, at=at, key=f"of-{job.pk}")


def check_can_take_back(job: Job, actor: Actor) -> None:
    """Refuse taking back what is not a finished bulk correction of one's own."""
    if job.kind != KIND or job.state != JobState.DONE or not actor.speaks_for(job.asked_by):
        raise Refused(
            "registers.nothing_to_take_back",
            reason=Text("没有可由您撤销的批量更正。", "There is no bulk correction for you to take back."),
            remedy=Text("由办理人在其结果页上撤销。", "Who made it takes it back on its page."),
            where=str(job.pk),
        )


@dataclass
class Tally:
    """How far a bulk correction is: what was done, with the value before; what was refused, with why."""

    next: int = 0
    done: list[list[Any]] = field(default_factory=list)
    refused: list[list[Any]] = field(default_factory=list)

    @property
    def kept(self) -> dict[str, JSON]:
        """As JSON, for the job's cursor and outcome."""
        return {"next": self.next, "done": self.done, "refused": self.refused}


def correct_batch(tally: Tally, arguments: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Correct the next records of a bulk correction; the caller holds the transaction."""
    rows = arguments["rows"][tally.next : tally.next + BATCH]
    found = _seen(by, arguments["register"], [row[0] for row in rows])
    for pk, revision in rows:
        record = found.get(pk)
        if record is None or record.revision != revision:
            tally.refused.append([pk, OVERTAKEN.reason.zh, OVERTAKEN.reason.en])
            continue
        before = record.data.get(arguments["field"])
        _try(tally, record, {arguments["field"]: arguments["value"]}, before, arguments["reason"], by=by, at=at)
    tally.next += len(rows)


def take_back_batch(tally: Tally, arguments: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Correct the next records back to the value before; what somebody changed since stays as it is."""
    rows = arguments["rows"][tally.next : tally.next + BATCH]
    found = _seen(by, arguments["register"], [row[0] for row in rows])
    reason = f"撤销批量更正 #{arguments['of']}"
    for pk, before, after in rows:
        record = found.get(pk)
        if record is None or record.data.get(arguments["field"]) != after:
            tally.refused.append([pk, OVERTAKEN.reason.zh, OVERTAKEN.reason.en])
            continue
        _try(tally, record, {arguments["field"]: before}, after, reason, by=by, at=at)
    tally.next += len(rows)


def _seen(by: Actor, register_ref: str, ids: list[int]) -> dict[int, Record]:
    found = visible_to(by, declared(register_ref)).filter(pk__in=ids).select_related("unit", "lead")
    return {record.pk: record for record in found}


def _try(
    tally: Tally, record: Record, changes: Mapping[str, Any], before: object, reason: str, *, by: Actor, at: datetime
) -> None:
    name = next(iter(changes))
    try:
        corrected = correct(record, changes, reason=reason, by=by, at=at)
    except Refused as refused:
        tally.refused.append([record.pk, refused.reason.zh, refused.reason.en])
    else:
        if corrected.data.get(name) != before:
            tally.done.append([record.pk, before, corrected.data.get(name)])
