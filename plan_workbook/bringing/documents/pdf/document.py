"""A PDF as a document: its tables from page to page, and the texts between them as they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plan_workbook.bringing.documents.document import Document, Passage, Table
from plan_workbook.bringing.documents.pdf.chains import chains, without_frames
from plan_workbook.bringing.documents.pdf.foot import with_headings_at_the_foot
from plan_workbook.bringing.documents.pdf.grid import cells_and_rooms, cut_columns, table_of
from plan_workbook.bringing.documents.pdf.over import with_columns_of_further_pages
from plan_workbook.bringing.documents.pdf.pages import Page, read_pages
from plan_workbook.bringing.documents.pdf.paragraphs import Habits, habits
from plan_workbook.bringing.documents.pdf.passages import Sizes, passages, sizes_of
from plan_workbook.bringing.documents.pdf.ruled import Part
from plan_workbook.bringing.documents.pdf.running import Running, without_running
from plan_workbook.values.text import NAME, in_brief, listed, on_one_line


def document_of(content: bytes, file: str) -> Document:
    """Return the tables and texts of a PDF, read in this process, however long it takes.

    Raises:
        InputError: it can't be read, with the reason in a sentence.
    """
    found = read_pages(content, file)
    pages, running = without_running(found.pages)
    pages = with_columns_of_further_pages(with_headings_at_the_foot(without_frames(pages)))
    tables = chains(pages)
    made = habits(
        (pair for chain in tables for pair in cells_and_rooms(chain)), (line for page in pages for line in page.lines)
    )
    blocks = [*_blocks(pages, tables, made, file), *(each.passage for each in running)]
    return Document(file, tuple(blocks), (*found.remarks, *_remarks(running)), tuple(_doubts(tables, made, file)))


def _doubts(tables: Sequence[Sequence[Part]], made: Habits, file: str) -> Iterator[str]:
    for parts in tables:
        unsure = next((part for part in parts if any(cell.unsure for cell in part.cells)), None)
        if unsure is not None:
            yield (
                f"{file}, page {unsure.page}, table {unsure.number}: nothing shows for certain where its rows begin "
                "and end. Compare what was read from it with the document, or bring in the Word or Excel file that it "
                "was printed from."
            )
        if columns := cut_columns(parts, made):
            names = listed([f"'{in_brief(on_one_line(each), NAME)}'" for each in columns])
            yield (
                f"{file}, page {parts[0].page}, table {parts[0].number}: words are cut where columns are too narrow "
                f"for them, and were put together again as well as can be. Compare what was read from {names} with the "
                "document, or bring in the Word or Excel file that it was printed from."
            )


def _blocks(pages: Sequence[Page], tables: Sequence[Sequence[Part]], made: Habits, file: str) -> list[Table | Passage]:
    begins = {(chain[0].page, chain[0].number): chain for chain in tables}
    continued = {(part.page, part.number) for chain in tables for part in chain[1:]}
    sizes: Sizes = sizes_of(pages)
    found: list[Table | Passage] = []
    for page in pages:
        for block in passages(page, sizes, made):
            if isinstance(block, Passage):
                found.append(block)
            elif (block.page, block.number) in begins:
                table = table_of(begins[block.page, block.number], file, made)
                found += [table] if table.cells else []
            else:
                assert (block.page, block.number) in continued
    return found


def _remarks(running: Sequence[Running]) -> tuple[str, ...]:
    if not running:
        return ()
    texts = ", ".join(f'"{each.passage.text}"' for each in running[:3]) + (", ..." if running[3:] else "")
    return (f"What is repeated at the top or foot of pages was taken once: {texts}.",)
