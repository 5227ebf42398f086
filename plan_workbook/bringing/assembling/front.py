"""The front of a document, which tells of the plan as a whole, and sheets that are items by their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from plan_workbook.bringing.assembling.about import (
    Found,
    Line,
    said_of_the_plan,
    section_of,
    tells_of_the_plan,
    value_in,
)
from plan_workbook.bringing.assembling.decided_texts import DecidedTexts
from plan_workbook.bringing.assembling.gathering import Gathering
from plan_workbook.bringing.assembling.key_entries import is_key_heading
from plan_workbook.bringing.assembling.labels import label_of
from plan_workbook.bringing.assembling.lines import tells_of_an_item
from plan_workbook.bringing.assembling.telling import A_HEADING
from plan_workbook.bringing.assembling.titles import (
    bare_title,
    is_generic,
    number_key,
    of_an_item,
    with_item_word,
)
from plan_workbook.bringing.assembling.vocabulary import Vocabulary, has_items
from plan_workbook.bringing.brought import Kind, Place, Recognised
from plan_workbook.bringing.documents.document import Document, Passage, Table
from plan_workbook.bringing.recognising.boxes import labelled_cells
from plan_workbook.values.text import fold

_LONGEST_LABEL = 60
_LEAST_TITLE = 6
"""Characters of the name of a sheet at least that a text spells out."""
_LISTED = (Kind.RECOMMENDATIONS, Kind.INDICATORS, Kind.ACTIONS, Kind.PEOPLE)


def sheets_are_items(tables: Iterable[Recognised], vocabulary: Vocabulary) -> bool:
    """Tell whether the names of sheets are those of items: they say so, or several with the same sort of table do."""
    names = {each.table.sheet: each for each in tables if each.table.sheet and _is_of_rows(each)}
    own = [name for name in names if not is_generic(of_an_item(name).title) or of_an_item(name).number]
    if any(said and vocabulary.names_an_item(said.word) for said in map(with_item_word, own)):
        return True
    return len(own) > 1 or any(of_an_item(name).number and of_an_item(name).title for name in own)


def sheet_titles(documents: Iterable[Document], by_table: Mapping[int, Recognised]) -> dict[str, Passage]:
    """Return the first texts of the sheets with actions or indicators, if no two of several are the same.

    If some are, such as the title of the plan, return the texts that spell out the name of their sheet, which has no
    more than 31 characters.
    """
    first: dict[str, Passage] = {}
    spelt_out: dict[str, Passage] = {}
    for document in documents:
        tables = (by_table.get(id(table)) for table in document.tables())
        sheets = {each.table.sheet for each in tables if each and _is_of_rows(each) and not has_items(each)}
        for passage in document.passages():
            if passage.sheet in sheets and passage.sheet and passage.text.strip():
                first.setdefault(passage.sheet, passage)
                if _spells_out(passage.text, passage.sheet):
                    spelt_out.setdefault(passage.sheet, passage)
    if len({fold(passage.text) for passage in first.values()}) < len(first):
        first = spelt_out
    titles = {
        sheet: passage
        for sheet, passage in first.items()
        if not (is_generic(passage.text) or tells_of_an_item(passage.text) or with_item_word(passage.text))
    }
    return titles if 1 < len(titles) == len({fold(passage.text) for passage in titles.values()}) else {}


def _is_of_rows(table: Recognised) -> bool:
    return table.kind in (Kind.ACTIONS, Kind.INDICATORS)


def _spells_out(text: str, sheet: str) -> bool:
    """Tell whether a text has the number of an item that the name of its sheet has, and its title, perhaps in full."""
    own, name = of_an_item(text), of_an_item(sheet)
    title = bare_title(name.title)
    same = number_key(own.number) == number_key(name.number)
    return same and len(title) >= _LEAST_TITLE and bare_title(own.title).startswith(title)


def about_the_plan(document: Document, gathering: Gathering, by_table: Mapping[int, Recognised]) -> list[Found]:
    """Return what a document says of the plan; nothing else is looked for in those places."""
    texts = gathering.texts
    lines = list(_lines(document, gathering, by_table))
    said = said_of_the_plan(lines)
    found = [each for each in said if texts.of(each.place.text) is None and not texts.is_left(each.place.text)]
    found += _said_of_boxes(lines, texts)
    found += _sections(document, texts, frozenset(id(line.place) for line in lines if line.front))
    gathering.of_the_plan.update(id(each.place) for each in found)
    labels = {id(line.place): line.label for line in lines if line.label is not None}
    for label in (labels[id(each.place)] for each in found if id(each.place) in labels):
        gathering.of_the_plan.add(id(label))
        gathering.account.leave(label, A_HEADING, meant=True)
    return found


def _said_of_boxes(lines: Iterable[Line], texts: DecidedTexts) -> Iterator[Found]:
    """Yield the values of boxes of which a person said what they are of the plan."""
    for line in lines:
        answer = texts.of(line.place.text) if line.label is not None else None
        if answer is not None and answer.of_the_plan and (value := value_in(answer.field, line.place.text)):
            yield Found(answer.field, value, line.place, decided=True)


def _lines(document: Document, gathering: Gathering, by_table: Mapping[int, Recognised]) -> Iterator[Line]:
    """Yield the texts of a document outside the rows of its tables: passages, and titles that are part of a table."""
    first, front = True, True
    given: set[int] = set()
    for block in document.blocks:
        texts: list[tuple[Place, int | None, str | None]] = []
        if isinstance(block, Passage):
            value = gathering.values.get(id(block)) if front else None
            if value is not None and tells_of_the_plan(text := _with_label(block.text, value.text)):
                given.add(id(value))
                yield Line(value, text, None, value.sheet, front=True, label=block)
            elif block.text.strip() and id(block) not in given:
                texts = [(block, block.level, block.sheet)]
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
        if front and isinstance(block, Table) and not texts:
            yield from _of_box(block, by_table.get(id(block)))
        front = front and (isinstance(block, Passage) or not _is_listed(by_table.get(id(block))))


def _of_box(table: Table, recognised: Recognised | None) -> Iterator[Line]:
    """Yield the values of a box in front of everything, each with its label, if the box is not part of the plan."""
    if recognised is not None and recognised.kind is not Kind.IGNORED:
        return
    for label, value in labelled_cells(table):
        if not (label.hidden or value.blank) and len(label.text) <= _LONGEST_LABEL:
            yield Line(value, _with_label(label.text, value.text), None, table.sheet, front=True, label=label)


def _with_label(label: str, value: str) -> str:
    return f"{label.strip().rstrip(':')}: {value.strip()}"


def _is_listed(table: Recognised | None) -> bool:
    return table is not None and table.kind in _LISTED


def _sections(document: Document, decided: DecidedTexts, front: Collection[int]) -> Iterator[Found]:
    """Yield the texts below the headings of successes and challenges, without what a person said something of.

    A heading that comes again is one of each item: its achievements are not those of the plan. So is a label; in front
    of all items, one tells of the plan: ``What worries us: timeliness has fallen.``
    """
    passages = list(document.passages())
    times = Counter(fold(passage.text) for passage in passages)
    times.update(fold(label) for passage in passages if (label := label_of(passage.text)))
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
            elif (
                id(block) in front and (label := label_of(block.text)) and times[fold(label)] == 1 and section_of(label)
            ):
                yield Found(section_of(label), block.text.partition(":")[2].strip(), block)
            elif field:
                yield Found(field, block.text, block)
