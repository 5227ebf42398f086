"""The words of the documents at hand: what they call their items, the titles of these, and the names of leads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.captions import as_part, captions, repeated_headings
from plan_workbook.bringing.assembling.labels import field_of
from plan_workbook.bringing.assembling.report_sections import report_sections
from plan_workbook.bringing.assembling.titles import (
    Said,
    ends_in_brackets,
    is_acronym,
    is_generic,
    lead_line,
    number_key,
    numbered,
    of_an_item,
    with_item_word,
)
from plan_workbook.bringing.brought import Kind, Recognised
from plan_workbook.bringing.documents.document import Document, Passage, Table
from plan_workbook.bringing.recognising.words import ITEM_WORDS, OF_OTHERS
from plan_workbook.plan.items import DEFAULT_ITEM_WORD, plain_number
from plan_workbook.reading.leads import read_leads
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold, fold_name

_RANK = {fold(word): rank for rank, word in enumerate(ITEM_WORDS)}
_SPELT = {fold(word): word for word in ITEM_WORDS}


class Vocabulary(NamedTuple):
    """What has to be known of all documents before any is read."""

    item_word: str
    """What they call an item, folded; empty if they do not say."""
    titles: tuple[Said, ...]
    """The items of their tables of recommendations."""
    leads: frozenset[str]
    """The names and posts in columns of leads, as `fold_name` returns them."""
    leads_in_brackets: bool
    """Whether brackets at the end of a title hold its lead."""
    numbers: frozenset[str] = frozenset()
    """The numbers of items that tables or headings say, as `number_key` returns them."""
    numbered_levels: frozenset[int] = frozenset()
    """The levels at which most headings that begin with a number have tables of actions or indicators below them."""
    captions: frozenset[str] = frozenset()
    """Texts above tables, folded, that name the items only by where they are."""
    repeated: frozenset[str] = frozenset()
    """Headings, folded, that come again, such as those of the parts of each item."""
    sections: frozenset[str] = frozenset()
    """Headings, folded, of sections that reports have and that are no items."""
    counted: frozenset[str] = frozenset()
    """Headings, folded, that say little and are items by their numbers."""

    def names_an_item(self, word: str) -> bool:
        """Tell whether an item word is theirs, and not that of a group of items or of an objective."""
        said = _singular(word)
        short = bool(self.item_word) and self.item_word.endswith(f" {said}")
        return said in (self.item_word, "rec") or short or (not self.item_word and said not in OF_OTHERS)

    def says_an_item(self, text: str) -> bool:
        """Tell whether a text begins with their word for an item and a number."""
        said = with_item_word(text)
        return said is not None and self.names_an_item(said.word)

    @property
    def spelt(self) -> str:
        """The item word as the register has it; empty if it is the one that every plan has without saying so."""
        word = _SPELT.get(self.item_word) or _as_printed(self.item_word)
        return "" if word == DEFAULT_ITEM_WORD else word


def _singular(word: str) -> str:
    folded = fold(word)
    return folded if folded in _RANK or folded.rpartition(" ")[2] in _RANK else folded.removesuffix("s")


def _rank(word: str) -> int:
    """Return how usual an item word is; the lower the more."""
    return _RANK.get(word, len(_RANK))


def _as_printed(word: str) -> str:
    """Return an item word that no list has as a register writes it: ``Learning theme``, ``AFI``."""
    return word.upper() if is_acronym(word) else word[:1].upper() + word[1:]


def vocabulary_of(documents: Sequence[Document], recognised: Mapping[int, Recognised]) -> Vocabulary:
    """Return the words of documents; `recognised` has what their tables are by their identity."""
    tables = [recognised[id(t)] for document in documents for t in document.tables() if id(t) in recognised]
    passages = [passage for document in documents for passage in document.passages()]
    titles = tuple(said for table in tables if table.kind is Kind.RECOMMENDATIONS for said in _items_of(table))
    mentions = [said for said in map(with_item_word, _may_mention(passages, tables)) if said]
    ends = [ends_in_brackets(said.title) for said in mentions]
    repeated = repeated_headings(documents)
    sections = frozenset(text for document in documents for text in report_sections(document, recognised))
    vocabulary = Vocabulary(
        _item_word(tables, mentions),
        titles,
        frozenset(_leads(passages, tables)),
        len(ends) >= 2 and sum(ends) * 2 >= len(ends),
        frozenset(number_key(said.number) for said in (*titles, *mentions) if said.number),
        frozenset(
            level for document in documents for level in _numbered_levels(document, recognised, repeated | sections)
        ),
        repeated=repeated,
        sections=sections,
    )
    counted = frozenset(
        text
        for document in documents
        for text in _counted(document, vocabulary.numbered_levels, repeated | sections, recognised)
    )
    vocabulary = vocabulary._replace(counted=counted)
    return vocabulary._replace(captions=captions(documents, recognised, has_items, vocabulary.says_an_item))


def _numbered_levels(
    document: Document, recognised: Mapping[int, Recognised], others: Collection[str]
) -> Iterator[int]:
    """Yield the levels of headings whose numbers are those of items, though no word says so.

    The headings of parts of each item, and of sections of the report, which are `others`, may look the same.
    """
    headings: dict[int, list[bool]] = {}
    above: dict[int, int] = {}
    for block in document.blocks:
        if isinstance(block, Passage) and block.level is not None:
            if as_part(block.text) in others or fold(block.text) in others:
                continue
            above = {level: at for level, at in above.items() if level < block.level}
            said = numbered(block.text)
            if said is not None and not is_generic(said.title):
                headings.setdefault(block.level, []).append(False)
                above[block.level] = len(headings[block.level]) - 1
        elif isinstance(block, Table) and above:
            table = recognised.get(id(block))
            if table is not None and table.kind in (Kind.ACTIONS, Kind.INDICATORS) and not has_items(table):
                level = max(above)
                headings[level][above[level]] = True
    for level, have in headings.items():
        if sum(have) > 1 and sum(have) * 5 >= len(have) * 3:
            yield level


def _counted(
    document: Document, levels: Collection[int], others: Collection[str], recognised: Mapping[int, Recognised]
) -> Iterator[str]:
    """Yield the headings, folded, whose titles say little, ``2. Quality assurance``, between those of items 1 and 3.

    So is the first one, if there is a table of actions below it.
    """
    over = {*_over_actions(document, recognised)}
    for level in levels:
        headings = [each for each in document.passages() if each.level == level and fold(each.text) not in others]
        said = [(each, found) for each in headings if (found := numbered(each.text)) and found.number.isdigit()]
        items = {int(found.number) for _, found in said if not is_generic(found.title)}
        for each, found in said:
            number, first = int(found.number), min(items, default=0)
            between = first < number < max(items, default=0) or (number + 1 == first and id(each) in over)
            if is_generic(found.title) and between and number not in items:
                yield fold(each.text)


def _over_actions(document: Document, recognised: Mapping[int, Recognised]) -> Iterator[int]:
    """Yield the identities of the headings with a table of actions below them, before the next heading."""
    heading: Passage | None = None
    for block in document.blocks:
        if isinstance(block, Passage):
            heading = block if block.level is not None else heading
        elif heading is not None and (table := recognised.get(id(block))) and table.kind is Kind.ACTIONS:
            yield id(heading)


def has_items(table: Recognised) -> bool:
    """Tell whether a column of a table says which item each of its rows is about."""
    return any(
        column.field == NUMBER or (column.field == fields.TITLE and column.of is not None) for column in table.columns
    )


def _may_mention(passages: Sequence[Passage], tables: Sequence[Recognised]) -> Iterator[str]:
    yield from (passage.text for passage in passages)
    for table in tables:
        if table.kind is not Kind.KEY:
            yield from (cell.text for cell in table.table.cells if cell.across > 1 or cell.column == 0)


def _items_of(table: Recognised) -> Iterator[Said]:
    """Yield the items of a table of recommendations, from its columns of numbers and titles."""
    numbers = [at for at, column in enumerate(table.columns) if column.field == NUMBER] or list(unread_numbers(table))
    titles = [at for at, column in enumerate(table.columns) if column.field == fields.TITLE and at not in numbers]
    titles = titles or list(unread_titles(table))
    at = table.table.by_place()
    for row in range(table.table.rows):
        if row in table.headings:
            continue
        number = next((cell.text for c in numbers if (cell := at.get((row, c))) and cell.text.strip()), "")
        title = next((cell.text for c in titles if (cell := at.get((row, c))) and cell.text.strip()), "")
        said = of_an_item(title or number)
        if number and title:
            said = Said(said.word, of_an_item(number).number or said.number, said.title or title.strip())
        if said:
            yield said


def unread_numbers(table: Recognised) -> Iterator[int]:
    """Yield the columns of a table that were not recognised and hold numbers of items below an item word."""
    for at, column in enumerate(table.columns):
        if column.field in ("", fields.TITLE) and _singular(column.heading.strip(" :")) in _RANK:
            cells = [each for each in table.table.cells if each.column == at and each.row not in table.headings]
            said = [of_an_item(each.text) for each in cells if each.text.strip() and each.across == 1]
            if said and all(each.number and not each.title for each in said):
                yield at


def unread_titles(table: Recognised) -> Iterator[int]:
    """Yield the columns of a table that were not recognised and whose headings are words for the title of an item."""
    return (
        at for at, column in enumerate(table.columns) if column.field == "" and field_of(column.heading) == fields.TITLE
    )


def _item_word(tables: Sequence[Recognised], mentions: Sequence[Said]) -> str:
    """Return the word that headings of columns of items have, or else the one that most numbers go with."""
    headed = Counter(word for table in tables for word in _words_of_headings(table))
    if headed:
        most = max(headed.values())
        word = min((word for word, count in headed.items() if count == most), key=_rank)
        return _in_full(word, mentions)
    numbers: dict[str, set[str]] = defaultdict(set)
    for said in mentions:
        if not said.title[:1].islower():
            numbers[_singular(said.word)].add(plain_number(said.number))
    numbers.pop("rec", None)
    numbers = {word: each for word, each in numbers.items() if len(each) > 1 or word not in OF_OTHERS}
    numbers = {word: each for word, each in numbers.items() if word not in OF_OTHERS or not all("." in n for n in each)}
    return min(numbers, key=lambda word: (-len(numbers[word]), _rank(word)), default="")


def _in_full(word: str, mentions: Sequence[Said]) -> str:
    """Return an item word as the items themselves have it, if a column only has its end: ``Area``."""
    longer = Counter(said for each in mentions if (said := _singular(each.word)).endswith(f" {word}"))
    plain = sum(_singular(each.word) == word for each in mentions)
    most = max(longer, key=lambda each: longer[each], default="")
    return most if most and longer[most] > max(1, plain) else word


def _words_of_headings(table: Recognised) -> Iterator[str]:
    for at, column in enumerate(table.columns):
        of_items = column.field == NUMBER or (
            column.field == fields.TITLE and Kind.RECOMMENDATIONS in (table.kind, column.of)
        )
        if of_items and table.kind in (Kind.RECOMMENDATIONS, Kind.ACTIONS, Kind.INDICATORS):
            words = f" {fold(column.heading)} "
            said = _said_below(table, at) or [word for word in _RANK if f" {word} " in words or f" {word}s " in words]
            if said:
                yield max(said, key=len)


def _said_below(table: Recognised, at: int) -> list[str]:
    """Return the item word that most texts in a column of items begin with, whatever its heading calls them."""
    texts = [cell.text for cell in table.table.cells if cell.column == at and cell.row not in table.headings]
    words = Counter(_singular(said.word) for said in map(with_item_word, texts) if said)
    return [word for word, count in words.items() if word != "rec" and 2 * count > len(texts)]


def _leads(passages: Iterable[Passage], tables: Iterable[Recognised]) -> Iterator[str]:
    for table in tables:
        columns = {at for at, column in enumerate(table.columns) if column.field in fields.LEADS}
        texts = [c.text for c in table.table.cells if c.column in columns and c.row not in table.headings]
        lines = [line for c in table.table.cells if len(c.text) > 8 for line in c.text.split("\n")[:3]]
        texts += filter(None, map(lead_line, lines))
        yield from (fold_name(name) for text in texts if len(text) < 200 for name in read_leads(text))
    for passage in passages:
        yield from (fold_name(name) for name in read_leads(lead_line(passage.text)))
