"""Texts that name an item only by where they are, and headings that come again below each item and name none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from plan_workbook.bringing.assembling.label_pairs import label_pairs
from plan_workbook.bringing.assembling.labels import section_of_item
from plan_workbook.bringing.assembling.lines import objective_in, says_only_none, tells_of_an_item
from plan_workbook.bringing.assembling.titles import is_generic, numbered, with_item_word
from plan_workbook.bringing.brought import Kind, Recognised
from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.bringing.recognising.boxes import labelled_cells
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

_LONGEST, _MOST_WORDS = 200, 14
"""Characters of a text over a table that names an item, and words if it has no number."""
_IN_LEVELS = pattern(r"\A\d{1,2}(?:\.\d{1,2})+\.?\s+(?=\S)")
_ROWS_OF_BOX = 6
_MOSTLY = 0.6
"""Which share of the tables has such a text at least."""


_LABELLED = pattern(r"[^:\n]{2,40}:\s+\S")
_MOST_ABOVE = 4
"""So many texts may be between a title and its table: what is told of it, and the heading of a part."""


def captions(
    documents: Sequence[Document],
    recognised: Mapping[int, Recognised],
    has_items: Callable[[Recognised], bool],
    names_an_item: Callable[[str], bool],
) -> frozenset[str]:
    """Return the texts, folded, on top of tables of actions or indicators that name the item each belongs to.

    They go across the top of a table or are right above it. They are no headings by their looks, and no word says that
    they name an item; but each such table has another one. If a text between the tables does say that it names one, or
    there are headings above tables without a title of their own, those do.
    """
    if any(names_an_item(passage.text) for document in documents for passage in document.passages()):
        return frozenset()
    own: dict[Kind, list[Cell | None]] = {Kind.ACTIONS: [], Kind.INDICATORS: []}
    above: list[Passage | None] = []
    headings = False
    values = label_pairs(documents)
    labelled = {*values, *map(id, values.values())}
    texts = Counter(fold(each.text) for document in documents for each in document.passages())
    parts = {text for text, count in texts.items() if count > 1 and section_of_item(text)}
    for document in documents:
        before: list[Passage] = []
        told = False  # below a label such as Progress
        box: Cell | None = None
        for block in document.blocks:
            if isinstance(block, Passage):
                headings = headings or bool(block.level)
                told = bool(block.sheet) and not numbered(block.text) and (told or fold(block.text) in parts)
                if told:
                    continue
                if not (id(block) in labelled or tells_of_an_item(block.text) or objective_in(block.text)):
                    before.append(block)
                continue
            told = False
            table = recognised.get(id(block))
            is_one = table is not None and table.kind in (Kind.ACTIONS, Kind.INDICATORS) and not table.continues
            if table is not None and is_one and not has_items(table):
                own[table.kind].append(_title_in(table) or box)
                above += [_caption(block, before)] if any(not is_generic(each.text) for each in before) else []
            before = before if _is_box(table) else []
            box = _title_of_box(block, table)
    return _of_each(own[Kind.ACTIONS]) | _of_each(own[Kind.INDICATORS]) or (
        frozenset() if headings else _of_each(above)
    )


def _of_each(found: Sequence[Cell | Passage | None]) -> frozenset[str]:
    """Return the texts, folded, if most tables have one, and each another one."""
    texts = [fold(each.text) for each in found if each is not None]
    enough = len(texts) > 1 and len(texts) >= _MOSTLY * len(found) and len({*texts}) == len(texts)
    return frozenset(texts) if enough else frozenset()


def _is_box(table: Recognised | None) -> bool:
    """Tell whether a table is a small box of labels and values, which may be between a title and its table."""
    if table is None or table.table.rows > _ROWS_OF_BOX or table.kind not in (Kind.RECOMMENDATIONS, Kind.IGNORED):
        return False
    return bool(table.labels) or (not table.headings and any(True for _ in labelled_cells(table.table)))


def _title_of_box(block: Table, table: Recognised | None) -> Cell | None:
    """Return the first text of a small table that tells of what comes below it, if it goes across it."""
    if block.rows > _ROWS_OF_BOX or (table is not None and table.kind is not Kind.IGNORED):
        return None
    cells = [cell for cell in block.cells if cell.row == 0 and not cell.blank]
    return cells[0] if len(cells) == 1 and cells[0].across > 1 and _may_name(cells[0].text) else None


def _title_in(table: Recognised) -> Cell | None:
    """Return the first text that goes across a table, right at its top."""
    first = min(table.headings, default=0)
    cells = [cell for cell in table.table.cells if cell.row < first and not cell.blank]
    alone = [cell for cell in cells if cell.row == 0 and cell.across >= _MOSTLY * table.table.columns]
    return alone[0] if alone and _may_name(alone[0].text) and not tells_of_an_item(alone[0].text) else None


def _caption(table: Table, before: Sequence[Passage]) -> Passage | None:
    """Return the text above a table that may name what the table is about."""
    near = [each for each in before if each.text.strip() and each.sheet == table.sheet][-_MOST_ABOVE:]
    if near and near[-1].bullet:
        return None
    may = [each for each in reversed(near) if not each.bullet and _may_name(each.text)]
    return next((each for each in may if numbered(each.text)), may[0] if may else None)


def _may_name(text: str) -> bool:
    text = text.strip()
    if len(text) > _LONGEST or "\n" in text or text.endswith((".", ":", ";", "?", "!")) or says_only_none(text):
        return False
    said = numbered(text) or with_item_word(text)
    if said is None and _LABELLED.match(text):
        return False
    return not is_generic(said.title if said else text) and (said is not None or len(text.split()) <= _MOST_WORDS)


def as_part(text: str) -> str:
    """Return a heading as the headings of parts are compared: folded, without a number such as ``1.2``."""
    return _IN_LEVELS.sub("", fold(text), count=1)


def repeated_headings(documents: Iterable[Document]) -> frozenset[str]:
    """Return the headings, folded, that come again, such as `Risks and issues` below each item."""
    texts = Counter(as_part(each.text) for each in _headings(documents))
    return frozenset(text for text, count in texts.items() if count > 1)


def _headings(documents: Iterable[Document]) -> Iterator[Passage]:
    return (each for document in documents for each in document.passages() if each.level is not None)
