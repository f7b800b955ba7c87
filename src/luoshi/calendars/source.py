"""One YAML file read node by node: nothing is guessed, and every problem is kept with its line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from luoshi.calendars.arrangement import Place
from luoshi.rules.texts import Text

DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?")
LONGEST_BREAK = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that must be put right, and how."""

    file: str
    line: int
    column: int
    code: str
    message: Text
    remedy: Text

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Sorts problems as they stand in the files."""
        return self.file, self.line, self.column, self.code, self.message.en

    def in_(self, language: str) -> str:
        """One line for a terminal: file:line:column: CODE message remedy."""
        said = f"{self.message.in_(language)} {self.remedy.in_(language)}"
        return f"{self.file}:{self.line}:{self.column}: {self.code} {said}"


class Source:
    """A file being read; problems gather here instead of ending the reading at the first."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def report(self, place: Place, code: str, message: Text, remedy: Text) -> None:
        """Keep one problem."""
        self.problems.append(Problem(self.file, place.line, place.column, code, message, remedy))

    def root(self, text: str) -> Node | None:
        """The file's top node, or None when it is empty or not YAML."""
        try:
            node: Node | None = YAML(typ="safe", pure=True).compose(text)
        except MarkedYAMLError as error:
            mark = error.problem_mark
            place = Place(mark.line + 1, mark.column + 1) if mark else Place(1, 1)
            self.report(
                place,
                "calendar.not_yaml",
                Text("文件不是有效的 YAML。", "The file is not valid YAML."),
                Text("请检查这一行的缩进、冒号和括号。", "Check indents, colons and brackets of this line."),
            )
            return None
        if node is None:
            self.report(
                Place(1, 1),
                "calendar.empty",
                Text("文件是空的。", "The file is empty."),
                Text("请照抄上一年度的文件修改。", "Start from a copy of the previous year's file."),
            )
        return node

    def mapping(self, node: Node, *, required: frozenset[str], optional: frozenset[str]) -> Mapping[str, Node]:
        """The entries of a mapping; unknown, repeated and missing names are reported."""
        if not isinstance(node, MappingNode):
            self.expected(node, "“名称: 值”", "names with values")
            return {}
        entries: dict[str, Node] = {}
        for key, value in node.value:
            if key.value in entries or key.value not in required | optional:
                self.report(
                    place_of(key),
                    "calendar.name",
                    Text(f"“{key.value}”不认识或重复。", f"“{key.value}” is unknown or stands twice."),
                    Text(f"可用：{listed(required | optional)}。", f"Known: {listed(required | optional)}."),
                )
            entries[key.value] = value
        for name in sorted(required - entries.keys()):
            self.report(
                place_of(node),
                "calendar.missing",
                Text(f"缺少“{name}”。", f"“{name}” is missing."),
                Text("请按通知原文补上。", "Add it as the notice gives it."),
            )
        return entries

    def sequence(self, node: Node | None) -> list[Node]:
        """The items of a list; a single value stands for a list of one, an absent one for none."""
        if node is None:
            return []
        return list(node.value) if isinstance(node, SequenceNode) else [node]

    def text(self, node: Node) -> str:
        """The words of a plain value."""
        if isinstance(node, ScalarNode) and node.value.strip():
            return str(node.value)
        self.expected(node, "文字", "a text")
        return ""

    def days(self, node: Node | None) -> tuple[date, ...]:
        """The days of “2026-05-01”, of “2026-05-01..2026-05-05”, or of a list of such."""
        return tuple(day for item in self.sequence(node) for day in self.span(item))

    def span(self, node: Node) -> list[date]:
        """The days of one value, first to last."""
        found = DAYS.fullmatch(node.value) if isinstance(node, ScalarNode) else None
        try:
            first, last = (date.fromisoformat(part or found[1]) for part in found.groups()) if found else (None, None)
        except ValueError:
            first = last = None
        if first is None or last is None or not timedelta(0) <= last - first <= LONGEST_BREAK:
            self.expected(node, "日期或“起..止”，例如 2026-05-01..2026-05-05", "a date or first..last")
            return []
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]

    def expected(self, node: Node, zh: str, en: str) -> None:
        """Report a value of the wrong kind."""
        self.report(
            place_of(node),
            "calendar.value",
            Text(f"这里应为{zh}。", f"Expected {en} here."),
            Text("请对照上一年度的文件。", "Compare it with the previous year's file."),
        )


def place_of(node: Node) -> Place:
    """Where a node starts."""
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def listed(names: frozenset[str]) -> str:
    """Names in a fixed order for a message."""
    return ", ".join(sorted(names))
