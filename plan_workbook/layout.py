"""THE declaration of the workbook: sheets, fields, tables, columns, kinds, prompts, defined names, widths.

The template, the reader, the register, the guidance and the checks are all derived from what stands here; a
heading, a prompt or a column is written nowhere else. To add a column, add a `Column` here and its attribute
in `plan_workbook.plan.model`; to change a wording, change it here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from plan_workbook.plan.model import Better, CountsAs, Quarters, Rating, Scale, Status

LONGEST_TEXT = 32_767
"""Characters a cell can hold."""
TEMPLATE_VERSION = 2
"""Counts up when a workbook made by an older layout would read differently."""


class Kind(Enum):
    """What a cell holds, which decides how it is read, formatted and checked while it is typed."""

    TEXT = auto()
    LONG_TEXT = auto()
    CODE = auto()
    """Text that may look like a number (``4.10``, ``CSC 022``): the cell is formatted as text."""
    ITEM_NUMBER = auto()
    """The number of a recommendation, a version, an update: text, though mostly a whole number."""
    LEADS = auto()
    START_DATE = auto()
    """A month alone means its first day."""
    END_DATE = auto()
    """A month alone means its last day."""
    NUMBER = auto()
    """In the indicator's own unit."""
    PERCENT = auto()
    """A percentage whatever the unit: ``5``, ``5%`` and 0.05 in a percentage cell are 5."""
    WHOLE_NUMBER = auto()
    PERIOD = auto()
    UNIT = auto()
    BETTER = auto()
    STATUS = auto()
    RATING = auto()
    COUNTS_AS = auto()
    QUARTERS = auto()
    FORMULA = auto()
    """Worked out by the workbook; nobody types here and nothing is read."""


DATES = frozenset({Kind.START_DATE, Kind.END_DATE})
NUMBERS = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.WHOLE_NUMBER})


@dataclass(frozen=True)
class Field:
    """One labelled cell: the label stands in the sheet's label column, the value to the right of it."""

    key: str
    label: str
    kind: Kind
    name: str
    """The sheet-scoped defined name of the value's cell."""
    prompt: str
    register: str = ""
    """The heading or field name in the register, where it is not the label."""
    height: int = 1
    """Lines of text the empty cell shows."""

    @property
    def heading(self) -> str:
        """The register's name for it."""
        return self.register or self.label


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    key: str
    heading: str
    kind: Kind
    prompt: str


@dataclass(frozen=True)
class Table:
    """A heading row with rows below it; its defined name covers the heading row and every row."""

    key: str
    title: str
    """What stands above it; empty where the only heading says the same."""
    name: str
    """The sheet-scoped defined name."""
    first_column: int
    """Counted from 1."""
    columns: tuple[Column, ...]
    spare: int
    """Empty rows that stand ready below the filled ones."""
    least: int
    """Rows in all that a blank workbook has."""
    help: str
    required: bool = True
    """Whether its absence is a finding."""

    @property
    def inputs(self) -> tuple[Column, ...]:
        """The columns somebody fills in."""
        return tuple(c for c in self.columns if c.kind is not Kind.FORMULA)

    @property
    def last_column(self) -> int:
        """Counted from 1."""
        return self.first_column + len(self.columns) - 1

    @property
    def headings(self) -> dict[str, str]:
        """What its columns are called, by their keys."""
        return {column.key: column.heading for column in self.columns}

    def column(self, key: str) -> int:
        """Return where the column of that key stands in a workbook as made, counted from 1."""
        return self.first_column + [c.key for c in self.columns].index(key)


@dataclass(frozen=True)
class Panel:
    """One line of the live panel on a recommendation's sheet: a label and a formula. Places are counted from 1."""

    key: str
    label: str
    row: int
    column: int
    value_column: int


@dataclass(frozen=True)
class Sheet:
    """A kind of sheet."""

    title: str
    label_column: int
    value_column: int
    fields: tuple[Field, ...]
    tables: tuple[Table, ...]
    widths: tuple[float, ...]
    """In characters, from column A."""
    texts: tuple[str, ...] = ()
    """Fixed texts that stand on the sheet besides labels, titles and headings."""
    links: tuple[str, ...] = ()
    """How the links to the sheets beside it begin; they stand in the row of the last of `texts`."""
    panel: tuple[Panel, ...] = ()

    def line(self, key: str) -> Panel:
        """Return the line of the panel with that key."""
        return next(line for line in self.panel if line.key == key)


# --------------------------------------------------------------------------- words in the drop-downs

UNITS = ("%", "number", "days", "weeks", "months", "hours", "£")
LISTS: dict[Kind, tuple[str, tuple[str, ...]]] = {
    Kind.STATUS: ("List_Status", tuple(Status)),
    Kind.BETTER: ("List_Better", tuple(Better)),
    Kind.UNIT: ("List_Unit", UNITS),
    Kind.COUNTS_AS: ("List_Counts_As", tuple(CountsAs)),
    Kind.QUARTERS: ("List_Quarters", tuple(Quarters)),
}
"""The drop-downs whose words are the tool's own: defined name and words, by the kind of cell."""
RATINGS_LIST = "List_Ratings"
"""The drop-down of the plan's own rating codes, drawn from the scale on the Plan sheet."""
OPEN_LISTS = frozenset({Kind.UNIT})
"""Kinds whose drop-down suggests; other words may be typed."""

DEFAULT_SCALE = Scale(
    (
        Rating(
            "C", "Complete", CountsAs.COMPLETE,
            "Actions are done, or the indicators have met their targets",
            "Done: the outcome has been delivered", "#9DC3E6",
        ),
        Rating(
            "R", "Red", CountsAs.OFF_TRACK,
            "Actions or indicators are off track and something must be put right",
            "Little confidence that this will be delivered on time", "#FF8F8F",
        ),
        Rating(
            "A", "Amber", CountsAs.AT_RISK,
            "Actions or indicators are off track, and work to catch up is in hand",
            "Some confidence that this will be delivered on time", "#FFD166",
        ),
        Rating(
            "G", "Green", CountsAs.ON_TRACK,
            "Actions and indicators are on track for their dates and targets",
            "Confident that this will be delivered on time", "#A9D18E",
        ),
    )
)  # fmt: skip
"""The scale of a plan whose register has none: the ratings of the December 2017 report, meanings in our words."""

# --------------------------------------------------------------------------- what is worked out for readers

SECTIONS = {
    "stands": "Where the plan stands", "attention": "What needs attention first", "moved": "What moved since",
    "due": "Actions due in the next", "key": "What the ratings mean", "workings": "How the figures are worked out",
}  # fmt: skip
"""Titles of the parts of the Summary and of an edition; a period or days follow two of them."""
LISTED = {"name": "Where", "what": "What", "owner": "Who", "kind": "Why", "how": "How far, since when"}
"""Headings of the lists of the Summary and of an edition, by what of a line stands below them."""
WORKED_OUT = {
    "gap": "Distance to target", "start": "Start", "due": "Due", "first_due": "First due", "completed": "Completed",
    "standing": "How it stands",
}  # fmt: skip
"""Headings of an edition's columns that are worked out, or shorter than where leads fill them in."""

# --------------------------------------------------------------------------- workbook-wide names

SUMMARY, PLAN_SHEET, GUIDANCE, LISTS_SHEET = "Summary", "Plan", "Guidance", "Lists"
CHECKS = "Checks"
SUMMARY_NAME = "Summary_Sheet"
"""Points at A1 of the generated Summary, so that it is found again when somebody renames it."""
CHECKS_NAME = "Checks_Sheet"
"""Points at A1 of the generated Checks, likewise."""
MARKED_NAME = "Checks_Here"
"""On a sheet that people fill in, sheet-scoped: the cells of Checks that hold the addresses of its doubtful cells."""
GENERATED_AREA_NAME = "Generated_Area"
"""On a generated sheet, sheet-scoped: the cells the tool wrote. A copy of it is known by it, and so is what is typed
beside it."""
GENERATED_FROM_NAME = "Generated_From"
"""On the Summary, sheet-scoped: a text that stands for the inputs it was drawn from (`reading.fingerprint`)."""
PUBLISHED_EDITION, DRAFT_EDITION = "Published edition", "Draft edition"
"""The category in the properties of an edition's workbook, by which it is known for what it is."""
VERSION_NAME = "Template_Version"
ITEMS_NAME = "Plan_Items"
"""The numbers of the plan's recommendations as made, on Lists: what `sheet-missing` compares with."""
REPORT_DATE_NAME, TOLERANCE_NAME, ITEM_WORD_NAME = "Report_Date", "Default_Tolerance", "Item_Word"
RATING_CODES_NAME, RATING_LABELS_NAME, RATING_COUNTS_NAME = "Rating_Codes", "Rating_Labels", "Rating_Counts"

# --------------------------------------------------------------------------- the Plan sheet

PLAN_FIELDS = (
    Field("title", "Title", Kind.TEXT, "Plan_Title", "The plan's name, as it heads the Summary."),
    Field("authority", "Authority", Kind.TEXT, "Plan_Authority", "The council or partnership whose plan this is."),
    Field("version", "Version", Kind.ITEM_NUMBER, "Plan_Version", "The version of the plan."),
    Field("update", "Update", Kind.ITEM_NUMBER, "Plan_Update", "Which update of this version this is."),
    Field("period", "Period", Kind.CODE, "Plan_Period", "The reporting period, for example December 2017."),
    Field(
        "report_date", "Report Date", Kind.END_DATE, "Plan_Report_Date",
        "The date the plan is judged at: what was due before it and is not complete is overdue.",
    ),
    Field("data_as_at", "Data As At", Kind.END_DATE, "Plan_Data_As_At", "The date the indicators' figures go up to."),
    Field("plan_start", "Plan Start", Kind.START_DATE, "Plan_Start", "The first day of the plan."),
    Field("plan_end", "Plan End", Kind.END_DATE, "Plan_End", "The last day of the plan."),
    Field(
        "previous_period", "Previous Period", Kind.CODE, "Plan_Previous_Period",
        "The period before this one, for example November 2017.",
    ),
    Field(
        "item_word", "Item Word", Kind.TEXT, "Plan_Item_Word",
        "What the plan calls its items, for example Priority. Blank means Recommendation.",
    ),
    Field(
        "default_tolerance", "Default Tolerance", Kind.PERCENT, "Plan_Tolerance",
        "How far an indicator may miss its target and still be near it, as a percentage of the target. "
        "Blank means 10%.",
    ),
    Field(
        "due_within", "Due Within", Kind.WHOLE_NUMBER, "Plan_Due_Within",
        "How many days after the report date an action is listed as due. Blank means 31.",
    ),
    Field(
        "quarters", "Quarters", Kind.QUARTERS, "Plan_Quarters",
        "Financial: quarter 1 starts in April. Calendar: in January. Blank means Financial.",
    ),
    Field(
        "key_successes", "Key Successes", Kind.LONG_TEXT, "Plan_Key_Successes",
        "What the board should know went well. A blank line starts a new paragraph (Alt+Enter twice).", height=4,
    ),
    Field(
        "key_challenges", "Key Challenges", Kind.LONG_TEXT, "Plan_Key_Challenges",
        "What the board should know is hard. A blank line starts a new paragraph (Alt+Enter twice).", height=4,
    ),
)  # fmt: skip

RATINGS = Table(
    "ratings", "RAG scale", "Plan_Ratings", 1,
    (
        Column("code", "Code", Kind.CODE, "The letter leads choose."),
        Column("label", "Label", Kind.TEXT, "The word the Summary counts under."),
        Column("counts_as", "Counts as", Kind.COUNTS_AS, "What the rating means to the counts and checks."),
        Column("progress", "Progress", Kind.LONG_TEXT, "What the rating says about progress."),
        Column("confidence", "Confidence", Kind.LONG_TEXT, "What the rating says about confidence."),
        Column("colour", "Colour", Kind.CODE, "The fill on screen and paper, as #RRGGBB."),
    ),
    spare=2, least=6, help="The ratings leads choose from. Change them here and the drop-downs follow.",
)  # fmt: skip
STATUS_COLOURS: dict[str, str] = {
    "On target": "#A9D18E", "Near target": "#FFD166", "Off target": "#FF8F8F",
    "No data": "#E0E0E0", "No target": "#E0E0E0", "Not judged": "#E0E0E0",
}  # fmt: skip
"""Fills of the PI statuses; the words always stand in the cell as well."""
PEOPLE = Table(
    "people", "People", "Plan_People", 1,
    (
        Column("name", "Name", Kind.TEXT, "The name or post exactly as leads write it."),
        Column("role", "Role", Kind.TEXT, "For example Lead, Coordinator or Board."),
        Column("email", "Email", Kind.TEXT, "Where drafts to this person go."),
    ),
    spare=10, least=20, help="Who leads what. Optional; once filled, every lead should be in it.", required=False,
)  # fmt: skip
ACCEPTED = Table(
    "accepted", "Accepted findings", "Plan_Accepted", 1,
    (
        Column("rule", "Rule", Kind.CODE, "The rule's name as validate gives it."),
        Column("where", "Where", Kind.CODE, "A cell (R15!F12), an action (R15 a) or a PI number (CSC 176)."),
        Column("reason", "Reason", Kind.LONG_TEXT, "Why it may stand."),
        Column("agreed_by", "Agreed By", Kind.TEXT, "Who agreed."),
        Column("until", "Until", Kind.END_DATE, "The last day it may stand. Blank means for good."),
    ),
    spare=5, least=8, help="Findings that were looked at and may stand; they are listed apart.", required=False,
)  # fmt: skip
SEVERITIES = Table(
    "severities", "Changed severities", "Plan_Severities", 1,
    (
        Column("rule", "Rule", Kind.CODE, "The rule's name as validate gives it."),
        Column("severity", "Severity", Kind.TEXT, "error, warning or note."),
    ),
    spare=3, least=5, help="Rules this plan takes more or less seriously than the catalogue.", required=False,
)  # fmt: skip
PLAN = Sheet(
    PLAN_SHEET, 1, 2, PLAN_FIELDS, (RATINGS, PEOPLE, ACCEPTED, SEVERITIES),
    widths=(24, 58, 30, 36, 36, 12),
    texts=("About the plan", "The coordinator fills in the white cells. What a cell is for shows when it is selected."),
)  # fmt: skip

# --------------------------------------------------------------------------- a recommendation's sheet

RECOMMENDATION_FIELDS = (
    Field(
        "number", "Number", Kind.ITEM_NUMBER, "Rec_Number", "The number it has in the plan.",
        register="Recommendation",
    ),
    Field("title", "Title", Kind.LONG_TEXT, "Rec_Title", "The recommendation in full.", height=3),
    Field(
        "lead", "Lead", Kind.LEADS, "Rec_Lead",
        "Who answers for it: a name or a post. Put & between several.",
    ),
    Field(
        "status", "Status", Kind.STATUS, "Rec_Status",
        "Active while it is worked on; Business as usual once it is closed.",
    ),
    Field("rating", "RAG", Kind.RATING, "Rec_RAG", "Choose the rating from the list; the key is on the Summary.",
          register="RAG"),
)  # fmt: skip

PROGRESS = Table(
    "progress", "", "Progress", 3,
    (
        Column(
            "paragraph", "Progress", Kind.LONG_TEXT,
            "What has been done since the last update and what difference it made. One paragraph a row.",
        ),
    ),
    spare=4, least=8, help="One paragraph a row.",
)  # fmt: skip
INDICATORS = Table(
    "indicators", "Indicators", "Indicators", 2,
    (
        Column("number", "PI Number", Kind.CODE, "The indicator's number in the performance report, e.g. CSC 022."),
        Column("description", "Description", Kind.LONG_TEXT, "What is measured."),
        Column("lead", "Lead Officer", Kind.LEADS, "Who answers for the figure. Put & between several."),
        Column("unit", "Unit", Kind.UNIT, "What the figures count: % or number or days. Other words may be typed."),
        Column("better", "Better", Kind.BETTER, "Which way is good. Monitor: no judgement is made."),
        Column("target", "Target", Kind.NUMBER, "A number only. For percentages type the % sign: 90%. None: -"),
        Column("tolerance", "Tolerance", Kind.PERCENT,
               "How far off target is still near, as a percentage of the target. Blank: the plan's own."),
        Column("previous", "Previous", Kind.NUMBER, "Last period's actual. A number only; with % for percentages."),
        Column("actual", "Actual", Kind.NUMBER,
               "A number only. For percentages type the % sign: 41%. Put the quarter in Period, remarks in Comment."),
        Column("period", "Period", Kind.PERIOD, "What the actual covers: Q2, Oct 2017, 2017/18. Blank: data as at."),
        Column("status", "Status", Kind.FORMULA, "Worked out from target, actual, tolerance and better."),
        Column("comment", "Comment", Kind.LONG_TEXT, "Anything the board should know; why a figure is missing."),
    ),
    spare=5, least=10, help="One row for each performance indicator. Status is worked out.",
)  # fmt: skip
ACTIONS = Table(
    "actions", "Actions", "Actions", 1,
    (
        Column("objective", "Objective", Kind.LONG_TEXT, "What this group of actions is to achieve, if grouped."),
        Column("ref", "Ref", Kind.CODE, "The action's letter or number: a, b, c or 4.01.01."),
        Column("text", "Action", Kind.LONG_TEXT, "What will be done."),
        Column("lead", "Task Lead", Kind.LEADS, "Who does it. Put & between several."),
        Column("start_date", "Start Date", Kind.START_DATE, "A date such as 01/09/2017; a month alone is its first."),
        Column("completion_date", "Completion Date", Kind.END_DATE,
               "When it is due: a date such as 31/03/2018; a month alone is its last day."),
        Column("original_completion_date", "Original Completion Date", Kind.END_DATE,
               "When it was first due, if the date has moved."),
        Column("date_completed", "Date Completed", Kind.START_DATE, "The day it was finished, once it is."),
        Column("rating", "RAG", Kind.RATING, "Choose the rating from the list; the key is on the Summary."),
        Column("comment", "Comment", Kind.LONG_TEXT, "Why a date moved, or what is done to catch up."),
    ),
    spare=6, least=12, help="One row for each action.",
)  # fmt: skip
RECOMMENDATION = Sheet(
    "Recommendation", 2, 3, RECOMMENDATION_FIELDS, (PROGRESS, INDICATORS, ACTIONS),
    widths=(18, 8, 54, 13.5, 10, 11, 11, 10.5, 8.5, 16, 8, 10, 14.5),
    texts=(
        "Fill in the white cells; grey cells are worked out. What a cell is for shows when it is selected.",
        "Still to put right on this sheet",
        "Dashed border: missing. Bold red: a date or rating that is late or contradicts another.",
        "Back to Summary",
    ),
    links=("Previous: ", "Next: "),
    panel=(
        Panel("total", "Still to put right", 2, 1, 3),
        Panel("fields", "Title, lead or RAG missing", 6, 5, 9),
        Panel("progress", "Progress missing", 7, 5, 9),
        Panel("indicators", "Indicator cells missing", 8, 5, 9),
        Panel("actions", "Action cells missing", 9, 5, 9),
        Panel("late", "Overdue and not complete", 6, 10, 13),
        Panel("overdue", "Overdue, yet rated on track", 7, 10, 13),
        Panel("reversed", "Completion before start", 8, 10, 13),
        Panel("contradicted", "RAG against Date Completed", 9, 10, 13),
    ),
)  # fmt: skip
SPARE_SHEETS = 18
"""Recommendations in a blank master unless `new --recommendations` says otherwise."""


def sheet_name(number: str, taken: frozenset[str] | set[str] = frozenset()) -> str:
    """Return the name of a recommendation's sheet: ``R01``, ``R4.10``, and ``R07 (2)`` for a second 7.

    `taken` holds the names in use, folded to lower case. Characters that Excel forbids in a sheet's name, or that would
    have to be escaped in a reference to it, become a hyphen; a name has at most 31 UTF-16 units (ECMA-376 18.2.19).
    """
    plain = number.strip()
    stem = f"R{plain.zfill(2) if plain.isascii() and plain.isdigit() else plain}"
    stem = _cut("".join("-" if c in "[]:*?/\\'!" or not c.isprintable() else c for c in stem), 31)
    name, count = stem, 1
    while name.casefold() in taken:
        count += 1
        suffix = f" ({count})"
        name = _cut(stem, 31 - len(suffix)) + suffix
    return name


def _cut(text: str, units: int) -> str:
    """Return as much of the text as fits into so many UTF-16 units, whole characters only."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")
