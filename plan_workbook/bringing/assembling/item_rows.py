"""What rows of a table tell of items: titles above the headings, what goes across, leads and ratings on their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.gathering import Gathering
from plan_workbook.bringing.assembling.items import Item, Piece
from plan_workbook.bringing.assembling.labels import field_of, is_an_update, said_of_a_row, section_of_item
from plan_workbook.bringing.assembling.lines import gives_objective, objective_in, says_only_none, tells_of_an_item
from plan_workbook.bringing.assembling.made import Made
from plan_workbook.bringing.assembling.outline import Top, are_over_dates, number_of, summaries, tops
from plan_workbook.bringing.assembling.progress import as_paragraphs
from plan_workbook.bringing.assembling.table_grid import labelled
from plan_workbook.bringing.assembling.telling import A_HEADING, NO_PLACE, NOT_AN_OBJECTIVE, ONLY_NONE
from plan_workbook.bringing.assembling.titles import (
    Said,
    is_generic,
    is_item_word,
    names_items,
    of_an_item,
    with_item_word,
)
from plan_workbook.bringing.assembling.told_below import Told
from plan_workbook.bringing.brought import Kind, Recognised
from plan_workbook.bringing.documents.document import Cell
from plan_workbook.bringing.recognising.totals import is_a_total
from plan_workbook.register import NUMBER

_MOST_LINES = 6
"""Cells of a row that only tells of an item: its lead, its rating."""


class ItemRows:
    """What the rows of one table tell of items, and the state of going through them."""

    def __init__(self, gathering: Gathering, table: Recognised, number: int, before: ItemRows | None = None) -> None:
        """Begin at the top; `before` is the table that this one continues."""
        self._gathering = gathering
        self._account = gathering.account
        self._table = table
        self._number = before.number if before else number
        self._grid = gathering.grid(table)
        self._item: Item | None = before.item if before else None
        self._objective: Piece | None = before.objective if before else gathering.context.objective
        self._items: dict[tuple[int, ...], Item] = {}
        self._last: dict[Kind, Made] = dict(before.last) if before else {}
        self._said: dict[Item, dict[str, list[Cell]]] = {}
        self._across_are_items = False
        self._numbered_only = False
        self._told = gathering.told.get(id(table.table), Told())
        """The rows that tell of the row above them."""
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

    def _above(self, row: int) -> Sequence[Cell]:
        """Take what a title says that is part of the table; return the cells that say nothing by themselves."""
        own = [cell for cell in self._grid.own(row) if id(cell) not in self._gathering.of_the_plan]
        rated = own[-1] if own and field_of(own[-1].text) == fields.RAG and self._grid.fill_beside(own[-1]) else None
        left = self._of_texts_above([cell for cell in own if cell is not rated])
        if rated is None:
            return left
        item, fill = self._item or self._gathering.context.item, self._grid.fill_beside(rated)
        if item is None or fill is None:
            return [*left, rated]
        self._gathering.item_fills.append((item, fields.RAG, fill))
        self._account.leave(rated, A_HEADING, meant=True)
        return left

    def _of_texts_above(self, own: Sequence[Cell]) -> Sequence[Cell]:
        """Take what texts of a row say; return the cells that say nothing."""
        if not own:
            return ()
        if self._tells_of_what_is_below(own) or self._is_numbered_title(own):
            return ()
        if self._tells_its_progress(own):
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
        is_named = self._item is not None and self._item is self._gathering.context.named
        if (
            first
            and not is_named
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

    def _named_above(self, rows: Sequence[int]) -> Mapping[int, Top]:
        """Return the rows that name an item by its word and number where the rows of actions have a ref, or the text.

        Other cells of such a row have its lead, its rating and how far it has come.
        """
        if self._grid.kinds != [Kind.ACTIONS]:
            return {}
        refs, texts, due = (
            self._grid.cells_of((Kind.ACTIONS, field)) for field in (fields.REF, fields.ACTION, fields.COMPLETION_DATE)
        )
        found = {}
        for row in rows:
            cell = refs.get(row) if row not in texts else None if row in refs or row in due else texts[row]
            alone = cell is not None and cell.across == 1 and len(self._grid.own(row)) > 1
            said = with_item_word(cell.text) if cell is not None and alone else None
            if cell is not None and said is not None and said.title and names_items(said.word):
                found[row] = Top(None, cell)
        return found if len(found) <= sum(row in texts and row not in found for row in rows) else {}

    def _marked_above(self, texts: Mapping[int, Cell], rows: Sequence[int]) -> Mapping[int, Top]:
        """Return the rows that are items as summary tasks are: bold, or over others, with dates and figures only."""
        said = (fields.TASK_LEAD, fields.RAG, fields.COMMENT, fields.EVIDENCE)
        of_actions = {row for field in said for row in self._grid.cells_of((Kind.ACTIONS, field))}
        bare = {row: cell for row, cell in texts.items() if row not in of_actions}
        marked = {row: cell for row, cell in bare.items() if self._grid.stands_out(cell)}
        others = [row for row in rows if row in texts and row not in marked]
        if found := summaries(marked, others):
            return found
        starts, ends = (self._grid.cells_of((Kind.ACTIONS, f)) for f in (fields.START_DATE, fields.COMPLETION_DATE))
        others = [row for row in rows if row in texts and row not in bare]
        return summaries(bare, others) if are_over_dates([*bare], others, starts, ends) else {}

    def _begins(self, top: Top, own: Sequence[Cell]) -> None:
        """Take a row that is an item by its number or its look."""
        title = of_an_item(top.title.text)
        number = title.number if top.ref is None else number_of(top.ref.text)
        said = Said("", number, title.title if title.number else top.title.text.strip())
        numbered_by = top.ref or top.title
        self._item, self._objective = self._gathering.mention(said, numbered_by, top.title), None
        self._gathering.items.give(self._item, NUMBER, Piece(said.number, (numbered_by,)))
        fill = self._grid.rating_by_fill(numbered_by.row)
        self._gathering.item_fills += [(self._item, fields.RAG, fill)] if fill else []
        for cell in own:
            field = self._grid.field_at(cell)
            if field in (fields.TASK_LEAD, fields.RAG):
                of_item = fields.LEAD if field == fields.TASK_LEAD else fields.RAG
                self._gathering.items.give(self._item, of_item, Piece(cell.text.strip(), (cell,)))
            elif field == fields.COMMENT:
                self._gathering.give_progress(self._item, cell.text, (cell,))
            elif cell is not top.ref and cell is not top.title:
                self._account.leave(cell, f"a recommendation has no {field}" if field else "its column is not known")

    def _decide_across(self, rows: Sequence[int]) -> None:
        """Decide whether texts across rows are items: if nothing else says which item the table belongs to."""
        if Kind.RECOMMENDATIONS is self._table.kind or self._grid.has_items or self._grid.kinds == [Kind.PEOPLE]:
            return
        self._tops = self._named_above(rows)
        if self._tops:
            return
        texts = [cell for row in rows if (own := self._grid.own(row)) and (cell := self._grid.across(row, own))]
        texts = [cell for cell in texts if not says_only_none(cell.text) and not is_a_total([cell.text])]
        if _are_counted(texts) and self._gathering.context.item is None:
            self._across_are_items = self._numbered_only = True
            return
        if self._gathering.item_before(self._table.table.sheet) is not None and not self._go_on_from_one_named(texts):
            return
        self._tops = self._numbered_above(rows)
        if not texts or self._tops:
            return
        numbers = [of_an_item(cell.text).number for cell in texts]
        self._across_are_items = True
        self._numbered_only = any(numbers)

    def _go_on_from_one_named(self, texts: Sequence[Cell]) -> bool:
        """Tell whether the item above is one that a person named, and texts across rows are the next ones like it.

        That was said of one text: what was read for itself is not something else for that. A text in the table is like
        those across it, and one before it if their numbers go on from its own.
        """
        named = self._gathering.context.named
        if named is None or named is not self._gathering.context.item:
            return False
        numbers = [of_an_item(cell.text).number for cell in texts]
        after = str(int(named.number) + 1) if named.number.isdigit() else ""
        return named is self._item or bool(after and after == next(filter(None, numbers), ""))

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
        if self._across_are_items and (said.number or not self._numbered_only) and not self._is_below(row):
            self._item, self._objective = gathering.mention(said, cell), None
            gathering.context.item = self._item
        elif self._item is not None and field_of(cell.text.partition(":")[0]) == fields.PROGRESS and ":" in cell.text:
            gathering.give_progress(self._item, cell.text.partition(":")[2].strip(), (cell,))
        elif self._last and is_an_update(cell.text):
            self._add_below(cell)
        elif Kind.ACTIONS in self._grid.kinds:
            if objective := objective_in(cell.text):
                self._grid.has_its_objective_above()
            self._objective = Piece(objective or cell.text.strip(), (cell,))
            self._account.leave(cell, NOT_AN_OBJECTIVE)
        else:
            self._account.leave(cell, NO_PLACE)

    def _is_below(self, row: int) -> bool:
        """Tell whether a text across the table is one level below another one, right above it."""
        return self._grid.follows_across(row) and row - 1 not in self._told.across

    def _add_below(self, cell: Cell, label: str = "") -> None:
        """Take a text across the table for what is told of the row above it: ``Update: two posts are filled``."""
        last = next((made for kind in self._grid.kinds if (made := self._last.get(kind)) is not None), None)
        if last is None:
            self._account.leave(cell, NO_PLACE)
            return
        field, text = said_of_a_row(last.kind, f"{label.strip().rstrip(':')}: {cell.text}" if label else cell.text)
        before = last.values.get(field)
        last.values[field] = Piece(f"{before.text}\n{text}", (*before.places, cell)) if before else Piece(text, (cell,))

    def _tells_of_what_is_below(self, own: Sequence[Cell]) -> bool:
        """Take a row that only tells of the item or the actions below it."""
        return (
            self._is_in_two_cells(own)
            or self._tells_of_the_item(own)
            or self._is_its_line(own)
            or self._is_its_objective(own)
            or self._is_its_paragraph(own)
        )

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

    def _tells_its_progress(self, own: Sequence[Cell]) -> bool:
        """Take a row above the headings that has the progress of the item next to the label of it."""
        item = self._item or self._gathering.context.item
        if item is None or len(own) != 2 or own[1].across < 2 or field_of(own[0].text) != fields.PROGRESS:
            return False
        self._gathering.give_progress(item, own[1].text.strip(), (own[1],))
        self._account.leave(own[0], A_HEADING, meant=True)
        return True

    def _is_in_two_cells(self, own: Sequence[Cell]) -> bool:
        """Take a row that only has the number of an item and its title next to it: ``Aim 1 | Homes for children``."""
        if len(own) == 2 and not self._grid.has_items and self._is_labelled_item(*own):
            return True
        said = with_item_word(own[0].text) if len(own) == 2 and not self._grid.has_items else None
        if said is None or said.title or not self._gathering.vocabulary.names_an_item(said.word):
            return False
        number, title = own
        said = said._replace(title=title.text.strip())
        self._item, self._objective = self._gathering.mention(said, number, title), None
        self._gathering.context.item = self._item
        return True

    def _is_labelled_item(self, label: Cell, value: Cell) -> bool:
        """Take an item next to the word for items: ``Theme | 1. Homes for children``."""
        said = of_an_item(value.text)
        numbered = said.number.isdigit() and bool(said.title)
        if label.column or not (is_item_word(label.text) if numbered else value.across > 1 and names_items(label.text)):
            return False
        self._item, self._objective = self._gathering.mention(said, value), None
        self._gathering.context.item = self._item
        self._account.leave(label, A_HEADING, meant=True)
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

    def _is_its_objective(self, own: Sequence[Cell]) -> bool:
        """Take a row that only says what the actions below it are for: ``Outcome sought | Help is timely``."""
        if len(own) != 2 or Kind.ACTIONS not in self._grid.kinds or not gives_objective(own[0].text, own[1].text):
            return False
        label, value = own
        self._objective = Piece(value.text.strip(), (value,))
        self._account.leave(label, A_HEADING, meant=True)
        self._account.leave(value, NOT_AN_OBJECTIVE)
        return True

    def _is_its_paragraph(self, own: Sequence[Cell]) -> bool:
        """Take a row that has a label and, across the table, what is told of the item: ``Progress | The board met``."""
        if len(own) != 2 or own[0].column or own[1].across == 1 or self._table.kind is Kind.RECOMMENDATIONS:
            return False
        (label, value), item = own, self._item or self._gathering.context.item
        field = section_of_item(label.text)
        if not field or item is None:
            return False
        if field == fields.PROGRESS:
            self._gathering.give_progress(item, value.text, (value,))
        else:
            self._gathering.items.give(item, field, Piece(as_paragraphs(value.text), (value,)))
        self._account.leave(label, A_HEADING, meant=True)
        return True

    def _is_its_line(self, own: Sequence[Cell]) -> bool:
        """Take a row that only says who leads the item above it or how it is rated: ``Lead: Jane Hill``."""
        if self._item is None or len(own) != 1 or not tells_of_an_item(own[0].text):
            return False
        self._gathering.context.item = self._item
        return self._gathering.said(own[0].text, own[0])


def _are_counted(texts: Sequence[Cell]) -> bool:
    """Tell whether texts are titles with numbers that count: then they are the items, whatever the heading above."""
    said = [of_an_item(cell.text) for cell in texts]
    numbers = [int(each.number) for each in said if each.number.isdigit() and each.title]
    return len(numbers) > 1 and numbers[0] in (1, 2) and numbers == [*range(numbers[0], numbers[0] + len(numbers))]


def _may_be_a_title(text: str) -> bool:
    return text[:1].isupper() and any(map(str.isalpha, text)) and not is_generic(text)
