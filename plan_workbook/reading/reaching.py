"""Observations about what reaches out of a workbook: formulas, names, links and data connections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plan_workbook.package.calls import Call, call_of
from plan_workbook.package.file_links import files_named_in, leads_away, leads_to_file
from plan_workbook.plan.model import CALLS, CLICKED, LEADS, LOADS, RULED, RUNS, SHOWS, STARTS, TAKES, Observation
from plan_workbook.reading.book import Book
from plan_workbook.reading.cells import Cell
from plan_workbook.values.paths import without_user
from plan_workbook.values.text import in_brief, listed_in_part, on_one_line

RULE = "external-link"


def external_links(book: Book) -> Iterator[Observation]:
    """Note the other files that formulas take values from, once for each sheet.

    Those that only a name or a link refers to, which no cell shows, are noted of the workbook as a whole.
    """
    left = {each.target: None for each in book.linked if not each.is_program}
    for sheet in book.sheets:
        files, cells = dict[str, None](), list[Cell]()
        for place, formula in sheet.grid.takes.items():
            if named := _files(book, formula):
                cells.append(sheet.grid.cells[place])
                files |= dict.fromkeys(named)
        if cells:
            yield _at_cells(cells, _listed(files), TAKES)
            left = {each: None for each in left if each not in files}
    names = {name: found for name, reference in _names(book) if (found := _files(book, reference))}
    left |= dict.fromkeys(file for found in names.values() for file in found)
    if left:
        yield Observation(RULE, None, None, None, _listed(left), next(filter(None, names), ""))


def _files(book: Book, formula: str) -> list[str]:
    """Return the other files that a formula takes values from; one that nobody knows the name of is an empty text."""
    links = {str(number): each for number, each in enumerate(book.linked, start=1)}
    found = []
    for each in files_named_in(formula):
        link = links.get(each)
        if link is None or not link.is_program:
            found.append(link.target if link else "" if each.isdigit() else each)
    return found


def data_connections(book: Book) -> Iterator[Observation]:
    """Note that the workbook has data connections, which no cell shows."""
    if book.connections:
        yield Observation(RULE, None, None, None, _listed(book.connections), LOADS)


def reaching_out(book: Book) -> Iterator[Observation]:
    """Note formulas that start a program or call a server: of each sheet, once for each thing that they reach for.

    Those of conditional formats and drop-downs are noted apart. What only a link or a name does, which no cell shows,
    is noted of the workbook as a whole.
    """
    for sheet in book.sheets:
        by_call: dict[Call, list[Cell]] = {}
        for place, call in sheet.grid.calls.items():
            by_call.setdefault(call, []).append(sheet.grid.cells[place])
        for call, cells in by_call.items():
            yield _at_cells(cells, *_said_of(call))
        by_rule: dict[str, list[Cell]] = {}
        for each in sheet.rule_formulas:
            by_rule.setdefault(each.what, []).append(Cell(sheet.title, each.cell))
        for what, cells in by_rule.items():
            yield _at_cells(cells, _listed([what]), RULED)
    named = [call_of(reference) for _, reference in _names(book)]
    linked = [Call(each.target, is_program=True) for each in book.linked if each.is_program]
    for call in dict.fromkeys(each for each in (*named, *linked) if each is not None):
        yield Observation(RULE, None, None, None, *_said_of(call))
    if book.runs:
        yield Observation(RULE, None, None, None, _listed(book.runs), RUNS)


def _said_of(call: Call) -> tuple[str, str]:
    return call.what, STARTS if call.is_program else CALLS


def links_to_files(book: Book) -> Iterator[Observation]:
    """Note links that open a file of a computer or a program when they are clicked: once for each sheet.

    Those of pictures and shapes are noted apart, and so are pictures that are loaded from elsewhere.
    """
    for sheet in book.sheets:
        grid, title = sheet.grid, sheet.title
        links = {grid.cells[place].address: target for place, target in grid.leads.items()}
        links |= {address: target for address, target in sheet.links if leads_to_file(target)}
        cells = {each.address: each for each in grid.cells.values()} if links else {}
        if links:
            found = [cells.get(address) or Cell(title, address) for address in links]
            yield _at_cells(found, _listed(links.values()), LEADS)
        for does, drawn in (
            (CLICKED, [each for each in sheet.drawn_links if not each.is_loaded and leads_to_file(each.target)]),
            (SHOWS, [each for each in sheet.drawn_links if each.is_loaded and leads_away(each.target)]),
        ):
            if drawn:  # what is in the cell underneath has nothing to do with it
                found = [Cell(title, address) for address in dict.fromkeys(each.cell for each in drawn)]
                yield _at_cells(found, _listed(each.target for each in drawn), does)


def reaching_cells(book: Book) -> set[tuple[str, str]]:
    """Return the sheet and address of every formula of which one of these observations says what it reaches for."""
    return {
        (sheet.title, sheet.grid.cells[place].address)
        for sheet in book.sheets
        for place in (*sheet.grid.calls, *sheet.grid.takes, *sheet.grid.leads)
    }


def _names(book: Book) -> Iterator[tuple[str, str]]:
    for names in (book.names, *(sheet.page.names for sheet in book.sheets)):
        yield from names.items()


def _at_cells(cells: list[Cell], detail: str, other: str) -> Observation:
    """Return the observation about the first of some cells of a sheet, which names the others."""
    first, *others = cells
    return Observation(RULE, first.sheet, first.address, first.raw, detail, other, tuple(e.address for e in others))


def _listed(texts: Iterable[str]) -> str:
    return listed_in_part([f"'{in_brief(on_one_line(without_user(each)))}'" for each in dict.fromkeys(texts) if each])
