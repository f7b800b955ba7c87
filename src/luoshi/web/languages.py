"""Language of parts: on an English page, what people wrote in Chinese says that it is Chinese (WCAG 2.2, 3.1.2).

Screen readers and browsers then read and draw it as what it is. Wording never needs this: it is said in English, and
a test sees that whatever is marked here was written by somebody, and is kept in the database.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

Respond = Callable[[HttpRequest], HttpResponse]
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
SIGNS = "\u3000-\u303f\uff00-\uffef"  # punctuation and full-width forms
CHINESE = re.compile(rf"[{SIGNS}]*[{HAN}](?:[{HAN}{SIGNS}0-9A-Za-z·—…-]*[{HAN}{SIGNS}])?")
# What must not hold another element, and tags themselves.
WHOLE = re.compile(r"<(script|style|textarea|title|select|option|svg|template)\b.*?</\1\s*>|<[^>]*>", re.DOTALL)


class PartsInChinese:
    """Marks Chinese on English pages. Cost: one pass over the text of an English page, nothing on others."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        language = response.headers.get("Content-Language", translation.get_language())
        if is_page and not response.streaming and language == "en":
            response.content = marked(response.content.decode()).encode()
        return response


def marked(html: str) -> str:
    """The page with each Chinese stretch of its text in an element that says so."""
    parts, end = [], 0
    for tag in WHOLE.finditer(html):
        parts += [_in_text(html[end : tag.start()]), tag.group()]
        end = tag.end()
    return "".join([*parts, _in_text(html[end:])])


def _in_text(text: str) -> str:
    found, count = CHINESE.subn(r'<bdi lang="zh-Hans">\g<0></bdi>', text)
    if not count:
        return text
    # One element for what was one piece of text: a row of boxes must not fall into more pieces than before.
    return found if CHINESE.fullmatch(text.strip()) else f"<bdi>{found}</bdi>"
