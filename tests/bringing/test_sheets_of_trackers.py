"""What else is in trackers than their actions: counts by rating, sources of drop-downs, overviews, a sheet a month."""

from __future__ import annotations

import pytest
from assembled import actions, brought, indicators, items, left_over, listed
from tables_drawn import drawn

from plan_workbook.bringing.documents.document import Passage, Table

TRACKER = """
    Workstream | Ref | Action | Owner | By when | Status
    1. Homes | 1.1 | Hire a head of service | Priya Anand | 31/10/2023 | Delayed
    1. Homes | 1.2 | Audit forty cases a month | Tom Fell | 30/09/2023 | On target
    2. Staff | 2.1 | Publish an offer to recruits | Tom Fell | 30/09/2023 | On target
    2. Staff | 2.2 | Train all managers | Tom Fell | 30/09/2023 | Complete
"""
HOMES_AND_STAFF = ["1 | Homes", "2 | Staff"]


def tracker(table: str = TRACKER) -> Table:
    return drawn(table, "plan.xlsx, sheet Tracker, A1:F5", sheet="Tracker")


def also(table: str, name: str = "Summary", *, hidden: bool = False) -> Table:
    made = drawn(table, f"plan.xlsx, sheet {name}, A1:F5", sheet=name)
    return made._replace(cells=tuple(cell._replace(hidden=hidden) for cell in made.cells))


# Tables whose texts another table has again, and that list no items


def test_counts_by_status_are_no_items():
    counts = also("Status | Number | Share\nDelayed | 1 | 25%\nOn target | 2 | 50%\nComplete | 1 | 25%")
    assert items(brought(tracker(), counts, file="plan.xlsx")) == HOMES_AND_STAFF


def test_counts_by_item_and_rating_are_no_titles():
    counts = also("""
        Workstream | Red | Amber | Green | Total
        1. Homes | 0 | 1 | 2 | 3
        2. Staff | 1 | 0 | 1 | 2
    """)
    assert items(brought(counts, tracker(), file="plan.xlsx")) == HOMES_AND_STAFF


def test_the_sources_of_drop_downs_are_no_items():
    rated = TRACKER.replace("Status", "RAG").replace("Delayed", "R").replace("On target", "G").replace("Complete", "B")
    lists = also(
        "RAG | Owners | Frequency\nR | Priya Anand | Weekly\nA | Tom Fell | Monthly\nG | Bo May | Yearly\nB | Al Ray |",
        "Lists",
        hidden=True,
    )
    assert items(brought(tracker(rated), lists, file="plan.xlsx")) == HOMES_AND_STAFF


# Tables that list the items


def test_a_list_of_items_has_their_titles_leads_ratings_and_progress_whatever_it_calls_them():
    overview = also("""
        Line | Improvement needed | Accountable director | Status | Headline
        1 | Homes for all | Ann Lee | Off track | Two homes have opened, and one more will in June.
        2 | Staff who stay | Bo May | On target | Fewer people have left than in any year before.
    """)
    actions_by_line = drawn(
        "Line | Action | Owner | By when\n1 | Hire a head | Jo Hart | May 2023\n1 | Audit | Al Ray | June 2023"
    )
    made = brought(overview, actions_by_line, file="plan.xlsx")
    assert items(made, "Title", "Lead", "RAG", "Progress") == [
        "1 | Homes for all | Ann Lee | R | Two homes have opened, and one more will in June.",
        "2 | Staff who stay | Bo May | G | Fewer people have left than in any year before.",
    ]


def sheets_of(word: str) -> list[Table]:
    rows = """
        Ref | Action | Owner | By when | RAG
        {0}.1 | {1} | Tom Fell | 30/09/2023 | G
        {0}.2 | Report on it | Tom Fell | 30/09/2023 | A
    """
    return [
        drawn(rows.format(at, text), f"plan.xlsx, sheet {word}{at}, A1:E3", sheet=f"{word}{at}")
        for at, text in enumerate(("Hire a head of service", "Publish an offer to recruits"), 1)
    ]


def test_an_overview_names_the_items_that_sheets_are_only_numbered_by():
    overview = also("""
        Workstream | Focus | Lead director | No. of actions | Overall RAG
        Workstream 1 | Homes for all | Ann Lee | 2 | Amber
        Workstream 2 | Staff who stay | Bo May | 2 | Green
    """)
    made = brought(overview, *sheets_of("Workstream "), file="plan.xlsx")
    assert items(made, "Title", "Lead", "RAG") == ["1 | Homes for all | Ann Lee | A", "2 | Staff who stay | Bo May | G"]
    assert [each[0] for each in actions(made)] == ["1", "1", "2", "2"]


def test_so_it_does_if_its_numbers_are_the_names_of_the_sheets():
    overview = also("""
        Line | Direction | Sponsor | No. of actions
        P1 | Homes for all | Ann Lee | 2
        P2 | Staff who stay | Bo May | 2
    """)
    made = brought(overview, *sheets_of("P"), file="plan.xlsx")
    assert items(made, "Title", "Lead") == ["1 | Homes for all | Ann Lee", "2 | Staff who stay | Bo May"]


# A sheet a month


def month(name: str, rating: str, update: str) -> Table:
    rows = f"""
        Priority | Ref | Action | Owner | RAG | Update
        1. Homes | 1.1 | Hire a head of service | Priya Anand | {rating} | {update}
        1. Homes | 1.2 | Audit forty cases a month | Tom Fell | {rating} | {update}
    """
    return drawn(rows, f"plan.xlsx, sheet {name}, A3:F5", sheet=name)


@pytest.mark.parametrize(
    "names", [("Sept 2026", "Oct 2026"), ("October 26", "September 26"), ("Tracker Q1", "Tracker Q2")]
)
def test_of_a_tracker_with_a_sheet_for_each_month_the_latest_counts(names):
    sheets = {name: month(name, "Red", f"As it was in {name}.") for name in names}
    made = brought(*sheets.values(), file="plan.xlsx")
    latest = max(names, key=lambda name: name.casefold().startswith("oct") or name.endswith("Q2"))
    assert actions(made, "Ref", "Comment") == [f"1 | {ref} | As it was in {latest}." for ref in ("1.1", "1.2")]
    assert any(f"the sheet {latest} has the same table for a later period" in each for each in left_over(made))


def test_sheets_of_months_with_other_actions_each_are_all_read():
    later = month("Oct 2026", "Red", "-")
    cells = [c._replace(text=c.text.replace("Hire", "Train").replace("Audit", "Close")) for c in later.cells]
    made = brought(month("Sept 2026", "Red", "-"), later._replace(cells=tuple(cells)), file="plan.xlsx")
    assert len(actions(made)) == 4


def test_a_text_above_a_table_that_names_its_items_names_none():
    sheets = ("Live", "Archive")
    tables = [tracker()._replace(sheet="Live"), tracker(TRACKER.replace("1.", "3.").replace("2.", "4."))]
    tables[1] = tables[1]._replace(sheet="Archive", where="plan.xlsx, sheet Archive, A3:F7")
    texts = [Passage(f"Council plan - {sheet}", f"plan.xlsx, {sheet}!A1", sheet=sheet) for sheet in sheets]
    made = brought(texts[0], tables[0], texts[1], tables[1], file="plan.xlsx")
    assert [each[0] for each in items(made)] == ["1", "2", "3", "4"]


# Rows that are blank


def test_blank_rows_between_items_of_one_action_each_leave_its_columns_to_the_action():
    made = brought(
        drawn("""
            Finding no. | Finding | What we are doing | Accountable lead | By | Status | Difference made | Update
            1 | Plans are late | Hire two planners | Jo Hart | May 2026 | On track | Fewer wait | Both have begun.
             | | | | | | |
            2 | Visits are missed | Check visits each week | Al Ray | June 2026 | Off track | None yet | A list is kept.
             | | | | | | |
            3 | Audits are few | Audit ten cases a month | Bo May | July 2026 | Complete | Better files | Ten were done.
        """),
        file="plan.xlsx",
    )
    assert actions(made, "Task Lead", "RAG", "Comment") == [
        "1 | Jo Hart | G | Both have begun.",
        "2 | Al Ray | R | A list is kept.",
        "3 | Bo May | C | Ten were done.",
    ]


# What is told above the actions


def test_the_rating_of_an_item_may_be_called_after_its_word():
    [table, _] = sheets_of("Homes")
    box = drawn("Theme lead | Ann Lee\nTheme RAG | Amber", "plan.xlsx, sheet Homes1, A3:B4", sheet="Homes1")
    made = brought(Passage("Theme 1: Homes", "Homes1!A1", sheet="Homes1"), box, table, file="plan.xlsx")
    assert items(made, "Title", "Lead", "RAG") == ["1 | Homes | Ann Lee | A"]


def test_an_outcome_above_the_actions_is_their_objective_and_not_how_success_is_measured():
    table = drawn("""
        Ref | What we will do | Lead | By when | Success measure / impact | RAG
        1.1 | Hire a head of service | Jo Hart | May 2026 | Contract that both have signed | Green
        1.2 | Audit forty cases a month | Al Ray | June 2026 | Report of the audits to the board | Amber
    """)
    made = brought("# Priority 1: Homes", "Outcome: Families have homes", table)
    assert actions(made, "Objective") == ["1 | Families have homes", "1 | Families have homes"]


# Exports of performance systems


def test_a_report_of_actions_with_codes_and_progress_in_per_cent_has_items_and_actions():
    made = brought(
        drawn("""
            Code | Title | Description | Status | Progress | Due Date | Assigned To | Latest Note | Latest Note Date
            CIP1 | Homes for all | | | | | Ann Lee | |
            CIP1.1 | Hire a head of service | | In Progress | 40% | 31-Oct-2026 | Jo Hart | Advert is out | 01-Sep-2026
            CIP1.2 | Audit forty cases a month | | Completed | 100% | 30-Jun-2026 | Al Ray | All done | 01-Sep-2026
            CIP2 | Staff who stay | | | | | Bo May | |
            CIP2.1 | Publish an offer to recruits | | Overdue | 10% | 31-Mar-2026 | Jo Hart | With legal | 01-Sep-2026
            CIP2.2 | Train all managers | | Not Started | 0% | 31-Dec-2026 | Al Ray | None yet | 01-Sep-2026
        """),
        file="plan.xlsx",
    )
    assert items(made, "Title", "Lead") == ["1 | Homes for all | Ann Lee", "2 | Staff who stay | Bo May"]
    assert actions(made, "Ref", "Task Lead", "RAG", "Comment") == [
        "1 | CIP1.1 | Jo Hart | G | Advert is out",
        "1 | CIP1.2 | Al Ray | C | All done",
        "2 | CIP2.1 | Jo Hart | R | With legal",
        "2 | CIP2.2 | Al Ray | N | None yet",
    ]


@pytest.mark.parametrize(
    "refs", ["1 1a 1b 2 2a 2b", "WS1 WS1-01 WS1-02 WS2 WS2-01 WS2-02", "A1 A1/1 A1/2 A2 A2/1 A2/2"]
)
def test_an_item_is_numbered_above_its_actions_in_other_ways_too(refs):
    texts = ("Homes", "Hire a head", "Audit cases", "Staff", "Publish an offer", "Train managers")
    rows = [
        f"{ref} | {text} | Jo Hart | {'May 2026' if at % 3 else ''}"
        for at, (ref, text) in enumerate(zip(refs.split(), texts, strict=True))
    ]
    made = brought(drawn("\n".join(["Ref | Action | Owner | By when", *rows])), file="plan.xlsx")
    assert [each.partition(" | ")[2] for each in items(made)] == ["Homes", "Staff"]
    assert len(actions(made)) == 4


@pytest.mark.parametrize(
    "key", ["Rating | Meaning\n1 | Complete\n2 | On track\n3 | At risk\n4 | Off track", "Off track | 4\nAt risk | 3"]
)
def test_ratings_that_are_called_by_numbers_are_read_with_their_key(key):
    key = key if key.startswith("Rating") else f"Meaning | Score\n{key}\nOn track | 2\nComplete | 1"
    table = drawn("""
        Priority | Ref | Action | Owner | By when | Rating
        1. Homes | 1.1 | Hire a head of service | Jo Hart | May 2026 | 4
        1. Homes | 1.2 | Audit forty cases a month | Al Ray | June 2026 | 1
    """)
    made = brought(drawn(key), table, file="plan.xlsx")
    assert actions(made, "RAG") == ["1 | 4", "1 | 1"]
    assert sorted(listed(made, "ratings", "Code", "Label", "Counts as")) == [
        "1 | Complete | complete",
        "2 | On track | on track",
        "3 | At risk | at risk",
        "4 | Off track | off track",
    ]


def test_what_a_figure_was_made_from_is_no_number_of_an_item():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
            Ref | Indicator | Target | This month | Num | Denom | Commentary
            M1 | Visits on time | 90% | 85% | 61 | 72 | Better than in May.
            M2 | Plans on time | 80% | 70% | 52 | 74 | Two were late.
        """),
    )
    assert indicators(made, "PI Number", "Actual") == ["1 | M1 | 85%", "1 | M2 | 70%"]


def test_a_progress_log_is_a_comment_rather_than_next_steps():
    table = drawn("""
        Ref | Action | Owner | By when | Progress log | Next steps
        1.1 | Hire a head of service | Jo Hart | May 2026 | The advert is out. | Interview
        1.2 | Audit forty cases a month | Al Ray | June 2026 | Ten were audited. | Report
    """)
    assert actions(brought("# Priority 1: Homes", table), "Comment") == [
        "1 | The advert is out.",
        "1 | Ten were audited.",
    ]


def test_an_item_without_actions_yet_is_one_all_the_same():
    rows = ["1 Homes", "1.1 Hire a head", "2 Staff", "2.1 Train managers", "3 Data", "3.1 Build a dashboard", "4 Voice"]
    table = "\n".join(
        ["Ref | Action | Owner | By when", *(f"{each.replace(' ', ' | ', 1)} | Jo Hart | " for each in rows)]
    )
    assert items(brought(drawn(table), file="plan.xlsx")) == ["1 | Homes", "2 | Staff", "3 | Data", "4 | Voice"]


# Words that no list has


@pytest.mark.parametrize(
    "heading",
    ["Agreed improvement action", "Key improvement actions", "What must be done", "Undertaking", "SMART actions"],
)
def test_what_is_done_is_known_next_to_how_it_is_measured(heading):
    table = drawn(f"""
        Line | {heading} | Leads | Timescale | Milestones and KPIs | Action RAG | Officer update
        1.1 | Hire a head of service | Jo Hart | May 2026 | Post filled by a permanent head | G | The advert is out.
        1.2 | Audit forty cases a month | Al Ray | June 2026 | Audits reported to the board | A | Ten were done.
    """)
    made = brought("# Priority 1: Homes", table)
    assert actions(made, "Action", "Comment") == [
        "1 | Hire a head of service | The advert is out.",
        "1 | Audit forty cases a month | Ten were done.",
    ]


def test_progress_and_next_steps_in_one_column_are_what_is_said_of_the_action():
    table = drawn("""
        Ref | Work in hand | Lead | To be achieved by | BRAG (Oct) | Latest progress / next steps
        1.1 | Hire a head of service | Jo Hart | 31/05/2026 | G | The advert is out.
        1.2 | Audit forty cases a month | Al Ray | 30/06/2026 | A | Ten were audited in May.
    """)
    made = brought("# Priority 1: Homes", table)
    assert actions(made, "Action")[0] == "1 | Hire a head of service"


def test_a_date_of_completion_is_no_deadline_where_another_column_is():
    table = drawn("""
        Ref | Action | Lead | Timescale / deadline | Completed | RAG
        1.1 | Hire a head of service | Jo Hart | 31/05/2026 | 01/05/2026 | C
        1.2 | Audit forty cases a month | Al Ray | 30/06/2026 | | A
    """)
    made = brought("# Priority 1: Homes", table)
    assert actions(made, "Completion Date", "Date Completed") == ["1 | 31/05/2026 | 01/05/2026", "1 | 30/06/2026 | "]


def test_a_band_with_the_lead_and_status_of_an_item_in_cells_of_their_own():
    table = drawn("""
        Ref | Action | Owner | By when | RAG | Update
        Priority 1: Homes | < | < | Lead: Ann Lee | < | Status: Amber
        1.1 | Hire a head of service | Jo Hart | May 2026 | G | The advert is out.
        Priority 2: Staff | < | < | Lead: Bo May | < | Status: Green
        2.1 | Train all managers | Al Ray | June 2026 | A | Two were trained.
    """)
    made = brought(table, file="plan.xlsx")
    assert items(made, "Title", "Lead", "RAG") == ["1 | Homes | Ann Lee | A", "2 | Staff | Bo May | G"]


def test_a_title_of_one_word_with_its_lead_is_no_label_of_a_lead():
    table = drawn("""
        Ref | Action | Owner | By when | RAG
        1. Early help - Lead: Ann Lee | < | < | < | <
        1.1 | Hire a head of service | Jo Hart | May 2026 | G
        2. Safeguarding - Lead: Bo May | < | < | < | <
        2.1 | Train all managers | Al Ray | June 2026 | A
    """)
    assert items(brought(table, file="plan.xlsx"), "Title", "Lead") == [
        "1 | Early help | Ann Lee",
        "2 | Safeguarding | Bo May",
    ]


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Early help (Priority 2)", "2 | Early help"),
        ("Early help [Theme 2]", "2 | Early help"),
        ("1.2 Early help", "1.2 | Early help"),
    ],
)
def test_the_number_of_an_item_is_behind_its_title_or_in_levels(text, item):
    rows = (f"{text} | {action} | Jo Hart | May 2026" for action in ("Hire a head", "Audit forty cases"))
    table = "\n".join(["Priority | Action | Owner | By when", *rows])
    assert items(brought(drawn(table), file="plan.xlsx")) == [item]


def test_a_post_for_two_things_is_a_name():
    box = "Ambition 1 | Homes for all\nAmbition owner | Head of Performance and Insight\nContext | Homes are too few."
    made = brought(
        drawn(box),
        drawn("Ref | Action | Owner | By when\n1.1 | Hire a head | Jo Hart | May 2026", "plan.docx, table 2"),
    )
    assert items(made, "Title", "Lead") == ["1 | Homes for all | Head of Performance and Insight"]


def test_a_log_of_decisions_is_no_plan_though_the_words_of_the_plan_are_unusual():
    plan = drawn("""
        Priority heading | Line | Undertaking | Leads | To be achieved by | RAG
        1. Homes | 1.1 | Hire a head of service | Jo Hart | May 2026 | G
        1. Homes | 1.2 | Audit forty cases a month | Al Ray | June 2026 | A
    """)
    log = also(
        "No. | Date | Decision | Made by\n1 | 02/05/2026 | Programme re-phased to fit the budget | Board",
        "Decision log",
    )
    assert len(actions(brought(plan, log, file="plan.xlsx"))) == 2


@pytest.mark.parametrize(
    ("due", "done"),
    [
        ("Date action to be completed", "Date complete"),
        ("Original/target date", "Completed"),
        ("Expected delivery", "Date complete"),
        ("Anticipated finish", "Closed on"),
    ],
)
def test_when_something_is_due_is_told_from_when_it_was_done(due, done):
    table = drawn(f"""
        Ref | Action | Managed by | {due} | {done} | RAG | Actions taken to date
        1.1 | Hire a head of service | Jo Hart | 31/05/2026 | 01/05/2026 | C | Hired in April.
        1.2 | Audit forty cases a month | Al Ray | 30/06/2026 | | A | Ten were done.
    """)
    made = brought("# Priority 1: Homes", table)
    assert actions(made, "Action", "Task Lead", "Completion Date", "Date Completed", "Comment") == [
        "1 | Hire a head of service | Jo Hart | 31/05/2026 | 01/05/2026 | Hired in April.",
        "1 | Audit forty cases a month | Al Ray | 30/06/2026 |  | Ten were done.",
    ]


def test_a_description_of_progress_describes_no_action_and_no_measure():
    table = drawn("""
        Ref | Work to be completed | Officer/s | Complete on or before | RAG | Description of progress
        1.1 | Hire a head of service | Jo Hart | 31/05/2026 | G | The advert is out.
        1.2 | Audit forty cases a month | Al Ray | 30/06/2026 | A | Ten were audited in May.
    """)
    made = brought("# Priority 1: Homes", table)
    assert actions(made, "Action", "Completion Date", "Comment") == [
        "1 | Hire a head of service | 31/05/2026 | The advert is out.",
        "1 | Audit forty cases a month | 30/06/2026 | Ten were audited in May.",
    ]


def test_a_table_of_actions_with_their_measures_is_one_of_actions():
    table = drawn("""
        Theme | Seq. | Tasks required | Who leads? | Agreed completion | Headline indicator | Baseline | Target | Now
        1. Homes | 1.1 | Hire a head of service | Jo Hart | 31/05/2026 | Posts that are filled | 70% | 90% | 80%
        1. Homes | 1.2 | Audit forty cases a month | Al Ray | 30/06/2026 | Audits that are good | 50% | 80% | 60%
    """)
    made = brought(table, file="plan.xlsx")
    assert actions(made, "Action") == ["1 | Hire a head of service", "1 | Audit forty cases a month"]
