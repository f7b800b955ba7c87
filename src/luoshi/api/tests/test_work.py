"""Moves, evidence, clocks, chases, packs, measures and units over the interface."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from luoshi.api.operations.measures import decimal_of
from luoshi.api.tests.programs import Program, program, told
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import SmallWorks


@pytest.fixture
def clerk(works: SmallWorks) -> Program:
    """A program of the northern county's lead."""
    return program(works.lead)


def upload(clerk: Program, path: str, name: str, content: bytes) -> Any:
    body = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile(name, content)})
    return clerk.send("POST", path, body, content_type=MULTIPART_CONTENT)


def test_a_move_is_offered_refused_with_its_reason_and_taken_once(works: SmallWorks, clerk: Program) -> None:
    task = works.task()
    path = f"/records/{task.pk}"
    offered = {each["move"]: each for each in clerk.get(f"{path}/moves")["items"]}
    assert offered["report"]["refused"] is None
    refused = program(works.officer).send("GET", f"{path}/moves")
    assert refused.status_code in (200, 404)
    body = {"on": "2022-06-15", "evidence": {"result": "办字〔2022〕1号"}}
    answers = [clerk.post(f"{path}/moves/report", body, Idempotency_Key="m-1") for _ in range(3)]
    assert [each.status_code for each in answers] == [200] * 3, answers[0].content
    assert [each.headers.get("Idempotent-Replayed") for each in answers] == [None, "true", "true"]
    assert told(answers[0])["status"] == told(answers[2])["status"] == "done"
    assert Record.objects.get(pk=task.pk).moves.count() == 1
    stale = clerk.post(f"{path}/moves/report", body, If_Match='"1"')
    assert stale.status_code in (409, 412)


def test_evidence_is_laid_fetched_and_withdrawn(works: SmallWorks, clerk: Program) -> None:
    task = works.task()
    path = f"/records/{task.pk}/evidence"
    made = upload(clerk, f"{path}/result", "办结.txt", "已办结".encode())
    assert made.status_code == 201, made.content
    found = told(made)
    fetched = clerk.send("GET", f"{path}/files/{found['id']}")
    assert b"".join(fetched) == "已办结".encode()
    assert fetched["Content-Type"] == "application/octet-stream"
    assert [each["name"] for each in clerk.get(path)["items"]] == ["办结.txt"]
    again = upload(clerk, f"{path}/result", "办结.txt", "已办结".encode())
    assert (again.status_code, told(again)["code"]) == (409, "registers.attached_already")
    assert upload(clerk, f"{path}/nonsense", "办结.txt", b"x").status_code == 404
    assert program(works.other_lead).send("GET", f"{path}/files/{found['id']}").status_code == 404
    gone = clerk.post(f"{path}/files/{found['id']}/withdraw", {"reason": "传错了"})
    assert (gone.status_code, told(gone)["withdrawn"]) == (200, True)


def test_a_broken_upload_is_a_problem(works: SmallWorks, clerk: Program) -> None:
    path = f"/records/{works.task().pk}/evidence/result"
    for body in (b"", b"zzz", b"--BoUnDaRyStRiNg\r\n"):
        answer = clerk.send("POST", path, body, content_type=MULTIPART_CONTENT)
        assert answer.status_code in (400, 422), answer.content
    missing = clerk.send("POST", path, b"zzz", content_type="multipart/form-data")
    assert missing.status_code == 400


def test_clocks_and_chases_are_told(works: SmallWorks, clerk: Program) -> None:
    site = works.site(cost=5)
    assert isinstance(clerk.get(f"/records/{site.pk}/clocks")["items"], list)
    ladder = clerk.get(f"/records/{site.pk}/chases")
    assert ladder["items"] == []
    assert clerk.post(f"/records/{site.pk}/chases/nonsense", {"words": ""}).status_code == 404
    assert clerk.post("/chases/1/reply", {"reply": "x"}).status_code == 404


def test_declarations_are_told_within_the_scope(works: SmallWorks, clerk: Program) -> None:
    (pack,) = clerk.get("/packs")["items"]
    assert pack["id"] == "works"
    site = clerk.get("/registers/works.site")
    assert {"title_of_site", "plan", "cost"} <= {each["id"] for each in site["fields"]}
    assert "start" in {each["id"] for each in site["moves"]}
    narrow = program(works.lead, "read:works.plan")
    assert [each["ref"] for each in narrow.get("/packs/works")["registers"]] == ["works.plan"]
    assert narrow.send("GET", "/registers/works.site").status_code == 403
    assert clerk.send("GET", "/packs/nonsense").status_code == 404


def test_a_figure_comes_with_its_base_and_its_rows(works: SmallWorks, clerk: Program) -> None:
    for number in range(3):
        works.site(f"工地{number}", cost=number + 1)
    refs = {each["ref"] for each in clerk.get("/measures")["items"]}
    assert "works.sites" in refs
    found = clerk.get("/measures/works.sites?period=2022")
    assert (found["measure"], found["period"]) == ("works.sites", "2022")
    rows = clerk.get("/measures/works.sites/rows?period=2022&limit=2")
    assert rows["total"] == found["rows"]
    assert clerk.send("GET", "/measures/works.sites?period=someday").status_code == 422
    assert clerk.send("GET", "/measures/works.nothing?period=2022").status_code == 404
    narrow = program(works.lead, "read:works.plan")
    assert narrow.send("GET", "/measures/works.sites?period=2022").status_code == 403
    kept = clerk.post("/measures/works.sites/figures", {"period": "2022"})
    assert kept.status_code == 200, kept.content
    assert clerk.get(f"/figures/{told(kept)['id']}")["holds"] is True


def test_a_decimal_is_cut_and_never_rounded_up_to_the_whole() -> None:
    from fractions import Fraction

    assert decimal_of(Fraction(539, 540)).startswith("0.998148148148")
    assert decimal_of(Fraction(10**15 - 1, 10**15)) == "0.999999999999"
    assert [decimal_of(Fraction(*each)) for each in ((-1, 2), (7, 1), (0, 1))] == ["-0.5", "7", "0"]


def test_units_are_told_as_of_a_day(clerk: Program) -> None:
    items = clerk.get("/units?on=2022-06-15")["items"]
    assert items[0]["parent"] is None
    assert {"north", "south", "stone"} <= {each["code"] for each in items}
    assert clerk.send("GET", "/units?on=2022-02-30").status_code == 422
