"""Guards that ask of other registers: bounded, looked up by what is indexed, and each count used."""

from collections.abc import Iterator

from luoshi.packs.checks.case import Case
from luoshi.packs.checks.expressions import condition, kept, known_scope
from luoshi.packs.checks.references import unknown_registers
from luoshi.packs.declarations import PARENT, FieldType, Guard, LinkedCount, Register
from luoshi.packs.problems import Finding, Path, Word, meant
from luoshi.packs.scope import scope_of
from luoshi.rules.expressions import names_in

MOST_OF_A_MOVE = 6
"""Counts of other registers one move may ask for: each is a query while the record is held."""


def check(case: Case) -> Iterator[Finding]:
    """LS218, LS301, LS402 to LS404, LS510 to LS512."""
    for file, form, register in case.registers():
        over = set(_over(register))
        yield from _budget(file, register)
        for guard in register.guards.values():
            if guard.id in over:
                continue
            path: Path = ("guards", guard.id, "linked")
            refs = [((*path, id_, "of"), each.of) for id_, each in form.guards[guard.id].linked.items()]
            yield from unknown_registers(case, file, refs)
            for count in guard.linked.values():
                yield from _count(case, file, register, guard, count)


def _over(register: Register) -> Iterator[str]:
    """The guards of moves that ask for more than one move may."""
    for guards in _asked(register).values():
        if sum(len(guard.linked) for guard in guards) > MOST_OF_A_MOVE:
            yield from (guard.id for guard in guards)


def _asked(register: Register) -> dict[str, list[Guard]]:
    moves = register.lifecycle.moves if register.lifecycle else {}
    known = register.guards
    return {id_: [known[name] for name in move.guards if name in known] for id_, move in moves.items()}


def _budget(file: str, register: Register) -> Iterator[Finding]:
    for id_, guards in _asked(register).items():
        asked = sum(len(guard.linked) for guard in guards)
        if asked > MOST_OF_A_MOVE:
            words: dict[str, Word] = {"move": id_, "asked": str(asked), "most": str(MOST_OF_A_MOVE)}
            yield Finding("LS511", file, ("lifecycle", "moves", id_, "guards"), words)


def _count(case: Case, file: str, register: Register, guard: Guard, count: LinkedCount) -> Iterator[Finding]:
    path: Path = ("guards", guard.id, "linked", count.id)
    if count.id in scope_of(register):
        yield Finding("LS218", file, path, {"id": count.id}, on_key=True)
    if count.id not in names_in(guard.condition):
        yield Finding("LS512", file, path, {"name": count.id}, on_key=True)
        return
    other = case.register(count.of)
    if other is None:
        return
    pointers = pointers_of(other, register.ref)
    if count.by not in pointers and not case.has_broken(f"registers/{other.id}.yaml", "fields", count.by):
        words: dict[str, Word] = {"name": count.by, "register": other.title, "hint": meant(count.by, pointers)}
        yield Finding("LS510", file, (*path, "by"), words)
    if count.where is not None:
        scope = {name: type_ for name, type_ in kept(known_scope(other)).items() if name != "due"}
        yield from condition(case, file, (*path, "where"), count.where, scope)


def pointers_of(register: Register, to: str) -> list[str]:
    """What an index finds records of another register by: its parent, or a reference that alone is its key."""
    alone = register.fields.get(register.key[0]) if len(register.key) == 1 else None
    refs = [alone.id] if alone is not None and alone.type is FieldType.REF and alone.to == to else []
    return [*refs, *([PARENT] if register.parent is not None and register.parent.to == to else [])]
