"""The master workbook as a lead and a coordinator meet it."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO
from weakref import ref
from xml.etree import ElementTree

import pytest
from builder import EXTRAS, Book, PlanBuilder, clean_plan, opened
from openpyxl import load_workbook

from plan_workbook import layout
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.layout import ACTIONS, INDICATORS, PLAN, RECOMMENDATION, Kind, sheet_name
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import status_of
from plan_workbook.reading import read_plan
from plan_workbook.writing.master import blank_register, master_workbook, template_workbook
from plan_workbook.writing.page_setup import A3, A4, Footer
from plan_workbook.writing.worksheets import LiteralWorkbook

GENERATED = ("Summary", "All recommendations", "All indicators", "Checks")
WITH_ALL = RECOMMENDATION.using(EXTRAS)
"""A recommendation's sheet as it is in the workbook that all the tests look at."""
PLAN_WITH_ALL = PLAN.using(EXTRAS)
INPUT_SHEETS = {"Plan": PLAN_WITH_ALL, "R4.10": RECOMMENDATION, "R07": RECOMMENDATION}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def rows_of(book, sheet, table):
    """The number of rows that are ready in a table."""
    area = book[sheet].defined_names[table.name].attr_text.rpartition("!")[2]
    top, bottom = (int(row) for row in re.findall(r"\d+", area))
    return bottom - top


def validations(path):
    """The input prompts and drop-downs of every sheet, as attributes."""
    with zipfile.ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return [
            each.attrib | {"formula": each.findtext(f"{MAIN}formula1") or ""}
            for name in sheets
            for each in ElementTree.fromstring(package.read(name)).iter(f"{MAIN}dataValidation")
        ]


def test_the_sheets_stand_in_their_order_and_the_lists_are_hidden(book):
    assert book.workbook.sheetnames == [*GENERATED, "Plan", "Guidance", "R4.10", "R07", "Lists"]
    assert [s.title for s in book.workbook.worksheets if s.sheet_state != "visible"] == ["Lists"]
    assert book.workbook.active.title == "Summary"


@pytest.mark.parametrize("sheet", INPUT_SHEETS)
def test_inputs_are_unlocked_and_everything_else_is_locked(book, sheet):
    kind = INPUT_SHEETS[sheet]
    inputs = {book.field(sheet, field.label).coordinate for field in kind.fields}
    for table in kind.tables:
        for row in range(1, rows_of(book, sheet, table) + 1):
            inputs |= {book.cell(sheet, table.key, row, column.heading).coordinate for column in table.inputs}
    for area in book[sheet].merged_cells.ranges:  # Excel takes nothing from a merge with a locked cell
        assert area.coord.partition(":")[0] in inputs and area.size["rows"] == 1
        inputs |= {cell.coordinate for line in book[sheet][area.coord] for cell in line}
    unlocked = {cell.coordinate for line in book[sheet].iter_rows() for cell in line if not cell.protection.locked}
    assert unlocked == inputs


@pytest.mark.parametrize("sheet", ["Summary", "Plan", "Guidance", "R4.10", "R07", "Lists"])
def test_every_sheet_is_protected_without_a_password_and_may_be_resized(book, sheet):
    protection = book[sheet].protection
    assert protection.sheet
    assert protection.password is None
    if sheet != "Lists":
        assert not protection.formatRows
        assert not protection.formatColumns


@pytest.mark.parametrize("sheet", ["Summary", "Guidance", "Lists"])
def test_nothing_is_typed_on_generated_sheets(book, sheet):
    assert all(cell.protection.locked for line in book[sheet].iter_rows() for cell in line)


def test_spare_rows_stand_ready_in_every_table():
    plan = PlanBuilder().recommendation(progress="\n\n".join(f"Paragraph {n}" for n in range(20)))
    for _ in range(20):
        plan.indicator().action()
    read = plan.read()
    filled = {"progress": read.recommendations[0].progress, "indicators": read.indicators, "actions": read.actions}
    blank, book = (Book(load_workbook(BytesIO(template_workbook(r)))) for r in (blank_register(1), plan.register()))
    for table in (INDICATORS, ACTIONS, layout.PROGRESS):
        assert len(filled[table.key]) == 20
        assert rows_of(blank, "R01", table) == table.least
        assert rows_of(book, "R01", table) == 20 + table.spare


def test_empty_rows_have_lines_on_the_plan_sheet_which_is_a_form_and_none_on_those_of_leads():
    book = load_workbook(BytesIO(template_workbook(blank_register(1))))

    def lines(sheet: str, table: layout.Table) -> set[str | None]:
        (area,) = (area for _, area in book[sheet].defined_names[table.name].destinations)
        return {row[0].border.bottom.style for row in book[sheet][area][-table.spare :]}

    tables = [table for table in layout.PLAN.tables if not table.only_if_used]
    assert [lines("Plan", table) for table in tables] == [{"thin"}] * len(tables)
    assert [lines("R01", table) for table in (INDICATORS, ACTIONS)] == [{None}] * 2


def test_every_prompt_fits_and_none_is_cut_short(made):
    found = validations(made)
    assert found
    for each in found:
        assert len(each["prompt"]) <= 255
        assert len(each["promptTitle"]) <= 32
        assert len(each.get("error", "")) <= 255
        assert len(each["formula"]) <= 255
    prompts = {each["prompt"] for each in found}
    columns = [c for t in (*PLAN_WITH_ALL.tables, *WITH_ALL.tables) for c in t.inputs]
    assert prompts == {each.prompt for each in (*PLAN.fields, *WITH_ALL.fields, *columns)}


def test_the_plan_sheet_says_which_fields_are_required_and_what_a_blank_one_means(book):
    values = {field.key: book.field("Plan", field.label) for field in PLAN.fields}
    said = {key: cell.offset(0, 1).value for key, cell in values.items()}
    assert {key: text for key, text in said.items() if text} == {
        **dict.fromkeys(("title", "authority", "period", "report_date"), "Required"),
        "item_word": "Blank means Recommendation",
        "default_tolerance": "Blank means 10%",
        "due_within": "Blank means 31 days",
        "quarters": "Blank means Financial",
    }
    for key, cell in values.items():
        rules = [
            rule for area in book["Plan"].conditional_formatting if cell.coordinate in area.sqref for rule in area.rules
        ]
        assert any("LEN(TRIM(" in rule.formula[0] for rule in rules) == (said[key] == "Required")


def test_drop_downs_come_from_defined_names_and_the_names_from_the_hidden_lists(made, book):
    sources = {each["formula"] for each in validations(made) if each.get("type") == "list"}
    assert sources == {"List_Ratings", *(name for name, _ in layout.LISTS.values())}
    for name, words in layout.LISTS.values():
        ((sheet, area),) = book.workbook.defined_names[name].destinations
        assert sheet == "Lists"
        offered = tuple(word for word in words if word is not CountsAs.STOPPED)
        assert tuple(cell.value for (cell,) in book["Lists"][area.replace("$", "")]) == offered


def test_a_drop_down_offers_band_and_stopped_only_where_the_plan_uses_them(tmp_path):
    def offered(plan: PlanBuilder) -> set[str]:
        book = opened(plan.write_template(tmp_path / "plan.xlsx"))
        return {"Band", "stopped"} & {cell.value for line in book["Lists"].iter_rows() for cell in line}

    assert offered(clean_plan()) == set()
    assert offered(clean_plan().indicator(better="Band", target="80% to 90%")) == {"Band"}
    assert offered(clean_plan().indicator(tolerance="2 points")) == {"Band"}
    assert offered(clean_plan().using("floor")) == {"Band"}
    assert offered(clean_plan().rating("S", "Paused", "stopped")) == {"stopped"}


@pytest.mark.parametrize("sheet", ["Plan", "R4.10", "R07"])
def test_every_table_and_field_has_a_name_of_its_sheet_s_own(book, sheet):
    kind = INPUT_SHEETS[sheet]
    names = book[sheet].defined_names
    assert set(names) >= {each.name for each in (*kind.fields, *kind.tables)}
    for field in kind.fields:
        assert names[field.name].attr_text.replace("$", "").endswith("!" + book.field(sheet, field.label).coordinate)


def test_a_footer_shows_the_title_as_it_was_typed():
    assert Footer("R&G & care", "31 May").text() == "&LR&&G && care | 31 May&RPage &P of &N"


@pytest.mark.parametrize(("title", "shown"), [("word " * 50, f"{'word ' * 20}word..."), ("w" * 300, f"{'w' * 106}...")])
def test_a_long_title_is_shortened_in_the_footer_even_without_spaces(title, shown):
    assert Footer(title).text().split("&R")[0] == f"&L{shown}"


@pytest.mark.parametrize(
    ("sheet", "paper"), [("Summary", A4), ("All indicators", A4), ("Plan", A4), ("Guidance", A4), ("R4.10", A3)]
)
def test_a_sheet_prints_in_landscape_one_page_wide_with_its_headings_repeated(book, sheet, paper):
    page = book[sheet]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", paper.number)
    if sheet == "Summary":
        assert page.page_setup.scale == 83  # programs would not agree how many rows are on a page that is fitted
    else:
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert int(page.page_setup.fitToHeight) == 0
    assert page.print_title_rows
    assert page.oddFooter.right.text == "Page &P of &N"
    assert "Children's Services Improvement Plan" in page.oddFooter.left.text
    assert not page.oddFooter.center.text, "a long title on the left would be printed over it"
    dated = page.oddFooter.left.text.endswith(" | 31 December 2017")
    assert dated is (sheet in GENERATED)  # on the others it would be last month's from the next month on


def test_rows_grow_with_what_is_typed(made):
    """Excel fits a row to its text only while the height is not marked as set by hand, and looks at no merged cells."""
    with zipfile.ZipFile(made) as package:
        for sheet in ("sheet5", "sheet7", "sheet8"):
            content = package.read(f"xl/worksheets/{sheet}.xml")
            fixed = set(re.findall(rb'<row r="(\d+)"[^>]*customHeight', content))
            assert fixed == set(re.findall(rb'<mergeCell ref="A(\d+):', content))


def test_the_status_saved_with_its_formula_is_the_one_the_tool_works_out(made):
    """A preview pane or a phone shows the saved value without working the formula out."""
    saved = Book(load_workbook(made, data_only=True))
    plan = read_plan(made)
    for row, indicator in enumerate(plan.indicators, 1):
        assert saved.cell("R07", "Indicators", row, "Status").value == status_of(indicator, plan)
    assert not saved.cell("R07", "Indicators", len(plan.indicators) + 1, "Status").value


@pytest.mark.parametrize("tolerance", ["5", "10%", "4.9%", "0%"])
def test_the_plan_s_tolerance_decides_the_saved_status_too(tmp_path, tolerance):
    path = (
        PlanBuilder(default_tolerance=tolerance)
        .recommendation()
        .indicator(actual="85.5%")
        .write_template(tmp_path / "p.xlsx")
    )
    saved = Book(load_workbook(path, data_only=True)).cell("R01", "Indicators", 1, "Status").value
    assert saved == ("Off target" if tolerance in ("4.9%", "0%") else "Near target")


def test_a_blank_master_has_as_many_sheets_as_asked_for_and_reads_as_blank():
    plan = read_plan(master_workbook(blank_register(3)))
    assert [r.sheet for r in plan.recommendations] == ["R01", "R02", "R03"]
    assert [r.number.text for r in plan.recommendations] == ["1", "2", "3"]
    assert plan.indicators == plan.actions == ()
    assert plan.observations == ()


def test_the_headline_of_a_sheet_uses_the_plan_s_own_word(tmp_path):
    path = clean_plan(item_word="Priority").write_template(tmp_path / "plan.xlsx")
    assert load_workbook(path, data_only=True)["R01"]["A1"].value == "Priority 1"
    assert "How to fill in a priority's sheet" in str(load_workbook(path)["Guidance"]["A1"].value)


def test_the_guidance_says_what_the_prompts_say(book):
    words = {cell.value for line in book["Guidance"].iter_rows() for cell in line}
    for field in RECOMMENDATION.fields:
        assert {field.label, field.prompt} <= words
    for table in WITH_ALL.tables:
        assert all({column.heading, column.prompt} <= words for column in table.columns)


def test_no_label_or_heading_is_longer_than_a_prompt_s_title():
    columns = [c for t in (*PLAN.tables, *RECOMMENDATION.tables) for c in t.columns]
    assert all(len(each.prompt) <= 255 for each in (*PLAN.fields, *RECOMMENDATION.fields, *columns))
    assert all(len(each.full_prompt) <= 255 for each in columns)
    assert all(len(c.heading) <= 32 for c in columns)
    assert {c.kind for c in INDICATORS.columns if c not in INDICATORS.inputs} == {Kind.FORMULA, Kind.WAS}


def test_the_same_register_makes_the_same_workbook_byte_for_byte():
    register = clean_plan(2).register()
    assert master_workbook(register) == master_workbook(register)


def test_a_workbook_carries_no_clock_of_its_own(made):
    with zipfile.ZipFile(made) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {(1980, 1, 1)}
        core = package.read("docProps/core.xml").decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT", core) == ["2000-01-01T"] * 2


@pytest.mark.parametrize(
    ("number", "taken", "name"),
    [
        ("7", (), "R07"),
        ("7", ("r07",), "R07 (2)"),
        ("7", ("r07", "r07 (2)"), "R07 (3)"),
        ("4.10", (), "R4.10"),
        ("RP1", (), "RP1"),
        ("r1", (), "R01"),
        ("Rec 1a", (), "Rec 1a"),
        ("[4]:1", (), "R-4--1"),
        ("x" * 40, (), "R" + "x" * 30),
        ("x" * 40, ("r" + "x" * 30,), "R" + "x" * 26 + " (2)"),
        ("1'", (), "R1-"),
        ("_x0041_", (), "R-x0041_"),
        ("\u202e1\x07!", (), "R1-"),
        (" - ", (), "No number"),
        ("", ("no number",), "No number (2)"),
    ],
)
def test_a_sheet_name_is_legal_and_free(number, taken, name):
    assert sheet_name(number, frozenset(taken)) == name
    assert len(name) <= 31


def test_every_live_status_has_its_formula_and_no_other_cell_of_the_table_has_one(book):
    for row in range(1, rows_of(book, "R07", INDICATORS) + 1):
        for column in INDICATORS.columns:
            is_formula = book.cell("R07", "Indicators", row, column.heading).data_type == "f"
            assert is_formula == (column.key == "status")


def test_the_default_tolerance_of_the_layout_is_the_product_s():
    assert read_plan(master_workbook(blank_register(1))).default_tolerance == Decimal(10)


@pytest.mark.parametrize(
    ("sheet", "heading", "rule"),
    [
        ("R01", "Completion Date", "action-date-unreadable"),
        ("R01", "Better", "indicator-better-missing"),
        ("R01", "Status", "recommendation-status-unknown"),
        ("Plan", "Report Date", "plan-date-unreadable"),
    ],
)
def test_a_warning_while_typing_says_what_the_rule_says(sheet, heading, rule, tmp_path):
    page = load_workbook(clean_plan().write(tmp_path / "plan.xlsx"))[sheet]
    said = [each.error for each in page.data_validations.dataValidation if each.promptTitle == heading]
    assert any(text and text.startswith(catalogue()[rule].fix) for text in said)


def test_what_was_drawn_is_let_go_of_as_soon_as_the_file_is_written():
    class Held:
        """Something that a sheet holds, as it does its cells."""

    with LiteralWorkbook(BytesIO()) as workbook:
        sheet = workbook.add_worksheet("R01")
        sheet.held = Held()
        held = ref(sheet.held)
    assert held() is None


def test_examples_of_dates_in_guidance_and_prompts_are_of_the_plans_own_year():
    book = load_workbook(BytesIO(PlanBuilder(report_date="31/10/2026").recommendation().template()))
    said = [str(cell.value) for row in book["Guidance"] for cell in row]
    for sheet in book:
        for each in sheet.data_validations.dataValidation:
            said += [each.prompt or "", each.error or ""]
    text = "\n".join(said)
    assert re.findall(r"\b201\d\b", text) == []
    assert "for example 31/03/2027" in text and "Oct 2026, 2026/27" in text and "for example December 2025" in text
