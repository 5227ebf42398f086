"""Boxes whose cells have their own labels: `Board sponsor: Priya Nair | Story so far: two posts are filled`."""

from __future__ import annotations

from pathlib import Path

import pytest
from council import add_table
from docx import Document
from openpyxl import load_workbook

from plan_workbook.jobs.bring import bring

COLUMNS = ("Lead", "Progress")


@pytest.fixture
def plan(tmp_path) -> Path:
    made = Document()
    made.add_heading("Bramford County Council improvement plan", 0)
    for number, title, lead in (("1", "Front door", "Priya Nair"), ("2", "Assessments", "Tom Achebe")):
        made.add_heading(f"Priority {number}: {title}", 1)
        rows(made, (f"Board sponsor: {lead}", "Story so far: two posts are filled"))
        rows(made, ("Ref", "Action", "Owner", "Due"), (f"{number}.1", "Hire a manager", "Al Ray", "31/10/2026"))
    made.save(tmp_path / "plan.docx")
    return tmp_path / "plan.docx"


def rows(made: object, *texts: tuple[str, ...]) -> None:
    add_table(made, *texts)
    made.add_paragraph("")


def told(plan: Path, mapping: Path | None = None) -> list[str]:
    made = bring(plan, plan.parent / "register", mapping=mapping, replace=True).brought
    return [" | ".join(record[heading] for heading in COLUMNS) for record in made.register.tables["recommendations"]]


def test_they_are_read_the_same_with_a_mapping_in_which_nothing_was_decided(plan):
    assert told(plan) == told(plan, plan.with_name("mapping.xlsx")) == ["Priya Nair | ", "Tom Achebe | "]


def test_what_a_person_says_of_their_columns_is_followed(plan):
    told(plan)
    mapping = plan.with_name("mapping.xlsx")
    book = load_workbook(mapping)
    sheet = book["Columns"]
    taken_for = next(cell.column for cell in sheet[4] if cell.value == "Taken for")
    for row in sheet.iter_rows(min_row=5):
        for cell in row:
            for text, field in {"Board sponsor": "ignore", "Story so far": "Progress"}.items():
                if str(cell.value or "").startswith(text):
                    sheet.cell(cell.row, taken_for).value = field
    book.save(mapping)
    assert told(plan, mapping) == [" | two posts are filled"] * 2
