"""Characters of a PDF page put together: words, lines, and the paragraphs that the lines are."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pdfplumber.utils.text import extract_words

Char = dict[str, Any]
"""A character as pdfplumber describes it: ``text``, ``x0``, ``x1``, ``top``, ``bottom``, ``fontname``, ``size``, ..."""

GOES_ON = "goes_on"
"""What characters have that are the first of a line which is known to go on from the page before."""
_WORD_GAP = 0.15
"""A gap between characters of more than this share of their size parts words."""
_IN_ORDER = 0.6
"""Of the letters of a text, at least this share is right behind the one drawn before."""
_BOLD = re.compile("bold|black|heavy|demi", re.IGNORECASE)
BULLETS = "•◦▪▫●○■□‣\u2043∙➢➤✓✔"
SYMBOLS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✔", "\uf076": "❖", "\uf02d": "-", "\uf06f": "○"}
"""What bullets from the fonts Symbol and Wingdings look like, which no other font has at these codes."""


class Line(NamedTuple):
    """A line of text, in points from the left and the top of its page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    first: float
    """How wide its first word is."""
    size: float
    """The size of most of its characters."""
    bold: bool
    blank: bool
    """Whether a blank comes after its last letter."""
    page: int
    below: float = 0.0
    """How much further down it reaches, if it is on its side."""
    begins: int = -1
    ends: int = -1
    """Which of the letters of its page, in the order in which they are drawn, are its first and its last; else -1."""
    goes_on: bool = False
    """Whether it is known to be of a cell that begins on the page before."""

    @property
    def bullet(self) -> bool:
        """Whether it begins with a bullet."""
        return self.text[:1] in BULLETS or self.dash or self.text[:2] in ("o ", "\xa7 ")

    @property
    def dash(self) -> bool:
        """Whether it begins with a dash, which is also in the middle of sentences."""
        return self.text[:2] in ("- ", "\u2013 ")


def without_doubles(chars: Iterable[Char]) -> list[Char]:
    """Return the characters that can be seen, once each: some programs draw a letter twice to make it bold.

    Each is given the number, as ``drawn``, under which it comes in the order of drawing; blanks have that of the letter
    before. The function of pdfplumber for doubles takes time that grows with the square of their number.
    """
    kept: list[Char] = []
    number = 0
    at: dict[tuple[object, ...], list[tuple[float, float]]] = {}
    for char in chars:
        if not _printed(char["text"]):
            continue
        x, y, size = float(char["x0"]), float(char["top"]), float(char["size"])
        near = min(1.0, 0.1 * max(size, 0.1))  # as close as that, they can't be two narrow letters side by side
        across, down = math.floor(x / near), math.floor(y / near)
        what = (char["text"], char["fontname"], round(size, 1))
        around = ((*what, across + right, down + below) for right in (-1, 0, 1) for below in (-1, 0, 1))
        others = (other for each in around for other in at.get(each, ()))
        if not any(abs(x - left) < near and abs(y - top) < near for left, top in others):
            number += not char["text"].isspace()
            char["drawn"] = number
            kept.append(char)
            at.setdefault((*what, across, down), []).append((x, y))
    return kept


def _printed(text: str) -> bool:
    return text.isprintable() or any(_is_printed(each) for each in text)


def _is_printed(letter: str) -> bool:
    return letter in SYMBOLS or unicodedata.category(letter) not in ("Cc", "Cs", "Cn", "Cf")


def lines_of(chars: Sequence[Char], apart: float = math.inf) -> list[Line]:
    """Return the lines that the characters are, from the top; rotated ones after the others, as they are read.

    Args:
        chars: the characters, in the order in which they are drawn.
        apart: a gap of more than so many times the size of the text makes two lines of one.
    """
    found: list[Line] = []
    for turn in ("across", "up", "down", "over"):
        turned = [char for char in chars if turned_to(char) == turn]
        if turned:
            found += _lines(turned, turn, apart)
    return found


def turned_to(char: Char) -> str:
    """Return which way a character is turned: ``across`` for not at all."""
    a, b, _, d = char["matrix"][:4]
    if abs(b) > abs(a):
        return "up" if b > 0 else "down"
    return "over" if a < 0 and d < 0 else "across"


_READ: dict[str, dict[str, str]] = {
    "across": {},
    "up": {"line_dir_rotated": "ltr", "char_dir_rotated": "btt"},
    "down": {"line_dir_rotated": "rtl", "char_dir_rotated": "ttb"},
    "over": {"line_dir": "btt", "char_dir": "rtl"},
}


def _lines(chars: Sequence[Char], turn: str, apart: float) -> list[Line]:
    in_order = _in_order(chars)
    reading: dict[str, Any] = {"use_text_flow": True} if turn == "across" and in_order else _READ[turn]
    words = extract_words(list(chars), x_tolerance_ratio=_WORD_GAP, y_tolerance=1, return_chars=True, **reading)
    placed = [_word(word, turn, in_order or turn != "across") for word in words]
    placed.sort(key=lambda word: (word.place[1] + word.place[3]) / 2)
    rows: list[list[_Word]] = []
    for word in placed:
        if rows and _same_line(rows[-1], word):
            rows[-1].append(word)
        else:
            rows.append([word])
    blanks = {id(char) for char, after in pairwise(chars) if after["text"].isspace()}
    return [_line(words, blanks) for row in rows for words in _pieces(row, apart)]


def _in_order(chars: Sequence[Char]) -> bool:
    """Tell whether words are drawn letter after letter, as nearly all programs do.

    Then words are told from each other also where the texts of two cells touch.
    """
    near = sum(
        abs(after["bottom"] - char["bottom"]) < char["size"] and -0.5 < (after["x0"] - char["x1"]) / char["size"] < 0.25
        for char, after in pairwise(chars)
    )
    return bool(near >= _IN_ORDER * (len(chars) - 1))


def _pieces(row: Iterable[_Word], apart: float) -> Iterator[list[_Word]]:
    """Yield the words of a row from the left, parted where the gap is wide."""
    piece: list[_Word] = []
    for word in sorted(row, key=lambda word: word.place[0]):
        if piece and word.place[0] - piece[-1].place[2] > apart * float(word.chars[0]["size"]):
            yield piece
            piece = []
        piece.append(word)
    yield piece


class _Word(NamedTuple):
    place: tuple[float, float, float, float]
    """Left, top, right and bottom, as they would be if it were not rotated."""
    text: str
    chars: list[Char]
    begins: int
    ends: int


def _word(word: Char, turn: str, in_order: bool) -> _Word:
    chars = word["chars"]
    begins, ends = (chars[at].get("drawn", -1) if in_order else -1 for at in (0, -1))
    return _Word(_place(word, turn), _clean(word["text"]), chars, begins, ends)


def _place(word: Char, turn: str) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (float(word[side]) for side in ("x0", "top", "x1", "bottom"))
    if turn == "up":
        return -bottom, x0, -top, x1
    if turn == "down":
        return top, -x1, bottom, -x0
    if turn == "over":
        return -x1, -bottom, -x0, -top
    return x0, top, x1, bottom


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return "".join(SYMBOLS.get(each, each) for each in text if _is_printed(each))


def _same_line(row: Sequence[_Word], word: _Word) -> bool:
    """Tell whether a word is on a line: at its height, or smaller and raised or lowered."""
    _, top, _, bottom = row[0].place
    high, word_high = bottom - top, word.place[3] - word.place[1]
    if abs(high - word_high) < 0.1 * high:
        return abs(bottom - word.place[3]) < _WORD_GAP * 2 * high
    return min(bottom, word.place[3]) - max(top, word.place[1]) > 0.5 * min(high, word_high)


def _line(words: Sequence[_Word], blanks: set[int]) -> Line:
    chars = [char for word in words for char in word.chars]
    sizes = sorted(float(char["size"]) for char in chars)
    size = sizes[len(sizes) // 2]
    text = words[0].text
    first: _Word | None = None
    for before, word in pairwise(words):
        apart = word.place[0] - before.place[2] > _WORD_GAP * size
        if apart and first is None:
            first = before
        text += " " * apart + word.text
    return Line(
        text,
        words[0].place[0],
        min(word.place[1] for word in words),
        words[-1].place[2],
        max(word.place[3] for word in words),
        (first or words[-1]).place[2] - words[0].place[0],
        size,
        all(_BOLD.search(str(char["fontname"])) for char in chars if char["text"].strip()),
        id(words[-1].chars[-1]) in blanks,
        int(chars[0]["page_number"]),
        begins=words[0].begins,
        ends=words[-1].ends,
        goes_on=bool(chars[0].get(GOES_ON)),
    )


def one_line(pieces: Sequence[Line]) -> Line:
    """Return lines beside each other, from the left, as one."""
    if len(pieces) == 1:
        return pieces[0]
    return pieces[0]._replace(
        text=" ".join(piece.text for piece in pieces),
        top=min(piece.top for piece in pieces),
        x1=max(piece.x1 for piece in pieces),
        bottom=max(piece.bottom for piece in pieces),
        size=max(pieces, key=lambda piece: len(piece.text)).size,
        bold=all(piece.bold for piece in pieces),
        blank=pieces[-1].blank,
        ends=pieces[-1].ends,
        below=max(piece.below for piece in pieces),
    )
