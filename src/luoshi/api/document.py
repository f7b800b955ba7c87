"""The OpenAPI 3.1 document: what django-ninja tells of the operations, with problems, headers and both languages."""

import re
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

from django.http import HttpRequest

from luoshi.api.problems import MEDIA_TYPE, TITLES
from luoshi.api.shapes.problems import ProblemOut
from luoshi.api.wording import both, in_language
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

ALWAYS = (400, 422, 503)
TO_CALLERS = (401, 403, 429)
TO_WRITERS = (409, 411, 413, 415)
ABOUT = Text(
    "与网页同一套办理规则：台账记录、流转、佐证、指标、条线。令牌在“账号—接口令牌”开通。"
    "出错时返回 application/problem+json，中英文并列。",
    "The same acts and rights as the pages: records, moves, evidence, measures, packs. Make a token under Account, "
    "Tokens. Errors are application/problem+json, worded in Chinese and English.",
)
HEADERS = {
    "ETag": Text("版本号，修改时放进 If-Match", "the revision, for If-Match"),
    "Link": Text("下一页的地址", "the address of the next page"),
    "Location": Text("新记录的地址", "the address of the new record"),
    "Idempotent-Replayed": Text("同一编号先前已办妥", "the same key was done before"),
    "RateLimit": Text("本分钟剩余次数", "what is left of this minute"),
}


def document(language: str) -> dict[str, Any]:
    """The document in one language."""
    found: dict[str, Any] = in_language(_whole(), language)
    return found


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation, both languages still together."""
    for path, methods in _whole()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def check_parameters(request: HttpRequest, route: str) -> None:
    """Refuse a word of the query that the operation does not know: a filter misspelt would filter nothing."""
    path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
    known = _parameters().get((str(request.method), path))
    strange = [name for name in request.GET if known is not None and name not in known]
    if strange:
        names = sorted(known or ())
        raise Refused(
            "api.parameter",
            reason=Text(f"没有参数“{strange[0][:80]}”。", f"There is no parameter {strange[0][:80]}."),
            remedy=Text(f"可用：{'、'.join(names) or '无'}。", f"There are: {', '.join(names) or 'none'}."),
            where=strange[0][:80],
        )


@cache
def _parameters() -> dict[tuple[str, str], frozenset[str]]:
    return {
        (method, path): frozenset(each["name"] for each in operation["parameters"] if each["in"] == "query")
        for method, path, operation in operations()
    }


@cache
def _whole() -> dict[str, Any]:
    from luoshi.api.urls import interface

    found: dict[str, Any] = deepcopy(dict(interface.get_openapi_schema(path_prefix="api/v1/")))
    schema = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas = found["components"].setdefault("schemas", {})
    schemas |= schema.pop("$defs", {})
    schemas["Problem"] = schema
    for methods in found["paths"].values():
        for operation in methods.values():
            _complete(operation)
    found["info"]["description"] = both(ABOUT)
    found["info"]["license"] = {"name": "Apache 2.0", "identifier": "Apache-2.0"}
    found["servers"] = [{"url": "/"}]
    found["tags"] = [{"name": name} for name in dict.fromkeys(_tags(found))]
    return found


def _tags(found: dict[str, Any]) -> Iterator[str]:
    for methods in found["paths"].values():
        for operation in methods.values():
            yield from operation["tags"]


def _complete(operation: dict[str, Any]) -> None:
    """The answers every operation may give, and the headers of those it gives."""
    refuses, writes = operation.pop("x-refuses"), operation.pop("x-writes")
    headers, media_type = operation.pop("x-headers"), operation.pop("x-media")
    answers = {str(status): each for status, each in operation["responses"].items()}
    closed = bool(operation.get("security"))
    for each in answers.values():
        told = {name: both(HEADERS[name]) for name in [*headers, *(["RateLimit"] if closed else [])]}
        each["headers"] = {name: {"description": text, "schema": {"type": "string"}} for name, text in told.items()}
        if media_type:
            each["content"] = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    statuses = {*ALWAYS, *refuses, *(TO_CALLERS if closed else ()), *(TO_WRITERS if writes else ())}
    for status in sorted(statuses):
        answers[str(status)] = {
            "description": both(TITLES[status]),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
    operation["responses"] = answers
