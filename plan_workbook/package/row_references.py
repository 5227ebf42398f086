"""Everything in a workbook that refers to rows of a sheet, declared once: where it is written, and what kind it is.

``docs/package/rows.md`` says what becomes of each kind if rows are inserted.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto


class Kind(Enum):
    """What a value refers to rows with."""

    RANGES = auto()
    """A cell, a range, or several, separated by spaces. A range grows if rows are inserted inside it."""
    MERGED = auto()
    """A range that belongs together, which never grows at its end."""
    LIKE_ABOVE = auto()
    """Several ranges of cells with something that new rows have if the row above has it."""
    VIEW = auto()
    """The first cell that is shown."""
    INDEX = auto()
    """The number of a row, counted from 0; of a page break, that of the row below it."""
    LAST_INDEX = auto()
    """The number of the last row of a range, counted from 0."""
    FORMULA = auto()
    """A formula, or a reference like one in a formula; without a sheet's name it is about its own sheet."""
    RULE = auto()
    """A formula for all cells of some areas, written for the first of them."""
    NAME = auto()
    """What a defined name refers to."""
    LOCATION = auto()
    """Where a link leads to inside the workbook."""


FROM_ANYWHERE = frozenset({Kind.FORMULA, Kind.RULE, Kind.NAME, Kind.LOCATION})
"""Kinds that can refer to another sheet than the one to which their part belongs."""
TEXT = ""
"""In place of the name of an attribute: the text between the tags."""
Fields = Mapping[str, Mapping[str, Kind]]
"""Kinds by element and attribute. The element can be given with the one that it is in, as ``rowBreaks/brk``."""

_RULES: Fields = {
    "conditionalFormatting": {"sqref": Kind.LIKE_ABOVE},
    "cfRule/formula": {TEXT: Kind.RULE},
    "cfvo": {"val": Kind.RULE},
    "dataValidation": {"sqref": Kind.LIKE_ABOVE},
    "formula1": {TEXT: Kind.RULE},
    "formula2": {TEXT: Kind.RULE},
    # the same in extensions, where references are elements of their own
    "conditionalFormatting/sqref": {TEXT: Kind.LIKE_ABOVE},
    "dataValidation/sqref": {TEXT: Kind.LIKE_ABOVE},
    "cfRule/f": {TEXT: Kind.RULE},
    "cfvo/f": {TEXT: Kind.RULE},
    "formula1/f": {TEXT: Kind.RULE},
    "formula2/f": {TEXT: Kind.RULE},
}
_FILTERS: Fields = {
    "autoFilter": {"ref": Kind.RANGES},
    "sortState": {"ref": Kind.RANGES},
    "sortCondition": {"ref": Kind.RANGES},
}
_SHEET: Fields = {
    **_RULES,
    **_FILTERS,
    "sheetPr": {"syncRef": Kind.RANGES},
    "sheetView": {"topLeftCell": Kind.VIEW},
    "pane": {"topLeftCell": Kind.VIEW},
    "selection": {"activeCell": Kind.RANGES, "sqref": Kind.RANGES},
    "pivotSelection": {"activeRow": Kind.INDEX, "previousRow": Kind.INDEX},
    "customSheetView": {"topLeftCell": Kind.VIEW},
    "protectedRange": {"sqref": Kind.LIKE_ABOVE},
    "protectedRange/sqref": {TEXT: Kind.LIKE_ABOVE},
    "scenarios": {"sqref": Kind.RANGES},
    "inputCells": {"r": Kind.RANGES},
    "dataRef": {"ref": Kind.RANGES},
    "mergeCell": {"ref": Kind.MERGED},
    "hyperlink": {"ref": Kind.MERGED, "location": Kind.LOCATION},
    "rowBreaks/brk": {"id": Kind.INDEX},
    "colBreaks/brk": {"min": Kind.INDEX, "max": Kind.LAST_INDEX},
    "cellWatch": {"r": Kind.RANGES},
    "ignoredError": {"sqref": Kind.LIKE_ABOVE},
    "ignoredError/sqref": {TEXT: Kind.LIKE_ABOVE},
    "cellSmartTags": {"r": Kind.RANGES},
    "controlPr": {"linkedCell": Kind.FORMULA, "listFillRange": Kind.FORMULA},
    "webPublishItem": {"sourceRef": Kind.RANGES},
    "sparklineGroup/f": {TEXT: Kind.FORMULA},
    "sparkline/f": {TEXT: Kind.FORMULA},
    "sparkline/sqref": {TEXT: Kind.RANGES},
    "webExtension/f": {TEXT: Kind.FORMULA},
}
_TABLE: Fields = {
    **_FILTERS,
    "table": {"ref": Kind.RANGES},
    "calculatedColumnFormula": {TEXT: Kind.RULE},
    "totalsRowFormula": {TEXT: Kind.FORMULA},
}
_DRAWING: Fields = {
    **{each: {"textlink": Kind.FORMULA} for each in ("sp", "pic", "cxnSp", "grpSp", "graphicFrame")},
    "cameraTool": {"cellRange": Kind.FORMULA},
}
_CHART: Fields = {"f": {TEXT: Kind.FORMULA}, "sqref": {TEXT: Kind.FORMULA}}
_CONTROL: Fields = {"formControlPr": dict.fromkeys(("fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx"), Kind.FORMULA)}
_WORKBOOK: Fields = {"definedName": {TEXT: Kind.NAME}}

_EXCEL = "application/vnd.ms-excel."
_OFFICE = "application/vnd.openxmlformats-officedocument."
SHEET, WORKBOOK = "worksheet", "workbook"
PARTS: Mapping[str, Fields] = {
    SHEET: _SHEET,
    WORKBOOK: _WORKBOOK,
    f"{_OFFICE}spreadsheetml.comments+xml": {"comment": {"ref": Kind.RANGES}},
    f"{_EXCEL}threadedcomments+xml": {"threadedComment": {"ref": Kind.RANGES}},
    f"{_OFFICE}spreadsheetml.table+xml": _TABLE,
    f"{_OFFICE}spreadsheetml.tableSingleCells+xml": {"singleXmlCell": {"r": Kind.RANGES}},
    f"{_OFFICE}spreadsheetml.pivotTable+xml": {"location": {"ref": Kind.MERGED}},
    f"{_OFFICE}spreadsheetml.pivotCacheDefinition+xml": {
        "worksheetSource": {"ref": Kind.RANGES},
        "rangeSet": {"ref": Kind.RANGES},
    },
    f"{_OFFICE}spreadsheetml.connections+xml": {"parameter": {"cell": Kind.FORMULA}},
    f"{_OFFICE}spreadsheetml.volatileDependencies+xml": {"tr": {"r": Kind.RANGES}},
    f"{_EXCEL}namedsheetviews+xml": {**_FILTERS, "nsvFilter": {"ref": Kind.RANGES}},
    f"{_OFFICE}drawing+xml": _DRAWING,
    f"{_OFFICE}drawingml.chartshapes+xml": _DRAWING,
    f"{_OFFICE}drawingml.chart+xml": _CHART,
    "application/vnd.ms-office.chartex+xml": _CHART,
    f"{_EXCEL}controlproperties+xml": _CONTROL,
}
"""The parts with references, by their content type, apart from sheets and the workbook part, which have several."""
VML = f"{_OFFICE}vmlDrawing"
CHAIN = f"{_OFFICE}spreadsheetml.calcChain+xml"

_ELEMENTS = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges "
    "scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
    "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks "
    "customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture "
    "oleObjects controls webPublishItems tableParts extLst AlternateContent Choice Fallback ext control oleObject "
    "conditionalFormattings sparklineGroups slicerList timelineRefs webExtensions "
)
KNOWN_ELEMENTS = frozenset(_ELEMENTS.split())
"""Elements at the top of a sheet, or in its extensions, of which everything that refers to rows is declared above."""
_RELATIONS = (
    "comments threadedComment vmlDrawing drawing table tableSingleCells pivotTable ctrlProp control queryTable "
    "printerSettings hyperlink image oleObject package slicer timeline customProperty namedSheetView "
)
KNOWN_RELATIONS = frozenset(_RELATIONS.split())
"""The kinds of parts that belong to a sheet and refer to rows in no other way than declared above."""
HARMLESS = (
    "application/vnd.openxmlformats-package.",
    f"{_OFFICE}extended-properties",
    f"{_OFFICE}custom-properties",
    f"{_OFFICE}customXmlProperties",
    f"{_OFFICE}theme",
    f"{_OFFICE}spreadsheetml.styles",
    f"{_OFFICE}spreadsheetml.sharedStrings",
    f"{_OFFICE}spreadsheetml.externalLink",
    f"{_OFFICE}spreadsheetml.sheetMetadata",
    f"{_OFFICE}spreadsheetml.pivotCacheRecords",
    f"{_OFFICE}spreadsheetml.queryTable",
    f"{_OFFICE}spreadsheetml.worksheet",
    f"{_OFFICE}spreadsheetml.chartsheet",
    f"{_EXCEL}person",
    f"{_EXCEL}slicer",
    f"{_EXCEL}timeline",
    f"{_EXCEL}rd",
    f"{_EXCEL}richvaluerel",
    f"{_EXCEL}featurepropertybag",
    "application/vnd.ms-office.chartcolorstyle",
    "application/vnd.ms-office.chartstyle",
    "application/vnd.ms-office.classificationlabels",
    "application/vnd.ms-office.activeX",
    "application/xml",
)
"""How the content types of other parts begin that refer to no rows, or to none that a program looks up."""
