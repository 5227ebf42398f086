"""Values that trip programs up in attributes, cells and names."""

from __future__ import annotations

from pathlib import Path
from random import Random

OUTSIDE = Path(__file__).resolve().parents[1] / "LICENSE"
"""A file that no workbook, register or template has any business with; hostile ones name it."""
OUTSIDE_SAYS = "Permission is hereby granted"
NUMBERS = (
    "", " ", "-1", "0", "1", "-0", "2", "7", "65490", "65535", "1048577", "2147483648", "-2147483649", "4294967296",
    "9" * 30, "9" * 5000, "1e999", "-1e999", "1E+999999", "1E400", "1e-400", "1E+30", "NaN", "Infinity", "nan", "inf",
    "0x10", "1_000", " 7 ", "+3", "1.5", "0.41", "\u00b2", "\u0663", "\uff11", "1,000", "2958465", "2958466", "-657435",
    "0.99999999999", "60", "1" * 400, "1." + "3" * 400, "1462", "\u0967\u0968",
)  # fmt: skip
PLACES = (
    "A0", "A1", "XFD1", "XFE1", "A1048576", "A1048577", "XFD1048576", "A1:XFD1048576", "A:XFD", "A:A", "1:1048576",
    "1:1", "$A$1", "#REF!", "A1:B2 C3:D4", "R1C1", "a1", "A", "AAAA1", "ZZZZ99", "A99999999999", "B2:A1", "A1:", ":A1",
    "A1:B2:C3", "'", "''", "'Plan'!A1", "Plan!$A$1:$XFD$1048576", "'[1]S'!A1", "Plan!A1,Plan!B2", "=A1", "A\u0663",
    "A\u00b2", "$A$1:$A$1048576", "Plan!#REF!", "OFFSET(Plan!A1,1,1)", "'It''s'!A1", "A1 A2 A3 " * 2000,
)  # fmt: skip
WORDS = (
    "true", "false", "TRUE", "s", "str", "b", "e", "d", "inlineStr", "n", "shared", "array", "dataTable", "none",
    "General", "0%", "mmm-yy", "[h]:mm", '"days"0', "@", "yyyy-mm-dd", "d" * 400, "[$-409]d", '0" days"', "\\", '"',
    "rId1", "rId2", "rId999", "External", "Internal", "hidden", "veryHidden", "_x0000_", "_x0001_", "_x005F_x0001_",
    "_xD800_", "\ufffe", "\u202e", "\x7f", "\x85", "x" * 300, "y" * 40_000, "\U0001f600" * 20, "e\u0301" * 40,
    "Summary", "summary", "SUMMARY", "Plan", "plan", "R01", "Checks", "Lists", "Guidance", "History", "a\nb", "a\tb",
    "_xlnm.Print_Area", "_xlnm._FilterDatabase", "\u0130", "\u00df", "[x]", "a/b", "a:b", "'q'",
)  # fmt: skip
TARGETS = (
    "", "/", ".", "..", "../..", "../../../../etc/passwd", "%2e%2e/%2e%2e/x", "%", "%zz", "%00", "#", "#A1", "\\x",
    "C:\\x",    "C:/x", "file:///etc/passwd", "http://[", "http://example.org/", "//host/share", "xl/workbook.xml",
    "/xl/workbook.xml",    "worksheets/sheet1.xml", "/XL/WORKSHEETS/SHEET1.XML",
    "./worksheets/../worksheets/sheet1.xml", "NULL", "mailto:a@b",
    "_rels/workbook.xml.rels", "/[Content_Types].xml", "sheet%201.xml", "%D7", "a" * 3000, "a/" * 1500, "x?y#z",
    "../media/image1.png", "workbook.xml", "\u00e4.xml", "%ff.xml", str(OUTSIDE), OUTSIDE.as_uri(),
)  # fmt: skip
TYPED = (
    "41%", "41 %", "-41%", "0.41", "Q5 2017", "Q4 9999", "Q4 1899", "0000/01", "9999/00", "2017/18", "99/99/9999",
    "31/12/9999", "Dec 9999", "31 Feb 2018", "1 Jan 0001", "1/1/00", "29/02/2100", "Sept", "\u00a31,200",
    "\u0663\u0664%",
    "12 \u0663 2017", "\u00b2", "tbc", "n/a", "-", "--", "R", "A", "G", "C", "Active", "Closed", "Higher", "Lower",
    "Calendar", "days", "No.", "1", "1.10", "01", "z1", "zz", "z" * 300, "1" * 400, "9" * 5000, "a", "b", "c", "(i)",
    "1" * 4301, "z999999999", "z" + "9" * 5000, "Ann & Bo; Cy / Di, Ed and Fi", "&" * 2000, "a and " * 2000, "\u00a0",
    "\u200b", "=1+1", "@x", "+x", "http://x", "x" * 32_767, "x" * 32_768, "x" * 70_000, "a\nb\n\n\nc", "\n" * 300,
    "1e5", "1E+999999", "0." + "0" * 400 + "1", "Number", "RAG", "Title", "Recommendation", "Target", "Actual", "Lead",
    "Actions", "Indicators", "Progress", "missing-lead", "note", "error", "off", "R01!A1", "R01", "5%", "-5",
    "99999999999999999999999999999999999999", "1.7976931348623157e308", "2e308", "0.0000001", "100000%", "#FF0000",
    "#GGGGGG", "red", "*", "Head of Assessment", " . " * 200, "1 January 2018 " * 40,
)  # fmt: skip
ALL = (NUMBERS, PLACES, WORDS, TARGETS, TYPED)
RUNS = (
    "a", "[", "'", '"', "'[", "''[", " ", "\t\n", ",", "&", "9", "#A", "<c ", "<f ", "a:", ".", "%", "\u00a0", "1,",
    "-", "\\", " and ", "_x0001_", "Q1 ", "1 ", "0.", "/..", "A1 ", "A1:B2 ", "Plan!A1,", "(", "$",
)  # fmt: skip


def value(rng: Random, name: str = "") -> str:
    """Return a value, usually of a kind that belongs in an attribute or element with that name."""
    local = name.rpartition(":")[2]
    if rng.random() < 0.04:  # a long run, in case the time grows faster than the length
        return rng.choice(RUNS) * rng.choice((300, 30_000, 400_000))
    if rng.random() < 0.25:
        return rng.choice(rng.choice(ALL))
    if local in ("Target", "PartName"):
        return rng.choice(TARGETS)
    if local in ("ref", "sqref", "r", "f", "definedName", "location", "topLeftCell", "activeCell", "spans"):
        return rng.choice(PLACES) if rng.random() < 0.7 else rng.choice(NUMBERS)
    if local in ("t", "v", "is") and rng.random() < 0.7:
        return rng.choice(TYPED)
    if local in ("name", "type", "Type", "state", "formatCode", "kind"):
        return rng.choice(WORDS)
    return rng.choice(NUMBERS)
