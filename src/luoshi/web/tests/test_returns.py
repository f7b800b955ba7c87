"""A return on its pages: what does not fit, why, and figures there are none of."""

import re
from html import unescape

import pytest
from django.test import Client

from luoshi.packs.queries import register as declared
from luoshi.people.models import Account
from luoshi.registers.models import Move, Record
from luoshi.registers.tests.small_returns import NOW, SmallReturns
from luoshi.returns.actions import remind
from luoshi.returns.adding import View, sheet_of
from luoshi.rules.actors import Role
from luoshi.rules.periods import parse
from luoshi.web import adding, exporting


@pytest.fixture
def flocks(small_returns: SmallReturns, monkeypatch: pytest.MonkeyPatch) -> SmallReturns:
    monkeypatch.setattr("luoshi.web.clock.now", lambda: NOW)
    return small_returns


@pytest.fixture
def clerk(client: Client, flocks: SmallReturns) -> Client:
    client.force_login(Account.objects.get(pk=flocks.clerk.account_id), backend="luoshi.people.backend.Accounts")
    return client


def test_a_return_is_handed_over_with_its_explanations(flocks: SmallReturns, clerk: Client) -> None:
    record = flocks.herd(rubbish=380_000)
    page = clerk.get(f"/records/{record.pk}/").content.decode()
    assert "待说明" in page
    assert "可能用错了单位" in page
    form = clerk.get(f"/records/{record.pk}/move/submit/").content.decode()
    assert 'name="explain-rubbish_credible"' in form
    sent = {"on": NOW.date().isoformat(), "revision": "1"}
    refused = clerk.post(f"/records/{record.pk}/move/submit/", sent)
    assert refused.status_code == 422
    assert "可能用错了单位" in refused.content.decode()
    answer = clerk.post(f"/records/{record.pk}/move/submit/", {**sent, "explain-rubbish_credible": "全镇集中清理"})
    assert answer.status_code == 302
    assert Move.objects.get(record=record).explained["rubbish_credible"]["words"] == "全镇集中清理"
    assert "全镇集中清理" in clerk.get(f"/records/{record.pk}/").content.decode()
    assert Record.objects.get(pk=record.pk).state == "submitted"
    assert f"/records/{record.pk}/correct/" not in clerk.get(f"/records/{record.pk}/").content.decode()


def test_a_contradiction_is_told_before_the_form_is_sent(flocks: SmallReturns, clerk: Client) -> None:
    record = flocks.herd(people=6)
    assert (
        "人口 = 男 + 女：左边 6，右边 5，相差 1" in clerk.get(f"/records/{record.pk}/move/submit/").content.decode()
    )


def test_a_reason_stands_where_the_figure_would(flocks: SmallReturns, clerk: Client) -> None:
    record = flocks.herd(rubbish="未统计")
    assert "未统计" in clerk.get(f"/records/{record.pk}/").content.decode()
    listed = clerk.get("/registers/flocks.herd/?cols=f.rubbish").content.decode()
    assert "未统计" in listed


@pytest.fixture
def county(client: Client, flocks: SmallReturns) -> Client:
    client.force_login(Account.objects.get(pk=flocks.county.account_id), backend="luoshi.people.backend.Accounts")
    return client


def test_a_village_finds_what_it_owes_and_begins_it_there(flocks: SmallReturns, clerk: Client) -> None:
    page = clerk.get("/returns/").content.decode()
    assert "本单位报送" in page
    assert "逾期未报" in page
    address = f"/registers/flocks.herd/new/?unit-of-record={flocks.spring.pk}&amp;period-of-record=2022-05"
    assert address in page
    form = clerk.get(address.replace("&amp;", "&")).content.decode()
    assert '<option value="2022-05" selected' in form


def test_the_county_sees_rates_with_their_base_and_asks_who_is_missing(flocks: SmallReturns, county: Client) -> None:
    page = county.get("/returns/flocks.herd/?period=2022-05").content.decode()
    assert "0/1 = 0.00 %" in page
    assert "逾期未报" in page
    sent = {"period": "2022-05", "unit": str(flocks.city.unit("stone").pk), "words": "请速报"}
    answer = county.post("/returns/flocks.herd/ask/", sent, follow=True).content.decode()
    assert "已向 1 家单位催报" in answer
    assert re.search(r"提醒单 MY-TX-\d{4}-0001", answer)
    flocks.submitted()
    page = county.get("/returns/flocks.herd/?period=2022-05").content.decode()
    assert "1/1 = 100.00 %" in page
    assert "已上报（逾期）" in page
    book = county.get("/returns/flocks.herd/files/csv/?period=2022-05")
    assert "泉村" in b"".join(book.streaming_content).decode()  # type: ignore[attr-defined]


def test_an_asking_is_a_page_that_leads_to_where_the_return_is_begun(flocks: SmallReturns, client: Client) -> None:
    spring = flocks.spring.pk
    (asked,) = remind("flocks.herd", "2022-05", units=[spring], words="<请速报>", by=flocks.county, at=NOW)
    address = f"/returns/asked/{asked.pk}/"
    client.force_login(Account.objects.get(pk=flocks.county.account_id), backend="luoshi.people.backend.Accounts")
    page = client.get(address).content.decode()
    assert "提醒单" in page
    assert asked.number in page
    assert "已逾期 5 个工作日" in page
    assert "&lt;请速报&gt;" in page
    assert f"unit-of-record={spring}&amp;period-of-record=2022-05" in page
    watching = flocks.city.actor(Role.SUPERVISOR, "city")
    client.force_login(Account.objects.get(pk=watching.account_id), backend="luoshi.people.backend.Accounts")
    seen = client.get(address)
    assert (seen.status_code, "unit-of-record" in seen.content.decode()) == (200, False)
    flocks.submitted()
    assert "不再催" in client.get(address).content.decode()
    client.force_login(Account.objects.get(pk=flocks.other.account_id), backend="luoshi.people.backend.Accounts")
    assert client.get(address).status_code == 404


def test_a_stranger_part_of_the_tree_shows_nothing(flocks: SmallReturns, client: Client) -> None:
    client.force_login(Account.objects.get(pk=flocks.other.account_id), backend="luoshi.people.backend.Accounts")
    page = client.get("/returns/flocks.herd/").content.decode()
    assert "泉村" not in page
    assert client.get("/returns/flocks.herd/?period=2022-Q1").status_code < 500


def test_sums_are_shown_with_what_is_missing_and_given_away(flocks: SmallReturns, county: Client) -> None:
    record = flocks.submitted("2022-04")
    assert record.state == "submitted"
    page = county.get("/returns/flocks.herd/sums/?period=2022-Q2&view=restated").content.decode()
    assert "女性占比" in page
    assert "1/3 有数" in page
    book = county.get("/returns/flocks.herd/sums/csv/?period=2022-04")
    assert "泉村,20,110,5,3,60" in b"".join(book.streaming_content).decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("label", ["2022-04", "2022-Q2", "2022"])
def test_the_file_of_sums_holds_what_the_page_shows(flocks: SmallReturns, label: str) -> None:
    flocks.submitted("2022-04")
    ref, today = declared("flocks.herd"), NOW.date()
    sheet = sheet_of(flocks.county, ref, parse(label), view=View.AS_WAS, top=None, today=today)
    assert sheet is not None
    written = adding.shown(flocks.county, sheet, title="表", said="")
    page = exporting.shown_of(flocks.county, adding.table_of(sheet), title="表")
    assert written.columns == page.columns
    assert list(written.rows) == list(page.rows)
    assert len(list(written.rows)) > 1


def test_a_sum_opens_to_the_returns_it_is_made_of(flocks: SmallReturns, county: Client) -> None:
    record = flocks.submitted()
    page = county.get("/returns/flocks.herd/sums/?period=2022-05").content.decode()
    address = unescape(re.findall(r'href="(/returns/flocks.herd/sources/[^"]*field=born)"', page)[0])
    opened = county.get(address).content.decode()
    assert f'href="/records/{record.pk}/"' in opened
    assert flocks.clerk.name in opened
    assert 'data-label="上级"' in opened  # villages are called alike
    for form in ("xlsx", "csv", "pdf"):
        assert f"/returns/flocks.herd/sources/{form}/?" in opened
    kept = county.get(address.replace("/sources/", "/sources/csv/"))
    assert flocks.clerk.name in b"".join(kept.streaming_content).decode()  # type: ignore[attr-defined]
    assert "field=women_share" not in page  # made of other figures, each of which opens
    wrong = county.get(address.replace("field=born", "field=remark"))
    assert wrong.status_code == 409
    assert county.get(address.replace("2022-05", "2022-55")).status_code in (404, 409)
