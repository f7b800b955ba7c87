"""Runs the examples of packs through the same acts and measures that people's records go through.

A reference or unit in an example is a name: what it points to is made for it, with required fields filled in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from luoshi.calendars.queries import national
from luoshi.evidence.actions import keep
from luoshi.evidence.tests.scenes import photo
from luoshi.measures.queries import figure
from luoshi.org.actions import UnitDraft, create_unit
from luoshi.org.models import Unit, UnitKind
from luoshi.org.tests.small_city import START, SmallCity
from luoshi.packs.declarations import Example, Field, FieldType, Party, Register
from luoshi.packs.queries import current
from luoshi.registers.actions import Adopted, Step, adopt_many, attach, create, move
from luoshi.registers.lights import colour_of
from luoshi.registers.models import Record
from luoshi.registers.policies import standing_of
from luoshi.registers.scheduling import end_of, schedule_of
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused

DAY = date(2026, 12, 31)
NOW = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)
EVIDENCE_MISSING = "evidence_missing"


@dataclass(slots=True)
class Stage:
    """A small city with the packs in force, where an example is played; people and places come as they are named."""

    city: SmallCity
    units: dict[str, Unit] = field(default_factory=dict)
    records: dict[tuple[str, str], Record] = field(default_factory=dict)

    def outcome(self, example: Example) -> str:
        """What came of the situation, in the words of the example's own expectation."""
        register = current().register(example.register)
        expect = example.expect
        if "measure" in expect:
            self.adopt(register, example.given)
            ref = str(expect["measure"])
            ref = ref if "." in ref else f"{register.pack}.{ref}"
            return figure(ref, period=str(expect["period"]), today=DAY, actor=None).text.zh
        if "refused" in expect:
            return self._refusal(register, example)
        record = self.adopt(register, example.given)[-1]
        if "due" in expect:
            return due_of(register, record).isoformat()
        if "light" in expect:
            return str(colour_of(register, record.data, standing_of(record, date.fromisoformat(str(expect["day"])))))
        if "step" in expect:
            return start_of(register, record, str(expect["step"])).isoformat()
        return told(record.data.get(str(expect["field"])))

    def adopt(self, register: Register, rows: Sequence[Mapping[str, object]]) -> list[Record]:
        """The situation as an existing ledger."""
        adopted = [self._row(register, row, self.county(number)) for number, row in enumerate(rows)]
        return adopt_many(register.ref, adopted, source="example", by=self.city.admin, at=NOW)

    def county(self, number: int) -> Unit:
        """Each row comes from another district than the one before."""
        return self.city.unit(("north", "south")[number % 2])

    def _owing(self, register: Register, unit: Unit) -> Unit:
        """One below the unit that owes the return; the unit itself where nobody owes it."""
        if register.owed is None:
            return unit
        kind = UnitKind(register.owed.units[0])
        code = f"owing{len(self.units)}"
        draft = UnitDraft(code=code, title=f"{unit.title}一村", kind=kind, parent=unit.code, valid_from=START)
        self.units[code] = create_unit(draft, by=self.city.admin, at=NOW)
        return self.units[code]

    def _refusal(self, register: Register, example: Example) -> str:
        on = str(example.expect.get("on", "create"))
        try:
            if on == "create":
                for number, row in enumerate(example.given):
                    self._create(register, row, self._owing(register, self.county(number)))
            else:
                record = self.adopt(register, example.given)[-1]
                self._move(register, record, on.removeprefix("move:"), str(example.expect["refused"]))
        except Refused as refused:
            return name_of(refused)
        return "not refused"

    def _create(self, register: Register, row: Mapping[str, object], unit: Unit) -> None:
        editor = self.city.actor(register.edit[0], "city")  # whoever sees what the example refers to
        period = str(row.get("period", ""))
        create(register.ref, self._data(register, row), unit=unit, by=editor, at=NOW, period=period)

    def _move(self, register: Register, record: Record, name: str, expected: str) -> None:
        """All evidence is at hand, unless its absence is what the example is about."""
        assert register.lifecycle is not None
        declared = register.lifecycle.moves[name]
        proof = {} if expected == EVIDENCE_MISSING else dict.fromkeys(declared.needs, "示例文件")
        by = self._player(declared.by, record)
        for kind in (each for each in proof if register.evidence[each].by_file):
            place = register.evidence[kind].keeps_place
            file = keep(BytesIO(photo(1)), name="示例.jpg", keeps_place=place, photo=True, by=by, at=NOW)
            attach(record, kind, file=file, by=by, at=NOW)
        move(record, name, step=Step(on=DAY, evidence=proof), by=by, at=NOW)

    def _player(self, party: Party | Role, record: Record) -> Actor:
        """Somebody who may take the move as that party: the lead's own person, or one of the supervision office."""
        if party is Party.LEAD:
            return self.city.actor(Role.COUNTY_LEAD, (record.lead or record.unit).code)
        if isinstance(party, Role):
            return self.city.actor(party, (record.lead or record.unit).code)
        assert party in (Party.SUPERVISOR, Party.VERIFIER), "played by the lead, the supervisor, a verifier or a role"
        return self.city.actor(Role(party.value), "supervision")

    def _row(self, register: Register, row: Mapping[str, object], unit: Unit) -> Adopted:
        reached = reached_in(row)
        state = str(row.get("state", ""))
        if state and state not in reached:
            reached[state] = max(reached.values(), default=date(2022, 1, 1))
        if reached and not state:
            state = list(reached)[-1]
        return Adopted(
            data=self._data(register, row),
            unit=self.unit(str(row["unit"])) if "unit" in row else unit,
            lead=self.unit(str(row["lead"])) if "lead" in row else None,
            supervisor=(self.city.unit("supervision"),) if register.lifecycle else (),
            state=state,
            reached=reached,
            due=date.fromisoformat(str(row["due"])) if "due" in row else None,
            period=str(row.get("period", "")),
        )

    def _data(self, register: Register, row: Mapping[str, object]) -> dict[str, object]:
        return {
            name: self._value(register.fields[name], value) for name, value in row.items() if name in register.fields
        }

    def _value(self, declared: Field, value: object) -> object:
        match declared.type:
            case FieldType.REF:
                return self.record(declared.to, str(value)).pk
            case FieldType.UNIT:
                return self.unit(str(value)).pk
            case _:
                return value

    def unit(self, title: str) -> Unit:
        """The unit of that name."""
        if title not in self.units:
            code = f"named{len(self.units)}"
            draft = UnitDraft(code=code, title=title, kind=UnitKind.BUREAU, parent="city", valid_from=START)
            self.units[title] = create_unit(draft, by=self.city.admin, at=NOW)
        return self.units[title]

    def record(self, ref: str, name: str) -> Record:
        """The record of that name, with what its register requires filled in."""
        if (ref, name) not in self.records:
            register = current().register(ref)
            data = {each.id: self._filler(each, name) for each in register.fields.values() if each.required}
            row = Adopted(data=data | {register.label: name}, unit=self.city.unit("commerce"))
            self.records[ref, name] = adopt_many(ref, [row], source="example", by=self.city.admin, at=NOW)[0]
        return self.records[ref, name]

    def _filler(self, declared: Field, name: str) -> object:
        fillers: dict[FieldType, Any] = {
            FieldType.DATE: date(2022, 1, 1),
            FieldType.YESNO: True,
            FieldType.CHOICE: next(iter(declared.options), ""),
            FieldType.TEXT: name,
            FieldType.LONGTEXT: name,
        }
        if declared.type in (FieldType.REF, FieldType.UNIT):
            return self._value(declared, name)
        return fillers.get(declared.type, declared.min or 1)


def reached_in(row: Mapping[str, object]) -> dict[str, date]:
    """The days on which states were reached, in the order of the days."""
    days = {name.removeprefix("on_"): str(day) for name, day in row.items() if name.startswith("on_")}
    return {state: date.fromisoformat(day) for state, day in sorted(days.items(), key=lambda item: item[1])}


def due_of(register: Register, record: Record) -> date:
    """The deadline of the clock that runs in the record's state."""
    assert register.lifecycle is not None
    clock = next(each for each in register.lifecycle.clocks if each.on == record.state)
    since = date.fromisoformat(record.reached[record.state])
    return national().add(since, clock.working_days).date


def start_of(register: Register, record: Record, step: str) -> date:
    """The latest day on which a step of the back-schedule can begin."""
    until = end_of(register, record)
    assert until is not None
    schedule = schedule_of(register, until)
    assert schedule is not None
    return next(placed.start for placed in schedule.steps if placed.step.id == step)


def name_of(refused: Refused) -> str:
    """What refused: the rule, audit or guard, else the reason's own code."""
    kind, _dot, name = refused.where.partition(".")
    if kind in ("rule", "audit"):
        return name
    return refused.code.rpartition(".")[2]


def told(value: object) -> str:
    """A kept value as an example writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def expected(example: Example) -> str:
    """The outcome the example names."""
    expect = example.expect
    kinds = ("refused", "due", "light", "start", "value")
    return str(next(expect[kind] for kind in kinds if kind in expect))


def same(outcome: str, wanted: str) -> bool:
    """Whether two outcomes say the same; 75 and 75.0 do."""
    try:
        return Decimal(outcome) == Decimal(wanted)
    except ArithmeticError:
        return outcome == wanted
