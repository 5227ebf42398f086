"""Every format of an edition tells a board the same, and the Summary does too."""

from __future__ import annotations

import html
import re
from io import BytesIO

import docx
import openpyxl
import pytest
from builder import PlanBuilder, clean_plan
from editions import edition
from support.remembered import measured, remembering

from plan_workbook.board.told import told_about
from plan_workbook.checking.report import check
from plan_workbook.publishing.formats import Format, published
from plan_workbook.reading.marks import is_mark
from plan_workbook.writing.list_pages import draw_indicators
from plan_workbook.writing.summary_sheet import draw_summary

SHOWN = {"xlsx": Format.XLSX, "docx": Format.DOCX, "html": Format.HTML}


def then() -> PlanBuilder:
    return clean_plan(2, period="November 2017").indicator(actual="80%", target="100%")


def now() -> PlanBuilder:
    plan = clean_plan(2).indicator(actual="40%", target="60%", previous="").action(completion_date="30/11/2017")
    plan.tables["recommendations"][1]["RAG"] = "R"
    plan.action(lead="").accept("action-lead-missing", "R02", "The post is vacant")
    return plan.severity("action-ref-missing", "note", "Refs come in May", "Board")


def sheet_texts(content: bytes) -> str:
    book = openpyxl.load_workbook(BytesIO(content))
    columns = (column for sheet in book for column in sheet.iter_cols())  # in which a text goes on in the row below
    cells = [str(cell.value) for column in columns for cell in column if cell.value]
    return "\n".join(each for each in cells if not is_mark(each))


def texts(content: bytes, format: Format) -> str:
    if format is Format.HTML:
        return html.unescape(re.sub(r"<[^>]+>", "", content.decode()))
    if format is Format.XLSX:
        return sheet_texts(content)
    document = docx.Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    plan, previous = now().read(), then().read()
    made = edition(plan, previous)
    report = check(plan.once_summarised, previous)
    summary = draw_summary(plan, report, previous), draw_indicators(plan, told_about(plan, report, previous))
    return {"Summary": "\n".join(map(sheet_texts, summary))} | {
        name: texts(published(made, format), format) for name, format in SHOWN.items()
    }


@pytest.mark.parametrize("where", ["Summary", *SHOWN])
def test_what_moved_what_is_urgent_and_what_is_in_doubt_is_told_in_the_same_words(told, where):
    plan, previous = now().read(), then().read()
    made = edition(plan, previous)
    assert made.moved and made.attention
    points = (*made.moved, *made.attention)
    said = [made.trust, "5 points better than target", *(point.how for point in points)]
    flat = " ".join(told[where].split()).casefold()
    reasons = [reason for each in said for reason in each.casefold().split("; ")]  # which may be in two cells
    assert [reason for reason in reasons if reason not in flat] == []
    assert made.trust.endswith("; 1 error was accepted, 1 rule was made milder")
    assert "Target lowered from 100% to 60%: still Off target; actual 40%, was 80% (worse)" in said
    assert "20 points below target (40% against 60%, higher is better), worse since last time" in " ".join(said)


@pytest.mark.parametrize("where", ["Summary", *SHOWN])
def test_a_month_in_which_nothing_moved_is_told_as_one(where):
    plan = clean_plan().read()
    made = edition(plan, plan)
    said = sheet_texts(draw_summary(plan, None, plan)) if where == "Summary" else ""
    said = said or texts(published(made, SHOWN[where]), SHOWN[where])
    assert "Nothing: every rating, date and figure is as it was." in said


@pytest.mark.parametrize("where", ["docx", "html"])
def test_headings_keep_the_capitals_of_the_plans_word_for_its_items(where):
    plan = clean_plan(3, item_word="SEND Priority").action(completion_date="30/11/2017")
    plan.tables["recommendations"][2] |= {"RAG": "C", "Status": "Business as usual"}
    said = texts(published(edition(plan), SHOWN[where]), SHOWN[where])
    assert "send priorit" not in said and "SEND priorit" in said


@pytest.mark.parametrize("given", [True, False], ids=["with --previous", "by the history"])
@pytest.mark.parametrize("where", ["Summary", *SHOWN])
def test_a_quarters_figure_that_stays_is_not_improved_again(where, given):
    plan = PlanBuilder().recommendation().indicator(period="Q2 2017/18", previous="52%", actual="57%").read()
    (then,) = measured(57)
    remembers = remembering(plan, then._replace(covers=plan.indicators[0].period.value))
    made = (plan, plan) if given else (remembers, None)
    if where == "Summary":
        about = told_about(made[0], None, made[1])
        drawn = draw_summary(made[0], None, made[1]), draw_indicators(made[0], about)
        said = "\n".join(map(sheet_texts, drawn))
    else:
        said = texts(published(edition(*made), SHOWN[where]), SHOWN[where])
    assert "no new figure" in said.casefold() and "improved" not in said.casefold()


@pytest.mark.parametrize("format", SHOWN.values(), ids=SHOWN)
def test_a_board_is_not_shown_what_nobody_has_given(format):
    plan = clean_plan(2)
    plan.tables["recommendations"][1]["Status"] = ""
    plan.rating(code="G", label="Green", counts_as="on track", progress="On course", confidence="")
    shown = texts(published(edition(plan), format), format)
    assert "Not given" not in shown and shown.count("Active") == 1
    assert "On course" in shown and "Confidence" not in shown
