"""What the workbook and the web page about many plans are made of: sections, each with a sentence and a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.gathering.schema import UNKNOWN
from plan_workbook.layout.default_scale import DEFAULT_SCALE
from plan_workbook.plan.scale import CountsAs
from plan_workbook.region.values import Headline
from plan_workbook.values.text import plural

_GREY = "#E0E0E0"
_BY_MEANING = {each.counts_as: each.colour for each in reversed(DEFAULT_SCALE.ratings)}
_FILLS: dict[str, str] = {
    **layout.STATUS_COLOURS,
    **{each.value.capitalize(): _BY_MEANING.get(each, _GREY) for each in CountsAs},
    Headline.DOUBTFUL: "#FFE9AD",
    Headline.NOT_RATED: _GREY,
    Headline.CLEAR: _BY_MEANING[CountsAs.ON_TRACK],
}


class Kind(StrEnum):
    """What a column holds."""

    PLACE = "place"
    """What its rows are about: a text."""
    TEXT = "about"
    COUNT = "count"
    """A number of things; zero is shown as a dash."""
    FIGURE = "figure"
    """A value with its unit, in words."""
    WORD = "word"
    """A word on a fill."""
    DAY = "day"


class Column(NamedTuple):
    """A column of a table."""

    heading: str
    kind: Kind
    width: float
    """In characters."""


Cell = str | int | date | None


class Table(NamedTuple):
    """A table."""

    caption: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    total: int
    """How many rows there are; more than it has, if there are very many."""

    @property
    def rest(self) -> int:
        """How many rows there was no room for."""
        return self.total - len(self.rows)


class Section(NamedTuple):
    """A section of the page, and a sheet of the workbook."""

    name: str
    """Its id on the page."""
    title: str
    """The heading, and the name of the sheet."""
    said: tuple[str, ...]
    """What there is to say before the table, a sentence each."""
    tables: tuple[Table, ...]
    in_page: bool = True
    """Whether the page has it too; lists that are very long are only in the workbook."""


def fill_of(word: str) -> str:
    """Return the fill of a word: ``#FF8F8F``."""
    return _FILLS.get(word, _GREY)


def fills() -> frozenset[str]:
    """Return all fills."""
    return frozenset({*_FILLS.values(), _GREY})


def how_many(number: int, noun: str) -> str:
    """Return a number with its noun and commas: ``1 plan``, ``1,204 plans``."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def share(part: int, whole: int) -> str:
    """Return a share as a whole percentage, with halves rounded up; empty if there is nothing to share."""
    return f"{(200 * part + whole) // (2 * whole)}%" if whole else ""


def in_words(period: str) -> str:
    """Return a period in words: ``December 2017``."""
    if period == UNKNOWN:
        return "Report date not known"
    return f"{date.fromisoformat(f'{period}-01'):%B %Y}"
