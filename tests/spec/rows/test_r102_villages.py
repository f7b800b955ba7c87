"""R102: 41 villages of a township are said to have applied, "all 30 villages" to be covered; it has 30."""

import pytest

from luoshi.org.actions import load_units
from luoshi.org.models import Unit, UnitKind
from luoshi.org.queries import tree
from luoshi.org.tests.small_city import NOW, TODAY, SmallCity, draft
from luoshi.rules.figures import Rate, Rounding
from tests.spec.tables import rows

SAID = rows("""
| what                   | said | printed   | fits | because                                    |
|------------------------|------|-----------|------|--------------------------------------------|
| covered by the scheme  | 30   | 100.0 %   | yes  | all of them                                |
| applied for the title  | 41   | 136.7 %   | no   | more villages than the township has        |
| applied, the one short | 29   | 96.7 %    | yes  | a part of the whole                        |
""")


@pytest.fixture
def township(small_city: SmallCity) -> Unit:
    """A township with thirty villages: one is there already."""
    more = [draft(f"v{n}", f"第{n}嘎查", UnitKind.VILLAGE, "stone", f"1505211002{n:02d}") for n in range(2, 31)]
    load_units(more, by=small_city.admin, at=NOW)
    return small_city.unit("stone")


@pytest.mark.parametrize(("what", "said", "printed", "fits", "because"), SAID)
def test_r102_a_count_of_villages_is_held_against_the_register(
    township: Unit, what: str, said: str, printed: str, fits: str, because: str
) -> None:
    villages = [node for node in tree(TODAY).below(township.pk) if node.kind is UnitKind.VILLAGE]
    share = Rate(int(said), len(villages), Rounding(1))
    assert (len(villages), share.text()) == (30, printed), what
    assert (share.numerator <= share.denominator) is (fits == "yes"), because
