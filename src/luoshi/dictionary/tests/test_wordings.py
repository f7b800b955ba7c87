"""Data elements looked up; wordings confirmed by whom they concern, and taken back."""

from pathlib import Path

import pytest

from luoshi.audit.models import Entry
from luoshi.dictionary.actions import confirm_alias, withdraw_alias
from luoshi.dictionary.permissions import can_confirm
from luoshi.dictionary.queries import aliases, by_words, element, found, held_by, turns_of
from luoshi.org.tests.small_city import NOW, SmallCity
from luoshi.packs.actions import publish_all
from luoshi.packs.codes import Edit
from luoshi.packs.load import load_all
from luoshi.packs.tests.sample import spoil
from luoshi.rules.actors import Role
from luoshi.rules.refusals import Refused


def test_an_element_knows_who_holds_it(city: SmallCity) -> None:
    assert [field.id for _register, field in held_by("budget_planned").fields] == ["budget"]
    assert not held_by("staff").is_held
    with pytest.raises(Refused, match="staff"):
        element("staf")


def test_words_are_found_by_title_wording_and_definition(city: SmallCity) -> None:
    assert [each.code for each in found("批复")] == ["budget_planned"]
    assert [each.code for each in found("在岗")] == ["staff"]
    assert [each.code for each in found("预算数")] == ["budget_planned"]
    assert found("牲畜") == []
    assert [each.code for each in found("", owner="commerce")] == ["budget_planned", "staff"]


def test_only_confirmed_words_stand_for_an_element(city: SmallCity) -> None:
    words = "年初 预算"
    assert by_words(words) is None
    officer = city.actor(Role.BUREAU_OFFICER, "commerce")
    alias = confirm_alias(words, element=element("budget_planned"), by=officer, at=NOW)
    assert (meant := by_words("年初预算")) is not None
    assert meant.code == "budget_planned"
    withdraw_alias(alias, reason="年初数不是批复数", by=officer, at=NOW)
    assert by_words(words) is None
    assert aliases("budget_planned") == []
    assert [each.reason for each in aliases("budget_planned", withdrawn=True)] == ["年初数不是批复数"]
    acts = list(Entry.objects.filter(act__startswith="dictionary.").values_list("act", flat=True))
    assert sorted(acts) == ["dictionary.confirm_alias", "dictionary.withdraw_alias"]
    with pytest.raises(Refused) as refused:
        withdraw_alias(alias, reason="再撤一次", by=officer, at=NOW)
    assert refused.value.code == "dictionary.withdrawn_already"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("批复 预算", "dictionary.known_already"),
        ("在编人数", "dictionary.means_another"),
        ("  ", "dictionary.no_wording"),
        ("长" * 81, "dictionary.no_wording"),
    ],
)
def test_a_wording_stands_for_one_element(city: SmallCity, words: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        confirm_alias(words, element=element("budget_planned"), by=city.actor(Role.SUPERVISOR, "city"), at=NOW)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("role", "unit", "may"),
    [
        (Role.SUPERVISOR, "city", True),
        (Role.BUREAU_OFFICER, "commerce", True),
        (Role.BUREAU_OFFICER, "supervision", False),
        (Role.SUPERVISOR, "north", False),
        (Role.TOWNSHIP_CLERK, "stone", False),
        (Role.ADMINISTRATOR, "city", False),
    ],
)
def test_who_confirms(city: SmallCity, role: Role, unit: str, may: bool) -> None:
    assert can_confirm(city.actor(role, unit), element("budget_planned")) is may


def test_others_are_refused(city: SmallCity) -> None:
    lead = city.actor(Role.COUNTY_LEAD, "north")
    with pytest.raises(Refused) as refused:
        confirm_alias("经费安排", element=element("budget_planned"), by=lead, at=NOW)
    assert refused.value.code == "dictionary.may_not_confirm"


def test_versions_tell_what_an_element_meant_before(city: SmallCity, tmp_path: Path) -> None:
    pack = tmp_path / "sample"
    spoil(pack, Edit("pack.yaml", 'version: "1"', 'version: "2"'))
    spoil(pack, Edit("elements.yaml", "批复的预算, en", "人大批准的预算, en"))
    publish_all(packs=load_all(tmp_path), by=city.admin, at=NOW)
    later, first = turns_of("budget_planned")
    assert (first.version, first.changes) == ("1", ())
    assert [(each.before.zh, each.after.zh) for each in later.changes] == [("批复的预算", "人大批准的预算")]
    assert [turn.version for turn in turns_of("staff")] == ["1"]
