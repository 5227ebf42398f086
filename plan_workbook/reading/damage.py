"""What a template loses when another program saves it: its names, drop-downs, protection, conditional formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plan_workbook import layout
from plan_workbook.plan.model import Observation
from plan_workbook.reading.find import FoundSheet
from plan_workbook.values.text import counted, listed

_LOST = {
    "drop_downs": "drop-downs",
    "protection": "protection",
    "conditional_formats": "conditional formats",
}
"""What is lost, by the fact about a sheet that tells."""


def damaged(sheets: Sequence[FoundSheet]) -> Iterator[Observation]:
    """Note what the sheets of a plan have lost: once for the workbook if it is no accident of a single sheet.

    Names that are lost on one sheet are noted once for that sheet.
    """
    lost: dict[str, list[FoundSheet]] = {}
    for fact, words in _LOST.items():
        bare = [s for s in sheets if s.is_a(layout.RECOMMENDATION) and not getattr(s.grid, fact)]
        if bare:
            lost[words] = bare
    without_names = [sheet for sheet in sheets if len(sheet.lost_names) > 1]
    if len(without_names) > 1 or (lost and without_names):
        lost = {"defined names": without_names, **lost}
    if lost:
        first = min((each for bare in lost.values() for each in bare), key=sheets.index)
        every = {sheet.grid.title for bare in lost.values() for sheet in bare}
        on = f"Sheet {first.grid.title}" if len(every) == 1 else counted(len(every), "sheet")
        yield Observation(
            "template-damaged", first.grid.title, "A1", first.grid.at(1, 1).raw, listed(list(lost), "or"), on
        )
    for sheet in sheets:
        names = sheet.lost_names
        if not names or ("defined names" in lost and sheet in without_names):
            continue
        if len(names) == 1:
            yield names[0]
        else:
            words = listed([name.detail for name in names])
            yield Observation("name-missing", names[0].sheet, names[0].cell, names[0].value, words, "")
