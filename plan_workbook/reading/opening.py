"""Opening a workbook with openpyxl."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from plan_workbook.errors import NotAPlan, PlanWorkbookError
from plan_workbook.package import PackageError
from plan_workbook.reading.filled import MOST_CELLS, TooManyCells

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


@contextmanager
def opened(content: bytes, name: str) -> Iterator[Workbook]:
    """Open a workbook with openpyxl for reading its values; sheets are parsed as they are used.

    Opened so, openpyxl leaves alone what a reader has no use for (conditional formats, validations, drawings), which
    takes half the time and does not fail where it can't make sense of them.

    Raises:
        NotAPlan: its sheets can't be parsed, or hold more than any plan.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its remarks concern what saving would lose; nothing is saved
            with redirect_stdout(StringIO()):  # of a style that is not there it prints a remark among our output
                workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                yield workbook
            finally:
                workbook.close()
    except (PlanWorkbookError, PackageError):
        raise
    except TooManyCells as error:
        raise NotAPlan(
            f"{name} holds more than {MOST_CELLS:,} cells, more than any plan: in Excel, delete the empty rows and "
            "columns around the plan on each sheet, move large tables to another workbook, save, and try again."
        ) from error
    except Exception as error:  # openpyxl raises whatever its parser stumbled over; to the user it is one thing
        raise NotAPlan(
            f"{name} can't be read as a workbook: open it in Excel, save it as an Excel Workbook (.xlsx), "
            "and try again."
        ) from error
