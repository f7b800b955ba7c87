"""The generated reference: the grammar, and a page for every kind of mistake."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from luoshi.packs.codes import TABLE
from luoshi.packs.codes.page import page
from luoshi.packs.grammar.meanings import MEANINGS, meaning
from luoshi.packs.grammar.schema import FILES
from luoshi.packs.grammar.shape import bare

GRAMMAR = "pack-grammar.md"
PROBLEMS = "pack-problems"
MADE = "<!-- made by `luoshi packs reference`; do not edit -->"
_FILE_NAMES = {
    "pack": "pack.yaml",
    "register": "registers/*.yaml",
    "elements": "elements.yaml",
    "measures": "measures.yaml",
    "published": "published.yaml",
    "cadences": "cadences.yaml",
    "examples": "examples/*.yaml",
}
_TYPE_NAMES = {"str": "text", "int": "whole number", "bool": "true / false", "Decimal": "number", "date": "date"}


def pages() -> Mapping[str, str]:
    """Every generated page by its name below docs/reference."""
    problems = {f"{PROBLEMS}/{code.id}.md": f"{MADE}\n\n{page(code, 'zh', 'en')}" for code in TABLE.values()}
    return {GRAMMAR: grammar_page(), f"{PROBLEMS}/README.md": _index()} | problems


def grammar_page() -> str:
    """Every file and every key of a pack."""
    parts = [MADE, "# The grammar of a pack 业务条线的写法", _INTRODUCTION]
    files = "\n".join(f"- `{_FILE_NAMES[name]}`: {_link(form)}" for name, form in FILES.items())
    parts.append(f"## Files 文件\n\n{files}")
    parts += [_section(form) for form in MEANINGS]
    return "\n\n".join(parts) + "\n"


_INTRODUCTION = """\
A pack is a folder of YAML files and nothing else. Every value is read as the text it is; what a text means is said
here. `luoshi packs new` writes one to begin with, `luoshi packs check` tells what is wrong with it, and
[every code has its page](pack-problems/README.md).

条线是一个只含 YAML 文件的文件夹。值一律按文字读取，含义见下表。`luoshi packs new` 写出样板，
`luoshi packs check` 指出问题，[每个问题代码都有说明](pack-problems/README.md)。"""


def _section(form: type[BaseModel]) -> str:
    lines = [f"## {_name(form)}", "", "| key 键 | value 值 | | meaning 含义 |", "|---|---|---|---|"]
    for name, info in form.model_fields.items():
        key = info.alias or name
        text = meaning(form, key)
        lines.append(f"| `{key}` | {_kind(info.annotation)} | {_need(info)} | {text.zh} · {text.en} |")
    return "\n".join(lines)


def _need(info: FieldInfo) -> str:
    if info.is_required():
        return "required 必填"
    default = info.default
    if default is None or default in ((), {}, False):
        return ""
    if isinstance(default, BaseModel):
        return ""
    return f"`{default.value if isinstance(default, Enum) else default}`"


def _kind(annotation: object) -> str:
    here = bare(annotation)
    origin, arguments = get_origin(here), get_args(here)
    if origin is dict:
        return f"id: {_kind(arguments[1])}"
    if origin is tuple:
        return f"list of {_kind(arguments[0])}"
    if arguments:
        return " / ".join(f"`{choice}`" for choice in arguments)
    if isinstance(here, type) and issubclass(here, Enum):
        return " / ".join(f"`{choice.value}`" for choice in here)
    if isinstance(here, type) and issubclass(here, BaseModel):
        return _link(here)
    return _TYPE_NAMES.get(getattr(here, "__name__", ""), "text")


def _name(form: type[BaseModel]) -> str:
    return form.__name__.removesuffix("Form")


def _link(form: type[BaseModel]) -> str:
    listed = form.model_fields.get("root")
    if listed is not None:
        return _kind(listed.annotation)
    return f"[{_name(form)}](#{_name(form).lower()})"


def _index() -> str:
    return "\n".join(_index_lines()) + "\n"


def _index_lines() -> Iterator[str]:
    yield from (MADE, "", "# What a pack may be told 问题代码", "", "| code | 问题 | problem |", "|---|---|---|")
    for code in TABLE.values():
        yield f"| [{code.id}]({code.id}.md) | {code.title.zh} | {code.title.en} |"
