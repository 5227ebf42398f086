"""Lists of SharePoint and of tasks, and where their items, ratings and comments are."""

from __future__ import annotations

from assembled import actions, brought, items
from tables_drawn import drawn

from plan_workbook.bringing.documents.document import Passage
from plan_workbook.bringing.documents.in_csv import read_csv

ACTIONS = """
    Ref | Action | Owner | By when | RAG
    a | Hire a head of service | Priya Anand | 31/10/2023 | A
    b | Audit forty cases a month | Tom Fell | 30/09/2023 | G
"""

# Lists of SharePoint and of tasks


def test_a_title_in_a_list_with_a_theme_that_comes_again_is_what_is_done():
    rows = """
        ID | Title | Workstream | Assigned To | Due Date | RAG | Modified
        7 | Recruit two psychologists to permanent posts | Assessments | Jo Hart | 31/10/2025 | Green | 29/09/2025 14:12
        14 | Publish the local offer in four languages | Assessments | Al Ray | 30/11/2025 | Red | 29/09/2025 14:12
        21 | Open the reablement hub at Castle House | Hospital flow | Ann Lee | 30/09/2025 | Green | 29/09/2025 14:12
    """
    made = brought(drawn(rows))
    assert items(made) == ["1 | Assessments", "2 | Hospital flow"]
    assert actions(made)[0] == "1 | 7 | Recruit two psychologists to permanent posts"


def test_a_title_next_to_a_theme_is_still_the_recommendation_if_another_column_has_what_is_done():
    rows = """
        Theme | Title | Action | Owner | Due
        Staff | Recruitment of social workers | Hire a manager | Jo Hart | 31/10/2025
        Staff | Supervision of social workers | Train managers | Al Ray | 30/11/2025
        Homes | Repairs to council homes | Clear the backlog | Ann Lee | 30/09/2025
    """
    assert len(items(brought(drawn(rows)))) == 3


TASKS = (
    "Task Name,Assigned To,Start,Finish,Status\r\n"
    "Fire safety,,01/02/2025,30/06/2025,\r\n"
    "Survey all blocks,Jo Hart,01/02/2025,31/03/2025,Complete\r\n"
    "Install sprinklers,Al Ray,01/04/2025,30/06/2025,On track\r\n"
    "Finance,,05/03/2025,30/09/2025,\r\n"
    "Publish the outlook,Ann Lee,05/03/2025,30/09/2025,At risk\r\n"
)


def test_tasks_over_the_dates_of_those_below_them_are_the_recommendations():
    made = brought(*read_csv(TASKS.encode(), "plan.csv").blocks, file="plan.csv")
    assert items(made) == ["1 | Fire safety", "2 | Finance"]
    assert actions(made, "Action", "RAG") == [
        "1 | Survey all blocks | C",
        "1 | Install sprinklers | G",
        "2 | Publish the outlook | A",
    ]


def test_tasks_without_an_owner_that_are_not_over_others_are_actions():
    tasks = TASKS.replace("Finance,,05/03/2025", "Review the plan,,01/03/2025")
    made = brought("# 1. Homes", *read_csv(tasks.encode(), "plan.csv").blocks, file="plan.csv")
    assert len(actions(made)) == 5


def test_the_number_of_a_recommendation_before_its_title_leaves_it_the_title():
    rows = """
        Rec no. | Priority theme | Action | Owner | Due date
        1 | Joint work | Publish updates each term | Jo Hart | 31/10/2025
        1 | Joint work | Hold a panel each month | Al Ray | 30/11/2025
        2 | Tenants | Open the new office | Ann Lee | 30/09/2025
    """
    assert items(brought(drawn(rows))) == ["1 | Joint work", "2 | Tenants"]


def test_risks_and_issues_in_a_column_are_no_titles():
    rows = """
        Priority theme | Lead | RAG | What we've achieved | What's next | Risks and issues
        1. Early help | Jo Hart | Green | The hub is open. | Publish the offer. | Capacity of the legal team
        2. Repairs | Al Ray | Amber | The backlog fell. | Re-tender the work. | Capacity of the legal team
    """
    assert items(brought(drawn(rows))) == ["1 | Early help", "2 | Repairs"]


def test_a_rating_of_what_is_spent_is_not_that_of_what_is_done():
    rows = """
        Action | Owner | Due date | RAG (budget) | RAG (delivery)
        Hire a manager | Jo Hart | 31/10/2025 | Green | Red
        Audit cases | Al Ray | 30/11/2025 | Amber | Green
    """
    assert actions(brought("# 1. Early help", drawn(rows)), "RAG") == ["1 | R", "1 | G"]


def test_comments_below_months_are_those_of_the_latest_month():
    rows = """
        Action | Owner | Due date | Monthly update | < | <
        ^ | ^ | ^ | Jul-25 | Aug-25 | Sep-25
        Hire a manager | Jo Hart | 31/10/2025 | The advert is out. | Four people applied. | Two were interviewed.
        Audit cases | Al Ray | 30/11/2025 | The tool is agreed. | Ten were audited. | Forty were audited.
    """
    made = brought("# 1. Early help", drawn(rows))
    assert actions(made, "Comment") == ["1 | Two were interviewed.", "1 | Forty were audited."]


def test_what_words_mean_is_read_from_a_legend_in_a_row_of_colours():
    legend = "Behind [FF0000] | Minor issues [FFC000] | In progress [00B050] | Done [0070C0]"
    table = ACTIONS.replace("| A\n", "| Behind\n").replace("| G\n", "| In progress\n")
    made = brought(drawn(legend), "# 1. Early help", drawn(table, "plan.docx, table 2"))
    assert actions(made, "RAG") == ["1 | R", "1 | G"]


def test_boxes_of_labels_are_known_by_the_same_labels_in_another_one():
    blocks: list[object] = []
    for number, (title, lead) in enumerate((("Early help", "Jo Hart"), ("Repairs", "AD Finance & Head of Legal")), 1):
        box = f"Board sponsor | {lead}\nWhere we are now | {title} is on course.\nOverall RAG | Green (on track)"
        blocks += [f"# {number}. {title}", drawn(box, f"plan.docx, table {2 * number}")]
        blocks += [drawn(ACTIONS, f"plan.docx, table {2 * number + 1}")]
    made = brought(*blocks)
    assert items(made, "Lead", "RAG", "Progress") == [
        "1 | Jo Hart | G | Early help is on course.",
        "2 | AD Finance & Head of Legal | G | Repairs is on course.",
    ]


def test_a_card_of_one_action_keeps_a_rating_that_is_only_a_colour():
    blocks: list[object] = []
    for number, colour in enumerate(("FF0000", "00B050"), 1):
        title = f"Action 1.{number}: Hire a manager for team {number} | < | <"
        card = f"{title}\nOwner | Due date | RAG\nJo Hart | 31/10/2025 | [{colour}]"
        blocks.append(drawn(card, f"plan.docx, table {number}"))
    made = brought("# 1. Early help", *blocks)
    assert actions(made, "Ref", "RAG") == ["1 | 1.1 | R", "1 | 1.2 | G"]


# Items in boxes and lists


def test_what_is_above_the_headings_of_a_table_says_nothing_of_its_columns():
    rows = """
        *Work stream*[D9E2F3] | 1. Culture | < | < | <
        Accountable Officer | Jo Hart | Current status | Green | <
        *UID*[7030A0] | *Action needed*[7030A0] | *Person leading*[7030A0] | *Complete by*[7030A0] | *BRAG*[7030A0]
        A1 | Re-tender the void contract | Al Ray | 20/04/2026 | Green
        A2 | Publish the results to all staff | Ann Lee | 30/04/2026 | Red
    """
    made = brought(drawn(rows))
    assert items(made, "Title", "Lead", "RAG") == ["1 | Culture | Jo Hart | G"]
    assert actions(made) == ["1 | A1 | Re-tender the void contract", "1 | A2 | Publish the results to all staff"]


def test_a_priority_action_with_a_number_is_the_recommendation_of_the_lists_next_to_it():
    rows = """
        Priority action (Ofsted) | What are we doing? | Owner | When by? | RAG
        1. Joint work | a) Recruit two panels//b) Agree terms | Al Ray//Jo Hart | May 2026//June 2026 | Red//Green
        2. Early help | a) Move the hub//b) Train managers | Ann Lee//Bo May | May 2026//June 2026 | Green//Green
    """
    made = brought(drawn(rows))
    assert items(made) == ["1 | Joint work", "2 | Early help"]
    assert len(actions(made)) == 4


def test_a_goal_and_its_title_side_by_side_on_a_sheet_name_the_recommendation():
    blocks: list[object] = []
    for number, title in enumerate(("Transitions at 14", "Safeguarding adults"), 1):
        row = 10 * number
        said = {f"B{row}": "Goal", f"C{row}": f"{number}. {title}"}
        blocks += [Passage(text, f"plan.xlsx, Plan!{at}", sheet="Plan") for at, text in said.items()]
        blocks.append(drawn(ACTIONS, f"plan.xlsx, sheet Plan, B{row + 1}:F{row + 3}", sheet="Plan"))
    made = brought(*blocks, file="plan.xlsx")
    assert items(made) == ["1 | Transitions at 14", "2 | Safeguarding adults"]
    assert len(actions(made)) == 4


def test_a_column_with_the_heading_and_numbers_of_the_list_is_the_recommendation_and_the_next_one_the_ref():
    directions = """
        No | Ministerial direction | Executive sponsor
        1 | The response to domestic abuse | Jo Hart
        2 | Learning from rapid reviews | Al Ray
    """
    rows = """
        No | # | What we're doing | Responsible | Date for delivery
        1 | A1 | Review every plan for pupils in Year 5 | Ann Lee | Jun 2025
        1 | A2 | Roll out training to all staff | Bo May | May 2026
        2 | A3 | Record the wishes of each child | Bo May | Oct 2025
    """
    made = brought(drawn(directions), drawn(rows, "plan.docx, table 2"))
    assert actions(made)[0] == "1 | A1 | Review every plan for pupils in Year 5"
    assert actions(made)[2] == "2 | A3 | Record the wishes of each child"


def test_definitions_of_ratings_above_a_key_name_no_recommendation():
    key = """
        Rating | Definition
        [00B050] | Action is on track
        [FF0000] | Action is off track
    """
    rows = """
        Code | We will | Who will lead | Complete by
        1 | Culture | Jo Hart |
        1.1 | Publish the values | Al Ray | 21/03/2026
        2 | Contact | Ann Lee |
        2.1 | Open the new centre | Bo May | 18/05/2026
    """
    made = brought("# BRAG definitions:", drawn(key), drawn(rows, "plan.docx, table 2"))
    assert items(made) == ["1 | Culture", "2 | Contact"]


def test_a_word_for_items_and_its_number_side_by_side_with_their_values_name_the_recommendation():
    blocks: list[object] = []
    for number, title in enumerate(("Repairs", "Fostering"), 1):
        at = 10 * number
        said = {f"A{at}": "Key area number:", f"B{at}": str(number), f"A{at + 1}": "Key area:", f"B{at + 1}": title}
        blocks += [Passage(text, f"plan.xlsx, Plan!{place}", sheet="Plan") for place, text in said.items()]
        blocks.append(drawn(ACTIONS, f"plan.xlsx, sheet Plan, A{at + 3}:E{at + 5}", sheet="Plan"))
    made = brought(*blocks, file="plan.xlsx")
    assert items(made) == ["1 | Repairs", "2 | Fostering"]


def test_a_box_right_below_a_key_is_not_more_of_the_key():
    key = """
        BRAG | Description
        Met | Action is complete and evidenced
        Not met | Action is off track or overdue
    """
    box = "Area | 1. Repairs\nLead director | Jo Hart\nProgress | The board met."
    made = brought(drawn(key), drawn(box, "plan.docx, table 2"), drawn(ACTIONS, "plan.docx, table 3"))
    assert items(made, "Title", "Lead") == ["1 | Repairs | Jo Hart"]
