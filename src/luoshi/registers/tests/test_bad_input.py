"""What people type by mistake or on purpose: kept as meant, or refused with what to do."""

import pytest

from luoshi.registers.actions import Step, confirm, correct, create, move, turn_down, waive
from luoshi.registers.models import Record, Version
from luoshi.registers.tests.small_works import NOW, TODAY, SmallWorks, start
from luoshi.registers.values import Invalid, Unfit, number_from
from luoshi.rules.refusals import Refused

LATER = NOW.replace(hour=3)
ODD = [
    "1e1000000",
    "1e99999999999999999999",
    "9" * 5000,
    "1_0",
    "1,5",
    "12,34",
    "NaN",
    "sNaN",
    "Infinity",
    "²",
    "٣",
    ".",
]


@pytest.mark.parametrize("typed", ODD)
def test_what_is_no_number_in_range_is_told(typed: str) -> None:
    with pytest.raises(Unfit):
        number_from(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1,234,567.8", "1234567.8"), ("1,2345", "12345"), ("１２．５", "12.5"), (".5", "0.5"), ("-0", "0")],
)
def test_numbers_are_read_as_people_write_them(typed: str, meant: str) -> None:
    assert number_from(typed) == number_from(meant)


def test_rare_characters_are_kept_and_unseen_ones_told_beside_their_field(works: SmallWorks) -> None:
    assert works.site("䶮𠅤桥").data["title_of_site"] == "䶮𠅤桥"
    with pytest.raises(Invalid) as told:
        create("works.site", {"title_of_site": "东\x00桥", "cost": "-1"}, unit=works.north, by=works.lead, at=NOW)
    assert {each.field for each in told.value.problems} == {"title_of_site", "cost", "plan"}


@pytest.mark.parametrize("words", ["核\x00对", "核" * 401, "\u202e核对", " "])
def test_a_reason_is_kept_whole_or_refused(works: SmallWorks, words: str) -> None:
    site = works.site(permit_ok=False)
    with pytest.raises(Refused):
        correct(site, {"cost": 5}, reason=words, by=works.lead, at=NOW)
    with pytest.raises(Refused):
        waive(site, "permit", basis=words, by=works.supervisor, at=NOW)
    assert Version.objects.filter(record=site).count() == 1


@pytest.mark.parametrize(
    "step",
    [
        Step(on=TODAY, evidence={"licence": "许\x00字"}),
        Step(on=TODAY, evidence={"licence": "许" * 201}),
        Step(on=TODAY, evidence={"licence": "许字1号"}, note="\x00"),
        Step(on=TODAY, evidence={"licence": "许字1号"}, note="长" * 1001),
        Step(on=TODAY, evidence={"licence": "许字1号", "stamp": "1"}),
    ],
)
def test_evidence_and_notes_are_kept_whole_or_refused(works: SmallWorks, step: Step) -> None:
    site = works.site(cost=5, permit_ok=True)
    with pytest.raises(Refused):
        move(site, "start", step=step, by=works.lead, at=NOW)
    assert Record.objects.get(pk=site.pk).state == "filed"


def test_turning_down_needs_words_that_can_be_kept(works: SmallWorks) -> None:
    site = works.site(cost=5, permit_ok=True)
    move(site, "start", step=start(), by=works.lead, at=NOW)
    report = Step(on=TODAY, evidence={"report": "验字1号"})
    proposed = move(site, "complete", step=report, by=works.lead, at=NOW)
    for words in ("", "\x00", "长" * 1001):
        with pytest.raises(Refused):
            turn_down(proposed, reason=words, by=works.verifier, at=LATER)
    assert confirm(proposed, by=works.verifier, at=LATER).state == "completed"


def test_nobody_points_to_a_record_they_may_not_see(works: SmallWorks) -> None:
    hidden = works.site()
    with pytest.raises(Invalid) as told:
        create(
            "works.site", {"title_of_site": "西桥", "plan": hidden.pk}, unit=works.south, by=works.other_lead, at=NOW
        )
    assert told.value.problems[0].field == "plan"
    assert hidden.label not in str(told.value.reason)
