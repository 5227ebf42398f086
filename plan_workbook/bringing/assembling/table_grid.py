"""The grid of a recognised table: what begins in a row, what goes across it, and which field each cell is for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.items import Piece
from plan_workbook.bringing.assembling.lines import says_only_none, tells_of_an_item
from plan_workbook.bringing.assembling.titles import number_key, of_an_item, with_item_word
from plan_workbook.bringing.assembling.vocabulary import Vocabulary, unread_numbers, unread_titles
from plan_workbook.bringing.brought import IGNORE, SURE, Kind, Recognised
from plan_workbook.bringing.documents.document import Cell
from plan_workbook.bringing.recognising.decided import SAID
from plan_workbook.bringing.recognising.hues import by_hue
from plan_workbook.bringing.recognising.totals import is_a_total
from plan_workbook.bringing.recognising.wording import number_in
from plan_workbook.bringing.recognising.words import FIELDS
from plan_workbook.layout import DATES
from plan_workbook.layout import Kind as Holds
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

_OF_ROWS = {Kind.ACTIONS: {fields.LEAD: fields.TASK_LEAD}, Kind.INDICATORS: {fields.LEAD: fields.LEAD_OFFICER}}
"""The fields of rows that are called something else for an item."""
_NUMBER = (Kind.RECOMMENDATIONS, NUMBER)
_TITLE = (Kind.RECOMMENDATIONS, fields.TITLE)
_OF_ITEMS = (_NUMBER, _TITLE)
_OBJECTIVE, _EVIDENCE = (Kind.ACTIONS, fields.OBJECTIVE), (Kind.ACTIONS, fields.EVIDENCE)
_LEAST_COLOURED, _MOSTLY_COLOURED = 3, 0.75
"""How many actions have colours for ratings at least, and which share of those of a table."""
FieldOf = tuple[Kind, str]
"""A table of the register and one of its fields."""


class _Below(NamedTuple):
    """How many cells of a column are below its headings, how many of them bold, and how many have which fill."""

    texts: int = 0
    bold: int = 0
    fills: Mapping[str | None, int] = MappingProxyType({})


class Grid:
    """A recognised table by its rows."""

    def __init__(self, table: Recognised, vocabulary: Vocabulary, *, decided: bool) -> None:
        """Take a table; `decided` says whether what a person said of columns is to be followed to the letter."""
        self.table = table
        self.columns = [_field_of(column.of or table.kind, column.field) for column in table.columns]
        self._at = table.table.by_place()
        self._width = table.table.columns
        self._starts: dict[int, list[Cell]] = {}
        for cell in table.table.cells:
            self._starts.setdefault(cell.row, []).append(cell)
        said = decided and any(column.why == SAID for column in table.columns)
        if not said and _NUMBER not in self.columns:
            self._settle_columns(vocabulary)

    def _settle_columns(self, vocabulary: Vocabulary) -> None:
        """Decide about columns of items where none is: one of their numbers, or else leads and ratings of the rows."""
        of_items = self.table.kind is Kind.RECOMMENDATIONS
        for at in unread_numbers(self.table):
            bare = of_items or self.columns[at] == _TITLE
            if bare or (not self.has_items and self._numbers(at) <= vocabulary.numbers):
                self._settle(at, _NUMBER, "numbers of items are below the word for an item")
                for other in unread_titles(self.table) if not self._has_titles else ():
                    self._settle(other, _TITLE, "its heading means Title")
                    break
                return
        if of_items or self.has_items:
            return
        for at, (before, field) in enumerate([(f, _own_field(self.table.kind, f, self.columns)) for f in self.columns]):
            if field is not None and field != before:
                self._settle(at, field, "no column says which item a row is about, so it is told of the row")

    @property
    def _has_titles(self) -> bool:
        return _TITLE in self.columns

    def _numbers(self, at: int) -> set[str]:
        cells = [each for each in self.table.table.cells if each.column == at and each.row not in self.table.headings]
        return {number_key(of_an_item(each.text).number) for each in cells if each.text.strip() and each.across == 1}

    def _settle(self, at: int, field: FieldOf, why: str, sure: float = SURE) -> None:
        """Take a column for another field than it was taken for."""
        self.columns[at] = field
        of = None if field[0] is self.table.kind else field[0]
        column = self.table.columns[at]._replace(field=field[1], of=of, sure=sure, why=why)
        self.table = self.table._replace(columns=(*self.table.columns[:at], column, *self.table.columns[at + 1 :]))

    def has_its_objective_above(self) -> None:
        """Take a column that only may have the objectives for the evidence: those of its actions are said above."""
        at = self.columns.index(_OBJECTIVE) if _OBJECTIVE in self.columns else -1
        doubtful = at >= 0 and self.table.columns[at].sure < SURE and self.table.columns[at].why != SAID
        if doubtful and _EVIDENCE not in self.columns:
            sure = self.table.columns[at].sure
            self._settle(at, _EVIDENCE, "the objective is above the actions", sure)

    @property
    def alike(self) -> object:
        """What it has in common with the tables that have the same headings."""
        return self.table.kind, *(fold(column.heading) for column in self.table.columns)

    def own(self, row: int) -> list[Cell]:
        """Return the cells with a text that begin in a row."""
        return [cell for cell in self._starts.get(row, ()) if cell.text.strip()]

    @property
    def kinds(self) -> list[Kind]:
        """Return the kinds of rows that the columns make, apart from items."""
        kinds = dict.fromkeys(each[0] for each in self.columns if each)
        return [kind for kind in kinds if kind in fields.MAIN]

    @property
    def only_of_items(self) -> bool:
        """Whether no column has the actions, so that an objective is that of those below the table."""
        return self.table.kind is Kind.RECOMMENDATIONS and (Kind.ACTIONS, fields.ACTION) not in self.columns

    @property
    def has_items(self) -> bool:
        """Whether a column says which item a row is about."""
        return any(each in _OF_ITEMS for each in self.columns)

    def across(self, row: int, own: Sequence[Cell]) -> Cell | None:
        """Return the cell that is all there is in a row, and goes across it; None if it is an ordinary row."""
        if len(own) != 1:
            return None
        cell = own[0]
        held = {id(each): each for c in range(self._width) if (each := self._at.get((row, c)))}
        others = [each for each in held.values() if each is not cell and each.text.strip()]
        covered = {self.columns[c] for c in range(cell.column, cell.column + cell.across) if c < len(self.columns)}
        mains = {(kind, fields.MAIN[kind]) for kind in self.kinds}
        if cell.across > 1 and (covered & mains or not mains) and (cell.across > 2 or not others):
            return cell
        if others or self._width < 3:
            return None
        if covered & mains:
            said = with_item_word(cell.text) is not None or says_only_none(cell.text)
            return cell if said or self.stands_out(cell) or row in self._alone else None
        of_items = any(each and each[0] is Kind.RECOMMENDATIONS for each in covered)
        long_text = any(each and fields.HOLDS[each[0]].get(each[1]) is Holds.LONG_TEXT for each in covered)
        return None if of_items or (long_text and cell.column > 0) else cell

    @cached_property
    def _alone(self) -> frozenset[int]:
        """The rows with nothing but their first cell that divide the others: one is at the top, and none at the end.

        A table without any look, such as that of a CSV file, has the names of its items in such rows.
        """
        rows = [row for row in range(self.table.table.rows) if row not in self.table.headings and self.own(row)]
        lone = [row for row in rows if len(self.own(row)) == 1 and self.own(row)[0].column == 0]
        divide = len(lone) > 1 and rows[0] == lone[0] and rows[-1] != lone[-1] and 2 * len(lone) <= len(rows)
        return frozenset(lone) if divide and all(other - row > 1 for row, other in pairwise(lone)) else frozenset()

    def stands_out(self, cell: Cell) -> bool:
        """Tell whether a cell looks like a heading: bold or filled, where most others in its column are not."""
        below = self._below.get(cell.column, _Below())
        counts = int(cell.row not in self.table.headings and bool(cell.text.strip()))  # it is one of them itself
        others = below.texts - counts
        bold = cell.bold and (below.bold - counts) * 2 < others
        filled = cell.fill is not None and (below.fills.get(cell.fill, 0) - counts) * 2 < others
        return bold or filled

    @cached_property
    def _below(self) -> Mapping[int, _Below]:
        """How the cells with a text below the headings look, by their column."""
        looks: dict[int, list[Cell]] = {}
        for cell in self.table.table.cells:
            if cell.row not in self.table.headings and cell.text.strip():
                looks.setdefault(cell.column, []).append(cell)
        return {
            column: _Below(len(cells), sum(each.bold for each in cells), Counter(each.fill for each in cells))
            for column, cells in looks.items()
        }

    def cells_of(self, field: FieldOf) -> Mapping[int, Cell]:
        """Return the cells with a text below the headings that are for a field, by the row that they begin in."""
        if field not in self.columns:
            return {}
        column = self.columns.index(field)
        return {
            row: cell
            for row, cells in self._starts.items()
            for cell in cells
            if cell.column == column and cell.text.strip() and row not in self.table.headings
        }

    def field_at(self, cell: Cell) -> str:
        """Return the field of the column that a cell begins in; empty if that is not known."""
        field = self.columns[cell.column] if cell.column < len(self.columns) else None
        return field[1] if field else ""

    def follows_across(self, row: int) -> bool:
        """Tell whether the row before goes across too, so that this text is one level below it."""
        own = self.own(row - 1)
        if row - 1 in self.table.headings or not own or is_a_total([cell.text for cell in own]):
            return False
        return self.across(row - 1, own) is not None

    def cells(self, row: int) -> tuple[dict[FieldOf, list[Cell]], list[Cell]]:
        """Return the cells of a row by what they are for, and those of columns of which that is not known."""
        found: dict[FieldOf, list[Cell]] = {}
        unknown: list[Cell] = []
        held = {id(cell): cell for column in range(self._width) if (cell := self._at.get((row, column)))}
        for cell in held.values():
            fields = list(self._fields(cell))
            if not fields:
                unknown.append(cell)
            for field in fields:
                found.setdefault(field, []).append(cell)
        return found, unknown

    def _fields(self, cell: Cell) -> Iterator[FieldOf]:
        """Yield the fields that a cell is for: one, or all the dates that it goes across."""
        covered = [
            field
            for c in range(cell.column, cell.column + cell.across)
            if c < len(self.columns) and (field := self.columns[c])
        ]
        if all(fields.HOLDS[kind].get(field) in DATES for kind, field in covered):
            yield from covered
        elif covered:
            mains = [each for each in covered if each[1] == fields.MAIN.get(each[0])]
            yield (mains or covered)[0]

    def rating_by_fill(self, row: int) -> Cell | None:
        """Return the cell of a row whose fill is its rating; None if it has none."""
        at = self.columns.index((Kind.ACTIONS, fields.RAG)) if (Kind.ACTIONS, fields.RAG) in self.columns else -1
        cell = self._at.get((row, at))
        is_one = cell is not None and cell.blank and cell.fill and by_hue(cell.fill) and not self.is_of_the_row(cell)
        return cell if is_one else None

    def fill_beside(self, label: Cell) -> Cell | None:
        """Return the cell right of a label that has no text, and whose fill may be a rating; None if it is another."""
        cell = self._at.get((label.row, label.column + label.across))
        return cell if cell is not None and cell.blank and cell.fill and by_hue(cell.fill) else None

    @cached_property
    def coloured_rows(self) -> Mapping[int, Cell]:
        """The cells whose fills are the ratings of the actions in their rows, where no column has ratings.

        They are those of the first column that has a colour of a rating in nearly every row. If each item has one
        colour, it only adorns.
        """
        actions = self.cells_of((Kind.ACTIONS, fields.ACTION))
        rated = [at for at, column in enumerate(self.columns) if column == (Kind.ACTIONS, fields.RAG)]
        if len(actions) < _LEAST_COLOURED or rated:
            return {}
        items = self._items_of_rows(actions)
        for at in range(self._width):
            held = {row: cell for row in actions if (cell := self._at.get((row, at))) and cell.row == row}
            hues = {row: by_hue(cell.fill) for row, cell in held.items() if cell.fill}
            known = sum(hue is not None for hue in hues.values())  # only a key says what others, such as purple, mean
            pairs = {(items[row], hue) for row, hue in hues.items()}
            several = len({item for item, _ in pairs}) < len(pairs) and len({*hues.values()} - {None}) > 1
            if several and len(hues) >= _MOSTLY_COLOURED * len(actions) and 2 * known > len(hues):
                return {row: held[row] for row in hues}
        return {}

    def _items_of_rows(self, rows: Container[int]) -> dict[int, str]:
        """Return what says which item each of some rows belongs to: its texts, or the row across the table above it."""
        at = [place for place, column in enumerate(self.columns) if column in _OF_ITEMS]
        found: dict[int, str] = {}
        above = ""
        for row in range(self.table.table.rows):
            own = self.own(row)
            if row in rows:
                texts = [cell.text for place in at if (cell := self._at.get((row, place))) and cell.text.strip()]
                above = " ".join(texts) or above
                found[row] = above
            elif own and self.across(row, own) is not None:
                above = own[0].text
        return found

    def why_unknown(self, cell: Cell) -> tuple[str, bool]:
        """Return why a cell is for nothing, and whether somebody meant it."""
        column = self.table.columns[cell.column] if cell.column < len(self.table.columns) else None
        if column is not None and column.field == IGNORE:
            return "its column is ignored", True
        if column is not None and column.heading:
            return f"it is not known what the column {column.heading!r} is", False
        return "its column has no heading", False

    def ref_of_the_card(self, row: int) -> Piece | None:
        """Return the ref that the card of an action has beside its text, ``Action 1.2``; None if it has none."""
        above = [cell for cell in self._heads_of_actions if cell.row <= row]
        return next((Piece(number, (cell,)) for cell in reversed(above) if (number := number_in(cell.text))), None)

    @cached_property
    def _heads_of_actions(self) -> list[Cell]:
        """The headings over what is done, in the order of their rows."""
        at = next((at for at, column in enumerate(self.table.columns) if column.field == fields.ACTION), -1)
        return [each for each in self.table.table.cells if each.column == at and each.row in self.table.headings]

    def is_of_the_row(self, cell: Cell) -> bool:
        """Tell whether a fill is that of the whole row, or of the row's next cell, and so says nothing of this one."""
        beside = [self._at.get((cell.row, cell.column + step)) for step in (-1, 1)]
        others = [each for each in beside if each is not None and each is not cell]
        return any(each.fill == cell.fill and each.column not in self._colour_columns for each in others)

    @cached_property
    def _colour_columns(self) -> frozenset[int]:
        """The columns without texts in which fills are: ratings of other months, perhaps."""
        fills: dict[int, set[str | None]] = {}
        with_texts = set()
        for cell in self.table.table.cells:
            if cell.row not in self.table.headings and cell.across == 1:
                fills.setdefault(cell.column, set()).add(cell.fill)
                with_texts |= {cell.column} if cell.text.strip() else set()
        return frozenset(at for at, its in fills.items() if its - {None} and at not in with_texts)


def _field_of(kind: Kind, field: str) -> FieldOf | None:
    """Return the table of the register and the field that a column is for; None if the register has no such field."""
    if field == NUMBER:
        return Kind.RECOMMENDATIONS, NUMBER
    own = kind if field in FIELDS.get(kind, ()) else Kind.RECOMMENDATIONS
    return (own, field) if field in FIELDS[own] else None


def _own_field(kind: Kind, field: FieldOf | None, fields: Sequence[FieldOf | None]) -> FieldOf | None:
    """Return the field of a column in a table without a column of items: leads and ratings are those of its rows."""
    if field is None or field[0] is not Kind.RECOMMENDATIONS:
        return field
    own = (kind, _OF_ROWS[kind].get(field[1], field[1])) if kind in _OF_ROWS else field
    return own if own[1] in FIELDS[own[0]] and own not in fields else field


def labelled(own: Sequence[Cell]) -> list[tuple[str, list[Cell]]]:
    """Return the texts of a row's cells; a label and the cell after it together: ``Lead: Jane Hill``."""
    parts: list[tuple[str, list[Cell]]] = []
    at = 0
    while at < len(own):
        text = own[at].text.strip()
        following = own[at + 1] if at + 1 < len(own) else None
        both = f"{text.rstrip(':')}: {following.text.strip()}" if following is not None else ""
        if following is not None and not tells_of_an_item(text) and tells_of_an_item(both):
            parts.append((both, [own[at], following]))
            at += 2
        else:
            parts.append((text, [own[at]]))
            at += 1
    return parts
