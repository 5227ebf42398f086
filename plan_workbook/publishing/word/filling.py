"""Fills in a Word template, more strictly than docxtpl alone: a result that Word could not open is an error."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from types import TracebackType
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from docx.text.run import Run
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, Undefined
from lxml import etree
from markupsafe import Markup, escape

from plan_workbook.board.figures import Figures
from plan_workbook.board.trends import Trend
from plan_workbook.publishing.edition import Bar
from plan_workbook.publishing.sandbox import refuse_too_many_tags
from plan_workbook.publishing.templates import environment
from plan_workbook.publishing.word.keeping import MARK, keep_ends, keep_together
from plan_workbook.publishing.word.links import root_of
from plan_workbook.publishing.word.pictures import picture_of
from plan_workbook.publishing.word.repeated import mark_repeated, share_width
from plan_workbook.publishing.word.tags import SHOWN, MisplacedTagError, check_tags
from plan_workbook.values.colours import ink_on, is_colour

_STEERING = str.maketrans("", "", f"\a\f{MARK}")
"""docxtpl would turn the first two into a new paragraph and a new page; the third one is ours."""
_KEPT = Markup(MARK)
_STEPS_OF_A_PICTURE = 40
"""How many steps of a template it takes to draw one that was not drawn before: ten milliseconds."""
_MOST_WIDE, _MOST_HIGH = 28.0, 20.0
"""Centimetres of a picture."""
_FILLED, _BY_A_TAG = 'w:color="auto" w:fill="{{', 'w:color="cellbg" w:fill="{{'
"""What docxtpl makes of ``{% cellbg %}``, and the mark by which the cell is found again once it is filled in."""
_CONTAINERS = frozenset(map(qn, ("w:body", "w:p", "w:r", "w:tbl", "w:tr", "w:tc")))
_BEFORE_A_FILL = frozenset(map(qn, ("w:cnfStyle", "w:tcW", "w:gridSpan", "w:hMerge", "w:vMerge", "w:tcBorders")))
_LONG_ROW = 1500
"""Characters beyond which a row may break across pages, because it might not fit on one."""
_FILLED_PARTS = ("document.main+xml", "header+xml", "footer+xml", "footnotes+xml")
"""The ends of the types of the parts that docxtpl fills in."""


class Filling(DocxTemplate):
    """A template that is being filled in; `docx` is its document."""

    def __init__(self, document: Document) -> None:
        """Start from an opened template, which changes."""
        super().__init__("")
        self.docx: Any = document
        self._source: list[str] = []
        self._pictures: dict[tuple[object, float, float], str] = {}
        self._charge: Callable[[int], str] = str

    def fill(self, names: Mapping[str, object], told: Figures | None = None) -> None:
        """Replace the tags by their values; `told` are the figures of the plan that they are about.

        Raises:
            Exception: any error of a template's expression; `near` says where.
        """
        for part in self.docx.part.package.iter_parts():
            if part.content_type.endswith(_FILLED_PARTS) and (root := root_of(part)) is not None:
                check_tags(root)
        mark_repeated(self.docx.element.body)
        jinja = environment(markup=True, told=told)
        jinja.finalize = _as_text
        jinja.filters["picture"] = self._picture
        self._charge = jinja.charge
        self.render({**names, "kept_together": _KEPT}, jinja)

    def near(self, error: BaseException) -> str:
        """Return the text of the template's paragraph in which filling it in failed; empty if that is unknown."""
        line = error.lineno if isinstance(error, TemplateSyntaxError) else _line_of(error.__traceback__)
        if not 0 < line <= len(self._source):
            return ""
        text = " ".join(re.sub(r"<[^>]*>", " ", self._source[line - 1]).split())
        return text if len(text) <= SHOWN else text[:SHOWN] + "..."

    def _picture(self, value: Bar | Trend | None, width: float, height: float) -> Markup:
        """Return the markup of a bar or a line, so many centimetres wide and high; of None, nothing.

        Raises:
            TypeError: it is something else, or not of a size that a page has room for.
        """
        if value is None:
            return Markup("")
        if not isinstance(value, Bar | Trend):
            raise TypeError("only a bar and a trend have a picture")
        if not (0 < width <= _MOST_WIDE and 0 < height <= _MOST_HIGH):
            raise TypeError(f"a picture is up to {_MOST_WIDE:g} cm wide and {_MOST_HIGH:g} cm high")
        key = (value, width, height)
        if key not in self._pictures:
            self._charge(_STEPS_OF_A_PICTURE)
            drawn = picture_of(value, width, height)
            inline = self.current_rendering_part.new_pic_inline(BytesIO(drawn.content), Cm(width), Cm(height))
            inline.docPr.set("descr", drawn.words)
            for side in ("distT", "distB", "distL", "distR"):  # LibreOffice leaves a third of a centimetre without them
                inline.set(side, "0")
            self._pictures[key] = etree.tostring(inline, encoding="unicode")
        inner = f"<w:r><w:drawing>{self._pictures[key]}</w:drawing></w:r>"
        return Markup(f'</w:t></w:r>{inner}<w:r><w:t xml:space="preserve">')

    # ------------------------------------------------------------------------------------- steps of docxtpl

    def patch_xml(self, src_xml: str) -> str:
        """Return the markup of a part with its tags put together."""
        refuse_too_many_tags(src_xml)
        return str(super().patch_xml(src_xml))

    def build_xml(self, context: dict[str, Any], jinja_env: Any = None) -> str:
        """Return the body filled in, with a mark on the cells that a tag coloured."""
        source = self.patch_xml(self.get_xml()).replace(_FILLED, _BY_A_TAG)
        return str(self.render_xml_part(source, self.docx.part, context, jinja_env))

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        """Return the markup of a part filled in."""
        self._source = re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml).split("\n")  # as docxtpl counts lines
        return str(super().render_xml_part(src_xml, part, context, jinja_env))

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Leave the template's properties alone, because the report gets new ones."""

    def fix_tables(self, xml: str) -> Any:
        """Return the body as a tree that Word can open."""
        parse_xml(xml)  # tags that do not nest leave half elements, which docxtpl would accept
        body = super().fix_tables(xml)
        _refuse_stray_text(body)
        for table in list(body.iter(qn("w:tbl"))):
            if table.find(qn("w:tr")) is None:
                table.getparent().remove(table)
        for cell in body.iter(qn("w:tc")):
            if cell.find(qn("w:p")) is None:
                etree.SubElement(cell, qn("w:p"))
        for row in body.iter(qn("w:tr")):
            whole = row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}")
            if whole is not None and sum(len(text) for text in row.itertext()) > _LONG_ROW:
                whole.getparent().remove(whole)
        for table in body.iter(qn("w:tbl")):
            share_width(table)
            keep_ends(table)
        keep_together(body)
        return body

    def map_tree(self, tree: Any) -> None:
        """Put the body into the document."""
        body = parse_xml(etree.tostring(tree))  # parsed by python-docx, which knows where a colour goes
        _ink(body)
        self.docx.element.body.clear()  # lxml takes seconds to remove a body of many elements, but none to empty it
        super().map_tree(body)


def _as_text(value: object) -> object:
    """Return a value as the markup of its text; anything in it that looks like a tag is text too."""
    if isinstance(value, Undefined) or value is _KEPT:
        return value
    text = str(escape("" if value is None else value)).translate(_STEERING)
    return Markup(text.replace("{", "&#123;").replace("}", "&#125;"))


def _refuse_stray_text(body: etree._Element) -> None:
    """Refuse text outside any run, which ``{{r name}}`` and the like leave behind."""
    for each in body.iter(etree.Element):
        stray = (each.text or "") if each.tag in _CONTAINERS else ""
        if each.tag.startswith(body.tag.partition("}")[0]):
            stray += each.tail or ""
        if stray.strip():
            said = " ".join(stray.split())[:SHOWN]
            raise MisplacedTagError(f"'{said}' would be outside any text: write its tag without p, r, tr or tc")


def _ink(body: etree._Element) -> None:
    """Make text on a colour that a tag gave black or white, whichever reads better."""
    for shade in body.iter(qn("w:shd")):
        if shade.get(qn("w:color")) != "cellbg":
            continue
        shade.set(qn("w:color"), "auto")
        _in_order(shade)
        fill = f"#{shade.get(qn('w:fill'))}"
        cell = next(shade.iterancestors(qn("w:tc")), None)
        if not is_colour(fill) or cell is None:
            continue
        for run in cell.iter(qn("w:r")):
            if run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}") is None:  # text with its own style keeps its colour
                Run(run, None).font.color.rgb = RGBColor.from_string(ink_on(fill)[1:])  # type: ignore[arg-type]


def _in_order(shade: etree._Element) -> None:
    """Move a cell's fill after the elements that must precede it (ECMA-376-1, CT_TcPr); docxtpl puts it too early."""
    properties = shade.getparent()
    if properties is not None:
        before = [each for each in properties if each.tag in _BEFORE_A_FILL]
        if before:
            before[-1].addnext(shade)


def _line_of(trace: TracebackType | None) -> int:
    """Return the line of the template that raised an error, 0 if none did."""
    line = 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
