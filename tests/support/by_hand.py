"""A document that was brought in, made by hand: a report of two recommendations, with something doubtful and left."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing.brought import Brought, Column, Kind, Left, Recognised, Taken
from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.register import Register, register_tables

FILE = "report.docx"
HEADINGS = ("Ref", "Action", "By whom", "Deadline", "Note")
ROWS = {
    1: (("a", "Assess every child", "Ann Lee", "31 Mar 2018", "x"),),
    2: (("a", "=Train staff", "Bo Ray", "Jun 2018", "y"), ("b", "Audit files", "Bo Ray", "tbc", "z")),
}
FIELDS = ("Ref", "Action", "Task Lead", "Completion Date", "")


def record(name: str, **given: str) -> dict[str, str]:
    """A row of the register's table; spaces in headings are underscores here."""
    headings = next(table.headings for table in register_tables() if table.name == name)
    return {heading: given.get(heading.replace(" ", "_"), "") for heading in headings}


def table(number: int, headings: Sequence[str], rows: Sequence[Sequence[str]], sheet: str | None = None) -> Table:
    """A table of the report."""
    cells = tuple(
        Cell(row, column, text, f"table {number}, row {row + 1}, column {column + 1}")
        for row, texts in enumerate((headings, *rows))
        for column, text in enumerate(texts)
    )
    on = f"sheet {sheet}, " if sheet else ""
    return Table(f"{FILE}, {on}table {number}", cells, sheet)


def recognised(
    given: Table,
    kind: Kind = Kind.ACTIONS,
    fields: Sequence[str] = FIELDS,
    sure: Sequence[float] = (1, 1, 0.9, 0.6, 0.2),
) -> Recognised:
    """The table with its columns taken for these fields."""
    texts = {(cell.row, cell.column): cell.text for cell in given.cells}
    columns = tuple(
        Column(
            texts[0, place],
            field,
            how_sure,
            f"its heading means {field}" if field else "nothing says what it is",
            tuple(texts[row, place] for row in range(1, given.rows))[:3],
        )
        for place, (field, how_sure) in enumerate(zip(fields, sure, strict=True))
    )
    return Recognised(given, kind, 0.95, "most of its headings are those of actions", columns, frozenset({0}))


def brought() -> Brought:
    """The report, brought in."""
    tables = tuple(recognised(table(number, HEADINGS, rows)) for number, rows in ROWS.items())
    title, stray = Passage("Recommendation 1: Assess", "paragraph 1", 1), Passage("Nobody knows why", "paragraph 9")
    actions = [
        record("actions", Recommendation=str(number), Ref=ref, Action=text, Task_Lead=lead, Completion_Date=date)
        for number, rows in ROWS.items()
        for ref, text, lead, date, _ in rows
    ]
    register = Register(
        {
            "plan": [{"Field": "Title", "Value": "Our plan"}],
            "recommendations": [
                record("recommendations", Recommendation=str(n), Title=f"Title {n}", Status="Active") for n in ROWS
            ],
            "indicators": [],
            "actions": actions,
        }
    )
    row = iter(range(len(actions)))
    taken = [Taken(title.where, title.text, "recommendations", 0, "Recommendation")]
    left = [Left(stray.where, stray.text, "it belongs to no recommendation")]
    for number, rows in ROWS.items():
        left.append(Left(f"table {number}, row 1", " | ".join(HEADINGS), "headings", meant=True, cells=len(HEADINGS)))
        for line, texts in enumerate(rows, 2):
            at, into = f"table {number}, row {line}, column", next(row)
            taken += [
                Taken(f"{at} {place}", text, "actions", into, field)
                for place, (text, field) in enumerate(zip(texts, FIELDS, strict=True), 1)
                if field
            ]
            left.append(Left(f"{at} 5", texts[4], "its column is not known"))
    document = Document(FILE, (title, *(each.table for each in tables), stray), ("A picture has no text.",))
    return Brought(register, (document,), tables, tuple(taken), tuple(left), document.found(), len(taken))
