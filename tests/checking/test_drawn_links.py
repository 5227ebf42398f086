"""Where pictures and shapes of a workbook lead: links to files and programs, and pictures that are kept elsewhere."""

from __future__ import annotations

import pytest
from builder import clean_plan
from stuffed import stuffed

from plan_workbook.checking import Severity
from plan_workbook.checking.finding import Finding
from plan_workbook.checking.report import check
from plan_workbook.package.parts import Package
from plan_workbook.package.relationships import OFFICE, Relationship
from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook
from plan_workbook.reading import read_plan

PICTURE, SHAPE = 'descr="A red square"/>', 'name="TextBox 2"/>'
CLICKED = '><a:hlinkClick r:id="rId801"/></xdr:cNvPr>'
LINKED = ("drawing", "hyperlink")


@pytest.fixture(scope="module")
def plan() -> bytes:
    """A plan with a picture at S2 of R01, and a text box at U2."""
    return stuffed(clean_plan().template(), "R01")


def found(content: bytes, of: str, kind: str, target: str, before: str = "", after: str = "") -> list[Finding]:
    """What is found of links once a part of R01 leads to a target, and one of its elements says so."""
    package = open_package(content)
    sheet = Workbook(package).find("R01")
    assert sheet is not None
    part = package.targets(sheet.part, of)[0] if of else sheet.part
    package.relate(part, [Relationship("rId801", f"{OFFICE}/{kind}", target, external=True)])
    _replace(package, part, before, after)
    findings = check(read_plan(package.to_bytes(), "plan.xlsx")).findings
    return [each for each in findings if each.rule == "external-link"]


def _replace(package: Package, part: str, before: str, after: str) -> None:
    said = package.xml(part).decode()
    assert before in said
    if before:
        package.put(part, said.replace(before, after, 1).encode())


@pytest.mark.parametrize(("where", "cell"), [(PICTURE, "S2"), (SHAPE, "U2")], ids=["picture", "shape"])
@pytest.mark.parametrize("target", [r"file:///\\evil\share\x.exe", "file://evil/share/x.docx", "search-ms:query=x"])
def test_a_picture_or_shape_that_links_to_a_file_or_program_is_named_with_its_cell(where, cell, target, plan):
    (only,) = found(plan, *LINKED, target, where, where.replace("/>", CLICKED))
    assert (only.severity, only.sheet, only.cell) == (Severity.WARNING, "R01", cell)
    assert f"A picture or shape at this cell opens a file or program when it is clicked: '{target}'." in only.message
    assert "don't click it" in only.fix


@pytest.mark.parametrize("target", ["https://www.gov.uk/x", "mailto:jo@council.example", "evidence/minutes.docx"])
def test_a_picture_that_links_to_a_page_an_address_or_a_file_in_the_same_folder_is_fine(target, plan):
    assert found(plan, *LINKED, target, PICTURE, PICTURE.replace("/>", CLICKED)) == []


@pytest.mark.parametrize("target", ["file://evil/share/logo.png", "https://evil.example/logo.png"])
def test_a_picture_that_is_loaded_from_elsewhere_is_named_with_its_cell(target, plan):
    embedded, linked = 'r:embed="rId91"', 'r:link="rId801"'
    (only,) = found(plan, "drawing", "image", target, embedded, linked)
    assert (only.sheet, only.cell) == ("R01", "S2")
    assert f"A picture at this cell is loaded from elsewhere when the workbook is opened: '{target}'." in only.message
    assert only.fix.startswith("Delete the picture, or put in a copy of it with Insert > Pictures, and agree to ")
    assert found(plan, "drawing", "image", "logo.png", embedded, linked) == []


@pytest.mark.parametrize("part", ["vmlDrawing", ""], ids=["header", "background"])
def test_a_picture_of_a_header_or_behind_a_sheet_that_is_loaded_from_elsewhere_is_named(part, plan):
    (only,) = found(plan, part, "image", "file://evil/share/logo.png")
    assert (only.sheet, only.cell) == ("R01", "A1") and "'file://evil/share/logo.png'" in only.message
