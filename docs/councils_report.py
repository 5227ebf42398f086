"""Make a Word report such as councils have before they use this: ``python docs/councils_report.py report.docx``.

It says what the first recommendations of the shipped example say, in a layout that the program does not make: a heading
for each recommendation, its lead and its rating in lines below, and a table of measures and one of actions with other
words for our headings. `docs/bring.md` brings it in.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell

from plan_workbook.register import Record, Register, read_register
from plan_workbook.register.example import example_register
from plan_workbook.values.text import paragraphs

RECOMMENDATIONS = ("1", "4", "15")
"""Those that the report is about."""
MEASURES = {
    "PI Number": "Ref",
    "Description": "Measure",
    "Lead Officer": "Responsible officer",
    "Target": "Target 2017/18",
    "Actual": "Position at October",
}
ACTIONS = {
    "Ref": "No.",
    "Action": "What we will do",
    "Task Lead": "By whom",
    "Start Date": "Start",
    "Completion Date": "Deadline",
    "RAG": "BRAG",
    "Comment": "Where we are",
}
"""What the report calls the columns of the register."""
_COLOURS = {"R": "FF0000", "A": "FFC000", "G": "92D050", "C": "8DB4E2"}
_SAID = {"R": "Delayed; a new date is being agreed.", "A": "Started late.", "G": "On course.", "C": "Done."}
_WIDTHS = {"Measure": 9.0, "What we will do": 9.5, "Where we are": 4.5}
"""Centimetres."""


def councils_report() -> bytes:
    """Return the report."""
    register = read_register(example_register())
    document = _blank()
    document.add_heading(register.field("Title"), 0)
    document.add_paragraph(register.field("Authority"))
    document.add_paragraph(f"Progress report for the improvement board: {register.field('Period')}")
    for record in register.rows("recommendations"):
        if record["Recommendation"] in RECOMMENDATIONS:
            _add_recommendation(document, register, record)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _blank() -> WordDocument:
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(1.8))
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10)
    return document


def _add_recommendation(document: WordDocument, register: Register, record: Record) -> None:
    number = record["Recommendation"]
    document.add_heading(f"Recommendation {number}: {record['Title']}", 1)
    document.add_paragraph(f"Lead: {record['Lead']}")
    document.add_heading("Progress", 2)
    for text in paragraphs(record["Progress"])[:3]:
        document.add_paragraph(text)
    document.add_paragraph(f"Overall RAG rating: {_word(record['RAG'])}.")
    document.add_heading("How we measure it", 2)
    _add_table(document, MEASURES, _rows(register, "indicators", number))
    document.add_heading("What we do", 2)
    _add_table(document, ACTIONS, _rows(register, "actions", number))


def _rows(register: Register, table: str, number: str) -> list[Record]:
    return [record for record in register.rows(table) if record["Recommendation"] == number]


def _word(code: str) -> str:
    return {"R": "RED", "A": "AMBER", "G": "GREEN", "C": "COMPLETE"}.get(code, code)


def _add_table(document: WordDocument, headings: dict[str, str], records: Iterable[Record]) -> None:
    records = list(records)
    table = document.add_table(rows=1, cols=len(headings), style="Table Grid")
    table.autofit = False
    _fill(table.rows[0].cells, list(headings.values()), bold=True)
    for record in records:
        cells = table.add_row().cells
        given = record | {"Comment": _SAID.get(record.get("RAG", ""), "")}
        _fill(cells, [given[heading] for heading in headings])
        if "RAG" in headings:
            _shade(cells[list(headings).index("RAG")], _COLOURS.get(record["RAG"], ""))
    for column, heading in zip(table.columns, headings.values(), strict=True):
        for cell in column.cells:
            cell.width = Cm(_WIDTHS.get(heading, 2.6))


def _fill(cells: Sequence[_Cell], texts: Sequence[str], *, bold: bool = False) -> None:
    for cell, text in zip(cells, texts, strict=True):
        cell.paragraphs[0].add_run(text).bold = bold
        if bold:
            _shade(cell, "D9E2F3")


def _shade(cell: _Cell, colour: str) -> None:
    if colour:
        shading = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
            shading.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shading)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(councils_report())
