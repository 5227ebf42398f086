"""Which recommendation a text or a table is about: by what it says, by the heading before it, by its sheet's name."""

from __future__ import annotations

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.captions import as_part
from plan_workbook.bringing.assembling.items import Item, Items, Piece
from plan_workbook.bringing.assembling.key_entries import is_key_heading
from plan_workbook.bringing.assembling.made import Context
from plan_workbook.bringing.assembling.title_index import TitleIndex
from plan_workbook.bringing.assembling.titles import (
    LIKE,
    SAME,
    Said,
    is_generic,
    likeness,
    numbered,
    of_an_item,
    with_item_word,
    without_lead,
)
from plan_workbook.bringing.assembling.vocabulary import Vocabulary
from plan_workbook.bringing.brought import Place
from plan_workbook.bringing.documents.document import Passage
from plan_workbook.values.text import fold

LONGEST_TITLE = 1_500
"""Characters of a text that may name a recommendation."""


class Mentions:
    """The recommendations that were mentioned so far, and the one that is being told of."""

    def __init__(self, vocabulary: Vocabulary, *, sheets_are_items: bool) -> None:
        """Begin with none."""
        self.vocabulary = vocabulary
        self.sheets_are_items = sheets_are_items
        self.items = Items()
        self.context = Context()
        self._known: TitleIndex[Said] = TitleIndex()
        for said in vocabulary.titles:
            self._known.number(said.number, said)
            self._known.title(said.title, said)

    def item_said(self, text: str, level: int | None = None, *, heading: bool = False) -> Said | None:
        """Return what a text says that names an item; None for others.

        It names one if it begins with the documents' word for an item, or repeats the title of one, or begins with the
        number of one and goes on like its title; or if it is a numbered heading at a level where these are items.
        """
        if len(text) > LONGEST_TITLE:
            return None
        said = with_item_word(text)
        if said is not None and self.vocabulary.names_an_item(said.word):
            goes_on = said.title[:1].islower() and not heading
            return None if goes_on else self._parted(said)
        if fold(text) in self.vocabulary.captions:
            return self._parted(of_an_item(text))
        by_number = numbered(text)
        if by_number is not None:
            known = self.known(Said("", by_number.number))
            title = self._parted(by_number)
            if known is not None and likeness(known.title, title.title) >= LIKE:
                return title
            of_items = level in self.vocabulary.numbered_levels and fold(text) not in self.vocabulary.sections
            of_items = of_items and (not is_generic(title.title) or fold(text) in self.vocabulary.counted)
            if of_items and title.title:
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
        """Return the item that is meant, with its lead taken out of its title.

        A title without a number below one without a title, a line ``Priority | 2``, is that of the same item.
        """
        above = self.context.item
        if said.title and not said.number and above is not None and above.number and not above.title:
            said = said._replace(number=above.number)
        return self.items.mention(self._parted(said), numbered_by, titled_by or numbered_by)

    def item_before(self, sheet: str | None) -> Item | None:
        """Return the item that a table belongs to by what comes before it or by its sheet's name; None if none."""
        if self.context.item is not None:
            return self.context.item
        for heading in self._telling_headings():
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

    def _telling_headings(self) -> list[Passage]:
        """Return the headings above what comes next, the nearest first; those that come again only if all do."""
        headings = [heading for _, heading in reversed(self.context.headings) if not is_key_heading(heading.text)]
        once = [each for each in headings if as_part(each.text) not in self.vocabulary.repeated]
        return once if any(each.level and not is_generic(each.text) for each in once) else headings

    def _begun(self, heading: Passage) -> Item:
        self.context.item = self.mention(of_an_item(heading.text), heading)
        self.context.level = heading.level
        return self.context.item

    def led(self) -> Item | None:
        """Return the item that the heading above a lead names, because it has one; None if it names none."""
        level, heading = self.context.headings[-1] if self.context.headings else (0, None)
        return None if heading is None or not level or is_generic(heading.text) else self._begun(heading)
