"""Which lines are one paragraph: the next word of a line that only wraps would have had no room on it."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from plan_workbook.bringing.documents.pdf.cut_words import seems_cut
from plan_workbook.bringing.documents.pdf.text import Line

_SLACK = 0.05
"""By so much of their size, the room of a line is not known better."""
_PITCH = 1.35
"""Lines further apart than this share of the usual distance of lines are paragraphs."""
_JOINED_AFTER = re.compile(r"\w[-\u2010/]$")
SENTENCE_ENDS = (".", ";", ":", "!", "?")
_NEVER_FIRST = (".", ",", ";", ":", "!", "?", ")", "\u2019")
"""No word begins with one of these."""
_DATE = re.compile(
    r"\d{1,2}([./-])\d{1,2}\1\d{2}(?:\d{2})?|\d{4}-\d{2}-\d{2}|(?:\d{1,2}-)?[A-Z][a-z]{2,8}-\d{2}(?:\d{2})?"
)
_LONG_DATE = re.compile(r"\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8} \d{4}")
_CODE_BEGUN, _CODE_GOES_ON = re.compile(r"[A-Z]{1,4}|[A-Z]{0,3}\d{1,2}\."), re.compile(r"\d{1,2}(?:\.\d{1,2})?[a-z]?")
"""The beginning of a code that is cut after its letters or after a full stop, and the rest."""
_CODE = re.compile(r"[A-Z]{0,4}\d{1,2}\.\d{1,2}[a-z]?|[A-Z]{1,4}\d{1,3}[a-z]?")
_LONGEST_DATE = 14
_BLANK = 0.32
"""No blank is wider than this share of the size."""
_LABEL = re.compile(r"(?P<label>[^\W\d_][^:\n]{0,58}?)\s*:\s+\S")
_LEAST_LABELLED = 3
"""So many lines begin with the same label at least that is one."""
_NEVER_JOINED = frozenset({"and", "or", "to"})


_WORDS_OF_ONE = "AI"
_MONTHS = frozenset(map(str.lower, month_name))


class Space(NamedTuple):
    """The room that the lines of a cell or column have, in points from the left of the page."""

    left: float
    right: float


class Habits(NamedTuple):
    """What can be told of the program that made a document."""

    blanks: bool = False
    """Whether lines end with a blank where they wrap, and without one where a paragraph ends."""
    words: frozenset[str] = frozenset()
    """The words within lines, in small letters: they are whole."""
    labels: frozenset[str] = frozenset()
    """What several lines outside tables begin with before a colon, in small letters: each begins a paragraph."""


def habits(cells: Iterable[tuple[Sequence[Line], Space]], other: Iterable[Line] = ()) -> Habits:
    """Return what can be told from the lines of cells, each with the room they have, and from the other texts."""
    ended, wrapped = [], []
    words: set[str] = set()
    some, outside = list(cells), list(other)
    for lines, space in some:
        words.update(_plain(word) for line in lines for word in line.text.split()[1:-1])
        placed = _room_after(lines, space)
        for line, after in pairwise(lines):
            room = placed(line, after)
            if room > line.size:
                ended.append(line.blank)
            elif room < 0:
                wrapped.append(line.blank)
    blanks = sum(wrapped) > 0.5 * len(wrapped) and sum(ended) <= 0.2 * len(ended)
    if blanks:
        words.update(word for lines, _ in some for word in _whole_at_ends(lines))
    words.update(_plain(word) for line in outside for word in line.text.split())
    labels = Counter(filter(None, map(_label, outside)))
    return Habits(
        blanks, frozenset(words), frozenset(each for each, count in labels.items() if count >= _LEAST_LABELLED)
    )


def _label(line: Line) -> str:
    """Return what a line begins with before a colon, in small letters; empty if it has no label."""
    found = _LABEL.match(line.text)
    return found["label"].lower() if found else ""


def _whole_at_ends(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the first and last words of lines that a blank tells to be whole."""
    begins = False  # a page may have cut the word
    for line in lines:
        words = line.text.split()
        for at, whole in (
            (0, begins and (len(words) > 1 or line.blank)),
            (-1, line.blank and (len(words) > 1 or begins)),
        ):
            if whole and words:
                yield _plain(words[at])
        begins = line.blank


def _plain(word: str) -> str:
    return word.strip(".,;:()").lower()


def paragraphs(lines: Sequence[Line], space: Space, made: Habits) -> list[list[Line]]:
    """Return the lines of a cell or column of text as paragraphs: a line that only wraps belongs to the one before.

    Args:
        lines: the lines, from the top.
        space: the room they have.
        made: what can be told of the program that made the document.
    """
    pitch = usual_pitch(lines)
    placed = _room_after(lines, space)
    found: list[list[Line]] = []
    for line in lines:
        if found and not _ends(found[-1], line, placed(found[-1][-1], line), pitch, made):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def usual_pitch(lines: Sequence[Line]) -> float:
    """Return how far lines usually are from each other, as a share of their size; 1.2 if that can't be told."""
    apart = sorted(
        (after.top - line.top) / line.size
        for line, after in pairwise(lines)
        if 0 < after.top - line.top < 3 * line.size and line.page == after.page
    )
    return apart[len(apart) // 4] if apart else 1.2


def _ends(begun: Sequence[Line], after: Line, room: float, pitch: float, made: Habits) -> bool:
    """Tell whether a paragraph ends with a line: the next one is far, has a bullet, or its first word had room.

    A dash is one too, but not where a text with a dash in it wraps right before that.
    """
    line = begun[-1]
    if after.bullet and (not after.dash or begun[0].bullet or room > _SLACK * line.size):
        return True
    if _is_whole_date(line.text) and _is_whole_date(after.text):
        return True
    if after.bold and not line.bold and line.text.endswith(SENTENCE_ENDS):
        return True
    if _label(after) in made.labels or abs(after.size - line.size) > 0.15 * line.size:
        return True
    apart = after.top - line.top
    if _is_cut_date(line, after):
        return False
    if line.page == after.page and not 0 <= apart <= _PITCH * pitch * max(line.size, after.size):
        return True
    if not made.blanks or room > line.size:
        return room > _SLACK * line.size
    if line.blank or after.text[:1].islower():
        return False
    return room + after.first > _SLACK * line.size  # otherwise, a blank at its end would have had no room


def _is_whole_date(text: str) -> bool:
    """Tell whether a line is a date and nothing else: two of them are never one text."""
    return _DATE.fullmatch(text) is not None or _LONG_DATE.fullmatch(text) is not None


def _room_after(lines: Sequence[Line], space: Space) -> Callable[[Line, Line], float]:
    """Return what tells how much room, in points, the next line's first word leaves on a line; negative if none."""
    centred = all(
        abs((line.x0 - space.left) - (space.right - line.x1)) < 2 or space.right - line.x1 < 1 for line in lines
    ) and any(line.x0 - space.left > line.size for line in lines)
    flush = sum(space.right - line.x1 < 1 for line in lines[:-1])
    justified = not centred and len(lines) > 2 and flush > 0.5 * (len(lines) - 1)

    def room(line: Line, after: Line) -> float:
        free = space.right - line.x1
        if justified and " " in line.text:
            return free if free > 1 else -line.size  # what wraps is as wide as it can be
        if centred:
            free += line.x0 - space.left
        return free - 0.25 * line.size - after.first

    return room


def as_text(lines: Iterable[Line], space: Space, made: Habits) -> str:
    """Return the lines of one paragraph as its text."""
    text = ""
    before: Line | None = None
    for line in lines:
        if before is not None:
            text += "" if _is_one_word(before, line, space, made) else " "
        text += line.text
        before = line
    return text


def _is_one_word(line: Line, after: Line, space: Space, made: Habits) -> bool:
    """Tell whether a word goes on in the next line: after a hyphen or slash, or because it is wider than the space."""
    first = after.text.split(maxsplit=1)[0]
    if first[0] in _NEVER_FIRST or _is_cut_date(line, after):
        return True
    if first.startswith(("'s", "\u2019s")) and line.text[-1].isalpha():
        return True
    if line.text.endswith(("'", "\u2019")) and first.strip(".,;:") in ("s", "t"):
        return True
    if _JOINED_AFTER.search(line.text):
        return first[0].isalnum() and (line.text[-1] == "/" or first.lower() not in _NEVER_JOINED)
    return is_cut_word(line, after, space, made)


def _is_cut_date(line: Line, after: Line) -> bool:
    """Tell whether a column is too narrow for a date or a code: ``18/01/20`` is above ``23``, ``R1.`` above ``2``."""
    words, more = line.text.split(), after.text.split()
    if len(words) == len(more) == 1 and _CODE_BEGUN.fullmatch(words[0]) and _CODE_GOES_ON.fullmatch(more[0]):
        return True
    return bool(words and more) and _DATE.fullmatch(words[-1] + more[0]) is not None


def without_cuts(text: str) -> str:
    """Return the text of a cell as the date that it is, if it is one in several pieces: ``15/1``, ``1/20``, ``25``."""
    whole = "".join(text.split())
    return whole if whole != text and len(whole) <= _LONGEST_DATE and _DATE.fullmatch(whole) else text


def code_in_pieces(lines: Sequence[Line]) -> str:
    """Return the code of a cell that is too narrow for it, in several lines: ``R``, ``1.``, ``2``; else nothing."""
    pieces = [line.text for line in lines]
    whole = "".join(pieces)
    return whole if len(pieces) > 1 and not any(" " in each for each in pieces) and _CODE.fullmatch(whole) else ""


def is_cut_word(line: Line, after: Line, space: Space, made: Habits) -> bool:
    """Tell whether the only word of a line, or its last one, is cut because it is wider than the space.

    Where a blank had no room at the end of a line either, the words of the document tell: the whole word is one of
    them, or neither its end nor its beginning is.
    """
    first = after.text.split(maxsplit=1)[0]
    if not (line.text[-1:].isalnum() and first[0].islower()) or (made.blanks and line.blank):
        return False
    if first == "no.":
        return False  # `Action no.`
    letter = after.first / len(first)
    room = space.right - line.x1
    if " " in line.text:
        last = line.text.rsplit(maxsplit=1)[-1]
        if len(last) == 1 and last.isupper() and last not in _WORDS_OF_ONE and room < letter:
            return True
        wide = (len(last) + len(first)) * letter > space.right - space.left + letter
        return wide and room < letter and seems_cut(_plain(last), _plain(first), made.words | _MONTHS)
    if room >= max(letter, line.size if made.blanks else 0):
        return False
    if made.blanks and room > _BLANK * line.size:
        return True  # a blank would have had room, and there is none
    return seems_cut(_plain(line.text), _plain(first), made.words)
