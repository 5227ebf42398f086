"""Headings in words of their own, boxes with tables in their cells, and labels in lines, as officers write them."""

from __future__ import annotations

import pytest
from assembled import actions, brought, indicators, items, left_over
from tables_drawn import document, drawn
from word_documents import document as word_document
from word_documents import p, tbl, tc, tr

from plan_workbook.bringing.assembling.assemble import assemble
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Passage, Table
from plan_workbook.bringing.documents.in_word import read_word
from plan_workbook.bringing.recognising.recognise import recognise

PLAN = "# Priority 1: Homes for children"


def columns(table: str) -> list[str]:
    (found,) = recognise([document(drawn(table))])
    return [each.field for each in found.columns]


@pytest.mark.parametrize(
    "heading", ["Date to be achieved", "To be achieved", "Expected date of completion", "Planned date done"]
)
def test_a_date_that_is_still_to_come_is_when_an_action_is_due_and_not_when_it_was_done(heading):
    table = f"""
        No. | Action | Owner | {heading} | RAG
        1 | Hire a head of service | Jo Hart | 31/10/2026 | Green
        2 | Audit forty cases a month | Tom Fell | 30/09/2026 | Amber
    """
    assert columns(table) == ["Ref", "Action", "Task Lead", "Completion Date", "RAG"]


@pytest.mark.parametrize(
    ("action", "comment"),
    [
        ("Specific tasks", "Activity this quarter"),
        ("Key improvement steps", "Actions to date"),
        ("Planned interventions", "Activity this term"),
    ],
)
def test_what_was_done_this_quarter_is_a_comment_and_tasks_of_any_sort_are_the_actions(action, comment):
    table = f"""
        Step | {action} | Led by | Due by | {comment} | BRAG
        1a | Appoint an independent scrutineer | Jo Hart | 23/01/2027 | Two posts are vacant. | Amber
        1b | Hold two recruitment weekends | Tom Fell | 23/12/2026 | Underway. | Red
    """
    assert columns(table) == ["Ref", "Action", "Task Lead", "Completion Date", "Comment", "RAG"]


def test_where_we_are_now_is_the_actual_if_there_are_figures_below_it_and_else_a_comment():
    figures = """
        Indicator of success | Our target | Q1 | Where we are now
        Health assessments in 20 days | 90% | 66% | 72%
        Visits on time | 95% | 84% | 91%
    """
    texts = """
        Indicator of success | Our target | Actual | Where we are now
        Health assessments in 20 days | 90% | 66% | A Saturday clinic clears the backlog.
        Visits on time | 95% | 84% | Two teams are short of staff.
    """
    assert columns(figures) == ["Description", "Target", "Previous", "Actual"]
    assert columns(texts) == ["Description", "Target", "Actual", "Comment"]


@pytest.mark.parametrize("heading", ["Whose job is it?", "Who takes this forward?"])
def test_a_heading_that_asks_who_names_the_lead(heading):
    table = f"""
        Item | Actions for delivery | {heading} | Start | End | Colour | Notes
        1a | Redesign the local offer | Philippa Nash / Tom Fell | Mar-26 | Aug-26 | Green | The board agreed it.
        1b | Bring reviews up to date | Jo Hart | Jul-26 | Dec-26 | Amber | Slipped by six weeks.
    """
    assert columns(table)[2] == "Task Lead"


def test_success_criteria_that_several_actions_share_are_no_recommendation():
    made = brought(
        drawn("""
        Priority action 1: Annual reviews | < | < | < | <
        No. | Action | Lead | Due by | Success criteria
        1a | Train all officers in reviews | Jo Hart | 31/10/2026 | Dashboard
        1b | Write to every family | Tom Fell | 30/09/2026 | Dashboard
        1c | Clear the backlog of reviews | Jo Hart | 31/12/2026 | Minutes of the board
    """)
    )
    assert items(made, "Title") == ["1 | Annual reviews"]
    assert actions(made, "Ref") == ["1 | 1a", "1 | 1b", "1 | 1c"]


def test_a_theme_over_numbered_recommendations_only_groups_them():
    made = brought(
        drawn("""
        Theme | What inspectors said we must improve | Ref | Action | Lead officer | Due by
        Leadership and culture | 1. Oversight at the front door | 1.1 | Create a duty desk | Jo Hart | 31/10/2026
        ^ | ^ | 1.2 | Track re-referrals | Tom Fell | 30/11/2026
        ^ | 2. Use of data | 2.1 | Build dashboards | Jo Hart | 31/12/2026
        Practice | 3. Life story work | 3.1 | Write later life letters | Tom Fell | 31/01/2027
    """)
    )
    assert items(made, "Title") == ["1 | Oversight at the front door", "2 | Use of data", "3 | Life story work"]
    assert actions(made, "Ref") == ["1 | 1.1", "1 | 1.2", "2 | 2.1", "3 | 3.1"]
    assert [text.partition(":")[0] for text in left_over(made)] == ["Leadership and culture", "Practice"]


def test_the_organisation_of_people_is_their_role_only_if_nothing_else_is():
    both = "Name | Role | Organisation\nJo Hart | Head of Fostering, North | ICB\nTom Fell | Chief Nurse | Police"
    one = "Name | Organisation\nJo Hart | ICB\nTom Fell | Police"
    assert columns(both) == ["Name", "Role", ""]
    assert recognise([document(drawn(both))])[0].kind is Kind.PEOPLE
    assert columns(one) == ["Name", "Role"]


def test_of_two_columns_of_a_key_that_both_rate_the_first_has_the_ratings_of_the_plan():
    made = brought(
        PLAN,
        drawn("""
        Ref | Action | Owner | By when | Status
        1 | Hire a head of service | Jo Hart | 31/10/2026 | Delayed
        2 | Audit forty cases a month | Tom Fell | 30/09/2026 | Slipping
    """),
        "Key:",
        drawn(
            """
        Delayed | Off course
        Slipping | Some concern
        On track | As planned
        Done | Finished
    """,
            "plan.docx, table 2",
        ),
    )
    assert actions(made, "RAG") == ["1 | R", "1 | A"]
    assert not made.questions


@pytest.mark.parametrize("between", [" | ", "; "])
def test_several_leads_in_a_line_of_labels_do_not_end_the_label(between):
    lines = [
        between.join([f"Lead officer: {lead}", "Due by: 31/10/2026", "RAG: Green"])
        for lead in ("Jo Hart; Tom Fell", "Jo Hart")
    ]
    made = brought(
        "# Priority 1: Homes", "Action 1.1 Hire a head of service", lines[0], "Action 1.2 Audit forty cases", lines[1]
    )
    assert actions(made, "Ref", "Action", "Task Lead") == [
        "1 | 1.1 | Hire a head of service | Jo Hart; Tom Fell",
        "1 | 1.2 | Audit forty cases | Jo Hart",
    ]


def test_a_quality_statement_is_an_item():
    rows = "Action | Owner | By when\nHire a head of service | Jo Hart | 31/10/2026"
    made = brought("# Quality statement 2: Unpaid carers", drawn(rows))
    assert items(made, "Title") == ["2 | Unpaid carers"]


# A box with tables in its cells


def framed(number: str, title: str, lead: str, rag: str = "Green") -> str:
    actions_ = tbl(tr("Ref", "Action", "Owner", "By when"), tr(f"{number}.1", f"Do {title}", "Tom Fell", "31/10/2026"))
    measures = tbl(tr("Measure", "Target", "Actual"), tr(f"Share of {title}", "90%", "72%"))
    return tbl(
        tr(f"Theme {number}", title),
        tr("Overall lead", lead),
        tr("Overall RAG", rag),
        tr("Our actions", tc(actions_)),
        tr("How we measure it", tc(measures)),
        tr("Progress", f"Audit of {title} shows that practice is more consistent."),
    )


def test_a_box_with_tables_in_its_cells_tells_of_the_item_and_they_belong_to_it():
    content = word_document(framed("3", "Early help", "Jo Hart"), p(""), framed("5", "Life story work", "Jo Hart"))
    read = read_word(content, "report.docx")
    made = assemble([read], recognise([read]), None)
    assert items(made, "Title", "Lead", "RAG", "Progress") == [
        "3 | Early help | Jo Hart | G | Audit of Early help shows that practice is more consistent.",
        "5 | Life story work | Jo Hart | G | Audit of Life story work shows that practice is more consistent.",
    ]
    assert actions(made, "Ref", "Action") == ["3 | 3.1 | Do Early help", "5 | 5.1 | Do Life story work"]
    assert indicators(made, "Description") == ["3 | Share of Early help", "5 | Share of Life story work"]
    assert made.read + sum(left.cells for left in made.left) == made.found


def test_a_label_next_to_a_table_is_a_text_above_that():
    read = read_word(word_document(framed("1", "Early help", "Jo Hart")), "report.docx")
    assert [
        each.text if isinstance(each, Passage) else each.cells[0].text
        for each in read.blocks
        if isinstance(each, Passage | Table)
    ] == ["Theme 1", "Our actions", "Ref", "How we measure it", "Measure"]


def test_a_rating_that_is_only_a_colour_in_a_box_is_that_of_the_item():
    box = drawn("""
        Theme 2 | Early help
        Overall lead | Jo Hart
        Overall RAG | [00B050]
    """)
    rows = drawn("Action | Owner | By when\nHire a head of service | Jo Hart | 31/10/2026", "plan.docx, table 2")
    made = brought(box, rows)
    assert items(made, "Title", "Lead", "RAG") == ["2 | Early help | Jo Hart | G"]
    assert actions(made, "Action") == ["2 | Hire a head of service"]


# Labels above the headings, and in the cells


def test_labels_above_the_headings_of_a_table_are_no_headings_of_groups():
    made = brought(
        drawn("""
        Priority action 2 | < | Annual reviews | < | <
        Board member sponsor | < | HoSEND; DCO | < | <
        Why is this a priority? | < | Homes are safe and warm | < | <
        Ref | Action | Lead officer | Start date | To be complete by
        2.1 | Train all officers | Jo Hart | 01/04/2026 | 31/10/2026
        2.2 | Write to every family | Tom Fell | 01/05/2026 | 30/11/2026
    """)
    )
    assert items(made, "Title", "Lead") == ["2 | Annual reviews | HoSEND; DCO"]
    assert actions(made, "Ref", "Task Lead") == ["2 | 2.1 | Jo Hart", "2 | 2.2 | Tom Fell"]
    assert "Homes are safe and warm: a text above the headings" in left_over(made)


def test_a_sentence_next_to_a_label_above_the_headings_is_no_heading_of_a_group():
    made = brought(
        drawn("""
        Recommendation 1: Annual reviews | < | < | < | <
        Why this matters | < | Families only have to tell their story once | < | <
        Ref | Action | Lead officer | Start date | To be complete by
        1.1 | Train all officers | Jo Hart | 01/04/2026 | 31/10/2026
        1.2 | Write to every family | Tom Fell | 01/05/2026 | 30/11/2026
    """)
    )
    assert actions(made, "Action", "Start Date", "Objective") == [
        "1 | Train all officers | 01/04/2026 | Families only have to tell their story once",
        "1 | Write to every family | 01/05/2026 | Families only have to tell their story once",
    ]


def test_labels_in_the_cells_of_a_table_of_one_row_are_known_from_the_other_tables():
    rows = "What we will do | Update | BRAG\n{}"
    row = "{}//Owner: {}//Due: {} | It has begun. | Green"
    made = brought(
        "# 1. Homes",
        drawn(
            rows.format(
                "\n".join(
                    row.format(*each)
                    for each in [
                        ("Hire a head", "Jo Hart", "31/10/2026"),
                        ("Audit forty cases", "Tom Fell", "30/09/2026"),
                    ]
                )
            )
        ),
        "# 2. Workforce",
        drawn(rows.format(row.format("Publish the offer", "Jo Hart", "March 2027")), "plan.docx, table 2"),
    )
    assert actions(made, "Action", "Task Lead", "Completion Date") == [
        "1 | Hire a head | Jo Hart | 31/10/2026",
        "1 | Audit forty cases | Tom Fell | 30/09/2026",
        "2 | Publish the offer | Jo Hart | March 2027",
    ]


@pytest.mark.parametrize("heading", ["RECOMMENDATIONS", "THEMES", "PRIORITIES", "Objectives"])
def test_a_word_for_items_in_capitals_and_the_plural_names_no_item(heading):
    made = brought(
        heading,
        drawn("Rec | Title | Lead\n1 | Early help | Jo Hart\n2 | Care leavers | Tom Fell"),
        "ACTIONS",
        drawn("Rec | Action | Owner | By when\n1 | Hire a head | Jo Hart | 31/10/2026", "plan.docx, table 2"),
    )
    assert items(made, "Title") == ["1 | Early help", "2 | Care leavers"]


def test_a_lead_below_the_title_across_the_table_does_not_hide_the_title():
    made = brought(
        drawn("""
        Actions | Leads | Timescales | Progress
        1. Early help//Lead: P. Singh | < | < | <
        Recruit twelve foster families | Jo Hart | 31/10/2026 | Begun.
        2. Transitions//Lead: Tom Fell | < | < | <
        Publish the offer | Jo Hart | 30/11/2026 | Not begun.
    """)
    )
    assert items(made, "Title", "Lead") == ["1 | Early help | P. Singh", "2 | Transitions | Tom Fell"]
    assert actions(made, "Action") == ["1 | Recruit twelve foster families", "2 | Publish the offer"]


def test_numbers_that_rows_after_each_other_share_are_those_of_their_items():
    made = brought(
        drawn("No. | Recommendation\n1 | Early help\n2 | Transitions\n3 | Care leavers"),
        drawn(
            """
        No. | Measure | Last quarter | This quarter | Target
        1 | Visits on time | 80% | 84% | 90%
        1 | Plans on time | 70% | 74% | 90%
        2 | Reviews on time | 60% | 64% | 90%
        3 | Care leavers in work | 50% | 54% | 60%
        3 | Care leavers in good homes | 50% | 54% | 60%
    """,
            "plan.docx, table 2",
        ),
    )
    assert indicators(made, "PI Number", "Description") == [
        "1 |  | Visits on time",
        "1 |  | Plans on time",
        "2 |  | Reviews on time",
        "3 |  | Care leavers in work",
        "3 |  | Care leavers in good homes",
    ]


def test_numbers_that_begin_again_below_each_item_are_those_of_the_rows():
    made = brought(
        drawn("""
        No. | Measure | Last quarter | This quarter | Target
        Theme 1: Early help | < | < | < | <
        1 | Visits on time | 80% | 84% | 90%
        2 | Plans on time | 70% | 74% | 90%
        Theme 2: Transitions | < | < | < | <
        1 | Reviews on time | 60% | 64% | 90%
        2 | Plans at 14 | 60% | 64% | 90%
    """)
    )
    assert indicators(made, "PI Number") == ["1 | 1", "1 | 2", "2 | 1", "2 | 2"]


def test_numbers_of_which_one_comes_again_and_others_are_left_out_are_those_of_items():
    table = """
        No. | KPI | Last quarter | This quarter | Target
        1 | Certificates in date | 69% | 58% | 59%
        1 | Re-let time | 87% | 62% | 97%
        2 | Children in care | 40% | 45% | 50%
        5 | Sickness absence | 46% | 48% | 34%
    """
    assert columns(table) == ["Recommendation", "Description", "Previous", "Actual", "Target"]


def test_a_table_of_one_action_below_labels_is_no_card():
    box = """
        Area for improvement {0}: {1} | < | < | <
        Accountable Director | Isla Hart | RAG | Green
        Progress | A peer review took place. | < | <
        Action ref | Response | Person leading | Completion target
        {0}a | Update the plan of {1} | Fiona Lane | 24/02/2026
    """
    more = "{0}b | Test the plan of {1} | Tom Fell | 24/03/2026"
    made = brought(
        drawn(box.format(1, "Early help") + more.format(1, "Early help")),
        drawn(box.format(2, "Care leavers"), "plan.docx, table 2"),
    )
    assert items(made, "Title", "Lead", "RAG") == ["1 | Early help | Isla Hart | G", "2 | Care leavers | Isla Hart | G"]
    assert actions(made, "Ref", "Task Lead") == ["1 | 1a | Fiona Lane", "1 | 1b | Tom Fell", "2 | 2a | Fiona Lane"]


def test_headings_of_measures_without_any_are_no_action():
    made = brought(
        drawn("""
        *Priority 1: Early help* | < | < | <
        *Action* | *Owner* | *By when* | *RAG*
        Hire a head of service | Jo Hart | 31/10/2026 | Green
        Audit forty cases | Tom Fell | 30/11/2026 | Amber
        *Measures* | < | < | <
        *Measure* | *Previous* | *Actual* | *Target*
    """)
    )
    assert actions(made, "Action") == ["1 | Hire a head of service", "1 | Audit forty cases"]
    assert not made.register.rows("indicators")


def test_cards_whose_values_are_posts_stay_cards():
    card = """
        Action {0} | Publish the offer number {0} | < | <
        Lead | Deputy DCS | Due | {0}/10/2026
        Update | It has begun. | RAG | Green
    """
    tables = [drawn(card.format(number), f"plan.docx, table {number}") for number in (1, 2, 3)]
    made = brought("# Recommendation 1: Early help", *tables)
    assert actions(made, "Ref", "Task Lead", "RAG") == [f"1 | {number} | Deputy DCS | G" for number in (1, 2, 3)]
