"""The pages of a PDF: for each, its tables and the lines of text outside them.

What shows the cells of a table is looked for in this order: lines around them (`ruled`), tags (`tagged`), labels in a
frame (`labelled`), painted headings (`painted`), the columns of the page before (`continued`), and how far texts go
(`aligned`, by `columns`). The last three keep lines to their columns in one way (`by_sides`), and have their rows from
the order in which texts are drawn (`drawn`).
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import NamedTuple

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page as Plumbed
from pdfplumber.utils.exceptions import PdfminerException

from plan_workbook.bringing.documents.pdf.aligned import Aligned, aligned_tables
from plan_workbook.bringing.documents.pdf.clipped import shown_elsewhere, texts_of
from plan_workbook.bringing.documents.pdf.closing import NEAR
from plan_workbook.bringing.documents.pdf.continued import continued
from plan_workbook.bringing.documents.pdf.labelled import labelled_cells
from plan_workbook.bringing.documents.pdf.limits import MOST_PAGES, TooMuchOnPage, bounded
from plan_workbook.bringing.documents.pdf.painted import painted_tables
from plan_workbook.bringing.documents.pdf.remarks import Remarks
from plan_workbook.bringing.documents.pdf.rows import lines_of_words, numbers_at_the_foot
from plan_workbook.bringing.documents.pdf.ruled import (
    Box,
    Drawing,
    Fill,
    Part,
    Printed,
    Rule,
    fill_behind,
    filled_cells,
    fills_of,
    ruled_tables,
    rules_across,
)
from plan_workbook.bringing.documents.pdf.signs import signs_of, with_signs
from plan_workbook.bringing.documents.pdf.tagged import TablesByTags
from plan_workbook.bringing.documents.pdf.tags import tagged_tables
from plan_workbook.bringing.documents.pdf.text import GOES_ON, Char, Line, lines_of, without_doubles
from plan_workbook.bringing.documents.pdf.turned import lines_of_page, words_of_page
from plan_workbook.bringing.documents.pdf.typed import typed_chars
from plan_workbook.errors import InputError
from plan_workbook.values.text import counted

_APART = 1.5
"""Outside tables, a gap of more than so many letters' height can be one between columns."""
_FEW = 3
"""With so few columns by its lines, a table may have more of them without lines between them."""
_FOOT = 70.0
"""Points from the foot of a page, in which there are page numbers only."""
_PICTURE = 0.3
"""A picture over at least this share of a page may be a table or a scan."""
_LITTLE_TEXT = 200
"""Characters."""
_TOO_MUCH = (
    "{} holds more than can be read: print the pages with the plan to a PDF of their own, or bring in the Word or "
    "Excel file that it was made from."
)


class Page(NamedTuple):
    """What is on a page."""

    number: int
    width: float
    height: float
    """In points."""
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    """The text outside tables."""


class Found(NamedTuple):
    """What is on all pages."""

    pages: tuple[Page, ...]
    remarks: tuple[str, ...]


def read_pages(content: bytes, file: str) -> Found:
    """Return what is on the pages of a PDF.

    Raises:
        InputError: it can't be read, with the reason in a sentence.
    """
    remarks = Remarks()
    pages: list[Page] = []
    with bounded(), _refusing(file), pdfplumber.open(io.BytesIO(content)) as pdf:
        found = list(islice(PDFPage.create_pages(pdf.doc), MOST_PAGES + 1))
        if len(found) > MOST_PAGES:
            raise InputError(
                f"{file} has more than {MOST_PAGES} pages: print the pages with the plan to a PDF of their own, and "
                "bring that in."
            )
        named = TablesByTags(tagged_tables(pdf.doc, {each.pageid: number for number, each in enumerate(found, 1)}))
        drawn = _with_those_around(_drawn(pdf, each, number, remarks) for number, each in enumerate(found, 1))
        for before, here, after in drawn:
            page = _page(before, here, after, remarks, _sides_at_the_end(pages[-1] if pages else None), named)
            if page is not None:
                pages.append(page)
    _refuse_without_text(pages, remarks, len(found), file)
    return Found(tuple(pages), remarks.sentences())


@contextmanager
def _refusing(file: str) -> Iterator[None]:
    """Turn what the parser says into a sentence about the file."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # on bad input, parsers raise errors of all kinds
        cause = _cause(error)
        if isinstance(cause, MemoryError):
            raise InputError(_TOO_MUCH.format(file)) from error
        if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
            raise InputError(
                f"{file} is protected with a password: open it, print it to a new PDF that has none, and bring that in."
            ) from error
        raise InputError(
            f"{file} is damaged, or is not really a PDF: get it again from where it came from, or bring in the Word or "
            "Excel file that it was made from."
        ) from error


def _cause(error: BaseException) -> BaseException:
    """Return the error that pdfplumber wraps."""
    while isinstance(error, PdfminerException) and error.args and isinstance(error.args[0], BaseException):
        error = error.args[0]
    return error


class _Drawn(NamedTuple):
    """What is drawn on a page."""

    page: Plumbed
    chars: list[Char]
    hidden: Collection[int]
    """The places of characters that are cut off."""

    def shown(self, *next_to_it: _Drawn | None) -> list[Char]:
        """Return its characters without those that are cut off and that one of the pages next to it shows."""
        if not self.hidden:
            return self.chars
        others = [texts_of(each.chars, each.hidden) for each in next_to_it if each is not None]
        elsewhere = shown_elsewhere(texts_of(self.chars, self.hidden), *others)
        for at in elsewhere.goes_on:
            self.chars[at][GOES_ON] = True
        return [char for at, char in enumerate(self.chars) if at not in elsewhere.letters]


def _drawn(pdf: pdfplumber.pdf.PDF, found: PDFPage, number: int, remarks: Remarks) -> _Drawn | None:
    """Return what is drawn on a page; None, with a remark, if it can't be read."""
    with _remarking(number, remarks):
        found.attrs.setdefault("MediaBox", list(found.mediabox))
        page = Plumbed(pdf, found, number)
        return _Drawn(page, page.chars, getattr(page.layout, "hidden", ()))
    return None


def _with_those_around(pages: Iterable[_Drawn | None]) -> Iterator[tuple[_Drawn | None, _Drawn, _Drawn | None]]:
    """Yield each page that can be read, between those before and after it."""
    before, here = None, None
    for after in chain(pages, [None]):
        if here is not None:
            yield before, here, after
        before, here = here, after


def _page(
    before: _Drawn | None,
    here: _Drawn,
    after: _Drawn | None,
    remarks: Remarks,
    sides: Sequence[float],
    named: TablesByTags,
) -> Page | None:
    """Return what is on a page; None, with a remark, if it can't be read."""
    page = here.page
    with _remarking(page.page_number, remarks):
        chars = [*without_doubles(here.shown(before, after)), *typed_chars(page, remarks)]
        shown = [char for char in chars if _on_page(char, page)]
        if len(shown) < len(chars):
            remarks.beyond.append(page.page_number)
        _remark_on(page, shown, remarks)
        read = read_page(page, shown, remarks, sides, named)
        page.close()
        return read
    return None


@contextmanager
def _remarking(number: int, remarks: Remarks) -> Iterator[None]:
    """Remark that a page can't be read if it can't."""
    try:
        yield
    except Exception as error:
        cause = _cause(error)
        if isinstance(cause, MemoryError):
            raise
        (remarks.drawings if isinstance(cause, TooMuchOnPage) else remarks.damaged).append(number)


def _on_page(char: Char, page: Plumbed) -> bool:
    left, top, right, bottom = page.cropbox
    return bool(char["x1"] > left and char["x0"] < right and char["bottom"] > top and char["top"] < bottom)


def _remark_on(page: Plumbed, chars: Sequence[Char], remarks: Remarks) -> None:
    """Note what a person should know of a page."""
    area = max(float(page.width * page.height), 1.0)
    pictures = sum(float(image["width"] * image["height"]) for image in page.images)
    letters = sum(not char["text"].isspace() for char in chars)
    if pictures >= _PICTURE * area and letters < _LITTLE_TEXT:
        remarks.pictures.append(page.page_number)
    if sum(char["text"].startswith("(cid:") for char in chars) > 0:
        remarks.unknown_letters.append(page.page_number)


def _sides_at_the_end(page: Page | None) -> list[float]:
    """Return where the columns of a table without lines are that may go on over the end of a page; none if none may."""
    part = page.parts[-1] if page is not None and page.parts else None
    if page is None or part is None or not part.aligned:
        return []
    if any(part.box[3] <= line.top < page.height - _FOOT for line in page.lines):
        return []
    return sorted({side for cell in part.cells for side in (cell.box[0], cell.box[2])})


def read_page(
    page: Plumbed,
    chars: Sequence[Char],
    remarks: Remarks,
    sides: Sequence[float] = (),
    named: TablesByTags | None = None,
) -> Page:
    """Return what is on a page; each of the characters is in one cell or one line.

    Args:
        page: the page.
        chars: what is printed on it.
        remarks: to which is added what is to be said of it.
        sides: where columns are of a table without lines that may go on from the page before.
        named: the tables that the PDF names.
    """
    printed = chars
    fills, rules = fills_of(page), rules_across(page)
    parts: list[Part] = []
    try:
        tables = ruled_tables(page)
    except Drawing:
        remarks.ruled.append(page.page_number)
        tables = []
    one_column = [boxes for boxes in tables if len({box[::2] for box in boxes}) == 1]
    for boxes in tables:
        if boxes in one_column:
            continue
        cells, outside = filled_cells(boxes, chars, fills, rules)
        inside = _aligned_inside(boxes, chars, outside, rules)
        if inside is not None:
            cells = [cell._replace(fill=fill_behind(cell.box, fills)) for cell in inside.cells]
        aligned_too = inside is not None or len(cells) > len(boxes)
        parts.append(Part(page.page_number, len(parts) + 1, tuple(cells), aligned=aligned_too))
        chars = [chars[at] for at in outside]
    for tagged, letters in named.on_page(page.page_number, printed, chars) if named else ():
        cells = [cell._replace(fill=fill_behind(cell.box, fills)) for cell in tagged]
        parts.append(Part(page.page_number, len(parts) + 1, tuple(cells)))
        chars = [char for char in chars if id(char) not in letters]
    for boxes in sorted((each for each in one_column if len(each) == 1), key=lambda each: each[0][1]):
        if labelled := _labelled(boxes[0], chars, fills):
            parts.append(Part(page.page_number, len(parts) + 1, labelled[0], closed=True))
            chars = labelled[1]
            one_column.remove(boxes)
    words = words_of_page(chars)
    foot = float(page.height) - _FOOT
    numbers = numbers_at_the_foot(words, foot)
    aligned: list[Aligned] = []
    for region in _regions([word for word in words if id(word) not in numbers], one_column, fills):
        painted = painted_tables(region, fills, rules, foot)
        taken = {id(word) for table in painted for word in table.words}
        aligned += painted + _aligned([word for word in region if id(word) not in taken], rules, sides, foot)
        sides = () if aligned else sides
    aligned.sort(key=lambda table: min(cell.box[1] for cell in table.cells))
    for table in aligned:
        cells = [cell._replace(fill=fill_behind(cell.box, fills)) for cell in table.cells]
        parts.append(Part(page.page_number, len(parts) + 1, tuple(cells), aligned=True))
    taken = {id(word) for table in aligned for word in table.words}
    if taken:
        lines = lines_of_words((word for word in words if id(word) not in taken), _APART)
    else:
        for boxes in one_column:
            cells, outside = filled_cells(boxes, chars, fills, rules)
            parts.append(Part(page.page_number, len(parts) + 1, tuple(cells), len(boxes) == 1))
            chars = [chars[at] for at in outside]
        lines = lines_of_page(chars, _APART)
    signs = signs_of(page)
    parts = [part if part.alone else part._replace(cells=with_signs(part.cells, signs)) for part in parts]
    return Page(page.page_number, float(page.width), float(page.height), tuple(parts), tuple(lines))


def _labelled(
    frame: Box, chars: Sequence[Char], fills: Sequence[Fill]
) -> tuple[tuple[Printed, ...], list[Char]] | None:
    """Return the cells of a frame with labels above their values, and the characters outside it; None if of another."""
    inside = [_within(frame, char) for char in chars]
    cells = labelled_cells(frame, [char for char, its in zip(chars, inside, strict=True) if its])
    if not cells:
        return None
    filled = tuple(cell._replace(fill=fill_behind(cell.box, fills)) for cell in cells)
    return filled, [char for char, its in zip(chars, inside, strict=True) if not its]


def _within(box: Box, char: Char) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x < box[2] and box[1] <= y < box[3])


def _regions(words: Sequence[Line], framed: Sequence[Sequence[Box]], fills: Sequence[Fill]) -> list[list[Line]]:
    """Return words by the frames that they are in, from the top: no table goes on from one into another.

    A frame below something painted may be the rows of a table whose headings are above it.
    """
    frames = [_around(boxes) for boxes in framed]
    frames = [
        frame
        for frame in sorted(frames, key=lambda frame: (frame[2] - frame[0]) * (frame[3] - frame[1]))
        if not any(fill.box[1] < frame[1] - NEAR and abs(fill.box[3] - frame[1]) <= NEAR for fill in fills)
    ]
    found: dict[int, list[Line]] = {}
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        at = (number for number, box in enumerate(frames) if box[0] <= x < box[2] and box[1] <= y < box[3])
        found.setdefault(next(at, -1), []).append(word)
    return sorted(found.values(), key=lambda region: min(word.top for word in region)) or [[]]


def _around(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _aligned(words: Sequence[Line], rules: Sequence[Rule], sides: Sequence[float], foot: float) -> list[Aligned]:
    """Return the tables without lines; the first may go on from the page before, if more is not one by itself."""
    going_on = continued(words, rules, sides) if sides else []
    if not going_on:
        return aligned_tables(words, rules, foot)
    first = going_on[0].words
    found = aligned_tables(words, rules, foot)
    if found and found[0].words[0] is first[0] and len(found[0].words) > len(first):
        return found
    taken = {id(word) for word in first}
    return going_on + aligned_tables([word for word in words if id(word) not in taken], rules, foot)


def _aligned_inside(
    boxes: Sequence[Box], chars: Sequence[Char], outside: Sequence[int], rules: Sequence[Rule]
) -> Aligned | None:
    """Return what is between lines as one table by its texts, if it has many more columns than lines between them."""
    ruled = len({side for box in boxes for side in (box[0], box[2])}) - 1
    if ruled > _FEW:
        return None
    left = {*outside}
    words = lines_of([char for at, char in enumerate(chars) if at not in left], 0.0)
    found = aligned_tables(words, rules)
    if len(found) != 1 or len(found[0].words) < len(words):
        return None
    return found[0] if len({cell.box[0] for cell in found[0].cells}) > ruled + 1 else None


def _refuse_without_text(pages: Sequence[Page], remarks: Remarks, count: int, file: str) -> None:
    """Raise InputError if there is no text on any page."""
    if any(page.parts or page.lines for page in pages) and any(_has_text(page) for page in pages):
        return
    if remarks.drawings:
        raise InputError(_TOO_MUCH.format(file))
    if remarks.damaged or not count:
        raise InputError(
            f"{file} is damaged: none of its pages can be read. Get it again from where it came from, or bring in the "
            "Word or Excel file that it was made from."
        )
    on = "its page" if count == 1 else f"its {counted(count, 'page')}"
    raise InputError(
        f"{file} has no text on {on}, as a scan has none: bring in the Word or Excel file that it was made from, or "
        "have the text of the scan recognised (OCR) first."
    )


def _has_text(page: Page) -> bool:
    return bool(page.lines) or any(cell.lines for part in page.parts for cell in part.cells)
