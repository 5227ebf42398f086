"""Puts into a workbook what people put into workbooks and no library here can write: for tests of what is lost."""

from __future__ import annotations

import re
import struct
import zlib

from plan_workbook.package.parts import Package
from plan_workbook.package.relationships import OFFICE, Relationship, free_id
from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_OPENXML = "application/vnd.openxmlformats-officedocument"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PERSON, _THREAD, _LABEL = (
    "{6F5C1B0A-0001-4C6E-9C0A-0123456789AB}",
    "{6F5C1B0A-0002-4C6E-9C0A-0123456789AB}",
    "{6f5c1b0a-0003-4c6e-9c0a-0123456789ab}",
)


def png(colour: tuple[int, int, int] = (200, 30, 30)) -> bytes:
    """A picture of eight by eight dots in one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    lines = (b"\0" + bytes(colour) * 8) * 8
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


_NOTES = f"""{_HEAD}<comments xmlns="{_MAIN}"><authors><author>Jo Bloggs</author><author>tc={_THREAD}</author></authors>
<commentList><comment ref="B4" authorId="0"><text><r><rPr><b/></rPr><t xml:space="preserve">Ask </t>
</r><r><t>the court</t></r></text></comment>
<comment ref="B5" authorId="1"><text><t>[Threaded comment] Is this still so?</t></text></comment>
</commentList></comments>"""
_SHAPE = """<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;width:108pt;height:60pt;
visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:textbox/><x:ClientData
ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>2, 15, 3, 2, 4, 15, 7, 2</x:Anchor><x:AutoFill>False
</x:AutoFill><x:Row>{row}</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>"""
_VML = f"""<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>
</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">
<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
{_SHAPE.format(id=1025, row=3)}{_SHAPE.format(id=1026, row=4)}</xml>"""
_THREADS = f"""{_HEAD}<ThreadedComments xmlns="{_THREADED}"><threadedComment ref="B5" dT="2017-12-31T09:00:00.00"
personId="{_PERSON}" id="{_THREAD}"><text>Is this still so?</text></threadedComment></ThreadedComments>"""
_PERSONS = f"""{_HEAD}<personList xmlns="{_THREADED}"><person displayName="Jo Bloggs" id="{_PERSON}" userId="jo"
providerId="None"/></personList>"""
_ANCHOR = """<xdr:twoCellAnchor><xdr:from><xdr:col>{col}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row>
<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>{end}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>6</xdr:row>
<xdr:rowOff>0</xdr:rowOff></xdr:to>{what}<xdr:clientData/></xdr:twoCellAnchor>"""
_FRAME = (
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
    "</a:prstGeom>"
)
_PICTURE = f"""<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="91" name="Picture 1" descr="A red square"/><xdr:cNvPicPr/>
</xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId91"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>
<xdr:spPr>{_FRAME}</xdr:spPr></xdr:pic>"""
_TEXT_BOX = f"""<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="92" name="TextBox 2"/><xdr:cNvSpPr txBox="1"/>
</xdr:nvSpPr><xdr:spPr>{_FRAME}</xdr:spPr><xdr:txBody><a:bodyPr wrap="square"/><a:lstStyle/><a:p><a:r>
<a:rPr lang="en-GB"/><a:t>Waiting for the new system</a:t></a:r></a:p></xdr:txBody></xdr:sp>"""
SHAPES = "".join(
    _ANCHOR.format(col=col, end=col + 2, what=what) for col, what in ((18, _PICTURE), (20, _TEXT_BOX))
).replace(
    "<xdr:twoCellAnchor",
    '<xdr:twoCellAnchor xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{OFFICE}"',
)
_DRAWING = f"""{_HEAD}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{SHAPES}</xdr:wsDr>"""
#: a drop-down whose words are on another sheet, as Excel 2010 and later store it
_X14 = """<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1"
xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" allowBlank="1">
<x14:formula1><xm:f>Guidance!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>Z99</xm:sqref></x14:dataValidation>
</x14:dataValidations></ext></extLst>"""
_ITEM = f'{_HEAD}<case xmlns="urn:example:case-system"><id>CS-0042</id></case>'
_ITEM_PROPERTIES = f"""{_HEAD}<ds:datastoreItem ds:itemID="{{6F5C1B0A-0004-4C6E-9C0A-0123456789AB}}"
xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs/></ds:datastoreItem>"""
_LABELS = f"""<?xml version="1.0" encoding="utf-8" standalone="yes"?><clbl:labelList
xmlns:clbl="http://schemas.microsoft.com/office/2020/mipLabelMetadata"><clbl:label id="{_LABEL}" enabled="1"
method="Privileged" siteId="{_LABEL}" contentBits="0" removed="0"/></clbl:labelList>"""
_PROPERTIES = f"""{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property
fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="Case reference"><vt:lpwstr>CS-0042</vt:lpwstr></property>
</Properties>"""


_THREADED_COMMENT = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
_PERSON_LIST = "http://schemas.microsoft.com/office/2017/10/relationships/person"
_LABEL_LIST = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"


def stuffed(content: bytes, *sheets: str) -> bytes:
    """Return the workbook with notes, threaded comments, a picture, a text box, printer settings and a drop-down over
    another sheet on each of these sheets, and with custom XML, a sensitivity label and a property of somebody's own."""
    package = open_package(content)
    book = Workbook(package)
    package.add("xl/media/photo.png", png(), "image/png")
    _put(package, book.part, "xl/persons/person.xml", _PERSONS, "application/vnd.ms-excel.person+xml", _PERSON_LIST)
    for number, name in enumerate(sheets, 1):
        sheet = book.find(name)
        assert sheet is not None
        _stuff(package, sheet.part, number)
    _put(package, book.part, "customXml/item1.xml", _ITEM, "application/xml", "customXml")
    _put(
        package,
        "customXml/item1.xml",
        "customXml/itemProps1.xml",
        _ITEM_PROPERTIES,
        f"{_OPENXML}.customXmlProperties+xml",
        "customXmlProps",
    )
    labels = "application/vnd.ms-office.classificationlabels+xml"
    _put(package, "", "docMetadata/LabelInfo.xml", _LABELS, labels, _LABEL_LIST)
    properties = f"{_OPENXML}.custom-properties+xml"
    _put(package, "", "docProps/custom.xml", _PROPERTIES, properties, "custom-properties")
    return package.to_bytes()


def _put(package: Package, source: str, name: str, content: str | bytes, kind: str, arrow: str) -> str:
    """Add a part that another one points at; return the id it points by."""
    package.add(name, content.encode() if isinstance(content, str) else content, kind)
    identity = free_id(package.taken_ids(source))
    kind_of_arrow = arrow if "://" in arrow else f"{OFFICE}/{arrow}"
    package.relate(source, [Relationship(identity, kind_of_arrow, f"/{name}", external=False)])
    return identity


def _stuff(package: Package, sheet: str, number: int) -> None:
    drawing = f"xl/drawings/drawing9{number}.xml"
    comments = f"{_OPENXML}.spreadsheetml.comments+xml"
    _put(package, sheet, f"xl/comments{number}.xml", _NOTES, comments, "comments")
    threads, threaded = (
        f"xl/threadedComments/threadedComment{number}.xml",
        "application/vnd.ms-excel.threadedcomments+xml",
    )
    _put(package, sheet, threads, _THREADS, threaded, _THREADED_COMMENT)
    printer = f"xl/printerSettings/printerSettings{number}.bin"
    settings = f"{_OPENXML}.spreadsheetml.printerSettings"
    ids = {"pageSetup": _put(package, sheet, printer, b"Printer" * 40, settings, "printerSettings")}
    ours = next(iter(package.targets(sheet, "drawing")), None)
    if ours is None:
        ids["drawing"] = _put(package, sheet, drawing, _DRAWING, f"{_OPENXML}.drawing+xml", "drawing")
    notes = f"xl/drawings/vmlDrawing{number}.vml"
    ids["legacyDrawing"] = _put(package, sheet, notes, _VML, f"{_OPENXML}.vmlDrawing", "vmlDrawing")
    image = Relationship("rId91", f"{OFFICE}/image", "/xl/media/photo.png", external=False)
    package.relate(ours or drawing, [image])
    if ours is not None:
        page = package.xml(ours).decode()
        package.put(ours, re.sub(r"(</(?:xdr:)?wsDr>)", lambda end: SHAPES + end[1], page).encode())
    tags = {name: f'<{name} xmlns:r="{OFFICE}" r:id="{identity}"' for name, identity in ids.items()}
    page = package.xml(sheet).decode().replace("<pageSetup", tags["pageSetup"])
    assert tags["pageSetup"] in page
    drawn = f"{tags['drawing']}/>" if ours is None else ""
    package.put(sheet, page.replace("</worksheet>", f"{drawn}{tags['legacyDrawing']}/>{_X14}</worksheet>").encode())
