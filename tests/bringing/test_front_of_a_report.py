"""What the front of a report says of the plan: in a box, behind labels, and in a line that names its month."""

from __future__ import annotations

from pathlib import Path

import pytest
from assembled import brought, brought_from, of_the_plan
from openpyxl import load_workbook
from tables_drawn import document, drawn

from plan_workbook.bringing.answers import Answers, TextAnswer
from plan_workbook.bringing.brought import Brought
from plan_workbook.bringing.documents.document import Document
from plan_workbook.bringing.telling.mapping_file import mapping_workbook
from plan_workbook.bringing.telling.mapping_reading import read_mapping

ROWS = """
    Ref | Action | Owner | By when
    1.1 | Hire a head of service | Jo Hart | 31/10/2026
"""
ITEM = ("# Priority 1: Homes", drawn(ROWS, "plan.docx, table 2"))
OVERVIEW = (
    "# Overview",
    "What makes us smile: the hub is open.",
    "What keeps us awake: timeliness has fallen.",
    "It will not recover before May.",
    "What is asked of members: agree the budget.",
)


def with_box(*rows: str) -> Brought:
    return brought("Improvement report", drawn("\n".join(rows)), *ITEM)


def texts_of(made: Brought, path: Path) -> list[tuple[str, str]]:
    path.write_bytes(mapping_workbook(made))
    sheet = load_workbook(path)["Texts"]
    return [(sheet.cell(row, 2).value, sheet.cell(row, 5).value) for row in range(6, sheet.max_row + 1)]


def said(its: Document, *texts: TextAnswer) -> Brought:
    return brought_from(its, answers=Answers("mapping.xlsx", (), texts=texts))


def test_a_box_on_the_cover_says_the_period_and_the_dates_of_the_plan():
    made = with_box(
        "Reporting month | September 2026",
        "Author | Priya Nandakumar",
        "Data as at | 25 September 2026",
        "Last updated | 30/09/2026",
    )
    plan = of_the_plan(made)
    assert [plan[field] for field in ("Period", "Data As At", "Report Date")] == [
        "September 2026",
        "25 September 2026",
        "30/09/2026",
    ]
    assert [left.text for left in made.left if not left.meant] == ["Author | Priya Nandakumar"]


def test_a_box_of_which_all_is_the_plan_s_is_not_doubtful():
    made = with_box("Month: | Sept 2026", "What worries us | Timeliness has fallen.")
    assert of_the_plan(made)["Period"] == "Sept 2026"
    assert of_the_plan(made)["Key Challenges"] == "Timeliness has fallen."
    assert made.tables[0].sure == 1.0
    assert not [left for left in made.left if not left.meant]


def test_what_a_box_says_is_read_again_with_the_mapping_as_it_was_written(tmp_path):
    blocks = ("Improvement report", drawn("Reporting month | September 2026\nAuthor | Priya Nandakumar"), *ITEM)
    first = brought(*blocks)
    path = tmp_path / "mapping.xlsx"
    assert ("text read", "September 2026") in texts_of(first, path)
    assert brought_from(document(*blocks), answers=read_mapping(path)).register == first.register
    agreed = Answers("mapping.xlsx", (), agreed=("September 2026",))
    assert "Period" not in of_the_plan(brought_from(document(*blocks), answers=agreed))
    made = said(document(*blocks), TextAnswer("September 2026", "the plan's Title"))
    assert of_the_plan(made)["Title"] == "September 2026"


def test_a_box_below_an_item_is_not_about_the_plan():
    box = drawn("Reporting month | September 2026\nAuthor | Priya Nandakumar", "plan.docx, table 3")
    assert "Period" not in of_the_plan(brought(*ITEM, box))


@pytest.mark.parametrize(
    "line",
    [
        "Highlight report to the Children's Board \u2013 September 2026",
        "Progress report for the board: September 2026",
        "Report to the board for September 2026",
    ],
)
def test_a_line_that_names_a_report_ends_with_its_period(line):
    assert of_the_plan(brought("# Getting it right", line, *ITEM))["Period"] == "September 2026"


def test_labels_in_front_of_the_items_say_what_went_well_and_what_is_asked_of_the_board():
    plan = of_the_plan(
        brought(
            "# Overview",
            "What we are proud of: the hub is open.",
            "What worries us: timeliness has fallen.",
            "What we need from the Board: agree the budget.",
            *ITEM,
        )
    )
    assert (plan["Key Successes"], plan["Key Challenges"]) == ("the hub is open.", "timeliness has fallen.")
    assert plan["Decisions Needed"] == "agree the budget."


@pytest.mark.parametrize(
    "heading",
    ["Decisions needed from the Board", "Decision required of the board", "The Improvement Board is asked to:"],
)
def test_what_is_below_a_heading_is_asked_of_the_board(heading):
    plan = of_the_plan(brought(f"# {heading}", "Agree the caseload policy.", *ITEM))
    assert plan["Decisions Needed"] == "Agree the caseload policy."


def test_a_label_that_each_item_has_says_nothing_of_the_plan():
    made = brought(
        *ITEM, "What worries us: timeliness has fallen.", "# Priority 2: Work", "What worries us: vacancies."
    )
    assert "Key Challenges" not in of_the_plan(made)


def test_texts_with_labels_of_their_own_have_a_row_each_in_the_mapping(tmp_path):
    assert texts_of(brought(*OVERVIEW, *ITEM), tmp_path / "mapping.xlsx")[:3] == [
        ("text left", OVERVIEW[1]),
        ("text left", "\n".join(OVERVIEW[2:4])),
        ("text left", OVERVIEW[4]),
    ]


def test_what_a_text_of_the_plan_was_is_known_next_month_by_its_label():
    november = ("# Overview", "What is asked of members: appoint a chair.", "What keeps us awake: nothing.")
    answers = (
        TextAnswer(OVERVIEW[4], "the plan's Decisions Needed"),
        TextAnswer("\n".join(OVERVIEW[2:4]), "the plan's Key Challenges"),
    )
    plan = of_the_plan(said(document(*november, *ITEM), *answers))
    assert plan["Decisions Needed"] == november[1]
    assert plan["Key Challenges"] == november[2]


def test_the_period_that_a_person_sees_in_a_line_is_the_month_in_it():
    line = "To the Improvement Board in September 2026, for information and comment"
    its = document(line, *ITEM)
    assert of_the_plan(said(its, TextAnswer(line, "the plan's Period")))["Period"] == "September 2026"


@pytest.mark.parametrize(
    "line",
    ["To the Improvement Board, for information and comment", "From May 2026 to June 2026, to the Improvement Board"],
)
def test_a_line_without_one_period_in_it_is_a_question(line):
    made = said(document(line, *ITEM), TextAnswer(line, "the plan's Period", at="Texts!G6"))
    assert "Period" not in of_the_plan(made)
    assert made.questions == (
        "mapping.xlsx, Texts!G6 says 'the plan's Period' of a text (paragraph 1), which does not name exactly one: it "
        "was left. Say what is meant in the row Period of plan.csv.",
    )


def test_a_short_text_is_a_period_as_it_is_printed():
    its = document("Autumn term", *ITEM)
    assert of_the_plan(said(its, TextAnswer("Autumn term", "the plan's Period")))["Period"] == "Autumn term"


# A council and its plan in one line


@pytest.mark.parametrize(
    ("line", "authority", "title"),
    [
        ("Anytown Borough Council - SEND Improvement Plan", "Anytown Borough Council", "SEND Improvement Plan"),
        ("SEND Written Statement of Action | County of Aldershire", "County of Aldershire", None),
        ("Westland Unitary Authority: Housing Recovery Plan", "Westland Unitary Authority", "Housing Recovery Plan"),
        (
            "Northmoor County Council Post-Ofsted Improvement Plan",
            "Northmoor County Council",
            "Northmoor County Council Post-Ofsted Improvement Plan",
        ),
        ("Improvement plan for the whole council: children first", None, None),
    ],
)
def test_a_title_says_whose_plan_it_is(line, authority, title):
    plan = of_the_plan(brought(line, *ITEM))
    assert plan.get("Authority") == authority
    assert plan["Title"] == (title or line.partition(" | ")[0])


def test_the_line_below_the_title_has_the_council_and_the_month():
    plan = of_the_plan(brought("Housing Improvement Plan", "City of Calderford | October 2026", *ITEM))
    assert [plan[field] for field in ("Title", "Authority", "Period")] == [
        "Housing Improvement Plan",
        "City of Calderford",
        "October 2026",
    ]
