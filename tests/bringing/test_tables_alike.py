"""Tables with the same headings are read by the same rule, whatever rows each of them has this month."""

from __future__ import annotations

from assembled import actions, brought
from tables_drawn import drawn

from plan_workbook.bringing.documents.document import Table

HEADINGS = "Ref | Action | Owner | By when"


def table(number: int, *rows: str, headings: str = HEADINGS) -> Table:
    return drawn("\n".join((headings, *rows)), f"plan.docx, table {number}")


def test_an_update_is_of_the_action_above_it_also_in_the_table_where_only_few_have_one():
    made = brought(
        "# Priority 1: Homes",
        table(
            1,
            "1.1 | Hire a head of service | Priya Anand | 31/10/2023",
            "News: the advert is out | < | < | <",
            "1.2 | Audit forty cases a month | Tom Fell | 30/09/2023",
            "News: June is done | < | < | <",
        ),
        "# Priority 2: Workforce",
        table(
            2,
            "2.1 | Publish an offer to recruits | Tom Fell | 30/09/2023",
            "2.2 | Count the vacancies every month | Tom Fell | 30/09/2023",
            "News: it is with the designers | < | < | <",
            "2.3 | Exit interviews for everybody | Tom Fell | 30/09/2023",
        ),
    )
    assert actions(made, "Ref", "Objective", "Comment") == [
        "1 | 1.1 |  | the advert is out",
        "1 | 1.2 |  | June is done",
        "2 | 2.1 |  | ",
        "2 | 2.2 |  | it is with the designers",
        "2 | 2.3 |  | ",
    ]


def test_what_is_latest_is_of_the_action_above_it_in_a_single_table_too():
    made = brought(
        "# Priority 1: Homes",
        table(
            1,
            "1.1 | Hire a head of service | Priya Anand | 31/10/2023",
            "1.2 | Audit forty cases a month | Tom Fell | 30/09/2023",
            "Latest: June is done | < | < | <",
            "1.3 | Exit interviews for everybody | Tom Fell | 30/09/2023",
        ),
    )
    assert actions(made, "Ref", "Objective", "Comment") == [
        "1 | 1.1 |  | ",
        "1 | 1.2 |  | June is done",
        "1 | 1.3 |  | ",
    ]


def test_objectives_across_a_table_stay_objectives_next_to_tables_with_updates():
    made = brought(
        "# Priority 1: Homes",
        table(1, "1.1 | Hire a head | Priya | 31/10/2023", "News: the advert is out | < | < | <"),
        "# Priority 2: Workforce",
        table(2, "Enough people | < | < | <", "2.1 | Count the vacancies | Tom | 30/09/2023"),
    )
    assert actions(made, "Objective", "Comment") == ["1 |  | the advert is out", "2 | Enough people | "]


def test_the_first_date_counts_in_every_table_with_a_place_for_revised_ones():
    headings = "Ref | Action | Owner | Original date | Revised date"
    made = brought(
        "# Priority 1: Homes",
        table(
            1,
            "1.1 | Hire a head of service | Jo | May 2023 | July 2023",
            "1.2 | Audit forty cases a month | Jo | June 2023 |",
            headings=headings,
        ),
        "# Priority 2: Workforce",
        table(
            2,
            "2.1 | Publish an offer to recruits | Jo | August 2023 |",
            "2.2 | Count the vacancies | Jo | tbc |",
            headings=headings,
        ),
    )
    assert actions(made, "Ref", "Completion Date", "Original Completion Date") == [
        "1 | 1.1 | July 2023 | May 2023",
        "1 | 1.2 | June 2023 | ",
        "2 | 2.1 | August 2023 | ",
        "2 | 2.2 | tbc | ",
    ]
