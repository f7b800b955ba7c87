"""A date later than the parent's stands on the record's page and on the first page of whoever supervises."""

from datetime import date

from django.urls import reverse

from luoshi.registers.tests.small_works import SmallWorks
from luoshi.registers.tests.test_within_parent import site_under
from luoshi.web.tests.test_registers import as_


def test_who_supervises_is_shown_what_is_due_later_than_above(works: SmallWorks) -> None:
    late, fine = site_under(works, date(2022, 8, 1)), works.site("西桥")
    client = as_(works.supervisor)
    home = client.get(reverse("home")).content.decode()
    told = "晚于上级“年”的期限 2022-08-01"
    assert (told in home, reverse("record", args=[late.pk]) in home) == (True, True)
    assert told in client.get(reverse("record", args=[late.pk])).content.decode()
    assert "晚于上级" not in client.get(reverse("record", args=[fine.pk])).content.decode()


def test_who_does_not_supervise_has_no_such_lines(works: SmallWorks) -> None:
    site_under(works, date(2022, 8, 1))
    assert "晚于上级" not in as_(works.other_lead).get(reverse("home")).content.decode()
