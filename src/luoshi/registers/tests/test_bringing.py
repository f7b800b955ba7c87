"""Returns brought in by columns: the same records, versions and entries as one by one; all of them or none."""

from collections.abc import Mapping
from datetime import date

import pyarrow as pa
import pytest

from luoshi.audit.actions import canonical
from luoshi.audit.digesting import hexdigest
from luoshi.audit.models import Entry
from luoshi.org.tests.small_city import SmallCity
from luoshi.registers.actions import Adopted, adopt_many, bring_in
from luoshi.registers.actions.writing import act_of
from luoshi.registers.columnar import sort_out, suits
from luoshi.registers.models import Record, Version
from luoshi.registers.queries import in_force
from luoshi.registers.tests.small_returns import NOW, SmallReturns
from luoshi.registers.values import Invalid
from luoshi.rules.refusals import Refused

DAY = date(2022, 6, 1)
SOURCE = "旧系统导出 2022-06-01"
FIGURES = {"born": "020", "sold": "-0", "closing": "110", "people": "50", "women": "19", "rubbish": "380.50"}


@pytest.fixture
def flocks(db: None) -> SmallReturns:
    return SmallReturns(SmallCity())


def table(*rows: Mapping[str, str | None]) -> pa.Table:
    return pa.Table.from_pylist([{"unit": "spring", **row} for row in rows])


def bring(flocks: SmallReturns, returns: pa.Table, *, ref: str = "flocks.herd", state: str = "") -> int:
    return bring_in(ref, returns, source=SOURCE, state=state, reached=DAY, by=flocks.city.admin, at=NOW)


def left(flocks: SmallReturns, period: str) -> list[object]:
    """A return with all its traces, but what tells two of them apart."""
    record = Record.objects.select_related("unit").get(period=period)
    version, entry = Version.objects.get(record=record), Entry.objects.about("record", record.pk)[0]
    act = act_of(record, "adopt", sorted(record.data), source=SOURCE)
    assert entry.canonical == canonical(act, by=flocks.city.admin, at=NOW)
    assert (entry.digest, entry.act, entry.at) == (hexdigest(entry.canonical), act.name, NOW)
    assert (version.data, version.reached, version.state) == (record.data, record.reached, record.state)
    stands = (record.unit_id, record.lead_id, record.county, record.state, record.reached, record.label)
    trace = (version.kind, version.changed, version.reason, version.by_name, version.at, version.revision)
    shown = (record.prefix, record.adopted_from, record.adopted_on, record.found_by, record.created_at)
    return [record.data, stands, trace, shown, version.pack_version_id]


def test_a_return_by_columns_leaves_what_one_by_one_leaves(flocks: SmallReturns) -> None:
    assert bring(flocks, table({"period": "2022-04", **FIGURES})) == 1
    adopted = Adopted(FIGURES, flocks.spring, state="draft", reached={"draft": DAY}, period="2022-05")
    adopt_many("flocks.herd", [adopted], source=SOURCE, by=flocks.city.admin, at=NOW)
    assert left(flocks, "2022-04") == left(flocks, "2022-05")
    assert Record.objects.get(period="2022-04").data == {
        "born": 20,
        "sold": 0,
        "closing": 110,
        "people": 50,
        "women": 19,
        "rubbish": "380.5",
        "women_share": "38",
    }


def test_what_is_written_otherwise_is_looked_at_one_by_one_and_brought_in_with_the_rest(flocks: SmallReturns) -> None:
    register, _version = in_force("flocks.herd")
    rows = table(
        {"period": "2022-03", "closing": "1,200", "rubbish": "1"},  # a separator
        {"period": "2022-04", "closing": "1200", "rubbish": "1"},
        {"period": "2022-05", "closing": " ", "rubbish": "未统计"},  # a reason where a figure would stand
    )
    found = sort_out(register, rows, {"spring": (flocks.spring.pk, "150521")}, state="draft", today=DAY)
    assert (found.ready.column("period").to_pylist(), found.others) == (["2022-04"], [0, 2])
    assert bring(flocks, rows) == 3
    kept = {each.period: each.data for each in Record.objects.of("flocks.herd")}
    assert kept["2022-03"] == kept["2022-04"] == {"closing": 1200, "rubbish": "1"}
    assert kept["2022-05"] == {"rubbish_blank": "not_counted"}


def test_every_bad_row_is_named_and_nothing_is_brought_in(flocks: SmallReturns) -> None:
    rows = table(
        {"period": "2022-03", "rubbish": "1"},
        {"period": "2022-04", "rubbish": "-1"},
        {"period": "2022-05", "rubbish": None},
    )
    with pytest.raises(Invalid) as caught:
        bring(flocks, rows)
    assert [each.title.zh for each in caught.value.problems] == ["第 2 行 清理垃圾", "第 3 行 清理垃圾"]
    strange = table({"period": "2022-03", "rubbish": "1"}, {"unit": "nowhere", "period": "2022-03", "rubbish": "1"})
    with pytest.raises(Invalid, match="nowhere"):
        bring(flocks, strange)
    doubled = table({"period": "2022-03", "rubbish": "1"}, {"period": "2022-03", "rubbish": "2"})
    with pytest.raises(Refused, match="return_exists"):
        bring(flocks, doubled)
    assert not Record.objects.exists()
    assert not Version.objects.exists()


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"period": "2022-Q1", "rubbish": "1"}, r"registers\.period"),
        ({"rubbish": "1"}, r"registers\.columns"),
        ({"period": "2022-03", "women_share": "1"}, r"registers\.columns"),  # nobody enters what a formula makes
    ],
)
def test_columns_and_periods_have_to_fit(flocks: SmallReturns, columns: dict[str, str], code: str) -> None:
    with pytest.raises(Refused, match=code):
        bring(flocks, table(columns))
    with pytest.raises(Refused, match="may_not_adopt"):
        bring_in("flocks.herd", table(columns), source=SOURCE, by=flocks.county, at=NOW)


def test_returns_that_were_handed_over_are_held_to_the_audits_that_refuse(flocks: SmallReturns) -> None:
    register, _version = in_force("flocks.herd")
    assert suits(register, state="draft")
    assert not suits(register, state="approved")  # its audits look at the period before
    figures = {"rubbish": "9999", "people": "5", "men": "2", "women": "3"}  # 9999 t would only be asked about
    opening = {"period": "2022-04", "opening": "10", "born": "0", "sold": "0", "closing": "10", **figures}
    after = {**opening, "period": "2022-05", "opening": "11", "closing": "11", "women": "4"}
    with pytest.raises(Invalid) as caught:
        bring(flocks, table(opening, after), state="approved")
    told = [(each.title.zh, each.reason.zh) for each in caught.value.problems]
    assert told == [
        ("第 2 行 人口 = 男 + 女", "左边 5，右边 6，相差 -1"),
        ("第 2 行 期初存栏 = 上期期末存栏", "左边 11，右边 10，相差 1"),
    ]
    assert bring(flocks, table(opening, {**after, "opening": "10", "born": "1", "women": "3"}), state="approved") == 2


def test_audits_made_at_every_write_are_made_here_too(flocks: SmallReturns) -> None:
    rows = table({"period": "2022-03-T1", "all": "5", "warm": "2"}, {"period": "2022-03-T2", "all": "4", "warm": "2"})
    adopted = [
        Adopted({"all": each["all"], "warm": 2}, flocks.spring, period=each["period"]) for each in rows.to_pylist()
    ]
    with pytest.raises(Invalid, match="row 2"):
        adopt_many("flocks.stalls", adopted, source=SOURCE, by=flocks.city.admin, at=NOW)
    with pytest.raises(Invalid, match="row 2"):
        bring(flocks, rows, ref="flocks.stalls")
