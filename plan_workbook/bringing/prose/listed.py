"""Lists of actions outside tables, as tables with a row for each: those that a person named, and those that are plain.

    Recommendation 3: Improve the timeliness of return home interviews
    Actions
    * Recruit two independent workers (Jo Hart, by March 2026) - Green
    * Agree the protocol with police. Lead: Sam Reid. Due: 30/04/2026. Status: Amber

Each paragraph or point of a list is an action, and lines with labels below it tell of it. The columns are the same in
all tables of a document, so that one mapping is about all of them. Every text stays, with where it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.assembling.decided_texts import DecidedTexts
from plan_workbook.bringing.assembling.labels import label_of, section_of_item
from plan_workbook.bringing.assembling.titles import is_generic, lead_line, numbered, with_item_word
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.bringing.documents.word.story import EDGES
from plan_workbook.bringing.prose.taken_apart import Said, ends_in_names, taken_apart
from plan_workbook.bringing.recognising.headings import headed
from plan_workbook.bringing.recognising.kinds import readings
from plan_workbook.bringing.recognising.seen import columns_of
from plan_workbook.bringing.recognising.wording import same_words, words_of
from plan_workbook.bringing.recognising.words import WORDS
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold, listed_in_part

_MOST_COLUMNS = 100
_NOT_BELOW = (*EDGES, "footnote", "endnote")
"""What the places of texts begin with that come at the end of a document, and are not below its last heading."""
_LONGEST_HEADING = 80
_WORDS_OF_SECTION = 6
"""Of a heading without a colon that does not look like one, at most."""
_LEAST_POINTS = 3
"""Of all lists right below headings of recommendations, to be taken for actions."""
_LONGEST_ACTION = 400
"""Characters of a plain paragraph below other actions."""
_HEADS_ACTIONS = frozenset(
    same_words(word)
    for each in WORDS[Kind.ACTIONS]
    if each.field == fields.ACTION
    for word in (each.field, *each.words)
)
_ARE_DONE = frozenset({"taken", "response"})
"""Words of headings that are columns of actions in tables, but have what was done or answered below them in texts."""
_POINT = pattern(
    r"\s*(?:[(\[]?(?:\d{1,3}(?:\.\d{1,3})*[a-z]?|[a-z]|[ivx]{1,4})[.)\]]|\d{1,3}(?:\.\d{1,3})+[a-z]?|"
    r"(?i:action|task|milestone|step)\s+[A-Z]{0,3}\d[\w.]*\s*[:.\u2013-])\s*\S"
)
"""How the points of a list begin that are numbered: ``3.2 Agree ...``, ``a) Agree ...``, ``Action 3: Agree ...``."""


@dataclass
class _List:
    """Actions below each other, each with the texts that tell of it."""

    actions: list[list[Passage]] = dataclass_field(default_factory=list)

    @property
    def texts(self) -> list[Passage]:
        """The texts, in their order."""
        return [text for action in self.actions for text in action]


Blocks = list["Table | Passage | _List"]


def with_actions_said(document: Document, answers: Answers | None) -> Document:
    """Return a document with the texts as tables of which a person says that they are actions, or below which heading.

    What is below a heading goes on up to the next one or a table. A text of which they say something else is that.
    """
    if answers is None or not any(each.is_a_row for each in answers.texts):
        return document
    texts = DecidedTexts(answers)
    told = _told_of_actions(document)
    blocks: Blocks = []
    below = False
    for block in document.blocks:
        if isinstance(block, Table) or block.where.startswith(_NOT_BELOW):
            below = False
            blocks.append(block)
            continue
        said, heading = texts.of(block.text), texts.below(block.text, block.level)
        if said is not None and said.is_a_row:
            _add(blocks, block)
        elif said is not None:
            below = below and bool(said.field)
            blocks.append(block)
        elif _tells_of_the_last(blocks, block, told):
            _last(blocks).actions[-1].append(block)
        elif heading is not None or _ends(block, told):
            below = heading is not None and heading.is_a_row
            blocks.append(block)
        elif below and block.text.strip() and not _only_says(block):
            _add(blocks, block)
        else:
            blocks.append(block)
    return _with_tables(document, blocks)


def with_actions_proposed(document: Document, answers: Answers | None = None) -> Document:
    """Return a document with the lists as tables that are plainly actions: a person is asked about these.

    They are right below a heading that means actions, below that of a recommendation, in a document without a table of
    actions; or right below the latter, if each point says by whom, by when or how. Nothing is proposed of what a person
    said something of, or agreed to leave.
    """
    heads = Counter(fold(each.text) for each in document.passages() if _heads_actions(each))
    told = _told_of_actions(document)
    over = frozenset(_over_points(document, told))
    if not (heads or over) or (answers is not None and answers.all_texts):
        return document
    again = max(heads.values(), default=0) > 1
    texts = DecidedTexts(answers)
    blocks: Blocks = []
    item: int | None = None
    """The level of the heading of the recommendation that is told of; None if none is."""
    below = ""
    headings: dict[str, None] = {}
    for block in document.blocks:
        if isinstance(block, Table) or block.sheet is not None or block.where.startswith(_NOT_BELOW):
            below = ""
            blocks.append(block)
            continue
        decided = texts.is_decided(block) or texts.is_left(block.text)
        if below and not decided and not _ends(block, told) and (_is_point(block) or _is_one_more(blocks, block)):
            headings.setdefault(below)
            _add(blocks, block)
            continue
        if below and not decided and _tells_of_the_last(blocks, block, told):
            _last(blocks).actions[-1].append(block)
            continue
        blocks.append(block)
        is_head = fold(block.text) in heads and _heads_actions(block) and not decided
        if block.level is not None and not is_head:
            names = _names_an_item(block, again=again)
            item = block.level if names else None if item is None or block.level <= item else item
        goes_on = decided or bool(label_of(block.text))  # `Budget: none` says something of the actions
        if not goes_on or _ends(block, told):
            is_head = is_head or (id(block) in over and not decided)
            below = block.text.strip() if is_head and item is not None else ""
    if not headings or any(map(_lists_actions, document.tables())):
        return document
    where = listed_in_part([f"'{heading}'" for heading in headings])
    asked = (
        f"The texts below {where} were taken for actions, one for each "
        f"paragraph or point of a list: if they are, say '{fields.ACTION}' of that heading on the sheet Texts of the "
        "mapping; if not, say of the texts what they are."
    )
    return _with_tables(document, blocks)._replace(doubts=(*document.doubts, asked))


def _add(blocks: Blocks, text: Passage) -> None:
    """Add a text as an action to the list right above, or to a new one."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, _List) or last.actions[-1][-1].sheet != text.sheet:
        blocks.append(_List())
    _last(blocks).actions.append([text])


def _last(blocks: Blocks) -> _List:
    last = blocks[-1]
    assert isinstance(last, _List)
    return last


def _told_of_actions(document: Document) -> frozenset[str]:
    """Return the labels that tell of an action, and not of the recommendation after all of its actions.

    `Progress` may do both: it is about an action if a text with it is right above another one.
    """
    passages = [*document.passages()]
    return frozenset(
        label
        for text, below in pairwise(passages)
        if ":" in text.text
        and below.level is None
        and _POINT.match(below.text)
        and (label := _label_of_a_section(text))
    )


def _label_of_a_section(text: Passage) -> str:
    """Return the label of a text, folded, if it may tell of a recommendation: ``Progress: ...``; empty if not."""
    label, colon, _ = text.text.partition(":")
    may_be = not _is_marked(text) and (colon or len(label.split()) <= _WORDS_OF_SECTION)
    return fold(label) if may_be and section_of_item(label) else ""


def _tells_of_the_last(blocks: Blocks, text: Passage, told: frozenset[str]) -> bool:
    """Tell whether a text only has labels with their values, and an action is right above it."""
    if not blocks or not isinstance(blocks[-1], _List) or text.level is not None:
        return False
    label = _label_of_a_section(text)
    return _only_says(text) and (not label or label in told)


def _only_says(text: Passage) -> bool:
    """Tell whether a text says something of an action, and not what is done."""
    apart = taken_apart(text.text)
    return bool(apart.said) and not apart.text


def _ends(text: Passage, told: frozenset[str]) -> bool:
    """Tell whether a text heads something else than the actions above it: a heading, an item, ``Progress``."""
    if text.level is not None or text.bullet:
        return text.level is not None
    label, item = _label_of_a_section(text), with_item_word(text.text)
    return (
        (item is not None and not item.title[:1].islower())
        or (bool(label) and label not in told)
        or (len(text.text) < _LONGEST_HEADING and is_generic(text.text) and any(map(str.isalpha, text.text)))
    )


def _is_point(text: Passage) -> bool:
    """Tell whether a text is a point of a list, or says of what is done by whom, by when or how."""
    return _is_marked(text) or (bool(taken_apart(text.text).said) and not _only_says(text))


def _is_one_more(blocks: Blocks, text: Passage) -> bool:
    """Tell whether a plain paragraph goes on with actions that are plain paragraphs too."""
    last = blocks[-1]
    its = last.actions[-1][0] if isinstance(last, _List) else None
    plain = its is not None and not _is_marked(its)
    return plain and len(text.text) <= _LONGEST_ACTION and not _only_says(text)


def _names_an_item(heading: Passage, *, again: bool) -> bool:
    """Tell whether a heading names a recommendation: by a word or a number, or if the one of actions comes `again`."""
    if with_item_word(heading.text) or numbered(heading.text):
        return True
    return again and bool(heading.level) and not is_generic(heading.text) and not section_of_item(heading.text)


def _over_points(document: Document, told: frozenset[str]) -> Iterable[int]:
    """Return the identities of headings of recommendations with nothing but points below them that are plainly actions.

    Each says who leads it, by when or how it goes. There are several in the document.
    """
    found: dict[int, int] = {}
    heading: int | None = None
    for block in document.blocks:
        if isinstance(block, Passage) and not block.text.strip():
            continue
        if isinstance(block, Table):
            heading = None
        elif block.level is not None or (heading is not None and _ends(block, told)):
            is_one = block.level is not None and not block.sheet and _names_an_item(block, again=False)
            heading = id(block) if is_one else None
        elif heading is not None and _is_marked(block) and taken_apart(block.text).said:
            found[heading] = found.get(heading, 0) + 1
        elif heading is not None and not (_only_says(block) or lead_line(block.text)):
            found.pop(heading, None)
            heading = None
    return found if sum(found.values()) >= _LEAST_POINTS else ()


def _is_marked(text: Passage) -> bool:
    """Tell whether a text is a point of a list by its look."""
    return text.bullet or _POINT.match(text.text) is not None


def _heads_actions(text: Passage) -> bool:
    """Tell whether a text is a heading that means actions: ``Actions``, ``What we will do``."""
    said = text.text.strip().rstrip(":").strip()
    return (
        0 < len(said) < _LONGEST_HEADING
        and not text.bullet
        and same_words(said) in _HEADS_ACTIONS
        and not section_of_item(said)
        and not _ARE_DONE & {*words_of(said)} - ({"taken"} if "be" in words_of(said) else set())
    )


def _lists_actions(table: Table) -> bool:
    if table.columns > _MOST_COLUMNS:
        return False
    return readings(columns_of(table, headed(table)), ())[0].kind is Kind.ACTIONS


# Lists as tables


_Columns = Mapping[tuple[str, int], int]
"""The place of each column, by its field and which one of those with this field it is, from 0."""


def _with_tables(document: Document, blocks: Blocks) -> Document:
    lists = [each for each in blocks if isinstance(each, _List)]
    texts = [text.text for each in lists for text in each.texts]
    names = 2 * sum(map(ends_in_names, texts)) > len(texts)
    rows = {id(each): [_values(action, names=names) for action in each.actions] for each in lists}
    found = [(value.field, value.nth) for its in rows.values() for row in its for value in row]
    columns = {key: at for at, key in enumerate(dict.fromkeys((*((each, 0) for each in fields.OF_LISTS), *found)))}
    return document._replace(
        blocks=tuple(
            _as_table(each, rows[id(each)], columns, document.file) if isinstance(each, _List) else each
            for each in blocks
        )
    )


class _Value(NamedTuple):
    """What a text gives for a field of an action."""

    field: str
    nth: int
    """Whether another text of the action gave it before: 0 if none did."""
    text: str
    by: Passage
    first: bool
    """Whether it is the first value of its text, which counts for the text."""


def _values(action: Iterable[Passage], *, names: bool) -> list[_Value]:
    """Return what the texts of an action give."""
    values: list[_Value] = []
    given: Counter[str] = Counter()
    for text in action:
        apart = taken_apart(text.text, names=names)
        said = [*([Said(fields.ACTION, apart.text)] if apart.text else []), *apart.said]
        values += [_Value(each.field, given[each.field], each.text, text, at == 0) for at, each in enumerate(said)]
        given.update(each.field for each in said)
    return values


def _as_table(its: _List, rows: Iterable[Sequence[_Value]], columns: _Columns, file: str) -> Table:
    first, last = (its.texts[at].where.removeprefix(file).removeprefix(", ") for at in (0, -1))
    where = f"{file}, {first}" if first == last else f"{file}, {first} to {last}"
    cells = [Cell(0, at, field, its.texts[0].where, made=True) for (field, _), at in columns.items()]
    cells += [
        Cell(row, columns[each.field, each.nth], each.text, each.by.where, made=not each.first, whole=each.by.text)
        for row, values in enumerate(rows, 1)
        for each in values
    ]
    return Table(where, tuple(cells), its.texts[0].sheet, headings=(0,), texts=tuple(its.texts))
