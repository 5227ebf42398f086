"""The Plan sheet, which the coordinator fills in: fields, scale, people, accepted findings, changed severities."""

from __future__ import annotations

from plan_workbook.layout.kinds import Kind
from plan_workbook.layout.names import PLAN_SHEET
from plan_workbook.layout.parts import Column, Field, Sheet, Table
from plan_workbook.plan.choices import Quarters
from plan_workbook.plan.items import DEFAULT_ITEM_WORD
from plan_workbook.plan.model import DEFAULT_DUE_WITHIN, DEFAULT_TOLERANCE

_FIELDS = (
    Field(
        "title",
        "Title",
        Kind.TEXT,
        "Plan_Title",
        "The plan's name, as shown at the top of the Summary.",
        required=True,
    ),
    Field(
        "authority",
        "Authority",
        Kind.TEXT,
        "Plan_Authority",
        "The council or partnership whose plan this is.",
        required=True,
    ),
    Field("version", "Version", Kind.ITEM_NUMBER, "Plan_Version", "The version of the plan."),
    Field("update", "Update", Kind.ITEM_NUMBER, "Plan_Update", "The number of this update within the version."),
    Field(
        "period",
        "Period",
        Kind.CODE,
        "Plan_Period",
        "The reporting period, for example December 2017.",
        required=True,
    ),
    Field(
        "report_date",
        "Report Date",
        Kind.END_DATE,
        "Plan_Report_Date",
        "The date the plan is judged at: an action due before it and not complete is overdue.",
        required=True,
    ),
    Field(
        "data_as_at",
        "Data As At",
        Kind.END_DATE,
        "Plan_Data_As_At",
        "The date the indicators' figures go up to.",
        expected=True,
    ),
    Field("plan_start", "Plan Start", Kind.START_DATE, "Plan_Start", "The first day of the plan.", published=False),
    Field("plan_end", "Plan End", Kind.END_DATE, "Plan_End", "The last day of the plan.", published=False),
    Field(
        "previous_period",
        "Previous Period",
        Kind.CODE,
        "Plan_Previous_Period",
        "The period before this one, for example November 2017.",
        published=False,
    ),
    Field(
        "item_word",
        "Item Word",
        Kind.TEXT,
        "Plan_Item_Word",
        f"What the plan calls its items, for example Priority. Blank means {DEFAULT_ITEM_WORD}.",
        default=DEFAULT_ITEM_WORD,
    ),
    Field(
        "default_tolerance",
        "Default Tolerance",
        Kind.PERCENT,
        "Plan_Tolerance",
        "How far an indicator may miss its target and still be near it, as a percentage of the target. "
        f"Blank means {DEFAULT_TOLERANCE}%.",
        default=f"{DEFAULT_TOLERANCE}%",
    ),
    Field(
        "due_within",
        "Due Within",
        Kind.WHOLE_NUMBER,
        "Plan_Due_Within",
        f"How many days after the report date an action is listed as due. Blank means {DEFAULT_DUE_WITHIN}.",
        default=f"{DEFAULT_DUE_WITHIN} days",
    ),
    Field(
        "quarters",
        "Quarters",
        Kind.QUARTERS,
        "Plan_Quarters",
        f"Financial: quarter 1 starts in April. Calendar: in January. Blank means {Quarters.FINANCIAL}.",
        default=Quarters.FINANCIAL,
        published=False,
    ),
    Field(
        "key_successes",
        "Key Successes",
        Kind.LONG_TEXT,
        "Plan_Key_Successes",
        "Successes that the board should know about. For a new paragraph, leave a blank line (Alt+Enter twice).",
        height=4,
        width=58,
        expected=True,
    ),
    Field(
        "key_challenges",
        "Key Challenges",
        Kind.LONG_TEXT,
        "Plan_Key_Challenges",
        "Challenges that the board should know about. For a new paragraph, leave a blank line (Alt+Enter twice).",
        height=4,
        width=58,
        expected=True,
    ),
    Field(
        "decisions_needed",
        "Decisions Needed",
        Kind.LONG_TEXT,
        "Plan_Decisions_Needed",
        "Decisions that the board is asked to take. For a new paragraph, leave a blank line (Alt+Enter twice).",
        height=4,
        width=58,
        only_if_used=True,
    ),
)

RATINGS = Table(
    "ratings",
    "RAG scale",
    "Plan_Ratings",
    1,
    (
        Column("code", "Code", Kind.CODE, "The letter that leads choose.", width=24),
        Column("label", "Label", Kind.TEXT, "The word that the Summary uses for it.", width=20),
        Column("counts_as", "Counts as", Kind.COUNTS_AS, "What the rating means for the counts and checks.", width=16),
        Column("progress", "Progress", Kind.LONG_TEXT, "What the rating says about progress.", width=36),
        Column("confidence", "Confidence", Kind.LONG_TEXT, "What the rating says about confidence.", width=36),
        Column("colour", "Colour", Kind.CODE, "The colour on screen and on paper, as #RRGGBB.", width=12),
    ),
    spare=2,
    least=6,
    help="The ratings leads choose from. Change them here and the drop-downs follow.",
    ruled=True,
)
PEOPLE = Table(
    "people",
    "People",
    "Plan_People",
    1,
    (
        Column("name", "Name", Kind.TEXT, "The name or post exactly as written on the sheets.", width=24),
        Column("role", "Role", Kind.TEXT, "For example Lead, Coordinator or Board.", width=30),
        Column("email", "Email", Kind.TEXT, "The address for emails to this person.", width=30),
    ),
    spare=10,
    least=18,
    help="Who leads what. Optional; once filled, every lead should be in it.",
    ruled=True,
    required=False,
)
ACCEPTED = Table(
    "accepted",
    "Accepted findings",
    "Plan_Accepted",
    1,
    (
        Column("rule", "Rule", Kind.CODE, "The rule's name as validate shows it.", width=24),
        Column("where", "Where", Kind.CODE, "A cell (R15!F12), an action (R15 a) or a PI number (CSC 176).", width=20),
        Column("reason", "Reason", Kind.LONG_TEXT, "Why it is accepted. An error needs a reason.", width=30),
        Column("agreed_by", "Agreed By", Kind.TEXT, "Who agreed to accept it. An error needs a name.", width=20),
        Column("until", "Until", Kind.END_DATE, "The last day it is accepted. Blank means no end date.", width=12),
    ),
    spare=5,
    least=7,
    help="Findings that were looked at and may stand; they are listed apart.",
    ruled=True,
    required=False,
)
SEVERITIES = Table(
    "severities",
    "Changed severities",
    "Plan_Severities",
    1,
    (
        Column("rule", "Rule", Kind.CODE, "The rule's name as validate shows it.", width=24),
        Column("severity", "Severity", Kind.TEXT, "error, warning or note.", width=12),
        Column(
            "reason",
            "Reason",
            Kind.LONG_TEXT,
            "Why the rule is changed. Needed if it is an error and is made milder.",
            width=30,
            optional=True,
        ),
        Column(
            "agreed_by",
            "Agreed By",
            Kind.TEXT,
            "Who agreed to the change. Needed if it is an error and is made milder.",
            width=20,
            optional=True,
        ),
    ),
    spare=3,
    least=4,
    help="Rules this plan takes more or less seriously than the catalogue.",
    ruled=True,
    required=False,
)
EXTRA_COLUMNS = Table(
    "extra_columns",
    "Extra columns",
    "Plan_Extra_Columns",
    1,
    (
        Column("table", "Table", Kind.TEXT, "The table that has the column: Indicators or Actions.", width=24),
        Column("heading", "Heading", Kind.TEXT, "The column's heading, as it is on the sheets.", width=20),
    ),
    spare=3,
    least=5,
    help="Columns of your own: kept as they are typed; only rules of your own check them.",
    ruled=True,
    required=False,
    only_if_used=True,
)
PLAN = Sheet(
    PLAN_SHEET,
    1,
    2,
    _FIELDS,
    (RATINGS, PEOPLE, ACCEPTED, SEVERITIES, EXTRA_COLUMNS),
    texts=("About the plan", "The coordinator fills in the white cells. What a cell is for shows when it is selected."),
)
