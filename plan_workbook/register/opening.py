"""Opening the xlsx of a register with openpyxl."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from openpyxl import load_workbook

from plan_workbook.errors import RegisterError
from plan_workbook.package.ceilings import MOST_IN_TREE, refuse_too_many
from plan_workbook.package.cell_values import TEXT_OF_FORMULA
from plan_workbook.package.cells import shared_strings
from plan_workbook.package.contents import Contents
from plan_workbook.package.errors import naming
from plan_workbook.package.file_links import reaches_out
from plan_workbook.package.safety import open_package
from plan_workbook.package.stored_sheet import StoredCell
from plan_workbook.package.workbook import Workbook as StoredWorkbook
from plan_workbook.reading.opening import refusing_faults
from plan_workbook.values.text import fold, listed_in_part

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_COLUMNS = 50
"""Of a table of a register; ours have up to twelve, and what nobody knows is refused."""


@contextmanager
def opened(content: bytes, name: str) -> Iterator[Workbook]:
    """Open a workbook with openpyxl for reading its values; sheets are parsed as they are used.

    Opened for reading only, openpyxl skips conditional formats, validations and drawings, so it takes half the time and
    does not fail if it can't make sense of them.

    Raises:
        NotAPlan: its sheets can't be parsed.
        TooMuchInIt: a part holds far more than a register has.
    """
    _refuse_too_many(content, name)
    with refusing_faults(name), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they say what would be lost by saving, and nothing is saved
        with redirect_stdout(StringIO()):  # it prints a remark about a missing style
            workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        _store_texts_as_written(workbook, content)
        try:
            yield workbook
        finally:
            workbook.close()


def _refuse_too_many(content: bytes, name: str) -> None:
    """Refuse parts with more elements than a register has, before openpyxl makes objects of them.

    Raises:
        TooMuchInIt: with the part in the sentence, and how many there may be.
    """
    with naming(name):
        package = open_package(content)
        for part in package.names():
            refuse_too_many(package.read(part), part, MOST_IN_TREE)


def filled_rows(content: bytes, path: Path, tables: Collection[str]) -> dict[str, set[int]]:
    """Return the numbers of the rows with something in them, by table.

    Between them, openpyxl makes cells for all that a sheet could have: one in its last column costs a minute.

    Args:
        content: the workbook.
        path: its path, for the sentence.
        tables: the names of the tables that are read.

    Raises:
        RegisterError: a cell is far away from the table; or formulas have no saved result, so their cells would be
            read as blank. Excel works such formulas out when it opens the file.
    """
    rows: dict[str, set[int]] = {}
    with refusing_faults(path.name):
        contents = Contents(content)
        for page in contents.pages:
            name = fold(page.title)
            if name not in tables:
                continue
            cells = contents.cells(page, MOST_IN_TREE).cells
            # A formula whose result is an empty text is saved as a text, and its cell is blank in Excel too.
            unsaved = [
                each
                for each in cells
                if each.formula is not None and each.value is None and each.kind != TEXT_OF_FORMULA
            ]
            if unsaved:
                raise RegisterError(_without_results(f"The table {name} of {path}", unsaved))
            far = [each.address for each in cells if each.place[1] > MOST_COLUMNS]
            if far:
                raise RegisterError(
                    f"The table {name} of {path} has something far to the right of its headings "
                    f"({listed_in_part(far)}): delete it, or move it to a sheet of its own."
                )
            rows[name] = {each.place[0] for each in cells}
    return rows


def _without_results(where: str, unsaved: Sequence[StoredCell]) -> str:
    """Return the sentence about formulas without a saved result; nobody is told to open one that reaches out."""
    reaching = [each.address for each in unsaved if each.formula and reaches_out(each.formula)]
    if reaching:
        return (
            f"{where} has formulas that start a program, call a server or lead to another file "
            f"({listed_in_part(reaching)}): type in the values, and agree to nothing that Excel asks to enable or "
            "update."
        )
    return (
        f"{where} has formulas whose results were not saved ({listed_in_part([each.address for each in unsaved])}): "
        "open it in Excel and save it there, or type in the values."
    )


def _store_texts_as_written(workbook: Workbook, content: bytes) -> None:
    """Undo that openpyxl removes ``x005F_`` from every shared string, even from one that somebody typed.

    Without it, nobody could tell ``_x000D_`` that was typed from the line end that is stored in this way.
    """
    package = open_package(content)
    part = StoredWorkbook(package).companion("sharedStrings")
    if part is not None and b"x005F_" in package.xml(part):
        for sheet in workbook.worksheets[:1]:  # they all have the same list
            cast("Any", sheet)._shared_strings[:] = shared_strings(package, part)
