"""Rows that are taken apart by patterns: read as the parser reads them, or left to it."""

from __future__ import annotations

import random
from dataclasses import astuple

import pytest
from generated_sheets import MAIN

from plan_workbook.package import stored_cells
from plan_workbook.package.cell_formats import CellFormat
from plan_workbook.package.rich_text import SharedTexts
from plan_workbook.package.stored_cells import read_cells

TEXTS = SharedTexts(["zero", "one two"], {1: (("one ", None), ("two", True))})
FORMATS = [CellFormat(), CellFormat(locked=False), CellFormat("dd/mm/yyyy", date=True)]
X14 = 'xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
USUAL = {
    "blank cells": '<row r="2" spans="1:3"><c r="A2" s="1"/><c r="B2"/><c r="C2" s="2" t="n" /></row>',
    "a shared text": '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>',
    "numbers and a date": '<row r="1"><c r="A1"><v>1.5</v></c><c r="B1" s="2"><v>43000</v></c></row>',
    "a formula": '<row r="1"><c r="A1" t="str"><f>IF(B1&lt;2,"&#233;","&amp;")</f><v>x &gt; y</v></c></row>',
    "a formula without a result": '<row r="1"><c r="A1"><f>1</f><v></v></c><c r="B1"><f>2</f><v/></c></row>',
    "shared formulas": '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>',
    "a text of its own": '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> &#169;</t></is></c></row>',
    "an error and a truth value": '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="b"><v>1</v></c></row>',
    "hidden rows, without cells and with": '<row r="3" hidden="1"/><row r="4" ht="0"><c r="A4"/></row><row r="5"/>',
    "what Excel adds to rows": '<row r="1" x14ac:dyDescent="0.25"><c r="A1"><v>1</v></c></row>',
    "no rows": "",
}
UNUSUAL = {
    "a comment": '<row r="1"><!-- --><c r="A1"><v>1</v></c></row>',
    "cells without addresses": "<row><c><v>1</v></c></row>",
    "attributes in another order": '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
    "a text in several fonts": '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>',
    "a picture": '<row r="1"><c r="A1" t="e" vm="1"><v>#VALUE!</v></c></row>',
    "a carriage return": '<row r="1"><c r="A1" t="str"><v>a\r\nb</v></c></row>',
    "another namespace": '<row r="1" xmlns="urn:x"><c r="A1"><v>1</v></c></row>',
}
BROKEN = {
    "a row that does not end": '<row r="1"><c r="A1"><v>1</v></c>',
    "an unknown entity": '<row r="1"><c r="A1" t="str"><v>&nbsp;</v></c></row>',
    "a character that XML can't hold": '<row r="1"><c r="A1" t="str"><v>&#1;</v></c></row>',
    "the end of a CDATA section": '<row r="1"><c r="A1"><f>"]]>"</f></c></row>',
    "a prefix that nothing declares": '<row r="1" y:a="1"><c r="A1"><v>1</v></c></row>',
    "an attribute twice": '<row r="1" r="1"><c r="A1"><v>1</v></c></row>',
    "a style that is not there": '<row r="1"><c r="A1" s="9"/></row>',
    "a text that is not there": '<row r="1"><c r="A1" t="s"><v>9</v></c></row>',
    "a column that no sheet has": '<row r="1"><c r="ZZZ1"/></row>',
}


def part(rows: str) -> bytes:
    after = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    return f'<worksheet xmlns="{MAIN}" {X14}><sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


@pytest.fixture
def parsed(monkeypatch):
    """Return what a parser was given, so that a test sees whether it was given the rows."""
    given: list[bytes] = []
    usual = stored_cells.listen
    stored_cells._around.cache_clear()  # what it remembers is not parsed again
    monkeypatch.setattr(
        stored_cells, "listen", lambda content, *rest: (given.append(content), usual(content, *rest))[1]
    )
    return given


def read(content: bytes) -> object:
    """Return all that is read of a part, or the kind of error."""
    try:
        return astuple(read_cells(content, TEXTS, FORMATS, 1000))
    except Exception as error:
        return type(error)


def by_the_parser(rows: str) -> object:
    return read(part(rows + "<!-- not usual -->"))


@pytest.mark.parametrize("rows", USUAL.values(), ids=USUAL.keys())
def test_rows_that_are_written_as_usual_need_no_parser_and_read_the_same(rows, parsed):
    assert read(part(rows)) == by_the_parser(rows)
    assert b"<row" not in parsed[0]


@pytest.mark.parametrize("rows", UNUSUAL.values(), ids=UNUSUAL.keys())
def test_rows_that_are_written_in_another_way_are_left_to_the_parser(rows, parsed):
    assert read(part(rows)) == by_the_parser(rows)
    assert parsed[0] == part(rows)


@pytest.mark.parametrize("rows", BROKEN.values(), ids=BROKEN.keys())
def test_rows_with_something_wrong_are_refused_as_the_parser_refuses_them(rows):
    found = read(part(rows))
    assert isinstance(found, type)
    assert found is by_the_parser(rows)


def test_rows_that_were_changed_anywhere_read_as_the_parser_reads_them():
    pieces = [
        "<",
        ">",
        "/",
        '"',
        "&",
        "&lt;",
        " ",
        "]]>",
        "<v>",
        "</c>",
        "<row>",
        "</row>",
        '<c r="A1"/>',
        "\t",
        "x",
        "-1",
    ]
    chosen = random.Random(21)
    for _ in range(600):
        rows = chosen.choice(list(USUAL.values()))
        at = chosen.randrange(len(rows) + 1)
        changed = rows[:at] + chosen.choice(pieces) + rows[at + chosen.choice((0, 0, 1, 3)) :]
        assert read(part(changed)) == by_the_parser(changed), changed


def test_rows_in_the_wrong_place_are_not_taken_for_those_of_the_sheet():
    inside = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    content = f'<worksheet xmlns="{MAIN}"><extLst><ext>{inside}</ext></extLst></worksheet>'.encode()
    assert not read_cells(content, TEXTS, FORMATS, 1000).cells
