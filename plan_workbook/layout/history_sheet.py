"""The History sheet, which the tool writes: a line for each thing in each period that has ended."""

from __future__ import annotations

from plan_workbook.layout.kinds import Kind
from plan_workbook.layout.names import HISTORY_NAME, HISTORY_SHEET
from plan_workbook.layout.parts import Column, Table

HISTORY = Table(
    "history",
    HISTORY_SHEET,
    HISTORY_NAME,
    1,
    (
        Column("period", "Period", Kind.CODE, "The reporting period of the line.", width=18),
        Column("report_date", "Report Date", Kind.END_DATE, "The date that the plan was judged at.", width=13),
        Column("kind", "Kind", Kind.TEXT, "Recommendation, Action or Indicator.", width=16),
        Column("recommendation", "Recommendation", Kind.ITEM_NUMBER, "The number of the recommendation.", width=18),
        Column("reference", "Reference", Kind.CODE, "The ref of an action, or the PI number.", width=14),
        Column("rating", "RAG", Kind.CODE, "The code of the rating.", width=9),
        Column("status", "Status", Kind.TEXT, "The status of an indicator.", width=13),
        Column(
            "data_period",
            "Data Period",
            Kind.PERIOD,
            "What the actual covers. Blank: the reporting period.",
            width=15,
        ),
        Column("target", "Target", Kind.NUMBER, "The target that the actual was judged against.", width=13),
        Column("actual", "Actual", Kind.NUMBER, "The figure that was reported.", width=13),
        Column("due", "Due", Kind.END_DATE, "The completion date of an action.", width=13),
    ),
    spare=0,
    least=0,
    help="What the plan was in the periods that have ended. plan-workbook rollover adds to it.",
    required=False,
)
NEEDED_IN_HISTORY = ("report_date", "kind", "recommendation", "reference")
"""The columns by which a line is known; a sheet with their headings is a History sheet, whatever it is called."""
HIDDEN_IN_HISTORY = (
    Column("unit", "Unit", Kind.TEXT, "", width=8),
    Column("said", "Said", Kind.LONG_TEXT, "", width=8),
    Column("cells", "Cells", Kind.LONG_TEXT, "", width=8),
)
"""Hidden columns. The unit of a line's figures is kept there for programs that lose number formats. Of the last period,
the text of each thing and a checksum of each of its other cells are kept, by which it is known again when its reference
is another."""
