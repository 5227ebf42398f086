"""Write where many plans are, from the store that they were gathered into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import polars as pl

from plan_workbook.errors import InputError, OutputError
from plan_workbook.gathering.opening import files_of, opened_store
from plan_workbook.gathering.schema import PERIOD, PLANS, UNKNOWN
from plan_workbook.gathering.store import Store
from plan_workbook.jobs.new_file import refuse_plan
from plan_workbook.jobs.paths import AnyPath, backup_of
from plan_workbook.package import write_keeping
from plan_workbook.package.modes import mode_like
from plan_workbook.reading.dates import read_date
from plan_workbook.region.counted import periods_of
from plan_workbook.region.figures import region_of
from plan_workbook.region.page import region_page
from plan_workbook.region.told import told_of
from plan_workbook.region.values import Region
from plan_workbook.region.workbook import region_workbook
from plan_workbook.sources.shown import is_url, shown
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import in_brief, listed, on_one_line

_MONTH = re.compile(r"\d{4}-\d{2}")
_LONGEST = 200
"""Characters of what a library says."""
_MOST_NAMED = 12
"""Periods that a message names."""


class RegionFormat(StrEnum):
    """The formats, which are their endings."""

    XLSX = ".xlsx"
    HTML = ".html"


@dataclass(frozen=True)
class RegionFile:
    """What was written."""

    path: Path
    region: Region
    verdict: str
    backup: Path | None
    """The previous file, if that differed."""


def figures_over(store: AnyPath, *, period: str | None = None) -> Region:
    """Return the figures over the plans in a store. Changes nothing.

    Args:
        store: its folder or URL.
        period: ``2017-12``, or as people write a month; None for the last one that is in the store.

    Raises:
        InputError: there is no store, nothing is in it, or no plan of that period.
    """
    root = str(store)
    if not is_url(root):
        given_path(root, "store")
    try:
        opened = opened_store(root)
        return region_of(opened.table, _period(opened, period))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        why = in_brief(str(error).partition("\n")[0], _LONGEST).rstrip(".")
        raise InputError(
            f"The store {shown(root)} can't be read ({why}): gather the workbooks into a new one."
        ) from error


def region(store: AnyPath, output: AnyPath, *, period: str | None = None) -> RegionFile:
    """Write where the plans in a store are, as a workbook or a web page.

    An existing file that differs is kept as ``NAME.bak.xlsx`` (or with its own ending).

    Args:
        store: its folder or URL.
        output: the file to write; its ending is the format.
        period: as for `figures_over`.

    Raises:
        InputError: there is no store, nothing is in it, or no plan of that period.
        OutputError: the name ends in something else, the file would be inside the store, or it is a plan's
            workbook.
        PackageError: it can't be written. Nothing was changed in any case.
    """
    target = given_path(output, "output")
    format = _format(target)
    if not is_url(str(store)) and Path(store).resolve() in target.resolve().parents:
        raise OutputError(f"{target} would be inside the store, which only has tables: choose another folder for it.")
    refuse_plan(target, "the figures of the region")
    found = figures_over(store, period=period)
    told = told_of(found)
    content = region_workbook(told) if format is RegionFormat.XLSX else region_page(told)
    mode = mode_like(*files_of(str(store)))
    kept = write_keeping(target, content, backup_of(target), mode)
    return RegionFile(target, found, told.verdict, backup_of(target) if kept else None)


def _format(target: Path) -> RegionFormat:
    try:
        return RegionFormat(target.suffix.lower())
    except ValueError:
        raise OutputError(
            f"{target.name or target} does not end in {listed(list(RegionFormat), 'or')}: choose a name that does."
        ) from None


def _period(store: Store, wanted: str | None) -> str | None:
    """Return the period that is wanted, as the store has it.

    Raises:
        InputError: it has none, or not that one.
    """
    there = periods_of(store.table(PLANS.name).select(PERIOD).unique().collect())
    if not there:
        raise InputError(f"The store {shown(store.root)} holds no plan: gather workbooks into it first.")
    if wanted is None or wanted in there:
        return wanted
    day = None if _MONTH.fullmatch(wanted) else read_date(wanted, "@", month_is_end=True)
    if day is not None and f"{day:%Y-%m}" in there:
        return f"{day:%Y-%m}"
    named = [each for each in there if each != UNKNOWN][-_MOST_NAMED:] + [each for each in there if each == UNKNOWN]
    raise InputError(
        f"The store {shown(store.root)} has no plans of the period {on_one_line(wanted)!r}: it has those of "
        f"{listed(named)}."
    )
