"""Text of a CSV file that a spreadsheet takes for a formula and runs, and the apostrophe that prevents it."""

from __future__ import annotations

from plan_workbook.patterns import pattern
from plan_workbook.values.text import without_unseen

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_BEGINS = pattern(f"'*(?:\\s*[{_SIGNS}]|[\t\r])")
"""How such a text begins: spreadsheets pass over spaces, and take full-width characters for plain ones."""
_NUMBER = pattern(
    "[+\\-\uff0b\uff0d]\\s*(?:[\u00a3$\u20ac]\\s*)?\\.?\\d[\\d\\s.,]*"  # -1,200
    "(?:%|[eE][+\\-]?\\d+|[^\\W\\d_](?:[^\\W\\d_]|\\s)*)?"  # and its unit
)
"""A number with its sign and unit: ``-5``, ``+3%``, ``-4 days``. There is nothing in it to be run."""
_SIGNS_ALONE = pattern(f"[{_SIGNS}]|[\\s+\\-\uff0b\uff0d]*")
"""For example the hyphen that means no value."""


def would_run(text: str) -> bool:
    """Tell whether a spreadsheet that opens a CSV file would take a cell with this text for a formula.

    It begins with ``=``, ``+``, ``-`` or ``@``, with or without spaces before it, or with a tab or carriage return
    (OWASP, CSV Injection), and is not just a number with its sign.
    """
    seen = without_unseen(text)
    if seen.startswith("'") or not _BEGINS.match(seen):
        return False
    bare = seen.strip()
    return not (_NUMBER.fullmatch(bare) or _SIGNS_ALONE.fullmatch(bare))


def as_text_in_a_sheet(text: str) -> str:
    """Return a text for a CSV file, with an apostrophe in front if a spreadsheet would run it as a formula.

    A text that begins with an apostrophe and then like a formula gets one more, so that `from_text_in_a_sheet` always
    gives the text back.
    """
    return f"'{text}" if would_run(text) or from_text_in_a_sheet(text) != text else text


def from_text_in_a_sheet(text: str) -> str:
    """Return the original of a text that `as_text_in_a_sheet` returned."""
    return text[1:] if text.startswith("'") and _BEGINS.match(without_unseen(text[1:])) else text
