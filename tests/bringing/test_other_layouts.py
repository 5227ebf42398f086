"""Layouts of other councils, each drawn with as little as shows the kind of thing that it has."""

from __future__ import annotations

from assembled import actions, brought, brought_from, indicators, items, left_over
from tables_drawn import document, drawn

from plan_workbook.bringing.brought import SURE
from plan_workbook.bringing.documents.document import Passage
from plan_workbook.bringing.telling.mapping import answers_of

ACTIONS = """
    Ref | Action | Owner | By when | RAG
    a | Hire a head of service | Priya Anand | 31/10/2023 | A
    b | Audit forty cases a month | Tom Fell | 30/09/2023 | G
"""


def sheet(name: str, *cells: str) -> list[Passage]:
    """Return texts of a sheet outside its tables, each written as `A1 text`."""
    parted = (cell.split(" ", 1) for cell in cells)
    return [Passage(text, f"{name}!{at}", sheet=name) for at, text in parted]


# What columns are


def test_an_item_column_beside_the_themes_is_the_ref_of_the_action():
    rows = """
        Theme | Theme lead | Item | What needs to be done | Assigned to | Finish
        1. Homes | Ann Lee | a | Hire a head of service | Priya Anand | 31/10/2023
         |  | b | Audit forty cases a month | Tom Fell | 30/09/2023
        2. Staff | Bo May | a | Publish a recruitment offer | Tom Fell | 30/09/2023
    """
    made = brought(drawn(rows))
    assert items(made, "Title", "Lead") == ["1 | Homes | Ann Lee", "2 | Staff | Bo May"]
    assert actions(made)[2] == "2 | a | Publish a recruitment offer"


def test_who_reports_a_measure_is_its_lead_officer():
    rows = """
        PI | Measure | Reported by | Target | Actual
        1 | Visits in time | Jo Bright | 95% | 88%
    """
    assert indicators(brought("# Priority 1: Homes", drawn(rows)), "Lead Officer") == ["1 | Jo Bright"]


# Headings


def test_headings_in_two_rows_are_known_again_on_the_next_page_where_the_first_has_cells_merged_down():
    rows = """
        Ref | Action | Responsibility | < | RAG
        ^ | ^ | Lead | By when | ^
        a | Hire a head of service | Priya Anand | 31/10/2023 | A
        Ref | Action | Responsibility | < | RAG
        ^ | ^ | Lead | By when | ^
        b | Audit forty cases a month | Tom Fell | 30/09/2023 | G
    """
    made = brought("# Priority 1: Homes", drawn(rows))
    assert actions(made, "Task Lead") == ["1 | Priya Anand", "1 | Tom Fell"]


# What tells of an item


def test_a_row_that_only_names_a_lead_is_about_the_item_above_it():
    rows = """
        Priority | Ref | Action | Owner | By when
        Priority 1 - Homes |  |  |  |
        Lead: Ann Lee |  |  |  |
         | a | Hire a head of service | Priya Anand | 31/10/2023
    """
    made = brought(drawn(rows))
    assert items(made, "Title", "Lead") == ["1 | Homes | Ann Lee"]


def test_labels_beside_their_values_tell_of_the_item_of_a_sheet():
    table = drawn(ACTIONS, "plan.xlsx, sheet Priority 4, A5:E7", sheet="Priority 4")
    more = drawn(ACTIONS, "plan.xlsx, sheet Priority 5, A5:E7", sheet="Priority 5")
    made = brought(
        *sheet("Priority 4", "A1 Homes for children", "A2 Lead", "B2 Ann Lee", "A3 Overall rating", "B3 Amber"),
        table,
        *sheet("Priority 5", "A1 Staff who stay", "A2 Lead", "A3 Overall rating", "B3 Red"),
        more,
        file="plan.xlsx",
    )
    assert items(made, "Title", "Lead", "RAG") == [
        "4 | Homes for children | Ann Lee | A",
        "5 | Staff who stay |  | R",
    ]
    assert not left_over(made)


def test_labels_beside_their_values_name_the_items_of_one_sheet():
    first = drawn(ACTIONS, "plan.xlsx, sheet Plan, A4:E6", sheet="Plan")
    second = drawn(ACTIONS, "plan.xlsx, sheet Plan, A11:E13", sheet="Plan")
    labels = ("A1 Recommendation no:", "B1 1", "A2 Recommendation:", "B2 Homes", "A3 Lead:", "B3 Ann Lee")
    others = ("A8 Recommendation no:", "B8 2", "A9 Recommendation:", "B9 Staff", "A10 Lead:", "B10 Bo May")
    made = brought(*sheet("Plan", *labels), first, *sheet("Plan", *others), second, file="plan.xlsx")
    assert items(made, "Title", "Lead") == ["1 | Homes | Ann Lee", "2 | Staff | Bo May"]
    assert [each[0] for each in actions(made)] == ["1", "1", "2", "2"]


def test_paragraphs_below_the_heading_of_an_item_are_its_progress_and_somebody_is_asked():
    told = ("Two homes have opened since the last report.", "Carers say that they feel listened to.")
    made = brought("# Priority 1: Homes", "Lead: Ann Lee", *told, drawn(ACTIONS))
    assert items(made, "Progress") == [f"1 | {told[0]}\n\n{told[1]}"]
    assert made.questions[0] == (
        "The paragraphs below the headings of 1 recommendation were taken for their progress, the first at paragraph "
        "3: no heading says what they are."
    )


def test_paragraphs_below_the_heading_of_an_item_are_left_where_its_progress_is_said_elsewhere():
    table = drawn("Priority | < | Progress\n1 | Homes for children | Two homes have opened.")
    made = brought(
        table, "# Priority 1: Homes for children", "This priority is about places to live in.", drawn(ACTIONS)
    )
    assert items(made, "Progress") == ["1 | Two homes have opened."]
    assert left_over(made) == ["This priority is about places to live in.: a text outside the tables"]


# Objectives


def test_objectives_are_the_items_of_a_plan_that_has_no_others_and_somebody_is_asked():
    rows = """
        Objective | Action | Owner | By when
        Children are safe | Open two homes | Jo Bright | May 2023
         | Recruit carers | Jo Bright | May 2023
        Carers stay | Pay them more | Lee Ward | June 2023
    """
    made = brought(drawn(rows))
    assert items(made) == ["1 | Children are safe", "2 | Carers stay"]
    assert [each[0] for each in actions(made)] == ["1", "1", "2"]
    (table,) = made.tables
    assert table.columns[0].sure < SURE
    assert made.register.field("Item Word") == "Objective"


def test_objectives_with_numbers_and_leads_are_items_without_a_question():
    rows = """
        Objective | Item | Action | Owner
        3. Children are safe//Lead: Ann Lee | a | Open two homes | Jo Bright
        ^ | b | Recruit carers | Jo Bright
        4. Carers stay//Lead: Bo May | a | Pay them more | Lee Ward
    """
    made = brought(drawn(rows))
    assert items(made, "Title", "Lead") == ["3 | Children are safe | Ann Lee", "4 | Carers stay | Bo May"]
    assert not made.doubtful


# Columns that may mean several things


def actions_with(headings: str, *rows: str, under: str = "# Priority 1: Homes"):
    return brought(under, drawn("\n".join((headings, *rows))))


def test_this_month_is_the_rating_or_the_comment_by_what_is_in_it():
    rated = actions_with("Action | Owner | By when | Last month | This month", "Open homes | Jo | May 2023 | A | G")
    assert actions(rated, "RAG") == ["1 | G"]
    told = actions_with(
        "Action | Owner | By when | RAG | This month",
        "Open homes | Jo | May 2023 | A | Builders have started on the first of the sites",
    )
    assert actions(told, "RAG", "Comment") == ["1 | A | Builders have started on the first of the sites"]


def test_of_two_leads_the_one_responsible_does_it_and_the_other_is_named():
    made = actions_with("Action | Accountable | Responsible | By when", "Open homes | Jo Bright | Lee Ward | May 2023")
    assert actions(made, "Task Lead") == ["1 | Lee Ward"]
    assert left_over(made) == ["Jo Bright: it is not known what the column 'Accountable' is"]


def test_a_rating_with_a_remark_is_that_rating():
    made = actions_with(
        "Action | Owner | By when | RAG",
        "Open homes | Jo | Ongoing | Green - on track",
        "Recruit carers | Jo | TBC | GREEN (on track)",
        "Pay carers | Jo | May 2023 | Amber - see the note",
        "Train carers | Jo | May 2023 | Green - delayed",
    )
    assert actions(made, "RAG") == ["1 | G", "1 | G", "1 | A", "1 | Green - delayed"]
    assert actions(made, "Completion Date")[:2] == ["1 | Ongoing", "1 | TBC"]
    assert made.questions == ("The rating 'Amber - see the note' was read as Amber, without what it says besides.",)


def test_a_date_that_was_not_revised_is_still_the_one_that_counts():
    made = actions_with(
        "Action | Owner | Original date | Revised date",
        "Open homes | Jo | May 2023 |",
        "Recruit carers | Jo | May 2023 | July 2023",
    )
    dates = ("Original Completion Date", "Completion Date")
    assert actions(made, *dates) == ["1 |  | May 2023", "1 | May 2023 | July 2023"]


def test_several_actions_in_a_cell_are_one_as_printed_and_somebody_is_asked():
    made = actions_with(
        "Action | Owner | By when",
        "1. Open two homes//2. Recruit ten carers | Jo | May 2023",
        "Hire a head of service//Publish a recruitment offer | Lee | June 2023",
        "Make sure that://Carers are paid on time | Lee | June 2023",
    )
    assert len(actions(made)) == 3
    assert made.questions[0].startswith("Several actions are listed in 2 cells, the first at plan.docx, table 1, row 2")


def test_a_card_for_each_action_is_an_action_with_its_number():
    first = drawn("Action 1.1 | Open two homes\nLead | Jo Bright\nDeadline | May 2023\nRAG | Green", "plan, table 1")
    second = drawn("Action 1.2 | Recruit carers\nLead | Lee Ward\nDeadline | June 2023\nRAG | Amber", "plan, table 2")
    made = brought("# Priority 1: Homes", first, second)
    assert actions(made, "Ref", "Action", "Task Lead", "Completion Date", "RAG") == [
        "1 | 1.1 | Open two homes | Jo Bright | May 2023 | G",
        "1 | 1.2 | Recruit carers | Lee Ward | June 2023 | A",
    ]


def test_columns_whose_headings_say_nothing_are_what_is_in_them_and_somebody_is_asked():
    made = actions_with(
        "Zeta | Eta | Theta | Iota | Kappa | Lambda",
        "a | Open two homes in the north of the county | Jo Bright | Jan 2023 | May 2023 | G",
        "b | Recruit ten carers who live in the county | Lee Ward | Feb 2023 | July 2023 | A",
    )
    fields = ("Ref", "Task Lead", "Start Date", "Completion Date", "RAG")
    assert actions(made, *fields) == [
        "1 | a | Jo Bright | Jan 2023 | May 2023 | G",
        "1 | b | Lee Ward | Feb 2023 | July 2023 | A",
    ]
    assert all(column.sure < SURE for column in made.tables[0].columns)


def test_cards_with_labels_that_nobody_knows_are_known_by_each_other():
    labels = ("Zeta", "Eta", "Theta", "Iota", "Kappa")
    rows = (
        ("1.1", "Open two homes in the north of the county", "Jo Bright", "May 2023", "Green"),
        ("1.2", "Recruit ten carers who live in the county", "Lee Ward", "July 2023", "Amber"),
    )
    cards = [
        drawn("\n".join(map(" | ".join, zip(labels, row, strict=True))), f"plan.docx, table {at}")
        for at, row in enumerate(rows, 1)
    ]
    made = brought("# Priority 1: Homes", *cards)
    assert actions(made, "Action", "Task Lead", "Completion Date") == [
        f"1 | {action} | {lead} | {due}" for _, action, lead, due, _ in rows
    ]
    assert made.doubtful


def test_a_table_that_alone_says_nothing_is_what_another_with_its_headings_is():
    headings = "Zeta | Eta | Theta | Iota"
    first = drawn(
        f"{headings}\n1 | Visits that were made in time | 95% | 88%\n2 | Plans that were made in time | 90% | 70%",
        "plan.docx, table 1",
    )
    second = drawn(f"{headings}\n3 | Reviews | tbc | -", "plan.docx, table 2")
    made = brought("# Priority 1: Homes", first, "# Priority 2: Staff", second)
    assert indicators(made, "Description", "Target") == [
        "1 | Visits that were made in time | 95%",
        "1 | Plans that were made in time | 90%",
        "2 | Reviews | tbc",
    ]


def test_headings_in_two_rows_that_say_nothing_are_headings_with_a_mapping_too():
    rows = """
        Zeta | Eta | < | < | <
        ^ | Theta | Iota | Kappa | Lambda
        1. Homes for all children of the county | Open two homes in the north of the county | Jo Bright | May 2023 | G
         | Recruit ten carers who live in the county | Lee Ward | July 2023 | A
    """
    table = drawn(rows)
    first = brought(table)
    again = brought_from(document(table), answers=answers_of(first, "mapping.xlsx"))
    for made in (first, again):
        assert actions(made, "Task Lead", "Completion Date") == ["1 | Jo Bright | May 2023", "1 | Lee Ward | July 2023"]
