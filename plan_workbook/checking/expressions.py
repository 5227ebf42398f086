"""Facts and expressions that rules about several tables share."""

from __future__ import annotations

from typing import Any

import polars as pl

from plan_workbook.checking.case import Case
from plan_workbook.checking.fact import fact_of_row
from plan_workbook.checking.rule import ByRow
from plan_workbook.layout import Kind
from plan_workbook.layout.own_columns import is_own_column
from plan_workbook.plan.inputs import NO_INPUT, Problem
from plan_workbook.plan.scale import CountsAs, Rating, Scale
from plan_workbook.values.text import as_name, listed


@fact_of_row
def closed(case: Case[Any]) -> bool:
    """Tell whether the recommendation is closed; a row whose recommendation is not known counts as open."""
    return case.recommendation is not None and case.recommendation.closed


@fact_of_row
def only_filled(case: Case[Any]) -> str | None:
    """Return the key of the only input that is filled in on a row that is barely begun; None for any other row.

    On a closed recommendation nothing is asked for. Extra columns don't count. An objective counts only if there is
    nothing else, because several actions may share it.
    """
    if case.recommendation is not None and case.recommendation.closed:
        return None
    filled = [key for key, read in case.inputs.items() if read.there and not is_own_column(key)]
    own = [key for key in filled if key != "objective"] or filled
    if len(own) != 1:
        return None
    blank = sum(not read.given and not is_own_column(key) for key, read in case.inputs.items() if read is not NO_INPUT)
    return own[0] if blank >= FEW else None


FEW = 4
"""Blank cells from which a row with one filled cell counts as barely begun."""


@fact_of_row
def counts_as(case: Case[Any]) -> CountsAs | None:
    """Return what the row's rating counts as."""
    rating: Rating | None = case.inputs["rating"].value
    return rating.counts_as if rating else None


def given(key: str) -> pl.Expr:
    """Tell whether the cell holds more than a blank or a dash; also true if its column can't be found."""
    return pl.col(f"{key}_given")


def value(key: str) -> pl.Expr:
    """Return what the cell was read as; null if it has no value."""
    return pl.col(key)


def has_problem(key: str, problem: Problem) -> pl.Expr:
    """Tell whether the reader had this problem with the cell."""
    return pl.col(f"{key}_problem") == problem.value


def unreadable(key: str) -> pl.Expr:
    """Tell whether the cell holds something that can't be read as its kind."""
    return has_problem(key, Problem.UNREADABLE)


def says_no_end(key: str) -> pl.Expr:
    """Tell whether a period is given that does not say when it ended; an error value has a finding of its own."""
    no_error = ~has_problem(key, Problem.FORMULA_ERROR) & ~has_problem(key, Problem.ABSENT)
    return given(key) & value(key).is_null() & no_error


def missing(key: str) -> pl.Expr:
    """Tell whether the cell is not given, on a recommendation that is still open."""
    return ~given(key) & is_open()


def is_open() -> pl.Expr:
    """Tell whether the recommendation is not closed: only then do rules about missing or late things apply."""
    return ~closed.column


RATINGS = frozenset({Kind.RATING})
"""For rules about every rating of a row."""


def choice_of_ratings(case: Case[Any], counting: CountsAs | None = None) -> str:
    """Return the ratings of the plan's scale, or those that count as one thing: ``G (Green), A (Amber) or R (Red)``."""
    fit = [each for each in case.plan.scale.ratings if counting is None or each.counts_as is counting]
    return listed([f"{as_name(rating.code)} ({as_name(rating.label)})" for rating in fit], "or")


CHOOSE_RATING = ByRow(
    "Choose one of the ratings in the list.", lambda case: f"Choose one of {choice_of_ratings(case)}."
)
"""What to do about a rating that is not in the plan's scale."""


def rating_words(scale: Scale) -> tuple[str, ...]:
    """Return the words that may be typed as a rating: the codes and labels of the plan's scale."""
    return tuple(word for rating in scale.ratings for word in (rating.code, rating.label))
