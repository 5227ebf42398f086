"""Goes through the rows of a table: which items, actions and indicators they tell of, and what goes across them."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.item_rows import ItemRows
from plan_workbook.bringing.assembling.items import Item, Piece
from plan_workbook.bringing.assembling.lines import is_a_legend, is_nothing, says_only_none
from plan_workbook.bringing.assembling.made import Made
from plan_workbook.bringing.assembling.register_text import printed
from plan_workbook.bringing.assembling.table_grid import FieldOf
from plan_workbook.bringing.assembling.telling import NO_PLACE, NOT_AN_OBJECTIVE, ONLY_NONE, THE_KEY
from plan_workbook.bringing.assembling.titles import Said, of_an_item, same_number
from plan_workbook.bringing.assembling.told_of_items import give_what_was_told
from plan_workbook.bringing.brought import Kind, Reason
from plan_workbook.bringing.documents.document import Cell
from plan_workbook.bringing.recognising.totals import is_a_total
from plan_workbook.bringing.recognising.wording import period_of
from plan_workbook.layout import Kind as Holds
from plan_workbook.reading.periods import months_of
from plan_workbook.register import NUMBER
from plan_workbook.values.text import counted, fold, says_no_value

_LONGEST_NUMBER = 24
"""Characters of the number of an item: ``2023-011``, ``OFSTED/4``."""
_WORDS_OF_REMARK = 4
_MONTHS_OF_A_YEAR = 12
_OF_THE_ROW_ABOVE = "the label of what is told of the row above"
_BOTH_DATES = {(Kind.ACTIONS, fields.COMPLETION_DATE), (Kind.ACTIONS, fields.ORIGINAL_COMPLETION_DATE)}
_WORDS = (Holds.TEXT, Holds.LONG_TEXT)


class Rows(ItemRows):
    """The rows of one table, gone through in their order."""

    def go_through(self) -> None:
        """Take everything from the table that it tells."""
        self._gathering.alike[self._number] = self._grid.alike
        if {*self._grid.columns} >= _BOTH_DATES:
            self._gathering.revised.add(self._number)
        if self._objective is not None:
            self._grid.has_its_objective_above()
        first = min(self._table.headings, default=0)
        rows = range(self._table.table.rows)
        unsaid = [cell for row in rows if row < first for cell in self._above(row)]
        self._decide_across([row for row in rows if row >= first and row not in self._table.headings])
        for at, cell in enumerate(unsaid):
            self._title(cell, first=at == 0)
        for row in (each for each in rows if each >= first):
            if row in self._table.headings:
                self._heading(row)
            elif own := self._grid.own(row):
                across = self._grid.across(row, own)
                if is_a_total([cell.text for cell in own]):
                    for cell in own:
                        self._account.leave(cell, "a total", meant=True)
                elif is_a_legend([cell.text for cell in own]):
                    for cell in own:
                        self._account.leave(cell, THE_KEY, meant=True)
                elif row in self._tops:
                    self._begins(self._tops[row], own)
                elif row in self._told.labelled:
                    label, text = own
                    self._account.leave(label, _OF_THE_ROW_ABOVE, meant=True, reason=Reason.HEADING)
                    if not self._is_decided(label, text):
                        self._add_below(text, label.text)
                elif across is not None and row in self._told.across:
                    self._add_below(across)
                elif across is not None:
                    self._goes_across(across, row)
                elif not self._tells_of_what_is_below(own):
                    self._row(row)
        if coloured := self._grid.coloured_rows:
            self._gathering.questions.append(
                f"No column has ratings: the colours of {counted(len(coloured), 'cell')} were taken for them, the "
                f"first at {next(iter(coloured.values())).where}."
            )
        give_what_was_told(self._gathering, self._said, self._grid)
        if self._table.kind is Kind.RECOMMENDATIONS and len(self._items) == 1:  # a box over what belongs to it
            self._gathering.context.item, self._gathering.context.level = self._item, None

    def _is_decided(self, label: Cell, text: Cell) -> bool:
        """Take a text next to a label for what a person said that those are; False if nothing was said."""
        said = self._gathering.texts.below(label.text, None)
        self._gathering.context.item = self._item or self._gathering.context.item
        return said is not None and self._gathering.as_decided(text.text, text, said, None)

    # Ordinary rows

    def _row(self, row: int) -> None:
        cells, unknown = self._grid.cells(row)
        for cell in unknown:
            why, meant = (ONLY_NONE, True) if says_only_none(cell.text) else self._grid.why_unknown(cell)
            self._account.leave(cell, why, meant=meant, reason=Reason.OTHER if meant else Reason.COLUMN)
        self._take_item(row, cells)
        for cell in cells.pop((Kind.ACTIONS, fields.OBJECTIVE), ()) if self._grid.only_of_items else ():
            self._gathering.context.objective = Piece(cell.text.strip(), (cell,))
            self._account.leave(cell, NOT_AN_OBJECTIVE)
        for kind in self._grid.kinds:
            self._take(kind, {field: each for (of, field), each in cells.items() if of is kind})

    def _take_item(self, row: int, cells: dict[FieldOf, list[Cell]]) -> None:
        """Take which item a row is about, and what it tells of it."""
        own = {field: each for (kind, field), each in cells.items() if kind is Kind.RECOMMENDATIONS}
        if self._grid.has_items:
            self._item = self._named(own) or self._item
        if self._item is None and self._grid.kinds != [Kind.PEOPLE]:
            self._item = self._gathering.item_before(self._table.table.sheet)
        for field, each in own.items():
            if field in (NUMBER, fields.TITLE):
                continue
            for cell in each:
                if self._item is not None and (
                    cell.text.strip() or (field in (fields.RAG, fields.CONFIDENCE) and cell.fill)
                ):
                    told = self._said.setdefault(self._item, {}).setdefault(field, [])
                    if not any(cell is other for other in told):
                        told.append(cell)
                elif self._item is None:
                    self._account.leave(cell, "it belongs to no recommendation")

    def _named(self, own: dict[str, list[Cell]]) -> Item | None:
        """Return the item that the cells of a row name; None if they are blank."""
        numbers = [cell for cell in own.get(NUMBER, ()) if not is_nothing(cell.text)]
        titles = [cell for cell in own.get(fields.TITLE, ()) if not is_nothing(cell.text)]
        if numbers and not titles and self._is_a_remark(numbers[0]):
            self._account.leave(numbers[0], NO_PLACE)
            return None
        if not numbers and not titles:
            return None
        key = tuple(id(cell) for cell in (*numbers, *titles))
        if key not in self._items:
            self._items[key] = self._mentioned(numbers, titles)
            if self._items[key] is not self._item:
                self._objective = None
        return self._items[key]

    def _is_a_remark(self, cell: Cell) -> bool:
        """Tell whether a text where others have the number of their item is a remark: several words, alone in a row."""
        alone = len(self._grid.own(cell.row)) == 1 and (Kind.RECOMMENDATIONS, fields.TITLE) in self._grid.columns
        return alone and len(cell.text.split()) >= _WORDS_OF_REMARK and not of_an_item(cell.text).number

    def _mentioned(self, numbers: Sequence[Cell], titles: Sequence[Cell]) -> Item:
        number = numbers[0] if numbers else titles[0]
        said = of_an_item(printed(number, Holds.ITEM_NUMBER))
        if numbers and not said.number and len(number.text.split()) == 1 and len(number.text) <= _LONGEST_NUMBER:
            said = Said(number=number.text.strip())
        if not titles or not numbers:
            for cell in (*numbers[1:], *titles[1:]):
                self._account.leave(cell, "another cell says which recommendation it is")
            return self._gathering.mention(said, number)
        title = of_an_item(titles[0].text)
        if not title.number or not said.number or not same_number(title.number, said.number):
            title = Said("", "", titles[0].text.strip())
        if said.title and not said.number:
            said = Said("", title.number, said.title)
        return self._gathering.mention(Said(said.word, said.number, title.title or said.title), number, titles[0])

    def _take(self, kind: Kind, own: dict[str, list[Cell]]) -> None:
        """Take an action, an indicator or a person; a row without a text of its own adds to the one before."""
        main = [cell for cell in own.get(fields.MAIN[kind], ()) if cell.text.strip()]
        last = self._last.get(kind)
        told = [cell for cells in own.values() for cell in cells if not is_nothing(cell.text)]
        if main and len(told) == len(main) and says_only_none(main[0].text):
            for cells in own.values():
                for cell in cells:
                    self._account.leave(cell, ONLY_NONE, meant=True)
            return
        new = [cell for cell in told if last is None or not _has(last, cell)]
        if not new:
            return
        if last is not None and self._goes_on(kind, last, main, own, new):
            self._add(last, own)
            return
        made = Made(kind, self._item, {}, self._number)
        self._add(made, own)
        if kind is Kind.ACTIONS and self._objective is not None and fields.OBJECTIVE not in made.values:
            made.values[fields.OBJECTIVE] = self._objective
        if kind is Kind.ACTIONS and fields.REF not in made.values:
            ref = self._grid.ref_of_the_card(new[0].row)
            made.values |= {fields.REF: ref} if ref is not None else {}
        if kind is Kind.ACTIONS and main and (coloured := self._grid.coloured_rows.get(main[0].row)) is not None:
            made.fills.setdefault(fields.RAG, coloured)
        if kind is Kind.INDICATORS and fields.PERIOD not in made.values and (period := self._longer_period(made)):
            made.values[fields.PERIOD] = Piece(period, ())
        self._last[kind] = made
        self._gathering.rows.append(made)

    def _longer_period(self, made: Made) -> str:
        """Return the quarter, half or months that the heading of an actual names; empty if it is of another period.

        Such a figure stays until the next one has ended, which only its Period can say. A year may not have ended yet.
        """
        actual = made.values.get(fields.ACTUAL)
        if actual is None or says_no_value(actual.text) or not isinstance(actual.places[0], Cell):
            return ""
        named = period_of(self._table.columns[actual.places[0].column].heading)
        return named.printed if named is not None and 1 < months_of(named.text) < _MONTHS_OF_A_YEAR else ""

    def _goes_on(
        self, kind: Kind, last: Made, main: Sequence[Cell], own: dict[str, list[Cell]], new: Sequence[Cell]
    ) -> bool:
        """Tell whether a row tells more of the action or indicator before: its text is the same cell, or blank."""
        if last.item is not self._item or last.table != self._number:
            return False
        ids = [cell for cell in own.get(fields.IDS.get(kind, ""), ()) if not is_nothing(cell.text)]
        if main:
            same = any(
                cell is place for cell in main for place in last.values.get(fields.MAIN[kind], Piece("", ())).places
            )
            return same and all(_has(last, cell) for cell in ids)
        words = [fields.HOLDS[kind].get(field) for field, cells in own.items() if any(cell in new for cell in cells)]
        return not ids and all(each in (*_WORDS, Holds.LEADS) for each in words)

    def _add(self, made: Made, own: dict[str, list[Cell]]) -> None:
        for field, cells in own.items():
            holds = fields.HOLDS[made.kind].get(field)
            for cell in cells:
                if not cell.text.strip():
                    if cell.fill and holds is Holds.RATING and not self._grid.is_of_the_row(cell):
                        made.fills.setdefault(field, cell)
                    continue
                text = printed(cell, holds)
                before = made.values.get(field)
                if before is None:
                    made.values[field] = Piece(text, (cell,))
                elif any(cell is place for place in before.places):
                    continue
                elif fold(text) == fold(before.text):
                    made.values[field] = Piece(before.text, (*before.places, cell))
                elif holds in _WORDS or holds is Holds.LEADS:
                    joiner = " & " if holds is Holds.LEADS else "\n"
                    made.values[field] = Piece(f"{before.text}{joiner}{text}", (*before.places, cell))
                else:
                    self._account.leave(cell, f"another cell of its row gives {field} already: {before.text}")


def _has(made: Made, cell: Cell) -> bool:
    return any(cell is place for piece in made.values.values() for place in piece.places)
