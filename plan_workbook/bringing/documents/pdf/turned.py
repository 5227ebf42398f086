"""Texts that stand on their side outside ruled tables, above all narrow headings, as words where they are read."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing.documents.pdf.text import Char, Line, lines_of, turned_to

_APART = 1.5
"""A gap of more than so many letters' height is between two texts."""
_NEXT_LINE = 0.7
"""Lines of one text are no further apart than this share of their size."""


def words_of_page(chars: Sequence[Char]) -> list[Line]:
    """Return the words on a page; a text on its side is one word at the height of the first line next to it.

    So a narrow heading that is turned is at the same height as the other headings of its table.
    """
    level: list[Char] = []
    by_turn: dict[str, list[Char]] = {"up": [], "down": []}
    for char in chars:
        by_turn.get(turned_to(char), level).append(char)
    words = lines_of(level, 0.0)
    return [*words, *_at_their_heights(_texts_turned(by_turn), words)]


def lines_of_page(chars: Sequence[Char], apart: float) -> list[Line]:
    """Return the lines on a page, parted at wide gaps, with texts on their side where `words_of_page` has them."""
    level = [char for char in chars if turned_to(char) not in ("up", "down")]
    if len(level) == len(chars):
        return lines_of(chars, apart)
    words = lines_of(level, 0.0)
    turned = _texts_turned({way: [char for char in chars if turned_to(char) == way] for way in ("up", "down")})
    return [*lines_of(level, apart), *_at_their_heights(turned, words)]


def _texts_turned(by_turn: dict[str, list[Char]]) -> list[Line]:
    """Return the texts on their side, each with where it is on the page; several lines of one are one."""
    found: list[Line] = []
    for way, chars in by_turn.items():
        lines = [_on_page(line, way) for line in lines_of(chars, _APART)] if chars else []
        for line in sorted(lines, key=lambda line: line.x0, reverse=way == "down"):
            above = next((at for at, each in enumerate(found) if _goes_on(each, line)), None)
            if above is None:
                found.append(line)
            else:
                found[above] = _with(found[above], line)
    return found


def _on_page(line: Line, way: str) -> Line:
    """Return a line with its place on the page: lines are made as if they were not turned."""
    high = line.bottom - line.top
    if way == "up":
        return line._replace(x0=line.top, x1=line.bottom, top=-line.x1, bottom=-line.x0, size=high)
    return line._replace(x0=-line.bottom, x1=-line.top, top=line.x0, bottom=line.x1, size=high)


def _goes_on(above: Line, line: Line) -> bool:
    gap = max(line.x0 - above.x1, above.x0 - line.x1)
    together = min(above.bottom, line.bottom) - max(above.top, line.top)
    return gap < _NEXT_LINE * line.size and together > 0.3 * min(above.bottom - above.top, line.bottom - line.top)


def _with(above: Line, line: Line) -> Line:
    return above._replace(
        text=f"{above.text} {line.text}",
        x0=min(above.x0, line.x0),
        x1=max(above.x1, line.x1),
        top=min(above.top, line.top),
        bottom=max(above.bottom, line.bottom),
        bold=above.bold and line.bold,
        ends=line.ends,
    )


def _at_their_heights(turned: Sequence[Line], words: Sequence[Line]) -> list[Line]:
    found: list[Line] = []
    for line in turned:
        band = [each for each in turned if min(each.bottom, line.bottom) > max(each.top, line.top)]
        top, bottom = min(each.top for each in band), max(each.bottom for each in band)
        beside = [word for word in words if top <= (word.top + word.bottom) / 2 <= bottom]
        alike = [word for word in beside if word.bold == line.bold] or beside
        at = min((word.bottom for word in alike), default=bottom)
        below = max(bottom - at, 0.0)
        found.append(line._replace(top=at - line.size, bottom=at, first=line.x1 - line.x0, below=below))
    return found
