"""Drawings: put the drawn sheet's charts and pictures next to the shapes that people have added to the host's sheet.

One drawing part holds everything that floats on a sheet. Our own objects are recognised by a name that ends in
" (generated)", which is visible in Excel's Selection Pane and survives saving by Excel and LibreOffice. Programs that
rewrite every chart when they save lose the name; a chart then counts as ours if it has the title of one we put in and
plots only cells of its own sheet.
"""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.package.errors import CannotDraw
from plan_workbook.package.formulas import with_sheet_renamed
from plan_workbook.package.markup import Element, parse, parse_root
from plan_workbook.package.parts import Package
from plan_workbook.package.relationships import OFFICE, Relationship, free_id, relative
from plan_workbook.package.splice import (
    Splice,
    escaped,
    prefix_in_tag,
    start_tag,
    with_attributes,
    with_declarations,
)

MARK = " (generated)"
DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
    b' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"></xdr:wsDr>'
)


def is_ours(anchor: Element) -> bool:
    """Tell whether we put this object on the sheet."""
    named = next((each for each in anchor.walk() if each.name == "cNvPr"), anchor)
    return named.attributes.get("name", "").endswith(MARK)


def relationship_ids(anchors: Sequence[Element]) -> list[str]:
    """Return the relationship ids that the anchors use, each once, in order of appearance."""
    found = [
        value
        for anchor in anchors
        for element in anchor.walk()
        for key, value in element.attributes.items()
        if key.startswith(f"{{{OFFICE}}}") and value
    ]
    return list(dict.fromkeys(found))


class DrawingMerge:
    """Put the drawn sheet's floating objects into one drawing part of the host."""

    def __init__(self, package: Package, part: str, sheets: tuple[str, str]) -> None:
        """Work on ``part``; ``sheets`` are the sheet's names in the drawn workbook and in the host."""
        self.package, self.part, self.sheets = package, part, sheets
        self.content = package.xml(part)
        self.root = parse_root(self.content, part, "wsDr")
        self.old = [each for each in self.root.children if is_ours(each)]
        self.others = [each for each in self.root.children if not is_ours(each)]
        self.folder = part.rpartition("/")[0].rpartition("/")[0]
        arrows = {each.id: each for each in package.relationships(part)}
        kept = set(relationship_ids(self.others))
        self.reusable = [arrows[each] for each in relationship_ids(self.old) if each in arrows and each not in kept]
        self.added: list[Relationship] = []
        self.taken = package.taken_ids(part)
        self.charts: list[str] = []  #: the parts of the charts that were put in

    def put(self, source: Package | None = None, drawn: str = "") -> None:
        """Replace our objects with those in the drawing ``drawn`` of ``source``; without one, just remove them."""
        if source is not None:
            self._reclaim({_title(source.xml(part), part) for part in source.targets(drawn, "chart")} - {""})
        ids = {each.id: self._carry(source, drawn, each) for each in source.relationships(drawn)} if source else {}
        splice = Splice(self.content)
        for anchor in self.old:
            splice.replace(anchor.start, anchor.end, b"")
        if source is not None:
            splice.append_to(self.root, self._anchors(source.xml(drawn), drawn, ids))
        self.package.put(self.part, splice.result())
        gone = [(each, self.package.target(self.part, each)) for each in self.reusable]
        self.package.relate(self.part, self.added, [arrow for arrow, _ in gone])
        for _, target in gone:
            if target is not None:
                remove_if_unused(self.package, target)

    def _reclaim(self, titles: set[str]) -> None:
        """Count charts that lost their name as ours if they have the title of a chart to be put in."""
        arrows = {each.id: each for each in self.package.relationships(self.part)}
        for anchor in list(self.others):
            ids = relationship_ids([anchor])
            arrow = arrows.get(ids[0]) if len(ids) == 1 else None
            part = self.package.target(self.part, arrow) if arrow and arrow.kind == "chart" else None
            if arrow is None or part is None or not self._is_chart_of_ours(part):
                continue
            content = self.package.xml(part)
            if _title(content, part) in titles and _sheets(content, part) == {self.sheets[1].lower()}:
                self.others.remove(anchor)
                self.old.append(anchor)
                self.reusable.append(arrow)

    def _anchors(self, content: bytes, drawn: str, ids: dict[str, str]) -> bytes:
        theirs = [each for anchor in self.others for each in anchor.walk() if each.name == "cNvPr"]
        ids_taken = [each.attributes.get("id", "") for each in theirs]
        number = max([int(each) for each in ids_taken if each.isdecimal() and len(each) < 10], default=1)
        splice = Splice(content)
        for element in parse(content, drawn).walk():
            changes: dict[str, str | None] = {}
            if element.name == "cNvPr":
                number += 1
                name = element.attributes.get("name", "")
                changes = {"id": str(number), "name": name if name.endswith(MARK) else name + MARK}
            for key, value in element.attributes.items():
                if key.startswith(f"{{{OFFICE}}}") and value in ids:
                    local = key.rpartition("}")[2]
                    changes[f"{element.prefix_of_attributes(OFFICE)}:{local}"] = ids[value]
            if changes:
                splice.replace(element.start, element.inner, with_attributes(start_tag(content, element), changes))
        renamed = splice.result()
        root = parse(renamed, drawn, depth=1)
        return b"".join(with_declarations(renamed, each, self.root.prefixes) for each in root.children)

    def _carry(self, source: Package, drawn: str, arrow: Relationship) -> str:
        """Copy the target of one of the drawing's relationships; return its relationship id in the host."""
        target = source.target(drawn, arrow)
        if arrow.kind == "hyperlink":
            place = arrow.target
            if place.startswith("#"):
                place = "#" + with_sheet_renamed(place[1:], *self.sheets)
            return self._relationship_to(arrow.type, place, arrow.external)
        if target is None or arrow.kind not in ("chart", "image"):
            raise CannotDraw(detail=f"it has a floating {arrow.kind}")
        content = source.read(target)
        if arrow.kind == "chart":
            return self._chart(arrow, self._renamed(_explicit(source.xml(target), target), target))
        for old in self.reusable:
            part = self.package.target(self.part, old)
            if old.kind == "image" and part is not None and self.package.read(part) == content:
                self.reusable.remove(old)
                return old.id
        part = self.package.free_name(f"{self.folder}/media/image{{}}.{target.rpartition('.')[2]}".lstrip("/"))
        self.package.add(part, content, source.type_of(target))
        return self._relationship_to(arrow.type, relative(self.part, part), external=False)

    def _chart(self, arrow: Relationship, content: bytes) -> str:
        """Store a chart, if possible in the part of one of our previous charts."""
        for old in self.reusable:
            part = self.package.target(self.part, old)
            if old.kind == "chart" and part is not None and self._is_chart_of_ours(part):
                self.reusable.remove(old)
                self.charts.append(part)
                self.package.add(part, content, CHART)
                _forget_targets(self.package, part)  # the style and colours that Excel added to the old chart
                return old.id
        part = self.package.free_name(f"{self.folder}/charts/chart{{}}.xml".lstrip("/"))
        self.charts.append(part)
        self.package.add(part, content, CHART)
        return self._relationship_to(arrow.type, relative(self.part, part), external=False)

    def _is_chart_of_ours(self, part: str) -> bool:
        """Tell whether a part can be reused for a drawn chart: it is a chart, and not one that was just put in."""
        return part not in self.charts and self.package.type_of(part) == CHART

    def _renamed(self, content: bytes, part: str) -> bytes:
        if self.sheets[0] == self.sheets[1]:
            return content
        splice = Splice(content)
        for element in parse(content, part).walk():
            if element.name == "f" and element.text:
                new = escaped(with_sheet_renamed(element.text, *self.sheets))
                splice.replace(element.inner, element.close, new)
        return splice.result()

    def _relationship_to(self, kind: str, target: str, external: bool) -> str:
        for old in self.reusable:
            if (old.type, old.target, old.external) == (kind, target, external):
                self.reusable.remove(old)
                return old.id
        new = Relationship(free_id(self.taken), kind, target, external)
        self.taken.append(new.id)
        self.added.append(new)
        return new.id


def _explicit(chart: bytes, part: str) -> bytes:
    """Return a chart that says what it leaves out.

    Excel and LibreOffice take what is left out for off in a workbook last saved by Excel 2007, as XlsxWriter's say of
    themselves, and for on in any other: rounded corners, and labels that repeat the names of their series.
    """
    splice = Splice(chart)
    for element in parse(chart, part).walk():
        prefix = prefix_in_tag(chart, element)
        off = [b'<%s%s val="0"/>' % (prefix, name) for name in (b"showCatName", b"showSerName", b"showPercent")]
        if element.name == "dLbls" and (shown := element.first("showVal")) and not element.first("showSerName"):
            if not element.first("showLegendKey"):
                splice.insert(shown.start, b'<%sshowLegendKey val="0"/>' % prefix)
            splice.insert(shown.end, b"".join([*off, b'<%sshowBubbleSize val="0"/>' % prefix]))
        elif element.name == "grouping":
            splice.insert(element.end, b'<%svaryColors val="0"/>' % prefix)
        elif element.name == "chartSpace" and not element.first("roundedCorners") and (first := element.first("lang")):
            splice.insert(first.end, b'<%sroundedCorners val="0"/>' % prefix)
    return splice.result()


def _title(chart: bytes, part: str) -> str:
    """Return the title of a chart, its text runs joined; empty if it has none."""
    found = next((each for each in parse(chart, part).walk() if each.name == "title"), None)
    return "".join(each.text for each in found.walk() if each.name == "t").strip() if found else ""


def _sheets(chart: bytes, part: str) -> set[str]:
    """Return the names of the sheets that a chart plots, in lower case."""
    formulas = [each.text for each in parse(chart, part).walk() if each.name == "f" and each.text]
    return {text.rpartition("!")[0].strip("'").replace("''", "'").lower() for text in formulas}


def _forget_targets(package: Package, part: str) -> None:
    arrows = package.relationships(part)
    targets = [package.target(part, each) for each in arrows]
    package.relate(part, [], arrows)
    for target in targets:
        if target is not None:
            remove_if_unused(package, target)


def remove_if_unused(package: Package, part: str) -> None:
    """Remove a part, and the parts that only it points at, unless another part points at it."""
    waiting = [part]
    while waiting:
        each = waiting.pop(0)
        if package.find(each) is None or package.sources(each):
            continue
        targets = [package.target(each, arrow) for arrow in package.relationships(each)]
        package.remove(each)
        waiting += [target for target in targets if target is not None]
