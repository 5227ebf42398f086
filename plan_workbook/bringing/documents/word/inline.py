"""The text of a paragraph as it is printed, and how it looks."""

from __future__ import annotations

from typing import NamedTuple

from plan_workbook.bringing.documents.word.colours import HIGHLIGHTS, colour_of_shape, hexadecimal, is_shape, shading
from plan_workbook.bringing.documents.word.markup import (
    ALTERNATIVES,
    Element,
    W,
    attribute,
    child,
    chosen,
    is_on,
    number,
    value,
)
from plan_workbook.bringing.documents.word.styles import Styles
from plan_workbook.bringing.documents.word.symbols import in_font, symbol

_SHOWN = str.maketrans({"\u00ad": None, "\n": " ", "\r": " "})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BOX, _TICKED = "\u2610", "\u2612"
_PRINTED = {
    W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": "",
}  # fmt: skip
_NOT_PRINTED = frozenset(
    W + name
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "rt", "annotationRef", "customXmlPr",
        "smartTagPr", "fldData", "lastRenderedPageBreak", "tbl", "p",
    )
)  # fmt: skip
_TAKEN_OUT = frozenset({W + "del", W + "moveFrom"})
_PUT_IN = frozenset({W + "ins", W + "moveTo"})
_MATHS_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
)
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


class Run(NamedTuple):
    """A piece of a paragraph with one look."""

    text: str
    bold: bool = False
    hidden: bool = False
    struck: bool = False
    fill: str | None = None
    """The colour that it is highlighted or shaded with."""
    ink: str | None = None
    """The colour of its letters, if that is not the automatic one."""
    size: int = 0
    """Of its letters, in half points."""


class Line(NamedTuple):
    """What is in a paragraph."""

    runs: tuple[Run, ...]
    boxes: tuple[Element, ...] = ()
    """The contents of its text boxes."""
    notes: tuple[tuple[str, str], ...] = ()
    """Its footnotes and endnotes, each as its kind and its id."""
    pictures: tuple[str, ...] = ()
    """Its pictures, each as the words that describe it; they may be empty."""
    shapes: tuple[str | None, ...] = ()
    """Its drawn shapes, each as its colour."""
    placeholders: tuple[str, ...] = ()
    """What its content controls show because nothing was chosen or typed."""
    changed: bool = False
    """Whether something in it was taken out or put in while changes were tracked."""

    @property
    def text(self) -> str:
        """Its text without what is hidden."""
        return "".join(run.text for run in self.runs if not run.hidden)

    @property
    def unseen(self) -> str:
        """The part of its text that is hidden."""
        return "".join(run.text for run in self.runs if run.hidden)


def line_of(paragraph: Element, styles: Styles) -> Line:
    """Return what is in a paragraph."""
    reading = _Reading(styles, styles.of_paragraph(child(paragraph, "pPr")))
    reading.each(paragraph)
    return Line(
        tuple(reading.runs),
        tuple(reading.boxes),
        tuple(reading.notes),
        tuple(reading.pictures),
        tuple(reading.shapes),
        tuple(reading.placeholders),
        reading.changed,
    )


def _as_shown(element: Element) -> str:
    """Return a text as Word shows it: a line break in the XML is a space, and spaces at its ends need a mark."""
    text = (element.text or "").translate(_SHOWN)
    return text if element.get(_SPACE) == "preserve" else text.strip(" ")


class _Reading:
    """One way through a paragraph."""

    def __init__(self, styles: Styles, style: str) -> None:
        self.styles, self.style = styles, style
        self.runs: list[Run] = []
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []
        self.pictures: list[str] = []
        self.shapes: list[str | None] = []
        self.placeholders: list[str] = []
        self.changed = False
        self.look = Run("")
        self.font = ""
        self.fields: list[bool] = []  #: of each open field, whether its instruction goes on

    def each(self, element: Element) -> None:
        for one in element:
            self.one(one)

    def one(self, element: Element) -> None:
        tag = element.tag
        if tag == W + "r":
            self.run(element)
        elif tag == W + "t" or tag == _MATHS_TEXT:
            self.add(in_font(_as_shown(element), self.font))
        elif tag in _PRINTED:
            self.add(_PRINTED[tag])
        elif tag == W + "br":
            self.add("\n" if attribute(element, "type") not in ("page", "column") else "")
        elif tag == W + "sym":
            self.add(symbol(attribute(element, "char") or "", attribute(element, "font") or ""))
        elif tag == W + "fldChar":
            self.field(element)
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            self.notes.append((tag[len(W) :].removesuffix("Reference"), attribute(element, "id") or ""))
        elif tag == W + "sdt":
            self.control(element)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            self.drawing(element)
        elif tag == ALTERNATIVES:
            self.alternatives(element)
        elif tag in _TAKEN_OUT:
            self.changed = True
        elif tag not in _NOT_PRINTED and len(element):
            self.changed = self.changed or tag in _PUT_IN
            self.each(element)

    def run(self, element: Element) -> None:
        """Read a run with its own look."""
        properties = child(element, "rPr")
        outer = self.look, self.font
        if properties is not None or self.style:
            self.look = self.look_of(properties)
        fonts = child(properties, "rFonts")
        self.font = attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""
        self.each(element)
        self.look, self.font = outer

    def look_of(self, properties: Element | None) -> Run:
        def switches(name: str) -> bool:
            return self.styles.switches(properties, self.style, name)

        highlight = HIGHLIGHTS.get(value(properties, "highlight") or "")
        return Run(
            "",
            bold=switches("b"),
            hidden=switches("vanish"),
            struck=switches("strike") or switches("dstrike"),
            fill=highlight or shading(child(properties, "shd")),
            ink=hexadecimal(value(properties, "color")),
            size=self.styles.size(properties, self.style),
        )

    def add(self, text: str) -> None:
        if text and not any(self.fields):
            self.runs.append(self.look._replace(text=text))

    def field(self, element: Element) -> None:
        """Take the beginning, the middle or the end of a field, of which only the result is printed."""
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            form = child(element, "ffData")
            if form is not None:
                self.form(form)
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()

    def form(self, form: Element) -> None:
        """Add what an old form field shows: a box, or what was chosen from a list."""
        box, choices = child(form, "checkBox"), child(form, "ddList")
        if box is not None:
            ticked = is_on(child(box, "checked"))
            self.add(_TICKED if (is_on(child(box, "default")) if ticked is None else ticked) else _BOX)
        if choices is not None:
            entries = [attribute(each, "val") or "" for each in choices.iterfind(W + "listEntry")]
            at = number(value(choices, "result")) or 0
            self.add(entries[at] if 0 <= at < len(entries) else "")

    def control(self, element: Element) -> None:
        """Read a content control; one that shows only what could be typed into it is blank."""
        content = child(element, "sdtContent")
        if content is None:
            return
        if is_on(child(element, "sdtPr", "showingPlcHdr")):
            before = len(self.runs)
            self.each(content)
            self.placeholders.append("".join(run.text for run in self.runs[before:]))
            del self.runs[before:]
            return
        self.each(content)

    def alternatives(self, element: Element) -> None:
        """Read one of several forms of the same drawing or text: the first, or the next if there is nothing in it."""
        for each in element:
            before = self.found()
            self.each(each)
            if self.found() != before:
                return

    def found(self) -> tuple[int, ...]:
        return len(self.runs), len(self.boxes), len(self.pictures), len(self.shapes)

    def drawing(self, element: Element) -> None:
        """Take the text boxes of a drawing, and say what else it shows."""
        boxes, shapes = len(self.boxes), list[str | None]()
        waiting = [element]
        while waiting:
            each = waiting.pop()
            if each.tag == W + "txbxContent":
                self.boxes.append(each)
                continue
            if is_shape(each):
                shapes.append(colour_of_shape(each))
            waiting.extend(reversed(chosen(each) if each.tag == ALTERNATIVES else [*each]))
        if next(element.iter(*_PICTURES), None) is not None:
            described = next(element.iter(_DESCRIBED), None)
            self.pictures.append((described.get("descr") or "") if described is not None else "")
        elif len(self.boxes) == boxes:
            self.shapes.extend(shapes)
