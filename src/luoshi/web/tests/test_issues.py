"""Filling a form on its page: choose, look, fill, download, and follow a figure back."""

import csv
import io
from datetime import UTC, datetime
from time import time

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from luoshi.audit.models import Entry
from luoshi.jobs.testing import drain
from luoshi.org.tests.small_city import NOW, TODAY, SmallCity
from luoshi.people.models import Account
from luoshi.registers.actions import correct
from luoshi.reports.actions import issuing
from luoshi.reports.issued import pdf_name
from luoshi.reports.kept import clean, making
from luoshi.reports.models import FormFile, Issue
from luoshi.reports.tests.books import shown
from luoshi.reports.tests.small_asking import SmallAsking
from luoshi.reports.tests.small_books import SmallBooks, slot
from luoshi.web.acts import subjects_of


def test_a_form_is_chosen_looked_at_filled_and_followed_back(
    client: Client,
    db: None,
    settings: Settings,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.HOME = tmp_path_factory.mktemp("home")
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path_factory.mktemp("evidence")}
    books = SmallBooks(SmallAsking(SmallCity()))
    form = books.form(
        slot(5, 1, {"kind": "unit"}), slot(5, 3, {"kind": "element", "code": "people"}), slot(5, 4, {"kind": "new"})
    )
    client.force_login(Account.objects.get(pk=books.asking.supervisor.account_id))
    asked = {"unit": str(books.unit.pk), "period": "2022-05"}
    page = client.get(f"/issues/new/{form.pk}/", asked).content.decode()
    assert "812" in page
    assert "尚无登记" in page
    assert client.get(f"/issues/new/{form.pk}/", {**asked, "period": "五月"}).status_code == 422
    made = client.post(f"/issues/new/{form.pk}/", asked)
    issued = Issue.objects.get()
    assert made["Location"] == f"/issues/{issued.pk}/"
    assert shown(client.get(f"/issues/{issued.pk}/file.xlsx").content)["C5"].value == 812
    page = client.get(f"/issues/{issued.pk}/").content.decode()
    figure = issued.figures.get(column=3)
    assert figure.lineage in page
    assert "泉村" in client.get(f"/lineage/{figure.lineage}/").content.decode()
    named = subjects_of(Entry.objects.about("issue", issued.pk))["issue", issued.pk]
    assert (named.href, named.note) == (f"/issues/{issued.pk}/", "泉村 · 2022-05")
    assert "泉村" in client.get("/issues/", {"q": "泉 2022"}).content.decode()
    assert client.get("/issues/", {"q": "泉\x00"}).status_code == 200  # PostgreSQL takes no NUL
    assert "泉村" in b"".join(client.get("/issues/export.csv")).decode()
    assert b"".join(client.get(f"/issues/{issued.pk}/figures.xlsx")).startswith(b"PK")
    monkeypatch.setattr(issuing, "program", lambda: None)
    told = client.post(f"/issues/{issued.pk}/pdf/", follow=True).content.decode()
    assert "没有安装 LibreOffice" in told
    assert client.get(f"/issues/{issued.pk}/file.pdf").status_code == 302
    monkeypatch.setattr(issuing, "program", lambda: "soffice")
    assert "/jobs/" in client.post(f"/issues/{issued.pk}/pdf/")["Location"]
    with making(pdf_name(issued), at=NOW) as target:
        target.write_bytes(b"%PDF-1.7")
    assert b"".join(client.get(f"/issues/{issued.pk}/file.pdf")) == b"%PDF-1.7"


def test_many_forms_come_as_a_zip_that_is_made_again_when_it_was_taken_away(
    client: Client, db: None, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path_factory.mktemp("evidence")}
    settings.HOME = tmp_path_factory.mktemp("home")
    books = SmallBooks(SmallAsking(SmallCity()))
    form = books.form(slot(5, 1, {"kind": "unit"}))
    client.force_login(Account.objects.get(pk=books.asking.supervisor.account_id))
    asked = {"above": str(books.city.unit("north").pk), "period": "2022-05"}
    assert "/jobs/" in client.post(f"/issues/new/{form.pk}/many/", asked)["Location"]
    drain(at=NOW)
    batch = f"/issues/batch/{Issue.objects.get().batch}"
    assert "下载全部" in client.get(f"{batch}/").content.decode()
    assert b"".join(client.get(f"{batch}.zip")).startswith(b"PK")
    clean(at=datetime.fromtimestamp(time() + 8 * 86_400, UTC))
    assert client.get(f"{batch}.zip").status_code == 302
    assert "重新打包" in client.get(f"{batch}/").content.decode()
    client.post(f"{batch}/pack/")
    drain(at=NOW)
    assert b"".join(client.get(f"{batch}.zip")).startswith(b"PK")


@pytest.fixture
def books(db: None, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> SmallBooks:
    """The village, its months and its people."""
    settings.HOME = tmp_path_factory.mktemp("home")
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path_factory.mktemp("evidence")}
    return SmallBooks(SmallAsking(SmallCity()))


def issued(books: SmallBooks, form: FormFile, period: str = "2022-05") -> Issue:
    return issuing.issue(form, unit=books.unit, period=period, by=books.lead, at=NOW, today=TODAY)


def test_the_list_marks_what_was_corrected_since_and_is_narrowed_to_it(client: Client, books: SmallBooks) -> None:
    form = books.form(slot(5, 5, {"kind": "element", "code": "income"}, unit_words="元"))
    stands, corrected = issued(books, form, "2022-04"), issued(books, form)
    client.force_login(Account.objects.get(pk=books.asking.supervisor.account_id))
    sign = "light light-yellow"
    whole = client.get("/issues/").content.decode()
    assert (whole.count("来源有更正"), sign in whole) == (1, False)  # the filter's own choice
    correct(books.may, {"income": "3"}, reason="补报", by=books.lead, at=NOW)
    assert client.get("/issues/").content.decode().count("来源有更正") == 2
    narrowed = client.get("/issues/", {"changed": "yes"}).content.decode()
    assert (f"/issues/{corrected.pk}/" in narrowed, f"/issues/{stands.pk}/" in narrowed) == (True, False)
    kept = b"".join(client.get("/issues/export.csv", {"changed": "yes"})).decode()
    assert ("来源有更正" in kept, "2022-05" in kept, "2022-04" in kept) == (True, True, False)
    assert "没有找到" in client.get("/issues/", {"changed": "yes", "q": "2022-04"}).content.decode()


def test_formulas_in_names_and_figures_leave_as_texts(client: Client, books: SmallBooks) -> None:
    hostile = '=HYPERLINK("http://a.example")'
    correct(books.village, {"name": hostile}, reason="试", by=books.lead, at=NOW)
    form = books.form(slot(5, 1, {"kind": "field", "register": "books.village", "field": "name"}))
    correct(form.record, {"title": "=1+1"}, reason="试", by=books.asking.officer, at=NOW)
    made = issued(books, form)
    client.force_login(Account.objects.get(pk=books.asking.supervisor.account_id))
    for path, said in (
        (reverse("issues_file", args=["csv"]), "=1+1"),
        (reverse("issue_figures", args=[made.pk, "csv"]), hostile),
        (reverse("forms_list", args=["csv"]), "=1+1"),
        (reverse("burden_office_file", args=[form.record.lead_id or form.record.unit_id, "csv"]), "=1+1"),
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
        cells = [cell for row in rows for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "@", "\t", "\r"))], path
        assert any(cell.lstrip("'") == said for cell in cells), path
    sheet = shown(client.get(f"/issues/{made.pk}/file.xlsx").content)
    assert (sheet["A5"].value, sheet["A5"].data_type) == (hostile, "s")
