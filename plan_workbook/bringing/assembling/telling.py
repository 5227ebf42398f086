"""What a text tells of an item: which it is, its lead, its rating, its progress; or that it is part of the key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import NAMES_AN_ITEM, ONLY_A_HEADING, TextAnswer
from plan_workbook.bringing.assembling.about import Found, value_in
from plan_workbook.bringing.assembling.account import Account
from plan_workbook.bringing.assembling.decided_texts import DecidedTexts
from plan_workbook.bringing.assembling.items import Item, Piece
from plan_workbook.bringing.assembling.key_entries import Entry, is_key_heading, key_in_text
from plan_workbook.bringing.assembling.label_pairs import label_pairs
from plan_workbook.bringing.assembling.labels import PARAGRAPHS, label_of
from plan_workbook.bringing.assembling.lines import rating_line, says_only_none
from plan_workbook.bringing.assembling.made import Made
from plan_workbook.bringing.assembling.mentions import LONGEST_TITLE, Mentions
from plan_workbook.bringing.assembling.progress import as_paragraphs, is_business_as_usual, progress_in, rating_said
from plan_workbook.bringing.assembling.table_grid import Grid
from plan_workbook.bringing.assembling.titles import (
    lead_line,
    of_an_item,
    parts_of_line,
)
from plan_workbook.bringing.assembling.told_below import told_below
from plan_workbook.bringing.assembling.vocabulary import Vocabulary
from plan_workbook.bringing.brought import Place, Reason, Recognised
from plan_workbook.bringing.documents.document import Cell, Document, Passage
from plan_workbook.plan.choices import Status
from plan_workbook.values.text import fold

_LONGEST_RATING_SENTENCE = 100
"""Characters of a sentence that gives the rating of an item."""
NOT_AN_OBJECTIVE = "an objective without an action below it"
NO_PLACE = "a text across the table, for which the register has no place"
A_HEADING, THE_KEY, ONLY_NONE = "a heading", "part of the key to the ratings", "it only says that there are none"


class Telling(Mentions):
    """What texts tell of the items of a plan, and all that was gathered of them so far."""

    def __init__(
        self,
        documents: Sequence[Document],
        vocabulary: Vocabulary,
        *,
        sheets_are_items: bool,
        sheet_titles: Mapping[str, Passage],
        decided: bool,
        texts: DecidedTexts | None = None,
        tables: Iterable[Recognised] = (),
    ) -> None:
        """Begin with nothing; `tables` are those that there are, because tables that are alike decide together."""
        super().__init__(vocabulary, sheets_are_items=sheets_are_items)
        self.account = Account(documents)
        self.sheet_titles = sheet_titles
        """The first texts of sheets that are items, which are their titles in full."""
        self.decided = decided
        """Whether a person has said what the columns are, which is followed to the letter."""
        self.texts = texts or DecidedTexts(None)
        """What a person said of texts."""
        self._grids = {id(table.table): Grid(table, vocabulary, decided=decided) for table in tables}
        self.told = told_below(self._grids.values())
        """The rows of tables that tell of the row above them, by the identity of the table."""
        self.alike: dict[int, object] = {}
        """What the tables with rows have in common that have the same headings, by their numbers."""
        self.revised: set[int] = set()
        """The numbers of the tables with a column for the date that was first agreed, and one for the date now."""
        self.plan: list[Found] = []
        """What a person said that a text says of the plan."""
        self.rows: list[Made] = []
        self.keys: list[list[Entry]] = [[]]
        """What the keys of the documents say, in their order, and at the end that of the document at hand."""
        self.questions: list[str] = []
        self.item_fills: list[tuple[Item, str, Cell]] = []
        self.of_the_plan: set[int] = set()
        """The identities of the cells and passages that say something of the plan as a whole."""
        self.values = label_pairs(documents)
        """What is right of each label outside tables, by the label's identity."""
        counts = Counter(fold(each.text.strip()) for document in documents for each in document.passages())
        self.again = frozenset(text for text, count in counts.items() if count > 1)
        """The texts outside tables, folded, that come more than once."""
        self._given: set[int] = set()
        """The identities of the values that were taken with their labels."""
        self.unheaded: list[tuple[Item, tuple[Passage, ...]]] = []
        """The paragraphs right below headings of items, of which no heading or label says what they are."""
        self.rows_below: TextAnswer | None = None
        """What a person said of the heading above, if what is below it are actions."""
        self._texts: list[Passage] = []
        self._unheaded: list[Passage] = []
        self._told: list[Passage] = []

    def grid(self, table: Recognised) -> Grid:
        """Return a table by its rows."""
        known = self._grids.get(id(table.table))
        return known if known is not None else Grid(table, self.vocabulary, decided=self.decided)

    def said(self, text: str, place: Place, level: int | None = None, *, across: bool = False) -> bool:
        """Take what a text says of an item: which it is, its lead, its rating; False if it says nothing of that."""
        if (answer := self.texts.of(text)) is not None:
            return self.as_decided(text, place, answer, level)
        said = self.item_said(text, level, heading=across or level is not None)
        if said is not None:
            self._close_texts()
            self.context.item = self.mention(said, place)
            self.context.level = level
            self.context.section, self.context.decided, self.context.objective = "", None, None
            self.context.untitled = level is not None and not self.context.item.title
            self.context.below_its_heading = level is not None
            return True
        return self._of_the_item(text, place) or self._of_the_key(text, place)

    def as_decided(self, text: str, place: Place, answer: TextAnswer, level: int | None) -> bool:
        """Take a text for what a person said that it is; False if it tells of an item and nothing says of which."""
        if answer.is_a_row:
            return False
        if answer.decision == NAMES_AN_ITEM:
            self._close_texts()
            names, before = of_an_item(text), self.context.item
            if not names.number and before is not None and not before.title and not self._has_rows(before):
                names = names._replace(number=before.number)  # right below its number is its title
            self.context.item = self.context.named = self.mention(names, place)
            self.context.level = level
            self.context.section, self.context.decided, self.context.objective = "", None, None
            self.context.untitled = level is not None and not self.context.item.title
            return True
        if answer.decision == ONLY_A_HEADING:
            self._close_texts()
            self.account.leave(place, A_HEADING, meant=True, reason=Reason.HEADING)
            return True
        if answer.of_the_plan:
            value = value_in(answer.field, self.texts.value_of(text, answer))
            if value:
                self.plan.append(Found(answer.field, value, place, decided=True))
            else:
                self.texts.lack(answer, place)
            return bool(value)
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

    def _has_rows(self, item: Item) -> bool:
        """Tell whether an action or indicator of an item was told of already."""
        return any(row.item is item for row in self.rows)

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
            for rating in filter(None, map(rating_line, parts_of_line(text)[1:])):
                self.items.give(item, fields.RAG, Piece(rating, (place,)))
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
            self.keys[-1] += entries
            self.account.leave(place, THE_KEY, meant=True)
        return is_key

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
        """Leave texts in one line of the report; each with a label has one of its own, because it is another thing."""
        starts = [at for at, text in enumerate(texts) if at == 0 or label_of(text.text)]
        for start, end in pairwise((*starts, len(texts))):
            self.account.leave_together(
                texts[start:end],
                "a text outside the tables",
                where=texts[start].where,
                text="\n".join(text.text for text in texts[start:end]),
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
