"""Judge the arguments of a job, which callers from Python may give as plain text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TypeVar

from plan_workbook import layout
from plan_workbook.errors import InputError
from plan_workbook.layout.ceilings import MOST_RECOMMENDATIONS
from plan_workbook.reading.dates import read_date, why_no_day
from plan_workbook.values.example_day import example_day
from plan_workbook.values.nearest import nearest
from plan_workbook.values.text import fold, in_brief, is_blank, listed, on_one_line

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


def day_of(given: date | str | None, option: str) -> date | None:
    """Return the day that was given, as itself or in words.

    Args:
        given: a day, or as people write one.
        option: the option that gives it, for the message.

    Raises:
        InputError: it is not a date.
    """
    day = read_date(given, "@", month_is_end=True) if isinstance(given, str) else given
    if isinstance(given, str) and day is None:
        why = why_no_day(given)
        typed = f"'{on_one_line(given)}'{f' ({why})' if why else ''}"
        raise InputError(f"{typed}, given as {option}, is not a date: give one such as {example_day()}.")
    return day


def each_of(given: str | Iterable[str]) -> Iterable[str]:
    """Return words that were given, of which one may be given by itself."""
    return [given] if isinstance(given, str) else given


def keys_named(names: str | Iterable[str], argument: str) -> frozenset[str]:
    """Return the keys of columns and fields that are only there if a plan uses them, given their headings.

    Args:
        names: the headings, in any case; one text may name several, with commas between them. An extra column has its
            table in front: ``Actions: Funding Source``.
        argument: the name of the argument, for the message.

    Raises:
        InputError: there is none of that name; the message offers the nearest, or names them all.
    """
    from plan_workbook.register.tables import only_if_used  # loads registers, which checking does without

    known = {heading: key for keys in only_if_used().values() for heading, key in keys.items()}
    keys = {fold(heading): key for heading, key in known.items()}
    wanted = [name for each in each_of(names) for name in each.split(",") if not is_blank(name)]
    wanted, own = _own_columns_named(wanted, argument)
    for name in wanted:
        if fold(name) not in keys:
            near = nearest(name.strip(), known)
            with_table = f"a column of your own has its table in front, as in Actions: {in_brief(name.strip())}"
            hint = f"did you mean {near}?" if near else f"the names are {listed([*known])}; {with_table}."
            raise InputError(f"{argument} can't add {in_brief(name.strip())!r}, which is not optional: {hint}")
    return frozenset((*(keys[fold(name)] for name in wanted), *own))


def _own_columns_named(names: list[str], argument: str) -> tuple[list[str], tuple[str, ...]]:
    """Return the names without those of extra columns (``Actions: Funding Source``), and the keys of these.

    Raises:
        InputError: a table can't have an extra column of that heading.
    """
    from plan_workbook.layout.own_columns import declared

    pairs = {name: name.partition(":") for name in names if ":" in name}
    own = declared((table, heading) for table, _, heading in pairs.values())
    for at, (_, why) in own.faults.items():
        raise InputError(f"{argument} can't add {in_brief([*pairs][at].strip())!r}. {why}")
    keys = (layout.EXTRA_COLUMNS.key, *own.keys) if own.keys else ()
    return [name for name in names if name not in pairs], keys


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
