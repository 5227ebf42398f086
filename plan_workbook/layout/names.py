"""Sheets and defined names used throughout the workbook."""

from __future__ import annotations

from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold, in_item_words, plain, says_no_value

SUMMARY, PLAN_SHEET, GUIDANCE, LISTS_SHEET = "Summary", "Plan", "Guidance", "Lists"
CHECKS = "Checks"
ALL_RECOMMENDATIONS, ALL_INDICATORS = "All recommendations", "All indicators"
"""The sheets with the long tables that the Summary counts over."""
HISTORY_SHEET = "History"
SUMMARY_NAME = "Summary_Sheet"
"""Points at A1 of the generated Summary, so that it is found again when somebody renames it."""
CHECKS_NAME = "Checks_Sheet"
"""Points at A1 of the generated Checks, likewise."""
LIST_NAMES = {ALL_RECOMMENDATIONS: "All_Recommendations", ALL_INDICATORS: "All_Indicators"}
"""On each of these sheets, sheet-scoped: its first cell. The sheet is recognised by it when somebody renames it."""
HISTORY_NAME = "History_Lines"
"""On History, sheet-scoped: its lines and their headings. The sheet is recognised by it when somebody renames it."""
MARKED_NAME = "Checks_Here"
"""On a sheet that people fill in, sheet-scoped: the cells of Checks that hold the addresses of its doubtful cells."""
ERRORS_NAME = "Checks_Errors"
"""Likewise, only the cells with errors."""
STATUSES_NAME = "Checks_Statuses"
"""Likewise, the rows of Indicators that a formula would read otherwise than the tool, each with its status."""
RECORDS_NAME = "Checks_Records"
"""On Checks, sheet-scoped: from the notes that people write to the record of each finding, which is hidden."""
GENERATED_AREA_NAME = "Generated_Area"
"""On a generated sheet, sheet-scoped: the cells the tool wrote. A copy of the sheet is recognised by it, and so is
text that was typed next to the generated cells."""
GENERATED_FROM_NAME = "Generated_From"
"""On the Summary, sheet-scoped: a fingerprint of the inputs it was made from (`reading.fingerprint`)."""
PUBLISHED_EDITION, DRAFT_EDITION = "Published edition", "Draft edition"
"""The category in the properties of an edition's workbook, by which an edition is recognised."""
TEMPLATE_VERSION = 3
"""Goes up when the template gets a column or field that is not optional, or something else that leads can see."""
VERSION_NAME = "Template_Version"
ITEMS_NAME = "Plan_Items"
"""The numbers of the recommendations that the plan must have: on Lists those it was made with, and sheet-scoped on
Checks those it has had since. `sheet-missing` compares with them."""
REPORT_DATE_NAME, TOLERANCE_NAME, ITEM_WORD_NAME = "Report_Date", "Default_Tolerance", "Item_Word"
RATING_CODES_NAME, RATING_LABELS_NAME, RATING_COUNTS_NAME = "Rating_Codes", "Rating_Labels", "Rating_Counts"

_ESCAPED = pattern("_(?=x[0-9A-Fa-f]{4}_)")
"""The beginning of what is decoded in some places where a sheet's name is stored and not in others, depending on the
program, so that references would name no sheet (ST_Xstring, ECMA-376 22.9.2.19)."""

_HAS_ITS_R = pattern(r"[Rr]\D*\d")
"""A number that begins with an R: ``R12``, ``RP1``, ``Rec 1a``."""


def sheet_name(number: str, taken: frozenset[str] | set[str] = frozenset()) -> str:
    """Return the name of a recommendation's sheet: ``R01``, ``R4.10``, ``R07 (2)`` for a second 7, ``No number``.

    A number that begins with an R of its own gets no other: ``RP1``, and ``R01`` for ``R1``.

    `taken` holds the names in use, folded to lower case. Characters that Excel forbids in a sheet's name, or that would
    have to be escaped in a reference to it, become a hyphen, and so does the underscore of ``_x0041_``; a name has at
    most 31 UTF-16 units (ECMA-376 18.2.19).
    """
    said = plain(number)
    bare = said[1:] if _HAS_ITS_R.match(said) else said
    stem = f"R{bare.zfill(2) if bare.isascii() and bare.isdigit() else bare}"
    if says_no_value(said):
        stem = "No number"
    stem = _allowed(stem)
    name, count = stem, 1
    while name.casefold() in taken:
        count += 1
        suffix = f" ({count})"
        name = _cut(stem, 31 - len(suffix)) + suffix
    return name


def list_title(ours: str, item_word: str) -> str:
    """Return the title of a sheet with a long table in the plan's own word for its items: ``All pledges``.

    A plan's own workbook has `ours`, until somebody renames the sheet: without its defined name, which some programs
    lose, it is recognised by that.
    """
    title = _allowed(in_item_words(ours, item_word)).rstrip()
    others = (fold(each) for each in LIST_NAMES if each != ours)
    return ours if fold(title) in others else title  # a plan may call its items indicators


def _allowed(title: str) -> str:
    title = "".join("-" if c in "[]:*?/\\'!" or not c.isprintable() else c for c in title)
    return _cut(_ESCAPED.sub("-", title), 31)


def _cut(text: str, units: int) -> str:
    """Return as much of the text as fits into so many UTF-16 units, whole characters only."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")
