"""Whatever a text looks like, in every place of a workbook it is a text: read back by other programs' parsers."""

from __future__ import annotations

import io
import re
import warnings
import zipfile

import openpyxl
import pytest
from builder import PlanBuilder
from editions import edition
from hostile_texts import EVERYTHING
from hypothesis import given
from lxml import etree
from openpyxl.formula import Tokenizer
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook
from searching import hostile_texts, searching
from xlsxwriter.utility import quote_sheetname

from plan_workbook.layout import sheet_name
from plan_workbook.plan.status import PIStatus
from plan_workbook.publishing.workbook import edition_workbook
from plan_workbook.values.text import on_one_line
from plan_workbook.writing.literal import caption, constant, in_footer, in_formula, in_property, is_criterion
from plan_workbook.writing.page_setup import Footer
from plan_workbook.writing.summary_sheet import draw_summary
from plan_workbook.writing.worksheets import LiteralWorkbook

REFERENCE = "='http://x/[b.xlsx]S'!$A$1"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def opened(content: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return openpyxl.load_workbook(io.BytesIO(content))


def reads_alike(text: str) -> bool:
    """Whether programs that decode what looks escaped and programs that do not see the same on one line."""
    return unescape(text) == text == on_one_line(text)


def sheets_of(formula: str) -> set[str]:
    """The sheets that a formula refers to, as openpyxl takes it apart; those of other workbooks with their brackets."""
    operands = [each for each in Tokenizer(f"={formula}").items if each.type == "OPERAND" and each.subtype == "RANGE"]
    return {each.value.rpartition("!")[0].strip("'").replace("''", "'") for each in operands} - {""}


def formulas(content: bytes) -> list[str]:
    """Every formula of a workbook: in cells, conditional formats, names, drop-downs and charts."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith(".xml") and name.startswith("xl/"):
                for each in etree.fromstring(package.read(name)).iter(etree.Element):
                    kind = etree.QName(each).localname
                    if kind in ("f", "formula", "formula1", "formula2", "definedName") and each.text:
                        found.append(each.text)
    return found


@searching(25)
@given(hostile_texts)
def test_a_text_in_the_footer_the_properties_or_the_name_of_a_sheet_is_read_back_as_a_text(text):
    content, name = io.BytesIO(), sheet_name(text)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with LiteralWorkbook(content) as workbook:
            workbook.set_properties({"title": text, "subject": text, "company": text})
            sheet = workbook.add_worksheet(name)
            sheet.set_footer(Footer(text, text).text())
            workbook.define_name(f"{quote_sheetname(name)}!Here", f"={quote_sheetname(name)}!$A$1")
            sheet.write_url(0, 0, f"internal:{quote_sheetname(name)}!A1", None, caption(text), caption(text)[:255])
    read = opened(content.getvalue())
    assert (read.properties.title or "", read.properties.subject or "") == (in_property(text), in_property(text))
    assert reads_alike(read.properties.title or "")
    assert (read.sheetnames, reads_alike(name)) == ([name], True)
    (here,) = read[name].defined_names.values()
    assert (here.attr_text, sheets_of(here.attr_text)) == (f"{quote_sheetname(name)}!$A$1", {name})
    footer = etree.fromstring(zipfile.ZipFile(content).read("xl/worksheets/sheet1.xml")).findtext(".//{*}oddFooter")
    assert reads_alike(footer)
    left, rest = footer.removeprefix("&L").split(" | ")[0], footer[2:].replace("&&", "")
    assert left.replace("&&", "&") == in_footer(text).replace("&&", "&")
    assert re.findall("&.", rest) == ["&R", "&P", "&N"] and len(footer) <= 255
    link = read[name]["A1"].hyperlink
    assert sheets_of(link.location) == {name} and reads_alike(link.tooltip or "")


@searching(25)
@given(hostile_texts)
def test_a_text_in_a_formula_is_only_a_text(text):
    written = in_formula(text)
    parts = Tokenizer(f"={written}").items
    said = ""
    for each in parts:
        assert each.type == "OPERAND" or each.value in ("CHAR(", ")", "&")
        if each.type == "OPERAND":
            said += each.value[1:-1].replace('""', '"') if each.subtype == "TEXT" else chr(int(each.value))
            assert unescape(each.value) == each.value and len(each.value) <= 2 + 2 * 255
    assert said == re.sub("[\x00\ufffe\uffff]", "", text)


@pytest.mark.parametrize("text", ["Red", "No. 1", "A & B", 'the "best"', "on/off", "1", "-5", "+x"])
def test_countif_takes_most_words_as_they_are(text):
    assert is_criterion(text) and in_formula(text) == constant(text)


@pytest.mark.parametrize(
    "text", ["", "=x", ">5", "<>", "R*", "R?", "R~", "TRUE", "false", "#N/A", "_x0041_", "\x07", "L" * 256]
)
def test_countif_would_not_count_cells_with_such_a_word(text):
    assert not is_criterion(text)


def of_this_scale(label: str, **fields: str) -> PlanBuilder:
    """A plan in which everything is called the same."""
    plan = PlanBuilder(**{"title": label, "item_word": label, "period": label, "authority": label, **fields})
    plan.rating("G", label, "on track", "#00FF00").rating("C", "Complete", "complete")
    plan.rating("R", f"Late {label}", "off track", "#FF0000")
    return plan.recommendation(number=label, title=label, progress=label).indicator().action(rating="G", text=label)


def series_of(content: bytes) -> list[str | None]:
    """The references that name the series of a workbook's charts; None for a name that is a text."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
                names = etree.fromstring(package.read(name)).iterfind(f".//{CHART}ser/{CHART}tx")
                found += [each.findtext(f"{CHART}strRef/{CHART}f") for each in names]
    return found


def text_in(content: bytes, cell: str) -> str:
    """The text in a cell of the first sheet, with everything decoded that the standard says is escaped."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        texts = etree.fromstring(package.read("xl/sharedStrings.xml"))
        sheet = etree.fromstring(package.read("xl/worksheets/sheet1.xml"))
    number = int(sheet.findtext(f".//{{*}}c[@r='{cell}']/{{*}}v"))
    return unescape(texts[number].findtext("{*}t"))


LABELS = [
    REFERENCE,
    EVERYTHING,
    *(pytest.param(each, marks=pytest.mark.slow) for each in ("Sheet1!A1", "_x0041_", "\u202eR\x07&G", "L" * 9000)),
]


@pytest.mark.parametrize("label", LABELS)
def test_a_rating_called_like_a_reference_is_the_name_of_a_series_and_no_reference(label):
    plan = of_this_scale(label).read()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        published = edition(plan)
        for content, scale in ((draw_summary(plan), plan.scale), (edition_workbook(published), published.plan.scale)):
            read = opened(content)
            named = [each for each in series_of(content) if each]
            assert all(re.fullmatch(r"Summary!\$[A-Z]+\$\d+", each) for each in named)
            labels = [text_in(content, each.partition("!")[2].replace("$", "")) for each in named]
            ratings = {*map(on_one_line, scale.labels), "Not rated"}
            assert {on_one_line(each) for each in labels} <= ratings | {*PIStatus}
            assert on_one_line(scale.labels[0]) in map(on_one_line, labels)
            assert all(len(each) < 8192 for each in formulas(content))
            others = {sheet for each in formulas(content) for sheet in sheets_of(each)}
            assert others <= {
                "Summary",
                "All recommendations",
                "Plan",
                *read.sheetnames,
                *(each.sheet for each in plan.recommendations),
            }


@pytest.mark.slow
def test_a_workbook_in_which_every_text_is_hostile_refers_to_nothing_but_its_own_sheets():
    plan = of_this_scale(EVERYTHING).indicator(actual=f"5 {EVERYTHING}", unit=EVERYTHING, number=EVERYTHING)
    plan.person(EVERYTHING, EVERYTHING, EVERYTHING).recommendation(number="_x0041_").recommendation(number=REFERENCE)
    plan.accept(EVERYTHING, EVERYTHING)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        content = plan.workbook()
    sheets = opened(content).sheetnames
    assert all(map(reads_alike, sheets)) and "R-x0041_" in sheets
    assert {sheet for each in formulas(content) for sheet in sheets_of(each)} == {*sheets}


@pytest.mark.slow
def test_no_formula_is_longer_than_excel_allows_however_many_long_words_the_scale_has():
    plan = PlanBuilder()
    for number in range(45):
        plan.rating(f"{number}", f"{number} {'w' * 240}", "on track", "#00FF00")
    content = draw_summary(plan.recommendation(rating="1").indicator().action(rating="2").read())
    assert max(map(len, formulas(content))) < 8192
