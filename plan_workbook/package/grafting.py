"""Put a drawn sheet into a workbook and leave the rest unchanged, byte for byte."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plan_workbook.package import calculation, chart_caches, metadata
from plan_workbook.package.cells import cell_values, cells_of, shared_strings
from plan_workbook.package.drawing import DRAWING, EMPTY, DrawingMerge
from plan_workbook.package.drawn import DAYS_1900_TO_1904, DrawnSheet, Terms
from plan_workbook.package.encryption import Password
from plan_workbook.package.errors import (
    CannotDraw,
    NotAWorksheet,
    NoWorksheet,
    PackageError,
    TableInTheWay,
    naming,
)
from plan_workbook.package.file import open_file, rewrite
from plan_workbook.package.formulas import with_sheet_renamed
from plan_workbook.package.markup import parse
from plan_workbook.package.modes import mode_like
from plan_workbook.package.parts import Package
from plan_workbook.package.relationships import OFFICE, Relationship, free_id
from plan_workbook.package.safety import open_package, read_bytes
from plan_workbook.package.sheet import replaced
from plan_workbook.package.style_translation import StyleTranslation
from plan_workbook.package.styles import Styles
from plan_workbook.package.workbook import Name, Sheet, Workbook, check_sheet_name
from plan_workbook.package.write import write_atomically

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_FILTER = "_xlnm._FilterDatabase"
_EMPTY_SHEET = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns='
    b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="%s"></worksheet>' % OFFICE.encode()
)


def replace_sheet(
    host: str | Path | bytes, sheet: str, drawn: str | Path | bytes, out: str | Path, password: Password = None
) -> bool:
    """Put the drawn sheet into a workbook, in place of the sheet of that name or as a new last sheet.

    Args:
        host: the workbook, as a path or as bytes.
        sheet: the name of the sheet; names are compared ignoring case.
        drawn: a workbook made by XlsxWriter, as a path or as bytes; its first worksheet is used.
        out: where to write; may be the host itself.
        password: opens the host if it is an encrypted file; the result is then encrypted with it too.

    Returns:
        True if the workbook changed. False if there was nothing to change: ``out`` is then not written if it is the
        host, and is a plain copy of the host otherwise.

    Raises:
        PackageError: with the reason in a sentence; nothing was changed.
    """
    out = Path(out)
    source = drawn if isinstance(drawn, bytes) else read_bytes(Path(drawn))
    if isinstance(host, bytes):
        result = graft(host, sheet, source, name=out.name)
        write_atomically(out, result)
        return result is not host
    host = Path(host)
    if _is_same(host, out):
        return rewrite(host, lambda content: graft(content, sheet, source, name=host.name), password)
    file = open_file(host, password)
    result = graft(file.content, sheet, source, name=host.name)
    write_atomically(out, file.sealed(result), mode_like(host))
    return result is not file.content


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def graft(host: bytes, sheet: str, drawn: bytes, name: str = "") -> bytes:
    """Return the workbook ``host`` with the drawn sheet in it; ``host`` itself if nothing changes.

    The same as ``replace_sheet``, from bytes to bytes; errors use ``name`` for the workbook.
    """
    grafts = Grafts(host, name)
    grafts.put(sheet, drawn)
    return grafts.result()


class Grafts:
    """Several drawn sheets put into one workbook, one after another, so that later ones can be drawn meanwhile."""

    def __init__(self, host: bytes, name: str = "") -> None:
        """Open the workbook `host`; errors use `name` for it.

        Raises:
            PackageError: with the reason in a sentence; every other method can raise it too.
        """
        self._host, self._name = host, name
        with naming(name):
            self._package = open_package(host)

    def put(self, sheet: str, drawn: bytes) -> None:
        """Put the first worksheet of the workbook `drawn`, made by XlsxWriter, into the host under the name `sheet`."""
        with naming(self._name):
            _Graft(self._package, _read_drawn(drawn)).put(sheet)

    def name_cells(self, names: Mapping[str, Mapping[str, str]]) -> None:
        """Set names that belong to other sheets, without changing those sheets.

        Args:
            names: for each sheet's title, names and the references they stand for, without "=". Titles that the
                workbook does not have are ignored.
        """
        with naming(self._name):
            workbook = Workbook(self._package)
            found = ((workbook.find(title), of_sheet) for title, of_sheet in names.items())
            workbook.set_names(
                {
                    sheet.position: [Name(each, text, hidden=False) for each, text in of_sheet.items()]
                    for sheet, of_sheet in found
                    if sheet is not None
                }
            )

    def result(self) -> bytes:
        """Return the workbook as it now is; `host` itself if nothing changed."""
        with naming(self._name):
            result = self._package.to_bytes()
        return self._host if result == self._host else result


def _read_drawn(content: bytes) -> DrawnSheet:
    try:
        return DrawnSheet(content)
    except CannotDraw:
        raise
    except PackageError as error:
        raise CannotDraw(detail="it could not be read") from error


class _Graft:
    """Put one drawn sheet into one package."""

    def __init__(self, package: Package, source: DrawnSheet) -> None:
        self.package, self.source = package, source
        self.workbook = Workbook(package)
        self.workbook.refuse_signed()
        self.own_charts: list[str] = []
        if not any(each.kind == "worksheet" and each.part for each in self.workbook.sheets):
            raise NoWorksheet

    def put(self, name: str) -> None:
        sheet = self._find(name) or self._new_sheet(name)
        before = self.package.xml(sheet.part)
        styles, styles_part = self._styles()
        terms = Terms(
            sheet=sheet.name,
            sheet_id=sheet.sheet_id,
            styles=styles,
            relationships={**self._links(sheet.part), **self._drawing(sheet, before)},
            sheets=frozenset(each.name.lower() for each in self.workbook.sheets),
            shift=DAYS_1900_TO_1904 * (self.source.dates_from_1904 - self.workbook.dates_from_1904),
            metadata=self._metadata(),
        )
        after = replaced(before, sheet.part, self.source.in_terms(terms))
        self.package.put(sheet.part, after)
        self.package.put(styles_part, styles.result())
        self._set_names(sheet)
        if cells_of(before, sheet.part) != cells_of(after, sheet.part):
            self._update_dependents(sheet, before, after)

    def _find(self, name: str) -> Sheet | None:
        sheet = self.workbook.find(name)
        if sheet is None:
            return None
        if sheet.kind != "worksheet" or not sheet.part:
            raise NotAWorksheet(detail=f'"{sheet.name}"')
        if self.package.targets(sheet.part, "table"):
            raise TableInTheWay(detail=f'"{sheet.name}"')
        return sheet

    def _new_sheet(self, name: str) -> Sheet:
        check_sheet_name(name)
        part = self.package.free_name(self.workbook.folder() + "worksheets/sheet{}.xml")
        self.package.add(part, _EMPTY_SHEET, _WORKSHEET)
        self.workbook.add_sheet(name, self.package.link(self.workbook.part, "worksheet", part))
        return self.workbook.sheets[-1]

    def _styles(self) -> tuple[StyleTranslation, str]:
        part = self.workbook.styles()
        return StyleTranslation(Styles(self.package.xml(part), part), self.source.styles), part

    def _links(self, part: str) -> dict[str, str]:
        """Give each external hyperlink of the drawn sheet an id in the host; remove those of links that are gone."""
        old = self.package.relationships(part)
        left = [each for each in old if each.kind == "hyperlink"]
        taken, ids, new = self.package.taken_ids(part), {}, []
        for arrow in self.source.relationships:
            if arrow.kind != "hyperlink":
                continue
            wanted = (arrow.target, arrow.external)
            same = next((each for each in left if each.id and (each.target, each.external) == wanted), None)
            if same is None:
                same = Relationship(free_id(taken), arrow.type, arrow.target, arrow.external)
                taken.append(same.id)
                new.append(same)
            else:
                left.remove(same)
            ids[arrow.id] = same.id
        self.package.relate(part, new, [each for each in left if each.id not in ids.values()])
        return ids

    def _drawing(self, sheet: Sheet, before: bytes) -> dict[str, str]:
        """Put the drawn sheet's floating objects into the host sheet's drawing part, which may be new."""
        drawn = next((each for each in self.source.relationships if each.kind == "drawing"), None)
        element = parse(before, sheet.part, depth=1, closed="sheetData").first("drawing")
        identity = element.attributes.get(f"{{{OFFICE}}}id", "") if element else ""
        arrow = next((each for each in self.package.relationships(sheet.part) if each.id == identity), None)
        part = self.package.target(sheet.part, arrow) if arrow else None
        if part is None and drawn is None:
            return {}
        if part is None:
            part = self.package.free_name(self.workbook.folder() + "drawings/drawing{}.xml")
            self.package.add(part, EMPTY, DRAWING)
            identity = self.package.link(sheet.part, "drawing", part)
        merge = DrawingMerge(self.package, part, (self.source.sheet.name, sheet.name))
        if drawn is None:
            merge.put()
            return {}
        merge.put(self.source.package, self.source.package.targets(self.source.sheet.part, "drawing")[0])
        self.own_charts = merge.charts
        return {drawn.id: identity}

    def _metadata(self) -> dict[int, int]:
        drawn = self.source.workbook.companion("sheetMetadata")
        if drawn is None:
            return {}
        metadata.only_dynamic(self.source.package, drawn)
        part = self.workbook.companion("sheetMetadata")
        if part is None:
            part = self.package.free_name(self.workbook.folder() + "metadata{}.xml", alone=True)
            self.package.add(part, self.source.package.xml(drawn), metadata.METADATA)
            self.package.link(self.workbook.part, "sheetMetadata", part)
        self.package.put(part, metadata.with_dynamic(self.package.xml(part), part))
        return {1: metadata.dynamic_position(self.package.xml(part), part) or 1}

    def _set_names(self, sheet: Sheet) -> None:
        wanted = [
            Name(each.name, with_sheet_renamed(each.text, self.source.sheet.name, sheet.name), each.hidden)
            for each in self.source.names
        ]
        self.workbook.set_names({sheet.position: wanted}, unwanted=[_FILTER])

    def _update_dependents(self, sheet: Sheet, before: bytes, after: bytes) -> None:
        """Update what depends on the sheet's cells: calculation chain, formulas elsewhere, cached chart points."""
        charts = [name for name in chart_caches.charts_over(self.package, sheet.name) if name not in self.own_charts]
        formulas = not self.workbook.recalculates_on_load and calculation.others_depend_on(
            self.package, self.workbook, sheet.name
        )
        if not (charts or formulas or self.package.targets(self.workbook.part, "calcChain")):
            return  # to take a long sheet apart takes as long as to put it in
        values = cell_values(after, sheet.part, [])
        calculation.drop_stale_chain(self.package, self.workbook, sheet.sheet_id, values.formulas)
        if formulas:
            strings = shared_strings(self.package, self.workbook.companion("sharedStrings"))
            if not values.same_as(cell_values(before, sheet.part, strings)):
                self.workbook.recalculate_on_load()
        chart_caches.refresh(self.package, charts, sheet.name, values.texts, values.numbers)
