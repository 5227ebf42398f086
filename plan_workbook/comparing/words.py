"""The words that were taken out of a text, and those that were put in."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple


class Said(Enum):
    """Which version says a piece of a text."""

    BOTH = "both"
    BEFORE = "before"
    AFTER = "after"


class Piece(NamedTuple):
    """Words that follow each other in a text, with the spaces between them."""

    said: Said
    text: str


_WORDS = re.compile(r"\S+|\s+")
_IN_COMMON = 0.4
"""The share of words in common below which a text was written anew: pairing stray words would explain nothing."""


def word_changes(before: str, after: str) -> tuple[Piece, ...]:
    """Return two versions of a text as one: what both say, what was taken out, and what was put in.

    The pieces of `before` put together are the old text, those of `after` the new one.
    """
    from rapidfuzz.distance import Indel  # only comparisons need it

    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if Indel.normalized_similarity(before.split(), after.split()) < _IN_COMMON:
        return tuple(Piece(said, text) for said, text in ((Said.BEFORE, before), (Said.AFTER, after)) if text)
    pieces: list[Piece] = []
    out = into = ""
    for step in Indel.opcodes(old, new):
        gone, came = "".join(old[step.src_start : step.src_end]), "".join(new[step.dest_start : step.dest_end])
        if step.tag == "equal" and not (gone.isspace() and (out or into)):
            pieces += _changed(out, into)
            pieces.append(Piece(Said.BOTH, gone))
            out = into = ""
        else:
            out, into = out + gone, into + came
    return (*pieces, *_changed(out, into))


def _changed(out: str, into: str) -> list[Piece]:
    """Return what was taken out and what was put in; a space at the end that both have is in both."""
    shared = " " if out.endswith(" ") and into.endswith(" ") else ""
    said = ((Said.BEFORE, out.removesuffix(shared)), (Said.AFTER, into.removesuffix(shared)), (Said.BOTH, shared))
    return [Piece(which, text) for which, text in said if text]
