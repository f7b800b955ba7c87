"""Rounds: who owes what, as the tree stood; in time or not; who is asked."""

from dataclasses import replace
from datetime import date

import pytest

from luoshi.audit.models import Entry
from luoshi.org.actions import merge_units
from luoshi.packs.declarations import OwedSeason
from luoshi.packs.queries import register
from luoshi.registers.actions import move
from luoshi.registers.tests.small_returns import NOW, SmallReturns, step
from luoshi.returns.actions import remind
from luoshi.returns.models import Reminder
from luoshi.returns.policies import Round, Stand, asked_period, owed_periods
from luoshi.returns.queries import own_returns, reminders, round_of
from luoshi.rules.actors import Actor
from luoshi.rules.periods import parse
from luoshi.rules.refusals import Refused

JULY = date(2022, 7, 5)


def herd_round(by: Actor, *, today: date, period: str = "2022-05") -> Round:
    return round_of(by, register("flocks.herd"), parse(period), today=today)


def test_a_round_names_its_base_and_never_rounds_up(flocks: SmallReturns) -> None:
    """Five working days after 31 May 2022; the Dragon Boat holiday is 3 June, so the fifth is 8 June."""
    before = herd_round(flocks.county, today=date(2022, 6, 8))
    assert (before.due.date, before.is_due, before.on_time.percent) == (date(2022, 6, 8), False, None)
    flocks.submitted()
    found = herd_round(flocks.county, today=JULY)
    assert found.completeness.working() == "1/2 = 50.00 %"
    assert found.on_time.working() == "0/2 = 0.00 %"  # handed over on 15 June
    assert [(each.node.title, each.stand, each.in_time) for each in found.owing] == [
        ("泉村", Stand.HANDED_OVER, False),
        ("河村", Stand.MISSING, False),
    ]
    assert [each.node.title for each in found.missing] == ["河村"]


def test_what_was_sent_back_is_not_in_and_keeps_the_day_it_first_came(flocks: SmallReturns) -> None:
    record = flocks.submitted("2022-06")
    move(record, "send_back", step=step("数不对"), by=flocks.township, at=NOW)
    (first, _) = herd_round(flocks.county, today=JULY, period="2022-06").owing
    assert (first.stand, first.stand.is_in, first.first_in, first.in_time) == (
        Stand.SENT_BACK,
        False,
        NOW.date(),
        True,
    )


def test_units_count_as_they_were(flocks: SmallReturns) -> None:
    """Merged on 1 June: for May both owed a return, for June only the one that carries on."""
    city = flocks.city
    merge_units([city.unit("weir")], into=city.unit("spring"), on=date(2022, 6, 1), by=city.admin, at=NOW)
    assert [each.node.title for each in herd_round(flocks.county, today=JULY).owing] == ["泉村", "河村"]
    assert [each.node.title for each in herd_round(flocks.county, today=JULY, period="2022-06").owing] == ["泉村"]


def test_others_see_only_their_part(flocks: SmallReturns) -> None:
    assert herd_round(flocks.other, today=JULY).owing == ()
    assert len(herd_round(flocks.supervisor, today=JULY).owing) == 2


def test_periods_are_owed_since_the_first(flocks: SmallReturns) -> None:
    labels = [each.label for each in owed_periods(register("flocks.herd"), date(2022, 3, 4))]
    assert labels == ["2022-03", "2022-02", "2022-01"]
    with pytest.raises(Refused, match="not_owed"):
        asked_period(register("flocks.herd"), "2022-Q1")


def test_own_returns_begin_with_what_is_missing(flocks: SmallReturns) -> None:
    flocks.submitted("2022-05")
    own = own_returns(flocks.clerk, today=date(2022, 6, 20))
    assert [(each.period.label, owing.stand) for each, owing in own] == [
        ("2022-01", Stand.MISSING),
        ("2022-02", Stand.MISSING),
        ("2022-03", Stand.MISSING),
        ("2022-04", Stand.MISSING),
        ("2022-05", Stand.HANDED_OVER),
    ]


def test_only_who_is_missing_is_asked_and_by_somebody_above(flocks: SmallReturns) -> None:
    flocks.submitted()
    units = [flocks.spring.pk, flocks.city.unit("weir").pk]
    with pytest.raises(Refused, match="words_missing"):
        remind("flocks.herd", "2022-05", units=units, words=" ", by=flocks.county, at=NOW)
    with pytest.raises(Refused, match="nobody_missing"):
        remind("flocks.herd", "2022-05", units=units[:1], words="请报", by=flocks.county, at=NOW)
    asked = remind("flocks.herd", "2022-05", units=units, words="请于明日前上报", by=flocks.county, at=NOW)
    assert [each.unit.title for each in asked] == ["河村"]
    assert Entry.objects.filter(act="returns.remind", subject_id=units[1]).count() == 1
    kept = reminders("flocks.herd", "2022-05", units)[units[1]]
    assert [(each.words, each.by_name) for each in kept] == [("请于明日前上报", flocks.county.name)]
    with pytest.raises(Refused, match="nobody_missing"):
        remind("flocks.herd", "2022-05", units=units, words="x", by=flocks.other, at=NOW)
    with pytest.raises(Refused, match="may_not_remind"):
        remind("flocks.herd", "2022-04", units=[flocks.spring.pk], words="x", by=flocks.clerk, at=NOW)
    assert Reminder.objects.count() == 1


def test_out_of_season_nothing_is_owed_and_units_beyond_the_limit_owe_nothing(flocks: SmallReturns) -> None:
    declared = register("flocks.herd")
    assert declared.owed is not None
    winter = replace(declared, owed=replace(declared.owed, season=OwedSeason((11, 1), (2, 28)), below=("weir",)))
    periods = list(owed_periods(winter, date(2022, 12, 10)))
    assert [each.label for each in periods] == ["2022-12", "2022-11", "2022-02", "2022-01"]
    found = round_of(flocks.county, winter, parse("2022-02"), today=date(2022, 12, 10))
    assert [each.node.title for each in found.owing] == ["河村"]
    ended = replace(winter, sunset=date(2022, 11, 30))
    assert [each.label for each in owed_periods(ended, date(2022, 12, 10))] == ["2022-11", "2022-02", "2022-01"]


def test_nobody_is_chased_for_a_period_out_of_season_or_past_the_end(flocks: SmallReturns) -> None:
    declared = register("flocks.herd")
    assert declared.owed is not None
    winter = replace(declared, owed=replace(declared.owed, season=OwedSeason((11, 1), (2, 28))))
    assert asked_period(winter, "2022-02").label == "2022-02"
    with pytest.raises(Refused, match="not_owed"):
        asked_period(winter, "2022-05")
    assert asked_period(declared, "2026-12").label == "2026-12"
    with pytest.raises(Refused, match="not_owed"):
        remind("flocks.herd", "2027-01", units=[flocks.spring.pk], words="请报", by=flocks.county, at=NOW)


@pytest.mark.parametrize(
    ("season", "held"),
    [
        (((4, 1), (5, 31)), ["04", "05"]),
        (((3, 15), (6, 15)), ["04", "05", "06"]),  # March began before the season
        (((11, 1), (2, 28)), ["01", "02", "11", "12"]),  # over the turn of the year
        (((5, 1), (5, 1)), ["05"]),
        (((5, 2), (5, 31)), []),
    ],
)
def test_a_period_is_owed_that_begins_in_the_season(
    season: tuple[tuple[int, int], tuple[int, int]], held: list[str]
) -> None:
    found = OwedSeason(*season)
    assert [f"{month:02d}" for month in range(1, 13) if found.holds(date(2022, month, 1))] == held
