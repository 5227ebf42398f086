"""Conditions on a cell, as arithmetic that is 1 or 0 whatever the cell holds, for formulas and for marks."""

from __future__ import annotations

from collections.abc import Iterable

from plan_workbook.layout import Kind
from plan_workbook.values.text import NO_CODE, NO_VALUE

SPACE = "\u00a0"
"""A space from a web page or from Word, which TRIM leaves."""
_LONG_DASHES = ("\u2013", "\u2014")
"""Word makes these of a hyphen; `text.fold` turns them back into one."""


def folded(ref: str) -> str:
    """Return a cell's text in small letters, without spaces around it."""
    return f'LOWER(TRIM(SUBSTITUTE({ref},"{SPACE}"," ")))'


def is_one_of(ref: str, words: Iterable[str]) -> str:
    """Return the condition that a cell holds one of these words; an error value is none of them."""
    return f'ISNUMBER(FIND("|"&{folded(ref)}&"|","|{"|".join(words)}|"))'


def holds_true(comparison: str) -> str:
    """Return the condition that a comparison is true; if it gives an error, it is not."""
    return f"ISNUMBER(1/({comparison}))"


def is_missing(ref: str, kind: Kind = Kind.TEXT) -> str:
    """Return the condition that a cell is blank or only says that there is nothing to say."""
    return is_one_of(ref, (*sorted(NO_CODE if kind is Kind.CODE else NO_VALUE), *_LONG_DASHES))


def is_given(ref: str, kind: Kind = Kind.TEXT) -> str:
    """Return the condition that a cell is not missing."""
    return f"(1-{is_missing(ref, kind)})"
