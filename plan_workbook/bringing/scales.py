"""The rating scale of what is brought in: from its key, or else from the ratings found; and fills that are ratings."""

from __future__ import annotations

import colorsys
import math
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.bringing.brought import Place, Recognised
from plan_workbook.bringing.document import Cell
from plan_workbook.bringing.words import COUNTS_AS
from plan_workbook.patterns import pattern
from plan_workbook.plan.scale import CountsAs, Rating, Scale
from plan_workbook.register import Record
from plan_workbook.values.text import fold, listed, tidy

_LETTERS = {
    "r": "Red", "a": "Amber", "g": "Green", "b": "Blue", "c": "Complete", "y": "Yellow", "n": "Not started",
    "p": "Purple", "w": "White",
}  # fmt: skip
"""What single letters are short for."""
_CODES = {word.casefold(): letter.upper() for letter, word in _LETTERS.items()}
_COLOURS = {
    CountsAs.COMPLETE: "#9DC3E6", CountsAs.OFF_TRACK: "#FF8F8F", CountsAs.AT_RISK: "#FFD166",
    CountsAs.ON_TRACK: "#A9D18E", CountsAs.NOT_STARTED: "#D9D9D9", CountsAs.STOPPED: "#BFBFBF",
}  # fmt: skip
"""The colours of ratings whose own is not known."""
_LONGEST_LABEL = 24
_IN_A_LINE = pattern(
    r"(?:\A|[\s,;(|])(?P<code>[A-Z]|(?i:red|amber|green|blue|yellow|grey|purple|black|white))\s*(?:=|[:\u2013\u2014]|\s-)\s*"
    r"(?P<meaning>[^=;|\n]+?)(?=[\s,;|]+(?:[A-Z]|(?i:red|amber|green|blue|yellow|grey|purple|black|white))\s*(?:=|[:\u2013\u2014]|\s-\s)|[;|\n]|\Z)"
)
_KEY_LINE = pattern(
    r"\s*(?:the\s+)?(?:b?rag|bragg?|rating|colour|status)?\s*(?:rating|status|colour)?s?\s*(?:key|legend)"
    r"(?:\s+to\s+(?:the\s+)?\S*\s*(?:ratings?|colours?|status))?\s*(?::|\Z)",
    re.IGNORECASE,
)
_NEAR = 90
"""How far apart two colours may be that are the same, of 441 (between black and white)."""
_LEAST_SATURATION, _LEAST_BRIGHTNESS = 0.14, 0.3


class Entry(NamedTuple):
    """What a key says of one rating."""

    code: str
    meaning: str
    fill: str
    """Six hexadecimal digits, or empty."""
    places: tuple[Place, ...]


def key_in_table(key: Recognised) -> list[Entry]:
    """Return what a table says that is a key: in each row a code or colour, and what it means."""
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(key.table.cells, key=lambda each: (each.row, each.column)):
        if cell.row not in key.headings and (cell.text.strip() or cell.fill):
            rows.setdefault(cell.row, []).append(cell)
    return [entry for cells in rows.values() for entry in _of_row(cells)]


def _of_row(cells: Sequence[Cell]) -> list[Entry]:
    texts = [cell for cell in cells if cell.text.strip()]
    fill = next((cell.fill for cell in cells if cell.fill), "")
    if not texts:
        return []
    if len(texts) == 1 or _is_each_one_rating(texts):
        return [entry for cell in texts for entry in key_in_text(cell.text, cell) or _of_cell(cell, fill)]
    code = next((cell for cell in texts if _counts_as(cell.text) is not None), texts[0])
    others = [cell for cell in texts if cell is not code]
    meaning = "; ".join(tidy(cell.text) for cell in others)
    return [Entry(tidy(code.text), meaning, code.fill or fill, tuple(texts))]


def _is_each_one_rating(texts: Sequence[Cell]) -> bool:
    """Tell whether a row lists several ratings side by side, each in a cell, such as a legend of colours."""
    return len(texts) > 1 and all(cell.fill for cell in texts) and len({cell.fill for cell in texts}) == len(texts)


def _of_cell(cell: Cell, fill: str) -> list[Entry]:
    text = tidy(cell.text)
    if _counts_as(text) is None or len(text) > _LONGEST_LABEL:
        return []
    return [Entry(text, "", cell.fill or fill, (cell,))]


def key_in_text(text: str, place: Place) -> list[Entry]:
    """Return what a line says that is a key: ``Key: R = off track, A = at risk``; nothing if it says less than two."""
    found = [(each["code"], tidy(each["meaning"]).strip(" ,.()")) for each in _IN_A_LINE.finditer(text)]
    known = [(code, meaning) for code, meaning in found if meaning and _counts_as(code) is not None]
    least = 1 if _KEY_LINE.match(text) else 2
    return [Entry(code, meaning, "", (place,)) for code, meaning in known] if len(known) >= least else []


def is_key_heading(text: str) -> bool:
    """Tell whether a line is the heading of a key, ``BRAG key``."""
    return _KEY_LINE.match(text) is not None and len(text) < 60


def _counts_as(text: str) -> CountsAs | None:
    """Return what a rating counts as by its words; None if they are not known."""
    folded = fold(text).strip(" .")
    if folded in COUNTS_AS:
        return COUNTS_AS[folded]
    first = re.split(r"\s[-\u2013]\s|[:;,(/.]", folded)[0].strip()
    return COUNTS_AS.get(first)


def _meaning_of(entry: Entry) -> CountsAs | None:
    """Return what a rating of a key counts as: by its meaning, by the words that it begins with, or by its code."""
    by_meaning = _counts_as(entry.meaning)
    if by_meaning is not None:
        return by_meaning
    said = f" {fold(entry.meaning)} "
    named = [word for word in COUNTS_AS if len(word) > 3 and f" {word} " in said.replace(",", " ").replace(".", " ")]
    return (
        COUNTS_AS[max(named, key=len)]
        if named and not entry.code
        else _counts_as(entry.code) or (COUNTS_AS[max(named, key=len)] if named else None)
    )


def _rating(entry: Entry) -> Rating:
    counts = _meaning_of(entry)
    code = _CODES.get(fold(entry.code), entry.code)
    named = _LETTERS.get(fold(code), entry.code)
    short = entry.meaning and len(entry.meaning) <= _LONGEST_LABEL and fold(named) not in ("red", "amber", "green")
    label = entry.meaning if short else named
    meaning = "" if short else entry.meaning
    colour = f"#{entry.fill}" if entry.fill else _COLOURS[counts] if counts else ""
    return Rating(code, label, counts, progress=meaning, colour=colour)


def _of_word(text: str, counts: CountsAs) -> Rating:
    """Return the rating for a text that was found, and that no key explains."""
    text = tidy(text)
    code = _CODES.get(fold(text), text.upper() if len(text) == 1 else text)
    return Rating(code, _LETTERS.get(fold(code), text), counts, colour=_COLOURS[counts])


class Ratings(NamedTuple):
    """The scale that the ratings of a document are on."""

    scale: Scale
    rows: list[Record]
    """The register's table of ratings; empty if it is the scale that a plan has without one."""
    questions: tuple[str, ...] = ()


def ratings_of(key: Sequence[Entry], found: Iterable[str]) -> Ratings:
    """Return the scale of a document: its key's ratings, and those found that the key does not explain.

    Args:
        key: what its key says, if it has one.
        found: the texts of its ratings.
    """
    own: list[Rating] = []
    for entry in key:
        rating = _rating(entry)
        if Scale(tuple(own)).rating_called(rating.code) is None:
            own.append(rating)
    texts = list(dict.fromkeys(fold(text) for text in found if text.strip()))
    as_printed = {fold(text): tidy(text) for text in found}
    if all(_is_usual(rating) for rating in own):
        own = []
    questions = []
    for text in texts:
        if (Scale(tuple(own)) if own else layout.DEFAULT_SCALE).rating_called(text) is not None:
            continue
        usual = layout.DEFAULT_SCALE.rating_called(text)
        counts = _counts_as(text) if usual is None else usual.counts_as
        if counts is None or (len(text) > _LONGEST_LABEL):
            continue
        own.append(usual or _of_word(as_printed[text], counts))
        if key or usual is None:
            missing = "The key does not have" if key else "No key explains"
            questions.append(f"{missing} the rating {as_printed[text]!r}: it was taken to mean {counts.value}.")
    if not own:
        return Ratings(layout.DEFAULT_SCALE, [], ())
    meanings = {rating.counts_as for rating in own}
    own += [
        rating
        for rating in layout.DEFAULT_SCALE.ratings
        if rating.counts_as not in meanings and Scale(tuple(own)).rating_called(rating.code) is None
    ]
    return Ratings(Scale(tuple(own)), [_record(rating) for rating in own], tuple(questions))


def _is_usual(rating: Rating) -> bool:
    """Tell whether the scale of a plan that has none of its own reads the rating as the same."""
    usual = layout.DEFAULT_SCALE.rating_called(rating.code)
    return usual is not None and usual.counts_as is rating.counts_as


def _record(rating: Rating) -> Record:
    return {
        column.heading: str(getattr(rating, column.key) or "") if column.key != "counts_as" else rating.counts_as or ""
        for column in layout.RATINGS.inputs
    }


def rating_of_fill(fill: str, key: Sequence[Entry], scale: Scale) -> str:
    """Return the code of the rating that a fill means: the key's nearest colour, else its hue; empty if neither."""
    near = min((entry for entry in key if entry.fill), key=lambda entry: _distance(entry.fill, fill), default=None)
    if near is not None and _distance(near.fill, fill) <= _NEAR:
        return _rating(near).code
    counts = _by_hue(fill)
    return next((rating.code for rating in scale.ratings if rating.counts_as is counts), "") if counts else ""


def _distance(one: str, other: str) -> float:
    return math.dist(_channels(one), _channels(other))


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (0, 2, 4))


def _by_hue(fill: str) -> CountsAs | None:
    """Return what a colour counts as on the common scales; None if it is grey, pale, or no clear hue of theirs."""
    red, green, blue = (int(fill[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, saturation, brightness = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < _LEAST_SATURATION or brightness < _LEAST_BRIGHTNESS:
        return None
    degrees = hue * 360
    for counts, least, most in (
        (CountsAs.OFF_TRACK, 0, 16), (CountsAs.AT_RISK, 22, 64), (CountsAs.ON_TRACK, 72, 168),
        (CountsAs.COMPLETE, 186, 248), (CountsAs.OFF_TRACK, 345, 361),
    ):  # fmt: skip
        if least <= degrees <= most:
            return counts
    return None


def explained(entries: Sequence[Entry]) -> str:
    """Return the codes of a key for a sentence."""
    return listed([entry.code for entry in entries])
