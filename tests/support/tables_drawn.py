"""Tables as they are drawn in tests: a line for each row, cells between bars, `^` and `<` for merged cells."""

from __future__ import annotations

from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table


def drawn(text: str, where: str = "plan.docx, table 1", *, fills: str = "", sheet: str | None = None) -> Table:
    """Return a table: a cell that only says `^` belongs to the one above, one that says `<` to the one on its left.

    A cell that ends in `[FF0000]` has that fill, and no text if that is all; `*so*` is bold; `//` is a line break.
    """
    lines = [line for line in text.strip().splitlines() if line.strip()]
    cells: list[Cell] = []
    at: dict[tuple[int, int], int] = {}
    for row, line in enumerate(lines):
        for column, said in enumerate(each.strip() for each in line.strip().split("|")):
            if said in ("^", "<"):
                place = (row - 1, column) if said == "^" else (row, column - 1)
                index = at[place]
                first = cells[index]
                cells[index] = first._replace(
                    down=max(first.down, row - first.row + 1), across=max(first.across, column - first.column + 1)
                )
                at[row, column] = index
                continue
            fill = said[-7:-1] if said.endswith("]") and said[-8:-7] == "[" else None
            said = said[:-8].rstrip() if fill else said
            bold = len(said) > 2 and said[0] == said[-1] == "*"
            shown = said.strip("*" if bold else "").replace("//", "\n")
            at[row, column] = len(cells)
            cells.append(Cell(row, column, shown, f"{where}, row {row + 1}, column {column + 1}", fill=fill, bold=bold))
    return Table(where, tuple(cells), sheet)


def document(*blocks: Table | Passage | str, file: str = "plan.docx") -> Document:
    """Return a document: a text is a passage, and a heading if it begins with `#`."""
    made = (
        Passage(each.lstrip("# "), f"paragraph {at}", each.count("#") or None) if isinstance(each, str) else each
        for at, each in enumerate(blocks, 1)
    )
    return Document(file, tuple(made))
