"""Rules about paragraphs of progress."""

from __future__ import annotations

from plan_workbook.checking.expressions import is_open
from plan_workbook.checking.finding import Severity, quoted
from plan_workbook.checking.paragraphs.facts import repeated_in, says_closed, states
from plan_workbook.checking.paragraphs.table import PARAGRAPH, PARAGRAPHS, RATING
from plan_workbook.checking.recommendations.rules import name_of
from plan_workbook.checking.rule import rule

RULES = (
    rule(
        "recommendation-rating-against-progress",
        Severity.WARNING,
        PARAGRAPHS,
        at=PARAGRAPH,
        fires=lambda _: states.column.is_not_null(),
        title="The text gives a different rating from the cell",
        why="The board reads both, but can believe only one.",
        message=lambda case: (
            f"{name_of(case)} is rated {quoted(case.inputs[RATING].text)}, but the text says "
            f"{quoted(states.of(case) or '')}."
        ),
        fix="Make the text and the rating agree.",
        good="RAG: G, and the text says: The RAG rating is GREEN",
        bad="RAG: G, and the text says: The RAG rating is AMBER",
    ),
    rule(
        "recommendation-progress-says-closed",
        Severity.NOTE,
        PARAGRAPHS,
        at=PARAGRAPH,
        fires=lambda _: says_closed.column.is_not_null() & is_open(),
        title="The text says business as usual, but the status is active",
        why="It may be ready to close, or the text may claim more than has been done.",
        message=lambda case: f"{name_of(case)} is active, but the text says: {quoted(says_closed.of(case) or '')}.",
        fix="Set the status to Business as usual if it is closed, or say what is still to be done.",
        good="This work is not yet business as usual.",
        bad="This work is now business as usual.",
    ),
    rule(
        "recommendation-progress-repeated",
        Severity.WARNING,
        PARAGRAPHS,
        at=PARAGRAPH,
        fires=lambda _: repeated_in.column.is_not_null(),
        title="A paragraph appears word for word under another recommendation",
        why="Copied text says nothing about this recommendation.",
        message=lambda case: f"This paragraph appears word for word under {repeated_in.of(case)} too: {case.quoted}.",
        fix="Say here what was done for this recommendation, and keep the text only where it belongs.",
        good="A different paragraph under each",
        bad="The same paragraph under 8 and 9",
    ),
)
