"""Workbooks whose sheets are made at random of everything that a cell may be stored as, for comparing readers."""

from __future__ import annotations

import io
import random
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
CODES = (
    "dd/mm/yyyy", "mmm\\-yy", "[h]:mm", "[mm]:ss.0", "[ss]", "h:mm AM/PM", '0 "days"', '"d"0', "[Red]0", "0\\d",
    "[$-409]d mmm yyyy;@", "_d0", "0;d", "General", "0%", "0.00", "#,##0", "[$GBP] 0", "[>5]0;[<2]d", "[HH]:MM", "@",
)  # fmt: skip
TEXTS = (
    "", " ", "a", "Head of Service", " two  spaces ", "a\nb", "_x000D_", "_x005F_x000D_", "x005F_",
    "\u00a3 \u2014 \u6771", "=1", "<&>", "TRUE", "12", "\U0001f600",
)  # fmt: skip
NUMBERS = (
    "0", "1", "-1", "41", "0.41", "1e3", "1E-7", "-0.5", "59", "59.999999999", "60", "61", "0.999999999999", "0.5",
    "43100", "43100.75", "43100.000011574", "2958465", "2958466", "1e10", "-700000", "1e999", "123456789012345678",
    "0.1234567890123", "1.0", " 7 ", "+3", "00012", "365.25",
)  # fmt: skip
DATES = (
    "2017-12-31", "2017-12-31T10:20:30", "2017-12-31T10:20:30.123Z", "10:20", "10:20:30", "PT10H", "PT1H2M3.5S",
    "1899-12-31T00:00:00",
)  # fmt: skip
ERRORS = ("#N/A", "#VALUE!", "#DIV/0!", "#REF!")


def workbook(seed: int, sheets: int = 20) -> bytes:
    """Return a workbook with so many sheets; the same for the same seed."""
    chance = random.Random(seed)
    strings = [_string(chance) for _ in range(40)]
    styles = 12
    pages = [_sheet(chance, len(strings), styles) for _ in range(sheets)]
    numbers = range(1, sheets + 1)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    date1904 = chance.choice(("", '<workbookPr date1904="1"/>', '<workbookPr date1904="true"/>', "<workbookPr/>"))
    arrows = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    arrows += [("rIdA", "styles", "styles.xml"), ("rIdB", "sharedStrings", "sharedStrings.xml")]
    types = [("xl/workbook.xml", "sheet.main+xml"), ("xl/styles.xml", "styles+xml")]
    types += [("xl/sharedStrings.xml", "sharedStrings+xml")]
    types += [(f"xl/worksheets/sheet{n}.xml", "worksheet+xml") for n in numbers]
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{KIND}{kind}"/>' for part, kind in types)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.'
        f'openxmlformats-package.relationships+xml"/>{overrides}</Types>',
        "_rels/.rels": _relationships([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{date1904}<sheets>{listed}</sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": _relationships(arrows),
        "xl/styles.xml": _styles(chance, styles),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(strings)}</sst>',
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
        for number, page in zip(numbers, pages, strict=True):
            wide = chance.random() < 0.1
            file.writestr(f"xl/worksheets/sheet{number}.xml", page.encode("utf-16" if wide else "utf-8"))
    return content.getvalue()


def _relationships(arrows: list[tuple[str, str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{to}"/>' for i, kind, to in arrows)
    return f'<Relationships xmlns="{SPACE}">{inside}</Relationships>'


def _styles(chance: random.Random, count: int) -> str:
    codes = [*CODES]
    chance.shuffle(codes)
    numbers = [164 + n for n in range(len(codes))]
    if chance.random() < 0.3:
        numbers[0] = chance.choice((14, 2, 9, 63))  # a format of one's own in place of one that is built in
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for number, code in zip(numbers, codes, strict=True)
    )
    struck = ["", "<strike/>", *(f'<strike val="{each}"/>' for each in ("1", "0", "true", "false"))]
    fonts = "".join(f'<font>{each}<sz val="11"/></font>' for each in struck)
    pool = [*numbers, *range(23), *range(37, 50)]
    formatted = ""
    for _ in range(count):
        locked = chance.choice(("", 'locked="0"', 'locked="false"', 'locked="1"', 'hidden="1"'))
        lock = f"<protection {locked}/>" if locked else ""
        ids = f'numFmtId="{chance.choice(pool)}" fontId="{chance.randrange(len(struck))}" fillId="0" borderId="0"'
        formatted += f"<xf {ids}>{lock}</xf>" if lock else f"<xf {ids}/>"
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><fonts>{fonts}</fonts><fills><fill><patternFill/>'
        f"</fill></fills><borders><border/></borders><cellStyleXfs>{plain}</cellStyleXfs><cellXfs>{formatted}</cellXfs>"
        '<cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _text(chance: random.Random) -> str:
    return f'<t xml:space="preserve">{escape(chance.choice(TEXTS))}</t>'


def _inside(chance: random.Random) -> str:
    """What is inside a shared string or a text in a cell."""
    fonts = ("", "<rPr><b/></rPr>", "<rPr><strike/></rPr>", '<rPr><strike val="0"/></rPr>')
    runs = "".join(f"<r>{chance.choice(fonts)}{_text(chance)}</r>" for _ in range(chance.randrange(1, 4)))
    phonetic = f'<rPh sb="0" eb="1">{_text(chance)}</rPh><phoneticPr fontId="1"/>' if chance.random() < 0.2 else ""
    return chance.choice((_text(chance), runs, "", "<t/>")) + phonetic


def _string(chance: random.Random) -> str:
    return f"<si>{_inside(chance)}</si>"


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _sheet(chance: random.Random, strings: int, styles: int) -> str:
    rows, row = "", 0
    for _ in range(chance.randrange(12)):
        known = chance.random() < 0.8
        row = row + chance.randrange(1, 4) if known else row + 1
        number = chance.choice((f' r="{row}"', f' r="{row}"', f' r="{row}.0"')) if known else ""
        cells, column = "", 0
        for _ in range(chance.randrange(8)):
            placed = chance.random() < 0.8
            column = column + chance.choice((1, 1, 2, 30, 800)) if placed else column + 1
            cells += _cell(chance, f' r="{_letters(column)}{row}"' if placed else "", strings, styles)
            cells += chance.choice(("", "", "\n  ", "<!-- a comment -->"))
        hidden = chance.choice(("", ' hidden="1"'))
        rows += f"<row{number}{hidden}>{cells}</row>"
    whole = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    if chance.random() < 0.2:
        whole = whole.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:!", "<!")
        whole = whole.replace(" xmlns=", " xmlns:x=")
    return whole


def _cell(chance: random.Random, place: str, strings: int, styles: int) -> str:
    style = f' s="{chance.randrange(styles)}"' if chance.random() < 0.8 else ""
    formula = chance.choice(("", "", "", "<f>A1+1</f>", "<f/>", '<f t="shared" si="0"/>', "<f>[1]Sheet1!A1</f>"))
    kind, value = chance.choice((
        ("", chance.choice(NUMBERS)),
        ("", chance.choice(NUMBERS)),
        ("n", chance.choice(NUMBERS)),
        ("s", str(chance.randrange(strings))),
        ("s", str(chance.randrange(strings))),
        ("str", escape(chance.choice(TEXTS))),
        ("b", chance.choice("01")),
        ("e", chance.choice(ERRORS)),
        ("d", chance.choice(DATES)),
        ("inlineStr", None),
        ("", None),
    ))  # fmt: skip
    told = f' t="{kind}"' if kind else ""
    if kind == "inlineStr":
        inside = chance.choice((f"<is>{_inside(chance)}</is>", f"<is>{_inside(chance)}</is>", "<is/>", ""))
    elif value is None:
        inside = chance.choice(("", "<v/>", "<v></v>"))
    else:
        split = chance.random() < 0.05 and len(value) > 1 and "&" not in value
        inside = f"<v>{value[:1]}<!-- in two -->{value[1:]}</v>" if split else f"<v>{value}</v>"
    extra = chance.choice(("", "", "", "<extLst><ext/></extLst>"))
    return (
        f"<c{place}{style}{told}>{formula}{inside}{extra}</c>"
        if formula + inside + extra
        else f"<c{place}{style}{told}/>"
    )
