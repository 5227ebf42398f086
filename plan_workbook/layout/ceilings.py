"""How many rows a plan may have, counted before its rows are read; `package.ceilings` is about workbooks in general."""

from __future__ import annotations

from collections.abc import Mapping

MOST_IN_A_TABLE = 1_500
"""Rows with something in them in one table of one sheet. The fullest tables have some forty. With a finding in every
row, the slowest command takes two thousandths of a second and a quarter of a megabyte for each, so that more than these
would take more than 5 s or 500 MB."""
MOST_ROWS = 15_000
"""Of all tables of a plan: 300 recommendations with 25 actions and 15 indicators each. A plan as large as that takes
longer than others, because it says more, and it is nobody's by accident."""
MOST_ROWS_MADE = 7_500
"""Of a register, or of a part of a plan, of which a workbook is made: 300 recommendations with 25 actions or indicators
each. The workbook of a register is drawn, read, checked and drawn again with its findings, three thousandths of a
second and a twentieth of a megabyte for each row; with twice as many, it would also have more cells than the tool
reads."""
MOST_IN_HISTORY = 40_000
"""Lines of its history: ten years of a plan with more than three hundred recommendations, actions and indicators. A
command that needs them all takes a second longer for every 30,000."""
MOST_RATINGS = 60
"""Of its scale; plans have four to ten. Every table of every sheet has a colour rule for each, so a workbook with a
thousand can't be opened any more."""
MOST_NEW_ROWS = 500
"""Spare rows that a table is given at once: more than ten times what the fullest tables have in all."""
MOST_RECOMMENDATIONS = 300
"""Sheets of recommendations, in a plan and in a blank workbook. Drawing a master takes 15 thousandths of a second and
a megabyte for each, even if nothing is on it."""


def too_many_rows(name: str, counts: Mapping[str, int]) -> str:
    """Return the sentence that refuses a plan or register with too many rows; an empty text if it has not too many.

    Args:
        name: the workbook or register.
        counts: how many rows are filled, by words for where they are.
    """
    total = sum(counts.values())
    where = max(counts, key=lambda each: counts[each], default="")
    if where and counts[where] > MOST_IN_A_TABLE:
        return (
            f"{name} has {counts[where]:,} rows in {where}, but a table may have {MOST_IN_A_TABLE:,}: delete the rows "
            "that are not needed, and try again."
        )
    if total <= MOST_ROWS:
        return ""
    return (
        f"{name} has {total:,} rows in its tables, {counts[where]:,} of them in {where}, but a plan may have "
        f"{MOST_ROWS:,}: delete the rows that are not needed, or split the plan, and try again."
    )


def too_many_to_make(name: str, count: int, remedy: str = "split the plan") -> str:
    """Return the sentence that refuses a register or part too large for a workbook; an empty text if it is not."""
    if count <= MOST_ROWS_MADE:
        return ""
    return (
        f"{name} has {count:,} rows in its tables, but a workbook can be made of {MOST_ROWS_MADE:,}: {remedy}, "
        "and try again."
    )


def too_many_lines(name: str, count: int) -> str:
    """Return the sentence that refuses a plan with too long a history; an empty text if it is not too long."""
    if count <= MOST_IN_HISTORY:
        return ""
    return (
        f"{name} has {count:,} lines of history, but a plan may have {MOST_IN_HISTORY:,}: delete the oldest periods, "
        "and try again."
    )


def too_many_ratings(name: str, count: int) -> str:
    """Return the sentence that refuses a plan with too long a rating scale; an empty text if it is not too long."""
    if count <= MOST_RATINGS:
        return ""
    return (
        f"{name} has {count:,} ratings in its scale, but a plan may have {MOST_RATINGS:,}: delete those that are not "
        "needed, and try again."
    )


def too_many_recommendations(name: str, count: int) -> str:
    """Return the sentence that refuses a plan with too many recommendations; an empty text if it has not too many."""
    if count <= MOST_RECOMMENDATIONS:
        return ""
    return (
        f"{name} has {count:,} recommendations, but a plan may have {MOST_RECOMMENDATIONS:,}: delete those that are "
        "not needed, or split the plan, and try again."
    )
