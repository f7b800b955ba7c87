"""What the convention tests look at: the project's own files, as text and as syntax trees."""

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "luoshi"
CODE_FOLDERS = ("src", "tests", "scripts", "bench")
NOT_OURS = {".git", ".venv", "node_modules", "build", "dist", "var", "__pycache__", "migrations"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def is_ours(path: Path) -> bool:
    """Whether a path below the root was written here, and not made by a machine."""
    return not NOT_OURS.intersection(path.relative_to(ROOT).parts)


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """Our files with these suffixes, everywhere in the project."""
    found = (path for suffix in suffixes for path in ROOT.rglob(f"*{suffix}"))
    return tuple(sorted(path for path in found if path.is_file() and is_ours(path)))


@cache
def code() -> tuple[Path, ...]:
    """Our Python files."""
    return tuple(path for path in files(".py") if path.relative_to(ROOT).parts[0] in CODE_FOLDERS)


def product_code() -> tuple[Path, ...]:
    """The Python files that are shipped, without their tests."""
    return tuple(path for path in code() if PACKAGE in path.parents and "tests" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(module: ast.Module) -> Iterator[Function]:
    """Every function of a module, methods and inner ones too."""
    for node in ast.walk(module):
        if isinstance(node, Function):
            yield node


def breaches(rule: Callable[[Path], Iterator[str]], paths: tuple[Path, ...]) -> list[str]:
    """What the rule says about the files, each sentence led by the file it is about."""
    return [f"{path.relative_to(ROOT)}: {sentence}" for path in paths for sentence in rule(path)]
