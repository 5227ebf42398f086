"""What becomes of each input when the next month is opened (`plan-workbook rollover`).

Every field and column of the workbook is named here; a test fails when a new one is not.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType

from plan_workbook.layout.plan_sheet import PLAN
from plan_workbook.layout.recommendation_sheet import ACTIONS, INDICATORS, PARAGRAPHS, RECOMMENDATION
from plan_workbook.plan.model import PARAGRAPH


class Becomes(Enum):
    """What becomes of an input."""

    KEPT = "kept"
    GIVEN = "as given"
    COUNTED = "one more, where it is a whole number"
    OLD_PERIOD = "the period that has ended"
    OLD_ACTUAL = "the actual as it stands, unless that says no value"
    CLEARED = "cleared"
    OF_THE_FIGURE = "cleared, unless the figure stays"
    TEXT = "kept to be edited; --clear-progress clears it"
    COMMENT = "kept; --clear-comments clears it"


_PLAN = {
    "title": Becomes.KEPT,
    "authority": Becomes.KEPT,
    "version": Becomes.KEPT,
    "update": Becomes.COUNTED,
    "period": Becomes.GIVEN,
    "report_date": Becomes.GIVEN,
    "data_as_at": Becomes.GIVEN,
    "plan_start": Becomes.KEPT,
    "plan_end": Becomes.KEPT,
    "previous_period": Becomes.OLD_PERIOD,
    "item_word": Becomes.KEPT,
    "default_tolerance": Becomes.KEPT,
    "due_within": Becomes.KEPT,
    "quarters": Becomes.KEPT,
    "key_successes": Becomes.TEXT,
    "key_challenges": Becomes.TEXT,
    "decisions_needed": Becomes.CLEARED,
}
_RECOMMENDATION = dict.fromkeys(("number", "title", "lead", "status", "rating", "confidence"), Becomes.KEPT)
_PARAGRAPHS = {PARAGRAPH: Becomes.TEXT}
_INDICATORS = {
    **dict.fromkeys(("number", "description", "lead", "unit", "better", "target", "tolerance"), Becomes.KEPT),
    "previous": Becomes.OLD_ACTUAL,
    **dict.fromkeys(("actual", "period", "target_now"), Becomes.OF_THE_FIGURE),
    "comment": Becomes.COMMENT,
    "forecast": Becomes.CLEARED,
    **dict.fromkeys(("floor", "benchmark", "trend"), Becomes.KEPT),
}
_ACTIONS = dict.fromkeys(
    (
        "objective",
        "ref",
        "text",
        "lead",
        "start_date",
        "completion_date",
        "original_completion_date",
        "date_completed",
        "rating",
        "comment",
        "evidence",
        "signed_off_by",
    ),
    Becomes.KEPT,
)
NEXT_MONTH = MappingProxyType(
    {
        PLAN.title: MappingProxyType(_PLAN),
        RECOMMENDATION.title: MappingProxyType(_RECOMMENDATION),
        **{table.key: MappingProxyType(_PARAGRAPHS) for table in PARAGRAPHS},
        INDICATORS.key: MappingProxyType(_INDICATORS),
        ACTIONS.key: MappingProxyType(_ACTIONS),
    }
)
"""By the title of a sheet for its fields, and by the key of a table for its columns: what becomes of each, by its key.

The tables of the Plan sheet are kept as they are.
"""
