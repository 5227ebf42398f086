"""Texts in several fonts: the shared strings of a workbook, and texts written in a cell itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from plan_workbook.package.streaming import MAIN, is_on, listen

Run = tuple[str, bool | None]
"""A piece of a text, and whether it is struck through; None if it has the font of its cell."""
_STRING = MAIN + "si"
_PLAIN = MAIN + "t"
_RUN = MAIN + "r"
_FONT = MAIN + "rPr"
_STRIKE = MAIN + "strike"


@dataclass(slots=True, eq=False, repr=False)
class SharedTexts:
    """The texts that cells refer to by number, from 0."""

    texts: list[str] = field(default_factory=list)
    runs: dict[int, tuple[Run, ...]] = field(default_factory=dict)
    """The runs of those in several fonts."""


class TextReader:
    """Puts one text together from what is inside its element, without the phonetic runs that say how to read it."""

    __slots__ = ("_in_run", "_outer", "_pieces", "_plain", "_runs", "_strike", "_text")

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Start with the next text."""
        self._plain = ""
        self._runs: list[Run] = []
        self._outer = self._in_run = self._text = ""
        self._strike: bool | None = None
        self._pieces: list[str] | None = None

    def start(self, level: int, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element, so many levels below that of the text itself."""
        if level == 1:
            self._outer, self._strike, self._text = name, None, ""
            self._pieces = [] if name == _PLAIN else None
        elif self._outer == _RUN:
            if level == 2:
                self._in_run = name
                self._pieces = [] if name == _PLAIN else None
                if name == _FONT:
                    self._strike = False
            elif level == 3 and self._in_run == _FONT and name == _STRIKE:
                self._strike = is_on(attributes.get("val", "1"))

    def characters(self, text: str) -> None:
        """Take some text."""
        if self._pieces is not None:
            self._pieces.append(text)

    def end(self, level: int) -> None:
        """Take the end of an element."""
        if level > 2:
            return
        if self._pieces is not None:
            self._text = "".join(self._pieces)
            self._pieces = None
        if level == 1:
            if self._outer == _PLAIN:
                self._plain = self._text
            elif self._outer == _RUN:
                self._runs.append((self._text, self._strike))
            self._outer = ""

    def result(self) -> tuple[str, tuple[Run, ...]]:
        """Return the text, and its runs if it has any."""
        if not self._runs:
            return self._plain, ()
        runs = [(self._plain, None), *self._runs] if self._plain else self._runs
        return "".join(text for text, _ in runs), tuple(runs)


@lru_cache(maxsize=1)  # of the workbook that is read, which is opened again for what else there is to say about it
def shared_texts(content: bytes) -> SharedTexts:
    """Return the texts of a shared strings part.

    Raises:
        ExpatError, UnsafeWorkbook: as `listen` does.
    """
    listener = _Strings()
    listen(content, listener, "the shared texts")
    return listener.found


class _Strings:
    def __init__(self) -> None:
        self.found = SharedTexts()
        self._reader = TextReader()
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 2:
            self._reader.start(self._depth - 2, name, attributes)
        elif name == _STRING:
            self._reader.begin()

    def characters(self, text: str) -> None:
        self._reader.characters(text)

    def end(self, name: str) -> None:
        self._depth -= 1
        if self._depth > 1:
            self._reader.end(self._depth - 1)
        elif name == _STRING:
            text, runs = self._reader.result()
            if runs:
                self.found.runs[len(self.found.texts)] = runs
            self.found.texts.append(text)
