"""A plan with more rows or recommendations than it may have is refused before any is read."""

from __future__ import annotations

import pytest
from builder import clean_plan

from plan_workbook.errors import NotAPlan, RegisterError
from plan_workbook.jobs.compare import compare
from plan_workbook.jobs.new import make_workbook
from plan_workbook.layout import ceilings
from plan_workbook.package.errors import TooMuchInIt
from plan_workbook.reading import book, opening, read_plan
from plan_workbook.reading import workbook as reader
from plan_workbook.reading.inputs import InputReader
from plan_workbook.register import read_register
from plan_workbook.writing import master
from plan_workbook.writing.register_files import write_register


@pytest.fixture
def unread(monkeypatch):
    """Nothing of a plan may be read."""

    def read(*_: object) -> None:
        raise AssertionError("it was read before it was counted")

    monkeypatch.setattr(InputReader, "fields", read)
    monkeypatch.setattr(InputReader, "rows", read)


def test_too_many_rows_are_refused_before_they_are_read(monkeypatch, unread):
    monkeypatch.setattr(ceilings, "MOST_ROWS", 5)
    said = (
        r"plan\.xlsx has \d+ rows in its tables, 4 of them in RAG scale on Plan, but a plan may have 5: delete the rows"
    )
    with pytest.raises(NotAPlan, match=said):
        read_plan(clean_plan().action().action().template(), "plan.xlsx")


def test_too_many_rows_of_one_table_are_refused_before_they_are_read(monkeypatch, unread):
    monkeypatch.setattr(ceilings, "MOST_IN_A_TABLE", 4)
    plan = clean_plan()
    for _ in range(5):
        plan.action()
    said = r"plan\.xlsx has \d rows in Actions on R01, but a table may have 4: delete the rows that are not needed"
    with pytest.raises(NotAPlan, match=said):
        read_plan(plan.template(), "plan.xlsx")


def test_too_many_recommendations_are_refused_before_they_are_read(monkeypatch, unread):
    monkeypatch.setattr(ceilings, "MOST_RECOMMENDATIONS", 1)
    with pytest.raises(NotAPlan, match=r"plan\.xlsx has 2 recommendations, but a plan may have 1: delete"):
        read_plan(clean_plan(2).template(), "plan.xlsx")


def test_too_many_ratings_are_refused_in_a_workbook_and_in_a_register(monkeypatch, unread, tmp_path):
    plan = clean_plan().rating("G", "Green", "on track").rating("S", "Paused", "stopped")
    write_register(plan.register(), tmp_path)
    monkeypatch.setattr(ceilings, "MOST_RATINGS", 1)
    said = "has 2 ratings in its scale, but a plan may have 1: delete those that are not needed"
    with pytest.raises(NotAPlan, match=rf"plan\.xlsx {said}"):
        read_plan(plan.template(), "plan.xlsx")
    with pytest.raises(RegisterError, match=said):
        read_register(tmp_path)


def folder_with(tmp_path, actions: int, progress: str = "Done."):
    (tmp_path / "plan.csv").write_text("Field,Value\nTitle,A plan\n")
    (tmp_path / "recommendations.csv").write_text(f'Recommendation,Title,Progress\n1,Make it good,"{progress}"\n')
    rows = "".join(f"1,{number},Hold a session\n" for number in range(actions))
    (tmp_path / "actions.csv").write_text("Recommendation,Ref,Action\n" + rows)
    return tmp_path


def test_a_register_with_too_many_rows_is_refused_and_the_register_is_named(monkeypatch, tmp_path):
    folder = folder_with(tmp_path, 20)
    assert len(read_register(folder).rows("actions")) == 20
    monkeypatch.setattr(ceilings, "MOST_ROWS", 15)
    with pytest.raises(RegisterError) as refused:
        read_register(folder)
    assert str(refused.value).startswith(
        f"{folder} has 22 rows in its tables, 20 of them in its table actions for recommendation 1, but a plan may"
    )


def test_a_register_that_is_too_large_for_a_workbook_is_refused_before_one_is_drawn(monkeypatch, tmp_path):
    def draw(*_: object, **__: object) -> None:
        raise AssertionError("it was drawn before it was counted")

    folder = folder_with(tmp_path, 20)
    monkeypatch.setattr(ceilings, "MOST_ROWS_MADE", 15)
    monkeypatch.setattr(master, "template_of", draw)
    said = "has 22 rows in its tables, but a workbook can be made of 15: split the plan, and try again."
    with pytest.raises(RegisterError, match=f"^{folder.name} {said}"):
        make_workbook(tmp_path / "plan.xlsx", folder)
    with pytest.raises(RegisterError, match=f"^{folder.name} {said}"):
        compare(folder, folder)


def test_paragraphs_of_a_register_count_as_the_rows_that_they_become(monkeypatch, tmp_path):
    folder = folder_with(tmp_path, 1, "\n\n".join(["Audits were made."] * 30))
    monkeypatch.setattr(ceilings, "MOST_ROWS", 25)
    with pytest.raises(RegisterError, match="30 of them in the progress for recommendation 1,"):
        read_register(folder)


def test_too_many_filled_cells_are_refused_while_they_are_counted(monkeypatch):
    monkeypatch.setattr(book, "MOST_FILLED", 20)
    monkeypatch.setattr(opening, "MOST_FILLED", 20)
    with pytest.raises(NotAPlan, match="more than 20 cells with something in them, more than any plan: in Excel"):
        read_plan(clean_plan().template(), "plan.xlsx")


def test_a_refusal_of_content_without_a_file_speaks_of_the_workbook(monkeypatch):
    def too_much(*_: object, **__: object) -> None:
        raise TooMuchInIt(detail="3,000 links")

    with pytest.raises(NotAPlan, match=r"^The workbook can't be read as a workbook: open it in Excel"):
        read_plan(b"")
    monkeypatch.setattr(reader, "Book", too_much)
    with pytest.raises(TooMuchInIt, match=r"^The workbook was not opened, because"):
        read_plan(clean_plan().template())
