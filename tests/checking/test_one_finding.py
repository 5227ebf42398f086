"""One finding a mistake: what people and programs do to a workbook in one move is said once."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import pytest
from builder import Book, PlanBuilder, changed, clean_plan
from checking.workbook_cases import action_rows

from plan_workbook import layout
from plan_workbook.checking.report import check
from plan_workbook.reading import read_plan


def three() -> PlanBuilder:
    """A plan in which every recommendation has rows and faults of its own."""
    plan = PlanBuilder()
    for _ in range(3):
        plan.recommendation(progress="Ten audits were made in every team, and nine found good oversight of cases.")
        plan.indicator().indicator(actual="Qtr 2 41%").action(completion_date="30/04/2018")
        plan.action(rating="?", completion_date="28/02/2018").action(lead="")
        plan.tables["recommendations"][-1]["Progress"] += f" That was in area {len(plan.tables['recommendations'])}."
    return plan


def translated(table: str):
    def retype(book: Book) -> None:
        declared = next(each for each in layout.RECOMMENDATION.using(()).tables if each.title == table)
        for number, cell in enumerate([book.cell("R02", table, 0, c.heading) for c in declared.columns]):
            cell.value = f"Pennawd {number}"

    return retype


def half_translated(book: Book) -> None:
    for heading in ("Original Completion Date", "Date Completed", "RAG"):
        book.type("R02", "Actions", 0, heading, f"Pennawd {heading}")


def moved(table: str, heading: str, columns: int):
    """A heading dragged to the right, while what is below it stays."""

    def drag(book: Book) -> None:
        cell = book.cell("R02", table, 0, heading)
        book["R02"].cell(
            cell.row + 1, cell.column
        ).value = "Posts were filled in June and July by people from agencies."
        book["R02"].cell(cell.row, cell.column + columns).value, cell.value = cell.value, None

    return drag


def retitled(table: str, title: str):
    def retype(book: Book) -> None:
        (cell,) = (c for line in book["R02"].iter_rows() for c in line if c.value == table)
        cell.value = title

    return retype


def words_below(book: Book) -> None:
    first = int(book["R02"].defined_names["Actions"].attr_text.rpartition("$")[2]) + 2
    for row, words in enumerate([("Who", "Role", "Contact"), ("Ann Lee", "Chair", "Email"), ("Bo Bell", "Clerk", "-")]):
        for column, text in enumerate(words, 1):
            book["R02"].cell(first + row, column).value = text


def typed(table: str, heading: str, value: object):
    return lambda book: book.type("R02", table, 5, heading, value)


def copied(**fields: object):
    def copy(book: Book) -> None:
        book.workbook.copy_worksheet(book["R02"]).title = "R02 (2)"
        for label, value in fields.items():
            book.type_field("R02 (2)", label, value)

    return copy


def without_names(book: Book) -> None:
    """As ExcelJS leaves them: the names of all sheets, of which the last one wins, made the workbook's own."""
    for page in book.workbook.worksheets:
        for name, defined in page.defined_names.items():
            book.workbook.defined_names[name] = defined
        page.defined_names.clear()


def bare(book: Book) -> None:
    """As SheetJS leaves it."""
    for page in book.workbook.worksheets:
        page.data_validations.dataValidation.clear()
        page.conditional_formatting = type(page.conditional_formatting)()
        page.protection.disable()


def both(book: Book) -> None:
    without_names(book)
    bare(book)


def beyond_words(book: Book) -> None:
    """Names gone, and the labels and headings in another language."""
    book["R02"].defined_names.clear()
    for line in book["R02"].iter_rows():
        for cell in line:
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                cell.value = f"Z{cell.value}"


def no_heading(book: Book) -> None:
    for cell in book["R02"][book.cell("R02", "Actions", 0, "Ref").row]:
        cell.value = None


def margin(book: Book) -> None:
    for row in range(book.cell("R02", "Actions", 1, "Ref").row, book["R02"].max_row + 20):
        book["R02"].cell(row, 15).value = "see minutes"


def across(book: Book) -> None:
    cell = book.type("R02", "Indicators", 5, "PI Number", "Timeliness")
    book["R02"].merge_cells(f"{cell}:E{book['R02'][cell].row}")


def label(book: Book, old: str) -> None:
    book["R02"].cell(book.field("R02", old).row, 2).value = "Pennawd"
    name = next(each.name for each in layout.RECOMMENDATION.fields if each.label == old)
    del book["R02"].defined_names[name]


NO_NUMBER = "recommendation-number-missing"
MISTAKES = {
    "a heading row translated": (translated("Actions"), {"heading-missing"}),
    "another heading row translated": (translated("Indicators"), {"heading-missing"}),
    "a heading row half translated": (half_translated, {"heading-missing"}),
    "the heading of Progress moved one column": (moved("Progress", "Progress", 1), {"heading-changed"}),
    "a heading moved out of its table": (moved("Actions", "Comment", 3), {"heading-changed"}),
    "the title of a table lengthened": (retitled("Actions", "Actions for this recommendation"), {"heading-changed"}),
    "a remark typed over the title of a table": (retitled("Indicators", "Ring Ann"), {"heading-changed"}),
    "a table of words pasted below Actions": (words_below, {"rows-not-read"}),
    "a heading row cleared": (no_heading, {"heading-missing"}),
    "the heading of Progress cleared": (
        lambda book: book.type("R02", "Progress", 0, "Progress", None),
        {"heading-missing"},
    ),
    "a heading typed twice": (
        lambda book: book.type("R02", "Indicators", 0, "Previous", "Actual"),
        {"heading-changed"},
    ),
    "a column of notes that goes on below Actions": (margin, {"rows-not-read"}),
    "a sub-heading across Indicators": (across, {"indicator-incomplete"}),
    "a rating begun": (lambda book: book.type("Plan", "RAG scale", 5, "Label", "Blue"), {"plan-rating-scale"}),
    "a row with one cell filled": (typed("Actions", "Action", "Audit ten cases"), {"action-incomplete"}),
    "a row with nothing but a rating": (typed("Actions", "RAG", "R"), {"action-incomplete"}),
    "a row with nothing but a date": (typed("Actions", "Completion Date", "1/1/2018"), {"action-incomplete"}),
    "a row with nothing but a target": (typed("Indicators", "Target", 0.9), {"indicator-incomplete"}),
    "names made the workbook's own": (without_names, {"template-damaged"}),
    "drop-downs, marks and locks lost": (bare, {"template-damaged"}),
    "names lost as well": (both, {"template-damaged"}),
    "a sheet beyond recognition": (beyond_words, {"sheet-missing"}),
    "the number of a sheet cleared": (lambda book: book.type_field("R02", "Number", None), {NO_NUMBER}),
    "a label retyped without its name": (lambda book: label(book, "Lead"), {"heading-missing"}),
    "the label of the number retyped": (lambda book: label(book, "Number"), {"heading-missing"}),
    "a copied sheet": (copied(), {"recommendation-number-duplicate"}),
    "a copied sheet without its number": (copied(Number=None), {NO_NUMBER}),
}


@pytest.fixture(scope="module")
def three_made() -> tuple[bytes, set[tuple[object, ...]]]:
    content = three().template()
    return content, said(content)


def said(content: bytes) -> set[tuple[object, ...]]:
    return {(f.rule, f.sheet, f.cell) for f in check(read_plan(content)).findings}


@pytest.mark.parametrize(("change", "rules"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_said_once(three_made, change, rules):
    content, before = three_made
    found = said(changed(content, change)) - before
    assert sorted(rule for rule, _, _ in found) == sorted(
        [*rules, *(rules & {"recommendation-number-duplicate"})]  # that two sheets have one number is said on each
    )


def test_thirty_rows_below_a_table_are_said_once(three_made):
    content = PlanBuilder(plan_end="").recommendation().indicator().action(completion_date="30/04/2018").template()
    assert [rule for rule, _, _ in said(changed(content, action_rows(30, 1)))] == ["rows-below-table"]
    assert [rule for rule, _, _ in said(changed(content, action_rows(30, 9)))] == ["rows-not-read"]


@pytest.mark.parametrize("sheet", ["R01", "R02", "R03"])
def test_a_sheet_cut_out_of_the_file_by_hand_is_said_once(three_made, sheet):
    """The names of the sheets after it are then filed under their neighbours."""
    content, before = three_made
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            cut = re.sub(rf'<sheet name="{sheet}"[^>]*/>'.encode(), b"", part) if name == "xl/workbook.xml" else part
            new.writestr(name, cut)
    assert [rule for rule, _, _ in said(stream.getvalue()) - before] == ["sheet-missing"]


def test_cells_of_a_column_that_is_not_there_are_never_compared(three_made):
    """Without the heading all its cells were equally empty, and so repeated or in conflict."""

    def lose(book: Book) -> None:
        for table, heading in (("Actions", "Action"), ("Actions", "Ref"), ("Indicators", "PI Number")):
            for sheet in ("R01", "R02", "R03"):
                book.type(sheet, table, 0, heading, None)

    content, before = three_made
    found = said(changed(content, lose)) - before
    assert {rule for rule, _, _ in found} == {"heading-missing"}
    assert len(found) == 9


def test_two_errors_in_a_column_are_not_a_repetition():
    def spoil(book: Book) -> None:
        for row in (1, 2):
            book.type("R01", "Actions", row, "Action", "#REF!")

    assert {rule for rule, _, _ in said(changed(clean_plan().action().template(), spoil))} == {"formula-error"}
