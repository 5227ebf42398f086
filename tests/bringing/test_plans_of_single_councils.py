"""Plans as single councils keep them: boxes with a goal, logs next to the actions, ratings under months."""

from __future__ import annotations

import pytest
from assembled import actions, brought, items, left_over, listed
from tables_drawn import drawn

from plan_workbook.bringing.documents.document import Passage

ROWS = "Ref | Action | Owner | By when\n1 | Hire a head of service | Priya Anand | 31/10/2023"
"""A table with an action."""


def of(number: int, text: str, sheet: str | None = None) -> object:
    """Return a table of the report or workbook."""
    return drawn(text, f"plan.docx, table {number}", sheet=sheet)


@pytest.mark.parametrize(
    "label", ["Goal", "Outcome sought", "What good looks like", "Our ambition", "Why this matters"]
)
def test_a_goal_in_a_box_is_the_objective_of_the_actions_below_it(label):
    box = f"Priority | {{}} | < | <\nSLT sponsor | {{}} | RAG | {{}}\n{label} | {{}} | < | <"
    made = brought(
        of(
            1,
            box.format("1. Homes for children", "Jo Hart", "Green", "No child waits"),
        ),
        of(2, ROWS),
        of(3, box.format("2. Workforce", "Al Ray", "Red", "Staff stay")),
        of(4, ROWS),
    )
    assert items(made, "Title", "Lead", "RAG") == ["1 | Homes for children | Jo Hart | G", "2 | Workforce | Al Ray | R"]
    assert actions(made, "Objective") == ["1 | No child waits", "2 | Staff stay"]


def test_a_goal_above_the_headings_of_a_table_is_the_objective_of_its_actions():
    made = brought(
        drawn(f"""
        Theme | 1. Homes for children | < | <
        Goal | No child waits | < | <
        Progress | The board has met twice. | < | <
        {ROWS}
    """)
    )
    assert items(made, "Title", "Progress") == ["1 | Homes for children | The board has met twice."]
    assert actions(made, "Objective", "Action") == ["1 | No child waits | Hire a head of service"]


def test_an_outcome_with_a_number_and_a_title_is_an_item_and_not_an_objective():
    made = brought(
        of(1, "Outcome | 1. Homes for children\nLead | Jo Hart"), of(2, ROWS),
        of(3, "Outcome | 2. Workforce\nLead | Al Ray"), of(4, ROWS),
    )  # fmt: skip
    assert items(made, "Title", "Lead") == ["1 | Homes for children | Jo Hart", "2 | Workforce | Al Ray"]
    assert actions(made, "Objective") == ["1 | ", "2 | "]


def test_an_objective_across_the_table_is_taken_without_its_label():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Ref | Action | Owner | By when
        Outcome sought 1.1: No child waits | < | < | <
        1 | Hire a head of service | Priya Anand | 31/10/2023
        Goal: Staff stay | < | < | <
        2 | Audit forty cases | Tom Fell | 30/09/2023
    """),
    )
    assert actions(made, "Objective") == ["1 | No child waits", "1 | Staff stay"]


def test_an_objective_is_no_title_where_boxes_name_the_items():
    rows = "What success looks like | Action | Owner | By when\n{} | {} | Priya Anand | 31/10/2023"
    made = brought(
        of(1, "Improvement area | 1. Homes for children\nTheme sponsor | Jo Hart"),
        of(2, rows.format("No child waits", "Hire a head of service")),
        of(3, "Improvement area | 2. Workforce\nTheme sponsor | Al Ray"),
        of(4, rows.format("Staff stay", "Audit forty cases")),
    )
    assert items(made) == ["1 | Homes for children", "2 | Workforce"]
    assert actions(made, "Objective") == ["1 | No child waits", "2 | Staff stay"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("AFI 1: Homes for children", "AFI 2: Workforce"),
        ("Partnership priority 1 - Homes for children", "Partnership priority 2 - Workforce"),
        ("Learning theme 1: Homes for children", "Learning theme 2: Workforce"),
        ("[SEND-01] Homes for children", "[SEND-02] Workforce"),
        ("Homes for children (WS1)", "Workforce (WS2)"),
    ],
)
def test_items_have_words_and_codes_that_no_list_has(first, second):
    made = brought(
        drawn(f"""
        Ref | Action | Owner | By when
        {first} | < | < | <
        1.1 | Hire a head of service | Priya Anand | 31/10/2023
        {second} | < | < | <
        2.1 | Audit forty cases | Tom Fell | 30/09/2023
    """)
    )
    assert items(made) == ["1 | Homes for children", "2 | Workforce"]
    assert actions(made) == ["1 | 1.1 | Hire a head of service", "2 | 2.1 | Audit forty cases"]


def test_next_steps_without_dates_are_those_of_the_recommendations():
    made = brought(
        drawn("""
        No. | Priority | Lead | RAG | Latest news | Next steps
        1 | Homes for children | Jo Hart | Green | The board has met twice this year. | Complete the recruitment round.
        2 | Workforce | Al Ray | Red | Two posts are still vacant today. | Publish the revised policy.
    """)
    )
    assert actions(made) == []
    assert items(made, "Lead", "Progress", "Next Steps") == [
        "1 | Jo Hart | The board has met twice this year. | Complete the recruitment round.",
        "2 | Al Ray | Two posts are still vacant today. | Publish the revised policy.",
    ]


def test_next_steps_with_dates_are_what_is_done():
    made = brought(
        drawn("""
        Priority | Next steps | Owner | By when
        1. Homes | Complete the recruitment round | Priya Anand | 31/10/2023
        1. Homes | Publish the revised policy | Tom Fell | 30/09/2023
    """)
    )
    assert actions(made, "Action") == ["1 | Complete the recruitment round", "1 | Publish the revised policy"]


RISKS = """
    Ref | Risk description | Risk owner | Likelihood | Impact | Mitigating action | Due date | Status
    R1 | Posts stay vacant | Jo Hart | 4 | 4 | Agree a framework | 30/11/2023 | Open
    R2 | Partners have no time | Al Ray | 3 | 4 | Escalate to the group | 31/12/2023 | Open
"""
ISSUES = """
    ID | Issue | Owner | Action required | Due date | Status
    I1 | Data is late each month | Jo Hart | Agree a fixed date | 31/10/2023 | Open
    I2 | Two audits were postponed | Al Ray | Book them again | 30/11/2023 | Open
"""


def test_logs_of_risks_and_issues_next_to_the_actions_are_left_and_asked_about():
    plan = of(1, f"Priority | {ROWS.splitlines()[0]}\n1. Homes | {ROWS.splitlines()[1]}", "Tracker")
    made = brought(plan, of(2, RISKS, "Risk log"), of(3, ISSUES, "Issues"))
    assert actions(made) == ["1 | 1 | Hire a head of service"]
    assert ["called Issues" in each or "risk register" in each or "called Risk log" in each
            for each in left_over(made)] == [True, True]  # fmt: skip


def test_a_tracker_of_issues_alone_is_the_plan():
    assert actions(brought(of(1, ISSUES, "Issues")), "Action") == ["I1 | Agree a fixed date", "I2 | Book them again"]


def test_a_rating_under_several_months_is_the_latest_whatever_is_over_them():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Action | Owner | By when | Monthly RAG | < | <
        ^ | ^ | ^ | Jul | Aug | Sep
        Hire a head of service | Priya Anand | 31/10/2023 | 1 - Red | 2 - Amber | 3 - Green
        Audit forty cases | Tom Fell | 30/09/2023 | 3 - Green | 3 - Green | 1 - Red
    """),
    )
    assert actions(made, "RAG") == ["1 | G", "1 | R"]


def test_a_rating_in_words_next_to_updates_of_months_does_not_hide_the_latest_of_these():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        Action | Owner | By when | Progress (RAG) | Progress Aug 23 | Progress Sep 23
        Hire a head of service | Priya Anand | 31/10/2023 | Green | The advert was written. | The advert is out now.
        Audit forty cases | Tom Fell | 30/09/2023 | Red | Ten cases were audited. | Twenty cases were audited.
    """),
    )
    assert actions(made, "RAG", "Comment") == ["1 | G | The advert is out now.", "1 | R | Twenty cases were audited."]


def test_a_list_whose_numbers_another_table_has_again_and_again_is_that_of_the_items():
    made = brought(
        of(
            1,
            "Line | Direction | Executive sponsor\n1 | Homes for children | Jo Hart\n2 | Workforce | Al Ray",
            "Directions",
        ),
        of(
            2,
            """
            Line | Action | Owner | Due
            1 | Hire a head of service | Priya Anand | 31/10/2023
            1 | Audit forty cases | Tom Fell | 30/09/2023
            2 | Publish an offer | Tom Fell | 30/09/2023
            """,
            "Actions",
        ),
    )
    assert items(made, "Title", "Lead") == ["1 | Homes for children | Jo Hart", "2 | Workforce | Al Ray"]
    assert actions(made, "Action") == ["1 | Hire a head of service", "1 | Audit forty cases", "2 | Publish an offer"]


def test_a_text_over_a_table_of_one_row_is_what_is_done():
    rows = "Owner | By when | Status\n{}"
    made = brought(
        "# Priority 1: Homes",
        of(1, f"Action 1.1: Hire a head of service | < | <\n{rows.format('Priya Anand | 31/10/2023 | Green')}"),
        of(2, f"Action 1.2: Audit forty cases | < | <\n{rows.format('Tom Fell | 30/09/2023 | Red')}"),
        "# Priority 2: Workforce",
        of(3, f"Action 2.1: Publish an offer | < | <\n{rows.format('Tom Fell | 30/09/2023 | Amber')}"),
    )
    assert actions(made, "Ref", "Action", "RAG") == [
        "1 | 1.1 | Hire a head of service | G", "1 | 1.2 | Audit forty cases | R", "2 | 2.1 | Publish an offer | A",
    ]  # fmt: skip


def test_a_heading_that_ends_with_by_is_not_what_is_done():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        No. | Multi-agency action | Action taken forward by | By when | Agency
        1 | Hire a head of service | Priya Anand | 31/10/2023 | ICB
        2 | Audit forty cases | Tom Fell | 30/09/2023 | Police
    """),
    )
    assert actions(made, "Action", "Task Lead") == [
        "1 | Hire a head of service | Priya Anand",
        "1 | Audit forty cases | Tom Fell",
    ]


def test_what_is_on_track_to_be_delivered_is_not_delivered():
    made = brought(
        "Key",
        of(1, "Rating | Meaning\nHigh concern | Late\nNo concern | On track to be delivered\nComplete | Delivered"),
        "# Priority 1: Homes",
        of(2, "Ref | Action | Owner | By when | RAG\n1 | Hire a head of service | Jo Hart | 31/10/2023 | No concern"),
    )
    counts = dict(each.split(" | ") for each in listed(made, "ratings", "Label", "Counts as"))
    assert (counts["No concern"], counts["Complete"]) == ("on track", "complete")


def test_the_rating_in_the_line_of_the_lead_and_next_to_status_is_read():
    made = brought(
        "# Priority 1: Homes", "Theme sponsor: Jo Hart | RAG: Green \u25b2", of(1, ROWS),
        "# Priority 2: Workforce", of(2, "Lead | Al Ray | Status | Red \u25bc"), of(3, ROWS),
    )  # fmt: skip
    assert items(made, "Lead", "RAG") == ["1 | Jo Hart | G", "2 | Al Ray | R"]


def test_progress_below_its_label_on_a_sheet_is_that_of_the_item():
    texts = ("Priority 1: Homes", "Progress", "The board has met twice.", "How we will measure success")
    made = brought(
        *(Passage(text, f"Plan!A{at}", sheet="Plan") for at, text in enumerate(texts, 1)), of(1, ROWS, "Plan")
    )
    assert items(made, "Title", "Progress") == ["1 | Homes | The board has met twice."]


def test_short_titles_next_to_lists_are_the_items_whatever_their_heading():
    made = brought(
        drawn("""
        Our ref | What the review says | What needs to happen | Owner | By when
        1 | Early help and prevention | Hire a head//Audit forty cases | Jo Hart//Al Ray | 31/10/2023//30/09/2023
        2 | Customer contact | Publish an offer//Train a team | Al Ray//Jo Hart | 31/10/2023//30/09/2023
    """)
    )
    assert items(made) == ["1 | Early help and prevention", "2 | Customer contact"]
    assert len(actions(made)) == 4


def test_achievements_below_each_item_are_its_progress_and_not_successes_of_the_plan():
    made = brought(
        "# Priority 1: Homes", "Lead member / director: Jo Hart", "## Achievements", "The board has met twice today.",
        "## Activity planned next month", "Publish the revised policy.", of(1, ROWS),
        "# Priority 2: Workforce", "Owner at CMT: Al Ray", "## Achievements", "Two posts have been filled this year.",
        "## Activity planned next month", "Complete the recruitment round.", of(2, ROWS),
    )  # fmt: skip
    assert items(made, "Lead", "Progress", "Next Steps") == [
        "1 | Jo Hart | The board has met twice today. | Publish the revised policy.",
        "2 | Al Ray | Two posts have been filled this year. | Complete the recruitment round.",
    ]


def test_a_lead_after_its_label_on_a_sheet_is_not_a_label_without_a_value():
    texts = ("Priority 1: Homes", "Lead member / director: Jo Hart")
    passages = (Passage(text, f"Plan!A{at}", sheet="Plan") for at, text in enumerate(texts, 1))
    assert items(brought(*passages, of(1, ROWS, "Plan")), "Lead") == ["1 | Jo Hart"]


def test_a_row_that_only_lists_ratings_is_a_key_and_not_an_action():
    made = brought(
        of(1, f"Priority | {ROWS.splitlines()[0]}\n1. Homes | {ROWS.splitlines()[1]}\nOverdue | At risk | On track | |")
    )
    assert (items(made), len(actions(made))) == (["1 | Homes"], 1)


def test_items_and_the_parts_of_each_may_have_headings_of_the_same_look():
    parts = ("# Key dates",)
    made = brought("# R1: Homes", *parts, of(1, ROWS), "# R2: Workforce", *parts, of(2, ROWS))
    assert items(made) == ["1 | Homes", "2 | Workforce"]
    assert actions(made, "Action") == ["1 | Hire a head of service", "2 | Hire a head of service"]


def test_an_objective_between_a_title_and_its_table_on_a_sheet_is_no_title():
    texts = ["1. Homes", "Objective 1.1: No child waits", ROWS, "Objective 1.2: Staff stay", ROWS.replace("1 |", "2 |"),
             "2. Workforce", "Objective 2.1: Posts are filled", ROWS]  # fmt: skip
    made = brought(
        *(
            of(at, text, "Plan") if "|" in text else Passage(text, f"Plan!A{10 * at}", sheet="Plan")
            for at, text in enumerate(texts, 1)
        )
    )
    assert items(made) == ["1 | Homes", "2 | Workforce"]
    assert actions(made, "Objective") == ["1 | No child waits", "1 | Staff stay", "2 | Posts are filled"]


def test_a_text_merged_over_several_actions_before_them_is_their_objective_whatever_its_heading():
    made = brought(
        drawn("""
        Priority | What for | Ref | Action | Owner | By when
        1. Homes | No child waits for a home | 1 | Hire a head of service | Jo Hart | 31/10/2023
        ^ | ^ | 2 | Audit forty cases | Al Ray | 30/09/2023
        ^ | Every social worker stays here | 3 | Publish an offer | Al Ray | 30/09/2023
    """)
    )
    assert actions(made, "Objective") == [
        "1 | No child waits for a home", "1 | No child waits for a home", "1 | Every social worker stays here",
    ]  # fmt: skip


def test_ratings_with_their_place_in_a_list_are_no_items():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
        What we do | Who | Date to complete | Light in August | Narrative
        Hire a head of service for homes | Jo Hart | 31/10/2023 | 4 - Blue | The advert was written by the team.
        Audit forty cases in each month | Al Ray | 30/09/2023 | 3 - Green | Ten cases were audited by the team.
        Publish an offer to all recruits | Al Ray | 30/09/2023 | 3 - Green | The draft went to the whole board.
    """),
    )
    assert items(made) == ["1 | Homes"]
    assert actions(made, "Completion Date", "RAG")[1:] == ["1 | 30/09/2023 | G", "1 | 30/09/2023 | G"]


def test_a_heading_that_is_also_a_rating_is_still_a_heading():
    made = brought(
        "# 1 Homes",
        drawn("""
        Nr | How will this be achieved | Finish by | Started | Lead(s) | September update
        Outcome 1.1: No child waits | < | < | < | < | <
        1.1 | Hire a head of service | 31/10/2023 | 01/05/2023 | Jo Hart | The advert is out.
        1.2 | Audit forty cases | 30/09/2023 | 01/05/2023 | Al Ray | Ten are done.
    """),
    )
    assert actions(made, "Start Date", "Objective") == ["1 | 01/05/2023 | No child waits"] * 2


def test_a_text_over_several_objectives_is_the_item_whatever_its_heading():
    made = brought(
        drawn("""
        Wanted overall | Outcome we want | Action | Owner | By when
        Homes for all children | No child waits | Hire a head of service | Jo Hart | 31/10/2023
        ^ | Plans are good | Audit forty cases | Al Ray | 30/09/2023
        A stable workforce here | Staff stay | Publish an offer | Al Ray | 30/09/2023
    """)
    )
    assert items(made) == ["1 | Homes for all children", "2 | A stable workforce here"]
    assert actions(made, "Objective") == ["1 | No child waits", "1 | Plans are good", "2 | Staff stay"]
