"""Addresses of cells: ``B12`` as row and column, and back."""

from __future__ import annotations

from functools import cache, lru_cache

from plan_workbook.patterns import pattern

Place = tuple[int, int]
"""Row and column, from 1."""
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_ADDRESS = pattern(r"([A-Za-z]{1,3})([0-9]{1,7})")


def column_number(letters: str) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


@cache
def column_letters(number: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@lru_cache(maxsize=1 << 16)
def place_of(address: str) -> tuple[Place, str]:
    """Return the place of a cell, and its address as Excel writes it. Sheets of a workbook have many in common.

    Raises:
        ValueError: it is not the address of a cell, or no sheet has a cell there.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError("not the address of a cell")
    return placed(int(found[2]), column_number(found[1].upper()))


def placed(row: int, column: int) -> tuple[Place, str]:
    """Return the place of a cell with its address.

    Raises:
        ValueError: no sheet has a cell there.
    """
    if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
        raise ValueError("no sheet has a cell there")
    return (row, column), f"{column_letters(column)}{row}"


Box = tuple[Place, Place]
"""The upper left and the lower right cell of a rectangular range."""


def address_of(place: Place) -> str:
    """Return the address of a place: ``B12``."""
    return f"{column_letters(place[1])}{place[0]}"


def box_of(reference: str) -> Box | None:
    """Return the corners of a range such as ``B2:D5`` or ``B2``; None if it is not the range of a sheet."""
    first, _, last = reference.replace("$", "").partition(":")
    try:
        one, other = place_of(first)[0], place_of(last or first)[0]
    except ValueError:
        return None
    return (min(one[0], other[0]), min(one[1], other[1])), (max(one[0], other[0]), max(one[1], other[1]))


def range_of(box: Box) -> str:
    """Return a range as it is written: ``B2:D5``, or ``B2`` for a single cell."""
    first, last = map(address_of, box)
    return first if first == last else f"{first}:{last}"
