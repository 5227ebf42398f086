"""Charts on other sheets that plot a sheet's cells: the points cached in them, for programs that do not calculate.

Excel works the points out again when it opens the workbook; preview panes, phones and mail programs show the cache.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set

from plan_workbook.package.addresses import Place, column_number
from plan_workbook.package.cells import as_number
from plan_workbook.package.drawing import CHART
from plan_workbook.package.formulas import sheets_named
from plan_workbook.package.markup import Element, parse
from plan_workbook.package.moving import Edits
from plan_workbook.package.parts import Package
from plan_workbook.package.references import Insertion
from plan_workbook.package.splice import Splice, as_open_tag, escaped, prefix_in_tag, start_tag, tag_name

_AREA = re.compile(r"(?:'(?:[^']|'')+'|[\w.]+)!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_WRITTEN_AS_IT_IS = re.compile(r"[A-Za-z0-9 ]+")
MOST_POINTS = 100_000  #: in one series; a chart of a whole column is left to Excel
MOST_POINTS_IN_ALL = 1_000_000

Grid = Mapping[Place, str]


def charts_over(package: Package, sheet: str) -> list[str]:
    """Return the names of the chart parts that may plot a sheet's cells."""
    parts = [name for name in package.names() if name.lower().endswith(".xml")]
    types = package.types(parts)
    charts = [name for name in parts if types[name] == CHART]
    if not _WRITTEN_AS_IT_IS.fullmatch(sheet):
        return charts
    # Such a name can be written in one way only, so a search finds it without parsing.
    return [name for name in charts if sheet.lower().encode() in package.xml(name).lower()]


def refresh(
    package: Package, charts: list[str], sheet: str, texts: Grid, numbers: Grid, changed: Set[Place] | None = None
) -> None:
    """Set the cached points of charts that plot a sheet's cells.

    Args:
        package: the workbook.
        charts: the names of its chart parts.
        sheet: the sheet's name.
        texts: the text in each cell (row, column) that holds one.
        numbers: the number in each cell that holds one.
        changed: the cells that are different now; series of other cells are left alone. None for the whole sheet.
    """
    left = MOST_POINTS_IN_ALL
    for part in charts:
        content = package.xml(part)
        splice = Splice(content)
        for element in parse(content, part).walk():
            cache = element.first("numCache") or element.first("strCache")
            source = element.first("f")
            if element.name in ("numRef", "strRef") and cache is not None and source is not None:
                cells = _cells(source.text, sheet) if left > 0 else []
                if changed is not None and changed.isdisjoint(cells):
                    continue
                left -= len(cells)
                grid = numbers if cache.name == "numCache" else texts
                if grid is texts and any(cell in numbers for cell in cells):
                    continue  # a label that is a number shows it formatted, which only Excel can do
                points = {index: grid[cell] for index, cell in enumerate(cells) if cell in grid}
                if cells and not _same(cache, len(cells), points):
                    splice.replace(cache.start, cache.end, _cache(content, cache, len(cells), points))
        package.put(part, splice.result())


def make_room(root: Element, edits: Edits, insertion: Insertion) -> None:
    """Leave room for inserted rows in the cached points of a chart whose series grow by them."""
    for element in root.walk():
        source = element.first("f")
        area = _AREA.fullmatch(source.text.strip()) if source is not None else None
        if source is None or area is None or not insertion.is_on(sheets_named(source.text)):
            continue
        top, bottom = int(area[2]), int(area[4] or area[2])
        rows = insertion.rows(top, bottom)
        more = rows[1] - rows[0] - (bottom - top) if rows else 0
        if more <= 0:
            continue
        for cache in element.children:
            levels = cache.name in ("multiLvlStrCache", "lvl")
            width = 1 if levels else column_number(area[3] or area[1]) - column_number(area[1]) + 1
            if "ptCount" in cache.attributes:
                edits.set(cache, "ptCount", str(int(cache.attributes["ptCount"]) + more))
            for each in cache.walk():
                if each.name == "ptCount":
                    edits.set(each, "val", str(int(each.attributes.get("val", "0")) + more * width))
                elif each.name == "pt":
                    at = int(each.attributes.get("idx", "0"))
                    if top + at // width > insertion.after:
                        edits.set(each, "idx", str(at + more * width))


def _cells(formula: str, sheet: str) -> list[tuple[int, int]]:
    """Return the cells of one rectangular range of the sheet, row by row; an empty list for any other formula."""
    area = _AREA.fullmatch(formula.strip())
    if area is None or sheets_named(formula) != {sheet.lower()}:
        return []
    left, top = column_number(area[1]), int(area[2])
    right, bottom = column_number(area[3] or area[1]), int(area[4] or area[2])
    if (bottom - top + 1) * (right - left + 1) > MOST_POINTS:
        return []
    return [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]


def _same(cache: Element, count: int, points: Mapping[int, str]) -> bool:
    said = cache.first("ptCount")
    wanted = {str(index): value for index, value in points.items()}
    values = {each.attributes.get("idx", ""): (each.first("v") or each).text for each in cache.each("pt")}
    return (
        said is not None
        and said.attributes.get("val") == str(count)
        and (values == wanted or (cache.name == "numCache" and _as_numbers(values) == _as_numbers(wanted)))
    )


def _as_numbers(values: Mapping[str, str]) -> dict[str, float | str]:
    return {index: as_number(value) for index, value in values.items()}


def _cache(content: bytes, cache: Element, count: int, points: Mapping[int, str]) -> bytes:
    prefix = prefix_in_tag(content, cache)
    tag = as_open_tag(start_tag(content, cache))
    code = cache.first("formatCode")
    kept = content[code.start : code.end] if code is not None else b""
    inner = [b'<%sptCount val="%d"/>' % (prefix, count)]
    for index, value in points.items():
        text = escaped(value)
        inner.append(b'<%spt idx="%d"><%sv>%s</%sv></%spt>' % (prefix, index, prefix, text, prefix, prefix))
    return tag + kept + b"".join(inner) + b"</" + tag_name(tag) + b">"
