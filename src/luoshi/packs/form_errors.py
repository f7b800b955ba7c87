"""pydantic's errors in our own words: which code, and what fills its gaps."""

import re
from collections.abc import Callable, Mapping

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from luoshi.packs.grammar.clocks import ClockForm
from luoshi.packs.grammar.measures import MeasureForm
from luoshi.packs.grammar.register import RegisterForm
from luoshi.packs.grammar.shape import form_at, keys_of
from luoshi.packs.grammar.values import Words
from luoshi.packs.problems import Finding, Path, Word, meant
from luoshi.rules.texts import Text

Told = tuple[str, Mapping[str, Word]]
EXPORT_KEYS = frozenset({"export", "exportable", "print", "printable", "allow_export", "allow_print", "no_export"})
_MAPPING = Text("键和值的映射", "a mapping of keys and values")
_LIST = Text("列表", "a list")
_TEXT = Text("一段文字", "a text")
_SHAPES = {
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "string_type": _TEXT,
    "enum": _TEXT,
}
_PATTERNS = {
    r"^[A-Z]{2,6}$": Text("2–6 个大写字母，如 ZS", "2–6 capital letters such as ZS"),
    r"^[0-9A-Za-z][0-9A-Za-z.\-]*$": Text("版本号，如 1 或 2024.1", "a version such as 1 or 2024.1"),
    r"^(create|move:[a-z][a-z0-9_]*)$": Text("create 或 move:<流转>", "create or move:<move>"),
}
_LANGUAGES = {"zh": Text("中文（zh）", "Chinese (zh)"), "en": Text("英文（en）", "English (en)")}


def finding_of(file: str, path: Path, entry: ErrorDetails, kind: type[BaseModel]) -> Finding:
    """One error as a finding; `path` is the entry's place in the document."""
    tell = _TELLERS.get(entry["type"], _shape)
    code, words = tell(path, entry, kind)
    on_key = entry["type"] == "extra_forbidden" or "[key]" in entry["loc"]
    whole = (*path, str(entry["loc"][-1])) if entry["type"] == "missing" else path
    return Finding(code, file, whole, words, on_key=on_key)


def _unknown_key(path: Path, entry: ErrorDetails, kind: type[BaseModel]) -> Told:
    key = str(entry["loc"][-1])
    if key in EXPORT_KEYS:
        return "LS710", {"key": key}
    form = form_at(kind, path[:-1])
    return "LS201", {"key": key, "hint": meant(key, keys_of(form) if form else ())}


def _missing(path: Path, entry: ErrorDetails, kind: type[BaseModel]) -> Told:
    key = str(entry["loc"][-1])
    form = form_at(kind, path)
    if form is RegisterForm and key in ("owner", "purpose"):
        return "LS711", {"key": key}
    if form is MeasureForm and key == "rounding":
        return "LS705", {"key": key, "measure": str(path[-1])}
    if form is ClockForm and key in ("basis", "since"):
        return "LS509", {"key": key}
    if form is not None and issubclass(form, Words) and key in _LANGUAGES:
        return "LS207", {"language": _LANGUAGES[key]}
    return "LS202", {"key": key}


def _enumerated(path: Path, entry: ErrorDetails, kind: type[BaseModel]) -> Told:
    if not isinstance(entry["input"], str):
        return _shape(path, entry, kind)
    choices = re.findall(r"'([^']*)'", str(entry.get("ctx", {}).get("expected", "")))
    written = entry["input"]
    hint = meant(written, choices)
    if "supervisor" in choices:
        return "LS306", {"name": written, "hint": hint}
    return "LS205", {"written": written, "hint": hint}


def _pattern(path: Path, entry: ErrorDetails, kind: type[BaseModel]) -> Told:
    pattern = str(entry.get("ctx", {}).get("pattern", ""))
    written = _shown(entry["input"])
    if pattern == r"\S":
        return "LS208", {"most": "2000"}
    if wanted := _PATTERNS.get(pattern):
        return "LS204", {"written": written, "wanted": wanted}
    return "LS206", {"written": written}


def _too_long(path: Path, entry: ErrorDetails, kind: type[BaseModel]) -> Told:
    most = str(entry.get("ctx", {}).get("max_length", ""))
    return ("LS206", {"written": _shown(entry["input"])}) if most in ("40", "81") else ("LS208", {"most": most})


def _too_short(path: Path, entry: ErrorDetails, kind: type[BaseModel]) -> Told:
    least = str(entry.get("ctx", {}).get("min_length", 1))
    return "LS203", {"wanted": Text(f"至少 {least} 项", f"at least {least} entries")}


def _out_of_range(path: Path, entry: ErrorDetails, kind: type[BaseModel]) -> Told:
    context = entry.get("ctx", {})
    limit = f"≥ {context['ge']}" if "ge" in context else f"≤ {context.get('le')}"
    return "LS209", {"written": _shown(entry["input"]), "range": limit}


def _value_form(path: Path, entry: ErrorDetails, kind: type[BaseModel]) -> Told:
    context = entry.get("ctx", {})
    wanted = Text(str(context.get("wanted_zh", "")), str(context.get("wanted_en", "")))
    if not isinstance(entry["input"], str):
        return "LS203", {"wanted": wanted}
    return "LS204", {"written": _shown(entry["input"]), "wanted": wanted}


def _upwards(path: Path, entry: ErrorDetails, kind: type[BaseModel]) -> Told:
    return "LS706", {"mode": _shown(entry["input"])}


def _shape(path: Path, entry: ErrorDetails, kind: type[BaseModel]) -> Told:
    return "LS203", {"wanted": _SHAPES.get(entry["type"], _TEXT)}


def _shown(written: object) -> str:
    text = str(written)
    return text if len(text) <= 60 else text[:57] + "…"


_TELLERS: dict[str, Callable[[Path, ErrorDetails, type[BaseModel]], Told]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "enum": _enumerated,
    "literal_error": _enumerated,
    "string_pattern_mismatch": _pattern,
    "string_too_long": _too_long,
    "too_short": _too_short,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "LS204": _value_form,
    "LS706": _upwards,
}
