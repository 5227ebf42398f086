"""The headings of the register by which code speaks of its fields, and what they hold: all from the layout."""

from __future__ import annotations

from collections.abc import Mapping

from plan_workbook import layout
from plan_workbook.bringing.brought import Kind
from plan_workbook.layout import Column, Field
from plan_workbook.layout import Kind as Holds
from plan_workbook.register import NUMBER, PARAGRAPHS
from plan_workbook.register import PROGRESS as PROGRESS

_ITEM: Mapping[str, Field] = {field.key: field for field in layout.RECOMMENDATION.fields}
_INDICATOR: Mapping[str, Column] = {column.key: column for column in layout.INDICATORS.inputs}
_ACTION: Mapping[str, Column] = {column.key: column for column in layout.ACTIONS.inputs}
_PERSON: Mapping[str, Column] = {column.key: column for column in layout.PEOPLE.inputs}
_RATING: Mapping[str, Column] = {column.key: column for column in layout.RATINGS.inputs}
_PLAN: Mapping[str, Field] = {field.key: field for field in layout.PLAN.fields}

TITLE = _ITEM["title"].heading
LEAD = _ITEM["lead"].heading
STATUS = _ITEM["status"].heading
RAG = _ITEM["rating"].heading
CONFIDENCE = _ITEM["confidence"].heading
IMPACT = PARAGRAPHS["impact"]
NEXT_STEPS = PARAGRAPHS["next_steps"]
PI_NUMBER = _INDICATOR["number"].heading
DESCRIPTION = _INDICATOR["description"].heading
LEAD_OFFICER = _INDICATOR["lead"].heading
UNIT = _INDICATOR["unit"].heading
BETTER = _INDICATOR["better"].heading
TARGET = _INDICATOR["target"].heading
TARGET_NOW = _INDICATOR["target_now"].heading
FLOOR = _INDICATOR["floor"].heading
TOLERANCE = _INDICATOR["tolerance"].heading
PREVIOUS = _INDICATOR["previous"].heading
ACTUAL = _INDICATOR["actual"].heading
PERIOD = _INDICATOR["period"].heading
BENCHMARK = _INDICATOR["benchmark"].heading
FORECAST = _INDICATOR["forecast"].heading
TREND = _INDICATOR["trend"].heading
COMMENT = _INDICATOR["comment"].heading
OBJECTIVE = _ACTION["objective"].heading
REF = _ACTION["ref"].heading
ACTION = _ACTION["text"].heading
TASK_LEAD = _ACTION["lead"].heading
START_DATE = _ACTION["start_date"].heading
COMPLETION_DATE = _ACTION["completion_date"].heading
ORIGINAL_COMPLETION_DATE = _ACTION["original_completion_date"].heading
DATE_COMPLETED = _ACTION["date_completed"].heading
EVIDENCE = _ACTION["evidence"].heading
SIGNED_OFF_BY = _ACTION["signed_off_by"].heading
AUTHORITY = _PLAN["authority"].label
VERSION = _PLAN["version"].label
UPDATE = _PLAN["update"].label
REPORT_DATE = _PLAN["report_date"].label
DATA_AS_AT = _PLAN["data_as_at"].label
ITEM_WORD = _PLAN["item_word"].label
KEY_SUCCESSES = _PLAN["key_successes"].label
KEY_CHALLENGES = _PLAN["key_challenges"].label
DECISIONS_NEEDED = _PLAN["decisions_needed"].label
CODE = _RATING["code"].heading
LABEL = _RATING["label"].heading
COUNTS_AS = _RATING["counts_as"].heading
COLOUR = _RATING["colour"].heading
NAME = _PERSON["name"].heading
ROLE = _PERSON["role"].heading
EMAIL = _PERSON["email"].heading
RATING_CONFIDENCE = _RATING["confidence"].heading
RATING_PROGRESS = _RATING["progress"].heading

HOLDS: Mapping[Kind, Mapping[str, Holds]] = {
    Kind.RECOMMENDATIONS: {
        **{field.heading: field.kind for field in _ITEM.values()},
        **dict.fromkeys(PARAGRAPHS.values(), Holds.LONG_TEXT),
    },
    Kind.INDICATORS: {NUMBER: Holds.ITEM_NUMBER, **{column.heading: column.kind for column in _INDICATOR.values()}},
    Kind.ACTIONS: {NUMBER: Holds.ITEM_NUMBER, **{column.heading: column.kind for column in _ACTION.values()}},
    Kind.PEOPLE: {column.heading: column.kind for column in _PERSON.values()},
    Kind.KEY: {column.heading: column.kind for column in _RATING.values()},
}
"""What the fields of each kind of table hold."""
LEADS = frozenset(heading for of in HOLDS.values() for heading, kind in of.items() if kind is Holds.LEADS)
"""The fields that name whoever is responsible."""
MAIN: Mapping[Kind, str] = {Kind.ACTIONS: ACTION, Kind.INDICATORS: DESCRIPTION, Kind.PEOPLE: NAME}
"""The field without which a row of a table is not one of its own."""
OF_LISTS = (ACTION, TASK_LEAD, COMPLETION_DATE, RAG)
"""The first columns of every table that is made of a list outside tables."""
IDS: Mapping[Kind, str] = {Kind.ACTIONS: REF, Kind.INDICATORS: PI_NUMBER}
"""The field that a row is numbered by."""
