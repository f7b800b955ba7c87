"""Bad workbooks, each with the tests that show what becomes of it when rows are imported and when a form is filled."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "src" / "luoshi"
SHOWN: tuple[tuple[str, str, str], ...] = (
    ("带宏 macros", "reports/tests/test_filling.py", "test_hostile_files_are_refused_in_words"),
    ("加密 encrypted", "reports/tests/test_filling.py", "test_hostile_files_are_refused_in_words"),
    ("带宏、加密的导入 macros and encryption in imports", "sheets/tests/test_bad_files.py",
     "test_a_file_that_may_not_be_opened_is_refused_in_words"),
    ("公式指向别的工作簿 formulas into other workbooks", "reports/tests/test_other_workbooks.py",
     "test_it_keeps_its_formula_and_what_the_office_saved_where_nothing_filled_is_read"),
    ("外部链接 external links", "reports/tests/test_reading.py", "test_links_to_other_workbooks_are_told"),
    ("1,048,576 行 rows", "sheets/tests/test_bad_tables.py",
     "test_one_cell_at_the_far_end_is_told_and_takes_no_memory"),
    ("一百万空行 a million empty rows", "sheets/tests/test_bad_tables.py",
     "test_a_million_empty_rows_cost_little_and_are_no_rows"),
    ("一百万行的表样 a form of a million rows", "reports/tests/test_reading.py",
     "test_a_million_rows_are_cut_and_told"),
    ("压缩炸弹 zip bombs", "sheets/tests/test_bad_tables.py", "test_a_zip_bomb_is_refused_unopened"),
    ("隐藏工作表 hidden sheets", "reports/tests/test_reading.py", "test_a_hidden_sheet_is_told_and_not_filled"),
    ("导出时的公式注入 CSV injection", "sheets/tests/test_writing.py",
     "test_lines_are_utf8_with_a_mark_and_no_cell_runs"),
    ("两行表头 two header rows", "sheets/tests/test_bad_tables.py",
     "test_headings_in_two_rows_with_merged_cells_become_paths"),
    ("两行表头不一致 header rows that disagree", "sheets/tests/test_bad_files.py",
     "test_two_header_rows_that_disagree_are_both_told"),
    ("单位填错列 units in the wrong column", "sheets/tests/test_bad_files.py",
     "test_a_unit_of_measure_in_the_wrong_column_is_named_at_its_cell"),
    ("上月的表再传一次 last month's file again", "sheets/tests/test_bad_files.py",
     "test_the_same_rows_again_are_recognised_and_only_what_differs_is_shown"),
    ("同一份表样再传 the same form again", "reports/tests/test_bringing.py", "test_the_same_bytes_are_no_version"),
    ("传了一半 half an upload", "sheets/tests/test_bad_files.py",
     "test_a_file_that_may_not_be_opened_is_refused_in_words"),
    ("传了一半的表样 half a form", "reports/tests/test_reading.py", "test_what_is_no_form_is_refused"),
)  # fmt: skip


@pytest.mark.parametrize(("what", "file", "test"), SHOWN)
def test_what_is_said_to_be_shown_is_shown(what: str, file: str, test: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert test in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}, what
