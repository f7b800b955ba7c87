"""Entering records: what is kept, what is refused, and what a refusal tells."""

from datetime import UTC, datetime

import pytest

from luoshi.audit.models import Entry
from luoshi.packs.queries import register as declared
from luoshi.registers.actions import Adopted, KeyTaken, adopt_many, create
from luoshi.registers.actions.writing import key_of
from luoshi.registers.models import Claim, Record, Version
from luoshi.registers.queries import claims_by
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.registers.values import Invalid
from luoshi.rules.refusals import Refused


def test_a_record_leaves_a_version_and_an_entry(works: SmallWorks) -> None:
    site = works.site(cost="１２，０００.５０", area=60)
    assert site.data == {
        "title_of_site": "东桥",
        "plan": site.data["plan"],
        "cost": "12000.5",
        "area": "60",
        "cost_per_mu": "200.008333",
        "dear": True,
    }
    assert (site.state, site.reached, site.lead_id) == ("filed", {"filed": "2022-06-15"}, works.north.pk)
    version = Version.objects.get(record=site)
    assert (version.kind, version.revision, version.data) == ("created", 1, site.data)
    entry = Entry.objects.about("record", site.pk).get()
    assert (entry.act, entry.by_account, entry.county) == (
        "registers.create",
        works.lead.account_id,
        works.north.county,
    )


def test_every_problem_is_told_at_once(works: SmallWorks) -> None:
    entered = {
        "plan": 999,
        "cost": -5,
        "area": "很大",
        "sort": "桥梁",
        "ready_on": "2022-02-30",
        "no_such": 1,
        "dear": True,
    }
    with pytest.raises(Invalid) as caught:
        create("works.site", entered, unit=works.north, by=works.lead, at=NOW)
    told = {problem.field: problem.reason.zh for problem in caught.value.problems}
    assert told == {
        "no_such": "“工地”没有这个字段",
        "cost": "-5 小于下限 0万元",
        "area": "“很大”不是数",
        "sort": "“桥梁”不在选项中",
        "ready_on": "“2022-02-30”不是日期",
        "dear": "由公式算出，不能填写",
        "title_of_site": "必填",
    }
    assert all(problem.remedy.zh and problem.remedy.en for problem in caught.value.problems)
    assert not Record.objects.exists()


def test_a_reference_must_point_into_its_register(works: SmallWorks) -> None:
    site = works.site()
    with pytest.raises(Invalid) as caught:
        works.site("西桥", plan=site)
    assert [problem.field for problem in caught.value.problems] == ["plan"]


def test_a_broken_rule_speaks_in_its_own_words(works: SmallWorks) -> None:
    with pytest.raises(Invalid, match="needs the area"):
        works.site(cost=100_000)


@pytest.mark.parametrize("name", ["䶮家营子路", "𠅤水渠", "Ａ１桥"])
def test_rare_and_full_width_characters_are_kept_as_entered(works: SmallWorks, name: str) -> None:
    assert Record.objects.get(pk=works.site(name).pk).label == name


@pytest.mark.parametrize("name", ["a\x00b", "两\n行", "长" * 41])
def test_text_that_cannot_be_kept_is_refused(works: SmallWorks, name: str) -> None:
    with pytest.raises(Refused) as caught:
        works.site(name, plan=works.plan())
    assert caught.value.remedy.zh
    assert not Record.objects.filter(register="works.site").exists()


def test_r075_a_second_offer_is_kept_and_shown_to_both(works: SmallWorks) -> None:
    first = works.site("北水南调", cost=9)
    again = {"title_of_site": "北水 南调", "plan": first.data["plan"], "cost": 12}
    with pytest.raises(KeyTaken) as caught:
        create("works.site", again, unit=works.south, by=works.other_lead, at=NOW)
    assert caught.value.held == first
    assert "北山旗" in caught.value.reason.zh
    assert Record.objects.filter(register="works.site").count() == 1
    claim = Claim.objects.get(record=first)
    assert (claim.unit, claim.data["cost"]) == (works.south, "12")
    assert list(claims_by(works.other_lead)) == [claim]
    assert Entry.objects.filter(act="registers.claim", subject_id=first.pk).count() == 1


def test_keys_that_only_look_alike_stay_apart(works: SmallWorks) -> None:
    register = declared("works.site")
    two_ways = [
        key_of(register, {"title_of_site": name, "plan": plan}) for name, plan in (("a|b", "c"), ("a", "b|c"))
    ]
    long_ones = [key_of(register, {"title_of_site": "长" * 900 + end, "plan": 1}) for end in ("甲", "乙")]
    assert len({*two_ways, *long_ones}) == 4
    assert max(len(key) for key in long_ones) == 400


def test_a_stranger_may_not_enter(works: SmallWorks) -> None:
    plan = works.plan()
    with pytest.raises(Refused, match="may_not_edit"):
        create("works.site", {"title_of_site": "东桥", "plan": plan}, unit=works.north, by=works.other_lead, at=NOW)


def test_the_owner_of_a_register_enters_for_everybody(works: SmallWorks) -> None:
    plan = works.plan()
    made = create("works.site", {"title_of_site": "东桥", "plan": plan}, unit=works.south, by=works.officer, at=NOW)
    assert made.lead == works.south


def test_a_return_stands_once_for_a_unit_and_period(works: SmallWorks) -> None:
    given = {"remark": "正常", "done": 3}
    create("works.monthly", given, unit=works.north, by=works.lead, at=NOW, period="2022-05")
    create("works.monthly", given, unit=works.north, by=works.lead, at=NOW, period="2022-06")
    with pytest.raises(Refused, match="return_exists"):
        create("works.monthly", given, unit=works.north, by=works.lead, at=NOW, period="2022-05")
    with pytest.raises(Refused, match="period"):
        create("works.monthly", given, unit=works.north, by=works.lead, at=NOW, period="五月")


def test_a_unit_that_is_not_there_on_the_day_is_refused(works: SmallWorks) -> None:
    with pytest.raises(Refused, match="unit_closed"):
        create(
            "works.site",
            {"title_of_site": "东桥", "plan": works.plan()},
            unit=works.north,
            by=works.lead,
            at=NOW.replace(year=2019),
        )


def test_the_day_and_the_year_of_an_entry_are_those_of_china(works: SmallWorks) -> None:
    """Half past six on New Year's morning is still the old year in Greenwich."""
    early = datetime(2022, 12, 31, 22, 30, tzinfo=UTC)
    data = {"title_of_site": "东桥", "plan": works.plan()}
    site = create("works.site", data, unit=works.north, by=works.lead, at=early)
    assert Record.objects.get(pk=site.pk).number == f"GC-2023-{site.pk:06d}"
    with pytest.raises(KeyTaken, match="2023-01-01"):
        create("works.site", data, unit=works.south, by=works.other_lead, at=early)


def test_a_row_of_an_older_ledger_whose_key_is_held_is_refused_by_name(works: SmallWorks) -> None:
    held = works.site("东桥")
    row = Adopted(data={"title_of_site": "东桥", "plan": held.data["plan"]}, unit=works.north)
    with pytest.raises(Refused, match="key_taken"):
        adopt_many("works.site", [row], source="旧册", by=works.city.admin, at=NOW)
