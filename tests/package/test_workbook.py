"""The workbook part, the calculation chain and charts elsewhere: touched only where they must be."""

from __future__ import annotations

import re

from plan_workbook.package import graft, safety
from plan_workbook.package.markup import parse
from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook

CHAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"


def with_chain(make, cells: str) -> bytes:
    host = make.host()
    chain = f'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{cells}</calcChain>'
    host = make.changed(host, {"xl/calcChain.xml": chain.encode()})
    override = f'<Override PartName="/xl/calcChain.xml" ContentType="{CHAIN_TYPE}"/></Types>'
    host = make.replaced(host, "[Content_Types].xml", "</Types>", override)
    rel = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"'
        ' Target="calcChain.xml"/></Relationships>'
    )
    return make.replaced(host, "xl/_rels/workbook.xml.rels", "</Relationships>", rel)


def test_the_chain_goes_when_a_formula_cell_it_lists_went(make, look, problems):
    host = with_chain(make, '<c r="B1" i="1"/><c r="A1" i="2"/>')
    parts = look.parts(graft(host, "Data", make.drawn("Data")))
    assert "xl/calcChain.xml" not in parts
    assert b"calcChain" not in parts["[Content_Types].xml"] + parts["xl/_rels/workbook.xml.rels"]
    assert problems(graft(host, "Data", make.drawn("Data"))) == set()


def test_a_left_out_sheet_id_in_the_chain_means_the_one_before(make, look):
    host = with_chain(make, '<c r="A1" i="2"/><c r="B1" i="1"/><c r="B2"/>')
    assert "xl/calcChain.xml" not in look.parts(graft(host, "Data", make.drawn("Data")))


def test_the_chain_stays_when_a_sheet_is_added(make, look):
    host = with_chain(make, '<c r="B1" i="1"/><c r="A1" i="2"/>')
    assert "xl/calcChain.xml" in look.untouched(host, graft(host, "Result", make.rich()))


def without_recalculation(make, host: bytes) -> bytes:
    return make.replaced(host, "xl/workbook.xml", ' fullCalcOnLoad="1"', "")


def test_excel_recalculates_when_another_sheet_draws_from_cells_that_changed(make, look):
    host = without_recalculation(make, make.host())
    assert b"fullCalcOnLoad" in look.parts(graft(host, "Data", make.drawn("Data")))["xl/workbook.xml"]


def test_excel_does_not_recalculate_when_the_values_are_the_same(make, look):
    host = without_recalculation(make, make.host())

    def build(book):
        page = book.add_worksheet("Data")
        page.write_column("A1", [1, 2, 3], book.add_format({"bold": True}))
        page.write("B1", 6)

    result = graft(host, "Data", make.workbook(build))
    assert result != host
    assert b"fullCalcOnLoad" not in look.parts(result)["xl/workbook.xml"]


def test_excel_does_not_recalculate_when_nothing_depends_on_the_sheet(make, look):
    host = without_recalculation(make, make.host())
    for sheet in ("Notes", "Result"):
        assert b"fullCalcOnLoad" not in look.parts(graft(host, sheet, make.rich(sheet)))["xl/workbook.xml"]


def test_a_formula_that_uses_a_name_of_the_sheet_depends_on_it(make, look):
    def build(book):
        book.add_worksheet("Data").write("A1", 1)
        book.add_worksheet("Sums").write_formula("A1", "=total+1", None, 2)
        book.define_name("total", "=Data!$A$1")

    host = without_recalculation(make, make.workbook(build))
    assert b"fullCalcOnLoad" in look.parts(graft(host, "Data", make.drawn("Data")))["xl/workbook.xml"]


def test_a_workbook_without_calculation_settings_gets_them_in_the_right_place(make, look, problems):
    book = look.parts(make.host())["xl/workbook.xml"].decode()
    host = make.changed(make.host(), {"xl/workbook.xml": re.sub(r"<calcPr[^>]*/>", "", book).encode()})
    result = graft(host, "Data", make.rich("Data"))
    assert problems(result) == set()
    assert re.search(rb'</definedNames><calcPr fullCalcOnLoad="1"/>', look.parts(result)["xl/workbook.xml"])


def test_names_of_other_sheets_and_of_the_workbook_stay(make, look):
    def build(book):
        book.add_worksheet("Data").print_area("A1:B2")
        book.add_worksheet("Other").print_area("A1:C3")
        book.define_name("everywhere", "=Data!$A$1")
        book.define_name("Other!local", "=Other!$A$1")

    host = make.workbook(build)
    before = look.parts(host)["xl/workbook.xml"].decode()
    after = look.parts(graft(host, "Data", make.rich("Data")))["xl/workbook.xml"].decode()
    kept = [tag for tag in re.findall(r"<definedName.*?</definedName>", before) if "$A$1:$B$2" not in tag]
    assert len(kept) == 3
    assert all(tag in after for tag in kept)
    assert "Data!$A$1:$P$40" in after


def test_a_prefixed_workbook_part_gets_prefixed_elements(make, look, problems):
    book = look.parts(make.host())["xl/workbook.xml"].decode().split("?>", 1)[1]
    prefixed = re.sub(r"<(/?)(?=[a-z])", r"<\1x:", book).replace("xmlns=", "xmlns:x=")
    host = make.changed(make.host(), {"xl/workbook.xml": prefixed.encode()})
    result = graft(host, "Result", make.rich())
    assert b'<x:sheet name="Result"' in look.parts(result)["xl/workbook.xml"]
    assert b"<x:definedName " in look.parts(result)["xl/workbook.xml"]
    assert problems(result) == set()


def test_a_chart_elsewhere_shows_the_new_values_before_anybody_calculates(make, look, problems):
    def build(book):
        page = book.add_worksheet("Result")
        page.write_column("A4", ["a", "b", "c", "d", "e"])
        page.write_column("B4", [100, 200, 300, 400, 500])
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"categories": "=Result!$A$4:$A$8", "values": "=Result!$B$4:$B$8"})
        book.add_worksheet("Board").insert_chart("A1", chart)

    host = make.workbook(build)
    result = graft(host, "Result", make.rich(more=7))
    chart = look.parts(result)["xl/charts/chart1.xml"].decode()
    assert re.findall(r"<c:v>(.*?)</c:v>", chart) == ["r0", "r1", "r2", "r3", "r4", "7", "8.5", "10", "11.5", "13"]
    assert problems(result) == set()
    assert graft(result, "Result", make.rich(more=7)) is result


def test_a_chart_that_draws_from_elsewhere_is_left_alone(make, look):
    def build(book):
        book.add_worksheet("Data").write_column("A1", [1, 2])
        book.add_worksheet("Result")
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": "=Data!$A$1:$A$2"})
        book.add_worksheet("Board").insert_chart("A1", chart)

    host = make.workbook(build)
    assert "xl/charts/chart1.xml" in look.untouched(host, graft(host, "Result", make.rich()))


def test_what_excel_lists_about_the_file_is_left_alone(make, look):
    host = make.host()
    assert {"docProps/app.xml", "docProps/core.xml"} <= look.untouched(host, graft(host, "Result", make.rich()))


def test_a_workbook_part_with_thousands_of_names_is_parsed_once_however_often_it_is_opened(make, monkeypatch):
    parsed = []

    def counting(content, part, **options):
        parsed.append(part)
        return parse(content, part, **options)

    monkeypatch.setattr(safety, "parse", counting)
    host = make.replaced(make.host(), "xl/workbook.xml", "</workbook>", "<!-- another one --></workbook>")
    one, other = (Workbook(open_package(host)) for _ in range(2))
    assert parsed.count(one.part) == 1
    assert one.root is other.root
