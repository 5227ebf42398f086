"""What a document's key says of its ratings: in a table, or in a line such as `Key: R = off track, A = at risk`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import IGNORE, Place, Recognised
from plan_workbook.bringing.documents.document import Cell
from plan_workbook.bringing.recognising.hues import by_hue, with_colour
from plan_workbook.bringing.recognising.rating_words import COUNTS_AS
from plan_workbook.bringing.recognising.signs import without_sign
from plan_workbook.patterns import pattern
from plan_workbook.plan.scale import CountsAs
from plan_workbook.values.text import fold, tidy

LONGEST_LABEL = 24
"""Characters of what a rating is called."""
_IN_A_LINE = pattern(
    r"(?:\A|[\s,;(|])(?P<code>[A-Z]|(?i:red|amber|green|blue|yellow|grey|purple|black|white))\s*(?:=|[:\u2013\u2014]|\s-)\s*"
    r"(?P<meaning>[^=;|\n]+?)(?=[\s,;|]+(?:[A-Z]|(?i:red|amber|green|blue|yellow|grey|purple|black|white))\s*(?:=|[:\u2013\u2014]|\s-\s)|[;|\n]|\Z)"
)
_KEY_LINE = pattern(
    r"\s*(?:the\s+)?(?:(?:b?rag|bragg?|rating|colour|status)?\s*(?:rating|status|colour)?s?\s*(?:key|legend)"
    r"|(?:b?rag|bragg?|rating|status)\s*(?:rating|status)?s?\s*definitions?)"
    r"(?:\s+to\s+(?:the\s+)?\S*\s*(?:ratings?|colours?|status))?\s*(?::|\Z)",
    re.IGNORECASE,
)


_STILL = (" to be", " will be", " not be", " can be", " should be", " not")
"""What is before a word for something that is not yet done."""


class Entry(NamedTuple):
    """What a key says of one rating."""

    code: str
    meaning: str
    fill: str
    """Six hexadecimal digits, or empty."""
    places: tuple[Place, ...]
    confidence: str = ""
    counts: CountsAs | None = None
    """What it counts as if the key has a column for that."""


def key_in_table(key: Recognised) -> list[Entry]:
    """Return what a table says that is a key: in each row a code or colour, and what it means."""
    rows: dict[int, list[Cell]] = {}
    its = {at: column.field for at, column in enumerate(key.columns)}
    for cell in sorted(key.table.cells, key=lambda each: (each.row, each.column)):
        told = cell.row not in key.headings and its.get(cell.column) != IGNORE
        if told and (cell.text.strip() or cell.fill):
            rows.setdefault(cell.row, []).append(cell)
    return [entry for cells in rows.values() for entry in _of_row(cells, its)]


def _of_row(cells: Sequence[Cell], its: Mapping[int, str]) -> list[Entry]:
    """Return what a row says; `its` are the fields of the columns."""
    texts = [cell for cell in cells if cell.text.strip() and its.get(cell.column) != fields.COLOUR]
    fill = next((cell.fill for cell in cells if cell.fill), "")
    if not texts:
        return []
    if len(texts) == 1 or _is_each_one_rating(texts):
        return [entry for cell in texts for entry in key_in_text(cell.text, cell) or _of_cell(cell, fill)]
    known = [cell for cell in texts if its.get(cell.column) == fields.CODE]
    code = next((cell for cell in known or texts if _counts_as(cell.text) is not None), (known or texts)[0])
    confidence = [cell for cell in texts if its.get(cell.column) == fields.RATING_CONFIDENCE and cell is not code]
    others = [cell for cell in texts if cell is not code and cell not in confidence]
    said = next((cell for cell in others if its.get(cell.column) == fields.COUNTS_AS), None)
    counts = COUNTS_AS.get(fold(said.text)) if said is not None else None
    meant = [cell for cell in others if counts is None or cell is not said]
    return [
        Entry(
            tidy(without_sign(code.text)),
            "; ".join(tidy(cell.text) for cell in meant),
            code.fill or fill,
            (code, *meant, *confidence),
            "; ".join(tidy(cell.text) for cell in confidence),
            counts,
        )
    ]


def _is_each_one_rating(texts: Sequence[Cell]) -> bool:
    """Tell whether a row lists several ratings side by side, each in a cell, such as a legend of colours."""
    return len(texts) > 1 and all(cell.fill for cell in texts) and len({cell.fill for cell in texts}) == len(texts)


def _of_cell(cell: Cell, fill: str) -> list[Entry]:
    text = tidy(cell.text)
    shown = cell.fill is not None and by_hue(cell.fill) is not None
    if (_counts_as(text) is None and not shown) or len(text) > LONGEST_LABEL:
        return []
    return [Entry(without_sign(text), "", cell.fill or fill, (cell,))]


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
    folded = fold(without_sign(text)).strip(" .")
    if folded in COUNTS_AS:
        return COUNTS_AS[folded]
    first = re.split(r"\s[-\u2013]\s|[:;,(/.]", folded)[0].strip()
    return COUNTS_AS.get(first)


def _is_still_to_be(word: str, said: str) -> bool:
    """Tell whether something is only to be done: what is `on track to be delivered` is not delivered."""
    return COUNTS_AS[word] is CountsAs.COMPLETE and all(
        before.endswith(_STILL) for before in said.split(f" {word} ")[:-1]
    )


_OF_ANY_MEANING = frozenset({"purple", "blue", "grey", "gray", "black", "white", "pink"})
"""Colours, folded, that keys use for one thing or another: what they say of them goes first."""
_SLIGHT = ("minor", "slight", "some")
"""What a rating begins with that says of itself how bad it is: `Minor concern`, up to four weeks late."""


def meaning_of(entry: Entry) -> CountsAs | None:
    """Return what a rating of a key counts as: by its words, and by its colour if they do not say it."""
    if entry.counts is not None:
        return entry.counts
    exact = any(fold(text).strip(" .") in COUNTS_AS for text in (entry.code, entry.meaning))
    return with_colour(_meaning_of_words(entry), by_hue(entry.fill) if entry.fill else None, exact=exact)


def _meaning_of_words(entry: Entry) -> CountsAs | None:
    """Return what a rating counts as by its meaning, by the words that it begins with, or by its code."""
    by_meaning = _counts_as(entry.meaning)
    if by_meaning is not None:
        return by_meaning
    said = f" {fold(entry.meaning)} ".replace(",", " ").replace(".", " ")
    named = [word for word in COUNTS_AS if len(word) > 3 and f" {word} " in said and not _is_still_to_be(word, said)]
    by_words = COUNTS_AS[max(named, key=len)] if named else None
    by_code = _counts_as(entry.code) if entry.code else None
    if by_words is not None and fold(entry.code) in _OF_ANY_MEANING:
        return by_words
    if by_words is CountsAs.OFF_TRACK and fold(entry.code).startswith(_SLIGHT):
        return CountsAs.AT_RISK
    how_late = {by_words, by_code} == {CountsAs.AT_RISK, CountsAs.OFF_TRACK}
    return by_words if how_late and not _is_red(entry, said) else by_code or by_words


def _is_red(entry: Entry, said: str) -> bool:
    """Tell whether a rating is red for what is late: `Red - behind plan` is not what Amber is."""
    return fold(entry.code) in ("red", "r") and " risk " not in said
