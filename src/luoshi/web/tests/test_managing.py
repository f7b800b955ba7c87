"""管理 in the browser: what needs attention, packs, units, people, messages, retention, health; and who may."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from luoshi.jobs.actions import enqueue
from luoshi.jobs.models import Job, JobState
from luoshi.notices.jobs import MORNING
from luoshi.notices.models import Delivery, Messenger
from luoshi.org.models import Delegation, Post, Unit
from luoshi.packs.models import PackVersion
from luoshi.people.models import Account
from luoshi.registers.tests.small_works import FOLDER, NOW, SmallWorks
from luoshi.rules.actors import Role
from luoshi.web.tests.reading import Page, barriers
from luoshi.web.tests.test_costs import asked as cost
from luoshi.web.tests.test_registers import as_, page

PLACES = (
    "manage",
    "manage_packs",
    "manage_units",
    "manage_people",
    "manage_tokens",
    "manage_deliveries",
    "manage_messengers",
    "manage_retention",
    "manage_calendar",
    "manage_health",
    "manage_folder",
)
WRITING = ("manage_person_new", "manage_pack_upload", "manage_messenger_new")


@pytest.fixture
def admin(works: SmallWorks) -> Client:
    """A browser of the city's administrator."""
    return as_(works.city.admin)


@pytest.fixture(autouse=True)
def packs_beside(tmp_path: Path) -> object:
    """A home folder of its own, and the folder of packs with the one the tests publish."""
    with override_settings(HOME=tmp_path, PACKS=FOLDER.parent):
        yield


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_opens_in_both_languages_without_barriers(admin: Client, name: str, language: str) -> None:
    admin.cookies["django_language"] = language
    shown = page(admin, name)
    assert barriers(Page(shown)) == []


@pytest.mark.parametrize("name", [*PLACES, *WRITING])
def test_who_does_the_work_manages_nothing(works: SmallWorks, name: str) -> None:
    for person in (works.lead, works.supervisor):
        refused = as_(person).get(reverse(name))
        assert refused.status_code == 403
        assert "管理员" in refused.content.decode()


def test_an_auditor_looks_on_and_changes_nothing(works: SmallWorks) -> None:
    auditor = as_(works.city.actor(Role.AUDITOR, "city"))
    account = Account.objects.get(pk=works.lead.account_id)
    for name in PLACES:
        assert auditor.get(reverse(name)).status_code == 200
    shown = page(auditor, "manage_person", account.pk)
    assert "停用账号" not in shown
    assert "授予岗位" not in shown
    close = reverse("manage_person_act", args=[account.pk, "close"])
    assert auditor.post(close, {"reason": "试"}).status_code == 422
    assert Account.objects.get(pk=account.pk).is_active


def test_the_overview_says_what_to_do_first(works: SmallWorks, admin: Client) -> None:
    enqueue(MORNING, {}, by=works.city.admin, at=NOW - timedelta(days=400))
    assert "没有进程办理" in page(admin, "manage")
    assert "启动 luoshi work" in page(admin, "manage_health")


@pytest.mark.parametrize("name", ["manage_people", "manage_units", "manage_packs", "manage_deliveries", "manage"])
def test_a_page_of_many_costs_as_much_as_one_of_few(works: SmallWorks, admin: Client, name: str) -> None:
    address = reverse(name)
    Delivery.objects.create(account_id=works.lead.account_id, made_at=NOW)
    few = cost(admin, address)
    for _ in range(6):
        works.city.person(Role.TOWNSHIP_CLERK, "stone")
        Delivery.objects.create(account_id=works.lead.account_id, made_at=NOW)
    assert cost(admin, address) <= few


# People


def post(client: Client, name: str, *arguments: object, **data: object) -> str:
    """Sends a form that is taken; the page afterwards."""
    answer = client.post(reverse(name, args=arguments), data, follow=True)
    assert answer.redirect_chain, answer.content.decode()[:3000]
    return answer.content.decode()


def test_a_newcomer_gets_an_account_a_post_and_a_link_that_serves_once(works: SmallWorks, admin: Client) -> None:
    assert "账号已开立" in post(admin, "manage_person_new", display_name="新 人", username="new1")
    account = Account.objects.get(username="new1")
    assert "还没有密码" in page(admin, "manage_people")
    hold = {"unit": works.north.pk, "role": "township_clerk", "since": "2022-06-01"}
    assert "已授予岗位" in post(admin, "manage_person_act", account.pk, "hold", **hold)
    shown = admin.post(reverse("manage_person_act", args=[account.pk, "link"])).content.decode()
    address = shown.split("<code>")[1].split("</code>")[0].replace("http://testserver", "")
    stranger = Client()
    assert "请设密码" in stranger.get(address).content.decode()
    chosen = {"new": "a sentence to remember", "again": "a sentence to remember"}
    assert stranger.post(address, {**chosen, "again": "x"}).status_code == 422
    assert stranger.post(address, {"new": "short", "again": "short"}).status_code == 422
    assert stranger.post(address, chosen).status_code == 302
    assert stranger.get(address).status_code == 409
    assert stranger.post(address, chosen).status_code == 409
    assert Account.objects.get(pk=account.pk).check_password("a sentence to remember")
    assert not Account.objects.get(pk=account.pk).must_change_password


def test_an_account_is_closed_and_used_again(works: SmallWorks, admin: Client) -> None:
    pk = works.other_lead.account_id
    post(admin, "manage_person_act", pk, "close", reason="调离")
    assert not Account.objects.get(pk=pk).is_active
    assert "已停用" in page(admin, "manage_person", pk)
    assert admin.get(reverse("manage_people"), {"state": "closed"}).content.decode().count("已停用") > 1
    post(admin, "manage_person_act", pk, "open", reason="回来")
    assert Account.objects.get(pk=pk).is_active
    refused = admin.post(reverse("manage_person_act", args=[pk, "open"]), {"reason": "再来"})
    assert refused.status_code == 422


def test_a_post_ends_and_a_deputy_comes_and_goes(works: SmallWorks, admin: Client) -> None:
    pk = works.lead.account_id
    deputy = Account.objects.get(pk=works.city.actor(Role.COUNTY_LEAD, "zone").account_id)
    held = Post.objects.get(account=pk)
    lend = {
        "post": held.pk,
        "deputy": deputy.username,
        "since": "2022-06-01",
        "until": "2099-01-01",
        "reason": "出差",
    }
    assert "代办已登记" in post(admin, "manage_person_act", pk, "lend", **lend)
    found = Delegation.objects.get()
    assert "收回" in page(admin, "manage_person", pk)
    post(admin, "manage_delegation_revoke", found.pk)
    assert Delegation.objects.get().revoked_at is not None
    assert "离任已登记" in post(admin, "manage_post_end", held.pk, on="2022-06-20")
    assert str(Post.objects.get(pk=held.pk).valid_to) == "2022-06-20"


@pytest.mark.parametrize(
    ("act", "data"),
    [
        ("hold", {"role": "supervisor", "since": "2022-06-01"}),
        ("hold", {"unit": "1", "role": "king", "since": "2022-06-01"}),
        ("hold", {"unit": "²", "role": "supervisor", "since": "x"}),
        ("lend", {"deputy": "nobody", "post": "1", "since": "2022-06-01", "until": "2022-07-01", "reason": "x"}),
        ("close", {"reason": ""}),
    ],
)
def test_what_is_missing_stands_in_the_form(works: SmallWorks, admin: Client, act: str, data: dict[str, str]) -> None:
    answer = admin.post(reverse("manage_person_act", args=[works.lead.account_id, act]), data)
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert 'role="alert"' in shown
    assert barriers(Page(shown)) == []


def test_no_page_ranks_people_by_their_sign_ins(works: SmallWorks, admin: Client) -> None:
    shown = page(admin, "manage_people") + page(admin, "manage_person", works.lead.account_id)
    for word in ("最近登录", "登录次数", "在线", "last_login", "Last sign-in"):
        assert word not in shown


# Units


def test_a_unit_is_set_up_renamed_moved_and_closed_with_its_documents(works: SmallWorks, admin: Client) -> None:
    north, south = works.north, works.south
    below = {
        "title": "新民镇",
        "code": "xinmin",
        "kind": "township",
        "division_code": "150521101",
        "on": "2022-06-01",
    }
    refused = admin.post(reverse("manage_unit_act", args=[north.pk, "below"]), below)
    assert refused.status_code == 422
    assert "文件依据" in refused.content.decode()
    post(admin, "manage_unit_act", north.pk, "below", **below, basis="政发〔2022〕1号")
    made = Unit.objects.get(code="xinmin")
    post(admin, "manage_unit_act", made.pk, "rename", title="新民街道", on="2022-06-02", basis="政发〔2022〕2号")
    post(admin, "manage_unit_act", made.pk, "move", to=south.pk, on="2022-06-03", basis="政发〔2022〕3号")
    shown = page(admin, "manage_unit", made.pk)
    assert "新民街道" in shown
    assert "新民镇" in shown
    assert south.title in shown
    post(admin, "manage_unit_act", made.pk, "close", on="2022-06-10", basis="政发〔2022〕4号")
    assert "已撤销" in page(admin, "manage_unit", made.pk)
    log = admin.get(reverse("manage_audit"), {"unit": made.pk}).content.decode()
    assert log.count("撤销单位") > 1
    before = admin.get(reverse("manage_units"), {"on": "2022-06-01"}).content.decode()
    assert "新民镇" in before
    assert "新民" not in admin.get(reverse("manage_units"), {"on": "2022-07-01"}).content.decode()


def test_units_merge_and_split(works: SmallWorks, admin: Client) -> None:
    commerce, stone = works.city.unit("commerce"), works.city.unit("stone")
    post(
        admin,
        "manage_unit_act",
        commerce.pk,
        "merge",
        into=works.city.unit("supervision").pk,
        on="2022-06-02",
        basis="一号",
    )
    spring = works.city.unit("spring")
    halves = {"title_a": "东石镇", "code_a": "east", "title_b": "西石镇", "code_b": "west"}
    refused = admin.post(
        reverse("manage_unit_act", args=[stone.pk, "split"]), {**halves, "on": "2022-06-03", "basis": "二号"}
    )
    assert refused.status_code == 422
    post(
        admin,
        "manage_unit_act",
        stone.pk,
        "split",
        **halves,
        **{f"child_{spring.pk}": "b"},
        on="2022-06-03",
        basis="二号",
    )
    assert Unit.objects.get(code="spring").path.startswith(Unit.objects.get(code="west").path)
    assert "拆为" in page(admin, "manage_unit", stone.pk)


def test_the_tree_stands_in_its_own_order_and_is_searched(works: SmallWorks, admin: Client) -> None:
    shown = page(admin, "manage_units")
    places = [
        shown.index(f">{'　' * depth}{title}<")
        for depth, title in ((1, "北山旗"), (2, "石门镇"), (3, "泉村"), (1, "南河县"))
    ]
    assert places == sorted(places)
    found = admin.get(reverse("manage_units"), {"q": "石门"}).content.decode()
    assert "石门镇" in found
    assert ">泉村<" not in found
    for odd in ("2022-13-99", "x\x00", "²"):
        assert admin.get(reverse("manage_units"), {"on": odd, "page": odd}).status_code == 200
    assert "石门镇" in admin.get(reverse("manage_units_export")).content.decode()


# Packs


def zipped(*changes: tuple[str, str, str], prefix: str = "works/") -> bytes:
    """The pack the tests work with, as a zip file, with texts replaced."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for path in sorted(FOLDER.rglob("*.yaml")):
            name, text = path.relative_to(FOLDER).as_posix(), path.read_text(encoding="utf-8")
            for file, old, new in changes:
                if file == name:
                    assert old in text
                    text = text.replace(old, new, 1)
            archive.writestr(prefix + name, text)
    return packed.getvalue()


NEWER = (
    ("pack.yaml", 'version: "1"', 'version: "2"'),
    ("registers/site.yaml", "required: true, max: 40", "required: true, max: 30"),
)


def sent(client: Client, packed: bytes) -> Any:
    """The answer to an upload, followed to the page it leads to."""
    file = SimpleUploadedFile("works.zip", packed)
    return client.post(reverse("manage_pack_upload"), {"file": file}, follow=True)


def test_a_changed_pack_is_shown_and_then_published(works: SmallWorks, admin: Client) -> None:
    works.site()
    answer = sent(admin, zipped(*NEWER))
    shown = answer.content.decode()
    assert "最多字数" in shown
    assert "40" in shown
    assert PackVersion.objects.count() == 1
    address = answer.redirect_chain[-1][0]
    published = admin.post(address, follow=True).content.decode()
    assert "与 1 的差异" in published
    newest = PackVersion.objects.get(version="2")
    assert newest.published_by == works.city.admin.account_id
    assert "现行" in page(admin, "manage_packs")
    assert admin.post(address).status_code == 302 or "完全相同" in admin.get(address).content.decode()
    assert PackVersion.objects.count() == 2


def test_problems_are_told_with_their_place_and_nothing_is_published(works: SmallWorks, admin: Client) -> None:
    answer = sent(admin, zipped(("registers/site.yaml", "label: title_of_site", "label: titel")))
    shown = answer.content.decode()
    assert "site.yaml:" in shown
    assert "处问题" in shown
    assert admin.post(answer.redirect_chain[-1][0]).status_code == 422
    assert PackVersion.objects.count() == 1


def hostile(name: str, content: bytes = b"x", *, link: bool = False) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        member = ZipInfo(name)
        member.external_attr = (0o120777 if link else 0o100644) << 16
        archive.writestr("works/pack.yaml", "pack: works\n")
        archive.writestr(member, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"not a zip",
        b"PK\x03\x04" + b"\0" * 100,
        hostile("../../etc/passwd"),
        hostile("/etc/passwd"),
        hostile("works\\..\\x.yaml"),
        hostile("works/link.yaml", link=True),
        hostile("elsewhere/x.yaml"),
        hostile("works/other/pack.yaml"),
        hostile("works/big.yaml", b"0" * 9_000_000),
        b"0" * 2_100_000,
    ],
)
def test_a_hostile_zip_is_refused(works: SmallWorks, admin: Client, tmp_path: Path, packed: bytes) -> None:
    answer = admin.post(reverse("manage_pack_upload"), {"file": SimpleUploadedFile("w.zip", packed)})
    assert answer.status_code == 422
    assert PackVersion.objects.count() == 1
    assert list(tmp_path.glob("incoming-packs/*")) == []


def test_an_upload_that_was_altered_or_never_was_is_not_published(
    works: SmallWorks, admin: Client, tmp_path: Path
) -> None:
    address = sent(admin, zipped(*NEWER)).redirect_chain[-1][0]
    (kept,) = tmp_path.glob("incoming-packs/*.zip")
    kept.write_bytes(zipped())
    assert admin.post(address).status_code == 409
    assert admin.get(reverse("manage_pack_incoming", args=["a" * 64])).status_code == 409
    assert PackVersion.objects.count() == 1


def test_a_countys_administrator_publishes_nothing(works: SmallWorks) -> None:
    county = as_(works.city.actor(Role.ADMINISTRATOR, "north"))
    assert county.get(reverse("manage_pack_upload")).status_code == 403
    answer = county.post(reverse("manage_folder_pack", args=["works"]))
    assert answer.status_code == 422
    assert PackVersion.objects.count() == 1


# Messages


def test_a_messenger_is_added_changed_and_closed_and_its_address_shown_nowhere(
    works: SmallWorks, admin: Client
) -> None:
    secret = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=SECRET"
    draft = {
        "title": "北山群",
        "style": "wecom",
        "address": secret,
        "unit": works.north.pk,
        "kinds": ["chased"],
        "language": "en",
    }
    assert "办公消息已保存" in post(admin, "manage_messenger_new", **draft)
    made = Messenger.objects.get()
    changed = {**draft, "address": "", "title": "北山旗群"}
    post(admin, "manage_messenger", made.pk, **changed)
    made.refresh_from_db()
    assert (made.title, made.address) == ("北山旗群", secret)
    shown = page(admin, "manage_messengers") + page(admin, "manage_messenger", made.pk)
    assert "SECRET" not in shown
    log = admin.get(reverse("manage_audit")).content.decode()
    assert "SECRET" not in log
    wrongs: tuple[dict[str, object], ...] = (
        {"address": "http://10.0.0.1/"},
        {"kinds": []},
        {"style": "x"},
        {"title": ""},
    )
    tried = post(admin, "manage_messenger_try", made.pk)
    assert "待寄" in tried
    for wrong in wrongs:
        assert admin.post(reverse("manage_messenger_new"), {**draft, **wrong}).status_code == 422
    post(admin, "manage_messenger_close", made.pk)
    assert Messenger.objects.get().closed_at is not None


def test_the_days_digest_is_asked_for(works: SmallWorks, admin: Client) -> None:
    assert "还没有寄过信" in page(admin, "manage_deliveries")
    post(admin, "manage_digest_now")
    assert Job.objects.get(kind=MORNING, state=JobState.WAITING).arguments == {"now": True}
    assert as_(works.lead).post(reverse("manage_digest_now")).status_code == 403


def test_a_letter_shows_why_it_did_not_go(works: SmallWorks, admin: Client) -> None:
    told = {
        "reason_zh": "没有连上所需的系统。",
        "reason_en": "Not reached.",
        "remedy_zh": "请确认网络。",
        "remedy_en": "See.",
    }
    made = Delivery.objects.create(
        account_id=works.lead.account_id, state="failed", trouble=told, notices=3, made_at=NOW
    )
    assert "没有连上所需的系统" in page(admin, "manage_deliveries")
    shown = page(admin, "manage_delivery", made.pk)
    assert "请确认网络" in shown
    for query in ({"q": "没有"}, {"state": "sent"}, {"way": "messenger"}):
        assert "没有符合条件的信件" in admin.get(reverse("manage_deliveries"), query).content.decode()


def test_a_job_that_waits_says_until_when(works: SmallWorks, admin: Client) -> None:
    enqueue(MORNING, {}, run_after=NOW + timedelta(days=1), by=works.city.admin, at=NOW)
    assert "等到 2022-06-16 10:00" in page(admin, "jobs")


def test_retention_tells_what_is_removed_and_what_stays(works: SmallWorks, admin: Client) -> None:
    shown = page(admin, "manage_retention")
    assert "180 天" in shown
    assert "一直保留" in shown
    with override_settings(NOTICES={**settings.NOTICES, "days": 30}):
        assert "30 天" in page(admin, "manage_retention")
