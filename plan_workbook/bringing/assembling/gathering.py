"""What is gathered while documents are gone through: items, actions, indicators, people, the key, and what was left."""

from __future__ import annotations

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import TextAnswer
from plan_workbook.bringing.assembling.about import Found
from plan_workbook.bringing.assembling.captions import as_part
from plan_workbook.bringing.assembling.items import Piece
from plan_workbook.bringing.assembling.key_entries import is_key_heading
from plan_workbook.bringing.assembling.label_pairs import field_of_label
from plan_workbook.bringing.assembling.labels import PARAGRAPHS, section_of_item
from plan_workbook.bringing.assembling.lines import gives_objective, objective_in
from plan_workbook.bringing.assembling.made import Context
from plan_workbook.bringing.assembling.progress import as_paragraphs, is_business_as_usual
from plan_workbook.bringing.assembling.telling import A_HEADING, NOT_AN_OBJECTIVE, Telling
from plan_workbook.bringing.assembling.titles import (
    Said,
    is_generic,
    is_item_word,
    of_an_item,
)
from plan_workbook.bringing.brought import Reason
from plan_workbook.bringing.documents.document import Passage
from plan_workbook.plan.choices import Status
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

_BELOW_ALL = 10
"""The level of a text that only a person says is a heading."""
_LABELS = (fields.LEAD, fields.RAG, fields.STATUS, fields.CONFIDENCE)
"""What labels say that have nothing beside them where there is nothing to say."""
_RESETS = frozenset({"overdue", "summary", "appendix", "annex", "appendices", "all", "glossary", "overview"})
_SHORTEST_PARAGRAPH, _SHORTEST_SENTENCE = 60, 25
"""Characters of a text below the heading of an item that may tell of its progress."""
_WORDS_OF_HEADING = 4
"""Of a short text right above a table, at most."""
_WORDS_OF_CAPTION = 8
"""Of a text right above tables of several items, at most."""
_LONGEST_CAPTION = 400
"""Characters of a title below a heading that only says a number."""
_AT_THE_EDGES = ("header", "footer")
"""What the places of texts begin with that are at the top or bottom of each page."""


class Gathering(Telling):
    """Everything that is gathered from the documents of one plan."""

    def passage(self, passage: Passage) -> None:
        """Go through a text between tables."""
        if not passage.text.strip() or id(passage) in self.of_the_plan or id(passage) in self._given:
            return
        if self._is_decided(passage):
            return
        value = self.values.get(id(passage))
        if value is not None and id(value) not in self.of_the_plan:
            if self.texts.of(value.text) is not None:  # what a person says of it is followed when it comes
                self.account.leave(passage, A_HEADING, meant=True)
                return
            if self._labelled(passage, value):
                self._given.add(id(value))
                return
            if self.context.untitled:  # neither a label nor its value is the title of what has a number so far
                self._given.add(id(value))
                self._text(passage)
                self._text(value)
                return
        if (
            passage.sheet
            and value is None
            and self.context.item is not None
            and ":" not in passage.text.strip().rstrip(":")
            and field_of_label(passage.text) in _LABELS
        ):
            self.account.leave(passage, "a label without a value", meant=True)
            return
        if passage.where.startswith(_AT_THE_EDGES):
            self.account.leave(passage, "it is at the top or bottom of each page", meant=True)
            return
        if passage.sheet is not None and passage is self.sheet_titles.get(passage.sheet):
            number, own = of_an_item(passage.sheet).number, of_an_item(passage.text)
            said = own if own.number and number in ("", own.number) else Said("", number, passage.text.strip())
            self.context.item = self.mention(said, passage)
        elif self.said(passage.text, passage, passage.level) or self._is_objective(passage):
            self._close_texts()
        elif passage.level is not None and not self._may_be_its_title(passage):
            self._close_texts()
            self._heading(passage)
        elif self.context.untitled and len(passage.text) <= _LONGEST_CAPTION and not is_generic(passage.text):
            self._title(passage)
        elif passage.sheet and self.context.item is not None and section_of_item(passage.text):
            self._close_texts()  # sheets have no headings by their looks
            self.context.section = section_of_item(passage.text)
            self.account.leave(passage, A_HEADING, meant=True, reason=Reason.HEADING)
        elif self.context.section and self.context.item is not None:
            if passage.sheet and is_generic(passage.text):  # the heading of what comes next
                self._close_texts()
                self.context.section = ""
                self.account.leave(passage, A_HEADING, meant=True, reason=Reason.HEADING)
            else:
                self._told.append(passage)
        else:
            self._text(passage)

    def _is_decided(self, passage: Passage) -> bool:
        """Take a text that a person said something of, or that is below a heading of which they did."""
        below = self.texts.below(passage.text, passage.level)
        if below is not None or passage.level is not None:
            self.rows_below = below if below is not None and below.is_a_row else None
        if below is not None and not below.is_a_row:
            self._close_texts()
            self._heading(passage, below)
            return True
        if (answer := self.texts.of(passage.text)) is not None:
            value = self.values.get(id(passage)) if answer.field else None
            if value is None:
                return self.as_decided(passage.text, passage, answer, passage.level)
            if not self.as_decided(value.text, value, answer, value.level):
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

    def _is_objective(self, passage: Passage) -> bool:
        """Take a line with an objective, ``Objective 1.2: Help is timely``, for that of the actions below it."""
        objective = objective_in(passage.text)
        if not objective or (self.context.item is None and not self._telling_headings()):
            return False
        self.context.objective = Piece(objective, (passage,))
        self.account.leave(passage, NOT_AN_OBJECTIVE)
        return True

    def _labelled(self, label: Passage, value: Passage) -> bool:
        """Take the value that is next to its label; False if the label is not known, or nothing says of which item."""
        field, text = field_of_label(label.text), value.text.strip()
        item = self.context.item
        is_title = field == fields.TITLE or (self.context.untitled and is_item_word(label.text))
        if not field and not is_title and item is not None and gives_objective(label.text, text):
            self.context.objective = Piece(text, (value,))
            self.account.leave(value, NOT_AN_OBJECTIVE)
            self.account.leave(label, A_HEADING, meant=True)
            return True
        if field == NUMBER:
            self._close_texts()
            self.context.item = self.mention(of_an_item(text), value)
            self.context.untitled = not self.context.item.title
        elif is_title:
            said = of_an_item(text)
            if self.context.untitled and item is not None and not said.number:
                said = said._replace(number=item.number)
            self.context.item = self.mention(said, value)
            self.context.untitled = False
        elif is_item_word(label.text) and (said := of_an_item(text)).number and said.title:
            self.context.item = self.mention(said, value)  # ``Goal | 2. Homes for children``
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

    def _title(self, passage: Passage) -> None:
        """Take the text right below a heading that only says a number as the title."""
        item = self.context.item
        if item is not None:
            self.mention(Said("", item.number, passage.text.strip()), passage)
        self.context.untitled = False

    def _may_be_its_title(self, passage: Passage) -> bool:
        """Tell whether a heading right below one that only says a number is the title that goes with it."""
        part = as_part(passage.text) in self.vocabulary.repeated or section_of_item(passage.text)
        return self.context.untitled and not part and not is_generic(passage.text)

    def _heading(self, passage: Passage, below: TextAnswer | None = None) -> None:
        """Take a heading; `below` is what a person said of the texts below it."""
        level = passage.level or (0 if below is None else _BELOW_ALL)
        context = self.context
        context.headings = [each for each in context.headings if each[0] < level] + [(level, passage)]
        context.untitled = context.below_its_heading = False
        context.decided = below
        again = as_part(passage.text) in self.vocabulary.repeated  # of each item
        if not (again or is_generic(passage.text)):
            context.objective = None
        context.section = section_of_item(passage.text) if below is None else "" if below.of_the_plan else below.field
        resets = bool(_RESETS & {*fold(passage.text).split()}) or is_key_heading(passage.text)
        other = not context.section and (not is_generic(passage.text) or resets)
        if below is not None and not below.of_the_plan:
            other = False
            if context.item is None:
                self.texts.lose(below, passage)
        below_item = context.level is None or level >= context.level
        if other and not (below_item and again) and (context.level is None or level <= context.level):
            context.item = context.level = None
        self.account.leave(passage, A_HEADING, meant=True, reason=Reason.HEADING)

    def _text(self, passage: Passage) -> None:
        is_value = not any(map(str.isalpha, passage.text))  # a date or a figure heads nothing
        if len(passage.text) < 80 and is_generic(passage.text) and not is_value:
            self.account.leave(passage, A_HEADING, meant=True, reason=Reason.HEADING)
            return
        if self.context.below_its_heading and (self._unheaded or _is_paragraph(passage.text)):
            self._unheaded.append(passage)
            return
        self._texts.append(passage)

    def before_a_table(self) -> None:
        """Note that a table comes next."""
        if self._told and self._heads_each_table(self._told[-1]):
            self.account.leave(self._told.pop(), A_HEADING, meant=True, reason=Reason.HEADING)
        elif len(self._told) > 1 and _may_head_a_table(self._told[-1]):
            self.account.leave(self._told.pop(), "a text right above a table")
        self._close_texts()
        self.context.section, self.context.untitled, self.context.decided = "", False, None
        self.context.below_its_heading = False

    def _heads_each_table(self, passage: Passage) -> bool:
        """Tell whether a short text comes again below other items, like a heading: `How we measure it`."""
        text = passage.text.strip()
        is_short = len(text.split()) <= _WORDS_OF_CAPTION and not text.endswith((".", "!", "?"))
        return is_short and not passage.bullet and fold(text) in self.again

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
        self.rows_below = None


def _may_head_a_table(passage: Passage) -> bool:
    """Tell whether a text that does not look like a heading may be that of the table below it."""
    text = passage.text.strip()
    return not passage.bullet and len(text.split()) <= _WORDS_OF_HEADING and not text.endswith((".", "!", "?"))


def _is_paragraph(text: str) -> bool:
    """Tell whether a text is long enough to tell something, or a sentence."""
    text = text.strip()
    return len(text) >= _SHORTEST_PARAGRAPH or (len(text) >= _SHORTEST_SENTENCE and text.endswith("."))
