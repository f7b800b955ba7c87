"""Refusals as problem documents (RFC 9457): one form for every error, in both languages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja.errors import HttpError, ValidationError

from luoshi.api.statuses import status_of
from luoshi.registers.values import Invalid
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

MEDIA_TYPE = "application/problem+json"
PLACE = "/api/problems/"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong, and where: a field's name, or a path into the body such as "body.values.cost"."""

    where: str
    reason: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong with a request."""

    status: int
    code: str
    reason: Text
    remedy: Text
    where: str = ""
    mistakes: Sequence[Mistake] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, Any]:
        """The document; texts in the language asked, and both as members of their own."""
        language = get_language() or "zh-hans"
        title = TITLES[self.status]
        told: dict[str, Any] = {
            "type": f"{PLACE}{self.code}/",
            "title": title.in_(language),
            "status": self.status,
            "detail": self.reason.in_(language),
            "code": self.code,
            "remedy": self.remedy.in_(language),
            "where": self.where,
            "errors": [_mistake(each, language) for each in self.mistakes],
            "texts": {"title": _both(title), "detail": _both(self.reason), "remedy": _both(self.remedy)},
        }
        return told | dict(self.more)


class Refusal(Refused):
    """A refusal that brings members of its own to the problem, such as the difference to what was read."""

    def __init__(self, refused: Refused, status: int, more: Mapping[str, Any]) -> None:
        super().__init__(refused.code, reason=refused.reason, remedy=refused.remedy, where=refused.where)
        self.status = status
        self.more = more


def answer(problem: Problem) -> HttpResponse:
    """The response of a problem."""
    text = json.dumps(problem.body, ensure_ascii=False)
    response = HttpResponse(text, status=problem.status, content_type=MEDIA_TYPE)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="luoshi"'
    if problem.status == 429 and problem.where.isdigit():
        response.headers["Retry-After"] = problem.where
    return response


def problem_of(error: Exception) -> Problem | None:
    """The problem an error is; nothing for a fault of the program."""
    match error:
        case Refusal():
            return Problem(error.status, error.code, error.reason, error.remedy, error.where, more=error.more)
        case Refused():
            return Problem(
                status_of(error.code), error.code, error.reason, error.remedy, error.where, _mistakes(error)
            )
        case ValidationError():
            return _of_form(error)
        case HttpError(__cause__=Refused() as refused):  # said while django-ninja read the body
            return problem_of(refused)
        case HttpError():
            return of_status(error.status_code)
        case OperationalError():
            return of_status(503)
        case _:
            return None


def of_status(status: int) -> Problem:
    """The problem of a bare status, for what no operation answered."""
    known = status if status in PLAIN else 400
    return Problem(known, *PLAIN[known])


def on_error(request: HttpRequest, error: Exception) -> HttpResponse:
    """django-ninja's way here; a fault of the program goes on to whoever guards the door."""
    problem = problem_of(error)
    if problem is None or problem.status >= 500:
        raise error
    return answer(problem)


def _mistakes(refused: Refused) -> tuple[Mistake, ...]:
    if not isinstance(refused, Invalid):
        return ()
    return tuple(
        Mistake(
            each.field,
            Text(f"{each.title.zh}：{each.reason.zh}", f"{each.title.en}: {each.reason.en}"),
            each.remedy,
        )
        for each in refused.problems
    )


def _of_form(error: ValidationError) -> Problem:
    """What the declared shape of a request says against it."""
    mistakes = tuple(_of_part(each) for each in error.errors[:50])
    first = mistakes[0].where if mistakes else ""
    refused = Refused(
        "api.shape",
        reason=Text(f"请求有 {len(mistakes)} 处不合要求。", f"{len(mistakes)} parts of the request do not fit."),
        remedy=Text("请对照接口说明改正。", "Correct them by the description of the operation."),
        where=first,
    )
    return Problem(status_of(refused.code), refused.code, refused.reason, refused.remedy, refused.where, mistakes)


def _of_part(told: Mapping[str, Any]) -> Mistake:
    place, *rest = told.get("loc", ()) or ("",)
    if place in ("body", "query") and rest[:1] in (["body"], ["wanted"]):
        rest = rest[1:]  # what the program calls the whole of it
    where = ".".join(str(part) for part in (place, *rest))[:200]
    kind = str(told.get("type", ""))
    zh = next((word for start, word in SHAPES.items() if kind.startswith(start)), "不合要求")
    return Mistake(where, Text(f"{where}：{zh}", str(told.get("msg", "does not fit"))[:300]), FIT)


def _mistake(mistake: Mistake, language: str) -> dict[str, Any]:
    return {
        "where": mistake.where,
        "detail": mistake.reason.in_(language),
        "remedy": mistake.remedy.in_(language),
        "texts": {"detail": _both(mistake.reason), "remedy": _both(mistake.remedy)},
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


FIT = Text("请对照接口说明填写。", "See the description of the operation.")
SHAPES = {
    "missing": "缺少",
    "extra_forbidden": "没有这一项",
    "string": "须是文字，长短合适",
    "int": "须是整数",
    "bool": "须是 true 或 false",
    "list": "须是数组",
    "dict": "须是对象",
    "model": "须是对象",
    "date": "须是日期，如 2026-03-01",
    "enum": "不在可选之列",
    "literal": "不在可选之列",
    "greater": "太小",
    "less": "太大",
    "too_long": "太多",
}
TITLES = {
    400: Text("读不懂的请求", "Malformed request"),
    401: Text("没有有效的令牌", "No valid token"),
    403: Text("无权办理", "Not yours to do"),
    404: Text("没有，或您无权查看", "Not there, or not yours to see"),
    405: Text("此处不支持这个方法", "Method not allowed"),
    409: Text("现在不能办理", "Not possible now"),
    411: Text("须写明长度", "Length required"),
    412: Text("已被他人修改", "Changed by somebody else"),
    413: Text("太大", "Too large"),
    415: Text("不支持的类型", "Unsupported type"),
    422: Text("内容有误", "Does not fit"),
    428: Text("须写明所见版本", "Say which version you saw"),
    429: Text("请求太多", "Too many requests"),
    500: Text("系统出错", "An error of the system"),
    503: Text("暂时不能办理", "Not available now"),
}
_AGAIN = Text("请对照接口说明。", "See the description of the interface.")
PLAIN = {
    400: ("api.malformed", Text("读不懂这个请求。", "The request cannot be read."), _AGAIN),
    401: (
        "api.unknown_token",
        Text("没有令牌。", "There is no token."),
        Text("请以 Authorization: Bearer 发送令牌。", "Send a token as Authorization: Bearer."),
    ),
    404: ("api.nothing_here", Text("这个地址没有内容。", "There is nothing at this address."), _AGAIN),
    405: ("api.method", Text("这个地址不支持这个方法。", "This address does not take this method."), _AGAIN),
    500: (
        "api.fault",
        Text("系统出错，已记入日志。", "The system made an error; it is in its log."),
        Text("请把时间和地址告诉管理员。", "Tell an administrator the time and the address."),
    ),
    503: (
        "api.database",
        Text("数据库暂时用不了，这次没有得到确认。", "The database cannot be used now; nothing is confirmed."),
        Text(
            "请稍后以同一 Idempotency-Key 再发一次，只会办理一次。",
            "Send it again later under the same Idempotency-Key: it is done only once.",
        ),
    ),
}
