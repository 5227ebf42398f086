"""Numbers and titles of recommendations that a person corrects in the mapping."""

from __future__ import annotations

from pathlib import Path

import pytest
from assembled import actions, items
from openpyxl import load_workbook

from plan_workbook.bringing.brought import Brought
from plan_workbook.errors import InputError
from plan_workbook.jobs.bring import bring

LOG = """Theme,Ref,Action,Owner,By when
Early help,a,Hire a manager,Jo Hart,31/10/2026
Early help,b,Audit cases,Al Ray,30/11/2026
Repairs,a,Clear the backlog,Ann Lee,31/12/2026
"""
SHEET = "Recommendations"


@pytest.fixture
def plan(tmp_path) -> Path:
    (tmp_path / "plan.csv").write_text(LOG)
    brought_in(tmp_path / "plan.csv")
    return tmp_path / "plan.csv"


def brought_in(plan: Path, mapping: Path | None = None) -> Brought:
    return bring(plan, plan.parent / "register", mapping=mapping, replace=True).brought


def said(plan: Path) -> list[tuple[str, ...]]:
    """Return what the mapping says of each recommendation: number, title, and what a person gave for them."""
    sheet = load_workbook(plan.with_name("mapping.xlsx"))[SHEET]
    return [tuple(str(cell.value or "") for cell in row[2:6]) for row in sheet.iter_rows(min_row=5)]


def corrected(plan: Path, **cells: str) -> Path:
    mapping = plan.with_name("mapping.xlsx")
    book = load_workbook(mapping)
    for at, text in cells.items():
        book[SHEET][at] = text
    book.save(mapping)
    return mapping


def test_a_mapping_lists_the_recommendations_as_they_were_read(plan):
    assert said(plan) == [("1", "Early help", "", ""), ("2", "Repairs", "", "")]


def test_a_number_and_a_title_that_a_person_gives_go_into_the_register(plan):
    made = brought_in(plan, corrected(plan, E5="4", F6="Repairs and damp"))
    assert items(made) == ["4 | Early help", "2 | Repairs and damp"]
    assert actions(made)[0] == "4 | a | Hire a manager"
    assert said(plan) == [("1", "Early help", "4", ""), ("2", "Repairs", "", "Repairs and damp")]
    assert made.read + sum(left.cells for left in made.left) == made.found


def test_two_with_the_same_number_are_one_and_a_note_says_so(plan):
    made = brought_in(plan, corrected(plan, E5="1", E6="1"))
    assert items(made) == ["1 | Early help"]
    assert len(actions(made)) == 3
    assert "What was read as recommendations 1 and 2 is recommendation 1, as mapping.xlsx says." in made.remarks
    assert made.read + sum(left.cells for left in made.left) == made.found


def test_one_that_no_document_numbers_gives_way_to_a_number_that_a_person_gave_to_another(plan):
    assert items(brought_in(plan, corrected(plan, E5="2"))) == ["2 | Early help", "1 | Repairs"]


def test_nobody_is_asked_about_numbers_that_a_person_gave(plan):
    assert any("have no number" in each for each in brought_in(plan).questions)
    made = brought_in(plan, corrected(plan, E5="3", E6="4"))
    assert not any("no number" in each for each in made.questions)


def test_what_was_said_is_followed_next_month_wherever_the_recommendation_is_then(plan):
    mapping = corrected(plan, E6="7", F6="Repairs and damp")
    plan.write_text(LOG.replace("Early help,a", "Attendance,a,Write to all heads,Bo May,31/10/2026\nEarly help,a"))
    made = brought_in(plan, mapping)
    assert items(made) == ["1 | Attendance", "2 | Early help", "7 | Repairs and damp"]


def test_what_is_said_of_one_that_is_gone_is_a_note_with_its_cell_and_kept(plan):
    mapping = corrected(plan, E6="7")
    plan.write_text("".join(LOG.splitlines(keepends=True)[:3]))
    made = brought_in(plan, mapping)
    says = "mapping.xlsx, Recommendations!E6 says something of recommendation 2 (Repairs)"
    assert f"{says}, which is not in these documents." in made.remarks
    assert said(plan) == [("1", "Early help", "", ""), ("2", "Repairs", "7", "")]


def test_a_number_with_the_word_before_it_is_refused_with_its_cell(plan):
    with pytest.raises(InputError, match="Recommendations!E5 says 'Theme 4', which is not the number of a recommend"):
        brought_in(plan, corrected(plan, E5="Theme 4"))


def test_a_mapping_without_the_sheet_is_followed_as_before(plan):
    mapping = plan.with_name("mapping.xlsx")
    book = load_workbook(mapping)
    del book[SHEET]
    book.save(mapping)
    assert items(brought_in(plan, mapping)) == ["1 | Early help", "2 | Repairs"]
