"""Middleware of the pages: the language is chosen by switch, a refusal becomes a page."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation

from luoshi.api.statuses import status_of
from luoshi.packs.queries import steady
from luoshi.people.models import Account
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

Respond = Callable[[HttpRequest], HttpResponse]
FORBIDDEN, NOT_FOUND, CONFLICT, UNAVAILABLE = 403, 404, 409, 503
UNSEEN = "not_visible"  # how a refusal ends that must not tell whether the thing is there
logger = logging.getLogger(__name__)
WITHOUT_OWN_PASSWORD = {"password", "sign_out", "set_language", "print_size", "theme"}


class ChosenLanguage:
    """Chinese unless the reader has switched: what the browser was sold with says little about its user."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class KeptByNobody:
    """Pages show what one person may see today: no cache keeps them, neither on the way nor in the browser."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Cache-Control"] = "private, no-store"
        return response


class OneCatalogue:
    """Everything a request is told about declarations comes from the same versions, looked up once."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with steady():
            return self.get_response(request)


class RefusalPage:
    """Shows a refusal nobody caught with its reason and what to do; nothing has been written by then."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answers 409 for a refusal, 403 for one of the person, 503 where the database could not write; no other.

        Who asks for what they may not see, or sends a form there, gets 404 in the same words as where nothing is.
        """
        if isinstance(exception, OperationalError):
            logger.error("the database could not be used for %s", request.path, exc_info=exception)
            return render(request, "web/refused.html", {"refused": not_written()}, status=UNAVAILABLE)
        if not isinstance(exception, Refused):
            return None
        if exception.code.endswith(UNSEEN):
            return render(request, "web/unseen.html", status=NOT_FOUND)
        status = FORBIDDEN if status_of(exception.code) == FORBIDDEN else CONFLICT
        return render(request, "web/refused.html", {"refused": exception}, status=status)


def not_written() -> Refused:
    """What a person is told when the disk is full or the database is gone: sending the form again is safe."""
    return Refused(
        "web.database",
        reason=Text(
            "数据库暂时用不了（可能磁盘已满或连接中断），这次提交没有得到确认。",
            "The database cannot be used now (a full disk, a lost connection); this submission is not confirmed.",
        ),
        remedy=Text(
            "请告知管理员，稍后退回表单再次提交：同一表单只会办理一次。",
            "Tell the administrator; later go back and send the form again: the same form is done only once.",
        ),
    )


class OwnPasswordFirst:
    """Leads to a password of one's own as long as somebody else knows it: an act must have one author."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Redirects every page but those needed to get there or to leave."""
        account = request.user
        if not isinstance(account, Account) or not account.must_change_password:
            return None
        match = request.resolver_match
        return None if match and match.url_name in WITHOUT_OWN_PASSWORD else redirect("password")
