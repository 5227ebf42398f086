"""The front of a document, which tells of the plan as a whole, and sheets that are items by their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from plan_workbook.bringing.assembling.about import Found, Line, said_of_the_plan, section_of
from plan_workbook.bringing.assembling.decided_texts import DecidedTexts
from plan_workbook.bringing.assembling.gathering import Gathering
from plan_workbook.bringing.assembling.key_entries import is_key_heading
from plan_workbook.bringing.assembling.lines import tells_of_an_item
from plan_workbook.bringing.assembling.titles import is_generic, of_an_item, with_item_word
from plan_workbook.bringing.assembling.vocabulary import Vocabulary
from plan_workbook.bringing.brought import Kind, Place, Recognised
from plan_workbook.bringing.documents.document import Document, Passage, Table
from plan_workbook.values.text import fold

_LISTED = (Kind.RECOMMENDATIONS, Kind.INDICATORS, Kind.ACTIONS, Kind.PEOPLE)


def sheets_are_items(tables: Iterable[Recognised], vocabulary: Vocabulary) -> bool:
    """Tell whether the names of sheets are those of items: they say so, or several with the same sort of table do."""
    names = {
        each.table.sheet: each for each in tables if each.table.sheet and each.kind in (Kind.ACTIONS, Kind.INDICATORS)
    }
    own = [name for name in names if not is_generic(of_an_item(name).title) or of_an_item(name).number]
    if any(said and vocabulary.names_an_item(said.word) for said in map(with_item_word, own)):
        return True
    return len(own) > 1 or any(of_an_item(name).number and of_an_item(name).title for name in own)


def sheet_titles(documents: Iterable[Document], by_table: Mapping[int, Recognised]) -> dict[str, Passage]:
    """Return the first texts of the sheets with actions or indicators, if no two of several are the same."""
    first: dict[str, Passage] = {}
    for document in documents:
        tables = (by_table.get(id(table)) for table in document.tables())
        sheets = {each.table.sheet for each in tables if each and each.kind in (Kind.ACTIONS, Kind.INDICATORS)}
        for passage in document.passages():
            if passage.sheet in sheets and passage.sheet and passage.text.strip():
                first.setdefault(passage.sheet, passage)
    titles = {
        sheet: passage
        for sheet, passage in first.items()
        if not (is_generic(passage.text) or tells_of_an_item(passage.text) or with_item_word(passage.text))
    }
    return titles if 1 < len(titles) == len({fold(passage.text) for passage in titles.values()}) else {}


def about_the_plan(document: Document, gathering: Gathering, by_table: Mapping[int, Recognised]) -> list[Found]:
    """Return what a document says of the plan; nothing else is looked for in those places."""
    texts = gathering.texts
    said = said_of_the_plan(list(_lines(document, gathering, by_table)))
    found = [each for each in said if texts.of(each.place.text) is None and not texts.is_left(each.place.text)]
    found += _sections(document, texts)
    gathering.of_the_plan.update(id(each.place) for each in found)
    return found


def _lines(document: Document, gathering: Gathering, by_table: Mapping[int, Recognised]) -> Iterator[Line]:
    """Yield the texts of a document outside the rows of its tables: passages, and titles that are part of a table."""
    first, front = True, True
    for block in document.blocks:
        texts: list[tuple[Place, int | None, str | None]] = []
        if isinstance(block, Passage):
            texts = [(block, block.level, block.sheet)] if block.text.strip() else []
        elif (recognised := by_table.get(id(block))) and _is_listed(recognised):
            top = min(recognised.headings, default=0)
            texts = [(cell, None, block.sheet) for cell in block.cells if cell.row < top and cell.text.strip()]
        for place, level, sheet in texts:
            if is_key_heading(place.text):
                continue
            names_item = gathering.item_said(place.text, level, heading=level is not None) is not None
            front = front and not names_item
            yield Line(place, place.text, level, sheet, first, front)
            first = False
        front = front and (isinstance(block, Passage) or not _is_listed(by_table.get(id(block))))


def _is_listed(table: Recognised | None) -> bool:
    return table is not None and table.kind in _LISTED


def _sections(document: Document, decided: DecidedTexts) -> Iterator[Found]:
    """Yield the texts below the headings of successes and challenges, without what a person said something of.

    A heading that comes again is one of each item: its achievements are not those of the plan.
    """
    times = Counter(fold(passage.text) for passage in document.passages())
    field = ""
    for block in document.blocks:
        if isinstance(block, Table):
            field = ""
        elif decided.is_decided(block):
            field = field if block.level is None else ""
        elif block.text.strip():
            said = section_of(block.text) if times[fold(block.text)] == 1 else ""
            if said or block.level is not None:
                field = said
            elif field:
                yield Found(field, block.text, block)
