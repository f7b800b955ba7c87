"""The list of a register: open ones first, pages without counting, columns, groups, totals, the cell."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.packs.queries import register
from luoshi.registers.actions import confirm, correct, move
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, start
from luoshi.registers.tests.small_works import report_of as report
from luoshi.web.ledger import columns, finding, summing
from luoshi.web.ledger.asking import Asked, asked, read
from luoshi.web.ledger.sheet import sheet_of
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_registers import as_, page

SITE = "works.site"


def names(html: str) -> list[str]:
    """The names down the list, in their order."""
    return re.findall(r'<th scope="row" class="is-text"><a href="/records/\d+/">([^<]*)</a>', html)


def completed(works: SmallWorks, name: str) -> Record:
    site = works.site(name, permit_ok=True)
    move(site, "start", step=start(cost=5), by=works.lead, at=NOW)
    step = report()
    taken = move(site, "complete", step=type(step)(on=TODAY, evidence={"report": "验字1号"}), by=works.lead, at=NOW)
    confirm(taken, by=works.verifier, at=NOW)
    return site


def test_ended_records_stand_aside_and_the_page_says_so(works: SmallWorks) -> None:
    works.site("东桥")
    completed(works, "西桥")
    client = as_(works.lead)
    shown = page(client, "register", SITE)
    assert names(shown) == ["东桥"]
    assert "这里只列未办结的" in shown
    assert names(page(client, "register", SITE, state="all")) == ["东桥", "西桥"]  # though 西桥 was written later
    assert names(page(client, "register", SITE, state="all", sort="-label")) == ["西桥", "东桥"]
    assert names(page(client, "register", SITE, state="ended")) == ["西桥"]
    searched = page(client, "register", SITE, q="xq")
    assert names(searched) == ["西桥"]
    assert "已办结的也一并列出" in searched


def test_a_list_of_ended_records_only_leads_to_them(works: SmallWorks) -> None:
    completed(works, "西桥")
    shown = page(as_(works.lead), "register", SITE)
    assert "没有未办结的记录" in shown
    assert "?state=all" in shown


def test_a_long_list_is_turned_without_being_counted(works: SmallWorks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "COUNTED", 3)
    monkeypatch.setattr(finding, "SIZE", 2)
    plan = works.plan()
    for number in range(7):
        works.site(f"工地{number}", plan=plan)
    client = as_(works.lead)
    for sort in ("", "updated", "due"):
        address = f"{reverse('register', args=[SITE])}?sort={sort}"
        html, seen, back = "", [], []
        while address:
            html = client.get(address).content.decode()
            assert "共 3 条以上" in html
            seen.append(names(html))
            address = _turn(html, "next")
        last = _turn(html, "prev")
        while last:
            html = client.get(last).content.decode()
            back.append(names(html))
            last = _turn(html, "prev")
        flat = [name for part in seen for name in part]
        assert sorted(flat) == [f"工地{number}" for number in range(7)]
        assert back == seen[:-1][::-1]
    counted = page(client, "register", SITE, exact="1")
    assert "共 7 条" in counted
    told = page(client, "register", SITE, sort="label")
    assert "只能按更新时间或期限排序" in told
    odd = client.get(f"{reverse('register', args=[SITE])}?after=nonsense").content.decode()
    assert len(names(odd)) == 2


def _turn(html: str, rel: str) -> str:
    found = re.search(rf'href="(\?[^"]*)" rel="{rel}"', html)
    return f"{reverse('register', args=[SITE])}{found.group(1).replace('&amp;', '&')}" if found else ""


def test_blank_due_dates_are_turned_too(works: SmallWorks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "COUNTED", 1)
    monkeypatch.setattr(finding, "SIZE", 2)
    for number in range(5):
        works.task(f"事{number}")
    client, ref = as_(works.planner), "works.task"
    address, seen = f"{reverse('register', args=[ref])}?sort=due", []
    while address:
        html = client.get(address).content.decode()
        seen += names(html)
        found = re.search(r'href="(\?[^"]*)" rel="next"', html)
        address = f"{reverse('register', args=[ref])}{found.group(1).replace('&amp;', '&')}" if found else ""
    assert sorted(seen) == [f"事{number}" for number in range(5)]


def test_columns_are_chosen_ordered_and_exported(works: SmallWorks) -> None:
    works.site("东桥", cost=12_000, area=60)
    client = as_(works.lead)
    form = {"col": ["field-area", "number", "field-cost", "nonsense"], "at-field-cost": "1", "at-number": "3"}
    answer = client.get(reverse("register_arrange", args=[SITE]), form)
    assert answer.headers["Location"] == f"{reverse('register', args=[SITE])}?cols=field-cost%2Cnumber%2Cfield-area"
    html = client.get(answer.headers["Location"]).content.decode()
    heads = re.findall(r'data-label="([^"]*)"', html)
    assert heads == ["造价（万元）", "编号", "面积（亩）"]
    exported = page(client, "register_file", SITE, "csv", cols="field-cost,number,field-area")
    assert exported.splitlines()[0] == "\ufeff编号,工地名称,造价（万元）,面积（亩）"
    assert exported.splitlines()[1].endswith(",东桥,12000,60")
    usual = client.get(reverse("register_arrange", args=[SITE]), {"col": columns.usual(works.lead, register(SITE))})
    assert usual.headers["Location"].endswith("?view=0")


def test_a_sheet_has_the_shown_columns_and_typed_values(works: SmallWorks) -> None:
    works.site("东桥", cost=12_000, ready_on="2022-07-01")
    wanted = asked(register(SITE), {"cols": "field-cost,field-ready_on,state", "q": "东桥"})
    sheet = sheet_of(works.lead, register(SITE), wanted, today=TODAY)
    assert [each.id for each in sheet.columns] == ["number", "label", "field-cost", "field-ready_on", "state"]
    [row] = list(sheet.rows)
    assert row[2] == Decimal(12_000)
    assert str(row[3]) == "2022-07-01"
    assert row[4] == "立项"
    assert "搜索“东桥”" in sheet.said


def test_groups_and_totals_add_amounts_and_nothing_else(works: SmallWorks) -> None:
    works.site("东桥", cost="0.1", area=1, sort="road")
    works.site("西桥", cost="0.2", area=2, sort="road")
    works.site("北渠", cost=7)
    client = as_(works.lead)
    html = page(
        client, "register", SITE, group="field-sort", totals="1", cols="field-cost,field-cost_per_mu,field-area"
    )
    summary, _, listed = html.partition('data-row="')
    assert "道路" in summary
    assert re.search(r"<span>0\.3\s*</span>", summary)
    assert "（未填）" in summary
    foot = listed.partition("<tfoot>")[2]
    assert "7.3" in foot
    assert "合计（全部 3 条）" in foot
    fields = register(SITE).fields
    assert [name for name, each in fields.items() if summing.adds_up(each)] == ["cost", "area"]
    asked = {"group": "field-sort", "cols": "field-cost"}
    taken = b"".join(client.get(reverse("register_groups", args=[SITE, "csv"]), asked)).decode()
    assert "道路,2,0.3" in taken
    assert client.get(reverse("register_groups", args=[SITE, "csv"])).status_code == 409
    assert "没有可以相加的数量" in page(client, "register", SITE, totals="1", cols="state")
    by_state = page(client, "register", SITE, group="state")
    assert "?state=filed" in by_state


def test_a_hidden_field_is_no_filter_no_group_and_no_order(works: SmallWorks) -> None:
    found = register(SITE)
    assert asked(found, {"group": "field-foreman", "field-foreman": "1", "state": "?", "due": "x"}) == Asked(
        fields={}
    )
    assert not finding.may_sort(works.officer, found, "field-foreman")
    assert finding.may_sort(works.lead, found, "field-foreman")


def test_what_an_address_says_is_what_a_view_keeps(works: SmallWorks) -> None:
    found = register(SITE)
    said = {"q": "桥", "state": "all", "field-sort": "road", "sort": "-due", "cols": "state,due", "group": "lead"}
    wanted = asked(found, said)
    assert read(found, wanted.kept) == wanted
    assert wanted.narrowing | wanted.look == said


def test_the_first_page_of_a_long_register_reads_an_index(works: SmallWorks) -> None:
    works.site()
    records = finding.narrowed(works.planner, register(SITE), Asked(fields={}), today=TODAY)
    page_ = records.order_by(*finding.order_of(register(SITE), finding.USUAL))[:26]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        plan = page_.explain()
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan
    assert "SCAN registers_record" not in plan
    assert "Seq Scan" not in plan
    assert re.search(r"register\w*_idx|registers_r_\w+", plan)


def test_a_page_asks_little_and_counts_no_further_than_it_tells(works: SmallWorks) -> None:
    client = as_(works.lead)
    works.site("东桥")
    address = reverse("register", args=[SITE])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    told = [each["sql"] or "" for each in queries]  # PostgreSQL tells of some without their words
    counts = [sql for sql in told if "COUNT(" in sql and "registers_record" in sql]
    assert len(queries) <= 14
    assert [sql for sql in counts if "LIMIT 10001" not in sql] == []


def test_a_cell_is_corrected_where_it_stands(works: SmallWorks) -> None:
    site = works.site("东桥", cost=12, area=2)
    client = as_(works.lead)
    address = reverse("record_cell", args=[site.pk, "cost"]) + "?list=cols%3Dfield-cost%2Cfield-cost_per_mu"
    assert "东桥" in client.get(address).content.decode()
    inside = client.get(f"{address}&in=cell")
    assert inside.content.decode().lstrip().startswith("<form")
    lacking = client.post(f"{address}&in=cell", {"cost": "20", "revision": "1", "reason": ""})
    assert lacking.status_code == 422
    wrong = client.post(f"{address}&in=cell", {"cost": "-1", "revision": "1", "reason": "核对"})
    assert "小于下限" in wrong.content.decode()
    done = client.post(f"{address}&in=cell", {"cost": "20", "revision": "1", "reason": "核对"}).content.decode()
    assert done.lstrip().startswith("<tr")
    assert "20" in done
    assert re.search(r"<span>10\s*</span>", done)  # what follows from it, too
    assert "核对" in client.get(f"{address}&in=cell").content.decode()  # the reason is not typed twice
    correct(Record.objects.get(pk=site.pk), {"cost": "21"}, reason="改", by=works.lead, at=NOW)
    stale = client.post(f"{address}&in=cell", {"cost": "22", "revision": "2", "reason": "核对"})
    assert stale.status_code == 422
    assert reverse("record_correct", args=[site.pk]) in stale.content.decode()
    assert Record.objects.get(pk=site.pk).data["cost"] == "21"
    full = client.post(address, {"cost": "22", "revision": "2", "reason": "核对"})
    assert "别人先保存了" in full.content.decode()
    again = client.post(address, {"cost": "22", "revision": "3", "reason": "核对"})
    assert again.headers["Location"].startswith(reverse("register", args=[SITE]))


def test_columns_blank_on_the_whole_page_are_named_instead_of_shown(works: SmallWorks) -> None:
    site = works.site("东桥", cost=12)
    client = as_(works.lead)
    shown = page(client, "register", SITE)
    heads = re.findall(r'data-label="([^"]*)"', shown)
    left_out = re.findall("没有列出：(.*)。", shown)[0].split("、")
    assert left_out
    assert not set(left_out) & set(heads)
    edit = re.findall(r'hx-get="([^"]*/cell/[^"]*)"', shown)[0].replace("&amp;", "&")
    again = client.get(f"{edit}&as=shown").content.decode()
    assert re.findall(r'data-label="([^"]*)"', again) == heads  # a row drawn anew fits the page it stands on
    chosen = page(client, "register", SITE, cols="field-area")
    assert "没有列出" not in chosen
    assert re.findall(r'data-label="([^"]*)"', chosen) == ["面积（亩）"]
    assert site.label in chosen


def test_cells_that_are_not_theirs_are_refused_and_not_offered(works: SmallWorks) -> None:
    site = works.site("东桥", cost=12, area=2, foreman="13800000000")
    assert as_(works.lead).get(reverse("record_cell", args=[site.pk, "cost_per_mu"])).status_code == 409
    assert as_(works.officer).get(reverse("record_cell", args=[site.pk, "foreman"])).status_code == 403
    assert as_(works.other_lead).get(reverse("record_cell", args=[site.pk, "cost"])).status_code == 404
    assert "/cell/" not in page(as_(works.supervisor), "register", SITE)
    assert "/cell/" in page(as_(works.lead), "register", SITE)


@pytest.mark.parametrize("query", ["", "?state=all&group=lead&totals=1", "?q=zzz", "?due=late&light=red"])
def test_nobody_is_stopped_by_the_page(works: SmallWorks, query: str) -> None:
    works.site("东桥", cost=5)
    client: Client = as_(works.lead)
    assert barriers(Page(client.get(reverse("register", args=[SITE]) + query).content.decode())) == []
