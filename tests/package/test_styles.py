"""Formats keep their looks in a workbook with other lists of formats."""

from __future__ import annotations

import re

import pytest

from plan_workbook.package import PackageError, graft

STYLES = "xl/styles.xml"


def counts(styles: bytes) -> dict[str, int]:
    return {name.decode(): int(count) for name, count in re.findall(rb'<(\w+) count="(\d+)"', styles)}


def test_formats_look_the_same_in_another_workbook(make, look):
    def build(book):
        page = book.add_worksheet("Result")
        page.write(
            "A1", 1, book.add_format({"bold": True, "font_size": 20, "font_color": "#AA0000", "num_format": "0.0%"})
        )
        page.write("A2", 2, book.add_format({"bg_color": "#00FF00", "border": 2, "align": "center", "text_wrap": True}))
        page.write("A3", 3, book.add_format({"locked": False, "num_format": "#,##0.00"}))

    page = look.book(graft(make.host(), "Result", make.workbook(build)))["Result"]
    assert (page["A1"].font.b, page["A1"].font.sz, page["A1"].font.color.rgb) == (True, 20, "FFAA0000")
    assert page["A1"].number_format == "0.0%"
    assert page["A2"].fill.fgColor.rgb == "FF00FF00"
    assert page["A2"].border.left.style == "medium"
    assert (page["A2"].alignment.horizontal, page["A2"].alignment.wrap_text) == ("center", True)
    assert page["A3"].protection.locked is False
    assert page["A3"].number_format == "#,##0.00"


def test_the_hosts_own_formats_stay_where_they_are(make, look):
    host = make.host()
    before, after = look.book(host), look.book(graft(host, "Result", make.rich()))
    assert after["Notes"]["A1"].font.name == before["Notes"]["A1"].font.name == "Arial"
    assert after["Notes"]["A1"].font.i


def test_equal_formats_are_found_again_and_not_added(make, look):
    first = graft(make.host(), "Result", make.rich())
    second = graft(first, "Another", make.rich("Another"))
    assert look.parts(first)[STYLES] == look.parts(second)[STYLES]
    assert STYLES in look.untouched(first, second)


def test_a_workbook_drawn_alike_needs_only_fonts_without_a_theme(make, look):
    """XlsxWriter ties its default font to the theme; the host's theme may have another."""
    drawn = make.rich()
    before, after = (
        counts(look.parts(drawn)[STYLES]),
        counts(look.parts(graft(drawn, "Other", make.rich("Other")))[STYLES]),
    )
    assert after["fills"] == before["fills"]
    assert after["borders"] == before["borders"]
    assert after["dxfs"] == before["dxfs"]
    assert b"scheme" not in look.parts(graft(make.drawn("A"), "B", drawn))[STYLES].split(b"</font>", 1)[1]


def test_number_formats_with_the_same_number_and_another_meaning_are_told_apart(make, look):
    def build(name, code):
        def fill(book):
            book.add_worksheet(name).write("A1", 1, book.add_format({"num_format": code}))

        return make.workbook(fill)

    book = look.book(graft(build("Data", '0.0 "km"'), "Result", build("Result", '0.0 "days"')))
    assert book["Data"]["A1"].number_format == '0.0 "km"'
    assert book["Result"]["A1"].number_format == '0.0 "days"'


@pytest.mark.parametrize(
    "styles",
    [
        b"",
        b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
        b'<x:styleSheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:fonts count="0"/>'
        b'<x:cellXfs count="1"><x:xf numFmtId="0"/></x:cellXfs></x:styleSheet>',
    ],
    ids=["no bytes", "nothing in it", "prefixed and without fonts"],
)
def test_a_styles_part_with_hardly_anything_in_it_is_filled(make, look, problems, styles):
    host = make.changed(make.drawn("Data"), {STYLES: styles})
    result = graft(host, "Result", make.rich())
    assert look.book(result)["Result"]["A1"].font.b
    assert problems(result) == set()
    assert graft(result, "Result", make.rich()) is result


def test_a_workbook_without_a_styles_part_gets_one(make, look, problems):
    host = make.changed(make.drawn("Data"), {STYLES: None})
    host = make.replaced(host, "xl/_rels/workbook.xml.rels", "styles.xml", "nowhere.xml")
    host = make.replaced(host, "xl/_rels/workbook.xml.rels", "/styles", "/nothing")
    host = make.replaced(host, "[Content_Types].xml", "/xl/styles.xml", "/xl/theme/theme1.xml-not")
    result = graft(host, "Result", make.rich())
    assert look.book(result)["Result"]["A1"].font.b
    assert graft(result, "Result", make.rich()) is result


def test_lists_that_are_missing_are_put_in_the_order_excel_wants(make, look):
    text = look.parts(make.drawn("Data"))[STYLES].decode()
    text = re.sub(r"<dxfs.*?/>", "", re.sub(r"<numFmts.*?</numFmts>", "", text))
    result = graft(make.changed(make.drawn("Data"), {STYLES: text.encode()}), "Result", make.rich())
    names = re.findall(
        r"<(numFmts|fonts|fills|borders|cellStyleXfs|cellXfs|cellStyles|dxfs|tableStyles)\b",
        look.parts(result)[STYLES].decode(),
    )
    assert names == [
        "numFmts",
        "fonts",
        "fills",
        "borders",
        "cellStyleXfs",
        "cellXfs",
        "cellStyles",
        "dxfs",
        "tableStyles",
    ]


def test_a_format_whose_parts_are_switched_off_is_not_reused(make, look):
    host = make.workbook(
        lambda book: book.add_worksheet("Data").write("A1", 1, book.add_format({"bg_color": "#FF0000"}))
    )
    host = make.replaced(host, STYLES, 'applyFill="1"', 'applyFill="0"')
    drawn = make.workbook(
        lambda book: book.add_worksheet("Result").write("A1", 1, book.add_format({"bg_color": "#FF0000"}))
    )
    result = graft(host, "Result", drawn)
    assert b'applyFill="1"' in look.parts(result)[STYLES]
    assert graft(result, "Result", drawn) is result


def test_check_boxes_in_cells_are_refused_rather_than_lost(make):
    drawn = make.workbook(lambda book: book.add_worksheet("Result").insert_checkbox("A1", True))
    with pytest.raises(PackageError, match="check box"):
        graft(make.host(), "Result", drawn)


def test_a_format_of_a_named_style_is_not_reused_for_a_cell_that_has_none(make, look):
    def red(sheet):
        return make.workbook(
            lambda book: book.add_worksheet(sheet).write("A1", 1, book.add_format({"bg_color": "#FF0000"}))
        )

    host = graft(make.host(), "Theirs", red("Theirs"))
    styles = look.parts(host)[STYLES].decode()
    at = styles.rindex('xfId="0"', 0, styles.index("</cellXfs>"))  # the red one, which was put in last
    styles = styles[:at] + 'xfId="1"' + styles[at + len('xfId="0"') :]
    styles = styles.replace("</cellStyleXfs>", '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>')
    styles = styles.replace("</cellStyles>", '<cellStyle name="Ours" xfId="1"/></cellStyles>')
    host = make.changed(host, {STYLES: styles.encode()})
    book = look.book(graft(host, "Result", red("Result")))
    assert (book["Theirs"]["A1"].style, book["Result"]["A1"].style) == ("Ours", "Normal")
    assert book["Result"]["A1"].fill.fgColor.rgb == "FFFF0000"


def test_a_format_with_an_extension_is_not_reused(make, look):
    def red(sheet):
        return make.workbook(
            lambda book: book.add_worksheet(sheet).write("A1", 1, book.add_format({"bg_color": "#FF0000"}))
        )

    host = graft(make.host(), "Theirs", red("Theirs"))
    extension = '<extLst><ext uri="{00000000-0000-0000-0000-000000000000}"/></extLst></xf></cellXfs>'
    host = make.replaced(host, STYLES, "/></cellXfs>", f">{extension}")
    styles = look.parts(graft(host, "Result", red("Result")))[STYLES]
    assert counts(styles)["cellXfs"] == counts(look.parts(host)[STYLES])["cellXfs"] + 1
