"""Match the rows of two versions of a table. Pure functions, which know nothing of plans.

Rows are inserted, deleted, sorted and moved, refs are given anew and texts reworded; so a row is recognised by what it
says, never by its number. docs/matching.md describes the order and what it was measured with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from plan_workbook.matching.keys import By, Keys, Matched
from plan_workbook.matching.sides import Sides

T = TypeVar("T")


def matched(before: Sequence[T], after: Sequence[T], keys: Keys[T], *, strictly: bool = False) -> Matched[T]:
    """Return which row after is which row before.

    Rows are the same if their texts are. Of several with one text, those with the same name, then those with the same
    cells, then those in the same order are the same. Of the others, first those are taken to be the same whose names or
    texts are closest: the same name is enough if no other row has it, and without it the texts must be much alike. What
    is left is matched by place: between the same two rows, if neither the names nor most cells are others.

    The result is the same if before and after are exchanged. The number of texts that are compared has a limit.

    Args:
        before: the rows of one version.
        after: those of the other.
        keys: what the rows are recognised by.
        strictly: without the same name, texts must be much alike even if no others come near; and place does not count.
    """
    return sides_of(before, after, keys, strictly=strictly).matched()


def sides_of(before: Sequence[T], after: Sequence[T], keys: Keys[T], *, strictly: bool = False) -> Sides[T]:
    """Return what `matched` finds by position."""
    sides = Sides(before, after, keys)
    sides.match_by_key(lambda side, at: side.texts[at], By.TEXT)
    sides.match_twins(lambda side, at: side.named_text(at), By.TEXT)
    sides.match_twins(lambda side, at: side.texts[at], By.TEXT)
    sides.match_twins(lambda side, at: side.only_cells(at), By.TEXT)
    sides.match_closest(strictly=strictly)
    sides.match_twins(lambda side, at: side.names[at], By.NAME)
    if not strictly:
        sides.match_by_place()
    return sides
