"""Workbooks, registers and templates that hold far too much of one thing; each is small as a file, and sound.

Every one of them once took a command longer than `heavy.py` allows, or would if nobody counted before work starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import seeds
from builder import clean_plan
from xlsxwriter import Workbook

from plan_workbook import layout
from plan_workbook.layout import Table
from plan_workbook.package import relationships
from plan_workbook.publishing.templates import shipped
from plan_workbook.register import PROGRESS, register_tables

Parts = dict[str, bytes]
WORKBOOK, STYLES, STRINGS, TYPES = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
LEADS = layout.sheet_name("1")
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@dataclass(frozen=True)
class Kind:
    """One kind of file that is too much: what it is, and what writes it."""

    name: str
    what: str
    """``workbook``, ``register`` (a folder or an xlsx), ``template`` (docx), ``words`` (the text of an email) or
    ``document`` (to be brought in)."""
    write: Callable[[Path], Path]
    """Writes it into a folder, and returns its path."""
    honest: bool = False
    """Whether it is what real files hold too, so that it must be read and not refused."""
    seconds: float = 5.0
    """How much processor time a command may take for it."""


KINDS: list[Kind] = []


def _workbook(
    name: str, *, honest: bool = False, seconds: float = 5.0
) -> Callable[[Callable[[Parts], None]], Callable[[Parts], None]]:
    """Declare a kind of workbook: a function that changes the parts of a plan in which nothing is wrong."""

    def declare(change: Callable[[Parts], None]) -> Callable[[Parts], None]:
        def write(folder: Path) -> Path:
            parts = dict(_sound())
            change(parts)
            return zipped(parts, folder / "plan.xlsx")

        KINDS.append(Kind(name, "workbook", write, honest, seconds))
        return change

    return declare


def _kind(
    name: str, what: str, *, honest: bool = False, seconds: float = 5.0
) -> Callable[[Callable[[Path], Path]], Callable[[Path], Path]]:
    """Declare a kind of register or template: a function that writes it."""

    def declare(write: Callable[[Path], Path]) -> Callable[[Path], Path]:
        KINDS.append(Kind(name, what, write, honest, seconds))
        return write

    return declare


@cache
def _sound() -> Parts:
    return seeds.Seed("sound", clean_plan(2).checked_workbook()).parts


@cache
def _sheets() -> list[str]:
    """Return the names of the sheets of that plan, in their order."""
    return re.findall(r'<sheet name="([^"]+)"', _sound()[WORKBOOK].decode())


def _part(sheet: str) -> str:
    """Return the part of a sheet: they are numbered in the order of the sheets."""
    return f"xl/worksheets/sheet{_sheets().index(sheet) + 1}.xml"


def sound_workbook(*, faulty: bool = False) -> bytes:
    """Return a plan in which nothing is wrong, or one with an error whose lead has an address."""
    plan = clean_plan(2)
    if faulty:
        plan.action(completion_date="30/11/2017").person("Head of Assessment", "Lead", "lead@example.gov.uk")
    return plan.checked_workbook()


def zipped(parts: Parts, path: Path) -> Path:
    """Write parts as a zip, and return its path."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=6) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def put(parts: Parts, part: str, before: bytes, new: bytes) -> None:
    """Put something before the last place of some bytes in a part."""
    head, mark, tail = parts[part].rpartition(before)
    assert mark, f"{part} has no {before!r}"
    parts[part] = head + new + mark + tail


def numbered(text: str, count: int, first: int = 0) -> bytes:
    """Return a text again and again, with a number in place of each ``#``."""
    return "".join(text.replace("#", str(number)) for number in range(first, first + count)).encode()


def _related(parts: Parts, source: str, target: str, kind: str) -> None:
    """Add a relationship to a part."""
    part = relationships.part_of(source)
    parts.setdefault(
        part, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    new = f'<Relationship Id="rIdX{len(parts[part])}" Type="{RELS}/{kind}" Target="{target}"/>'
    put(parts, part, b"</Relationships>", new.encode())


# ------------------------------------------------------------------------------------------- rows of one table


def _letters(column: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[column]


def _rows(rows: Sequence[Sequence[str]], first: int) -> bytes:
    """Return rows of cells with their texts in them."""
    made = []
    for number, row in enumerate(rows, first):
        cells = [
            f'<c r="{_letters(at)}{number}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
            for at, text in enumerate(row)
            if text
        ]
        made.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(made).encode()


def _sheet(rows: bytes) -> bytes:
    return b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (_MAIN, rows)


_CELLS = {
    "text": "Hold training session # for all teams",
    "description": "Visits made on time in area #",
    "paragraph": "Audit # was made and its findings were acted on.",
    "lead": "Head of Assessment",
    "ref": "#",
    "number": "CSC #",
    "start_date": "01/09/2017",
    "completion_date": "30/11/2017",
    "rating": "G",
    "unit": "%",
    "better": "Higher",
    "target": "90%",
    "previous": "94%",
    "actual": "41%",
    "name": "Officer #",
    "role": "Lead",
    "email": "officer.#@example.gov.uk",
    "code": "G#",
    "label": "Green #",
    "counts_as": "On track",
    "rule": "action-overdue-but-green",
    "where": "R01 #",
    "reason": "Agreed",
    "agreed_by": "Board",
    "severity": "note",
}
"""What a row has in each of its columns, by the layout's keys; ``#`` is the number of the row."""


def _of(table: Table, count: int) -> list[list[str]]:
    """Return the headings and so many rows of a table."""
    columns = [column for column in table.columns if column.heading]
    rows = [[_CELLS.get(c.key, "").replace("#", str(number)) for c in columns] for number in range(1, count + 1)]
    return [[c.heading for c in columns], *rows]


def _lead_sheet(**counts: int) -> bytes:
    """Return a sheet of a recommendation with so many rows in its tables, by their keys."""
    cells = {"number": "1", "title": "Make it good", "lead": "Head of Assessment", "status": "Active", "rating": "G"}
    rows = [[f.label, cells[f.key]] for f in layout.RECOMMENDATION.fields if f.key in cells]
    for table in layout.RECOMMENDATION.tables:
        rows += [[], [table.title or ""], *_of(table, counts.get(table.key, 1))]
    return _sheet(_rows(rows, 3))


def _without_names(parts: Parts, sheet: str) -> None:
    """Drop the names of a sheet, which are areas that it no longer has."""
    names = rb'<definedName name="[^_"][^"]*" localSheetId="%d">[^<]*</definedName>' % _sheets().index(sheet)
    parts[WORKBOOK] = re.sub(names, b"", parts[WORKBOOK])


def _leads(name: str, **counts: int) -> None:
    def change(parts: Parts) -> None:
        parts[_part(LEADS)] = _lead_sheet(**counts)
        _without_names(parts, LEADS)

    _workbook(name)(change)


_leads("20,000 actions on one sheet", actions=20_000)
_leads("20,000 indicators on one sheet", indicators=20_000)
_leads("100,000 paragraphs on one sheet", progress=100_000)


def _settings(name: str, key: str, count: int) -> None:
    def change(parts: Parts) -> None:
        rows = [["Title", "A plan"], ["Report Date", "31/12/2017"], ["Period", "December 2017"]]
        for table in layout.PLAN.tables:
            rows += [[], [table.title or ""], *_of(table, count if table.key == key else 0)]
        parts[_part(layout.PLAN_SHEET)] = _sheet(_rows(rows, 3))
        _without_names(parts, layout.PLAN_SHEET)

    _workbook(name)(change)


_settings("50,000 people", "people", 50_000)
_settings("20,000 ratings", "ratings", 20_000)
_settings("50,000 accepted findings", "accepted", 50_000)
_settings("50,000 changed severities", "severities", 50_000)


def _with_sheets(parts: Parts, count: int, content: bytes) -> None:
    """Add sheets of recommendations, each with a part of its own."""
    found = "".join(f'<sheet name="X{n}" sheetId="{n + 100}" r:id="rIdS{n}"/>' for n in range(count))
    put(parts, WORKBOOK, b"</sheets>", found.encode())
    rels = numbered(f'<Relationship Id="rIdS#" Type="{RELS}/worksheet" Target="worksheets/x#.xml"/>', count)
    put(parts, "xl/_rels/workbook.xml.rels", b"</Relationships>", rels)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    types = numbered(f'<Override PartName="/xl/worksheets/x#.xml" ContentType="{kind}"/>', count)
    put(parts, TYPES, b"</Types>", types)
    for number in range(count):
        parts[f"xl/worksheets/x{number}.xml"] = content.replace(b">1</t>", b">%d</t>" % (number + 10), 1)


@_workbook("9,000 sheets of recommendations")
def _many_sheets(parts: Parts) -> None:
    _with_sheets(parts, 9_000, _lead_sheet(indicators=0, actions=0, progress=0))


@_workbook("9,000 empty sheets")
def _empty_sheets(parts: Parts) -> None:
    _with_sheets(parts, 9_000, b"<worksheet %s><sheetData/></worksheet>" % _MAIN)


@_workbook("300 recommendations with 25 actions and 15 indicators each", seconds=20)
def _largest(parts: Parts) -> None:
    _with_sheets(parts, 298, _lead_sheet(indicators=15, actions=25, progress=3))  # next to the two that are there


# ------------------------------------------------------------------------------------------- one kind of element


@_workbook("50,000 defined names", honest=True)
def _names(parts: Parts) -> None:
    put(parts, WORKBOOK, b"</definedNames>", numbered("<definedName name='N#'>Plan!$A$#</definedName>", 50_000, 1))


@_workbook("2,000,000 defined names")
def _too_many_names(parts: Parts) -> None:
    put(parts, WORKBOOK, b"</definedNames>", numbered("<definedName name='N#'>Plan!$A$#</definedName>", 2_000_000))


@_workbook("2,000,000 relationships of the workbook")
def _relationships(parts: Parts) -> None:
    new = numbered(f'<Relationship Id="r#" Type="{RELS}/x" Target="x#.xml"/>', 2_000_000)
    put(parts, "xl/_rels/workbook.xml.rels", b"</Relationships>", new)


@_workbook("2,000,000 relationships of a sheet")
def _relationships_of_a_sheet(parts: Parts) -> None:
    _related(parts, _part(LEADS), "https://example.gov.uk", "hyperlink")
    new = numbered(f'<Relationship Id="r#" Type="{RELS}/comments" Target="x#.xml"/>', 2_000_000)
    put(parts, relationships.part_of(_part(LEADS)), b"</Relationships>", new)


@_workbook("500,000 content types")
def _types(parts: Parts) -> None:
    put(parts, TYPES, b"</Types>", numbered('<Override PartName="/x#.xml" ContentType="a"/>', 500_000))


@_workbook("1,000,000 merged ranges")
def _merges(parts: Parts) -> None:
    merges = numbered('<mergeCell ref="D#:E#"/>', 1_000_000, 50)
    put(parts, _part(LEADS), b"<dataValidations", b"<mergeCells>" + merges + b"</mergeCells>")


@_workbook("1,000,000 merged ranges on the Summary")
def _merges_of_the_summary(parts: Parts) -> None:
    merges = numbered('<mergeCell ref="X#:Y#"/>', 1_000_000, 50)
    put(parts, _part(layout.SUMMARY), b"<pageMargins", b"<mergeCells>" + merges + b"</mergeCells>")


def _in_leads(name: str, before: str, opening: str, each: str, count: int, closing: str) -> None:
    """Declare a kind that has so many of an element on the sheet R01."""

    def change(parts: Parts) -> None:
        put(parts, _part(LEADS), before.encode(), opening.encode() + numbered(each, count, 1) + closing.encode())

    _workbook(name)(change)


_in_leads(
    "1,000,000 validations",
    "</dataValidations>",
    "",
    '<dataValidation type="list" sqref="Z#"><formula1>A1</formula1></dataValidation>',
    1_000_000,
    "",
)
_in_leads(
    "500,000 conditional formats",
    "<dataValidations",
    "",
    '<conditionalFormatting sqref="Z#"><cfRule type="expression" priority="#" dxfId="0"><formula>1</formula></cfRule>'
    "</conditionalFormatting>",
    500_000,
    "",
)
_in_leads("1,000,000 hyperlinks", "</hyperlinks>", "", '<hyperlink ref="Z#" location="A1"/>', 1_000_000, "")
_in_leads("1,500,000 rows without cells", "</sheetData>", "", '<row r="#" hidden="1"/>', 1_500_000, "")
_in_leads("2,000,000 page breaks", "<ignoredErrors", "<rowBreaks>", '<brk id="#"/>', 2_000_000, "</rowBreaks>")
_in_leads("1,500,000 columns", "</cols>", "", '<col min="#" max="#" hidden="1"/>', 1_500_000, "")
_in_leads("1,000,000 empty cells", "</sheetData>", "", '<row r="5#"><c r="A5#"/></row>', 1_000_000, "")


@_workbook("a million addresses in one conditional format")
def _addresses(parts: Parts) -> None:
    new = b'<conditionalFormatting sqref="%s"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></'
    put(parts, _part(LEADS), b"<dataValidations", new % numbered("Z# ", 130_000, 1) + b"conditionalFormatting>")


@_workbook("5,000,000 shared texts without a word")
def _strings(parts: Parts) -> None:
    put(parts, STRINGS, b"</sst>", b"<si/>" * 5_000_000)


@_workbook("1,000,000 shared texts")
def _texts(parts: Parts) -> None:
    put(parts, STRINGS, b"</sst>", numbered("<si><t>Some text or other, number #</t></si>", 1_000_000))


@_workbook("a shared text in 2,000,000 runs")
def _runs(parts: Parts) -> None:
    put(parts, STRINGS, b"</sst>", b"<si>" + b"<r><rPr><strike/></rPr><t>a</t></r>" * 2_000_000 + b"</si>")


@_workbook("one text of 30,000 characters in 100,000 cells")
def _one_long_text(parts: Parts) -> None:
    count = parts[STRINGS].count(b"<si>")
    put(parts, STRINGS, b"</sst>", b"<si><t>%s</t></si>" % (b"word " * 6_000))
    rows = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{c}{n}" t="s"><v>{count}</v></c>' for c in "ACDFJ") + "</row>"
        for n in range(48, 20_048)
    )
    put(parts, _part(LEADS), b"</sheetData>", rows.encode())


@_workbook("one text of a mebibyte in 2,000 actions")
def _one_enormous_text(parts: Parts) -> None:
    count = parts[STRINGS].count(b"<si>")
    put(parts, STRINGS, b"</sst>", b"<si><t>%s</t></si>" % (b"word " * 200_000))
    one = f'<row r="#"><c r="B#"><v>#</v></c><c r="C#" t="s"><v>{count}</v></c></row>'
    put(parts, _part(LEADS), b"</sheetData>", numbered(one, 2_000, 48))


@_workbook("300 texts of a megabyte that compress well, but not too well")
def _megabytes(parts: Parts) -> None:
    text = bytes(Random(1).choices(b"abcdefgh ", k=12_000)) * 80
    put(parts, STRINGS, b"</sst>", b"<si><t>%s</t></si>" % text * 300)


@_workbook("1,000,000 comments")
def _comments(parts: Parts) -> None:
    parts["xl/comments1.xml"] = (
        b"<comments %s><authors><author>A</author></authors><commentList>" % _MAIN
        + numbered('<comment ref="A#" authorId="0"><text><t>Note #</t></text></comment>', 1_000_000, 1)
        + b"</commentList></comments>"
    )
    _related(parts, _part(LEADS), "../comments1.xml", "comments")


@_workbook("300,000 shapes")
def _shapes(parts: Parts) -> None:
    xdr = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    one = (
        "<xdr:oneCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>#</xdr:row></xdr:from><xdr:sp><xdr:txBody><a:p>"
        "<a:r><a:t>Note #</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:oneCellAnchor>"
    )
    parts["xl/drawings/drawing9.xml"] = (
        f'<xdr:wsDr xmlns:xdr="{xdr}" xmlns:a="{a}">'.encode() + numbered(one, 300_000) + b"</xdr:wsDr>"
    )
    _related(parts, _part(LEADS), "../drawings/drawing9.xml", "drawing")


def _in_styles(name: str, pool: str, each: str, count: int) -> None:
    """Declare a kind that has so many entries in one list of the styles."""

    def change(parts: Parts) -> None:
        if f"</{pool}>".encode() not in parts[STYLES]:
            put(parts, STYLES, b"<fonts", f"<{pool}></{pool}>".encode())
        put(parts, STYLES, f"</{pool}>".encode(), numbered(each, count, 1_000))

    _workbook(name)(change)


_in_styles("2,000,000 cell formats", "cellXfs", '<xf numFmtId="0" fontId="0"/>', 2_000_000)
_in_styles("1,000,000 fonts", "fonts", '<font><sz val="#"/></font>', 1_000_000)
_in_styles("1,000,000 fills", "fills", "<fill><patternFill/></fill>", 1_000_000)
_in_styles("1,000,000 number formats", "numFmts", '<numFmt numFmtId="#" formatCode="0.#"/>', 1_000_000)
_in_styles("1,000,000 differences in format", "dxfs", "<dxf><font><b/></font></dxf>", 1_000_000)
_in_styles("1,000,000 cell styles", "cellStyles", '<cellStyle name="S#" xfId="0"/>', 1_000_000)


@_workbook("2,000,000 properties")
def _properties(parts: Parts) -> None:
    put(parts, "docProps/core.xml", b"</cp:coreProperties>", b"<cp:category>x</cp:category>" * 2_000_000)


@_workbook("2,000,000 titles of parts")
def _app(parts: Parts) -> None:
    put(parts, "docProps/app.xml", b"</vt:vector></TitlesOfParts>", b"<vt:lpstr>x</vt:lpstr>" * 2_000_000)


@_workbook("a chart with 500,000 points")
def _chart(parts: Parts) -> None:
    put(parts, "xl/charts/chart1.xml", b"</c:numCache>", numbered('<c:pt idx="#"><c:v>1</c:v></c:pt>', 500_000))


@_workbook("2,000,000 files that are linked to")
def _links(parts: Parts) -> None:
    put(parts, WORKBOOK, b"<definedNames", b"<externalReferences>%s</externalReferences>" % (
        numbered('<externalReference r:id="rIdE#"/>', 2_000_000)
    ))  # fmt: skip


@_workbook("2,000,000 elements in the workbook part")
def _views(parts: Parts) -> None:
    put(parts, WORKBOOK, b"</bookViews>", b"<workbookView/>" * 2_000_000)


@_workbook("30,000 namespaces")
def _namespaces(parts: Parts) -> None:
    spaces = numbered(' xmlns:n#="urn:#"', 30_000)
    parts[STYLES] = parts[STYLES].replace(b"<styleSheet", b"<styleSheet" + spaces, 1)
    parts[WORKBOOK] = parts[WORKBOOK].replace(b"<workbook ", b"<workbook" + spaces + b" ", 1)


@_workbook("20,000 elements inside each other, each with a namespace of its own")
def _nested_namespaces(parts: Parts) -> None:
    nested = numbered('<x xmlns:n#="urn:#">', 20_000) + b"</x>" * 20_000
    put(parts, STYLES, b"</styleSheet>", nested)


@_workbook("elements nested 1,000,000 deep")
def _deep(parts: Parts) -> None:
    put(parts, STYLES, b"</styleSheet>", b"<extLst>" + b"<x>" * 1_000_000 + b"</x>" * 1_000_000 + b"</extLst>")


@_workbook("19,000 parts")
def _parts(parts: Parts) -> None:
    for number in range(19_000):
        parts[f"xl/media/image{number}.xml"] = b"<x/>"


@_workbook("19,000 parts with relationships")
def _parts_with_relationships(parts: Parts) -> None:
    for number in range(9_500):
        parts[f"xl/worksheets/_rels/y{number}.xml.rels"] = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
        )


@_workbook("a comment that looks like a picture, and a text of 300 MB after it")
def _svg(parts: Parts) -> None:
    parts[STRINGS] = b"<!--<svg-->" + parts[STRINGS]
    words = numbered("Some words that say little or nothing, # of them. ", 3_000_000)
    put(parts, STRINGS, b"</sst>", b"<si><t>" + words + b"</t></si>")


@_workbook("a comment that looks like a picture, and a DOCTYPE after it")
def _svg_doctype(parts: Parts) -> None:
    parts[STRINGS] = re.sub(rb"(<\?xml[^>]*\?>)", rb"\1<!--<svg--><!DOCTYPE sst>", parts[STRINGS], count=1)


# ------------------------------------------------------------------------------------------- registers


def _register_rows(table: str, count: int) -> list[list[str]]:
    headings = next(each.headings for each in register_tables() if each.name == table)
    keys = {c.heading: c.key for t in (*layout.RECOMMENDATION.tables, *layout.PLAN.tables) for c in t.columns}
    keys |= {f.heading: f.key for f in layout.RECOMMENDATION.fields}
    cells = _CELLS | (
        {"number": "#", "title": "Make part # good", "status": "Active"} if table == "recommendations" else {}
    )
    rows = []
    for number in range(1, count + 1):
        row = [cells.get(keys.get(heading, ""), "").replace("#", str(number)) for heading in headings]
        if table in ("indicators", "actions"):
            row[0] = "1"
        if PROGRESS in headings:
            row[headings.index(PROGRESS)] = f"Audit {number} was made."
        rows.append(row)
    return [list(headings), *rows]


def _register(name: str, table: str, count: int, *, seconds: float = 5.0) -> None:
    """Declare a register with so many rows in one table, as CSV files and as an xlsx."""

    def rows() -> dict[str, list[list[str]]]:
        made = {"plan": [["Field", "Value"], ["Title", "A plan"], ["Report Date", "31/12/2017"]]}
        made["recommendations"] = _register_rows("recommendations", 1)
        return made | {table: _register_rows(table, count)}

    def folder_of_csv(folder: Path) -> Path:
        made = folder / "register"
        made.mkdir()
        for each, lines in rows().items():
            (made / f"{each}.csv").write_text("\n".join(",".join(line) for line in lines), encoding="utf-8")
        return made

    def xlsx(folder: Path) -> Path:
        return _xlsx({each: _rows(lines, 1) for each, lines in rows().items()}, folder / "register.xlsx")

    _kind(f"register: {name}", "register", seconds=seconds)(folder_of_csv)
    _kind(f"register in xlsx: {name}", "register", seconds=seconds)(xlsx)


def _xlsx(sheets: dict[str, bytes], path: Path) -> Path:
    """Write a plain workbook of sheets, each given by its rows."""
    content = BytesIO()
    with Workbook(content) as empty:
        for name in sheets:
            empty.add_worksheet(name).write("A1", "a text")
    book = seeds.Seed("empty", content.getvalue()).parts
    for number, rows in enumerate(sheets.values(), 1):
        book[f"xl/worksheets/sheet{number}.xml"] = b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (
            _MAIN,
            rows,
        )
    return zipped(book, path)


_register("20,000 actions", "actions", 20_000)
_register("20,000 indicators", "indicators", 20_000)
_register("5,000 recommendations", "recommendations", 5_000)
_register(
    "300 recommendations", "recommendations", 300, seconds=15
)  # a sheet is drawn and read for each, as for a plan
_register("50,000 people", "people", 50_000)
_register("20,000 ratings", "ratings", 20_000)
_register("1,480 ratings", "ratings", 1_480)
_register("60 ratings", "ratings", 60)


@_kind("register: 100,000 paragraphs in one cell", "register")
def _paragraphs(folder: Path) -> Path:
    made = folder / "register"
    made.mkdir()
    (made / "plan.csv").write_text("Field,Value\nTitle,A plan\n", encoding="utf-8")
    said = "\n\n".join(f"Audit {n} was made." for n in range(100_000))
    head = f"{layout.RECOMMENDATION.fields[0].heading},{PROGRESS}"
    (made / "recommendations.csv").write_text(f'{head}\n1,"{said}"\n', encoding="utf-8")
    return made


@_kind("register: a table of 600 MB", "register")
def _huge_csv(folder: Path) -> Path:
    made = folder / "register"
    made.mkdir()
    (made / "plan.csv").write_text("Field,Value\nTitle,A plan\n", encoding="utf-8")
    with (made / "recommendations.csv").open("wb") as file:
        file.write(layout.RECOMMENDATION.fields[0].heading.encode() + b",Title\n")
        file.write(b"1,Make it good and keep it so for ever and a day\n" * 12_000_000)
    return made


def _register_parts(name: str, change: Callable[[Parts], None]) -> None:
    """Declare an xlsx register whose parts are changed."""

    def write(folder: Path) -> Path:
        path = _xlsx(
            {
                "plan": _rows([["Field", "Value"], ["Title", "A plan"]], 1),
                "recommendations": _rows(_register_rows("recommendations", 1), 1),
            },
            folder / "register.xlsx",
        )
        parts = dict(seeds.Seed("register", path.read_bytes()).parts)
        change(parts)
        return zipped(parts, path)

    _kind(f"register in xlsx: {name}", "register")(write)


_FIRST = "xl/worksheets/sheet1.xml"
_register_parts(
    "50,000 defined names",
    lambda parts: put(
        parts,
        WORKBOOK,
        b"</workbook>",
        b"<definedNames>%s</definedNames>" % numbered("<definedName name='N#'>plan!$A$#</definedName>", 50_000, 1),
    ),
)
_register_parts(
    "1,000,000 defined names",
    lambda parts: put(
        parts,
        WORKBOOK,
        b"</workbook>",
        b"<definedNames>%s</definedNames>" % numbered("<definedName name='N#'>plan!$A$#</definedName>", 1_000_000, 1),
    ),
)
_register_parts(
    "1,000,000 relationships",
    lambda parts: put(
        parts,
        "xl/_rels/workbook.xml.rels",
        b"</Relationships>",
        numbered(f'<Relationship Id="r#" Type="{RELS}/x" Target="x#.xml"/>', 1_000_000),
    ),
)
_register_parts(
    "a cell in the last column of 20,000 rows",
    lambda parts: put(
        parts, _FIRST, b"</sheetData>", numbered('<row r="#"><c r="XFD#"><v>1</v></c></row>', 20_000, 10)
    ),
)
_register_parts(
    "a cell in the last row",
    lambda parts: put(parts, _FIRST, b"</sheetData>", b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
)
_register_parts(
    "1,000,000 cells",
    lambda parts: put(parts, _FIRST, b"</sheetData>", numbered('<row r="#"><c><v>1</v></c></row>', 1_000_000, 10)),
)
_register_parts("1,000,000 styles", lambda parts: put(parts, STYLES, b"</cellXfs>", b'<xf numFmtId="0"/>' * 1_000_000))
_register_parts(
    "3,000,000 shared texts", lambda parts: put(parts, STRINGS, b"</sst>", b"<si><t>a</t></si>" * 3_000_000)
)
_register_parts(
    "1,000,000 merged ranges",
    lambda parts: put(
        parts,
        _FIRST,
        b"</worksheet>",
        b"<mergeCells>%s</mergeCells>" % numbered('<mergeCell ref="D#:E#"/>', 1_000_000, 1),
    ),
)


# ------------------------------------------------------------------------------------------- templates


def _template(name: str, change: Callable[[Parts], None]) -> None:
    """Declare a Word template that is the shipped one, changed."""

    def write(folder: Path) -> Path:
        parts = dict(seeds.Seed("template", shipped("highlight-report.docx").read_bytes()).parts)
        change(parts)
        return zipped(parts, folder / "template.docx")

    _kind(f"template: {name}", "template")(write)


_BODY = "word/document.xml"
_ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{{ b }}{% endfor %}{% endfor %}"
"""Ten thousand million turns, each within what the sandbox allows one range."""


def _paragraph(text: str) -> bytes:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>".encode()


def _in_template(name: str, new: Callable[[], bytes]) -> None:
    _template(name, lambda parts: put(parts, _BODY, b"<w:sectPr", new()))


_in_template("3,000,000 paragraphs", lambda: b"<w:p/>" * 3_000_000)
_in_template("200,000 paragraphs with text", lambda: numbered("<w:p><w:r><w:t>Part #</w:t></w:r></w:p>", 200_000))
_in_template("200,000 tags", lambda: _paragraph("{{ title }}") * 200_000)
_in_template("paragraphs of 60 MB", lambda: _paragraph("word " * 200_000) * 60)
_in_template("comments of 60 MB", lambda: b"<!--%s-->" % (b"word " * 200_000) * 60)
_in_template("attributes of 60 MB", lambda: b'<w:p w:rsidR="%s"/>' % (b"0" * 1_000_000) * 60)
_in_template("as much text as it may have", lambda: _paragraph("word " * 5_000) * 54)
_template("a picture of 200 MB", lambda parts: parts.update({"word/media/image.png": bytes(200_000_000)}))
_in_template("an endless loop", lambda: _paragraph(_ENDLESS))
_in_template("an endless loop that says nothing", lambda: _paragraph(_ENDLESS.replace("{{ b }}", "")))
_in_template("a loop of 99,999 paragraphs", lambda: (
    _paragraph("{%p for a in range(99999) %}") + _paragraph("{{ a }}") + _paragraph("{%p endfor %}")
))  # fmt: skip
_in_template("a text multiplied", lambda: _paragraph("{{ 'a' * 999999999 }}"))
_in_template("a text that doubles", lambda: _paragraph(
    "{% set ns = namespace(t='a') %}{% for i in range(40) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}{{ ns.t|length }}"
))  # fmt: skip
_in_template("a power", lambda: _paragraph("{{ 9 ** (9 ** 9) }}"))
_in_template("a list sorted for ever", lambda: _paragraph("{{ ([1] * 99999999)|sort|length }}"))
_in_template("elements nested 100,000 deep", lambda: b"<w:x>" * 100_000 + b"</w:x>" * 100_000)
_template("a header of 1,000,000 paragraphs", lambda parts: parts.update({
    name: content.replace(b"</w:hdr>", b"<w:p/>" * 1_000_000 + b"</w:hdr>")
    for name, content in parts.items() if name.startswith("word/header")
}))  # fmt: skip
_template("1,000,000 styles", lambda parts: put(
    parts, "word/styles.xml", b"</w:styles>", numbered('<w:style w:type="paragraph" w:styleId="s#"/>', 1_000_000)
))  # fmt: skip
_template("1,000,000 relationships", lambda parts: put(
    parts, "word/_rels/document.xml.rels", b"</Relationships>",
    numbered(f'<Relationship Id="x#" Type="{RELS}/x" Target="https://e.uk/#" TargetMode="External"/>', 1_000_000)
))  # fmt: skip


def _words(name: str, text: Callable[[], str]) -> None:
    """Declare a template for the text of an email."""

    def write(folder: Path) -> Path:
        path = folder / "body.txt"
        path.write_text(text(), encoding="utf-8")
        return path

    _kind(f"words: {name}", "words")(write)


_SUBJECT = "Subject: The plan\n\n"
_words("an endless loop", lambda: _SUBJECT + _ENDLESS)
_words("an endless loop that says nothing", lambda: _SUBJECT + _ENDLESS.replace("{{ b }}", ""))
_words("a macro that calls itself twice", lambda: _SUBJECT + (
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}"
))  # fmt: skip
_words("a recursive loop", lambda: _SUBJECT + (
    "{% for a in [1, 2] recursive %}{{ loop([1, 2]) if loop.depth < 60 }}{% endfor %}"
))  # fmt: skip
_words("a text multiplied", lambda: _SUBJECT + "{{ 'a' * 999999999 }}")
_words("a text that doubles", lambda: _SUBJECT + (
    "{% set ns = namespace(t='a') %}{% for i in range(60) %}{% set ns.t = ns.t ~ ns.t %}{% endfor %}{{ ns.t|length }}"
))  # fmt: skip
_words("a list that doubles", lambda: _SUBJECT + (
    "{% set ns = namespace(t=[1]) %}{% for i in range(60) %}{% set ns.t = ns.t + ns.t %}{% endfor %}{{ ns.t|length }}"
))  # fmt: skip
_words("a power", lambda: _SUBJECT + "{{ 9 ** (9 ** 9) }}")
_words("a wide format", lambda: _SUBJECT + "{{ '%999999999d' % 1 }}")
_words("a wide format in braces", lambda: _SUBJECT + "{{ '{:999999999}'.format(1) }}")
_words("a wide text in the middle", lambda: _SUBJECT + "{{ 'a'|center(999999999) }}")
_words("a list sorted", lambda: _SUBJECT + "{{ ([1] * 99999999)|sort|length }}")
_words("lorem ipsum", lambda: _SUBJECT + "{{ lipsum(n=999999999) }}")
_words("a text of 100 MB", lambda: _SUBJECT + "word " * 20_000_000)
_words("200,000 tags", lambda: _SUBJECT + "{{ title }}" * 200_000)
_words("blocks nested 100,000 deep", lambda: _SUBJECT + "{% if title %}" * 100_000 + "{% endif %}" * 100_000)


def kinds(pattern: str = "") -> Iterator[Kind]:
    """Yield the kinds whose name contains a pattern."""
    return (each for each in KINDS if re.search(pattern, each.name))
