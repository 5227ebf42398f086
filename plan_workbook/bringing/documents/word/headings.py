"""Headings that have no style of headings: lines of bold or large letters, as many people make them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from plan_workbook.bringing.documents.document import Passage, Table
from plan_workbook.bringing.documents.word.inline import Run

_DEEPEST_STYLE = 9
_LONGEST = 300  #: characters of a heading
_LARGER = 1.15  #: times the size of most of the text


def with_levels(blocks: Sequence[Table | Passage], runs: Mapping[str, Sequence[Run]]) -> list[Table | Passage]:
    """Return the blocks with levels for lines that look like headings, below those of all styles, the largest first.

    Args:
        blocks: of the body.
        runs: the pieces of each text outside tables, by where it is.
    """
    sizes = Counter[int]()
    for pieces in runs.values():
        for run in pieces:
            sizes[run.size] += 0 if run.hidden else len(run.text.strip())
    usual = sizes.most_common(1)[0][0] if sizes else 0
    found = {
        block.where: size
        for block in blocks
        if isinstance(block, Passage) and (size := _size(block, runs.get(block.where, ()), usual)) is not None
    }
    levels = {size: level for level, size in enumerate(sorted(set(found.values()), reverse=True), _DEEPEST_STYLE + 1)}
    return [
        block._replace(level=levels[found[block.where]])
        if isinstance(block, Passage) and block.where in found
        else block
        for block in blocks
    ]


def _size(passage: Passage, pieces: Sequence[Run], usual: int) -> int | None:
    """Return the size of the letters of a line that looks like a heading; None if it does not look like one."""
    if passage.level is not None or passage.bullet or len(passage.text) > _LONGEST:
        return None
    runs = [run for run in pieces if run.text.strip() and not run.hidden]
    size = min((run.size for run in runs), default=0)
    is_heading = bool(runs) and (all(run.bold for run in runs) or size > _LARGER * usual)
    return size if is_heading else None
