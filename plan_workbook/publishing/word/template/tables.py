"""Tables of the highlight report's template: a heading row, tags that repeat a row or a column, cells with a colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length
from docx.table import Table, _Cell, _Row

from plan_workbook.publishing.word.first_page import FIRST_OF_MATRIX
from plan_workbook.publishing.word.template.look import MARGIN, PAPER, TABLE_STYLE
from plan_workbook.writing.formats import PALE, WHITE


@dataclass(frozen=True)
class Column:
    """One column of a table: its heading, width in centimetres, the paragraphs of its cells, and how they look."""

    heading: str
    width: float
    texts: tuple[str, ...]
    style: str = "Table Text"
    fill: str = ""
    """The expression that gives the cell's colour."""
    alarm: str = ""
    """The condition under which the cell has the style of an alarm."""


def table(
    document: Document,
    says: str,
    columns: Sequence[Column],
    repeat: str = "",
    group: tuple[str, str, str] | None = None,
) -> Table:
    """Add a table: a heading row that is repeated on each page, and a row for each thing that `repeat` goes through.

    Args:
        document: the document to add it to.
        says: a description for people who can't see it.
        columns: its columns.
        repeat: such as ``item in items``; without it there is one row.
        group: what the rows are grouped by: the loop around that of the rows, the condition under which a group has
            a row with its name, and that name.
    """
    table = _empty_table(document, says, columns)
    for cell, column in zip(_row(table, columns, heading=True), columns, strict=True):
        _write(cell, (column.heading,), "Table Head")
        if column.style == "Table Number":
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    if group:
        loop, named, name = group
        _tag_row(table, columns, f"{{%tr for {loop} %}}")
        _tag_row(table, columns, f"{{%tr if {named} %}}")
        _tag_row(table, columns, name, "Table Group")
        _tag_row(table, columns, "{%tr endif %}")
    if repeat:
        _tag_row(table, columns, f"{{%tr for {repeat} %}}")
    for cell, column in zip(_row(table, columns), columns, strict=True):
        _fill(cell, column)
    if repeat:
        _tag_row(table, columns, "{%tr endfor %}")
    if group:
        _tag_row(table, columns, "{%tr endfor %}")
    return table


def last_row(table: Table, texts: Sequence[str], style: str) -> None:
    """Add a row to the end of a table: a name, and figures centred in their columns."""
    columns = [Column("", column.width.cm, ()) for column in table.columns if column.width is not None]
    for place, (cell, text) in enumerate(zip(_row(table, columns), texts, strict=True)):
        _write(cell, (text,), style)
        if place:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        if style == "Table Total":
            cell._tc.get_or_add_tcPr().append(_shade(PALE))


def _empty_table(document: Document, says: str, columns: Sequence[Column]) -> Table:
    table: Table = document.add_table(0, 0)
    table.style = TABLE_STYLE
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for column in columns:
        table.add_column(Cm(column.width))
    _describe(table, says, sum(column.width for column in columns))
    return table


def counts(
    document: Document, says: str, repeat: tuple[str, str, str], last: tuple[str, str], rows: Sequence[Sequence[str]]
) -> None:
    """Add a table of counts with a column for each rating or status, and two more columns.

    Args:
        document: the document to add it to.
        says: a description for people who can't see it.
        repeat: the heading of the first column; the loop, such as ``count in ratings``; the heading of each of its
            columns.
        last: the headings of the last two columns.
        rows: for each row its name, the expression of its count in a column, and the texts of the last two.
    """
    by, each, head = repeat
    wide = PAPER[0] - 2 * MARGIN
    rest = (wide - 6.1) / 5
    columns = [Column("", width, ("",)) for width in (6.1, rest, rest, rest, rest, rest)]
    table = _empty_table(document, says, columns)
    table.autofit = True  # there are as many columns as the plan has ratings
    for cell, text in zip(
        _row(table, columns, heading=True),
        (by, f"{{%tc for {each} %}}", f"{{{{ {head} }}}}", "{%tc endfor %}", *last),
        strict=True,
    ):
        _write(cell, (f"{{% cellbg {head}.hex_fill %}}{text}" if head in text else text,), "Table Head")
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name, count, *totals in rows:
        texts = (name, f"{{%tc for {each} %}}", f"{{{{ {count} }}}}", "{%tc endfor %}", *totals)
        for place, (cell, text) in enumerate(zip(_row(table, columns), texts, strict=True)):
            _write(cell, (text,), "Table Total" if place in (0, 4) else "Table Number")
            if place:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            if place in (0, 4):
                cell._tc.get_or_add_tcPr().append(_shade(PALE))


def tiles(document: Document, says: str, names: Sequence[str], wide: float) -> None:
    """Add a table with a column for each tile: its name as a heading, below it a large figure, and that of last time.

    Args:
        document: the document to add it to.
        says: a description for people who can't see it.
        names: the expressions of the tiles.
        wide: the width of the table in centimetres.
    """
    columns = [Column("", wide / len(names), ("",)) for _ in names]
    table = _empty_table(document, says, columns)
    for cell, name in zip(_row(table, columns, heading=True), names, strict=True):
        _write(cell, (f"{{{{ {name}.name }}}}",), "Table Head")
    for cell, name in zip(_row(table, columns), names, strict=True):
        cell.paragraphs[0].style = "Tile"
        cell.paragraphs[0].add_run(f"{{{{ '-' if {name}.figure is none else {name}.figure }}}}", "Tile Figure")
        cell.paragraphs[0].add_run(f" {{{{ {name}.in_words }}}}")
        cell.add_paragraph(f"{{%p if {name}.then %}}", "Template Tag")
        cell.add_paragraph(f"{{{{ {name}.then }}}}", "Table Text")
        cell.add_paragraph("{%p endif %}", "Template Tag")


def swatches(document: Document, says: str, repeat: str, tag: str, wide: float) -> None:
    """Add a row with a word in its colour for each thing that `repeat` goes through: the key of a chart.

    Args:
        document: the document to add it to.
        says: a description for people who can't see it.
        repeat: such as ``entry in key``.
        tag: the expression of the word with its colour.
        wide: the width of the table in centimetres.
    """
    columns = [Column("", wide / 3, ("",))] * 3
    table = _empty_table(document, says, columns)
    table.autofit = True  # there are as many columns as the plan has ratings
    _set_narrow(table)
    texts = (f"{{%tc for {repeat} %}}", f"{{% cellbg {tag}.hex_fill %}}{{{{ {tag} }}}}", "{%tc endfor %}")
    for cell, text in zip(_row(table, columns, heading=True), texts, strict=True):
        _write(cell, (text,), "Table Number")
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def matrix(document: Document, says: str, first: str, labels: str, number: str, fill: str, wide: float) -> None:
    """Add a table with a row and a column for each label.

    Args:
        document: the document to add it to.
        says: a description for people who can't see it.
        first: the heading of the first column.
        labels: the expression of the labels.
        number: the expression of a cell; in it, `then` is the label of the row and `now` that of the column.
        fill: the expression of the colour of the label `then`.
        wide: the width of the table in centimetres.
    """
    name = FIRST_OF_MATRIX
    rest = (wide - name) / 3
    columns = [Column("", width, ("",)) for width in (name, rest, rest, rest)]
    table = _empty_table(document, says, columns)
    table.autofit = True  # there are as many columns as labels
    _set_narrow(table)
    loop, end = f"{{%tc for now in {labels} %}}", "{%tc endfor %}"
    for cell, text in zip(_row(table, columns, heading=True), (first, loop, "{{ now }}", end), strict=True):
        _write(cell, (text,), "Table Head")
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _tag_row(table, columns, f"{{%tr for then in {labels} %}}")
    cells = _row(table, columns)
    shade = f"{{% cellbg '{PALE[1:]}' if then == now else '{WHITE[1:]}' %}}"
    for cell, text in zip(cells, (f"{{% cellbg {fill} %}}{{{{ then }}}}", loop, "", end), strict=True):
        _write(cell, (text,), "Table Text")
        if cell is not cells[0]:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    cells[0].paragraphs[0].style = "Table Total"
    where = cells[2].paragraphs[0]
    where.runs[0].text = shade
    where.add_run(f"{{%r if then != now and {number} %}}")
    where.add_run(f"{{{{ {number} }}}}", "Moved")
    where.add_run("{%r else %}")
    where.add_run(f"{{{{ {number} or '-' }}}}")
    where.add_run("{%r endif %}")
    _tag_row(table, columns, "{%tr endfor %}")


def _set_narrow(table: Table) -> None:
    """Leave little room around the texts of a table, which has many columns."""
    sides = (("top", 10), ("left", 50), ("bottom", 10), ("right", 50))
    narrow = "".join(f'<w:{side} w:w="{room}" w:type="dxa"/>' for side, room in sides)
    look = next(table._tbl.tblPr.iterchildren(qn("w:tblLook")))
    look.addprevious(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{narrow}</w:tblCellMar>"))


def _describe(table: Table, says: str, width: float) -> None:
    properties = table._tbl.tblPr
    for name in ("w:tblW", "w:tblLook"):
        for each in properties.findall(qn(name)):
            properties.remove(each)
    wide = parse_xml(f'<w:tblW {nsdecls("w")} w:w="{_twips(Cm(width))}" w:type="dxa"/>')
    next(properties.iterchildren(qn("w:tblStyle"))).addnext(wide)
    look = 'w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"'
    properties.append(parse_xml(f"<w:tblLook {nsdecls('w')} {look}/>"))
    properties.append(parse_xml(f'<w:tblCaption {nsdecls("w")} w:val="{says.partition(":")[0]}"/>'))
    properties.append(parse_xml(f'<w:tblDescription {nsdecls("w")} w:val="{says}"/>'))


def _row(table: Table, columns: Sequence[Column], *, heading: bool = False) -> list[_Cell]:
    """Add a row that does not break across pages; with `heading`, one that is repeated on each page."""
    row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx declares no type here
    properties = row._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if heading:
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    cells = list(row.cells)
    for cell, column in zip(cells, columns, strict=True):
        cell.width = Cm(column.width)
    return cells


def _tag_row(table: Table, columns: Sequence[Column], text: str, style: str = "Template Tag") -> None:
    cells = _row(table, columns)
    whole = cells[0].merge(cells[-1])
    _write(whole, (text,), style)


def _fill(cell: _Cell, column: Column) -> None:
    _write(cell, column.texts, column.style)
    first = cell.paragraphs[0]
    fill = f"{{% cellbg {column.fill} %}}" if column.fill else ""
    text = first.text
    first.runs[0].text = fill + text
    if column.alarm:
        first.runs[0].text = fill
        first.add_run(f"{{%r if {column.alarm} %}}")
        first.add_run(text, "Alarm")
        first.add_run("{%r else %}")
        first.add_run(text)
        first.add_run("{%r endif %}")


def _write(cell: _Cell, texts: Sequence[str], style: str) -> None:
    for place, text in enumerate(texts):
        paragraph = cell.paragraphs[0] if not place else cell.add_paragraph()
        later = style if style == "Table Point" else "Table Remark"
        paragraph.style = "Template Tag" if "{%p" in text else later if place else style
        paragraph.add_run(text)


def keep_with_next(rows: Iterable[_Row]) -> None:
    """Keep rows on the same page as the text after them."""
    for row in rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _shade(colour: str) -> BaseOxmlElement:
    return parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour[1:]}"/>')


def _twips(length: Length) -> int:
    points: float = length.pt
    return round(points * 20)
