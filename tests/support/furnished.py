"""A workbook with what people put below a table of a lead's sheet."""

from __future__ import annotations

import re

from stuffed import stuffed

from plan_workbook.package.parts import Package
from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook

CHART = """<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart><c:plotArea>
<c:barChart><c:ser><c:val><c:numRef><c:f>'R02'!$I$%d:$I$%d</c:f><c:numCache><c:ptCount val="2"/></c:numCache></c:numRef>
</c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>"""
GRAPH = """<xdr:twoCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:from>
<xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>90</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>5
</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>99</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame/>
</xdr:twoCellAnchor>"""


def furnished(content: bytes, last: int) -> bytes:
    """The workbook with notes, a threaded comment, pictures and a chart below the actions of R02, up to row `last`."""
    package = open_package(stuffed(content, "R02"))
    part = next(each.part for each in Workbook(package).sheets if each.name == "R02")
    drawing = package.targets(part, "drawing")[0]
    low = {'ref="B4"': 'ref="B84"', 'ref="B5"': 'ref="B85"'}
    for kind in ("comments", "threadedComment"):
        for name in package.targets(part, kind):
            text = package.xml(name).decode()
            for old, new in low.items():
                text = text.replace(old, new)
            package.put(name, text.encode())
    for name in package.targets(part, "vmlDrawing"):
        text = re.sub(r"<x:Row>(\d)</x:Row>", r"<x:Row>8\1</x:Row>", package.read(name).decode())
        package.put(name, re.sub(r"15, 3, 2, 4, 15, 7, 2", "15, 82, 2, 4, 15, 86, 2", text).encode())
    text = re.sub(r"<xdr:row>(\d)</xdr:row>", r"<xdr:row>8\1</xdr:row>", package.xml(drawing).decode())
    package.put(drawing, text.replace("</xdr:wsDr>", GRAPH + "</xdr:wsDr>").encode())
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    package.add("xl/charts/chart91.xml", (CHART % (last - 1, last)).encode(), kind)
    package.link(drawing, "chart", "xl/charts/chart91.xml")
    return package.to_bytes()


def said(package: Package, kind: str, pattern: str) -> list[str]:
    """What matches in the parts of a kind that belong to R02."""
    part = next(each.part for each in Workbook(package).sheets if each.name == "R02")
    drawing = package.targets(part, "drawing")[0]
    parts = package.targets(drawing, "chart") if kind == "chart" else package.targets(part, kind)
    return [each for name in parts for each in re.findall(pattern, package.xml(name).decode())]
