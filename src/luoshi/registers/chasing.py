"""The ladder by which a record is chased: which rung may be climbed today, and why another may not."""

from dataclasses import dataclass
from datetime import date

from luoshi.packs.declarations import Register, Rung
from luoshi.registers.facts import facts
from luoshi.registers.models import Chase, Clock, Record
from luoshi.registers.policies import standing_of
from luoshi.rules.expressions import evaluate, is_met
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


@dataclass(frozen=True, slots=True)
class Climb:
    """A rung, and what is against climbing it now, if anything."""

    rung: Rung
    refused: Refused | None


def ladder(record: Record, register: Register, *, day: date) -> list[Climb]:
    """Every rung in order, each with the reason against it. Two queries, none where they are fetched."""
    rungs = register.lifecycle.chase if register.lifecycle else ()
    sent = {chase.rung: chase for chase in chases_in_turn(record)} if rungs else {}
    row = facts(register, record.data, standing_of(record, day))
    found = []
    for index, rung in enumerate(rungs):
        refused = (
            _ended(record, register)
            or _climbed(rung, rungs[index:], sent, record)
            or _not_due(rung, record, met=is_met(evaluate(rung.when, row, today=day)))
            or _skipped(rung, rungs[:index], sent, record)
        )
        found.append(Climb(rung, refused))
    return found


def turn_of(record: Record) -> Clock | None:
    """The clock the ladder belongs to: the one that is due first."""
    dated = [(clock.due, clock.pk, clock) for clock in record.clocks.all() if clock.due and clock.ended_on is None]
    return min(dated)[2] if dated else None


def chases_in_turn(record: Record) -> list[Chase]:
    """The notices sent since the clock that is due first began."""
    turn = turn_of(record)
    return [chase for chase in record.chases.all() if chase.clock_id == (turn.pk if turn else None)]


def check_can_climb(record: Record, register: Register, name: str, *, day: date) -> Rung:
    """The rung, or the refusal in words."""
    for climb in ladder(record, register, day=day):
        if climb.rung.id == name:
            if climb.refused is not None:
                raise climb.refused
            return climb.rung
    raise Refused(
        "registers.no_such_rung",
        reason=Text(f"没有“{name}”这一级。", f"There is no rung '{name}'."),
        remedy=Text("请在记录页面上选择。", "Choose one on the record's page."),
        where=record.number,
    )


def _ended(record: Record, register: Register) -> Refused | None:
    if register.lifecycle is None or record.state not in register.lifecycle.ends:
        return None
    return _refused(
        "registers.chase_ended", record, ("事项已办结，不再催办。", "The matter has ended; it is not chased.")
    )


def _climbed(rung: Rung, onwards: tuple[Rung, ...], sent: dict[str, Chase], record: Record) -> Refused | None:
    """Climbed already, this rung or a higher one: the ladder leads upwards only."""
    done = next((sent[each.id] for each in onwards if each.id in sent), None)
    if done is None:
        return None
    told = (f"{done.on} 已发 {done.number}。", f"{done.number} was sent on {done.on}.")
    return _refused("registers.rung_climbed", record, told)


def _not_due(rung: Rung, record: Record, *, met: bool) -> Refused | None:
    if met:
        return None
    told = (
        f"现在还不到发“{rung.title.zh}”的时候。",
        f"It is not time for '{rung.title.en}' now.",
    )
    return _refused("registers.rung_not_due", record, told)


def _skipped(rung: Rung, before: tuple[Rung, ...], sent: dict[str, Chase], record: Record) -> Refused | None:
    if not before or rung.may_start_here or before[-1].id in sent:
        return None
    last = before[-1].title
    told = (f"须先发“{last.zh}”。", f"'{last.en}' comes first.")
    return _refused("registers.rung_skipped", record, told)


def _refused(code: str, record: Record, told: tuple[str, str]) -> Refused:
    return Refused(
        code,
        reason=Text(*told),
        remedy=Text("请看记录上的催办情况。", "Look at how the record was chased so far."),
        where=record.number,
    )
