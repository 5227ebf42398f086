"""Makes the Word template of the highlight report that ships, ``templates/highlight-report.docx``.

`docs/generate.py` calls it. What a council sees in Word is what stands here: styles with names to change the look by,
and tags where the content goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from plan_workbook import layout
from plan_workbook.publishing.unsigned import give_properties, unsign
from plan_workbook.publishing.word import stored
from plan_workbook.writing.formats import ALARM, FONT, INK, NAVY, PALE, RULE, WHITE
from plan_workbook.writing.master import LANGUAGE

PAPER, MARGIN = (29.7, 21.0), 1.8
"""Of an A4 page on its side and its margins, in centimetres."""
TABLE_STYLE = "Report Table"
KEPT_STYLES = frozenset({
    "Normal", "Header", "Footer", "Heading 1", "Heading 2", "Heading 3", "Title", "Subtitle", "List Bullet", "Caption",
    "Default Paragraph Font", "Normal Table", "No List", "Table Grid",
})  # fmt: skip
NOTE = (
    "{#p How to change this template: give the styles the look you want, put your logo into the header, move, take out "
    "or reword whatever you like. What stands in curly brackets is filled in; docs/publishing.md lists what there is. "
    "A line or a table row that says for, if, else, endfor or endif goes, with what it repeats or leaves out between. "
    "This note is not printed. #}"
)


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
    """The condition on which the cell is written in the style of an alarm."""


def highlight_report() -> bytes:
    """Return the template; every call gives the same bytes."""
    document = docx.Document()
    unsign(document)
    _settings(document)
    _styles(document)
    _page(document.sections[0])
    _header(document.sections[0])
    _footer(document.sections[0])
    _head(document)
    _figures(document)
    _lists(document)
    _overview(document)
    _items(document)
    _key(document)
    give_properties(document, "Highlight report", "Template", LANGUAGE)
    return stored(document)


# ----------------------------------------------------------------------------------------- the look


def _settings(document: Document) -> None:
    """Ask for Word's present layout, and say which language it is in."""
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
    _style(document, "Title", 26, NAVY, bold=True, after=2)
    _style(document, "Subtitle", 12, INK, after=6)
    for level, size, before in ((1, 16, 16), (2, 14, 16), (3, 12, 10)):
        heading = _style(document, f"Heading {level}", size, NAVY, bold=True, before=before, after=4)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.keep_together = True
    _rule_below(document.styles["Heading 1"].element)
    _style(document, "List Bullet", 11, INK, after=4)
    caption = _style(document, "Caption", 11, NAVY, bold=True, before=6, after=3)
    caption.paragraph_format.keep_with_next = True
    _style(document, "Header", 10, INK)
    _style(document, "Footer", 10, INK)
    _style(
        document, "Draft Mark", 14, ALARM, bold=True, base="Header"
    ).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _style(document, "Warning", 12, ALARM, bold=True, after=6, base="Normal")
    _style(document, "Headline", 12, INK, bold=True, after=4, base="Normal")
    title = _style(document, "Item Title", 12, INK, bold=True, after=6, base="Normal")
    title.paragraph_format.keep_with_next = True
    objective = _style(document, "Objective", 11, INK, bold=True, before=8, after=4, base="Normal")
    objective.paragraph_format.keep_with_next = True
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
    alarm = document.styles.add_style("Alarm", WD_STYLE_TYPE.CHARACTER)
    alarm.font.bold, alarm.font.color.rgb = True, _rgb(ALARM)
    _table_style(document)


def _style(
    document: Document, name: str, size: int, colour: str, *,
    bold: bool = False, before: int = 0, after: int = 0, base: str = "",
) -> ParagraphStyle:  # fmt: skip
    """Set a paragraph style up; a name that Word does not know makes a new one on top of `base`."""
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


def _rule_below(style: BaseOxmlElement) -> None:
    rule = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="8" w:space="2" w:color="{NAVY[1:]}"/></w:pBdr>'
    )
    properties = style.get_or_add_pPr()
    properties.find(qn("w:spacing")).addprevious(rule)


def _table_style(document: Document) -> None:
    """Add the style of all tables: rules between cells, and a first row that stands out."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE[1:]}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">'
            f'<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>"
            '<w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{NAVY[1:]}"/>'
            "</w:tcPr></w:tblStylePr></w:style>"
        )
    )


def _page(section: Section) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Cm(side) for side in PAPER)
    section.left_margin = section.right_margin = section.bottom_margin = Cm(MARGIN)
    section.top_margin = Cm(MARGIN + 0.2)
    section.header_distance = section.footer_distance = Cm(0.9)


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


# ----------------------------------------------------------------------------------------- the content


def _head(document: Document) -> None:
    _tag(document, NOTE)
    document.add_paragraph("{{ title }}", "Title")
    document.add_paragraph("{{ facts|join('   |   ') }}", "Subtitle")
    _tag(document, "{%p if draft %}")
    document.add_paragraph("{{ warning }}", "Warning")
    _tag(document, "{%p endif %}")


def _figures(document: Document) -> None:
    """Say where the plan stands, in sentences and in two tables of counts."""
    document.add_heading("Where the plan stands", 1)
    _tag(document, "{%p for sentence in sentences %}")
    document.add_paragraph("{{ sentence }}", "Headline")
    _tag(document, "{%p endfor %}")
    document.add_paragraph("{{ items_word }} and actions by rating", "Caption")
    _counts(
        document, "How many items of the plan and how many actions stand at each rating, and how many are overdue",
        (_label("rating"), "count in ratings", "count.rating"), ("Total", "Overdue"),
        (
            ("{{ items_word }}", "count.recommendations", "{{ figures.total_recommendations }}", "-"),
            (layout.ACTIONS.title, "count.actions", "{{ figures.total_actions }}", "{{ figures.overdue }}"),
        ),
    )  # fmt: skip
    document.add_paragraph("Indicators against target", "Caption")
    _counts(
        document, "How many indicators have each status, and how many different PI numbers there are",
        ("Status", "count in statuses", "count.status"), ("Total", "Different PI numbers"),
        ((layout.INDICATORS.title, "count.indicators", "{{ figures.total_indicators }}", "{{ figures.distinct }}"),),
    )  # fmt: skip


def _lists(document: Document) -> None:
    nothing = "Nothing: nothing is overdue, off track, off target or in doubt."
    unknown = "Nothing that can be told: without a readable report date nothing can be called overdue."
    _points(document, "What needs attention first", "attention", nothing, unknown, alarm="not point.kind.fill")
    _tag(document, "{%p if since %}")
    unchanged = "Nothing: every rating, date and figure is as it was."
    _points(document, "What moved since {{ since }}", "moved", unchanged, unchanged)
    _tag(document, "{%p endif %}")
    for field in layout.PLAN_FIELDS:
        name = {"key_successes": "successes", "key_challenges": "challenges"}.get(field.key)
        if name:
            document.add_heading(field.label[0] + field.label[1:].lower(), 1)
            _tag(document, f"{{%p for paragraph in {name} %}}")
            document.add_paragraph("{{ paragraph }}", "List Bullet")
            _tag(document, "{%p else %}")
            document.add_paragraph("None given.")
            _tag(document, "{%p endfor %}")
    undated = "Without a readable report date nothing can be called due."
    _points(document, "Actions due in the next {{ due_within }}", "due_next", "None.", undated)


def _points(document: Document, heading: str, name: str, nothing: str, undated: str, alarm: str = "") -> None:
    """Add a list as a table, with a sentence instead where it is empty."""
    document.add_heading(heading, 1)
    _tag(document, f"{{%p if {name} %}}")
    _table(
        document, "Which item, action or indicator, what it is, who answers for it, why it is listed, and how far",
        (
            Column("Where", 2.7, ("{{ point.name }}",)),
            Column("What", 9.0, ("{{ point.what|truncate(180) }}",)),
            Column("Who", 5.0, ("{{ point.owner or '-' }}",)),
            Column("Why", 2.8, ("{{ point.kind }}",), "Table Number", "point.kind.hex_fill", alarm),
            Column("How far, since when", 6.6, ("{{ point.how }}",)),
        ),
        f"point in {name}|foremost",
    )  # fmt: skip
    _tag(document, f"{{%p if {name}|length > {name}|foremost|length %}}")
    more = document.add_paragraph(
        f"And {{{{ {name}|length - {name}|foremost|length }}}} more: each stands below, with the rest of its "
        "{{ item_word|lower }}."
    )
    more.paragraph_format.space_before = Pt(6)
    _tag(document, "{%p endif %}")
    _tag(document, "{%p else %}")
    document.add_paragraph(
        nothing if nothing == undated else f"{{% if report_date %}}{nothing}{{% else %}}{undated}{{% endif %}}"
    )
    _tag(document, "{%p endif %}")


def _overview(document: Document) -> None:
    document.add_heading("All {{ items_word|lower }}", 1)
    _tag(document, "{%p if items %}")
    _table(
        document, "Every item of the plan with its lead, its rating and the counts of its actions and indicators",
        (
            Column("No.", 1.6, ("{{ item.number }}",), "Table Number"),
            Column(_label("title"), 9.4, ("{{ item.title|truncate(300) }}",)),
            Column(_label("lead"), 5.0, ("{{ item.lead }}",)),
            Column(_label("rating"), 2.5, ("{{ item.rating }}",), "Table Number", fill="item.rating.hex_fill"),
            Column(layout.ACTIONS.title, 3.7, ("{{ item.actions_in_words }}",)),
            Column(layout.INDICATORS.title, 3.9, ("{{ item.indicators_in_words }}",)),
        ),
        "item in items",
    )  # fmt: skip
    _tag(document, "{%p else %}")
    document.add_paragraph("None.")
    _tag(document, "{%p endif %}")


def _items(document: Document) -> None:
    _tag(document, "{%p for item in items %}")
    document.add_heading("{{ item.name }}", 1)
    document.add_paragraph("{{ item.title or 'No title given.' }}", "Item Title")
    facts = (
        Column(_label("lead"), 6.2, ("{{ item.lead or 'Not given' }}",)),
        Column(_label("status"), 4.0, ("{{ item.status or 'Not given' }}",)),
        Column(_label("rating"), 3.0, ("{{ item.rating }}",), "Table Number", fill="item.rating.hex_fill"),
        Column(layout.ACTIONS.title, 6.4, ("{{ item.actions_in_words }}",)),
        Column(layout.INDICATORS.title, 6.5, ("{{ item.indicators_in_words }}",)),
    )
    table = _table(document, "Its lead, status and rating, and what its actions and indicators count", facts)
    _keep_with_next(table.rows)
    document.add_heading(layout.PROGRESS.columns[0].heading, 2)
    _tag(document, "{%p for paragraph in item.progress %}")
    document.add_paragraph("{{ paragraph }}")
    _tag(document, "{%p else %}")
    document.add_paragraph("None given.")
    _tag(document, "{%p endfor %}")
    _indicators(document)
    _actions(document)
    _tag(document, "{%p endfor %}")


def _indicators(document: Document) -> None:
    words = {column.key: column.heading for column in layout.INDICATORS.columns}
    _tag(document, "{%p if item.indicators %}")
    document.add_heading(layout.INDICATORS.title, 2)
    _table(
        document, "Its indicators: target, previous and actual figure, status and distance to target",
        (
            Column(words["number"], 2.5, ("{{ indicator.number }}",)),
            Column(words["description"], 6.7, ("{{ indicator.description }}", *_comment("indicator"))),
            Column(words["lead"], 3.6, ("{{ indicator.lead }}",)),
            Column(words["target"], 1.9, ("{{ indicator.target or '-' }}",), "Table Number"),
            Column(words["previous"], 1.9, ("{{ indicator.previous or '-' }}",), "Table Number"),
            Column(words["actual"], 1.9, ("{{ indicator.actual or '-' }}",), "Table Number"),
            Column(words["period"], 1.9, ("{{ indicator.period or '-' }}",), "Table Number"),
            Column("Status", 2.1, ("{{ indicator.status }}",), "Table Number", fill="indicator.status.hex_fill"),
            Column("Distance to target", 3.6, ("{{ indicator.distance or '-' }}",)),
        ),
        "indicator in item.indicators",
    )  # fmt: skip
    _tag(document, "{%p endif %}")


def _actions(document: Document) -> None:
    words = {column.key: column.heading for column in layout.ACTIONS.columns}
    _tag(document, "{%p if item.groups %}")
    document.add_heading(layout.ACTIONS.title, 2)
    _tag(document, "{%p for group in item.groups %}")
    _tag(document, "{%p if group.objective %}")
    document.add_paragraph("Objective: {{ group.objective }}", "Objective")
    _tag(document, "{%p elif not loop.first %}")  # without a line between, Word makes one table of two
    document.add_paragraph("Without an objective", "Objective")
    _tag(document, "{%p endif %}")
    _table(
        document, "Its actions: dates, rating and how each stands at the report date",
        (
            Column(words["ref"], 1.4, ("{{ action.ref }}",)),
            Column(words["text"], 8.3, ("{{ action.text }}", *_comment("action"))),
            Column(words["lead"], 3.6, ("{{ action.lead }}",)),
            Column("Start", 2.1, ("{{ action.start or '-' }}",), "Table Number"),
            Column("Due", 2.1, ("{{ action.due or '-' }}",), "Table Number"),
            Column("First due", 2.1, ("{{ action.first_due or '-' }}",), "Table Number"),
            Column("Completed", 2.1, ("{{ action.completed or '-' }}",), "Table Number"),
            Column(words["rating"], 2.0, ("{{ action.rating }}",), "Table Number", fill="action.rating.hex_fill"),
            Column("How it stands", 2.4, ("{{ action.standing or '-' }}",), alarm="action.overdue"),
        ),
        "action in group.actions",
    )  # fmt: skip
    _tag(document, "{%p endfor %}")
    _tag(document, "{%p endif %}")


def _key(document: Document) -> None:
    words = {column.key: column.heading for column in layout.RATINGS.columns}
    document.add_heading("What the ratings mean", 1)
    _table(
        document, "What each rating of the plan means, and what it counts as",
        (
            Column(words["code"], 1.6, ("{{ entry.code }}",), "Table Number"),
            Column(_label("rating"), 3.2, ("{{ entry.rating }}",), "Table Number", fill="entry.rating.hex_fill"),
            Column(words["progress"], 9.0, ("{{ entry.progress or '-' }}",)),
            Column(words["confidence"], 9.0, ("{{ entry.confidence or '-' }}",)),
            Column(words["counts_as"], 3.3, ("{{ entry.counts_as }}",)),
        ),
        "entry in key",
    )  # fmt: skip
    document.add_heading("How the figures are worked out", 1)
    _tag(document, "{%p for sentence in workings %}")
    document.add_paragraph("{{ sentence }}")
    _tag(document, "{%p endfor %}")


def _comment(name: str) -> tuple[str, ...]:
    """Return the lines of a cell that give a comment where there is one."""
    return f"{{%p if {name}.comment %}}", f"{{{{ {name}.comment }}}}", "{%p endif %}"


def _label(key: str) -> str:
    """Return what a field of a recommendation's sheet is called."""
    return next(field.label for field in layout.RECOMMENDATION.fields if field.key == key)


# ----------------------------------------------------------------------------------------- pieces


def _tag(document: Document, text: str) -> None:
    document.add_paragraph(text, "Template Tag")


def _table(document: Document, says: str, columns: Sequence[Column], repeat: str = "") -> Table:
    """Add a table: a heading row that is repeated on each page, and a row for each of what `repeat` goes through.

    Args:
        document: to which document.
        says: what it shows, in words for those who can't see it.
        columns: its columns.
        repeat: such as ``item in items``; without one there is one row.
    """
    table = _empty_table(document, says, columns)
    for cell, column in zip(_row(table, columns, heading=True), columns, strict=True):
        _write(cell, (column.heading,), "Table Head")
    if repeat:
        _tag_row(table, columns, f"{{%tr for {repeat} %}}")
    for cell, column in zip(_row(table, columns), columns, strict=True):
        _fill(cell, column)
    if repeat:
        _tag_row(table, columns, "{%tr endfor %}")
    return table


def _empty_table(document: Document, says: str, columns: Sequence[Column]) -> Table:
    table = document.add_table(0, 0)
    table.style = TABLE_STYLE
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for column in columns:
        table.add_column(Cm(column.width))
    _describe(table, says, sum(column.width for column in columns))
    return table


def _counts(
    document: Document, says: str, repeat: tuple[str, str, str], last: tuple[str, str], rows: Sequence[Sequence[str]]
) -> None:
    """Add a table of counts with a column for each of what there is to count, and two columns more.

    Args:
        document: to which document.
        says: what it shows, in words for those who can't see it.
        repeat: what is counted by; what is gone through, such as ``count in ratings``; what heads each column.
        last: what heads the last two columns.
        rows: of each row its name, the expression of its count in a column, and the texts of the last two.
    """
    by, each, head = repeat
    wide = PAPER[0] - 2 * MARGIN
    rest = (wide - 6.1) / 5
    columns = [Column("", width, ("",)) for width in (6.1, rest, rest, rest, rest, rest)]
    table = _empty_table(document, says, columns)
    table.autofit = True  # there are as many columns as the plan has ratings
    for cell, text in zip(
        _row(table, columns, heading=True),
        (by, f"{{%tc for {each} %}}", f"{{{{ {head} }}}}", "{%tc endfor %}", *last), strict=True,
    ):  # fmt: skip
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


def _describe(table: Table, says: str, width: float) -> None:
    properties = table._tbl.tblPr
    for name in ("w:tblW", "w:tblLook"):
        for each in properties.findall(qn(name)):
            properties.remove(each)
    wide = parse_xml(f'<w:tblW {nsdecls("w")} w:w="{_twips(Cm(width))}" w:type="dxa"/>')
    properties.find(qn("w:tblStyle")).addnext(wide)
    look = 'w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="1"'
    properties.append(parse_xml(f"<w:tblLook {nsdecls('w')} {look}/>"))
    properties.append(parse_xml(f'<w:tblCaption {nsdecls("w")} w:val="{says.partition(":")[0]}"/>'))
    properties.append(parse_xml(f'<w:tblDescription {nsdecls("w")} w:val="{says}"/>'))


def _row(table: Table, columns: Sequence[Column], *, heading: bool = False) -> list[_Cell]:
    """Add a row that stays whole, as the heading of the table or not."""
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    if heading:
        properties.append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    cells = list(row.cells)
    for cell, column in zip(cells, columns, strict=True):
        cell.width = Cm(column.width)
    return cells


def _tag_row(table: Table, columns: Sequence[Column], tag: str) -> None:
    cells = _row(table, columns)
    whole = cells[0].merge(cells[-1])
    _write(whole, (tag,), "Template Tag")


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
        paragraph.style = style if not place else "Template Tag" if "{%p" in text else "Table Remark"
        paragraph.add_run(text)


def _keep_with_next(rows: Iterable[_Row]) -> None:
    """Keep rows on one page with what follows them."""
    for row in rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _shade(colour: str) -> BaseOxmlElement:
    return parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour[1:]}"/>')


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour[1:])


def _twips(length: Length) -> int:
    return round(length.pt * 20)
