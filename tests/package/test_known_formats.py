"""Formats and validations that a reader of sheets need not look into: the sheet says the same without them."""

from __future__ import annotations

import random
from dataclasses import astuple

import pytest
from generated_sheets import MAIN

from plan_workbook.package import stored_cells
from plan_workbook.package.cell_formats import CellFormat
from plan_workbook.package.known_formats import in_brief
from plan_workbook.package.rich_text import SharedTexts
from plan_workbook.package.stored_cells import read_cells

ROOT = f'<worksheet xmlns="{MAIN}" xmlns:x="{MAIN}">'.encode()
FORMAT = (
    b'<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>A1&gt;"a>b"</formula>'
    b"</cfRule></conditionalFormatting>"
)
CHOICE = b'<dataValidation type="list" sqref="B1"><formula1>"Yes,No"</formula1></dataValidation>'
PROMPT = b'<dataValidation prompt="A number > 0" sqref="C1"/>'
SOUND = FORMAT + FORMAT + b'<dataValidations count="4">' + CHOICE + PROMPT + PROMPT + CHOICE + b"</dataValidations>"
TOLD = {
    "the end of a tag in a text": PROMPT.replace(b"> 0", b"/> 0"),
    "a pane": FORMAT.replace(b"<cfRule", b'<cfRule><pane state="frozen" ySplit="2"/></cfRule><cfRule'),
    "a pane with a prefix": FORMAT.replace(
        b"<cfRule", b'<x:cfRule><x:pane state="frozen" ySplit="2"/></x:cfRule><cfRule'
    ),
    "newer validations": b"<extLst>" + FORMAT.replace(b"<cfRule", b"<x:dataValidations/><cfRule") + b"</extLst>",
    "another namespace": FORMAT.replace(b" sqref", b' xmlns="urn:x" sqref'),
    "a comment around it": b"<!-- " + FORMAT + b" -->",
    "an instruction around it": b"<?x " + FORMAT + b"?>",
    "nothing but the beginning": b'<conditionalFormatting sqref="A1">',
    "an attribute around it": b'<drawing id="' + FORMAT + b'"/>',
    "a name that is not closed": FORMAT.replace(b"</cfRule>", b""),
    "an unknown entity": FORMAT.replace(b"&gt;", b"&nbsp;"),
    "a character that XML can't hold": FORMAT.replace(b"&gt;", b"\x01"),
    "an attribute twice": FORMAT.replace(b" sqref", b' sqref="A2" sqref'),
    "one within another": FORMAT.replace(b"<cfRule", FORMAT + b"<cfRule", 1),
}


def part(around: bytes) -> bytes:
    rows = b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    return ROOT + rows + around + b"</worksheet>"


def read(around: bytes) -> object:
    try:
        return astuple(read_cells(part(around), SharedTexts(), [CellFormat()], 1000))
    except Exception as error:
        return type(error)


@pytest.fixture
def in_full(monkeypatch):
    """Return a function that reads a sheet without leaving anything out."""

    def read_all(around: bytes) -> object:
        with monkeypatch.context() as patched:
            patched.setattr(stored_cells, "in_brief", lambda _, after: after)
            stored_cells._around.cache_clear()
            found = read(around)
        stored_cells._around.cache_clear()
        return found

    return read_all


def test_formats_and_validations_next_to_each_other_become_one_empty_element(in_full):
    brief = in_brief(ROOT, SOUND)
    assert (brief.count(b"<conditionalFormatting"), brief.count(b"<dataValidation ")) == (1, 1)
    assert b"formula" not in brief
    assert read(SOUND) == in_full(SOUND)


@pytest.mark.parametrize("around", TOLD.values(), ids=TOLD)
def test_what_a_reader_takes_notice_of_is_read_as_in_full(around, in_full):
    assert read(around) == in_full(around)
    assert read(SOUND + around + SOUND) == in_full(SOUND + around + SOUND)


def test_formats_that_were_changed_anywhere_are_read_as_in_full(in_full):
    chance = random.Random(21)
    pieces = [b"<", b">", b"/>", b'"', b"&", b"<!--", b"x:", b"<pane/>", b"</cfRule>", b"\x00", b"\xff", FORMAT, PROMPT]
    for _ in range(1500):
        around, at = SOUND, chance.randrange(len(SOUND))
        if chance.random() < 0.5:
            around = around[:at] + chance.choice(pieces) + around[at:]
        else:
            around = around[:at] + around[at + chance.randrange(1, 60) :]
        assert read(around) == in_full(around), around
