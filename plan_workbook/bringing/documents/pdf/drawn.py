"""Rows by the texts of cells: programs draw a table cell after cell, and all lines of a cell one after the other.

So a text of several lines is known whatever is next to it, and texts that are next to each other are one row, be they
set to the top, the middle or the foot of their cells. A text next to several rows is of a cell merged over them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from plan_workbook.bringing.documents.pdf.rows import Piece, Row, drawn_on
from plan_workbook.bringing.documents.pdf.text import Line

_PARAGRAPH = 2.5
"""The lines of one text are no further apart than this many times the usual distance."""
_APART = 1.3
"""Nor than this many times, if nothing is next to the first of them."""
_CLOSE = 1.06
"""Nor than this many times, in worksheets whose wrapped texts are drawn after all others."""
_ALIKE = 0.15
"""Sizes of one text differ by less than this share."""
_WITHIN = 0.25
"""A text is within its lines' heights without this share of its size at either end: letters may reach over those."""
_CENTRED = 1.0
"""A merged text is in the middle of its rows, but for this many times its size."""

_FEW = 0.2
"""At most this share of the last lines of cells."""

Wraps = Callable[[Piece, Piece], bool]
"""Tells whether the first word of a line would have had no room on the line above."""


class Text(NamedTuple):
    """The text of a cell."""

    pieces: tuple[Piece, ...]
    """Its lines, from the top."""

    @property
    def columns(self) -> range:
        """The columns that it is in."""
        return range(self.pieces[0].first, max(piece.last for piece in self.pieces) + 1)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its lines, from the top."""
        return tuple(piece.line for piece in self.pieces)

    @property
    def top(self) -> float:
        """Where it begins, from the top of the page."""
        return self.pieces[0].line.top

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.pieces[-1].line.bottom

    @property
    def middle(self) -> float:
        """The middle of its height."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.pieces[0].line.size


class Merged(NamedTuple):
    """A text in a cell that is merged over rows."""

    text: Text
    first: int
    last: int
    """The first and the last of its rows."""


class Drawn(NamedTuple):
    """The rows of a table by the texts in them."""

    rows: list[list[Text]]
    merged: list[Merged]
    unsure: bool = False
    """Whether rows may be other ones."""


def rows_drawn(table: Sequence[Row], wraps: Wraps, pitch: float, edges: Sequence[float]) -> Drawn | None:
    """Return the rows that the lines of a table are; None if the order in which they are drawn does not tell.

    Args:
        table: its lines, from the top.
        wraps: whether a line goes on from the one above, by the room there.
        pitch: how far the lines of a text are from each other.
        edges: how far down lines, and sides of what is painted, go across the table: no row is on both sides of one.
    """
    texts = _texts(table, wraps, pitch)
    if texts is None:
        return None
    over = [text for text in texts if any(_top(text) < edge < _bottom(text) for edge in edges)]
    found = Drawn([], [])
    for part in _between([text for text in texts if text not in over], edges):
        found = _joined(found, _rows(part))
    for text in over:
        found = _with(found, text)
    return found


def _between(texts: Iterable[Text], edges: Sequence[float]) -> Iterator[list[Text]]:
    """Yield texts, from the top, by the edges that they are between."""
    for _, part in groupby(sorted(texts, key=_top), key=lambda text: sum(edge <= text.middle for edge in edges)):
        yield [*part]


def _rows(texts: list[Text]) -> Drawn:
    """Return the rows of texts that no edge is between."""
    counts = Counter(column for text in texts for column in text.columns)
    if max(counts.values()) == 1:
        return Drawn([texts], [])
    found = Drawn([], [])
    for group in _next_to_each_other(texts):
        found = _joined(found, _parted(group))
    return _with_merged_in_the_middle(found)


def _joined(above: Drawn, below: Drawn) -> Drawn:
    """Return rows with others below them."""
    down = len(above.rows)
    merged = (each._replace(first=each.first + down, last=each.last + down) for each in below.merged)
    return Drawn([*above.rows, *below.rows], [*above.merged, *merged], above.unsure or below.unsure)


def _with(drawn: Drawn, text: Text) -> Drawn:
    """Return rows with a text in the row that it is next to, or merged over the rows that it is next to."""
    rows = [*drawn.rows]
    beside = [at for at, row in enumerate(rows) if any(_beside(text, each) for each in row)]
    if len(beside) == 1 and not any(column in each.columns for each in rows[beside[0]] for column in text.columns):
        rows[beside[0]] = [*rows[beside[0]], text]
        return drawn._replace(rows=rows)
    if not beside:
        first = max(sum(_top(row[0]) < _top(text) for row in rows) - 1, 0)
        beside = [first, min(first + 1, len(rows) - 1)]
    return drawn._replace(merged=[*drawn.merged, Merged(text, beside[0], beside[-1])])


def _texts(table: Sequence[Row], wraps: Wraps, pitch: float) -> list[Text] | None:
    """Return the texts of the cells of a table; None if the order in which they are drawn does not tell."""
    found: list[list[Piece]] = []
    last: dict[int, tuple[list[Piece], Row]] = {}
    told = wrapped = 0
    in_order, blanks = _cell_after_cell(table), _blanks_wrap(table)
    most = (_PARAGRAPH if in_order else _CLOSE) * pitch
    for row in table:
        for piece in row:
            text, before = last.get(piece.first, ([], []))
            on = bool(text) and _goes_on(text[-1], before, piece, row, wraps if not blanks else _or_blank(wraps), most)
            if text and len(row) + len(before) > 2 and wraps(text[-1], piece):
                close = piece.line.top - text[-1].line.top <= _APART * pitch
                wrapped += close
                told += close and on
            if not on:
                text = []
                found.append(text)
            text.append(piece)
            for column in range(piece.first, piece.last + 1):
                last[column] = text, row
    known = all(piece.line.begins >= 0 for row in table for piece in row)
    if not known or (wrapped and (_line_after_line(table) or not (told or in_order))):
        return None
    return [Text(tuple(pieces)) for pieces in found]


def _line_after_line(table: Sequence[Row]) -> bool:
    """Tell whether what is at one height is drawn before what is below it: the order says nothing of cells then."""
    pieces = [piece for row in table for piece in row]
    return all(piece.line.begins < after.line.begins for piece, after in pairwise(pieces))


def _cell_after_cell(table: Sequence[Row]) -> bool:
    """Tell whether all cells are drawn in the order in which they are read."""
    last: dict[int, int] = {}
    for row in table:
        if any(after.line.begins < piece.line.begins for piece, after in pairwise(row)):
            return False
        if any(piece.line.begins < last.get(piece.first, 0) for piece in row):
            return False
        last |= {piece.first: piece.line.begins for piece in row}
    return True


def _blanks_wrap(table: Sequence[Row]) -> bool:
    """Tell whether a blank is drawn behind the lines that go on in the next, and behind few that end a cell."""
    columns = {piece.line.begins: piece.first for row in table for piece in row}
    last = [piece.line.blank for row in table for piece in row if columns.get(piece.line.ends + 1) != piece.first]
    return sum(last) <= _FEW * len(last)


def _or_blank(wraps: Wraps) -> Wraps:
    return lambda above, below: above.line.blank or wraps(above, below)


def _goes_on(above: Piece, before: Row, below: Piece, row: Row, wraps: Wraps, most: float) -> bool:
    """Tell whether a line goes on in a line below it: it is drawn next, and looks like it.

    A text alone at its height may be a heading of the rows below, or the only one of its row.
    """
    line, after = above.line, below.line
    apart = after.top - line.top
    if not drawn_on(line, after) or abs(line.size - after.size) >= _ALIKE * line.size or apart > most:
        return False
    if above.across or (len(before) == 1 and above.first == 0):
        return line.bold == after.bold and wraps(above, below) and not (above.across and len(row) > 1)
    return not below.across


def _top(text: Text) -> float:
    return text.top + _WITHIN * text.size


def _bottom(text: Text) -> float:
    return text.bottom - _WITHIN * text.size


def _next_to_each_other(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """Yield texts from the top, together those that are next to each other, or both next to a third."""
    group: list[Text] = []
    end = 0.0
    for text in sorted(texts, key=_top):
        if group and _top(text) >= end:
            yield group
            group = []
        end = max(end, _bottom(text)) if group else _bottom(text)
        group.append(text)
    if group:
        yield group


def _parted(group: list[Text]) -> Drawn:
    """Return texts next to each other as rows: a column has one text in each, and others are merged over several."""
    counts = Counter(column for text in group for column in text.columns)
    several = [text for text in group if any(counts[column] > 1 for column in text.columns)]
    if several and len(several) == len(group):
        return _below_headings(group) or Drawn([group], [], unsure=True)
    if not several:
        return Drawn([group], [])
    found = Drawn([], [])
    for part in _next_to_each_other(several):
        found = _joined(found, _parted(part))
    for text in group:
        if text not in several:
            found = _with(found, text)
    return found


def _below_headings(group: Sequence[Text]) -> Drawn | None:
    """Return bold texts as a row of their own, if each column begins with one; None if not.

    What a page cuts of a text in the middle of its cell may reach up next to the headings that are repeated.
    """
    headings = [text for text in group if all(line.bold for line in text.lines)]
    rest = [text for text in group if text not in headings]
    columns = {column: text.top for text in headings for column in text.columns}
    if not rest or any(columns.get(column, text.top) >= text.top for text in rest for column in text.columns):
        return None
    return _joined(_parted(headings), _rows(rest))


def _beside(text: Text, other: Text) -> bool:
    return min(_bottom(text), _bottom(other)) > max(_top(text), _top(other))


def _with_merged_in_the_middle(drawn: Drawn) -> Drawn:
    """Return rows with texts in the middle of several rows as merged over these.

    Such a text is next to no row but between two, or to one, with no text in its column above.
    """
    found = Drawn([], [], drawn.unsure)
    for across, rows in groupby(enumerate(drawn.rows), key=lambda each: _goes_across(each[1])):
        part = [*rows]
        first, last = part[0][0], part[-1][0]
        merged = [
            each._replace(first=max(each.first - first, 0), last=min(each.last, last) - first)
            for each in drawn.merged
            if first <= each.first <= last
        ]
        here = Drawn([row for _, row in part], merged)
        if not across:
            for column in sorted({column for row in here.rows for text in row for column in text.columns}):
                here = _in_the_middle(here, column)
        found = _joined(found, here)
    return found


def _goes_across(row: Sequence[Text]) -> bool:
    return any(len(text.columns) > 1 for text in row)


def _in_the_middle(drawn: Drawn, column: int) -> Drawn:
    """Return rows with the texts of a column as merged over those that they are in the middle of, if they all are.

    Texts that begin where a row does are merged down to the next: those of merged cells are set to the top as well.
    """
    here = [each for each in drawn.merged if column in each.text.columns]
    own = {at: text for at, row in enumerate(drawn.rows) for text in row if column in text.columns}
    rows = [at for at, row in enumerate(drawn.rows) if at not in own or len(row) > 1]
    if not rows:
        return drawn
    others = [[text for text in drawn.rows[at] if column not in text.columns] for at in rows]
    texts = sorted([*own.values(), *(each.text for each in here)], key=_top)
    plain = [at for at in rows if not all(line.bold for text in drawn.rows[at] for line in text.lines)]
    begins = {round(min(text.top for text in row)) for row in others}
    centred = any(min(abs(text.top - begin) for begin in begins) > _WITHIN * text.size for text in texts)
    blank = (
        column == 0 and bool(plain) and plain[0] not in own and 2 * len(drawn.rows[plain[0]]) > max(map(len, others))
    )
    if len(rows) == len(drawn.rows) and not blank and not (here and centred):
        last = {each.first: min([at for at in own if at > each.first], default=len(drawn.rows)) - 1 for each in here}
        down = [each._replace(last=max(each.last, last[each.first])) if each in here else each for each in drawn.merged]
        return drawn._replace(merged=down)
    ends = _runs(texts, others) if len(texts) < len(rows) else None
    if ends is None:
        return drawn
    place = {row: number for number, row in enumerate(rows)}
    kept = [
        each._replace(first=_near(each.first, place), last=_near(each.last, place))
        for each in drawn.merged
        if each not in here
    ]
    for text, begin, end in zip(texts, [0, *ends], ends, strict=False):
        if end - begin == 1:
            others[begin].append(text)
        else:
            kept.append(Merged(text, begin, end - 1))
    return drawn._replace(rows=others, merged=kept)


def _near(row: int, place: Mapping[int, int]) -> int:
    return place[min(place, key=lambda each: abs(each - row))]


def _runs(texts: Sequence[Text], rows: Sequence[Sequence[Text]]) -> list[int] | None:
    """Return where the rows end that each text is in the middle of, one text after the other; None if one is not."""
    tops = [min(text.top for text in row) for row in rows]
    ends = [max(text.bottom for text in row) for row in rows]
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for text in texts:
        after: dict[int, tuple[float, list[int]]] = {}
        for begin, (off, before) in best.items():
            for end in range(begin + 1, len(rows) + 1):
                away = abs((tops[begin] + ends[end - 1]) / 2 - text.middle)
                if away <= _CENTRED * text.size and (end not in after or off + away < after[end][0]):
                    after[end] = off + away, [*before, end]
        best = after
    return best[len(rows)][1] if len(rows) in best else None
