"""THE declaration of the workbook: sheets, fields, tables, columns, kinds, prompts, defined names, widths.

The template, the reader, the register, the guidance, the checks and the editions all follow from what is declared here;
a heading, a prompt or a width is written nowhere else.
"""

from plan_workbook.layout.default_scale import DEFAULT_SCALE
from plan_workbook.layout.drop_downs import LISTS, OPEN_LISTS, RATINGS_LIST, UNITS
from plan_workbook.layout.generated import LISTED, SECTIONS, STATUS_COLOURS, WORKED_OUT
from plan_workbook.layout.kinds import DATES, LONGEST_TEXT, NUMBERS, Kind
from plan_workbook.layout.names import (
    CHECKS,
    CHECKS_NAME,
    DRAFT_EDITION,
    GENERATED_AREA_NAME,
    GENERATED_FROM_NAME,
    GUIDANCE,
    ITEM_WORD_NAME,
    ITEMS_NAME,
    LISTS_SHEET,
    MARKED_NAME,
    PLAN_SHEET,
    PUBLISHED_EDITION,
    RATING_CODES_NAME,
    RATING_COUNTS_NAME,
    RATING_LABELS_NAME,
    RECORDS_NAME,
    REPORT_DATE_NAME,
    SUMMARY,
    SUMMARY_NAME,
    TEMPLATE_VERSION,
    TOLERANCE_NAME,
    VERSION_NAME,
    sheet_name,
)
from plan_workbook.layout.parts import Column, Field, Panel, Sheet, Table, room_for
from plan_workbook.layout.plan_sheet import ACCEPTED, PEOPLE, PLAN, RATINGS, SEVERITIES
from plan_workbook.layout.recommendation_sheet import ACTIONS, INDICATORS, PROGRESS, RECOMMENDATION, SPARE_SHEETS

__all__ = [
    "ACCEPTED",
    "ACTIONS",
    "CHECKS",
    "CHECKS_NAME",
    "DATES",
    "DEFAULT_SCALE",
    "DRAFT_EDITION",
    "GENERATED_AREA_NAME",
    "GENERATED_FROM_NAME",
    "GUIDANCE",
    "INDICATORS",
    "ITEMS_NAME",
    "ITEM_WORD_NAME",
    "LISTED",
    "LISTS",
    "LISTS_SHEET",
    "LONGEST_TEXT",
    "MARKED_NAME",
    "NUMBERS",
    "OPEN_LISTS",
    "PEOPLE",
    "PLAN",
    "PLAN_SHEET",
    "PROGRESS",
    "PUBLISHED_EDITION",
    "RATINGS",
    "RATINGS_LIST",
    "RATING_CODES_NAME",
    "RATING_COUNTS_NAME",
    "RATING_LABELS_NAME",
    "RECOMMENDATION",
    "RECORDS_NAME",
    "REPORT_DATE_NAME",
    "SECTIONS",
    "SEVERITIES",
    "SPARE_SHEETS",
    "STATUS_COLOURS",
    "SUMMARY",
    "SUMMARY_NAME",
    "TEMPLATE_VERSION",
    "TOLERANCE_NAME",
    "UNITS",
    "VERSION_NAME",
    "WORKED_OUT",
    "Column",
    "Field",
    "Kind",
    "Panel",
    "Sheet",
    "Table",
    "room_for",
    "sheet_name",
]
