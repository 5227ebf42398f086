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
    """A run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


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
