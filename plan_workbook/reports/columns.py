"""Text in columns and in lines: wrapped at words on a terminal, and neither wrapped nor padded anywhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from rich.console import Console
from rich.text import Text

from plan_workbook.values.text import STEERS, escaped

MOST_ROWS = 200
"""The most rows that text has under one heading; the web page and JSON, which nobody reads from top to bottom, have
all of them."""
_GAP = 2
"""Spaces between columns."""
_LEAST = 24
"""Characters that the last column has at least; on a narrower terminal it begins on a line of its own."""
_UNDER = 4
"""Spaces before a last column that is on its own line."""


def print_line(console: Console, text: Text | str, *, indent: int = 0) -> None:
    """Print a line, wrapped at words if it goes to a terminal; what follows the first line is indented."""
    width = width_of(console)
    for place, line in enumerate(_wrapped(_as_text(text), None if width is None else max(_LEAST, width - indent))):
        _print(console, Text(" " * indent if place else "") + line)


def print_columns(console: Console, rows: Sequence[Sequence[Text | str]], *, right: Collection[int] = ()) -> None:
    """Print rows in columns as wide as their contents; the last column is wrapped at words on a terminal.

    If there is no room for it, it begins on a line of its own; if there is none for the others either, they are words
    one after the other.

    Args:
        console: where to print.
        rows: their cells; all rows have as many.
        right: the columns, counted from 0, that are aligned to the right.
    """
    cells = [[_as_text(cell) for cell in row] for row in rows]
    if not cells:
        return
    widths = [max(cell.cell_len for cell in column) for column in zip(*cells, strict=True)]
    before = sum(widths[:-1]) + _GAP * (len(widths) - 1)
    width = width_of(console)
    under = width is not None and len(widths) > 1 and before + min(widths[-1], _LEAST) > width
    room = None if width is None else max(_LEAST, width - (_UNDER if under else before))
    for row in cells:
        head = Text(" " * _GAP).join(
            _padded(cell, size, right=place in right)
            for place, (cell, size) in enumerate(zip(row[:-1], widths, strict=False))
        )
        last = row[-1]
        if len(row) - 1 in right and not under:
            last = _padded(last, widths[-1], right=True)
        lines = list(_wrapped(last, room))
        if under and width is not None and before > max(_LEAST, width):
            for place, line in enumerate(
                _wrapped(Text("  ").join(each for each in row[:-1] if each.plain), width - _GAP)
            ):
                _print(console, Text(" " * _GAP if place else "") + line)
        elif under:
            _print(console, head)
        for place, line in enumerate(lines):
            if under and not line.plain:
                continue
            start = Text(" " * _UNDER) if under else Text(" " * before) if place or len(row) == 1 else head + " " * _GAP
            _print(console, start + line)


def width_of(console: Console) -> int | None:
    """Return the width of a terminal in characters; None for a file, a pipe or anything else."""
    is_terminal = getattr(console.file, "isatty", None)
    return console.width if is_terminal is not None and is_terminal() else None


def _as_text(text: Text | str) -> Text:
    """Return a text in which what would steer the terminal is written out."""
    text = Text(text) if isinstance(text, str) else text
    places = {place for found in STEERS.finditer(text.plain) for place in found.span()}
    if not places:
        return text
    pieces = text.divide(sorted(places))  # of which each keeps its style
    return Text("").join(Text(escaped(each.plain), each.style) if STEERS.match(each.plain) else each for each in pieces)


def _padded(cell: Text, width: int, *, right: bool) -> Text:
    spaces = " " * (width - cell.cell_len)
    return Text(spaces) + cell if right else cell + spaces


def _print(console: Console, line: Text) -> None:
    line.rstrip()
    if width_of(console) is None and console.color_system is None:
        console.file.write(f"{line.plain}\n")  # rich needs twenty times as long for the same
    else:
        console.print(line, soft_wrap=True)


def _wrapped(text: Text, width: int | None) -> Iterator[Text]:
    """Yield the lines of a text; words are kept whole, even one that is wider than all lines."""
    for paragraph in text.split("\n", allow_blank=True):
        if width is None or paragraph.cell_len <= width:
            yield paragraph
            continue
        line: list[Text] = []
        used = 0
        for word in paragraph.split(" "):
            if line and used + 1 + word.cell_len > width:
                yield Text(" ").join(line)
                line, used = [], 0
            used += word.cell_len + (1 if line else 0)
            line.append(word)
        yield Text(" ").join(line)
