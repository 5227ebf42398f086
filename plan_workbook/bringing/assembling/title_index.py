"""Finds the item that a text means among many: by its number, by its title, or by one that is like it."""

from __future__ import annotations

from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from plan_workbook.bringing.assembling.titles import bare_title, number_key

T = TypeVar("T")
_BEGINNING = 20
"""Characters from which on the beginning of a title stands for the whole."""


class TitleIndex(Generic[T]):
    """Items by their numbers and titles; the first with a number or title is the one that is found."""

    def __init__(self) -> None:
        """Begin with none."""
        self._by_number: dict[str, T] = {}
        self._titles: dict[str, T] = {}
        self._beginnings: dict[str, list[str]] = {}

    def number(self, number: str, item: T) -> None:
        """Add an item by its number."""
        if number:
            self._by_number.setdefault(number_key(number), item)

    def title(self, title: str, item: T) -> None:
        """Add an item by its title."""
        bare = bare_title(title)
        if bare and bare not in self._titles:
            self._titles[bare] = item
            self._beginnings.setdefault(bare[:_BEGINNING], []).append(bare)

    def numbered(self, number: str) -> T | None:
        """Return the item with that number, ``07`` being ``7``; None if there is none."""
        return self._by_number.get(number_key(number)) if number else None

    def titled(self, title: str, least: float) -> T | None:
        """Return the item whose title is the most like this one, at least that much of 100; None if none is."""
        bare = bare_title(title)
        if not bare:
            return None
        if bare in self._titles:
            return self._titles[bare]
        if len(bare) >= _BEGINNING:
            for known in self._beginnings.get(bare[:_BEGINNING], ()):
                if known.startswith(bare) or bare.startswith(known):
                    return self._titles[known]
        found = process.extractOne(bare, self._titles.keys(), scorer=fuzz.ratio, score_cutoff=least)
        return self._titles[found[0]] if found else None
