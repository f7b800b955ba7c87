"""What is typed finds what is kept: Chinese from one character on, initials, codes; and nothing that is hidden."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from luoshi.packs.queries import register
from luoshi.registers import found_by, queries
from luoshi.registers.actions import correct
from luoshi.registers.found_by_index import fill, install
from luoshi.registers.models import Record
from luoshi.registers.tests.small_works import NOW, SmallWorks


def found(words: str) -> list[str]:
    everything = Record.objects.of("works.site")
    return sorted(each.label for each in queries.search(everything, words, register="works.site"))


@pytest.fixture
def sites(works: SmallWorks) -> SmallWorks:
    works.site("东桥（二期）工程", foreman="13800000000")
    works.site("东河桥A12-7号线")
    works.site("𬱖水 Bridge North")
    return works


@pytest.mark.parametrize(
    ("words", "many"),
    [
        ("桥", 2), ("东桥", 1), ("东河桥", 1), ("桥二", 1), ("dqeq", 1), ("dhq", 1), ("DQ", 1), ("q", 2),
        ("a12-7", 1), ("Ａ１２", 1), ("127", 1), ("𬱖", 1), ("bridge n", 1), ("工程 东", 1), ("（二期）", 1),
        ("桥东", 0), ("dqgc", 0), ("13800000000", 0), ("380", 0), ("works", 0), ("（）", 0), ("%", 0), ("_", 0),
        ("", 3),
    ],
)  # fmt: skip
@pytest.mark.parametrize("rare", [found_by.RARE, dict.fromkeys(found_by.RARE, 0)])
def test_words_find_what_they_should(
    sites: SmallWorks, monkeypatch: pytest.MonkeyPatch, words: str, many: int, rare: dict[str, int]
) -> None:
    monkeypatch.setattr(found_by, "RARE", rare)  # with 0 every word is met on the way, not looked up
    assert len(found(words)) == many


def test_a_corrected_name_is_found_and_the_old_one_no_more(sites: SmallWorks) -> None:
    site = Record.objects.of("works.site").get(label__startswith="东桥")
    correct(site, {"title_of_site": "南桥"}, reason="改名", by=sites.lead, at=NOW)
    assert found("南桥") == ["南桥"]
    assert found("nq") == ["南桥"]
    assert found("东桥") == []


def test_records_of_before_the_column_are_filled_and_a_lost_trigger_is_made_good(sites: SmallWorks) -> None:
    Record.objects.update(found_by="")
    assert found("东桥") == []
    fill("default")
    assert found("东桥") == ["东桥（二期）工程"]
    if connection.vendor == "postgresql":
        return  # there the index has no trigger that could be lost
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER registers_found_changed")
    Record.objects.of("works.site").filter(label__startswith="东桥").update(found_by="@works.site 丢失")
    install("default")
    assert [each.label for each in Record.objects.filter(pk__in=_looked_up("丢失"))] == ["东桥（二期）工程"]


def _looked_up(text: str) -> list[int]:
    asked = found_by.word(text)
    assert asked is not None
    return list(Record.objects.filter(pk__in=found_by.rare("works.site", [asked])).values_list("pk", flat=True))


def test_a_word_made_of_common_pieces_is_looked_up_and_the_records_entered_by_number(sites: SmallWorks) -> None:
    """777777 is one record, but its pieces are those of 777: the index alone cannot tell how rare it is."""
    for number in range(60):
        sites.site(f"777号之{number}")
    sites.site("东桥777777号")
    assert found("777777") == ["东桥777777号"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # of a table this small it rightly reads all
            cursor.execute("SET LOCAL enable_seqscan = off")
    asked = queries.search(Record.objects.of("works.site"), "777777", register="works.site").order_by("-updated_at")
    told = str(asked.explain())
    if connection.vendor == "postgresql":
        assert "registers_record_found" in told
        assert "ProjectSet" in told
    else:
        assert "registers_found VIRTUAL TABLE INDEX" in told
        assert "SEARCH registers_record USING INTEGER PRIMARY KEY" in told


def test_a_number_is_found_beside_the_words(sites: SmallWorks) -> None:
    site = sites.site("南桥")
    assert found(site.number) == ["南桥"]
    assert "南桥" in found(str(site.pk))


texts = st.text(alphabet="东桥二a1b(- ", max_size=12)


@given(text=texts, typed=texts)
def test_pieces_in_a_row_are_the_word_in_the_text(text: str, typed: str) -> None:
    pieces = " ".join(("@r", *found_by._pieces(found_by.normal(text))))
    asked = found_by.word(typed)
    assert (asked is None) == (found_by.normal(typed) == "")
    if asked is not None:
        assert (asked.pattern in pieces) == (found_by.normal(typed) in found_by.normal(text))


def test_a_hidden_or_personal_field_is_not_searched(sites: SmallWorks) -> None:
    foreman = register("works.site").fields["foreman"]
    assert foreman.visible_to
    assert not any("138" in each.found_by for each in Record.objects.of("works.site"))
