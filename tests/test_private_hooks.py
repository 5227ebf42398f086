"""Private parts of libraries that we rely on: one test each, which says what to look at when it fails."""

from __future__ import annotations

import inspect
import io
import warnings
import zipfile
from multiprocessing import spawn

import docx
import pytest
import typer
import xlsxwriter
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docxtpl import DocxTemplate
from xlsxwriter.worksheet import Worksheet

from plan_workbook.publishing.word.filling import Filling
from plan_workbook.writing.worksheets import FittedWorksheet, LiteralWorkbook, PlainWorksheet


def sheet_written(kind: type[Worksheet]) -> str:
    """The markup of a sheet with a row of its own height and a formula that calls a newer function."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "use_future_functions": True}) as book:
        sheet = book.add_worksheet("One", kind)
        sheet.set_row(0, 45)
        sheet.write_formula(0, 0, "=TEXTJOIN(B1)")
    with zipfile.ZipFile(content) as package:
        return package.read("xl/worksheets/sheet1.xml").decode()


def test_xlsxwriter_prepares_formulas_in_a_method_that_we_replace():
    assert "_xlfn.TEXTJOIN" in sheet_written(Worksheet), (
        "XlsxWriter no longer marks newer functions: PlainWorksheet in writing/worksheets.py has nothing to leave out."
    )
    assert "<f>TEXTJOIN(B1)</f>" in sheet_written(PlainWorksheet), (
        "XlsxWriter no longer prepares formulas in Worksheet._prepare_formula, so PlainWorksheet in "
        "writing/worksheets.py does not leave its search for newer functions out."
    )


@pytest.mark.parametrize("result", [1, 0.1, -2e20, True, "", "G", "a & <b>", " x ", "#N/A", "#DIV/0!", "#1"])
def test_a_formula_and_its_result_are_written_as_xlsxwriter_writes_them(result):
    written = []
    for kind in (Worksheet, PlainWorksheet):
        content = io.BytesIO()
        with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
            look = book.add_format({"bold": True})
            book.add_worksheet("One", kind).write_formula(0, 0, '=IF(B1<2,"a","&")', look, result)
        with zipfile.ZipFile(content) as package:
            written.append(package.read("xl/worksheets/sheet1.xml"))
    assert written[0] == written[1], "XlsxWriter writes formulas in another way: see PlainWorksheet._write_cells."


def test_xlsxwriter_begins_a_row_in_a_method_that_we_replace():
    assert 'customHeight="1"' in sheet_written(PlainWorksheet), (
        "XlsxWriter no longer marks the height of a row as set by hand: FittedWorksheet is not needed any more."
    )
    fitted = sheet_written(FittedWorksheet)
    assert 'ht="45"' in fitted and "customHeight" not in fitted, (
        "XlsxWriter no longer begins rows in Worksheet._xml_start_tag_unencoded, so FittedWorksheet in "
        "writing/worksheets.py can't take the mark of a fixed height out."
    )


def test_xlsxwriter_keeps_a_footer_where_we_put_it():
    content = io.BytesIO()
    with warnings.catch_warnings(record=True) as warned, xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        warnings.simplefilter("always")
        book.add_worksheet("Theirs").set_footer("&LR&&G")
        book.add_worksheet("Ours", PlainWorksheet).set_footer("&LR&&G")
    assert len(warned) == 1, (
        "XlsxWriter no longer takes &G after an ampersand for the code of a picture: PlainWorksheet.set_footer is not "
        "needed any more."
    )
    with zipfile.ZipFile(content) as package:
        assert "<oddFooter>&amp;LR&amp;&amp;G</oddFooter>" in package.read("xl/worksheets/sheet2.xml").decode(), (
            "XlsxWriter no longer keeps a footer in Worksheet.footer: see PlainWorksheet in writing/worksheets.py."
        )


def test_xlsxwriter_writes_cells_and_properties_in_methods_that_we_replace():
    said = {}
    for kind, book_kind in ((Worksheet, xlsxwriter.Workbook), (PlainWorksheet, LiteralWorkbook)):
        content = io.BytesIO()
        with book_kind(content) as book:
            sheet, look = book.add_worksheet("One", kind), book.add_format({"bold": True})
            sheet.write_string(0, 0, "a <b> & c", look)
            sheet.write_blank(0, 1, None, look)
            sheet.write_number(0, 2, 0.1, look)
            sheet.write_formula(0, 3, "=A1", look, "a <b> & c")
        with zipfile.ZipFile(content) as package:
            said[kind] = [package.read(f"xl/{name}.xml") for name in ("worksheets/sheet1", "sharedStrings", "styles")]
            core = package.read("docProps/core.xml")
    assert said[PlainWorksheet] == said[Worksheet], (
        "XlsxWriter writes cells otherwise: see PlainWorksheet._write_cell and _write_formula in writing/worksheets.py."
    )
    assert b"<dc:language>en-GB</dc:language></cp:coreProperties>" in core, (
        "XlsxWriter no longer writes properties in Core: see _Core in writing/worksheets.py."
    )


STEPS = ["build_xml", "render_xml_part", "render_properties", "fix_tables", "map_tree"]


@pytest.mark.parametrize("step", STEPS)
def test_docxtpl_renders_in_the_steps_that_we_replace(step):
    ours = inspect.signature(getattr(Filling, step)).parameters
    theirs = inspect.signature(getattr(DocxTemplate, step, lambda: None)).parameters
    assert list(ours) == list(theirs), (
        f"docxtpl's DocxTemplate.{step} is gone or takes other things: publishing/word/filling.py replaces it."
    )


def test_docxtpl_calls_each_step_that_we_replace(monkeypatch):
    called = []
    for step in STEPS:
        original = getattr(Filling, step)
        monkeypatch.setattr(
            Filling, step, lambda *args, s=step, o=original, **named: called.append(s) or o(*args, **named)
        )
    Filling(docx.Document()).fill({})
    assert set(STEPS) == set(called), (
        f"docxtpl no longer calls {', '.join(sorted(set(STEPS) - set(called)))}, "
        "which publishing/word/filling.py replaces."
    )


def test_docxtpl_writes_the_fill_of_a_cell_as_we_look_for_it():
    tag = "{% cellbg colour %}"
    source = f"<w:tc><w:tcPr></w:tcPr><w:p><w:r><w:t>{tag}</w:t></w:r></w:p></w:tc>"
    assert 'w:color="auto" w:fill="{{' in DocxTemplate("").patch_xml(source), (
        "docxtpl writes the fill of {% cellbg %} otherwise: publishing/word/filling.py no longer finds the cell by it."
    )


def test_python_docx_keeps_the_bytes_of_a_part_where_we_put_them():
    part = Part(PackURI("/word/notes.xml"), "application/xml", b"<before/>")
    part._blob = b"<after/>"
    assert part.blob == b"<after/>", "python-docx no longer keeps a part in Part._blob: see publishing/word/links.py."


def test_typer_says_of_a_mistyped_command_line_what_is_wrong_and_where():
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name="count")(lambda: None)
    with pytest.raises(Exception, match="--nonsense") as mistyped:
        app(["--nonsense"], standalone_mode=False, prog_name="count")
    error = mistyped.value
    assert "--nonsense" in error.format_message() and error.ctx.command_path == "count", (
        "typer's errors no longer have format_message and ctx.command_path: see _sentence in cli/main.py."
    )


def test_typer_gives_ctrl_c_as_an_exit_code():
    def stopped() -> None:
        raise KeyboardInterrupt

    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(stopped)
    assert app([], standalone_mode=False) == 130, "typer treats Ctrl-C otherwise: see INTERRUPTED in cli/main.py."


def drawn_by(book_class: type[xlsxwriter.Workbook], sheet_class: type[Worksheet]) -> dict[str, bytes]:
    """The parts of a workbook with cells of every kind, some rows without any, notes and formats."""
    content = io.BytesIO()
    with book_class(content, {"in_memory": True}) if book_class is xlsxwriter.Workbook else book_class(content) as book:
        sheet = book.add_worksheet("One", sheet_class)
        for row, column in ((3, 2), (0, 5), (40, 1), (17, 9), (17, 0)):
            look = book.add_format({"bold": True, "bg_color": "#FFF2CC", "border": 1 + row % 2})
            sheet.write_string(row, column, f"text {row % 3}", look)
            sheet.write_blank(row, column + 1, None, look)
            sheet.write_number(row, column + 2, row / 8)
            sheet.write_formula(row, column + 3, "=1+1", look, 2)
        sheet.set_row(60, 30)
        sheet.set_row(17, 30)
        sheet.write_comment(70, 3, "A note", {"author": ""})
        area = {"type": "formula", "criteria": "=A1>1", "format": book.add_format({"italic": True})}
        sheet.conditional_format(0, 0, 9, 9, area)
    with zipfile.ZipFile(content) as package:
        return {name: package.read(name) for name in package.namelist() if not name.startswith("docProps")}


def test_our_sheets_and_formats_are_stored_as_xlsxwriter_stores_its_own():
    theirs, ours = drawn_by(xlsxwriter.Workbook, Worksheet), drawn_by(LiteralWorkbook, PlainWorksheet)
    assert [name for name in theirs if theirs[name] != ours.get(name)] == [], (
        "XlsxWriter writes rows, spans or formats in another way: PlainWorksheet and LiteralWorkbook in "
        "writing/worksheets.py replace _write_rows, _calculate_spans, _check_dimensions, _write_cell and add_format."
    )


def test_a_process_that_is_only_starting_is_marked():
    assert "current_process(), '_inheriting'" in inspect.getsource(spawn), (
        "Python no longer marks a process that still imports the script: see end_if_only_running_a_script in "
        "jobs/processes.py, without which each of them prints a traceback."
    )
