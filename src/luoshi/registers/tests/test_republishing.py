"""A changed pack and the records that run: they keep their version, and no state is taken from under them."""

import shutil
from pathlib import Path

import pytest

from luoshi.audit.models import Entry
from luoshi.packs.actions import publish
from luoshi.packs.load import load
from luoshi.packs.models import PackVersion
from luoshi.registers.actions import correct, move
from luoshi.registers.models import Record, Version
from luoshi.registers.tests.small_works import FOLDER, NOW, SmallWorks, start
from luoshi.registers.values import Invalid
from luoshi.rules.refusals import Refused

STATE = "    started:   {zh: 开工, en: Started}\n"


def changed(folder: Path, *replacements: tuple[str, str]) -> Path:
    """A copy of the works pack as version 2, with changes to its site register."""
    copy = folder / "works"
    shutil.copytree(FOLDER, copy)
    pack, site = copy / "pack.yaml", copy / "registers" / "site.yaml"
    pack.write_text(pack.read_text().replace('version: "1"', 'version: "2"'))
    text = site.read_text()
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    site.write_text(text)
    return copy


def test_a_running_record_keeps_its_version(works: SmallWorks, tmp_path: Path) -> None:
    old = works.site("东桥", cost=5)
    stricter = changed(tmp_path, ("area:   {type: number,", "area:   {type: number, required: true,"))
    publish(pack=load(stricter), by=works.city.admin, at=NOW)
    correct(old, {"cost": 6}, reason="核实", by=works.lead, at=NOW)
    assert Record.objects.get(pk=old.pk).pack_version.version == "1"
    with pytest.raises(Invalid, match="required"):
        works.site("西桥", plan=old.data["plan"], cost=5)
    assert works.site("西桥", plan=old.data["plan"], area=1).pack_version.version == "2"


def test_a_state_in_use_is_removed_only_with_a_place_for_its_records(works: SmallWorks, tmp_path: Path) -> None:
    site = works.site(permit_ok=True)
    move(site, "start", step=start(cost=5), by=works.lead, at=NOW)
    folder = changed(tmp_path, (STATE, STATE.replace("started", "building")), ("to: started", "to: building"),
                     ("from: [started]", "from: [building]"), ("until: started", "until: building"),
                     ("on: started", "on: building"))  # fmt: skip
    measures = folder / "measures.yaml"
    measures.write_text(measures.read_text().replace("on_started", "on_building"))
    renamed = load(folder)
    assert renamed.problems == ()
    with pytest.raises(Refused, match="1 records are in state started"):
        publish(pack=renamed, by=works.city.admin, at=NOW)
    assert PackVersion.objects.count() == 1
    publish(pack=renamed, mapping={"works.site": {"started": "building"}}, by=works.city.admin, at=NOW)
    kept = Record.objects.get(pk=site.pk)
    assert (kept.state, kept.reached["building"], kept.pack_version.version) == ("building", "2022-06-15", "2")
    assert Version.objects.filter(record=site).latest("revision").reason == "started → building"
    assert Entry.objects.filter(subject_id=site.pk, act="registers.republish").count() == 1
