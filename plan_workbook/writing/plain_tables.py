"""A plain workbook of text tables: the xlsx form of a register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO

from plan_workbook.writing.formats import Formats
from plan_workbook.writing.worksheets import LiteralWorkbook

EPOCH = datetime(2000, 1, 1)
"""Generated workbooks do not contain the time: the same input gives the same bytes."""


def tables_workbook(out: BytesIO, tables: Iterable[tuple[str, Sequence[str], Iterable[Mapping[str, str]]]]) -> None:
    """Write a sheet for each table: its name, its headings, and rows of text by heading."""
    with LiteralWorkbook(out, default_date_format="yyyy-mm-dd") as workbook:
        workbook.set_properties({"title": "Improvement plan register", "created": EPOCH})
        formats = Formats(workbook)
        for name, headings, rows in tables:
            sheet = workbook.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(headings) - 1, 24)
            for column, heading in enumerate(headings):
                sheet.write_string(0, column, heading, formats("heading"))
            for number, row in enumerate(rows, 1):
                for column, heading in enumerate(headings):
                    if row[heading]:
                        sheet.write_string(number, column, row[heading], formats("cell", num_format="@"))
            sheet.ignore_errors({"number_stored_as_text": f"A1:{'Z'}{1 + sum(1 for _ in rows)}"})
