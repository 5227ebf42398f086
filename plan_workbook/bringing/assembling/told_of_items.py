"""What the cells of a table tell of the items that its rows are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.gathering import Gathering
from plan_workbook.bringing.assembling.items import Item, Piece
from plan_workbook.bringing.assembling.labels import PARAGRAPHS
from plan_workbook.bringing.assembling.progress import as_paragraphs, is_business_as_usual, progress_in
from plan_workbook.bringing.assembling.register_text import printed
from plan_workbook.bringing.assembling.table_grid import Grid
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Cell
from plan_workbook.plan.choices import Status
from plan_workbook.values.text import fold


def give_what_was_told(gathering: Gathering, told: Mapping[Item, Mapping[str, Sequence[Cell]]], grid: Grid) -> None:
    """Give the items what the cells of a table tell of them."""
    give = gathering.items.give
    for item, said in told.items():
        for field, cells in said.items():
            texts = [cell for cell in cells if cell.text.strip()]
            if field in PARAGRAPHS:
                _give_paragraphs(gathering, item, field, texts)
                continue
            for cell in texts:
                text = printed(cell, fields.HOLDS[Kind.RECOMMENDATIONS].get(field))
                if field in (fields.STATUS, fields.RAG) and is_business_as_usual(text):
                    give(item, fields.STATUS, Piece(Status.BUSINESS_AS_USUAL.value, (cell,)))
                    if field == fields.STATUS:
                        continue
                give(item, field, Piece(text, (cell,)))
            if not texts and cells and not grid.is_of_the_row(cells[0]):
                gathering.item_fills.append((item, field, cells[0]))


def _give_paragraphs(gathering: Gathering, item: Item, field: str, cells: Sequence[Cell]) -> None:
    give = gathering.items.give
    different = list({fold(cell.text): cell for cell in reversed(cells)}.values())[::-1]
    told: list[str] = []
    for cell in different:
        if field != fields.PROGRESS:
            told.append(as_paragraphs(cell.text))
            continue
        progress = progress_in(cell.text)
        told.append(progress.text)
        give(item, fields.LEAD, Piece(progress.lead, (cell,)))
        give(item, fields.STATUS, Piece(progress.status, (cell,)))
        if progress.rating:
            item.weak.setdefault(fields.RAG, Piece(progress.rating, (cell,)))
    give(item, field, Piece("\n\n".join(filter(None, told)), tuple(cells)))
