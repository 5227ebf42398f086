"""Texts that name an item only by where they are, and headings that come again below each item and name none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from plan_workbook.bringing.assembling.label_pairs import label_pairs
from plan_workbook.bringing.assembling.lines import says_only_none, tells_of_an_item
from plan_workbook.bringing.assembling.titles import is_generic, numbered
from plan_workbook.bringing.brought import Kind, Recognised
from plan_workbook.bringing.documents.document import Document, Passage, Table
from plan_workbook.values.text import fold

_LONGEST, _MOST_WORDS = 200, 14
"""Characters of a text over a table that names an item, and words if it has no number."""
_MOSTLY = 0.6
"""Which share of the tables has such a text at least."""


def captions(
    documents: Sequence[Document],
    recognised: Mapping[int, Recognised],
    has_items: Callable[[Recognised], bool],
    names_an_item: Callable[[str], bool],
) -> frozenset[str]:
    """Return the texts, folded, right above tables of actions or indicators that name the item each belongs to.

    They are no headings by their looks, and no word says that they name an item; but each such table has another one.
    If a text between the tables does say that it names one, or there are headings, those do.
    """
    its: list[Passage | None] = []
    values = label_pairs(documents)
    labelled = {id(value) for value in values.values()}
    for document in documents:
        before: list[Passage] = []
        for block in document.blocks:
            if isinstance(block, Passage):
                if block.level or names_an_item(block.text):
                    return frozenset()
                if not (id(block) in values or id(block) in labelled or tells_of_an_item(block.text)):
                    before.append(block)
                continue
            table = recognised.get(id(block))
            if table is not None and table.kind in (Kind.ACTIONS, Kind.INDICATORS):
                if has_items(table):
                    return frozenset()
                if not table.continues:
                    its.append(_caption(block, before))
            before = []
    found = [fold(each.text) for each in its if each is not None]
    enough = len(found) > 1 and len(found) >= _MOSTLY * len(its) and len({*found}) == len(found)
    return frozenset(found) if enough else frozenset()


def _caption(table: Table, before: Sequence[Passage]) -> Passage | None:
    """Return the text above a table that may name what the table is about."""
    passage = next((each for each in reversed(before) if each.text.strip()), None)
    if passage is None or passage.sheet != table.sheet or passage.bullet:
        return None
    text = passage.text.strip()
    if len(text) > _LONGEST or "\n" in text or text.endswith((".", ":", ";", "?", "!")) or says_only_none(text):
        return None
    said = numbered(text)
    if is_generic(said.title if said else text) or (said is None and len(text.split()) > _MOST_WORDS):
        return None
    return passage


def repeated_headings(documents: Iterable[Document]) -> frozenset[str]:
    """Return the headings, folded, that come again, such as `Risks and issues` below each item."""
    texts = Counter(fold(each.text) for each in _headings(documents))
    return frozenset(text for text, count in texts.items() if count > 1)


def _headings(documents: Iterable[Document]) -> Iterator[Passage]:
    return (each for document in documents for each in document.passages() if each.level is not None)
