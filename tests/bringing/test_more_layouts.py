"""Layouts of other councils: cards with a title, keys on top, boxes, objectives in headings, and what headings mean."""

from __future__ import annotations

from assembled import actions, brought, indicators, items, left_over, listed
from tables_drawn import drawn

from plan_workbook.bringing.documents.in_csv import read_csv


def card(number: int, title: str, *rows: str) -> object:
    """Return a table of two columns with a text across its top."""
    return drawn("\n".join([f"{title} | <", *rows]), f"plan.docx, table {number}")


def test_a_text_across_the_top_of_each_card_is_what_is_done():
    made = brought(
        "# Priority 1: Homes",
        card(1, "1.1 Hire a head of service", "Owner | Priya Anand", "Due | 31/10/2023", "Status | Green"),
        card(2, "1.2 Audit forty cases a month", "Owner | Tom Fell", "Due | 30/09/2023", "Status | Amber"),
        "# Priority 2: Workforce",
        card(3, "2.1 Publish an offer to recruits", "Owner | Tom Fell", "Due | 30/09/2023", "Status | Red"),
    )
    assert items(made) == ["1 | Homes", "2 | Workforce"]
    assert actions(made, "Ref", "Task Lead", "RAG") == ["1 | 1.1 | Priya Anand | G", "1 | 1.2 | Tom Fell | A",
                                                        "2 | 2.1 | Tom Fell | R"]  # fmt: skip


def test_a_label_of_a_card_without_a_value_is_no_title():
    made = brought(
        "# Priority 1: Homes",
        card(1, "1.1 Hire a head of service", "Owner | Priya Anand", "Due | 31/10/2023", "Date closed | "),
        card(2, "1.2 Audit forty cases a month", "Owner | Tom Fell", "Due | 30/09/2023", "Date closed | "),
    )
    assert actions(made, "Action") == ["1 | Hire a head of service", "1 | Audit forty cases a month"]


def test_a_card_whose_rating_is_only_a_colour_keeps_it():
    made = brought(
        "# Priority 1: Homes",
        card(1, "1.1 Hire a head of service", "Owner | Priya Anand", "Due | 31/10/2023", "RAG | [FF0000]"),
        card(2, "1.2 Audit forty cases a month", "Owner | Tom Fell", "Due | 30/09/2023", "RAG | [00B050]"),
    )
    assert actions(made, "RAG") == ["1 | R", "1 | G"]


def test_a_key_right_above_cards_is_a_key():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Red | The action is off track
        Amber | Some delay, with a plan
        Green | The action is on track
        Hire a head of service | <
        Owner | Priya Anand
        Due | 31/10/2023
        RAG | Green
        Audit forty cases a month | <
        Owner | Tom Fell
        Due | 30/09/2023
        RAG | Red
    """),
    )
    assert actions(made, "Action", "RAG") == ["1 | Hire a head of service | G", "1 | Audit forty cases a month | R"]


def test_a_text_below_each_action_is_told_of_it():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Ref | Action | Owner | By when
        1.1 | Hire a head of service | Priya Anand | 31/10/2023
        Update: the advert is out | < | < | <
        1.2 | Audit forty cases a month | Tom Fell | 30/09/2023
        Update: June is done | < | < | <
    """),
    )
    assert actions(made, "Ref", "Comment") == ["1 | 1.1 | the advert is out", "1 | 1.2 | June is done"]


def test_a_heading_with_an_objective_is_that_of_the_actions_below_it():
    table = """
        Ref | Action | Owner | By when
        {ref} | Hire a head of service | Priya Anand | 31/10/2023
    """
    made = brought(
        "# Priority 1: Homes",
        "## Objective 1.1: Children stay with one carer",
        drawn(table.format(ref="a"), "plan.docx, table 1"),
        "## Objective 1.2: Carers are supported",
        drawn(table.format(ref="b"), "plan.docx, table 2"),
        "# Priority 2: Workforce",
        drawn(table.format(ref="c"), "plan.docx, table 3"),
    )
    assert items(made) == ["1 | Homes", "2 | Workforce"]
    assert actions(made, "Ref", "Objective") == [
        "1 | a | Children stay with one carer",
        "1 | b | Carers are supported",
        "2 | c | ",
    ]


def test_titles_in_the_top_rows_of_tables_name_the_items_though_no_word_says_so():
    rows = """
        {title} | < | <
        Sponsor: {lead} | < | <
        Action | Owner | By when
        {action} | Tom Fell | 31/10/2023
    """
    made = brought(
        drawn(rows.format(title="1 Early help", lead="Jo Hart", action="Open a hub"), "plan.docx, table 1"),
        drawn(rows.format(title="2 Care leavers", lead="Ann Roe", action="Offer flats"), "plan.docx, table 2"),
    )
    assert items(made, "Title", "Lead") == ["1 | Early help | Jo Hart", "2 | Care leavers | Ann Roe"]
    assert actions(made, "Action") == ["1 | Open a hub", "2 | Offer flats"]


def test_a_number_and_a_title_next_to_it_above_headings_name_the_item():
    made = brought(
        drawn("""
        1 | Early help | <
        Ref | Action | By when
        1a | Open a hub | 31/10/2023
    """)
    )
    assert items(made) == ["1 | Early help"]
    assert actions(made, "Ref", "Action") == ["1 | 1a | Open a hub"]


def test_what_items_are_called_in_the_cells_counts_and_not_what_the_heading_calls_them():
    made = brought(
        "Priority 1 - Homes",
        drawn("Action | Owner | By when\nOpen a hub | Tom Fell | 31/10/2023", "plan.docx, table 1"),
        "Priority 2 - Workforce",
        drawn("Action | Owner | By when\nOffer posts | Tom Fell | 31/10/2023", "plan.docx, table 2"),
        drawn(
            """
        Ofsted recommendation | Measure | Target | Actual
        Priority 1 - Homes | Moves of children | 9% | 11%
        Priority 2 - Workforce | Agency staff | 15% | 20%
    """,
            "plan.docx, table 3",
        ),
    )
    assert items(made) == ["1 | Homes", "2 | Workforce"]
    assert actions(made, "Action") == ["1 | Open a hub", "2 | Offer posts"]
    assert indicators(made, "Actual") == ["1 | 11%", "2 | 20%"]


def test_a_word_for_items_over_what_is_done_is_the_heading_of_the_actions():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Our pledge | In charge | Ready by | Latest update
        A single front door for early help and social care | Jo Hart | Mar 2024 | Complete and reported to scrutiny
        Fortnightly tracking of unallocated work | Tom Fell | May 2024 | On the agenda of the panel for May
        """),
    )
    assert actions(made, "Action", "Task Lead") == [
        "1 | A single front door for early help and social care | Jo Hart",
        "1 | Fortnightly tracking of unallocated work | Tom Fell",
    ]


def test_the_worse_of_two_delays_is_off_track_and_somebody_is_asked():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Action | Owner | By when | Status
        Hire a head of service | Jo Hart | 31/10/2023 | Behind
        Audit forty cases a month | Jo Hart | 31/10/2023 | Some delay
        Publish an offer to recruits | Jo Hart | 31/10/2023 | On schedule
    """),
    )
    assert actions(made, "RAG") == ["1 | R", "1 | A", "1 | G"]
    assert any("'Behind': it was taken to mean off track" in question for question in made.questions)


def test_a_rating_that_no_list_has_counts_as_its_words_say():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Action | Owner | By when | Delivery status
        Hire a head of service | Jo Hart | 31/10/2023 | Deadline missed
        Audit forty cases a month | Jo Hart | 31/10/2023 | Will meet deadline
        Publish an offer to recruits | Jo Hart | 31/10/2023 | Action now closed
    """),
    )
    counts = dict(each.split(" | ") for each in listed(made, "ratings", "Label", "Counts as"))
    assert counts["Deadline missed"] == "off track"
    assert counts["Action now closed"] == "complete"
    assert actions(made, "RAG")[:2] == ["1 | R", "1 | G"]


def test_a_column_with_a_text_in_every_row_is_the_comment_rather_than_notes_in_a_few():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Action | Owner | By when | Notes | Update for board
        Hire a head of service | Jo Hart | 31/10/2023 | See minute 4 | The advert is out
        Audit forty cases a month | Jo Hart | 31/10/2023 |  | June is done
        Publish an offer to recruits | Jo Hart | 31/10/2023 |  | The draft is with unions
    """),
    )
    assert actions(made, "Comment") == ["1 | The advert is out", "1 | June is done", "1 | The draft is with unions"]
    assert any("See minute 4" in text for text in left_over(made))


def test_a_rating_of_last_month_is_not_the_rating_now():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Action | Owner | By when | RAG - December | Rating (RAG)
        Hire a head of service | Jo Hart | 31/10/2023 | Red | Amber
        Audit forty cases a month | Jo Hart | 31/10/2023 | Red | Green
    """),
    )
    assert actions(made, "RAG") == ["1 | A", "1 | G"]


def test_dates_as_people_write_them_are_dates():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Action | In the hands of | Finish line
        Hire a head of service | Jo Hart | w/c 5 March 2018
        Audit forty cases a month | Tom Fell | Thursday 8 February 2018
        Publish an offer to recruits | Ann Roe | 09/2018
        Train all managers | Ann Roe | Q4 2018
    """),
    )
    assert actions(made, "Completion Date") == [
        "1 | w/c 5 March 2018",
        "1 | Thursday 8 February 2018",
        "1 | 09/2018",
        "1 | Q4 2018",
    ]


def test_rows_of_a_csv_file_with_nothing_but_a_first_cell_divide_the_others():
    made = brought(
        *read_csv(
            b"Action,Owner,By when\n"
            b"1. Homes,,\nHire a head of service,Jo Hart,31/10/2023\nAudit forty cases,Tom Fell,30/09/2023\n"
            b"2. Workforce,,\nPublish an offer,Tom Fell,30/09/2023\n",
            "plan.csv",
        ).blocks,
        file="plan.csv",
    )
    assert items(made) == ["1 | Homes", "2 | Workforce"]
    assert actions(made, "Task Lead") == ["1 | Jo Hart", "1 | Tom Fell", "2 | Tom Fell"]


def test_headings_of_a_group_in_a_csv_file_are_above_a_gap():
    made = brought(
        *read_csv(
            b"Theme,Action,Who and when,,RAG\n,,Owner,By when,\n"
            b"1. Homes,Hire a head of service,Jo Hart,31/10/2023,Green\n1. Homes,Audit cases,Tom Fell,30/09/2023,Red\n",
            "plan.csv",
        ).blocks,
        file="plan.csv",
    )
    assert actions(made, "Task Lead", "Completion Date") == ["1 | Jo Hart | 31/10/2023", "1 | Tom Fell | 30/09/2023"]


def test_a_label_with_a_text_below_each_action_is_told_of_it():
    made = brought(
        drawn("""
        Ref | Action | By whom | By when | RAG
        1.1 | Hire a head of service | Jo Hart | 31/10/2023 | Green
        Update | The advert is out. | < | < | <
        1.2 | Audit forty cases a month | Tom Fell | 30/09/2023 | Red
        Update | Two audits are late. | < | < | <
        """)
    )
    assert actions(made, "Ref", "Comment") == ["1 | 1.1 | The advert is out.", "1 | 1.2 | Two audits are late."]


def test_measures_next_to_the_actions_with_a_blank_column_between_are_indicators():
    rows = """
        Ref | Action | By whom | By when | | KPI | Target | Actual
        1.1 | Hire a head of service | Jo Hart | 31/10/2023 | | Calls answered | 90% | 85%
        1.2 | Audit forty cases a month | Tom Fell | 30/09/2023 | | Visits on time | 95% | 91%
    """
    made = brought("Recommendation 1: Homes for all", drawn(rows))
    assert actions(made) == ["1 | 1.1 | Hire a head of service", "1 | 1.2 | Audit forty cases a month"]
    assert indicators(made, "Description", "Target", "Actual") == [
        "1 | Calls answered | 90% | 85%",
        "1 | Visits on time | 95% | 91%",
    ]


def test_what_success_looks_like_is_an_objective():
    made = brought(
        "Recommendation 1: Homes for all",
        drawn("""
        What success looks like | Action | By whom | By when
        Children are safe | Hire a head of service | Jo Hart | 31/10/2023
        Staff stay | Audit forty cases a month | Tom Fell | 30/09/2023
        """),
    )
    assert [each["Objective"] for each in made.register.rows("actions")] == ["Children are safe", "Staff stay"]
