"""What a new version takes away from running records: removed registers and states, changed types."""

from collections.abc import Iterator, Mapping

from luoshi.packs.declarations import Field, Pack, Register
from luoshi.packs.running import Renaming, RunningRecords
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text


def check_can_follow(old: Pack, new: Pack, mapping: Mapping[str, Renaming], records: RunningRecords) -> None:
    """Refused when records would be left in a state, field or register that no longer exists."""
    losses = [*_unknown_targets(new, mapping), *_losses(old, new, mapping, records)]
    if not losses:
        return
    raise Refused(
        losses[0].code,
        reason=Text(" ".join(loss.reason.zh for loss in losses), " ".join(loss.reason.en for loss in losses)),
        remedy=losses[0].remedy,
        where=", ".join(loss.where for loss in losses),
    )


def _unknown_targets(new: Pack, mapping: Mapping[str, Renaming]) -> Iterator[Refused]:
    """A mapping has to lead to states the new version has."""
    for ref, renaming in mapping.items():
        register = new.registers.get(ref.removeprefix(f"{new.id}."))
        states = register.lifecycle.states if register is not None and register.lifecycle is not None else {}
        for target in renaming.values():
            if target not in states:
                yield Refused(
                    "packs.mapping_target",
                    reason=Text(f"新版本没有状态“{target}”。", f"The new version has no state “{target}”."),
                    remedy=Text("改正映射。", "Correct the mapping."),
                    where=f"{ref}.{target}",
                )


def _losses(old: Pack, new: Pack, mapping: Mapping[str, Renaming], records: RunningRecords) -> Iterator[Refused]:
    for register in old.registers.values():
        follower = new.registers.get(register.id)
        if follower is None:
            yield from _removed(register, records)
            continue
        yield from _states(register, follower, mapping.get(register.ref, {}), records)
        yield from _fields(register, follower, records)


def _removed(register: Register, records: RunningRecords) -> Iterator[Refused]:
    states, fields = records.states_in_use(register.ref), records.fields_in_use(register.ref)
    count = max([sum(states.values()), *fields.values()])
    if count:
        yield Refused(
            "packs.register_in_use",
            reason=Text(
                f"台账“{register.title.zh}”还有 {count} 条记录。",
                f"The register {register.ref} holds {count} records.",
            ),
            remedy=Text("保留台账，或先让记录办结归档。", "Keep the register, or close its records first."),
            where=register.ref,
        )


def _states(old: Register, new: Register, renaming: Renaming, records: RunningRecords) -> Iterator[Refused]:
    left = set(new.lifecycle.states) if new.lifecycle is not None else set()
    for state, count in sorted(records.states_in_use(old.ref).items()):
        if count and state not in left and state not in renaming:
            yield Refused(
                "packs.state_in_use",
                reason=Text(f"有 {count} 条记录处于状态 {state}。", f"{count} records are in state {state}."),
                remedy=Text(
                    f"保留该状态，或给出映射：--map {old.ref}:{state}=<新状态>。",
                    f"Keep the state, or map it: --map {old.ref}:{state}=<new state>.",
                ),
                where=f"{old.ref}.{state}",
            )


def _fields(old: Register, new: Register, records: RunningRecords) -> Iterator[Refused]:
    for id_, count in sorted(records.fields_in_use(old.ref).items()):
        before, after = old.fields.get(id_), new.fields.get(id_)
        if not count or before is None or before.formula is not None or _holds_the_same(before, after):
            continue
        yield Refused(
            "packs.field_in_use",
            reason=Text(
                f"有 {count} 条记录填了字段 {id_}，新版本改变或删除了它。",
                f"{count} records hold the field {id_}, which the new version changes or removes.",
            ),
            remedy=Text(
                "保留字段及其类型和单位；新含义用新字段。",
                "Keep the field with its type and unit; give a new meaning a new field.",
            ),
            where=f"{old.ref}.{id_}",
        )


def _holds_the_same(before: Field, after: Field | None) -> bool:
    """Whether values already entered keep their meaning: same type, unit, target; options only added."""
    if after is None or after.formula is not None:
        return False
    same = (before.type, before.unit, before.to) == (after.type, after.unit, after.to)
    return same and set(before.options) <= set(after.options)
