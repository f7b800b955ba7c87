"""From bytes to text: what a pack file may consist of before anything is read as YAML."""

import re
from collections.abc import Iterator

from luoshi.packs.problems import Finding
from luoshi.rules.texts import Text

MAX_BYTES = 1_000_000
BOM = b"\xef\xbb\xbf"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028\u2029\ufeff\ufffe\uffff]")
_TAB = re.compile(r"^ *\t", re.MULTILINE)
MOST_REPORTED = 20

SENTENCES = {
    "mapping values are not allowed": Text(
        "这里出现了第二个冒号，或缩进不对", "a second colon, or an indentation that does not fit"
    ),
    "expected <block end>": Text("这一行的缩进与上面不一致", "this line's indentation fits nothing above it"),
    "expected ',' or": Text("列表或映射的括号没有合上", "a bracket of a list or mapping is not closed"),
    "unexpected end of stream": Text("引号没有合上", "a quotation mark is not closed"),
    "that cannot start any token": Text(
        "以这个字符开头的值要加引号", "a value that begins with this character needs quotation marks"
    ),
    "could not find expected ':'": Text("这一行缺少冒号", "this line lacks a colon"),
    "complex key": Text("键必须是一个词", "a key has to be a single word"),
}


def sentence(detail: str) -> Text:
    """What the parser's complaint means to an author."""
    for part, text in SENTENCES.items():
        if part in detail:
            return text
    return Text("从这里起无法读懂", "nothing from here on can be understood")


def decoded(file: str, content: bytes) -> tuple[str | None, list[tuple[Finding, int, int]]]:
    """The text, or None when it cannot be read; each finding with its line and column."""
    if len(content) > MAX_BYTES:
        return None, [(Finding("LS103", file, words={"size": f"{len(content):,}", "most": f"{MAX_BYTES:,}"}), 1, 1)]
    if content.startswith(BOM):
        return None, [(Finding("LS105", file), 1, 1)]
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return None, [
            (Finding("LS104", file, words={"byte": f"0x{content[error.start]:02X}"}), *_spot(content, error))
        ]
    found = [*_controls(file, text), *_tabs(file, text)]
    return (None if found else text), found


def _spot(content: bytes, error: UnicodeDecodeError) -> tuple[int, int]:
    before = content[: error.start]
    line_start = before.rfind(b"\n") + 1
    return before.count(b"\n") + 1, len(before[line_start:].decode("utf-8")) + 1


def _controls(file: str, text: str) -> Iterator[tuple[Finding, int, int]]:
    for match, _ in zip(_CONTROL.finditer(text), range(MOST_REPORTED), strict=False):
        words = {"character": f"U+{ord(match.group()):04X}"}
        yield Finding("LS107", file, words=words), *_line_and_column(text, match.start())


def _tabs(file: str, text: str) -> Iterator[tuple[Finding, int, int]]:
    for match, _ in zip(_TAB.finditer(text), range(MOST_REPORTED), strict=False):
        yield Finding("LS106", file), *_line_and_column(text, match.end() - 1)


def _line_and_column(text: str, position: int) -> tuple[int, int]:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
