"""Blocks of labels each of which has a table of actions below it: boxes about an item, and no cards of actions.

    Project          | Early help     | Sponsor | Jo Hart
    Reporting period | September 2025 | Status  | Green
    Milestone         | Owner  | Due
    Recruit a manager | Al Ray | 31 March 2026

By their labels alone, such boxes could be cards of what is done, by whom and by when.
"""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing.brought import SURE, Kind
from plan_workbook.bringing.documents.document import Passage, Table
from plan_workbook.bringing.recognising.headings import headed
from plan_workbook.bringing.recognising.kinds import readings
from plan_workbook.bringing.recognising.seen import columns_of

_MOST_COLUMNS = 100
_LEAST = 2
"""Blocks that have such a table below them, at least."""


def are_over_actions(places: Sequence[tuple[int, int]], blocks: Sequence[Table | Passage]) -> bool:
    """Tell whether most blocks of labels have a table of actions between themselves and the next one.

    Args:
        places: where each block of labels begins among the blocks of the document, and the one after its end.
        blocks: those of the document.
    """
    starts = [*(start for start, _ in places[1:]), len(blocks)]
    over = sum(
        any(_lists_actions(block) for block in blocks[end:start] if isinstance(block, Table))
        for (_, end), start in zip(places, starts, strict=True)
    )
    return over >= _LEAST and 2 * over > len(places)


def _lists_actions(table: Table) -> bool:
    head = headed(table) if 2 < table.columns <= _MOST_COLUMNS else None
    if head is None or not head.rows:
        return False
    best = readings(columns_of(table, head), ())[0]
    return best.kind is Kind.ACTIONS and best.sure >= SURE
