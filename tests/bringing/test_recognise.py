"""What tables and columns of made-up councils are taken for, in their words and layouts."""

from __future__ import annotations

import pytest
from bringing.layouts import LAYOUTS, Layout
from tables_drawn import document, drawn

from plan_workbook.bringing.brought import SURE, Column, Kind
from plan_workbook.bringing.documents.document import Table
from plan_workbook.bringing.recognising.recognise import recognise

OF = {Kind.RECOMMENDATIONS: " of the item", Kind.INDICATORS: " of the measure", None: ""}


def said(column: Column) -> str:
    return f"{column.field or '-'}{OF[column.of]}{'' if column.sure >= SURE else '?'}"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_table_and_its_columns_are_what_a_person_would_say(layout: Layout) -> None:
    (found,) = recognise([document(*layout.before, drawn(layout.drawn))])
    assert f"{found.kind}{'' if found.sure >= SURE else '?'}" == layout.kind, found.why
    assert tuple(map(said, found.columns)) == layout.fields


def test_a_hidden_list_is_not_read_without_a_question():
    table = drawn(
        """
        Project name | Owner | Status
        Rebuild the market hall with the traders | Kim Lowe | On track
        Open the riverside path to everybody | Jo Tan | Delayed
        """
    )
    hidden = table._replace(cells=tuple(cell._replace(hidden=True) for cell in table.cells))
    (found,) = recognise([document(hidden)])
    assert (found.kind, found.sure < SURE) == (Kind.IGNORED, True)
    assert found.why.startswith("it is hidden")


def test_a_reason_says_which_headings_tell_what_a_table_is():
    (found,) = recognise([document(drawn(LAYOUTS[0].drawn))])
    assert found.why == "its headings Action, By whom and By when"
    assert found.columns[1].why == "its heading means Task Lead"


def test_an_earlier_year_says_why_it_was_left():
    figures = """
        Measure | Target | 2019/20 | 2020/21 | 2021/22
        Visits in time | 95% | 80% | 86% | 88%
        """
    (found,) = recognise([document(drawn(figures))])
    assert [each.field for each in found.columns] == ["Description", "Target", "", "Previous", "Actual"]
    assert "2019/20" in found.columns[2].why


@pytest.mark.parametrize(("heading", "again"), [("Theme", "Help and protection"), ("Priority area", "Care leavers")])
def test_what_several_rows_share_is_not_the_title_of_each(heading: str, again: str) -> None:
    asked = drawn(
        f"""
        Rec no | What the letter asked of us | {heading} | Accountable lead | RAG | Where we are now | Impact
        1 | Assessments are led by the needs of the child | {again} | Ann Lee | A | Rota agreed. | Less waiting.
        2 | Strategy discussions are timely and recorded | {again} | Bo May | R | Police are ill. | Too early to say.
        3 | Caseloads are low enough to see children often | {again} | Ann Lee | G | They are 17. | More visits.
        4 | Managers oversee the work of their teams well | {again} | Jo Tan | A | Audit is done. | Nobody knows yet.
        """
    )
    (found,) = recognise([document(asked)])
    title, group = found.columns[1], found.columns[2]
    assert (found.kind, title.field, title.why) == (Kind.RECOMMENDATIONS, "Title", "each row has another one")
    assert title.sure < SURE, "a person is asked"
    assert (group.field, group.why) == ("", "several rows have the same one, so it only groups them")


def test_a_table_without_anything_in_it_is_no_part_of_the_plan():
    (found,) = recognise([document(Table("plan.docx, table 1", ()))])
    assert found.kind is Kind.IGNORED
