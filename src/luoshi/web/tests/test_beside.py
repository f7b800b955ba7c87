"""Records side by side, and a register as a tree."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from luoshi.packs.load import load
from luoshi.registers.actions import create
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks
from luoshi.web.states import stages_of
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_registers import as_, page

PLAN = "works.plan"


def planned(works: SmallWorks, name: str, parent: Record | None = None, days: int = 30) -> Record:
    return works.plan(name, parent=parent, due=TODAY + timedelta(days=days))


def test_two_records_side_by_side_with_what_differs(works: SmallWorks) -> None:
    plan = works.plan()
    left = works.site("东桥", plan=plan, cost=5, area=2, foreman="13800000000")
    right = works.site("西桥", plan=plan, cost=7, area=2)
    client, query = as_(works.lead), {"row": [str(left.pk), str(right.pk)]}
    html = client.get(reverse("compare"), query).content.decode()
    assert "13800000000" in html
    lines = {line.partition("</th>")[0]: line for line in html.split("<tr")[2:]}
    different = [head for head in lines if "≠" in head]
    assert any("造价" in head for head in different)
    assert not any("面积" in head for head in different)
    only = client.get(reverse("compare"), {**query, "only": "different"}).content.decode()
    assert "面积" not in only
    assert "造价" in only
    assert barriers(Page(html)) == []
    assert "13800000000" not in as_(works.officer).get(reverse("compare"), query).content.decode()


def test_a_comparison_needs_two_to_four_of_one_register_that_one_may_see(works: SmallWorks) -> None:
    site = works.site("东桥")
    client, address = as_(works.lead), reverse("compare")
    for rows, told in (
        ([site.pk], "选了 1 条"),
        ([site.pk] * 3, "选了 1 条"),
        ([site.pk, 91, 92, 93, 94], "选了 5 条"),
        (["x"], "选了 0 条"),
        ([site.pk, works.task().pk], "不是同一个台账"),
    ):
        refused = client.get(address, {"row": [str(row) for row in rows]})
        assert refused.status_code == 409
        assert told in refused.content.decode()
    hidden = as_(works.other_lead).get(address, {"row": [str(site.pk), str(works.site("西桥").pk)]})
    assert hidden.status_code == 404
    assert "东桥" not in hidden.content.decode()


def test_a_tree_opens_branch_by_branch_with_and_without_script(works: SmallWorks) -> None:
    top = planned(works, "建学校")
    middle = planned(works, "征地", top, 20)
    planned(works, "测量", middle, 10)
    client, address = as_(works.planner), reverse("register_tree", args=[PLAN])
    assert address in page(client, "register", PLAN)
    closed = client.get(address).content.decode()
    assert "建学校" in closed
    assert "下级 1 项" in closed
    assert "征地" not in closed
    opened = client.get(address, {"open": f"{top.pk},{middle.pk},x"}).content.decode()
    assert opened.index("建学校") < opened.index("征地") < opened.index("测量")
    assert (TODAY + timedelta(days=10)).isoformat() in opened
    fetched = client.get(reverse("record_branch", args=[top.pk])).content.decode()
    assert "征地" in fetched
    assert "建学校" not in fetched
    assert barriers(Page(opened)) == []
    assert "没有符合条件的记录" in client.get(address, {"q": "没有的"}).content.decode()


def test_branches_show_only_what_one_may_see(works: SmallWorks) -> None:
    top = planned(works, "建学校")
    child = planned(works, "征地", top, 20)
    data = {"matter": "拆迁"}
    create("works.task", data, unit=child.unit, lead=works.north, parent=top, due=TODAY, by=works.planner, at=NOW)
    address = reverse("record_branch", args=[top.pk])
    assert "拆迁" in as_(works.lead).get(address).content.decode()
    seen = as_(works.other_lead).get(address)
    assert "拆迁" not in seen.content.decode()
    assert "征地" in seen.content.decode()
    tree = as_(works.other_lead).get(reverse("register_tree", args=[PLAN]), {"open": str(top.pk)}).content.decode()
    assert "拆迁" not in tree
    assert "下级 2 项" not in tree


def test_a_tree_asks_by_level_and_not_by_record(works: SmallWorks) -> None:
    tops = [planned(works, f"事{number}") for number in range(2)]
    client = as_(works.planner)
    address = reverse("register_tree", args=[PLAN])

    def queries() -> int:
        opened = ",".join(str(record.pk) for record in tops)
        client.get(address, {"open": opened})
        with CaptureQueriesContext(connection) as asked:
            client.get(address, {"open": opened})
        return len(asked)

    for top in tops:
        planned(works, f"{top.label}之一", top)
    few = queries()
    for number in range(6):
        tops.append(planned(works, f"多{number}"))
        planned(works, f"多{number}之一", tops[-1])
    assert queries() <= few


@pytest.mark.parametrize(("state", "shown"), [("undertaken", False), ("carried_over", True)])
def test_a_state_all_ways_lead_back_from_is_no_stage_ahead(state: str, *, shown: bool) -> None:
    pack = load(Path("packs/supervision")).pack
    assert pack is not None
    register = pack.registers["task"]
    record = Record(state=state, reached={"registered": "2022-01-01", state: "2022-02-01"})
    titles = [stage.title for stage in stages_of(register, record)]
    assert ("挂账" in titles) is shown
    assert titles[-1] == "销号"
