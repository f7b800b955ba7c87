"""An existing dictionary as rows of a table: each row becomes an element, or is told with its cell."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from luoshi.dictionary.columns import COLUMNS, Column
from luoshi.packs.declarations import FieldType, OverTime, OverUnits, PersonalClass, TimeRule
from luoshi.packs.enumerated import word_of
from luoshi.rules.names import check_characters, normal_key
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

Rows = Iterable[tuple[int, Sequence[object]]]
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
NEEDED = ("code", "title.zh", "definition.zh", "owner", "purpose.zh", "type")
LISTED: Mapping[str, type[StrEnum]] = {
    "type": FieldType,
    "time_kind": TimeRule,
    "over_time": OverTime,
    "over_units": OverUnits,
    "personal": PersonalClass,
}
WRITTEN: Mapping[str, str] = {
    "数值": "number", "数值型": "number", "小数": "number", "整型": "integer", "字符": "text", "字符型": "text",
    "文本": "text", "字符串": "text", "布尔": "yesno", "布尔型": "yesno", "日期型": "date", "枚举": "choice",
    "代码表": "choice", "百分数": "percent", "比率": "percent", "时点": "stock", "期间": "flow", "时期": "flow",
    "相加": "sum", "合计": "sum", "求和": "sum", "最后": "last", "期末": "last", "平均": "average",
    "重算": "recompute", "加权": "weighted", "不合并": "none", "不汇总": "none", "无": "none", "公开": "none",
    "一般": "general", "敏感": "sensitive",
}  # fmt: skip
"""How dictionaries of offices write what our own words stand for."""

PLAIN = ("unit", "numerator", "denominator", "weight")
DEFAULTS = {"time_kind": "stock", "over_time": "none", "over_units": "none", "personal": "none"}
BETWEEN = re.compile(r"[；;、\n]")
HEADING_ROWS = 20


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be taken over: its row as in Excel (0 for the whole table), its column, why, what to do."""

    row: int
    column: str
    reason: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """An element as `elements.yaml` writes it, and the row it came from."""

    row: int
    code: str
    body: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Read:
    """What a table says: its entries, its faults, the headings nobody knows."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    unknown: tuple[str, ...] = ()


def read(rows: Rows, owners: Mapping[str, str]) -> Read:
    """Every row that can be taken over, every fault with its cell. `owners` maps names of units to their codes."""
    placed = [(place + 1, list(cells)) for place, cells in rows]
    held = [(row, [_text(cell) if _is_said(cell) else "" for cell in cells]) for row, cells in placed]
    head = next(
        (each for each in held[:HEADING_ROWS] if {"code", "title.zh"} <= set(_headed(each[1]).values())), None
    )
    if head is None:
        return Read((), (_no_heading(),))
    headed = _headed(head[1])
    faults = [_no_column(each) for each in COLUMNS if each.key in NEEDED and each.key not in headed.values()]
    if faults:
        return Read((), tuple(faults))
    seen: dict[str, int] = {}
    entries: list[Entry] = []
    for row, cells in placed[held.index(head) + 1 :]:
        there = {key: cells[at] for at, key in headed.items() if at < len(cells)}
        unread = [_unread(row, key, cell) for key, cell in there.items() if not _is_said(cell)]
        said = {key: _text(cell) for key, cell in there.items() if _text(cell)}
        if unread:
            faults += unread
        elif said:
            found, wrong = _entry(row, said, owners, seen)
            faults += wrong
            entries += [found] if found and not wrong else []
    unknown = tuple(cell for at, cell in enumerate(head[1]) if cell and at not in headed)
    return Read(tuple(entries), tuple(faults), unknown)


def _text(cell: object) -> str:
    """A cell as text; a day as it is written."""
    said = cell.get("d", "") if isinstance(cell, Mapping) else cell
    return "" if said is None else str(said).strip()


def _is_said(cell: object) -> bool:
    """Whether a cell says something or nothing; not an error, a formula without its result, signs nobody sees."""
    if isinstance(cell, Mapping) and "x" in cell:
        return False
    try:
        check_characters(_text(cell), lines=True)
    except Refused:
        return False
    return True


def _unread(row: int, key: str, cell: object) -> Fault:
    if isinstance(cell, Mapping):
        reason = Text("单元格是错误值，或公式没有结果。", "It holds an error, or a formula without its result.")
        remedy = Text("请改正公式，或粘贴为数值。", "Correct the formula, or paste it as values.")
    else:
        reason = Text("含有看不见的控制字符。", "It holds characters that cannot be seen.")
        remedy = Text("请重新键入这一格，不要粘贴。", "Type the cell anew instead of pasting it.")
    return _fault(row, key, reason, remedy)


def _headed(cells: Sequence[str]) -> dict[int, str]:
    """Which column stands where; of two columns headed alike the first counts."""
    names = {
        normal_key(name): each.key for each in COLUMNS for name in (each.title.zh, each.title.en, *each.known_as)
    }
    found: dict[int, str] = {}
    for at, cell in enumerate(cells):
        key = names.get(normal_key(cell), "") if cell else ""
        if key and key not in found.values():
            found[at] = key
    return found


def _entry(
    row: int, said: Mapping[str, str], owners: Mapping[str, str], seen: dict[str, int]
) -> tuple[Entry | None, list[Fault]]:
    faults = [_blank(row, each) for each in COLUMNS if each.key in NEEDED and each.key not in said]
    code = re.sub(r"[\s\-./]+", "_", said.get("code", "").lower())
    if code and not CODE.fullmatch(code):
        faults.append(
            _fault(
                row,
                "code",
                Text(f"“{said['code']}”不能作代码。", f"'{said['code']}' is no code."),
                Text(
                    "用小写字母开头，字母、数字和下划线，40 个以内。",
                    "Begin with a small letter; letters, digits and _, at most 40.",
                ),
            )
        )
    elif code in seen:
        faults.append(
            _fault(
                row,
                "code",
                Text(f"第 {seen[code]} 行已有代码“{code}”。", f"Row {seen[code]} has the code '{code}' already."),
                Text("一个数据元只留一行。", "Keep one row for each element."),
            )
        )
    seen.setdefault(code, row)
    body, wrong = _body(row, said, owners)
    return (Entry(row, code, body) if code else None), [*faults, *wrong]


def _body(row: int, said: Mapping[str, str], owners: Mapping[str, str]) -> tuple[dict[str, object], list[Fault]]:
    body: dict[str, object] = {key: _worded(key, said) for key in ("title", "definition", "purpose")}
    owner, faults = _owner(row, said.get("owner", ""), owners)
    body["owner"] = owner
    for key in LISTED:
        value = _listed(key, said.get(key, ""))
        if value is None:
            faults.append(_not_listed(row, key, said[key]))
        elif value and (key, value) != ("personal", "none"):
            body[key] = value
    body |= {key: said[key] for key in PLAIN if said.get(key)}
    aliases = [each.strip() for each in BETWEEN.split(said.get("aliases", "")) if each.strip()]
    body |= {"aliases": aliases} if aliases else {}
    for key in ("by", "missing"):
        titled = _titled(said.get(key, ""))
        if titled is None:
            faults.append(_not_titled(row, key, said[key]))
        elif titled:
            body[key] = titled
    return body, faults


def _worded(key: str, said: Mapping[str, str]) -> dict[str, str]:
    """Both languages; the Chinese stands in where nobody wrote the English."""
    zh = said.get(f"{key}.zh", "")
    return {"zh": zh, "en": said.get(f"{key}.en") or zh}


def _owner(row: int, said: str, owners: Mapping[str, str]) -> tuple[str, list[Fault]]:
    """The code of the unit, by its name or as it is written."""
    code = owners.get(normal_key(said), said)
    if not code or CODE.fullmatch(code):
        return code, []
    reason = Text(f"没有叫“{said[:40]}”的单位。", f"There is no unit called '{said[:40]}'.")
    remedy = Text("写单位的全称或代码。", "Write the unit's full name or its code.")
    return code, [_fault(row, "owner", reason, remedy)]


def _not_titled(row: int, key: str, said: str) -> Fault:
    reason = Text(f"看不懂“{said[:40]}”。", f"'{said[:40]}' is not understood.")
    return _fault(row, key, reason, Text("写成 sex=性别/Sex；age=年龄/Age。", "Write sex=性别/Sex；age=年龄/Age."))


def _listed(key: str, said: str) -> str | None:
    """The value some words stand for; the default for a blank, None for words nobody knows."""
    if not said:
        return DEFAULTS.get(key, "")
    wanted = normal_key(said)
    for member in LISTED[key]:
        word = word_of(member)
        if wanted in (normal_key(member.value), *((normal_key(word.zh), normal_key(word.en)) if word else ())):
            return member.value
    written = WRITTEN.get(said)
    return written if written in {member.value for member in LISTED[key]} else None


def _titled(said: str) -> dict[str, dict[str, str]] | None:
    found: dict[str, dict[str, str]] = {}
    for each in (part.strip() for part in BETWEEN.split(said) if part.strip()):
        id_, equals, words = each.partition("=")
        zh, _slash, en = words.partition("/")
        if not equals or not CODE.fullmatch(id_.strip()) or not zh.strip():
            return None
        found[id_.strip()] = {"zh": zh.strip(), "en": en.strip() or zh.strip()}
    return found


def column_of(key: str) -> Column | None:
    """The column of a key of `elements.yaml`; of a wording the Chinese one."""
    return next((each for each in COLUMNS if each.key in (key, f"{key}.zh")), None)


def _fault(row: int, key: str, reason: Text, remedy: Text) -> Fault:
    column = column_of(key)
    return Fault(row, column.title.zh if column else key, reason, remedy)


def _blank(row: int, column: Column) -> Fault:
    reason = Text(f"没有填{column.title.zh}。", f"{column.title.en} is blank.")
    return Fault(
        row,
        column.title.zh,
        reason,
        Text("补上；说不出的，先不收进字典。", "Fill it in; what nobody can tell stays out of the dictionary."),
    )


def _not_listed(row: int, key: str, said: str) -> Fault:
    words = [word_of(member) or Text(member.value, member.value) for member in LISTED[key]]
    known = Text("、".join(each.zh for each in words), ", ".join(each.en for each in words))
    return _fault(
        row,
        key,
        Text(f"不认识“{said[:40]}”。", f"'{said[:40]}' is not known."),
        Text(f"可写：{known.zh}。", f"Possible: {known.en}."),
    )


def _no_heading() -> Fault:
    return Fault(
        0,
        "",
        Text("没有找到列标题。", "No row of headings was found."),
        Text(
            "要有一行写着“代码”和“名称”；可先导出一份照着填。",
            "One row has to read Code and Name; export the dictionary and follow it.",
        ),
    )


def _no_column(column: Column) -> Fault:
    reason = Text(f"没有“{column.title.zh}”这一列。", f"There is no column '{column.title.en}'.")
    return Fault(0, column.title.zh, reason, Text("加上这一列再上传。", "Add the column and upload it again."))
