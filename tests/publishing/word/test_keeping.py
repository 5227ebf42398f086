"""What is kept together in a Word report is kept whole, unless the page before it would be left nearly empty."""

from __future__ import annotations

import docx
import pytest
from docx.document import Document

from plan_workbook.publishing.word.keeping import LONGEST, MARK, SECTION, height_of, keep_together


def kept(document: Document) -> list[bool]:
    keep_together(document.element.body)
    return [bool(each.paragraph_format.keep_with_next) for each in document.paragraphs]


def report(*texts: str) -> Document:
    document = docx.Document()
    document.add_heading(f"{MARK}Recommendation 1", 2)
    for text in texts:
        document.add_paragraph(text)
    return document


def test_a_part_is_kept_together_up_to_the_next_heading_of_its_level_or_a_higher_one():
    document = report("What happened.", "Why.")
    document.add_heading("Recommendation 2", 2)
    document.add_paragraph("Not marked.")
    assert kept(document) == [True, True, False, False, False]
    document = report("What happened.")
    document.add_heading("The others", 1)
    assert kept(document) == [True, False, False]
    assert document.paragraphs[0].text == "Recommendation 1"


def test_headings_below_it_are_kept_with_it_and_so_are_the_rows_of_its_last_table():
    document = report()
    document.add_heading("Actions", 3)
    table = document.add_table(3, 1)
    assert kept(document) == [True, True]
    rows = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert rows == [True, True, None]


@pytest.mark.parametrize("lines", [1, 60])
def test_what_is_longer_than_three_quarters_of_a_page_may_break(lines):
    document = report(*["A line of a progress report. "] * lines)
    high = sum(height_of(each._p) for each in document.paragraphs)
    assert (high > LONGEST * 17.5) == (lines == 60)
    assert any(kept(document)) == (lines == 1)


@pytest.mark.parametrize("rows", [3, 60])
def test_in_a_part_that_may_break_a_table_begins_on_the_page_of_what_leads_to_it(rows):
    document = report(*["A line of a progress report. "] * 60)
    document.add_heading("What next, and by when", 3)
    document.add_paragraph("Decisions needed: agree the new date.")
    table = document.add_table(rows, 1)
    assert (height_of(table._tbl) > SECTION * 17.5) == (rows == 60)
    assert kept(document)[-2:] == [True, True] and not any(kept(document)[:-2])
    with_next = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert with_next == ([True, True, None] if rows == 3 else [True] + [None] * 59)


def test_a_text_of_the_plan_can_not_ask_for_it():
    from builder import clean_plan
    from paper import edition, text_of

    from plan_workbook.publishing.word.report import word_report

    plan = clean_plan(1).recommendation(title=f"Be{MARK}tter", progress=f"{MARK}Done")
    assert "\nBetter\n" in text_of(word_report(edition(plan.read())))
