"""The sample adds up to the published figures: counted here in plain Python, past every measure."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from random import Random

from luoshi.console.sample.city import SEED, City
from luoshi.console.sample.one_table.asking import FORMS
from luoshi.console.sample.projects import plans
from luoshi.org.models import Unit
from luoshi.org.queries import group_members
from luoshi.registers.models import Claim, Move, MoveStatus, Record, Version, VersionKind, Waiver
from luoshi.rules.actors import Role
from tests.sample_city import SampleCity

STAGES = ("lead_record", "negotiating", "reserved", "signed", "filed", "started", "completed", "producing")


def signed_in(year: int) -> list[Record]:
    """Projects of ten million yuan or more whose contract is of the year."""
    projects = Record.objects.of("investment.project")
    return [
        each
        for each in projects
        if each.reached.get("signed", "").startswith(f"{year}-") and Decimal(each.data["amount"]) >= 1000
    ]


def total(records: list[Record], field: str) -> Decimal:
    return sum((Decimal(each.data[field]) for each in records), Decimal(0))


def test_r080_568_signed_against_219(sample_city: SampleCity) -> None:
    signed, before = signed_in(2022), signed_in(2021)
    assert (len(signed), len(before), int(total(signed, "amount"))) == (568, 219, 18_614_400)
    assert round(Fraction(568, 219) * 100 - 100, 1) == Fraction("159.4")


def test_r082_each_stage_lies_within_the_one_before(sample_city: SampleCity) -> None:
    signed = signed_in(2022)
    stages = [
        {each.pk for each in signed if state in each.reached}
        for state in ("filed", "started", "completed", "producing")
    ]
    assert [len(stage) for stage in stages] == [382, 349, 156, 148]
    assert stages[0] > stages[1] > stages[2] > stages[3]


def test_no_project_goes_back_in_time(sample_city: SampleCity) -> None:
    for project in sample_city.records("project"):
        order = [state for state in STAGES if state in project.reached]
        days = [project.reached[state] for state in order]
        assert days == sorted(days), project.label
        assert days[-1] <= "2023-02-08"


def test_r081_298_paid_in_86_percent_more(sample_city: SampleCity) -> None:
    vouchers = list(sample_city.records("paid_in"))
    paid = {year: total([v for v in vouchers if v.data["paid_on"][:4] == year], "paid") for year in ("2021", "2022")}
    assert paid["2022"] == 2_980_000
    assert round(paid["2022"] / paid["2021"] * 100 - 100) == 86
    signed = {project.pk: project.reached["signed"] for project in [*signed_in(2021), *signed_in(2022)]}
    assert all(voucher.data["paid_on"] >= signed[voucher.data["project"]] for voucher in vouchers)


def test_r008_31_signed_in_spring_and_five_again_in_autumn(sample_city: SampleCity) -> None:
    signings = list(sample_city.records("signing"))
    spring = [each for each in signings if each.data["signed_on"] == "2022-04-27"]
    autumn = [each for each in signings if each.data["signed_on"] != "2022-04-27"]
    assert (len(spring), int(total(spring, "signed_amount"))) == (31, 5_919_500)
    again = {each.data["project"] for each in spring} & {each.data["project"] for each in autumn}
    assert len(again) == 5
    assert len(autumn) > len(again)


def test_r079_384_teams_in_9_and_22_units(sample_city: SampleCity) -> None:
    teams = list(sample_city.records("team"))
    homes = Counter(home for home, _ in {(each.data["home"], each.unit_id) for each in teams})
    assert (len(teams), homes) == (384, {"county": 9, "economic": 22})
    assert 1300 < total(teams, "members") < 1310
    assert round(384 / 31, 1) == 12.4


def test_r013_contacts_become_reserves(sample_city: SampleCity) -> None:
    outcomes = Counter(each.data["outcome"] for each in sample_city.records("contact"))
    assert (outcomes["reserved"], outcomes.total() > 3500) == (254, True)
    assert round(254 / outcomes.total() * 100, 1) == 7.3


def test_r094_each_trip_moved_a_project(sample_city: SampleCity) -> None:
    trips = list(sample_city.records("trip"))
    assert len(trips) == 15
    assert all(each.data["project"] and each.data["leads_moved"] >= 1 for each in trips)


def test_r042_the_modes_add_up_to_the_total(sample_city: SampleCity) -> None:
    by_mode = Counter(each.data["mode"] for each in signed_in(2022))
    assert set(by_mode) == {"scene", "chain", "enclave", "other"}
    assert by_mode.total() == 568


def test_r066_each_industry_has_one_department(sample_city: SampleCity) -> None:
    industries = list(sample_city.records("industry"))
    assert len({each.data["name"] for each in industries}) == len(industries) == 10


def test_r074_shares_and_parts_add_up(sample_city: SampleCity) -> None:
    shares = list(sample_city.records("enclave_share"))
    assert len({(each.data["project"], each.data["item"], each.data["year"]) for each in shares}) == len(shares) == 24
    for each in shares:
        assert Decimal(each.data["origin_share"]) + Decimal(each.data["host_share"]) == 100
        assert Decimal(each.data["origin_part"]) + Decimal(each.data["host_part"]) == Decimal(each.data["whole"])
        assert each.data["origin"] != each.data["host"]


def test_r074_several_partners_share_out_exactly_the_whole(sample_city: SampleCity) -> None:
    agreements = list(sample_city.records("enclave_agreement"))
    stakes = list(sample_city.records("enclave_stake"))
    assert (len(agreements), len(stakes)) == (2, 6)
    for agreement in agreements:
        mine = [each.data for each in stakes if each.data["agreement"] == agreement.pk]
        assert sum(Decimal(each["stake"]) for each in mine) == 100
        assert sum(Decimal(each["counted"]) for each in mine) == Decimal(agreement.data["volume"])


def test_r095_every_project_lies_in_one_batch(sample_city: SampleCity) -> None:
    batches = Counter(each.data["batch"] for each in sample_city.records("project"))
    assert batches.total() == sample_city.records("project").count()
    assert set(batches) == {"in_reserve", "contracted", "in_approval", "under_way", "closed"}


def test_r141_25_of_141(sample_city: SampleCity) -> None:
    institutes = list(sample_city.records("institute"))
    wanted, settled = (sum(each.data[name] for each in institutes) for name in ("wanted", "settled"))
    assert (len(institutes), wanted, settled) == (47, 141, 25)


def test_c5_eight_and_nine_areas_are_both_sayable(sample_city: SampleCity) -> None:
    eight, nine = (group_members(code, sample_city.today) for code in ("eight_counties", "nine_areas"))
    assert (len(eight), len(nine)) == (8, 9)
    assert [unit.code for unit in nine if unit not in eight] == ["zone"]


def test_the_week_left_its_traces(sample_city: SampleCity) -> None:
    statuses = Counter(Move.objects.values_list("status", flat=True))
    assert statuses[MoveStatus.PROPOSED] == 5
    assert statuses[MoveStatus.TURNED_DOWN] == 1
    assert Claim.objects.count() == 3
    assert Waiver.objects.get().by_name == sample_city.account(Role.SUPERVISOR).display_name
    assert Version.objects.filter(kind=VersionKind.CORRECTED).exclude(reason="").count() == 4


def test_r075_the_second_offer_is_shown_to_both(sample_city: SampleCity) -> None:
    ours = sample_city.unit("hewan")
    assert Claim.objects.filter(record__unit=ours).count() == 2
    assert Claim.objects.get(unit=ours).record.unit == sample_city.unit("yunling")


def test_every_name_says_that_it_is_generated(sample_city: SampleCity) -> None:
    for register in ("enterprise", "project", "paid_in", "institute", "signing", "signing_event", "contact", "trip"):
        assert [each.label for each in sample_city.records(register) if "样例" not in each.label] == []


def test_the_same_dice_give_the_same_city(sample_city: SampleCity) -> None:
    units = {unit.code: unit for unit in Unit.objects.all()}
    by = sample_city.actor(Role.ADMINISTRATOR)
    dice = (Random(SEED), Random(SEED))  # noqa: S311  (dice, not secrets)
    first, second = (plans(City(units, each, by, sample_city.at)) for each in dice)
    assert first == second
    assert sample_city.records("project")[0].label == "新能源装备产业园项目（样例0001）"


def test_r066_each_responsible_department_has_a_team(sample_city: SampleCity) -> None:
    with_teams = set(sample_city.records("team").values_list("unit", flat=True))
    assert {each.data["responsible"] for each in sample_city.records("industry")} <= with_teams


def test_r093_teams_are_by_profession_and_no_target_lies_outside_the_economy(sample_city: SampleCity) -> None:
    teams = list(sample_city.records("team"))
    assert all(each.data["profession"] for each in teams)
    assert {each.data["home"] for each in teams if "target" in each.data} <= {"county", "economic"}
    assert not sample_city.records("team").filter(unit__code="education").exists()


def test_r139_no_promise_is_above_its_ceiling(sample_city: SampleCity) -> None:
    deals = list(sample_city.records("deal"))
    assert deals
    assert all(Decimal(each.data["concession"]) <= Decimal(each.data["ceiling"]) for each in deals)


def test_r004_the_waived_gate_stands_with_its_basis_beside_the_signature(sample_city: SampleCity) -> None:
    waiver = Waiver.objects.get()
    assert (waiver.guard, waiver.record.state) == ("hard_gates", "signed")
    assert "样例文件" in waiver.basis
    assert waiver.record.data["energy_ok"] is False


def test_a_form_has_as_many_cells_before_as_people_and_the_system_fill_now(sample_city: SampleCity) -> None:
    drawn = {title: cells for _office, title, _use, _frequency, cells in FORMS}
    forms = list(Record.objects.of("one_table.asked_form"))
    assert len(forms) == 2 * len(FORMS)
    for form in forms:
        cells = drawn[form.label.partition("（")[0]]
        assert form.data["cells_asked"] + form.data["cells_filled"] == cells, form.label
        assert (form.data["cells_filled"] > 0) == (form.state == "admitted"), form.label
