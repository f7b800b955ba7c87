"""Names of files, prefixes and repeated ids."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from luoshi.packs.checks.case import Case
from luoshi.packs.problems import Finding, Path


def check(case: Case) -> Iterator[Finding]:
    """LS115, LS217, LS218."""
    if case.pack.id != case.files.id:
        yield Finding("LS115", "pack.yaml", ("pack",), {"written": case.pack.id, "name": case.files.id})
    for other in case.packs.values():
        if other.id < case.pack.id and other.prefix == case.pack.prefix:
            words = {"prefix": case.pack.prefix, "pack": other.id}
            yield Finding("LS217", "pack.yaml", ("prefix",), words)
    for file, form, _ in case.registers():
        name = PurePosixPath(file).stem
        if name != form.register_:
            yield Finding("LS115", file, ("register",), {"written": form.register_, "name": name})
        yield from _repeated(file, ((("rules", i, "id"), rule.id) for i, rule in enumerate(form.rules)))
    yield from _repeated_examples(case)
    yield from _shared_ids(case)


def _repeated(file: str, ids: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, id_ in ids:
        if id_ in seen:
            yield Finding("LS218", file, path, {"id": id_})
        seen.add(id_)


def _repeated_examples(case: Case) -> Iterator[Finding]:
    seen: set[str] = set()
    for file, form in sorted(case.written.examples.items()):
        for index, example in enumerate(form.root):
            if example.example in seen:
                yield Finding("LS218", file, (index, "example"), {"id": example.example})
            seen.add(example.example)


def _shared_ids(case: Case) -> Iterator[Finding]:
    """A refusal is known by its id: a rule and a guard of one register may not share one."""
    for file, form, _ in case.registers():
        rules = {rule.id for rule in form.rules}
        for id_ in form.guards:
            if id_ in rules:
                yield Finding("LS218", file, ("guards", id_), {"id": id_}, on_key=True)
