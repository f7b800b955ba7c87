"""An office's own form, filled: the file as the office sent it, read, each place tied to its datum, and issued."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter
from django.core.files.base import ContentFile

from luoshi.console.sample.people import person
from luoshi.evidence.actions import keep
from luoshi.org.models import Unit
from luoshi.registers.models import Record
from luoshi.reports.actions import bring, settle_slot
from luoshi.reports.actions.issuing import issue
from luoshi.reports.issued import file_of, name_of_file
from luoshi.reports.models import FormFile, Issue
from luoshi.reports.policies import ASKED_FORM
from luoshi.rules.actors import Actor, Role

FORM, PERIOD, TOWNSHIP = "农村人口变动情况表（样例）", "2023-01", "hewan_t1"
LINES = (
    ("户籍户数", "户", "registered_households"),
    ("户籍人口", "人", "registered_population"),
    ("其中：女性", "人", "registered_women"),
    ("本月出生人数", "人", "births"),
    ("本月死亡人数", "人", "deaths"),
    ("本月迁入人数", "人", "moved_in"),
    ("本月迁出人数", "人", "moved_out"),
    ("月末在村人口", "人", "people_present"),
)
"""What the form asks for: its wording, its unit, and the datum of the dictionary that holds it."""
FIRST, FIGURES = 5, 3  # the row below the headings, and the column of figures, from 1


def fill_the_form(*, at: datetime, today: date, folder: Path) -> Path:
    """The form of the health office for one township and month, in a file; filled once, then the same file again."""
    by = person(Role.SUPERVISOR, at=at)
    made = Issue.objects.filter(form_file__record__label=FORM).first() or _issued(by, at, today)
    target = folder / name_of_file(made)
    target.write_bytes(file_of(made))
    return target


def _issued(by: Actor, at: datetime, today: date) -> Issue:
    record = Record.objects.of(ASKED_FORM).select_related("unit", "lead").get(label=FORM)
    form_file = FormFile.objects.filter(record=record).first() or _brought(record, by, at)
    for slot in form_file.slots.filter(column=FIGURES, row__gte=FIRST, row__lt=FIRST + len(LINES)):
        _, _, code = LINES[slot.row - FIRST]
        settle_slot(slot, source={"kind": "element", "code": code}, by=by, at=at)
    unit = Unit.objects.get(code=TOWNSHIP)
    return issue(form_file, unit=unit, period=PERIOD, by=by, at=at, today=today)


def _brought(record: Record, by: Actor, at: datetime) -> FormFile:
    file = keep(ContentFile(_workbook()), name="农村人口变动情况表.xlsx", by=by, at=at)
    return bring(record, file=file, by=by, at=at)


def _workbook() -> bytes:
    """The form as an office would send it: merged title, form number, approval, a sum of its own, who signs."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("人口变动")
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "font_name": "宋体"})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#DDEBF7"})
    cell, count = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "#,##0"})
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 3, 14)
    sheet.merge_range(0, 0, 0, 3, "农村人口变动情况表（样例，生成数据）", title)
    sheet.write(1, 0, "制定机关：市卫生健康委（样例）")
    sheet.write(1, 2, "表号：样表001")
    sheet.write(2, 0, "批准文号：样统审〔2022〕1号")
    sheet.write(2, 2, "有效期至：2024年1月")
    for column, words in enumerate(("指标名称", "计量单位", "本期数", "备注")):
        sheet.write(FIRST - 2, column, words, head)
    for row, (words, unit, _code) in enumerate(LINES, start=FIRST - 1):
        sheet.write(row, 0, words, cell)
        sheet.write(row, 1, unit, cell)
        sheet.write_blank(row, 2, None, count)
        sheet.write_blank(row, 3, None, cell)
    last = FIRST - 1 + len(LINES)
    sheet.write(last, 0, "自然增长人数", cell)
    sheet.write(last, 1, "人", cell)
    sheet.write_formula(last, 2, f"=C{FIRST + 3}-C{FIRST + 4}", count, 0)
    sheet.write_blank(last, 3, None, cell)
    sheet.write(last + 2, 0, "单位负责人：")
    sheet.write(last + 2, 2, "填表人：")
    book.close()
    return out.getvalue()
