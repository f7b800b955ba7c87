"""The addresses of this part, all below /dhis2/api/."""

from typing import Any

from django.http import HttpRequest
from django.urls import path

from luoshi.api.callers import Caller
from luoshi.api.clock import now, today
from luoshi.api.dhis2.answers import Row, listed, one, spoken
from luoshi.api.dhis2.bringing import bring, names_for, summary
from luoshi.api.dhis2.handing import values_of
from luoshi.api.dhis2.things import UNIT, data_set_rows, element_rows, unit_rows
from luoshi.api.dhis2.uids import uid_of
from luoshi.api.reading import read_object
from luoshi.api.scopes import READ
from luoshi.api.telling import moment
from luoshi.rules.refusals import Refused
from luoshi.rules.texts import Text

SPEAKS = "2.40"
"""The version of DHIS2 whose forms these are; programs look whether it is new enough."""


def system_info(request: HttpRequest, who: Caller) -> dict[str, Any]:
    """What a client asks first."""
    return {
        "version": SPEAKS,
        "systemName": "luoshi",
        "calendar": "iso8601",
        "dateFormat": "yyyy-mm-dd",
        "serverDate": moment(now()),
        "contextPath": request.build_absolute_uri("/dhis2"),
    }


def me(request: HttpRequest, who: Caller) -> dict[str, Any]:
    """Who the token belongs to, with the units of the posts held."""
    units = [{"id": uid_of(UNIT, post.unit_code), "code": post.unit_code} for post in who.actor.posts]
    name = who.token.account.username
    row = {"id": uid_of("account", name), "username": name, "name": who.actor.name, "displayName": who.actor.name}
    return one(request, {**row, "organisationUnits": units, "dataViewOrganisationUnits": units})


def units(request: HttpRequest, who: Caller) -> dict[str, Any]:
    """Units, by level, words and filters; all that stand today may be seen by whoever may read anything."""
    who.check(READ)
    rows = unit_rows(today())
    level, words = request.GET.get("level", ""), request.GET.get("query", "").casefold()
    rows = [row for row in rows if not level or str(row["level"]) == level]
    rows = [row for row in rows if words in str(row["name"]).casefold() or words == row["code"]]
    return listed(request, "organisationUnits", rows)


def unit(request: HttpRequest, who: Caller, uid: str) -> dict[str, Any]:
    """One unit, by identifier or code."""
    who.check(READ)
    return one(request, _found(unit_rows(today()), uid))


def data_sets(request: HttpRequest, who: Caller) -> dict[str, Any]:
    """Returns."""
    return listed(request, "dataSets", data_set_rows(who))


def data_set(request: HttpRequest, who: Caller, uid: str) -> dict[str, Any]:
    """One return."""
    return one(request, _found(data_set_rows(who), uid))


def data_elements(request: HttpRequest, who: Caller) -> dict[str, Any]:
    """Fields of returns."""
    return listed(request, "dataElements", element_rows(who))


def data_element(request: HttpRequest, who: Caller, uid: str) -> dict[str, Any]:
    """One field."""
    return one(request, _found(element_rows(who), uid))


def hand_out(request: HttpRequest, who: Caller) -> dict[str, Any]:
    """Data values, with the names common to all of them on top, as DHIS2 does."""
    told: dict[str, Any] = {"dataValues": values_of(request, who, names_for(who))}
    for name in ("dataSet", "orgUnit", "period"):
        if len(given := request.GET.getlist(name)) == 1:
            told[name] = given[0]
    return told


def take_in(request: HttpRequest, who: Caller) -> tuple[dict[str, Any], int]:
    """A data value set; with `dryRun=true` nothing is written."""
    dry = request.GET.get("dryRun", "").lower() == "true"
    strategy = request.GET.get("importStrategy", "CREATE_AND_UPDATE")
    if strategy not in ("CREATE_AND_UPDATE", "NEW_AND_UPDATES"):
        raise _not_here("importStrategy", strategy)
    return summary(bring(who, read_object(request.body), dry=dry), dry=dry)


def take_one(request: HttpRequest, who: Caller) -> tuple[dict[str, Any], int]:
    """One data value, sent as JSON."""
    value = read_object(request.body)
    told, status = summary(bring(who, {"dataValues": [value]}, dry=False), dry=False)
    return told, 201 if status == 200 else status


def _found(rows: list[Row], uid: str) -> Row:
    for row in rows:
        if uid in (row["id"], row["code"]):
            return row
    raise Refused(
        "api.nothing_here",
        reason=Text(f"没有“{uid[:80]}”，或您无权查看。", f"There is no {uid[:80]}, or it is not yours to see."),
        remedy=Text("代号见上一级的列表。", "See the list above it."),
        where=uid[:80],
    )


def _not_here(name: str, sent: str) -> Refused:
    return Refused(
        "api.parameter",
        reason=Text(f"这里不支持 {name}={sent[:40]}。", f"{name}={sent[:40]} is not done here."),
        remedy=Text(
            "可用 CREATE_AND_UPDATE；删除须在网页上写明原因。",
            "There is CREATE_AND_UPDATE; what is to go is withdrawn on the pages, with a reason.",
        ),
        where=name,
    )


urlpatterns = [
    path("system/info", spoken(get=system_info)),
    path("system/info.json", spoken(get=system_info)),
    path("me", spoken(get=me)),
    path("organisationUnits", spoken(get=units)),
    path("organisationUnits/<str:uid>", spoken(get=unit)),
    path("dataSets", spoken(get=data_sets)),
    path("dataSets/<str:uid>", spoken(get=data_set)),
    path("dataElements", spoken(get=data_elements)),
    path("dataElements/<str:uid>", spoken(get=data_element)),
    path("dataValueSets", spoken(get=hand_out, post=take_in)),
    path("dataValues", spoken(post=take_one)),
]
