"""Addresses of cells: ``B12`` as row and column, and back."""

from __future__ import annotations

import re
from functools import cache

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


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


def place_of(address: str) -> tuple[int, int]:
    """Return the row and column of a cell.

    Raises:
        ValueError: it is not the address of a cell.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError("not the address of a cell")
    return int(found[2]), column_number(found[1].upper())
