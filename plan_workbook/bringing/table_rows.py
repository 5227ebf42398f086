"""Goes through the rows of a table: which items, actions and indicators they tell of, and what goes across them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plan_workbook.bringing.brought import IGNORE, Kind, Recognised
from plan_workbook.bringing.document import Cell
from plan_workbook.bringing.gathering import (
    A_HEADING,
    ONLY_NONE,
    Gathering,
    Made,
    fields_of,
    is_nothing,
    says_only_none,
    tells_of_an_item,
)
from plan_workbook.bringing.items import Item, Piece
from plan_workbook.bringing.labels import PARAGRAPHS, field_of
from plan_workbook.bringing.progress import as_paragraphs, is_business_as_usual, progress_in
from plan_workbook.bringing.register_text import HOLDS, printed
from plan_workbook.bringing.titles import Said, of_an_item, same_number, with_item_word
from plan_workbook.bringing.words import FIELDS
from plan_workbook.layout import DATES
from plan_workbook.layout import Kind as Holds
from plan_workbook.plan.choices import Status
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

MAIN = {Kind.ACTIONS: "Action", Kind.INDICATORS: "Description", Kind.PEOPLE: "Name"}
"""The field without which a row of a table is not one of its own."""
_LONGEST_NUMBER = 24
"""Characters of the number of an item: ``2023-011``, ``OFSTED/4``."""
_MOST_LINES = 6
"""Cells of a row that only tells of an item: its lead, its rating."""
IDS = {Kind.ACTIONS: "Ref", Kind.INDICATORS: "PI Number"}
_OF_ROWS = {Kind.ACTIONS: {"Lead": "Task Lead"}, Kind.INDICATORS: {"Lead": "Lead Officer"}}
"""The fields of rows that are called something else for an item."""
_WORDS = (Holds.TEXT, Holds.LONG_TEXT)


class Rows:
    """The rows of one table, gone through in their order."""

    def __init__(self, gathering: Gathering, table: Recognised, number: int, before: Rows | None = None) -> None:
        """Begin at the top; `before` is the table that this one continues."""
        self._gathering = gathering
        self._account = gathering.account
        self._table = table
        self._number = before.number if before else number
        self._columns = [fields_of(column.of or table.kind, column.field, FIELDS) for column in table.columns]
        if table.kind is not Kind.RECOMMENDATIONS and not self._has_items() and not gathering.decided:
            self._columns = [_own_field(table.kind, field, self._columns) for field in self._columns]
        self._at = table.table.by_place()
        self._width = table.table.columns
        self._starts: dict[int, list[Cell]] = {}
        for cell in table.table.cells:
            self._starts.setdefault(cell.row, []).append(cell)
        self._item: Item | None = before.item if before else None
        self._objective: Piece | None = before.objective if before else None
        self._items: dict[tuple[int, ...], Item] = {}
        self._last: dict[Kind, Made] = dict(before.last) if before else {}
        self._said: dict[Item, dict[str, list[Cell]]] = {}
        self._across_are_items = False
        self._numbered_only = False

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
        for row in (each for each in rows if each < first):
            self._above(row)
        self._decide_across([row for row in rows if row >= first and row not in self._table.headings])
        for row in (each for each in rows if each >= first):
            if row in self._table.headings:
                self._heading(row)
            elif own := self._own(row):
                across = self._across(row, own)
                if across is not None:
                    self._goes_across(across, row)
                elif not self._tells_of_the_item(own):
                    self._row(row)
        self._close()

    def _own(self, row: int) -> list[Cell]:
        """Return the cells with a text that begin in a row."""
        return [cell for cell in self._starts.get(row, ()) if cell.text.strip()]

    def _above(self, row: int) -> None:
        """Take what a title says that is part of the table."""
        own = [cell for cell in self._own(row) if id(cell) not in self._gathering.of_the_plan]
        if self._tells_of_the_item(own):
            return
        for cell in own:
            if not self._gathering.said(cell.text, cell, across=True):
                self._account.leave(cell, "a text above the headings", meant=False)
            elif self._gathering.context.item is not self._item:
                self._item, self._objective = self._gathering.context.item, None

    def _heading(self, row: int) -> None:
        own = self._own(row)
        for cell in own:
            names_item = len(own) == 1 and with_item_word(cell.text) is not None
            if not names_item or not self._gathering.said(cell.text, cell, across=True):
                self._account.leave(cell, A_HEADING, meant=True)
            else:
                self._item, self._objective = self._gathering.context.item, None

    # What goes across

    def _kinds(self) -> list[Kind]:
        """Return the kinds of rows that the columns make, apart from items."""
        kinds = dict.fromkeys(each[0] for each in self._columns if each)
        return [kind for kind in kinds if kind in MAIN]

    def _has_items(self) -> bool:
        return any(each in ((Kind.RECOMMENDATIONS, NUMBER), (Kind.RECOMMENDATIONS, "Title")) for each in self._columns)

    def _across(self, row: int, own: Sequence[Cell]) -> Cell | None:
        """Return the cell that is all there is in a row, and goes across it; None if it is an ordinary row."""
        if len(own) != 1:
            return None
        cell = own[0]
        held = {id(each): each for c in range(self._width) if (each := self._at.get((row, c)))}
        others = [each for each in held.values() if each is not cell and each.text.strip()]
        covered = {self._columns[c] for c in range(cell.column, cell.column + cell.across) if c < len(self._columns)}
        mains = {(kind, MAIN[kind]) for kind in self._kinds()}
        if cell.across > 1 and (covered & mains or not mains) and (cell.across > 2 or not others):
            return cell
        if others or self._width < 3:
            return None
        if covered & mains:
            said = with_item_word(cell.text) is not None or says_only_none(cell.text)
            return cell if said or self._stands_out(cell) else None
        of_items = any(each and each[0] is Kind.RECOMMENDATIONS for each in covered)
        long_text = any(each and HOLDS[each[0]].get(each[1]) is Holds.LONG_TEXT for each in covered)
        return None if of_items or (long_text and cell.column > 0) else cell

    def _stands_out(self, cell: Cell) -> bool:
        """Tell whether a cell looks like a heading: bold or filled, where most others in its column are not."""
        others = [each for each in self._table.table.cells if each.column == cell.column and each is not cell]
        below = [each for each in others if each.row not in self._table.headings and each.text.strip()]
        bold = cell.bold and sum(each.bold for each in below) * 2 < len(below)
        filled = cell.fill is not None and sum(each.fill == cell.fill for each in below) * 2 < len(below)
        return bold or filled

    def _decide_across(self, rows: Iterable[int]) -> None:
        """Decide whether texts across rows are items: if nothing else says which item the table belongs to."""
        if Kind.RECOMMENDATIONS is self._table.kind or self._has_items():
            return
        texts = [cell for row in rows if (own := self._own(row)) and (cell := self._across(row, own))]
        texts = [cell for cell in texts if not says_only_none(cell.text)]
        if not texts or self._gathering.item_before(self._table.table.sheet) is not None:
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
        if self._across_are_items and (said.number or not self._numbered_only) and not self._follows_across(row):
            self._item, self._objective = gathering.mention(said, cell), None
            gathering.context.item = self._item
        elif self._item is not None and field_of(cell.text.partition(":")[0]) == "Progress" and ":" in cell.text:
            gathering.give_progress(self._item, cell.text.partition(":")[2].strip(), (cell,))
        elif Kind.ACTIONS in self._kinds():
            self._objective = Piece(_without_label(cell.text), (cell,))
            self._account.leave(cell, "an objective without an action below it")
        else:
            self._account.leave(cell, "a text across the table, for which the register has no place")

    def _tells_of_the_item(self, own: Sequence[Cell]) -> bool:
        """Take a row of which each cell names the item, its lead or its rating, or names one of them for the next."""
        gathering = self._gathering
        parts = _labelled(own) if 1 < len(own) <= _MOST_LINES else []
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

    def _follows_across(self, row: int) -> bool:
        """Tell whether the row before goes across too, so that this text is one level below it."""
        own = self._own(row - 1)
        return row - 1 not in self._table.headings and bool(own) and self._across(row - 1, own) is not None

    # Ordinary rows

    def _row(self, row: int) -> None:
        cells = dict(self._cells(row))
        self._take_item(row, cells)
        for kind in self._kinds():
            self._take(kind, {field: each for (of, field), each in cells.items() if of is kind})

    def _cells(self, row: int) -> Iterator[tuple[tuple[Kind, str], list[Cell]]]:
        """Yield for each field of a row its cells; those of columns that mean nothing are left."""
        found: dict[tuple[Kind, str], list[Cell]] = {}
        seen: set[int] = set()
        for column in range(self._width):
            cell = self._at.get((row, column))
            if cell is None or id(cell) in seen:
                continue
            seen.add(id(cell))
            fields = list(self._fields(cell))
            if not fields:
                self._leave_unknown(cell)
            for field in fields:
                found.setdefault(field, []).append(cell)
        yield from found.items()

    def _fields(self, cell: Cell) -> Iterator[tuple[Kind, str]]:
        """Yield the fields that a cell is for: one, or all the dates that it goes across."""
        covered = [
            field
            for c in range(cell.column, cell.column + cell.across)
            if c < len(self._columns) and (field := self._columns[c])
        ]
        if all(HOLDS[kind].get(field) in DATES for kind, field in covered):
            yield from covered
        elif covered:
            mains = [each for each in covered if each[1] == MAIN.get(each[0])]
            yield (mains or covered)[0]

    def _leave_unknown(self, cell: Cell) -> None:
        column = self._table.columns[cell.column] if cell.column < len(self._table.columns) else None
        if column is not None and column.field == IGNORE:
            self._account.leave(cell, "its column is ignored", meant=True)
        elif column is not None and column.heading:
            self._account.leave(cell, f"it is not known what the column {column.heading!r} is")
        else:
            self._account.leave(cell, "its column has no heading")

    def _take_item(self, row: int, cells: dict[tuple[Kind, str], list[Cell]]) -> None:
        """Take which item a row is about, and what it tells of it."""
        own = {field: each for (kind, field), each in cells.items() if kind is Kind.RECOMMENDATIONS}
        if self._has_items():
            self._item = self._named(own) or self._item
        if self._item is None:
            self._item = self._gathering.item_before(self._table.table.sheet)
        for field, each in own.items():
            if field in (NUMBER, "Title"):
                continue
            for cell in each:
                if self._item is not None and (cell.text.strip() or (field in ("RAG", "Confidence") and cell.fill)):
                    told = self._said.setdefault(self._item, {}).setdefault(field, [])
                    if not any(cell is other for other in told):
                        told.append(cell)
                elif self._item is None:
                    self._account.leave(cell, "it belongs to no recommendation")

    def _named(self, own: dict[str, list[Cell]]) -> Item | None:
        """Return the item that the cells of a row name; None if they are blank."""
        numbers = [cell for cell in own.get(NUMBER, ()) if not is_nothing(cell.text)]
        titles = [cell for cell in own.get("Title", ()) if not is_nothing(cell.text)]
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
        main = [cell for cell in own.get(MAIN[kind], ()) if cell.text.strip()]
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
        if kind is Kind.ACTIONS and self._objective is not None and "Objective" not in made.values:
            made.values["Objective"] = self._objective
        self._last[kind] = made
        self._gathering.rows.append(made)

    def _goes_on(
        self, kind: Kind, last: Made, main: Sequence[Cell], own: dict[str, list[Cell]], new: Sequence[Cell]
    ) -> bool:
        """Tell whether a row tells more of the action or indicator before: its text is the same cell, or blank."""
        if last.item is not self._item or last.table != self._number:
            return False
        ids = [cell for cell in own.get(IDS.get(kind, ""), ()) if not is_nothing(cell.text)]
        if main:
            same = any(cell is place for cell in main for place in last.values.get(MAIN[kind], Piece("", ())).places)
            return same and all(_has(last, cell) for cell in ids)
        words = [HOLDS[kind].get(field) for field, cells in own.items() if any(cell in new for cell in cells)]
        return not ids and all(each in (*_WORDS, Holds.LEADS) for each in words)

    def _add(self, made: Made, own: dict[str, list[Cell]]) -> None:
        for field, cells in own.items():
            holds = HOLDS[made.kind].get(field)
            for cell in cells:
                if not cell.text.strip():
                    if cell.fill and holds is Holds.RATING and not self._is_of_the_row(cell):
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

    def _is_of_the_row(self, cell: Cell) -> bool:
        """Tell whether a fill is that of the whole row, or of the row's next cell, and so says nothing of this one."""
        beside = [self._at.get((cell.row, cell.column + step)) for step in (-1, 1)]
        return any(each is not None and each is not cell and each.fill == cell.fill for each in beside)

    # The end

    def _close(self) -> None:
        """Give the items what was told of them."""
        give = self._gathering.items.give
        for item, fields in self._said.items():
            for field, cells in fields.items():
                texts = [cell for cell in cells if cell.text.strip()]
                if field in PARAGRAPHS:
                    self._give_paragraphs(item, field, texts)
                    continue
                for cell in texts:
                    text = printed(cell, HOLDS[Kind.RECOMMENDATIONS].get(field))
                    if field in ("Status", "RAG") and is_business_as_usual(text):
                        give(item, "Status", Piece(Status.BUSINESS_AS_USUAL.value, (cell,)))
                        if field == "Status":
                            continue
                    give(item, field, Piece(text, (cell,)))
                if not texts and cells and not self._is_of_the_row(cells[0]):
                    self._gathering.item_fills.append((item, field, cells[0]))

    def _give_paragraphs(self, item: Item, field: str, cells: Sequence[Cell]) -> None:
        give = self._gathering.items.give
        different = list({fold(cell.text): cell for cell in reversed(cells)}.values())[::-1]
        told: list[str] = []
        for cell in different:
            if field != "Progress":
                told.append(as_paragraphs(cell.text))
                continue
            progress = progress_in(cell.text)
            told.append(progress.text)
            give(item, "Lead", Piece(progress.lead, (cell,)))
            give(item, "Status", Piece(progress.status, (cell,)))
            if progress.rating:
                item.weak.setdefault("RAG", Piece(progress.rating, (cell,)))
        give(item, field, Piece("\n\n".join(filter(None, told)), tuple(cells)))


def _labelled(own: Sequence[Cell]) -> list[tuple[str, list[Cell]]]:
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


def _has(made: Made, cell: Cell) -> bool:
    return any(cell is place for piece in made.values.values() for place in piece.places)


def _own_field(
    kind: Kind, field: tuple[Kind, str] | None, fields: Sequence[tuple[Kind, str] | None]
) -> tuple[Kind, str] | None:
    """Return the field of a column in a table without a column of items: leads and ratings are those of its rows."""
    if field is None or field[0] is not Kind.RECOMMENDATIONS:
        return field
    own = (kind, _OF_ROWS[kind].get(field[1], field[1])) if kind in _OF_ROWS else field
    return own if own[1] in FIELDS[own[0]] and own not in fields else field


def _without_label(text: str) -> str:
    label, colon, rest = text.strip().partition(":")
    return rest.strip() if colon and fold(label) in ("objective", "outcome", "aim") and rest.strip() else text.strip()
