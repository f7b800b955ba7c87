"""Refusals as the program's own source raises them: each code with its wordings, found without running anything.

A code may be written where it is raised, or come in through the function that words it: then every call of that
function is looked at, and where the function looks the code up in a table, every key of the table.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from pathlib import Path

from luoshi.rules.texts import Text

BLANK = "…"
"""Stands for what a wording takes from the case at hand."""
DEEPEST = 4  # functions a code goes through
GAP = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Raised:
    """A refusal where it stands; the code is blank where it cannot be told."""

    place: str
    code: str
    reason: Text
    remedy: Text


@dataclass(frozen=True)
class Module:
    """A module's names and calls."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """It as Python reads it."""
        return ast.parse(self.text)

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        """Values given to names of the module itself."""
        return dict(_assigned(self.tree.body))

    @cached_property
    def imported(self) -> dict[str, tuple[str, str]]:
        """Names from elsewhere: the module, and the name there."""
        return {
            alias.asname or alias.name: (node.module or "", alias.name)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }

    @cached_property
    def calls(self) -> list[tuple[ast.Call, "Scope"]]:
        """Every call in it, and where it stands."""
        return list(_calls(self.tree, Scope(self, None, "")))


@dataclass(frozen=True)
class Scope:
    """Where an expression stands: in which function, known by its name or its class's.

    `given` are the function's parameters as one call of it gives them.
    """

    module: Module
    function: ast.FunctionDef | None
    known_as: str
    given: Mapping[str, tuple[ast.expr, "Scope"]] = field(default_factory=dict)

    @cached_property
    def parameters(self) -> list[str]:
        """The names of the function's parameters, in order."""
        told = self.function.args if self.function else None
        return [each.arg for each in (*told.args, *told.kwonlyargs) if each.arg != "self"] if told else []

    @cached_property
    def local(self) -> dict[str, list[ast.expr]]:
        """Values given to names of the function, in order."""
        found: dict[str, list[ast.expr]] = {}
        for name, value in _assigned(ast.walk(self.function)) if self.function else ():
            found.setdefault(name, []).append(value)
        return found


class Source:
    """The modules of a package, tests left out."""

    def __init__(self, root: Path) -> None:
        self.modules: dict[str, Module] = {}
        for path in sorted(root.rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            if "tests" not in parts:
                name = ".".join([root.name, *(part for part in parts if part != "__init__")])
                self.modules[name] = Module(name, path.read_text(encoding="utf-8"))

    def raised(self) -> Iterator[Raised]:
        """Every refusal; none where one that is worded elsewhere is raised again."""
        for module in self._with("Refused(", "super().__init__("):
            for call, at in module.calls:
                told = {keyword.arg: keyword.value for keyword in call.keywords}
                if not (_is_refusal(call) and call.args and "reason" in told) or _is_again(call.args[0]):
                    continue
                for scope in self._known(call.args[0], at):
                    for worded in [*self._known(told["reason"], scope)] or [scope]:
                        reason, remedy = (self._text(told[name], worded) for name in ("reason", "remedy"))
                        for code in self._strings(call.args[0], scope):
                            yield Raised(f"{module.name}:{call.lineno}", code, reason, remedy)

    def _known(self, code: ast.expr, at: Scope, deep: int = DEEPEST) -> Iterator[Scope]:
        """The scope, or one for each thing that the code's parameter may be."""
        missing = _missing(code, at)
        if missing is None:
            yield at
            return
        keys = self._keys(missing, at)
        for key in keys:
            yield replace(at, given={**at.given, missing: (ast.Constant(key), at)})
        if keys or not deep:
            return
        for call, caller in self._callers(at):
            given = dict(zip(at.parameters, call.args, strict=False))
            given |= {each.arg: each.value for each in call.keywords if each.arg}
            for scope in self._known(given[missing], caller, deep - 1) if missing in given else ():
                yield replace(at, given={name: (value, scope) for name, value in given.items()})

    def _keys(self, parameter: str, at: Scope) -> list[str]:
        """The keys of the table in which a function looks its parameter up."""
        for node in ast.walk(at.function) if at.function else ():
            match node:
                case ast.Subscript(value=table, slice=ast.Name(id=name)) if name == parameter:
                    found, _scope = self._followed(table, at)
                    if isinstance(found, ast.Dict):
                        return [str(each.value) for each in found.keys if isinstance(each, ast.Constant)]
                case _:
                    pass
        return []

    def _callers(self, at: Scope) -> Iterator[tuple[ast.Call, Scope]]:
        """The calls of a function by its name, or by its module's and its name."""
        wanted = (at.module.name, at.known_as)
        for call, caller in (each for module in self._with(at.known_as) for each in module.calls):
            match call.func:
                case ast.Name(id=name):
                    found = caller.module.imported.get(name, (caller.module.name, name))
                case ast.Attribute(value=ast.Name(id=place), attr=name):
                    found = (".".join(caller.module.imported.get(place, ())), name)
                case _:
                    continue
            if found == wanted:
                yield call, caller

    def _with(self, *words: str) -> Iterator[Module]:
        """The modules that hold one of some words: most are never looked at, and reading takes long."""
        return (each for each in self.modules.values() if any(word in each.text for word in words))

    def _followed(self, node: ast.expr, at: Scope) -> tuple[ast.expr, Scope]:
        """What a name or a place in a table stands for, as far as it can be told."""
        match node:
            case ast.Name(id=name) if name in at.given:
                return self._followed(*at.given[name])
            case ast.Name(id=name, lineno=line) if name in at.local:
                before = [value for value in at.local[name] if value.lineno <= line]
                return self._followed((before or at.local[name])[-1], at)
            case ast.Name(id=name) if name in at.module.constants:
                return self._followed(at.module.constants[name], Scope(at.module, None, ""))
            case ast.Name(id=name) if at.module.imported.get(name, ("",))[0] in self.modules:
                place, there = at.module.imported[name]
                module = self.modules[place]
                held = module.constants.get(there)
                return (node, at) if held is None else self._followed(held, Scope(module, None, ""))
            case ast.Subscript(value=table, slice=key):
                held, scope = self._followed(table, at)
                part = self._part(held, self._followed(key, at)[0])
                return (node, at) if part is None else self._followed(part, scope)
            case _:
                return node, at

    def _part(self, held: ast.expr, key: ast.expr) -> ast.expr | None:
        match held, key:
            case ast.Dict(keys=keys, values=values), ast.Constant(value=wanted):
                return next(
                    (
                        v
                        for k, v in zip(keys, values, strict=True)
                        if isinstance(k, ast.Constant) and k.value == wanted
                    ),
                    None,
                )
            case ast.Tuple(elts=parts), ast.Constant(value=int(place)) if place < len(parts):
                return parts[place]
            case _:
                return None

    def _strings(self, node: ast.expr, at: Scope) -> list[str]:
        """What a text may be; a gap for what is not known."""
        found, scope = self._followed(node, at)
        match found:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.IfExp(body=one, orelse=other):
                return [*self._strings(one, scope), *self._strings(other, scope)]
            case ast.JoinedStr(values=parts):
                return ["".join(each) for each in product(*(self._strings(part, scope) for part in parts))]
            case ast.FormattedValue(value=value):
                return self._strings(value, scope)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return [a + b for a, b in product(self._strings(left, scope), self._strings(right, scope))]
            case _:
                return [BLANK]

    def _text(self, node: ast.expr, at: Scope) -> Text:
        found, scope = self._followed(node, at)
        match found:
            case ast.IfExp(body=one):
                return self._text(one, scope)
            case ast.Call(func=ast.Name(id="Text"), args=[ast.Starred(value=both)]):
                held, scope = self._followed(both, scope)
                words = held.elts if isinstance(held, ast.Tuple) else []
            case ast.Call(func=ast.Name(id="Text"), args=words):
                pass
            case _:
                words = []
        told = [GAP.sub(BLANK, self._words(each, scope)) for each in words]
        return Text(*told) if len(told) == 2 else Text(BLANK, BLANK)

    def _words(self, node: ast.expr, at: Scope) -> str:
        match node:
            case ast.Call(func=ast.Attribute(value=text, attr="format")):
                return self._words(text, at)
            case ast.Attribute(value=ast.Name() as text, attr="zh" | "en" as language):
                told = self._text(text, at)
                return told.zh if language == "zh" else told.en
            case _:
                return self._strings(node, at)[0]


def _calls(node: ast.AST, at: Scope) -> Iterator[tuple[ast.Call, Scope]]:
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.ClassDef(name=name):
                yield from _calls(child, Scope(at.module, None, name))
            case ast.FunctionDef(name=name):
                yield from _calls(child, Scope(at.module, child, at.known_as if name == "__init__" else name))
            case _:
                if isinstance(child, ast.Call):
                    yield child, at
                yield from _calls(child, at)


def _assigned(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    """Names with their values; a name of several has its place in what all of them are given."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.GeneratorExp(generators=[each])):
                yield from _places(names, each.iter)
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=value):
                yield from _places(names, value)
            case _:
                pass


def _places(names: Iterable[ast.expr], value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    for place, name in enumerate(names):
        if isinstance(name, ast.Name):
            yield name.id, ast.copy_location(ast.Subscript(value, ast.Constant(place)), value)


def _missing(code: ast.expr, at: Scope) -> str | None:
    """A parameter in a code that no call has given yet."""
    match code:
        case ast.Name(id=name) if name in at.parameters and name not in at.given:
            return name
        case ast.Name(id=name) if name in at.given:
            return None
        case ast.JoinedStr(values=parts):
            return next((found for part in parts if (found := _missing(part, at))), None)
        case ast.FormattedValue(value=value):
            return _missing(value, at)
        case ast.IfExp(body=one, orelse=other):
            return _missing(one, at) or _missing(other, at)
        case _:
            return None


def _is_refusal(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id="Refused"):
            return True
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
            return True
        case _:
            return False


def _is_again(code: ast.expr) -> bool:
    """Whether the code is that of a refusal at hand."""
    return isinstance(code, ast.Attribute) and code.attr == "code"
