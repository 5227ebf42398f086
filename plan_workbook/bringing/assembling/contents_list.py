"""The list of contents at the front of a document: what it says comes again where it belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plan_workbook.bringing.documents.document import Document, Passage
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

THE_CONTENTS = "part of the list of contents"
_HEADING = frozenset({"contents", "table of contents", "contents page", "list of contents"})
_DOTS = pattern(r"(?P<text>.*?\S)\s*(?:\.\s?){4,}\s*(?P<page>\d{1,3})\s*")
_NUMBERED = pattern(r"(?P<text>.*?[^\d\s])[\s.]*(?P<page>\d{1,3})\s*")


def without_contents(document: Document) -> tuple[Document, frozenset[int]]:
    """Return a document without the lines of its list of contents, and the identities of these lines."""
    listed = frozenset(map(id, _lines([block for block in document.blocks if isinstance(block, Passage)])))
    blocks = tuple(block for block in document.blocks if id(block) not in listed)
    return (document._replace(blocks=blocks) if listed else document), listed


def _lines(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield lines with dots before the number of a page, and those below the heading of the contents."""
    later = [fold(passage.text) for passage in passages]
    at = 0
    while at < len(passages):
        if _DOTS.fullmatch(passages[at].text):
            yield passages[at]
        elif later[at].rstrip(":") in _HEADING:
            page = 0
            for passage in passages[at + 1 :]:
                found = _DOTS.fullmatch(passage.text) or _NUMBERED.fullmatch(passage.text)
                if found is not None and int(found["page"]) >= page:
                    page = int(found["page"])
                elif (
                    fold(passage.text) not in later[at + 2 :]
                    or passage.text.strip() == ""
                    or (passage.level is not None and passages[at + 1].level is None)
                ):
                    break
                yield passage
                at += 1
        at += 1
