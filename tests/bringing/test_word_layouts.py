"""One plan in ten layouts of Word documents: every value that a document shows is in the register that it becomes."""

from __future__ import annotations

import pytest
from word_layouts import LAYOUTS, WORDS

from plan_workbook.bringing.assembling.assemble import assemble
from plan_workbook.bringing.documents.in_word import read_word
from plan_workbook.bringing.recognising.recognise import recognise
from plan_workbook.register import read_register
from plan_workbook.register.example import example_register
from plan_workbook.values.text import plain

pytestmark = pytest.mark.slow

CODES = {word: code for code, word in WORDS.items()}


@pytest.fixture(scope="module")
def tables():
    register = read_register(example_register())
    return {name: register.rows(name) for name in ("recommendations", "actions", "indicators")}


def shown(text: str) -> str:
    text = plain(text).strip(" .")
    return CODES.get(text, "" if text == "-" else text)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_value_that_a_document_shows_is_in_its_register(layout, tables):
    made = layout(tables)
    document = read_word(made.content, "report.docx")
    brought = assemble([document], recognise([document]), None)
    assert brought.read + sum(left.cells for left in brought.left) == brought.found == document.found()
    acted = {action["Recommendation"] for action in tables["actions"]}
    for name, columns in made.shows.items():
        wanted = [
            row
            for row in tables[name]
            if name != "recommendations" or row["Recommendation"] in acted or not made.only_with_actions
        ]
        found = brought.register.rows(name)
        closed = {row["Recommendation"] for row in tables["recommendations"] if row["Status"] == "Business as usual"}
        for column in columns:
            expected = [shown(row[column]) for row in wanted if row["Recommendation"] not in closed]
            got = [shown(row[column]) for row in found if row["Recommendation"] not in closed]
            assert got == expected, f"{name}, {column}"
