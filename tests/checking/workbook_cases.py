"""One case for each rule about the workbook itself: what was done to the file, where the rule fires, and what is fine.

A file is a plan's workbook, to which something was then done in openpyxl (`by(plan, change)`) or in its markup. Cells
are found by the words on the sheet.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from builder import Book, PlanBuilder, clean_plan, editing, opened
from openpyxl.comments import Comment
from openpyxl.packaging.relationship import Relationship
from openpyxl.styles import Font
from openpyxl.workbook.external_link import ExternalLink
from openpyxl.workbook.external_link.external import ExternalBook, ExternalSheetNames

from plan_workbook import layout

Place = Callable[[Book], tuple[str, str]]
"""Finds a sheet and an A1 address in a workbook."""


@dataclass(frozen=True)
class Handled:
    """A plan's workbook, and what was then done to it."""

    plan: PlanBuilder
    hand: Callable[[Path], object]


@dataclass(frozen=True)
class FileCase:
    """Where a rule fires, and what comes close to it."""

    bad: Handled
    at: tuple[Place, ...]
    says: str
    """What the first message must name."""
    near: tuple[PlanBuilder | Handled, ...]
    also: frozenset[str] = frozenset()
    """Other rules that rightly speak in the same plan."""
    points_at_value: bool = True
    """Whether the cell is the input in question, rather than a heading near what is missing."""


# ------------------------------------------------------------------------------------------- places


def row(sheet: str, table: str, number: int, heading: str) -> Place:
    """A cell of a table."""
    return lambda book: (sheet, book.cell(sheet, table, number, heading).coordinate)


def action(heading: str, number: int = 2, sheet: str = "R01") -> Place:
    """A cell of the second action."""
    return row(sheet, "Actions", number, heading)


def indicator(heading: str, number: int = 2, sheet: str = "R01") -> Place:
    """A cell of the second indicator."""
    return row(sheet, "Indicators", number, heading)


def exactly(sheet: str, cell: str) -> Place:
    """A cell by its address, for content outside the layout."""
    return lambda _: (sheet, cell)


def holding(sheet: str, value: object) -> Place:
    """The only cell of a sheet that holds this."""

    def found(book: Book) -> tuple[str, str]:
        (cell,) = [c for line in book[sheet].iter_rows() for c in line if c.value == value]
        return sheet, cell.coordinate

    return found


# ------------------------------------------------------------------------------------------- hands


def typed(plan: PlanBuilder, *cells: tuple[Any, ...]) -> Handled:
    """Type into cells of tables: (sheet, table, row, heading, value[, number format])."""

    def hand(path: Path) -> None:
        with editing(path) as book:
            for cell in cells:
                book.type(*cell)

    return Handled(plan, hand)


def _remembering() -> PlanBuilder:
    """A plan with a line of history."""
    return clean_plan().past("2017-11-30", "Recommendation", rating="G")


def by(plan: PlanBuilder, change: Callable[[Book], object]) -> Handled:
    """Do something to the workbook as openpyxl has it."""

    def hand(path: Path) -> None:
        with editing(path) as book:
            change(book)

    return Handled(plan, hand)


def with_formula(plan: PlanBuilder, place: Place, formula: str) -> Handled:
    """Put a formula into a cell and keep the value saved with it, as Excel does."""

    def hand(path: Path) -> None:
        sheet, cell = place(opened(path))
        part = f"xl/worksheets/sheet{opened(path).workbook.sheetnames.index(sheet) + 1}.xml"
        found, count = re.subn(
            rf'(<c r="{cell}"[^>]*>)<v>', rf"\1<f>{formula}</f><v>", zipfile.ZipFile(path).read(part).decode()
        )
        assert count == 1
        stream = BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
            for name in old.namelist():
                new.writestr(name, found if name == part else old.read(name))
        path.write_bytes(stream.getvalue())

    return Handled(plan, hand)


def _drop_sheet(book: Book) -> None:
    del book.workbook["R02"]


def _rename(book: Book) -> None:
    book["R02"].title = "Core groups"


def _new_sheet(book: Book) -> None:
    book.workbook.create_sheet("Sheet1")["A1"] = "my workings"


def _lose_name(book: Book) -> None:
    del book["R01"].defined_names["Actions"]


def _merge(heading: str) -> Callable[[Book], None]:
    def merge(book: Book) -> None:
        first, last = (book.cell("R01", "Actions", n, heading).coordinate for n in (2, 3))
        book["R01"].merge_cells(f"{first}:{last}")

    return merge


def _type_at(cell: str, text: str) -> Callable[[Book], None]:
    def write(book: Book) -> None:
        book["R01"][cell] = text

    return write


def _type_heading(old: str, new: str) -> Callable[[Book], None]:
    def write(book: Book) -> None:
        book.cell("R01", "Actions", 0, old).value = new

    return write


def _type_headings(*pairs: tuple[str, str], table: str = "Actions", keep_name: bool = True) -> Callable[[Book], None]:
    def write(book: Book) -> None:
        for cell, new in [(book.cell("R01", table, 0, old), new) for old, new in pairs]:
            cell.value = new
        if not keep_name:
            del book["R01"].defined_names[table]

    return write


def action_rows(count: int, below: int) -> Callable[[Book], None]:
    """Paste actions, the first of them so many rows below the last row of the table."""

    def paste(book: Book) -> None:
        page = book["R01"]
        last = int(page.defined_names["Actions"].attr_text.rpartition("$")[2])
        columns = [book.cell("R01", "Actions", 0, h).column for h in ("Ref", "Action", "Task Lead", "Start Date")]
        columns += [book.cell("R01", "Actions", 0, h).column for h in ("Completion Date", "RAG")]
        for number in range(count):
            cells = (
                f"b{number + 1}",
                f"Pasted {number}",
                "Head of Audit",
                "01/09/2017",
                f"15/0{2 + number % 2}/2018",
                "G",
            )
            for column, value in zip(columns, cells, strict=True):
                page.cell(last + below + number, column).value = value

    return paste


def below_actions(row: int, heading: str) -> Place:
    """A cell so many rows below the last row of the table of actions."""

    def found(book: Book) -> tuple[str, str]:
        last = int(book["R01"].defined_names["Actions"].attr_text.rpartition("$")[2])
        return "R01", book["R01"].cell(last + row, book.cell("R01", "Actions", 0, heading).column).coordinate

    return found


def _lose_status(book: Book) -> None:
    book.cell("R01", "Indicators", 1, "Status").value = None


def _lose_drop_downs(book: Book) -> None:
    for name in ("R01", "R02"):
        book[name].data_validations.dataValidation.clear()


def _lose_names_of_all(book: Book) -> None:
    for page in book.workbook.worksheets:
        page.defined_names.clear()


def _version(number: int) -> Callable[[Book], None]:
    def write(book: Book) -> None:
        (cell,) = [c for line in book["Lists"].iter_rows() for c in line if c.value == layout.VERSION_NAME]
        book["Lists"].cell(cell.row + 1, cell.column).value = number

    return write


def _hide(*, row: str = "", column: str = "", sheet: str = "") -> Callable[[Book], None]:
    """Hide the row, or the column, of the second action's cell under a heading, or a sheet."""

    def hide(book: Book) -> None:
        cell = book.cell("R01", "Actions", 2, row or column or "Ref")
        if row:
            book["R01"].row_dimensions[cell.row].hidden = True
        if column:
            book["R01"].column_dimensions[cell.column_letter].hidden = True
        if sheet:
            book[sheet].sheet_state = "hidden"

    return hide


def link_to_another_file(book: Book, target: str = "file:///C:/Reports/budget%202017.xlsx") -> None:
    link = ExternalLink(externalBook=ExternalBook(sheetNames=ExternalSheetNames(sheetName=[])))
    link.file_link = Relationship(type="externalLinkPath", Target=target)
    link.file_link.TargetMode = "External"
    book.workbook._external_links.append(link)


def _linked_cell(book: Book) -> None:
    link_to_another_file(book)
    book.type("R01", "Actions", 1, "Comment", "=[1]Sheet1!A1")


def _note(book: Book) -> None:
    note = Comment("Please change to 30 June, agreed at board", "A lead")
    book.cell("R01", "Actions", 1, "Completion Date").comment = note


def _strike(*headings: str) -> Callable[[Book], None]:
    """Strike through cells of the first action, filled or not."""

    def strike(book: Book) -> None:
        for heading in headings:
            book.cell("R01", "Actions", 1, heading).font = Font(strike=True)

    return strike


def _number(text: str) -> Callable[[Book], None]:
    def number(book: Book) -> None:
        book.type_field("R02", "Number", text)

    return number


def _where_the_next_is_accepted(book: Book) -> tuple[str, str]:
    return "Plan", book.cell("Plan", "Accepted findings", 1, "Rule").coordinate


def _rename_two(book: Book) -> None:
    book["R02"].title = "Core groups"
    book["Summary"].title = "For the board"


# ------------------------------------------------------------------------------------------- cases

WORKBOOK: dict[str, FileCase] = {
    "sheet-missing": FileCase(
        by(clean_plan(2), _drop_sheet),
        (_where_the_next_is_accepted,),
        "Recommendation 2",
        (
            by(clean_plan(2), _rename),
            by(clean_plan(2), _number("R2")),
            by(clean_plan(2), _number("Recommendation 2")),
            by(clean_plan(2).accept("sheet-missing", "R02"), _drop_sheet),
            by(clean_plan(2).accept("sheet-missing", "Recommendation 2"), _drop_sheet),
        ),
        points_at_value=False,
    ),
    "sheet-unexpected": FileCase(
        by(clean_plan(), _new_sheet),
        (exactly("Sheet1", "A1"),),
        "'Sheet1'",
        (by(clean_plan(2), _rename),),
        points_at_value=False,
    ),
    "heading-missing": FileCase(
        by(clean_plan(), _type_headings(("Start Date", "From"), ("Completion Date", "Until"))),
        (holding("R01", "From"), holding("R01", "Until")),
        "says 'From' where 'Start Date' is expected",
        (
            by(clean_plan(), _type_heading("Completion Date", " completion  DATE: ")),
            by(clean_plan(), _type_headings(("Completion Date", "Due Date"), ("Start Date", "Start dates (2017/18)"))),
        ),
    ),
    "heading-changed": FileCase(
        by(clean_plan(), _type_heading("Completion Date", "Until")),
        (holding("R01", "Until"),),
        "says 'Until' where 'Completion Date' is expected",
        (
            by(clean_plan(), _type_heading("Completion Date", "Completion dates")),
            by(clean_plan(), _type_headings(("Completion Date", "Until"), keep_name=False)),
        ),
    ),
    "rows-not-read": FileCase(
        by(clean_plan(), action_rows(3, 4)),
        (below_actions(4, "Ref"),),
        "3 rows, B",
        (by(clean_plan(), action_rows(3, 3)), by(clean_plan(), _type_at("P30", "see my email"))),
    ),
    "rows-below-table": FileCase(
        by(clean_plan(), action_rows(3, 1)),
        (below_actions(1, "Ref"),),
        "3 rows, B",
        (by(clean_plan(), action_rows(3, 4)), clean_plan().action()),
    ),
    "status-formula-missing": FileCase(
        by(clean_plan(), _lose_status),
        (indicator("Status", 1),),
        "has no Status formula",
        (clean_plan().indicator(description="There are no performance indicators", number="", lead=""),),
    ),
    "template-damaged": FileCase(
        by(clean_plan(2), _lose_drop_downs),
        (exactly("R01", "A1"),),
        "2 sheets no longer have drop-downs",
        (by(clean_plan(2), _lose_name),),
        points_at_value=False,
    ),
    "name-missing": FileCase(
        by(clean_plan(), _lose_name),
        (action("Objective", 0),),
        "Actions",
        (by(clean_plan(2), _rename),),
        points_at_value=False,
    ),
    "template-older": FileCase(
        by(clean_plan(), _version(layout.TEMPLATE_VERSION - 1)),
        (holding("Lists", layout.TEMPLATE_VERSION - 1),),
        f"'{layout.TEMPLATE_VERSION - 1}'",
        (
            by(clean_plan(), _version(layout.TEMPLATE_VERSION + 1)),
            by(clean_plan(), lambda book: book.workbook.defined_names.pop(layout.VERSION_NAME)),
        ),
    ),
    "content-outside-table": FileCase(
        by(clean_plan(), _type_at("P30", "see my email")),
        (exactly("R01", "P30"),),
        "'see my email'",
        (clean_plan().action(comment="see my email"), by(clean_plan(), _type_at("P30", " - "))),
    ),
    "formula-error": FileCase(
        typed(clean_plan(), ("R01", "Indicators", 1, "Actual", "#REF!")),
        (indicator("Actual", 1),),
        "'#REF!'",
        (clean_plan().action(comment="The cell shows #REF! in last month's file"),),
    ),
    "formula-in-input": FileCase(
        with_formula(clean_plan(), indicator("Actual", 1), "19/20"),
        (indicator("Actual", 1),),
        "'95%'",
        (clean_plan().action(comment="'=19/20"),),
    ),
    "merged-inputs": FileCase(
        by(clean_plan().action(comment="both"), _merge("Comment")),
        (action("Comment"),),
        "merged",
        (by(clean_plan(), lambda book: book["R01"].merge_cells("O3:P4")),),
    ),
    "hidden-content": FileCase(
        by(clean_plan().action(comment="see below"), _hide(row="Ref", column="Ref", sheet="Guidance")),
        (exactly("Guidance", "A1"), action("Ref"), action("Ref", 1)),
        "'Guidance' is hidden",
        (
            by(clean_plan(), _hide(row="Ref")),
            by(clean_plan(), _hide(column="Original Completion Date")),
            clean_plan(),
        ),
    ),
    "history-unreadable": FileCase(
        by(_remembering(), lambda book: book["History"].__getitem__("B2").__setattr__("value", "last month")),
        (exactly("History", "B2"),),
        "'last month' can't be used: it is not a date",
        (_remembering(), by(_remembering(), lambda book: book["History"].insert_rows(2))),
    ),
    "history-rating-unknown": FileCase(
        clean_plan().past("2017-10-31", "Recommendation", rating="B").past("2017-11-30", "Recommendation", rating="B"),
        (exactly("History", "F2"),),
        "'B', the rating of 2 lines of history, is no rating of the plan: they are read as Not rated",
        (_remembering(), clean_plan().past("2017-11-30", "Recommendation")),
    ),
    "cell-note": FileCase(
        by(clean_plan(), _note),
        (action("Completion Date", 1),),
        "'Please change to 30 June, agreed at board'",
        (clean_plan().action(comment="Please change to 30 June"),),
    ),
    "text-struck-through": FileCase(
        by(clean_plan(), _strike("Action", "Comment")),
        (action("Action", 1),),
        "is struck through, so it is left out of editions",
        (by(clean_plan(), _strike("Original Completion Date")), clean_plan()),
    ),
    "external-link": FileCase(
        by(clean_plan(), _linked_cell),
        (action("Comment", 1),),
        "'C:/Reports/budget 2017.xlsx'",
        (clean_plan().action(comment="[1]Sheet1!A1 in the other file"),),
    ),
    "summary-out-of-date": FileCase(
        typed(clean_plan(), ("R01", "Indicators", 1, "Actual", 0.96)),
        (exactly("Summary", "A1"),),
        "Summary",
        (
            by(clean_plan(2), _rename_two),
            typed(clean_plan(), ("R01", "Indicators", 1, "Actual", 0.95 + 1e-16)),
            typed(clean_plan(), ("R01", "Indicators", 1, "Actual", "95.0 %")),
        ),
    ),
}
