"""What is proposed for a heading, in which order, and what somebody's confirmation adds."""

from luoshi.reports.matching.candidates import Candidate, Holding, Lexicon
from luoshi.rules.signatures import Relation
from luoshi.rules.texts import Text


def holding(key: str, zh: str, unit: str = "", *words: str, **confirmed: str) -> Holding:
    return Holding(key, Text(zh, key), {"kind": "element", "code": key}, unit, words, confirmed)


HELD = [
    holding("women", "女性户籍人口", "人"),
    holding("men", "男性户籍人口", "人"),
    holding("population", "户籍人口", "人", "在册人口"),
    holding("households", "户籍户数", "户", "总户数"),
    holding("farmland", "耕地面积", "亩"),
    holding("cattle", "牛年末存栏", "头"),
    holding("cattle_sold", "牛出栏", "头"),
]


def first(path: str, unit: str = "") -> Candidate:
    return Lexicon(HELD).candidates(path, unit=unit)[0]


def test_the_likeliest_comes_first_with_its_class() -> None:
    assert (first("户籍人口/其中：女").holding.key, first("户籍人口/其中：女").found.relation) == ("women", "same")
    assert first("年末存栏/牛（头）").holding.key == "cattle"
    assert first("总户数", "户").holding.key == "households"
    assert first("耕地面积（公顷）").found.relation is Relation.CONVERTIBLE


def test_what_is_close_but_another_datum_is_shown_with_the_reason() -> None:
    by_key = {found.holding.key: found for found in Lexicon(HELD).candidates("户籍人口/其中：女")}
    assert not by_key["men"].held
    assert "女性不是男性" in by_key["men"].found.reasons[0].zh
    assert "women is not men" in by_key["men"].found.reasons[0].en


def test_nothing_is_proposed_for_what_nobody_holds() -> None:
    assert [found for found in Lexicon(HELD).candidates("电商网点（个）") if found.held] == []
    assert Lexicon([]).candidates("户籍人口") == []
    assert Lexicon(HELD).candidates("") == []


def test_words_somebody_confirmed_are_found_again_with_their_name() -> None:
    lexicon = Lexicon([*HELD, holding("paved", "通硬化路", "", **{"村部/道路畅通情况": "其木格"})])
    (found, *_) = lexicon.candidates("村部 / 道路畅通情况")
    assert (found.holding.key, found.held, found.confirmed_by) == ("paved", True, "其木格")
    assert "其木格" in found.found.reasons[0].zh


def test_a_confirmation_does_not_cover_another_unit() -> None:
    lexicon = Lexicon([holding("farmland", "耕地面积", "亩", 耕地="其木格")])
    assert not lexicon.candidates("耕地", unit="户")[0].held
