"""What a person should know of how a document was read, gathered on the way through it."""

from __future__ import annotations

from plan_workbook.bringing.documents.word.symbols import UNKNOWN
from plan_workbook.values.text import counted, in_brief, listed_in_part, on_one_line


class Remarks:
    """What there is to remark, by its kind, each with the places."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._places: dict[str, list[str]] = {}

    def add(self, kind: str, place: str) -> None:
        """Add a place to those of a kind."""
        places = self._places.setdefault(kind, [])
        if place not in places[-1:]:
            places.append(place)

    def sentences(self) -> tuple[str, ...]:
        """Return a sentence for each kind."""
        return tuple(
            sentence.format(places=listed_in_part(places), count=len(places), things=counted(len(places), noun))
            for kind, (noun, sentence) in _SENTENCES.items()
            if (places := self._places.get(kind))
        )


def quoted(place: str, text: str) -> str:
    """Return a place with the beginning of the text that is there."""
    brief = on_one_line(in_brief(text, 40))
    return f"{place} ('{brief}')" if brief else place


PICTURE, SHAPE, EMBEDDED = "picture", "shape", "embedded"
PLACEHOLDER, HIDDEN, COVERED, STRUCK = "placeholder", "hidden", "covered", "struck"
CHANGED, COMMENTS, CONTENTS, SYMBOL = "changed", "comments", "contents", "symbol"
_SENTENCES = {
    PICTURE: ("picture", "Pictures are not read; look at what they show: {places}."),
    SHAPE: ("shape", "Drawn shapes without a text are not read; look at what they show: {places}."),
    EMBEDDED: ("file", "A file inside the document is not read; bring it in as a file of its own: {places}."),
    PLACEHOLDER: ("control", "Content controls that show only their prompt are read as blank: {places}."),
    HIDDEN: ("text", "Hidden text, which is not printed, is not read: {places}."),
    COVERED: ("cell", "Text in cells that merged cells cover, which is not printed, is not read: {places}."),
    STRUCK: ("text", "Text that is struck through is read like any other: {places}."),
    SYMBOL: ("symbol", f"Symbols of special fonts that are not known are read as {UNKNOWN}: {{places}}."),
    CHANGED: ("change", "Its tracked changes are read as if they had been accepted: {places}."),
    COMMENTS: ("comment", "Its comments are not read: {places}."),
    CONTENTS: ("line", "Its table of contents is left out, because it repeats the headings: {places}."),
}  # fmt: skip
"""Each kind's sentence."""
