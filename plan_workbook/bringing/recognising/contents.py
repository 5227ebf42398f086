"""What is in the cells of a column: dates, figures, ratings, names, codes or texts. Pure functions of cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from plan_workbook.bringing.documents.document import Cell
from plan_workbook.bringing.recognising.hues import by_hue
from plan_workbook.bringing.recognising.rating_words import COUNTS_AS
from plan_workbook.bringing.recognising.signs import said_within, without_sign
from plan_workbook.bringing.recognising.words import AN_ITEM_WORD, BETTER, LEVELS, NO_DATES, POSTS, STATUSES, UNITS
from plan_workbook.layout import Kind as Holds
from plan_workbook.patterns import pattern
from plan_workbook.reading.dates import read_date
from plan_workbook.reading.periods import read_period
from plan_workbook.values.text import fold, says_no_value, tidy

_MOST_RATINGS = 7
"""Of a scale."""
_OF_A_SCALE = 0.8
"""Which share of a scale's ratings count as known, also if a word among them is not."""
MOST_CELLS = 400
"""Of a column that are looked at; more would say the same."""
_LONGEST_SHORT = 40
"""Characters of a text that is not long."""
_FIGURE = pattern(
    r"(?:(?:q|qtr|quarter)\s*[1-4]\s*[:=]?\s*)?[<>~≤≥]?\s*[£$€+-]?\s*\d[\d,]*(?:\.\d+)?\s*[%£kKmM]?"
    r"(?:\s*(?:/|of|out of|to|-)\s*\d[\d,]*(?:\.\d+)?\s*%?)?"
    r"(?:\s*(?:days?|weeks?|months?|hours?|years?|points?|people|children|per [\d,]+|pp|k|m|fte|wte))?"
    r"(?:\s*\([^()]{1,30}\))?",
    re.IGNORECASE,
)
_CODE = pattern(
    r"(?:[A-Za-z]{1,8}[ ./_-]{0,2})?\d+(?:[ ./_-]\d+|[ ./_-]?[A-Za-z]{1,2}\b)*[.):]?|[A-Za-z][.)]?|[ivx]{1,5}[.)]?"
)
_AN_ITEM = pattern(rf"(?:{AN_ITEM_WORD})\s*(?:no\.?\s*)?\d{{1,3}}", re.IGNORECASE)
"""A word for items with the number of one, and nothing else: ``Workstream 1``."""
_BEFORE_A_REMARK = pattern(r"\s[-\u2013\u2014]\s|:\s|\s\(")
_MONTH = pattern(
    r"(?:0?[1-9]|1[0-2])/(?:19|20)\d\d|(?:q|qtr|quarter)\s*[1-4]\s*(?:(?:19|20)\d\d(?:\s*[/-]\s*(?:\d\d){1,2})?|\d\d\s*/\s*\d\d)",
    re.IGNORECASE,
)
"""A month or quarter with its year, ``09/2018``: no figure, though it may look like one."""
_PLACE_IN_LIST = pattern(r"\A\d{1,2}\s*[-\u2013\u2014.:)]\s*(?=[a-z])")
"""What is before ratings so that a spreadsheet sorts them: ``3 - Green``."""
_DATE_LIKE = pattern(
    r"(?:by |from |end(?: of)? |early |mid[- ]|late |start of |before |until |in |on "
    r"|w/?[ce] |week (?:commencing|ending) "
    r"|(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?,? )*(?:the )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)? )?(?:\d{1,2}/\d{4}|q[1-4]|quarter [1-4]|spring|summer|autumn|winter|easter|christmas|"
    r"jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)"
    r"(?: term)?(?:[ ,'/-]*(?:\d{2,4}|to|and|-|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|"
    r"nov\w*|dec\w*))*",
    re.IGNORECASE,
)
_DATE_WITHIN = pattern(
    r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]{2,8}\.?\s+(?:20)?\d{2}\b"
)
_NAME = pattern(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Prof)\.?\s+)?[A-Z][\w'\u2019-]*\.?(?:\s+(?:[A-Z][\w'\u2019-]*\.?|de|van|of|the|for)){0,5}"
)
_NAMES_APART = pattern(r"\s*(?:[/&,;+\n]|\band\b|\bwith\b|\s-\s)\s*")
_BEGIN_POSTS = frozenset(("head", "director", "ad", "assistant", "deputy", "chief"))
"""What a post begins with, whatever it is the post of."""
_EMAIL = pattern(r"\S+@\S+\.\S+")
_YES_NO = frozenset(["yes", "no", "y", "n"])
_COLOUR = pattern(r"#?[0-9A-Fa-f]{6}")


class Sort(NamedTuple):
    """What a text may be, among others: one text may be several of them."""

    date: float = 0
    figure: float = 0
    rating: float = 0
    name: float = 0
    code: float = 0
    long: float = 0
    email: float = 0
    unit: float = 0
    better: float = 0
    status: float = 0
    yes_no: float = 0
    period: float = 0
    whole: float = 0
    """A number without anything."""
    colour: float = 0
    level: float = 0
    """How important something is: ``High``, ``2``."""


class Contents(NamedTuple):
    """What is in a column."""

    texts: tuple[str, ...]
    """The different texts, the most frequent first in order of their first appearance."""
    filled: int
    """How many cells have a text."""
    shares: Sort
    """Of the cells with a text, how many may be each of these, from 0 to 1."""
    words: float
    """How many words a text has in the middle."""
    colours: frozenset[str]
    """The fills of its cells without a text."""
    coloured: int
    """How many cells have a fill and no text."""
    same: float
    """Which share of the texts another cell has too."""
    numbered: float
    """Which share of the texts begins with a number or an item's word and number."""
    hues: int = 0
    """How many meanings of ratings the fills of its texts have; 0 if one of them has no such fill."""
    grouped: bool = False
    """Whether texts come again, each only right below itself, as numbers of rows do not: ``1, 1, 2, 3, 3``."""

    @property
    def empty(self) -> bool:
        """Whether there is neither a text nor more than one colour."""
        return not self.filled and not self.is_colours

    @property
    def is_colours(self) -> bool:
        """Whether fills are in it instead of texts."""
        return self.coloured > 0 and self.filled <= self.coloured / 3

    def fits(self, holds: Holds) -> float:
        """Return how well what is below fits what a field holds: 1 well, 0 not at all, 0.5 if nobody knows."""
        if self.is_colours:
            return 1.0 if holds is Holds.RATING else 0.0
        if not self.filled:
            return 0.5
        return _FITS[holds](self)


def contents(cells: Sequence[Cell]) -> Contents:
    """Return what is in the cells of a column."""
    some = [cell for cell in cells if not cell.blank][:MOST_CELLS]
    texts = [tidy(cell.text) for cell in some]
    sorts = [sort_of(cell) for cell in some]
    said = [sort for sort, text in zip(sorts, texts, strict=True) if not says_no_value(text)] or sorts
    shares = Sort(*(sum(each) / len(said) for each in zip(*said, strict=True))) if said else Sort()
    in_colours = _hues(some) > 1 and max(shares.date, shares.figure, shares.code) < 0.3
    if _is_a_scale(texts) or (in_colours and len({*texts}) <= _MOST_RATINGS and max(map(len, texts)) <= _LONGEST_SHORT):
        shares = shares._replace(rating=max(shares.rating, _OF_A_SCALE))
    coloured = [cell.fill for cell in cells if cell.blank and cell.fill]
    counts = Counter(texts)
    lengths = sorted(len(text.split()) for text in texts)
    return Contents(
        tuple(counts),
        len(texts),
        shares,
        lengths[len(lengths) // 2] if lengths else 0,
        frozenset(coloured),
        len(coloured),
        sum(count for count in counts.values() if count > 1) / len(texts) if texts else 0,
        sum(_is_numbered(text, sort) for text, sort in zip(texts, sorts, strict=True)) / len(texts) if texts else 0,
        _hues(some),
        _is_grouped(texts, counts),
    )


def _is_grouped(texts: Sequence[str], counts: Mapping[str, int]) -> bool:
    """Tell whether texts come again right below themselves: several, or one of numbers that leave others out."""
    again = sum(count > 1 for count in counts.values())
    if not again or len([*groupby(texts)]) > len(counts):
        return False
    numbers = [int(text) for text in counts if text.isdecimal()]
    return again > 1 or (len(numbers) == len(counts) and max(numbers) - min(numbers) >= len(numbers))


def _hues(cells: Sequence[Cell]) -> int:
    found = {by_hue(cell.fill) if cell.fill else None for cell in cells}
    return 0 if None in found else len(found)


def _is_a_scale(texts: Sequence[str]) -> bool:
    """Tell whether a few short texts come again and again, more than half of which are known as ratings."""
    different = {fold(without_sign(text)) for text in texts}
    known = sum(text in COUNTS_AS for text in different)
    return (
        2 * len(different) < len(texts)
        and len(different) <= _MOST_RATINGS
        and 2 * known > len(different) > 2
        and all(len(text) <= _LONGEST_SHORT for text in different)
    )


def _is_numbered(text: str, sort: Sort) -> bool:
    """Tell whether a text begins with a number, and is no date or period such as ``Q1 2018/19``."""
    return max(sort.date, sort.period) < 1 and _NUMBERED.match(text) is not None


_NUMBERED = pattern(r"(?:[A-Za-z]+\s*)?\d+(?:\.\d+)*[a-z]?\s*[.:)\u2013-]?\s+\S")


def sort_of(cell: Cell) -> Sort:
    """Return what the text of a cell may be."""
    return _sort_of(tidy(cell.text), _typed(cell))


def _typed(cell: Cell) -> str:
    return "date" if isinstance(cell.value, date) else "figure" if isinstance(cell.value, Decimal) else ""


@lru_cache(maxsize=50_000)
def _sort_of(text: str, typed: str) -> Sort:
    plain = fold(text)
    short = len(text) <= _LONGEST_SHORT
    words = text.split()
    if typed == "date":
        return Sort(date=1, period=1)
    long = 1.0 if len(words) >= 6 or not short else 0.6 if len(words) >= 4 else 0.3 if len(words) == 3 else 0.0
    figure = bool(short and _FIGURE.fullmatch(text) and not _MONTH.fullmatch(text)) or typed == "figure"
    is_date = not figure and _is_date(text, plain)
    return Sort(
        date=float(is_date) or (0.6 if plain in NO_DATES or (len(words) < 8 and _DATE_WITHIN.search(text)) else 0),
        figure=1.0 if figure else 0.6 if len(words) < 8 and pattern(r"\d+(?:\.\d+)?\s*%").search(text) else 0.0,
        rating=_as_rating(_PLACE_IN_LIST.sub("", fold(without_sign(text)), count=1), len(words)),
        name=0.0 if figure or is_date or typed else _as_name(text, plain),
        code=0.0 if is_date else _as_code(text),
        long=long,
        email=float(bool(_EMAIL.search(text))),
        unit=float(bool(short and set(plain.split()) & UNITS and not figure)),
        better=float(plain in BETTER),
        status=float(plain in STATUSES),
        yes_no=float(plain in _YES_NO),
        period=float(short and read_period(text, "", calendar=False, report_date=date(2001, 3, 31)) is not None),
        whole=float(bool(re.fullmatch(r"\d{1,3}", text))),
        level=float(plain in LEVELS),
        colour=float(bool(_COLOUR.fullmatch(text) and (text.startswith("#") or re.search("[A-Fa-f]", text)))),
    )


def _as_rating(plain: str, words: int) -> float:
    return (
        1.0
        if plain.rstrip(".") in COUNTS_AS or _is_remarked(plain)
        else 0.6
        if words < 5 and _begins_as_rating(plain)
        else 0.0
    )


def _is_remarked(plain: str) -> bool:
    """Tell whether a text is a rating with a few words on it: ``Red - off track``."""
    rating, *rest = _BEFORE_A_REMARK.split(plain, maxsplit=1)
    return bool(rest) and rating in COUNTS_AS and said_within(rest[0]) is COUNTS_AS[rating]


def _as_code(text: str) -> float:
    if (len(text) <= 14 and _CODE.fullmatch(text)) or _AN_ITEM.fullmatch(text):
        return 1.0
    return 0.7 if len(text) <= 12 and re.search(r"\d", text) else 0.0


def _is_date(text: str, plain: str) -> bool:
    if len(text) > _LONGEST_SHORT:
        return False
    return read_date(text, "", month_is_end=True) is not None or bool(_DATE_LIKE.fullmatch(plain.strip(" .")))


def _begins_as_rating(plain: str) -> bool:
    words = re.split(r"[^a-z]+", plain.strip(" ."))
    return any(word in COUNTS_AS and len(word) > 2 for word in words) or " ".join(words[:2]) in COUNTS_AS


def _as_name(text: str, plain: str) -> float:
    """Return how much a text looks like names or posts."""
    if len(text) > 120 or "@" in text or re.search(r"\d{2}", text) or (plain in COUNTS_AS and len(plain) != 2):
        return 0.0
    parts = [part for part in _NAMES_APART.split(text.strip(" .")) if part]
    if not parts:
        return 0.0
    good = sum(_one_name(part) for part in parts) / len(parts)
    if len(parts) > 1 and plain.split()[0] in _BEGIN_POSTS:  # one of two things: `Head of Performance and Insight`
        good = max(good, _one_name(text.strip(" .")))
    return good if len(parts) < 8 else 0.3 * good


def _one_name(part: str) -> float:
    words = part.split()
    posts = any(word.strip("().'\u2019").casefold() in POSTS for word in words)
    if len(words) == 1:
        return (
            0.9
            if posts or (part.isupper() and 2 <= len(part) <= 4)
            else 0.5
            if part[:1].isupper() and part[1:].islower()
            else 0.2
        )
    if _NAME.fullmatch(re.sub(r"\s*\([^()]*\)", "", part)):
        return 1.0 if posts or len(words) <= 3 else 0.6
    return 0.8 if posts and len(words) <= 7 else 0.1


def _text(of: Contents) -> float:
    other = max(of.shares.date, of.shares.figure, of.shares.email, of.shares.level)
    return max(of.shares.long, min(1.0, of.words / 5)) * (1 - 0.8 * other)


def _number(of: Contents) -> float:
    return max(of.shares.figure, 0.3 if _bare(of) else 0.0) * (1 - 0.7 * of.shares.date)


def _bare(of: Contents) -> bool:
    return all(len(text) < 4 for text in of.texts) and of.shares.rating < 1


def _short(of: Contents) -> float:
    return 1 - of.shares.long


_FITS: Mapping[Holds, Callable[[Contents], float]] = {
    Holds.LONG_TEXT: _text,
    Holds.TEXT: _short,
    Holds.CODE: lambda of: of.shares.code,
    Holds.ITEM_NUMBER: lambda of: max(of.shares.code, 0.9 * of.numbered if of.words <= 3 else 0.0),
    Holds.LEADS: lambda of: of.shares.name,
    Holds.START_DATE: lambda of: of.shares.date,
    Holds.END_DATE: lambda of: of.shares.date,
    Holds.NUMBER: _number,
    Holds.TARGET: _number,
    Holds.TOLERANCE: _number,
    Holds.PERIOD: lambda of: max(of.shares.period, of.shares.date),
    Holds.UNIT: lambda of: of.shares.unit,
    Holds.BETTER: lambda of: of.shares.better,
    Holds.STATUS: lambda of: of.shares.status,
    Holds.RATING: lambda of: of.shares.rating,
    Holds.COUNTS_AS: lambda of: of.shares.rating,
    Holds.YES_NO: lambda of: of.shares.yes_no,
}
