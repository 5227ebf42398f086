"""A sheet with everything the package promises to carry, drawn for tests, the corpus and the fuzzers alike."""

from __future__ import annotations

import io
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.utility import quote_sheetname

EPOCH = datetime(2020, 1, 1)
"""When a test's workbook was made: one without a clock of its own is the same each time."""


def rich(sheet: str = "Result", more: int = 0) -> bytes:
    """A workbook with one sheet: texts, formulas, links, merges, conditional formats, data bars and two charts."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": EPOCH})
        page, name = book.add_worksheet(sheet), quote_sheetname(sheet)
        bold = book.add_format({"bold": True, "bg_color": "#DDEEFF", "border": 1})
        day = book.add_format({"num_format": "dd mmmm yyyy"})
        page.write("A1", " Title & <more> ", bold)
        page.write_row("A3", ["name", "value", "share"], bold)
        for row in range(5):
            page.write_row(3 + row, 0, [f"r{row}", row * 1.5 + more, row / 5])
        page.write_formula("D4", "=B4+C4", None, more)
        page.write_formula("D5", f"={name}!A1", None, "t")
        page.write_datetime("E1", date(2026, 3, 31), day)
        page.write_rich_string("E2", "plain ", bold, "bold")
        page.write_url("F1", "https://example.org/a?b=1&c=2", string="web")
        page.write_url("F2", f"internal:{name}!B3", string="here")
        page.merge_range("A10:C10", "merged", bold)
        red = book.add_format({"bg_color": "#FFC7CE", "num_format": "0.000"})
        page.conditional_format("B4:B9", {"type": "cell", "criteria": ">", "value": 3, "format": red})
        page.conditional_format("C4:C9", {"type": "data_bar", "data_bar_2010": True, "bar_solid": True})
        page.data_validation("G1", {"validate": "list", "source": ["x", "y"]})
        for kind, cell in (("column", "H2"), ("line", "H20")):
            chart = book.add_chart({"type": kind})
            chart.add_series({"categories": f"={name}!$A$4:$A$8", "values": f"={name}!$B$4:$B$8"})
            page.insert_chart(cell, chart, {"description": "the values"})
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.print_area("A1:P40")
        page.repeat_rows(2)
        page.set_footer("&C&P of &N")
        page.protect()
        page.set_tab_color("#123456")
        page.freeze_panes(3, 0)
        page.set_column("A:A", 30)
        page.set_row(0, 30)
    return stream.getvalue()
