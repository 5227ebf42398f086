"""Insert rows into a sheet of a workbook as Excel would, and leave everything that need not change, byte for byte.

``docs/package/rows.md`` says what moves, what is refused, and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

from plan_workbook.package import calculation, chart_caches, relationships
from plan_workbook.package.addresses import MAX_ROW, Box, box_of, range_of
from plan_workbook.package.anchors import Heights, moved_in_vml
from plan_workbook.package.errors import (
    NoSuchSheet,
    NotUnderstood,
    PastTheEnd,
    RecordsChanges,
    SeveralSheets,
    naming,
)
from plan_workbook.package.markup import Element, parse
from plan_workbook.package.moving import Edits, Moved, OffTheSheet, move, moved_location, tops
from plan_workbook.package.new_rows import NewRows, move_formulas, refuse_cut
from plan_workbook.package.occupied import areas_of_pivot_table
from plan_workbook.package.parts import Package
from plan_workbook.package.references import CannotFollow, Insertion, Outside
from plan_workbook.package.relationships import OFFICE
from plan_workbook.package.row_references import (
    CHAIN,
    HARMLESS,
    KNOWN_ELEMENTS,
    KNOWN_RELATIONS,
    PARTS,
    SHEET,
    VML,
    WORKBOOK,
)
from plan_workbook.package.safety import open_package
from plan_workbook.package.sheet_cells import SheetCells
from plan_workbook.package.workbook import Sheet, Workbook

_LIKE_A_REFERENCE = re.compile(r"(?:[^!]+!)?\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}(?::\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6})?")
_CHARTS = ("drawingml.chart+xml", "chartex+xml")
_SIGNS = "!'$:()&=+,;@"
"""Signs that stay as they are in an encoded link."""
_INSIDE_LINKS = re.compile(rb"""\bTarget\s*=\s*["']#""")


def insert_rows(host: bytes, sheet: str, after: int, count: int, name: str = "", *, extending: bool = False) -> bytes:
    """Return the workbook ``host`` with new rows in a sheet; ``host`` itself if `count` is 0.

    The new rows are like the row above them: its formats, its height if somebody set it, drop-downs, conditional
    formats, protection, and its formulas, filled down. If that row holds the headings of a table, they are like the row
    below. Everything that refers to what lies below follows.

    Args:
        host: the workbook.
        sheet: the name of the sheet, ignoring case.
        after: the row above the new ones, counted from 1; 0 for the top of the sheet.
        count: how many rows.
        name: what errors call the workbook.
        extending: whether ranges of several rows that end with the row `after` grow as well. Without it a range grows
            only if the new rows lie inside it, as in Excel.

    Raises:
        CannotInsertRows: there is no room, or something can't follow.
        PackageError: with the reason in a sentence. Nothing was changed.
        ValueError: `after` or `count` is negative.
    """
    return insert_all_rows(host, [(sheet, after, count)], name, extending=extending)


def insert_all_rows(
    host: bytes, places: Iterable[tuple[str, int, int]], name: str = "", *, extending: bool = False
) -> bytes:
    """Return the workbook ``host`` with new rows in several places, which is quicker than one after another.

    Args:
        host: the workbook.
        places: a sheet, the row above the new ones, and how many, as for `insert_rows`. What counts is where the row is
            once the places before have been dealt with, so begin at the bottom of a sheet.
        name: what errors call the workbook.
        extending: as for `insert_rows`.

    Raises:
        PackageError, ValueError: as for `insert_rows`.
    """
    places = list(places)
    if any(after < 0 or count < 0 for _, after, count in places):
        raise ValueError("rows are counted from 1")
    with naming(name):
        package = open_package(host)
        for sheet, after, count in places:
            _insert(package, sheet, after, count, extending=extending)
        result = package.to_bytes()
    return host if result == host else result


def _insert(package: Package, sheet: str, after: int, count: int, *, extending: bool) -> None:
    workbook = Workbook(package)
    found = workbook.find(sheet)
    if found is None or found.kind != "worksheet" or not found.part:
        raise NoSuchSheet(detail=f'"{sheet}"' if found is None else f'"{sheet}" with cells')
    workbook.refuse_signed()
    if count == 0:
        return
    order = {each.name.lower(): each.position for each in workbook.sheets}
    try:
        _Inserting(package, workbook, found, Insertion(found.name, after, count, extending, order)).insert()
    except Outside as error:
        raise NotUnderstood(detail="a shared formula that refers to cells outside the sheet") from error
    except CannotFollow as error:
        raise SeveralSheets(detail=str(error)) from error
    except OffTheSheet as error:
        raise PastTheEnd(detail=f'"{found.name}"') from error


class _Inserting:
    """Rows on their way into one sheet."""

    def __init__(self, package: Package, workbook: Workbook, sheet: Sheet, insertion: Insertion) -> None:
        self.package, self.workbook, self.sheet, self.insertion = package, workbook, sheet, insertion
        self.cells = SheetCells(package.xml(sheet.part), sheet.part)
        self.mine = set(_belonging(package, sheet.part, {each.part for each in workbook.sheets}))
        self._refuse_unknown()
        self._refuse_cuts()
        self.what = Moved(insertion, sheet.sheet_id, self._model())
        self.heights: Heights | None = None

    def insert(self) -> None:
        """Put the rows into the package."""
        new: dict[str, bytes] = {}
        edits = Edits(self.cells.content)
        rows = NewRows(self.cells, self.what, edits)
        if max(rows.last, self.insertion.after) + self.insertion.count > MAX_ROW:
            raise PastTheEnd(detail=f'"{self.sheet.name}"')
        rows.refuse_cuts()
        self.heights = Heights(self.insertion, *rows.heights())
        rows.renumber()
        move_formulas(self.cells, edits, self.insertion, own=True)
        rows.put()
        if self.insertion.extending:
            rows.merge()
        self._move_dimension(edits, rows.has_model)
        move(self.cells.root, edits, PARTS[SHEET], self.what, own=True, heights=self.heights)
        new[self.sheet.part] = edits.result()
        others = {each.part for each in self.workbook.sheets if each.kind == "worksheet"} - {"", self.sheet.part}
        new |= {part: self._other_sheet(part) for part in sorted(others) if self._may_name(part)}
        new |= dict(self._other_parts())
        new |= dict(self._links())
        for part, content in new.items():
            self.package.put(part, content)
        self._workbook_again(rows.formulas)

    # --------------------------------------------------------------------------------------- what is refused

    def _refuse_cuts(self) -> None:
        for part in self.package.targets(self.sheet.part, "pivotTable"):
            location = parse(self.package.xml(part), part, depth=1).first("location")
            areas = [each.box for each in areas_of_pivot_table(location)] if location is not None else []
            if areas:
                corners = tuple(zip(*areas, strict=True))
                whole: Box = (min(corners[0]), max(corners[1]))
                refuse_cut(self.insertion, whole, "a pivot table")

    def _refuse_unknown(self) -> None:
        if self.package.targets(self.workbook.part, "revisionHeaders"):
            raise RecordsChanges
        for each in tops(self.cells.root):
            if each.name not in KNOWN_ELEMENTS and _may_refer(each):
                raise NotUnderstood(detail=f'{each.name} on the sheet "{self.sheet.name}"')
        for arrow in self.package.relationships(self.sheet.part):
            part = self.package.target(self.sheet.part, arrow)
            if part is None or arrow.kind in KNOWN_RELATIONS:
                continue
            if not _is_xml(self.package.read(part)) or _may_refer(parse(self.package.xml(part), part)):
                raise NotUnderstood(detail=part)
        names = self.package.names()
        for part, kind in self.package.types(names).items():
            known = kind in PARTS or kind == CHAIN or kind.startswith((VML, *HARMLESS))
            if known or part in (self.workbook.part, self.sheet.part) or not _is_xml(self.package.read(part)):
                continue
            if self._may_name(part) and self._names_cells(self.package.xml(part)):
                raise NotUnderstood(detail=part)

    def _names_cells(self, content: bytes) -> bool:
        text = content.decode("utf-8", "replace").lower().replace("&apos;", "'")
        return f"{self.sheet.name.lower()}!" in text or f"{self.sheet.name.lower()}'!" in text

    def _may_name(self, part: str) -> bool:
        """Tell whether a part may refer to the sheet by its name."""
        return self.insertion.may_be_named_in(self.package.xml(part).decode("utf-8", "replace"))

    # ----------------------------------------------------------------------------------------- the sheets

    def _model(self) -> int:
        """Return the row that the new ones are like: that above, or below the headings of a table."""
        after = self.insertion.after
        for part in self.package.targets(self.sheet.part, "table"):
            values = parse(self.package.xml(part), part, depth=0).attributes
            box = box_of(values.get("ref", ""))
            headings = int(values.get("headerRowCount", "1"))
            if box and headings and box[0][0] + headings - 1 == after < box[1][0]:
                return after + 1
        return after

    def _move_dimension(self, edits: Edits, has_new: bool) -> None:
        element = self.cells.root.first("dimension")
        box = box_of(element.attributes.get("ref", "")) if element is not None else None
        if element is None or box is None:
            return
        last = self.insertion.row(box[1][0])
        if has_new:
            last = max(last, self.insertion.after + self.insertion.count)
        top = box[0][0] if has_new else self.insertion.row(box[0][0])
        new = (top, box[0][1]), (last, box[1][1])
        if new != box:
            edits.set(element, "ref", range_of(new))

    def _other_sheet(self, part: str) -> bytes:
        cells = SheetCells(self.package.xml(part), part)
        edits = Edits(cells.content)
        move_formulas(cells, edits, self.insertion, own=False)
        move(cells.root, edits, PARTS[SHEET], self.what, own=False)
        return edits.result()

    # ------------------------------------------------------------------------------------- the other parts

    def _other_parts(self) -> Iterator[tuple[str, bytes]]:
        """Yield the other parts that may refer to the sheet, as they are now."""
        for part, kind in self.package.types(self.package.names()).items():
            own = part in self.mine
            if kind.startswith(VML):
                content = self.package.read(part)
                yield part, moved_in_vml(content, self.heights if own else None, self.insertion)
                continue
            fields = PARTS[WORKBOOK] if part == self.workbook.part else PARTS.get(kind)
            by_number = kind.endswith("volatileDependencies+xml")
            if fields is None or not (own or by_number or self._may_name(part)):
                continue
            is_chart = kind.endswith(_CHARTS)
            content = self.package.xml(part)
            root = parse(content, part)
            if is_chart and any(each.name == "externalData" for each in root.children):
                continue
            edits = Edits(content)
            move(root, edits, fields, self.what, own=own and not is_chart, heights=self.heights if own else None)
            if is_chart:
                chart_caches.make_room(root, edits, self.insertion)
            yield part, edits.result()

    def _links(self) -> Iterator[tuple[str, bytes]]:
        """Yield the relationships with links that lead to cells of the sheet, as they are now."""
        for name in self.package.names():
            match = relationships.NAME.fullmatch(name)
            if match is None or not _INSIDE_LINKS.search(self.package.xml(name)):
                continue
            content = self.package.xml(name)
            edits = Edits(content)
            own = match[1] + match[2] in self.mine
            for each in parse(content, name).each("Relationship"):
                target = each.attributes.get("Target", "")
                said = unquote(target)
                if target.startswith("#"):
                    new = moved_location(said[1:], self.insertion, own)
                    new = quote(new, safe=_SIGNS) if said != target else new
                    edits.set(each, "Target", f"#{new}" if unquote(new) != said[1:] else target)
            yield name, edits.result()

    def _workbook_again(self, formulas: set[str]) -> None:
        calculation.renumber_chain(self.package, self.workbook, self.sheet.sheet_id, self.insertion.row, formulas)
        self.workbook = Workbook(self.package)
        if next(self.cells.formulas(), None) or calculation.others_depend_on(
            self.package, self.workbook, self.sheet.name
        ):
            self.workbook.recalculate_on_load()


def _belonging(package: Package, start: str, sheets: set[str]) -> Iterator[str]:
    """Yield the sheet's part and every part that it leads to, without other sheets."""
    seen, waiting = set(), [start]
    while waiting:
        part = waiting.pop()
        if part in seen:
            continue
        seen.add(part)
        yield part
        for arrow in package.relationships(part):
            target = package.target(part, arrow)
            if target is not None and target not in sheets and arrow.kind != "pivotCacheDefinition":
                waiting.append(target)


def _is_xml(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" or content[:2] in (b"\xff\xfe", b"\xfe\xff")


def _may_refer(element: Element) -> bool:
    """Tell whether something unknown holds what looks like a reference to a cell."""
    for each in element.walk():
        values = [value for key, value in each.attributes.items() if not key.startswith(f"{{{OFFICE}}}")]
        if any(_LIKE_A_REFERENCE.fullmatch(word) for value in [*values, each.text] for word in value.split()):
            return True
    return False
