"""How commands take paths, and the option for last month's workbook, which several of them share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from plan_workbook.values.paths import given_path


def path_argument(metavar: str, *, help: str) -> Any:
    """Return an argument that is a path; one that can't be meant is refused before the command begins."""
    return typer.Argument(metavar=metavar, help=help, parser=_door(metavar.rstrip(".")))


def path_option(*names: str, metavar: str, help: str) -> Any:
    """Return an option that is a path, as `path_argument` does; its first name is the one that messages use."""
    return typer.Option(*names, metavar=metavar, help=help, parser=_door(names[0]))


def _door(argument: str) -> Callable[[str | os.PathLike[str]], Path]:
    def path(given: str | os.PathLike[str]) -> Path:
        return given_path(given, argument)

    return path


Previous = Annotated[
    Path | None, path_option("--previous", metavar="WORKBOOK", help="Last month's workbook, to compare with.")
]
