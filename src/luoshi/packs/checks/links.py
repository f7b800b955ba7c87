"""Links of measures: rows of another register that point to the counted record, and colours over the number."""

from collections.abc import Iterator

from luoshi.packs.checks.case import MEASURES, Case
from luoshi.packs.checks.expressions import condition, known_scope
from luoshi.packs.declarations import FieldType, Link, LinkRule, Measure, Register
from luoshi.packs.problems import Finding, Path, Word, meant
from luoshi.rules.expressions import Kind

PARENT = "parent"


def check(case: Case) -> Iterator[Finding]:
    """LS302, LS402 to LS404, LS606, LS616."""
    for id_, _, measure in case.measures():
        for index, link in enumerate(measure.linked):
            register = case.register(link.of)
            if register is not None:
                yield from _link(case, ("measures", id_, "linked", index), measure, link, register)


def _link(case: Case, path: Path, measure: Measure, link: Link, register: Register) -> Iterator[Finding]:
    pointers = _pointers(register, measure.of)
    if link.by not in pointers and not case.has_broken(f"registers/{register.id}.yaml", "fields", link.by):
        words: dict[str, Word] = {"name": link.by, "register": register.title, "hint": meant(link.by, pointers)}
        yield Finding("LS616", MEASURES, (*path, "by"), words)
    if link.has in (LinkRule.ALL, LinkRule.NOT_ALL) and not link.when:
        yield Finding("LS602", MEASURES, (*path, "has"), {"what": f"has: {link.has}", "key": "when"})
    scope = known_scope(register)
    dates = [name for name, type_ in scope.items() if type_.kind is Kind.DATE]
    if link.when and link.when not in dates:
        code = "LS606" if link.when in scope else "LS302"
        yield Finding(code, MEASURES, (*path, "when"), {"name": link.when, "hint": meant(link.when, dates)})
    if link.where is not None:
        yield from condition(case, MEASURES, (*path, "where"), link.where, scope)


def _pointers(register: Register, to: str) -> list[str]:
    """What of a register leads to records of another: its refs to it, and its parent."""
    refs = [field.id for field in register.fields.values() if field.type is FieldType.REF and field.to == to]
    return [*refs, *([PARENT] if register.parent is not None and register.parent.to == to else [])]
