"""Conditional formats and validations of a sheet, of which a reader only has to know that they are there and are XML.

In a workbook of ours they are nearly half of most sheets, and most of them are on other sheets too.
"""

from __future__ import annotations

from functools import lru_cache
from xml.parsers import expat

_KINDS = (
    (b"<conditionalFormatting ", b"</conditionalFormatting>"),
    (b"<dataValidation ", b"</dataValidation>"),
)
_LONGEST = 1 << 14
"""Bytes of one that is worth remembering; ours have a tenth of it."""
_TOLD = (b"xmlns", b"<pane", b":pane", b"dataValidations", b"conditionalFormattings")
"""What a reader takes notice of, wherever it is; a pattern of them would take longer."""
_EMPTY = b"/>"


def in_brief(root: bytes, around: bytes) -> bytes:
    """Return what follows the rows of a sheet, with one empty element for formats or validations next to each other.

    One that is not sound is left as it is, so that a parser says the same of the shorter text.

    Args:
        root: the tag that the part begins with.
        around: what follows the rows.
    """
    if b"<!" in around or b"<?" in around:
        return around  # in a comment, a format would be none
    for begin, end in _KINDS:
        first, *others = around.split(begin)
        pieces, follows_another = [first], False
        for each in others:
            inner, closed, following = each.partition(end)
            if not closed:
                inner, closed, following = each.partition(_EMPTY)
            if closed and len(inner) <= _LONGEST and _is_sound(root, begin, inner, closed):
                pieces += (following,) if follows_another else (begin, _EMPTY, following)
                follows_another = not following
            else:
                pieces += begin, each
                follows_another = False
        around = b"".join(pieces)
    return around


@lru_cache(maxsize=2048)
def _is_sound(root: bytes, begin: bytes, inner: bytes, end: bytes) -> bool:
    """Tell whether an element is well-formed below that root, and a reader of sheets need not look into it."""
    if any(each in inner for each in _TOLD):
        return False
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(b"".join((root, begin, inner, end, b"</worksheet>")), True)
    except expat.ExpatError:
        return False
    return True
