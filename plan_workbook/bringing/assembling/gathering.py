"""What is gathered while documents are gone through: items, actions, indicators, people, the key, and what was left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import NAMES_AN_ITEM, ONLY_A_HEADING, TextAnswer
from plan_workbook.bringing.assembling.about import Found, value_in
from plan_workbook.bringing.assembling.account import Account
from plan_workbook.bringing.assembling.decided_texts import DecidedTexts
from plan_workbook.bringing.assembling.items import Item, Piece
from plan_workbook.bringing.assembling.label_pairs import field_of_label, label_pairs
from plan_workbook.bringing.assembling.labels import PARAGRAPHS, section_of_item
from plan_workbook.bringing.assembling.lines import rating_line, says_only_none
from plan_workbook.bringing.assembling.made import Context, Made
from plan_workbook.bringing.assembling.mentions import LONGEST_TITLE, Mentions
from plan_workbook.bringing.assembling.progress import as_paragraphs, is_business_as_usual, progress_in, rating_said
from plan_workbook.bringing.assembling.scales import Entry, is_key_heading, key_in_text
from plan_workbook.bringing.assembling.titles import (
    Said,
    is_generic,
    lead_line,
    of_an_item,
)
from plan_workbook.bringing.assembling.vocabulary import Vocabulary
from plan_workbook.bringing.brought import Place, Reason
from plan_workbook.bringing.documents.document import Cell, Document, Passage
from plan_workbook.plan.choices import Status
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

_BELOW_ALL = 10
"""The level of a text that only a person says is a heading."""
_LABELS = (fields.LEAD, fields.RAG, fields.STATUS, fields.CONFIDENCE)
"""What labels say that have nothing beside them where there is nothing to say."""
_RESETS = frozenset({"overdue", "summary", "appendix", "annex", "appendices", "all", "glossary", "key", "overview"})
_SHORTEST_PARAGRAPH, _SHORTEST_SENTENCE = 60, 25
"""Characters of a text below the heading of an item that may tell of its progress."""
_LONGEST_CAPTION, _LONGEST_RATING_SENTENCE = 400, 100
_AT_THE_EDGES = ("header", "footer")
"""What the places of texts begin with that are at the top or bottom of each page."""
A_HEADING, THE_KEY, ONLY_NONE = "a heading", "part of the key to the ratings", "it only says that there are none"


class Gathering(Mentions):
    """Everything that is gathered from the documents of one plan."""

    def __init__(
        self,
        documents: Sequence[Document],
        vocabulary: Vocabulary,
        *,
        sheets_are_items: bool,
        sheet_titles: Mapping[str, Passage],
        decided: bool,
        texts: DecidedTexts | None = None,
    ) -> None:
        """Begin with nothing."""
        super().__init__(vocabulary, sheets_are_items=sheets_are_items)
        self.account = Account(documents)
        self.sheet_titles = sheet_titles
        """The first texts of sheets that are items, which are their titles in full."""
        self.decided = decided
        """Whether a person has said what the columns are, which is followed to the letter."""
        self.texts = texts or DecidedTexts(None)
        """What a person said of texts."""
        self.plan: list[Found] = []
        """What a person said that a text says of the plan."""
        self.rows: list[Made] = []
        self.key: list[Entry] = []
        self.questions: list[str] = []
        self.item_fills: list[tuple[Item, str, Cell]] = []
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
        if self._is_decided(passage):
            return
        value = self._values.get(id(passage))
        if value is not None and id(value) not in self.of_the_plan and self._labelled(passage, value):
            self._given.add(id(value))
            return
        if (
            passage.sheet
            and value is None
            and self.context.item is not None
            and field_of_label(passage.text) in _LABELS
        ):
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
        elif passage.level is not None and not self._may_be_its_title(passage):
            self._close_texts()
            self._heading(passage)
        elif self.context.untitled and len(passage.text) <= _LONGEST_CAPTION and not is_generic(passage.text):
            self._title(passage)
        elif self.context.section and self.context.item is not None:
            self._told.append(passage)
        else:
            self._text(passage)

    def _is_decided(self, passage: Passage) -> bool:
        """Take a text that a person said something of, or that is below a heading of which they did."""
        if (below := self.texts.below(passage.text, passage.level)) is not None:
            self._close_texts()
            self._heading(passage, below)
            return True
        if (answer := self.texts.of(passage.text)) is not None:
            value = self._values.get(id(passage)) if answer.field else None
            if value is None:
                return self._as_decided(passage.text, passage, answer, passage.level)
            if not self._as_decided(value.text, value, answer, value.level):
                return False
            self._given.add(id(value))
            self.account.leave(passage, A_HEADING, meant=True)
            return True
        section = self.context.decided
        if section is None or passage.level is not None or not section.of_the_plan:
            return False
        self.plan.append(Found(section.field, passage.text, passage, decided=True))
        self.texts.take_below(section, (passage,))
        return True

    def _labelled(self, label: Passage, value: Passage) -> bool:
        """Take the value that is next to its label; False if the label is not known, or nothing says of which item."""
        field, text = field_of_label(label.text), value.text.strip()
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
        if (answer := self.texts.of(text)) is not None:
            return self._as_decided(text, place, answer, level)
        said = self.item_said(text, level, heading=across or level is not None)
        if said is not None:
            self._close_texts()
            self.context.item = self.mention(said, place)
            self.context.level = level
            self.context.section, self.context.decided = "", None
            self.context.untitled = level is not None and not self.context.item.title
            self.context.below_its_heading = level is not None
            return True
        return self._of_the_item(text, place) or self._of_the_key(text, place)

    def _as_decided(self, text: str, place: Place, answer: TextAnswer, level: int | None) -> bool:
        """Take a text for what a person said that it is; False if it tells of an item and nothing says of which."""
        if answer.decision == NAMES_AN_ITEM:
            self._close_texts()
            self.context.item, self.context.level = self.mention(of_an_item(text), place), level
            self.context.section, self.context.decided = "", None
            self.context.untitled = level is not None and not self.context.item.title
            return True
        if answer.decision == ONLY_A_HEADING:
            self._close_texts()
            self.account.leave(place, A_HEADING, meant=True, reason=Reason.HEADING)
            return True
        if answer.of_the_plan:
            self.plan.append(
                Found(answer.field, value_in(answer.field, self.texts.value_of(text, answer)), place, decided=True)
            )
            return True
        item = self.context.item
        if item is None:
            self.texts.lose(answer, place)
            return False
        said = self.texts.value_of(text, answer)
        if answer.field == self.context.section and isinstance(place, Passage):
            self._told.append(place)
        elif answer.field == fields.PROGRESS:
            self.give_progress(item, said, (place,), decided=True)
        elif answer.field in PARAGRAPHS:
            self.items.decide(item, answer.field, Piece(as_paragraphs(said), (place,)))
        elif answer.field in (fields.STATUS, fields.RAG) and is_business_as_usual(said):
            self.items.decide(item, fields.STATUS, Piece(Status.BUSINESS_AS_USUAL.value, (place,)))
        elif answer.field == fields.RAG:
            self.items.decide(item, fields.RAG, Piece(rating_line(text) or rating_said(text) or said, (place,)))
        else:
            self.items.decide(item, answer.field, Piece(lead_line(text) or said, (place,)))
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
            item = self.led()
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

    def _of_the_key(self, text: str, place: Place) -> bool:
        entries = key_in_text(text, place) if len(text) < LONGEST_TITLE else []
        is_key = bool(entries) or is_key_heading(text)
        if is_key:
            self.key += entries
            self.account.leave(place, THE_KEY, meant=True)
        return is_key

    def _title(self, passage: Passage) -> None:
        """Take the text right below a heading that only says a number as the title."""
        item = self.context.item
        if item is not None:
            self.mention(Said("", item.number, passage.text.strip()), passage)
        self.context.untitled = False

    def _may_be_its_title(self, passage: Passage) -> bool:
        """Tell whether a heading right below one that only says a number is the title that goes with it."""
        part = fold(passage.text) in self.vocabulary.repeated or section_of_item(passage.text)
        return self.context.untitled and not part and not is_generic(passage.text)

    def _heading(self, passage: Passage, below: TextAnswer | None = None) -> None:
        """Take a heading; `below` is what a person said of the texts below it."""
        level = passage.level or (0 if below is None else _BELOW_ALL)
        context = self.context
        context.headings = [each for each in context.headings if each[0] < level] + [(level, passage)]
        context.untitled = context.below_its_heading = False
        context.decided = below
        context.section = section_of_item(passage.text) if below is None else "" if below.of_the_plan else below.field
        words = set(fold(passage.text).split())
        other = (not is_generic(passage.text) and not context.section) or bool(words & _RESETS)
        if below is not None and not below.of_the_plan:
            other = False
            if context.item is None:
                self.texts.lose(below, passage)
        part = context.level is None and fold(passage.text) in self.vocabulary.repeated  # of each item
        if other and not part and (context.level is None or level <= context.level):
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
        decided = self.context.decided
        self.texts.take_below(decided, told)
        if self.context.section == fields.PROGRESS:
            self.give_progress(item, text, told, decided=decided is not None)
        elif decided is not None:
            self.items.decide(item, self.context.section, Piece(as_paragraphs(text), tuple(told)))
        else:
            self.items.give(item, self.context.section, Piece(as_paragraphs(text), tuple(told)))

    def give_progress(self, item: Item, text: str, places: Sequence[Place], *, decided: bool = False) -> None:
        """Give an item its progress, and what is in it besides: its lead, its rating, that it is business as usual.

        `decided` says whether a person said that it is its progress, so that it is added to what there is.
        """
        progress = progress_in(text)
        self.items.give(item, fields.LEAD, Piece(progress.lead, tuple(places[:1])))
        self.items.give(item, fields.STATUS, Piece(progress.status, tuple(places[:1])))
        if progress.rating:
            item.weak.setdefault(fields.RAG, Piece(progress.rating, tuple(places[-1:])))
        give = self.items.decide if decided else self.items.give
        give(item, fields.PROGRESS, Piece(progress.text, tuple(places)))

    def before_a_table(self) -> None:
        """Note that a table comes next."""
        self._close_texts()
        self.context.section, self.context.untitled, self.context.decided = "", False, None
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


def _is_paragraph(text: str) -> bool:
    """Tell whether a text is long enough to tell something, or a sentence."""
    text = text.strip()
    return len(text) >= _SHORTEST_PARAGRAPH or (len(text) >= _SHORTEST_SENTENCE and text.endswith("."))
