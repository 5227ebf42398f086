"""What a person should know of how a workbook was read: what is hidden on its sheets, and what is not in a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing.documents.document import shows_only_a_colour
from plan_workbook.bringing.documents.printed import printed
from plan_workbook.package.addresses import Place, address_of, column_letters
from plan_workbook.package.calls import call_of
from plan_workbook.package.cell_formats import CellFormat
from plan_workbook.package.cell_looks import CellLook
from plan_workbook.package.cell_values import TEXT_OF_FORMULA
from plan_workbook.package.contents import Contents, Page
from plan_workbook.package.file_links import reaches_out
from plan_workbook.package.left_out import Remark
from plan_workbook.package.stored_sheet import Span, StoredCell, StoredSheet
from plan_workbook.values.text import in_a_sentence, is_blank, listed_in_part, on_one_line

_DOTS_OF_SYMBOLS = frozenset("lnu\u25cf\uf06c\uf06e\uf075")
"""Dots, squares and diamonds, and the letters that are such in fonts of symbols."""
_PLAIN_INKS = (None, "000000", "FFFFFF")


def is_without_result(cell: StoredCell) -> bool:
    """Tell whether a cell has a formula of which no result is saved; one that gives an empty text has one."""
    return cell.formula is not None and cell.value is None and cell.kind != TEXT_OF_FORMULA


def is_a_picture(cell: StoredCell, contents: Contents) -> bool:
    """Tell whether Excel shows a picture in a cell."""
    return bool(cell.rich_value) and contents.is_picture(cell.rich_value)


def is_a_dot(text: str, look: CellLook) -> bool:
    """Tell whether all that a cell shows is a dot or a square, which only its colour makes a rating."""
    if look.ink in _PLAIN_INKS:
        return False
    return text.strip() in _DOTS_OF_SYMBOLS if look.symbols else shows_only_a_colour(text)


def remarks_on(
    contents: Contents, page: Page, stored: StoredSheet, covered: Mapping[Place, Place], texts: Sequence[Place]
) -> Iterator[str]:
    """Yield what to say of a sheet, each a sentence.

    Args:
        contents: the workbook.
        page: the sheet.
        stored: its cells.
        covered: the cells that merged ones cover, each with the first cell of the merged range.
        texts: the places of the cells with a text.
    """
    title = page.title
    if page.hidden and texts:
        yield f"The sheet {title} is hidden; it was read all the same."
    elif texts:
        yield from _hidden(title, stored, texts)
    struck = [each.address for each in stored.cells if _is_struck(each, contents.formats[each.style])]
    if struck:
        yield f"Text is struck through in {listed_in_part(struck)} of the sheet {title}; it was read like any other."
    yield from _covered(contents, title, stored, covered)
    yield from _outside_cells(contents, page, stored)


class Formulas(NamedTuple):
    """The addresses of formulas of a sheet that a person should know of."""

    title: str
    reaching: tuple[str, ...]
    """Those that start a program or call a server, and those without a saved result that lead to another file."""
    unsaved: tuple[str, ...]
    """The others of which no result is saved."""


def formulas_on(title: str, stored: StoredSheet, covered: Mapping[Place, Place]) -> Formulas:
    """Return the formulas of a sheet that a person should know of; the arguments are those of `remarks_on`."""
    reaching, unsaved = [], []
    for cell in stored.cells:
        without = is_without_result(cell) and cell.place not in covered
        if cell.formula and (call_of(cell.formula) or (without and reaches_out(cell.formula))):
            reaching.append(cell.address)
        elif without:
            unsaved.append(cell.address)
    return Formulas(title, tuple(reaching), tuple(unsaved))


def remarks_on_formulas(sheets: Sequence[Formulas]) -> Iterator[str]:
    """Yield what to say of formulas: nobody is told to open a workbook in which one reaches out of it."""
    for title, reaching, _ in sheets:
        if reaching:
            one = len(reaching) == 1
            does = "starts a program, calls a server or leads" if one else "start a program, call a server or lead"
            what, value, got = ("formula", "value", "it") if one else ("formulas", "values", "they")
            yield (
                f"The {what} in {listed_in_part(reaching)} of the sheet {title} {does} to another file: don't open the "
                f"workbook, and ask whoever made it for the {value}. If nobody knows how {got} got there, tell whoever "
                "looks after IT security."
            )
    safe = not any(each.reaching for each in sheets)
    for title, _, unsaved in sheets:
        if unsaved:
            what = "the formula" if len(unsaved) == 1 else f"{len(unsaved)} formulas"
            value = "that value" if len(unsaved) == 1 else "those values"
            to_do = "open the workbook in Excel, save it, and try again" if safe else f"ask for {value}, too"
            yield (
                f"No result is saved for {what} in {listed_in_part(unsaved)} of the sheet {title}, so the formula was "
                f"read as a text: {to_do}."
            )


def _hidden(title: str, stored: StoredSheet, texts: Iterable[Place]) -> Iterator[str]:
    places = sorted(texts)
    rows = dict.fromkeys(row for row, _ in places)
    columns = sorted({column for _, column in places})
    hidden_rows = [*_spans(row for row in rows if stored.hides(row, 0))]
    hidden_columns = [*_spans(column for column in columns if stored.hides(0, column))]
    for what, spans, name, by_filter in (
        ("Row", hidden_rows, str, bool(stored.filtered)),
        ("Column", hidden_columns, column_letters, False),
    ):
        if not spans:
            continue
        named = listed_in_part([name(one) if one == last else f"{name(one)} to {name(last)}" for one, last in spans])
        if len(spans) > 1 or spans[0][0] < spans[0][1]:
            why = " (a filter may hide them)" if by_filter else ""
            yield f"{what}s {named} of the sheet {title} are hidden{why}; they were read all the same."
        else:
            why = " (a filter may hide it)" if by_filter else ""
            yield f"{what} {named} of the sheet {title} is hidden{why}; it was read all the same."


def _spans(numbers: Iterable[int]) -> Iterator[Span]:
    """Yield the first and last of each run of numbers."""
    first = last = 0
    for number in numbers:
        if first and number > last + 1:
            yield first, last
            first = 0
        first, last = first or number, number
    if first:
        yield first, last


def _is_struck(cell: StoredCell, format_: CellFormat) -> bool:
    if not cell.runs:
        return format_.struck and cell.value is not None
    return any((format_.struck if crossed is None else crossed) and not is_blank(text) for text, crossed in cell.runs)


def _covered(contents: Contents, title: str, stored: StoredSheet, covered: Mapping[Place, Place]) -> Iterator[str]:
    for cell in stored.cells:
        if cell.place in covered:
            text = printed(cell.value, contents.formats[cell.style].number_format)[0]
            if not is_blank(text):
                yield in_a_sentence(
                    f"{title}!{cell.address} is covered by the merged cell {address_of(covered[cell.place])} and was "
                    f'not read: "{on_one_line(text)}".'
                )


def _outside_cells(contents: Contents, page: Page, stored: StoredSheet) -> Iterator[str]:
    left = contents.left_out(page)
    yield from _said("A note", page.title, left.notes)
    yield from _said("A comment", page.title, left.comments)
    pictures = [*left.pictures, *(each.address for each in stored.cells if is_a_picture(each, contents))]
    if pictures:
        those = "The picture" if len(pictures) == 1 else "The pictures"
        yield f"{those} at {listed_in_part(pictures)} of the sheet {page.title} can't be read."


def _said(what: str, title: str, remarks: Iterable[Remark]) -> Iterator[str]:
    for each in remarks:
        yield in_a_sentence(f'{what} on {title}!{each.cell} was not read: "{on_one_line(each.text)}".')
