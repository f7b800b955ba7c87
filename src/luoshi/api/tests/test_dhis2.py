"""The DHIS2 part, spoken to by the public client `dhis2-client` as it is, and by hand where it says nothing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from dhis2_client import DHIS2Client
from dhis2_client.errors import DHIS2HTTPError
from django.test import Client

from luoshi.api.clock import today
from luoshi.api.dhis2 import periods
from luoshi.api.dhis2.answers import fields_in
from luoshi.api.dhis2.things import Element, element_row
from luoshi.api.dhis2.uids import uid_of
from luoshi.api.tests.programs import Program, program, told
from luoshi.packs.declarations import Element as Datum
from luoshi.packs.declarations import Field, FieldType, OverTime, OverUnits
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks, written
from luoshi.rules.periods import Kind, period_of
from luoshi.rules.texts import Text

DONE, REMARK = "works.monthly.done", "works.monthly.remark"


@pytest.fixture
def clerk(works: SmallWorks) -> Program:
    """A program of the northern county's lead."""
    return program(works.lead)


@pytest.fixture
def client(clerk: Program) -> Iterator[DHIS2Client]:
    """The public client, whose requests come straight to the site instead of over a wire."""
    found = DHIS2Client("http://testserver/dhis2", token=clerk.token)
    headers = found._client.headers if found._client else {}
    found._client = httpx.Client(transport=httpx.MockTransport(hand_over), headers=headers)
    yield found
    found.close()


def hand_over(request: httpx.Request) -> httpx.Response:
    """A request of the client, answered by the site in this process."""
    headers = {name: text for name, text in request.headers.items() if name not in ("content-type", "content-length")}
    answer = Client(raise_request_exception=False).generic(
        request.method, str(request.url.raw_path, "ascii"), request.content, "application/json", headers=headers
    )
    return httpx.Response(answer.status_code, content=answer.content)


def a_set(**values: object) -> dict[str, Any]:
    """A data value set of May for the northern county, by codes."""
    rows = [{"dataElement": f"works.monthly.{name}", "value": value} for name, value in values.items()]
    return {"dataSet": "works.monthly", "orgUnit": "north", "period": "202205", "dataValues": rows}


def test_the_client_reads_the_system_and_who_it_is(client: DHIS2Client) -> None:
    assert client.get_system_info()["version"] == "2.40"
    assert client.get_current_user(fields="username,organisationUnits[code]")["organisationUnits"] == [
        {"code": "north"}
    ]


def test_the_client_turns_the_pages_of_units(client: DHIS2Client) -> None:
    all_of_them = client.get("/api/organisationUnits", params={"paging": "false", "fields": "id,code,level,parent"})
    by_pages = client.fetch_all("/api/organisationUnits", page_size=2, params={"fields": "id,code,level,parent"})
    assert by_pages == all_of_them["organisationUnits"]
    assert len(by_pages) > 4
    north = next(each for each in by_pages if each["code"] == "north")
    assert north == {"id": uid_of("unit", "north"), "code": "north", "level": 2, "parent": {"id": by_pages[0]["id"]}}
    assert client.get_org_unit(north["id"])["code"] == "north"
    (top,) = client.get_org_unit_tree(levels=2)["organisationUnits"]
    assert {child["level"] for child in top["children"]} == {2}
    found = client.fetch_all("/api/organisationUnits", params={"filter": "code:eq:north"})
    assert [each["id"] for each in found] == [north["id"]]


def test_the_client_reads_returns_and_their_fields(client: DHIS2Client) -> None:
    (monthly,) = list(client.get("/api/dataSets", params={"fields": "*"})["dataSets"])
    assert (monthly["code"], monthly["periodType"]) == ("works.monthly", "Monthly")
    named = {
        each["code"]: each["valueType"] for each in client.fetch_all("/api/dataElements", params={"fields": "*"})
    }
    assert named == {DONE: "INTEGER", REMARK: "TEXT"}
    assert [each["dataElement"]["id"] for each in monthly["dataSetElements"]] == [
        uid_of("data element", REMARK),
        uid_of("data element", DONE),
    ]


def test_the_client_brings_values_in_and_gets_them_back(client: DHIS2Client, works: SmallWorks) -> None:
    answer = client.post("/api/dataValueSets", json=a_set(remark="五月", done="12"))
    assert answer["response"]["importCount"] == {"imported": 2, "updated": 0, "ignored": 0, "deleted": 0}
    record = Record.objects.of("works.monthly").get()
    assert (record.unit.code, record.period, record.data) == ("north", "2022-05", {"remark": "五月", "done": 12})
    again = client.post("/api/dataValueSets", json=a_set(remark="五月", done="15"))
    assert again["response"]["importCount"]["updated"] == 2
    assert [each["outcome"] for each in again["response"]["values"]] == ["unchanged", "updated"]
    record.refresh_from_db()
    assert (record.data["done"], record.revision) == (15, 2)
    asked = {"dataSet": "works.monthly", "orgUnit": uid_of("unit", "city"), "children": "true", "period": "202205"}
    values = client.get("/api/dataValueSets", params=asked)["dataValues"]
    assert {each["dataElement"]: each["value"] for each in values} == {
        uid_of("data element", REMARK): "五月",
        uid_of("data element", DONE): "15",
    }
    between = {**asked, "startDate": "2022-05-01", "endDate": "2022-05-31"}
    del between["period"]
    assert client.get("/api/dataValueSets", params=between)["dataValues"] == values
    later = {**between, "startDate": "2022-05-02"}
    assert client.get("/api/dataValueSets", params=later)["dataValues"] == []


def test_a_dry_run_says_what_would_come_and_writes_nothing(client: DHIS2Client, works: SmallWorks) -> None:
    answer = client.post("/api/dataValueSets", params={"dryRun": "true"}, json=a_set(remark="五月", done=3))
    assert answer["response"]["importCount"]["imported"] == 2
    assert not Record.objects.of("works.monthly").exists()


def test_each_value_that_does_not_fit_is_named_and_leaves_the_others_alone(client: DHIS2Client) -> None:
    body = a_set(remark="五月", done="很多")
    body["dataValues"] += [
        {"dataElement": "works.monthly.nothing", "value": "1"},
        {"dataElement": DONE, "value": "4", "orgUnit": "nowhere"},
        {"dataElement": DONE, "value": "4", "period": "2022"},
        {"dataElement": REMARK, "value": "又"},
    ]
    with pytest.raises(DHIS2HTTPError) as refused:
        client.post("/api/dataValueSets", json=body)
    summary = refused.value.payload["response"]
    assert (refused.value.status_code, summary["status"]) == (409, "WARNING")
    assert [each["indexes"] for each in summary["conflicts"]] == [[1], [2], [3], [4], [5]]
    assert [each["property"] for each in summary["conflicts"]] == [DONE, "dataElement", "orgUnit", "period", REMARK]
    assert Record.objects.of("works.monthly").get().data == {"remark": "五月"}


def test_a_return_refused_as_a_whole_is_not_written_by_halves(client: DHIS2Client) -> None:
    with pytest.raises(DHIS2HTTPError) as refused:  # remark is needed, and not there
        client.post("/api/dataValueSets", json=a_set(done=3))
    assert [each["indexes"] for each in refused.value.payload["response"]["conflicts"]] == [[0]]
    assert not Record.objects.of("works.monthly").exists()


def test_rights_and_scopes_hold_here_too(works: SmallWorks) -> None:
    narrow = program(works.lead, "read")
    answer = narrow.post("/dhis2/api/dataValueSets", a_set(remark="五月"))
    assert answer.status_code == 409
    assert told(answer)["response"]["conflicts"][0]["errorCode"] == "api.scope"
    nobody = Program().send("GET", "/dhis2/api/system/info")
    problem = told(nobody)
    assert (nobody.status_code, problem["status"], problem["httpStatusCode"]) == (401, "ERROR", 401)
    assert not Record.objects.of("works.monthly").exists()


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/dhis2/api/dataValueSets", None, 422),
        ("GET", "/dhis2/api/dataValueSets?dataSet=works.monthly&orgUnit=nowhere&period=202205", None, 422),
        ("GET", "/dhis2/api/dataValueSets?dataSet=works.monthly&orgUnit=north&period=neverday", None, 422),
        ("GET", "/dhis2/api/organisationUnits?filter=code", None, 422),
        ("GET", "/dhis2/api/organisationUnits?page=0", None, 422),
        ("GET", f"/dhis2/api/organisationUnits?page={'0' * 8}{'9' * 5000}", None, 422),
        ("GET", "/dhis2/api/organisationUnits/none", None, 404),
        ("GET", "/dhis2/api/nothing", None, 404),
        ("DELETE", "/dhis2/api/dataValueSets", None, 405),
        ("POST", "/dhis2/api/dataValueSets?importStrategy=DELETE", {"dataValues": []}, 422),
        ("POST", "/dhis2/api/dataValueSets", {"dataValues": {"a": 1}}, 400),
        ("POST", "/dhis2/api/dataValueSets", {"dataValues": ["1"]}, 400),
        ("POST", "/dhis2/api/dataValueSets", b"[", 400),
        ("POST", "/dhis2/api/dataValueSets", {"dataValues": [{"value": {"a": 1}}]}, 409),
        ("POST", "/dhis2/api/dataValueSets", {"dataValues": [{"dataElement": DONE, "orgUnit": ["x"]}]}, 409),
    ],
)
def test_odd_requests_are_answered_with_what_is_wrong(
    clerk: Program, method: str, path: str, body: object, status: int
) -> None:
    answer = clerk.send(method, path, body)
    assert answer.status_code == status, answer.content.decode()
    assert json.loads(answer.content)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_period_is_read_back(kind: Kind) -> None:
    period = period_of(kind, today())
    assert periods.read(periods.written(period.label)) == period


def test_fields_are_read_as_a_tree() -> None:
    assert fields_in("id,children[id,level[x],name") == {
        "id": {},
        "children": {"id": {}, "level": {"x": {}}, "name": {}},
    }


@pytest.mark.parametrize(
    ("over_time", "over_units", "called"),
    [
        (OverTime.SUM, OverUnits.SUM, "SUM"),
        (OverTime.LAST, OverUnits.SUM, "LAST"),
        (OverTime.AVERAGE, OverUnits.SUM, "AVERAGE_SUM_ORG_UNIT"),
        (OverTime.LAST, OverUnits.RECOMPUTE, "NONE"),
    ],
)
def test_how_a_datum_adds_up_is_told(over_time: OverTime, over_units: OverUnits, called: str) -> None:
    births = Text("出生人数", "Births")
    meant = Datum("p", "births", births, births, "data", births, FieldType.INTEGER, "人")
    datum = replace(meant, over_time=over_time, over_units=over_units)
    field = Field("born", births, FieldType.INTEGER, unit="人", element="births")
    pack = written().pack
    assert pack is not None
    row = element_row(Element(pack.registers["monthly"], field), {"births": datum})
    assert (row["aggregationType"], row["description"], row["unit"]) == (called, "出生人数", "人")
