"""The names of the copies of a workbook that the tool keeps next to it."""

from __future__ import annotations

BASE = ".base"
"""The end of the name, before its ending, of the copy of a master that is kept when it is handed out."""
COPIES = {
    ".bak": "the backup of a workbook",
    BASE: "a copy of what was handed out",
}
"""The ends of the names, before ``.xlsx``: what each copy is."""


def kept_copy(stem: str) -> str:
    """Return what kind of copy has this name, as a noun phrase; empty if it is none."""
    return next((what for end, what in COPIES.items() if stem.casefold().endswith(end)), "")
