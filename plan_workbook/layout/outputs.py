"""The workbooks that commands make of plans and documents, and how to tell one from a plan.

They lie in folders among the plans that they were made of, and there is nothing in them to check. Each is known by
sheets that it always has, because people save them again in programs that keep little else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from plan_workbook.values.text import fold


class MadeWorkbook(NamedTuple):
    """A kind of workbook that a command makes."""

    what: str
    """What it holds, after a name."""
    sheets: frozenset[str]
    """Sheets that it always has, folded."""


MADE_WORKBOOKS = (
    MadeWorkbook(
        "the tables that export --typed made",
        frozenset({"plans", "recommendations", "actions", "indicators", "findings", "files"}),
    ),
    MadeWorkbook(
        "the figures that region made of a store",
        frozenset({"where things are", "plans", "overdue", "not sent", "trends", "not read"}),
    ),
    MadeWorkbook(
        "the mapping that bring made of documents",
        frozenset({"columns", "tables", "places", "texts", "ratings", "lists"}),
    ),
)


def made_by_a_command(titles: Iterable[str]) -> MadeWorkbook | None:
    """Return what kind of such a workbook has sheets with these titles; None if it is another one."""
    folded = {fold(title) for title in titles}
    return next((each for each in MADE_WORKBOOKS if each.sheets <= folded), None)
