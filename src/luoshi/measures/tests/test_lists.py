"""Rates over a frozen list: both sides are of the list as of the day, and the sentence names its base."""

from datetime import UTC, date, datetime

import pytest

from luoshi.measures.actions import print_figure
from luoshi.measures.queries import figure, open_printed, scope_text, table
from luoshi.registers.actions import Adopted, Grounds, adopt_many, freeze, move_out, sign_change
from luoshi.registers.models import FrozenList
from luoshi.registers.tests.small_works import NOW, SmallWorks
from luoshi.rules.refusals import Refused

pytestmark = pytest.mark.django_db
JULY = datetime(2022, 7, 31, 2, 0, tzinfo=UTC)
OCTOBER = datetime(2022, 10, 31, 2, 0, tzinfo=UTC)
TODAY = date(2022, 12, 31)


@pytest.fixture
def works(small_works: SmallWorks) -> SmallWorks:
    """The small line of work in force."""
    return small_works


@pytest.fixture
def frozen(works: SmallWorks) -> FrozenList:
    """547 sites frozen in July, 519 of them started; in October seven of the others have been moved out."""
    plan, filed = works.plan(), {"filed": date(2022, 1, 4)}
    rows = [
        Adopted(
            data={"title_of_site": f"项目{n}", "plan": plan.pk},
            unit=works.north,
            state="started" if n < 519 else "filed",
            reached=filed | {"started": date(2022, 3, 1)} if n < 519 else filed,
        )
        for n in range(547)
    ]
    sites = adopt_many("works.site", rows, source="旧册", by=works.city.admin, at=NOW)
    city = works.city.unit("city")
    found = freeze("works.site", "2022", unit=city, document="府办7号", by=works.officer, at=JULY)
    for record in sites[-7:]:
        grounds = Grounds("资金未落实", "发改字〔2022〕88号")
        sign_change(
            move_out(found, record, grounds=grounds, by=works.officer, at=OCTOBER), by=works.supervisor, at=OCTOBER
        )
    works.site("清单之外")
    return found


def test_r017_519_of_540_names_the_list_and_its_base(works: SmallWorks, frozen: FrozenList) -> None:
    on_list = {f"list:{frozen.pk}": "in"}
    share = figure("works.started_share", period="2022-10 cumulative", today=TODAY, actor=None, where=on_list)
    assert share.working.zh == "519/540 = 96.1 %"
    assert scope_text(share).zh == "清单“2022” 2022-10-31 在册 540（底数 547，调入 0，调出 7）；全市"
    july = figure("works.started_share", period="2022-07 cumulative", today=TODAY, actor=None, where=on_list)
    assert july.working.zh == "519/547 = 94.9 %"
    everything = figure("works.started_share", period="2022", today=TODAY, actor=None)
    assert everything.working.zh == "519/548 = 94.7 %"


def test_a_figure_over_a_list_opens_as_printed(works: SmallWorks, frozen: FrozenList) -> None:
    on_list = {f"list:{frozen.pk}": "in"}
    share = figure("works.started_share", period="2022-10 cumulative", today=TODAY, actor=None, where=on_list)
    opened = open_printed(print_figure(figure=share, by=works.officer, at=OCTOBER), today=TODAY, actor=None)
    assert opened.as_printed.text == opened.today.text == share.text


def test_a_table_sets_what_stands_on_the_list_beside_the_rest(works: SmallWorks, frozen: FrozenList) -> None:
    found = table("works.sites", period="2022", by=[f"list:{frozen.pk}"], today=TODAY, actor=None)
    assert [(each.group.titles[0].en, int(each.value or 0)) for each in found.figures] == [
        ("list '2022' on 2022-12-31: 540 standing (base 547, 0 in, 7 out)", 540),
        ("not on the list", 8),
    ]


def test_a_list_that_is_not_there_or_not_to_be_seen_is_refused(works: SmallWorks, frozen: FrozenList) -> None:
    for actor, name, code in (
        (None, "list:0", "no_list"),
        (None, "list:½", "no_list"),
        (works.lead, f"list:{frozen.pk}", "list_not_visible"),
    ):
        with pytest.raises(Refused, match=code):
            figure("works.sites", period="2022", today=TODAY, actor=actor, where={name: "in"})
