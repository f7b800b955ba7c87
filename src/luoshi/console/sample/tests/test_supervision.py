"""The supervision line of the sample adds up to what was published, counted in plain Python past every measure."""

from collections import Counter
from datetime import date, timedelta

from luoshi.console.sample.photos import KIND
from luoshi.evidence.stores import store
from luoshi.registers.exhibits import likenesses
from luoshi.registers.models import Draw, Exhibit, Record
from luoshi.rules.actors import Role
from tests.sample_city import SampleCity


def of(register: str) -> list[Record]:
    return list(Record.objects.of(f"supervision.{register}").select_related("parent"))


def test_r007_71_half_built_works_stay_on_their_list(sample_city: SampleCity) -> None:
    half_built = [item for item in of("stock_item") if item.data["list"] == "half_built"]
    assert len(half_built) == 71
    assert Counter(item.state == "struck_off" for item in half_built) == {True: 43, False: 28}
    assert all(item.due for item in half_built if item.state != "struck_off")


def test_r006_five_lists_are_there(sample_city: SampleCity) -> None:
    lists = {item.data["list"] for item in of("stock_item")}
    assert lists == {"approvals", "land", "funds", "half_built", "zones"}


def test_r009_five_days_and_nine_targets(sample_city: SampleCity) -> None:
    spring = next(plan for plan in of("inspection_plan") if plan.data["starts_on"] == "2022-05-09")
    visits = [visit for visit in of("inspection") if visit.data["plan"] == spring.pk]
    days = {date.fromisoformat(str(visit.data["visited_on"])) for visit in visits}
    assert (str(spring.data["days"]), len(visits), len({visit.data["target"] for visit in visits})) == ("5", 9, 9)
    assert days == {date(2022, 5, day) for day in (9, 10, 11, 16, 17)}


def test_r010_every_finding_is_answered_in_time(sample_city: SampleCity) -> None:
    for finding in of("finding"):
        assert ("task" in finding.data) != ("grounds" in finding.data)
        found, settled = (date.fromisoformat(finding.reached[state]) for state in ("found", "settled"))
        assert settled - found <= timedelta(days=5)


def test_r063_every_decision_has_its_owner_or_is_taken_note_of(sample_city: SampleCity) -> None:
    decisions = of("decision")
    assert {decision.data["handling"] for decision in decisions} == {"act", "noted"}
    assert all(("owner" in each.data) == (each.data["handling"] == "act") for each in decisions)


def test_r125_no_part_is_due_after_its_whole(sample_city: SampleCity) -> None:
    parts = [task for task in of("task") if task.parent]
    assert parts
    assert all(part.due and part.parent and part.parent.due and part.due <= part.parent.due for part in parts)


def test_r096_the_years_occasions_are_open_and_r111_the_snow_checks(sample_city: SampleCity) -> None:
    assert len(of("occasion")) == 8
    assert sorted(each.label for each in of("checklist")) == [
        "沙泉旗雪灾防范期（样例）隐患排查单",
        "青原旗雪灾防范期（样例）隐患排查单",
    ]


def test_a_tenth_of_januarys_strike_offs_is_drawn_and_one_was_looked_at(sample_city: SampleCity) -> None:
    draw = Draw.objects.get()
    assert (draw.period, len(draw.listed), draw.closed_name != draw.drawn_name) == ("2023-01", 20, True)
    assert Counter(draw.looks.values_list("seen", flat=True)) == {"held": 1, "open": 1, "spared": 18}


def test_photos_of_two_hazards_keep_their_place_and_one_is_pointed_out(sample_city: SampleCity) -> None:
    shown = list(Exhibit.objects.filter(kind=KIND).select_related("record", "content", "file").order_by("pk"))
    assert len(shown) == 3
    assert all("生成" in each.file.name for each in shown)
    assert all(each.content.latitude is not None and each.content.taken for each in shown)
    first, other, again = shown
    county = sample_city.actor(Role.COUNTY_LEAD)
    assert [each.record for each in likenesses(county, again)] == [first.record]
    assert likenesses(county, other) == []
    assert all(store().holds(each.content.sha256, each.content.size) for each in shown)
