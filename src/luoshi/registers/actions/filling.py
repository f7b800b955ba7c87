"""Filling in a return cell by cell: what nobody else changed is written, what others changed too is kept beside.

Each cell says at which revision its writer had read the record, so that work done away from the network loses
nothing and overwrites nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from luoshi.audit.actions import writing
from luoshi.org.models import Unit
from luoshi.packs.declarations import Register
from luoshi.packs.queries import register as declared
from luoshi.registers.actions.correcting import correct
from luoshi.registers.actions.creating import check_period, create
from luoshi.registers.actions.submitting import Submitted, keep_submission
from luoshi.registers.actions.writing import leave_trace
from luoshi.registers.locks import check_open
from luoshi.registers.merging import read_at
from luoshi.registers.models import Offer, OfferStatus, Outcome, Record
from luoshi.registers.permissions import check_can_edit, check_can_fill, check_can_settle_offer
from luoshi.registers.policies import check_given
from luoshi.registers.values import Invalid, Kept, keep_all
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text
from luoshi.statements.reading import Compiled

STANDING = Compiled(
    lambda register, unit, period: (
        Record.objects.of(register).filter(unit=unit, period=period).order_by().values_list("id")
    ),
    register="-register-",
    unit=-1,
    period="-period-",
)

TURNS = 8  # tries of one return while others save it at the same moment


@dataclass(frozen=True, slots=True)
class Entered:
    """One cell: what was written, and the revision at which the writer had read it; 0 where nothing stood."""

    value: object
    base: int = 0


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of the cells of one return: `offered` wait beside another value, `same` stood there already."""

    record: Record
    taken: tuple[str, ...]
    same: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()


def fill(
    register_ref: str,
    cells: Mapping[str, Entered],
    *,
    unit: Unit,
    period: str,
    reason: str,
    by: Actor,
    at: datetime,
    submitted: Submitted | None = None,
) -> Filled:
    """Enter a return of a unit for a period, or what is missing in it; all cells of it or none. `submitted` as there.

    Whoever saves at the same moment as others takes the next turn: their cells are held against what came in between.
    Raises `Invalid` with every problem of the fields, and what `create` and `correct` refuse; refused for a register
    that is no return, of which a unit has many records and none is meant.
    """
    check_is_return(declared(register_ref), period)
    held = _held(register_ref, unit, period)
    if held is None:
        values = {name: cell.value for name, cell in cells.items()}
        try:
            record = create(register_ref, values, unit=unit, period=period, by=by, at=at, submitted=submitted)
            return Filled(record, tuple(cells))
        except Refused as refused:
            held = _held(register_ref, unit, period) if refused.code == "registers.return_exists" else None
            if held is None:
                raise
    for _turn in range(TURNS - 1):
        try:
            return _fill_in(held, cells, reason, by=by, at=at, submitted=submitted)
        except Refused as refused:
            if refused.code != "registers.overtaken":
                raise
            held = _held(register_ref, unit, period) or held
    return _fill_in(held, cells, reason, by=by, at=at, submitted=submitted)


def check_is_return(register: Register, period: str) -> None:
    """Refuse a register without periods, and a period that is none of its own."""
    if not register.period:
        raise Refused(
            "registers.no_return",
            reason=Text(f"“{register.title.zh}”不是按期填报的报表。", f"{register.title.en} is no return."),
            remedy=Text("请打开要改的那条记录更正。", "Open the record and correct it there."),
            where=register.ref,
        )
    check_period(register, period)


def _held(register_ref: str, unit: Unit, period: str) -> Record | None:
    found = STANDING.rows(register=register_ref, unit=unit.pk, period=period)
    return Record.objects.select_related("unit", "lead").get(pk=found[0][0]) if found else None


def _fill_in(
    record: Record,
    cells: Mapping[str, Entered],
    reason: str,
    *,
    by: Actor,
    at: datetime,
    submitted: Submitted | None,
) -> Filled:
    register = declared(record.register, record.pack_version_id)
    check_can_edit(by, register, record.unit)
    check_can_fill(by, register, cells)
    check_open(record, register)
    kept, problems = keep_all(register, {name: cell.value for name, cell in cells.items()})
    if problems:
        raise Invalid(tuple(problems))
    same, mine, rival = sorted_out(record, cells, kept)
    filled = Filled(record, tuple(mine), tuple(same), tuple(rival))
    if not mine and not rival:
        return filled
    with writing():
        if mine:
            correct(record, {n: kept.get(n) for n in mine}, reason=reason, by=by, at=at, revision=record.revision)
        if rival:
            key = submitted.key if submitted else ""
            _keep_offers(record, {n: (kept.get(n), cells[n].base) for n in rival}, key, by=by, at=at)
        outcome = Outcome.OFFERED if rival else Outcome.CORRECTED
        keep_submission(submitted, record, outcome=outcome, by=by, at=at)
    return filled


def sorted_out(
    record: Record, cells: Mapping[str, Entered], kept: Mapping[str, Kept]
) -> tuple[list[str], list[str], list[str]]:
    """The names of cells that stand there already, that only the writer changed, and that others changed as well."""
    bases = {base: read_at(record, base) for base in {cell.base for cell in cells.values()}}
    same, mine, rival = [], [], []
    for name, cell in cells.items():
        before, theirs = bases[cell.base].get(name), record.data.get(name)
        if kept.get(name) == theirs:
            same.append(name)
        elif theirs == before:
            mine.append(name)
        elif kept.get(name) != before:  # else only they changed it
            rival.append(name)
    return same, mine, rival


def _keep_offers(
    record: Record, offered: Mapping[str, tuple[Kept | None, int]], key: str, *, by: Actor, at: datetime
) -> None:
    for name, (value, base) in offered.items():
        writer = _writer_of(record, name)
        Offer(
            county=record.county,
            record=record,
            field=name,
            value=value,
            stood=record.data.get(name),
            stood_by=writer[0],
            stood_by_name=writer[1],
            base=base,
            revision=record.revision,
            key=key,
            by_account=by.account_id,
            by_name=by.name,
            at=at,
        ).save()
    told = {name: {"offered": value, "stands": record.data.get(name)} for name, (value, _base) in offered.items()}
    leave_trace(record, "offer", [], by=by, at=at, values=told)


def _writer_of(record: Record, name: str) -> tuple[int | None, str]:
    """Who wrote the value that stands in a field. One query."""
    for version in record.versions.order_by("-revision").only("changed", "by_account", "by_name"):
        if name in version.changed:
            return version.by_account, version.by_name
    return None, ""


def settle_offer(offer: Offer, *, take: bool, why: str, by: Actor, at: datetime) -> Offer:
    """Choose between the value that stands and the one offered; the other stays readable."""
    record = Record.objects.select_related("unit", "lead").get(pk=offer.record_id)
    register = declared(record.register, record.pack_version_id)
    check_can_settle_offer(by, register, record, offer)
    check_given(why, "why", Text("请写明选用的依据。", "Say on what grounds it is chosen."), most=200)
    status = OfferStatus.TAKEN if take else OfferStatus.DECLINED
    with writing():
        open_one = Offer.objects.filter(pk=offer.pk, status=OfferStatus.OPEN)
        done = {"settled_by": by.account_id, "settled_by_name": by.name, "settled_at": at, "why": why.strip()}
        if open_one.update(status=status, **done) != 1:
            raise _settled_before(record)
        if take:
            correct(
                record, {offer.field: offer.value}, reason=f"采用{offer.by_name}填报的值：{why.strip()}", by=by, at=at
            )
        facts: dict[str, object] = {"offer": offer.pk, "field": offer.field, "taken": take, "why": why.strip()}
        leave_trace(record, "settle_offer", [], by=by, at=at, **facts)
    offer.refresh_from_db()
    return offer


def _settled_before(record: Record) -> Refused:
    return Refused(
        "registers.offer_settled",
        reason=Text("这一处已有人裁定。", "Somebody has decided this already."),
        remedy=Text("请刷新查看结果。", "Reload to see the outcome."),
        where=record.number,
    )
