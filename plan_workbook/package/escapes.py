"""Characters that a cell's text stores as ``_xHHHH_``, the number of the character (ST_Xstring, ECMA-376 22.9.2.19)."""

from __future__ import annotations

from functools import lru_cache

from plan_workbook.patterns import pattern

_LITERAL = pattern("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_XML = pattern("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_STORED = pattern("_x(00[01][0-9A-Fa-f]|005[Ff]|[Ff]{3}[EeFf])_")


def as_stored(text: str) -> str:
    """Return a text as it must be stored, so that Excel shows ``_x0041_`` and not the letter A."""
    return _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", _LITERAL.sub("_x005F_", text))


@lru_cache(maxsize=64)
def as_typed(text: str) -> str:
    """Return the text that a stored one stands for; many cells may share a long one.

    Only underscores and characters that XML can't hold are decoded: Excel stores nothing else in this way, and other
    programs store ``_x0041_`` unchanged if somebody typed it.
    """
    return _STORED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
