"""What a record has besides its fields, entered and changed in the browser: lead, parent, due date, period."""

from datetime import date

from django.urls import reverse

from luoshi.registers.actions import correct
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.web.tests.test_registers import as_, page


def test_a_plan_is_entered_under_another_with_its_due_date(works: SmallWorks) -> None:
    client, above = as_(works.planner), works.plan("全年计划", due=date(2022, 12, 31))
    address, unit = reverse("record_new", args=["works.plan"]), works.city.unit("supervision").pk
    assert 'name="parent-of-record"' in page(client, "record_new", "works.plan")
    data = {"unit-of-record": unit, "name": "三季度", "parent-of-record": above.pk, "due-of-record": "2023-01-01"}
    late = client.post(address, data)
    assert late.status_code == 422
    assert "晚于上级期限 2022-12-31" in late.content.decode()
    assert "是日期" in client.post(address, data | {"due-of-record": "年底"}).content.decode()
    assert "无权查看" in client.post(address, data | {"parent-of-record": "999999"}).content.decode()
    assert client.post(address, data | {"due-of-record": "2022-09-30"}).status_code == 302
    made = Record.objects.get(label="三季度")
    assert (made.parent_id, made.due) == (above.pk, date(2022, 9, 30))


def test_a_return_is_entered_for_one_of_its_recent_periods(works: SmallWorks) -> None:
    client, address = as_(works.lead), reverse("record_new", args=["works.monthly"])
    shown = page(client, "record_new", "works.monthly")
    assert 'name="due-of-record"' not in shown
    data = {"unit-of-record": works.north.pk, "remark": "正常"}
    assert client.post(address, data).status_code == 422
    assert client.post(address, data | {"period-of-record": "2022-05"}).status_code == 302
    assert Record.objects.get(register="works.monthly").period == "2022-05"


def test_another_unit_may_lead_what_is_entered(works: SmallWorks) -> None:
    client, plan = as_(works.officer), works.plan()
    assert 'name="lead-of-record"' in page(client, "record_new", "works.site")
    data = {"unit-of-record": works.north.pk, "title_of_site": "西桥", "plan": plan.pk}
    address = reverse("record_new", args=["works.site"])
    assert client.post(address, data | {"lead-of-record": "0"}).status_code == 422
    assert client.post(address, data | {"lead-of-record": works.south.pk}).status_code == 302
    made = Record.objects.get(label="西桥")
    assert (made.unit_id, made.lead_id) == (works.north.pk, works.south.pk)


def test_the_units_responsible_are_changed_and_there_is_one_lead(works: SmallWorks) -> None:
    client, site = as_(works.lead), works.site()
    address = reverse("record_parties", args=[site.pk])
    assert address in page(client, "record", site.pk)
    data = {"lead": works.south.pk, "support": [works.south.pk], "revision": "1"}
    twice = client.post(address, data)
    assert twice.status_code == 422
    assert "已是牵头单位" in twice.content.decode()
    assert client.post(address, data | {"support": [works.north.pk]}).status_code == 302
    shown = page(client, "record", site.pk)
    assert "调整责任单位" in shown
    assert "配合单位" in shown
    stale = client.post(address, data | {"support": []})
    assert stale.status_code == 422
    assert "别人先保存了" in stale.content.decode()


def test_the_parent_is_changed_and_a_ring_is_refused(works: SmallWorks) -> None:
    client, upper, lower = as_(works.planner), works.plan("上"), works.plan("下")
    under = reverse("record_parent", args=[lower.pk])
    assert client.post(under, {"parent-of-record": upper.pk, "revision": "1"}).status_code == 302
    assert "调整上级" in page(client, "record", lower.pk)
    ring = client.post(reverse("record_parent", args=[upper.pk]), {"parent-of-record": lower.pk, "revision": "1"})
    assert "会成环" in ring.content.decode()
    assert client.post(under, {"parent-of-record": "", "revision": "2"}).status_code == 302
    assert Record.objects.get(pk=lower.pk).parent is None


def test_nobody_changes_what_is_not_theirs(works: SmallWorks) -> None:
    site = works.site()
    supervisor = as_(works.supervisor)
    assert reverse("record_parties", args=[site.pk]) not in page(supervisor, "record", site.pk)
    assert supervisor.get(reverse("record_parties", args=[site.pk])).status_code == 403


def test_fields_that_are_blank_are_named_in_one_line(works: SmallWorks) -> None:
    site = works.site(cost=5)
    shown = page(as_(works.lead), "record", site.pk)
    assert "面积 · 许可通过" in shown
    correct(site, {"area": 2}, reason="补", by=works.lead, at=NOW)
    assert "2.5" in page(as_(works.lead), "record", site.pk)
