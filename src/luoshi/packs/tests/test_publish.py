"""Publishing: frozen versions, refused removals, and the lookup of what holds now."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from typing_extensions import override

from luoshi.audit.models import Entry
from luoshi.packs import queries, running
from luoshi.packs.actions import publish, publish_all
from luoshi.packs.codes import Edit
from luoshi.packs.load import load, load_all
from luoshi.packs.models import PackVersion
from luoshi.packs.running import NoRecords, Renaming
from luoshi.packs.tests.sample import sample, spoil
from luoshi.packs.written import canonical, from_canonical
from luoshi.rules.actors import Actor
from luoshi.rules.refusals import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2022, 3, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
BY = Actor(account_id=7, name="管理员", posts=())
TASK = "registers/task.yaml"
NEXT = Edit("pack.yaml", 'version: "1"', 'version: "2"')


class TwelveReported(NoRecords):
    """Twelve records stand in `reported` and hold a budget."""

    def __init__(self) -> None:
        self.moved: list[tuple[str, Renaming]] = []

    @override
    def states_in_use(self, register: str) -> Mapping[str, int]:
        return {"reported": 12}

    @override
    def fields_in_use(self, register: str) -> Mapping[str, int]:
        return {"budget": 12}

    @override
    def move_states(self, register: str, renaming: Renaming, *, version_id: int, by: Actor, at: datetime) -> None:
        self.moved.append((register, renaming))


@pytest.fixture
def records() -> Iterator[TwelveReported]:
    before = running.running_records()
    provided = TwelveReported()
    running.provide(provided)
    yield provided
    running.provide(before)


def rename_reported(pack: Path) -> None:
    """The state `reported` becomes `answered`, everywhere."""
    path = pack / TASK
    path.write_text(path.read_text(encoding="utf-8").replace("reported", "answered"), encoding="utf-8")


def test_a_published_pack_is_found_and_has_left_its_entry(tmp_path: Path) -> None:
    version = publish(pack=load(sample(tmp_path)), by=BY, at=AT)
    assert queries.register("sample.task").title.zh == "任务"
    assert queries.measure("sample.done_rate").denominator == "sample.assigned"
    assert queries.current().versions == {"sample": version.pk}
    entry = Entry.objects.about("pack_version", version.pk).get()
    assert (entry.act, entry.by_account) == ("packs.publish", 7)


def test_what_was_frozen_reads_back_the_same(tmp_path: Path) -> None:
    loaded = load(sample(tmp_path))
    version = publish(pack=loaded, by=BY, at=AT)
    assert queries.at_version(version.pk) == loaded.pack


def test_the_same_content_again_changes_nothing(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    first = publish(pack=load(pack), by=BY, at=AT)
    spoil(pack, Edit("pack.yaml", "# 业务条线的封面", "# a comment, and another order of keys\n# 业务条线的封面"))
    again = publish(pack=load(pack), by=BY, at=AT + timedelta(days=1))
    assert again.pk == first.pk
    assert PackVersion.objects.count() == Entry.objects.count() == 1


def test_a_version_text_is_not_used_for_other_content(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    publish(pack=load(pack), by=BY, at=AT)
    spoil(pack, Edit("pack.yaml", "示例条线", "另一条线"))
    with pytest.raises(Refused, match=r"packs\.version_reused"):
        publish(pack=load(pack), by=BY, at=AT)


def test_a_running_record_keeps_its_version(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    first = publish(pack=load(pack), by=BY, at=AT)
    spoil(pack, NEXT)
    spoil(pack, Edit(TASK, "zh: 任务名称", "zh: 名称"))
    publish(pack=load(pack), by=BY, at=AT)
    assert queries.register("sample.task").fields["name"].title.zh == "名称"
    assert queries.register("sample.task", first.pk).fields["name"].title.zh == "任务名称"


def test_old_content_does_not_come_back_under_its_old_version(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    publish(pack=load(pack), by=BY, at=AT)
    spoil(pack, NEXT)
    publish(pack=load(pack), by=BY, at=AT)
    spoil(pack, Edit("pack.yaml", NEXT.wrong, NEXT.right))
    with pytest.raises(Refused, match=r"packs\.version_overtaken"):
        publish(pack=load(pack), by=BY, at=AT)


def test_a_pack_with_problems_is_not_published(tmp_path: Path) -> None:
    pack = sample(tmp_path)
    spoil(pack, Edit(TASK, "label: name\n", ""))
    with pytest.raises(Refused, match=r"packs\.problems"):
        publish(pack=load(pack), by=BY, at=AT)


def test_a_state_in_use_is_not_removed_without_a_mapping(tmp_path: Path, records: TwelveReported) -> None:
    pack = sample(tmp_path)
    publish(pack=load(pack), by=BY, at=AT)
    spoil(pack, NEXT)
    rename_reported(pack)
    with pytest.raises(Refused, match="12 records are in state reported") as refused:
        publish(pack=load(pack), by=BY, at=AT)
    assert refused.value.code == "packs.state_in_use"
    assert "有 12 条记录处于状态 reported" in refused.value.reason.zh
    mapping = {"sample.task": {"reported": "answered"}}
    publish(pack=load(pack), by=BY, at=AT, mapping=mapping)
    assert records.moved == [("sample.task", {"reported": "answered"})]


def test_a_mapping_leads_to_a_state_that_exists(tmp_path: Path, records: TwelveReported) -> None:
    pack = sample(tmp_path)
    publish(pack=load(pack), by=BY, at=AT)
    spoil(pack, NEXT)
    with pytest.raises(Refused, match=r"packs\.mapping_target"):
        publish(pack=load(pack), by=BY, at=AT, mapping={"sample.task": {"reported": "nowhere"}})


def test_a_field_in_use_keeps_its_type(tmp_path: Path, records: TwelveReported) -> None:
    pack = sample(tmp_path)
    publish(pack=load(pack), by=BY, at=AT)
    spoil(pack, NEXT)
    text = (pack / TASK).read_text(encoding="utf-8").replace("unit: 万元", "unit: 元")
    (pack / TASK).write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match="12 records hold the field budget"):
        publish(pack=load(pack), by=BY, at=AT)


def test_a_register_in_use_is_not_removed(tmp_path: Path, records: TwelveReported) -> None:
    pack = sample(tmp_path)
    publish(pack=load(pack), by=BY, at=AT)
    spoil(pack, NEXT)
    for file in (TASK, "measures.yaml", "examples/first.yaml"):
        (pack / file).unlink()
    spoil(
        pack,
        Edit(
            "registers/other.yaml",
            "",
            "register: other\ntitle: {zh: 其他, en: Other}\npurpose: {zh: 其他, en: Other}\nowner: office\n"
            "label: name\nedit: [bureau_officer]\n"
            "fields:\n  name: {type: text, title: {zh: 名称, en: Name}}\n",
        ),
    )
    with pytest.raises(Refused, match=r"packs\.register_in_use"):
        publish(pack=load(pack), by=BY, at=AT)


def test_publish_all_takes_what_is_referred_to_first(tmp_path: Path) -> None:
    sample(tmp_path)
    text = "  spent:    {"
    other = tmp_path / "another"
    (tmp_path / "sample").rename(other)
    sample(tmp_path)
    for file, right, wrong in (
        ("pack.yaml", "pack: sample", "pack: another"),
        ("pack.yaml", "prefix: YB", "prefix: AN"),
        (TASK, text, "  whole:    {type: ref, to: sample.task, title: {zh: 上级任务, en: Whole}}\n" + text),
    ):
        spoil(other, Edit(file, right, wrong))
    for title in ("任务名称", "zh: 类别", "zh: 预算", "zh: 已支出", "zh: 联系人"):
        spoil(other, Edit(TASK, title, f"{title}（上级）"))
    (other / "examples/first.yaml").unlink()
    loaded = load_all(tmp_path)
    assert [problem.told("en") for problem in loaded.problems] == []
    versions = publish_all(packs=loaded, by=BY, at=AT)
    assert [version.pack for version in versions] == ["sample", "another"]


def test_an_unknown_reference_tells_what_was_meant(tmp_path: Path) -> None:
    publish(pack=load(sample(tmp_path)), by=BY, at=AT)
    with pytest.raises(Refused) as refused:
        queries.register("sample.tsak")
    assert 'Did you mean "sample.task"?' in refused.value.remedy.en


def test_a_version_is_never_changed_nor_deleted(tmp_path: Path) -> None:
    version = publish(pack=load(sample(tmp_path)), by=BY, at=AT)
    with pytest.raises(TypeError):
        version.delete()
    with pytest.raises(TypeError):
        PackVersion.objects.update(version="9")


@pytest.mark.parametrize("id_", sorted(path.name for path in settings.PACKS.iterdir() if path.is_dir()))
def test_every_shipped_pack_comes_back_from_its_frozen_text(id_: str) -> None:
    written = load(settings.PACKS / id_).written
    assert written is not None
    assert canonical(from_canonical(canonical(written))) == canonical(written)
