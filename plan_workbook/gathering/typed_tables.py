"""Tables with numbers, dates and yes or no as such: a workbook with an Excel table on each sheet, or Parquet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter.worksheet import Worksheet

from plan_workbook.errors import OutputError
from plan_workbook.gathering.frames import frame_of
from plan_workbook.gathering.schema import Table, Type
from plan_workbook.layout import fitting
from plan_workbook.writing.plain_tables import EPOCH
from plan_workbook.writing.worksheets import LiteralWorkbook

Rows = Mapping[str, Sequence[Sequence[Any]]]
"""The rows by the name of their table."""
MOST_ROWS = 1_048_575
"""Of a sheet below its headings (ECMA-376 18.3.1.73)."""
_WIDTHS = {Type.TEXT: 22, Type.DATE: 12, Type.TIME: 20}
_NARROW = 11
"""Characters of columns with numbers, and with yes or no."""


def typed_workbook(tables: Sequence[Table], rows: Rows) -> bytes:
    """Return a workbook with a sheet for each table; the same rows give the same bytes.

    Raises:
        OutputError: a table has more rows than a sheet.
    """
    content = BytesIO()
    for table in tables:
        if len(rows[table.name]) > MOST_ROWS:
            found = f"{len(rows[table.name]):,} rows, but a sheet has {MOST_ROWS:,}"
            raise OutputError(f"The table {table.name} has {found}: give a name that ends in .parquet.")
    with LiteralWorkbook(content) as workbook:
        workbook.set_properties({"title": "Improvement plans, typed tables", "created": EPOCH})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for table in tables:
            sheet = workbook.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for at, column in enumerate(table.columns):
                sheet.set_column(at, at, _WIDTHS.get(column.type, _NARROW), day if column.type is Type.DATE else None)
            _draw(sheet, table, rows[table.name], day)
    return content.getvalue()


def _draw(sheet: Worksheet, table: Table, rows: Sequence[Sequence[Any]], day: Any) -> None:
    last = max(1, len(rows))  # Excel repairs a table without a row
    headings = [{"header": name} for name in table.names]
    options = {"name": table.name, "columns": headings, "style": "Table Style Light 1"}
    sheet.add_table(0, 0, last, len(table.columns) - 1, options)
    for number, row in enumerate(rows, 1):
        for at, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if value is None:
                continue
            match column.type:
                case Type.TEXT:
                    sheet.write_string(number, at, fitting(value))
                case Type.DATE | Type.TIME:
                    sheet.write_datetime(number, at, value, day)
                case Type.YES_NO:
                    sheet.write_boolean(number, at, value)
                case _:
                    sheet.write_number(number, at, value)


def parquet_files(tables: Sequence[Table], rows: Rows) -> dict[str, bytes]:
    """Return a Parquet file for each table, by its name: ``actions.parquet``."""
    return {f"{table.name}.parquet": _parquet(table, rows[table.name]) for table in tables}


def _parquet(table: Table, rows: Sequence[Sequence[Any]]) -> bytes:
    content = BytesIO()
    frame_of(table, rows).write_parquet(content, compression="zstd")
    return content.getvalue()
