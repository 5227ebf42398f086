"""Give a document to the tool: every text in it has one place, and comes out the same each time."""

from __future__ import annotations

from collections import Counter
from random import Random

from laws import BrokenLaw, check_sentence

from plan_workbook.bringing.documents.document import Document
from plan_workbook.bringing.documents.opening import read_content


def any_document(content: bytes, rng: Random) -> None:
    """Read it under a name that may say something else."""
    name = rng.choice(("report.docx", "report.docx", "plan.csv", "plan"))
    if b"%PDF" in content[:2048]:  # a text that begins like one by chance; PDFs have a target of their own
        return
    found = read_content(content, name)
    check_document(found)
    if rng.random() < 0.1 and read_content(content, name) != found:
        raise BrokenLaw("a document is read otherwise a second time")


def check_document(found: Document) -> None:
    """Raise BrokenLaw if a place is named twice, or cells of a table lie on each other."""
    places = [passage.where for passage in found.passages()]
    for table in found.tables():
        places += [cell.where for cell in table.cells]
        starts = Counter((cell.row, cell.column) for cell in table.cells)
        if any(count > 1 for count in starts.values()):
            raise BrokenLaw("two cells of a table begin at the same place")
        if any(cell.down < 1 or cell.across < 1 or min(cell.row, cell.column) < 0 for cell in table.cells):
            raise BrokenLaw("a cell is nowhere in its table")
        table.by_place()
    twice = [place for place, count in Counter(places).items() if count > 1]
    if twice:
        raise BrokenLaw(f"two texts have the same place ({twice[0]})")
    for remark in found.remarks:
        check_sentence(remark)
