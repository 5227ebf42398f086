"""What a person corrects in a mapping comes out as they said, and nothing else changes for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from assembled import actions, brought_from, items, left_over
from tables_drawn import document, drawn

from plan_workbook.bringing.answers import NAMES_AN_ITEM, Answers, ColumnAnswer, PlaceAnswer, TableAnswer, TextAnswer
from plan_workbook.bringing.assembling.assemble import assemble
from plan_workbook.bringing.brought import Brought, Kind
from plan_workbook.bringing.documents.document import Document, Layout, Passage
from plan_workbook.bringing.recognising.arranging import arranged
from plan_workbook.bringing.recognising.carried import carried
from plan_workbook.bringing.recognising.marked import not_there, with_marked
from plan_workbook.bringing.recognising.recognise import recognise
from plan_workbook.bringing.telling.mapping import answers_of, questions_of
from plan_workbook.bringing.telling.mapping_texts import text_rows
from plan_workbook.bringing.telling.unfollowed import unfollowed


def by(made: Document, **said) -> Brought:
    """Return what is brought in from a document as a person said; nothing may be lost on the way."""
    answers = Answers("mapping.xlsx", (), **said)
    here = arranged(made, answers)
    read = assemble([here], recognise([here], answers), answers)
    assert read.read + sum(left.cells for left in read.left) == read.found == made.found()
    return read


def named(*texts: str) -> tuple[TextAnswer, ...]:
    return tuple(TextAnswer(text, NAMES_AN_ITEM) for text in texts)


# ------------------------------------------------------------------------------------------- ranges that are marked

FORM = """
    Our Improvement Plan | < | < | | Key |
    Theme 2: Homes for children | < | < | | Red | Off track
    Priority lead | Ann Lee | < | | Amber | Some delay
    Aim | Homes are near | < | | Green | On track
    Last updated | 26/09/2025 | < | | Blue | Complete
"""
PLAN = """
    Action | Owner | By when
    Open two homes | Jo Bright | 31/10/2023
"""


def on_sheet(rows: str, top: int = 1, name: str = "Homes"):
    """Return a table of a sheet, with the address of each cell; blank cells of it are not there."""
    table = drawn(rows)
    cells = [
        cell._replace(where=f"{name}!{'ABCDEFGH'[cell.column]}{top + cell.row}")
        for cell in table.cells
        if not cell.blank
    ]
    where = f"plan.xlsx, sheet {name}, A{top}:{'ABCDEFGH'[table.columns - 1]}{top + table.rows - 1}"
    return table._replace(where=where, cells=tuple(cells), sheet=name)


def marked(*ranges: str) -> tuple[PlaceAnswer, ...]:
    return tuple(
        PlaceAnswer(f"plan.xlsx, sheet Homes, {each}", Layout.ROWS, file="plan.xlsx", marked=True) for each in ranges
    )


def test_what_is_above_and_beside_a_marked_range_is_read_by_itself():
    """A form next to a key was one table: once the form is marked, its title is one, and the key is a key."""
    sheet = document(on_sheet(FORM), on_sheet(PLAN, 8), file="plan.xlsx")
    here = with_marked(sheet, [each.where for each in marked("A3:C5")])
    assert [(block.where, getattr(block, "text", "")) for block in here.blocks] == [
        ("plan.xlsx, sheet Homes, E1:F5", ""),
        ("plan.xlsx, Homes!A1", "Our Improvement Plan"),
        ("plan.xlsx, Homes!A2", "Theme 2: Homes for children"),
        ("plan.xlsx, sheet Homes, A3:C5", ""),
        ("plan.xlsx, sheet Homes, A8:C9", ""),
    ]
    made = by(sheet, places=marked("A3:C5"))
    assert items(made, "Title", "Lead") == ["2 | Homes for children | Ann Lee"]
    assert actions(made, "Action") == ["2 | Open two homes"]


def test_what_is_below_a_marked_range_comes_after_it():
    rows = """
        Theme 1: Early help | < | <
        Action | Owner | By when
        Open a hub | Jo Bright | 31/10/2023
        Theme 2: Homes | < | <
        Action | Owner | By when
        Open two homes | Lee Ward | 31/10/2023
    """
    made = by(document(on_sheet(rows), file="plan.xlsx"), places=marked("A2:C3"))
    assert items(made) == ["1 | Early help", "2 | Homes"]
    assert actions(made, "Action") == ["1 | Open a hub", "2 | Open two homes"]


def test_nobody_is_told_that_tables_are_gone_over_which_they_marked_another_one():
    sheet = document(on_sheet(PLAN), on_sheet(PLAN.replace("By when", "Note"), 5), file="plan.xlsx")
    said = answers_of(brought_from(sheet), "mapping.xlsx")._replace(places=marked("A1:C6"))
    here = arranged(sheet, said)
    asked = questions_of(said, recognise([here], said))
    assert not [each for each in asked if "any more" in each]


def test_what_a_table_is_has_to_be_said_again_if_nothing_is_read_with_its_other_headings():
    sheet = document(on_sheet(FORM), file="plan.xlsx")
    said = answers_of(brought_from(sheet), "mapping.xlsx")
    where = "plan.xlsx, sheet Homes, A1:F5"
    said = said._replace(
        tables=tuple(each.__class__(where, "Homes", ("x", "y"), Kind.ACTIONS, (), "plan.xlsx") for each in said.tables),
        places=(PlaceAnswer(where, headings=(0,)),),
    )
    asked = list(questions_of(said, recognise([arranged(sheet, said)], said)))
    assert asked[-1] == (
        f"mapping.xlsx takes {where} for actions, but it has other headings now that it is read in another way, and "
        "was not read: say again what it is."
    )


# ------------------------------------------------------------------------------------------- texts that name one

ACROSS = """
    {} | < | <
    Action | Owner | By when
    Open a hub | Jo Bright | 31/10/2023
    {} | < | <
    Open two homes | Lee Ward | 31/10/2023
    {} | < | <
    Hire a head of service | Ann Lee | 31/10/2023
"""


@pytest.mark.parametrize(
    "titles",
    [("1. Early help", "2. Homes", "3. Schools"), ("Early help", "Homes", "Schools")],
    ids=["with numbers", "without"],
)
def test_naming_one_recommendation_above_the_headings_leaves_the_others_what_they_were(titles):
    made = by(document(drawn(ACROSS.format(*titles))), texts=named(titles[0]))
    assert items(made) == ["1 | Early help", "2 | Homes", "3 | Schools"]
    assert actions(made, "Action") == ["1 | Open a hub", "2 | Open two homes", "3 | Hire a head of service"]
    assert not left_over(made)


def test_another_text_above_the_headings_is_no_title_next_to_the_one_that_was_named():
    rows = f"    We meet every month | < | <{ACROSS.format('Early help', 'Homes', 'Schools')}"
    made = by(document(drawn(rows)), texts=named("Early help"))
    assert items(made) == ["1 | Early help", "2 | Homes", "3 | Schools"]
    assert left_over(made) == ["We meet every month: a text above the headings"]


def test_texts_across_a_table_go_on_from_the_numbered_text_before_it_that_was_named():
    rows = ACROSS.format("", "2. Homes", "3. Schools").partition("\n    Action")[2]
    made = by(document("1. Early help", drawn(f"    Action{rows}")), texts=named("1. Early help"))
    assert items(made) == ["1 | Early help", "2 | Homes", "3 | Schools"]


def test_texts_across_a_table_stay_objectives_below_a_heading_that_was_named():
    rows = ACROSS.format("", "Help is near", "Help is timely").partition("\n    Action")[2]
    made = by(document("# How we help", drawn(f"    Action{rows}")), texts=named("How we help"))
    assert items(made) == ["1 | How we help"]
    assert actions(made, "Objective") == ["1 | ", "1 | Help is near", "1 | Help is timely"]


def test_a_text_that_names_a_recommendation_right_below_its_number_is_its_title():
    made = by(
        document("# Priority 4", "In our own words", drawn(PLAN)),
        texts=named("In our own words"),
    )
    assert items(made) == ["4 | In our own words"]


# ------------------------------------------------------------------------------------------- labels and their values


def labelled(*pairs: tuple[str, str], top: int = 1) -> list[Passage]:
    return [
        Passage(text, f"plan.xlsx, Plan!{column}{row}", sheet="Plan")
        for row, pair in enumerate(pairs, top)
        for column, text in zip("AB", pair, strict=True)
    ]


def with_directors(*directors: str) -> Document:
    blocks: list[object] = []
    for at, (name, title) in enumerate(zip(directors, ("Homes", "Schools"), strict=True), 1):
        blocks += labelled(("Goal number:", str(at)), ("Goal:", title), ("Chief:", name), top=10 * at)
        blocks.append(on_sheet(PLAN, 10 * at + 5, "Plan"))
    return document(*blocks, file="plan.xlsx")


def test_a_label_that_nobody_knows_is_no_title_of_a_recommendation_and_is_left_with_its_value():
    made = by(with_directors("Ann Lee", "Tom Fell"))
    assert items(made) == ["1 | Homes", "2 | Schools"]
    assert left_over(made) == [f"Chief:\n{name}: a text outside the tables" for name in ("Ann Lee", "Tom Fell")]


def test_what_a_person_says_of_a_label_with_its_value_is_followed_next_month_with_another_value():
    said = (TextAnswer("Chief:\nAnn Lee", "Lead"), TextAnswer("Chief:\nTom Fell", "Lead"))
    assert items(by(with_directors("Ann Lee", "Tom Fell"), texts=said), "Lead") == ["1 | Ann Lee", "2 | Tom Fell"]
    assert items(by(with_directors("Ann Lee", "Lee Ward"), texts=said), "Lead") == ["1 | Ann Lee", "2 | Lee Ward"]


def test_the_mapping_says_where_each_label_with_its_value_is():
    texts = tuple(TextAnswer(f"Chief:\n{name}", "Lead") for name in ("Ann Lee", "Tom Fell"))
    said = Answers("mapping.xlsx", (), texts=texts)
    rows = text_rows(by(with_directors("Ann Lee", "Tom Fell"), texts=texts), said)
    assert [row.where for row in rows if row.decision == "Lead"] == ["Plan!B12", "Plan!B22"]


def test_a_text_that_a_person_says_is_a_field_is_that_without_the_label_that_boxes_have_elsewhere():
    report = document("# Priority 1: Homes", "Chief Ann Lee", drawn(PLAN))
    boxes = TableAnswer("", None, ("Chief",), Kind.RECOMMENDATIONS, (ColumnAnswer("Chief", "Lead"),))
    said = Answers("mapping.xlsx", (boxes,), texts=(TextAnswer("Chief Ann Lee", "Lead"),))
    assert items(brought_from(report, answers=said), "Lead") == ["1 | Ann Lee"]


def test_what_a_person_says_of_a_value_goes_before_what_its_label_would_mean():
    made = by(with_directors("Ann Lee", "Tom Fell"), texts=named("Schools"))
    assert items(made) == ["1 | Homes", "2 | Schools"]


def test_a_label_in_the_table_can_be_said_to_have_the_progress_of_the_recommendation():
    rows = """
        Ref | Action | Owner | By when
        {0}.1 | Open a hub | Jo Bright | 31/10/2023
        Summary of progress | Part {0} is open and busy. | < | <
    """
    tables = [drawn(rows.format(at), f"plan.docx, table {at}") for at in (1, 2)]
    report = document("# Priority 1: Help", tables[0], "# Priority 2: Homes", tables[1])
    read = by(report)
    told = [f"{at} | Part {at} is open and busy." for at in (1, 2)]
    assert actions(read, "Comment") == told
    assert {each.why for each in read.left if each.text == "Summary of progress"} == {
        "the label of what is told of the row above"
    }
    made = by(report, texts=(TextAnswer("Summary of progress", "Progress", heading=True),))
    assert items(made, "Progress") == told
    assert actions(made, "Comment") == ["1 | ", "2 | "]


def test_a_date_that_is_still_to_be_confirmed_is_not_the_one_that_was_first_agreed():
    rows = """
        Action | Owner | Planned end | Forecast end
        Open a hub | Jo Bright | 31/10/2023 | TBC
        Open two homes | Lee Ward | 30/11/2023 | -
        Hire two nurses | Ann Lee | 30/11/2023 | 31/12/2023
    """
    made = brought_from(document("# Priority 1: Help", drawn(rows)))
    assert actions(made, "Completion Date") == ["1 | TBC", "1 | 30/11/2023", "1 | 31/12/2023"]


# ------------------------------------------------------------------------------------------- next month


def next_month(last: Document, this: Document, **said) -> tuple[Brought, Answers]:
    """Return what is brought in by last month's mapping, as a person gave it back, and that mapping as it is now."""
    answers = Answers("mapping.xlsx", (), **said)
    here = arranged(last, answers)
    before = assemble([here], recognise([here], answers), answers)
    kept = answers_of(before, "mapping.xlsx")._replace(**said)
    firsts = dict(kept.firsts)
    places = tuple(replace(each, first=firsts.get(each.where, each.first)) for each in kept.places)
    now = carried(kept._replace(places=places), [this])
    there = arranged(this, now)
    read = assemble([there], recognise([there], now), now)
    assert read.read + sum(left.cells for left in read.left) == read.found == this.found()
    return read, now


def asked(read: Brought, answers: Answers, *documents: Document) -> list[str]:
    here = [arranged(each, answers) for each in documents]
    doubtful = [f"{each.table.where}: {each.why}" for each in read.tables if each.sure < 0.75]
    return [*doubtful, *questions_of(answers, read.tables), *not_there(here, answers), *unfollowed(here, answers)]


def test_a_marked_range_is_further_down_if_rows_were_added_above_it():
    last = document(on_sheet(FORM), on_sheet(PLAN, 8), file="plan.xlsx")
    this = document(on_sheet(FORM, 4), on_sheet(PLAN, 11), file="plan.xlsx")
    read, answers = next_month(last, this, places=marked("A3:C5"))
    assert items(read, "Title", "Lead") == ["2 | Homes for children | Ann Lee"]
    assert [each.where for each in answers.places] == ["plan.xlsx, sheet Homes, A6:C8"]
    assert asked(read, answers, this) == []


def test_a_marked_range_is_asked_about_if_what_it_began_with_is_gone():
    last = document(on_sheet(FORM), on_sheet(PLAN, 8), file="plan.xlsx")
    this = document(on_sheet(FORM.replace("Priority lead", "Chief"), 4), on_sheet(PLAN, 11), file="plan.xlsx")
    read, answers = next_month(last, this, places=marked("A3:C5"))
    assert asked(read, answers, this)[-1] == (
        "mapping.xlsx says that plan.xlsx, sheet Homes, A3:C5 is a table that begins with 'Priority lead', but "
        "something else is there now: say under Where where it is now, or delete the row."
    )


DASHBOARD = """
    1 | 0 | 2
    2 | 4 | 1
"""


def test_a_table_without_headings_that_was_left_is_not_asked_about_where_it_is_now():
    board = f"    Dashboard | R | A{DASHBOARD}"
    last = document(on_sheet(PLAN), on_sheet(board, 6), file="plan.xlsx")
    this = document(on_sheet(PLAN), on_sheet(board, 9), file="plan.xlsx")
    read, answers = next_month(last, this)
    assert [each.kind for each in read.tables] == [Kind.ACTIONS, Kind.IGNORED]
    assert asked(read, answers, this) == []


def test_of_tables_that_begin_alike_each_stays_what_was_said_of_it_in_its_order():
    first, second = PLAN, PLAN.replace("Open two homes", "Hire a nurse")
    last = document(on_sheet(first), on_sheet(second, 6), file="plan.xlsx")
    this = document(on_sheet(first, 3), on_sheet(second, 8), file="plan.xlsx")
    said = (PlaceAnswer("plan.xlsx, sheet Homes, A6:C7", item="7. Health", file="plan.xlsx"),)
    _, answers = next_month(last, this, places=said)
    assert [(each.where, each.item) for each in answers.places] == [("plan.xlsx, sheet Homes, A8:C9", "7. Health")]


def test_a_table_that_only_has_a_part_of_the_columns_of_those_like_it_is_doubtful():
    whole = """
        Ref | Action | Owner | By when | Update
        1.1 | Open two homes | Jo Bright | 31/10/2023 | On course.
    """
    part = "Owner | By when | Update\n    Lee Ward | 30/11/2023 | Not yet."
    last = document("# Priority 1: Homes", drawn(whole))
    this = document("# Priority 1: Homes", drawn(whole), drawn(part, "plan.docx, table 2"))
    read, answers = next_month(last, this)
    assert asked(read, answers, this) == [
        "plan.docx, table 2: it has only 3 of the 5 columns that the mapping has of such tables"
    ]


def test_a_new_table_of_dates_is_no_box_of_a_scorecard_with_columns_for_quarters():
    scorecard = """
        Measure | Target | Q1 2023/24 | Q2 2023/24
        Decided within a day | 90% | 80% | 85%
    """
    meetings = """
        Meeting | Venue | Chair
        12 October | Town Hall | Ann Lee
        14 November | Civic Centre | Ann Lee
    """
    last = document("# Priority 1: Homes", drawn(scorecard))
    this = document(drawn(meetings), "# Priority 1: Homes", drawn(scorecard, "plan.docx, table 2"))
    read, _ = next_month(last, this)
    assert [each.kind for each in read.tables] == [Kind.IGNORED, Kind.INDICATORS]
