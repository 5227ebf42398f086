"""Word documents of any kind, written in Word's own markup and stored by python-docx."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn

SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        **{prefix: nsmap[prefix] for prefix in ("w", "a", "wp", "r", "pic")},
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)


def document(
    *blocks: str, styles: str = "", numbering: str = "", notes: str = "", header: str = "", comments: int = 0
) -> bytes:
    """A document of these paragraphs and tables, with more styles, lists, footnotes, a header and comments."""
    word = docx.Document()
    body = word.element.body
    body[:] = [*parse_xml(f"<w:body {SPACES}>{''.join(blocks)}</w:body>"), *body.iterchildren(qn("w:sectPr"))]
    word.styles.element.extend(parse_xml(f"<w:styles {SPACES}>{styles}</w:styles>"))
    if numbering:
        lists = word.part.numbering_part.element
        lists[:] = parse_xml(f"<w:numbering {SPACES}>{numbering}</w:numbering>")
    if header:
        word.sections[0].header.is_linked_to_previous = False
        edge = word.sections[0].header._element
        edge[:] = parse_xml(f"<w:hdr {SPACES}>{header}</w:hdr>")
    if notes:
        _add_part(word, "footnotes", f"<w:footnotes {SPACES}>{notes}</w:footnotes>")
    for number in range(comments):
        word.add_comment(word.paragraphs[0].runs[:1], text=f"Comment {number}")
    stored = io.BytesIO()
    word.save(stored)
    return stored.getvalue()


def _add_part(word: docx.document.Document, name: str, content: str) -> None:
    kind = getattr(CONTENT_TYPE, f"WML_{name.upper()}")
    part = Part(PackURI(f"/word/{name}.xml"), kind, content.encode(), word.part.package)
    word.part.relate_to(part, getattr(RELATIONSHIP_TYPE, name.upper()))


def r(text: str, look: str = "") -> str:
    """A run; the lines of its text are parted as Word does it."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r><w:rPr>{look}</w:rPr>{'<w:br/>'.join(lines)}</w:r>"


def p(*inside: str, properties: str = "") -> str:
    """A paragraph of texts, or of markup where one begins with a bracket."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(each if each[:1] == '<' else r(each) for each in inside)}</w:p>"


def styled(style: str, text: str) -> str:
    """A paragraph with a style."""
    return p(text, properties=f'<w:pStyle w:val="{style}"/>')


def in_list(text: str, list_number: int = 1, level: int = 0) -> str:
    """A paragraph that Word writes a number before."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_number}"/></w:numPr>')


def tc(*inside: str, properties: str = "") -> str:
    """A cell of texts, or of markup where one begins with a bracket."""
    return (
        f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(each if each[:1] == '<' else p(each) for each in inside)}</w:tc>"
    )


def tr(*cells: str, properties: str = "") -> str:
    """A row of texts or of cells."""
    return (
        f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(each if each[:1] == '<' else tc(each) for each in cells)}</w:tr>"
    )


def tbl(*rows: str, widths: tuple[int, ...] = (), properties: str = "") -> str:
    """A table, with the widths of its grid in twentieths of a point."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def control(inside: str, properties: str = "") -> str:
    """A content control around something."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def span(columns: int) -> str:
    """The property of a cell that goes over so many columns."""
    return f'<w:gridSpan w:val="{columns}"/>'


def shaded(colour: str) -> str:
    """The property of a cell, a paragraph or a run with a background."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


RESTART, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
"""The properties of the first of some cells that are merged down, and of the others."""


def abstract(number: int, *levels: tuple[str, str], inside: str = "") -> str:
    """A kind of list: for each level how it counts and what it writes."""
    declared = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{inside}{declared}</w:abstractNum>'


def num(number: int, of: int, inside: str = "") -> str:
    """A list of a kind."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{inside}</w:num>'


def everything() -> bytes:
    """A document with something of everything that is read: merged cells, lists, fields, boxes, notes, a header."""
    box = f"<w:txbxContent>{p('In a box')}</w:txbxContent>"
    drawn = f"<mc:Choice><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
    field = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return document(
        styled("Title", "Improvement plan"),
        p("As at ", field[0], "<w:r><w:instrText>DATE</w:instrText></w:r>", field[1], "9 May", field[2]),
        p("Boxed", f"<w:r><mc:AlternateContent>{drawn}<mc:Fallback/></mc:AlternateContent></w:r>"),
        in_list("Recommendation", 2),
        tbl(
            tr(tc("Theme", properties=RESTART), tc("Actions", properties=span(2)), "RAG", properties="<w:tblHeader/>"),
            tr(tc("", properties=ON), "Ref", "Action", tc("", properties=shaded("00B050"))),
            control(tr("1", tc(in_list("")), control(tc(p("Do this"))), tc(p(r("G", '<w:highlight w:val="green"/>'))))),
            tr(tc("Objective", properties=span(4)), properties='<w:gridBefore w:val="0"/>'),
            tr("2", tc(p("Outer"), tbl(tr("in", "ner")), p("")), "b", '<w:tc><w:p><w:r><w:sym w:font="Wingdings" '
               'w:char="F0FC"/><w:footnoteReference w:id="1"/></w:r></w:p></w:tc>'),
            widths=(1000, 60, 2000, 900),
            properties='<w:tblStyle w:val="TableGrid"/><w:tblLook w:firstRow="1"/>',
        ),
        p('<w:ins w:id="1">' + r("new", "<w:b/><w:strike/>") + "</w:ins>", '<w:del w:id="2">' + r("old") + "</w:del>"),
        styles='<w:style w:type="paragraph" w:styleId="Rec"><w:basedOn w:val="Heading1"/></w:style>',
        numbering=abstract(0, ("lowerLetter", "%1."), ("upperRoman", "%1.%2"))
        + abstract(1, ("decimal", "Recommendation %1:")) + num(1, 0)
        + num(2, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride>'),
        notes='<w:footnote w:id="1"><w:p><w:r><w:t>A note</w:t></w:r></w:p></w:footnote>',
        header=tbl(tr("OFFICIAL", "Page 1")),
        comments=1,
    )  # fmt: skip
