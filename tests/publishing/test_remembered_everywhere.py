"""What a plan remembers, and what only some plans say, is told in the Summary, every edition and the email."""

from __future__ import annotations

import html
import re
from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from builder import PlanBuilder
from editions import edition
from support.remembered import due, measured, remembering

from plan_workbook.board.told import told_about
from plan_workbook.checking.report import check
from plan_workbook.publishing.formats import Format, published
from plan_workbook.publishing.letter import words_of
from plan_workbook.reading.marks import is_mark
from plan_workbook.writing.list_pages import draw_indicators
from plan_workbook.writing.summary_sheet import draw_summary

SHOWN = {"xlsx": Format.XLSX, "docx": Format.DOCX, "html": Format.HTML}
OF_THE_PLAN = (
    "1 completion date was put off this month.",
    "Agree two more posts",
    "Confidence",
    "its confidence is rated Amber",
    "Put off by 92 days",
    "for the second time",
    "Worse than a year ago.",
    "Concern: at 60% it lies below its usual range of 74% to 85%.",
    "Will keep missing 90% unless something changes.",
)
ON_SHEETS = ("Children wait 12 days less", "A second duty team starts", "expected to miss")
"""What is below the overview, on the pages of each recommendation."""
IN_THE_EMAIL = (*OF_THE_PLAN[:2], *OF_THE_PLAN[3:5])


def a_plan(*, remembers=True):
    plan = PlanBuilder(**({"decisions_needed": "Agree two more posts"} if remembers else {})).recommendation(
        **({"confidence": "A", "impact": "Children wait 12 days less", "next_steps": "A second duty team starts"})
        if remembers
        else {}
    )
    plan.indicator(actual="60%", target="90%", previous="", period="", **({"forecast": "70%"} if remembers else {}))
    read = plan.action(comment="The new system is late").read()
    if not remembers:
        return read
    return remembering(read, measured(*[80, 82] * 6), due(date(2017, 12, 29), date(2018, 1, 31)))


def sheet_texts(content):
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    return "\n".join(each for each in cells if not is_mark(each))


def texts(content, format):
    if format is Format.HTML:
        return html.unescape(re.sub(r"<[^>]+>", "", content.decode()))
    if format is Format.XLSX:
        return sheet_texts(content)
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def told(plan):
    made = edition(plan)
    letter = words_of(made, "board.xlsx", encrypted=False)
    return {
        "Summary": sheet_texts(draw_summary(plan, check(plan.once_summarised)))
        + sheet_texts(draw_indicators(plan, told_about(plan))),
        "email": letter.text,
        "email as HTML": html.unescape(re.sub(r"<[^>]+>", "", letter.html)),
        **{name: texts(published(made, format), format) for name, format in SHOWN.items()},
    }


@pytest.fixture(scope="module")
def everywhere():
    return {name: " ".join(text.split()) for name, text in told(a_plan()).items()}


@pytest.mark.parametrize("where", ["Summary", *SHOWN, "email", "email as HTML"])
def test_what_a_plan_remembers_is_told(everywhere, where):
    wanted = IN_THE_EMAIL if "email" in where else OF_THE_PLAN + (ON_SHEETS if where in SHOWN else ON_SHEETS[2:])
    assert [said for said in wanted if said not in everywhere[where]] == []


@pytest.mark.parametrize("where", ["Summary", "xlsx", "docx", "html", "email"])
def test_nobody_is_shown_a_word_of_statisticians(everywhere, where):
    assert not re.search(r"\b(?:SPC|XmR|sigma|control chart|process limit)", everywhere[where], re.IGNORECASE)


def test_a_plan_that_remembers_nothing_has_no_word_about_it():
    for text in told(a_plan(remembers=False)).values():
        assert not re.search("year ago|usual range|put off|Decisions|Impact|Improving", text)
