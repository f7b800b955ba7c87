"""Files that should not have been sent, and sent again: each is refused in words, or shown with what differs."""

import io
import zipfile

import pytest

from luoshi.registers.tests.small_works import SmallWorks
from luoshi.rules.refusals import Refused
from luoshi.sheets.queries import rows_of_round
from luoshi.sheets.tests.workbooks import brought, brought_in, fates, looked_at, problems, workbook

HEADS = ("工地名称", "所属计划", "造价（万元）")
TYPES = "[Content_Types].xml"


def with_macros(data: bytes) -> bytes:
    """The workbook with a part that runs."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as was, zipfile.ZipFile(out, "w") as now:
        for name in was.namelist():
            now.writestr(name, was.read(name))
        now.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


def encrypted() -> bytes:
    """The beginning of a file that Excel has encrypted: a compound file with the stream of that name."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(480)


GOOD = workbook([HEADS, ("东桥", "大桥计划", 5)])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (with_macros(GOOD), "evidence.macros"),
        (encrypted(), "evidence.damaged"),  # what else a compound file of this kind holds cannot be looked at
        (GOOD[: len(GOOD) // 2], "evidence.polyglot"),
        (GOOD[:-30], "evidence.polyglot"),
    ],
    ids=["macros", "encrypted", "half", "without its end"],
)
def test_a_file_that_may_not_be_opened_is_refused_in_words(works: SmallWorks, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as told:
        brought("works.site", data, unit=works.north, by=works.lead)
    assert told.value.code == code
    assert told.value.remedy.zh


def test_two_header_rows_that_disagree_are_both_told(works: SmallWorks) -> None:
    """The upper row says what the lower contradicts: nothing is taken for the other, the amount is not read."""
    works.plan("大桥计划")
    data = workbook([("工地名称", "所属计划", "备齐日期"), ("", "", "造价（万元）"), ("东桥", "大桥计划", 5)])
    table = looked_at("works.site", data, unit=works.north, by=works.lead)
    assert fates(table) == [(2, "refused"), (3, "refused")]
    told = [(cell, title, read) for cell, title, read, _why in problems(table)]
    assert ("C2", "备齐日期", "造价（万元）") in told
    assert ("C3", "备齐日期", "5") in told
    assert all("cost" not in row.entered for row in rows_of_round(table))


def test_a_unit_of_measure_in_the_wrong_column_is_named_at_its_cell(works: SmallWorks) -> None:
    works.plan("大桥计划")
    rows = [HEADS, ("东桥", "大桥计划", "5公顷"), ("西桥", "大桥计划", "50000元"), ("南桥", "大桥计划", "万元")]
    table = looked_at("works.site", workbook(rows), unit=works.north, by=works.lead)
    assert [(cell, why) for cell, _title, _read, why in problems(table)] == [
        ("C2", "“5公顷”的单位“公顷”不能折成“万元”"),
        ("C4", "“万元”不是数"),
    ]
    assert rows_of_round(table).get(place=3).entered["cost"] == "5"  # 50,000 yuan are five times ten thousand


def test_the_same_rows_again_are_recognised_and_only_what_differs_is_shown(works: SmallWorks) -> None:
    heads = ("期间", "备注", "完成数")
    first = workbook([heads, ("2022-05", "正常", 5), ("2022-06", "正常", 6)])
    brought_in(looked_at("works.monthly", first, unit=works.north, by=works.lead), by=works.lead)
    again = looked_at("works.monthly", first, unit=works.north, by=works.lead, name="上月.xlsx")
    assert fates(again) == [(2, "same"), (3, "same")]
    changed = workbook([heads, ("2022-05", "正常", 5), ("2022-06", "正常", 7)])
    table = looked_at("works.monthly", changed, unit=works.north, by=works.lead, name="上月.xlsx")
    assert fates(table) == [(2, "same"), (3, "update")]
    row = rows_of_round(table).get(place=3)
    assert (row.was["done"], row.entered["done"]) == (6, 7)
