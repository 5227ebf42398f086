"""The few expressions that rules are made of, over the columns that `checking.frames` gives every input."""

from __future__ import annotations

import polars as pl

from plan_workbook.plan.model import CountsAs, Problem


def given(key: str) -> pl.Expr:
    """Tell whether something stands in the cell other than no value, or its column can't be found."""
    return pl.col(f"{key}_given")


def value(key: str) -> pl.Expr:
    """Return what the cell was read as; null where it has no value."""
    return pl.col(key)


def unreadable(key: str) -> pl.Expr:
    """Tell whether something stands there that can't be read as what it should be."""
    return pl.col(f"{key}_problem") == Problem.UNREADABLE.value


def missing(key: str) -> pl.Expr:
    """Tell whether nothing is given, on a recommendation that is still worked on."""
    return ~given(key) & is_open()


def is_open() -> pl.Expr:
    """Tell whether the recommendation is not closed: rules about what is missing or late apply."""
    return ~pl.col("closed")


def counts_as(*meanings: CountsAs) -> pl.Expr:
    """Tell whether the rating counts as one of these."""
    return pl.col("counts_as").is_in([m.value for m in meanings])
