"""A Word document as its reader sees it: what is printed is read once, and nothing else is."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from word_documents import (
    ON,
    RESTART,
    abstract,
    control,
    document,
    in_list,
    num,
    p,
    r,
    shaded,
    span,
    styled,
    tbl,
    tc,
    tr,
)

from plan_workbook.bringing.documents.document import Document, Passage, Table
from plan_workbook.bringing.documents.in_word import read_word

DECEMBER = Path(__file__).resolve().parents[2].parent / "shared" / "imports" / "december-2017.docx"


def read(*blocks: str, **more) -> Document:
    return read_word(document(*blocks, **more), "report.docx")


def table(*blocks: str, **more) -> Table:
    return next(read(*blocks, **more).tables())


def texts(*blocks: str, **more) -> list[str]:
    return [passage.text for passage in read(*blocks, **more).passages()]


def cell(*inside: str, **more) -> str:
    return table(tbl(tr(tc(*inside), "x")), **more).cells[0].text


def rows(found: Table) -> list[list[tuple[int, int, int, str]]]:
    return [
        [(each.column, each.across, each.down, each.text) for each in found.cells if each.row == row]
        for row in range(found.rows)
    ]


# where texts are


def test_paragraphs_and_tables_come_in_their_order_with_where_they_are():
    found = read(styled("Title", "A plan"), p(""), tbl(tr("Ref", "Action"), tr("a", "Do this")), p("After it"))
    assert [each.where for each in found.blocks] == ["paragraph 1", "report.docx, table 1", "paragraph 2"]
    assert [each.where for each in next(found.tables()).cells] == [
        "table 1, row 1, column 1", "table 1, row 1, column 2", "table 1, row 2, column 1", "table 1, row 2, column 2",
    ]  # fmt: skip


def test_a_heading_has_the_level_that_its_style_or_the_style_that_is_based_on_has():
    council = '<w:style w:type="paragraph" w:styleId="Council"><w:basedOn w:val="Heading2"/></w:style>'
    outlined = '<w:style w:type="paragraph" w:styleId="Own"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    level = p("By its own level", properties='<w:outlineLvl w:val="0"/>')
    found = read(
        styled("Title", "Title"),
        styled("Heading1", "One"),
        styled("Council", "Two"),
        styled("Own", "Three"),
        level,
        p("Text"),
        styles=council + outlined,
    )
    assert [each.level for each in found.passages()] == [0, 1, 2, 3, 1, None]


def test_lines_of_bold_or_large_letters_are_headings_below_those_with_a_style():
    def large(size: int) -> str:
        return f'<w:sz w:val="{size}"/>'

    found = read(
        p(r("Leadership", large(32))),
        p(r("Actions", "<w:b/>")),
        p("What was done in the year, and what is still to be done by the end of it."),
        p(r("Partly", "<w:b/>"), r(" bold")),
        styled("Heading1", "Styled"),
    )
    assert [each.level for each in found.passages()] == [10, 11, None, None, 1]


def test_a_bullet_is_a_bullet_and_not_a_character():
    assert read(styled("ListBullet", "Audits were made")).blocks == (
        Passage("Audits were made", "paragraph 1", None, True),
    )


def test_a_table_of_contents_is_left_out_and_said():
    toc = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    found = read(styled("TOC1", "Recommendation 1\t3"), styled("Heading1", "Recommendation 1"), styles=toc)
    assert [each.text for each in found.passages()] == ["Recommendation 1"]
    assert "table of contents is left out" in found.remarks[0]


def test_headers_and_footnotes_come_at_the_end():
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>Awaiting figures</w:t></w:r></w:p></w:footnote>'
    found = read(p("98%", '<w:r><w:footnoteReference w:id="1"/></w:r>'), header=p("OFFICIAL"), notes=note)
    assert [(each.text, each.where) for each in found.passages()] == [
        ("98%", "paragraph 1"),
        ("Awaiting figures", "footnote 1, paragraph 1"),
        ("OFFICIAL", "header, paragraph 1"),
    ]


# what is printed of a paragraph


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>", "a\tb\nc"),
        ('<w:r><w:t xml:space="preserve">a\nb </w:t><w:t> c\n</w:t></w:r>', "a b c"),
        ('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t></w:r>', "ab"),
        ("<w:r><w:t>re</w:t><w:softHyphen/><w:t>view\u00ads</w:t><w:noBreakHyphen/></w:r>", "reviews-"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "\u2713"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings 3"/></w:rPr><w:t>p</w:t></w:r>', "\u25b2"),
        ('<w:hyperlink w:anchor="x"><w:r><w:t>link</w:t></w:r></w:hyperlink>', "link"),
        ('<w:ins w:id="1" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins>', "new"),
        ('<w:r><w:t>a</w:t></w:r><w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del>', "a"),
        ('<w:moveFrom w:id="1"><w:r><w:t>x</w:t></w:r></w:moveFrom><w:moveTo w:id="2">' + r("y") + "</w:moveTo>", "y"),
        ('<w:fldSimple w:instr="DATE"><w:r><w:t>9 May</w:t></w:r></w:fldSimple>', "9 May"),
        (control(r("Green"), "<w:dropDownList/>"), "Green"),
        (control(r("\u2612"), "<w14:checkbox/>"), "\u2612"),
        ('<w:smartTag w:element="x">' + r("Durham") + "</w:smartTag>", "Durham"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (r("Seen") + r(" unseen", "<w:vanish/>"), "Seen"),
        (r("Seen", '<w:vanish w:val="0"/>'), "Seen"),
    ],
)  # fmt: skip
def test_what_is_printed_of_a_paragraph_is_read(inside, printed):
    assert cell(f"<w:p>{inside}</w:p>") == printed


def field(*pieces: str) -> str:
    kinds = {"{": "begin", "|": "separate", "}": "end"}
    return "".join(
        f'<w:r><w:fldChar w:fldCharType="{kinds[each]}"/></w:r>' if each in kinds else each for each in pieces
    )


def test_of_a_field_its_result_is_read_also_where_another_field_is_in_its_instruction():
    inner = ("{", "<w:r><w:instrText>x</w:instrText></w:r>", "|", r("not printed"), "}")
    assert cell(p(field("{", "<w:r><w:instrText>IF</w:instrText></w:r>", *inner, "|", r("Green"), "}"))) == "Green"


def test_a_field_that_is_never_closed_takes_no_text_of_other_paragraphs_with_it():
    assert texts(p(field("{")), p("Still here")) == ["Still here"]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "\u2612"),
        ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "\u2610"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="Red"/><w:listEntry w:val="Amber"/></w:ddList>', "Amber"),
    ],
)
def test_an_old_form_field_is_read_as_what_it_shows(form, printed):
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{form}</w:ffData></w:fldChar></w:r>'
    assert cell(p(begin, field("|", "}"))) == printed


def test_a_control_that_shows_only_its_prompt_is_blank_and_that_is_said():
    prompt = control(r("Choose an item."), "<w:showingPlcHdr/>")
    found = read(tbl(tr("RAG", "Lead"), tr(tc(p(prompt)), "Jo")))
    assert [each.text for each in next(found.tables()).cells] == ["RAG", "Lead", "Jo"]
    assert found.remarks == (
        "Content controls that show only their prompt are read as blank: table 1, row 2, column 1 ('Choose an item.').",
    )


@pytest.mark.parametrize("around", ["paragraph", "cell"])
def test_a_control_around_a_paragraph_or_a_cell_that_shows_only_its_prompt_is_blank(around):
    prompt, filled = [p(text) if around == "paragraph" else tc(p(text)) for text in ("Choose an item.", "G")]
    cells = [control(prompt, "<w:showingPlcHdr/>"), control(filled)]
    found = table(tbl(tr(*(cells if around == "cell" else map(tc, cells)))))
    assert [(each.column, each.text) for each in found.cells] == [(1, "G")]


def box(text: str) -> str:
    inside = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_after_the_paragraph_that_it_hangs_on():
    found = read(p("Before", box("In a box")), p("After"))
    assert [(each.text, each.where) for each in found.passages()] == [
        ("Before", "paragraph 1"),
        ("In a box", "text box 1, paragraph 1"),
        ("After", "paragraph 2"),
    ]


def test_a_text_box_that_is_alone_in_its_cell_is_the_text_of_the_cell():
    found = read(tbl(tr("RAG", tc(p(box("G"))))))
    assert [each.text for each in next(found.tables()).cells] == ["RAG", "G"]
    assert not [*found.passages()]


# numbers that Word writes


def test_numbers_that_word_writes_are_read_before_the_text():
    lists = abstract(0, ("lowerLetter", "%1."), ("decimal", "%1.%2)")) + num(1, 0)
    assert texts(in_list("One"), in_list("Two"), in_list("Sub", level=1), in_list("Three"), in_list("Sub", level=1),
                 numbering=lists) == ["a. One", "b. Two", "b.1) Sub", "c. Three", "c.1) Sub"]  # fmt: skip


def test_a_cell_with_nothing_but_its_number_shows_the_number():
    lists = abstract(0, ("decimal", "%1")) + num(1, 0)
    row = tr(tc(in_list("")), "Do this")
    assert rows(table(tbl(row, row), numbering=lists)) == [
        [(0, 1, 1, "1"), (1, 1, 1, "Do this")],
        [(0, 1, 1, "2"), (1, 1, 1, "Do this")],
    ]


def test_lists_of_one_kind_go_on_counting_and_one_that_starts_again_starts_again():
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = abstract(0, ("decimal", "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, again)
    blocks = (in_list("x", 1), in_list("x", 2), in_list("x", 3), in_list("x", 3), in_list("x", 2))
    assert texts(*blocks, numbering=lists) == ["1. x", "2. x", "1. x", "2. x", "3. x"]


def test_a_style_numbers_its_headings():
    style = (
        '<w:style w:type="paragraph" w:styleId="Rec"><w:name w:val="Rec"/><w:basedOn w:val="Heading1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    lists = abstract(0, ("decimal", "Recommendation %1:")) + num(1, 0)
    out = p("No number", properties='<w:pStyle w:val="Rec"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    found = read(styled("Rec", "Be good"), out, styled("Rec", "Be better"), styles=style, numbering=lists)
    assert [each.text for each in found.passages()] == ["Recommendation 1: Be good", "No number",
                                                        "Recommendation 2: Be better"]  # fmt: skip
    assert {each.level for each in found.passages()} == {1}


@pytest.mark.parametrize(
    ("kind", "written"),
    [("upperRoman", "XXVIII"), ("ordinal", "28th"), ("cardinalText", "Twenty-eight"),
     ("ordinalText", "Twenty-eighth"), ("decimalZero", "28"), ("lowerLetter", "bb"), ("chicago", "28")],
)  # fmt: skip
def test_numbers_are_written_as_their_list_says(kind, written):
    level = f'<w:lvl w:ilvl="0"><w:start w:val="28"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%1"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>' + num(1, 0)
    assert texts(in_list("x"), numbering=lists) == [f"{written} x"]


# tables


def test_merged_cells_are_there_once():
    found = table(
        tbl(
            tr(tc("Theme", properties=RESTART), tc("What", properties=span(2)), tc("When", properties=RESTART)),
            tr(tc("", properties=ON), "Ref", "Action", tc("", properties=ON)),
        )
    )
    assert rows(found) == [
        [(0, 1, 2, "Theme"), (1, 2, 1, "What"), (3, 1, 2, "When")],
        [(1, 1, 1, "Ref"), (2, 1, 1, "Action")],
    ]


def test_a_cell_merged_to_the_side_in_the_old_way_is_there_once():
    found = table(
        tbl(tr(tc("Both", properties='<w:hMerge w:val="restart"/>'), tc("", properties="<w:hMerge/>")), tr("a", "b"))
    )
    assert rows(found) == [[(0, 2, 1, "Both")], [(0, 1, 1, "a"), (1, 1, 1, "b")]]


def test_a_cell_that_goes_on_from_nothing_is_a_cell():
    assert rows(table(tbl(tr("a", tc("b", properties=ON))))) == [[(0, 1, 1, "a"), (1, 1, 1, "b")]]


def test_rows_that_begin_and_end_inside_the_table_keep_to_their_columns():
    short = tr("b", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
    assert rows(table(tbl(tr("1", "2", "3"), short)))[1] == [(1, 1, 1, "b")]


def test_rows_cells_and_paragraphs_in_content_controls_are_read():
    found = table(tbl(control(control(tr("a", control(tc(control(p("b")))))) + tr("c", "d"))))
    assert rows(found) == [[(0, 1, 1, "a"), (1, 1, 1, "b")], [(0, 1, 1, "c"), (1, 1, 1, "d")]]


def test_edges_that_hardly_differ_are_one_and_narrow_columns_stay():
    ragged = tbl(
        tr(tc("Action", properties=span(1)), tc("Lead", properties=span(2))),
        tr(tc("Do this", properties=span(2)), tc("Jo", properties=span(1))),
        widths=(3000, 60, 2000),
    )
    assert rows(table(ragged)) == [[(0, 1, 1, "Action"), (1, 1, 1, "Lead")], [(0, 1, 1, "Do this"), (1, 1, 1, "Jo")]]
    narrow = tbl(tr("Action", "G", "Jo"), widths=(3000, 60, 2000))
    assert [each.column for each in table(narrow).cells] == [0, 1, 2]


def test_a_deleted_row_is_not_read_and_a_hidden_one_is_named():
    found = table(tbl(tr("a"), tr("b", properties="<w:del/>"), tr("c", properties="<w:hidden/>")))
    assert [(each.text, each.hidden) for each in found.cells] == [("a", False), ("c", True)]


def test_rows_of_headings_that_are_repeated_on_each_page_are_counted():
    head = "<w:tblHeader/>"
    assert table(tbl(tr("A", properties=head), tr("B", properties=head), tr("c"))).repeated == 2
    assert table(tbl(tr("A", properties='<w:tblHeader w:val="false"/>'), tr("c"))).repeated == 0


def test_a_row_with_a_table_in_one_of_its_cells_and_texts_beside_it_is_only_a_frame():
    inner = tbl(tr("Action", "Lead"), tr("Do this", "Jo"))
    found = read(tbl(tr(tc(p("Priority 1: Homes"), p("Why this matters.")), tc(inner, p("")))))
    assert [getattr(each, "text", each.where) for each in found.blocks] == [
        "Priority 1: Homes",
        "Why this matters.",
        "report.docx, table 2 (in table 1, row 1, column 2)",
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own_after_the_one_that_it_is_in():
    inner = tbl(tr("x", tc(tbl(tr("de", "ep")), p("y"))))
    found = read(tbl(tr(tc(p("Own text"), inner, p("")), "Next")), p("After"))
    assert [each.where for each in found.blocks] == [
        "report.docx, table 1",
        "report.docx, table 2 (in table 1, row 1, column 1)",
        "report.docx, table 3 (in table 2, row 1, column 2)",
        "paragraph 1",
    ]
    assert [[each.text for each in each.cells] for each in found.tables()] == [
        ["Own text", "Next"],
        ["x", "y"],
        ["de", "ep"],
    ]


def test_a_table_of_one_cell_is_a_frame_around_a_text():
    found = read(tbl(tr(tc("Priority 1: Leadership", properties=shaded("1F3864")))), tbl(tr(tc(p("Two"), p("lines")))))
    assert found.blocks == (
        Passage("Priority 1: Leadership", "table 1, row 1, column 1", 10),
        Passage("Two\nlines", "table 2, row 1, column 1"),
    )


def test_a_column_of_cells_with_tables_in_it_is_a_frame_around_them():
    actions, measures = tbl(tr("Ref", "Action")), tbl(tr("PI", "Target"))
    rows = tr(tc(styled("Heading1", "Priority 1"))), tr(tc(p("Actions"), actions, p(""))), tr(tc(measures, p("")))
    found = read(tbl(*rows))
    assert [each.where for each in found.blocks] == [
        "table 1, row 1, column 1",
        "table 1, row 2, column 1",
        "report.docx, table 2 (in table 1, row 2, column 1)",
        "report.docx, table 3 (in table 1, row 3, column 1)",
    ]
    assert [each.level for each in found.passages()] == [1, None]


def test_paragraphs_of_a_cell_are_lines_of_its_text():
    assert cell(p("Two reviews"), p(""), p("One audit"), p("")) == "Two reviews\n\nOne audit"


def test_text_under_a_merged_cell_is_not_printed_and_that_is_said():
    found = read(tbl(tr(tc("Shown", properties=RESTART), "a"), tr(tc("Covered", properties=ON), "b")))
    assert [each.text for each in next(found.tables()).cells] == ["Shown", "a", "b"]
    assert "which is not printed, is not read: table 1, row 1, column 1 ('Covered')" in found.remarks[0]


# colours and looks


@pytest.mark.parametrize(
    ("made", "fill"),
    [
        (tc("G", properties=shaded("00b050")), "00B050"),
        (tc("", properties=shaded("FF0000")), "FF0000"),
        (tc("x", properties=shaded("FFFFFF")), None),
        (tc("x", properties=shaded("auto")), None),
        (tc("x", properties='<w:shd w:val="solid" w:color="FFC000" w:fill="auto"/>'), "FFC000"),
        (tc("x", properties='<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>'), "808080"),
        (tc(p(r("G", '<w:highlight w:val="green"/>'))), "00FF00"),
        (tc(p(r("G", '<w:highlight w:val="green"/>'), r(" or R", '<w:highlight w:val="red"/>'))), None),
        (tc(p(r("G", shaded("00B050")))), "00B050"),
        (tc(p("G", properties=shaded("00B050"))), "00B050"),
        (tc(p(r("\u25cf", '<w:color w:val="FF0000"/>'))), "FF0000"),
        (tc(p(r("Late", '<w:color w:val="FF0000"/>'))), None),
        (tc(p('<w:r><w:pict><v:oval fillcolor="red"/></w:pict></w:r>')), "FF0000"),
    ],
)  # fmt: skip
def test_the_colour_that_a_reader_sees_behind_a_cell_is_its_fill(made, fill):
    cells = table(tbl(tr("x", made))).cells
    assert (cells[1].fill if len(cells) > 1 else None) == fill


def test_the_heading_row_of_a_style_of_tables_has_its_colour_and_is_bold():
    style = (
        '<w:style w:type="table" w:styleId="T"><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        f"<w:tcPr>{shaded('1F3864')}</w:tcPr></w:tblStylePr></w:style>"
    )
    look = '<w:tblStyle w:val="T"/><w:tblLook w:firstRow="1"/>'
    cells = table(tbl(tr("Action"), tr("a"), properties=look), styles=style).cells
    assert [(each.fill, each.bold) for each in cells] == [("1F3864", True), (None, False)]


def test_a_cell_is_bold_if_all_of_its_text_is():
    bold = "<w:b/>"
    cells = table(tbl(tr(tc(p(r("All", bold))), tc(p(r("Part", bold), r("ly"))), tc(styled("Heading1", "Head"))))).cells
    assert [each.bold for each in cells] == [True, False, True]


def test_a_cell_whose_text_is_all_hidden_is_hidden():
    found = table(tbl(tr("Seen", tc(p(r("Unseen", "<w:vanish/>"))))))
    assert [(each.text, each.hidden) for each in found.cells] == [("Seen", False), ("Unseen", True)]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (r("31 May", "<w:strike/>"), "struck through is read like any other: table 1, row 1, column 1 ('31 May')"),
        (r("a") + r("secret", "<w:vanish/>"), "Hidden text, which is not printed, is not read: table 1"),
        ('<w:ins w:id="1">' + r("x") + "</w:ins>", "tracked changes are read as if they had been accepted"),
        (
            '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Traffic light"/><a:graphic>'
            "<a:blip/></a:graphic></wp:inline></w:drawing></w:r>",
            "Pictures are not read; look at what they show: table 1, row 1, column 1 ('Traffic light').",
        ),
        ('<w:r><w:sym w:font="Council" w:char="F041"/></w:r>', "Symbols of special fonts"),
    ],
)  # fmt: skip
def test_what_a_person_should_know_is_remarked(inside, said):
    found = read(tbl(tr(tc(f"<w:p>{inside}</w:p>"))))
    assert said in " ".join(found.remarks)


def test_comments_are_remarked():
    assert read(p("Text"), comments=2).remarks == ("Its comments are not read: 2 comments.",)


# an independent count


RICH = (
    styled("Title", "Plan"),
    p("Text ", '<w:hyperlink w:anchor="x">' + r("link") + "</w:hyperlink>"),
    p(""),
    tbl(
        tr(tc("Theme", properties=RESTART), tc("Actions", properties=span(2)), properties="<w:tblHeader/>"),
        tr(tc("", properties=ON), "Ref", "Action"),
        tr("1", tc(""), tc(p("Do this"), p("and that"))),
        tr(tc("Objective", properties=span(3))),
        tr("2", tc(p("Outer"), tbl(tr("in", "ner")), p("")), "x"),
    ),
    styled("Heading1", "End"),
)


def counted(content: bytes) -> int:
    """The paragraphs of the body and the cells with a text, as python-docx has them; cells that go on are none."""

    def text(element) -> str:
        return "".join(each.text or "" for each in element.iter(qn("w:t"))).strip()

    def is_covered(cell) -> bool:
        merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        return merged is not None and merged.get(qn("w:val")) != "restart"

    body = docx.Document(io.BytesIO(content)).element.body
    cells = [each for each in body.iter(qn("w:tc")) if not is_covered(each)]
    filled = [each for each in cells if any(text(child) for child in each.findall(qn("w:p")))]
    return len(filled) + sum(bool(text(each)) for each in body.findall(qn("w:p")))


def test_an_independent_count_finds_as_many_cells_and_paragraphs():
    content = document(*RICH)
    assert read_word(content, "rich.docx").found() == counted(content) == 15


@pytest.mark.skipif(not DECEMBER.exists(), reason="the shared documents are not here")
def test_an_independent_count_of_a_real_report_finds_as_many_cells_and_paragraphs():
    content = DECEMBER.read_bytes()
    assert read_word(content, DECEMBER.name).found() == counted(content)
