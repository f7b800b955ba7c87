"""Small enough to be understood at one reading: budgets for files and functions, a sentence on each module."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conventions.house import breaches, code, functions, tree

MOST_FILE_LINES = 500
MOST_FUNCTION_LINES = 60


def too_long(path: Path) -> Iterator[str]:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if lines > MOST_FILE_LINES:
        yield f"{lines} lines; a file holds at most {MOST_FILE_LINES}: make the drawer a folder"
    for function in functions(tree(path)):
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > MOST_FUNCTION_LINES:
            yield f"{function.name} has {length} lines; a function holds at most {MOST_FUNCTION_LINES}"


def without_sentence(path: Path) -> Iterator[str]:
    sentence = ast.get_docstring(tree(path)) or ""
    if not sentence.split("\n")[0].rstrip().endswith((".", "。", ";", ":")):
        yield "starts without a sentence that says what the module is"


def test_files_and_functions_stay_small() -> None:
    assert breaches(too_long, code()) == []


def test_each_module_says_what_it_is() -> None:
    assert breaches(without_sentence, code()) == []


def test_a_long_file_and_a_long_function_are_caught(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("def act() -> None:\n" + "    print()\n" * 60 + "\n" * 440, encoding="utf-8")
    assert [sentence.split()[0] for sentence in too_long(planted)] == ["501", "act"]


def test_a_module_without_a_sentence_is_caught(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text('"""Things"""\n', encoding="utf-8")
    assert list(without_sentence(planted))
