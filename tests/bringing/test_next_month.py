"""A mapping that was kept is about next month's report: under another name, with its own months and texts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from assembled import brought_from
from council import add_table
from docx import Document
from openpyxl import load_workbook
from tables_drawn import document, drawn

from plan_workbook.bringing.answers import Answers, TextAnswer
from plan_workbook.bringing.brought import Brought
from plan_workbook.bringing.telling.agreed import as_agreed
from plan_workbook.bringing.telling.mapping_texts import text_rows
from plan_workbook.jobs.bring import bring

TOLD = {
    "October": {1: ("Contacts are decided sooner.", "Partners still send half of a form."), 2: ("The backlog fell.",)},
    "November": {1: ("Contacts are decided as soon as before.",), 2: ("The backlog is gone.", "Two posts are vacant.")},
}
MONTHS = {"October": ("September", "October"), "November": ("October", "November")}
SURE = (("1", "Front door", "Priya Nair", "Amber"), ("2", "Assessments", "Tom Achebe", "Red"))


def report(folder: Path, month: str, name: str = "", *, preface: bool = False) -> Path:
    """Last month's report as a council has it: a box, texts and a table of measures for each recommendation."""
    made = Document()
    made.add_heading("Bramford County Council", 0)
    made.add_paragraph("Improvement board: progress report")
    made.add_paragraph("BRAG: Blue = done and embedded, Green = on course, Amber = some slippage, Red = off course")
    if preface:
        rows(made, ("Prepared for", "The board", "Version", "3"))
    for number, title, lead, rating in SURE:
        made.add_heading(f"Improvement Area {number}: {title}", 1)
        rows(made, ("Accountable officer", lead, "Overall BRAG", rating))
        made.add_heading("Where we stand", 2)
        for text in TOLD[month][int(number)]:
            made.add_paragraph(text)
        rows(
            made,
            ("Ref", "Measure", "Target", *MONTHS[month], "Remarks"),
            (f"M{number}", "Decided within a day", "90%", "78%", "84%", "More staff"),
            (f"N{number}", "Seen within a week", "80%", "70%", "71%", ""),
        )
    path = folder / (name or f"Board report {month} 2026.docx")
    made.save(path)
    return path


def rows(made: object, *texts: tuple[str, ...]) -> None:
    add_table(made, *texts)
    made.add_paragraph("")


def brought(path: Path, mapping: Path | None = None) -> Brought:
    return bring(path, path.parent / "register", mapping=mapping, replace=True).brought


def chosen(path: Path, sheet: str, **decisions: str) -> Path:
    """The mapping in which somebody chose in the rows that have such a text: under Decision, Taken for and so on."""
    answer = {"Texts": "Decision", "Columns": "Taken for", "Tables": "Taken for", "Places": "Belongs to"}[sheet]
    book = load_workbook(path)
    heads = {cell.value: cell.column for cell in book[sheet][4]}
    for row in book[sheet].iter_rows(min_row=5):
        for text, decision in decisions.items():
            if any(str(cell.value or "").startswith(text.replace("_", " ")) for cell in row):
                book[sheet].cell(row[0].row, heads[answer]).value = decision
    book.save(path)
    return path


def sheet_of(path: Path, sheet: str) -> list[dict[str, object]]:
    top, *others = load_workbook(path)[sheet].iter_rows(min_row=4, values_only=True)
    return [dict(zip(top, row, strict=True)) for row in others]


def told(made: Brought, heading: str) -> list[str]:
    return [row[heading] for row in made.register.rows("recommendations")]


@pytest.fixture
def october(tmp_path) -> Path:
    """The mapping in which somebody chose Progress for the texts of each recommendation."""
    brought(report(tmp_path, "October"))
    texts = {text.replace(" ", "_"): "Progress" for its in TOLD["October"].values() for text in its}
    return chosen(tmp_path / "mapping.xlsx", "Texts", **texts)


@pytest.fixture
def folder(october) -> Path:
    return october.parent


def test_a_text_of_two_paragraphs_is_followed_like_one_of_one(october, folder):
    made = brought(folder / "Board report October 2026.docx", october)
    assert told(made, "Progress") == ["\n\n".join(each) for each in TOLD["October"].values()]
    assert not made.doubtful


def test_the_same_report_under_another_name_is_read_without_a_question(october, folder):
    first = brought(folder / "Board report October 2026.docx", october)
    second = brought(report(folder, "October", "The same under another name.docx"), october)
    assert second.register == first.register
    assert not second.doubtful


def test_next_months_report_is_read_without_a_question_whatever_its_texts_and_months(october, folder):
    brought(folder / "Board report October 2026.docx", october)
    made = brought(report(folder, "November"), october)
    assert made.questions == ()
    assert not [left for left in made.left if not left.meant]
    assert told(made, "Progress") == ["\n\n".join(each) for each in TOLD["November"].values()]
    assert told(made, "Lead") == ["Priya Nair", "Tom Achebe"]
    figures = [(row["Previous"], row["Actual"]) for row in made.register.rows("indicators")]
    assert figures == [("78%", "84%"), ("70%", "71%")] * 2


def test_what_takes_the_place_of_last_months_column_is_said_and_is_not_called_sure(october, folder):
    made = brought(report(folder, "November"), october)
    assert [each for each in made.remarks if "'November'" in each] == [
        "'November' was taken for Actual, in the place of 'October', which mapping.xlsx has (Board report November "
        "2026.docx, table 2 and 1 more)."
    ]
    columns = {row["Heading"]: row for row in sheet_of(october, "Columns")}
    assert (columns["October"]["Taken for"], columns["November"]["Taken for"]) == ("Previous", "Actual")
    assert columns["November"]["How sure"] == "fairly sure"


def test_a_text_below_a_heading_is_what_others_there_were_and_the_next_mapping_says_so_of_the_heading(october, folder):
    made = brought(report(folder, "November"), october)
    (said,) = [each for each in made.remarks if "Where we stand" in each]
    assert said.startswith("What is below 'Where we stand' was taken for Progress, as mapping.xlsx says of the text")
    rows = {row["Text"]: row for row in sheet_of(october, "Texts")}
    assert (rows["Where we stand"]["What"], rows["Where we stand"]["Decision"]) == ("heading", "Progress")
    assert not [text for text in rows if text and "backlog" in text]


def test_a_person_says_of_a_heading_what_is_below_it(tmp_path):
    path = report(tmp_path, "October")
    brought(path)
    made = brought(path, chosen(tmp_path / "mapping.xlsx", "Texts", Where_we_stand="Impact"))
    assert told(made, "Impact") == ["\n\n".join(each) for each in TOLD["October"].values()]


def test_boxes_are_in_the_mapping_once_by_their_labels_as_they_were_read(october):
    tables = sheet_of(october, "Tables")
    assert (tables[0]["Where"], tables[0]["Headings"]) == ("table 1 / table 3", "Accountable officer | Overall BRAG")
    columns = {row["Heading"]: row["Taken for"] for row in sheet_of(october, "Columns")}
    assert (columns["Accountable officer"], columns["Overall BRAG"]) == ("Lead", "RAG")


def test_what_is_said_of_the_label_of_a_box_is_followed_wherever_the_box_is_next_month(october, folder):
    chosen(october, "Columns", Overall_BRAG="ignore")
    made = brought(report(folder, "November", preface=True), october)
    assert told(made, "RAG") == ["", ""]
    assert told(made, "Lead") == ["Priya Nair", "Tom Achebe"]
    assert "its label is ignored" in {left.why for left in made.left if left.meant}


def test_boxes_that_a_person_leaves_out_are_left_next_month_too(october, folder):
    book = load_workbook(october)
    book["Tables"]["H5"] = "ignored"
    book.save(october)
    made = brought(report(folder, "November", preface=True), october)
    assert told(made, "Lead") == ["", ""]


def test_what_is_said_of_a_place_is_about_the_same_table_in_the_next_file(october, folder):
    book = load_workbook(october)
    places, heads = book["Places"], {cell.value: cell.column for cell in book["Places"][4]}
    places.cell(8, heads["Belongs to"]).value = "9"
    assert places.cell(8, heads["Where"]).value == "table 4"
    book.save(october)
    made = brought(report(folder, "October", "Renamed.docx"), october)
    assert [row["Recommendation"] for row in made.register.rows("indicators")] == ["1", "1", "9", "9"]
    assert sheet_of(october, "Places")[3]["Belongs to"] == "9"


def test_boxes_that_are_said_to_be_cards_are_read_so_under_another_name_too(october, folder):
    book = load_workbook(october)
    places, heads = book["Places"], {cell.value: cell.column for cell in book["Places"][4]}
    for row in (5, 7):
        places.cell(row, heads["Read it as"]).value = "cards"
    book.save(october)
    for name in ("Board report October 2026.docx", "Renamed.docx"):
        made = brought(report(folder, "October", name), october)
        assert told(made, "Lead") == ["Priya Nair", "Tom Achebe"]
        assert not made.doubtful


def test_what_a_person_agreed_to_leave_is_not_read_as_something_else_later(tmp_path):
    path = report(tmp_path, "October")
    brought(path)
    made = brought(path, chosen(tmp_path / "mapping.xlsx", "Texts", Improvement_board="agreed"))
    assert [row["Field"] for row in made.register.rows("plan")] == ["Authority", "Item Word"]


def test_the_name_of_the_council_in_large_letters_is_the_authority_and_the_line_below_it_the_title(tmp_path):
    made = brought(report(tmp_path, "October"))
    plan = {row["Field"]: row["Value"] for row in made.register.rows("plan")}
    assert plan["Authority"] == "Bramford County Council"
    assert plan["Title"] == "Improvement board: progress report"
    assert plan["Item Word"] == "Improvement area"


def test_a_text_that_was_read_can_be_said_to_be_another_field_of_the_plan(tmp_path):
    path = report(tmp_path, "October")
    brought(path)
    mapping = chosen(tmp_path / "mapping.xlsx", "Texts", Bramford="the plan's Title", Improvement_board="agreed")
    made = brought(path, mapping)
    assert {row["Field"]: row["Value"] for row in made.register.rows("plan")}["Title"] == "Bramford County Council"
    with (tmp_path / "register" / "plan.csv").open(encoding="utf-8-sig", newline="") as stored:
        assert ["Title", "Bramford County Council"] in list(csv.reader(stored))


def test_a_key_whose_first_word_comes_after_its_label_has_each_rating_once(tmp_path):
    made = brought(report(tmp_path, "October"))
    ratings = [(row["Code"], row["Label"], row["Progress"]) for row in made.register.rows("ratings")]
    assert ratings[0] == ("B", "Blue", "done and embedded")
    assert [code for code, _, _ in ratings] == ["B", "G", "A", "R"]


def test_what_was_said_of_a_file_that_is_not_there_this_month_is_kept_for_the_next(tmp_path):
    report(tmp_path, "October")
    (tmp_path / "people.csv").write_text("Name,Job\nPriya Nair,Head of MASH\nTom Achebe,Manager\n", encoding="utf-8")
    files = [tmp_path / "Board report October 2026.docx", tmp_path / "people.csv"]
    bring(files, tmp_path / "register")
    mapping = chosen(tmp_path / "mapping.xlsx", "Columns", Job="Role")
    brought(files[0], mapping)
    made = bring(files, tmp_path / "register", mapping=mapping, replace=True).brought
    assert [row["Role"] for row in made.register.rows("people")] == ["Head of MASH", "Manager"]
    assert [each for each in made.questions if "people" in each] == []


LINES = {
    "a line of the title page": ("Paper 4 of the board, October 2026", "agreed", "Paper 4 of the board, November 2026"),
    "a heading": ("# Where we are in October", "Progress", "# Where we are in November"),
    "a label that nobody knows": ("Key contact: Jo Hart", "Lead", "Key contact: Sam Poe"),
}


@pytest.mark.parametrize(("text", "decision", "later"), LINES.values(), ids=LINES)
def test_a_line_is_the_same_next_month_but_for_its_month_or_what_is_behind_its_label(text, decision, later):
    def blocks(line: str) -> list[object]:
        rows = drawn("Action | Owner | By when\nHire a head of service | Ann Lee | 31/10/2026")
        return ["# Priority 1: Homes", f"#{line}" if line[0] == "#" else line, "All is well here and on time.", rows]

    first = brought_from(document(*blocks(text)))
    row = next(each for each in text_rows(first, None) if text.strip("# ") in each.text)
    said = TextAnswer(text.strip("# "), decision, row.what == "heading")
    agreed = decision == "agreed"
    answers = Answers("m.xlsx", (), agreed=(said.text,) if agreed else (), texts=() if agreed else (said,))
    made = as_agreed(brought_from(document(*blocks(later)), answers=answers), answers)
    assert not [left for left in made.left if not left.meant and later.strip("# ") in left.text]
    if decision != "agreed":
        expected = {"Progress": "All is well here and on time.", "Lead": "Sam Poe"}[decision]
        assert told(made, decision) == [expected]


def test_a_rating_in_words_of_its_own_is_asked_about_once(tmp_path):
    def tracker(month: str, *ratings: str) -> Path:
        path = tmp_path / f"{month}.csv"
        lines = (f"1. Homes,1.{n},Recruit for team {n},Jo Hart,31/03/2027,{each}" for n, each in enumerate(ratings, 1))
        path.write_text("\n".join(("Priority,Ref,Action,Owner,Due date,RAG", *lines)) + "\n", encoding="utf-8")
        return path

    first = brought(tracker("October", "Closed", "Delayed", "On track"))
    assert [each.split(":")[0] for each in first.questions] == [
        "No key explains the rating 'Closed'",
        "No key explains the rating 'Delayed'",
    ]
    kept = (tmp_path / "mapping.xlsx").rename(tmp_path / "kept.xlsx")
    assert brought(tracker("November", "Closed", "Closed", "Delayed", "On track"), kept).questions == ()
    later = brought(tracker("December", "Closed", "Withdrawn", "Delayed"), kept).questions
    assert [each.split(":")[0] for each in later] == ["No key explains the rating 'Withdrawn'"]
