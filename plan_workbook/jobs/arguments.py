"""Judge the arguments of a job, which callers from Python may give as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from plan_workbook.errors import InputError
from plan_workbook.layout.ceilings import MOST_RECOMMENDATIONS
from plan_workbook.values.text import listed

Choice = TypeVar("Choice", bound=StrEnum)


def choice_of(choices: type[Choice], given: str, argument: str) -> Choice:
    """Return the choice that was given, as itself or as its word.

    Args:
        choices: all the choices.
        given: a choice or its word.
        argument: the name of the argument, for the message.

    Raises:
        InputError: there is no such choice; the message names them all.
    """
    try:
        return choices(given)
    except ValueError:
        known = listed([each.value for each in choices], "or")
        raise InputError(f"{argument} is {given!r}, which is not a choice: give {known}.") from None


def each_of(given: str | Iterable[str]) -> Iterable[str]:
    """Return words that were given, of which one may be given by itself."""
    return [given] if isinstance(given, str) else given


def refuse_number_of_sheets(recommendations: int) -> None:
    """Refuse a number of recommendations that a blank workbook can't have.

    Raises:
        InputError: it is not between 1 and `MOST_RECOMMENDATIONS`.
    """
    if not 1 <= recommendations <= MOST_RECOMMENDATIONS:
        raise InputError(
            f"A blank workbook has from 1 to {MOST_RECOMMENDATIONS} recommendations, not {recommendations}: choose a "
            "number between them."
        )
