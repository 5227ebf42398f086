"""The list of contents at the front of a document: what it says comes again where it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from plan_workbook.bringing.documents.document import Document, Passage
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

THE_CONTENTS = "part of the list of contents"
_HEADING = frozenset({"contents", "table of contents", "contents page", "list of contents"})
_LONGEST = 300
"""Characters of a line of the contents."""
_DOTS = pattern(r"(?P<text>.*?\S)\s*(?:\.\s?){4,}\s*(?P<page>\d{1,3})\s*")
_NUMBERED = pattern(r"(?P<text>.*?[^\d\s])[\s.]*(?P<page>\d{1,3})\s*")


def without_contents(document: Document) -> tuple[Document, frozenset[int]]:
    """Return a document without the lines of its list of contents, and the identities of these lines."""
    listed = frozenset(map(id, _lines([block for block in document.blocks if isinstance(block, Passage)])))
    blocks = tuple(block for block in document.blocks if id(block) not in listed)
    return (document._replace(blocks=blocks) if listed else document), listed


def _lines(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield lines with dots before the number of a page, and those below the heading of the contents."""
    last = {fold(passage.text): at for at, passage in enumerate(passages)}
    end = 0
    for at, passage in enumerate(passages):
        if at < end or (len(passage.text) <= _LONGEST and _DOTS.fullmatch(passage.text)):
            yield passage
        elif fold(passage.text).rstrip(":") in _HEADING:
            end = at + 1 + _entries(passages, at + 1, last)


def _entries(passages: Sequence[Passage], first: int, last: Mapping[str, int]) -> int:
    """Return how many entries of the contents follow: they end with the number of a page, or come again further down.

    Args:
        passages: all texts.
        first: where the first entry may be.
        last: where each text is for the last time.
    """
    page = 0
    for at, passage in enumerate(passages[first:], first):
        if len(passage.text) > _LONGEST:
            return at - first
        found = _DOTS.fullmatch(passage.text) or _NUMBERED.fullmatch(passage.text)
        again = last[fold(passage.text)] > at and (passage.level is None or passages[first].level is not None)
        if found is not None and int(found["page"]) >= page:
            page = int(found["page"])
        elif not again or not passage.text.strip():
            return at - first
    return len(passages) - first
