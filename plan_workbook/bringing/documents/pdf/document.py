"""A PDF as a document: its tables from page to page, and the texts between them as they are read."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing.documents.document import Document, Passage, Table
from plan_workbook.bringing.documents.pdf.chains import chains, without_frames
from plan_workbook.bringing.documents.pdf.grid import cells_and_rooms, table_of
from plan_workbook.bringing.documents.pdf.pages import Page, read_pages
from plan_workbook.bringing.documents.pdf.paragraphs import habits
from plan_workbook.bringing.documents.pdf.passages import Sizes, passages, sizes_of
from plan_workbook.bringing.documents.pdf.running import Running, without_running


def document_of(content: bytes, file: str) -> Document:
    """Return the tables and texts of a PDF, read in this process, however long it takes.

    Raises:
        InputError: it can't be read, with the reason in a sentence.
    """
    found = read_pages(content, file)
    pages, running = without_running(found.pages)
    pages = without_frames(pages)
    blocks = [*_blocks(pages, file), *(each.passage for each in running)]
    return Document(file, tuple(blocks), (*found.remarks, *_remarks(running)))


def _blocks(pages: Sequence[Page], file: str) -> list[Table | Passage]:
    tables = chains(pages)
    made = habits(pair for chain in tables for pair in cells_and_rooms(chain))
    begins = {(chain[0].page, chain[0].number): chain for chain in tables}
    continued = {(part.page, part.number) for chain in tables for part in chain[1:]}
    sizes: Sizes = sizes_of(pages)
    found: list[Table | Passage] = []
    for page in pages:
        for block in passages(page, sizes, made):
            if isinstance(block, Passage):
                found.append(block)
            elif (block.page, block.number) in begins:
                found.append(table_of(begins[block.page, block.number], file, made))
            else:
                assert (block.page, block.number) in continued
    return found


def _remarks(running: Sequence[Running]) -> tuple[str, ...]:
    if not running:
        return ()
    texts = ", ".join(f'"{each.passage.text}"' for each in running[:3]) + (", ..." if running[3:] else "")
    return (f"What is repeated at the top or foot of pages was taken once: {texts}.",)
