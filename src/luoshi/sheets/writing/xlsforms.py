"""A register as an XLSForm, the workbook that KoboToolbox, ODK Collect and their kin turn into a form on a phone.

What a form cannot know stays out: fields derived by a formula. Units and other records are asked for as text, by code
or name, as an import reads them. Source of the form: xlsform.org, as pyxform 4 reads it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from luoshi.packs.declarations import Field, FieldType, Register
from luoshi.rules.texts import Text

LANGUAGES = ("中文 (zh)", "English (en)")
UNIT, PERIOD, PHOTO = "Unit", "Period", "Photo_"  # capitals, which no field has
YES_NO = "yes_no"
TYPES = {
    FieldType.NUMBER: "decimal",
    FieldType.MONEY: "decimal",
    FieldType.PERCENT: "decimal",
    FieldType.INTEGER: "integer",
    FieldType.DATE: "date",
}
"""Everything else is text or a choice."""
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Form:
    """An XLSForm as its three tables."""

    survey: Sequence[Row]
    choices: Sequence[Row]
    settings: Row


def form_of(register: Register, fields: Iterable[Field], *, version: str) -> Form:
    """The form that enters one record: unit, period of a return, and those of the fields that are entered."""
    asked = [field for field in fields if field.formula is None]
    rows = [_standing(UNIT, Text("单位代号或名称", "Unit, by code or name"))]
    if register.period:
        rows.append(_standing(PERIOD, Text("期间，如 2022-05", "Period, such as 2022-05")))
    rows += [_question(field) for field in asked]
    rows += [_photo(name, kind.title) for name, kind in register.evidence.items() if kind.photo]
    settings = {
        "form_title": register.title.zh,
        "form_id": register.ref.replace(".", "_"),
        "version": version,
        "default_language": LANGUAGES[0],
    }
    return Form(rows, _choices(asked), settings)


def xlsform_of(form: Form, target: Path) -> None:
    """Write the workbook into a file."""
    book = xlsxwriter.Workbook(str(target), {"strings_to_formulas": False, "strings_to_urls": False})
    for name, rows in (("survey", form.survey), ("choices", form.choices), ("settings", (form.settings,))):
        sheet = book.add_worksheet(name)
        heads = list(dict.fromkeys(head for row in rows for head in row)) or ["list_name", "name"]
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head)
            for line, row in enumerate(rows, start=1):
                if row.get(head):
                    sheet.write_string(line, column, row[head])
    book.close()


def _question(field: Field) -> Row:
    row = {"type": _type(field), "name": field.id, **_in_both("label", _labelled(field))}
    if field.required:
        row["required"] = "yes"
    if field.hint:
        row |= _in_both("hint", field.hint)
    if bounds := _bounds(field):
        told = Text("不在允许的范围内，请核对单位", "Out of bounds; check the unit")
        row |= {"constraint": bounds, **_in_both("constraint_message", told)}
    if field.type is FieldType.LONGTEXT:
        row["appearance"] = "multiline"
    return row


def _type(field: Field) -> str:
    if field.type is FieldType.YESNO:
        return f"select_one {YES_NO}"
    if field.options:
        return f"select_one {field.id}"
    return TYPES.get(field.type, "text")


def _labelled(field: Field) -> Text:
    """The title, with the unit: a number without its unit is a number wrong by ten thousand."""
    unit = field.unit or ("%" if field.type is FieldType.PERCENT else "")
    return Text(f"{field.title.zh}（{unit}）", f"{field.title.en} ({unit})") if unit else field.title


def _bounds(field: Field) -> str:
    if field.type in TYPES and field.type is not FieldType.DATE:
        low = f". >= {field.min}" if field.min is not None else ""
        high = f". <= {field.max}" if field.max is not None else ""
        return " and ".join(part for part in (low, high) if part)
    return f"string-length(.) <= {field.max_length}" if _type(field) == "text" else ""


def _choices(fields: Iterable[Field]) -> list[Row]:
    chosen = [field for field in fields if field.options]
    rows = [
        {"list_name": field.id, "name": option, **_in_both("label", title)}
        for field in chosen
        for option, title in field.options.items()
    ]
    answers = (("true", Text("是", "Yes")), ("false", Text("否", "No")))
    return rows + [{"list_name": YES_NO, "name": name, **_in_both("label", title)} for name, title in answers]


def _standing(name: str, title: Text) -> Row:
    return {"type": "text", "name": name, **_in_both("label", title), "required": "yes"}


def _photo(name: str, title: Text) -> Row:
    return {"type": "image", "name": f"{PHOTO}{name}", **_in_both("label", title)}


def _in_both(head: str, text: Text) -> Row:
    return {f"{head}::{language}": said for language, said in zip(LANGUAGES, (text.zh, text.en), strict=True)}
