"""Texts of a plan in the places of a workbook that are not cells, where Excel or XlsxWriter would read more than text.

A cell's own text needs nothing: `LiteralWorkbook` stores it as it is. The name of a chart's series is not a text at all
but the address of a heading, because XlsxWriter takes ``='x'!A1`` for a reference. The name of a sheet comes from
`layout.sheet_name`. Every other place has a function here.
"""

from __future__ import annotations

import re
from textwrap import shorten

from plan_workbook.layout import LONGEST_TEXT
from plan_workbook.package.escapes import as_stored
from plan_workbook.values.text import on_one_line

_LONGEST_CONSTANT = 255
"""Characters of a text in a formula, as Excel counts them, in UTF-16."""
_PIECE = re.compile(r"[^\x00-\x1f\x7f\ufffe\uffff_]{1,120}|_|[\x01-\x1f\x7f]")
"""So much of a text that it can be a constant of its own, however many units its characters take."""
_NONCHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF))
"""Which no document can hold, because XML 1.0 does not allow them."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_WILD = frozenset("*?~")
_LIKE_A_CONDITION = re.compile(r"[=<>#]|(?i:true|false)\Z|\Z")
"""The beginning of what COUNTIF does not compare as a text: an operator, an error, a truth value, nothing."""
_LONGEST_IN_FOOTER = 109
"""Characters. Even if each counts twice, as ``&`` and emoji do, the date, the page numbers and their codes fit as well
into the 255 that a footer may have."""
_LONGEST_PROPERTY = 255


def is_constant(text: str) -> bool:
    """Tell whether a text can be a constant of a formula, also in an array such as ``{"Red","Green"}``.

    It must not be too long, nor have anything in it that some programs store or read as an escaped character.
    """
    short = len(text.encode("utf-16-le", "replace")) <= 2 * _LONGEST_CONSTANT
    return short and as_stored(text) == text and "\x7f" not in text


def is_criterion(text: str) -> bool:
    """Tell whether COUNTIF counts the cells with this text and no others: it has no operator and no wildcard."""
    return is_constant(text) and not _WILD & set(text) and not _LIKE_A_CONDITION.match(text)


def has_wildcard(text: str) -> bool:
    """Tell whether MATCH would find other texts too when it looks for this one."""
    return bool(_WILD & set(text))


def constant(text: str) -> str:
    """Return a text as the constant of a formula, for which `is_constant` holds."""
    return '"' + text.replace('"', '""') + '"'


def in_formula(text: str) -> str:
    """Return any text as a formula's expression; one that can't be a constant is put together from several."""
    if is_constant(text):
        return constant(text)
    pieces = _PIECE.findall(text)
    return "&".join(f"CHAR({ord(each)})" if _CONTROL.match(each) else constant(each) for each in pieces) or '""'


def caption(text: str) -> str:
    """Return a text for a chart's title, a description, a prompt or a tip, on one line.

    Some programs decode ``_x0041_`` there and others do not, so it gets a hyphen for its underscore.
    """
    return as_stored(on_one_line(text).translate(_NONCHARACTERS)).replace("_x005F_", "-")


def in_property(text: str) -> str:
    """Return a caption for a property of the file, such as its title; Excel keeps no more than 255 characters."""
    return caption(text)[:_LONGEST_PROPERTY]


def in_footer(text: str) -> str:
    """Return a caption for a footer, in which no character is a code; a long one is shortened."""
    line = caption(text)
    if len(line) > _LONGEST_IN_FOOTER:
        words = shorten(line, _LONGEST_IN_FOOTER, placeholder="...")
        one_word = len(words) <= _LONGEST_IN_FOOTER // 2
        line = f"{line[: _LONGEST_IN_FOOTER - 3]}..." if one_word else words
    return line.replace("&", "&&")


def in_note(text: str) -> str:
    """Return a text for a note on a cell, with its line ends; a longer one than Excel keeps is cut off."""
    kept = text.encode("utf-16-le", "replace")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
    return _CONTROL_BUT_LINES.sub("", kept.translate(_NONCHARACTERS))
