"""How commands take paths, and the option for last month's workbook, which several of them share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from plan_workbook.cli.console import Format
from plan_workbook.errors import InputError
from plan_workbook.values.example_day import example_day
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import on_one_line


def path_argument(metavar: str, *, help: str) -> Any:
    """Return an argument that is a path; one that can't be meant is refused before the command begins."""
    return typer.Argument(metavar=metavar, help=help, parser=_door(metavar.rstrip(".")))


def path_option(*names: str, metavar: str, help: str) -> Any:
    """Return an option that is a path, as `path_argument` does; its first name is the one that messages use."""
    return typer.Option(*names, metavar=metavar, help=help, parser=_door(names[0]))


def day_option(*names: str, help: str) -> Any:
    """Return an option that is a date, written as people write dates in the plan; a month alone is its last day."""
    return typer.Option(*names, metavar="DATE", help=help, parser=_day(names[0]))


def _day(argument: str) -> Callable[[str | date], date]:
    def day(given: str | date) -> date:
        from plan_workbook.reading.dates import read_date, why_no_day  # loads more than most commands need

        found = given if isinstance(given, date) else read_date(given, "General", month_is_end=True)
        if found is None:
            why = why_no_day(str(given))
            said = f"{argument} is not a date: '{on_one_line(str(given))}'{f' ({why})' if why else ''}"
            raise InputError(f"{said}. Write it like {example_day()}.")
        return found

    return day


def _door(argument: str) -> Callable[[str | os.PathLike[str]], Path]:
    def path(given: str | os.PathLike[str]) -> Path:
        return given_path(given, argument)

    return path


InJson = Annotated[Format, typer.Option("--format", help="Text for people, json for programs.")]
"""The option of every command that can say what it did as JSON."""
Previous = Annotated[
    Path | None, path_option("--previous", metavar="WORKBOOK", help="Last month's workbook, to compare with.")
]


def _put_in_force(files: list[Path] | None) -> list[Path] | None:
    """Put the rules in these files in force before the command begins, instead of those that another one had."""
    own_rules = sys.modules.get("plan_workbook.checking.own_rules")
    if files or own_rules is not None:
        from plan_workbook.checking.own_rules import use  # loads what checks, for which --help does not wait

        use(files or ())
    return files


def _own_rules(said: str) -> typer.models.OptionInfo:
    """Return the option for rules of your own, with what a command does by them."""
    option: typer.models.OptionInfo = typer.Option(
        "--rules",
        metavar="FILE.py",
        help=f"{said}; see plan-workbook help rules-of-your-own. Repeatable.",
        parser=_door("--rules"),
        callback=_put_in_force,
    )
    return option


OwnRules = Annotated[list[Path] | None, _own_rules("Check by the rules in this file as well")]
WordsOfOwnRules = Annotated[
    list[Path] | None, _own_rules("Say when the rules in this file fire, as gather was given it")
]
