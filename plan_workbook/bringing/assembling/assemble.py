"""Makes a register from recognised tables, with an account of every cell and passage. Pure code.

Headings, keys and rows that only say that there are none are left on purpose: nothing is lost by them, and a document
of which nothing else is left needs nobody to look at it. Ordinary text outside the tables belongs to no table of a
register either, but a person could miss it, such as progress in a chapter of its own; so it is left for a person to
look at. Texts that follow each other are one line of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from plan_workbook.bringing import fields
from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.assembling.about import Found
from plan_workbook.bringing.assembling.contents_list import THE_CONTENTS, without_contents
from plan_workbook.bringing.assembling.decided_texts import DecidedTexts
from plan_workbook.bringing.assembling.finishing import Finished
from plan_workbook.bringing.assembling.forms import as_form, form_of, take_form, with_boxes
from plan_workbook.bringing.assembling.front import about_the_plan, sheet_titles, sheets_are_items
from plan_workbook.bringing.assembling.gathering import Gathering
from plan_workbook.bringing.assembling.item_refs import with_numbers_of_items
from plan_workbook.bringing.assembling.key_entries import key_in_table
from plan_workbook.bringing.assembling.objectives import with_objectives_as_items
from plan_workbook.bringing.assembling.table_rows import Rows
from plan_workbook.bringing.assembling.telling import THE_KEY
from plan_workbook.bringing.assembling.vocabulary import vocabulary_of
from plan_workbook.bringing.brought import SURE, Brought, Kind, Recognised
from plan_workbook.bringing.documents.document import Cell, Document, Layout, Passage, Table
from plan_workbook.register import NUMBER


def assemble(
    documents: Sequence[Document], recognised: Sequence[Recognised], answers: Answers | None = None
) -> Brought:
    """Return what was brought in from the documents of one plan.

    Args:
        documents: the documents as they were read, in the order in which they were given: of two values that differ,
            that of the first is kept.
        recognised: what their tables were taken for.
        answers: what a person decided; `recognised` follows it already, and what it ignores is left on purpose.
    """
    cut = [without_contents(document) for document in documents]
    told = [document for document, _ in cut]
    listed = frozenset(place for _, places in cut for place in places)
    recognised = with_objectives_as_items(told, with_numbers_of_items(recognised))
    by_table = _by_table(told, with_boxes(recognised))
    vocabulary = vocabulary_of(told, by_table)
    of_items = sheets_are_items(by_table.values(), vocabulary)
    gathering = Gathering(
        documents,
        vocabulary,
        sheets_are_items=of_items,
        sheet_titles=sheet_titles(told, by_table) if of_items else {},
        decided=answers is not None,
        texts=DecidedTexts(answers),
        tables=[each for each in by_table.values() if each.kind not in (Kind.IGNORED, Kind.KEY)],
    )
    plan: list[Found] = []
    number = 0
    tables: list[Recognised] = []
    for document, without in zip(documents, told, strict=True):
        gathering.keys.append([])
        plan += about_the_plan(without, gathering, by_table)
        before: Rows | None = None
        sheet: str | None = None
        for block in document.blocks:
            if block.sheet != sheet:
                sheet = block.sheet
                gathering.begin()
            if isinstance(block, Passage):
                if id(block) in listed:
                    gathering.account.leave(block, THE_CONTENTS, meant=True)
                else:
                    gathering.passage(block)
                continue
            number += 1
            recognised_as = by_table.get(id(block))
            if answers is not None and (named := answers.place(block.where).item):
                before = None
                gathering.belongs(named)
            before, read_as = _table(gathering, block, recognised_as, number, before)
            tables += [read_as] if read_as else []
        gathering.begin()
    plan += gathering.plan
    return Finished(gathering, plan, documents, tables, answers).brought()


def _by_table(documents: Iterable[Document], recognised: Iterable[Recognised]) -> dict[int, Recognised]:
    """Return what each table of the documents was taken for, by its identity, with the document's own cells."""
    by_value = {each.table: each for each in recognised}
    tables = [table for document in documents for table in document.tables()]
    return {id(table): by_value[table]._replace(table=table) for table in tables if table in by_value}


def _table(
    gathering: Gathering, table: Table, recognised: Recognised | None, number: int, before: Rows | None
) -> tuple[Rows | None, Recognised | None]:
    """Go through a table; return its rows if another may continue them, and what it was read as in the end."""
    context = gathering.context
    item, below = context.item, context.below_its_heading
    gathering.before_a_table()
    gathering.texts.meet_rows(gathering.rows_below, table.texts)
    cells = [
        cell for cell in table.cells if (cell.text.strip() or cell.whole) and id(cell) not in gathering.of_the_plan
    ]
    if _may_be_a_form(recognised):
        said = recognised.labels if recognised is not None else ()
        told = form_of(gathering, table, recognised)
        if told and (take_form(gathering, told, table, decided=bool(said)) or said):
            context.below_its_heading = below and context.item is item  # a box of its lead and rating goes with it
            return before, as_form(told, table, recognised)
    if recognised is None or recognised.kind is Kind.IGNORED:
        why = recognised.why if recognised is not None and recognised.why else "the table was not recognised"
        hidden = bool(cells) and all(cell.hidden for cell in cells)
        why = f"it is hidden, and {why}" if hidden else why
        meant = hidden or (recognised is not None and recognised.sure >= SURE)
        text = _in_rows(cells)
        gathering.account.leave_together(cells, why, where=table.where, text=text, meant=meant)
        if recognised is not None and not cells and not all(cell.blank for cell in table.cells):
            recognised = recognised._replace(sure=1.0, why="it tells of the plan as a whole")
        return before, recognised
    if recognised.kind is Kind.KEY:
        gathering.keys[-1] += key_in_table(recognised)
        gathering.account.leave_together(cells, THE_KEY, where=table.where, text=_in_rows(cells), meant=True)
        return before, recognised
    rows = Rows(gathering, recognised, number, before if recognised.continues else None)
    rows.go_through()
    return rows, rows.read_as


def _in_rows(cells: Iterable[Cell]) -> str:
    """Return the texts of cells, those of a row on a line."""
    rows = (list(row) for _, row in groupby(cells, key=lambda cell: cell.row))
    return "\n".join(" | ".join(cell.text.strip() for cell in row) for row in rows)


def _may_be_a_form(table: Recognised | None) -> bool:
    """Tell whether a table was not recognised, or may be in a mapping as one that was read as a form before."""
    if table is not None and table.table.layout is Layout.CARDS:
        return False
    if table is None or (table.kind is Kind.IGNORED and table.sure < SURE):
        return True
    return table.kind is Kind.RECOMMENDATIONS and not any(
        column.field in (NUMBER, fields.TITLE) for column in table.columns
    )
