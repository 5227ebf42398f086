"""What was typed into a PDF after it was made: the fields of a form, and text that was added on top."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pdfminer.pdftypes import resolve1
from pdfminer.utils import decode_text
from pdfplumber.page import Page

from plan_workbook.bringing.documents.pdf.remarks import Remarks
from plan_workbook.bringing.documents.pdf.text import Char

_MOST = 2_000
"""Annotations of a page, and characters of one of them."""
_DEEPEST = 10
"""A field inherits its value from at most so many above it."""
_HIDDEN = 0b10
_LINE = 11.0
"""The height of a line in points, for fields of several lines."""


def typed_chars(page: Page, remarks: Remarks) -> list[Char]:
    """Return the values of the text fields of a page as characters where they are shown, and remark on the others."""
    found: list[Char] = []
    annotations = resolve1(page.page_obj.annots)
    for each in (annotations if isinstance(annotations, list) else [])[:_MOST]:
        annotation = resolve1(each)
        if isinstance(annotation, dict) and not _flags(annotation) & _HIDDEN:
            found += _shown(annotation, page, remarks)
    return found


def _flags(annotation: dict[str, Any]) -> int:
    flags = resolve1(annotation.get("F"))
    return flags if isinstance(flags, int) else 0


def _shown(annotation: dict[str, Any], page: Page, remarks: Remarks) -> Iterator[Char]:
    kind = _name(annotation.get("Subtype"))
    text = None
    if kind == "FreeText":
        text = _text(annotation.get("Contents"))
    elif kind == "Widget":
        of = _name(_inherited(annotation, "FT"))
        if of == "Btn":
            remarks.ticks.append(page.page_number)
        elif of in ("Tx", "Ch"):
            text = _text(_inherited(annotation, "V"))
    elif kind in ("Text", "Highlight", "StrikeOut", "Underline") and _text(annotation.get("Contents")):
        remarks.comments.append(page.page_number)
    if text and text.strip():
        yield from _chars(text[:_MOST], annotation, page)


def _name(found: Any) -> str:
    return str(getattr(resolve1(found), "name", ""))


def _inherited(annotation: dict[str, Any], key: str) -> Any:
    for _ in range(_DEEPEST):
        found = resolve1(annotation.get(key))
        above = resolve1(annotation.get("Parent"))
        if found is not None or not isinstance(above, dict):
            return found
        annotation = above
    return None


def _text(found: Any) -> str | None:
    value = resolve1(found)
    return decode_text(value) if isinstance(value, bytes) else value if isinstance(value, str) else None


def _chars(text: str, annotation: dict[str, Any], page: Page) -> Iterator[Char]:
    """Yield the characters of a text spread over the box that it is shown in."""
    box = resolve1(annotation.get("Rect"))
    corners = [resolve1(each) for each in box] if isinstance(box, list) else []
    if len(corners) != 4 or not all(isinstance(each, int | float) for each in corners):
        corners = [0.0, 0.0, 100.0, _LINE]
    left, right = sorted((float(corners[0]), float(corners[2])))
    low, high = sorted((float(corners[1]), float(corners[3])))
    _, top = page.point2coord((left, high))
    lines = text.splitlines()
    height = min(_LINE, (high - low) / len(lines))
    for nth, line in enumerate(lines):
        wide = min(0.5 * height, (right - left) / max(len(line), 1))
        for at, each in enumerate(line):
            x0, y = left + at * wide, float(top) + nth * height
            yield {
                "text": each,
                "x0": x0,
                "x1": x0 + wide,
                "top": y,
                "bottom": y + 0.9 * height,
                "doctop": y,
                "width": wide,
                "height": 0.9 * height,
                "size": 0.9 * height,
                "upright": True,
                "fontname": "typed",
                "matrix": (1, 0, 0, 1, x0, low),
                "page_number": page.page_number,
            }
