"""Blocks of a sheet that say the same: cards, tables on their side, and tables each with its labels above and below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile
from typing import NamedTuple

from plan_workbook.bringing.documents.sheet_rows import Row
from plan_workbook.values.text import fold

_LEAST_LABELS, _SHORTEST, _LONGEST = 3, 3, 60
"""Labels of a block that are words, and letters of one: refs such as ``1`` or ``a`` come again below each heading."""
_OF_CARDS = (2, 4)
"""How many cells a row of a card has at most: a label with its value, or two."""
_LEAST_HEADINGS, _SEVERAL = 3, 2


class Part(NamedTuple):
    """Some rows of a sheet, one after the other."""

    rows: Sequence[Row]
    whole: bool = False
    """Whether they are one table."""


def alike(rows: Sequence[Row]) -> list[Part]:
    """Return some rows as parts, if several blocks between blank rows say the same; else as one.

    Cards that follow each other are one part, what is above or below them others. A table on its side, which has a
    column for each action, is one by itself, with the titles right above it; so is one with headings that come again
    and a label in the first row, or the last, that does too.
    """
    blocks = [*blocks_of(rows)]
    labels = [_labels(block) for block in blocks]
    counts = Counter(each for each in labels if each)
    again = [at for at, each in enumerate(labels) if counts[each] > 1]
    cards = bool(again) and _are_cards([blocks[at] for at in again])
    if not cards and any(kept := _between_labels(blocks)):  # two cards may have the same lead and date
        return [*_parts(blocks, kept)]
    if not again or _repeat_rows([blocks[at] for at in again]):
        return [Part(rows)]
    first, end, these = again[0], again[-1] + 1, frozenset(again)
    if not cards:
        titles = [sum(1 for _ in takewhile(lambda row: row.lone, block)) for block in blocks]
        return [
            *_parts(
                blocks, [range(titles[at], len(blocks[at])) if at in these else range(0) for at in range(len(blocks))]
            )
        ]
    if any(row.count > 1 for at in range(first, end) if at not in these for row in blocks[at]):
        return [Part(rows)]  # boxes, each with a table below it
    above, its, below = (_joined(each) for each in (blocks[:first], blocks[first:end], blocks[end:]))
    parts = (Part(above), Part(its, whole=bool(above or below)), Part(below))
    return [part for part in parts if part.rows]


def blocks_of(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows that have no blank row between them."""
    block: list[Row] = []
    for row in rows:
        if row.gap and block:
            yield block
            block = []
        block.append(row)
    if block:
        yield block


def _joined(blocks: Sequence[Sequence[Row]]) -> list[Row]:
    return [row for block in blocks for row in block]


def _parts(blocks: Sequence[Sequence[Row]], kept: Sequence[range]) -> Iterator[Part]:
    """Yield the rows of each block that are one table, and what is between these."""
    waiting: list[Row] = []
    for block, rows in zip(blocks, kept, strict=True):
        if rows:
            waiting += block[: rows.start]
            if waiting:
                yield Part(waiting)
            yield Part(block[rows.start : rows.stop], whole=True)
            waiting = []
            if below := block[rows.stop :]:
                yield Part(below)
        else:
            waiting += block
    if waiting:
        yield Part(waiting)


def _between_labels(blocks: Sequence[Sequence[Row]]) -> list[range]:
    """Return the rows of each block that are a table, if the same headings and the same label below it come again."""
    counts = Counter(
        words
        for block in blocks
        for words in dict.fromkeys(row.words for row in block)
        if len(words) >= _LEAST_HEADINGS
    )
    words, often = max(counts.items(), key=lambda each: each[1], default=(frozenset[str](), 0))
    if often < _SEVERAL:
        return []
    heads = [next((at for at, row in enumerate(block) if row.words == words), None) for block in blocks]
    lasts = [
        _label(block[-1]) if head is not None and head + 2 < len(block) else ""  # below at least one row
        for block, head in zip(blocks, heads, strict=True)
    ]
    ends = Counter(lasts)
    kept: list[range] = []
    for block, head, last in zip(blocks, heads, lasts, strict=True):
        ended = bool(last) and ends[last] > 1
        if head is not None and block[head].spots[0].bottom > block[head].number:  # a label next to the table
            kept.append(range(len(block) - ended))
        elif head is not None and ended:
            kept.append(range(head, len(block) - 1))
        else:
            kept.append(range(0))
    return kept


def _label(row: Row) -> str:
    """Return the label of a row that has nothing else but its value, folded; empty for another one."""
    label = row.texts[0].text.strip() if len(row.texts) == 2 and not row.texts[0].typed else ""
    return fold(label) if _SHORTEST <= len(label) <= _LONGEST and not any(map(str.isdigit, label)) else ""


def _labels(block: Sequence[Row]) -> tuple[str, ...]:
    """Return the labels down the first column, each once, below the titles of a block; nothing if there are none."""
    rows = [*dropwhile(lambda row: row.lone, block)]
    if not rows or any(row.left != rows[0].left for row in rows):
        return ()
    first = [row.spots[0] for row in rows]
    if any(spot.typed or spot.blank or len(spot.text.strip()) > _LONGEST for spot in first):
        return ()
    labels = tuple(dict.fromkeys(fold(spot.text) for spot in first))
    words = sum(len(label) >= _SHORTEST and not any(map(str.isdigit, label)) for label in labels)
    return labels if words >= _LEAST_LABELS else ()


def _repeat_rows(blocks: Sequence[Sequence[Row]]) -> bool:
    """Tell whether most rows of some blocks are there again in another one: they are tables with the same rows."""
    said = [row.words for block in blocks for row in block if len(row.words) >= _LEAST_HEADINGS]
    counts = Counter(said)
    return 2 * sum(counts[words] > 1 for words in said) > len(said)


def _are_cards(blocks: Sequence[Sequence[Row]]) -> bool:
    """Tell whether the blocks are labels with their values only, in one pair of columns or in two."""
    wide = {max(row.count for row in block) for block in blocks}
    if not wide.issubset(_OF_CARDS):
        return False
    seconds = [tuple(fold(row.spots[2].text) for row in block if row.count > max(_OF_CARDS) - 1) for block in blocks]
    return max(wide) < max(_OF_CARDS) or len(set(seconds)) < len(seconds)
