"""Reads the text in a lead's cell: one person or post, or several."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from plan_workbook.values.text import fold, tidy

_SURE = re.compile(r"[&/;\n]")
_PERHAPS = re.compile(r",|\sand\s", re.IGNORECASE)


def read_leads(text: str, listed: AbstractSet[str] = frozenset()) -> tuple[str, ...]:
    """Return the leads named in a cell, tidied, in order.

    `listed` holds the folded names and posts of the plan's people. ``&``, ``/``, ``;`` and a new line
    separate leads; ``and`` and a comma do so only if every piece is listed, because ``Transformation and Business
    Services`` is one post. A text that is a listed name as a whole is never split.
    """
    if fold(text) in listed:
        return (tidy(text),)
    leads: list[str] = []
    for part in _SURE.split(text.replace("\r", "\n").strip()):
        smaller = [p for p in _PERHAPS.split(part) if p.strip()]
        several = len(smaller) > 1 and all(fold(p) in listed for p in smaller) and fold(part) not in listed
        leads += [tidy(p) for p in (smaller if several else [part]) if p.strip()]
    return tuple(dict.fromkeys(leads))
