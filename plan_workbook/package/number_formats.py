"""Number formats: those that Excel has built in, and which of them show a number as a date or a duration."""

from __future__ import annotations

import re

from plan_workbook.patterns import pattern

GENERAL = "General"
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}
"""The formats that a workbook refers to by number alone (ECMA-376, 18.8.30); the others show numbers as they are."""
_NOT_LETTERS = pattern(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
"""What is quoted, and what is in brackets: colours, conditions and languages, but not hours, minutes or seconds."""
_OF_A_DATE = pattern(r"(?<![_\\])[dmhysDMHYS]")
_NOT_SHOWN_OF_DATE = pattern(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|am/pm|a/p', re.IGNORECASE)
"""What shows nothing of a date: words, blanks, colours, conditions and languages."""
_RUN = pattern(r"\[[hms]+\]|d+|m+|y+|h+|s+")
_PARTS = {"d": "day", "m": "month", "y": "year", "h": "hour", "s": "second", "[": "elapsed"}
_WORDS = pattern(r'"[^"]*\w[^"]*"|\\\w')
_PLAIN = pattern(r"general|(?:#,##)?0(?:\.0+)?", re.IGNORECASE)
_PERCENTAGE = pattern(r"0(?:\.0+)?%")
_OF_A_DURATION = pattern(r"\[(?:hh?|mm?|ss?)\]", re.IGNORECASE)


def shows_date(code: str) -> bool:
    """Tell whether a format shows a number as a date or a time, by its part for positive numbers."""
    return _OF_A_DATE.search(_NOT_LETTERS.sub("", code.split(";")[0])) is not None


def shows_duration(code: str) -> bool:
    """Tell whether a format shows a number as hours, minutes or seconds that have passed: ``[h]:mm``."""
    return _OF_A_DURATION.search(code.split(";")[0]) is not None


def date_parts(code: str) -> frozenset[str]:
    """Return which parts of a date or time a format shows, by its section for positive numbers.

    They are ``day``, ``month``, ``year``, ``hour``, ``minute`` and ``second``, and ``elapsed`` for a duration.
    """
    runs = _RUN.findall(_NOT_SHOWN_OF_DATE.sub(" ", code.split(";")[0]).lower())
    found = set()
    for before, run, after in zip(["", *runs], runs, [*runs[1:], ""], strict=False):
        minutes = run[0] == "m" and (before.strip("[")[:1] == "h" or after.strip("[")[:1] == "s")
        found.add("minute" if minutes else _PARTS[run[0]])
    return frozenset(found)


def same_but_for_decimals(code: str, other: str) -> bool:
    """Tell whether two formats show numbers alike but for decimals, thousands separators and the order of a date."""
    return code == other or (_kind(code) is not None and _kind(code) == _kind(other))


def _kind(code: str) -> object:
    """Return what formats have in common that show numbers alike; None for one that adds or leaves out something."""
    for kind in (_PLAIN, _PERCENTAGE):
        if kind.fullmatch(code):
            return kind
    return None if _WORDS.search(code) else date_parts(code) or None
