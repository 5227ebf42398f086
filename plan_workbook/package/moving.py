"""What a part says about rows of a sheet, changed for rows that are inserted; every other byte stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from plan_workbook.package.addresses import box_of, place_of, range_of
from plan_workbook.package.anchors import Follows, Heights, moved_corners
from plan_workbook.package.markup import Element
from plan_workbook.package.references import Areas, Insertion, moved, moved_name, moved_range, moved_rule
from plan_workbook.package.relationships import OFFICE
from plan_workbook.package.row_references import FROM_ANYWHERE, TEXT, Fields, Kind
from plan_workbook.package.splice import Splice, as_open_tag, escaped, start_tag, tag_name, with_attributes

_ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor", "anchor")
_WITH_AREAS = ("conditionalFormatting", "dataValidation")
_OF_A_SHEET = ("dataRef", "worksheetSource", "rangeSet")
"""Elements that name the sheet of their range."""


class OffTheSheet(ValueError):  # noqa: N818 - said in a sentence by the caller
    """A range would be below the last row of a sheet."""


@dataclass(frozen=True)
class Moved:
    """An insertion, as far as every part of a workbook needs to know about it."""

    insertion: Insertion
    sheet_id: int
    model: int
    """The row that the new rows are like, as it was before."""


class Edits:
    """Changes to the tags and texts of one part."""

    def __init__(self, content: bytes) -> None:
        """Start with nothing to change."""
        self.content = content
        self.splice = Splice(content)
        self._attributes: dict[int, tuple[Element, dict[str, str]]] = {}
        self._texts: dict[int, tuple[Element, str]] = {}

    def set(self, element: Element, attribute: str, value: str) -> None:
        """Set an attribute, or the text if there is no name of one."""
        if attribute == TEXT:
            if element.text != value:
                self._texts[element.start] = element, value
        elif element.attributes.get(attribute) != value:
            self._attributes.setdefault(element.start, (element, {}))[1][attribute] = value

    def result(self) -> bytes:
        """Return the part with every change made; this can be done once."""
        for element, changes in self._attributes.values():
            tag = with_attributes(start_tag(self.content, element), changes)
            if element.start in self._texts and element.inner == element.end:
                tag = as_open_tag(tag)
            self.splice.replace(element.start, element.inner, tag)
        for element, text in self._texts.values():
            if element.inner != element.end:
                self.splice.replace(element.inner, element.close, escaped(text))
            else:
                end = escaped(text) + b"</" + tag_name(start_tag(self.content, element)) + b">"
                self.splice.insert(element.end, end)
        return self.splice.result()


def _areas_of(element: Element) -> Areas:
    """Return the first and last rows of the areas that a conditional format or a validation is for."""
    inside = element.first("sqref")
    said = inside.text if inside is not None else element.attributes.get("sqref", "")
    boxes = (box_of(each) for each in said.split())
    return Areas((box[0][0], box[1][0]) for box in boxes if box is not None)


def _data_rows(table: Element) -> Areas:
    """Return the rows between the headings and the totals of a table."""
    box = box_of(table.attributes.get("ref", ""))
    if box is None:
        return Areas()
    top = box[0][0] + int(table.attributes.get("headerRowCount", "1"))
    return Areas([(top, max(top, box[1][0] - int(table.attributes.get("totalsRowCount", "0"))))])


def move(
    root: Element, edits: Edits, fields: Fields, what: Moved, *, own: bool, heights: Heights | None = None
) -> None:
    """Change everything below an element that is declared in `fields`.

    `own` says whether the part belongs to the sheet with the new rows; `heights` are then those of the sheet's rows.

    Raises:
        CannotFollow, OffTheSheet: something can't be changed.
    """
    waiting: list[tuple[Element, str, Areas]] = [(root, "", Areas())]
    while waiting:
        element, parent, areas = waiting.pop()
        if element.name in _WITH_AREAS:
            areas = _areas_of(element)
        elif element.name == "table":
            areas = _data_rows(element)
        declared = fields.get(f"{parent}/{element.name}") or fields.get(element.name, {})
        for attribute, kind in declared.items():
            value = element.text.strip() if attribute == TEXT else element.attributes.get(attribute, "")
            if element.name == "table" and element.attributes.get("totalsRowCount", "0") != "0":
                kind = Kind.MERGED  # it ends with its totals
            if value and (kind in FROM_ANYWHERE or _is_about(element, what, own)):
                new = _new_value(value, kind, what, own, areas)
                if new != value:
                    edits.set(element, attribute, new)
        if own and heights is not None and element.name in _ANCHORS:
            follows = Follows.CORNER if parent == "commentPr" else None
            for number, at in moved_corners(element, heights, follows):
                edits.set(number, TEXT, str(at))
        if own and element.name in ("sheetView", "customSheetView"):
            _move_freeze(element, edits, what.insertion)
        waiting += ((child, element.name, areas) for child in element.children if child.name != "sheetData")


def _is_about(element: Element, what: Moved, own: bool) -> bool:
    """Tell whether a reference without a sheet's name is to the sheet with the new rows."""
    if element.name == "tr":
        return element.attributes.get("s") == str(what.sheet_id)
    if element.name not in _OF_A_SHEET:
        return own
    if element.attributes.get(f"{{{OFFICE}}}id"):
        return False
    named = element.attributes.get("sheet")
    return what.insertion.is_on([named]) if named else own


def _move_freeze(view: Element, edits: Edits, insertion: Insertion) -> None:
    """Let frozen rows grow if rows are inserted between them."""
    pane, first = view.first("pane"), box_of(view.attributes.get("topLeftCell", "A1"))
    if pane is None or first is None or not pane.attributes.get("state", "").startswith("frozen"):
        return
    split, top = pane.attributes.get("ySplit", "0"), first[0][0]
    if split.isdecimal() and top <= insertion.after < top + int(split) - 1:
        edits.set(pane, "ySplit", str(int(split) + insertion.count))


def _new_value(value: str, kind: Kind, what: Moved, own: bool, areas: Areas) -> str:
    insertion = what.insertion
    if kind is Kind.FORMULA:
        return moved(value, insertion, own)
    if kind is Kind.RULE:
        return moved_rule(value, insertion, own, areas)
    if kind is Kind.NAME:
        return moved_name(value, insertion)
    if kind is Kind.LOCATION:
        return moved_location(value, insertion, own)
    if kind is Kind.LIKE_ABOVE:
        return _each(value, lambda area: _with_new_rows(area, what))
    return _each(value, _WAYS[kind], insertion)


def moved_location(location: str, insertion: Insertion, own: bool) -> str:
    """Return where a link leads to after an insertion: a cell of a sheet, or a name, which stays."""
    sheet, mark, reference = location.rpartition("!")
    name = sheet[1:-1].replace("''", "'") if sheet[:1] == "'" == sheet[-1:] else sheet
    if insertion.is_on([name]) if mark else own:
        return sheet + mark + moved(reference, insertion, own=True)
    return location


def _each(value: str, change: Callable[..., str], *more: Insertion) -> str:
    """Return ranges separated by spaces, each of them changed."""
    ranges = value.split()
    new = [change(each, *more) for each in ranges]
    if not all(new):
        raise OffTheSheet(value)
    return value if new == ranges else " ".join(new)


def _with_new_rows(area: str, what: Moved) -> str:
    box, insertion = box_of(area), what.insertion
    if box is None or not box[0][0] <= what.model <= box[1][0]:
        return moved_range(area, insertion)
    new = insertion.box(box)
    if new is None:
        return ""
    (top, left), (bottom, right) = new
    grown = (
        (min(top, insertion.after + 1), left),
        (max(bottom, insertion.after + insertion.count), right),
    )
    return range_of(grown)


def _view(cell: str, insertion: Insertion) -> str:
    # A sheet that was shown from the row below goes on to be shown from there: it begins with the new rows.
    return cell if place_of(cell)[0][0] == insertion.after + 1 else moved_range(cell, insertion)


def _index(number: str, insertion: Insertion) -> str:
    return str(insertion.row(int(number) + 1) - 1)


def _last_index(number: str, insertion: Insertion) -> str:
    rows = insertion.rows(1, int(number) + 1)
    return str(rows[1] - 1) if rows else ""


_WAYS: Mapping[Kind, Callable[[str, Insertion], str]] = {
    Kind.RANGES: moved_range,
    Kind.MERGED: lambda area, insertion: moved_range(area, insertion, strict=True),
    Kind.VIEW: _view,
    Kind.INDEX: _index,
    Kind.LAST_INDEX: _last_index,
}


def tops(element: Element) -> Iterator[Element]:
    """Yield the elements at the top of a sheet, and those that alternatives and extensions hold."""
    waiting = list(element.children)
    while waiting:
        each = waiting.pop()
        yield each
        if each.name in ("AlternateContent", "Choice", "Fallback", "extLst", "ext"):
            waiting += each.children
