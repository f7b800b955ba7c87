"""The interface as django-ninja knows it: its operations, how they are read, and what their errors become."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from luoshi.api.callers import BearerToken
from luoshi.api.problems import on_error
from luoshi.api.reading import StrictParser
from luoshi.api.wording import both
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

VERSION = "1.0.0"
TITLE = Text("落实接口", "luoshi API")
Act = TypeVar("Act", bound=Callable[..., Any])


class AsWritten(JSONRenderer):
    """Chinese stays Chinese in the answers: half as long, and legible."""

    json_dumps_params = {"ensure_ascii": False}


class Operations:
    """Declares the operations of one kind of thing, with their wording and what they may answer.

    `refuses` are the statuses beyond those that every operation may answer; the document lists them, and the
    fuzzer of the tests finds any that it does not.
    """

    def __init__(self, tag: Text) -> None:
        self.router = Router(tags=[both(tag)])

    def get(self, path: str, told: Text, answer: Any, **more: Any) -> Callable[[Act], Act]:
        """Reading."""
        return self._declare("GET", path, told, {200: answer}, **more)

    def post(self, path: str, told: Text, answers: Mapping[int, Any], **more: Any) -> Callable[[Act], Act]:
        """An act."""
        return self._declare("POST", path, told, answers, writes=True, **more)

    def put(self, path: str, told: Text, answers: Mapping[int, Any], **more: Any) -> Callable[[Act], Act]:
        """An act that puts something in the place of what was there."""
        return self._declare("PUT", path, told, answers, writes=True, **more)

    def patch(self, path: str, told: Text, answers: Mapping[int, Any], **more: Any) -> Callable[[Act], Act]:
        """An act that changes fields."""
        return self._declare("PATCH", path, told, answers, writes=True, **more)

    def _declare(
        self,
        method: str,
        path: str,
        told: Text,
        answers: Mapping[int, Any],
        *,
        about: Text | None = None,
        refuses: tuple[int, ...] = (),
        writes: bool = False,
        open_to_all: bool = False,
        headers: tuple[str, ...] = (),
        media_type: str = "",
    ) -> Callable[[Act], Act]:
        extra = {"x-refuses": sorted(refuses), "x-writes": writes, "x-headers": list(headers), "x-media": media_type}
        auth: dict[str, Any] = {"auth": None} if open_to_all else {}

        def declare(act: Act) -> Act:
            return self.router.api_operation(
                [method],
                path,
                response=dict(answers),
                operation_id=act.__name__,
                summary=both(told),
                description=both(about) if about else both(told),
                openapi_extra=extra,
                by_alias=True,
                **auth,
            )(act)

        return declare


def new_interface() -> NinjaAPI:
    """The interface without operations; its document is served by an operation of our own."""
    found = NinjaAPI(
        title=both(TITLE),
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        urls_namespace="api-1",
        auth=BearerToken(),
        parser=StrictParser(),
        renderer=AsWritten(),
    )
    handle = cast(Callable[[HttpRequest, Exception | type[Exception]], HttpResponse], on_error)
    for kind in (Exception, Refused, HttpError, ValidationError, Http404):
        found.add_exception_handler(kind, handle)
    return found
