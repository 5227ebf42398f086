"""The rows of a worksheet if new ones are inserted: those below get other numbers, the new ones are like one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

from plan_workbook.package.addresses import Box, Place, address_of, box_of, range_of
from plan_workbook.package.errors import CutsThrough, TooMuchInIt
from plan_workbook.package.markup import Element
from plan_workbook.package.moving import Edits, Moved
from plan_workbook.package.references import Insertion, Outside, moved, moved_range, rows_that_differ, translated
from plan_workbook.package.row_references import TEXT
from plan_workbook.package.shared_formulas import SharedFormula, shared_formulas
from plan_workbook.package.sheet_cells import SheetCells
from plan_workbook.package.splice import (
    as_empty_tag,
    as_open_tag,
    escaped,
    prefix_in_tag,
    start_tag,
    tag_name,
    with_attributes,
)
from plan_workbook.package.streaming import is_on

MOST_UNSHARED = 5_000_000
"""Characters of formulas that cells share, and that are written out for each of them."""
USUAL_HEIGHT = 15.0
"""Points, where a sheet does not say."""
_ADDRESS = re.compile(r"ADDRESS\(ROW\(((?:[^()!\"]+!)?(\$?[A-Z]{1,3}\$?[0-9]+))\),COLUMN\(\1\),4\)")
_TOGETHER = {"array": "an array formula", "dataTable": "a data table"}


class NewRows:
    """The rows of one worksheet, and what becomes of them."""

    def __init__(self, cells: SheetCells, what: Moved, edits: Edits) -> None:
        """Look at the rows; nothing is changed yet."""
        self._cells, self._what, self._edits = cells, what, edits
        self._insertion = what.insertion
        self._rows = {number: (row, inside) for number, row, inside in cells.rows()}
        self.formulas: set[str] = set()
        """The addresses of the new cells with a formula."""

    @property
    def last(self) -> int:
        """The last row that is there; 0 if there is none."""
        return max(self._rows, default=0)

    @property
    def has_model(self) -> bool:
        """Whether there is a row that the new ones are like; otherwise there is nothing to write for them."""
        return self._what.model in self._rows

    def heights(self) -> tuple[float, dict[int, float], float]:
        """Return the usual height of rows, the heights of rows that have another one, and that of a new row."""
        defaults = self._cells.root.first("sheetFormatPr")
        said = defaults.attributes if defaults is not None else {}
        usual = 0.0 if is_on(said.get("zeroHeight")) else float(said.get("defaultRowHeight", USUAL_HEIGHT))
        own = {}
        for number, (row, _) in self._rows.items():
            if is_on(row.attributes.get("hidden")):
                own[number] = 0.0
            elif "ht" in row.attributes:
                own[number] = float(row.attributes["ht"])
        new = usual
        model = self._rows.get(self._what.model)
        if model is not None and self._keeps_height(model[0], model[1]):
            new = float(model[0].attributes.get("ht", usual))
        return usual, own, new

    def refuse_cuts(self) -> None:
        """Refuse to insert rows inside formulas that fill several rows.

        Raises:
            CutsThrough: there is one.
        """
        for _, formula in self._cells.formulas():
            kind, area = formula.attributes.get("t", ""), box_of(formula.attributes.get("ref", ""))
            if kind in _TOGETHER and area is not None:
                refuse_cut(self._insertion, area, _TOGETHER[kind])

    def renumber(self) -> None:
        """Give the rows below, and their cells, their new numbers."""
        for number, (row, inside) in self._rows.items():
            new = self._insertion.row(number)
            if new == number:
                continue
            self._edits.set(row, "r", str(new))
            for column, cell in inside.items():
                if "r" in cell.attributes:
                    self._edits.set(cell, "r", address_of((new, column)))

    def put(self) -> None:
        """Put the new rows in, each like the model: its formats, and its formulas as if they were filled down."""
        model = self._rows.get(self._what.model)
        if model is None:
            return
        row, inside = model
        content = self._cells.content
        texts = {place[1]: text for place, text in self._model_formulas()}
        covered = self._covered()
        numbers = range(self._insertion.after + 1, self._insertion.after + self._insertion.count + 1)
        tag = with_attributes(start_tag(content, row), self._row_attributes(row, inside))
        new = [self._row(tag, number, inside, texts, covered) for number in numbers]
        following = [other.start for number, (other, _) in self._rows.items() if number > self._insertion.after]
        data = self._cells.root.first("sheetData")
        if following:
            self._edits.splice.insert(following[0], b"".join(new))
        elif data is not None:
            self._edits.splice.append_to(data, b"".join(new))

    def merge(self) -> None:
        """Merge the cells of each new row that are merged within the row that it is like."""
        element = self._cells.root.first("mergeCells")
        like = [box for box in self._cells.merged() if box[0][0] == box[1][0] == self._what.model]
        if element is None or not like:
            return
        first = self._insertion.after + 1
        areas = [
            range_of(((row, box[0][1]), (row, box[1][1])))
            for row in range(first, first + self._insertion.count)
            for box in like
        ]
        prefix = prefix_in_tag(self._cells.content, element)
        tags = (with_attributes(b"<%smergeCell/>" % prefix, {"ref": area}) for area in areas)
        self._edits.splice.append_to(element, b"".join(tags))
        if "count" in element.attributes:
            self._edits.set(element, "count", str(len(element.children) + len(areas)))

    def _row_attributes(self, row: Element, inside: Mapping[int, Element]) -> dict[str, str | None]:
        changes: dict[str, str | None] = {"hidden": None, "collapsed": None}
        if not self._keeps_height(row, inside):
            changes["ht"] = None
        after = self._rows.get(self._insertion.after + (self._what.model == self._insertion.after))
        level = int(after[0].attributes.get("outlineLevel", "0")) if after else 0
        if level < int(row.attributes.get("outlineLevel", "0")):
            changes["outlineLevel"] = str(level) if level else None
        return changes

    @staticmethod
    def _keeps_height(row: Element, inside: Mapping[int, Element]) -> bool:
        """Tell whether new rows get the height of a row: one that was set, or that of an empty row."""
        return is_on(row.attributes.get("customHeight")) or not any(
            cell.first("v") is not None or cell.first("is") is not None for cell in inside.values()
        )

    def _row(
        self,
        tag: bytes,
        number: int,
        inside: Mapping[int, Element],
        texts: Mapping[int, str],
        covered: Callable[[Place], bool],
    ) -> bytes:
        by = number - self._insertion.row(self._what.model)
        cells = b""
        for column, like in inside.items():
            place = number, column
            text = None if covered(place) or column not in texts else _elsewhere(texts[column], by, 0)
            cells += self._cell(place, like, text)
        tag = with_attributes(tag, {"r": str(number)})
        return as_open_tag(tag) + cells + b"</" + tag_name(tag) + b">" if cells else as_empty_tag(tag)

    def _cell(self, place: Place, like: Element, text: str | None) -> bytes:
        prefix, style = prefix_in_tag(self._cells.content, like), like.attributes.get("s")
        attributes = {"r": address_of(place), "s": style}
        if text is None:
            return with_attributes(b"<%sc/>" % prefix, attributes) if style else b""
        self.formulas.add(address_of(place))
        formula = like.first("f")
        is_array = formula is not None and formula.attributes.get("t") == "array"
        tag = with_attributes(b"<%sf>" % prefix, {"t": "array", "ref": address_of(place)} if is_array else {})
        cell = with_attributes(b"<%sc>" % prefix, {**attributes, "cm": like.attributes.get("cm")})
        return cell + tag + escaped(text) + b"</%sf></%sc>" % (prefix, prefix)

    def _model_formulas(self) -> Iterator[tuple[Place, str]]:
        """Yield the formulas of the model that can be filled down, as they are after the insertion."""
        model = self._what.model
        shared = {
            place: each.text_at(place)
            for each in shared_formulas(self._cells.formulas())
            for place in each.cells
            if place[0] == model
        }
        for place, formula in self._cells.formulas():
            kind = formula.attributes.get("t", "normal")
            area = box_of(formula.attributes.get("ref", ""))
            if place[0] != model or kind == "dataTable" or (kind == "array" and area != (place, place)):
                continue
            text = shared.get(place, "") if kind == "shared" else formula.text
            if text:
                yield place, moved(text, self._insertion, own=True)

    def _covered(self) -> Callable[[Place], bool]:
        """Return whether a place will be covered by merged cells."""
        boxes = [box for each in self._cells.merged() if (box := self._insertion.box(each, strict=True))]
        reach = [box for box in boxes if box[0][0] <= self._insertion.after < box[1][0]]
        return lambda place: any(low <= place[1] <= high for (_, low), (_, high) in reach)


def _elsewhere(formula: str, rows: int, columns: int) -> str | None:
    """Return a formula as it is in another cell; None if it would refer to something outside the sheet."""
    try:
        return translated(formula, rows, columns)
    except Outside:
        return None


def refuse_cut(insertion: Insertion, area: Box, what: str) -> None:
    """Refuse to insert rows inside a range that belongs together.

    Raises:
        CutsThrough: they would be inside it.
    """
    if area[0][0] <= insertion.after < area[1][0]:
        where = f'below row {insertion.after} of the sheet "{insertion.sheet}"'
        raise CutsThrough(detail=f"{where}, because {what} is there ({range_of(area)})")


def move_formulas(cells: SheetCells, edits: Edits, insertion: Insertion, *, own: bool) -> None:
    """Change the formulas in the cells of a sheet; `own` if it is the one with the new rows.

    Raises:
        CannotFollow: a formula can't be changed.
    """
    for place, formula in cells.formulas():
        kind = formula.attributes.get("t", "normal")
        if own and (kind != "shared" or formula.text):
            for each in ("ref", "r1", "r2"):
                if each in formula.attributes:
                    new = moved_range(formula.attributes[each], insertion, strict=True)
                    edits.set(formula, each, new or formula.attributes[each])
        if kind != "shared" and formula.text:
            new = moved(formula.text, insertion, own)
            edits.set(formula, TEXT, new)
            if new != formula.text:
                _say_address(cells.cell(place), new, edits)
    left = MOST_UNSHARED
    for shared in shared_formulas(cells.formulas()):
        for formula, text in _no_longer_shared(shared, insertion, own):
            left -= len(text)
            if left < 0:
                raise TooMuchInIt(detail=f"formulas of more than {MOST_UNSHARED:,} characters that cells share")
            tag = with_attributes(start_tag(cells.content, formula), {"t": None, "si": None, "ref": None})
            whole = as_open_tag(tag) + escaped(text) + b"</" + tag_name(tag) + b">"
            edits.splice.replace(formula.start, formula.end, whole)
        edits.set(shared.cells[shared.master], TEXT, moved(shared.text, insertion, own))


def _no_longer_shared(shared: SharedFormula, insertion: Insertion, own: bool) -> Iterator[tuple[Element, str]]:
    """Yield the cells that must have a formula of their own after an insertion, each with that formula."""
    origin, master = shared.master, moved(shared.text, insertion, own)
    stretches = rows_that_differ(shared.text, origin, insertion)
    alike: dict[int, bool] = {}
    for place, formula in shared.cells.items():
        stretch = bisect_left(stretches, place[0])
        if place == origin or alike.get(stretch):
            continue
        wanted = moved(shared.text_at(place), insertion, own)
        rows = _row(insertion, place, own) - _row(insertion, origin, own)
        alike[stretch] = wanted == _elsewhere(master, rows, place[1] - origin[1])
        if not alike[stretch]:
            yield formula, wanted


def _say_address(cell: Element | None, formula: str, edits: Edits) -> None:
    """Set the saved result of a formula that gives nothing but the address of a cell that has moved."""
    said = _ADDRESS.fullmatch(formula)
    value = cell.first("v") if cell is not None else None
    if said is not None and value is not None:
        edits.set(value, TEXT, said[2].replace("$", ""))


def _row(insertion: Insertion, place: Place, own: bool) -> int:
    return insertion.row(place[0]) if own else place[0]
