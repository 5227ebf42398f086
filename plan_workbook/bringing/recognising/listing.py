"""How words are declared: many in a text, with commas between them."""

from __future__ import annotations


def parted(text: str) -> tuple[str, ...]:
    """Return the words of a text, without the line breaks in it."""
    return tuple(" ".join(part.split()) for part in text.split(",") if part.strip())
