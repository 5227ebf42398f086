"""Text that a page draws and does not show, because the page before or after it does.

A merged cell of a sheet that goes over the end of a page is drawn whole on both pages, by LibreOffice for one, and each
of them cuts off what is above or below its own rows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.utils import apply_matrix_pt

from plan_workbook.bringing.documents.pdf.text import Char

_GAP = 1.5
"""A gap of more than so many letters' size is one between two texts."""
_LEVEL = 0.5
"""Points by which what is drawn at one height may differ."""


class Following(PDFPageInterpreter):
    """Draws a page, and tells the device between which heights what it draws can be seen."""

    _outer: tuple[float, float] | None = None

    def init_state(self, ctm: Any) -> None:
        """Begin a page, or a form that is drawn on one."""
        super().init_state(ctm)
        self._between = self._outer
        self._kept: list[tuple[float, float] | None] = []

    def dup(self) -> PDFPageInterpreter:
        """Return what draws a form, of which no more can be seen than of what is around it."""
        inner = super().dup()
        if isinstance(inner, Following):
            inner._outer = self._between
        return inner

    def do_q(self) -> None:
        """Keep how things are drawn."""
        self._kept.append(self._between)
        super().do_q()

    def do_Q(self) -> None:  # noqa: N802 - as the operator is called
        """Draw things again as they were drawn before."""
        if self._kept:
            self._show(self._kept.pop())
        super().do_Q()

    def do_W(self) -> None:  # noqa: N802
        """Cut off what is outside the path."""
        heights = [
            apply_matrix_pt(self.ctm, (float(part[at]), float(part[at + 1])))[1]
            for part in self.curpath
            for at in range(1, len(part), 2)
        ]
        if heights:
            low, high = self._between or (min(heights), max(heights))
            self._show((max(low, min(heights)), min(high, max(heights))))

    do_W_a = do_W  # noqa: N815

    def do_Do(self, name: Any) -> None:  # noqa: N802
        """Draw a form or picture; what a form cuts off, only it does."""
        super().do_Do(name)
        self._show(self._between)

    def _show(self, between: tuple[float, float] | None) -> None:
        self._between = between
        self.device.shown = between  # type: ignore[attr-defined]  # of the device in `limits`


class Text(NamedTuple):
    """Letters that are drawn one after the other at one height."""

    what: tuple[str, int]
    """Its words, and how many points from the left it begins."""
    hidden: bool
    letters: tuple[int, ...]
    """Their places among the characters of the page."""


def texts_of(chars: Sequence[Char], hidden: Collection[int]) -> list[Text]:
    """Return the texts of a page, in the order in which they are drawn; `hidden` are the letters cut off, by place."""
    return [
        Text(
            (" ".join("".join(chars[at]["text"] for at in letters).split()), round(chars[letters[0]]["x0"])),
            letters[0] in hidden,
            tuple(letters),
        )
        for letters in _in_lines(chars, hidden)
    ]


def _in_lines(chars: Sequence[Char], hidden: Collection[int]) -> Iterator[list[int]]:
    line: list[int] = []
    for at, char in enumerate(chars):
        if line:
            last = chars[line[-1]]
            near = abs(char["x0"] - last["x1"]) <= _GAP * max(char["size"], 1.0)
            if not near or abs(char["bottom"] - last["bottom"]) > _LEVEL or (at in hidden) != (line[-1] in hidden):
                yield line
                line = []
        line.append(at)
    if line:
        yield line


class Elsewhere(NamedTuple):
    """What a page draws that another one shows, by the places of its letters."""

    letters: frozenset[int]
    goes_on: frozenset[int]
    """The first letters of what this page shows of texts that begin on the other."""


def shown_elsewhere(texts: Sequence[Text], *others: Sequence[Text]) -> Elsewhere:
    """Return what is cut off on a page, and shown on a page next to it as far from the left."""
    there = {text.what for page in others for text in page if not text.hidden}
    letters = {at for text in texts if text.hidden and text.what in there for at in text.letters}
    goes_on = {
        text.letters[0]
        for above, text in pairwise(texts)
        if above.letters[0] in letters and not text.hidden and text.what[1] == above.what[1]
    }
    return Elsewhere(frozenset(letters), frozenset(goes_on))
