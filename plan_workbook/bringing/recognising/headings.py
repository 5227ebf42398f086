"""Which rows of a table are its headings, and what each column is headed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from plan_workbook.bringing.documents.document import Cell, Table
from plan_workbook.bringing.recognising.contents import sort_of
from plan_workbook.bringing.recognising.fitting import OF_PERSONS
from plan_workbook.bringing.recognising.rating_words import COUNTS_AS
from plan_workbook.bringing.recognising.signs import without_sign
from plan_workbook.bringing.recognising.totals import is_a_total
from plan_workbook.bringing.recognising.wording import AFTER, LONGEST_HEADING, wording, words_of
from plan_workbook.bringing.recognising.words import OTHER, WORDS
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold, tidy

_LOOKED_AT = 25
"""Rows from the top among which the first headings are."""
_SOON = 6
"""Rows below a row in which there may be better headings."""
_END = 0.45
"""Which share of a heading its last words are at least that are known."""
_SPELT = 92
"""How like one of the words a text is, of 100, that is only spelt wrongly."""
_SHORT = 60
"""Characters of a text in a group of headings."""
_RATES = frozenset(("rag", "brag", "status", "rating", "confidence", "health"))
"""Words of the labels of ratings."""
_MOST_LABELLED = 6
"""Cells of a row of labels and values."""
_LABELLED = 4
"""Cells of the rows of a box: two labels, each with its value."""
_COLUMNS_OF_KEY = 3
"""Of a key without headings, whose first rating is none."""
_LEADERS, _NAMES = frozenset((word,) for word in OF_PERSONS), 0.8
"""Words for who leads, and how much the text next to one looks like a name that does."""
_NUMBER = pattern(r"[A-Z]{0,3}[ .-]?\d{1,3}(?:\.\d{1,2})*[.):]?")
_ALL = tuple(
    dict.fromkeys(
        [word for its in WORDS.values() for each in its for word in (each.field, *each.words, *each.vague)]
        + [word for sort in OTHER for word in (*sort.words, *sort.beside)]
    )
)
_WORDS_OF_ALL = frozenset(map(words_of, _ALL))
_JOINED = tuple(" ".join(words) for words in _WORDS_OF_ALL)


class Headed(NamedTuple):
    """The headings of a table."""

    rows: frozenset[int]
    """The rows that are headings, also where they are repeated further down."""
    columns: tuple[tuple[str, ...], ...]
    """For each column, its headings from the top: that of its group, its own."""

    def heading(self, column: int) -> str:
        """Return the heading of a column as printed, the rows joined by a space; empty if it has none."""
        return " ".join(tidy(text) for text in self.columns[column])

    @property
    def texts(self) -> tuple[str, ...]:
        """The headings of all columns."""
        return tuple(self.heading(column) for column in range(len(self.columns)))


def headed(table: Table, also: Collection[str] = ()) -> Headed:
    """Return the headings of a table; no rows if it has none.

    `also` are other texts, folded, that are known to be headings: those of a mapping.
    """
    rows = by_row(table)
    if table.headings is not None:
        return _as_known(table, rows, table.headings)
    block = range(0) if _is_set_as_box(rows) else _block(table, rows, also)
    if not block:
        return Headed(frozenset(), ((),) * table.columns)
    columns = tuple(tuple(_of_column(rows, block, column)) for column in range(table.columns))
    repeats = _repeats(rows, block)
    return Headed(frozenset({*block, *repeats}), columns)


def _is_set_as_box(rows: Mapping[int, list[Cell]]) -> bool:
    """Tell whether several rows have labels in bold or on a fill, each with a value that is not, right of it."""
    filled = [cells for cells in rows.values() if cells]
    looks = {(cell.bold, cell.fill) for cells in filled for cell in cells[::2]}
    others = {(cell.bold, cell.fill) for cells in filled for cell in cells[1::2]}
    return (
        len(filled) > 1
        and max(map(len, filled)) == _LABELLED
        and all(len(cells) in (2, _LABELLED) for cells in filled)
        and len(looks) == 1
        and looks != {(False, None)}
        and not looks & others
    )


def _as_known(table: Table, rows: Mapping[int, list[Cell]], known: Sequence[int]) -> Headed:
    """Return the headings in rows of which it is known: those on top, and further down those of other columns."""
    blocks: list[range] = []
    for row in sorted(known):
        if blocks and blocks[-1].stop == row:
            blocks[-1] = range(blocks[-1].start, row + 1)
        elif row < len(rows):
            blocks.append(range(row, row + 1))
    columns = (
        next((said for block in blocks if (said := tuple(_of_column(rows, block, column)))), ())
        for column in range(table.columns)
    )
    repeats = _repeats(rows, blocks[0]) if blocks else ()
    return Headed(frozenset({*known, *repeats}), tuple(columns))


def by_row(table: Table) -> dict[int, list[Cell]]:
    """Return the cells with a text that each row has or shares, each once, from the left."""
    rows: dict[int, list[Cell]] = {row: [] for row in range(table.rows)}
    for cell in sorted(table.cells, key=lambda each: each.column):
        if not cell.blank:
            for row in range(cell.row, cell.row + cell.down):
                rows[row].append(cell)
    return rows


def _block(table: Table, all_rows: Mapping[int, list[Cell]], also: Collection[str]) -> range:
    """Return the rows of the headings at the top of a table: one after the other, the last one right above its rows."""
    looked_at = range(min(len(all_rows), _LOOKED_AT))
    rows = {row: all_rows[row] for row in looked_at}
    known = {row: _known(rows[row], also) for row in looked_at}
    first = _first(table, rows, known)
    if first is None:
        return range(0)
    last = first
    while last + 1 in rows and (
        last + 1 < table.repeated or _goes_on(table, rows[last], rows[last + 1], last, known, also)
    ):
        last += 1
    while first and _is_group(table, rows[first - 1]):
        first -= 1
    return range(first, last + 1)


def _first(table: Table, rows: Mapping[int, list[Cell]], known: Mapping[int, int]) -> int | None:
    """Return the first row of headings; one with few of them does not count if a better one is soon below it."""
    may_be = [row for row in rows if _may_be_headings(table, row, rows, known[row])]
    for row in may_be:
        better = [each for each in may_be if row < each <= row + _SOON and known[each] > 1.4 * known[row]]
        if not better or 2 * known[row] > table.columns:
            return row
    return None


def _may_be_headings(table: Table, row: int, rows: Mapping[int, list[Cell]], known: int) -> bool:
    cells = rows[row]
    if table.columns == 1 or len(cells) < 2:
        return bool(cells) and known == 1 and table.columns == 1 and table.rows > 1
    if any(len(cell.text) > LONGEST_HEADING or _is_list_of_values(cell) for cell in cells):
        return False
    if _has_values(cells) and row >= table.repeated:
        return False
    if sum(_is_like_those_below(cell, rows) for cell in cells) > 1 and row >= table.repeated:
        return False
    if table.columns <= _COLUMNS_OF_KEY and _is_among_ratings(cells[0], rows):
        return False
    return (known >= 2 and 2 * known >= len(cells)) or row < table.repeated or _stands_out(table, row, cells)


def _stands_out(table: Table, row: int, cells: list[Cell]) -> bool:
    """Tell whether a row at the top is in bold or on a fill, or has words over dates and figures, whatever it says."""
    above = [cell for cell in table.cells if cell.row < row and not cell.blank]
    below = [cell for cell in table.cells if cell.row > row and not cell.blank]
    if len(cells) < max(2, table.columns - 1) or not below or not all(_is_above(cell, table, row) for cell in above):
        return False
    if any(len(cell.text) > _SHORT or (is_value(cell) and not _is_period(cell.text)) for cell in cells):
        return False
    if all(map(is_value, cells)):
        return False
    bold = all(cell.bold for cell in cells) and sum(cell.bold for cell in below) < len(below) / 3
    fills = {cell.fill for cell in cells}
    filled = len(fills) == 1 and None not in fills and sum(cell.fill in fills for cell in below) < len(below) / 3
    return bold or filled or any(_is_over_values(cell, below) for cell in cells)


def _is_like_those_below(cell: Cell, rows: Mapping[int, list[Cell]]) -> bool:
    """Tell whether a cell has the same sort of value as nearly all below it: a date above dates is no heading."""
    others = [each for row in rows if row > cell.row for each in rows[row] if each is not cell]
    below = [each for each in others if each.column == cell.column]
    if _is_period(cell.text) and not any(_is_period(each.text) for each in below):
        return False
    below = [each for each in below if any(map(str.isalnum, each.text))]  # a tick below `Green` is not like it
    sorts = [sort_of(each) for each in below[:_LOOKED_AT]]
    return any(
        getattr(sort_of(cell), name) == 1 and sorts and sum(getattr(s, name) == 1 for s in sorts) >= 0.8 * len(sorts)
        for name in ("date", "figure", "rating", "email")
    )


def _is_among_ratings(cell: Cell, rows: Mapping[int, list[Cell]]) -> bool:
    """Tell whether a cell has a rating, and so have most others of its column."""
    others = [each for row in rows for each in rows[row] if each.column == cell.column and each is not cell]
    rated = sum(sort_of(each).rating == 1 for each in others)
    return sort_of(cell).rating == 1 and rated > 0 and 2 * rated > len(others)


def _is_above(cell: Cell, table: Table, row: int) -> bool:
    """Tell whether a cell above a row of headings is a title over all of them, or heads a group or a column of it."""
    return cell.across == table.columns or (
        len(cell.text) <= _SHORT and (cell.row + cell.down > row or (cell.row == row - 1 and cell.across > 1))
    )


def _is_over_values(heading: Cell, below: Sequence[Cell]) -> bool:
    its = [is_value(cell) for cell in below if cell.column == heading.column][:_LOOKED_AT]
    return len(its) > 1 and sum(its) >= 0.8 * len(its)


def is_value(cell: Cell) -> bool:
    """Tell whether a cell has a date, a figure, a rating or an address, which headings are not."""
    sort = sort_of(cell)
    return max(sort.date, sort.figure, sort.rating, sort.email) == 1


def _is_list_of_values(cell: Cell) -> bool:
    """Tell whether each of several lines of a cell is a date, a figure or a rating."""
    lines = [line for line in cell.text.split("\n") if line.strip()]
    return len(lines) > 1 and all(is_value(cell._replace(text=line, value=None)) for line in lines)


def _goes_on(
    table: Table, above: list[Cell], below: list[Cell], last: int, known: Mapping[int, int], also: Collection[str]
) -> bool:
    """Tell whether the row below a row of headings has headings too."""
    new = [cell for cell in below if cell.row == last + 1]
    if any(len(cell.text) > _SHORT for cell in new) or not new:
        return False
    if any(cell.across == table.columns for cell in new):
        return False
    decided = sum(any(text.endswith(f" {fold(cell.text)}") for text in also) for cell in new) if also else 0
    known_new = max(decided, sum(_is_known(cell.text) or _is_period(cell.text) for cell in new))
    if any(cell.row + cell.down > last + 1 and not cell.blank for cell in above) and known_new * 2 >= len(new):
        return True
    grouped = [cell for cell in above if cell.across > 1]
    under = [cell for cell in new if any(g.column <= cell.column < g.column + g.across for g in grouped)]
    if _are_under_gaps(table, above, new) and 2 * known_new >= max(2, len(new)):
        return True
    if grouped and len(under) == len(new):
        others_go_down = all(cell.row + cell.down > last + 1 for cell in above if cell.across == 1)
        values = any(map(is_value, new))
        if known_new * 2 >= len(new) or (others_go_down and len(new) > 2 and not values):
            return True
    return known_new >= 2 and known[last + 1] > known[last] and known_new >= 0.6 * len(new)


def _are_under_gaps(table: Table, above: Sequence[Cell], new: Sequence[Cell]) -> bool:
    """Tell whether cells are below gaps between headings, or below the one before such a gap, which is of a group."""
    taken = {column for cell in above for column in range(cell.column, cell.column + cell.across)}
    gaps = {column for column in range(table.columns) if column not in taken}
    columns = {cell.column for cell in new}
    return (
        2 * len(taken) > table.columns
        and bool(gaps & columns)
        and columns <= gaps | {gap - 1 for gap in gaps}
        and not any(map(is_value, new))
    )


def _is_group(table: Table, cells: list[Cell]) -> bool:
    """Tell whether a row above headings has the headings of groups of them."""
    if len(cells) == 1 and cells[0].column and 1 < cells[0].across < table.columns:
        return _is_known(cells[0].text)  # of the last columns only
    if len(cells) < 2:
        return False
    if any(len(cell.text) > _SHORT or ":" in cell.text or cell.value is not None for cell in cells):
        return False
    if len(cells) == 2 and words_of(cells[0].text)[-1:] in _LEADERS and sort_of(cells[1]).name >= _NAMES:
        return False
    if _NUMBER.fullmatch(cells[0].text.strip()):  # of an item, with its title next to it
        return False
    if _has_values(cells) or is_label_of_all(table, cells):
        return False
    return any(1 < cell.across < table.columns for cell in cells) or 2 * len(cells) <= table.columns


def is_label_of_all(table: Table, cells: Sequence[Cell]) -> bool:
    """Tell whether a row has one label, and a value over all the other columns: ``Pillar 1 | Early help``."""
    if len(cells) != 2:
        return False
    label, value = cells
    return label.across == label.down == 1 and value.across > 1 and value.column + value.across == table.columns


def _has_values(cells: Sequence[Cell]) -> bool:
    """Tell whether a row has labels, each with its value right of it: ``Lead officer | Jo Hart | RAG | Green``."""
    labels, values = cells[::2], cells[1::2]
    rated = [fold(without_sign(value.text)) in COUNTS_AS or sort_of(value).rating == 1 for value in values]
    of_one = sum(rated) == 1 and labels[rated.index(True)]
    if of_one and _RATES & {*words_of(of_one.text)} and sort_of(of_one).rating < 1 and len(cells) <= _MOST_LABELLED:
        return True
    fits = any(rated) or any(value.across > label.across for label, value in zip(labels, values, strict=False))
    return (
        fits
        and all(_is_known(label.text) for label in labels)
        and not any(
            (_is_known(value.text) and fold(value.text) not in COUNTS_AS) or _is_period(value.text) for value in values
        )
    )


def _of_column(rows: Mapping[int, list[Cell]], block: range, column: int) -> Iterator[str]:
    cells = [cell for row in block for cell in rows[row] if cell.column <= column < cell.column + cell.across]
    return (cell.text for cell in dict.fromkeys(cells))


def _repeats(rows: Mapping[int, list[Cell]], block: range) -> Iterator[int]:
    """Yield the rows further down that say the same as a row of headings."""
    said = [{cell.column: fold(cell.text) for cell in rows[row] if cell.row == row} for row in block]
    for row in range(block.stop, len(rows)):
        here = {cell.column: fold(cell.text) for cell in rows[row] if cell.row == row}
        for texts in said:
            same = sum(texts.get(column) == text for column, text in here.items())
            if here and same >= min(2, len(texts)) and same >= 0.8 * len(here):
                yield row
                break


def says_headings(cells: Sequence[Cell], share: float) -> bool:
    """Tell whether at least two cells, and such a share of them, are known as headings, and the others may be."""
    if len(cells) < 2 or any(len(cell.text) > LONGEST_HEADING or is_value(cell) for cell in cells):
        return False
    if is_a_total([cell.text for cell in cells]):
        return False
    return _known(cells, ()) >= max(2, share * len(cells))


def _known(cells: Sequence[Cell], also: Collection[str]) -> int:
    """Return how many cells may be headings; periods and ratings only are if there is another one."""
    if also and (decided := sum(fold(cell.text) in also for cell in cells)) >= max(2, 0.5 * len(cells)):
        return decided
    words = sum(_is_known(cell.text) and fold(cell.text) not in COUNTS_AS for cell in cells)
    if not words:
        return 0
    return words + sum(
        _is_period(cell.text) or (_is_known(cell.text) and fold(cell.text) in COUNTS_AS) for cell in cells
    )


def _is_period(text: str) -> bool:
    said = wording(text)
    return not said.bare and said.period is not None


@lru_cache(maxsize=20_000)
def _is_known(text: str) -> bool:
    """Tell whether a text may be a heading of a plan's table, or of another one that documents have."""
    if len(text) > _SHORT or not text.strip():
        return False
    said = wording(text)
    forms = [form for form in (said.whole, said.bare, *said.parts) if form]
    if any(_is_one_of_the_words(form) for form in forms):
        return True
    return any(
        process.extractOne(" ".join(form), _JOINED, scorer=fuzz.ratio, score_cutoff=_SPELT) is not None
        for form in forms[:2]
        if len(" ".join(form)) > 4
    )


def _is_one_of_the_words(form: tuple[str, ...]) -> bool:
    """Tell whether words are those of a heading, or end in them, or say more of it after `of`, `for` and so on."""
    ends = (form[at:] for at in range(len(form)) if len(form) - at >= _END * len(form))
    return any(end in _WORDS_OF_ALL for end in ends) or any(
        form[:at] in _WORDS_OF_ALL for at in range(1, len(form)) if form[at] in AFTER
    )
