"""The option for last month's workbook, which several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Previous = Annotated[
    Path | None,
    typer.Option("--previous", metavar="WORKBOOK", help="Last month's workbook, to compare with.", readable=False),
]
