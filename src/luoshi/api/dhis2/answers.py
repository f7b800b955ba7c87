"""How this part answers: who calls, pages, the fields that were asked for, errors with the members of DHIS2."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse

from luoshi.api.callers import Caller, caller_of
from luoshi.api.problems import MEDIA_TYPE, problem_of
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

USUAL_PAGE, LARGEST_PAGE = 50, 1000
SCHEMES = ("apitoken", "bearer")
EVERYTHING = ("*", ":all")
Row = Mapping[str, Any]
View = Callable[..., HttpResponse]
NAMES = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


def spoken(**methods: Callable[..., object]) -> View:
    """A view of the given methods. A token goes before each, as `ApiToken …` or `Bearer …`.

    What a function answers is JSON, or a status beside it. A refusal becomes a problem document that has the members
    a DHIS2 client looks for as well.
    """

    @wraps(next(iter(methods.values())))
    def view(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        act = methods.get(str(request.method).lower())
        if act is None:
            return HttpResponseNotAllowed([name.upper() for name in methods])
        try:
            told = act(request, _caller(request), *args, **named)
        except Refused as refused:
            return _refusal(refused)
        told, status = told if isinstance(told, tuple) else (told, 200)
        return JsonResponse(told, status=status, safe=False, json_dumps_params={"ensure_ascii": False})

    return view


def _caller(request: HttpRequest) -> Caller:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return caller_of(request, token.strip() if scheme.lower() in SCHEMES else "")


def _refusal(refused: Refused) -> HttpResponse:
    problem = problem_of(refused)
    assert problem is not None  # noqa: S101  (a refusal is always one)
    body = problem.body
    body |= {
        "httpStatus": NAMES.get(problem.status, "Conflict"),
        "httpStatusCode": problem.status,
        "status": "ERROR",
        "message": f"{body['detail']} {body['remedy']}",
        "errorCode": problem.code,
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=problem.status, content_type=MEDIA_TYPE)


def listed(request: HttpRequest, name: str, rows: Sequence[Row]) -> dict[str, Any]:
    """A page of rows with its pager, or all of them with `paging=false`; filtered, and with the fields asked for."""
    found = [row for row in rows if _passes(row, request.GET.getlist("filter"))]
    wanted = fields_in(request.GET.get("fields", "id,displayName"))
    if request.GET.get("paging", "true").lower() == "false":
        return {name: [shaped(row, wanted) for row in found]}
    size = min(_whole(request, "pageSize", USUAL_PAGE), LARGEST_PAGE)
    page = _whole(request, "page", 1)
    pager = {"page": page, "pageCount": max(1, -(-len(found) // size)), "total": len(found), "pageSize": size}
    start = (page - 1) * size
    return {"pager": pager, name: [shaped(row, wanted) for row in found[start : start + size]]}


def one(request: HttpRequest, row: Row) -> dict[str, Any]:
    """One thing, with the fields asked for; all of them unless said otherwise."""
    return shaped(row, fields_in(request.GET.get("fields", "*")))


Wanted = dict[str, "Wanted"]


def fields_in(text: str) -> Wanted:
    """The fields of `id,name,children[id,level]` as a tree; what is never closed ends with the text."""
    tree: Wanted = {}
    path = [tree]
    word = ""
    for sign in f"{text[:2000]},":
        if sign not in ",[]":
            word += sign.strip()
            continue
        inner: Wanted = path[-1].setdefault(word, {}) if word else {}
        word = ""
        if sign == "[":
            path.append(inner)
        elif sign == "]" and len(path) > 1:
            path.pop()
    return tree


def shaped(row: Row, wanted: Wanted) -> dict[str, Any]:
    """The wanted fields of a row. Rows within it that stand for other things are called only where asked for."""
    names = list(row) if any(each in wanted for each in EVERYTHING) else [name for name in wanted if name in row]
    return {name: _value(row[name], wanted.get(name, {})) for name in names}


def _value(value: Any, wanted: Wanted) -> Any:
    found = value() if callable(value) else value
    if isinstance(found, Mapping):
        return shaped(found, wanted or ({"id": {}} if "id" in found else {"*": {}}))
    if isinstance(found, list):
        return [_value(each, wanted) for each in found]
    return found


def _passes(row: Row, filters: Sequence[str]) -> bool:
    for text in filters:
        name, _, rest = text.partition(":")
        operator, _, sought = rest.partition(":")
        held: Any = row
        for part in name.split("."):
            held = held.get(part) if isinstance(held, Mapping) else None
            held = held() if callable(held) else held
        known = OPERATORS.get(operator)
        if known is None or not sought:
            raise bad_filter(text)
        if not known("" if held is None else str(held), sought):
            return False
    return True


def bad_filter(text: str) -> Refused:
    """The refusal of a filter that is not understood: it would filter nothing, or everything."""
    return Refused(
        "api.filter",
        reason=Text(f"不认识这个筛选：{text[:80]}。", f"This filter is not understood: {text[:80]}."),
        remedy=Text(
            f"写作 属性:操作:值，操作为 {'、'.join(OPERATORS)}。",
            f"Write property:operator:value with one of {', '.join(OPERATORS)}.",
        ),
        where="filter",
    )


OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "eq": lambda held, sought: held == sought,
    "ne": lambda held, sought: held != sought,
    "in": lambda held, sought: held in sought.strip("[]").split(","),
    "like": lambda held, sought: sought in held,
    "ilike": lambda held, sought: sought.casefold() in held.casefold(),
}


def _whole(request: HttpRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    if not text:
        return otherwise
    if text.isascii() and text.isdigit() and len(text) < 7 and int(text) > 0:
        return int(text)
    raise Refused(
        "api.filter",
        reason=Text(f"{name} 须是正整数。", f"{name} must be a positive whole number."),
        remedy=Text("请改正后再取。", "Correct it and ask again."),
        where=name,
    )
