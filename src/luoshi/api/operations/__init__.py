"""The operations, one module for each kind of thing."""

from typing import Annotated, cast

from django.http import HttpRequest
from ninja import Header, Path

from luoshi.api.callers import Caller
from luoshi.api.resending import HEADER
from luoshi.api.shapes import LARGEST, about

Pk = Annotated[int, Path(ge=1, le=LARGEST)]
Name = Annotated[str, Path(max_length=120)]
Key = Annotated[str, Header(alias=HEADER, description=about("重发时不变的编号", "the same when sent again"))]
IfMatch = Annotated[str, Header(alias="If-Match", description=about("您所见的 ETag", "the ETag you saw"))]


def caller(request: HttpRequest) -> Caller:
    """Who calls, as the token said."""
    return cast(Caller, request.auth)  # type: ignore[attr-defined]  # set by django-ninja
