"""The addresses of the interface, all below /api/v1/."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import get_language

from luoshi.api.document import document
from luoshi.api.interface import Operations, new_interface
from luoshi.api.operations.askings import askings
from luoshi.api.operations.evidence import evidence
from luoshi.api.operations.looks import looks
from luoshi.api.operations.measures import measures
from luoshi.api.operations.moves import moves
from luoshi.api.operations.packs import packs
from luoshi.api.operations.places import places
from luoshi.api.operations.records import records
from luoshi.api.operations.reports import reports
from luoshi.api.operations.reviews import reviews
from luoshi.api.operations.standing import standing
from luoshi.api.operations.talk import talk
from luoshi.api.operations.timing import timing
from luoshi.rules.texts import Text

about = Operations(Text("接口", "The interface"))


@about.get(
    "/openapi.json",
    Text("本接口的 OpenAPI 3.1 说明", "The OpenAPI 3.1 document of this interface"),
    dict[str, object],
    open_to_all=True,
)
def get_openapi(request: HttpRequest) -> dict[str, object]:
    """The document in the language asked."""
    return document(get_language() or "zh-hans")


interface = new_interface()
for group in (
    about,
    places,
    packs,
    records,
    moves,
    standing,
    timing,
    talk,
    evidence,
    reviews,
    looks,
    measures,
    reports,
    askings,
):
    interface.add_router("", group.router)

PREFIX = "api/v1/"
urlpatterns: list[URLPattern | URLResolver] = [path("", interface.urls)]
