"""Tables with several sets of headings, or with their headings in the first column, are read as what they say."""

from __future__ import annotations

from tables_drawn import document, drawn

from plan_workbook.bringing.brought import Kind, Recognised
from plan_workbook.bringing.recognising.arranging import arranged
from plan_workbook.bringing.recognising.recognise import recognise

BOTH = """
    Recommendation 2: Make sure that every child is seen | < | < | <
    Measure | Target | Q1 | Q2
    Visits in time | 95% | 80% | 86%
    Plans in time | 90% | 71% | 77%
    What we will do | < | < | <
    Action | Lead | By when | RAG
    Send a list of late visits to managers | Mo Kerr | 30/09/2021 | G
    Cover every vacancy from the agency | Al Dean | 31/10/2021 | A
    """
CARD = """
    Recommendation | Make sure that every child is seen
    Lead | Mo Kerr
    RAG | Green
    Progress | Nine visits in ten were in time
    Next steps | Report on the rest in July
    """


def read(drawing: str) -> tuple[Recognised, ...]:
    return recognise([arranged(document(drawn(drawing)))])


def test_indicators_above_actions_in_one_table_are_two_tables():
    indicators, actions = read(BOTH)
    assert indicators.kind is Kind.INDICATORS
    assert [each.field for each in indicators.columns] == ["Description", "Target", "Previous", "Actual"]
    assert actions.kind is Kind.ACTIONS
    assert [each.field for each in actions.columns] == ["Action", "Task Lead", "Completion Date", "RAG"]
    assert actions.table.cells[0].text == "What we will do"
    assert actions.table.where == "plan.docx, table 1, rows 5 to 8"


def test_a_card_is_read_as_a_row_below_headings():
    (found,) = read(CARD)
    assert found.kind is Kind.RECOMMENDATIONS
    assert [each.field for each in found.columns] == ["Title", "Lead", "RAG", "Progress", "Next Steps"]
    assert [each.samples[0] for each in found.columns[:3]] == ["Make sure that every child is seen", "Mo Kerr", "Green"]


def test_every_cell_is_still_there_and_says_where_it_was():
    for drawing in (BOTH, CARD):
        before = document(drawn(drawing))
        after = arranged(before)
        assert sorted(cell.where for table in after.tables() for cell in table.cells) == sorted(
            cell.where for table in before.tables() for cell in table.cells
        )


def test_measures_called_like_headings_do_not_turn_their_table_on_its_side():
    (found,) = read("""
        Measure | Good is | Target | Oct 2026 | Sep 2026
        Audits graded good or better | Higher | 70% | 61% | 58%
        Number of audits | Higher | 10 | 11 | 9
        """)
    assert found.kind is Kind.INDICATORS
    assert [each.field for each in found.columns] == ["Description", "Better", "Target", "Actual", "Previous"]
    assert found.columns[0].samples[:2] == ("Audits graded good or better", "Number of audits")


def test_what_is_said_about_the_plan_in_two_columns_is_left_as_it_is():
    about = drawn("""
        Title | Improvement plan
        Authority | Northby
        Report date | 31/12/2021
        """)
    assert list(arranged(document(about)).tables()) == [about]


def test_a_table_with_its_headings_again_in_the_middle_stays_whole():
    rows = """
        Action | Lead | By when | RAG
        Send a list of late visits to managers | Mo Kerr | 30/09/2021 | G
        Action | Lead | By when | RAG
        Cover every vacancy from the agency | Al Dean | 31/10/2021 | A
        """
    assert len(read(rows)) == 1
