"""Every write is one function of a room's `actions`, knows who and when, and leaves its audit entry.

Read from the syntax trees: an act reaches `audit.actions.record` through the functions it calls, and nothing outside
`actions` writes to a table.
"""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from inspect import Parameter, isfunction, signature
from pathlib import Path

from tests.conventions.house import PACKAGE, breaches, functions, product_code, tree
from tests.conventions.test_clock import name_of

Act = Callable[..., object]

LEAVES_AN_ENTRY = {"record", "record_columns", "record_many"}
MOST_POSITIONAL = 2  # the subject, and what is written to it
WRITES = {"save", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITES_ON_A_QUERY = {"create", "update", "delete"}
QUERY = {"objects", "filter", "exclude", "all"}
# Tables that hold no act of a person.
MAY_WRITE_ELSEWHERE: dict[str, str] = {
    "jobs/leases.py": "a worker that takes a job up, gets on or dies is no person who acts",
    "jobs/feeds.py": "how far a worker has followed the log is no act of a person",
    "sheets/writing/pages.py": "saves a document into a file; it knows no database",
    "evidence/inspection/pictures.py": "the child saves pictures into a folder; it knows no database",
    "notices/telling.py": "a worker repeats to people what the entry of an act says; nobody acts",
    "notices/posting.py": "a worker bundles notices and notes what became of a letter; nobody acts",
    "notices/glances.py": "how far somebody has looked is theirs alone, and no entry may tell it",
    "evidence/inspection/documents.py": "the child saves the picture of a page; it knows no database",
    "console/sample/photos.py": "draws pictures into memory; they are kept by the act of the evidence room",
}


def drawers() -> list[Path]:
    """The `actions` drawer of each room but audit, which is where the entries themselves are written."""
    found = [*PACKAGE.glob("*/actions.py"), *PACKAGE.glob("*/actions/__init__.py")]
    return sorted(path for path in found if "audit" not in path.parts)


def module_of(path: Path) -> str:
    dotted = path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", ".")
    return dotted.removesuffix(".__init__")


def acts(drawer: Path) -> list[Act]:
    """The functions a room offers as its writes: those in `__all__`, else its public ones."""
    module = import_module(module_of(drawer))
    names = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    offered = [getattr(module, name) for name in names]
    return [each for each in offered if isfunction(each) and each.__module__.startswith(module.__name__)]


def wrong_form(act: Act) -> Iterator[str]:
    parameters = signature(act).parameters
    for name in ("by", "at"):
        if name not in parameters or parameters[name].kind is not Parameter.KEYWORD_ONLY:
            yield f"{act.__module__}.{act.__name__} does not take `{name}` as a keyword"
    by_place = [each for each in parameters.values() if each.kind is Parameter.POSITIONAL_OR_KEYWORD]
    if len(by_place) > MOST_POSITIONAL:
        yield f"{act.__module__}.{act.__name__} takes {len(by_place)} arguments by place; name all after the second"


@cache
def calls() -> dict[str, frozenset[str]]:
    """For each function name in any `actions` drawer, the names it calls; imports under another name are followed."""
    found: dict[str, frozenset[str]] = {}
    for path in product_code():
        if "actions" in (path.stem, *path.parts) and "audit" not in path.parts:
            for name, called in calls_in(tree(path)).items():
                found[name] = found.get(name, frozenset()) | called
    return found


def calls_in(module: ast.Module) -> dict[str, frozenset[str]]:
    renamed = {
        alias.asname: alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname
    }
    found = {}
    for function in functions(module):
        names = {name_of(node.func).split(".")[-1] for node in ast.walk(function) if isinstance(node, ast.Call)} - {
            function.name
        }
        found[function.name] = frozenset(renamed.get(name, name) for name in names)
    return found


def leaves_an_entry(act: str, known: dict[str, frozenset[str]]) -> bool:
    """Whether following the calls of an act leads to the audit log."""
    seen: set[str] = set()
    ahead = [act]
    while ahead:
        name = ahead.pop()
        if name in LEAVES_AN_ENTRY:
            return True
        if name not in seen:
            seen.add(name)
            ahead += known.get(name, ())
    return False


def writes_outside(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            method, owner = node.func.attr, node.func.value
            chain = {each.attr for each in ast.walk(owner) if isinstance(each, ast.Attribute)}
            if isinstance(owner, ast.Call) and name_of(owner.func) == "super":
                continue
            if method in WRITES or (method in WRITES_ON_A_QUERY and chain & QUERY):
                yield f"line {node.lineno} writes by .{method}(); only a room's actions write"


def outside_actions() -> tuple[Path, ...]:
    return tuple(
        path
        for path in product_code()
        if "actions" not in (path.stem, *path.parts)
        and "migrations" not in path.parts
        and path.relative_to(PACKAGE).as_posix() not in MAY_WRITE_ELSEWHERE
    )


def test_every_act_knows_who_and_when() -> None:
    assert [sentence for drawer in drawers() for act in acts(drawer) for sentence in wrong_form(act)] == []


def test_every_act_leaves_an_audit_entry() -> None:
    offered = [(module_of(drawer), act.__name__) for drawer in drawers() for act in acts(drawer)]
    assert [f"{module}.{name}" for module, name in offered if not leaves_an_entry(name, calls())] == []


def test_only_actions_write() -> None:
    assert breaches(writes_outside, outside_actions()) == []


def test_every_exemption_names_a_file_and_a_reason() -> None:
    assert [
        path for path, reason in MAY_WRITE_ELSEWHERE.items() if not (PACKAGE / path).is_file() or not reason
    ] == []


def test_an_act_of_the_wrong_form_is_caught() -> None:
    def without_by(record: object, *, at: object) -> None: ...
    def by_place(record: object, by: object, at: object) -> None: ...

    assert [sentence.split()[-4] for sentence in wrong_form(without_by)] == ["`by`"]
    assert len(list(wrong_form(by_place))) == 3


def test_an_act_without_entry_is_caught() -> None:
    planted = ast.parse(
        "from luoshi.audit.actions import record as leave\n"
        "def note(): leave()\n"
        "def good(): note()\n"
        "def bad(): row.save()\n"
    )
    assert leaves_an_entry("good", calls_in(planted))
    assert not leaves_an_entry("bad", calls_in(planted))


def test_a_write_outside_actions_is_caught(tmp_path: Path) -> None:
    planted = tmp_path / "queries.py"
    planted.write_text("Unit.objects.filter(pk=1).update(a=2)\n{}.update(a=2)\nunit.save()\n", encoding="utf-8")
    assert [sentence.split()[1] for sentence in writes_outside(planted)] == ["1", "3"]
