"""What is gathered while documents are gone through: items, actions, indicators, people, the key, and what was left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import NAMES_AN_ITEM, ONLY_A_HEADING
from plan_workbook.bringing.assembling.account import Account
from plan_workbook.bringing.assembling.items import Item, Items, Piece
from plan_workbook.bringing.assembling.label_pairs import label_pairs
from plan_workbook.bringing.assembling.labels import PARAGRAPHS, field_of, section_of_item
from plan_workbook.bringing.assembling.lines import rating_line, says_only_none
from plan_workbook.bringing.assembling.progress import as_paragraphs, is_business_as_usual, progress_in, rating_said
from plan_workbook.bringing.assembling.scales import Entry, is_key_heading, key_in_text
from plan_workbook.bringing.assembling.title_index import TitleIndex
from plan_workbook.bringing.assembling.titles import (
    LIKE,
    SAME,
    Said,
    is_generic,
    lead_line,
    likeness,
    numbered,
    of_an_item,
    with_item_word,
    without_lead,
)
from plan_workbook.bringing.assembling.vocabulary import Vocabulary
from plan_workbook.bringing.brought import Kind, Place, Reason
from plan_workbook.bringing.documents.document import Cell, Document, Passage
from plan_workbook.plan.choices import Status
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

_LABELS = (fields.LEAD, fields.RAG, fields.STATUS, fields.CONFIDENCE)
"""What labels say that have nothing beside them where there is nothing to say."""
_RESETS = frozenset({"overdue", "summary", "appendix", "annex", "appendices", "all", "glossary", "key", "overview"})
_SHORTEST_PARAGRAPH, _SHORTEST_SENTENCE = 60, 25
"""Characters of a text below the heading of an item that may tell of its progress."""
_LONGEST_TITLE, _LONGEST_CAPTION, _LONGEST_RATING_SENTENCE = 1_500, 400, 100
_AT_THE_EDGES = ("header", "footer")
"""What the places of texts begin with that are at the top or bottom of each page."""
A_HEADING, THE_KEY, ONLY_NONE = "a heading", "part of the key to the ratings", "it only says that there are none"


@dataclass(eq=False)
class Made:
    """An action, an indicator or a person, as it becomes known."""

    kind: Kind
    item: Item | None
    values: dict[str, Piece]
    table: int
    """Which table it is in: rows of one table are never the same thing."""
    fills: dict[str, Cell] = field(default_factory=dict)
    """Cells without a text whose fill may be a rating, by field."""
    settled: bool = False
    """Whether nothing around it says which item it belongs to: other rows go before it."""


@dataclass
class Context:
    """What the texts before a table say of it."""

    item: Item | None = None
    level: int | None = None
    headings: list[tuple[int, Passage]] = field(default_factory=list)
    untitled: bool = False
    """Whether the last text was a heading that only says the number of a recommendation."""
    section: str = ""
    """The field of the recommendation that the texts below the last heading belong to."""
    below_its_heading: bool = False
    """Whether only texts have come since the heading that names the recommendation."""


class Gathering:
    """Everything that is gathered from the documents of one plan."""

    def __init__(
        self,
        documents: Sequence[Document],
        vocabulary: Vocabulary,
        *,
        sheets_are_items: bool,
        sheet_titles: Mapping[str, Passage],
        decided: bool,
        texts: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Begin with nothing."""
        self.account = Account(documents)
        self.vocabulary = vocabulary
        self.sheets_are_items = sheets_are_items
        self.sheet_titles = sheet_titles
        """The first texts of sheets that are items, which are their titles in full."""
        self.decided = decided
        """Whether a person has said what the columns are, which is followed to the letter."""
        self._decided_texts = texts
        """What a person said of texts, by the text, folded: the field that it is, that it names an item, or nothing."""
        self.items = Items()
        self._known: TitleIndex[Said] = TitleIndex()
        for said in vocabulary.titles:
            self._known.number(said.number, said)
            self._known.title(said.title, said)
        self.rows: list[Made] = []
        self.key: list[Entry] = []
        self.questions: list[str] = []
        self.item_fills: list[tuple[Item, str, Cell]] = []
        self.context = Context()
        self.of_the_plan: set[int] = set()
        """The identities of the cells and passages that say something of the plan as a whole."""
        self._values = label_pairs(documents)
        self._given: set[int] = set()
        """The identities of the values that were taken with their labels."""
        self.unheaded: list[tuple[Item, tuple[Passage, ...]]] = []
        """The paragraphs right below headings of items, of which no heading or label says what they are."""
        self._texts: list[Passage] = []
        self._unheaded: list[Passage] = []
        self._told: list[Passage] = []

    # Texts

    def passage(self, passage: Passage) -> None:
        """Go through a text between tables."""
        if not passage.text.strip() or id(passage) in self.of_the_plan or id(passage) in self._given:
            return
        value = self._values.get(id(passage))
        if value is not None and id(value) not in self.of_the_plan and self._labelled(passage, value):
            self._given.add(id(value))
            return
        if passage.sheet and value is None and self.context.item is not None and _field_of(passage.text) in _LABELS:
            self.account.leave(passage, "a label without a value", meant=True)
            return
        if passage.where.startswith(_AT_THE_EDGES):
            self.account.leave(passage, "it is at the top or bottom of each page", meant=True)
            return
        if passage.sheet is not None and passage is self.sheet_titles.get(passage.sheet):
            number = of_an_item(passage.sheet).number
            self.context.item = self.mention(Said("", number, passage.text.strip()), passage)
        elif self.said(passage.text, passage, passage.level):
            self._close_texts()
        elif passage.level is not None:
            self._close_texts()
            self._heading(passage)
        elif self.context.untitled and len(passage.text) <= _LONGEST_CAPTION and not is_generic(passage.text):
            self._title(passage)
        elif self.context.section and self.context.item is not None:
            self._told.append(passage)
        else:
            self._text(passage)

    def _labelled(self, label: Passage, value: Passage) -> bool:
        """Take the value that is next to its label; False if the label is not known, or nothing says of which item."""
        field, text = _field_of(label.text), value.text.strip()
        item = self.context.item
        if field == NUMBER:
            self.context.item = self.mention(of_an_item(text), value)
            self.context.untitled = not self.context.item.title
        elif field == fields.TITLE:
            said = of_an_item(text)
            if self.context.untitled and item is not None and not said.number:
                said = said._replace(number=item.number)
            self.context.item = self.mention(said, value)
            self.context.untitled = False
        elif not field or item is None:
            return False
        elif field in PARAGRAPHS:
            self._close_texts()
            self.items.give(item, field, Piece(as_paragraphs(text), (value,)))
        elif field in (fields.STATUS, fields.RAG) and is_business_as_usual(text):
            self.items.give(item, fields.STATUS, Piece(Status.BUSINESS_AS_USUAL.value, (value,)))
        else:
            self.items.give(item, field, Piece(text, (value,)))
        self.account.leave(label, A_HEADING, meant=True)
        return True

    def said(self, text: str, place: Place, level: int | None = None, *, across: bool = False) -> bool:
        """Take what a text says of an item: which it is, its lead, its rating; False if it says nothing of that."""
        if decision := self._decided_texts.get(fold(text)):
            return self._as_decided(text, place, decision, level)
        said = self.item_said(text, level, heading=across or level is not None)
        if said is not None:
            self._close_texts()
            self.context.item = self.mention(said, place)
            self.context.level = level
            self.context.section = ""
            self.context.untitled = level is not None and not self.context.item.title
            self.context.below_its_heading = level is not None
            return True
        return self._of_the_item(text, place) or self._of_the_key(text, place)

    def _as_decided(self, text: str, place: Place, decision: str, level: int | None) -> bool:
        """Take a text for what a person said that it is; False if it tells of an item and nothing says of which."""
        if decision == NAMES_AN_ITEM:
            self._close_texts()
            self.context.item, self.context.level = self.mention(of_an_item(text), place), level
            self.context.section, self.context.untitled = "", level is not None and not self.context.item.title
            return True
        if decision == ONLY_A_HEADING:
            self._close_texts()
            self.account.leave(place, A_HEADING, meant=True, reason=Reason.HEADING)
            return True
        item = self.context.item
        if item is None:
            return False
        label, colon, value = text.partition(":")
        said = value.strip() if colon and field_of(label) else text.strip()
        if decision == fields.PROGRESS:
            self.give_progress(item, said, (place,))
        else:
            self.items.give(item, decision, Piece(as_paragraphs(said) if decision in PARAGRAPHS else said, (place,)))
        return True

    def _of_the_item(self, text: str, place: Place) -> bool:
        """Take the lead or rating of the item that is being told of."""
        if says_only_none(text):
            self.account.leave(place, ONLY_NONE, meant=True)
            return True
        item, lead = self.context.item, lead_line(text)
        if self.context.section and item is not None and not lead:
            return False
        if item is None and lead:
            item = self._led()
        if item is None:
            return False
        if lead:
            self.items.give(item, fields.LEAD, Piece(lead, (place,)))
        elif is_business_as_usual(text):
            self.items.give(item, fields.STATUS, Piece(Status.BUSINESS_AS_USUAL.value, (place,)))
        elif rating_line(text):
            self.items.give(item, fields.RAG, Piece(rating_line(text), (place,)))
        elif len(text) <= _LONGEST_RATING_SENTENCE and rating_said(text):
            before = item.weak.setdefault(fields.RAG, Piece(rating_said(text), (place,)))
            if self._unheaded and isinstance(place, Passage):
                self._unheaded.append(place)
            elif place not in before.places and fold(before.text) == fold(rating_said(text)):
                item.weak[fields.RAG] = Piece(before.text, (*before.places, place))
            self.account.leave(place, "another place gives the rating")
        else:
            return False
        return True

    def _led(self) -> Item | None:
        """Return the item that the heading above a lead names, because it has one; None if it names none."""
        level, heading = self.context.headings[-1] if self.context.headings else (0, None)
        return None if heading is None or not level or is_generic(heading.text) else self._begun(heading)

    def _of_the_key(self, text: str, place: Place) -> bool:
        entries = key_in_text(text, place) if len(text) < _LONGEST_TITLE else []
        if entries or is_key_heading(text):
            self.key += entries
            self.account.leave(place, THE_KEY, meant=True)
            return True
        return False

    def _title(self, passage: Passage) -> None:
        """Take the text right below a heading that only says a number as the title."""
        item = self.context.item
        if item is not None:
            self.mention(Said("", item.number, passage.text.strip()), passage)
        self.context.untitled = False

    def _heading(self, passage: Passage) -> None:
        level = passage.level or 0
        context = self.context
        context.headings = [each for each in context.headings if each[0] < level] + [(level, passage)]
        context.untitled = context.below_its_heading = False
        context.section = section_of_item(passage.text)
        words = set(fold(passage.text).split())
        other = (not is_generic(passage.text) and not context.section) or bool(words & _RESETS)
        if other and (context.level is None or level <= context.level):
            context.item = context.level = None
        self.account.leave(passage, A_HEADING, meant=True, reason=Reason.HEADING)

    def _text(self, passage: Passage) -> None:
        if len(passage.text) < 80 and is_generic(passage.text):
            self.account.leave(passage, A_HEADING, meant=True, reason=Reason.HEADING)
            return
        if self.context.below_its_heading and (self._unheaded or _is_paragraph(passage.text)):
            self._unheaded.append(passage)
            return
        self._texts.append(passage)

    def _close_texts(self) -> None:
        """Leave the texts that came after each other in one line of the report."""
        told, self._told = self._told, []
        item = self.context.item
        if told and item is not None:
            self._give_section(item, told)
        unheaded, self._unheaded = self._unheaded, []
        if unheaded and item is not None:
            self.unheaded.append((item, tuple(unheaded)))
        self._leave_texts(unheaded)
        texts, self._texts = self._texts, []
        self._leave_texts(texts)

    def _leave_texts(self, texts: Sequence[Passage]) -> None:
        if texts:
            self.account.leave_together(
                texts,
                "a text outside the tables",
                where=texts[0].where,
                text="\n".join(text.text for text in texts),
                reason=Reason.OUTSIDE,
            )

    def _give_section(self, item: Item, told: Sequence[Passage]) -> None:
        """Give an item the paragraphs below a heading such as Progress."""
        text = "\n".join(each.text for each in told)
        if self.context.section == fields.PROGRESS:
            self.give_progress(item, text, told)
        else:
            self.items.give(item, self.context.section, Piece(as_paragraphs(text), tuple(told)))

    def give_progress(self, item: Item, text: str, places: Sequence[Place]) -> None:
        """Give an item its progress, and what is in it besides: its lead, its rating, that it is business as usual."""
        progress = progress_in(text)
        self.items.give(item, fields.LEAD, Piece(progress.lead, tuple(places[:1])))
        self.items.give(item, fields.STATUS, Piece(progress.status, tuple(places[:1])))
        if progress.rating:
            item.weak.setdefault(fields.RAG, Piece(progress.rating, tuple(places[-1:])))
        self.items.give(item, fields.PROGRESS, Piece(progress.text, tuple(places)))

    def before_a_table(self) -> None:
        """Note that a table comes next."""
        self._close_texts()
        self.context.section, self.context.untitled = "", False
        self.context.below_its_heading = False

    def belongs(self, named: str) -> None:
        """Note that a person said to which recommendation the next table belongs, by its number or its title."""
        self._close_texts()
        said = of_an_item(named)
        item = self.items.mention(said)
        if said.title:
            item.values.setdefault(fields.TITLE, Piece(said.title, ()))
        self.context.item, self.context.level = item, None

    def begin(self) -> None:
        """Note that another document or sheet begins: nothing that was said so far is about what comes next."""
        self._close_texts()
        self.context = Context()

    # Items

    def item_said(self, text: str, level: int | None = None, *, heading: bool = False) -> Said | None:
        """Return what a text says that names an item; None for others.

        It names one if it begins with the documents' word for an item, or repeats the title of one, or begins with the
        number of one and goes on like its title; or if it is a numbered heading at a level where these are items.
        """
        if len(text) > _LONGEST_TITLE:
            return None
        said = with_item_word(text)
        if said is not None and self.vocabulary.names_an_item(said.word):
            goes_on = said.title[:1].islower() and not heading
            return None if goes_on else self._parted(said)
        by_number = numbered(text)
        if by_number is not None:
            known = self.known(Said("", by_number.number))
            title = self._parted(by_number)
            if known is not None and likeness(known.title, title.title) >= LIKE:
                return title
            if level in self.vocabulary.numbered_levels and title.title and not is_generic(title.title):
                return title
        whole = self._parted(Said("", "", text.strip()))
        known = self.known(whole)
        if known is not None and known.title and likeness(known.title, whole.title) >= SAME:
            return Said("", known.number, whole.title, whole.lead)
        return None

    def known(self, said: Said) -> Said | None:
        """Return the item of the tables of recommendations, or one mentioned before, that is meant."""
        known = self._known.numbered(said.number) if said.number else self._known.titled(said.title, SAME)
        if known is not None:
            return known
        item = self.items.find(said)
        return Said("", item.number, item.title) if item is not None else None

    def _parted(self, said: Said) -> Said:
        title, lead = without_lead(said.title, self.vocabulary.leads, usual=self.vocabulary.leads_in_brackets)
        return said._replace(title=title, lead=lead or said.lead)

    def mention(self, said: Said, numbered_by: Place, titled_by: Place | None = None) -> Item:
        """Return the item that is meant, with its lead taken out of its title."""
        return self.items.mention(self._parted(said), numbered_by, titled_by or numbered_by)

    def item_before(self, sheet: str | None) -> Item | None:
        """Return the item that a table belongs to by what comes before it or by its sheet's name; None if none."""
        if self.context.item is not None:
            return self.context.item
        for _, heading in reversed(self.context.headings):
            said = of_an_item(heading.text)
            if heading.level and (said.number if not said.title else not is_generic(said.title)):
                return self._begun(heading)
        if self.sheets_are_items and sheet:
            said = self._parted(of_an_item(sheet))
            known = self.items.find(said)
            if known is None:
                known = self.items.mention(said)
                known.values.setdefault(fields.TITLE, Piece(said.title, ()))
            self.context.item = known
            return known
        return None

    def _begun(self, heading: Passage) -> Item:
        self.context.item = self.mention(of_an_item(heading.text), heading)
        self.context.level = heading.level
        return self.context.item


def _field_of(label: str) -> str:
    """Return the field that a label names; an item's word alone names its title, or its number if that is below it."""
    plain = label.strip().rstrip(":").strip()
    said = with_item_word(f"{plain} 1")
    return NUMBER if fold(plain).endswith((" no", " no.", " number", " ref")) and said is not None else field_of(plain)


def _is_paragraph(text: str) -> bool:
    """Tell whether a text is long enough to tell something, or a sentence."""
    text = text.strip()
    return len(text) >= _SHORTEST_PARAGRAPH or (len(text) >= _SHORTEST_SENTENCE and text.endswith("."))
