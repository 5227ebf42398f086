"""Formulas that name another file, and links that open one, told from those that only look like it."""

from __future__ import annotations

import pytest

from plan_workbook.package.file_links import files_named_in, leads_to_file, link_in


@pytest.mark.parametrize(
    ("formula", "files"),
    [
        ("[1]Sheet1!A1", ("1",)),
        ("'[2]My sheet'!B4*2", ("2",)),
        ("[1]!Total", ("1",)),
        ("[performance.xlsx]Sheet1!B4", ("performance.xlsx",)),
        ("SUM('[Jo''s figures.xlsx]Sheet1'!B4)", ("Jo's figures.xlsx",)),
        (r"'\\evil\share\[x.xlsx]S'!A1+1", (r"\\evil\share\x.xlsx",)),
        ("'https://evil.example/[x.xlsx]S'!A1", ("https://evil.example/x.xlsx",)),
        (r"'C:\Reports\budget.xlsx'!Total", (r"C:\Reports\budget.xlsx",)),
        ("[1]Sheet1!A1+[1]Sheet1!A2", ("1",)),
        ("Table1[1]", ()),
        ("Table1[Actual]/2+'R01'!A1", ()),
        ("Table1[[#This Row],[Actual]]+Sheet2!A1", ()),
        ("SUM('A sheet:Another sheet'!A1)/2", ()),
        ('"[1]Sheet1!A1"&A1', ()),
        ("A1", ()),
    ],
)
def test_what_other_files_a_formula_names(formula, files):
    assert files_named_in(formula) == files


@pytest.mark.parametrize("piece", ["'", '"', "[", "!", "'!", "[a]", "\\", "HYPERLINK(", 'HYPERLINK("'])
def test_a_formula_of_any_length_is_judged_at_once(piece):
    files_named_in(piece * (8192 // len(piece)) + "!")
    link_in(piece * (8192 // len(piece)))


@pytest.mark.parametrize(
    ("target", "leads"),
    [
        (r"\\evil\share\evil.exe", True),
        ("file://evil/share/x.docx", True),
        ("file:///C:/x.docx", True),
        ("C:\\x.docx", True),
        ("//evil/x", True),
        ("javascript:alert(1)", True),
        ("search-ms:query=x", True),
        ("tools/run.bat", True),
        ("https://example.org/setup.exe?x=1", True),
        ("https://example.com", False),
        ("https://example.org/report.pdf#page=2", False),
        ("mailto:jo@council.example", False),
        ("evidence/minutes.docx", False),
        ("#R01!A1", False),
        ("", False),
    ],
)
def test_which_links_lead_to_a_file_or_program(target, leads):
    assert leads_to_file(target) is leads
    assert bool(link_in(f'HYPERLINK("{target}","Evidence")')) is leads
