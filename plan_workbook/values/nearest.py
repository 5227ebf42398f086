"""What somebody may have meant by a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Return the one of some names that is nearest to what was typed, ignoring case, or None if none is near."""
    from rapidfuzz import fuzz, process  # needed only for what is mistyped

    near = process.extractOne(name, list(names), scorer=fuzz.ratio, score_cutoff=60, processor=str.casefold)
    return near[0] if near else None
