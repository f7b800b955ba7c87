"""Saved views: kept from the list, shared, opened by an address, made usual, removed and brought back."""

import pytest
from django.urls import reverse

from luoshi.audit.models import Entry
from luoshi.registers.models import SavedView, UsualView
from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.actors import Actor, Role
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_ledger import names
from luoshi.web.tests.test_registers import as_, page

SITE = "works.site"
QUERY = "state=all&field-sort=road&sort=label&cols=field-cost,state&group=lead"


def saved(actor: Actor, title: str = "道路", share: str = "own", query: str = QUERY) -> SavedView:
    address = reverse("view_save", args=[SITE])
    answer = as_(actor).post(address, {"title": title, "query": query, "share": share})
    view = SavedView.objects.get(title=title, account=actor.account_id)
    assert answer.headers["Location"] == f"{reverse('register', args=[SITE])}?view={view.pk}"
    return view


def test_a_view_opens_by_its_address_and_says_when_it_was_changed(works: SmallWorks) -> None:
    works.site("东桥", cost=5, sort="road")
    works.site("西渠", cost=5, sort="water")
    view, client = saved(works.lead), as_(works.lead)
    shown = page(client, "register", SITE, view=str(view.pk))
    assert names(shown) == ["东桥"]
    assert 'aria-current="page">道路' in shown
    assert "更新视图" not in shown
    assert f"from={view.pk}" in shown
    changed = page(client, "register", SITE, **{"from": str(view.pk), "sort": "-label"})
    assert names(changed) == ["西渠", "东桥"]
    assert "（已改动）" in changed
    client.post(reverse("view_change", args=[view.pk]), {"query": "sort=-label"})
    assert names(page(client, "register", SITE, view=str(view.pk))) == ["西渠", "东桥"]
    assert SavedView.objects.get(pk=view.pk).title == "道路"


def test_a_view_is_shared_with_a_unit_or_all_and_with_nobody_else(works: SmallWorks) -> None:
    own = saved(works.lead)
    of_unit = saved(works.lead, "本旗", f"unit-{works.north.pk}")
    of_all = saved(works.lead, "大家", "all")
    colleague = works.city.actor(Role.TOWNSHIP_CLERK, "stone")  # below the northern county
    assert [f">{each}</a>" in page(as_(colleague), "views", SITE) for each in ("道路", "本旗", "大家")] == [
        False,
        True,
        True,
    ]
    stranger = as_(works.other_lead)
    assert [f">{each}</a>" in page(stranger, "views", SITE) for each in ("道路", "本旗", "大家")] == [
        False,
        False,
        True,
    ]
    for hidden in (own, of_unit):
        refused = stranger.get(reverse("register", args=[SITE]), {"view": str(hidden.pk)})
        assert refused.status_code == 409
        assert hidden.title not in refused.content.decode()
    assert stranger.post(reverse("view_change", args=[of_all.pk]), {"title": "我的"}, follow=True).status_code == 200
    assert SavedView.objects.get(pk=of_all.pk).title == "大家"
    assert stranger.post(reverse("view_remove", args=[of_all.pk])).status_code == 403
    told = as_(works.planner).post(
        reverse("view_save", args=[SITE]), {"title": "越权", "share": "all", "query": ""}, follow=True
    )
    assert "不能把视图共享给所有人" in told.content.decode()
    as_(works.planner).post(reverse("view_save", args=[SITE]), {"title": "越权", "share": f"unit-{works.north.pk}"})
    assert not SavedView.objects.filter(title="越权").exists()


def test_names_are_used_once_and_never_left_out(works: SmallWorks) -> None:
    saved(works.lead)
    client, address = as_(works.lead), reverse("view_save", args=[SITE])
    again = client.post(address, {"title": "道路", "query": ""}, follow=True).content.decode()
    assert "您已有名为“道路”的视图" in again
    assert "请给视图起个名字" in client.post(address, {"title": " ", "query": ""}, follow=True).content.decode()
    assert SavedView.objects.count() == 1


def test_a_register_opens_with_the_usual_view_and_the_plain_list_stays_within_reach(works: SmallWorks) -> None:
    works.site("东桥", sort="road")
    works.site("西渠", sort="water")
    view, client = saved(works.lead), as_(works.lead)
    client.post(reverse("view_choose", args=[SITE]), {"view": str(view.pk)})
    opened = client.get(reverse("register", args=[SITE]))
    assert opened.headers["Location"].endswith(f"?view={view.pk}")
    assert set(names(page(client, "register", SITE, view="0"))) == {"东桥", "西渠"}
    assert as_(works.officer).get(reverse("register", args=[SITE])).status_code == 200
    client.post(reverse("view_choose", args=[SITE]), {"view": ""})
    assert client.get(reverse("register", args=[SITE])).status_code == 200
    assert not UsualView.objects.exists()


def test_a_removed_view_comes_back(works: SmallWorks) -> None:
    view, client = saved(works.lead), as_(works.lead)
    client.post(reverse("view_choose", args=[SITE]), {"view": str(view.pk)})
    shown = client.post(reverse("view_remove", args=[view.pk]), follow=True).content.decode()
    assert "视图“道路”已删除" in shown
    assert client.get(reverse("register", args=[SITE])).status_code == 200  # it is nobody's usual view meanwhile
    assert (
        "没有这个视图"
        in as_(works.officer)
        .get(reverse("register", args=[SITE]), {"view": "0", "removed": str(view.pk)})
        .content.decode()
    )
    client.post(reverse("view_restore", args=[view.pk]))
    assert "道路" in page(client, "views", SITE)
    acts = Entry.objects.filter(subject_kind="saved_view").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["registers.save_view", "registers.remove_view", "registers.restore_view"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_nobody_is_stopped_by_the_page_of_views(works: SmallWorks, language: str) -> None:
    saved(works.lead)
    saved(works.other_lead, "大家", "all")
    client = as_(works.lead)
    client.cookies["django_language"] = language
    assert barriers(Page(page(client, "views", SITE))) == []
    assert barriers(Page(page(client, "register", SITE))) == []
