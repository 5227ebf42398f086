"""How the highlight report's template looks: its styles, page, header and footer."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

from plan_workbook.writing.formats import ALARM, FONT, INK, NAVY, PALE, RULE, WHITE
from plan_workbook.writing.worksheets import LANGUAGE

PAPER, MARGIN, TOP, BOTTOM = (29.7, 21.0), 1.6, 1.4, 1.3
"""Of an A4 page on its side and its margins, left and right, above and below, in centimetres."""
TABLE_STYLE = "Report Table"
KEPT_STYLES = frozenset(
    {
        "Normal",
        "Header",
        "Footer",
        "Heading 1",
        "Heading 2",
        "Heading 3",
        "Title",
        "Subtitle",
        "List Bullet",
        "Caption",
        "Default Paragraph Font",
        "Normal Table",
        "No List",
        "Table Grid",
    }
)


def give_look(document: Document) -> None:
    """Give a new document its styles and its page."""
    for key, relationship in list(document.part.rels.items()):
        if relationship.reltype.endswith("/stylesWithEffects"):  # from Word 2010, and larger than everything else
            del document.part.rels[key]
    _settings(document)
    _styles(document)
    _page(document.sections[0])
    _header(document.sections[0])
    _footer(document.sections[0])


def _settings(document: Document) -> None:
    """Ask for the layout of current versions of Word, and set the language."""
    settings = document.settings.element
    for each in settings.findall(qn("w:compat")):
        settings.remove(each)
    mode = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    compat = parse_xml(f"<w:compat {nsdecls('w')}><w:compatSetting {mode}/></w:compat>")
    after = next(each for name in ("w:rsids", "w:themeFontLang") for each in settings.iter(qn(name)))
    after.addprevious(compat)
    for each in settings.iter(qn("w:themeFontLang")):
        each.attrib.clear()
        each.set(qn("w:val"), LANGUAGE)
    for each in document.styles.element.iter(qn("w:lang")):
        each.attrib.clear()
        each.set(qn("w:val"), LANGUAGE)


def _styles(document: Document) -> None:
    for style in list(document.styles):
        if style.name not in KEPT_STYLES:
            style.delete()
    normal = _style(document, "Normal", 11, INK, after=6)
    normal.paragraph_format.line_spacing = 1.08
    normal.paragraph_format.widow_control = True
    _style(document, "Title", 20, NAVY, bold=True, after=0)
    _style(document, "Subtitle", 10, INK, after=4)
    for level, size, before in ((1, 15, 8), (2, 13, 14), (3, 12, 8)):
        heading = _style(document, f"Heading {level}", size, NAVY, bold=True, before=before, after=4)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.keep_together = True
    _rule_below(document.styles["Heading 1"])
    _style(document, "List Bullet", 11, INK, after=4)
    caption = _style(document, "Caption", 11, NAVY, bold=True, before=6, after=3)
    caption.paragraph_format.keep_with_next = True
    _style(document, "Header", 10, INK)
    _style(document, "Footer", 10, INK)
    _style(
        document, "Draft Mark", 14, ALARM, bold=True, base="Header"
    ).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _style(document, "Warning", 12, ALARM, bold=True, after=2, base="Normal")
    _style(document, "Verdict", 13, NAVY, bold=True, after=5, base="Normal")
    _style(document, "Trust", 11, INK, before=5, after=5, base="Normal")
    _shaded(_style(document, "Decision", 11, INK, before=3, after=3, base="Normal"))
    title = _style(document, "Item Title", 12, INK, bold=True, after=6, base="Normal")
    title.paragraph_format.keep_with_next = True
    _style(document, "Template Tag", 10, "#5F5F5F", after=0, base="Normal")
    text = _style(document, "Table Text", 10, INK, after=0, base="Normal")
    text.paragraph_format.line_spacing = 1.0
    _style(
        document, "Table Number", 10, INK, after=0, base="Table Text"
    ).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _style(document, "Table Remark", 10, "#404040", before=2, after=0, base="Table Text").font.italic = True
    head = _style(document, "Table Head", 10, WHITE, bold=True, after=0, base="Table Text")
    head.paragraph_format.keep_with_next = True
    _style(document, "Table Total", 10, INK, bold=True, after=0, base="Table Text")
    group = _style(document, "Table Group", 10, NAVY, bold=True, after=0, base="Table Text")
    group.paragraph_format.keep_with_next = True
    _style(document, "Tile", 11, INK, after=0, base="Table Text")
    _style(document, "Table Point", 11, INK, after=4, base="Table Text")
    figure = document.styles.add_style("Tile Figure", WD_STYLE_TYPE.CHARACTER)
    figure.font.size, figure.font.bold, figure.font.color.rgb = Pt(20), True, _rgb(NAVY)
    moved = document.styles.add_style("Moved", WD_STYLE_TYPE.CHARACTER)
    moved.font.bold, moved.font.color.rgb = True, _rgb(NAVY)
    alarm = document.styles.add_style("Alarm", WD_STYLE_TYPE.CHARACTER)
    alarm.font.bold, alarm.font.color.rgb = True, _rgb(ALARM)
    _table_style(document)


def _style(
    document: Document,
    name: str,
    size: int,
    colour: str,
    *,
    bold: bool = False,
    before: int = 0,
    after: int = 0,
    base: str = "",
) -> ParagraphStyle:
    """Set up a paragraph style; a name that Word does not know makes a new one based on `base`."""
    known = name in {each.name for each in document.styles}
    style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    if base:
        style.base_style = document.styles[base]
    style.quick_style, style.hidden = True, False
    properties = style.element.get_or_add_rPr()
    for each in list(properties):
        if each.tag != qn("w:lang"):
            properties.remove(each)
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    fonts = properties.find(qn("w:rFonts"))
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.font.color.rgb = _rgb(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for unwanted in ("w:pBdr", "w:tabs"):
        for each in style.element.get_or_add_pPr().findall(qn(unwanted)):
            each.getparent().remove(each)
    return style


def _rule_below(style: BaseStyle) -> None:
    rule = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="8" w:space="2" w:color="{NAVY[1:]}"/></w:pBdr>'
    )
    style.element.get_or_add_pPr().find(qn("w:spacing")).addprevious(rule)


def _shaded(style: BaseStyle) -> None:
    """Set a style on a pale ground, with a line at its left."""
    line = f'<w:pBdr {nsdecls("w")}><w:left w:val="single" w:sz="24" w:space="6" w:color="{NAVY[1:]}"/></w:pBdr>'
    ground = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{PALE[1:]}"/>'
    spacing = style.element.get_or_add_pPr().find(qn("w:spacing"))
    for markup in (line, ground):
        spacing.addprevious(parse_xml(markup))


def _table_style(document: Document) -> None:
    """Add the style of all tables: lines between cells, and a heading row on a dark colour."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE[1:]}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">'
            f'<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>"
            '<w:top w:w="25" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
            '<w:bottom w:w="25" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{NAVY[1:]}"/>'
            "</w:tcPr></w:tblStylePr></w:style>"
        )
    )


def _page(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(side) for side in PAPER)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin, section.bottom_margin = Cm(TOP), Cm(BOTTOM)
    section.header_distance = section.footer_distance = Cm(0.6)


def _header(section: Section) -> None:
    paragraph = section.header.paragraphs[0]
    paragraph.style = "Draft Mark"
    paragraph.add_run("{% if draft %}DRAFT{% endif %}")


def _footer(section: Section) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.style = "Footer"
    tabs = paragraph.paragraph_format.tab_stops
    tabs.add_tab_stop(Cm(PAPER[0] - 2 * MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run("{{ title }}{% if report_date %}   |   {{ report_date }}{% endif %}\tPage ")
    _field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    _field(paragraph, "NUMPAGES")


def _field(paragraph: Paragraph, name: str) -> None:
    """Add a field that Word works out."""
    for inner in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{inner}</w:r>"))


def columns(section: Section, *widths: float) -> None:
    """Set a section in columns of these widths in centimetres."""
    wide = PAPER[0] - 2 * MARGIN
    gap = (wide - sum(widths)) / (len(widths) - 1)
    spaces = [gap] * (len(widths) - 1) + [0.0]
    inner = "".join(
        f'<w:col w:w="{Cm(width).twips}" w:space="{Cm(space).twips}"/>'
        for width, space in zip(widths, spaces, strict=True)
    )
    made = parse_xml(
        f'<w:cols {nsdecls("w")} w:num="{len(widths)}" w:equalWidth="0" w:space="{Cm(gap).twips}">{inner}</w:cols>'
    )
    for each in section._sectPr.findall(qn("w:cols")):
        each.addprevious(made)
        section._sectPr.remove(each)


def one_column(section: Section) -> None:
    """Set a section in one column."""
    for each in section._sectPr.findall(qn("w:cols")):
        for child in list(each):
            each.remove(child)
        each.attrib.clear()
        each.set(qn("w:space"), "720")


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:])
