"""Small documents such as councils have, made in a moment: a Word report and its like in a CSV file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document

HEADINGS = ("Ref", "Action", "Task Lead", "Start Date", "Completion Date", "RAG")
ACTIONS: Mapping[str, Sequence[Sequence[str]]] = {
    "Recommendation 1: Assess every child in time": (
        ("a", "Train all managers in the new threshold", "Ann Lee", "Sept 2017", "Mar 2018", "G"),
        ("b", "Audit ten files every month", "Bo Ray", "Aug 2017", "Dec 2017", "A"),
    ),
    "Recommendation 2: Keep caseloads manageable": (
        ("a", "Fill the vacant posts in all teams", "Ann Lee", "Jun 2017", "Jun 2018", "G"),
    ),
}
"""The actions by the heading above them."""


def add_table(document: Any, *rows: Sequence[str]) -> None:
    """Add a table of these rows to a document in Word."""
    table = document.add_table(rows=0, cols=len(rows[0]))
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text


def report(
    actions: Mapping[str, Sequence[Sequence[str]]] = ACTIONS, headings: Sequence[str] = HEADINGS, more: str = ""
) -> bytes:
    """A Word report: a heading for each recommendation, and a table of its actions below."""
    document = Document()
    document.add_heading("Improvement plan", 0)
    for heading, rows in actions.items():
        document.add_heading(heading, 1)
        add_table(document, headings, *rows)
    if more:
        document.add_paragraph(more)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def tracker(headings: Sequence[str] = ("Recommendation", "Title", *HEADINGS), separator: str = ";") -> bytes:
    """The same as a CSV file, a row for each action."""
    lines = [separator.join(headings)]
    for heading, rows in ACTIONS.items():
        number, _, title = heading.removeprefix("Recommendation ").partition(": ")
        lines += [separator.join((number, title, *row)) for row in rows]
    return "\r\n".join(lines).encode("cp1252")
