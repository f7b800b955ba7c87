"""Filling a form on its page: choose, look, fill, download, and follow a figure back."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from luoshi.org.tests.small_city import SmallCity
from luoshi.people.models import Account
from luoshi.reports.models import Issue
from luoshi.reports.tests.books import shown
from luoshi.reports.tests.small_asking import SmallAsking
from luoshi.reports.tests.small_books import SmallBooks, slot


def test_a_form_is_chosen_looked_at_filled_and_followed_back(
    client: Client, db: None, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> None:
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
    assert "泉村" in client.get("/issues/", {"q": "泉 2022"}).content.decode()
    assert "泉村" in b"".join(client.get("/issues/export.csv")).decode()
    assert b"".join(client.get(f"/issues/{issued.pk}/figures.xlsx")).startswith(b"PK")
