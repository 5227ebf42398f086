"""Sheets of a plan that are copies of another one: same title, and the same number or none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from plan_workbook.plan.inputs import Input


class _Sheet(Protocol):
    @property
    def sheet(self) -> str: ...

    @property
    def number(self) -> Input[str]: ...

    @property
    def title(self) -> Input[str]: ...


def copies(recommendations: Iterable[_Sheet]) -> dict[str, str]:
    """Return the sheets that are copies, each with the sheet that it is a copy of.

    Of two sheets, the later one is the copy, or the one that has no number.
    """
    with_title: dict[str, list[_Sheet]] = {}
    for each in recommendations:
        if (title := each.title.compared) is not None:
            with_title.setdefault(title, []).append(each)
    found: dict[str, str] = {}
    for same in with_title.values():
        first: dict[str | None, str] = {}
        numbered = [each for each in same if each.number.compared is not None]
        for each in (*numbered, *(each for each in same if each.number.compared is None)):
            number = each.number.compared
            original = first.get(number) or (next(iter(first.values()), None) if number is None else None)
            if original is None:
                first[number] = each.sheet
            else:
                found[each.sheet] = original
    return found
