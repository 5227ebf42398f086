"""The Plan sheet, which the coordinator fills in: fields, scale, people, accepted findings, changed severities."""

from __future__ import annotations

from plan_workbook.layout.kinds import Kind
from plan_workbook.layout.names import PLAN_SHEET
from plan_workbook.layout.parts import Column, Field, Sheet, Table

_FIELDS = (
    Field("title", "Title", Kind.TEXT, "Plan_Title", "The plan's name, as it heads the Summary."),
    Field("authority", "Authority", Kind.TEXT, "Plan_Authority", "The council or partnership whose plan this is."),
    Field("version", "Version", Kind.ITEM_NUMBER, "Plan_Version", "The version of the plan."),
    Field("update", "Update", Kind.ITEM_NUMBER, "Plan_Update", "Which update of this version this is."),
    Field("period", "Period", Kind.CODE, "Plan_Period", "The reporting period, for example December 2017."),
    Field(
        "report_date",
        "Report Date",
        Kind.END_DATE,
        "Plan_Report_Date",
        "The date the plan is judged at: what was due before it and is not complete is overdue.",
    ),
    Field("data_as_at", "Data As At", Kind.END_DATE, "Plan_Data_As_At", "The date the indicators' figures go up to."),
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
        "What the plan calls its items, for example Priority. Blank means Recommendation.",
    ),
    Field(
        "default_tolerance",
        "Default Tolerance",
        Kind.PERCENT,
        "Plan_Tolerance",
        "How far an indicator may miss its target and still be near it, as a percentage of the target. "
        "Blank means 10%.",
    ),
    Field(
        "due_within",
        "Due Within",
        Kind.WHOLE_NUMBER,
        "Plan_Due_Within",
        "How many days after the report date an action is listed as due. Blank means 31.",
    ),
    Field(
        "quarters",
        "Quarters",
        Kind.QUARTERS,
        "Plan_Quarters",
        "Financial: quarter 1 starts in April. Calendar: in January. Blank means Financial.",
        published=False,
    ),
    Field(
        "key_successes",
        "Key Successes",
        Kind.LONG_TEXT,
        "Plan_Key_Successes",
        "What the board should know went well. A blank line starts a new paragraph (Alt+Enter twice).",
        height=4,
        width=58,
    ),
    Field(
        "key_challenges",
        "Key Challenges",
        Kind.LONG_TEXT,
        "Plan_Key_Challenges",
        "What the board should know is hard. A blank line starts a new paragraph (Alt+Enter twice).",
        height=4,
        width=58,
    ),
)

RATINGS = Table(
    "ratings",
    "RAG scale",
    "Plan_Ratings",
    1,
    (
        Column("code", "Code", Kind.CODE, "The letter leads choose.", width=24),
        Column("label", "Label", Kind.TEXT, "The word the Summary counts under.", width=20),
        Column("counts_as", "Counts as", Kind.COUNTS_AS, "What the rating means to the counts and checks.", width=16),
        Column("progress", "Progress", Kind.LONG_TEXT, "What the rating says about progress.", width=36),
        Column("confidence", "Confidence", Kind.LONG_TEXT, "What the rating says about confidence.", width=36),
        Column("colour", "Colour", Kind.CODE, "The fill on screen and paper, as #RRGGBB.", width=12),
    ),
    spare=2,
    least=6,
    help="The ratings leads choose from. Change them here and the drop-downs follow.",
)
PEOPLE = Table(
    "people",
    "People",
    "Plan_People",
    1,
    (
        Column("name", "Name", Kind.TEXT, "The name or post exactly as leads write it.", width=24),
        Column("role", "Role", Kind.TEXT, "For example Lead, Coordinator or Board.", width=30),
        Column("email", "Email", Kind.TEXT, "Where drafts to this person go.", width=30),
    ),
    spare=10,
    least=20,
    help="Who leads what. Optional; once filled, every lead should be in it.",
    required=False,
)
ACCEPTED = Table(
    "accepted",
    "Accepted findings",
    "Plan_Accepted",
    1,
    (
        Column("rule", "Rule", Kind.CODE, "The rule's name as validate gives it.", width=24),
        Column("where", "Where", Kind.CODE, "A cell (R15!F12), an action (R15 a) or a PI number (CSC 176).", width=20),
        Column("reason", "Reason", Kind.LONG_TEXT, "Why it may stand.", width=30),
        Column("agreed_by", "Agreed By", Kind.TEXT, "Who agreed.", width=20),
        Column("until", "Until", Kind.END_DATE, "The last day it may stand. Blank means for good.", width=12),
    ),
    spare=5,
    least=8,
    help="Findings that were looked at and may stand; they are listed apart.",
    required=False,
)
SEVERITIES = Table(
    "severities",
    "Changed severities",
    "Plan_Severities",
    1,
    (
        Column("rule", "Rule", Kind.CODE, "The rule's name as validate gives it.", width=24),
        Column("severity", "Severity", Kind.TEXT, "error, warning or note.", width=12),
    ),
    spare=3,
    least=5,
    help="Rules this plan takes more or less seriously than the catalogue.",
    required=False,
)
PLAN = Sheet(
    PLAN_SHEET,
    1,
    2,
    _FIELDS,
    (RATINGS, PEOPLE, ACCEPTED, SEVERITIES),
    texts=("About the plan", "The coordinator fills in the white cells. What a cell is for shows when it is selected."),
)
