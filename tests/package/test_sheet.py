"""On a replaced sheet: what is ours, and what is people's."""

from __future__ import annotations

import re

import pytest

from plan_workbook.package import graft

PART = "xl/worksheets/sheet1.xml"


@pytest.fixture
def host(make) -> bytes:
    """A sheet with something of everything on it, and a second one."""

    def build(book):
        page = book.add_worksheet("Page")
        page.write("A1", "old")
        page.write("C9", "stale")
        page.merge_range("E1:F2", "old merge")
        page.conditional_format("A1:A9", {"type": "duplicate", "format": book.add_format({"bold": True})})
        page.conditional_format("B1:B9", {"type": "data_bar", "data_bar_2010": True})
        page.data_validation("D1", {"validate": "integer", "criteria": ">", "value": 3})
        page.write_url("A3", "https://old.example.org/", string="old link")
        page.write_comment("B2", "a note somebody wrote")
        page.insert_textbox("H2", "a box somebody drew")
        page.autofilter("A5:C9")
        page.set_row(7, 44)
        page.set_column("C:C", 55)
        page.set_h_pagebreaks([5])
        page.set_zoom(80)
        page.set_header("&Ltheirs")
        page.freeze_panes(1, 1)
        page.add_sparkline("J1", {"range": "Page!A1:C1"})
        book.add_worksheet("Other").write("A1", 1)
        book.define_name("Page!local_name", "=Page!$A$1")

    return make.workbook(build)


def test_cells_merges_formats_links_filters_and_breaks_of_before_are_gone(make, look, host):
    sheet = look.parts(graft(host, "Page", make.drawn("Page")))[PART].decode()
    for gone in ("C9", "E1:F2", "duplicate", "dataBar", "dataValidation", "hyperlink", "autoFilter", "rowBreaks"):
        assert gone not in sheet
    assert "44" not in re.findall(r'ht="([^"]*)"', sheet)
    assert "<cols>" not in sheet


def test_the_filters_hidden_name_goes_with_it(make, look, host):
    book = look.parts(graft(host, "Page", make.drawn("Page")))["xl/workbook.xml"]
    assert b"_FilterDatabase" not in book
    assert b"local_name" in book


def test_views_notes_boxes_and_headers_of_people_stay(make, look, host):
    result = graft(host, "Page", make.drawn("Page"))
    sheet = look.parts(result)[PART].decode()
    assert 'zoomScale="80"' in sheet
    assert "<pane " in sheet
    assert "<legacyDrawing " in sheet
    assert "theirs" in sheet
    assert "sparkline" in sheet
    assert {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"} <= look.untouched(host, result)
    assert b"a box somebody drew" in look.parts(result)["xl/drawings/drawing1.xml"]


def test_a_box_that_people_drew_stays_next_to_our_charts(make, look, host, problems):
    result = graft(host, "Page", make.rich("Page"))
    names = re.findall(rb'cNvPr id="(\d+)" name="([^"]*)"', look.parts(result)["xl/drawings/drawing1.xml"])
    assert names == [(b"2", b"TextBox 1"), (b"3", b"Chart 1 (generated)"), (b"4", b"Chart 2 (generated)")]
    assert problems(result) <= problems(host)
    assert graft(result, "Page", make.rich("Page")) is result


def test_our_charts_are_replaced_and_not_added_again(make, look, host):
    first = graft(host, "Page", make.rich("Page"))
    second = graft(first, "Page", make.rich("Page", more=5))
    assert sorted(look.parts(first)) == sorted(look.parts(second))
    assert look.parts(second)["xl/drawings/drawing1.xml"] == look.parts(first)["xl/drawings/drawing1.xml"]
    assert b"<c:v>5</c:v>" in look.parts(second)["xl/charts/chart1.xml"]


def test_charts_no_longer_drawn_are_taken_away_with_their_parts(make, look, host, problems):
    first = graft(host, "Page", make.rich("Page"))
    second = graft(first, "Page", make.drawn("Page"))
    assert not [name for name in look.parts(second) if "chart" in name]
    assert b"chart" not in look.parts(second)["[Content_Types].xml"]
    assert b"a box somebody drew" in look.parts(second)["xl/drawings/drawing1.xml"]
    assert problems(second) <= problems(host)


def test_what_excel_hangs_on_our_chart_goes_with_it(make, look):
    first = graft(make.host(), "Result", make.rich())
    kind = "http://schemas.microsoft.com/office/2011/relationships/chartStyle"
    arrow = f'<Relationship Id="rId1" Type="{kind}" Target="style1.xml"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{space}">{arrow}</Relationships>'.encode()
    saved = make.changed(
        first,
        {
            "xl/charts/chart1.xml": look.parts(first)["xl/charts/chart1.xml"].replace(b"<c:lang", b"<!-- x --><c:lang"),
            "xl/charts/_rels/chart1.xml.rels": rels,
            "xl/charts/style1.xml": b"<style/>",
        },
    )
    again = graft(saved, "Result", make.rich())
    assert "xl/charts/style1.xml" not in look.parts(again)
    assert graft(again, "Result", make.rich()) is again


def test_pictures_go_in_once_and_stay_once(make, look, tmp_path, problems):
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0))
    dot = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    (tmp_path / "dot.png").write_bytes(dot)

    def build(book):
        page = book.add_worksheet("Result")
        page.insert_image("A1", str(tmp_path / "dot.png"), {"url": "https://example.org/", "description": "a dot"})
        page.insert_image("C1", str(tmp_path / "dot.png"))

    drawn = make.workbook(build)
    first = graft(make.host(), "Result", drawn)
    assert [name for name in look.parts(first) if "media" in name] == ["xl/media/image1.png"]
    assert b'Extension="png"' in look.parts(first)["[Content_Types].xml"]
    assert problems(first) == set()
    assert graft(first, "Result", drawn) is first
    without = graft(first, "Result", make.drawn())
    assert not [name for name in look.parts(without) if "media" in name]


def test_links_that_went_leave_no_relationship_behind(make, look, host):
    rels = look.parts(graft(host, "Page", make.rich("Page")))["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    assert "old.example.org" not in rels
    assert rels.count("hyperlink") == 1


def test_a_prefixed_worksheet_stays_prefixed(make, look, problems):
    plain = look.parts(make.host())[PART].decode()
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", plain.split("?>", 1)[1]).replace("xmlns=", "xmlns:x=")
    host = make.changed(make.host(), {PART: prefixed.encode()})
    result = graft(host, "Data", make.rich("Data"))
    sheet = look.parts(result)[PART]
    assert sheet.startswith(b"\n<x:worksheet")
    assert look.book(result)["Data"]["A1"].value == " Title & <more> "
    assert problems(result) == set()
    assert graft(result, "Data", make.rich("Data")) is result


def test_what_is_ignorable_stays_declared(make, look):
    host = make.replaced(
        make.host(),
        PART,
        "<worksheet ",
        '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="xr"'
        ' xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{00000000-0001}" ',
    )
    sheet = look.parts(graft(host, "Data", make.rich("Data")))[PART]
    assert b'mc:Ignorable="xr"' in sheet
    assert b'xr:uid="{00000000-0001}"' in sheet


def test_a_sheet_in_utf_16_can_be_replaced(make, look):
    text = look.parts(make.host())[PART].decode().replace("UTF-8", "UTF-16")
    host = make.changed(make.host(), {PART: text.encode("utf-16")})
    result = graft(host, "Data", make.rich("Data"))
    assert look.book(result)["Data"]["D4"].value == "=B4+C4"
    assert graft(result, "Data", make.rich("Data")) is result


def test_other_parts_in_utf_16_stay_in_it(make, look):
    other = "xl/worksheets/sheet3.xml"
    text = look.parts(make.host())[other].decode().replace("UTF-8", "UTF-16")
    host = make.changed(make.host(), {other: text.encode("utf-16")})
    assert other in look.untouched(host, graft(host, "Result", make.rich()))


def test_an_id_that_leads_nowhere_is_not_given_away(make, look, problems):
    """Real files have them, and Excel forgives them until they lead to something of another kind."""
    host = make.replaced(make.host(), PART, "</worksheet>", '<legacyDrawing r:id="rId1"/></worksheet>')
    result = graft(host, "Data", make.rich("Data"))
    assert b'Id="rId1"' not in look.parts(result)["xl/worksheets/_rels/sheet1.xml.rels"]
    assert problems(result) <= problems(host)


def test_an_empty_relationship_id_is_not_taken_for_a_drawing(make, look, problems):
    host = make.replaced(make.host(), PART, "</worksheet>", '<drawing r:id=""/></worksheet>')
    result = graft(host, "Data", make.rich("Data"))
    assert b'<drawing r:id=""/>' not in look.parts(result)[PART]
    assert problems(result) == set()


def test_vba_still_finds_the_sheet_by_its_code_name(make, look):
    host = make.replaced(
        make.host(),
        PART,
        "<dimension",
        '<sheetPr codeName="Sheet1" filterMode="1"><tabColor rgb="FF0000FF"/></sheetPr><dimension',
    )
    sheet = look.parts(graft(host, "Data", make.rich("Data")))[PART]
    assert b'codeName="Sheet1"' in sheet
    assert b"filterMode" not in sheet
    assert b'<tabColor rgb="FF123456"/>' in sheet
    assert b"FF0000FF" not in sheet


def test_printer_settings_stay(make, look):
    host = make.replaced(
        make.host(),
        PART,
        "</worksheet>",
        '<pageSetup paperSize="8" orientation="portrait" r:id="rId7"/></worksheet>',
    )
    sheet = look.parts(graft(host, "Data", make.rich("Data")))[PART]
    assert re.search(rb'<pageSetup paperSize="9"[^>]*orientation="landscape"[^>]* r:id="rId7"/>', sheet)


def test_slicers_and_other_extensions_stay(make, look):
    slicers = '<ext uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}"><kept/></ext>'
    host = make.replaced(make.host(), PART, "</worksheet>", f"<extLst>{slicers}</extLst></worksheet>")
    sheet = look.parts(graft(host, "Data", make.rich("Data")))[PART].decode()
    assert slicers in sheet
    assert "x14:conditionalFormatting" in sheet
    assert sheet.count("<extLst>") == 2  # the sheet's and that of the data bar


def test_a_page_that_was_made_to_fit_is_not_any_more_where_the_drawn_sheet_is_set_up_otherwise(make, look):
    def fitted(book):
        book.add_worksheet("Page").fit_to_pages(1, 1)

    def landscape(book):
        book.add_worksheet("Page").set_landscape()

    host = make.workbook(fitted)
    assert b"pageSetUpPr" in look.parts(host)[PART]
    assert b"pageSetUpPr" in look.parts(graft(host, "Page", make.drawn("Page")))[PART]
    assert b"pageSetUpPr" not in look.parts(graft(host, "Page", make.workbook(landscape)))[PART]


def with_a_chart(make, *plotted: str) -> bytes:
    """A sheet called Result with a chart called Visits, which plots these sheets."""

    def build(book):
        page, chart = book.add_worksheet("Result"), book.add_chart({"type": "line"})
        chart.set_title({"name": "Visits"})
        for sheet in plotted:
            chart.add_series({"values": f"={sheet}!$A$1:$A$3"})
            if sheet != "Result":
                book.add_worksheet(sheet)
        page.insert_chart("C2", chart)

    return make.workbook(build)


@pytest.mark.parametrize(("plotted", "charts"), [(["Result"], 1), (["Result", "Data"], 2)])
def test_a_chart_with_the_title_of_ours_is_replaced_only_if_it_plots_nothing_but_our_sheet(make, look, plotted, charts):
    result = graft(with_a_chart(make, *plotted), "Result", with_a_chart(make, "Result"))
    assert sum(name.startswith("xl/charts/chart") for name in look.parts(result)) == charts
