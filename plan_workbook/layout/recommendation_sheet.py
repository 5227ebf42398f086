"""A recommendation's sheet, which its lead fills in: fields, progress, indicators, actions."""

from __future__ import annotations

from plan_workbook.layout.kinds import Kind
from plan_workbook.layout.parts import Column, Field, Panel, Sheet, Table
from plan_workbook.plan.model import PARAGRAPH

_FIELDS = (
    Field(
        "number",
        "Number",
        Kind.ITEM_NUMBER,
        "Rec_Number",
        "Its number in the plan.",
        register="Recommendation",
    ),
    Field("title", "Title", Kind.LONG_TEXT, "Rec_Title", "The recommendation in full.", height=3, width=54, least=46),
    Field(
        "lead",
        "Lead",
        Kind.LEADS,
        "Rec_Lead",
        "Who is responsible for it: a name or a post. Put & between several.",
    ),
    Field(
        "status",
        "Status",
        Kind.STATUS,
        "Rec_Status",
        "Active until it is closed; then Business as usual.",
    ),
    Field(
        "rating",
        "RAG",
        Kind.RATING,
        "Rec_RAG",
        "Choose the rating from the list; the key is on the Summary.",
        register="RAG",
        remembered=True,
    ),
    Field(
        "confidence",
        "Confidence",
        Kind.RATING,
        "Rec_Confidence",
        "How sure you are that it will be delivered on time: a rating from the list, apart from progress so far.",
        only_if_used=True,
    ),
)


def _was(of: str, heading: str, what: str, width: float, least: float) -> Column:
    """Return the column that says what another one was."""
    prompt = f"{what} in the last period, to compare with. It is filled in when a month is opened, and not read."
    return Column(
        f"was_{of}", heading, Kind.WAS, prompt, width=width, least=least, of=of, optional=True, published=False
    )


PARAGRAPH_HELP = (
    "One paragraph a row. If a text is cut off, drag the lower edge of its row. Press F2 before you paste several."
)


def _paragraphs(key: str, heading: str, prompt: str, spare: int, least: int, *, only_if_used: bool = False) -> Table:
    return Table(
        key,
        "",
        heading.replace(" ", "_"),
        1,
        (Column(PARAGRAPH, heading, Kind.LONG_TEXT, prompt, width=54, least=46),),
        spare=spare,
        least=least,
        help=PARAGRAPH_HELP,
        required=not only_if_used,
        only_if_used=only_if_used,
        across=True,
        former_column=3,
    )


PROGRESS = _paragraphs(
    "progress",
    "Progress",
    "What has been done since the last update and what difference it made. One paragraph per row.",
    spare=2,
    least=3,
)
IMPACT = _paragraphs(
    "impact",
    "Impact",
    "What difference the work has made to children and families, and how you know. One paragraph per row.",
    spare=2,
    least=3,
    only_if_used=True,
)
NEXT_STEPS = _paragraphs(
    "next_steps",
    "Next Steps",
    "What comes next, by when, and who will do it. One paragraph per row.",
    spare=2,
    least=3,
    only_if_used=True,
)
PARAGRAPHS = (PROGRESS, IMPACT, NEXT_STEPS)
"""The tables of paragraphs, in the order in which they are on the sheet."""
INDICATORS = Table(
    "indicators",
    "Indicators",
    "Indicators",
    1,
    (
        Column(
            "number",
            "PI Number",
            Kind.CODE,
            "The indicator's number in the performance report, e.g. CSC 022.",
            width=9.5,
        ),
        Column(
            "status",
            "Status",
            Kind.FORMULA,
            "Worked out from Target, Actual, Tolerance and Better.",
            width=11,
            full_prompt="Worked out from Actual, Better, the targets, Floor and Tolerance.",
            formerly_before="comment",
        ),
        Column("description", "Description", Kind.LONG_TEXT, "What is measured.", width=54, least=46),
        Column(
            "lead", "Lead Officer", Kind.LEADS, "Who is responsible for the figure. Put & between several.", width=13.5
        ),
        Column(
            "unit",
            "Unit",
            Kind.UNIT,
            "The unit of the figures: %, number, days and so on. You can type another one.",
            width=8.5,
        ),
        Column(
            "better",
            "Better",
            Kind.BETTER,
            "Which way is better. Monitor: it is not judged.",
            width=8.5,
            full_prompt="Which way is better. Band: it should stay in the range under Target. Monitor: it is not "
            "judged.",
        ),
        Column(
            "target",
            "Target",
            Kind.TARGET,
            "A number only. For percentages type the % sign: 90%. No target: -",
            width=9,
            full_prompt="A number only. For percentages type the % sign: 90%. With Band a range: 80% to 90%. No "
            "target: -",
        ),
        _was("target", "Was Target", "The target", 8.5, 7.5),
        Column(
            "target_now",
            "Target Now",
            Kind.TARGET,
            "The target for this period, if the year's target is reached in steps. Blank: Target applies.",
            width=8.5,
            also=("Profiled Target", "Target Profile"),
            only_if_used=True,
            full_terms=True,
        ),
        Column(
            "floor",
            "Floor",
            Kind.NUMBER,
            "The worst value that is still near target; beyond it is off target. Takes the place of Tolerance.",
            width=8,
            also=("Floor Standard",),
            only_if_used=True,
            full_terms=True,
        ),
        Column(
            "tolerance",
            "Tolerance",
            Kind.TOLERANCE,
            "How far off target still counts as near, as a percentage of the target. Blank: the plan's tolerance.",
            width=10.5,
            published=False,
            full_prompt="How far off target still counts as near: a percentage of the target, or an amount such as "
            "2 points or 3 days. Blank: the plan's tolerance.",
        ),
        Column(
            "previous",
            "Previous",
            Kind.NUMBER,
            "Last period's actual. A number only; with % for percentages.",
            width=8.5,
        ),
        Column(
            "actual",
            "Actual",
            Kind.NUMBER,
            "A number only. For percentages type the % sign: 41%. Put the quarter in Period, remarks in Comment.",
            width=9,
        ),
        Column(
            "period",
            "Period",
            Kind.PERIOD,
            "The period of the actual: Q2, Oct 2017, 2017/18. Blank: the plan's Data As At.",
            width=8,
        ),
        Column(
            "benchmark",
            "Benchmark",
            Kind.NUMBER,
            "The figure of others to compare with, such as the national average. It is shown and never judged.",
            width=11,
            only_if_used=True,
        ),
        Column(
            "forecast",
            "Forecast",
            Kind.NUMBER,
            "The value you expect at the end of the year. It is compared with Target.",
            width=9.5,
            also=("Year End Forecast",),
            only_if_used=True,
        ),
        Column(
            "trend",
            "Trend",
            Kind.YES_NO,
            "No: the figure adds up over the year or rolls over twelve months, so nothing is said of how it varies.",
            width=6.5,
            only_if_used=True,
            published=False,
        ),
        Column(
            "comment",
            "Comment",
            Kind.LONG_TEXT,
            "Anything the board should know; why a figure is missing.",
            width=14.5,
            least=12,
        ),
    ),
    spare=3,
    least=5,
    help="One row for each performance indicator. Status is worked out.",
    former_column=2,
)
ACTIONS = Table(
    "actions",
    "Actions",
    "Actions",
    1,
    (
        Column(
            "objective",
            "Objective",
            Kind.LONG_TEXT,
            "What this group of actions should achieve, if they are grouped. The first row of the group is enough.",
            width=18,
            least=14,
        ),
        Column("ref", "Ref", Kind.CODE, "The action's letter or number: a, b, c or 4.01.01.", width=9.5),
        Column("text", "Action", Kind.LONG_TEXT, "What will be done.", width=54, least=46),
        Column("lead", "Task Lead", Kind.LEADS, "Who does it. Put & between several.", width=13.5),
        Column(
            "start_date",
            "Start Date",
            Kind.START_DATE,
            "A date such as 01/09/2017. Excel makes the first day of a month alone: 01/09/2017 of Sep 2017.",
            width=11,
        ),
        Column(
            "completion_date",
            "Completion Date",
            Kind.END_DATE,
            "When it is due: the last day if a month is meant, such as 31/03/2018. Excel makes 01/03/2018 of Mar 2018.",
            width=11.5,
            also=("Due Date", "Date Due"),
        ),
        _was("completion_date", "Was Due", "The completion date", 11.5, 9.5),
        Column(
            "original_completion_date",
            "Original Completion Date",
            Kind.END_DATE,
            "When it was first due, if the date has moved: the last day if a month is meant.",
            width=11.5,
        ),
        Column(
            "date_completed",
            "Date Completed",
            Kind.START_DATE,
            "The day it was finished. Blank until then.",
            width=11,
        ),
        Column(
            "evidence",
            "Evidence",
            Kind.LONG_TEXT,
            "What shows that it is done: the document, audit or figures. It is published.",
            width=16,
            least=13,
            only_if_used=True,
        ),
        Column(
            "signed_off_by",
            "Signed Off By",
            Kind.LEADS,
            "Who checked that it is done: somebody other than its task lead.",
            width=13.5,
            also=("Signed Off",),
            only_if_used=True,
        ),
        Column(
            "rating",
            "RAG",
            Kind.RATING,
            "Choose the rating from the list; the key is on the Summary.",
            width=6,
            also=("RAG Status", "RAG Rating"),
        ),
        _was("rating", "Was RAG", "The rating", 7, 6.5),
        Column(
            "comment",
            "Comment",
            Kind.LONG_TEXT,
            "Why a date moved, or what is being done to catch up.",
            width=14.5,
            least=11,
        ),
    ),
    spare=6,
    least=12,
    help="One row for each action.",
)
RECOMMENDATION = Sheet(
    "Recommendation",
    2,
    3,
    _FIELDS,
    (*PARAGRAPHS, INDICATORS, ACTIONS),
    texts=(
        "Fill in the white cells; grey cells are worked out. What a cell is for shows when it is selected.",
        "Dashed border: missing. Bold red: a date that is late or does not fit. Red border and !: a rating in doubt.",
        "Open Checks",
        "Back to Summary",
    ),
    former_texts=(
        "Still to put right on this sheet",
        "Dashed border: missing. Bold red: a date or rating that is late or contradicts another.",
    ),
    links=("Previous: ", "Next: "),
    to_the_edge=True,
    panel=(
        Panel("total", "Still to put right", 2, 1, 3),
        Panel("fields", "Title, lead or RAG missing", 5, 5, 9),
        Panel("progress", "Progress missing", 6, 5, 9),
        Panel("indicators", "Indicator cells missing", 7, 5, 9),
        Panel("actions", "Action cells missing", 8, 5, 9),
        Panel("text", "Dates and figures stored as text", 9, 5, 9),
        Panel("late", "Overdue and not complete", 5, 10, 13),
        Panel("overdue", "Overdue, yet rated on track", 6, 10, 13),
        Panel("reversed", "Completion before start", 7, 10, 13),
        Panel("contradicted", "RAG against Date Completed", 8, 10, 13),
    ),
)
SPARE_SHEETS = 18
"""Recommendations in a blank master unless `new --recommendations` says otherwise."""
