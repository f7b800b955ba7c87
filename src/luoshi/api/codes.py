"""Every code a refusal may carry, with its wording: read from the program itself, so that no page goes stale."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import luoshi
from luoshi.api.problems import PLAIN
from luoshi.api.statuses import status_of
from luoshi.rules.texts import Text

BLANK = "…"
"""Stands for what a wording takes from the case at hand."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code with its status, and the wordings it is given."""

    id: str
    status: int
    wordings: tuple[tuple[Text, Text], ...]  # reason and remedy


@cache
def codes() -> dict[str, Code]:
    """All codes by name. Reads the source of the program once in a process: about a second."""
    found: dict[str, list[tuple[Text, Text]]] = {code: [(reason, remedy)] for code, reason, remedy in PLAIN.values()}
    root = Path(luoshi.__file__).parent
    for path in sorted(root.rglob("*.py")):
        if "tests" not in path.relative_to(root).parts:
            for code, reason, remedy in _refusals(ast.parse(path.read_text(encoding="utf-8"))):
                wordings = found.setdefault(code, [])
                if (reason, remedy) not in wordings:
                    wordings.append((reason, remedy))
    return {code: Code(code, status_of(code), tuple(found[code])) for code in sorted(found)}


def _refusals(module: ast.Module) -> Iterator[tuple[str, Text, Text]]:
    named = {
        target.id: node.value.value
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name) and isinstance(node.value.value, str)
    }
    for node in ast.walk(module):
        if not (isinstance(node, ast.Call) and _is_refusal(node)):
            continue
        parts = {keyword.arg: keyword.value for keyword in node.keywords}
        code = _code(node, named)
        if code and "reason" in parts:
            yield code, _text(parts["reason"]), _text(parts.get("remedy"))


def _is_refusal(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id="Refused"):
            return True
        case ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"):
            return True
        case _:
            return False


def _code(call: ast.Call, named: dict[str, str]) -> str:
    match call.args[:1]:
        case [ast.Constant(value=str(code))]:
            return code
        case [ast.Name(id=name)]:
            return named.get(name, "")
        case _:
            return ""


def _text(node: ast.expr | None) -> Text:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
        zh, en = (_words(each) for each in node.args[:2])
        return Text(zh, en)
    return Text(BLANK, BLANK)


def _words(node: ast.expr) -> str:
    """A wording with a gap for each thing it is filled with."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_words(part) for part in parts)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _words(left) + _words(right)
        case _:
            return BLANK
