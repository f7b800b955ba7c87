"""Quotas and shares: a pool that exists, amounts that can be added, no pool drawing from itself."""

from collections.abc import Iterator

from luoshi.packs.checks.case import Case
from luoshi.packs.declarations import PARENT, Conserved, Field, FieldType, Register
from luoshi.packs.grammar import ConservedForm, RegisterForm
from luoshi.packs.problems import Finding, Path, Word, meant

_NUMERIC = frozenset({FieldType.NUMBER, FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT})


def check(case: Case) -> Iterator[Finding]:
    """LS801 to LS807, and names that lead nowhere."""
    for file, form, register in case.registers():
        for index, (written, declared) in enumerate(zip(form.conserves, register.conserves, strict=True)):
            path: Path = ("conserves", index)
            yield from _bound(file, path, written)
            yield from _amount(case, file, path, form, register, declared)
            ref = pool_of(register, declared)
            if ref is None:
                yield from _nowhere(case, file, path, register, declared)
                continue
            pool = case.register(ref)
            if pool is not None:
                yield from _pool(case, file, path, (register, declared), pool)
            if not _is_own_tree(register, declared) and register.ref in _pools_above(case, ref):
                yield Finding("LS806", file, (*path, "within"), {"name": declared.within})
        yield from _twice(file, form)


def pool_of(register: Register, declared: Conserved) -> str | None:
    """The register whose records are the pools; None where `within` names neither a reference nor a parent."""
    if declared.within == PARENT:
        return register.parent.to if register.parent else None
    field = register.fields.get(declared.within)
    return field.to if field is not None and field.type is FieldType.REF else None


def _is_own_tree(register: Register, declared: Conserved) -> bool:
    """Whether records draw from records of their own register above them, where no ring can be closed."""
    return declared.within == PARENT and register.parent is not None and register.parent.to == register.ref


def _bound(file: str, path: Path, written: ConservedForm) -> Iterator[Finding]:
    if (written.limit is None) == (written.total is None):
        yield Finding("LS802", file, (*path, "limit" if written.limit else "total"))
    elif written.complete and written.total is None:
        yield Finding("LS807", file, (*path, "complete"))


def _nowhere(case: Case, file: str, path: Path, register: Register, declared: Conserved) -> Iterator[Finding]:
    if not case.has_broken(file, "fields", declared.within) and not case.has_broken(file, "parent"):
        refs = [field.id for field in register.fields.values() if field.type is FieldType.REF]
        known = [*refs, *([PARENT] if register.parent else [])]
        words: dict[str, Word] = {"name": declared.within, "hint": meant(declared.within, known)}
        yield Finding("LS801", file, (*path, "within"), words)


def _amount(
    case: Case, file: str, path: Path, form: RegisterForm, register: Register, declared: Conserved
) -> Iterator[Finding]:
    field = register.fields.get(declared.amount)
    if field is None:
        if not case.has_broken(file, "fields", declared.amount):
            words: dict[str, Word] = {"name": declared.amount, "hint": meant(declared.amount, register.fields)}
            yield Finding("LS302", file, (*path, "amount"), words)
    elif field.type not in _NUMERIC or field.formula is not None or field.min is None or field.min < 0:
        yield Finding("LS803", file, (*path, "amount"), {"name": declared.amount})
    states = form.lifecycle.states if form.lifecycle else {}
    for index, name in enumerate(declared.gives_back):
        if name not in states and not case.has_broken(file, "lifecycle"):
            yield Finding("LS303", file, (*path, "gives_back", index), {"name": name, "hint": meant(name, states)})


def _pool(case: Case, file: str, path: Path, taker: tuple[Register, Conserved], pool: Register) -> Iterator[Finding]:
    register, declared = taker
    home = case.files.documents.get(f"registers/{pool.id}.yaml") if pool.pack == case.pack.id else None
    limit = pool.fields.get(declared.limit) if declared.limit else None
    if declared.limit and limit is None and not (home and ("fields", declared.limit) in home.broken):
        words: dict[str, Word] = {"name": declared.limit, "hint": meant(declared.limit, pool.fields)}
        yield Finding("LS302", file, (*path, "limit"), words)
    amount = register.fields.get(declared.amount)
    if limit is not None and amount is not None:
        yield from _one_measure(file, path, amount, limit)
    states = pool.lifecycle.states if pool.lifecycle else {}
    for index, name in enumerate(declared.complete):
        if name not in states:
            yield Finding("LS303", file, (*path, "complete", index), {"name": name, "hint": meant(name, states)})


def _one_measure(file: str, path: Path, amount: Field, limit: Field) -> Iterator[Finding]:
    if limit.type not in _NUMERIC:
        yield Finding("LS804", file, (*path, "limit"), {"name": limit.id})
    elif (amount.unit, amount.type is FieldType.PERCENT) != (limit.unit, limit.type is FieldType.PERCENT):
        words = {"first": amount.unit or amount.type.value, "second": limit.unit or limit.type.value}
        yield Finding("LS805", file, (*path, "limit"), words)


def _pools_above(case: Case, start: str) -> set[str]:
    """A pool's register and those it draws from in turn."""
    found, waiting = set[str](), [start]
    while waiting:
        ref = waiting.pop()
        register = case.register(ref)
        if ref in found or register is None:
            continue
        found.add(ref)
        ways = [pool_of(register, each) for each in register.conserves if not _is_own_tree(register, each)]
        waiting += [way for way in ways if way]
    return found


def _twice(file: str, form: RegisterForm) -> Iterator[Finding]:
    ids = [each.id for each in form.conserves]
    for index, id_ in enumerate(ids):
        if id_ in ids[:index]:
            yield Finding("LS808", file, ("conserves", index, "id"), {"name": id_})
