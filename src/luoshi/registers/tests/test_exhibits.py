"""Exhibits: laid before a record, withdrawn with a reason, resting under one move; copies are pointed out."""

import dataclasses
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection
from pytest_django.fixtures import Settings

from luoshi.audit.actions import writing
from luoshi.audit.models import Entry
from luoshi.evidence.actions import keep, sweep
from luoshi.evidence.holders import holders
from luoshi.evidence.models import File
from luoshi.evidence.queries import UNUSED_FOR
from luoshi.evidence.stores import store
from luoshi.evidence.tests.scenes import COPIES, jpeg, photo, scene
from luoshi.org.tests.small_city import SmallCity
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import Step, attach, confirm, create, detach, move, turn_down
from luoshi.registers.exhibits import likenesses
from luoshi.registers.models import Exhibit, Move, Record
from luoshi.registers.policies import check_evidence
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, start, strike
from luoshi.registers.tests.test_races import at_once
from luoshi.rules.actors import Actor, Role
from luoshi.rules.refusals import Refused

PHOTO = photo(1)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    """Where evidence is kept in this test."""
    settings.EVIDENCE = {**settings.EVIDENCE, "folder": tmp_path}
    return tmp_path


def paper(by: Actor, text: str = "许可证", *, name: str = "许可证.txt") -> File:
    return keep(ContentFile(text.encode()), name=name, by=by, at=NOW)


def picture(by: Actor, data: bytes | None = None) -> File:
    return keep(ContentFile(data or PHOTO), name="现场.jpg", by=by, at=NOW, keeps_place=True, photo=True)


def started(works: SmallWorks) -> Record:
    site = works.site(cost=5, permit_ok=True)
    move(site, "start", step=start(), by=works.lead, at=NOW)
    return site


def withdraw_behind(exhibit: Exhibit) -> None:
    with writing():
        Exhibit.objects.filter(pk=exhibit.pk).update(withdrawn_at=NOW)


def test_a_kind_that_asks_for_the_file_takes_no_words_for_it(works: SmallWorks) -> None:
    register = declared("works.site")
    kinds = {**register.evidence, "report": dataclasses.replace(register.evidence["report"], by_file=True)}
    strict = dataclasses.replace(register, evidence=kinds)
    assert register.lifecycle is not None
    complete = register.lifecycle.moves["complete"]
    check_evidence(register, complete, {"report": "验字〔2022〕1号"})
    with pytest.raises(Refused, match="evidence_missing") as refused:
        check_evidence(strict, complete, {"report": "验字〔2022〕1号"})
    assert "上传文件" in refused.value.remedy.zh
    check_evidence(strict, complete, {}, {"report"})


def southern(works: SmallWorks) -> Record:
    """A site of the other county."""
    data = {"title_of_site": "西桥", "plan": works.plan("西桥的计划").pk}
    return create("works.site", data, unit=works.south, by=works.other_lead, at=NOW)


BARE = Step(on=TODAY)


def test_a_move_rests_on_a_file_as_well_as_on_a_number(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    file = paper(works.lead)
    exhibit = attach(site, "licence", file=file, by=works.lead, at=NOW)
    taken = move(site, "start", step=BARE, by=works.lead, at=NOW)
    assert taken.evidence == {"licence": f"许可证.txt #{file.sha256[:12]}"}
    exhibit.refresh_from_db()
    assert exhibit.move_id == taken.pk
    told = Entry.objects.get(act="registers.attach")
    assert (told.subject_id, file.sha256[:12] in told.canonical) == (site.pk, True)


def test_number_and_file_stand_together(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    attach(site, "licence", file=paper(works.lead), by=works.lead, at=NOW)
    taken = move(site, "start", step=start(), by=works.lead, at=NOW)
    assert taken.evidence["licence"].startswith("许字〔2022〕1号 · 许可证.txt #")


def test_a_file_proves_one_move(works: SmallWorks) -> None:
    site = started(works)
    attach(site, "report", file=picture(works.lead), by=works.lead, at=NOW)
    proposed = move(site, "complete", step=BARE, by=works.lead, at=NOW)
    with pytest.raises(Refused, match="attached_already"):
        attach(site, "report", file=picture(works.lead), by=works.lead, at=NOW)
    confirm(Move.objects.select_related("record__lead").get(pk=proposed.pk), by=works.verifier, at=NOW)
    assert Exhibit.objects.get().move_id == proposed.pk


def test_the_files_of_a_move_turned_down_serve_the_next(works: SmallWorks) -> None:
    site = started(works)
    attach(site, "report", file=picture(works.lead), by=works.lead, at=NOW)
    first = move(site, "complete", step=BARE, by=works.lead, at=NOW)
    turn_down(
        Move.objects.select_related("record__lead").get(pk=first.pk), reason="缺日期", by=works.verifier, at=NOW
    )
    again = move(site, "complete", step=BARE, by=works.lead, at=NOW)
    assert Exhibit.objects.get().move_id == again.pk
    assert Move.objects.get(pk=first.pk).evidence["report"].startswith("现场.jpg #")


def test_a_withdrawn_file_stays_with_its_reason_and_proves_nothing(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    exhibit = attach(site, "licence", file=paper(works.lead), by=works.lead, at=NOW)
    with pytest.raises(Refused, match="reason_missing"):
        detach(exhibit, reason=" ", by=works.lead, at=NOW)
    detach(exhibit, reason="传错了", by=works.lead, at=NOW)
    with pytest.raises(Refused, match="evidence_missing"):
        move(site, "start", step=BARE, by=works.lead, at=NOW)
    with pytest.raises(Refused, match="exhibit_settled"):
        detach(exhibit, reason="再撤", by=works.lead, at=NOW)
    assert (exhibit.withdrawn_name, exhibit.withdrawn_reason) == (works.lead.name, "传错了")
    attach(site, "licence", file=paper(works.lead), by=works.lead, at=NOW)


def test_what_a_move_rests_on_is_not_withdrawn(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    exhibit = attach(site, "licence", file=paper(works.lead), by=works.lead, at=NOW)
    move(site, "start", step=BARE, by=works.lead, at=NOW)
    with pytest.raises(Refused, match="exhibit_settled"):
        detach(exhibit, reason="传错了", by=works.lead, at=NOW)
    with pytest.raises(IntegrityError, match="no_move_rests_on_a_withdrawn_exhibit"):
        withdraw_behind(exhibit)


@pytest.mark.parametrize(
    ("kind", "code"),
    [("rumour", "evidence_unknown"), ("report", "not_a_picture")],
)
def test_a_file_that_does_not_fit_is_refused(works: SmallWorks, kind: str, code: str) -> None:
    site = works.site()
    with pytest.raises(Refused, match=code):
        attach(site, kind, file=paper(works.lead), by=works.lead, at=NOW)
    assert not Exhibit.objects.exists()


def test_a_place_is_kept_only_where_it_is_asked_for(works: SmallWorks) -> None:
    site = works.site()
    with pytest.raises(Refused, match="place_not_asked"):
        attach(site, "licence", file=picture(works.lead), by=works.lead, at=NOW)


def test_nobody_attaches_what_another_brought_or_where_they_have_no_part(works: SmallWorks) -> None:
    site = works.site()
    with pytest.raises(Refused, match="not_your_file"):
        attach(site, "licence", file=paper(works.officer), by=works.lead, at=NOW)
    with pytest.raises(Refused, match="may_not_attach"):
        attach(site, "licence", file=paper(works.other_lead), by=works.other_lead, at=NOW)


def test_a_file_is_fetched_only_by_those_who_see_its_record(works: SmallWorks) -> None:
    site = works.site()
    file = paper(works.lead)
    assert holders().seen_by(works.lead, file.sha256) is None
    attach(site, "licence", file=file, by=works.lead, at=NOW)
    found = holders().seen_by(works.lead, file.sha256)
    assert found is not None
    assert found.name == "许可证.txt"
    assert holders().seen_by(works.other_lead, file.sha256) is None
    assert holders().seen_by(works.lead, "0" * 64) is None


def test_who_is_to_sign_off_elsewhere_fetches_what_they_judge_by(works: SmallWorks) -> None:
    """A verifier of the other county sees the record while it waits for them, with its files, and no longer."""
    task, outsider = works.task(), works.city.actor(Role.VERIFIER, "south")
    file = paper(works.lead)
    attach(task, "result", file=file, by=works.lead, at=NOW)
    assert holders().seen_by(outsider, file.sha256) is None
    move(task, "report", step=Step(on=TODAY), by=works.lead, at=NOW)
    assert holders().seen_by(outsider, file.sha256) == file
    assert holders().seen_by(works.other_lead, file.sha256) is None
    move(task, "strike_off", step=strike(), by=works.verifier, at=NOW)
    assert holders().seen_by(outsider, file.sha256) is None


def test_each_sees_a_shared_content_under_the_name_it_has_for_them(works: SmallWorks) -> None:
    """Who may see only one of two records learns nothing of the other, not even the file's name there."""
    site = works.site()
    attach(site, "licence", file=paper(works.lead, name="北山旗内部.txt"), by=works.lead, at=NOW)
    other = southern(works)
    attach(other, "licence", file=paper(works.other_lead, name="南河县.txt"), by=works.other_lead, at=NOW)
    found = holders().seen_by(works.other_lead, paper(works.officer).sha256)
    assert found is not None
    assert found.name == "南河县.txt"


def test_the_clean_up_passes_what_lies_before_a_record(works: SmallWorks) -> None:
    site = works.site()
    used = attach(site, "licence", file=paper(works.lead), by=works.lead, at=NOW)
    withdrawn = attach(site, "licence", file=paper(works.lead, "另一份"), by=works.lead, at=NOW)
    detach(withdrawn, reason="传错了", by=works.lead, at=NOW)
    idle = paper(works.lead, "没用上")
    assert sweep(by=works.lead, at=NOW + UNUSED_FOR + timedelta(days=1)) == [idle.sha256]
    for each in (used, withdrawn):
        assert store().holds(each.content.sha256, each.content.size)


def test_a_copy_of_a_photo_is_pointed_out_and_hidden_records_stay_hidden(works: SmallWorks) -> None:
    """The same scene, sent through a messenger, proves a site of another county."""
    one, two = works.site(), southern(works)
    first = attach(one, "report", file=picture(works.lead, jpeg(scene(5))), by=works.lead, at=NOW)
    copy = jpeg(COPIES["sent through a messenger"](scene(5)))
    second = attach(two, "report", file=picture(works.other_lead, copy), by=works.other_lead, at=NOW)
    other = attach(one, "report", file=picture(works.lead, jpeg(scene(6))), by=works.lead, at=NOW)
    assert [(each.record, each.same) for each in likenesses(works.other_lead, second)] == [(None, False)]
    assert [(each.record, each.same) for each in likenesses(works.officer, second)] == [(one, False)]
    assert [(each.record, each.same) for each in likenesses(works.officer, first)] == [(two, False)]
    assert likenesses(works.officer, other) == []


def test_the_very_same_photo_elsewhere_is_called_the_same(works: SmallWorks) -> None:
    one, two = works.site(), works.site("西桥")
    attach(one, "report", file=picture(works.lead), by=works.lead, at=NOW)
    second = attach(two, "report", file=picture(works.lead), by=works.lead, at=NOW)
    assert [(each.record, each.same) for each in likenesses(works.lead, second)] == [(one, True)]


def test_papers_are_not_compared(works: SmallWorks) -> None:
    one, two = works.site(), works.site("西桥")
    attach(one, "licence", file=paper(works.lead), by=works.lead, at=NOW)
    second = attach(two, "licence", file=paper(works.lead), by=works.lead, at=NOW)
    assert likenesses(works.lead, second) == []


@pytest.mark.django_db(transaction=True)
def test_withdrawing_and_moving_at_once_never_both_succeed(transactional_db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time; PostgreSQL shows the race")
    works = SmallWorks(SmallCity())
    for number in range(6):
        site = works.site(f"{number}号桥", cost=5, permit_ok=True)
        exhibit = attach(site, "licence", file=paper(works.lead, f"第{number}份"), by=works.lead, at=NOW)
        page = Record.objects.select_related("unit", "lead", "parent").get(pk=site.pk)
        told = at_once(
            [
                partial(move, page, "start", step=BARE, by=works.lead, at=NOW),
                partial(detach, exhibit, reason="传错了", by=works.lead, at=NOW),
            ]
        )
        assert told.count("done") == 1, told
        exhibit.refresh_from_db()
        assert (exhibit.move_id is None) is (exhibit.withdrawn_at is not None)
        assert Move.objects.filter(record=site).exists() is (exhibit.move_id is not None)


def test_a_verifier_may_lay_photos_of_their_own_visit(works: SmallWorks) -> None:
    site = started(works)
    inspector = works.city.actor(Role.VERIFIER, "supervision")
    attach(site, "report", file=picture(inspector), by=inspector, at=NOW)
    assert Exhibit.objects.get().by_name == inspector.name
