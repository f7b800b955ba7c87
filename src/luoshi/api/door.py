"""The door of other programs: /api/v1/, /dhis2/api/ and /agendas/ come in here, and go no further into the pages.

No session, no cookie, no form token: a token in the header says who calls. What is sent is measured before it is
read, every error leaves as a problem document, and whatever the program itself gets wrong is logged.
"""

import logging
import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from luoshi.api.document import check_parameters
from luoshi.api.problems import MEDIA_TYPE, answer, of_status, problem_of
from luoshi.api.reading import MOST_BYTES, malformed, too_large
from luoshi.packs.queries import steady
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

PLACES = ("/api/v1/", "/dhis2/api/", "/agendas/")
WORDED = (MEDIA_TYPE, "application/json")  # what an operation answered itself; the summary of an import is JSON
MEGABYTE = 1_000_000
LENGTH = re.compile("[0-9]{0,18}")
BODILESS = ("GET", "HEAD", "OPTIONS")
UNREADABLE = (
    BadRequest,
    MultiPartParserError,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFilesSent,
    UnreadablePostError,
    UnicodeError,
)
logger = logging.getLogger(__name__)


class Door:
    """Stands before the session: requests of programs are answered here, all others pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(PLACES):
            return self.get_response(request)
        language = language_of(request)
        with translation.override(language), steady():
            response = _told(_answered(request))
        if request.method not in BODILESS:
            request.close()  # what was uploaded and not kept goes at once
        response.headers["Content-Language"] = language
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Vary"] = "Accept-Language, Authorization"
        response.headers["X-Content-Type-Options"] = "nosniff"
        if tally := request.META.get("luoshi.tally"):
            for name, value in tally.headers.items():
                response.headers[name] = value
        return response


def language_of(request: HttpRequest) -> str:
    """The first language asked for that the product speaks; Chinese where none is."""
    for asked, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200]):
        known = {"zh": "zh-hans", "en": "en"}.get(asked.partition("-")[0])
        if known:
            return known
    return settings.LANGUAGE_CODE


def _answered(request: HttpRequest) -> HttpResponseBase:
    try:
        _check_size(request)
        _check_address(request)
        match = resolve(request.path_info)
        request.resolver_match = match
        check_parameters(request, match.route)
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
        return response
    except (Resolver404, Http404):
        return answer(of_status(404))
    except UNREADABLE as error:
        return _unreadable(request, error)
    except Exception as error:
        problem = problem_of(error)
        if problem is not None and problem.status < 500:
            return answer(problem)
        logger.exception("the interface broke off at %s %s", request.method, request.path)
        if problem is None:
            got_request_exception.send(sender=Door, request=request)
        return answer(problem or of_status(500))


def _unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
    """A body that breaks off or is no form; where the disk was at fault, that is said."""
    trouble: Refused | None = getattr(request, "upload_trouble", None)
    refused = trouble or (
        too_large(MOST_BYTES)
        if isinstance(error, RequestDataTooBig | TooManyFilesSent)
        else malformed("正文不完整，或不合它的 Content-Type", "the body is not whole, or not of its Content-Type")
    )
    problem = problem_of(refused)
    return answer(problem or of_status(400))


def _check_size(request: HttpRequest) -> None:
    """Refuse before reading: a body too large, or of a length nobody tells."""
    told = request.META.get("CONTENT_LENGTH") or ""
    if request.method in BODILESS:
        return
    if request.headers.get("Transfer-Encoding") or not LENGTH.fullmatch(told):
        raise Refused(
            "api.length",
            reason=Text("没有写明正文的长度。", "The request does not say how long its body is."),
            remedy=Text("请发送 Content-Length。", "Send a Content-Length."),
            where="Content-Length",
        )
    upload = request.META.get("CONTENT_TYPE", "").startswith("multipart/form-data")
    most = settings.EVIDENCE["request_megabytes"] * MEGABYTE if upload else MOST_BYTES
    if int(told or 0) > most:
        raise too_large(most)


def _check_address(request: HttpRequest) -> None:
    """Refuse characters that no name has; the address may come half decoded."""
    query = request.META.get("QUERY_STRING", "")
    if "\0" in request.path_info or "%00" in query or "\0" in query:
        raise malformed("地址里有 NUL 字符", "the address holds a NUL character")
    if len(query) > 8000:
        raise malformed("地址太长", "the address is too long")


def _told(response: HttpResponseBase) -> HttpResponseBase:
    """Errors that no operation worded, such as a wrong method, as problems too."""
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith(WORDED):
        return response
    problem = answer(of_status(response.status_code))
    if allow := response.headers.get("Allow"):
        problem.headers["Allow"] = allow
    return problem
