"""Sheet names in formulas."""

from __future__ import annotations

import pytest

from plan_workbook.package.addresses import column_number
from plan_workbook.package.formulas import sheet_prefix, sheets_named, with_sheet_renamed


@pytest.mark.parametrize(
    ("formula", "sheets"),
    [
        ("A1+B2", set()),
        ("Data!A1+data!B2", {"data"}),
        ("'It''s here'!A1", {"it's here"}),
        ('"Data!A1"&Other!A1', {"other"}),
        ("SUM(First:Last!A1)", {"first", "last"}),
        ("SUM('First one:Last'!A1)", {"first one", "last"}),
        ("[1]Data!A1", set()),
        ("'[1]Data'!A1", set()),
        ("IF(A1<>#REF!,1)", set()),
        ("Ünïcode!A1", {"ünïcode"}),
    ],
)
def test_sheets_a_formula_names(formula, sheets):
    assert sheets_named(formula) == sheets


@pytest.mark.parametrize(
    ("formula", "renamed"),
    [
        ("Old!A1", "'New one'!A1"),
        ("'OLD'!$A$1:$B$2", "'New one'!$A$1:$B$2"),
        ('"Old!A1"', '"Old!A1"'),
        ("Older!A1", "Older!A1"),
        ("[1]Old!A1", "[1]Old!A1"),
    ],
)
def test_a_sheet_is_renamed_only_where_it_is_meant(formula, renamed):
    assert with_sheet_renamed(formula, "Old", "New one") == renamed


@pytest.mark.parametrize(
    ("sheet", "prefix"),
    [("Data", "Data"), ("My data", "'My data'"), ("A1", "'A1'"), ("1st", "'1st'"), ("R4.10", "R4.10")],
)
def test_a_name_is_quoted_where_excel_wants_quotes(sheet, prefix):
    assert sheet_prefix(sheet) == prefix


def test_columns_are_counted_from_one():
    assert [column_number(each) for each in ("A", "Z", "AA", "XFD")] == [1, 26, 27, 16384]
