"""Cells read and cells left are the cells found, whatever a document holds and whatever its tables were taken for."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from searching import searching

from plan_workbook.bringing.assembling.assemble import assemble
from plan_workbook.bringing.brought import IGNORE, Brought, Column, Kind, Recognised
from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.bringing.recognising.words import FIELDS
from plan_workbook.register import read_register
from plan_workbook.writing.register_files import write_register

TEXTS = st.sampled_from(
    (
        *(
            "",
            " ",
            "\n",
            "1",
            "2.",
            "3",
            "R4",
            "a",
            "a. Hire a head",
            "1.1 Audit",
            "b) Move",
            "(c) Train",
            "B",
            "G",
            "Green",
        ),
        *(
            "Priority 1: Homes (JO HILL)",
            "Priority 2 - Staff",
            "Recommendation 3",
            "Homes",
            "Theme A: Homes",
            "4. Homes",
        ),
        *(
            "Lead: Jo Hill",
            "BUSINESS AS USUAL ACTIVITY",
            "The RAG rating is GREEN.",
            "RAG: Amber",
            "Key: R = Red, A = Amber",
        ),
        *("There are no actions", "None", "-", "n/a", "Jo Hill", "Jo Hill & Max Reed", "31/12/2023", "Mar 2018", "98%"),
        *(
            "Key successes",
            "Improvement Plan",
            "[December 2017]",
            "Prepared for Hartley.",
            "Overdue",
            "Lead",
            "Objective: All",
        ),
        *("Homes are safe.\nStaff stay.\n• and are well\n\nMore.", "RAG key", "CSC 022", "é\u200bx", "=1+1", "x" * 300),
    )
)
FILLS = st.sampled_from((None, None, "FF0000", "92D050", "EEEEEE", "0070C0"))


@st.composite
def tables(draw: st.DrawFn, number: int, sheet: str | None) -> Recognised:
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    free = {(row, column) for row in range(rows) for column in range(columns)}
    cells: list[Cell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in free:
                continue
            across = draw(st.integers(1, 3)) if draw(st.booleans()) else 1
            down = draw(st.integers(1, 3)) if draw(st.booleans()) else 1
            held = {(row + r, column + c) for r in range(down) for c in range(across)}
            if not held <= free:
                across = down = 1
                held = {(row, column)}
            free -= held
            where = f"table {number}, {row}, {column}"
            cells.append(Cell(row, column, draw(TEXTS), where, down, across, None, draw(FILLS), draw(st.booleans())))
    kind = draw(st.sampled_from(Kind))
    fields = [
        field for of in (Kind.RECOMMENDATIONS, Kind.ACTIONS, Kind.INDICATORS, Kind.PEOPLE) for field in FIELDS[of]
    ]
    field = st.sampled_from((*FIELDS.get(kind, ()), *FIELDS.get(kind, ()), *fields, "", IGNORE, "Never heard of"))
    of = st.sampled_from((None, None, None, Kind.RECOMMENDATIONS, Kind.INDICATORS, Kind.ACTIONS))
    made = tuple(Column(draw(TEXTS), draw(field), 1.0, "", (), draw(of)) for _ in range(columns))
    headings = frozenset(draw(st.sets(st.integers(0, rows), max_size=2)))
    table = Table(f"table {number}", tuple(cells), sheet)
    return Recognised(table, kind, draw(st.floats(0, 1)), "because", made, headings, draw(st.booleans()))


@st.composite
def documents(draw: st.DrawFn) -> tuple[tuple[Document, ...], tuple[Recognised, ...]]:
    made: list[Document] = []
    recognised: list[Recognised] = []
    number = 0
    for file in draw(st.sampled_from((("a.docx",), ("a.docx", "b.xlsx")))):
        blocks: list[Table | Passage] = []
        for _ in range(draw(st.integers(0, 6))):
            number += 1
            sheet = draw(st.sampled_from((None, "Plan", "1 Homes", "2 Staff")))
            if draw(st.booleans()):
                level = draw(st.sampled_from((None, None, 0, 1, 2)))
                blocks.append(Passage(draw(TEXTS), f"paragraph {number}", level, sheet=sheet))
                continue
            each = draw(tables(number, sheet))
            blocks.append(each.table)
            if draw(st.integers(0, 9)):
                recognised.append(each)
        made.append(Document(file, tuple(blocks)))
    return tuple(made), tuple(recognised)


def places(made: Brought) -> dict[str, str]:
    """Return the cells and passages with a text, by where they are."""
    found = {}
    for document in made.documents:
        for block in document.blocks:
            for each in block.cells if isinstance(block, Table) else (block,):
                if each.text.strip():
                    found[each.where] = each.text
    return found


@searching(150)
@given(documents())
def test_every_cell_and_passage_is_read_or_left_once(given_documents):
    made = assemble(*given_documents)
    found = places(made)
    assert made.found == len(found) == made.read + sum(left.cells for left in made.left)
    read = {taken.where for taken in made.taken if taken.where in found}
    assert len(read) == made.read
    assert not read & {left.where for left in made.left if left.cells == 1 and left.where in found}
    for taken in made.taken:
        assert made.register.rows(taken.table)[taken.row]


@searching(48)
@given(documents())
def test_what_is_brought_is_a_register_that_can_be_read(given_documents):
    made = assemble(*given_documents)
    with tempfile.TemporaryDirectory() as folder:
        write_register(made.register, Path(folder) / "register")
        back = read_register(Path(folder) / "register")
    for name, rows in made.register.tables.items():
        told = [row for row in rows if any(map(str.strip, row.values()))]
        assert len(back.rows(name)) == len(told)
