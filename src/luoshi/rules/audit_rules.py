"""Relations written in a workbook by the titles people know (合计=男+女), read into our own expressions."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from luoshi.rules.audits import PREVIOUS, YEAR_BEFORE, Severity
from luoshi.rules.expressions import ExpressionError, parse, write
from luoshi.rules.texts import Text

SIGNS = str.maketrans({"≥": ">=", "≤": "<=", "≠": "!=", "×": "*", "÷": "/", "\u2212": "-", "“": "", "”": ""})
BEFORE = {
    "上期": PREVIOUS,
    "上月": PREVIOUS,
    "上旬": PREVIOUS,
    "上季": PREVIOUS,
    "上年同期": YEAR_BEFORE,
    "去年同期": YEAR_BEFORE,
}
HEADINGS = {
    "id": ("编号", "序号", "代码", "id", "no", "no."),
    "relation": ("关系式", "审核关系", "公式", "审核公式", "relation", "formula"),
    "remark": ("说明", "提示", "备注", "审核说明", "remark", "note"),
    "severity": ("级别", "类型", "审核类型", "severity", "level"),
}
REFUSES = {"强制", "强制性", "必须", "错误", "refuse", "error", "a", "核实性以上"}
ASKS = {"核实", "核实性", "提示", "可说明", "警告", "ask", "warning", "b"}


@dataclass(frozen=True, slots=True)
class ReadRule:
    """One row: the relation as an expression, or why it cannot be one."""

    row: int
    id: str
    written: str
    source: str = ""
    severity: Severity = Severity.REFUSE
    remark: str = ""
    wrong: Text | None = None

    @property
    def is_good(self) -> bool:
        return self.wrong is None


def columns_of(headings: Sequence[str]) -> dict[str, int] | None:
    """Which column is which, by its heading; None where no column holds the relations."""
    found: dict[str, int] = {}
    for index, heading in enumerate(headings):
        told = heading.strip().casefold()
        for name, words in HEADINGS.items():
            if told in words and name not in found:
                found[name] = index
    return found if "relation" in found else None


def read_rules(rows: Sequence[Sequence[str]], names: Mapping[str, str]) -> list[ReadRule] | None:
    """Every row below the headings; `names` leads from titles and ids to field ids. None without headings.

    The headings are looked for in the first ten rows; rows without a relation are left out.
    """
    for top, row in enumerate(rows[:10]):
        columns = columns_of(row)
        if columns is not None:
            return list(_unique(_rows(rows[top + 1 :], top + 2, columns, names)))
    return None


def _rows(
    rows: Sequence[Sequence[str]], first: int, columns: Mapping[str, int], names: Mapping[str, str]
) -> Iterator[ReadRule]:
    for number, row in enumerate(rows, first):
        told = {name: row[index].strip() if index < len(row) else "" for name, index in columns.items()}
        if told["relation"]:
            yield _rule(number, told, names)


def _rule(number: int, told: Mapping[str, str], names: Mapping[str, str]) -> ReadRule:
    written, id_ = told["relation"], _id(told.get("id", ""), number)
    remark, level = told.get("remark", ""), told.get("severity", "").casefold()
    if level and level not in REFUSES and level not in ASKS:
        wrong = Text(f"级别“{level}”不认识，写“强制”或“核实”。", f"The level '{level}' is neither 强制 nor 核实.")
        return ReadRule(number, id_, written, remark=remark, wrong=wrong)
    severity = Severity.ASK if level in ASKS else Severity.REFUSE
    try:
        source = write(parse(in_ids(written, names)))
    except UnknownTitle as unknown:
        return ReadRule(number, id_, written, severity=severity, remark=remark, wrong=unknown.text)
    except ExpressionError as error:
        wrong = Text(f"{error.reason.zh}{error.remedy.zh}", f"{error.reason.en} {error.remedy.en}")
        return ReadRule(number, id_, written, severity=severity, remark=remark, wrong=wrong)
    return ReadRule(number, id_, written, source, severity, remark)


def _id(told: str, number: int) -> str:
    """An id of small letters: 编号 7 becomes rule_7, A-12 becomes a_12."""
    plain = re.sub(r"[^a-z0-9]+", "_", told.casefold()).strip("_")[:30]
    if not plain:
        return f"row_{number}"
    return plain if plain[0].isalpha() else f"rule_{plain}"


def _unique(rules: Iterator[ReadRule]) -> Iterator[ReadRule]:
    seen: dict[str, int] = {}
    for rule in rules:
        if rule.id in seen:
            wrong = Text(f"编号与第 {seen[rule.id]} 行重复。", f"The number is that of row {seen[rule.id]}.")
            yield ReadRule(
                rule.row, rule.id, rule.written, rule.source, rule.severity, rule.remark, rule.wrong or wrong
            )
        else:
            seen[rule.id] = rule.row
            yield rule


class UnknownTitle(ValueError):
    """A name that no field has."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name)
        self.text = Text(
            f"没有“{name}”这一项。已有：{'、'.join(known[:12])}{'…' if len(known) > 12 else ''}",
            f"There is nothing called '{name}'. There are: {', '.join(known[:12])}{'…' if len(known) > 12 else ''}",
        )


def normal(text: str) -> str:
    """Full-width signs and letters as plain ones, comparison signs as the language writes them."""
    return unicodedata.normalize("NFKC", text).translate(SIGNS)


def in_ids(written: str, names: Mapping[str, str]) -> str:
    """A relation by titles as one by field ids: 期初=上期期末 becomes opening = previous.closing.

    The longest title that fits is taken, so that 女性 is not read as 女; numbers, signs and per cents stay.
    """
    plain = normal(written)
    names = {normal(name): id_ for name, id_ in names.items()}
    titles = sorted(names, key=len, reverse=True)
    result, at = "", 0
    while at < len(plain):
        number = re.compile(r"\d+(?:\.\d+)?%?").match(plain, at)
        if number is not None:
            told = number.group()
            result += f"({told[:-1]} / 100)" if told.endswith("%") else told
            at = number.end()
        elif plain[at] in "+-*/()<>=!, \t\n":
            result, at = result + plain[at], at + 1
        else:
            name, at = _name(plain, at, titles, names)
            result += name
    return " ".join(result.split())


def _name(plain: str, at: int, titles: Sequence[str], names: Mapping[str, str]) -> tuple[str, int]:
    title = next((each for each in titles if plain.startswith(each, at)), "")
    word = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*").match(plain, at)
    if word is not None and len(word.group()) > len(title):
        told = word.group()
        if told in names:
            return names[told], word.end()
        if told in FUNCTIONS or told.partition(".")[0] in (PREVIOUS, YEAR_BEFORE):
            return told, word.end()
    if title:
        return names[title], at + len(title)
    for prefix, neighbour in sorted(BEFORE.items(), key=lambda pair: -len(pair[0])):
        if plain.startswith(prefix, at):
            start = at + len(prefix) + plain.startswith("的", at + len(prefix))
            name, end = _name(plain, start, titles, names)
            return f"{neighbour}.{name}", end
    rest = re.compile(r"[^+\-*/()<>=!,\s]+").match(plain, at)
    raise UnknownTitle(rest.group() if rest else plain[at:], list(names))


FUNCTIONS = frozenset({"abs", "round", "min", "max", "if_", "blank", "filled", "all_filled", "and", "or", "not"})
