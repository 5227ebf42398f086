"""From the tables of a document to the register: what belongs together, and that nothing is lost."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from assembled import actions, brought, brought_from, indicators, items, left_over, listed, of_the_plan
from tables_drawn import document, drawn

from plan_workbook.bringing.answers import Answers, ColumnAnswer, TableAnswer
from plan_workbook.bringing.assembling.assemble import assemble
from plan_workbook.bringing.brought import IGNORE, Brought, Kind, Recognised
from plan_workbook.bringing.documents.document import Cell, Passage, Table
from plan_workbook.bringing.documents.opening import read_content
from plan_workbook.bringing.recognising.recognise import recognise
from plan_workbook.jobs.new import make_workbook
from plan_workbook.register import read_register
from plan_workbook.writing.register_files import write_register

SHARED = Path(__file__).parents[2].parent / "shared" / "imports"

ACTIONS = """
    Action | Task Lead | Completion Date | RAG
    a. Hire a head of service | Priya Anand | 31/10/2023 | A
    b. Audit forty cases a month | Tom Fell | 30/09/2023 | G
"""
MORE_ACTIONS = """
    Action | Task Lead | Completion Date | RAG
    a. Publish the thresholds | Tom Fell | 31/12/2023 | G
"""
SUMMARY = """
    Recommendation | < | Progress | RAG
    1 | Strengthen the front door of children's services | Recommendation Lead: PRIYA ANAND//One audit.//Another. | G
    2 | Make supervision regular in every team of the service | BUSINESS AS USUAL ACTIVITY//All of it is done. | C
"""


def recommendation_said_by(heading: str) -> str:
    made = brought(f"## {heading}", drawn(ACTIONS))
    assert actions(made) == [f"{row} | {text}" for row, text in zip(_numbers(made), ACTION_TEXTS, strict=True)]
    return items(made)[0]


ACTION_TEXTS = ("a | Hire a head of service", "b | Audit forty cases a month")


def _numbers(made):
    return [made.register.rows("recommendations")[0]["Recommendation"]] * 2


# Which recommendation a table belongs to


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        ("Recommendation 4: Improve the front door", "4 | Improve the front door"),
        ("4. Improve the front door", "4 | Improve the front door"),
        ("Priority 4 - Improve the front door", "4 | Improve the front door"),
        ("Theme 4: Improve the front door", "4 | Improve the front door"),
        ("R4 Improve the front door", "4 | Improve the front door"),
        ("R4", "4 | "),
        ("4) Improve the front door", "4 | Improve the front door"),
        ("Theme B \u2013 Improve the front door", "B | Improve the front door"),
        ("PRIORITY AREA 4 IMPROVE THE FRONT DOOR", "4 | IMPROVE THE FRONT DOOR"),
        ("Area for improvement 4: Improve the front door", "4 | Improve the front door"),
        ("Improve the front door", "1 | Improve the front door"),
    ],
)
def test_a_table_belongs_to_the_recommendation_whose_heading_is_before_it(heading, item):
    assert recommendation_said_by(heading) == item


def test_headings_that_only_say_what_is_below_do_not_come_between():
    made = brought("## Priority 2: Early help", "### Performance indicators", "### Action plan", drawn(ACTIONS))
    assert items(made) == ["2 | Early help"]
    assert left_over(made) == []


def test_a_heading_of_its_own_ends_a_recommendation():
    made = brought("## Priority 2: Early help", drawn(ACTIONS), "## Care leavers", drawn(MORE_ACTIONS))
    assert items(made) == ["2 | Early help", "1 | Care leavers"]
    assert actions(made)[-1] == "1 | a | Publish the thresholds"
    assert made.questions == ("1 of the recommendations has no number: it was numbered 1.",)


def test_a_sentence_about_a_recommendation_is_not_a_heading():
    made = brought(
        "# Plan", "Recommendation 2 was closed by the board.", "## Recommendation 1: Early help", drawn(ACTIONS)
    )
    assert items(made) == ["1 | Early help"]
    assert left_over(made) == ["Recommendation 2 was closed by the board.: a text outside the tables"]


def test_a_paragraph_that_repeats_a_title_of_the_summary_is_that_recommendation():
    made = brought(drawn(SUMMARY), "Strengthen the front door of children's services", drawn(ACTIONS))
    assert actions(made, "Ref") == ["1 | a", "1 | b"]
    assert left_over(made) == []


def test_titles_that_differ_are_matched_by_number_and_the_other_one_is_a_question():
    made = brought(drawn(SUMMARY), "Recommendation 1: Strengthen the door", drawn(ACTIONS))
    assert items(made)[0] == "1 | Strengthen the front door of children's services"
    assert made.questions == (
        'The Title of recommendation 1 differs: "Strengthen the front door of children\'s services" at plan.docx, '
        "table 1, row 2, column 2 was kept, and 'Strengthen the door' at paragraph 2 was not.",
    )


def test_a_title_merged_over_the_rows_of_its_actions_is_theirs():
    made = brought(
        drawn(
            """
            Priority | Lead | Action | Owner | Target date | Status
            1 Strong leadership | Chloe Marsh | Hold a performance board | Amir Khan | 30/06/2022 | G
            ^ | ^ | Publish the scorecard | Ruth Hale | 31/07/2022 | A
            2 Help at the right time | Ben Oduya | Move the hub | Sam Price | 31/08/2022 | G
            """
        )
    )
    assert items(made, "Title", "Lead") == [
        "1 | Strong leadership | Chloe Marsh",
        "2 | Help at the right time | Ben Oduya",
    ]
    assert actions(made, "Action", "Task Lead") == [
        "1 | Hold a performance board | Amir Khan",
        "1 | Publish the scorecard | Ruth Hale",
        "2 | Move the hub | Sam Price",
    ]
    assert of_the_plan(made) == {"Item Word": "Priority"}
    assert not made.doubtful


def test_a_title_in_the_first_row_only_or_in_every_row_is_that_of_all_of_them():
    first = """
        No | Theme | Action | Lead | Due date
        1 | Workforce | Publish an offer | Jo Bright | 30/06/2023
         |  | Cut agency posts | Lee Ward | 31/03/2024
        2 | Practice | Roll out the guidance | Mina Shah | 31/07/2023
    """
    every = first.replace("         |  | Cut", "        1 | Workforce | Cut")
    assert items(brought(drawn(first))) == items(brought(drawn(every))) == ["1 | Workforce", "2 | Practice"]
    assert actions(brought(drawn(first)), "Action") == actions(brought(drawn(every)), "Action")


def test_rows_across_a_table_are_recommendations_if_nothing_else_says_which():
    made = brought(
        drawn(
            """
            Ref | Action | Lead | By when | RAG
            Theme 1: Workforce (Lead: Jo Bright) | < | < | < | <
            1.1 | Publish an offer | Lee Ward | 30/06/2023 | G
            Theme 2: Practice | < | < | < | <
            2.1 | Roll out the guidance | Mina Shah | 31/07/2023 | R
            """
        )
    )
    assert items(made, "Title", "Lead") == ["1 | Workforce | Jo Bright", "2 | Practice | "]
    assert actions(made, "Ref", "Task Lead", "RAG") == ["1 | 1.1 | Lee Ward | G", "2 | 2.1 | Mina Shah | R"]


def test_rows_across_a_table_are_objectives_of_the_actions_below_if_the_recommendation_is_known():
    made = brought(
        "## Recommendation 3: Timely visits",
        drawn(
            """
            Action | Lead | By when | RAG
            a. Report visits every week | Dee Long | Nov 2019 | G
            Children are seen alone | < | < | <
            b. Escalate late visits | Carl Moss | Dec 2019 | A
            c. Audit visits | Carl Moss | Dec 2019 | A
            """
        ),
    )
    assert actions(made, "Ref", "Objective") == [
        "3 | a | ",
        "3 | b | Children are seen alone",
        "3 | c | Children are seen alone",
    ]


def test_an_objective_ends_with_its_table():
    objective = "Children are seen alone | < | < | <"
    rows = f"Action | Lead | By when | RAG\n{objective}\na. Report visits | Dee Long | Nov 2019 | G"
    made = brought("## Priority 3: Visits", drawn(rows), drawn(MORE_ACTIONS, "plan.docx, table 2"))
    assert actions(made, "Objective") == ["3 | Children are seen alone", "3 | "]


def test_sheets_named_after_themes_are_recommendations():
    made = brought(drawn(ACTIONS, "a", sheet="1 Leadership"), drawn(MORE_ACTIONS, "b", sheet="2 Practice"))
    assert items(made) == ["1 | Leadership", "2 | Practice"]
    assert actions(made, "Ref") == ["1 | a", "1 | b", "2 | a"]


def test_a_sheet_named_action_plan_is_not_a_recommendation_and_somebody_has_to_say_which_it_is():
    made = brought(drawn(ACTIONS, sheet="Action plan"))
    assert items(made) == ["1 | "]
    assert "Nothing says which recommendation 2 rows belong to" in made.questions[0]


def test_refs_name_the_recommendation_if_nothing_else_does():
    made = brought(drawn("Ref | Action | Lead | By when\n1.1 | Hire | Jo | May 2023\n2.1 | Audit | Lee | May 2023"))
    assert actions(made, "Ref", "Action") == ["1 | 1.1 | Hire", "2 | 2.1 | Audit"]


# What is taken out of a text


@pytest.mark.parametrize(
    ("printed", "ref", "text"),
    [
        ("a. Hire a head", "a", "Hire a head"),
        ("a) Hire a head", "a", "Hire a head"),
        ("(a) Hire a head", "a", "Hire a head"),
        ("1.1 Hire a head", "1.1", "Hire a head"),
        ("4.01.01 Hire a head", "4.01.01", "Hire a head"),
        ("1. Hire a head", "1", "Hire a head"),
        ("Hire a head. Then a deputy", "1.1", "Hire a head. Then a deputy"),
        ("A. Smith hires a head", "A", "Smith hires a head"),
        ("24 hour cover is arranged", "1.1", "24 hour cover is arranged"),
    ],
)
def test_a_ref_before_an_action_is_its_ref(printed, ref, text):
    made = brought("## Priority 1: Staff", drawn(f"Action | Lead | By when\n{printed} | Jo Bright | May 2023"))
    assert actions(made) == [f"1 | {ref} | {text}"]


def test_actions_of_a_plan_without_refs_are_numbered_in_each_recommendation_and_that_is_said():
    table = "Priority | Action | Lead\n1. Staff | Hire a head | Jo Bright\n^ | Train managers | Jo Bright\n"
    made = brought(drawn(f"{table}2. Homes | Open two homes | Al Ray"))
    assert actions(made) == ["1 | 1.1 | Hire a head", "1 | 1.2 | Train managers", "2 | 2.1 | Open two homes"]
    assert made.remarks == ("No action has a ref: they were numbered in each recommendation, from 1.1.",)


def test_an_action_without_a_ref_gets_none_where_others_have_theirs():
    made = brought("# Priority 1: Staff", drawn("Ref | Action | Lead\n1.1 | Hire | Jo Bright\n | Train | Jo Bright"))
    assert [each.split(" | ")[1] for each in actions(made)] == ["1.1", ""]


def test_a_text_that_begins_like_a_ref_stays_whole_where_refs_have_a_column():
    made = brought("## Priority 1: Staff", drawn("Ref | Action | Lead | By when\n7 | a. Hire | Jo Bright | May 2023"))
    assert actions(made) == ["1 | 7 | a. Hire"]


def test_the_progress_of_a_summary_says_the_lead_and_what_is_business_as_usual():
    made = brought(drawn(SUMMARY))
    assert items(made, "Lead", "Status", "RAG", "Progress") == [
        "1 | PRIYA ANAND |  | G | One audit.\n\nAnother.",
        "2 |  | Business as usual | C | All of it is done.",
    ]


def test_a_sentence_about_the_rating_counts_only_where_no_rating_is():
    said = """
        No | Recommendation | Progress | RAG
        1 | Early help | Work goes on. The RAG rating is GREEN. |
        2 | Front door | Work goes on. The RAG rating is GREEN. | A
    """
    assert items(brought(drawn(said)), "RAG") == ["1 | G", "2 | A"]


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("Timely checks (JANE HILL)", "JANE HILL"),
        ("Timely checks (Lead: Jane Hill)", "Jane Hill"),
        ("Timely checks - Lead: Jane Hill & Max Reed", "Jane Hill & Max Reed"),
        ("Timely checks (Head of Service)", "Head of Service"),
    ],
)
def test_a_lead_in_a_title_is_taken_out_of_it(title, lead):
    assert items(brought(f"## Priority 1: {title}", drawn(ACTIONS)), "Title", "Lead") == [f"1 | Timely checks | {lead}"]


@pytest.mark.parametrize("title", ["Timely checks (IRO)", "Early help (including the hub)", "Homes (Early Help)"])
def test_a_remark_in_brackets_stays_in_its_title(title):
    assert items(brought(f"## Priority 1: {title}", drawn(ACTIONS)), "Title", "Lead") == [f"1 | {title} | "]


def test_lines_below_a_heading_say_its_lead_and_rating():
    made = brought("## Priority 1: Visits", "Priority lead: Jane Hill", "RAG rating: Amber", drawn(ACTIONS))
    assert items(made, "Lead", "RAG") == ["1 | Jane Hill | A"]


def test_a_row_that_only_says_that_there_are_none_is_none():
    made = brought(
        "## Priority 1: Visits",
        drawn(
            """
            PI Number | Description | Lead Officer | Target | Actual
            There are no performance indicators associated with this priority | < | < | < | <
            """
        ),
        drawn(ACTIONS),
    )
    assert indicators(made) == []
    assert not made.doubtful


# Several tables, several documents


def test_an_action_in_a_summary_of_overdue_actions_is_taken_once():
    overdue = drawn("Ref | Action | Lead | Due\na | Hire a head of service | Priya Anand | 31/10/2023", "overdue")
    made = brought("# Overdue actions", overdue, "## Priority 1: Front door", drawn(ACTIONS))
    assert actions(made) == ["1 | a | Hire a head of service", "1 | b | Audit forty cases a month"]
    assert [left.why for left in made.left if left.where.startswith("overdue, row 2")] == [
        "the same action is at plan.docx, table 1, row 2, column 1"
    ] * 4


def test_an_action_told_twice_with_another_date_keeps_the_first_and_lists_the_other():
    later = drawn("Ref | Action | Lead | Due\na | Hire a head of service | Priya Anand | 30/11/2023", "later")
    made = brought("## Priority 1: Front door", drawn(ACTIONS), later)
    assert actions(made, "Ref", "Completion Date") == ["1 | a | 31/10/2023", "1 | b | 30/09/2023"]
    assert left_over(made) == [
        "30/11/2023: the same action is at plan.docx, table 1, row 2, column 1 with another Completion Date, which was "
        "kept: 31/10/2023"
    ]


def test_a_report_and_its_scorecard_are_one_plan():
    report = document("## Priority 1: Visits", drawn(ACTIONS), "## Priority 2: Homes", drawn(MORE_ACTIONS, "2"))
    scorecard = document(
        drawn(
            """
            Priority | PI number | Measure | Year end target | Actual
            1 | NI 59 | Visits in time | 85% | 78%
            2 | NI 60 | Stable homes | 80% | 83%
            """,
            "scores.xlsx",
            sheet="Scores",
        ),
        file="scores.xlsx",
    )
    made = brought_from(report, scorecard)
    assert items(made) == ["1 | Visits", "2 | Homes"]
    assert indicators(made, "PI Number", "Actual") == ["1 | NI 59 | 78%", "2 | NI 60 | 83%"]


# Values


def test_merged_cells_are_the_value_of_every_row_they_cover():
    made = brought(
        "## Priority 1: Visits",
        drawn(
            """
            Action | Lead | By when | RAG
            a. Report visits | Dee Long | Nov 2019 | G
            b. Escalate late visits | ^ | ^ | ^
            """
        ),
    )
    assert actions(made, "Task Lead", "Completion Date", "RAG")[1] == "1 | Dee Long | Nov 2019 | G"


def test_a_rating_that_is_only_a_colour_is_the_nearest_of_the_key_or_of_the_common_ones():
    rows = "Action | Lead | By when | RAG\nHire | Jo | May 2023 | [92D050]\nAudit | Lee | May 2023 | [FF0000]"
    blue = f"{rows}\nTrain | Lee | May 2023 | [0070C0]\nMove | Lee | May 2023 | [BFBFBF]"
    assert actions(brought("## Priority 1: Staff", drawn(blue)), "RAG") == ["1 | G", "1 | R", "1 | C", "1 | "]
    key = drawn("[0070C0] | Complete and embedded\n[92D050] | On track\n[FF0000] | Off track", "key")
    made = brought(key, "## Priority 1: Staff", drawn(blue))
    assert actions(made, "RAG") == ["1 | G", "1 | R", "1 | C", "1 | "]


def test_shading_of_a_whole_row_is_not_a_rating():
    rows = "Action | Lead | By when | RAG\nHire | Jo | May 2023 | G\nAudit | Lee | [92D050] | [92D050]"
    assert actions(brought("## Priority 1: Staff", drawn(rows)), "RAG") == ["1 | G", "1 | "]


def test_words_for_ratings_are_a_scale_of_their_own():
    rows = "Action | Lead | By when | Status\nHire | Jo | May 2023 | On track\nAudit | Lee | May 2023 | Not started"
    made = brought("## Priority 1: Staff", drawn(rows))
    assert actions(made, "RAG") == ["1 | G", "1 | N"]
    assert listed(made, "ratings", "Code", "Label", "Counts as")[:2] == [
        "G | On track | on track",
        "N | Not started | not started",
    ]
    assert not made.questions


def test_a_key_is_the_scale_where_it_differs_from_that_of_every_plan():
    rows = "Action | Lead | By when | BRAG\nHire | Jo | May 2023 | B\nAudit | Lee | May 2023 | g"
    key = "B | Complete\nG | On track\nA | Some slippage\nR | Off track"
    made = brought("## Priority 1: Staff", drawn(rows), "BRAG key", drawn(key, "key"))
    assert actions(made, "RAG") == ["1 | B", "1 | G"]
    assert listed(made, "ratings", "Code", "Counts as") == [
        "B | complete",
        "G | on track",
        "A | at risk",
        "R | off track",
    ]
    for taken in made.taken:
        if taken.table == "ratings":
            assert made.register.rows("ratings")[taken.row][taken.field] == taken.text
    usual = brought("## Priority 1: Staff", "Key: R = Red, A = Amber, G = Green", drawn(ACTIONS))
    assert usual.register.rows("ratings") == []
    assert left_over(usual) == []


def test_a_rating_that_nobody_knows_stays_as_it_is_printed():
    rows = "Action | Lead | By when | RAG\nHire | Jo | May 2023 | Puce\nAudit | Lee | May 2023 | G"
    assert actions(brought("## Priority 1: Staff", drawn(rows)), "RAG") == ["1 | Puce", "1 | G"]


def test_a_date_that_nobody_can_read_stays_as_it_is_printed():
    rows = "Action | Lead | By when | RAG\nHire | Jo | Ongoing | G\nAudit | Lee | 31/02/2023 | G"
    assert actions(brought("## Priority 1: Staff", drawn(rows)), "Completion Date") == ["1 | Ongoing", "1 | 31/02/2023"]


# What the document says of the plan


def test_a_council_over_the_title_is_the_authority_also_where_the_title_is_a_heading():
    made = brought(
        Passage("Marlowshire Council", "paragraph 1", 0),
        "# Children's Improvement Plan",
        "## Priority 1: Staff",
        drawn(ACTIONS),
    )
    assert of_the_plan(made)["Authority"] == "Marlowshire Council"
    assert of_the_plan(made)["Title"] == "Children's Improvement Plan"


def test_a_title_below_the_council_of_a_tracker_is_the_title_without_the_date_of_its_update():
    title = "SEND Improvement Plan tracker"
    made = brought("Northmere Borough Council", f"{title} - updated 30/10/2026", "# Priority 1: Staff", drawn(ACTIONS))
    assert of_the_plan(made)["Authority"] == "Northmere Borough Council"
    assert (of_the_plan(made)["Title"], of_the_plan(made)["Report Date"]) == (title, "30/10/2026")


def test_the_front_of_a_report_says_its_title_authority_period_and_update():
    made = brought(
        Passage("Children's Improvement Plan", "paragraph 1", 0),
        "[December 2017]",
        "Prepared for Darlington. Second update.",
        "## Key Successes",
        "Homes opened.",
        "Staff came.",
        "## Key challenges",
        "Money is short.",
        "## Recommendation 1: Staff",
        drawn(ACTIONS),
    )
    assert of_the_plan(made) == {
        "Title": "Children's Improvement Plan",
        "Authority": "Darlington",
        "Update": "2",
        "Period": "December 2017",
        "Key Successes": "Homes opened.\n\nStaff came.",
        "Key Challenges": "Money is short.",
    }
    assert not made.doubtful


def test_the_title_block_of_a_sheet_says_them_too():
    texts = ("Improvement Plan tracker", "Hartley Borough Council", "Position at 31/12/2017", "Data as at 30/11/2017")
    block = (Passage(text, f"A{at}", sheet="Plan") for at, text in enumerate(texts, 1))
    made = brought(*block, drawn(ACTIONS, sheet="Plan"))
    assert of_the_plan(made) == {
        "Title": "Improvement Plan tracker",
        "Authority": "Hartley Borough Council",
        "Report Date": "31/12/2017",
        "Data As At": "30/11/2017",
    }


def test_what_a_report_does_not_say_of_the_plan_is_left_blank():
    assert of_the_plan(brought("# 1 Background", "It rained.", "## Recommendation 1: Staff", drawn(ACTIONS))) == {}


# The account


def test_a_column_that_nobody_knows_is_left_cell_by_cell():
    rows = "Action | Lead | By when | RAG | Zzyzx\nHire | Jo Bright | May 2023 | G | 17 qq"
    made = brought("## Priority 1: Staff", drawn(rows))
    assert left_over(made) == ["17 qq: it is not known what the column 'Zzyzx' is"]
    assert made.doubtful


def test_a_column_and_a_table_that_a_mapping_ignores_are_left_on_purpose():
    rows = drawn("Action | Lead | By when | RAG | Zzyzx\nHire | Jo Bright | May 2023 | G | 17 qq")
    other = drawn("Risk | Likelihood | Impact\nStaff leave | 4 | 4\nMoney is short | 3 | 5", "plan.docx, table 2")
    headings = ("Action", "Lead", "By when", "RAG", "Zzyzx")
    fields = ("Action", "Task Lead", "Completion Date", "RAG", IGNORE)
    columns = tuple(ColumnAnswer(heading, field) for heading, field in zip(headings, fields, strict=True))
    answers = Answers(
        "mapping.xlsx",
        (
            TableAnswer("plan.docx, table 1", None, headings, Kind.ACTIONS, columns),
            TableAnswer("plan.docx, table 2", None, ("Risk", "Likelihood", "Impact"), Kind.IGNORED, ()),
        ),
    )
    made = brought_from(document("## Priority 1: Staff", rows, other), answers=answers)
    assert left_over(made) == []
    assert [left.why for left in made.left if left.text == "17 qq"] == ["its column is ignored"]


def test_every_value_is_told_from_where_it_came():
    made = brought(drawn(SUMMARY), "Recommendation 1: Strengthen the front door of children's services", drawn(ACTIONS))
    titles = [
        taken.where for taken in made.taken if (taken.table, taken.row, taken.field) == ("recommendations", 0, "Title")
    ]
    assert titles == ["plan.docx, table 1, row 2, column 2", "paragraph 2"]
    lead = next(taken for taken in made.taken if taken.field == "Lead")
    assert (lead.where, lead.row) == ("plan.docx, table 1, row 2, column 3", 0)


def test_a_register_of_any_of_it_is_written_read_and_made_a_workbook_of(tmp_path):
    made = brought(drawn(SUMMARY), "Recommendation 1", drawn(ACTIONS), "Recommendation 2", drawn(MORE_ACTIONS, "2"))
    write_register(made.register, tmp_path / "register")
    back = read_register(tmp_path / "register")
    assert all(back.rows(name) == rows for name, rows in made.register.tables.items())
    assert len(make_workbook(tmp_path / "plan.xlsx", tmp_path / "register").plan.recommendations) == 2


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared documents are not here")
@pytest.mark.slow
@pytest.mark.parametrize("name", ["december-2017.docx", "december-2017-tracker.xlsx"])
def test_the_documents_of_december_2017_give_every_value_that_they_show(name, tmp_path):
    documents = (read_content((SHARED / name).read_bytes(), name),)
    made = assemble(documents, recognise(documents))
    write_register(made.register, tmp_path / "register")
    judge = [sys.executable, str(SHARED / "judge.py"), str(SHARED / "spec.json"), name, str(tmp_path / "register")]
    judged = subprocess.run(judge, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout
    assert left_over(made) == []


def test_figures_of_a_scorecard_keep_all_their_digits_and_dates_their_meaning():
    def typed(row: int, text: str, value: Decimal) -> Cell:
        return Cell(row, 2, text, f"C{row + 1}", value=value)

    words = drawn("PI number | Measure | Actual\n1 | Visits | x\n2 | Homes | x\n3 | Staff | x", "scores")
    cells = [cell for cell in words.cells if cell.text != "x"]
    cells += [typed(1, "98%", Decimal("0.98")), typed(2, "98%", Decimal("0.9783")), typed(3, "1,200", Decimal(1200))]
    made = brought("## Priority 1: Figures", Table("scores", tuple(sorted(cells))))
    assert indicators(made, "Actual") == ["1 | 98%", "1 | 97.83%", "1 | 1,200"]


# Other places that tell of a recommendation


def test_a_form_of_labels_and_values_tells_of_a_recommendation():
    made = brought(
        drawn(
            """
            Priority 1 | Strong leadership
            Priority lead | Aisha Rahman
            BRAG | Amber
            Progress since last month | The board met.//Staff say that it helped.
            Weather | It rained
            """
        ),
        drawn(ACTIONS, "plan.docx, table 2"),
    )
    assert items(made, "Title", "Lead", "RAG", "Progress") == [
        "1 | Strong leadership | Aisha Rahman | A | The board met.\n\nStaff say that it helped."
    ]
    assert actions(made, "Ref") == ["1 | a", "1 | b"]
    assert left_over(made) == ["It rained: it is not known what 'Weather' is"]


def test_paragraphs_below_a_heading_of_progress_are_the_progress_of_the_recommendation():
    made = brought(
        "## Priority 1: Visits",
        "### Progress since the last report",
        "The board met.",
        "The overall RAG rating is AMBER.",
        "### Next steps",
        "More visits.",
        "### Actions",
        drawn(ACTIONS),
    )
    assert items(made, "RAG", "Progress", "Next Steps") == [
        "1 | A | The board met.\n\nThe overall RAG rating is AMBER. | More visits."
    ]
    assert not made.doubtful


def test_the_first_line_of_a_sheet_that_is_a_theme_is_its_title_in_full():
    def sheet(name: str, title: str, rows: str) -> tuple[Passage, Table]:
        return Passage(title, f"{name}!A1", sheet=name), drawn(rows, f"{name}, table", sheet=name)

    homes = sheet("1 Homes", "Homes that children can stay in", ACTIONS)
    made = brought(*homes, *sheet("2 Staff", "A stable workforce", MORE_ACTIONS))
    assert items(made) == ["1 | Homes that children can stay in", "2 | A stable workforce"]


def test_a_row_may_tell_the_lead_and_the_rating_of_the_recommendation_above():
    made = brought(
        drawn(
            """
            Ref | Action | Who | By when | RAG
            Theme 1: Workforce | < | < | < | <
            Lead: Jo Bright | < | < | RAG: Amber | <
            a | Publish an offer | Lee Ward | 30/06/2023 | G
            """
        )
    )
    assert items(made, "Title", "Lead", "RAG") == ["1 | Workforce | Jo Bright | A"]
    assert actions(made, "Ref") == ["1 | a"]


def test_titles_without_numbers_have_those_of_the_refs_of_their_actions():
    rows = (
        "Theme | Ref | Action | Owner | By when\nHomes | 5.1 | Open | Jo | May 2023\nStaff | 7.1 | Hire | Jo | May 2023"
    )
    assert items(brought(drawn(rows))) == ["5 | Homes", "7 | Staff"]


def test_the_reference_of_a_finding_is_its_number():
    rows = (
        "Finding reference number | Planned corrective action | Owner | Due\n2023-011 | Sign it | Jo Bright | May 2023"
    )
    assert actions(brought(drawn(rows)), "Action") == ["2023-011 | Sign it"]


def test_section_20_is_not_a_recommendation():
    made = brought("## Priority 1: Homes", "### Section 20", drawn(ACTIONS))
    assert items(made) == ["1 | Homes"]


def test_a_figure_in_a_title_is_not_its_number():
    made = brought(drawn("Theme | Action | Owner | By when\n24-hour cover | Open | Jo Bright | May 2023"))
    assert items(made) == ["1 | 24-hour cover"]


def test_a_mapping_as_it_was_proposed_gives_the_same_register():
    rows = "Priority | Action | Owner | By when\n1 | Open | Jo Bright | May 2023\n2 | Hire | Jo Bright | May 2023"
    form = "Priority 1 | Homes\nPriority lead | Aisha Rahman\nBRAG | Amber"
    several = (drawn(form), drawn(form.replace("1", "2"), "plan.docx, table 2"), drawn(rows, "plan.docx, table 3"))
    made = brought(*several)
    again = brought_from(made.documents[0], answers=proposed(made))
    assert again.register == made.register
    assert items(made, "Title", "Lead") == ["1 | Homes | Aisha Rahman", "2 | Homes | Aisha Rahman"]


def proposed(made: Brought) -> Answers:
    """Return what was made of tables as somebody's answers, who changed nothing."""
    return Answers("mapping.xlsx", tuple(map(_as_answer, made.tables)))


def _as_answer(table: Recognised) -> TableAnswer:
    columns = tuple(ColumnAnswer(column.heading, column.field, column.of) for column in table.columns)
    headings = tuple(column.heading for column in table.columns)
    return TableAnswer(table.table.where, table.table.sheet, headings, table.kind, columns)


def test_the_text_below_a_heading_that_only_says_a_number_is_the_title():
    made = brought("## Priority 1", "Homes that children can stay in", "Lead: Jo Hill", drawn(ACTIONS))
    assert items(made, "Title", "Lead") == ["1 | Homes that children can stay in | Jo Hill"]
    assert left_over(made) == []


def test_a_column_of_numbers_below_the_word_for_an_item_says_which_it_is():
    summary = "Priority | Title | Lead | RAG\nPriority 1 | Homes | Jo Hill | G\nPriority 2 | Staff | Max Reed | A"
    rows = "Priority | Action | Owner | By when\n2 | Open | Jo Bright | May 2023\n2 | Hire | Jo Bright | May 2023"
    made = brought(drawn(summary), drawn(rows, "plan.docx, table 2"))
    assert items(made) == ["1 | Homes", "2 | Staff"]
    assert actions(made, "Action") == ["2 | Open", "2 | Hire"]


def test_people_belong_to_no_recommendation():
    people = drawn("Name | Job title | Email address\nJo Hill | Head of Service | jo@example.org", "people")
    made = brought("# Contacts of the programme", people, "# Priority 1: Homes", drawn(ACTIONS))
    assert listed(made, "people", "Name", "Role", "Email") == ["Jo Hill | Head of Service | jo@example.org"]
    assert items(made) == ["1 | Homes"]


def test_a_table_that_is_not_read_is_left_with_all_its_texts():
    other = drawn("Qux | Quux | Corge\nGrault | Garply | Waldo\nFred | Plugh | Xyzzy", "plan.docx, table 2")
    (left,) = left_over(brought("# Priority 1: Homes", drawn(ACTIONS), other))
    assert left.startswith("Qux | Quux | Corge\nGrault | Garply | Waldo\nFred | Plugh | Xyzzy: ")


def test_an_objective_in_the_first_row_of_its_actions_is_that_of_the_others_and_somebody_should_look():
    rows = """
        Theme | Outcome | Action | Owner | By when
        Homes | Children stay | Open two homes | Jo Bright | May 2023
         |  | Recruit carers | Jo Bright | May 2023
         | Carers stay | Pay them more | Lee Ward | May 2023
        Staff |  | Hire a head | Lee Ward | May 2023
    """
    made = brought(drawn(rows))
    assert actions(made, "Objective") == ["1 | Children stay", "1 | Children stay", "1 | Carers stay", "2 | "]
    assert "1 action without an objective got the one of the action above" in " ".join(made.questions)
    repeated = rows.replace("|  | Recruit", "| Children stay | Recruit").replace("| Carers stay |", "|  |")
    assert actions(brought(drawn(repeated)), "Objective")[2:] == ["1 | ", "2 | "]


@pytest.mark.slow
def test_a_text_that_no_cell_has_room_for_is_left(tmp_path):
    made = brought("## Priority 1: Homes", drawn(ACTIONS.replace("Hire a head", "Hire " + 40_000 * "x")))
    assert made.questions == (
        "The Action at plan.docx, table 1, row 2, column 1 has 40,016 characters, and a cell of a workbook holds "
        "32,767: it was left out.",
    )
    write_register(made.register, tmp_path / "register")
    assert len(read_register(tmp_path / "register").rows("actions")) == 2


def test_a_way_that_is_better_in_a_councils_own_words_is_the_lists_and_a_note_says_so():
    made = brought(
        "## Recommendation 1: Help is timely",
        drawn(
            """
            PI | Measure | Good is | Target | Actual
            P1 | Visits in time | High | 90% | 85%
            P2 | Cases for each worker | smaller is better | 18 | 17
            P3 | Children looked after | Monitor | 300 | 310
            P4 | Placements | Plan is best | 20 | 21
            """
        ),
    )
    assert [row["Better"] for row in made.register.rows("indicators")] == ["Higher", "Lower", "Monitor", "Plan is best"]
    assert made.remarks == (
        "'High' was read as Higher under Better.",
        "'smaller is better' was read as Lower under Better.",
    )
