"""Hidden rows and columns, and formulas that name another file, in a sheet's markup."""

from __future__ import annotations

import time

import pytest

from plan_workbook.package.sheet_facts import SheetFacts


def test_hidden_rows_are_joined_and_rows_without_height_count():
    rows = b'<row r="2" hidden="1"/><row r="3" ht="0" customHeight="1"><c r="A3"/></row><row r="4" ht="15"/>'
    rows += b'<x:row hidden="true"></x:row><row r="9" hidden="0" ht="0.5"/>'
    assert SheetFacts(rows).hidden_rows == ((2, 3), (5, 5))


def test_hidden_columns_are_joined_and_columns_without_width_count():
    columns = b'<cols><col min="1" max="2" width="9" hidden="1"/><col min="3" max="3" width="0"/>'
    columns += b'<col min="5" max="16384" hidden="1"/><col min="4" max="4" width="10"/></cols>'
    assert SheetFacts(columns).hidden_columns == ((1, 3), (5, 16384))


@pytest.mark.parametrize(
    ("formula", "linked"),
    [("[1]Sheet1!A1", True), ("'[2]My sheet'!B4*2", True), ("[1]!Total", True), ("Table1[1]", False), ("A1", False)],
)
def test_a_formula_that_names_another_file_is_known(formula, linked):
    cell = f'<row r="4"><c r="B4" s="1"><f>{formula}</f><v>1</v></c></row>'.encode()
    assert SheetFacts(cell).linked == (("B4",) if linked else ())


@pytest.mark.parametrize(
    "piece", [b"<row ", b'<row r="1" hidden="1" ', b"<col ", b'<c r="A1" ><f>[1', b"<x:row", b"[1]"]
)
def test_no_markup_takes_forever(piece):
    start = time.perf_counter()
    facts = SheetFacts(piece * (2_000_000 // len(piece)))
    assert facts.hidden_rows is not None and facts.hidden_columns is not None and facts.linked is not None
    assert time.perf_counter() - start < 10
