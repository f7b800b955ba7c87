"""Reading what programs send: size and depth are looked at before anything is parsed; what JSON leaves open is shut.

Refused are NaN, Infinity and 1e999, numbers a float would change unseen, names given twice, half characters, NUL.
"""

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser
from typing_extensions import override

from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MOST_BYTES = 1_000_000
MOST_DEPTH = 12
LONGEST_NUMBER = 40
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")
JSON_TYPE = re.compile(r"application/(json|[a-z0-9.+-]+\+json)", re.IGNORECASE)
MALFORMED, TOO_LARGE, WRONG_TYPE = "api.malformed", "api.too_large", "api.media_type"


class StrictParser(Parser):
    """Reads bodies for django-ninja; what it refuses becomes a problem."""

    @override
    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if not is_json(request):
            raise Refused(
                WRONG_TYPE,
                reason=Text("正文不是 UTF-8 的 application/json。", "The body is not application/json in UTF-8."),
                remedy=Text("请发送 JSON，并写明 Content-Type。", "Send JSON and say so in the header Content-Type."),
                where="Content-Type",
            )
        return read_object(request.body)

    @override
    def parse_querydict(
        self, data: "MultiValueDict[str, Any]", list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """As ninja's own; of a name given twice only lists take both."""
        twice = [name for name in data if name not in list_fields and len(data.getlist(name)) > 1]
        if twice:
            raise malformed(f"“{twice[0]}”给了两次", f"{twice[0]} is given twice", where=twice[0])
        return {name: data.getlist(name) if name in list_fields else data[name] for name in data}


def is_json(request: HttpRequest) -> bool:
    """Whether the body is said to be JSON, in the one encoding that JSON has."""
    charset = (request.content_params or {}).get("charset", "utf-8")
    return JSON_TYPE.fullmatch(request.content_type or "") is not None and charset.lower() in ("utf-8", "utf8")


def read_object(body: bytes) -> dict[str, Any]:
    """The JSON object of a body; Refused for everything else."""
    check_depth(body)
    try:
        text = body.decode("utf-8")
        found = json.loads(
            text, parse_constant=_constant, parse_int=_whole, parse_float=_float, object_pairs_hook=_object
        )
    except UnicodeDecodeError:
        raise malformed("正文不是 UTF-8", "the body is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise malformed(
            f"第 {error.lineno} 行第 {error.colno} 字符处不是 JSON",
            f"line {error.lineno} column {error.colno} is not JSON",
        ) from None
    except RecursionError:
        raise _too_deep() from None
    if not isinstance(found, dict):
        raise malformed("正文须是一个 JSON 对象", "the body must be one JSON object")
    check_text(found)
    return found


def check_depth(body: bytes) -> None:
    """Refuse deep nesting before it is parsed. One pass over the bytes."""
    depth = 0
    for bracket in _BRACKET.findall(_STRING.sub(b"", body)):
        depth += 1 if bracket in b"[{" else -1
        if depth > MOST_DEPTH:
            raise _too_deep()


def check_text(value: object) -> None:
    """Refuse NUL and lone surrogates anywhere in a value: no database keeps them."""
    match value:
        case str():
            if "\0" in value or _is_broken(value):
                raise malformed("含有 NUL 或残缺的字符", "it holds NUL or half a character")
        case dict():
            for name, held in value.items():
                check_text(name)
                check_text(held)
        case list():
            for held in value:
                check_text(held)
        case _:
            pass


def malformed(zh: str, en: str, where: str = "") -> Refused:
    """The refusal of what cannot be read at all."""
    return Refused(
        MALFORMED,
        reason=Text(f"读不懂这个请求：{zh}。", f"The request cannot be read: {en}."),
        remedy=Text("请改正后再发；没有写入任何内容。", "Correct it and send it again; nothing was written."),
        where=where,
    )


def too_large(most: int) -> Refused:
    """The refusal of a body before it is read; `most` in bytes."""
    return Refused(
        TOO_LARGE,
        reason=Text(f"正文超过 {most} 字节，没有接收。", f"The body is more than {most} bytes; it was not taken."),
        remedy=Text("请分成几次发送。", "Send it in several parts."),
    )


def _is_broken(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _constant(name: str) -> NoReturn:
    raise malformed(f"{name} 不是 JSON 的数", f"{name} is no number of JSON")


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise malformed("一个数太长", "a number is too long")
    return int(digits)


def _float(digits: str) -> float:
    """A float that is the number as written; others, such as 17 digits, are to be sent as a text."""
    number = float(digits)
    exact = len(digits) <= LONGEST_NUMBER and number not in (float("inf"), float("-inf"))
    if not exact or Decimal(repr(number)) != Decimal(digits):
        raise malformed(
            f"{digits[:40]} 位数太多，会失真；请作为字符串发送",
            f"{digits[:40]} has too many digits and would change; send it as a string",
        )
    return number


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise malformed("有一个名称出现两次", "a name is given twice", where=name[:80])
        found[name] = value
    return found


def _too_deep() -> Refused:
    return malformed(f"嵌套超过 {MOST_DEPTH} 层", f"it is nested more than {MOST_DEPTH} deep")
