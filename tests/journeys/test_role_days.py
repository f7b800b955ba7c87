"""Six days in the sample city: what each came for, what each is told, and what is kept of it afterwards."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from playwright.sync_api import Page, ViewportSize, expect
from pytest_django import Settings

from luoshi.audit.actions.heads import head_now
from luoshi.audit.actions.sealing import seal_all
from luoshi.audit.models import Entry
from luoshi.packs.models import PackVersion
from luoshi.registers.actions import Step, move
from luoshi.registers.models import Chase, Record
from luoshi.rules.actors import Role
from tests.journeys.pictures import picture
from tests.journeys.visitor import Visitor
from tests.sample_city import SampleCity

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
YESTERDAY = SampleCity.at - timedelta(days=1)
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)
PHOTO = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef"
    "0000000049454e44ae426082"
)


@pytest.fixture
def visitor(page: Page, sample_city: SampleCity, settings: Settings) -> Iterator[Visitor]:
    """Somebody at a desk, at the door of the sample city, on its day; an error in the browser's log fails the day."""
    settings.DEMO, settings.SAMPLE_DAY = True, sample_city.today
    page.set_viewport_size(DESK)
    arrived = Visitor(page)
    yield arrived
    assert arrived.problems == []


def acts_on(record: Record) -> list[str]:
    """What the log says was done to a record, the newest first."""
    return [entry.act.partition(".")[2] for entry in Entry.objects.about("record", record.pk)]


def reported_task(city: SampleCity) -> Record:
    """A supervised task whose result the officer's unit has reported."""
    unit = city.actor(Role.BUREAU_OFFICER).posts[0].unit_id
    return Record.objects.of("supervision.task").filter(state="reported", lead=unit).order_by("pk")[0]


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["desk", "phone"])
def test_a_township_clerk_reports_from_the_site(
    visitor: Visitor, sample_city: SampleCity, window: ViewportSize
) -> None:
    project = sample_city.records("project").filter(
        state="signed", lead=sample_city.actor(Role.TOWNSHIP_CLERK).posts[0].unit_id
    )[0]
    page = visitor.enter(Role.TOWNSHIP_CLERK)
    page.set_viewport_size(window)
    page.goto(f"/?q={project.label}")
    page.goto(str(page.get_by_role("link", name=project.label).first.get_attribute("href")))
    expect(page.get_by_role("heading", level=1)).to_have_text(project.label)

    # Work has begun: a photo from the site first, then the move, which waits for somebody else.
    proof = visitor.part("主体工程开工证明")
    proof.locator("input[type=file]").set_input_files({"name": "现场.png", "mimeType": "image/png", "buffer": PHOTO})
    expect(visitor.part("主体工程开工证明").get_by_role("link", name="现场.png")).to_be_visible()
    visitor.stands_in_nobodys_way()
    picture(page, f"clerk-{window['width']}")
    visitor.part("流转").get_by_role("link", name="开工").click()
    page.get_by_label("说明").fill("主体工程已动工（样例）")
    visitor.stands_in_nobodys_way()
    visitor.presses("提交待确认")

    visitor.told("已提交，等待他人确认。")
    expect(visitor.part("待确认：开工")).to_contain_text("主体工程已动工（样例）")
    assert Record.objects.get(pk=project.pk).state == "signed"  # until a verifier has looked
    assert acts_on(project)[:2] == ["propose", "attach"]


def test_a_bureau_officer_answers_what_came_back(visitor: Visitor, sample_city: SampleCity) -> None:
    task = reported_task(sample_city)
    supervisor = sample_city.actor(Role.SUPERVISOR)
    move(
        task,
        "send_back",
        step=Step(on=YESTERDAY.date(), note="清单缺三项（样例）"),
        by=supervisor,
        at=YESTERDAY,
    )
    page = visitor.enter(Role.BUREAU_OFFICER)
    page.goto(f"/records/{task.pk}/")
    visitor.newest("进入“承办”", "清单缺三项（样例）")

    # A result that only repeats the promise is none.
    visitor.part("流转").get_by_role("link", name="反馈结果").click()
    page.get_by_label("办理结果").fill(task.data["pledge"])
    page.get_by_label("结果证明").fill("样例函〔2023〕9号")
    visitor.presses("反馈结果")
    visitor.refused("结果只是重复了要求或承诺")
    visitor.stands_in_nobodys_way()
    picture(page, "officer")
    page.get_by_label("办理结果").fill("补齐三项，共 26 项全部落地（样例）")
    visitor.presses("反馈结果")

    visitor.told("已办理。")
    visitor.newest("进入“反馈”")
    answered = Record.objects.get(pk=task.pk)
    assert (answered.state, answered.data["result"]) == ("reported", "补齐三项，共 26 项全部落地（样例）")
    assert acts_on(task)[:2] == ["move", "move"]


def test_a_supervisor_chases_one_and_strikes_off_another(visitor: Visitor, sample_city: SampleCity) -> None:
    late = Record.objects.of("supervision.task").filter(state="undertaken", chases__isnull=False).order_by("pk")[0]
    solved = reported_task(sample_city)
    page = visitor.enter(Role.SUPERVISOR)
    visitor.stands_in_nobodys_way()
    picture(page, "supervisor-home")

    # What is late and was told so gets the next letter; it can be printed and answered.
    sent = Chase.objects.filter(record=late).count()
    page.goto(f"/records/{late.pk}/")
    visitor.part("催办").get_by_role("link").last.click()
    visitor.presses(page.locator("form button.main-act").inner_text())
    expect(page.get_by_role("article")).to_contain_text(late.label)
    visitor.stands_in_nobodys_way()
    assert Chase.objects.filter(record=late).count() == sent + 1
    assert acts_on(late)[0] == "chase"

    # What is solved is struck off, on proof.
    page.goto(f"/records/{solved.pk}/")
    visitor.stands_in_nobodys_way()
    picture(page, "record")
    visitor.part("流转").get_by_role("link", name="销号").click()
    visitor.presses("销号")
    visitor.refused("缺少证明")
    page.get_by_label("结果证明").fill("样例核〔2023〕12号")
    visitor.presses("销号")
    visitor.told("已办理。")
    visitor.newest("进入“销号”")
    assert Record.objects.get(pk=solved.pk).state == "struck_off"
    assert acts_on(solved)[0] == "move"


def test_a_verifier_refuses_what_is_not_proven(visitor: Visitor, sample_city: SampleCity) -> None:
    page = visitor.enter(Role.VERIFIER)
    waiting = Record.objects.get(pk=Entry.objects.filter(act="registers.propose").earliest("pk").subject_id)
    before = waiting.state
    page.goto(f"/records/{waiting.pk}/")
    visitor.stands_in_nobodys_way()
    visitor.presses("退回")
    expect(page.locator("main")).to_contain_text("理由")
    page.goto(f"/records/{waiting.pk}/")
    page.get_by_label("退回理由").fill("照片不是本项目的工地（样例）")
    picture(page, "verifier")
    visitor.presses("退回")
    visitor.told("已退回，理由已告知办理人。")
    visitor.newest("照片不是本项目的工地（样例）")
    assert Record.objects.get(pk=waiting.pk).state == before
    assert acts_on(waiting)[0] == "turn_down"
    page.goto("/")
    expect(page.get_by_role("link", name=waiting.label)).to_have_count(0)


def test_an_auditor_proves_an_entry_to_somebody_without_luoshi(
    visitor: Visitor, sample_city: SampleCity, settings: Settings, tmp_path: Path
) -> None:
    settings.AUDIT_FOLDER = tmp_path / "audit"
    record = reported_task(sample_city)
    move(record, "send_back", step=Step(on=YESTERDAY.date()), by=sample_city.actor(Role.SUPERVISOR), at=YESTERDAY)
    seal_all(at=sample_city.at)
    head_now(at=sample_city.at)
    page = visitor.enter(Role.AUDITOR)
    page.goto(f"/records/{record.pk}/")
    visitor.presses("在审计日志中")
    visitor.stands_in_nobodys_way()
    picture(page, "auditor")
    page.locator("tbody a[href*='/entries/']").first.click()
    visitor.stands_in_nobodys_way()
    kept = {}
    for name, title in (("bundle.json", "下载证明"), ("verify_luoshi.py", "下载核对程序")):
        with page.expect_download() as download:
            page.get_by_role("link", name=title).click()
        kept[name] = tmp_path / name
        download.value.save_as(kept[name])

    # Anywhere with Python, the entry holds; with one word of it changed, it does not.
    assert verified(kept["verify_luoshi.py"], kept["bundle.json"]) == 0
    told = json.loads(kept["bundle.json"].read_text(encoding="utf-8"))
    told["entries"][0]["canonical"] = told["entries"][0]["canonical"].replace("send_back", "strike_off")
    forged = tmp_path / "forged.json"
    forged.write_text(json.dumps(told), encoding="utf-8")
    assert verified(kept["verify_luoshi.py"], forged) == 1


def test_an_administrator_publishes_a_changed_pack(visitor: Visitor, sample_city: SampleCity) -> None:
    running = reported_task(sample_city)
    page = visitor.enter(Role.ADMINISTRATOR)
    page.get_by_role("link", name="管理").first.click()
    visitor.stands_in_nobodys_way()
    page.locator(".tabs").get_by_role("link", name="业务条线").click()
    visitor.stands_in_nobodys_way()

    # A slip is told with its file and line, and nothing is published.
    visitor.presses("上传改好的条线")
    send(page, supervision(("registers/task.yaml", "label: name", "label: nmae")))
    expect(page.locator("main")).to_contain_text("没有字段“nmae”")
    expect(page.get_by_role("button", name="发布", exact=True)).to_have_count(0)

    # The right one shows what it changes before it is published.
    page.goto("/manage/packs/upload/")
    send(
        page,
        supervision(
            ("pack.yaml", 'version: "2"', 'version: "3"'), ("registers/task.yaml", "zh: 办理要求", "zh: 办理标准")
        ),
    )
    expect(page.locator("main")).to_contain_text("办理标准")
    visitor.stands_in_nobodys_way()
    picture(page, "administrator")
    visitor.presses("发布")
    visitor.told("已发布。新登记的记录从现在起用这个版本。")
    newest = PackVersion.objects.filter(pack="supervision").latest("number")
    assert (newest.number, newest.version, newest.published_by_name) == (2, "3", page_person(page))
    assert Entry.objects.filter(act="packs.publish", by_account=newest.published_by).exists()
    page.goto(f"/records/{running.pk}/")  # what runs keeps the rules it began with
    expect(page.locator("main")).to_contain_text("办理要求")


def page_person(page: Page) -> str:
    """Who is signed in, as the top bar says."""
    return page.locator(".account-who b").inner_text()


def supervision(*changes: tuple[str, str, str]) -> bytes:
    """The pack of supervision as a zip file, with texts replaced."""
    packed = BytesIO()
    folder = Path(settings.SHIPPED_PACKS) / "supervision"
    with ZipFile(packed, "w") as archive:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            name, text = path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
            for changed, old, new in changes:
                assert changed != name or old in text
                text = text.replace(old, new) if changed == name else text
            archive.writestr(f"supervision/{name}", text)
    return packed.getvalue()


def send(page: Page, packed: bytes) -> None:
    """Choose the file and have it checked."""
    page.get_by_label("压缩包").set_input_files({"name": "督查.zip", "mimeType": "application/zip", "buffer": packed})
    page.get_by_role("button", name="检查", exact=True).click()


def verified(program: Path, bundle: Path) -> int:
    """The exit code of the stand-alone program."""
    return subprocess.run([sys.executable, program, bundle], capture_output=True, check=False).returncode
