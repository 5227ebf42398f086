"""Tables that go on after a page break are read as one with those before them, and others are not."""

from __future__ import annotations

from tables_drawn import document, drawn

from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.recognise import recognise

ACTIONS = """
    Action | Owner | By when | RAG
    Review every plan with the team | Ada Finch | 31/03/2022 | G
    Tell partners what has changed | Bo Lund | 30/04/2022 | A
    """
MORE = """
    Ask families what they think of it | Ada Finch | 31/05/2022 | G
    Report to the board in the summer | Bo Lund | 30/06/2022 | G
    """


def test_a_table_with_the_same_headings_right_after_another_one_goes_on_from_it():
    _, second = recognise([document(drawn(ACTIONS), "", "Page 2 of 9", drawn(ACTIONS))])
    assert second.continues
    assert second.headings == {0}


def test_a_table_without_headings_has_the_columns_of_the_one_right_before_it():
    first, second = recognise([document(drawn(ACTIONS), drawn(MORE))])
    assert second.continues
    assert not second.headings
    assert [each.field for each in second.columns] == ["Action", "Task Lead", "Completion Date", "RAG"]
    assert [each.heading for each in second.columns] == [each.heading for each in first.columns]


def test_a_text_between_two_tables_makes_the_second_one_another_table():
    _, second = recognise([document(drawn(ACTIONS), "## Recommendation 2: Homes", drawn(ACTIONS))])
    assert not second.continues


def test_other_things_in_as_many_columns_do_not_go_on_from_the_table_before():
    key = """
        R | Red | Off track | The date will be missed
        A | Amber | At risk | The date may be missed
        """
    _, second = recognise([document(drawn(ACTIONS), drawn(key))])
    assert second.kind is Kind.KEY


def test_headings_that_are_repeated_in_the_middle_of_a_table_are_headings():
    (found,) = recognise([document(drawn(ACTIONS + ACTIONS))])
    assert found.headings == {0, 3}


def test_a_sheet_with_the_same_headings_as_the_one_before_is_a_table_of_its_own():
    _, second = recognise([document(drawn(ACTIONS, sheet="Theme 1"), drawn(ACTIONS, sheet="Theme 2"))])
    assert not second.continues
