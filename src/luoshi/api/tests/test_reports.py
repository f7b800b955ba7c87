"""Returns that are owed, the dictionary, and issued forms with their files, over the interface."""

from pathlib import Path

import pytest
from pytest_django import Settings

from luoshi.api.tests.programs import Program, program, told
from luoshi.org.tests.small_city import NOW, TODAY, SmallCity
from luoshi.registers.actions import correct
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.reports.actions.issuing import issue
from luoshi.reports.issued import file_of
from luoshi.reports.models import Issue
from luoshi.reports.tests.small_asking import SmallAsking
from luoshi.reports.tests.small_books import SmallBooks, slot


@pytest.fixture
def books(db: None, settings: Settings, tmp_path: Path) -> SmallBooks:
    """The village, its months and its people."""
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path / "evidence"}
    return SmallBooks(SmallAsking(SmallCity()))


def issued(books: SmallBooks, period: str) -> Issue:
    form = books.form(slot(5, 1, {"kind": "unit"}), slot(5, 3, {"kind": "element", "code": "people"}))
    return issue(form, unit=books.city.unit("spring"), period=period, by=books.lead, at=NOW, today=TODAY)


def test_issued_forms_are_listed_read_and_fetched(books: SmallBooks) -> None:
    made = issued(books, "2022-05")
    clerk = program(books.lead, "read")
    (listed,) = clerk.get("/issues?q=2022-05")["items"]
    assert (listed["id"], listed["unit"]["code"], listed["period"]) == (made.pk, "spring", "2022-05")
    whole = clerk.get(f"/issues/{made.pk}")
    figures = {(each["row"], each["column"]): each["value"] for each in whole["figures"]}
    assert (figures[5, 1], figures[5, 3]) == ("泉村", "812")
    assert whole["digest"] == made.digest
    fetched = clerk.send("GET", listed["href"])
    assert (fetched.status_code, fetched.content) == (200, file_of(made))
    assert fetched["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert clerk.get("/issues?q=2023")["items"] == []


def test_an_issued_form_tells_that_a_source_was_corrected_since(books: SmallBooks) -> None:
    made, clerk = issued(books, "2022-05"), program(books.lead, "read")
    assert clerk.get(f"/issues/{made.pk}")["changed"] is False
    assert clerk.get("/issues?changed=true")["items"] == []
    correct(books.village, {"people": "813"}, reason="补", by=books.lead, at=NOW)
    assert clerk.get(f"/issues/{made.pk}")["changed"] is True
    assert [each["id"] for each in clerk.get("/issues?changed=true")["items"]] == [made.pk]
    assert [each["changed"] for each in clerk.get("/issues")["items"]] == [True]


def test_a_narrow_token_and_a_stranger_see_no_issued_form(books: SmallBooks) -> None:
    made = issued(books, "2022-05")
    narrow = program(books.lead, "read:books")
    for path in ("/issues", f"/issues/{made.pk}", f"/issues/{made.pk}/file"):
        answer = narrow.send("GET", path)
        assert (answer.status_code, told(answer)["code"]) == (403, "api.scope"), path
    stranger: Program = program(SmallWorks(books.city).other_lead)
    assert stranger.send("GET", f"/issues/{made.pk}").status_code == 404
    assert stranger.get("/issues")["items"] == []


def test_the_dictionary_tells_definitions_and_who_holds_them(books: SmallBooks) -> None:
    clerk = program(books.lead, "read:books")
    codes = [each["code"] for each in clerk.get("/elements")["items"]]
    assert "people" in codes
    one = clerk.get("/elements/people")
    assert "books.village.people" in one["fields"]
    assert one["definition"]["zh"]
    assert clerk.get("/elements?q=nothing-at-all")["items"] == []
    assert clerk.send("GET", "/elements/nothing").status_code == 404


def test_a_return_that_nobody_owes_says_so(books: SmallBooks) -> None:
    clerk = program(books.lead, "read")
    answer = clerk.send("GET", "/returns/books.village")
    assert (answer.status_code, told(answer)["code"]) == (422, "returns.not_owed")
    assert program(books.lead, "read:books.monthly").send("GET", "/returns/books.village").status_code == 403
    assert clerk.send("GET", "/returns/books.nothing").status_code == 404
