"""A sheet goes in; everything else stays as it was."""

from __future__ import annotations

import io
import zipfile

import pytest

from plan_workbook.package import PackageError, graft, replace_sheet


def test_a_new_sheet_goes_last_and_shows_what_was_drawn(make, look):
    book = look.book(graft(make.host(), "Result", make.rich()))
    assert book.sheetnames == ["Data", "Sums", "Notes", "Result"]
    page = book["Result"]
    assert page["A1"].value == " Title & <more> "
    assert page["A1"].font.bold
    assert page["A1"].fill.fgColor.rgb == "FFDDEEFF"
    assert page["D4"].value == "=B4+C4"
    assert page["E1"].number_format == "dd mmmm yyyy"
    assert page["F1"].hyperlink.target == "https://example.org/a?b=1&c=2"
    assert page["F2"].hyperlink.location == "Result!B3"
    assert "A10:C10" in [str(area) for area in page.merged_cells.ranges]
    assert page.freeze_panes == "A4"
    assert page.print_area == "'Result'!$A$1:$P$40"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.orientation == "landscape"
    assert page.oddFooter.center.text == "&P of &N"
    assert page.protection.sheet
    assert page.sheet_properties.tabColor.rgb == "FF123456"
    assert page.column_dimensions["A"].width > 30
    assert page.row_dimensions[1].height == 30
    assert len(page._charts) == 2
    assert page.data_validations.dataValidation[0].formula1 == '"x,y"'


def test_a_chart_says_what_it_leaves_out_because_newer_programs_take_it_for_on(make, look):
    def draw(book):
        chart = book.add_chart({"type": "column", "subtype": "stacked"})
        chart.add_series({"values": "=Result!$A$1:$A$3", "data_labels": {"value": True}})
        book.add_worksheet("Result").insert_chart("A5", chart)

    said = look.parts(graft(make.host(), "Result", make.workbook(draw)))["xl/charts/chart1.xml"]
    for off in ("roundedCorners", "varyColors", "showLegendKey", "showCatName", "showSerName", "showPercent"):
        assert said.count(f'<c:{off} val="0"/>'.encode()) == 1
    assert b'<c:showVal val="1"/>' in said


def test_a_replaced_sheet_keeps_its_place_name_id_and_part(make, look):
    host = make.host()
    result = graft(host, "Data", make.rich("Data"))
    assert look.book(result).sheetnames == ["Data", "Sums", "Notes"]
    assert b'<sheet name="Data" sheetId="1" r:id="rId1"/>' in look.parts(result)["xl/workbook.xml"]
    assert b" Title &amp; " in look.parts(result)["xl/worksheets/sheet1.xml"]


def test_the_cached_values_of_formulas_go_in(make, look):
    sheet = look.parts(graft(make.host(), "Result", make.rich(more=9)))["xl/worksheets/sheet4.xml"]
    assert b"<f>B4+C4</f><v>9</v>" in sheet


@pytest.mark.parametrize("sheet", ["Data", "Result"])
def test_a_second_and_a_third_graft_change_no_byte(make, sheet):
    drawn = make.rich(sheet)
    first = graft(make.host(), sheet, drawn)
    second = graft(first, sheet, drawn)
    assert second is first
    assert graft(bytes(bytearray(first)), sheet, drawn) == first


@pytest.mark.parametrize("sheet", ["Data", "Result"])
def test_the_same_inputs_give_the_same_bytes(make, sheet):
    assert graft(make.host(), sheet, make.rich(sheet)) == graft(make.host(), sheet, make.rich(sheet))


def test_a_new_sheet_leaves_every_other_part_as_stored(make, look):
    host = make.host()
    changed = set(look.stored(host)) - look.untouched(host, graft(host, "Result", make.rich()))
    assert changed == {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}


def test_a_replaced_sheet_leaves_every_other_part_as_stored(make, look):
    host = graft(make.host(), "Result", make.rich())
    changed = set(look.stored(host)) - look.untouched(host, graft(host, "Result", make.rich(more=3)))
    assert changed == {"xl/worksheets/sheet4.xml"} | {f"xl/charts/chart{n}.xml" for n in (1, 2)}


def test_parts_keep_their_order_and_new_ones_come_last(make, look):
    host = make.host()
    before, after = list(look.stored(host)), list(look.stored(graft(host, "Result", make.rich())))
    assert after[: len(before)] == before


def test_nothing_made_here_carries_a_clock(make):
    with zipfile.ZipFile(io.BytesIO(graft(make.host(), "Result", make.rich()))) as file:
        assert {info.date_time for info in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_names_compare_ignoring_case_and_the_hosts_spelling_stays(make, look):
    result = graft(make.host(), "DATA", make.drawn("data"))
    assert look.book(result).sheetnames == ["Data", "Sums", "Notes"]
    assert look.book(result)["Data"]["A1"].value == "hello"


def test_a_sheet_drawn_under_another_name_calls_itself_by_the_hosts(make, look, problems):
    result = graft(make.host(), "Bob's & co", make.rich("Result"))
    page = look.book(result)["Bob's & co"]
    assert page["D5"].value == "='Bob''s & co'!A1"
    assert page["F2"].hyperlink.location == "'Bob''s & co'!B3"
    assert page.print_area == "'Bob''s & co'!$A$1:$P$40"
    assert b"'Bob''s &amp; co'!$B$4:$B$8" in look.parts(result)["xl/charts/chart1.xml"]
    assert problems(result) == set()
    assert graft(result, "Bob's & co", make.rich("Result")) is result


def test_two_drawn_sheets_live_side_by_side(make, look, problems):
    one = graft(make.host(), "One", make.rich("One"))
    both = graft(one, "Two", make.rich("Two", more=1))
    assert look.book(both).sheetnames[-2:] == ["One", "Two"]
    assert graft(both, "One", make.rich("One")) is both
    bars = [look.parts(both)[f"xl/worksheets/sheet{n}.xml"].split(b"x14:id>")[1] for n in (4, 5)]
    assert bars[0] != bars[1]
    assert problems(both) == set()


def test_only_one_sheet_is_selected(make, look):
    sheets = look.parts(graft(make.host(), "Result", make.rich()))
    assert sum(b'tabSelected="1"' in part for name, part in sheets.items() if "/worksheets/" in name) == 1


def test_the_second_and_later_drawn_sheets_are_stubs(make, look):
    def build(book):
        book.add_worksheet("Result").write_formula("A1", "=Data!A1", None, 1)
        book.add_worksheet("Data").write("A1", "not me")

    result = graft(make.host(), "Result", make.workbook(build))
    assert look.book(result)["Result"]["A1"].value == "=Data!A1"
    assert look.book(result)["Data"]["A1"].value == 1


def test_a_formula_over_a_sheet_the_workbook_lacks_is_refused(make):
    def build(book):
        book.add_worksheet("Result").write_formula("A1", "=Nowhere!A1")
        book.add_worksheet("Nowhere")

    with pytest.raises(PackageError, match="names the sheet nowhere"):
        graft(make.host(), "Result", make.workbook(build))


def test_drawn_notes_are_refused_rather_than_lost(make):
    drawn = make.workbook(lambda book: book.add_worksheet("Result").write_comment("A1", "note"))
    with pytest.raises(PackageError, match="comments"):
        graft(make.host(), "Result", drawn)


def test_a_drawn_workbook_that_is_none_is_refused(make):
    with pytest.raises(PackageError, match="could not be read"):
        graft(make.host(), "Result", b"nonsense")


@pytest.mark.parametrize("name", ["", "a/b", "'a", "x" * 32, "a:b"])
def test_a_name_excel_does_not_take_is_refused(make, name):
    with pytest.raises(PackageError, match="cannot have a sheet called"):
        graft(make.host(), name, make.drawn())


def test_the_sheet_of_a_chart_is_not_replaced(make):
    def build(book):
        book.add_worksheet("Data")
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Data!$A$1:$A$3"})
        book.add_chartsheet("Result").set_chart(chart)

    with pytest.raises(PackageError, match="is not a worksheet"):
        graft(make.workbook(build), "result", make.drawn())


def test_a_table_on_the_sheet_is_refused_by_name(make):
    host = make.workbook(lambda book: book.add_worksheet("Result").add_table("A1:B3"))
    with pytest.raises(PackageError, match=r'table on the sheet "Result"'):
        graft(host, "result", make.drawn())


def test_a_table_on_another_sheet_does_not_matter(make, look):
    host = make.workbook(lambda book: book.add_worksheet("Data").add_table("A1:B3"))
    assert look.book(graft(host, "Result", make.drawn())).sheetnames == ["Data", "Result"]


@pytest.mark.slow
def test_dates_move_to_the_calendar_of_1904(make, look):
    host = make.workbook(lambda book: book.add_worksheet("Data"), date_1904=True)
    page = look.book(graft(host, "Result", make.rich()))["Result"]
    assert page["E1"].value.isoformat() == "2026-03-31T00:00:00"
    assert page["B5"].value == 1.5


def test_times_and_durations_stay_what_they_are_in_the_calendar_of_1904(make, look):
    def build(book):
        page = book.add_worksheet("Result")
        page.write("A1", 0.5, book.add_format({"num_format": "hh:mm"}))
        page.write("A2", 40.5, book.add_format({"num_format": "[h]:mm"}))

    host = make.workbook(lambda book: book.add_worksheet("Data"), date_1904=True)
    sheet = look.parts(graft(host, "Result", make.workbook(build)))["xl/worksheets/sheet2.xml"]
    assert b"<v>0.5</v>" in sheet
    assert b"<v>40.5</v>" in sheet


def test_dynamic_arrays_spill_in_a_host_that_never_had_any(make, look, problems):
    def build(book):
        book.add_worksheet("Result").write_dynamic_array_formula("A1", "=SORT(B1:B3)", None, 1)

    drawn = make.workbook(build)
    result = graft(make.host(), "Result", drawn)
    assert b'cm="1"' in look.parts(result)["xl/worksheets/sheet4.xml"]
    assert problems(result) == set()
    assert graft(result, "Result", drawn) is result
    again = graft(make.workbook(build), "Other", drawn)
    assert sum("metadata" in name for name in look.parts(again)) == 1


@pytest.mark.parametrize("more", ["<!-- -->", "<x/>", '<c r="ZZ1"><x/></c>', '<c s="1" r="ZZ1"/>', "1"])
def test_a_drawn_sheet_with_anything_else_in_its_rows_is_refused(make, more):
    drawn = make.replaced(make.drawn("Result"), "xl/worksheets/sheet1.xml", "</row>", f"{more}</row>")
    with pytest.raises(PackageError, match="not as XlsxWriter writes them"):
        graft(make.host(), "Result", drawn)


def test_replace_sheet_says_whether_anything_changed(make, tmp_path):
    path = tmp_path / "Book.XLSX"
    path.write_bytes(make.host())
    assert replace_sheet(path, "Result", make.rich(), path)
    stamp = path.stat().st_mtime_ns
    assert not replace_sheet(path, "Result", make.rich(), path)
    assert path.stat().st_mtime_ns == stamp
    assert [each.name for each in tmp_path.iterdir()] == ["Book.XLSX"]


def test_an_unchanged_workbook_is_copied_to_another_name(make, tmp_path):
    done, copy = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    replace_sheet(make.host(), "Result", make.rich(), done)
    assert not replace_sheet(done, "Result", make.rich(), copy)
    assert copy.read_bytes() == done.read_bytes()


def test_a_refused_workbook_is_named_and_left_alone(make, tmp_path):
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"a,b\n1,2\n")
    with pytest.raises(PackageError, match=r"^The file report\.xlsx is not an Excel workbook but plain text"):
        replace_sheet(path, "Result", make.rich(), path)
    assert path.read_bytes() == b"a,b\n1,2\n"
    assert list(tmp_path.iterdir()) == [path]


def test_graft_calls_the_workbook_by_the_name_it_is_given(make):
    with pytest.raises(PackageError, match=r"^The file report\.xlsx is empty"):
        graft(b"", "Result", make.drawn(), name="report.xlsx")
    with pytest.raises(PackageError, match=r"^The workbook is empty"):
        graft(b"", "Result", make.drawn())
