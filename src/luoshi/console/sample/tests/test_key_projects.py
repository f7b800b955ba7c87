"""The key projects of the sample add up to the published figures: counted in plain Python, past every measure."""

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from luoshi.registers.models import Record
from tests.sample_city import SampleCity

LINE = "key_projects"


def held(register: str) -> list[Record]:
    return list(Record.objects.of(f"{LINE}.{register}").order_by("pk"))


def planned() -> list[Record]:
    """What the plan of October holds."""
    return [each for each in held("project") if each.data["plan_class"] != "reserve" and each.state != "moved_out"]


def total(records: Iterable[Record], field: str) -> int:
    return int(sum(Decimal(each.data[field]) for each in records))


def test_r014_540_projects_for_1660_of_which_518_this_year(sample_city: SampleCity) -> None:
    projects = planned()
    assert (len(projects), total(projects, "total"), total(projects, "year_amount")) == (540, 16_600_000, 5_180_000)
    states = Counter(each.state for each in held("project") if each.data["plan_class"] != "reserve")
    assert states["moved_out"] == 7


def test_r016_190_major_ones_are_among_them(sample_city: SampleCity) -> None:
    major = [each for each in planned() if each.data["major"]]
    assert (len(major), total(major, "total"), total(major, "year_amount")) == (190, 12_150_000, 3_200_000)
    assert all("started" in each.reached for each in major)


def test_r016_october_is_only_expected(sample_city: SampleCity) -> None:
    returns = held("major_return")
    expected = [each for each in returns if "expected" in each.data]
    assert {each.data["month_end"] for each in expected} == {"2022-10-31"}
    actual = [each for each in returns if "actual" in each.data]
    assert max(each.data["month_end"] for each in actual) == "2022-09-30"
    assert total(expected, "expected") + total(actual, "actual") == 2_960_000
    assert Counter(each.parent_id for each in returns) == Counter(
        {each.pk: 10 for each in planned() if each.data["major"]}
    )


def test_c3_twenty_started_before_their_last_permit(sample_city: SampleCity) -> None:
    open_ = {each.parent_id for each in held("permit") if each.data.get("issued_on", "9999") > "2022-10-31"}
    started = {each.pk for each in planned() if each.reached.get("started", "9999") <= "2022-10-31"}
    assert (len(started), len(started & open_), 540 - len(open_)) == (539, 20, 519)
    assert {each.parent_id for each in held("permit")} == {each.pk for each in planned()}


def test_no_project_costs_more_this_year_than_in_all(sample_city: SampleCity) -> None:
    assert [each.label for each in planned() if Decimal(each.data["year_amount"]) > Decimal(each.data["total"])] == []
    assert min(Decimal(each.data["year_amount"]) for each in planned()) > 0


def test_r011_each_area_is_judged_by_the_eight_others(sample_city: SampleCity) -> None:
    given = Counter(each.data["judged"] for each in held("tour_score"))
    assert set(given.values()) == {8}
    assert len(given) == 9


def test_r053_r054_r099_r103_add_up(sample_city: SampleCity) -> None:
    assert (len(held("mine")), total(held("mine"), "capacity")) == (11, 1985)
    assert Counter(each.data["kind"] for each in held("pilot")) == {"planting": 83, "herding": 12, "production": 43}
    assert (len(held("township_project")), total(held("township_project"), "granted")) == (11, 5230)
    assert (len(held("parcel")), total(held("parcel"), "size")) == (115, 19_000)
    assert total(held("land_control"), "treated") == 5_000_000


def test_every_name_of_the_line_says_that_it_is_generated(sample_city: SampleCity) -> None:
    registers = {each for each in Record.objects.values_list("register", flat=True) if each.startswith(f"{LINE}.")}
    assert len(registers) == 15
    unsaid = Record.objects.filter(register__in=registers).exclude(label__contains="样例")
    assert list(unsaid.values_list("label", flat=True)[:5]) == []
