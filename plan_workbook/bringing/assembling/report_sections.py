"""Headings of a report's own sections, which look like those of items: ``1. Purpose of the report``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plan_workbook.bringing.assembling.titles import of_an_item
from plan_workbook.bringing.brought import Kind, Recognised
from plan_workbook.bringing.documents.document import Document, Passage
from plan_workbook.bringing.recognising.wording import words_of
from plan_workbook.bringing.recognising.words import ENDS_OF_SECTIONS, REPORT_SECTIONS
from plan_workbook.values.text import fold

_SECTIONS = frozenset(map(words_of, REPORT_SECTIONS))
_ENDS = frozenset(map(words_of, ENDS_OF_SECTIONS))


def report_sections(document: Document, recognised: Mapping[int, Recognised]) -> Iterator[str]:
    """Yield the headings, folded, of sections that reports have, if no actions or indicators are below them."""
    waiting: list[Passage] = []
    for block in document.blocks:
        if isinstance(block, Passage):
            if block.level is not None:
                yield from (fold(each.text) for each in waiting if (each.level or 0) >= block.level)
                waiting = [each for each in waiting if (each.level or 0) < block.level]
                waiting += [block] if _is_section(block.text) else []
        elif (table := recognised.get(id(block))) is not None and table.kind in (Kind.ACTIONS, Kind.INDICATORS):
            waiting = []
    yield from (fold(each.text) for each in waiting)


def _is_section(text: str) -> bool:
    words = words_of(of_an_item(text).title)
    return words in _SECTIONS or (len(words) > 1 and words[-1:] in _ENDS)
