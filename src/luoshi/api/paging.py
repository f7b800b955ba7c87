"""Cursors: where a list goes on; each belongs to the list that gave it out, and tells no more than a place in it."""

import base64
import json
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse

from luoshi.api.shapes import LARGEST
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

Row = TypeVar("Row", bound=Model)


def written(of: str, *place: object) -> str:
    """The cursor of a place in a list."""
    text = json.dumps([of, *place], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(of: str, cursor: str, place: Callable[..., Any]) -> Any:
    """The place a cursor marks, as `place` makes of its parts; one that this list never gave out is refused."""
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        whose, *parts = json.loads(text.decode())
        if whose == of:
            return place(*parts)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass
    raise Refused(
        "api.cursor",
        reason=Text("cursor 不是本列表给出的。", "The cursor was not given out by this list."),
        remedy=Text("请原样使用 next_cursor，其余条件不变。", "Use next_cursor as it is, with the same filters."),
        where="cursor",
    )


def number(pk: object) -> int:
    """The id in a cursor."""
    if type(pk) is int and 0 < pk <= LARGEST:
        return pk
    raise ValueError(pk)


def by_id(
    rows: QuerySet[Row], of: str, *, cursor: str, limit: int, newest_first: bool = False
) -> tuple[list[Row], str | None]:
    """The rows of a page in the order of their ids, and the cursor of the next one, if there is one. One query."""
    if cursor:
        pk = read(of, cursor, number)
        rows = rows.filter(pk__lt=pk) if newest_first else rows.filter(pk__gt=pk)
    found = list(rows.order_by("-pk" if newest_first else "pk")[: limit + 1])
    more = len(found) > limit
    return found[:limit], written(of, found[limit - 1].pk) if more else None


def tell_next(request: HttpRequest, response: HttpResponse, cursor: str | None) -> None:
    """The address of the next page, as a header too."""
    if cursor:
        query = request.GET.copy()
        query["cursor"] = cursor
        response.headers["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
