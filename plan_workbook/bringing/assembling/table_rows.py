"""Goes through the rows of a table: which items, actions and indicators they tell of, and what goes across them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.gathering import A_HEADING, ONLY_NONE, Gathering
from plan_workbook.bringing.assembling.items import Item, Piece
from plan_workbook.bringing.assembling.labels import field_of, said_of_a_row
from plan_workbook.bringing.assembling.lines import is_a_total, is_nothing, says_only_none, tells_of_an_item
from plan_workbook.bringing.assembling.made import Made
from plan_workbook.bringing.assembling.outline import Top, summaries, tops
from plan_workbook.bringing.assembling.register_text import printed
from plan_workbook.bringing.assembling.table_grid import FieldOf, Grid, labelled
from plan_workbook.bringing.assembling.titles import Said, is_generic, of_an_item, same_number, with_item_word
from plan_workbook.bringing.assembling.told_of_items import give_what_was_told
from plan_workbook.bringing.brought import Kind, Reason, Recognised
from plan_workbook.bringing.documents.document import Cell
from plan_workbook.layout import Kind as Holds
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

_LONGEST_NUMBER = 24
"""Characters of the number of an item: ``2023-011``, ``OFSTED/4``."""
_MOST_LINES = 6
"""Cells of a row that only tells of an item: its lead, its rating."""
_WORDS = (Holds.TEXT, Holds.LONG_TEXT)


class Rows:
    """The rows of one table, gone through in their order."""

    def __init__(self, gathering: Gathering, table: Recognised, number: int, before: Rows | None = None) -> None:
        """Begin at the top; `before` is the table that this one continues."""
        self._gathering = gathering
        self._account = gathering.account
        self._table = table
        self._number = before.number if before else number
        self._grid = Grid(table, gathering.vocabulary, decided=gathering.decided)
        self._item: Item | None = before.item if before else None
        self._objective: Piece | None = before.objective if before else gathering.context.objective
        self._items: dict[tuple[int, ...], Item] = {}
        self._last: dict[Kind, Made] = dict(before.last) if before else {}
        self._said: dict[Item, dict[str, list[Cell]]] = {}
        self._across_are_items = False
        self._numbered_only = False
        self._updates: frozenset[int] = frozenset()
        """The rows with nothing but a text across them about the row above."""
        self._tops: Mapping[int, Top] = {}
        """The rows that are items by their numbers or their look."""

    @property
    def read_as(self) -> Recognised:
        """Return what the table and its columns were read as."""
        return self._grid.table

    @property
    def number(self) -> int:
        """Return which table it is; one that goes on has the number of the first."""
        return self._number

    @property
    def item(self) -> Item | None:
        """Return the last item that a row told of."""
        return self._item

    @property
    def objective(self) -> Piece | None:
        """Return the objective that the next actions belong to."""
        return self._objective

    @property
    def last(self) -> dict[Kind, Made]:
        """Return the last action and indicator."""
        return self._last

    def go_through(self) -> None:
        """Take everything from the table that it tells."""
        first = min(self._table.headings, default=0)
        rows = range(self._table.table.rows)
        unsaid = [cell for row in rows if row < first for cell in self._above(row)]
        self._decide_across([row for row in rows if row >= first and row not in self._table.headings])
        for at, cell in enumerate(unsaid):
            self._title(cell, first=at == 0)
        self._updates = self._grid.updates(first)
        for row in (each for each in rows if each >= first):
            if row in self._table.headings:
                self._heading(row)
            elif own := self._grid.own(row):
                across = self._grid.across(row, own)
                if is_a_total([cell.text for cell in own]):
                    for cell in own:
                        self._account.leave(cell, "a total", meant=True)
                elif row in self._tops:
                    self._begins(self._tops[row], own)
                elif across is not None and row in self._updates:
                    self._add_below(across)
                elif across is not None:
                    self._goes_across(across, row)
                elif not self._is_in_two_cells(own) and not self._tells_of_the_item(own) and not self._is_its_line(own):
                    self._row(row)
        give_what_was_told(self._gathering, self._said, self._grid)
        if self._table.kind is Kind.RECOMMENDATIONS and len(self._items) == 1:  # a box over what belongs to it
            self._gathering.context.item, self._gathering.context.level = self._item, None

    def _above(self, row: int) -> Sequence[Cell]:
        """Take what a title says that is part of the table; return the cells that say nothing by themselves."""
        own = [cell for cell in self._grid.own(row) if id(cell) not in self._gathering.of_the_plan]
        if self._tells_of_the_item(own) or self._is_in_two_cells(own) or self._is_numbered_title(own):
            return ()
        return [cell for cell in own if not self._says(cell)]

    def _says(self, cell: Cell) -> bool:
        """Take what a text above the headings says of an item; False if it says nothing."""
        if not self._gathering.said(cell.text, cell, across=True):
            return False
        if self._gathering.context.item is not self._item:
            self._item, self._objective = self._gathering.context.item, None
        return True

    def _title(self, cell: Cell, *, first: bool) -> None:
        """Take a text above the headings for an item if those across the rows below are items, or leave it."""
        said = of_an_item(cell.text)
        if self._says(cell):
            return
        if (
            first
            and (self._across_are_items or self._tops)
            and cell.across > 1
            and (said.number or not self._numbered_only)
        ):
            self._item, self._objective = self._gathering.mention(said, cell), None
            self._gathering.context.item = self._item
        else:
            self._account.leave(cell, "a text above the headings", meant=False)

    def _heading(self, row: int) -> None:
        own = self._grid.own(row)
        for cell in own:
            names_item = len(own) == 1 and with_item_word(cell.text) is not None
            if not names_item or not self._gathering.said(cell.text, cell, across=True):
                self._account.leave(cell, A_HEADING, meant=True)
            else:
                self._item, self._objective = self._gathering.context.item, None

    # What goes across

    def _numbered_above(self, rows: Sequence[int]) -> Mapping[int, Top]:
        """Return the rows that are items by their numbers."""
        if self._grid.kinds != [Kind.ACTIONS]:
            return {}
        refs, texts = (self._grid.cells_of((Kind.ACTIONS, field)) for field in (fields.REF, fields.ACTION))
        return tops(refs, texts, rows) or self._marked_above(texts, rows)

    def _marked_above(self, texts: Mapping[int, Cell], rows: Sequence[int]) -> Mapping[int, Top]:
        """Return the rows that are items by their look, as summary tasks are: bold, with dates and figures only."""
        said = (fields.TASK_LEAD, fields.RAG, fields.COMMENT, fields.EVIDENCE)
        of_actions = {row for field in said for row in self._grid.cells_of((Kind.ACTIONS, field))}
        marked = {row: cell for row, cell in texts.items() if row not in of_actions and self._grid.stands_out(cell)}
        others = [row for row in rows if row in texts and row not in marked]
        return summaries(marked, others)

    def _begins(self, top: Top, own: Sequence[Cell]) -> None:
        """Take a row that is an item by its number or its look."""
        title = of_an_item(top.title.text)
        number = of_an_item(top.ref.text).number if top.ref is not None else title.number
        said = Said("", number, title.title if title.number else top.title.text.strip())
        numbered_by = top.ref or top.title
        self._item, self._objective = self._gathering.mention(said, numbered_by, top.title), None
        self._gathering.items.give(self._item, NUMBER, Piece(said.number, (numbered_by,)))
        for cell in own:
            field = self._grid.field_at(cell)
            if field in (fields.TASK_LEAD, fields.RAG):
                of_item = fields.LEAD if field == fields.TASK_LEAD else fields.RAG
                self._gathering.items.give(self._item, of_item, Piece(cell.text.strip(), (cell,)))
            elif cell is not top.ref and cell is not top.title:
                self._account.leave(cell, f"a recommendation has no {field}" if field else "its column is not known")

    def _decide_across(self, rows: Sequence[int]) -> None:
        """Decide whether texts across rows are items: if nothing else says which item the table belongs to."""
        if Kind.RECOMMENDATIONS is self._table.kind or self._grid.has_items:
            return
        texts = [cell for row in rows if (own := self._grid.own(row)) and (cell := self._grid.across(row, own))]
        texts = [cell for cell in texts if not says_only_none(cell.text)]
        if self._gathering.item_before(self._table.table.sheet) is not None:
            return
        self._tops = self._numbered_above(rows)
        if not texts or self._tops:
            return
        numbers = [of_an_item(cell.text).number for cell in texts]
        self._across_are_items = True
        self._numbered_only = any(numbers)

    def _goes_across(self, cell: Cell, row: int) -> None:
        gathering = self._gathering
        if says_only_none(cell.text):
            self._account.leave(cell, ONLY_NONE, meant=True)
            return
        gathering.context.item = self._item or gathering.context.item
        if gathering.said(cell.text, cell, across=True):
            if gathering.context.item is not self._item:
                self._item, self._objective = gathering.context.item, None
            return
        said = of_an_item(cell.text)
        if self._across_are_items and (said.number or not self._numbered_only) and not self._grid.follows_across(row):
            self._item, self._objective = gathering.mention(said, cell), None
            gathering.context.item = self._item
        elif self._item is not None and field_of(cell.text.partition(":")[0]) == fields.PROGRESS and ":" in cell.text:
            gathering.give_progress(self._item, cell.text.partition(":")[2].strip(), (cell,))
        elif Kind.ACTIONS in self._grid.kinds:
            self._objective = Piece(_without_label(cell.text), (cell,))
            self._account.leave(cell, "an objective without an action below it")
        else:
            self._account.leave(cell, "a text across the table, for which the register has no place")

    def _add_below(self, cell: Cell) -> None:
        """Take a text across the table for what is told of the row above it: ``Update: two posts are filled``."""
        last = next((made for kind in self._grid.kinds if (made := self._last.get(kind)) is not None), None)
        if last is None:
            self._account.leave(cell, "a text across the table, for which the register has no place")
            return
        field, text = said_of_a_row(last.kind, cell.text)
        before = last.values.get(field)
        last.values[field] = Piece(f"{before.text}\n{text}", (*before.places, cell)) if before else Piece(text, (cell,))

    def _tells_of_the_item(self, own: Sequence[Cell]) -> bool:
        """Take a row of which each cell names the item, its lead or its rating, or names one of them for the next."""
        gathering = self._gathering
        parts = labelled(own) if 1 < len(own) <= _MOST_LINES else []
        if not parts or (len(own) == len(parts) and all(cell.across == 1 for cell in own)):
            return False
        names = [gathering.item_said(text, heading=True) for text, _ in parts]
        told = [name is not None or tells_of_an_item(text) for name, (text, _) in zip(names, parts, strict=True)]
        if not all(told):
            return False
        gathering.context.item = self._item or gathering.context.item
        for text, cells in parts:
            gathering.said(text, cells[-1], across=True)
            for cell in cells[:-1]:
                self._account.leave(cell, A_HEADING, meant=True)
        if gathering.context.item is not self._item:
            self._item, self._objective = gathering.context.item, None
        return True

    def _is_in_two_cells(self, own: Sequence[Cell]) -> bool:
        """Take a row that only has the number of an item and its title next to it: ``Aim 1 | Homes for children``."""
        said = with_item_word(own[0].text) if len(own) == 2 and not self._grid.has_items else None
        if said is None or said.title or not self._gathering.vocabulary.names_an_item(said.word):
            return False
        number, title = own
        said = said._replace(title=title.text.strip())
        self._item, self._objective = self._gathering.mention(said, number, title), None
        self._gathering.context.item = self._item
        return True

    def _is_numbered_title(self, own: Sequence[Cell]) -> bool:
        """Take a row above the headings that has the number of an item and its title next to it: ``1 | Early help``."""
        said = of_an_item(own[0].text) if len(own) == 2 and not self._grid.has_items else Said()
        if not said.number or said.title or not _may_be_a_title(own[1].text):
            return False
        title = own[1]
        self._item, self._objective = self._gathering.mention(Said("", said.number, title.text.strip()), *own), None
        self._gathering.context.item = self._item
        return True

    def _is_its_line(self, own: Sequence[Cell]) -> bool:
        """Take a row that only says who leads the item above it or how it is rated: ``Lead: Jane Hill``."""
        if self._item is None or len(own) != 1 or not tells_of_an_item(own[0].text):
            return False
        self._gathering.context.item = self._item
        return self._gathering.said(own[0].text, own[0])

    # Ordinary rows

    def _row(self, row: int) -> None:
        cells, unknown = self._grid.cells(row)
        for cell in unknown:
            why, meant = self._grid.why_unknown(cell)
            self._account.leave(cell, why, meant=meant, reason=Reason.OTHER if meant else Reason.COLUMN)
        self._take_item(row, cells)
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
        if not numbers and not titles:
            return None
        key = tuple(id(cell) for cell in (*numbers, *titles))
        if key not in self._items:
            self._items[key] = self._mentioned(numbers, titles)
            if self._items[key] is not self._item:
                self._objective = None
        return self._items[key]

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
        if kind is Kind.ACTIONS and fields.REF not in made.values and (ref := self._grid.ref_of_the_card) is not None:
            made.values[fields.REF] = ref
        self._last[kind] = made
        self._gathering.rows.append(made)

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


def _may_be_a_title(text: str) -> bool:
    return text[:1].isupper() and any(map(str.isalpha, text)) and not is_generic(text)


def _without_label(text: str) -> str:
    label, colon, rest = text.strip().partition(":")
    return rest.strip() if colon and fold(label) in ("objective", "outcome", "aim") and rest.strip() else text.strip()
