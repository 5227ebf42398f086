"""Each PI number over all plans. Pure functions: frames in, values out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import polars as pl

from plan_workbook.plan.status import WORST_FIRST, PIStatus
from plan_workbook.region.values import Figure, PINumber, Some
from plan_workbook.values.text import fold
from plan_workbook.values.units import plain_unit

_FIGURES = re.compile(r"[0-9]+|[^0-9]+")
_SAME = ("pi", "in_unit")
"""What is compared over plans: one PI number in one unit."""
_ONCE = ("plan", *_SAME, "actual", "status", "judged_by")
"""A report that a plan gives under two recommendations counts once if these are the same."""


def pi_numbers(indicators: pl.LazyFrame, before: pl.LazyFrame) -> tuple[PINumber, ...]:
    """Return each PI number in each of its units, in the order of the numbers.

    Args:
        indicators: the rows of the plans of a period, with ``plan_title``.
        before: the rows of the plans of the period before.
    """
    reports = _reports(indicators)
    actuals = reports.select("plan", *_SAME, "actual").drop_nulls("actual").unique()
    spread = actuals.group_by(_SAME).agg(
        pl.len().alias("actuals"),
        pl.col("actual").min().alias("lowest"),
        pl.col("actual").median().alias("median"),
        pl.col("actual").max().alias("highest"),
    )
    then = (
        _reports(before)
        .select("plan", *_SAME, "actual")
        .drop_nulls("actual")
        .unique()
        .group_by(_SAME)
        .agg(pl.col("actual").median().alias("median_before"))
    )
    rows = (
        reports.group_by(_SAME)
        .agg(
            pl.col("number").drop_nulls().mode().min(),
            pl.col("better").drop_nulls().unique(),
            pl.col("description").drop_nulls().value_counts(),
            pl.col("plan").n_unique().alias("plans"),
            *((pl.col("status") == each.value).sum().alias(each.value) for each in PIStatus),
        )
        .join(spread, _SAME, "left", nulls_equal=True)
        .join(then, _SAME, "left", nulls_equal=True)
        .sort(_SAME)
        .collect()
    )
    names = _who(reports)
    found = (_pi_number(row, names.get((row["pi"], row["in_unit"]), {})) for row in rows.iter_rows(named=True))
    return tuple(sorted(found, key=lambda each: _natural(each.number)))


def figures_of(indicators: pl.LazyFrame, most: int) -> Some[Figure]:
    """Return what each plan reports under each PI number, the worst status first."""
    order = pl.col("status").replace_strict({each.value: at for at, each in enumerate(WORST_FIRST)}, default=-1)
    reports = _reports(indicators).sort(*_SAME, order, "authority", "plan_title", "actual", nulls_last=True)
    total = reports.select(pl.len()).collect().item()
    columns = ("number", "in_unit", "authority", "plan_title", "actual", "actual_text", "judged_by", "status", "gap")
    rows = reports.select(columns).head(most).collect().rows()
    return Some(
        tuple(
            Figure(number or "", unit, authority or "", title or "", actual, *(each or "" for each in texts))
            for number, unit, authority, title, actual, *texts in rows
        ),
        total,
    )


def _reports(indicators: pl.LazyFrame) -> pl.LazyFrame:
    """Return the rows with a PI number, each unit in one form, and no report of a plan twice."""
    units = indicators.select("unit").unique().collect()["unit"].to_list()
    plain = {each: plain_unit(each) for each in units if each is not None}
    return (
        indicators.filter(pl.col("pi").is_not_null())
        .with_columns(
            pl.col("unit").replace_strict(plain, default="", return_dtype=pl.String).fill_null("").alias("in_unit"),
            pl.coalesce("target_now_text", "target_text").alias("judged_by"),
        )
        .unique(_ONCE, keep="first", maintain_order=True)
    )


def _who(reports: pl.LazyFrame) -> Mapping[tuple[str, str], Mapping[str, list[str]]]:
    """Return by PI number and unit who meets all targets of it, and who misses one by more than its tolerance."""
    given = [pl.when(pl.col(each) != "").then(pl.col(each)) for each in ("authority", "plan_title", "plan")]
    name = pl.coalesce(given).alias("name")
    by_plan = reports.group_by(*_SAME, "plan").agg(
        name.first(),
        (pl.col("status") == PIStatus.ON_TARGET.value).all().alias("met"),
        (pl.col("status") == PIStatus.OFF_TARGET.value).any().alias("missed"),
    )
    found = by_plan.group_by(_SAME).agg(
        pl.col("name").filter(pl.col("met")).unique().sort().alias("met_by"),
        pl.col("name").filter(pl.col("missed")).unique().sort().alias("missed_by"),
    )
    return {(row["pi"], row["in_unit"]): row for row in found.collect().iter_rows(named=True)}


def _pi_number(row: Mapping[str, Any], who: Mapping[str, list[str]]) -> PINumber:
    wordings: dict[str, str] = {}
    for each in sorted(row["description"], key=lambda each: (-each["count"], each["description"])):
        wordings.setdefault(fold(each["description"]), each["description"])
    return PINumber(
        row["number"] or row["pi"],
        row["in_unit"],
        row["better"][0] if len(row["better"]) == 1 else "",
        next(iter(wordings.values()), ""),
        len(wordings),
        row["plans"],
        row["actuals"] or 0,
        row["lowest"],
        row["median"],
        row["highest"],
        row["median_before"],
        {each.value: row[each.value] for each in PIStatus},
        tuple(who.get("met_by", ())),
        tuple(who.get("missed_by", ())),
    )


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """Return a number in the form in which ``PI 9`` comes before ``PI 10``."""
    pieces = _FIGURES.findall(text.casefold())
    return tuple((len(each.lstrip("0")) if each.isdigit() else 0, each) for each in pieces)
