"""Logs of boards, highlight reports, auditors' plans and what planning tools export."""

from __future__ import annotations

from assembled import actions, brought, indicators, items, left_over
from tables_drawn import drawn

from plan_workbook.bringing.brought import SURE, Kind
from plan_workbook.bringing.documents.document import Passage
from plan_workbook.bringing.documents.in_csv import read_csv

ACTIONS = """
    Ref | Action | Owner | By when | RAG
    a | Hire a head of service | Priya Anand | 31/10/2023 | A
    b | Audit forty cases a month | Tom Fell | 30/09/2023 | G
"""

# Which column is which


def test_the_agenda_items_of_a_board_log_are_its_recommendations():
    log = """
        Action no | Meeting date | Agenda item | Agreed action | Owner | Deadline | Status
        1 | 18/06/2025 | Repairs | Clear the backlog of damp cases | Priya Anand | 31/10/2025 | Open
        2 | 18/06/2025 | Repairs | Re-tender the void contract | Tom Fell | 30/11/2025 | Closed
        3 | 23/07/2025 | Attendance at school | Write to all secondary heads | Ann Lee | 30/09/2025 | Open
    """
    made = brought(drawn(log))
    assert items(made) == ["1 | Repairs", "2 | Attendance at school"]
    assert actions(made) == [
        "1 | 1 | Clear the backlog of damp cases",
        "1 | 2 | Re-tender the void contract",
        "2 | 3 | Write to all secondary heads",
    ]


def test_short_texts_that_come_again_before_the_actions_are_their_recommendations_and_a_question():
    log = """
        No. | Item | Action required | Owner | Due date | Status
        1 | Complaints handling | Train the contact centre | Priya Anand | 31/10/2025 | Open
        2 | Complaints handling | Publish the new policy | Tom Fell | 30/11/2025 | Closed
        3 | Foster care | Recruit fourteen carers by spring | Ann Lee | 30/09/2025 | Open
        4 | Foster care | Review the fees we pay to carers | Ann Lee | 30/12/2025 | Open
    """
    made = brought(drawn(log))
    assert items(made) == ["1 | Complaints handling", "2 | Foster care"]
    (column,) = (each for each in made.tables[0].columns if each.heading == "Item")
    assert column.sure < SURE


EXPORT = (
    "Task ID;Task Name;Bucket Name;Progress;Priority;Assigned To;Created Date;Start date;Due date;"
    "Completed Checklist Items;Labels;Description\r\n"
    "Sim0Q9nhdz;Appoint a reviewer;Fire safety;In progress;Medium;Jo Hart;14/01/2025;28/05/2025;28/02/2026;2/3;"
    "Quick win;Advert is out.\r\n"
    "UwFuxiL3by;Publish the survey;Fire safety;Not started;Urgent;Al Ray;14/01/2025;10/06/2025;06/05/2026;0/3;"
    "Board;Scope agreed.\r\n"
    "Gx7pqRt0aa;Train all officers;Audit;Completed;Medium;Jo Hart;14/01/2025;01/02/2025;30/06/2025;3/3;"
    "Quick win;All done.\r\n"
)


def test_an_export_of_planner_has_its_buckets_as_recommendations_and_its_progress_as_ratings():
    made = brought(*read_csv(EXPORT.encode(), "plan.csv").blocks, file="plan.csv")
    assert items(made) == ["1 | Fire safety", "2 | Audit"]
    assert actions(made, "Action", "Task Lead", "RAG", "Completion Date", "Comment") == [
        "1 | Appoint a reviewer | Jo Hart | G | 28/02/2026 | Advert is out.",
        "1 | Publish the survey | Al Ray | N | 06/05/2026 | Scope agreed.",
        "2 | Train all officers | Jo Hart | C | 30/06/2025 | All done.",
    ]


def test_the_items_of_a_tool_with_people_and_timelines_are_actions_though_they_have_no_action_in_their_headings():
    rows = """
        Name | Person | Status | Timeline - Start | Timeline - End
        Report the forecast to members each month | Jo Hart | Working on it | 2025-01-09 | 2025-07-12
        Renegotiate the contract for leisure centres | Al Ray | Stuck | 2025-04-28 | 2025-10-05
    """
    made = brought("# Finance", drawn(rows))
    assert actions(made, "Action", "Task Lead", "Start Date", "Completion Date", "RAG") == [
        "1 | Report the forecast to members each month | Jo Hart | 2025-01-09 | 2025-07-12 | G",
        "1 | Renegotiate the contract for leisure centres | Al Ray | 2025-04-28 | 2025-10-05 | R",
    ]


def test_a_forecast_is_when_an_action_is_due_and_its_baseline_when_it_was_due_first():
    rows = """
        Milestone | Lead | Baseline | Current forecast | RAG
        Recruit a manager | Jo Hart | 31/01/2026 | 28/02/2026 | A
        Train all teams | Al Ray | 31/03/2026 | 31/03/2026 | G
    """
    made = brought("# 1. Early help", drawn(rows))
    assert actions(made, "Completion Date", "Original Completion Date") == [
        "1 | 28/02/2026 | 31/01/2026",
        "1 | 31/03/2026 | 31/03/2026",
    ]


def test_the_reviews_that_several_recommendations_are_from_are_not_their_numbers():
    rows = """
        Source of recommendation | Area for improvement | Ref | Action | Owner | Due date
        ILACS 2024 | Theme 1: Front door | 1.1 | Hire a head of service | Jo Hart | 31/10/2025
        ILACS 2024 | Theme 1: Front door | 1.2 | Audit forty cases | Al Ray | 30/11/2025
        ILACS 2024 | Theme 2: Early help | 2.1 | Move the hub | Al Ray | 30/11/2025
        ILACS 2024 | Theme 2: Early help | 2.2 | Agree thresholds | Al Ray | 30/11/2025
    """
    made = brought(drawn(rows))
    assert items(made) == ["1 | Front door", "2 | Early help"]


def test_the_position_at_an_inspection_is_the_previous_figure_and_a_question():
    rows = """
        Measure | Position at inspection | Target | Latest data
        Assessments completed in 45 days | 71% | 90% | 84%
        Average caseload | 24 | 16 | 18
    """
    made = brought("# 1. Early help", drawn(rows))
    assert indicators(made, "Previous", "Actual") == ["1 | 71% | 84%", "1 | 24 | 18"]
    assert min(column.sure for column in made.tables[0].columns) < SURE


def test_a_row_that_counts_the_actions_of_a_sheet_is_a_total():
    made = brought("# 1. Early help", drawn(f"{ACTIONS}\n    Total | 2 actions"))
    assert len(actions(made)) == 2
    assert not left_over(made)


# Boxes over what belongs to a recommendation


def workstream(number: int, title: str, sponsor: str, rated: str = "Green") -> list[object]:
    box = f"""
        *Project title*[DEEAF6] | {number}. {title} | *Sponsor*[DEEAF6] | {sponsor}
        *Reporting period*[DEEAF6] | September 2025 | *Overall status*[DEEAF6] | {rated}
    """
    told = f"""
        Key achievements this period | Priorities for next period
        {title} is on course. | Publish the strategy for {title}.
    """
    milestones = f"""
        Key milestone | Owner | Due date | RAG
        Appoint a lead for {title} | Jo Hart | 31/01/2026 | Green
        Agree the scope of {title} | Al Ray | 28/02/2026 | Red
    """
    at = 3 * number
    return [
        drawn(box, f"plan.docx, table {at}"),
        drawn(told, f"plan.docx, table {at + 1}"),
        "## Key milestones" if number > 1 else "## Milestone plan",
        drawn(milestones, f"plan.docx, table {at + 2}"),
    ]


def test_the_boxes_of_a_highlight_report_name_the_recommendations_and_are_no_actions():
    made = brought(*workstream(1, "Early help", "Ann Lee"), *workstream(2, "Repairs", "Bo May", "Red"))
    assert items(made, "Title", "Lead", "RAG") == ["1 | Early help | Ann Lee | G", "2 | Repairs | Bo May | R"]
    assert actions(made, "Action", "Task Lead") == [
        "1 | Appoint a lead for Early help | Jo Hart",
        "1 | Agree the scope of Early help | Al Ray",
        "2 | Appoint a lead for Repairs | Jo Hart",
        "2 | Agree the scope of Repairs | Al Ray",
    ]


def test_what_was_achieved_and_comes_next_side_by_side_is_told_of_the_recommendation_above():
    made = brought(*workstream(1, "Early help", "Ann Lee"), *workstream(2, "Repairs", "Bo May"))
    assert items(made, "Progress", "Next Steps") == [
        "1 | Early help is on course. | Publish the strategy for Early help.",
        "2 | Repairs is on course. | Publish the strategy for Repairs.",
    ]


def test_labels_in_bold_with_values_next_to_them_are_no_headings_of_columns():
    box = """
        *Project*[DEEAF6] | Early help | *Senior responsible owner*[DEEAF6] | s151 Officer and Head of Repairs
        *Reporting period*[DEEAF6] | September 2025 | *Report author*[DEEAF6] | Programme office
    """
    made = brought(drawn(box), drawn(ACTIONS, "plan.docx, table 2"))
    assert items(made, "Title", "Lead") == ["1 | Early help | s151 Officer and Head of Repairs"]
    assert len(actions(made)) == 2


def test_a_partnership_lead_or_portfolio_holder_is_a_lead_if_a_name_follows_and_a_contact_officer_is_not():
    made = brought(
        *("# Priority 1: Early help", "Partnership lead: Ann Lee", drawn(ACTIONS)),
        *("# Priority 2: Repairs (Portfolio holder: Bo May)", drawn(ACTIONS, "plan.docx, table 2")),
        *("# Priority 3: Parks", "Contact officer: Jo Hart", drawn(ACTIONS, "plan.docx, table 3")),
    )
    assert items(made, "Title", "Lead") == ["1 | Early help | Ann Lee", "2 | Repairs | Bo May", "3 | Parks | "]


def test_a_chief_officer_next_to_the_label_on_a_sheet_is_the_lead():
    said = {"A1": "Theme 1: Early help", "A2": "Chief Officer:", "B2": "Ann Lee"}
    texts = [Passage(text, f"plan.xlsx, T1!{at}", sheet="T1") for at, text in said.items()]
    made = brought(*texts, drawn(ACTIONS, "plan.xlsx, sheet T1, A4:E6", sheet="T1"), file="plan.xlsx")
    assert items(made, "Title", "Lead") == ["1 | Early help | Ann Lee"]


# Lines with labels in cells

AUDIT = """
    No. | Recommendation | Management response
    1 | Reserves are too low | Agree a recovery plan//Responsible officer: Jo Hart//Agreed date: 31 March 2026
    2 | Stock records are late | Count all stock each quarter//Responsible officer: Al Ray//Agreed date: 30 June 2026
    3 | Leases are missing | Complete the register//of all sites//Responsible officer: Ann Lee//Agreed date: 1 May 2026
"""


def test_lines_with_labels_in_the_cells_of_an_auditors_plan_are_columns_of_their_own():
    made = brought(drawn(AUDIT))
    assert items(made) == ["1 | Reserves are too low", "2 | Stock records are late", "3 | Leases are missing"]
    assert actions(made, "Action", "Task Lead", "Completion Date") == [
        "1 | Agree a recovery plan | Jo Hart | 31 March 2026",
        "2 | Count all stock each quarter | Al Ray | 30 June 2026",
        "3 | Complete the register\nof all sites | Ann Lee | 1 May 2026",
    ]


def test_a_label_that_only_some_cells_have_stays_in_their_text():
    rows = """
        Ref | Action | Owner | Due date | Update
        1.1 | Hire a manager | Jo Hart | 31/10/2025 | Advert is out//Risk: nobody applies//Next: interviews
        1.2 | Audit cases | Al Ray | 30/11/2025 | Forty were audited
        1.3 | Train teams | Ann Lee | 30/11/2025 | Two teams are trained
    """
    made = brought("# 1. Early help", drawn(rows))
    assert actions(made, "Comment")[0] == "1 | Advert is out\nRisk: nobody applies\nNext: interviews"


# Keys


def test_a_key_of_colours_that_the_text_above_names_is_a_key_below_the_title_of_a_plan():
    key = """
        RAG | Description
        [FF0000] | Action is off track or overdue
        [FFC000] | Action is at risk of missing its date
        [00B050] | Action is on track to be delivered
    """
    made = brought("Improvement Plan", "Key", drawn(key), "# 1. Early help", drawn(ACTIONS, "plan.docx, table 2"))
    assert made.tables[0].kind is Kind.KEY
    assert len(actions(made)) == 2


def test_ratings_in_a_row_below_a_gap_are_no_part_of_the_card_above():
    card = """
        Indicator no | KPI1
        Key performance indicator | Children in care per 10,000
        Target | 324
        Latest figure | 894
         |
        Not met | Partially met | On course | Met
    """
    made = brought("# 1. Early help", drawn(card))
    assert indicators(made, "Description", "Target", "Actual") == ["1 | Children in care per 10,000 | 324 | 894"]


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
