"""Refuses in one sentence what can't be read, whatever a parser says about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from plan_workbook.errors import NotAPlan, PlanWorkbookError
from plan_workbook.package.errors import UNNAMED, TooMuchInIt
from plan_workbook.package.stored_cells import TooManyCells
from plan_workbook.reading.book import MOST_CELLS, MOST_FILLED


@contextmanager
def refusing_faults(name: str) -> Iterator[None]:
    """Turn whatever goes wrong while the parts of a workbook are read into one sentence with the name of its file.

    `name` is empty if there is no file.

    Raises:
        NotAPlan: its parts can't be read, or have more cells than any plan.
        TooMuchInIt: they have more of something else than any plan.
    """
    try:
        yield
    except PlanWorkbookError:
        raise
    except TooMuchInIt as error:
        raise TooMuchInIt(name, error.detail) from error
    except TooManyCells as error:
        cells = f"{MOST_FILLED:,} cells with something in them" if error.filled else f"{MOST_CELLS:,} cells"
        raise NotAPlan(
            f"{name or UNNAMED} has more than {cells}, more than any plan: in Excel, delete the empty rows and "
            "columns around the plan on each sheet, move large tables to another workbook, save, and try again."
        ) from error
    except Exception as error:  # parsers raise many kinds; to the user they are the same
        raise NotAPlan(
            f"{name or UNNAMED} can't be read as a workbook: open it in Excel, save it as an Excel Workbook (.xlsx), "
            "and try again."
        ) from error
